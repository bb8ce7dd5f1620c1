"""Small pictures for statistics: submissions and ledger rows put straight into a migrated database."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import psycopg

from hub.access.viewer import OPERATOR, Viewer
from hub.database import Database, libpq
from hub.indicators.catalogue import Indicator, indicators
from hub.indicators.figures import Answer, answer, withheld
from hub.indicators.question import Asked, Dimension, Question, Reading, checked
from hub.indicators.statement import statement
from hub.ledgers.catalogue import ledgers
from hub.months import last_day, parse_month
from hub.regions import register

ALL_READINGS = frozenset(Reading)


@dataclass
class Picture:
    """A database to be filled; every submission takes the next data version."""

    url: str
    version: int = 0
    keys: int = field(default=0)

    def submit(
        self,
        sheet: str,
        unit: str,
        period: str,
        rows: Iterable[Mapping[str, Any]] = (),
        *,
        as_of: date | None = None,
        replaces: int | None = None,
    ) -> int:
        """One accepted submission with live rows; `replaces` ends the rows of an earlier one. Gives its id."""
        agency, _, region = unit.partition(":")
        first, _, last = period.partition("..")
        start, end = parse_month(first), parse_month(last or first)
        self.version += 1
        with psycopg.connect(libpq(self.url)) as connection:
            connection.execute(
                "insert into stored_files (sha256, size, content) values (%s, 1, 'x') on conflict do nothing",
                [hashlib.sha256(b"x").hexdigest()],
            )
            found = connection.execute(
                """insert into submissions (sheet, form, side, agency, region_code, unit, period_from, period_to,
                as_of, state, file_sha256, file_name, received_by, digest, rows_read, problems, accepted_version)
                values (%s, 'X', '', %s, %s, %s, %s, %s, %s, 'CHECKED', %s, 'f', 'test', %s, 0, '[]', %s)
                returning id""",
                [
                    sheet,
                    agency,
                    region,
                    unit,
                    start,
                    end,
                    as_of or last_day(end),
                    hashlib.sha256(b"x").hexdigest(),
                    str(self.version),
                    self.version,
                ],
            ).fetchone()
            assert found
            connection.execute(
                "insert into data_versions (number, at, action, submission_id, by) values (%s, %s, 'ACCEPT', %s, 'test')",
                [self.version, self.time(self.version), found[0]],
            )
            if replaces is not None:
                for table in ledgers():
                    connection.execute(
                        f"update {table} set live_to = %s where submission_id = %s and live_to is null",
                        [self.version, replaces],
                    )
            for row in rows:
                self._insert(connection, sheet, found[0], agency, unit, end, row)
        return int(found[0])

    def time(self, version: int) -> datetime:
        """When a data version came to be."""
        return datetime.fromisoformat(f"2026-01-01T00:00:{version % 60:02d}+00:00").replace(
            minute=version // 60
        )

    def _insert(
        self,
        connection: psycopg.Connection,
        sheet: str,
        submission: int,
        agency: str,
        unit: str,
        month: date,
        row: Mapping[str, Any],
    ) -> None:
        self.keys += 1
        region = row.get("region_code", unit.partition(":")[2])
        values = {
            "province_code": register().province_of(region),
            "prefecture_code": register().prefecture_of(region),
            "region_code": region,
            "submission_id": submission,
            "row_key": f"k{self.keys}",
            "live_from": self.version,
            "worksheet": "Sheet1",
            "row_number": self.keys,
            "agency": agency,
            "unit": unit,
            "month": month,
            **dict.fromkeys(_required(sheet), ""),
            **row,
        }
        columns = ", ".join(values)
        places = ", ".join(["%s"] * len(values))
        connection.execute(f"insert into {sheet} ({columns}) values ({places})", list(values.values()))

    def ask(
        self,
        within: str,
        first: str,
        last: str,
        *codes: str,
        by: Iterable[str] = (),
        viewer: Viewer = OPERATOR,
        readings: frozenset[Reading] = ALL_READINGS,
        catalogue: Mapping[str, Indicator] | None = None,
        coverage: bool = True,
        **rest: Any,
    ) -> Answer:
        """The answer to a question about the indicators of these codes, in every reading."""
        known = catalogue or indicators()
        asked = tuple(Asked(known[code], readings, coverage=coverage) for code in codes)
        hidden = withheld(asked, within, viewer)
        question = checked(
            Question(
                within,
                parse_month(first),
                parse_month(last),
                asked,
                tuple(Dimension[name] for name in by),
                rest.pop("where", {}),
                **rest,
            ),
            known,
        )
        plan = statement(question.about(lambda i: i.code not in hidden), known)

        async def run() -> Any:
            database = Database(self.url, pool_size=1, statement_timeout_seconds=60)
            await database.open()
            try:
                async with database.read(viewer) as reading:
                    return await reading.fetch_value(plan.sql, plan.params, custom_plan=True)
            finally:
                await database.close()

        return answer(question, known, plan, asyncio.run(run()), hidden)

    def values(self, *question: Any, reading: Reading = Reading.CURRENT, **rest: Any) -> dict[Any, Any]:
        """Value, or the reason why there is none, of the first indicator by (region, month, codes) as asked for."""
        found = self.ask(*question, **rest)
        indicator = indicators()[question[3]]
        shown: dict[Any, Any] = {}
        for row in found.rows:
            by = list(rest.get("by", ()))
            region = row.place.region + ("-own" if row.place.own_level else "")
            time = row.time.first.isoformat()[:7]
            key: list[str | None] = [region] * any(b in ("PROVINCE", "PREFECTURE", "COUNTY") for b in by)
            key += [time] * any(b in ("MONTH", "QUARTER", "YEAR") for b in by)
            key += row.codes
            number = found.number(indicator, row, reading)
            told = number.missing.name if number.missing else number.value
            shown[key[0] if len(key) == 1 else tuple(key)] = told
        return shown


def _required(sheet: str) -> list[str]:
    table = ledgers()[sheet]
    own = set(table.own_columns())
    return [
        c.name
        for c in table.table().columns
        if c.name in own and not c.nullable and c.type.__class__.__name__ == "Text"
    ]


def dumped(value: object) -> str:
    """For messages of failed comparisons."""
    return json.dumps(value, ensure_ascii=False, default=str, indent=1)
