"""The same statistics asked of the stored and of the rebuilt tables: every indicator by county over all years."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import psycopg
from psycopg import sql

from hub.access.viewer import OPERATOR
from hub.indicators.asking import ask
from hub.indicators.catalogue import Indicator, indicators
from hub.indicators.numbers import Number
from hub.indicators.question import MONTHS_MAX, Asked, Dimension, Question, Reading
from hub.ledgers.catalogue import ledgers
from hub.months import Period
from hub.verifying import tables
from hub.verifying.differences import Difference, Findings, shown
from hub.verifying.history import History
from hub.verifying.telling import Tell

_AT_ONCE = 40
"""Indicators of one statement: longer ones take PostgreSQL longer to plan than several of this length."""


def compare_figures(
    connection: psycopg.Connection, history: History, past: int, findings: Findings, tell: Tell
) -> tuple[int, tuple[int, ...]]:
    """How many figures were compared, and at which data versions: the newest and as many as `past` before it."""
    windows = list(_windows(connection, history))
    versions = _versions(history.versions, past)
    provinces = sorted({f"{told.region[:2]}0000" for told in history.submissions.values() if told.accepted})
    catalogue = list(indicators().values())
    together = [catalogue[i : i + _AT_ONCE] for i in range(0, len(catalogue), _AT_ONCE)]
    asking = [(p, w, v, some) for v in versions for p in provinces for w in windows for some in together]
    count = 0
    for done, (province, window, version, some) in enumerate(asking, start=1):
        count += _compare(connection, province, window, version, some, findings)
        tell("figures", done, len(asking))
    return count, versions if asking else ()


def _compare(
    connection: psycopg.Connection,
    province: str,
    window: Period,
    version: int,
    some: Sequence[Indicator],
    findings: Findings,
) -> int:
    catalogue = indicators()
    question = Question(
        province,
        window.first,
        window.last,
        tuple(map(Asked, some)),
        (Dimension.COUNTY, Dimension.YEAR),
        version=version,
    )
    tables.read_stored(connection)
    stored = ask(connection, question, catalogue, OPERATOR)
    tables.read_rebuilt(connection)
    rebuilt = ask(connection, question, catalogue, OPERATOR)
    tables.read_stored(connection)
    rows = {(row.place.key, row.t, row.codes): row for answer in (rebuilt, stored) for row in answer.rows}
    for row in rows.values():
        for indicator in some:
            before, after = (a.number(indicator, row, Reading.CURRENT) for a in (stored, rebuilt))
            if before != after:
                details = {
                    "indicator": indicator.code,
                    "region": row.place.region + (" (own level)" if row.place.own_level else ""),
                    "window": str(Period(row.time.first, row.time.last)),
                    "version": version,
                }
                findings.add(
                    Difference("figure_differs", stored=_said(before), rebuilt=_said(after), details=details)
                )
    return len(rows) * len(some)


def _said(number: Number) -> str | None:
    return shown(number.missing.name if number.missing else number.code or number.value)


def _versions(all_versions: Sequence[int], past: int) -> tuple[int, ...]:
    """The newest data version and some past ones, spread evenly."""
    count = len(all_versions)
    picked = {all_versions[(count * (i + 1)) // (past + 1) - 1] for i in range(past) if count > i}
    return tuple(sorted({*picked, *all_versions[-1:]}, reverse=True))


def _windows(connection: psycopg.Connection, history: History) -> Iterator[Period]:
    """The whole time of the data, in windows as long as a question may be: periods, and the dates that figures count by."""
    days = [day for told in history.submissions.values() if told.accepted for day in (told.first, told.last)]
    dated = {
        (part.ledger, part.date)
        for indicator in indicators().values()
        for part in indicator.parts
        if part.date and part.ledger in ledgers()
    }
    for ledger, column in sorted(dated):
        for table in (tables.stored(ledger), tables.rebuilt(ledger)):
            found = connection.execute(
                sql.SQL("select min({0}), max({0}) from {1} where live_from is not null").format(
                    sql.Identifier(column), table
                )
            ).fetchone()
            days += [day for day in found or () if day is not None]
    if not days:
        return
    year, last = max(min(days).year, 1901), min(max(days).year, 2199)
    while year <= last:
        end = min(year + MONTHS_MAX // 12 - 1, last)
        yield Period(date(year, 1, 1), date(end, 12, 1))
        year = end + 1
