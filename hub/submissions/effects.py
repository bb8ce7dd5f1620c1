"""Which figures an acceptance changes: the same questions asked before and after it, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import psycopg

from hub.access.viewer import Viewer
from hub.indicators.catalogue import indicators
from hub.indicators.figures import answer, withheld
from hub.indicators.numbers import shown
from hub.indicators.question import Asked, Dimension, Question, Reading, bases_of, checked
from hub.indicators.statement import statement
from hub.ledgers.base import LedgerRow
from hub.months import Period, month_count
from hub.submissions.closing import Closing

LISTED_MAX = 200
"""The most changed figures that a preview lists."""
MONTHS_MAX = 120


@dataclass(frozen=True)
class Effect:
    """A figure that changes. Values as every interface prints them; None where there is none (not reported)."""

    indicator: str
    zh: str
    en: str
    region: str
    period: str
    before: str | None
    after: str | None
    closed: bool
    """Whether the month is closed: the figure is out."""


Asking = tuple[Question, bool]
Values = Mapping[tuple[str, str, str, bool], str | None]
"""(indicator code, region, period, closed) -> value as printed."""


def questions(
    ledger: type[LedgerRow], region: str, period: Period, closings: Sequence[Closing], by: Viewer
) -> list[Asking]:
    """What to ask before and after: the unit's region over the period, and every closed month that is touched.

    Only indicators that read the ledger, or the recovered amounts that it states, and that the viewer may see.
    """
    catalogue = indicators()
    ledgers_read = {ledger.ledger_name()}
    if ledger.recovery.__func__ is not LedgerRow.recovery.__func__:  # type: ignore[attr-defined]
        ledgers_read.add("wage_recoveries")
    asked = tuple(
        Asked(i)
        for i in catalogue.values()
        if ledgers_read & {p.ledger for b in bases_of(i, catalogue) for p in b.parts}
    )
    wanted: list[Asking] = []
    if month_count(period.first, period.last) <= MONTHS_MAX:
        wanted.append((Question(region, period.first, period.last, asked), False))
    for closed_region in sorted({c.region_code for c in closings}):
        months = [c.month for c in closings if c.region_code == closed_region]
        first, last = min(months), max(months)
        if month_count(first, last) <= MONTHS_MAX:
            by_month = (Dimension.MONTH,)
            wanted.append((Question(closed_region, first, last, asked, by_month), True))
    return [
        (checked(question.about(lambda i, hidden=hidden: i.code not in hidden), catalogue), closed)  # type: ignore[misc]
        for question, closed in wanted
        for hidden in (withheld(asked, question.within, by),)
        if len(hidden) < len(asked)
    ]


def values(connection: psycopg.Connection, asking: Sequence[Asking]) -> Values:
    """The answers to the questions as the transaction sees them now."""
    return {
        key: value for question, closed in asking for key, value in _answered(connection, question, closed)
    }


def effects(before: Values, after: Values, closings: Sequence[Closing]) -> list[Effect]:
    """The figures that differ: those of closed months first, then by region, period and indicator."""
    catalogue = indicators()
    shut = {(c.region_code, str(Period(c.month, c.month))) for c in closings}
    found = [
        Effect(code, catalogue[code].zh, catalogue[code].en, region, period, before[key], after[key], closed)
        for key in before
        for code, region, period, closed in (key,)
        if before[key] != after[key] and (not closed or (region, period) in shut)
    ]
    return sorted(found, key=lambda e: (not e.closed, e.region, e.period, e.indicator))


def _answered(
    connection: psycopg.Connection, question: Question, closed: bool
) -> Iterator[tuple[tuple[str, str, str, bool], str | None]]:
    catalogue = indicators()
    asked = statement(question, catalogue)
    row = connection.execute(asked.sql.encode(), dict(asked.params)).fetchone()
    assert row is not None
    found = answer(question, catalogue, asked, row[0], frozenset())
    for group in found.rows:
        period = str(Period(group.time.first, group.time.last))
        for each in question.asked:
            number = found.number(each.indicator, group, Reading.CURRENT)
            key = (each.indicator.code, question.within, period, closed)
            yield key, shown(each.indicator, number)
