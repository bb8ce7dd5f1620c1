"""Which edition of a definition counts: by the last day of a window, and by the day on which it is asked.

A definition that is changed gets a new edition. Figures of windows that end before the new one holds stay what they
were, a question as of an earlier day is answered by what was known then, and a comparison between two editions is
withheld unless the newer one says that it may be made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from enum import Enum

from hub.indicators.catalogue import Indicator
from hub.indicators.question import Asked, Question, Reading
from hub.indicators.windows import TimeGroup, window
from hub.months import CHINA, add_months

_ONE_DAY = timedelta(days=1)


class Editions(Enum):
    """How the editions of two windows stand to each other."""

    SAME = "SAME"
    COMPARABLE = "COMPARABLE"
    """Different, and the newer one says that they may be compared."""
    CHANGED = "CHANGED"


def known_on(question: Question, at: datetime | None) -> date:
    """The day whose catalogue answers: said by the question, else that of `as_of`, of the data version, today.

    `at`: when the data version that is asked for exactly came to be.
    """
    if question.definitions_on is not None:
        return question.definitions_on
    asked = question.as_of if question.version is None else at
    return (asked or datetime.now(UTC)).astimezone(CHINA).date()


def last_day_of(group: TimeGroup, reading: Reading) -> date | None:
    """The last day of a window; None where the group has no such window."""
    found = window(group, reading)
    return None if found is None else found.end - _ONE_DAY


def parts_in_force(
    indicator: Indicator, catalogue: Mapping[str, Indicator], on: date, known: date
) -> tuple[Indicator, ...]:
    """The editions that make a figure: its own, for a ratio then those of numerator and denominator.

    Empty where one of them is not defined yet.
    """
    own = indicator.edition(on, known)
    if own is None:
        return ()
    found = [own]
    for code in (own.numerator, own.denominator):
        if code is not None:
            base = catalogue[code].edition(on, known)
            if base is None:
                return ()
            found.append(base)
    return tuple(found)


def counted(
    asked: Asked, catalogue: Mapping[str, Indicator], groups: Iterable[TimeGroup], question: Question
) -> tuple[Indicator, ...]:
    """All editions with parts that some window of an indicator needs, each once; never empty."""
    if not asked.indicator.earlier and asked.indicator.numerator is None:
        return (asked.indicator,)
    readings = (Reading.CURRENT, *sorted(asked.readings, key=lambda r: r.value))
    bases = [
        catalogue[code]
        for edition in asked.indicator.editions
        for code in (edition.numerator, edition.denominator)
        if code is not None
    ]
    every = (asked.indicator, *bases)
    if all(not indicator.earlier for indicator in every):
        return _with_parts(every)
    if question.version is None or question.definitions_on is not None:
        today = known_on(question, None)
        known = {today, today + _ONE_DAY}  # the answer may come after midnight
    else:  # the time of the data version is told by the answer
        known = {edition.known_from for i in every for edition in i.editions}
    ends = {last_day_of(group, reading) for group in groups for reading in readings}
    found = [
        edition
        for on in sorted(end for end in ends if end is not None)
        for day in sorted(known)
        for edition in parts_in_force(asked.indicator, catalogue, on, day)
    ]
    return _with_parts(found or every)


def compared(
    now: tuple[Indicator, ...], base: tuple[Indicator, ...], catalogue: Mapping[str, Indicator]
) -> Editions:
    """How the editions of a figure stand to those of its base."""
    if not now or not base or [e.key for e in now] == [e.key for e in base]:
        return Editions.SAME
    if len(now) != len(base):
        return Editions.CHANGED
    changed = [pair for pair in zip(now, base, strict=True) if pair[0].key != pair[1].key]
    fair = all(
        one.code == other.code and _comparable(catalogue[one.code], one, other) for one, other in changed
    )
    return Editions.COMPARABLE if fair else Editions.CHANGED


def changes_in_the_year(
    indicator: Indicator, catalogue: Mapping[str, Indicator], group: TimeGroup, known: date
) -> Editions:
    """Whether a year to date mixes editions: that of its first month against that of its end."""
    first = add_months(date(group.last.year, 1, 1), 1) - _ONE_DAY
    return compared(
        parts_in_force(indicator, catalogue, group.end - _ONE_DAY, known),
        parts_in_force(indicator, catalogue, first, known),
        catalogue,
    )


def _comparable(newest: Indicator, one: Indicator, other: Indicator) -> bool:
    """Whether every edition after the older of two, up to the newer, may be compared with the one before it."""
    ordered = sorted(newest.editions, key=lambda e: (e.valid_from, e.known_from))
    places = sorted((ordered.index(one), ordered.index(other)))
    return all(edition.comparable for edition in ordered[places[0] + 1 : places[1] + 1])


def _with_parts(editions: Iterable[Indicator]) -> tuple[Indicator, ...]:
    return tuple({edition.key: edition for edition in editions if edition.parts}.values())
