"""The measures of a statistical sheet, and the words for month, year to date and same month of last year."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

VALUE, YEAR_TO_DATE, LAST_YEAR = "value", "year_to_date", "same_month_last_year"


class Unit(StrEnum):
    """What a measure counts."""

    COUNT = "count"
    PERSONS = "persons"
    PERSON_TIMES = "person-times"
    YUAN = "yuan"


@dataclass(frozen=True, slots=True)
class Measure:
    """One indicator of a statistical sheet.

    `headers`: the form's own header first, then the synonyms seen, all without words of the period; a header under
    a merged one is a path joined by "/". A stock is a state at the end of the month and has no sum of the year.
    """

    indicator: str
    headers: tuple[str, ...]
    unit: Unit
    stock: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """The figures that a sheet may give of it."""
        return (VALUE, LAST_YEAR) if self.stock else (VALUE, YEAR_TO_DATE, LAST_YEAR)


PERIOD_HEADERS: Mapping[str, str] = {VALUE: "本月", YEAR_TO_DATE: "本年累计", LAST_YEAR: "去年同期"}
"""The header of each part in the forms of the hub; `measure_path` writes all others like it."""


def measure_path(path: tuple[str, ...]) -> tuple[str, ...]:
    """A normalised header path with its period as the last part, in the forms' own words.

    (本月, 提示函), (提示函, 本月数) and (本月提示函,) are (提示函, 本月); (提示函, 1-4月累计) is (提示函, 本年累计).
    A path of a comparison or of another period (同比, 上月) becomes one part that no measure has.
    """
    if any(_OTHER.search(part) for part in path):
        return ("".join(path),)
    found: list[str] = []
    rest: list[str] = []
    for part in path:
        period, left = _split(part)
        if period:
            found.append(period)
        if left:
            rest.append(left)
    if {LAST_YEAR, YEAR_TO_DATE} <= set(found):
        # The sum of last year up to this month is no figure of the sheet.
        return ("".join(path),)
    if len(rest) > 1:
        rest = [part for part in rest if part not in _ALL] or rest
    if not found:
        return tuple(rest)
    # Of 本年 over 本月 the lower one says which.
    return (*rest, PERIOD_HEADERS[LAST_YEAR if LAST_YEAR in found else found[-1]])


def period_of(path: tuple[str, ...]) -> str | None:
    """Which part a normalised header path names; None where it has no word of a period, or one of another."""
    last = measure_path(path)[-1:]
    return next((part for part, header in PERIOD_HEADERS.items() if last == (header,)), None)


def is_comparison(path: tuple[str, ...]) -> bool:
    """Whether a normalised header path is one of comparisons or other periods: known, and never read."""
    if any(_OTHER.search(part) for part in path):
        return True
    return {LAST_YEAR, YEAR_TO_DATE} <= {_split(part)[0] for part in path}


def _split(part: str) -> tuple[str, str]:
    """The period that a header part names, and what is left of it: 本月提示函 -> value, 提示函."""
    for period, words in _WORDS.items():
        if words.fullmatch(part):
            return period, ""
    for period, (before, after) in _BESIDE.items():
        if match := before.match(part) or after.search(part):
            return period, (part[: match.start()] + part[match.end() :]).strip(":_-、()")
    return "", part


_MONTH_NUMBER = r"(?:1[0-2]|0?[1-9])"
_RUN = rf"{_MONTH_NUMBER}月?(?:份)?[-—–~至到]{_MONTH_NUMBER}月份?"
_PERIODS = {
    # The order is that of looking: 去年同期 before 本年, 1-4月 before 4月.
    LAST_YEAR: r"(?:去年|上年|上一年)(?:同期|同月|本月)(?:数|值)?",
    YEAR_TO_DATE: (
        rf"{_RUN}(?:份?累计)?|(?:本年度?|今年|当年|全年|年度|年内|年初至今|年初以来|截至本月|截至目前|本期|自年初)?累计"
        r"|今年以来|年初以来|年初至今|本年度?|今年"
    ),
    VALUE: r"本月份?|当月份?|本期|月度|本月末|月末|期末",
}
_OF_NUMBERS = r"(?:新增|发生|完成)?(?:数|数量|值|小计|合计|情况)?"
_WORDS = {period: re.compile(rf"\(?(?:{words})\)?{_OF_NUMBERS}") for period, words in _PERIODS.items()} | {
    VALUE: re.compile(rf"\(?(?:{_PERIODS[VALUE]}|{_MONTH_NUMBER}月份?)\)?{_OF_NUMBERS}")
}
_BESIDE = {
    period: (re.compile(rf"^\(?(?:{words})\)?(?=.)"), re.compile(rf"\(?(?:{words})数?\)?$"))
    for period, words in _PERIODS.items()
}
_OTHER = re.compile(
    r"同比|环比|增减|增长|增幅|降幅|(?:比|较)(?:上|去|前)[年月期]|比重|占比|比例|率$|%$|上个?月|上期|排名|位次|计划|目标|任务"
    r"|(?:去|上)年(?:同期)?累计|(?:去|上)年(?:全年|末|底)|前年"
)
_ALL = frozenset(("小计", "合计", "总计", "总数", "数量", "情况"))
