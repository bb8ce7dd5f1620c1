"""Periods as headers: years and months across a table (2019 | 2020 | 2021, 2020年6月 | 2020年5月)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from hub.importing.grid import CellValue


def period_columns(cells: Sequence[tuple[int, CellValue]]) -> frozenset[int]:
    """The columns of a row whose cells are periods in order, each once; none when they are values of a record."""
    found = [(column, key) for column, value in cells if (key := period_key(value)) is not None]
    if len(found) < 2 or len(cells) - len(found) > max(len(found), 3):
        return frozenset()
    keys = [key for _, key in found]
    if len(set(keys)) < len(keys) or (keys != sorted(keys) and keys != sorted(keys, reverse=True)):
        return frozenset()
    return frozenset(column for column, _ in found)


@lru_cache(maxsize=8192)
def period_key(value: CellValue) -> tuple[int, int] | None:
    """A year or a part of one as (year, part), a day without a year as (0, month and day); None for anything else."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, int | float):
        return (int(value), 0) if float(value).is_integer() and 1900 <= value <= 2100 else None
    if isinstance(value, date):
        return value.year, value.month
    if isinstance(value, str) and len(value) <= 20:
        plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", value))
        found = _PERIOD.fullmatch(plain)
        if found:
            return int(found["year"]), _part(found["part"] or "")
        day = _DAY.fullmatch(plain)
        if day:
            return 0, int(day["month"]) * 100 + int(day["day"])
    return None


def period_text(value: CellValue) -> str:
    """A period as a header path shows it: 2019.0 -> 2019, the first of June -> 2020年6月."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return f"{value.year}年{value.month}月" if value.day == 1 else str(value)
    return str(value)


def _part(text: str) -> int:
    digits = re.search(r"(\d+)(?!.*\d)", text)
    if digits:
        return int(digits[1])
    return next((place for place, word in enumerate("一二三四上下", 1) if word in text), 0)


_DAY = re.compile(r"(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_PERIOD = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:年|[-./])?(?P<part>(?:1-)?\d{1,2}(?:月|月底|月末)?|第?[一二三四1-4]季度?|[上下]半年|Q[1-4])?"
    r"(?:\([^()]*\))?"
)
