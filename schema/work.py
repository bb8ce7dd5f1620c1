"""Work that is no single statement: run on a connection of its own, outside the event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import anyio.to_thread
import psycopg

from hub.database import connect
from schema.context import Info

T = TypeVar("T")


async def connected(info: Info, action: Callable[[psycopg.Connection], T]) -> T:
    """Run an action in one transaction, committed at its end."""
    url = info.context.database.url

    def act() -> T:
        with connect(url) as connection:
            return action(connection)

    return await anyio.to_thread.run_sync(act)


async def steadily(info: Info, look: Callable[[psycopg.Connection], T]) -> T:
    """Run something that asks several statements in one read-only transaction that sees one state."""
    timeout = info.context.settings.statement_timeout_seconds

    def read(connection: psycopg.Connection) -> T:
        connection.execute("set transaction isolation level repeatable read, read only")
        connection.execute(f"set local statement_timeout = '{timeout}s'".encode())
        return look(connection)

    return await connected(info, read)
