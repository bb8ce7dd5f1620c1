"""From the answer of the statement to figures: the groups, and for each its numbers, coverage and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Protocol

import orjson

from hub.errors import NotFound
from hub.indicators import reported
from hub.indicators.catalogue import Indicator, Kind
from hub.indicators.changes import Change, Days, Status, change
from hub.indicators.editions import (
    Editions,
    changes_in_the_year,
    compared,
    known_on,
    last_day_of,
    parts_in_force,
)
from hub.indicators.numbers import HUNDRED, Missing, Number
from hub.indicators.places import Place, place
from hub.indicators.question import Asked, Question, Reading, SourcesWanted, bases_of
from hub.indicators.sourcing import Source, SourcePart, Sources, part_of
from hub.indicators.statement import Statement
from hub.indicators.windows import TimeGroup, cut, window


class Viewing(Protocol):
    """What the figures ask of a viewer."""

    def covers(self, region_code: str) -> bool:
        """Whether the whole region is in scope."""

    def sees_agency(self, agency: str) -> bool:
        """Whether the agency's rows are."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Slots received of slots owed, now and a year before.

    Among the received ones, `carried`: states carried from an earlier month; `partial`: months of which a part was
    reported only (as of a day before their end).
    """

    expected: int
    received: int
    expected_base: int
    received_base: int
    carried: int
    partial: int


@dataclass(frozen=True, slots=True)
class Row:
    """One group of an answer."""

    place: Place
    time: TimeGroup
    codes: tuple[str | None, ...]
    t: int


@dataclass(frozen=True, slots=True)
class Figure:
    """One indicator in one group."""

    answer: Answer
    indicator: Indicator
    row: Row

    @property
    def number(self) -> Number:
        """The value in the window asked for."""
        return self.answer.number(self.indicator, self.row, Reading.CURRENT)

    @property
    def to_date(self) -> Number:
        """The value from January of the year in which the window ends."""
        return self.answer.number(self.indicator, self.row, Reading.TO_DATE)

    def change(self, reading: Reading, now: Reading = Reading.CURRENT) -> Change:
        """The change against another window, such as the same a year before, or the window before."""
        value, before = (self.answer.number(self.indicator, self.row, r) for r in (now, reading))
        made, base = (self.answer.editions(self.indicator, self.row, r) for r in (now, reading))
        stand = compared(made, base, self.answer.catalogue)
        if stand is Editions.SAME or not value.known or not before.known:
            return change(self.definition, reading, value, before, on=self.row.time.end)
        versions = (base[0].version, made[0].version)
        if stand is Editions.CHANGED:
            return Change(made[0], reading, Status.DEFINITION_CHANGED, value.value, versions=versions)
        found = change(made[0], reading, value, before, on=self.row.time.end)
        return replace(found, versions=versions)

    @property
    def definition(self) -> Indicator:
        """The edition of the definition that it counts by; the newest before the first one."""
        made = self.answer.editions(self.indicator, self.row, Reading.CURRENT)
        return made[0] if made else self.indicator

    def sources(self, wanted: SourcesWanted) -> list[Source]:
        """The rows that it counts, with their cells; none where it must not be seen or is not defined."""
        if self.number.missing in _WITHOUT_SOURCES:
            return []
        return self.answer.sources.of(self._made, wanted, self._group)

    @property
    def sources_total(self) -> int:
        """How many rows it counts."""
        if self.number.missing in _WITHOUT_SOURCES:
            return 0
        return self.answer.sources.total(self._made, self._group)

    @property
    def comparison(self) -> reported.Comparison | None:
        """What statistical sheets state, beside it; None where it must not be seen, or is counted from them alone."""
        answer = self.answer
        if self.number.missing in _WITHOUT_SOURCES or self.indicator.is_reported:
            return None
        bases = bases_of(self.indicator, answer.catalogue)
        counted = (
            (self.number.value,) if len(bases) == 1 else (self.number.numerator, self.number.denominator)
        )
        plain = not answer.question.codes and not answer.question.where
        stated = [answer.reported.get((base.code, self.row.t, self.row.place.key)) for base in bases]
        return reported.compared(
            self.indicator,
            self.number.value,
            [(b, n, s if plain else None) for b, n, s in zip(bases, counted, stated, strict=True)],
            self.row.time,
            answer.question.on,
        )

    @property
    def _made(self) -> list[tuple[str, SourcePart]]:
        made = self.answer.editions(self.indicator, self.row, Reading.CURRENT)
        return [(edition.key, part_of(self.indicator, edition)) for edition in made if edition.parts]

    @property
    def _group(self) -> tuple[Any, ...]:
        return (self.row.t, self.row.place.key, *self.row.codes)

    @property
    def coverage(self) -> Coverage:
        """Slots received of slots owed."""
        return self.answer.coverage(self.indicator, self.row)

    @property
    def cut(self) -> date:
        """The day up to which it counts."""
        return self.answer.cut(self.indicator, self.row)

    @property
    def carried_from(self) -> date | None:
        """The newest as-of day, where it lies before the window and the state of then is carried forward."""
        return self.answer.carried_from(self.indicator, self.row)


@dataclass
class Answer:
    """All figures of a question. `withheld` names the indicators that the viewer may not see."""

    question: Question
    catalogue: Mapping[str, Indicator]
    version: int
    withheld: frozenset[str]
    rows: list[Row]
    statement: Statement
    known: date
    """The day whose definitions count."""
    sources: Sources = field(default_factory=Sources)
    reported: dict[tuple[str, int, str], reported.Stated] = field(default_factory=dict)
    checks: list[list[Any]] = field(default_factory=list)
    """Disagreements between reported figures as the statement tells them, where they are asked for."""
    _values: dict[tuple[object, ...], list[Any]] = field(default_factory=dict)
    _live: set[tuple[object, ...]] = field(default_factory=set)
    _slots: dict[tuple[object, ...], tuple[int, int, int, int]] = field(default_factory=dict)
    _cuts: dict[int, date] = field(default_factory=dict)
    _positions: dict[str, tuple[int, tuple[int, ...], tuple[int, ...]]] = field(default_factory=dict)
    _scans_of: dict[tuple[str, ...], tuple[int, ...]] = field(default_factory=dict)
    _editions: dict[tuple[str, int, int], tuple[Indicator, ...]] = field(default_factory=dict)

    def number(self, indicator: Indicator, row: Row, reading: Reading) -> Number:
        """The value of an indicator in a group and window."""
        if indicator.code in self.withheld:
            return _WITHHELD
        made = self.editions(indicator, row, reading)
        if not made:
            return _NO_DEFINITION
        if reading is Reading.TO_DATE and self._mixed_year(indicator, row):
            return _NO_DEFINITION  # half a year by one rule and half by another is no number
        if made[0].kind is Kind.RATIO:
            return self._ratio(made[1], made[2], row, reading)
        return self._plain(made[0], row, reading)

    def editions(self, indicator: Indicator, row: Row, reading: Reading) -> tuple[Indicator, ...]:
        """The editions that make a figure in a window: its own, for a ratio then those of numerator and denominator.

        Empty where it is not defined yet.
        """
        key = (indicator.code, row.t, reading._value_)
        found = self._editions.get(key)
        if found is None:
            last = last_day_of(row.time, reading) or row.time.end - timedelta(days=1)
            found = self._editions[key] = parts_in_force(indicator, self.catalogue, last, self.known)
        return found

    def coverage(self, indicator: Indicator, row: Row) -> Coverage:
        """Slots of all sheets that the indicator reads."""
        now, base = [0, 0, 0, 0], [0, 0, 0, 0]
        for found, reading in ((now, Reading.CURRENT), (base, Reading.YEAR_BEFORE)):
            for scan in self._scans(indicator, row, reading):
                slots = self._slots.get((scan, row.t, reading.value, row.place.key), (0, 0, 0, 0))
                for i, count in enumerate(slots):
                    found[i] += count
        return Coverage(now[0], now[1], base[0], base[1], now[2], now[3])

    def cut(self, indicator: Indicator, row: Row) -> date:
        """The last day that counts in a group."""
        scans = self._scans(indicator, row, Reading.CURRENT)
        days = [self._cuts[scan] for scan in scans if scan in self._cuts]
        last = row.time.end - timedelta(days=1)
        inside = [day for day in days if row.time.first <= day <= last]
        return min(inside, default=last)

    def carried_from(self, indicator: Indicator, row: Row) -> date | None:
        """The newest as-of day of states that are carried into the window of a group; None where they are its own."""
        scans = [self.statement.scans[n] for n in self._scans(indicator, row, Reading.CURRENT)]
        days = [self._cuts[scan.number] for scan in scans if scan.is_state and scan.number in self._cuts]
        if self.question.on is not None or not days or max(days) >= row.time.first:
            return None
        return max(days)

    def days(self, indicator: Indicator, row: Row, reading: Reading) -> Days | None:
        """The first and the last day that count in a window of a group; None where none do."""
        found = window(row.time, reading)
        for scan in self._scans(indicator, row, reading):
            if found is not None and scan in self._cuts:
                day = self._cuts[scan] + timedelta(days=1)
                carried = self.statement.scans[scan].is_carried
                found = cut(found, day, stated=self.question.on is not None, carried=carried)
        return None if found is None else (found.first, found.end - timedelta(days=1))

    def _ratio(self, numerator: Indicator, denominator: Indicator, row: Row, reading: Reading) -> Number:
        above, below = (self._plain(base, row, reading) for base in (numerator, denominator))
        if above.value is None or below.value is None:
            return Number(None, above.missing or below.missing, above.value, below.value)
        if below.value == 0:
            return Number(None, Missing.NOT_APPLICABLE, above.value, below.value)
        return Number(above.value / below.value * HUNDRED, None, above.value, below.value)

    def _plain(self, indicator: Indicator, row: Row, reading: Reading) -> Number:
        column, counted, scans = self._positions.get(indicator.key) or self._position(indicator)
        which, t, key = reading._value_, row.t, row.place.key
        found = self._values.get((which, t, key, *row.codes) if row.codes else (which, t, key))
        if found is not None:
            for position in counted:
                if found[position]:
                    return _number(indicator, found[column])
        for scan in scans:
            if (scan, t, which, key) in self._live:
                return _ZERO if indicator.can_be_zero else _NOT_APPLICABLE
        return _NOT_REPORTED

    def _position(self, indicator: Indicator) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
        """Where the value of a counted indicator stands in a row, where its scans count their rows, the scans."""
        scans = self._scans_with((indicator.key,))
        first = 3 + len(self.question.codes)
        counted = tuple(first + scan for scan in scans)
        known = (self.statement.columns[indicator.key], counted, scans)
        self._positions[indicator.key] = known
        return known

    def _scans(self, indicator: Indicator, row: Row, reading: Reading) -> tuple[int, ...]:
        made = self.editions(indicator, row, reading) or bases_of(indicator, self.catalogue)
        return self._scans_with(tuple(edition.key for edition in made))

    def _scans_with(self, keys: tuple[str, ...]) -> tuple[int, ...]:
        known = self._scans_of.get(keys)
        if known is None:
            scans = self.statement.scans
            known = tuple(scan.number for scan in scans if any(key in keys for key, _ in scan.parts))
            self._scans_of[keys] = known
        return known

    def _mixed_year(self, indicator: Indicator, row: Row) -> bool:
        return changes_in_the_year(indicator, self.catalogue, row.time, self.known) is Editions.CHANGED


def _number(indicator: Indicator, found: Any) -> Number:
    """What the statement found in rows: a number or its text, a value that they share, false for several, null."""
    if found is None:
        return _NOT_REPORTED if indicator.can_be_zero else _NOT_APPLICABLE
    if found is False:
        return _SEVERAL_VALUES
    return Number(None, code=found) if indicator.unit == "grade" else Number(Decimal(found))


def withheld(asked: Iterable[Asked], within: str, viewer: Viewing) -> frozenset[str]:
    """The indicators whose figures this viewer may not see: never a partial sum."""
    covered = viewer.covers(within)
    return frozenset(
        a.indicator.code
        for a in asked
        if not covered or not all(viewer.sees_agency(agency) for agency in a.indicator.reads)
    )


def answer(
    question: Question,
    catalogue: Mapping[str, Indicator],
    asked: Statement,
    text: str | bytes,
    hidden: frozenset[str],
) -> Answer:
    """The answer that the text of the statement holds."""
    found = orjson.loads(text)
    if question.version is not None and found["version"] != question.version:
        raise NotFound(f"没有数据版本 {question.version}。", f"There is no data version {question.version}.")
    known = known_on(question, datetime.fromisoformat(found["at"]) if found.get("at") else None)
    result = Answer(question, catalogue, found["version"], hidden, [], asked, known)
    result._cuts.update({s: date.fromisoformat(day) for s, day in found["cuts"]})
    first = 3 + len(question.codes)
    scans = range(len(asked.scans))
    for row in found["rows"]:
        t, reading, key = row[:3]
        result._values[(reading, t, key, *row[3:first])] = row
        for scan in scans:
            if row[first + scan]:
                result._live.add((scan, t, reading, key))
    result._live.update((s, t, r, key) for s, t, r, key in found["holes"])
    result._slots.update({(s, t, r, key): (e, g, c, p) for s, t, r, key, e, g, c, p in found["slots"]})
    result.rows = list(_rows(question, asked, found["rows"]))
    result.sources = Sources(asked.sources, len(question.codes), found)
    result.reported.update(reported.read(found))
    result.checks = found.get("checks", [])
    return result


def _rows(question: Question, asked: Statement, found: list[list[Any]]) -> Iterator[Row]:
    """The groups: regions and times dense, code lists as far as there are records, in order."""
    level, within = asked.places.level, question.within
    dense = {p.key: p for p in asked.places.dense}
    first = 3 + len(question.codes)
    current = [
        row for row in found if row[1] == Reading.CURRENT.value and any(row[first : first + len(asked.scans)])
    ]
    for key in {row[2] for row in current} - dense.keys():
        dense[key] = place(key, within, level)
    keys = sorted(dense)
    if question.codes:
        combinations = sorted(
            {(row[2], row[0], *row[3:first]) for row in current},
            key=lambda c: (c[0], c[1], tuple(code or "~" for code in c[2:])),
        )
        for key, t, *codes in combinations:
            yield Row(dense[key], asked.groups[t], tuple(codes), t)
        return
    for key in keys:
        for t, group in enumerate(asked.groups):
            yield Row(dense[key], group, (), t)


_WITHOUT_SOURCES = (Missing.WITHHELD, Missing.NO_DEFINITION)
_WITHHELD = Number(None, Missing.WITHHELD)
_NOT_REPORTED = Number(None, Missing.NOT_REPORTED)
_NO_DEFINITION = Number(None, Missing.NO_DEFINITION)
_NOT_APPLICABLE = Number(None, Missing.NOT_APPLICABLE)
_SEVERAL_VALUES = Number(None, Missing.SEVERAL_VALUES)
_ZERO = Number(Decimal(0))
