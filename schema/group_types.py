"""GraphQL types of groups: what a list can be grouped by, conditions on groups, their order, the groups."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import strawberry

from schema.deriving import argument, described, enum_of, filled, list_of, optional
from schema.entities import Entity, Kind, Scalar
from schema.filter_types import CountFilter, MoneyFilter, OrderDirection
from schema.groupings import COUNT, SUM, Grouping, groupings, summed
from schema.regions import Region
from schema.scalars import Month

DIMENSIONS_MAX = 4


def groups_field(entity: Entity, aggregate: Any, code_list: Callable[[Scalar], Any]) -> Any:
    """The field `groups` of a connection as (type, field); `code_list` gives the enum of a column."""
    name = entity.type_name
    by = enum_of(
        f"{name}GroupBy",
        {g.member: strawberry.enum_value(g.member, description=g.description) for g in groupings(entity).values()},
        f"What a list of {name} can be grouped by（分组维度）.",
    )  # fmt: skip
    found = described(
        f"The list in groups: of all pages, at most {DIMENSIONS_MAX} dimensions, only groups that have records（分组汇总）"
    )
    found.arguments = [
        argument("by", list_of(by), f"Dimensions, at most {DIMENSIONS_MAX}（分组维度）"),
        argument("having", _having(entity) | None, "Which groups（分组条件）"),
        argument(
            "orderBy",
            list_of(_order(entity)) | None,
            "In which order; left out and for ties by the keys, blank ones last（排序）",
        ),
        argument("first", int | None, "How many groups; 20 when left out, at most 1000（组数）"),
    ]
    return list_of(_group(entity, aggregate, code_list)), found


def _group(entity: Entity, aggregate: Any, code_list: Callable[[Scalar], Any]) -> Any:
    fields = {
        g.field: (_type_of(g, code_list) | None, described(g.description)) for g in groupings(entity).values()
    }
    fields["count"] = (int, described("How many there are（条数）"))
    fields["aggregate"] = (aggregate, described("Counts, sums and extremes of the group（汇总）"))
    return filled(
        type(f"{entity.type_name}Group", (), {}),
        fields,
        f"One group of a list of {entity.type_name}; a key that is blank or not grouped by is null（分组）.",
    )


def _type_of(grouping: Grouping, code_list: Callable[[Scalar], Any]) -> Any:
    if grouping.kind is Kind.CODE:
        assert grouping.scalar is not None
        return code_list(grouping.scalar)
    if grouping.kind is None:
        return Region
    return {Kind.MONTH: Month, Kind.COUNT: int, Kind.YES_NO: bool}.get(grouping.kind, str)


def _having(entity: Entity) -> Any:
    name = entity.type_name
    fields: dict[str, Any] = {"count": (CountFilter | None, optional("How many there are（条数）"))}
    sums = {
        s.name: (
            (MoneyFilter if s.kind is Kind.MONEY else CountFilter) | None,
            optional(s.description),
        )
        for s in summed(entity).values()
    }
    if sums:
        of_sums = filled(
            type(f"{name}SumsFilter", (), {}),
            sums,
            f"Conditions on the sums of a group of {name}（合计条件）.",
            is_input=True,
        )
        fields["sum"] = (of_sums | None, optional("Sums（合计）"))
    return filled(
        type(f"{name}Having", (), {}),
        fields,
        f"Which groups of {name}: all that is given must hold（分组条件）.",
        is_input=True,
    )


def _order(entity: Entity) -> Any:
    name = entity.type_name
    said = {COUNT: "How many there are（条数）"}
    said |= dict.fromkeys(groupings(entity), "Its key（分组键）")
    for scalar in summed(entity).values():
        member = SUM + scalar.name.upper()
        if member in said:
            raise ValueError(f"{name} has two orders {member}")
        said[member] = f"Sum: {scalar.description}"
    keys = enum_of(
        f"{name}GroupOrderField",
        {m: strawberry.enum_value(m, description=d) for m, d in said.items()},
        f"What groups of {name} can be ordered by: keys that are grouped by, the count, sums（分组排序字段）.",
    )
    direction = strawberry.field(default=OrderDirection.ASC, description="Direction（方向）")
    return filled(
        type(f"{name}GroupOrder", (), {}),
        {"field": (keys, described("By what（字段）")), "direction": (OrderDirection, direction)},
        f"One key of the order of groups of {name}（分组排序）.",
        is_input=True,
    )
