"""What the rows of a list can be grouped by: each grouping as a name, a type and an SQL expression."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, Text, and_, case, cast, func, literal_column, or_, select
from sqlmodel import SQLModel

from schema.entities import Entity, Kind, Scalar, camel
from schema.json_text import fixed, number
from schema.pieces import Source

COUNT = "COUNT"
SUM = "SUM_"

RESERVED = frozenset({"count", "aggregate"})
"""Fields of every group beside its keys."""

# Running text: every row has its own, so that nothing is grouped by it. So has the place in the workbook.
_RUNNING_TEXT = frozenset(
    {"note", "description", "proposal", "facts", "handling", "reason", "progress", "agenda", "attendees"}
)
_PLACE_IN_WORKBOOK = frozenset({"worksheet", "row_number"})

Expression = Callable[[Source], ColumnElement[Any]]
"""The key of a row of a table."""


@dataclass(frozen=True)
class Grouping:
    """One dimension: its enum member, the field of a group that gives its key, and how the key is written.

    `scalar` is the column behind it, None for a region. `kind` is None for a region, whose key is a code.
    """

    member: str
    field: str
    """In snake_case."""
    kind: Kind | None
    description: str
    expression: Expression
    scalar: Scalar | None = None
    several: bool = False
    """The key is a list: the record counts in each of its values."""


def groupings(entity: Entity) -> Mapping[str, Grouping]:
    """The groupings of an entity by their enum member, in the order of its fields."""
    found: dict[str, Grouping] = {}
    for grouping in (*_regions(entity), *_columns(entity)):
        if grouping.member in found or grouping.field in RESERVED:
            raise ValueError(f"{entity.type_name} has two groupings {grouping.member}")
        found[grouping.member] = grouping
    return found


def summed(entity: Entity) -> Mapping[str, Scalar]:
    """The columns that are added up, by the name of their sum in GraphQL."""
    return {camel(s.name): s for s in entity.scalars.values() if s.added and s.name != "row_number"}


def _regions(entity: Entity) -> Iterator[Grouping]:
    # By the codes that the record had: as statistics do, zones count in the own level of their prefecture.
    as_of = "as of the record（按记录时的区划）"
    if "province_code" in entity.table.c:
        province: Expression = lambda t: t.c.province_code  # noqa: E731
        prefecture: Expression = lambda t: t.c.prefecture_code  # noqa: E731
    else:
        province, prefecture = _province_of, _prefecture_of
    for member, expression, said in (
        ("PROVINCE", province, f"Province, {as_of}"),
        ("PREFECTURE", prefecture, f"Prefecture, counties directly below a province beside them, {as_of}"),
        ("COUNTY", _county_of, f"County; the prefecture for its own level and its zones, {as_of}"),
    ):
        yield Grouping(member, member.lower(), None, said, expression)


def _province_of(t: Source) -> ColumnElement[Any]:
    return func.left(t.c.region_code, number(2)).concat(fixed("0000"))


def _prefecture_of(t: Source) -> ColumnElement[Any]:
    regions = SQLModel.metadata.tables["regions"]
    here, above = regions.alias(f"{t.name}_here"), regions.alias(f"{t.name}_above")
    below = or_(
        here.c.level == fixed("ZONE"),
        and_(here.c.level == fixed("COUNTY"), above.c.level == fixed("PREFECTURE")),
    )
    return (
        select(case((below, here.c.parent_code), else_=here.c.code))
        .select_from(here.outerjoin(above, above.c.code == here.c.parent_code))
        .where(here.c.code == literal_column(f"{t.name}.region_code", Text()))
        .scalar_subquery()
    )


def _county_of(t: Source) -> ColumnElement[Any]:
    code = t.c.region_code
    zone = func.substr(code, number(5), number(1)) == fixed("Z")
    return case((zone, func.left(code, number(4)).concat(fixed("00"))), else_=code)


def _columns(entity: Entity) -> Iterator[Grouping]:
    for scalar in entity.scalars.values():
        if scalar.name in _PLACE_IN_WORKBOOK:
            continue
        match scalar.kind:
            case Kind.TEXT if scalar.name not in _RUNNING_TEXT:
                yield _plain(scalar, Kind.TEXT, lambda c: func.nullif(c, fixed("")))
            case Kind.CODE:
                yield _plain(scalar, Kind.CODE, lambda c: c)
            case Kind.CODES:
                yield _plain(scalar, Kind.CODE, lambda c: c, several=True)
            case Kind.YES_NO:
                yield _yes_no(scalar)
            case Kind.COUNT if scalar.never_added:
                yield _plain(scalar, Kind.COUNT, lambda c: c)
            case Kind.DAY | Kind.MONTH:
                yield from _times(scalar)


def _plain(
    scalar: Scalar,
    kind: Kind,
    of: Callable[[ColumnElement[Any]], ColumnElement[Any]],
    *,
    several: bool = False,
) -> Grouping:
    said = scalar.description
    if several:
        said += " - a record with two counts in both, so that groups do not add up to the total（多值字段：一条记录在每个值中各计一次，不可加总）"
    return Grouping(
        scalar.name.upper(),
        scalar.name,
        kind,
        said,
        lambda t: of(t.c[scalar.column]),
        scalar,
        several,
    )


def _yes_no(scalar: Scalar) -> Grouping:
    if scalar.equals is None:
        return _plain(scalar, Kind.YES_NO, lambda c: c)
    equals = scalar.equals
    return _plain(scalar, Kind.YES_NO, lambda c: c == fixed(equals))


def _times(scalar: Scalar) -> Iterator[Grouping]:
    """Months as dates, quarters as 2021-Q1, years as numbers."""
    stem = scalar.name.upper()
    # A month grouped by month is called by its own name.
    month = stem if scalar.kind is Kind.MONTH else f"{stem}_MONTH"

    def of_month(t: Source) -> ColumnElement[Any]:
        return cast(func.date_trunc(fixed("month"), t.c[scalar.column]), Date)

    def of_quarter(t: Source) -> ColumnElement[Any]:
        return func.to_char(t.c[scalar.column], literal_column("'YYYY-\"Q\"Q'"))

    def of_year(t: Source) -> ColumnElement[Any]:
        return cast(func.extract("year", t.c[scalar.column]), Integer)

    yield Grouping(month, month.lower(), Kind.MONTH, f"{scalar.description}: month（按月）", of_month, scalar)
    quarter, year = f"{stem}_QUARTER", f"{stem}_YEAR"
    yield Grouping(
        quarter,
        quarter.lower(),
        Kind.PLAIN,
        f"{scalar.description}: quarter, 2021-Q1（按季）",
        of_quarter,
        scalar,
    )
    yield Grouping(year, year.lower(), Kind.COUNT, f"{scalar.description}: year（按年）", of_year, scalar)
