"""How the cost of a statistics question grows with the data: the same questions on the country and on ten times it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.country import country
from hub.access.viewer import OPERATOR
from hub.database import connect, enter_scope, libpq
from hub.indicators.asking import ask
from hub.indicators.catalogue import indicators
from hub.indicators.question import Asked, Dimension, Question, Reading
from hub.months import parse_month
from hub.regions import bounds

TEN = (
    "wage_cases_filed",
    "wage_case_workers",
    "hrss_wages_recovered",
    "supported_lawsuits_accepted",
    "supported_workers",
    "court_wage_cases_accepted",
    "legal_aid_cases_approved",
    "legal_aid_workers",
    "union_wages_recovered",
    "wages_recovered_gross",
)
ROWS_OF = {
    "wage_cases": "filed_on",
    "supported_lawsuits": "accepted_on",
    "court_wage_cases": "filed_on",
    "legal_aid_cases": "approved_on",
    "union_services": "served_on",
    "wage_recoveries": "recovered_on",
}
"""The ledgers that the ten indicators read, with the day by which their rows are found."""


@dataclass(frozen=True)
class Asking:
    """A question: where, when, by what, against which other windows."""

    title: str
    within: str
    first: str
    last: str
    by: tuple[Dimension, ...]
    readings: frozenset[Reading]


ASKINGS = (
    Asking(
        "ten indicators of a province by city, year on year",
        "510000",
        "2023-01",
        "2023-12",
        (Dimension.PREFECTURE,),
        frozenset({Reading.YEAR_BEFORE}),
    ),
    Asking(
        "ten indicators of a city by month", "510100", "2022-01", "2023-12", (Dimension.MONTH,), frozenset()
    ),
    Asking("ten indicators of a county, one month", "510104", "2023-06", "2023-06", (), frozenset()),
)


@dataclass(frozen=True)
class Grown:
    """One question at one size: rows of all ledgers, rows of its own region and windows, milliseconds."""

    title: str
    scale: float
    rows: int
    own_rows: int
    milliseconds: float


def measure(homes: Sequence[tuple[float, Path]], rounds: int, say: Callable[[str], None]) -> list[Grown]:
    """The questions at each scale, each in the database of its own directory; medians of `rounds` askings."""
    found = []
    for scale, home in homes:
        with country(home, scale=scale) as made:
            for asking in ASKINGS:
                milliseconds = _asked(made.url, asking, rounds)
                rows, own = _rows(made.url, asking)
                say(f"{asking.title}, country x {scale:g}: {own:,} of {rows:,} rows, {milliseconds:.1f} ms")
                found.append(Grown(asking.title, scale, rows, own, milliseconds))
    return found


def table(found: Sequence[Grown]) -> list[str]:
    """The figures as a table, one line a question: from the smallest to the largest scale."""
    lines = [
        "| question | rows in all | rows of its region and windows | ms | rows grow | time grows |",
        "|---|--:|--:|--:|--:|--:|",
    ]
    for title in dict.fromkeys(grown.title for grown in found):
        sizes = sorted((g for g in found if g.title == title), key=lambda g: g.scale)
        small, large = sizes[0], sizes[-1]
        lines.append(
            f"| {title} | {small.rows:,} → {large.rows:,} | {small.own_rows:,} → {large.own_rows:,} "
            f"| {small.milliseconds:.1f} → {large.milliseconds:.1f} | {large.own_rows / max(small.own_rows, 1):.1f} x "
            f"| **{large.milliseconds / small.milliseconds:.1f} x** |"
        )
    return lines


def _asked(url: str, asking: Asking, rounds: int) -> float:
    known = indicators()
    question = Question(
        asking.within,
        parse_month(asking.first),
        parse_month(asking.last),
        tuple(Asked(known[code], asking.readings) for code in TEN),
        asking.by,
    )
    taken = []
    for number in range(rounds + 2):  # the first two warm the caches
        with connect(url) as connection:
            enter_scope(connection, OPERATOR.scope)
            begun = time.perf_counter()
            ask(connection, question, known, OPERATOR)
            if number > 1:
                taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def _rows(url: str, asking: Asking) -> tuple[int, int]:
    """Rows of the ledgers in all, and of them those of the region and of all windows that are read."""
    lo, hi = bounds(asking.within)
    years = 1 if Reading.YEAR_BEFORE in asking.readings else 0
    total = own = 0
    with psycopg.connect(libpq(url)) as connection:
        for ledger, day in ROWS_OF.items():
            row = connection.execute(
                f"""
                select count(*), count(*) filter (where region_code >= %(lo)s and region_code < %(hi)s
                  and {day} >= %(first)s::date - make_interval(years => %(years)s)
                  and {day} < %(last)s::date + interval '1 month') from {ledger}
                """.encode(),
                {
                    "lo": lo,
                    "hi": hi,
                    "years": years,
                    "first": parse_month(asking.first),
                    "last": parse_month(asking.last),
                },
            ).fetchone()
            assert row is not None
            total, own = total + row[0], own + row[1]
    return total, own
