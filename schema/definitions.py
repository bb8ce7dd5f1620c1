"""GraphQL types of the catalogue: what an indicator is, its editions, what it can be grouped and filtered by."""

from __future__ import annotations

import datetime
from enum import Enum
from typing import Any

import strawberry
from strawberry import UNSET

from hub.indicators import catalogue
from hub.indicators import question as asked


def enum_of(name: str, members: dict[str, str], description: str) -> Any:
    """A GraphQL enum whose values equal their names."""
    values = {code: strawberry.enum_value(code, description=said) for code, said in members.items()}
    return strawberry.enum(Enum(name, values), name=name, description=description)  # type: ignore[call-overload]


def told(description: str, name: str | None = None) -> Any:
    """A field with its description."""
    return strawberry.field(description=description, name=name)


_PLACES_AND_TIMES = {
    "PROVINCE": ("省", "Province"),
    "PREFECTURE": ("市", "Prefecture, counties directly below a province beside them"),
    "COUNTY": ("县", "County, the prefecture's own level beside them"),
    "MONTH": ("月", "Month"),
    "QUARTER": ("季", "What lies of each quarter in the window"),
    "YEAR": ("年", "What lies of each year in the window"),
}
_LABELS = _PLACES_AND_TIMES | {name.upper(): labels for name, labels in catalogue.DIMENSIONS.items()}

