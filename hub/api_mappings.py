"""The HTTP interface for remembered answers: which headers of a unit's workbooks are which fields."""

from __future__ import annotations

from typing import Any

import anyio.to_thread
from fastapi import APIRouter, Request

from hub.api import Caller
from hub.database import connect
from hub.submissions import answers
from hub.submissions.paging import PAGE_DEFAULT, skipped

router = APIRouter(prefix="/api/mappings")


@router.get("")
async def listed(
    request: Request, caller: Caller, first: int = PAGE_DEFAULT, after: str | None = None
) -> dict[str, Any]:
    """A page of the remembered answers of the units that the caller reports for, by unit and sheet.

    Answer: {mappings: [{id, unit, sheet, header, field, answered_by, answered_at}], total, after}; an empty `field`
    leaves the column aside, `after` is null on the last page.
    """
    caller.require("submissions.receive")
    skip = skipped(first, after)

    def look() -> list[dict[str, Any]]:
        with connect(request.app.state.intake.url) as connection:
            return answers.listed(connection, caller)

    found = await anyio.to_thread.run_sync(look)
    page = found[skip : skip + first]
    shown = skip + len(page)
    return {
        "mappings": [
            {**answer, "id": str(answer["id"]), "answered_at": answer["answered_at"].isoformat()}
            for answer in page
        ],
        "total": len(found),
        "after": str(shown) if page and shown < len(found) else None,
    }


@router.delete("/{number}")
async def forget(request: Request, caller: Caller, number: int) -> dict[str, str]:
    """Take back a remembered answer: the header is asked about again."""

    def act() -> None:
        with connect(request.app.state.intake.url) as connection:
            answers.forget(connection, number, caller)

    await anyio.to_thread.run_sync(act)
    return {"mapping": str(number), "status": "forgotten"}
