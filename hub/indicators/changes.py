"""A figure against another window: how it changed, or why that cannot be said."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib.resources import files

from hub.indicators.catalogue import Indicator, Kind
from hub.indicators.numbers import Number
from hub.indicators.question import Reading

Days = tuple[date, date]
"""A first and a last day."""


class Status(Enum):
    """What a change can be said to be."""

    COMPARABLE = "COMPARABLE"
    SMALL_BASE = "SMALL_BASE"
    ZERO_BASE = "ZERO_BASE"
    NO_BASE = "NO_BASE"
    NO_VALUE = "NO_VALUE"
    ORDINAL = "ORDINAL"
    DEFINITION_CHANGED = "DEFINITION_CHANGED"
    NOT_COMPARABLE = "NOT_COMPARABLE"


@dataclass(frozen=True, slots=True)
class Change:
    """A figure against another window. `ratio` = (value - base) / base, unrounded; ratios differ in points.

    Ordinals have no difference: `base` is the other value, `base_code` where it is a grade. `days` and `base_days`:
    the first and the last day of what was compared, where it was asked for.
    """

    indicator: Indicator
    reading: Reading
    status: Status
    value: Decimal | None = None
    base: Decimal | None = None
    difference: Decimal | None = None
    ratio: Decimal | None = None
    percentage_points: Decimal | None = None
    base_code: str | None = None
    days: Days | None = None
    base_days: Days | None = None
    versions: tuple[str, str] | None = None
    """Where two editions of the definition are compared, or could not be: that of the base, that of the value."""


def change(indicator: Indicator, reading: Reading, now: Number, before: Number, *, on: date) -> Change:
    """The change from one number to another, or the status that says why there is none to tell.

    `on`: the day told about, whose rules of wording hold.
    """
    if not now.known:
        return Change(indicator, reading, Status.NO_VALUE, base=before.value, base_code=before.code)
    if not before.known:
        return Change(indicator, reading, Status.NO_BASE, now.value)
    if indicator.kind is Kind.ORDINAL:
        return Change(indicator, reading, Status.ORDINAL, now.value, before.value, base_code=before.code)
    assert now.value is not None
    assert before.value is not None
    value, base = now.value, before.value
    difference = value - base
    if indicator.unit == "percent":
        return Change(indicator, reading, Status.COMPARABLE, value, base, percentage_points=difference)
    if base == 0:
        return Change(indicator, reading, Status.ZERO_BASE, value, base, difference)
    small = indicator.unit != "yuan" and base < small_base(on)
    status = Status.SMALL_BASE if small else Status.COMPARABLE
    return Change(indicator, reading, status, value, base, difference, difference / base)


@cache
def small_base(on: date) -> Decimal:
    """Below this base a change is told in both numbers (data/wording.toml)."""
    text = (files("hub") / "data" / "wording.toml").read_text(encoding="utf-8")
    editions = [e for e in tomllib.loads(text)["small_base"] if e["from"] <= on]
    return Decimal(editions[-1]["below"]) if editions else Decimal(0)
