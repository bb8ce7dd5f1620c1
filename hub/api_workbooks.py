"""The HTTP interface for workbooks that the hub makes: annotated ones, templates, exports."""

from __future__ import annotations

import hashlib
from typing import Annotated
from urllib.parse import quote

import anyio.to_thread
from fastapi import APIRouter, Query, Request, Response

from hub.api import Caller
from hub.errors import HubError
from hub.importing.parsed import Options
from hub.months import Period
from hub.submissions.annotating import of_submission
from hub.submissions.exporting import exported, template_of
from hub.submissions.intake import Intake
from hub.submissions.slots import sheet_named

router = APIRouter(prefix="/api")

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/submissions/{number}/annotated.xlsx")
async def annotated(request: Request, caller: Caller, number: int) -> Response:
    """The file that was sent with its problems marked, for the unit that sent it."""
    intake: Intake = request.app.state.intake
    return _workbook(*await anyio.to_thread.run_sync(of_submission, intake, number, caller))


@router.get("/templates/{sheet}.xlsx")
async def template(caller: Caller, sheet: str) -> Response:
    """The blank workbook of a sheet, by its name or form code."""
    return _workbook(*await anyio.to_thread.run_sync(template_of, sheet))


@router.get("/exports/{sheet}.xlsx")
async def export(
    request: Request,
    caller: Caller,
    sheet: str,
    agency: Annotated[str, Query(max_length=40)],
    region: Annotated[str, Query(max_length=12)],
    period: Annotated[str, Query(max_length=20)],
    side: Annotated[str, Query(max_length=20)] = "",
) -> Response:
    """What a unit has reported and counts now, in the form of the template."""
    intake: Intake = request.app.state.intake
    try:
        months = Period.parse(period)
    except ValueError as wrong:
        raise HubError(
            f"所属期“{period}”应写成 2019-12 或 2020-05..2021-03。",
            f"The period {period!r} must be written 2019-12 or 2020-05..2021-03.",
            code="PERIOD_INVALID",
        ) from wrong
    options = Options(sheet_named(sheet).name, agency, region, months)
    return _workbook(
        *await anyio.to_thread.run_sync(
            lambda: exported(intake.url, intake.settings, options, side, by=caller)
        )
    )


def _workbook(name: str, content: bytes) -> Response:
    return Response(
        content,
        media_type=XLSX,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "cache-control": "private, no-store",
            "etag": f'"{hashlib.sha256(content).hexdigest()}"',
        },
    )
