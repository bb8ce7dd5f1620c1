"""A small picture of the hub, put into the tables directly, and a way to ask it questions."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import orjson
import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from hub.access.viewer import OPERATOR, Viewer
from hub.database import Database, Reading, libpq
from hub.settings import Settings
from schema import execute

COUNTY = Viewer("county", "viewer", None, "520221", frozenset({"data.read"}))


class CountingDatabase(Database):
    """The real database, which remembers its readings so that their statements can be counted."""

    def __init__(self, url: str) -> None:
        super().__init__(url, pool_size=2, statement_timeout_seconds=30)
        self.readings: list[Reading] = []

    @asynccontextmanager
    async def read(self, viewer: Any) -> AsyncIterator[Reading]:
        async with super().read(viewer) as reading:
            self.readings.append(reading)
            yield reading


@dataclass
class Hub:
    """A hub on one test database."""

    url: str
    settings: Settings = field(default_factory=Settings)
    statements: int = 0

    def answer(
        self,
        document: str,
        variables: dict[str, Any] | None = None,
        viewer: Viewer | None = OPERATOR,
    ) -> dict[str, Any]:
        """The whole response to a document; `statements` are those that it took."""

        async def run() -> dict[str, Any]:
            database = CountingDatabase(self.url)
            await database.open()
            try:
                found = await execute(self.settings, database, viewer, document, variables or {})
                self.statements = sum(reading.statements for reading in database.readings)
                return found
            finally:
                await database.close()

        found: dict[str, Any] = orjson.loads(orjson.dumps(asyncio.run(run())))
        return found

    def ask(self, document: str, variables: dict[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        """The data of a response that must be without errors."""
        found = self.answer(document, variables, **more)
        assert "errors" not in found, found["errors"]
        data: dict[str, Any] = found["data"]
        return data

    def refusal(self, document: str, variables: dict[str, Any] | None = None, **more: Any) -> str:
        """The code of the one error of a response."""
        (error,) = self.answer(document, variables, **more)["errors"]
        assert error["message"]
        return str(error["extensions"]["code"])

    def insert(self, table: str, **values: Any) -> int:
        """One row; the number that it got."""
        with psycopg.connect(libpq(self.url)) as connection:
            return _insert(connection, table, values)

    def submission(self, sheet: str, month: date, *, version: int | None, **values: Any) -> int:
        """A submission of the prefecture's HRSS bureau for one month, accepted in a version."""
        given = {
            "sheet": sheet,
            "form": "X",
            "side": "",
            "agency": "HRSS",
            "region_code": "520200",
            "period_from": month,
            "period_to": month,
            "as_of": date(month.year, month.month, 28),
            "state": "CHECKED",
            "file_sha256": "00",
            "file_name": f"{sheet}.xlsx",
            "received_by": "test",
            "digest": "",
            "rows_read": 1,
            "problems": Jsonb([]),
            "accepted_version": version,
        } | values
        given.setdefault("unit", f"{given['agency']}:{given['region_code']}")
        return self.insert("submissions", **given)

    def version(self, number: int, at: datetime) -> None:
        """A data version."""
        self.insert("data_versions", number=number, at=at, action="ACCEPT", submission_id=1, by="test")

    def row(self, ledger: str, region: str, **values: Any) -> int:
        """A live row of a ledger; live_from=1 unless said."""
        given = {
            "submission_id": 1,
            "row_key": f"key-{Hub._next()}",
            "live_from": 1,
            "worksheet": "台账",
            "row_number": 5,
            "region_code": region,
            "prefecture_code": region[:4] + "00",
            "province_code": region[:2] + "0000",
            "agency": "HRSS",
            "month": date(2020, 3, 1),
        } | values
        given.setdefault("unit", f"{given['agency']}:{region[:4]}00")
        return self.insert(ledger, **given)

    _count = 0

    @classmethod
    def _next(cls) -> int:
        cls._count += 1
        return cls._count


def _insert(connection: psycopg.Connection, table: str, values: dict[str, Any]) -> int:
    returned = "number" if table == "data_versions" else "key" if table == "employers" else "id"
    statement = sql.SQL("insert into {} ({}) overriding user value values ({}) returning {}").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, values)),
        sql.SQL(", ").join(sql.Placeholder() * len(values)),
        sql.Identifier(returned),
    )
    found = connection.execute(statement, list(values.values())).fetchone()
    assert found is not None
    return 0 if returned == "key" else int(found[0])
