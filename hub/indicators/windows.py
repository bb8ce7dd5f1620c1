"""The windows of time that a question is read in: its groups, and for each the windows of comparison."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from hub.indicators.question import Dimension, Reading
from hub.months import add_months, last_day, month_count, months_between
from hub.spring_festival import days_since_festival_before


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
    """From `first` to the day before `end`; `months` and `days` later it lies where the figure itself lies."""

    first: date
    end: date
    months: int = 0
    days: int = 0


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


def window(group: TimeGroup, reading: Reading) -> Window | None:
    """The window of a group in one of its readings; None where that comparison is none for it.

    January and February are told together: a group that touches one of them takes both. The Spring Festival of a
    group is that of the year in which it ends; its base lies the days before that lie between two festivals, and
    never overlaps it.
    """
    match reading:
        case Reading.YEAR_BEFORE | Reading.SAME_BEFORE:
            return _a_year_before(group)
        case Reading.PREVIOUS:
            count = month_count(group.first, group.last)
            return Window(add_months(group.first, -count), group.first, count)
        case Reading.TO_DATE:
            return Window(date(group.last.year, 1, 1), group.end)
        case Reading.SPRING | Reading.SPRING_BEFORE:
            both = _with_both_months(group)
            if both is None:
                return None
            return Window(both.first, both.end) if reading is Reading.SPRING else _a_year_before(both)
        case Reading.FESTIVAL_BEFORE:
            days = days_since_festival_before(group.last.year)
            if days is None or group.end - timedelta(days) > group.first:
                return None  # longer than from festival to festival: it would be compared with itself
            return Window(group.first - timedelta(days), group.end - timedelta(days), days=days)
    return Window(group.first, group.end)


def cut(window: Window, day: date, *, stated: bool, carried: bool) -> Window | None:
    """What is left of a window where nothing counts from `day` on; None where nothing is left.

    The cut-off of a comparison lies as long before as the comparison itself, month ends on month ends. Of what is
    `carried` forward, one that is not `stated` never empties a window. The statement cuts by the same rule.
    """
    moved = day if day.day == 1 else day - timedelta(1)
    month = add_months(moved, -window.months)
    moved = month.replace(day=min(moved.day, last_day(month).day)) - timedelta(window.days)
    if day.day != 1:
        moved += timedelta(1)
    if carried and not stated and moved <= window.first:
        return window
    end = min(window.end, moved)
    return replace(window, end=end) if window.first < end else None


def ranges(windows: Iterable[Window]) -> list[tuple[date, date]]:
    """The days that the windows cover, as few ranges: what a scan has to read."""
    found: list[tuple[date, date]] = []
    for first, end in sorted((w.first, w.end) for w in windows):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((first, end))
    return found


def _a_year_before(group: TimeGroup) -> Window:
    return Window(add_months(group.first, -12), add_months(group.end, -12), months=12)


def _with_both_months(group: TimeGroup) -> TimeGroup | None:
    """With January and February whole where it touches one of them; None where it touches neither."""
    if all(month.month > 2 for month in months_between(group.first, group.last)):
        return None
    first = group.first.replace(month=1) if group.first.month == 2 else group.first
    return _group(first, group.last.replace(month=2) if group.last.month == 1 else group.last)


def _group(first: date, last: date) -> TimeGroup:
    return TimeGroup(first, last, add_months(last, 1))


def _same(one: date, other: date, level: Dimension) -> bool:
    if level is Dimension.MONTH:
        return one == other
    if level is Dimension.QUARTER:
        return (one.year, (one.month - 1) // 3) == (other.year, (other.month - 1) // 3)
    return one.year == other.year
