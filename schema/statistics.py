"""The root fields of statistics: one statement for all figures of a field, and the catalogue of indicators."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from decimal import Decimal
from types import GenericAlias
from typing import Annotated, Any

import orjson
import strawberry
from strawberry import UNSET

from hub.errors import HubError
from hub.indicators import catalogue as definitions
from hub.indicators import question as engine
from hub.indicators.asking import PAGES_MAX, check_rows, planned
from hub.indicators.figures import Answer, Figure, Row, answer
from hub.indicators.numbers import Number
from hub.indicators.question import Asked, Question, labels_of, parts_of
from hub.regions import NOW, province_of, register
from schema import figures, reported
from schema.context import Info
from schema.definitions import Dimension, Indicator, StatisticsFilter, filters, indicator_of
from schema.figures import CodeLabel, RegionBasis, figure_getter, plain
from schema.filter_types import OrderDirection
from schema.pieces import in_china
from schema.plans import Limits
from schema.regions import Region
from schema.scalars import Month, RegionCode
from schema.selection import Selected, selected
from schema.sources import sources_wanted


@strawberry.input(
    description="An order of rows: by an indicator's value or by a dimension, one of them（排序）."
)
class StatisticsOrder:
    """Missing values stand last in both directions."""

    indicator: str | None = strawberry.field(
        default=UNSET, description="Code or field name of a selected indicator（指标）"
    )
    dimension: Dimension | None = strawberry.field(
        default=UNSET, description="A dimension grouped by（维度）"
    )
    direction: OrderDirection = strawberry.field(default=OrderDirection.ASC, description="Direction（方向）")


def statistics_row(catalogue: Mapping[str, definitions.Indicator]) -> Any:
    """The type StatisticsRow: a field for every indicator of a catalogue."""
    fields: dict[str, tuple[Any, str]] = {
        "region": (
            Region | None,
            "Region of the group; `within` where no region dimension is asked for（地区）",
        ),
        "own_level": (bool, "By COUNTY: records of no county, region is then the prefecture（是否本级）"),
        "month": (Month | None, "Month（月份）"),
        "quarter": (str | None, "Quarter, written 2021-Q1（季度）"),
        "year": (int | None, "Year（年份）"),
        **{name: (CodeLabel | None, f"{said}") for name, said in _CODE_FIELDS.items()},
    }
    for indicator in catalogue.values():
        said = f"{indicator.zh}：{indicator.definition_zh} {indicator.en}: {indicator.definition_en}"
        fields[indicator.code] = (figures.Figure, said)
    namespace: dict[str, Any] = {
        name: strawberry.field(description=said) for name, (_, said) in fields.items()
    }
    namespace["__annotations__"] = {name: kind for name, (kind, _) in fields.items()}
    namespace["__doc__"] = "One group."
    return strawberry.type(
        type("StatisticsRow", (), namespace),
        description="One group of figures; a dimension not grouped by is null（统计行）.",
    )


_CODE_FIELDS = {name: f"{en}（{zh}）" for name, (zh, en) in definitions.DIMENSIONS.items()}


def statistics_query(catalogue: Mapping[str, definitions.Indicator]) -> Any:
    """The root fields over a catalogue."""
    row_type = statistics_row(catalogue)
    by_field = {indicator.field: indicator for indicator in catalogue.values()}

    async def statistics(
        info: Info,
        within: Annotated[RegionCode, strawberry.argument(description="Region（地区）")],
        first_month: Annotated[
            Month, strawberry.argument(name="from", description="First month（起始月份）")
        ],
        last_month: Annotated[Month, strawberry.argument(name="to", description="Last month（截止月份）")],
        on: Annotated[
            datetime.date | None,
            strawberry.argument(
                description="Cut-off day; left out: the end of `to`, not later than the newest data（统计截止日）"
            ),
        ] = None,
        by: Annotated[
            list[Dimension], strawberry.argument(description="Dimensions of the groups（分组）")
        ] = [],  # noqa: B006
        where: Annotated[
            StatisticsFilter | None, strawberry.argument(description="Which records count（条件）")
        ] = None,
        as_of: Annotated[
            datetime.datetime | None,
            strawberry.argument(description="What the hub knew at that time（按当时数据）"),
        ] = None,
        data_version: Annotated[
            int | None,
            strawberry.argument(description="Exactly this data version, instead of `asOf`（数据版本）"),
        ] = None,
        regions: Annotated[
            RegionBasis,
            strawberry.argument(description="Under which code a succeeded region counts（区划口径）"),
        ] = RegionBasis.OF_THE_TIME,
        order_by: Annotated[
            list[StatisticsOrder] | None,
            strawberry.argument(description="Order; left out: region, time, code（排序）"),
        ] = None,
        first: Annotated[
            int | None, strawberry.argument(description="At most this many rows（行数）")
        ] = None,
    ) -> Any:
        viewer = info.context.require_viewer()
        viewer.require("data.read")
        selection = selected(info)
        asked = _asked(selection, by_field, info.context.limits)
        limit = info.context.limits.page_size_max * PAGES_MAX
        question, plan, hidden = planned(
            Question(
                within,
                first_month,
                last_month,
                asked,
                tuple(engine.Dimension[d.name] for d in by),
                filters(where),
                on,
                None if as_of is None else in_china(as_of),
                data_version,
                regions=engine.RegionBasis[regions.name],
            ),
            catalogue,
            viewer,
            limit,
        )
        text = await (await info.context.reading()).fetch_value(plan.sql, plan.params, custom_plan=True)
        found = answer(question, catalogue, plan, text, hidden)
        rows = _ordered(found, order_by or [], catalogue, by_field)
        if first is not None:
            if first < 0:
                raise HubError("first 不能为负数。", "`first` must not be negative.")
            rows = rows[:first]
        check_rows(len(rows), limit)
        write = _row_getter(selection, found, by_field, catalogue)
        return orjson.Fragment(orjson.dumps([write(row) for row in rows]))

    async def indicators(
        info: Info,
        agency: Annotated[str | None, strawberry.argument(description="Code of an agency（部门）")] = None,
        search: Annotated[
            str | None, strawberry.argument(description="Part of a code, name or definition（关键词）")
        ] = None,
    ) -> list[Indicator]:
        info.context.require_viewer()
        return [
            indicator_of(found, catalogue)
            for found in catalogue.values()
            if (not agency or agency in (found.agency, *found.agencies))
            and (not search or _matches(found, search))
        ]

    async def indicator(
        info: Info, code: Annotated[str, strawberry.argument(description="Code or field name（代码）")]
    ) -> Indicator | None:
        info.context.require_viewer()
        found = catalogue.get(code) or by_field.get(code)
        return None if found is None else indicator_of(found, catalogue)

    statistics.__annotations__["return"] = GenericAlias(list, (row_type,))
    namespace = {
        "__doc__": "Root fields of statistics.",
        "statistics": strawberry.field(
            resolver=statistics,
            description="Figures of a region and window, one row a group; regions and months without records "
            "are listed, codes without are not（统计）.",
        ),
        "indicators": strawberry.field(resolver=indicators, description="The indicators（指标列表）."),
        "indicator": strawberry.field(resolver=indicator, description="An indicator by its code（指标）."),
    }
    return strawberry.type(type("StatisticsQuery", (), namespace))


def _asked(
    selection: Selected, by_field: Mapping[str, definitions.Indicator], limits: Limits
) -> tuple[Asked, ...]:
    """The selected indicators, each once, with all windows that its selections need."""
    found: dict[str, Asked] = {}
    for field in selection.fields:
        indicator = by_field.get(field.name)
        if indicator is None:
            continue
        before = found.get(field.name, Asked(indicator))
        found[field.name] = Asked(
            indicator,
            before.readings | figures.readings_of(field),
            before.coverage or field.named("coverage") is not None,
            tuple(dict.fromkeys((*before.sources, *sources_wanted(field, limits)))),
            before.reported or any(name in (f.name for f in field.fields) for name in reported.FIELDS),
        )
    return tuple(found.values())


def _ordered(
    found: Answer,
    orders: list[StatisticsOrder],
    catalogue: Mapping[str, definitions.Indicator],
    by_field: Mapping[str, definitions.Indicator],
) -> list[Row]:
    rows = found.rows
    for order in reversed(orders):
        key = _order_key(found, order, catalogue, by_field)
        known = [(key(row), row) for row in rows]
        told = [pair for pair in known if pair[0] is not None]
        told.sort(key=lambda pair: pair[0], reverse=order.direction.name == "DESC")
        rows = [row for _, row in told] + [row for value, row in known if value is None]
    return rows


def _order_key(
    found: Answer,
    order: StatisticsOrder,
    catalogue: Mapping[str, definitions.Indicator],
    by_field: Mapping[str, definitions.Indicator],
) -> Callable[[Row], Any]:
    if order.indicator and not order.dimension:
        indicator = catalogue.get(order.indicator) or by_field.get(order.indicator)
        if indicator is not None and any(a.indicator is indicator for a in found.question.asked):
            known = indicator
            return lambda row: _sorting(Figure(found, known, row).number)
        raise HubError(
            f"只能按所选指标排序：{order.indicator} 未被选择。",
            f"Rows are ordered by a selected indicator: {order.indicator} is not selected.",
        )
    dimension = order.dimension and engine.Dimension[order.dimension.name]
    if dimension is None or order.indicator or dimension not in found.question.by:
        raise HubError(
            "排序须指定一个所选指标，或一个分组维度。",
            "An order names one selected indicator or one dimension that is grouped by.",
        )
    if dimension in engine.REGION_DIMENSIONS:
        return _region_key(dimension)
    if dimension is engine.Dimension.YEAR:
        return lambda row: row.time.first.year
    if dimension is engine.Dimension.QUARTER:
        return lambda row: row.time.quarter
    if dimension is engine.Dimension.MONTH:
        return lambda row: row.t
    at = found.question.codes.index(dimension.name.lower())
    return lambda row: row.codes[at]


def _region_key(dimension: engine.Dimension) -> Callable[[Row], str]:
    """Rows of one province are alike by PROVINCE, also where finer groups are shown."""
    if dimension is engine.Dimension.PROVINCE:
        return lambda row: province_of(row.place.region)
    if dimension is engine.Dimension.PREFECTURE:
        return lambda row: register().prefecture_of(row.place.region)
    return lambda row: row.place.key


def _sorting(number: Number) -> Decimal | str | None:
    return number.code if number.value is None else number.value


def _row_getter(
    selection: Selected,
    found: Answer,
    by_field: Mapping[str, definitions.Indicator],
    catalogue: Mapping[str, definitions.Indicator],
) -> Callable[[Row], dict[str, Any]]:
    getters: list[tuple[str, Callable[[Row], Any]]] = []
    for field in selection.fields:
        indicator = by_field.get(field.name)
        if indicator is not None:
            getters.append((field.key, _indicator_getter(found, indicator, field, catalogue)))
        else:
            getters.append((field.key, _group_getter(found, field, catalogue)))
    return lambda row: {key: get(row) for key, get in getters}


def _indicator_getter(
    found: Answer,
    indicator: definitions.Indicator,
    field: Selected,
    catalogue: Mapping[str, definitions.Indicator],
) -> Callable[[Row], Any]:
    write = figure_getter(field, indicator, catalogue)
    return lambda row: write(Figure(found, indicator, row))


def _group_getter(
    found: Answer, field: Selected, catalogue: Mapping[str, definitions.Indicator]
) -> Callable[[Row], Any]:
    by = found.question.by
    time = found.question.time_level
    if field.name == "__typename":
        return lambda _: "StatisticsRow"
    if field.name == "region":
        return _region_getter(field)
    if field.name == "ownLevel":
        return lambda row: row.place.own_level
    if field.name == "month":
        return lambda row: f"{row.time.first:%Y-%m}" if time is engine.Dimension.MONTH else None
    if field.name == "quarter":
        quarters = engine.Dimension.QUARTER in by
        return lambda row: row.time.quarter if quarters else None
    if field.name == "year":
        years = engine.Dimension.YEAR in by
        return lambda row: row.time.first.year if years else None
    dimension = figures.snake(field.name)
    if dimension not in found.question.codes:
        return lambda _: None
    at = found.question.codes.index(dimension)
    labels = _labels(found, dimension, catalogue)
    return lambda row: plain(labels.get(row.codes[at]) or _free(row.codes[at]), field)


def _region_getter(field: Selected) -> Callable[[Row], Any]:
    shown: dict[tuple[str, int], dict[str, Any]] = {}

    def get(row: Row) -> dict[str, Any]:
        key = (row.place.region, row.time.last.year)
        if key not in shown:
            shown[key] = plain(_Shown(*key), field)
        return shown[key]

    return get


class _Shown:
    """A region with the name that it had in a year."""

    def __init__(self, code: str, year: int) -> None:
        record = register().by_code(code, year)
        successor = register().current_code(code, NOW)
        self.code = code
        self.name = record.name if record else code
        self.level = record.level if record else None
        self.parent_code = record.parent_code if record else None
        self.valid_from_year = record.valid_from_year if record else None
        self.valid_to_year = record.valid_to_year if record else None
        self.successor_code = None if successor == code else successor


def _labels(
    found: Answer, dimension: str, catalogue: Mapping[str, definitions.Indicator]
) -> dict[str | None, CodeLabel]:
    labels: dict[str | None, CodeLabel] = {None: CodeLabel(code=engine.UNKNOWN, zh="未填写", en="Unknown")}
    for asked in found.question.asked:
        for _, part in parts_of(asked.indicator, catalogue):
            known = labels_of(part, dimension) if dimension in part.dimensions else None
            for code, (zh, en) in (known or {}).items():
                labels[code] = CodeLabel(code=code, zh=zh, en=en)
    return labels


def _free(code: str | None) -> CodeLabel:
    assert code is not None
    return CodeLabel(code=code, zh=code, en=code)


def _matches(indicator: definitions.Indicator, search: str) -> bool:
    texts = (
        indicator.code,
        indicator.field,
        indicator.zh,
        indicator.en,
        indicator.definition_zh,
        indicator.definition_en,
    )
    return any(search.casefold() in text.casefold() for text in texts)


StatisticsQuery: Any = statistics_query(definitions.indicators())
