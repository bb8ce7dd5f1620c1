"""Months and periods: a month is the date of its first day, a period a run of months."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta, timezone

CHINA = timezone(timedelta(hours=8))
"""The time of China: days are its days, and a time without a zone is meant in it."""

_MONTH = re.compile(r"(\d{4})-(\d{2})")


def month(year: int, number: int) -> date:
    """The month as a date."""
    return date(year, number, 1)


def month_of(day: date) -> date:
    """The month in which a day lies."""
    return date(day.year, day.month, 1)


def parse_month(text: str) -> date:
    """'2021-03' as a month, else ValueError: what offices write is read by importing.dates."""
    match = _MONTH.fullmatch(text)
    if match is None:
        raise ValueError(f"not a month (YYYY-MM): {text!r}")
    return date(int(match[1]), int(match[2]), 1)


def format_month(day: date) -> str:
    """'2021-03'."""
    return f"{day.year:04d}-{day.month:02d}"


def add_months(day: date, count: int) -> date:
    """The month `count` months after (before, if negative) the month of `day`."""
    years, index = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(years, index + 1, 1)


def months_between(first: date, last: date) -> list[date]:
    """All months from that of `first` to that of `last`, both included."""
    return [add_months(first, count) for count in range(month_count(first, last))]


def month_count(first: date, last: date) -> int:
    """How many months lie from `first` to `last`, both included; 0 where `last` comes earlier."""
    return max(0, (last.year - first.year) * 12 + last.month - first.month + 1)


def last_day(day: date) -> date:
    """The last day of the month of `day`."""
    return date(day.year, day.month, monthrange(day.year, day.month)[1])


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A run of months, both ends included. Any day may be given; the months are kept."""

    first: date
    last: date

    def __post_init__(self) -> None:
        object.__setattr__(self, "first", month_of(self.first))
        object.__setattr__(self, "last", month_of(self.last))
        if self.last < self.first:
            raise ValueError(
                f"a period ends before it begins: {format_month(self.first)}..{format_month(self.last)}"
            )

    @classmethod
    def parse(cls, text: str) -> Period:
        """'2020-05..2021-03' or '2019-12'."""
        first, dots, last = text.strip().partition("..")
        return cls(parse_month(first), parse_month(last if dots else first))

    @classmethod
    def of_year(cls, year: int) -> Period:
        """January to December."""
        return cls(date(year, 1, 1), date(year, 12, 1))

    def __str__(self) -> str:
        first, last = format_month(self.first), format_month(self.last)
        return first if first == last else f"{first}..{last}"

    def __iter__(self) -> Iterator[date]:
        return iter(self.months)

    def __len__(self) -> int:
        return month_count(self.first, self.last)

    @property
    def months(self) -> list[date]:
        """Its months in order."""
        return months_between(self.first, self.last)

    @property
    def end_day(self) -> date:
        """The last day of its last month."""
        return last_day(self.last)

    def contains(self, other: Period | date) -> bool:
        """Whether another period, or a day, lies wholly in this one."""
        if isinstance(other, Period):
            return self.first <= other.first and other.last <= self.last
        return self.first <= month_of(other) <= self.last

    def overlaps(self, other: Period) -> bool:
        """Whether the two share a month."""
        return self.first <= other.last and other.first <= self.last

    def year_before(self) -> Period:
        """The same window a year before."""
        return Period(add_months(self.first, -12), add_months(self.last, -12))

    def before(self) -> Period:
        """The window of the same length that ends just before this one."""
        return Period(add_months(self.first, -len(self)), add_months(self.first, -1))