Dimension: Any = enum_of(
    "Dimension",
    {name: f"{en}（{zh}）" for name, (zh, en) in _LABELS.items()},
    "What figures can be grouped by（分组维度）.",
)
IndicatorKind: Any = enum_of(
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
Unit: Any = enum_of(
    "Unit",
    {unit.name: f"{unit.en or 'things'}（{unit.zh or '个数'}）" for unit in catalogue.Unit},
    "What a figure is counted in（计量单位）.",
)
RoundingMode: Any = enum_of(
    "RoundingMode",
    {
        "HALF_UP": "A half is rounded up（四舍五入）",
        "HALF_EVEN": "A half is rounded to the even neighbour（四舍六入五成双）",
        "DOWN": "Cut off（截尾）",
    },
    "How a value is rounded for print（修约方式）.",
)


@strawberry.type(description="How values are printed（修约）.")
class Rounding:
    """Exact values stay behind it: numerator, denominator and ratio are never rounded."""

    decimals: int = told("Decimals, at most（小数位数）")
    mode: RoundingMode = told("How（修约方式）")
    zeros: bool = told("Whether zeros behind the point are printed（是否保留末尾的零）")


@strawberry.type(description="What a definition says in one edition, and since when（定义版本）.")
class IndicatorEdition:
    """It counts for windows that end on `validFrom` or later, as asked on `knownFrom` or later."""

    version: str = told("Version（版本）")
    valid_from: datetime.date = told("First day on which a window may end（定义起始日）")
    known_from: datetime.date = told("Day since which the hub has it（启用日）")
    definition_zh: str = told("Definition in Chinese（中文定义）")
    definition_en: str = told("Definition in English（英文定义）")
    comparable: bool = told("Whether figures may be compared with the edition before（与上一版是否可比）")


@strawberry.type(description="A dimension with its labels（维度）.")
class DimensionLabel:
    """How a dimension is called."""

    dimension: Dimension = told("Dimension（维度）")
    zh: str = told("Label in Chinese（中文）")
    en: str = told("Label in English（英文）")


@strawberry.type(description="What an indicator is and how it is counted（指标）.")
class Indicator:
    """One definition of the catalogue."""

    code: str = told("Code, such as supported_lawsuits_handled（代码）")
    field: str = told("Field of StatisticsRow that gives it（字段名）")
    zh: str = told("Name in Chinese（中文名称）")
    en: str = told("Name in English（英文名称）")
    definition_zh: str = told("Definition in Chinese; it names the date that it counts by（中文定义）")
    definition_en: str = told("Definition in English; it names the date that it counts by（英文定义）")
    source: str = told("Ledgers that it is counted from（数据来源）")
    unit: Unit = told("Unit（计量单位）")
    word_zh: str = told("Counting word in Chinese, such as 件（中文量词）")
    word_en: str = told("What is counted, in English, in the plural（英文量词）")
    kind: IndicatorKind = told("Kind（指标类型）")
    agency: str = told("Agency that answers for it（责任部门）")
    version: str = told("Version of the definition（定义版本）")
    valid_from: datetime.date = told("First day for which it is defined（定义起始日）")
    editions: list[IndicatorEdition] = told("All editions of the definition, the newest first（各版定义）")
    rounding: Rounding = told("How its values are printed（修约）")
    ledgers: list[str] = told("Names of the ledgers that it reads（台账）")
    dates: list[str] = told("Columns that it counts by（统计日期字段）")
    dimensions: list[Dimension] = told("What it can be grouped by（可用维度）")
    dimension_labels: list[DimensionLabel] = told("The same with labels（可用维度名称）")
    filters: list[str] = told("Fields of StatisticsFilter that it has（可用条件）")
    numerator: str | None = told("Code of the numerator of a ratio（分子）")
    denominator: str | None = told("Code of the denominator of a ratio（分母）")


def _filter_type() -> Any:
    """Conditions on the records that are counted: a list for every dimension, and what every ledger may have."""
    fields: dict[str, tuple[Any, str]] = {
        name: (list[str] | None, f"{en.split(';')[0]}（{zh}）")
        for name, (zh, en) in catalogue.DIMENSIONS.items()
        if name not in asked.COLUMN_FILTERS
    }
    fields["employer"] = str | None, "Unified social credit code of the employer（统一社会信用代码）"
    fields["record"] = str | None, "Case or document number（案号或文号）"
    fields["from_agency"] = str | None, "Code of the sending agency（移送部门）"
    fields["to_agency"] = str | None, "Code of the receiving agency（接收部门）"
    fields["pushed_to_province"] = bool | None, "Whether pushed to the province（是否报省）"
    namespace: dict[str, Any] = {
        name: strawberry.field(default=UNSET, description=said) for name, (_, said) in fields.items()
    }
    namespace["__annotations__"] = {name: kind for name, (kind, _) in fields.items()}
    namespace["__doc__"] = "A condition on what an indicator does not record is an error with a hint."
    return strawberry.input(
        type("StatisticsFilter", (), namespace),
        description="Conditions on the records that are counted; all that are given must hold（条件）.",
    )


StatisticsFilter: Any = _filter_type()


def indicator_of(indicator: catalogue.Indicator, known: Any) -> Indicator:
    """An edition of a definition as GraphQL gives it."""
    parts = [part for _, part in asked.parts_of(indicator, known)]
    by = [d.name for d in asked.legal_dimensions(indicator, known)]
    filters = asked.filters_of(indicator, known)
    return Indicator(
        code=indicator.code,
        field=indicator.field,
        zh=indicator.zh,
        en=indicator.en,
        definition_zh=indicator.definition_zh,
        definition_en=indicator.definition_en,
        source=indicator.source,
        unit=Unit[catalogue.Unit.by_key(indicator.unit).name],
        word_zh=indicator.word_zh,
        word_en=indicator.word_en,
        kind=IndicatorKind[indicator.kind.name],
        agency=indicator.agency,
        version=indicator.version,
        valid_from=indicator.valid_from,
        editions=[_edition(edition) for edition in known.get(indicator.code, indicator).editions],
        rounding=Rounding(
            decimals=indicator.rounding.decimals,
            mode=RoundingMode[indicator.rounding.mode.upper()],
            zeros=indicator.rounding.zeros,
        ),
        ledgers=list(dict.fromkeys(part.ledger for part in parts)),
        dates=[
            name
            for name in dict.fromkeys(d for part in parts for d in (part.date, part.until, part.year))
            if name is not None
        ],
        dimensions=[Dimension[name] for name in by],
        dimension_labels=[
            DimensionLabel(dimension=Dimension[name], zh=_LABELS[name][0], en=_LABELS[name][1]) for name in by
        ],
        filters=[asked.camel(name) for name in filters],
        numerator=indicator.numerator,
        denominator=indicator.denominator,
    )


def _edition(edition: catalogue.Indicator) -> IndicatorEdition:
    return IndicatorEdition(
        version=edition.version,
        valid_from=edition.valid_from,
        known_from=edition.known_from,
        definition_zh=edition.definition_zh,
        definition_en=edition.definition_en,
        comparable=edition.comparable,
    )


def filters(where: StatisticsFilter | None) -> dict[str, object]:
    """The filters that are given, by their names in a question."""
    if where is None:
        return {}
    return {name: value for name, value in vars(where).items() if value is not UNSET and value is not None}
