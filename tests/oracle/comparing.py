"""One question asked of the hub and of the recount: every difference between the two, in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any

import psycopg

from hub.access.viewer import OPERATOR
from hub.indicators.asking import ask
from hub.indicators.catalogue import indicators
from hub.indicators.figures import Answer, Figure
from hub.indicators.question import Asked, Dimension, Question, Reading, RegionBasis
from tests.oracle.declared import definitions, small_base
from tests.oracle.facts import History
from tests.oracle.months import moved
from tests.oracle.recount import BEFORE, NOW, PREVIOUS, Found, Key, Query, Recount

EXACT = Decimal("0.0000000001")


def differences(
    connection: psycopg.Connection,
    history: History,
    query: Query,
    at: datetime | None = None,
) -> list[str]:
    """What the hub tells otherwise than the recount; `at`: ask as of that time instead of by the version."""
    if not query.codes:
        return []
    recount = Recount(query, history.known(query.version))
    answer = asked(connection, query, at)
    return [*_versions(answer, query), *_compared(answer, recount)]


def asked(connection: psycopg.Connection, query: Query, at: datetime | None) -> Answer:
    """The hub's answer."""
    known = indicators()
    readings = frozenset(Reading[name] for name in query.readings)
    question = Question(
        query.within,
        query.first,
        query.last,
        tuple(Asked(known[code], readings, coverage=True) for code in query.codes),
        tuple(Dimension[name] for name in query.by),
        dict(query.where),
        query.on,
        as_of=at,
        version=query.version if at is None else None,
        regions=RegionBasis.CURRENT if query.current else RegionBasis.OF_THE_TIME,
    )
    return ask(connection, question, known, OPERATOR)


def _versions(answer: Answer, query: Query) -> Iterator[str]:
    if answer.version != query.version:
        yield f"version {answer.version} instead of {query.version}"


def _compared(answer: Answer, recount: Recount) -> Iterator[str]:
    names = answer.question.codes
    rows: dict[Key, Any] = {
        (row.place.key, row.t, *(code for _, code in sorted(zip(names, row.codes, strict=True)))): row
        for row in answer.rows
    }
    expected = recount.rows()
    for key in sorted(expected ^ rows.keys(), key=str):
        yield f"group {key} is {'missing' if key in expected else 'too much'}"
    for code in recount.query.codes:
        indicator = indicators()[code]
        for key in sorted(expected & rows.keys(), key=str):
            row = rows[key]
            readings = [name for name in recount.query.readings if recount.has(code, key, name)]
            numbers = {name: recount.number(code, key, name) for name in readings}
            for name in readings:
                told = answer.number(indicator, row, Reading[name])
                value = told.code if told.value is None else told.value
                shown = Found(value, told.missing and told.missing.name, told.numerator, told.denominator)
                if not _same(shown, numbers[name]):
                    yield f"{code} {key} {name}: hub {_said(shown)}, oracle {_said(numbers[name])}"
            figure = Figure(answer, indicator, row)
            for name in (BEFORE, PREVIOUS):
                change = figure.change(Reading[name])
                status = _status(code, recount.query, key, numbers[NOW], numbers[name])
                if change.status.name != status:
                    yield f"{code} {key} {name}: hub {change.status.name}, oracle {status}"
            coverage = answer.coverage(indicator, row)
            slots = (coverage.expected, coverage.received, coverage.expected_base, coverage.received_base)
            counted = recount.coverage(code, key)
            if (*slots, coverage.carried, coverage.partial) != counted:
                yield f"{code} {key} coverage: hub {(*slots, coverage.carried, coverage.partial)}, oracle {counted}"


def _status(code: str, query: Query, key: Key, now: Found, before: Found) -> str:
    """What can be said of a change (domain, press rules)."""
    definition = definitions()[code]
    if now.value is None:
        return "NO_VALUE"
    if before.value is None:
        return "NO_BASE"
    if definition["kind"] == "ordinal":
        return "ORDINAL"
    base = Decimal(before.value)
    if definition["unit"] == "percent":
        return "COMPARABLE"
    if base == 0:
        return "ZERO_BASE"
    last = query.times[key[1]][1]
    small = definition["unit"] != "yuan" and base < small_base(moved(last, 1))
    return "SMALL_BASE" if small else "COMPARABLE"


def _same(one: Found, other: Found) -> bool:
    return (
        one.missing == other.missing
        and _equal(one.value, other.value)
        and _equal(one.numerator, other.numerator)
        and _equal(one.denominator, other.denominator)
    )


def _equal(one: Decimal | str | None, other: Decimal | str | None) -> bool:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return abs(one - other) < EXACT
    return one == other


def _said(found: Found) -> str:
    value = found.missing if found.value is None else str(found.value)
    made_of = "" if found.denominator is None else f" = {found.numerator}/{found.denominator}"
    return f"{value}{made_of}"
