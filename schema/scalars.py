"""The scalars of the public face beside the built-in ones: months and region codes."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NewType

import strawberry

from hub.months import format_month, parse_month

Month = NewType("Month", date)
RegionCode = NewType("RegionCode", str)

_REGION_CODE = re.compile(r"\d{4}[0-9A-Z]{2}")


def _parse_month(value: Any) -> date:
    if not isinstance(value, str):
        raise ValueError("a month is written YYYY-MM（月份写作 YYYY-MM）")
    return parse_month(value)


def _parse_region_code(value: Any) -> str:
    if not isinstance(value, str) or not _REGION_CODE.fullmatch(value):
        raise ValueError("a region code has six characters（行政区划代码为六位）")
    return value


SCALARS: dict[object, Any] = {
    Month: strawberry.scalar(
        name="Month",
        description="A month, written 2021-03（月份）.",
        serialize=format_month,
        parse_value=_parse_month,
    ),
    RegionCode: strawberry.scalar(
        name="RegionCode",
        description="A region code of GB/T 2260, six characters; zones have local codes such as 3601Z1（行政区划代码）.",
        serialize=str,
        parse_value=_parse_region_code,
    ),
}
"""For StrawberryConfig(scalar_map=...)."""
