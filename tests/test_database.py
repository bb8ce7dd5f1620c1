"""A request's reading: what a failure, a cancellation or a revoked token leaves behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import psycopg
import pytest

from hub.access.viewer import OPERATOR, Viewer
from hub.database import Database, Reading
from hub.errors import Unauthenticated

COUNTY = Viewer("c", "viewer", None, "520281", frozenset({"data.read"}))


@asynccontextmanager
async def reading(url: str, viewer: Viewer = OPERATOR) -> AsyncIterator[Reading]:
    database = Database(url, pool_size=1, statement_timeout_seconds=5)
    await database.open()
    try:
        async with database.read(viewer) as found:
            yield found
    finally:
        await database.close()


@pytest.mark.asyncio
async def test_a_failed_statement_does_not_spoil_the_next(database_url: str) -> None:
    async with reading(database_url) as found:
        with pytest.raises(psycopg.errors.DivisionByZero):
            await found.fetch_value("select 1 / 0")
        assert await found.fetch_value("select current_setting('hub.region_lo')") == "0"
        assert await found.fetch_value("select current_setting('transaction_read_only')") == "on"


@pytest.mark.asyncio
async def test_a_cancelled_statement_does_not_spoil_the_next(database_url: str) -> None:
    async with reading(database_url, COUNTY) as found:
        slow = asyncio.create_task(found.fetch_value("select pg_sleep(4)"))
        await asyncio.sleep(0.3)
        slow.cancel()
        with pytest.raises(asyncio.CancelledError):
            await slow
        assert await found.fetch_value("select current_setting('hub.region_lo')") == "520281"


@pytest.mark.asyncio
async def test_a_token_that_no_longer_holds_is_refused_every_time(database_url: str) -> None:
    async with reading(database_url, replace(OPERATOR, token_digest="gone")) as found:
        for _ in range(3):
            with pytest.raises(Unauthenticated):
                await found.fetch_value("select 1")


@pytest.mark.asyncio
async def test_placeholders_are_numbered_once_per_name(database_url: str) -> None:
    async with reading(database_url) as found:
        rows = await found.fetch_all(
            "select %(a)s::int + %(b)s::int, %(a)s::int, '100%%'", {"a": 1, "b": 2, "unused": 3}
        )
        assert rows == [(3, 1, "100%")]
        assert await found.fetch_all("select %s::text, %s::int", ["x", 7]) == [("x", 7)]
