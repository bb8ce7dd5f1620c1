"""The HTTP interface for figure cards: one card for programs, checked against the data."""

from __future__ import annotations

from typing import Any

import anyio.to_thread
from fastapi import APIRouter, Request

from hub.api import Caller
from hub.database import connect
from hub.releases.cards import card
from hub.releases.comparing import card_now, verified
from hub.releases.telling import as_json
from hub.settings import Settings


def router(settings: Settings) -> APIRouter:
    """The routes; cards name the address of the hub that the settings say."""
    routes = APIRouter(prefix="/api/figures")

    @routes.get("/{identifier}")
    async def one(request: Request, caller: Caller, identifier: str) -> dict[str, Any]:
        """A figure card; 404 where there is none or it may not be seen.

        Answer: {id, path, url, citation: {zh, en}, indicator, within, region, from, to, on, where, regions, asOf,
        dataVersion, definitionVersion, definitionDigest, cutOff, value, code, missing, numerator, denominator,
        text: {zh, en}, sentence: {zh, en}, coverage, yearOnYear, createdAt, verified, now: {value, code, missing, text,
        dataVersion, changed, difference, definitionVersion, definitionChanged, reasons: [{dataVersion, at, action,
        reason, value, code, missing, text, definitionVersion, redefined, submission: {id, sheet, unit, periodFrom, periodTo,
        file}}], moreReasons}}. Numbers are texts. `verified`: counted once more at its data version it is the same.
        """

        def look() -> dict[str, Any]:
            with connect(request.app.state.intake.url) as connection:
                connection.execute("set transaction isolation level repeatable read, read only")
                connection.execute(
                    f"set local statement_timeout = '{settings.statement_timeout_seconds}s'".encode()
                )
                found = card(connection, identifier, by=caller)
                now = card_now(connection, found, by=caller)
                same = verified(connection, found, by=caller)
            return as_json(found, now, same, settings.public_url)

        return await anyio.to_thread.run_sync(look)

    return routes
