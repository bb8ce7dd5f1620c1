"""Input types that filters, orders and pages of every ledger share."""

from __future__ import annotations

import datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import strawberry
from strawberry import UNSET

from schema.scalars import Month


def _said(description: str, name: str | None = None) -> Any:
    return strawberry.field(default=UNSET, description=description, name=name)


_EQ = "Equal to it（等于）"
_IN = "One of these, at most 1000（属于其一）"
_GT, _GTE = "Greater than it（大于）", "Not less than it（不小于）"
_LT, _LTE = "Less than it（小于）", "Not greater than it（不大于）"
_NULL = "true: nothing is recorded; false: something is（是否为空）"


@strawberry.input(description="Conditions on a text; all that are given must hold（文本条件）.")
class TextFilter:
    """Operators of a text column."""

    eq: str | None = _said(_EQ)
    in_: list[str] | None = _said(_IN, "in")
    contains: str | None = _said("Contains it（包含）")
    starts_with: str | None = _said("Begins with it（以此开头）")
    is_null: bool | None = _said(_NULL)


@strawberry.input(description="Conditions on an amount in yuan（金额条件）.")
class MoneyFilter:
    """Operators of a money column."""

    eq: Decimal | None = _said(_EQ)
    gt: Decimal | None = _said(_GT)
    gte: Decimal | None = _said(_GTE)
    lt: Decimal | None = _said(_LT)
    lte: Decimal | None = _said(_LTE)
    is_null: bool | None = _said(_NULL)


@strawberry.input(description="Conditions on a number that is no amount, such as a percentage（数值条件）.")
class NumberFilter:
    """Operators of a column of shares or figures."""

    eq: Decimal | None = _said(_EQ)
    gt: Decimal | None = _said(_GT)
    gte: Decimal | None = _said(_GTE)
    lt: Decimal | None = _said(_LT)
    lte: Decimal | None = _said(_LTE)
    is_null: bool | None = _said(_NULL)


@strawberry.input(description="Conditions on a whole number（整数条件）.")
class CountFilter:
    """Operators of a count column."""

    eq: int | None = _said(_EQ)
    in_: list[int] | None = _said(_IN, "in")
    gt: int | None = _said(_GT)
    gte: int | None = _said(_GTE)
    lt: int | None = _said(_LT)
    lte: int | None = _said(_LTE)
    is_null: bool | None = _said(_NULL)


@strawberry.input(description="Conditions on a day（日期条件）.")
class DayFilter:
    """Operators of a day column."""

    eq: datetime.date | None = _said(_EQ)
    gt: datetime.date | None = _said("After it（晚于）")
    gte: datetime.date | None = _said("On it or after（不早于）")
    lt: datetime.date | None = _said("Before it（早于）")
    lte: datetime.date | None = _said("On it or before（不晚于）")
    is_null: bool | None = _said(_NULL)


@strawberry.input(description="Conditions on a month（月份条件）.")
class MonthFilter:
    """Operators of a month column."""

    eq: Month | None = _said(_EQ)
    in_: list[Month] | None = _said(_IN, "in")
    gt: Month | None = _said("After it（晚于）")
    gte: Month | None = _said("It or after（不早于）")
    lt: Month | None = _said("Before it（早于）")
    lte: Month | None = _said("It or before（不晚于）")
    is_null: bool | None = _said(_NULL)


@strawberry.enum(description="Direction of an order; missing values stand last in both（排序方向）.")
class OrderDirection(Enum):
    """Values equal their names."""

    ASC = strawberry.enum_value("ASC", description="Smallest first（升序）")
    DESC = strawberry.enum_value("DESC", description="Largest first（降序）")
