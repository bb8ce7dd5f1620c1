"""The HTTP interface for workbooks that the hub makes: annotated ones, templates, exports."""

from __future__ import annotations

from typing import Annotated

import anyio.to_thread
from fastapi import APIRouter, Query, Request, Response

from hub.api import Caller, attachment
from hub.importing.parsed import Options
from hub.submissions.annotating import of_submission
from hub.submissions.exporting import exported, template_of
from hub.submissions.intake import Intake
from hub.submissions.slots import declared_period, sheet_named

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
    options = Options(sheet_named(sheet).name, agency, region, declared_period(period))
    return _workbook(
        *await anyio.to_thread.run_sync(
            lambda: exported(intake.url, intake.settings, options, side, by=caller)
        )
    )


def _workbook(name: str, content: bytes) -> Response:
    return attachment(name, content, XLSX)
