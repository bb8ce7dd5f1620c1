"""What a `where` argument says, as SQL conditions over the columns of an entity."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Text, and_, any_, false, func, not_, or_, true
from sqlalchemy.dialects import postgresql
from sqlalchemy.sql.selectable import FromClause, NamedFromClause
from sqlalchemy.sql.type_api import TypeEngine

from hub.regions import bounds, province_of
from schema.entities import Entity, Kind, Scalar, camel
from schema.plans import Binds, Leaf, Limits, outside_bounds, too_many, within_list_limit

DEPTH_MAX = 6
CONDITIONS_MAX = 200

# Larger than any character that follows, so that `>= x and < x + LAST` is "starts with x": leakproof, indexed.
_LAST = chr(0x10FFFF)


class Filter:
    """Builds the conditions of one `where`, counting them against the limits."""

    def __init__(self, entity: Entity, table: NamedFromClause[Any], binds: Binds) -> None:
        self._entity = entity
        self._table = table
        self._binds = binds
        self._fields = {camel(s.name): s for s in entity.scalars.values()}
        self._count = 0

    def condition(self, where: Mapping[str, Any] | None, depth: int = 1) -> ColumnElement[bool]:
        """All of what `where` says; a field that is null says nothing."""
        if depth > DEPTH_MAX:
            raise too_many(f"筛选条件最多嵌套 {DEPTH_MAX} 层", f"Filters nest at most {DEPTH_MAX} deep")
        parts = [self._part(name, value, depth) for name, value in (where or {}).items() if value is not None]
        return and_(true(), *parts)

    def _part(self, name: str, value: Any, depth: int) -> ColumnElement[bool]:
        self._count += 1
        if self._count > CONDITIONS_MAX:
            raise too_many(
                f"筛选条件最多 {CONDITIONS_MAX} 个", f"A filter has at most {CONDITIONS_MAX} conditions"
            )
        if name == "and":
            return and_(true(), *(self.condition(v, depth + 1) for v in value))
        if name == "or":
            return or_(false(), *(self.condition(v, depth + 1) for v in value))
        if name == "not":
            # A comparison with a missing value is unknown; "not" asks for the rows where it does not hold.
            return not_(func.coalesce(self.condition(value, depth + 1), false()))
        if name == "within":
            return within_region(self._table, value, self._binds)
        if name == "region":
            return self._column("region_code") == self._binds.bind(value, Text())
        if name == "employer":
            key = self._binds.bind(value, Text())
            return or_(*(self._column(c) == key for c in self._entity.employer_columns))
        scalar = self._fields[name]
        if scalar.kind is Kind.YES_NO:
            return self._yes_no(scalar, value)
        operators = [
            self._operator(scalar, operator, operand)
            for operator, operand in value.items()
            if operand is not None
        ]
        return and_(true(), *operators)

    def _column(self, name: str) -> ColumnElement[Any]:
        column: ColumnElement[Any] = self._table.c[name]
        return column

    def _yes_no(self, scalar: Scalar, wanted: bool) -> ColumnElement[bool]:
        column = self._column(scalar.column)
        if scalar.equals is not None:
            return column == scalar.equals if wanted else column != scalar.equals
        return column.is_(wanted)

    def _operator(self, scalar: Scalar, operator: str, operand: Any) -> ColumnElement[bool]:
        column = self._column(scalar.column)
        of_type: TypeEngine[Any] = self._entity.column_type(scalar.column)
        bind = self._binds.bind
        if operator == "containsAny":
            return column.op("&&")(bind(operand, postgresql.ARRAY(Text), within_list_limit))
        if operator == "contains" and scalar.kind is Kind.CODES:
            return column.op("@>")(bind(operand, postgresql.ARRAY(Text), lambda value, _: [value]))
        if operator == "contains":
            return column.like(bind(operand, Text(), _anywhere), escape="\\")
        if operator == "startsWith":
            return and_(
                column >= bind(operand, Text()),
                column < bind(operand, Text(), lambda value, _: value + _LAST),
            )
        return compared(column, of_type, operator, operand, self._binds)


def compared(
    value: ColumnElement[Any], of_type: TypeEngine[Any], operator: str, operand: Any, binds: Binds
) -> ColumnElement[bool]:
    """A comparison of a value of a database type with an operand of the filter types: eq, in, gt, isNull ..."""
    if operator == "isNull":
        return value.is_(None) if operand else value.is_not(None)
    if operator == "in":
        return value == any_(binds.bind(operand, ARRAY(of_type), within_list_limit))
    wanted = binds.bind(operand, of_type)
    match operator:
        case "eq":
            return value == wanted
        case "gt":
            return value > wanted
        case "gte":
            return value >= wanted
        case "lt":
            return value < wanted
        case "lte":
            return value <= wanted
    raise AssertionError(operator)


def within_region(table: FromClause, region: Leaf, binds: Binds) -> ColumnElement[bool]:
    """A region and all below it, with the codes that it wholly succeeded.

    Where the table keeps the province it is asked for by its code, which the primary keys begin with.
    """
    code = table.c.region_code
    province: ColumnElement[bool] = true()
    if "province_code" in table.c and region.reach in ("PROVINCE", "BOUNDS"):
        province = table.c.province_code == binds.bind(region, Text(), lambda value, _: province_of(value))
    if region.reach == "NATION" or (region.reach == "PROVINCE" and "province_code" in table.c):
        return province
    inside = and_(
        province,
        code >= binds.bind(region, Text(), lambda value, _: bounds(value)[0]),
        code < binds.bind(region, Text(), lambda value, _: bounds(value)[1]),
    )
    if region.reach != "BOUNDS_AND_CODES":
        return inside
    return or_(inside, code == any_(binds.bind(region, ARRAY(Text), lambda value, _: outside_bounds(value))))


def _anywhere(value: str, _: Limits) -> str:
    escaped = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
