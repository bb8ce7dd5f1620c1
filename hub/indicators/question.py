"""A question to the statistics: what is asked, checked against what the indicators can answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import Enum

from hub.errors import HubError, LimitExceeded
from hub.indicators.catalogue import DIMENSIONS, Indicator, Part
from hub.ledgers.codes import CodeList
from hub.months import format_month, month_count, month_of
from hub.names import normalised_uscc
from hub.regions import register

MONTHS_MAX = 120
"""The longest window, in months."""

UNKNOWN = "UNKNOWN"
"""The code of a blank cell in groups and filters."""


class Dimension(Enum):
    """What figures can be grouped by."""

    PROVINCE = "PROVINCE"
    PREFECTURE = "PREFECTURE"
    COUNTY = "COUNTY"
    MONTH = "MONTH"
    QUARTER = "QUARTER"
    YEAR = "YEAR"
    INDUSTRY = "INDUSTRY"
    EMPLOYER_TYPE = "EMPLOYER_TYPE"
    WORKER_GROUP = "WORKER_GROUP"
    CHANNEL = "CHANNEL"
    OUTCOME = "OUTCOME"


REGION_DIMENSIONS = (Dimension.COUNTY, Dimension.PREFECTURE, Dimension.PROVINCE)
TIME_DIMENSIONS = (Dimension.MONTH, Dimension.QUARTER, Dimension.YEAR)
CODE_DIMENSIONS = tuple(Dimension[name.upper()] for name in DIMENSIONS)


class Reading(Enum):
    """The windows that a figure is read in: the one asked for, and those it is compared with."""

    CURRENT = 0
    YEAR_BEFORE = 1
    PREVIOUS = 2
    TO_DATE = 3


COLUMN_FILTERS = {
    "employer": "employer_key",
    "from_agency": "from_agency_code",
    "to_agency": "to_agency_code",
    "pushed_to_province": "pushed_to_province",
}
"""Filters that are a column of the same meaning in every ledger that has it."""


@dataclass(frozen=True)
class Asked:
    """One indicator, and the windows beside the current one in which it is needed."""

    indicator: Indicator
    readings: frozenset[Reading] = frozenset()
    coverage: bool = False


@dataclass(frozen=True)
class Question:
    """What is asked. `within` a region code, the window in months, `on` the cut-off day.

    `where` holds the filters of StatisticsFilter by snake_case name: lists of codes, texts, yes or no.
    """

    within: str
    first: date
    last: date
    asked: tuple[Asked, ...]
    by: tuple[Dimension, ...] = ()
    where: Mapping[str, object] = field(default_factory=dict)
    on: date | None = None
    as_of: datetime | None = None
    version: int | None = None
    """A data version to be read exactly, instead of `as_of`."""

    def about(self, wanted: Callable[[Indicator], bool]) -> Question:
        """The same question about some of its indicators."""
        return replace(self, asked=tuple(a for a in self.asked if wanted(a.indicator)))

    @property
    def region_level(self) -> Dimension | None:
        """The finest region dimension asked for."""
        return next((d for d in REGION_DIMENSIONS if d in self.by), None)

    @property
    def time_level(self) -> Dimension | None:
        """The finest time dimension asked for."""
        return next((d for d in TIME_DIMENSIONS if d in self.by), None)

    @property
    def codes(self) -> tuple[str, ...]:
        """The code-list dimensions asked for, by their names in the definitions."""
        return tuple(d.name.lower() for d in CODE_DIMENSIONS if d in self.by)

    @property
    def years(self) -> range:
        """The years that the window touches."""
        return range(self.first.year, self.last.year + 1)


def checked(question: Question, catalogue: Mapping[str, Indicator]) -> Question:
    """The question with its filters made plain; raises a `HubError` where it cannot be answered."""
    if register().by_code(question.within) is None:
        raise HubError(
            f"没有行政区划代码 {question.within}。",
            f"There is no region {question.within}.",
            code="NOT_FOUND",
        )
    _check_window(question)
    if question.as_of is not None and question.version is not None:
        raise HubError(
            "asOf 与 dataVersion 只能指定一个。",
            "Give asOf or dataVersion, not both.",
            code="AS_OF_AND_VERSION",
        )
    where = {name: value for name, value in question.where.items() if value is not None}
    for asked in question.asked:
        parts = parts_of(asked.indicator, catalogue)
        for dimension in question.codes:
            if not any(dimension in part.dimensions for _, part in parts):
                raise _not_allowed(asked.indicator, dimension, parts)
        for name in where:
            if not any(filter_column(part, name) for _, part in parts):
                raise _no_such_filter(asked.indicator, name, parts)
        for name in where:
            _check_codes(where[name], name, [part for _, part in parts])
    if isinstance(where.get("employer"), str):
        where["employer"] = normalised_uscc(str(where["employer"]))
    return replace(question, first=month_of(question.first), last=month_of(question.last), where=where)


def parts_of(indicator: Indicator, catalogue: Mapping[str, Indicator]) -> list[tuple[Indicator, Part]]:
    """The parts that must be counted for an indicator, each with the indicator that it belongs to."""
    return [(base, part) for base in bases_of(indicator, catalogue) for part in base.parts]


def bases_of(indicator: Indicator, catalogue: Mapping[str, Indicator]) -> tuple[Indicator, ...]:
    """The indicators that are counted for it: itself, or numerator and denominator of a ratio."""
    if indicator.numerator is None or indicator.denominator is None:
        return (indicator,)
    return (catalogue[indicator.numerator], catalogue[indicator.denominator])


def filter_column(part: Part, name: str) -> str | None:
    """The column that a filter reads in the ledger of a part; None if it has none."""
    if name == "record":
        return part.record
    if name in DIMENSIONS:
        return part.dimensions.get(name)
    column = COLUMN_FILTERS.get(name)
    return column if column in part.table.model_fields else None


def _check_window(question: Question) -> None:
    count = month_count(question.first, question.last)
    if count == 0:
        raise HubError("统计期的起始月份晚于截止月份。", "The window ends before it begins.")
    if count > MONTHS_MAX:
        raise LimitExceeded(
            f"统计期最长 {MONTHS_MAX} 个月，本次为 {count} 个月。",
            f"A window has at most {MONTHS_MAX} months; this one has {count}.",
        )
    if not 1900 < question.first.year <= question.last.year < 2200:
        month = format_month(question.first)
        raise HubError(f"统计月份 {month} 超出范围。", f"The month {month} is out of range.")


def _check_codes(value: object, name: str, parts: Iterable[Part]) -> None:
    if name not in DIMENSIONS or not isinstance(value, list | tuple):
        return
    known: set[str] = {UNKNOWN}
    for part in parts:
        column = part.dimensions.get(name)
        codes = code_list(part, column) if column else None
        if column and codes is None:
            return
        known |= {member.name for member in codes} if codes else set()
    for code in value:
        if code not in known:
            listed = ", ".join(sorted(known))
            raise HubError(
                f"{camel(name)} 没有代码 {code}；可用：{listed}。",
                f"{camel(name)} has no code {code}; there are {listed}.",
            )


def code_list(part: Part, column: str) -> type[CodeList] | None:
    """The code list of a column; None for free text such as the industry."""
    found: type[CodeList] | None = part.table.table().c[column].info.get("codes")
    return found


def _not_allowed(indicator: Indicator, dimension: str, parts: list[tuple[Indicator, Part]]) -> HubError:
    has = {d for _, part in parts for d in part.dimensions}
    legal = [d.name for d in Dimension if d not in CODE_DIMENSIONS or d.name.lower() in has]
    return HubError(
        f"指标 {indicator.field}（{indicator.zh}）不能按 {dimension.upper()} 分组；可用：{', '.join(legal)}。",
        f"{indicator.field} cannot be grouped by {dimension.upper()}; it can by {', '.join(legal)}.",
        code="GROUPING_NOT_ALLOWED",
    )


def _no_such_filter(indicator: Indicator, name: str, parts: list[tuple[Indicator, Part]]) -> HubError:
    names = (*DIMENSIONS, "record", *COLUMN_FILTERS)
    legal = [camel(n) for n in names if any(filter_column(part, n) for _, part in parts)]
    return HubError(
        f"指标 {indicator.field}（{indicator.zh}）没有条件 {camel(name)}；可用：{', '.join(legal) or '无'}。",
        f"{indicator.field} has no filter {camel(name)}; it has {', '.join(legal) or 'none'}.",
        code="FILTER_NOT_ALLOWED",
    )


def camel(name: str) -> str:
    """A name as GraphQL writes it."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
