"""The recount: every figure of a question by going through the rows one by one, as section 6 of the design says it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, cached_property
from statistics import median
from typing import Any

from tests.oracle import register
from tests.oracle.coverage import Sent, Slots, Window
from tests.oracle.declared import (
    Table,
    bases,
    carry_months,
    definitions,
    dimensions,
    festivals,
    has_column,
    linked,
    nature,
    parts,
)
from tests.oracle.facts import CLAIMS, Known, Row
from tests.oracle.months import DAY, day_before, end_of, length, moved, run

UNKNOWN = "UNKNOWN"
CODES = dimensions()
TODAY = 9999
NOW, BEFORE, PREVIOUS, TO_DATE = "CURRENT", "YEAR_BEFORE", "PREVIOUS", "TO_DATE"
SPRING, SPRING_BEFORE, FESTIVAL_BEFORE = "SPRING", "SPRING_BEFORE", "FESTIVAL_BEFORE"
READINGS = (NOW, BEFORE, PREVIOUS, TO_DATE)
FAIR = (SPRING, SPRING_BEFORE, FESTIVAL_BEFORE)
"""January and February together, and windows that lie alike to the Spring Festival; grades have none of them."""


@dataclass(frozen=True)
class Query:
    """A statement's worth of questions: the same window, groups, filters and version for several indicators."""

    within: str
    first: date
    last: date
    codes: tuple[str, ...]
    by: tuple[str, ...]
    where: Mapping[str, Any]
    on: date | None
    version: int
    current: bool = False
    """Whether regions are those of today, instead of those of the time."""
    fair: bool = False
    """Whether the comparisons around the Spring Festival are asked for as well."""

    @property
    def readings(self) -> tuple[str, ...]:
        """The windows that are asked for."""
        return (*READINGS, *FAIR) if self.fair else READINGS

    @property
    def level(self) -> str | None:
        """The finest region dimension, where it makes groups."""
        found = next((d for d in ("COUNTY", "PREFECTURE", "PROVINCE") if d in self.by), None)
        return register.effective_level(self.within, found)

    @property
    def code_lists(self) -> tuple[str, ...]:
        """The code lists that it groups by."""
        return tuple(name for name in CODES if name.upper() in self.by)

    @cached_property
    def times(self) -> list[tuple[date, date]]:
        """First and last month of each time group."""
        level = next((d for d in ("MONTH", "QUARTER", "YEAR") if d in self.by), None)
        groups: dict[object, list[date]] = {}
        for month in run(self.first, self.last):
            name: object = {
                None: 0,
                "MONTH": month,
                "QUARTER": (month.year, (month.month - 1) // 3),
                "YEAR": month.year,
            }[level]
            groups.setdefault(name, []).append(month)
        return [(months[0], months[-1]) for months in groups.values()]


@dataclass(frozen=True)
class Found:
    """A number, or a grade, or the reason why there is neither; ratios with what they are made of."""

    value: Decimal | str | None
    missing: str | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None


NOT_REPORTED, NOT_APPLICABLE = Found(None, "NOT_REPORTED"), Found(None, "NOT_APPLICABLE")
Key = tuple[Any, ...]


@dataclass
class Recount:
    """The answers to one query."""

    query: Query
    known: Known
    _sent: dict[tuple[str, ...], Sent] = field(default_factory=dict)
    _cuts: dict[tuple[str, ...], date | None] = field(default_factory=dict)
    _windows: dict[object, Window] = field(default_factory=dict)
    _reported: dict[object, bool] = field(default_factory=dict)
    _owed: dict[object, Slots] = field(default_factory=dict)
    _groups: dict[object, dict[Key, list[Row]]] = field(default_factory=dict)

    # ---- what is asked for

    def rows(self) -> set[Key]:
        """The groups of the answer: (region key, time number, *codes)."""
        query = self.query
        times = range(len(query.times))
        found = {key for t in times for part in self._all_parts() for key in self._grouped(part, t, NOW)}
        if query.code_lists:
            return {
                (key[0], t, *key[1:])
                for t in times
                for part in self._all_parts()
                for key in self._grouped(part, t, NOW)
            }
        years = (TODAY, TODAY) if query.current else (query.first.year, query.last.year)
        listed = register.listed(query.within, query.level, *years)
        return {(region, t) for region in listed | {key[0] for key in found} for t in times}

    def has(self, code: str, row: Key, reading: str) -> bool:
        """Whether an indicator has such a window in a group."""
        if reading in FAIR and definitions()[code]["kind"] == "ordinal":
            return False
        return self._uncut(row[1], reading) is not None

    def number(self, code: str, row: Key, reading: str) -> Found:
        """The value of an indicator in a group and reading."""
        definition = definitions()[code]
        last = self.window(row[1], reading).last
        if any(last < made["valid_from"] for made in (definition, *bases(definition))):
            return Found(None, "NO_DEFINITION")
        if definition["kind"] != "ratio":
            return self._counted(definition, row, reading)
        above, below = (self._counted(base, row, reading) for base in bases(definition))
        if above.value is None or below.value is None:
            return Found(None, above.missing or below.missing, _number(above), _number(below))
        top, bottom = Decimal(above.value), Decimal(below.value)
        if bottom == 0:
            return Found(None, "NOT_APPLICABLE", top, bottom)
        return Found(top / bottom * 100, None, top, bottom)

    def coverage(self, code: str, row: Key) -> tuple[int, ...]:
        """Slots expected and received, for the base, carried and partial."""
        total = Slots()
        base = Slots()
        for part in _distinct_readings(parts(definitions()[code]), self.query):
            total.add(self._slots(part, row, NOW))
            base.add(self._slots(part, row, BEFORE))
        return total.expected, total.received, base.expected, base.received, total.carried, total.partial

    # ---- numbers

    def _counted(self, definition: Table, row: Key, reading: str) -> Found:
        region, t, codes = row[0], row[1], row[2:]
        kind = definition["kind"]
        groups = [(part, self._grouped(part, t, reading)) for part in definition["parts"]]
        if not any((region, *codes) in found for _, found in groups):
            reported = any(key[0] == region for _, found in groups for key in found) or any(
                self._covered(part, region, t, reading) for part in definition["parts"]
            )
            if not reported:
                return NOT_REPORTED
            return Found(Decimal(0)) if _can_be_zero(definition) else NOT_APPLICABLE
        if kind == "ordinal":
            values = {v for part, found in groups for v in _values(part, found.get((region, *codes), []))}
            if not values:
                return NOT_APPLICABLE
            (value, *others) = values
            if others:
                return Found(None, "SEVERAL_VALUES")
            return Found(str(value) if definition["unit"] == "grade" else Decimal(value))
        amounts = [
            self._measured(part, found.get((region, *codes), []), t, reading) for part, found in groups
        ]
        said = [amount for amount in amounts if amount is not None]
        if not said:
            return NOT_REPORTED if _can_be_zero(definition) else NOT_APPLICABLE
        return Found(sum(said, Decimal(0)))

    def _measured(self, part: Table, rows: list[Row], t: int, reading: str) -> Decimal | None:
        """What the rows of a part make together; None for nothing that could be measured."""
        if not rows:
            return None
        if "linked" in part:
            day = self._window(part, t, reading).last
            if not any(self._link_reported(part, row, day) for row in rows):
                return None
            rows = [row for row in rows if self._link_met(part, row, day)]
        rows = [row for row in rows if _meets_all(row, part.get("where", ()))]
        how, _, column = part["measure"].partition(":")
        if how == "count":
            return Decimal(len(rows))
        if how in ("sum", "deduplicated"):  # nothing is confirmed to be one payment in this city
            return sum((Decimal(row[column]) for row in rows if row.get(column) is not None), Decimal(0))
        if how == "median_days":
            first, _, last = column.partition("..")
            days = [(row[last] - row[first]).days for row in rows if row.get(first) and row.get(last)]
            return Decimal(median(days)) if days else None
        assert how == "distinct"
        things: dict[object, list[Row]] = defaultdict(list)
        for row in rows:
            if row.get(column) is not None:
                things[row[column]].append(row)
        every = part.get("every", ())
        return Decimal(sum(all(_meets_all(row, every) for row in of_it) for of_it in things.values()))

    # ---- which rows count where

    def _grouped(self, part: Table, t: int, reading: str) -> dict[Key, list[Row]]:
        """(region, *codes) -> the rows of the part's ledger that count by the part's date in the window."""
        key = (_reading_of(part, self.query), t, reading)
        if key not in self._groups:
            self._groups[key] = self._group(part, t, reading)
        return self._groups[key]

    def _group(self, part: Table, t: int, reading: str) -> dict[Key, list[Row]]:
        query, window = self.query, self._window(part, t, reading)
        found: dict[Key, list[Row]] = defaultdict(list)
        if window.last < window.first:
            return found
        for row, day in self._dated(part, window):
            year = TODAY if query.current else window.year_of(day)
            code = row["region_code"]
            if not register.belongs(code, query.within, year):
                continue
            if part.get("of_region") and not self._is_own(code, year):
                continue
            if not all(self._passes(part, row, name, value) for name, value in query.where.items()):
                continue
            region = register.group_of(register.code_in(code, year), query.level)
            for codes in self._codes(part, row):
                found[region, *codes].append(row)
        return dict(found)

    def _dated(self, part: Table, window: Window) -> Iterable[tuple[Row, date]]:
        """The rows that count in a window, each with the day that it counts by."""
        rows = self.known.live.get(part["ledger"], [])
        if window.last < window.first:
            return  # it lies after the newest data
        if "until" in part:
            for row in rows:
                since, until = row.get(part["date"]), row.get(part["until"])
                if since is not None and since <= window.last and (until is None or until > window.last):
                    yield row, window.last
        elif "year" in part:
            for row in rows:
                year = row.get(part["year"])
                if year is not None and window.first.year <= year <= window.last.year:
                    yield row, window.last
        elif "date" not in part:
            yield from self._state(part["ledger"], window.last)
        else:
            if "once" in part:
                rows = _newest_told(rows, (*part["once"], part["date"]))
            for row in rows:
                day = row.get(part["date"])
                if day is not None and window.first <= day <= window.last:
                    yield row, day

    def _state(self, ledger: str, day: date) -> Iterable[tuple[Row, date]]:
        """The rows of the newest state of every office as of a day."""
        states = self.sent((ledger,)).states(ledger, day, carry_months(ledger), nature(ledger) == "monthly")
        for row in self.known.live.get(ledger, []):
            state = states.get(row["office"])
            if state is not None and state.month == row["month"] and self._same_province(row["region_code"]):
                yield row, day

    def _same_province(self, code: str) -> bool:
        return register.lies_in(code, register.province(self.query.within))

    def _is_own(self, code: str, year: int) -> bool:
        """Whether a row is about the very region that its group shows."""
        query = self.query
        if query.level is None:
            return code == query.within or code in register.succeeded(query.within)
        if query.level == "COUNTY":
            return register.records()[code][-1].level != "zone"
        return register.group_of(code, query.level) == code

    def _link_met(self, part: Table, row: Row, day: date) -> bool:
        to, on = linked(part["ledger"], part["linked"]["relation"])
        return any(
            all(other.get(there) == row.get(here) is not None for here, there in on)
            and _meets_all(other, part["linked"].get("where", ()))
            for other, _ in self._state(to, day)
        )

    def _link_reported(self, part: Table, row: Row, day: date) -> bool:
        """Whether an office of the row's region, or of one above it, has a state of the linked sheet."""
        to, _ = linked(part["ledger"], part["linked"]["relation"])
        states = self.sent((to,)).states(to, day, carry_months(to), nature(to) == "monthly")
        codes = {row["region_code"], row["prefecture_code"], row["province_code"]}
        offices = {register.last_heir(code) for code in codes}
        return any(region in offices for _, region in states)

    def _codes(self, part: Table, row: Row) -> list[tuple[str | None, ...]]:
        """The code combinations that a row counts in: one of each list, every one of its worker groups."""
        found: list[tuple[str | None, ...]] = [()]
        for name in self.query.code_lists:
            value = self._value(part, row, part.get("dimensions", {}).get(name))
            several = (value or [None]) if isinstance(value, list) else [value]
            found = [(*codes, one) for codes in found for one in several]
        return found

    def _passes(self, part: Table, row: Row, name: str, wanted: Any) -> bool:
        """A filter of the question; a ledger without the column has no such rows."""
        column = filtered(part, name)
        if column is None:
            return False
        value = self._value(part, row, column)
        if name == "record":
            return value is not None and _plain(value) == _plain(wanted)
        if isinstance(wanted, list):
            several = (
                (value or [UNKNOWN]) if isinstance(value, list) else [UNKNOWN if value is None else value]
            )
            return any(one in wanted for one in several)
        return bool(value is not None and value == wanted)

    def _value(self, part: Table, row: Row, column: str | None) -> Any:
        """A cell of the row, or of the newest state of the row that a relation leads to."""
        if column is None or "." not in column:
            return row.get(column or "")
        relation, _, there = column.partition(".")
        to, on = linked(part["ledger"], relation)
        found = [
            other
            for other in self.known.live.get(to, [])
            if all(other.get(that) == row.get(this) is not None for this, that in on)
        ]
        return max(found, key=lambda other: other["month"])[there] if found else None

    # ---- windows

    def _window(self, part: Table, t: int, reading: str) -> Window:
        """The window of a time group in a reading, cut off at the day up to which it counts."""
        key = (_sheets(part), "linked" in part, _is_state(part), t, reading)
        if key not in self._windows:
            self._windows[key] = self._cut(part, t, reading)
        return self._windows[key]

    def _owed_window(self, part: Table, t: int, reading: str) -> Window:
        """The window for which something may be owed: also where it lies after the newest data."""
        window = self._window(part, t, reading)
        after = window.last < window.first and self.query.on is None
        return self.window(t, reading) if after else window

    def _cut(self, part: Table, t: int, reading: str) -> Window:
        window = self.window(t, reading)
        newest = self.query.on or self._newest(part)
        cut = day_before(newest or date.max.replace(year=2999), window.later) - timedelta(window.days)
        if _is_state(part) and self.query.on is None and cut < window.first:
            return window  # a state is carried forward
        return replace(window, last=min(window.last, cut))

    def window(self, t: int, reading: str) -> Window:
        """The window of a time group in a reading that it has."""
        found = self._uncut(t, reading)
        assert found is not None
        return found

    def _uncut(self, t: int, reading: str) -> Window | None:
        """The window of a time group in a reading; None where that comparison is none for it."""
        first, last = self.query.times[t]
        later, start, end = 0, first, end_of(last)
        if reading == BEFORE:
            later, start, end = 12, moved(first, -12), end_of(moved(last, -12))
        elif reading == PREVIOUS:
            later = length(first, last)
            start, end = moved(first, -later), first - DAY
        elif reading == TO_DATE:
            start = last.replace(month=1)
        elif reading in (SPRING, SPRING_BEFORE):
            if all(month.month > 2 for month in run(first, last)):
                return None
            start = first.replace(month=1) if first.month == 2 else first
            last = last.replace(month=2) if last.month == 1 else last
            later = 12 if reading == SPRING_BEFORE else 0
            start, end = moved(start, -later), end_of(moved(last, -later))
        elif reading == FESTIVAL_BEFORE:
            now, before = festivals().get(last.year), festivals().get(last.year - 1)
            if now is None or before is None or end - (now - before) >= start:
                return None
            return Window(start - (now - before), end - (now - before), days=(now - before).days)
        return Window(start, end, later)

    def _newest(self, part: Table) -> date | None:
        """The newest as-of day of the submissions that the part reads."""
        sheets = _sheets(part)
        if "linked" in part:
            sheets = (*sheets, linked(part["ledger"], part["linked"]["relation"])[0])
        if sheets not in self._cuts:
            self._cuts[sheets] = max((s.as_of for s in self.sent(sheets).said), default=None)
        return self._cuts[sheets]

    # ---- coverage

    def sent(self, sheets: tuple[str, ...]) -> Sent:
        """What was sent of these sheets by the offices of the region and those above it."""
        if sheets not in self._sent:
            self._sent[sheets] = Sent.of(self.known, sheets, self.query.within)
        return self._sent[sheets]

    def _covered(self, part: Table, region: str, t: int, reading: str) -> bool:
        key = (_sheets(part), "linked" in part, _is_state(part), region, t, reading)
        if key not in self._reported:
            self._reported[key] = self._find_covered(part, region, t, reading)
        return self._reported[key]

    def _find_covered(self, part: Table, region: str, t: int, reading: str) -> bool:
        window = self._owed_window(part, t, reading)
        sent = self.sent(_sheets(part))
        place = self.query.within if region == "" else region
        own_level = self.query.level is not None and _own_level(region, self.query.level)
        if _is_state(part):
            return sent.state_covers(place, own_level, window, part["ledger"])
        return sent.covers(place, own_level, window)

    def _slots(self, part: Table, row: Key, reading: str) -> Slots:
        key = (_sheets(part), "linked" in part, _is_state(part), *row[:2], reading)
        if key not in self._owed:
            self._owed[key] = self._find_slots(part, row, reading)
        return self._owed[key]

    def _find_slots(self, part: Table, row: Key, reading: str) -> Slots:
        window = self._owed_window(part, row[1], reading)
        region = row[0]
        place = self.query.within if region == "" else region
        own_level = self.query.level is not None and _own_level(region, self.query.level)
        sent = self.sent(_sheets(part))
        if _is_state(part):
            return sent.state_slots(place, own_level, window, part["ledger"])
        return sent.slots(place, own_level, window)

    def _all_parts(self) -> list[Table]:
        return [part for code in self.query.codes for part in parts(definitions()[code])]


def _can_be_zero(definition: Table) -> bool:
    """Whether nothing of it is 0; without rows a grade or a median has no value."""
    amounts = any(part["measure"].startswith("deduplicated:") for part in definition["parts"])
    return amounts or definition["kind"] in ("flow", "stock")


def _is_state(part: Table) -> bool:
    return "date" not in part and "year" not in part


def _reading_of(part: Table, query: Query) -> object:
    """What decides which rows a part reads and how they are grouped, not what is measured of them."""
    return (
        part["ledger"],
        part.get("date"),
        part.get("until"),
        part.get("year"),
        part.get("of_region", False),
        tuple(part.get("once", ())),
        tuple(part.get("dimensions", {}).get(name) for name in (*query.code_lists, *query.where)),
        part.get("record"),
        "linked" in part,
    )


def _distinct_readings(found: list[Table], query: Query) -> list[Table]:
    """Parts that read the same rows owe the same slots once."""
    return list({_reading_of(part, query): part for part in found}.values())


def _sheets(part: Table) -> tuple[str, ...]:
    if "sheet" in part:
        return (part["sheet"],)
    return tuple(CLAIMS) if part["ledger"] == "wage_recoveries" else (part["ledger"],)


def _own_level(region: str, level: str) -> bool:
    if level == "COUNTY":
        return region.endswith("00")
    return level == "PREFECTURE" and region.endswith("0000")


def _number(found: Found) -> Decimal | None:
    return None if found.value is None else Decimal(found.value)


def _values(part: Table, rows: list[Row]) -> set[Any]:
    column = part["measure"].partition(":")[2]
    return {
        row[column] for row in rows if row.get(column) is not None and _meets_all(row, part.get("where", ()))
    }


def _newest_told(rows: list[Row], same: tuple[str, ...]) -> list[Row]:
    """Of all states that tell of one event the newest; what is not told apart stays by itself."""
    newest: dict[object, date] = {}

    def event(row: Row) -> object:
        named = tuple(row.get(column) for column in same)
        return None if None in named else (row["province_code"], *named)

    for row in rows:
        name = event(row)
        if name is not None:
            newest[name] = max(newest.get(name, row["month"]), row["month"])
    return [row for row in rows if (name := event(row)) is None or row["month"] == newest[name]]


COLUMNS = {
    "employer": "employer_key",
    "from_agency": "from_agency_code",
    "to_agency": "to_agency_code",
    "pushed_to_province": "pushed_to_province",
}
"""Filters that are one column of the same meaning wherever it is."""


def filtered(part: Table, name: str) -> str | None:
    """The column that a filter reads in the ledger of a part."""
    if name == "record":
        found: str | None = part.get("record")
        return found
    if name not in COLUMNS:
        dimension: str | None = part.get("dimensions", {}).get(name)
        return dimension
    column = COLUMNS[name]
    return column if has_column(part["ledger"], column) else None


@cache
def _plain(number: str) -> str:
    for brackets in ("（）", "[]", "〔〕", "【】", "［］"):
        number = number.replace(brackets[0], "(").replace(brackets[1], ")")
    return number


def _meets_all(row: Row, tested: Iterable[Table]) -> bool:
    return all(_meets(row, condition) for condition in tested)


def _meets(row: Row, condition: Table) -> bool:
    """One condition of a definition; a blank cell meets only what says so."""
    value, wanted = row.get(condition["field"]), condition.get("value", ())
    tests: dict[str, Callable[[], bool]] = {
        "is": lambda: value is not None and value == wanted,
        "is_not": lambda: value != wanted,
        "in": lambda: value in wanted,
        "not_in": lambda: value not in wanted,
        "is_true": lambda: value is True,
        "is_blank": lambda: value is None,
        "is_or_blank": lambda: value is None or value == wanted,
        "filled": lambda: value is not None,
        "not_after": lambda: _in_order(value, row.get(condition["column"])),
    }
    return bool(tests[condition["op"]]())


def _in_order(one: Any, other: Any) -> bool:
    return one is not None and other is not None and bool(one <= other)
