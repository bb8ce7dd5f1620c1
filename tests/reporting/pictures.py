"""Small pictures of who reported what and when, for the tests of obligations and of the reporting board."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

import psycopg

from hub.access.viewer import OPERATOR, Viewer
from hub.database import Database, connect, libpq
from hub.months import parse_month
from hub.regions import Level
from hub.reporting import Obligation, board, declare, end
from hub.reporting.board import Slot
from tests.indicators.pictures import Picture


class ReportingPicture(Picture):
    """Submissions with the time at which they came, and obligations."""

    def came(
        self,
        sheet: str,
        unit: str,
        period: str,
        on: str,
        *,
        nil: bool = False,
        mode: str = "REPLACE",
        **more: Any,
    ) -> int:
        """One accepted submission received on that day, at eleven in the evening in China; gives its id."""
        number = self.submit(sheet, unit, period, **more)
        self._change(number, "received_at = %s, nil = %s, mode = %s", [_evening(on), nil, mode])
        if mode != "REPLACE":
            with psycopg.connect(libpq(self.url)) as connection:
                connection.execute("update accepted_submissions set mode = %s where id = %s", [mode, number])
        return number

    def sent(self, sheet: str, unit: str, period: str, on: str, state: str) -> int:
        """One submission that nobody accepted: CHECKED or REFUSED; gives its id."""
        number = self.submit(sheet, unit, period)
        with psycopg.connect(libpq(self.url)) as connection:
            connection.execute("delete from data_versions where number = %s", [self.version])
            connection.execute("delete from accepted_submissions where id = %s", [number])
        self.version -= 1
        self._change(number, "accepted_version = null, state = %s, received_at = %s", [state, _evening(on)])
        return number

    def withdraw(self, number: int) -> None:
        """The submission no longer counts from the next data version on."""
        self.version += 1
        with psycopg.connect(libpq(self.url)) as connection:
            connection.execute(
                "insert into data_versions (number, at, action, submission_id, by) values (%s, %s, 'WITHDRAW', %s, 'test')",
                [self.version, self.time(self.version), number],
            )
        self._change(number, "withdrawn_version = %s", [self.version])

    def oblige(
        self,
        sheet: str,
        region: str,
        first: str,
        last: str | None = None,
        *,
        by: Viewer = OPERATOR,
        **more: Any,
    ) -> list[Obligation]:
        """Declared by the operator; the units of HRSS unless said otherwise."""
        if isinstance(more.get("each"), str):
            more["each"] = Level[more["each"]]
        with connect(self.url) as connection:
            found = declare(
                connection,
                **{"sheet": sheet, "agency": "HRSS", "region": region, "first": parse_month(first), **more},
                last=None if last is None else parse_month(last),
                by=by,
            )
        self.version = found[0].declared_version
        return found

    def release(self, number: int, *, after: str | None = None) -> Obligation:
        """Ended by the operator."""
        with connect(self.url) as connection:
            found = end(
                connection,
                number,
                by=OPERATOR,
                reason="机构撤销",
                after=None if after is None else parse_month(after),
            )
        assert found.ended_version is not None
        self.version = found.ended_version
        return found

    def board(self, month: str, *, by: Viewer = OPERATOR, **asked: Any) -> list[Slot]:
        """The board of a month."""

        async def run() -> list[Slot]:
            database = Database(self.url, pool_size=1, statement_timeout_seconds=60)
            await database.open()
            try:
                async with database.read(by) as reading:
                    return await board(reading, parse_month(month), by=by, **{"first": 1000, **asked})
            finally:
                await database.close()

        return asyncio.run(run())

    def states(self, month: str, **asked: Any) -> dict[str, str]:
        """Unit -> state, where each owes one sheet."""
        found = self.board(month, **asked)
        shown = {f"{slot.agency}:{slot.region_code}": slot.state.value for slot in found}
        assert len(shown) == len(found)
        return shown

    def _change(self, number: int, change: str, values: Iterable[Any]) -> None:
        with psycopg.connect(libpq(self.url)) as connection:
            connection.execute(f"update submissions set {change} where id = %s".encode(), [*values, number])


def _evening(day: str) -> datetime:
    """Eleven in the evening in China: in UTC the afternoon of the same day."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC).replace(hour=15)
