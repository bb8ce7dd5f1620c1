"""GraphQL types of figures, and how a selection of them becomes plain JSON values."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Any

import strawberry
from strawberry import UNSET

from hub.indicators import catalogue, press
from hub.indicators import question as asked
from hub.indicators.figures import printed
from hub.indicators.question import Reading
from schema.selection import Selected

Getter = Callable[[Any], Any]


def _enum(name: str, members: dict[str, str], description: str) -> Any:
    """A GraphQL enum whose values equal their names."""
    values = {code: strawberry.enum_value(code, description=said) for code, said in members.items()}
    return strawberry.enum(Enum(name, values), name=name, description=description)  # type: ignore[call-overload]


Dimension: Any = _enum(
    "Dimension",
    {
        "PROVINCE": "Province（省）",
        "PREFECTURE": "Prefecture, counties directly below a province beside them（市）",
        "COUNTY": "County, the prefecture's own level beside them（县）",
        "MONTH": "Month（月）",
        "QUARTER": "What lies of each quarter in the window（季）",
        "YEAR": "What lies of each year in the window（年）",
        "INDUSTRY": "Industry, GB/T 4754 section（行业）",
        "EMPLOYER_TYPE": "Kind of employer（单位类型）",
        "WORKER_GROUP": "Worker group; a record with two counts in both（劳动者类别）",
        "CHANNEL": "Channel or source（来源）",
        "OUTCOME": "Outcome（结果）",
    },
    "What figures can be grouped by（分组维度）.",
)
MissingReason: Any = _enum(
    "MissingReason",
    {
        "NOT_REPORTED": "No submission covers the region and window, and there are no rows（未报送）",
        "NOT_APPLICABLE": "The denominator is 0, or there is nothing of which it could be told（不适用）",
        "WITHHELD": "Outside the scope of this token; never a partial sum（不公开）",
        "NO_DEFINITION": "The indicator was not defined at the time（当时无此指标）",
        "SEVERAL_VALUES": "Grades and terms are never added, and there are several: group by region or year（多个值，请分组）",
    },
    "Why a figure has no value; none of them is zero（无值原因）.",
)
ChangeStatus: Any = _enum(
    "ChangeStatus",
    {
        "COMPARABLE": "Both windows have a value（可比）",
        "SMALL_BASE": "The base is below 10: give both numbers, no percentage（基数小）",
        "ZERO_BASE": "The base is 0（基数为零）",
        "NO_BASE": "The other window has no value（无可比数据）",
        "NO_VALUE": "The figure itself has no value（本期无数据）",
        "ORDINAL": "Grades and terms have no difference: the text gives the other value（等级不计变化）",
    },
    "What a change can be said to be（变化状态）.",
)
IndicatorKind: Any = _enum(
    "IndicatorKind",
    {
        "FLOW": "Sum over months and regions（流量）",
        "STOCK": "State at the end of the window, sum over regions（存量）",
        "DISTINCT": "Recounted at every level, never added（重新计算，不可加总）",
        "RATIO": "Numerator and denominator counted anew at every level（比率）",
        "ORDINAL": "A grade or term: the one value of the records, never added（等级）",
    },
    "How a figure behaves over months and regions（指标类型）.",
)
Basis: Any = _enum(
    "Basis",
    {"LEDGER": "Counted from ledgers（台账统计）", "REPORTED": "As an agency reported it（填报数）"},
    "Where a figure comes from（数据口径）.",
)
Unit: Any = _enum(
    "Unit",
    {unit.name: f"{unit.en or 'things'}（{unit.zh or '个数'}）" for unit in catalogue.Unit},
    "What a figure is counted in（计量单位）.",
)
Language: Any = _enum("Language", {"ZH": "Chinese（中文）", "EN": "English（英文）"}, "A language（语言）.")


def _told(description: str, name: str | None = None) -> Any:
    return strawberry.field(description=description, name=name)


@strawberry.type(description="What an indicator is and how it is counted（指标）.")
class Indicator:
    """One definition of the catalogue."""

    code: str = _told("Code, such as supported_lawsuits_handled（代码）")
    field: str = _told("Field of StatisticsRow that gives it（字段名）")
    zh: str = _told("Name in Chinese（中文名称）")
    en: str = _told("Name in English（英文名称）")
    definition_zh: str = _told("Definition in Chinese; it names the date that it counts by（中文定义）")
    definition_en: str = _told("Definition in English; it names the date that it counts by（英文定义）")
    source: str = _told("Ledgers that it is counted from（数据来源）")
    unit: Unit = _told("Unit（计量单位）")
    kind: IndicatorKind = _told("Kind（指标类型）")
    agency: str = _told("Agency that answers for it（责任部门）")
    version: str = _told("Version of the definition（定义版本）")
    valid_from: datetime.date = _told("First day for which it is defined（定义起始日）")
    dimensions: list[Dimension] = _told("What it can be grouped by（可用维度）")
    filters: list[str] = _told("Fields of StatisticsFilter that it has（可用条件）")
    numerator: str | None = _told("Code of the numerator of a ratio（分子）")
    denominator: str | None = _told("Code of the denominator of a ratio（分母）")


@strawberry.type(
    description="Slots received of slots owed: a slot is a sheet of a unit for a month（报送情况）."
)
class Coverage:
    """A unit owes a sheet from the first month that it sent it for."""

    expected: int = _told("Slots owed（应报）")
    received: int = _told("Slots received（已报）")
    expected_base: int = _told("Slots owed a year before（上年应报）")
    received_base: int = _told("Slots received a year before（上年已报）")
    carried: int = _told("States carried from an earlier month, among the received（沿用前期状态）")
    partial: int = _told("Months reported in part only, among the received（不满月）")


@strawberry.type(description="A figure against another window（变化）.")
class Change:
    """ratio = (value - base) / base; ratios differ in percentage points."""

    base: Decimal | None = _told("Value of the other window（基数）")
    base_code: str | None = _told("Grade of the other window（上期等级）")
    difference: Decimal | None = _told("Value less base; null for percentages（差额）")
    ratio: Decimal | None = _told("(value - base) / base, unrounded（变化率）")
    percentage_points: Decimal | None = _told("Difference of percentages, one decimal（百分点）")
    status: ChangeStatus = _told("What can be said（状态）")

    @strawberry.field(description="As a press office writes it: 同比上升5.9倍（文字）")  # type: ignore[untyped-decorator]
    def text(self, language: Language = Language.ZH) -> str:
        """Answered with the row, never here."""
        raise NotImplementedError


@strawberry.type(description="One indicator in one group（统计数）.")
class Figure:
    """A value, or the reason why there is none, and what is needed to read it rightly."""

    value: Decimal | None = _told('Count "398", yuan "6819450.00", percent "36.7"（数值）')
    code: str | None = _told("Ordinal result such as grade A（等级）")
    missing: MissingReason | None = _told("Why there is no value（无值原因）")
    unit: Unit = _told("Unit（计量单位）")
    kind: IndicatorKind = _told("Kind（指标类型）")
    basis: Basis = _told("Counted from ledgers, or reported（口径）")
    definition: Indicator = _told("The indicator（指标）")
    definition_version: str = _told("Version of the definition（定义版本）")
    data_version: int = _told("Data version that answers（数据版本）")
    numerator: Decimal | None = _told("Numerator of a ratio, exact（分子）")
    denominator: Decimal | None = _told("Denominator of a ratio, exact（分母）")
    reported: Decimal | None = _told("As an agency reported it, where it does（填报数）")
    ledger: Decimal | None = _told("Counted from ledgers（台账数）")
    coverage: Coverage = _told("Slots received of slots owed（报送情况）")
    year_on_year: Change = _told("Against the same window a year before（同比）")
    month_on_month: Change = _told("Against the window of the same length before（环比）")
    year_to_date: Decimal | None = _told("From January of the year in which the group ends（本年累计）")

    @strawberry.field(description='As a press office writes it: "681.9万余元", "398件"（文字）')  # type: ignore[untyped-decorator]
    def text(self, language: Language = Language.ZH) -> str:
        """Answered with the row, never here."""
        raise NotImplementedError

    @strawberry.field(description="With region, explicit dates and year-on-year change（整句）")  # type: ignore[untyped-decorator]
    def sentence(self, language: Language = Language.ZH) -> str:
        """Answered with the row, never here."""
        raise NotImplementedError


@strawberry.type(description="A code with its labels; UNKNOWN for a blank cell（代码）.")
class CodeLabel:
    """A value of a code list."""

    code: str = _told("Code（代码）")
    zh: str = _told("Label in Chinese（中文）")
    en: str = _told("Label in English（英文）")


@strawberry.input(
    description="Conditions on the records that are counted; all that are given must hold（条件）."
)
class StatisticsFilter:
    """A condition on what an indicator does not record is an error with a hint."""

    worker_group: list[str] | None = strawberry.field(
        default=UNSET, description="Worker groups（劳动者类别）"
    )
    industry: list[str] | None = strawberry.field(default=UNSET, description="Industries（行业）")
    employer_type: list[str] | None = strawberry.field(
        default=UNSET, description="Kinds of employer（单位类型）"
    )
    channel: list[str] | None = strawberry.field(default=UNSET, description="Channels or sources（来源）")
    outcome: list[str] | None = strawberry.field(default=UNSET, description="Outcomes（结果）")
    employer: str | None = strawberry.field(
        default=UNSET, description="Unified social credit code of the employer（统一社会信用代码）"
    )
    record: str | None = strawberry.field(default=UNSET, description="Case or document number（案号或文号）")
    from_agency: str | None = strawberry.field(
        default=UNSET, description="Code of the sending agency（移送部门）"
    )
    to_agency: str | None = strawberry.field(
        default=UNSET, description="Code of the receiving agency（接收部门）"
    )
    pushed_to_province: bool | None = strawberry.field(
        default=UNSET, description="Whether pushed to the province（是否报省）"
    )


def readings_of(figure: Selected) -> frozenset[Reading]:
    """The windows beside the current one that a selection of Figure needs."""
    needed = {
        "yearOnYear": Reading.YEAR_BEFORE,
        "sentence": Reading.YEAR_BEFORE,
        "monthOnMonth": Reading.PREVIOUS,
        "yearToDate": Reading.TO_DATE,
    }
    found = {needed[f.name] for f in figure.fields if f.name in needed}
    if coverage := figure.named("coverage"):
        names = {f.name for f in coverage.fields}
        if names & {"expectedBase", "receivedBase"}:
            found.add(Reading.YEAR_BEFORE)
    return frozenset(found)


def indicator_of(indicator: catalogue.Indicator, known: Any) -> Indicator:
    """A definition as GraphQL gives it."""
    parts = [part for _, part in asked.parts_of(indicator, known)]
    has = {name for part in parts for name in part.dimensions}
    by = [d.name for d in asked.Dimension if d not in asked.CODE_DIMENSIONS or d.name.lower() in has]
    names = (*catalogue.DIMENSIONS, "record", *asked.COLUMN_FILTERS)
    filters = [n for n in names if any(asked.filter_column(part, n) for part in parts)]
    return Indicator(
        code=indicator.code,
        field=indicator.field,
        zh=indicator.zh,
        en=indicator.en,
        definition_zh=indicator.definition_zh,
        definition_en=indicator.definition_en,
        source=indicator.source,
        unit=Unit[catalogue.Unit.by_key(indicator.unit).name],
        kind=IndicatorKind[indicator.kind.name],
        agency=indicator.agency,
        version=indicator.version,
        valid_from=indicator.valid_from,
        dimensions=[Dimension[name] for name in by],
        filters=[asked.camel(name) for name in filters],
        numerator=indicator.numerator,
        denominator=indicator.denominator,
    )


def figure_getter(selection: Selected, indicator: catalogue.Indicator, known: Any) -> Getter:
    """What turns a Figure of the engine into the selected JSON object."""
    getters = [(f.key, _figure_field(f, indicator, known)) for f in selection.fields]
    return lambda figure: {key: get(figure) for key, get in getters}


def _figure_field(field: Selected, indicator: catalogue.Indicator, known: Any) -> Getter:
    constant = {
        "__typename": "Figure",
        "unit": catalogue.Unit.by_key(indicator.unit).name,
        "kind": indicator.kind.name,
        "basis": "LEDGER",
        "definitionVersion": indicator.version,
        "reported": None,
    }
    if field.name in constant:
        value = constant[field.name]
        return lambda _: value
    if field.name == "definition":
        definition = plain(indicator_of(indicator, known), field)
        return lambda _: definition
    if field.name in ("value", "ledger"):
        return lambda figure: _printed(indicator, figure.number.value)
    if field.name in ("numerator", "denominator"):
        return _part_getter(field.name, indicator, known)
    if field.name == "coverage":
        return lambda figure: plain(figure.coverage, field)
    if field.name in ("yearOnYear", "monthOnMonth"):
        reading = Reading.YEAR_BEFORE if field.name == "yearOnYear" else Reading.PREVIOUS
        get = _change_getter(field)
        return lambda figure: get(figure.change(reading))
    if field.name in ("text", "sentence"):
        language = press.Language[field.arguments["language"]]
        write = press.text if field.name == "text" else press.sentence
        return lambda figure: write(figure, language)
    return {
        "code": lambda figure: figure.number.code,
        "missing": lambda figure: figure.number.missing and figure.number.missing.name,
        "dataVersion": lambda figure: figure.answer.version,
        "yearToDate": lambda figure: _printed(indicator, figure.to_date.value),
    }[field.name]


def _part_getter(name: str, indicator: catalogue.Indicator, known: Any) -> Getter:
    code = indicator.numerator if name == "numerator" else indicator.denominator
    if code is None:
        return lambda _: None
    base = known[code]
    return lambda figure: _printed(base, getattr(figure.number, name))


def _change_getter(selection: Selected) -> Getter:
    def text(language: press.Language) -> Getter:
        return lambda change: press.change_text(change, language)

    found: list[tuple[str, Getter]] = []
    for field in selection.fields:
        if field.name == "text":
            found.append((field.key, text(press.Language[field.arguments["language"]])))
        else:
            found.append((field.key, _CHANGE[field.name]))
    return lambda change: {key: get(change) for key, get in found}


_CHANGE: dict[str, Getter] = {
    "__typename": lambda _: "Change",
    "base": lambda change: _printed(change.indicator, change.base),
    "baseCode": lambda change: change.base_code,
    "difference": lambda change: _printed(change.indicator, change.difference),
    "ratio": lambda change: None if change.ratio is None else f"{change.ratio:f}",
    "percentagePoints": lambda change: _printed(change.indicator, change.percentage_points),
    "status": lambda change: change.status.name,
}


def plain(thing: Any, selection: Selected) -> dict[str, Any]:
    """The selected fields of a typed object as JSON values."""
    found: dict[str, Any] = {}
    for field in selection.fields:
        if field.name == "__typename":
            found[field.key] = selection.type_name
            continue
        value = getattr(thing, snake(field.name))
        if isinstance(value, Enum):
            value = value.name
        elif isinstance(value, list):
            value = [item.name if isinstance(item, Enum) else item for item in value]
        found[field.key] = value
    return found


def _printed(indicator: catalogue.Indicator, value: Decimal | None) -> str | None:
    return None if value is None else printed(indicator, value)


def snake(name: str) -> str:
    """A name of GraphQL as Python writes it."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name)
