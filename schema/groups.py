"""The groups of a list as one statement: keys, conditions on groups, order, the first of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    FromClause,
    Integer,
    Numeric,
    Select,
    Text,
    and_,
    case,
    cast,
    column,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY, aggregate_order_by

from hub.errors import HubError
from schema.entities import Entity, Kind, camel
from schema.filters import compared
from schema.group_types import DIMENSIONS_MAX
from schema.groupings import COUNT, SUM, Grouping, groupings, summed
from schema.json_text import Piece, concatenated, fixed, json_value, number, response_key
from schema.pieces import Source, aggregate, braced
from schema.plans import Binds, Given, Limits, too_many

if TYPE_CHECKING:
    from schema.compiler import _Building

ORDERS_MAX = 5

Rows = Callable[[Select[Any], Source], Select[Any]]
"""A statement over a table becomes the same over the rows of the list only."""


@dataclass(frozen=True)
class _Ordered:
    """One item of the order of groups: its expression over the rows, its name among the columns of the groups."""

    expression: ColumnElement[Any]
    name: str
    descending: bool = False

    def over(self, value: ColumnElement[Any]) -> ColumnElement[Any]:
        """The order of a value; blank ones stand last in both directions."""
        return (value.desc() if self.descending else value.asc()).nulls_last()


def groups(building: _Building, entity: Entity, given: Given, rows: Rows) -> Select[Any]:
    """The groups of a list as a statement of one row and one column `json`, JSON without the brackets."""
    dimensions = _dimensions(entity, given)
    table = building.table_of(entity, building.name("t"))
    keys, sources = _keys(building, dimensions, table)
    orders = _orders(entity, given, dimensions, table)
    columns = [key.label(f"k{i}") for i, key in enumerate(keys)]
    columns.append(cast(func.count(), Text).label("n"))
    columns += [o.expression.label(o.name) for o in orders if not o.name.startswith("k")]
    columns += [
        concatenated(aggregate(entity, child, table)).label(f"a{i}")
        for i, child in enumerate(given.fields)
        if child.name == "aggregate"
    ]
    found = rows(select(*columns), table).select_from(*sources)
    found = found.group_by(*(number(i + 1) for i in range(len(keys))))
    having = _having(entity, given.arguments.get("having") or {}, table, building.binds)
    found = found.having(and_(true(), *having)) if having else found
    ordinal = {f"k{i}": number(i + 1) for i in range(len(keys))}
    found = found.order_by(*(o.over(ordinal.get(o.name, o.expression)) for o in orders))
    found = found.limit(building.binds.bind(given.arguments.get("first"), Integer(), _size))
    page = found.lateral(building.name("g"))
    object_, joins = _object(building, given, dimensions, page.name)
    source: FromClause = page
    for other, condition in joins:
        source = source.outerjoin(other, condition)
    ordered = aggregate_order_by(
        fixed(","), *(o.over(literal_column(f"{page.name}.{o.name}")) for o in orders)
    )
    listed = func.coalesce(func.string_agg(concatenated(object_), ordered), fixed(""))
    return select(listed.label("json")).select_from(source)


def _dimensions(entity: Entity, given: Given) -> list[Grouping]:
    named: Sequence[str] = list(dict.fromkeys(given.arguments["by"]))
    if not named:
        raise HubError("分组至少需要一个维度。", "Name at least one dimension to group by.")
    if len(named) > DIMENSIONS_MAX:
        raise too_many(
            f"最多按 {DIMENSIONS_MAX} 个维度分组", f"Groups have at most {DIMENSIONS_MAX} dimensions"
        )
    known = groupings(entity)
    return [known[name] for name in named]


def _keys(
    building: _Building, dimensions: Sequence[Grouping], table: Source
) -> tuple[list[ColumnElement[Any]], list[FromClause]]:
    """The expressions of the keys, and the values of list columns as sources beside the rows."""
    keys: list[ColumnElement[Any]] = []
    sources: list[FromClause] = []
    for dimension in dimensions:
        if not dimension.several:
            keys.append(dimension.expression(table))
            continue
        assert dimension.scalar is not None
        values = literal_column(f"{table.name}.{dimension.scalar.column}", ARRAY(Text))
        # A record without values stands in the group of blanks; a value that stands twice counts once.
        blank = func.coalesce(func.cardinality(values), number(0)) == number(0)
        listed = case((blank, literal_column("cast(array[null] as text[])")), else_=values)
        each = func.unnest(listed).table_valued(column("v", Text)).render_derived(name=building.name("u"))
        value = select(each.c.v).distinct().lateral(building.name("w"))
        sources.append(value)
        keys.append(value.c.v)
    return keys, sources


def _orders(entity: Entity, given: Given, dimensions: Sequence[Grouping], table: Source) -> list[_Ordered]:
    """What the groups are ordered by; every key at the end, so that the order is always the same."""
    asked: Sequence[Mapping[str, str]] = given.arguments.get("orderBy") or ()
    if len(asked) > ORDERS_MAX:
        raise too_many(f"分组最多按 {ORDERS_MAX} 项排序", f"At most {ORDERS_MAX} fields order groups")
    members = [d.member for d in dimensions]
    sums = {SUM + s.name.upper(): s for s in summed(entity).values()}
    found: list[_Ordered] = []
    for index, item in enumerate(asked):
        name, descending = item["field"], item.get("direction") == "DESC"
        if name == COUNT:
            found.append(_Ordered(func.count(), f"o{index}", descending))
        elif name in sums:
            found.append(_Ordered(func.sum(table.c[sums[name].column]), f"o{index}", descending))
        elif name in members:
            found.append(_Ordered(number(0), f"k{members.index(name)}", descending))
        else:
            raise HubError(
                f"未按 {name} 分组，不能按它排序。可用：{', '.join([COUNT, *members, *sums])}。",
                f"Groups are not by {name}: they are ordered by {', '.join([COUNT, *members, *sums])}.",
            )
    return [*found, *(_Ordered(number(0), f"k{i}") for i in range(len(members)))]


def _having(
    entity: Entity, wanted: Mapping[str, Any], table: Source, binds: Binds
) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for operator, operand in (wanted.get("count") or {}).items():
        if operand is not None:
            found.append(compared(func.count(), BigInteger(), operator, operand, binds))
    sums = summed(entity)
    for name, operators in (wanted.get("sum") or {}).items():
        scalar = sums[name]
        of_type = Numeric() if scalar.kind is Kind.MONEY else BigInteger()
        for operator, operand in (operators or {}).items():
            if operand is not None:
                value = func.sum(table.c[scalar.column])
                found.append(compared(value, of_type, operator, operand, binds))
    return found


def _object(
    building: _Building, given: Given, dimensions: Sequence[Grouping], page: str
) -> tuple[list[Piece], list[tuple[FromClause, ColumnElement[bool]]]]:
    """One group as a JSON object; what its regions need is among the joins."""
    by_field = {camel(d.field): (i, d) for i, d in enumerate(dimensions)}
    joins: list[tuple[FromClause, ColumnElement[bool]]] = []
    pieces: list[Piece] = []
    for index, child in enumerate(given.fields):
        pieces += [",", response_key(child.key)]
        if child.name == "__typename":
            pieces.append(f'"{given.type_name}"')
        elif child.name == "count":
            pieces.append(literal_column(f"{page}.n", Text()))
        elif child.name == "aggregate":
            pieces.append(literal_column(f"{page}.a{index}", Text()))
        elif child.name not in by_field:
            pieces.append("null")
        else:
            at, dimension = by_field[child.name]
            if dimension.kind is None:
                key = literal_column(f"{page}.k{at}", Text())
                regions = building.compiler.entities["regions"]
                pieces.append(building.found_by(regions, {"code": key}, child, joins))
            else:
                key = literal_column(f"{page}.k{at}")
                pieces.append(json_value(dimension.kind, key, nullable=True))
    return braced(pieces), joins


def _size(first: int | None, limits: Limits) -> int:
    if first is None:
        return limits.page_size_default
    if first < 0:
        raise HubError("first 不能为负数。", "`first` cannot be negative.")
    if first > limits.page_size_max:
        raise too_many(
            f"一次最多 {limits.page_size_max} 组，请增加筛选或分组条件",
            f"`first` is at most {limits.page_size_max} groups; ask with a narrower `where` or `having`",
        )
    return first
