"""A number in one window: its value, or why there is none, and how every interface prints it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from hub.indicators.catalogue import Indicator

HUNDRED = Decimal(100)


class Missing(Enum):
    """Why a figure has no value: different things, none of them zero."""

    NOT_REPORTED = "NOT_REPORTED"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    WITHHELD = "WITHHELD"
    NO_DEFINITION = "NO_DEFINITION"
    SEVERAL_VALUES = "SEVERAL_VALUES"


@dataclass(frozen=True, slots=True)
class Number:
    """A value in one window, or why there is none. Ratios carry what they are made of; a grade is a `code`."""

    value: Decimal | None
    missing: Missing | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    code: str | None = None

    @property
    def known(self) -> bool:
        """Whether there is a value, a number or a grade."""
        return self.value is not None or self.code is not None


def printed(indicator: Indicator, value: Decimal) -> str:
    """A value as every interface prints it: "398", "6819450.00", "36.7", by the rounding of the definition."""
    return f"{indicator.rounding.rounded(value):f}"


def shown(indicator: Indicator, number: Number) -> str | None:
    """A number as every interface prints it, a grade by its code; None where there is none."""
    return number.code if number.value is None else printed(indicator, number.value)
