"""The HTTP interface for statistics to take along: the answer to a question as .xlsx, .csv or JSON."""

from __future__ import annotations

from collections.abc import Callable

import anyio.to_thread
from fastapi import APIRouter, Request, Response

from hub.access.viewer import Viewer
from hub.api import Caller, attachment
from hub.indicators.asked_in_text import language_in, question_in
from hub.indicators.asking import PAGES_MAX, ask_within
from hub.indicators.catalogue import indicators
from hub.indicators.export import FIGURES_MAX, VERSION_AT, Export
from hub.settings import Settings
from hub.statistics_workbook import workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


def router(settings: Settings) -> APIRouter:
    """The routes; the settings say how many rows an answer may have."""
    routes = APIRouter(prefix="/api")
    rows_max = settings.page_size_max * PAGES_MAX

    @routes.get("/statistics.xlsx")
    async def as_workbook(request: Request, caller: Caller) -> Response:
        """Figures as a workbook: the table, and on a second sheet the question, the data and the definitions.

        Query: within (region code), from and to (months) and indicator (code or field name; several times, or with
        commas) are needed; on (cut-off day), by (dimensions, several times or with commas), where.<filter> (as in
        StatisticsFilter, codes several times), asOf or dataVersion, regions (OF_THE_TIME, CURRENT), language (zh, en).
        """
        found = await _asked(request, caller, rows_max)
        return await _file(found, "xlsx", workbook, XLSX)

    @routes.get("/statistics.csv")
    async def as_csv(request: Request, caller: Caller) -> Response:
        """The same question as CSV: one line a figure, with coverage, definition and data version on each line."""
        found = await _asked(request, caller, rows_max)
        return await _file(found, "csv", Export.csv, CSV)

    return routes


async def _asked(request: Request, caller: Viewer, rows_max: int) -> Export:
    caller.require("data.read")
    given = {name: request.query_params.getlist(name) for name in request.query_params}
    language, catalogue = language_in(given), indicators()
    question = question_in(given, catalogue)
    async with request.app.state.database.read(caller) as reading:
        most = min(rows_max, FIGURES_MAX // len(question.asked))
        answer = await ask_within(reading, question, catalogue, caller, rows_max=most)
        at = await reading.fetch_value(VERSION_AT, [answer.version])
    return Export(answer, at, language)


async def _file(found: Export, ending: str, write: Callable[[Export], bytes], media_type: str) -> Response:
    content = await anyio.to_thread.run_sync(write, found)
    return attachment(f"{found.name}.{ending}", content, media_type)
