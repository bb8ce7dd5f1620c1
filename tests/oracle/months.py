"""Days and months for the oracle; a month is its first day."""

from __future__ import annotations

from datetime import date, timedelta

DAY = timedelta(days=1)


def month(text: str) -> date:
    """'2021-03'."""
    return date(int(text[:4]), int(text[5:7]), 1)


def moved(first: date, months: int) -> date:
    """The month so many months later."""
    number = first.year * 12 + first.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


def end_of(first: date) -> date:
    """The last day of a month."""
    return moved(first, 1) - DAY


def month_of(day: date) -> date:
    """The month of a day."""
    return day.replace(day=1)


def length(first: date, last: date) -> int:
    """How many months from one to another, both counted."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def run(first: date, last: date) -> list[date]:
    """The months from one to another, both counted."""
    return [moved(first, i) for i in range(length(first, last))]


def day_before(day: date, months: int) -> date:
    """The day so many months before: the end of a month for the end of one, else the same day if there is one."""
    there = moved(month_of(day), -months)
    if day == end_of(month_of(day)):
        return end_of(there)
    return min(there.replace(day=min(day.day, end_of(there).day)), end_of(there))
