"""Rules between the columns of a row that several sheets share, and the dated rows of law.toml that rules ask for."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import combinations
from typing import Any

from hub.importing.problems import Severity
from hub.importing.sheet import Finding, RowRule
from hub.months import add_months

__all__ = [
    "Finding",
    "Row",
    "at_least_one",
    "error",
    "happened",
    "in_order",
    "law",
    "months_after",
    "needs",
    "not_above",
    "plausible_per_worker",
    "warning",
    "within_days",
    "working_days_after",
]

Row = Mapping[str, Any]


def error(kind: str, field: str, **details: Any) -> Finding:
    """A contradiction at the cell of `field`. A detail that names a field is shown as the header of its column."""
    return Finding(kind, field, Severity.ERROR, details)


def warning(kind: str, field: str, **details: Any) -> Finding:
    """Something possible but doubtful at the cell of `field`."""
    return Finding(kind, field, Severity.WARNING, details)


def law(rule: str, on: date | None, region_code: str | None = None) -> Mapping[str, Any] | None:
    """The edition of a rule in force on a day; None where none was, or where the day is not known.

    An edition that a province has fixed for itself goes before that of the whole country in its regions.
    """
    if on is None:
        return None
    in_force: list[Mapping[str, Any]] = [
        edition
        for edition in _law()[rule]
        if edition.get("from", date.min) <= on <= edition.get("until", date.max)
        and edition.get("province", "") in ("", (region_code or "")[:2])
    ]
    return max(reversed(in_force), key=lambda edition: "province" in edition, default=None)


def months_after(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month where it has no such day."""
    month = add_months(day, months)
    return month.replace(day=min(day.day, monthrange(month.year, month.month)[1]))


def working_days_after(day: date, number: int) -> date:
    """The day that many weekdays later. Public holidays are not in it: a real time limit may end later."""
    weeks, rest = divmod(number, 5)
    later = day + timedelta(weeks=weeks)
    while rest:
        later += timedelta(days=1)
        rest -= later.weekday() < 5
    return later


def happened(*fields: str) -> RowRule:
    """What these days record has happened: none of them may lie after today."""

    def not_in_the_future(row: Row) -> list[Finding]:
        """What these days record has happened: none lies after today."""
        today = date.today()
        return [error("date_in_future", f) for f in fields if row[f] is not None and row[f] > today]

    return not_in_the_future


def in_order(*fields: str) -> RowRule:
    """These days follow each other; blank ones are passed over. Marks each day that comes before an earlier stage."""
    pairs = list(combinations(fields, 2))

    def dates_in_order(row: Row) -> list[Finding]:
        """These days follow each other."""
        found: dict[str, Finding] = {}
        for earlier, later in pairs:
            first, then = row[earlier], row[later]
            if first is not None and then is not None and then < first and later not in found:
                found[later] = error("date_order", later, other=earlier, other_value=first.isoformat())
        return list(found.values())

    return dates_in_order


def plausible_per_worker(amount: str, workers: str = "workers_count") -> RowRule:
    """An amount that, divided by the workers, is far too large or small was written in another unit."""
    bounds = law("doubtful_amount", date.today())

    def unit_in_doubt(row: Row) -> list[Finding]:
        """The amount per worker is plausible; else the unit is in doubt."""
        total, persons = row[amount], row[workers]
        if not total or not persons or bounds is None:
            return []
        if bounds["lowest"] * persons <= total <= bounds["highest"] * persons:
            return []
        return [warning("doubtful_unit", amount, amount=f"{total:f}", each=f"{total / persons:.2f}")]

    return unit_in_doubt


def at_least_one(field: str) -> RowRule:
    """The number is not zero where it is given."""

    def one_or_more(row: Row) -> list[Finding]:
        """The number is at least one where it is given."""
        return [error("less_than_one", field)] if row[field] == 0 else []

    return one_or_more


def not_above(kind: str, part: str, whole: str) -> RowRule:
    """`part` is at most `whole`, else the error `kind` at the cell of the part."""

    def part_within_whole(row: Row) -> list[Finding]:
        """The part is not larger than the whole."""
        some, most = row[part], row[whole]
        if some is None or most is None or some <= most:
            return []
        return [error(kind, part, other=whole, other_value=str(most))]

    return part_within_whole


def within_days(kind: str, later: str, since: str, rule: str, days: str) -> RowRule:
    """`later` comes within the days that an edition of a rule of law gives from `since`; else the late flag `kind`."""

    def in_time(row: Row) -> list[Finding]:
        """It comes within the days that the law in force gives."""
        edition, then = law(rule, row[since]), row[later]
        if edition is None or then is None or (then - row[since]).days <= edition[days]:
            return []
        return [warning(kind, later, other=since, other_value=row[since].isoformat(), days=edition[days])]

    return in_time


def needs(kind: str, field: str, when: Callable[[Row], bool]) -> RowRule:
    """`field` must be filled where `when` holds, else the problem `kind`."""

    def filled(row: Row) -> list[Finding]:
        """It must be filled in where others say so."""
        return [error(kind, field)] if row[field] is None and when(row) else []

    return filled


@cache
def _law() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = tomllib.loads(
        (files("hub") / "data" / "law.toml").read_text(encoding="utf-8"), parse_float=Decimal
    )
    return found
