"""The windows of time that a question is read in: its groups, and for each the windows of comparison."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hub.indicators.question import Dimension, Reading
from hub.months import add_months, month_count, months_between


@dataclass(frozen=True, slots=True)
class TimeGroup:
    """A run of months that makes one group: a month, what lies of a quarter or year in the window, or all."""

    first: date
    last: date
    end: date
    """The day after its last."""

    @property
    def quarter(self) -> str:
        """2021-Q1."""
        return f"{self.first.year}-Q{(self.first.month + 2) // 3}"


@dataclass(frozen=True, slots=True)
class Window:
    """From `first` to the day before `end`; `shift` months later it lies where the figure itself lies."""

    first: date
    end: date
    shift: int


def time_groups(first: date, last: date, level: Dimension | None) -> list[TimeGroup]:
    """The groups of a window, in order; one group where nothing is grouped by time."""
    if level is None:
        return [_group(first, last)]
    groups: list[TimeGroup] = []
    for month in months_between(first, last):
        if groups and _same(groups[-1].first, month, level):
            groups[-1] = _group(groups[-1].first, month)
        else:
            groups.append(_group(month, month))
    return groups


def window(group: TimeGroup, reading: Reading) -> Window:
    """The window of a group in one of its readings."""
    if reading is Reading.YEAR_BEFORE:
        return Window(add_months(group.first, -12), add_months(group.end, -12), 12)
    if reading is Reading.PREVIOUS:
        count = month_count(group.first, group.last)
        return Window(add_months(group.first, -count), group.first, count)
    if reading is Reading.TO_DATE:
        return Window(date(group.last.year, 1, 1), group.end, 0)
    return Window(group.first, group.end, 0)


def ranges(windows: Iterable[Window]) -> list[tuple[date, date]]:
    """The days that the windows cover, as few ranges: what a scan has to read."""
    found: list[tuple[date, date]] = []
    for first, end in sorted((w.first, w.end) for w in windows):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((first, end))
    return found


def _group(first: date, last: date) -> TimeGroup:
    return TimeGroup(first, last, add_months(last, 1))


def _same(one: date, other: date, level: Dimension) -> bool:
    if level is Dimension.MONTH:
        return one == other
    if level is Dimension.QUARTER:
        return (one.year, (one.month - 1) // 3) == (other.year, (other.month - 1) // 3)
    return one.year == other.year
