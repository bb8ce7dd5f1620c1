"""GraphQL types of figures, and how a selection of them becomes plain JSON values."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any

import strawberry

from hub.indicators import catalogue, press
from hub.indicators import question as asked
from hub.indicators.comparing import compared
from hub.indicators.notes import comparability_note
from hub.indicators.numbers import printed
from hub.indicators.precision import Style
from hub.indicators.question import Reading
from schema.definitions import Indicator, IndicatorKind, Unit, enum_of, indicator_of, told
from schema.reported import ReportedComparison, comparison_getter, reported_of
from schema.selection import Selected
from schema.sources import FIRST, Source, sources_getter

Getter = Callable[[Any], Any]


MissingReason: Any = enum_of(
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
ChangeStatus: Any = enum_of(
    "ChangeStatus",
    {
        "COMPARABLE": "Both windows have a value（可比）",
        "SMALL_BASE": "The base is below 10: give both numbers, no percentage（基数小）",
        "ZERO_BASE": "The base is 0（基数为零）",
        "NO_BASE": "The other window has no value（无可比数据）",
        "NO_VALUE": "The figure itself has no value（本期无数据）",
        "ORDINAL": "Grades and terms have no difference: the text gives the other value（等级不计变化）",
        "DEFINITION_CHANGED": "The definition changed between the windows: the comparison is withheld（统计口径已变更）",
        "NOT_COMPARABLE": "There is no comparison of this kind for the figure or its window（不适用此种比较）",
    },
    "What a change can be said to be（变化状态）.",
)
Comparison: Any = enum_of(
    "Comparison",
    {
        "YEAR_ON_YEAR": "The same window a year before（同比）",
        "PREVIOUS": "The window of the same length before（环比）",
        "JANUARY_AND_FEBRUARY": "January and February together: a window that touches one of them takes both, against the "
        "same a year before（1—2月合并）",
        "SPRING_FESTIVAL": "The days at the same distance from the Spring Festival of the year before（春节前后同期）",
        "SAME_COVERAGE": "A year before, both counted over the units and months that were sent for both（可比口径）",
    },
    "What a figure is compared with（比较方式）.",
)
RegionBasis: Any = enum_of(
    "RegionBasis",
    {
        "OF_THE_TIME": "A record counts under the code in force in the year that it counts by（当时区划）",
        "CURRENT": "A record counts under the code that wholly succeeded its own, as of today; where a succession was "
        "split, under its own（现行区划）",
    },
    "Under which code a region counts that was succeeded since（区划口径）.",
)
Basis: Any = enum_of(
    "Basis",
    {"LEDGER": "Counted from ledgers（台账统计）", "REPORTED": "As an agency reported it（填报数）"},
    "Where a figure comes from（数据口径）.",
)
Language: Any = enum_of("Language", {"ZH": "Chinese（中文）", "EN": "English（英文）"}, "A language（语言）.")
TextStyle: Any = enum_of(
    "TextStyle",
    {
        "STANDARD": "Counts in full; amounts exact where two decimals suffice, else cut with 余（通用）",
        "EXACT": "In full（精确数）",
        "MORE_THAN": "Cut, with 余（余）",
        "OVER": "Cut, with 多（多）",
        "ABOUT": "Rounded, with 约（约）",
        "NEARLY": "Rounded up, with 近（近）",
    },
    "How exactly a figure is put in words; a word of precision stands only where it is true（精度用词）.",
)


@strawberry.type(
    description="Slots received of slots owed: a slot is a sheet of a unit for a month（报送情况）."
)
class Coverage:
    """A unit owes a sheet from the first month that it sent it for."""

    expected: int = told("Slots owed（应报）")
    received: int = told("Slots received（已报）")
    expected_base: int = told("Slots owed a year before（上年应报）")
    received_base: int = told("Slots received a year before（上年已报）")
    carried: int = told("States carried from an earlier month, among the received（沿用前期状态）")
    partial: int = told("Months reported in part only, among the received（不满月）")


@strawberry.type(description="A figure against another window（变化）.")
class Change:
    """ratio = (value - base) / base; ratios differ in percentage points."""

    value: Decimal | None = told("Value that is compared; of some comparisons not the figure's own（本期数）")
    base: Decimal | None = told("Value of the other window（基数）")
    base_code: str | None = told("Grade of the other window（上期等级）")
    difference: Decimal | None = told("Value less base; null for percentages（差额）")
    ratio: Decimal | None = told("(value - base) / base, unrounded（变化率）")
    percentage_points: Decimal | None = told("Difference of percentages, one decimal（百分点）")
    status: ChangeStatus = told("What can be said（状态）")
    first: datetime.date | None = told("First day that is compared（本期起始日）", "from")
    last: datetime.date | None = told("Last day that is compared（本期截止日）", "to")
    base_from: datetime.date | None = told("First day of the base（基期起始日）")
    base_to: datetime.date | None = told("Last day of the base（基期截止日）")

    @strawberry.field(  # type: ignore[untyped-decorator]
        description="What must be said with it where two editions of the definition meet; else null（可比性说明）"
    )
    def comparability_note(self, language: Language = Language.ZH) -> str | None:
        """Answered with the row, never here."""
        raise NotImplementedError

    @strawberry.field(description="As a press office writes it: 同比上升5.9倍（文字）")  # type: ignore[untyped-decorator]
    def text(self, language: Language = Language.ZH) -> str:
        """Answered with the row, never here."""
        raise NotImplementedError


@strawberry.type(description="One indicator in one group（统计数）.")
class Figure:
    """A value, or the reason why there is none, and what is needed to read it rightly."""

    value: Decimal | None = told('Count "398", yuan "6819450.00", percent "36.7"（数值）')
    code: str | None = told("Ordinal result such as grade A（等级）")
    missing: MissingReason | None = told("Why there is no value（无值原因）")
    unit: Unit = told("Unit（计量单位）")
    kind: IndicatorKind = told("Kind（指标类型）")
    basis: Basis = told("Counted from ledgers, or reported（口径）")
    definition: Indicator = told("The indicator（指标）")
    definition_version: str = told("Version of the definition（定义版本）")
    data_version: int = told("Data version that answers（数据版本）")
    numerator: Decimal | None = told("Numerator of a ratio, exact（分子）")
    denominator: Decimal | None = told("Denominator of a ratio, exact（分母）")
    reported: Decimal | None = told("As an agency reported it, where it does（填报数）")
    ledger: Decimal | None = told("Counted from ledgers（台账数）")
    coverage: Coverage = told("Slots received of slots owed（报送情况）")
    year_on_year: Change = told("Against the same window a year before（同比）")
    month_on_month: Change = told("Against the window of the same length before（环比）")

    @strawberry.field(description="Against another window, as asked for（比较）")  # type: ignore[untyped-decorator]
    def comparison(
        self,
        kind: Annotated[
            Comparison, strawberry.argument(name="with", description="What it is compared with（比较方式）")
        ],
    ) -> Change:
        """Answered with the row, never here."""
        raise NotImplementedError

    year_to_date: Decimal | None = told("From January of the year in which the group ends（本年累计）")

    reported_comparison: ReportedComparison | None = told(
        "What statistical sheets state beside what the ledgers give; null where a figure is only reported（填报与台账对照）"
    )
    sources_total: int = told("How many rows it is counted from（数据来源条数）")

    @strawberry.field(  # type: ignore[untyped-decorator]
        description="The rows that it is counted from, each with file, worksheet and cell; adding them up, or counting "
        "them anew, gives the value（数据来源）"
    )
    def sources(self, first: int = FIRST, after: str | None = None) -> list[Source]:
        """Answered with the row, never here."""
        raise NotImplementedError

    @strawberry.field(description='As a press office writes it: "681.9万余元", "398件"（文字）')  # type: ignore[untyped-decorator]
    def text(self, language: Language = Language.ZH, style: TextStyle = TextStyle.STANDARD) -> str:
        """Answered with the row, never here."""
        raise NotImplementedError

    @strawberry.field(  # type: ignore[untyped-decorator]
        description="With region, explicit dates, what is counted and year-on-year change; `publishedOn`, the day of print, "
        "adds 今年以来 and the like where it fits（整句）"
    )
    def sentence(
        self,
        language: Language = Language.ZH,
        style: TextStyle = TextStyle.STANDARD,
        published_on: datetime.date | None = None,
    ) -> str:
        """Answered with the row, never here."""
        raise NotImplementedError


@strawberry.type(description="A code with its labels; UNKNOWN for a blank cell（代码）.")
class CodeLabel:
    """A value of a code list."""

    code: str = told("Code（代码）")
    zh: str = told("Label in Chinese（中文）")
    en: str = told("Label in English（英文）")


def readings_of(figure: Selected) -> frozenset[Reading]:
    """The windows beside the current one that a selection of Figure needs."""
    needed = {
        "yearOnYear": Reading.YEAR_BEFORE,
        "sentence": Reading.YEAR_BEFORE,
        "monthOnMonth": Reading.PREVIOUS,
        "yearToDate": Reading.TO_DATE,
    }
    found = {needed[f.name] for f in figure.fields if f.name in needed}
    for field in figure.fields:
        if field.name == "comparison":
            found |= set(asked.Comparison[field.arguments["with"]].value) - {Reading.CURRENT}
    if coverage := figure.named("coverage"):
        names = {f.name for f in coverage.fields}
        if names & {"expectedBase", "receivedBase"}:
            found.add(Reading.YEAR_BEFORE)
    return frozenset(found)


def figure_getter(selection: Selected, indicator: catalogue.Indicator, known: Any) -> Getter:
    """What turns a Figure of the engine into the selected JSON object."""
    getters = [(f.key, _figure_field(f, indicator, known)) for f in selection.fields]
    return lambda figure: {key: get(figure) for key, get in getters}


def _figure_field(field: Selected, indicator: catalogue.Indicator, known: Any) -> Getter:
    constant = {
        "__typename": "Figure",
        "basis": "REPORTED" if indicator.is_reported else "LEDGER",
    }
    if field.name in constant:
        value = constant[field.name]
        return lambda _: value
    if field.name == "definition":
        told_of = {e.key: plain(indicator_of(e, known), field) for e in indicator.editions}
        return lambda figure: told_of[figure.definition.key]
    if field.name == "value":
        return lambda figure: _printed(figure.definition, figure.number.value)
    if field.name in ("ledger", "reported"):
        if field.name == "reported" and not indicator.is_reported:
            return reported_of
        if field.name == "ledger" and indicator.is_reported:
            return lambda _: None
        return lambda figure: _printed(figure.definition, figure.number.value)
    if field.name in ("numerator", "denominator"):
        return _part_getter(field.name, known)
    if field.name == "coverage":
        return lambda figure: plain(figure.coverage, field)
    if field.name == "reportedComparison":
        return comparison_getter(field)
    if field.name == "sources":
        return sources_getter(field)
    if field.name in ("yearOnYear", "monthOnMonth"):
        kind = asked.Comparison.YEAR_ON_YEAR if field.name == "yearOnYear" else asked.Comparison.PREVIOUS
        get = _change_getter(field)
        if _DAYS & {f.name for f in field.fields}:
            return lambda figure: get(compared(figure, kind))
        return lambda figure: get(figure.change(kind.base))
    if field.name == "comparison":
        kind = asked.Comparison[field.arguments["with"]]
        get = _change_getter(field)
        return lambda figure: get(compared(figure, kind))
    if field.name in ("text", "sentence"):
        language = press.Language[field.arguments["language"]]
        style = Style[field.arguments.get("style") or "STANDARD"]
        if field.name == "text":
            return lambda figure: press.text(figure, language, style)
        published = field.arguments.get("publishedOn")
        return lambda figure: press.sentence(figure, language, style, published)
    return {
        "code": lambda figure: figure.number.code,
        "missing": lambda figure: figure.number.missing and figure.number.missing.name,
        "dataVersion": lambda figure: figure.answer.version,
        "sourcesTotal": lambda figure: figure.sources_total,
        "unit": lambda figure: catalogue.Unit.by_key(figure.definition.unit).name,
        "kind": lambda figure: figure.definition.kind.name,
        "definitionVersion": lambda figure: figure.definition.version,
        "yearToDate": lambda figure: _printed(figure.definition, figure.to_date.value),
    }[field.name]


def _part_getter(name: str, known: Any) -> Getter:
    def get(figure: Any) -> str | None:
        code = getattr(figure.definition, name)
        return None if code is None else _printed(known[code], getattr(figure.number, name))

    return get


def _change_getter(selection: Selected) -> Getter:
    def text(language: press.Language) -> Getter:
        return lambda change: press.change_text(change, language)

    def note(language: press.Language) -> Getter:
        return lambda change: comparability_note(change, language)

    found: list[tuple[str, Getter]] = []
    for field in selection.fields:
        if field.name == "text":
            found.append((field.key, text(press.Language[field.arguments["language"]])))
        elif field.name == "comparabilityNote":
            found.append((field.key, note(press.Language[field.arguments["language"]])))
        else:
            found.append((field.key, _CHANGE[field.name]))
    return lambda change: {key: get(change) for key, get in found}


_CHANGE: dict[str, Getter] = {
    "__typename": lambda _: "Change",
    "value": lambda change: _printed(change.indicator, change.value),
    "base": lambda change: _printed(change.indicator, change.base),
    "baseCode": lambda change: change.base_code,
    "difference": lambda change: _printed(change.indicator, change.difference),
    "ratio": lambda change: None if change.ratio is None else f"{change.ratio:f}",
    "percentagePoints": lambda change: _printed(change.indicator, change.percentage_points),
    "status": lambda change: change.status.name,
    "from": lambda change: change.days and change.days[0].isoformat(),
    "to": lambda change: change.days and change.days[1].isoformat(),
    "baseFrom": lambda change: change.base_days and change.base_days[0].isoformat(),
    "baseTo": lambda change: change.base_days and change.base_days[1].isoformat(),
}
_DAYS = {"from", "to", "baseFrom", "baseTo"}


def plain(thing: Any, selection: Selected) -> dict[str, Any]:
    """The selected fields of a typed object as JSON values."""
    found: dict[str, Any] = {}
    for field in selection.fields:
        if field.name == "__typename":
            found[field.key] = selection.type_name
            continue
        found[field.key] = _plain_value(getattr(thing, snake(field.name)), field)
    return found


def _plain_value(value: Any, field: Selected) -> Any:
    if isinstance(value, list):
        return [_plain_value(item, field) for item in value]
    if isinstance(value, Enum):
        return value.name
    return plain(value, field) if field.fields and value is not None else value


def _printed(indicator: catalogue.Indicator, value: Decimal | None) -> str | None:
    return None if value is None else printed(indicator, value)


def snake(name: str) -> str:
    """A name of GraphQL as Python writes it."""
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name)
