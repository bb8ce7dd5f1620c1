"""A question to the statistics: what is asked, checked against what the indicators can answer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, MINYEAR, date, datetime
from enum import Enum

from hub.agencies import agencies
from hub.errors import HubError, LimitExceeded, NotFound
from hub.indicators.catalogue import AGENCY_DIMENSIONS, DIMENSIONS, Indicator, Part
from hub.ledgers.catalogue import ledgers
from hub.ledgers.codes import CodeList
from hub.months import format_month, month_count, month_of
from hub.names import normalised_uscc
from hub.regions import NOW, register

MONTHS_MAX = 120
"""The longest window, in months."""

FILTER_VALUES_MAX = 200
"""The most values that one condition may name."""

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
    WORKER_GROUP = "WORKER_GROUP"
    INDUSTRY = "INDUSTRY"
    EMPLOYER_TYPE = "EMPLOYER_TYPE"
    CHANNEL = "CHANNEL"
    OUTCOME = "OUTCOME"
    FROM_AGENCY = "FROM_AGENCY"
    TO_AGENCY = "TO_AGENCY"
    GROUND = "GROUND"
    RECOMMENDATION_TYPE = "RECOMMENDATION_TYPE"
    TRIGGER = "TRIGGER"
    ADDRESSEE = "ADDRESSEE"
    SECTOR = "SECTOR"
    FUNDING = "FUNDING"
    DEPOSIT_FORM = "DEPOSIT_FORM"
    DIVERTED_TO = "DIVERTED_TO"
    SUBJECT_TYPE = "SUBJECT_TYPE"
    REMOVAL_KIND = "REMOVAL_KIND"
    CATEGORY = "CATEGORY"
    MEASURE = "MEASURE"
    AID_PRIORITY = "AID_PRIORITY"
    SERIES = "SERIES"
    LEVEL = "LEVEL"
    STATION_KIND = "STATION_KIND"
    LEAD_AGENCY = "LEAD_AGENCY"
    AGENCY = "AGENCY"


REGION_DIMENSIONS = (Dimension.COUNTY, Dimension.PREFECTURE, Dimension.PROVINCE)
TIME_DIMENSIONS = (Dimension.MONTH, Dimension.QUARTER, Dimension.YEAR)
CODE_DIMENSIONS = tuple(Dimension[name.upper()] for name in DIMENSIONS)
"""The dimensions beside region and time: those of the catalogue, in its order."""


class Reading(Enum):
    """The windows that a figure is read in: the one asked for, and those it is compared with."""

    CURRENT = 0
    YEAR_BEFORE = 1
    PREVIOUS = 2
    TO_DATE = 3
    SPRING = 4
    SPRING_BEFORE = 5
    FESTIVAL_BEFORE = 6
    SAME_NOW = 7
    SAME_BEFORE = 8


SAME_READINGS = (Reading.SAME_NOW, Reading.SAME_BEFORE)
"""What is counted over the units and months that were sent in both windows only."""
ORDINAL_READINGS = frozenset({Reading.CURRENT, Reading.YEAR_BEFORE, Reading.PREVIOUS, Reading.TO_DATE})
"""A grade has no difference, so the windows that make differences fair are none for it."""


class Comparison(Enum):
    """What a figure is compared with: the reading that is compared, and that of its base."""

    YEAR_ON_YEAR = Reading.CURRENT, Reading.YEAR_BEFORE
    PREVIOUS = Reading.CURRENT, Reading.PREVIOUS
    JANUARY_AND_FEBRUARY = Reading.SPRING, Reading.SPRING_BEFORE
    SPRING_FESTIVAL = Reading.CURRENT, Reading.FESTIVAL_BEFORE
    SAME_COVERAGE = Reading.SAME_NOW, Reading.SAME_BEFORE

    @property
    def now(self) -> Reading:
        """The reading of the value that is compared."""
        return self.value[0]

    @property
    def base(self) -> Reading:
        """The reading that it is compared with."""
        return self.value[1]


class RegionBasis(Enum):
    """Under which code a record of a region counts that was succeeded since."""

    OF_THE_TIME = "OF_THE_TIME"
    """That in force in the year that it counts by."""
    CURRENT = "CURRENT"
    """That in force now: the whole successor; where a succession was split, its own."""


COLUMN_FILTERS = {
    "employer": "employer_key",
    "from_agency": "from_agency_code",
    "to_agency": "to_agency_code",
    "pushed_to_province": "pushed_to_province",
}
"""Filters that are a column of the same meaning in every ledger that has it."""


@dataclass(frozen=True, slots=True)
class SourcesWanted:
    """The sources of one figure of every group: so many of them, after a cursor."""

    first: int
    after: str | None = None


@dataclass(frozen=True)
class Asked:
    """One indicator, and the windows beside the current one in which it is needed."""

    indicator: Indicator
    readings: frozenset[Reading] = frozenset()
    coverage: bool = False
    sources: tuple[SourcesWanted, ...] = ()
    reported: bool = False


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
    regions: RegionBasis = RegionBasis.OF_THE_TIME
    definitions_on: date | None = None
    """The day whose definitions count; left out: that of `as_of`, of the data version, or today."""
    checks: tuple[str, ...] | None = None
    """Also the disagreements between reported figures: of these indicators, or of all where none is named."""

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
        raise NotFound(f"没有行政区划代码 {question.within}。", f"There is no region {question.within}.")
    _check_window(question)
    _check_region(question)
    if question.as_of is not None and question.version is not None:
        raise as_of_and_version()
    if question.as_of is not None and not MINYEAR < question.as_of.year < MAXYEAR:  # it has a day in China
        raise HubError("时间超出范围。", "The time is out of range.")
    where = {name: value for name, value in question.where.items() if value is not None}
    for asked in question.asked:
        parts = parts_of(asked.indicator, catalogue)
        for dimension in question.codes:
            if dimension not in code_dimensions(asked.indicator, catalogue):
                raise _not_allowed(asked.indicator, dimension, catalogue)
        for name in where:
            if name not in filters_of(asked.indicator, catalogue):
                raise _no_such_filter(asked.indicator, name, catalogue)
        for name in where:
            _check_codes(where[name], name, [part for _, part in parts])
    if isinstance(where.get("employer"), str):
        where["employer"] = normalised_uscc(str(where["employer"]))
    return replace(question, first=month_of(question.first), last=month_of(question.last), where=where)


def as_of_and_version() -> HubError:
    """The refusal of a time and a data version together."""
    return HubError(
        "asOf 与 dataVersion 只能指定一个。",
        "Give asOf or dataVersion, not both.",
        code="AS_OF_AND_VERSION",
    )


def parts_of(indicator: Indicator, catalogue: Mapping[str, Indicator]) -> list[tuple[Indicator, Part]]:
    """The parts that must be counted for an indicator, each with the indicator that it belongs to."""
    return [(base, part) for base in bases_of(indicator, catalogue) for part in base.parts]


def bases_of(indicator: Indicator, catalogue: Mapping[str, Indicator]) -> tuple[Indicator, ...]:
    """The indicators that are counted for it: itself, or numerator and denominator of a ratio."""
    if indicator.numerator is None or indicator.denominator is None:
        return (indicator,)
    return (catalogue[indicator.numerator], catalogue[indicator.denominator])


def code_dimensions(indicator: Indicator, catalogue: Mapping[str, Indicator]) -> tuple[str, ...]:
    """The dimensions beside region and time that it has; a ratio those that both its sides have."""
    bases = bases_of(indicator, catalogue)
    return tuple(
        name for name in DIMENSIONS if all(any(name in part.dimensions for part in b.parts) for b in bases)
    )


def legal_dimensions(indicator: Indicator, catalogue: Mapping[str, Indicator]) -> tuple[Dimension, ...]:
    """All that it can be grouped by."""
    has = code_dimensions(indicator, catalogue)
    return tuple(d for d in Dimension if d not in CODE_DIMENSIONS or d.name.lower() in has)


def filters_of(indicator: Indicator, catalogue: Mapping[str, Indicator]) -> tuple[str, ...]:
    """The conditions that it has, by their names in StatisticsFilter in snake_case."""
    bases = bases_of(indicator, catalogue)
    return tuple(
        name
        for name in dict.fromkeys((*DIMENSIONS, "record", *COLUMN_FILTERS))
        if all(any(filter_column(part, name) for part in b.parts) for b in bases)
    )


def filter_column(part: Part, name: str) -> str | None:
    """The column that a filter reads in the ledger of a part; None if it has none."""
    if name == "record":
        return part.record
    if name in DIMENSIONS and name not in COLUMN_FILTERS:
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
    if question.on is not None and not 1900 < question.on.year < 2200:
        raise HubError(f"截止日 {question.on} 超出范围。", f"The cut-off day {question.on} is out of range.")


def _check_region(question: Question) -> None:
    within = question.within
    now = register().current_code(within, NOW)
    if question.regions is RegionBasis.CURRENT and now != within:
        raise HubError(
            f"{within} 已由 {now}（{register().full_name(now)}）接替：按现行区划统计请查询 {now}。",
            f"{within} was succeeded by {now}: by the regions of today, ask for {now}.",
            code="REGION_SUCCEEDED",
        )


def _check_codes(value: object, name: str, parts: Iterable[Part]) -> None:
    if name in AGENCY_DIMENSIONS and isinstance(value, str) and value not in agencies():
        raise _no_such_code(name, value, agencies())
    if name not in DIMENSIONS or not isinstance(value, list | tuple):
        return
    if len(value) > FILTER_VALUES_MAX:
        raise LimitExceeded(
            f"条件 {camel(name)} 最多 {FILTER_VALUES_MAX} 个值，本次为 {len(value)} 个。",
            f"The filter {camel(name)} takes at most {FILTER_VALUES_MAX} values; this one has {len(value)}.",
        )
    known: set[str] = {UNKNOWN}
    for part in parts:
        column = part.dimensions.get(name)
        if column is None:
            continue
        labels = labels_of(part, name)
        if labels is None:
            return
        known |= labels.keys()
    for code in value:
        if code not in known:
            raise _no_such_code(name, code, known)


def _no_such_code(name: str, code: str, known: Iterable[str]) -> HubError:
    listed = ", ".join(sorted(known))
    return HubError(
        f"{camel(name)} 没有代码 {code}；可用：{listed}。",
        f"{camel(name)} has no code {code}; there are {listed}.",
    )


def code_list(part: Part, column: str) -> type[CodeList] | None:
    """The code list of a column; None for free text such as the industry."""
    along = part.along(column)
    table = part.table if along is None else ledgers()[along[0].to]
    name = column if along is None else along[1]
    found: type[CodeList] | None = table.table().c[name].info.get("codes")
    return found


def labels_of(part: Part, dimension: str) -> Mapping[str, tuple[str, str]] | None:
    """The codes that a dimension has in a part, each with its zh and en label; None for free text."""
    if dimension in AGENCY_DIMENSIONS:
        return {agency.code: (agency.zh, agency.en) for agency in agencies().values()}
    codes = code_list(part, part.dimensions[dimension])
    return None if codes is None else {member.name: (member.zh, member.en) for member in codes}


def _not_allowed(indicator: Indicator, dimension: str, catalogue: Mapping[str, Indicator]) -> HubError:
    legal = [d.name for d in legal_dimensions(indicator, catalogue)]
    return HubError(
        f"指标 {indicator.field}（{indicator.zh}）不能按 {dimension.upper()} 分组；可用：{', '.join(legal)}。",
        f"{indicator.field} cannot be grouped by {dimension.upper()}; it can by {', '.join(legal)}.",
        code="GROUPING_NOT_ALLOWED",
    )


def _no_such_filter(indicator: Indicator, name: str, catalogue: Mapping[str, Indicator]) -> HubError:
    legal = [camel(n) for n in filters_of(indicator, catalogue)]
    return HubError(
        f"指标 {indicator.field}（{indicator.zh}）没有条件 {camel(name)}；可用：{', '.join(legal) or '无'}。",
        f"{indicator.field} has no filter {camel(name)}; it has {', '.join(legal) or 'none'}.",
        code="FILTER_NOT_ALLOWED",
    )


def camel(name: str) -> str:
    """A name as GraphQL writes it."""
    head, *rest = name.split("_")
    return head + "".join(word.capitalize() for word in rest)
