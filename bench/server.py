"""One server process that is measured: the hub itself, or a bare ASGI application that answers raw SQL."""

from __future__ import annotations

import sys
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import orjson
import psycopg
import uvicorn

from bench.queries import queries
from hub.access.viewer import OPERATOR
from hub.commands import serve
from hub.database import Database
from hub.settings import Settings

HOST = "127.0.0.1"


class OwnersDatabase(Database):
    """The same pool, as the owner: row-level security does not bind it."""

    async def _configure(self, connection: psycopg.AsyncConnection) -> None:
        await super()._configure(connection)
        await connection.execute("reset role")


def raw(database: Database, url: str) -> Callable[..., Awaitable[None]]:
    """A bare ASGI application: POST /NAME with the number of a value answers what GraphQL answers."""
    known = {f"/{query.name}": query for query in queries(url)}

    async def app(
        scope: MutableMapping[str, Any],
        receive: Callable[[], Awaitable[MutableMapping[str, Any]]],
        send: Callable[[MutableMapping[str, Any]], Awaitable[None]],
    ) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await database.open()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await database.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        query = known.get(scope["path"])
        if query is None:
            await send({"type": "http.response.start", "status": 404, "headers": []})
            await send({"type": "http.response.body", "body": b""})
            return
        value = query.values[orjson.loads(body)["number"]]
        async with database.read(OPERATOR) as reading:
            text = await reading.fetch_value(query.sql, value.params, custom_plan=query.custom_plan)
        answer = f'{{"data":{{"{query.field}":{text}}}}}'.encode()
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(answer))]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": answer})

    return app


def main() -> None:
    """`python -m bench.server product|raw|owner URL PORT HOME`"""
    kind, url, port, home = sys.argv[1:]
    settings = Settings(database_url=None, home=Path(home))
    if kind == "product":
        serve(settings, url, HOST, int(port))
        return
    database = (OwnersDatabase if kind == "owner" else Database)(
        url, pool_size=settings.pool_size, statement_timeout_seconds=settings.statement_timeout_seconds
    )
    uvicorn.run(raw(database, url), host=HOST, port=int(port), log_level="warning")


if __name__ == "__main__":
    main()
