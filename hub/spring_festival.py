"""The days of the Spring Festival (data/spring_festival.toml): windows are aligned by them, not by months."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files


def spring_festival(year: int) -> date | None:
    """The day of the Spring Festival in a year; None where the calendar does not list it."""
    return _days().get(year)


def days_since_festival_before(year: int) -> int | None:
    """How many days lie between the festival of the year before and that of a year; None where one is not listed."""
    now, before = spring_festival(year), spring_festival(year - 1)
    return None if now is None or before is None else (now - before).days


@cache
def _days() -> Mapping[int, date]:
    text = (files("hub") / "data" / "spring_festival.toml").read_text(encoding="utf-8")
    return {day.year: day for day in tomllib.loads(text)["days"]}
