"""GraphQL types of the data part, derived from the ledger tables: a new ledger appears here by itself."""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable
from decimal import Decimal
from inspect import cleandoc
from typing import Any

import orjson
import strawberry
from sqlalchemy import Text
from strawberry.relay import PageInfo
from strawberry.types.arguments import StrawberryArgument
from strawberry.types.field import StrawberryField

from hub.ledgers.base import Nature
from hub.ledgers.codes import CodeList
from schema.compiler import Compiler
from schema.context import Info
from schema.deriving import argument, described, enum_of, filled, list_of, optional
from schema.entities import Entity, Kind, Link, Scalar, entities
from schema.filter_types import (
    CountFilter,
    DayFilter,
    MoneyFilter,
    MonthFilter,
    NumberFilter,
    OrderDirection,
    TextFilter,
)
from schema.group_types import groups_field
from schema.loaders import require_version
from schema.plans import Given, Plan, Plans
from schema.regions import Region
from schema.scalars import Month, RegionCode
from schema.selection import selected
from schema.submission_types import COMPUTED, Submission


@strawberry.interface(description="Anything with an id that `node` finds again（可按 id 查询的对象）.")
class Node:
    """The id names the type and the row."""

    id: strawberry.ID = strawberry.field(description="Identifier in the whole hub（标识）")


class DataField(StrawberryField):
    """A root field whose whole selection is answered by one SQL statement."""

    answer: Callable[[Info], Awaitable[orjson.Fragment | None]]

    @property
    def is_basic_field(self) -> bool:
        return False

    def get_result(self, source: Any, info: Any, args: list[Any], kwargs: Any) -> Any:
        return self.answer(info)


class DataTypes:
    """All types of the data part, and `query`, the type that holds their root fields."""

    def __init__(self) -> None:
        self.entities = entities()
        self.compiler = Compiler(self.entities, COMPUTED)
        self.plans = Plans()
        self._codes: dict[type[CodeList], Any] = {}
        self._filters: dict[tuple[type[CodeList], Kind], Any] = {}
        self.types: dict[str, Any] = {"Region": Region, "Submission": Submission}
        derived = [e for e in self.entities.values() if e.type_name not in self.types]
        for entity in derived:
            self._declare(entity)
        for entity in derived:
            self._fill(entity)
        self.query = self._query(derived)

    # Types refer to each other, so that all classes are declared before any is filled.
    def _declare(self, entity: Entity) -> None:
        name = entity.type_name
        self.types[name] = type(name, (Node,), {"__doc__": entity.description})
        for suffix in ("Connection", "Edge", "Filter", "Order", "Aggregate", "Sums", "Extremes"):
            self.types[name + suffix] = type(name + suffix, (), {"__doc__": f"{name}: {suffix}."})

    def _fill(self, entity: Entity) -> None:
        name, types = entity.type_name, self.types
        fields = {s.name: (self._of_scalar(s), described(s.description)) for s in entity.scalars.values()}
        fields |= {link.name: self._of_link(link) for link in entity.links.values()}
        filled(types[name], fields, entity.description)
        self._fill_filter(entity)
        self._fill_order(entity)
        aggregate = self._fill_aggregate(entity)
        filled(
            types[f"{name}Edge"],
            {
                "cursor": (str, described("Where this one stands in the list（游标）")),
                "node": (types[name], described(entity.description)),
            },
            f"One of a list of {name}.",
        )
        filled(
            types[f"{name}Connection"],
            {
                "edges": (list_of(types[f"{name}Edge"]), described("With their cursors（带游标的条目）")),
                "nodes": (list_of(types[name]), described("Without cursors（条目）")),
                "page_info": (PageInfo, described("Whether there is more（分页信息）")),
                "total_count": (int, described("How many there are on all pages（总数）")),
                "aggregate": (aggregate, described("Sums and extremes over all pages（汇总）")),
                "groups": groups_field(entity, aggregate, self._code_list),
                "data_version": (int, described("The data version that answers（数据版本）")),
            },
            f"A list of {name}, page by page（分页列表）.",
        )

    def _of_scalar(self, scalar: Scalar) -> Any:
        found = self._type_of(scalar)
        return found | None if scalar.nullable else found

    def _type_of(self, scalar: Scalar) -> Any:
        match scalar.kind:
            case Kind.CODE:
                return self._code_list(scalar)
            case Kind.CODES:
                return list_of(self._code_list(scalar))
        return {
            Kind.COUNT: int,
            Kind.NUMBER: strawberry.ID,
            Kind.MONEY: Decimal,
            Kind.DECIMAL: Decimal,
            Kind.DAY: datetime.date,
            Kind.MONTH: Month,
            Kind.TIME: datetime.datetime,
            Kind.YES_NO: bool,
        }.get(scalar.kind, str)

    def _code_list(self, scalar: Scalar) -> Any:
        codes = scalar.codes
        assert codes is not None
        if codes not in self._codes:
            members = {m.name: strawberry.enum_value(m.name, description=f"{m.zh} · {m.en}") for m in codes}
            description = cleandoc(codes.__doc__ or codes.__name__)
            self._codes[codes] = enum_of(codes.__name__, members, description)
        return self._codes[codes]

    def _of_link(self, link: Link) -> tuple[Any, StrawberryField]:
        to = self.entities[link.to]
        field = described(link.description)
        if not link.many:
            return self.types[to.type_name] | None, field
        field.arguments = self._list_arguments(to)
        return self.types[f"{to.type_name}Connection"], field

    def _list_arguments(self, entity: Entity) -> list[StrawberryArgument]:
        name = entity.type_name
        return [
            argument("where", self.types[f"{name}Filter"] | None, "Which ones（筛选）"),
            argument(
                "orderBy", list_of(self.types[f"{name}Order"]) | None, "In which order; ties by id（排序）"
            ),
            argument("first", int | None, "How many; 20 when left out, at most 1000（条数）"),
            argument("after", str | None, "Only those after this cursor（游标之后）"),
        ]

    def _fill_filter(self, entity: Entity) -> None:
        itself = self.types[f"{entity.type_name}Filter"]
        fields: dict[str, tuple[Any, StrawberryField]] = {}
        for scalar in entity.scalars.values():
            wanted = self._filter_of(scalar)
            if wanted is not None:
                fields[scalar.name] = (wanted | None, optional(scalar.description))
        fields["region"] = (RegionCode | None, optional("Exactly this region（该地区本身）"))
        fields["within"] = (
            RegionCode | None,
            optional("This region and all below it, with the codes that it wholly succeeded（地区及其下级）"),
        )
        if entity.nature is not None and entity.employer_columns:
            fields["employer"] = (
                str | None,
                optional("Credit code of the employer, in whatever role（用人单位信用代码）"),
            )
        fields["and_"] = (list_of(itself) | None, optional("All of these（全部满足）", "and"))
        fields["or_"] = (list_of(itself) | None, optional("Any of these（任一满足）", "or"))
        fields["not_"] = (itself | None, optional("Not this（不满足）", "not"))
        filled(
            itself,
            fields,
            f"Which {entity.type_name}: all that is given must hold（筛选条件）.",
            is_input=True,
        )

    def _filter_of(self, scalar: Scalar) -> Any:
        match scalar.kind:
            case Kind.CODE | Kind.CODES:
                return self._code_filter(scalar)
            case Kind.NUMBER | Kind.TIME:
                return None
            case Kind.YES_NO:
                return bool
        return {
            Kind.MONEY: MoneyFilter,
            Kind.DECIMAL: NumberFilter,
            Kind.COUNT: CountFilter,
            Kind.DAY: DayFilter,
            Kind.MONTH: MonthFilter,
        }.get(scalar.kind, TextFilter)

    def _code_filter(self, scalar: Scalar) -> Any:
        codes, kind = scalar.codes, scalar.kind
        assert codes is not None
        if (codes, kind) not in self._filters:
            of = self._code_list(scalar)
            several = kind is Kind.CODES
            name = f"{codes.__name__}{'List' if several else ''}Filter"
            one, many = ("contains", "contains_any") if several else ("eq", "in_")
            fields = {
                one: (of | None, optional("This code（为此代码）")),
                many: (list_of(of) | None, optional("One of these（为其一）", None if several else "in")),
                "is_null": (
                    bool | None,
                    optional("true: nothing is recorded; false: something is（是否为空）"),
                ),
            }
            self._filters[codes, kind] = filled(
                type(name, (), {}), fields, f"Conditions on {codes.__name__}（代码条件）.", is_input=True
            )
        return self._filters[codes, kind]

    def _fill_order(self, entity: Entity) -> None:
        members = {
            s.name.upper(): strawberry.enum_value(s.name, description=s.description)
            for s in entity.scalars.values()
            if s.kind is not Kind.CODES and s.equals is None
        }
        keys = enum_of(
            f"{entity.type_name}OrderField",
            members,
            f"What {entity.type_name} can be ordered by（排序字段）.",
        )
        direction = strawberry.field(default=OrderDirection.ASC, description="Direction（方向）")
        filled(
            self.types[f"{entity.type_name}Order"],
            {"field": (keys, described("By what（字段）")), "direction": (OrderDirection, direction)},
            f"One key of the order of a list of {entity.type_name}（排序）.",
            is_input=True,
        )

    def _fill_aggregate(self, entity: Entity) -> Any:
        name = entity.type_name
        own = [s for s in entity.scalars.values() if s.name != "row_number" and s.equals is None]
        fields: dict[str, tuple[Any, StrawberryField]] = {
            "count": (int, described("How many there are（条数）"))
        }
        added = [s for s in own if s.added]
        if added:
            sums = filled(
                self.types[f"{name}Sums"],
                {s.name: (self._type_of(s) | None, described(s.description)) for s in added},
                "Sums; null where nothing is recorded（合计）.",
            )
            fields["sum"] = (sums, described("Sums（合计）"))
        numbers = (Kind.MONEY, Kind.DECIMAL, Kind.COUNT)
        compared = [s for s in own if s.kind in (*numbers, Kind.DAY, Kind.MONTH)]
        if compared:
            extremes = filled(
                self.types[f"{name}Extremes"],
                {s.name: (self._type_of(s) | None, described(s.description)) for s in compared},
                "Smallest or largest values; null where nothing is recorded（最值）.",
            )
            fields["min"] = (extremes, described("Smallest, earliest（最小）"))
            fields["max"] = (extremes, described("Largest, latest（最大）"))
        return filled(
            self.types[f"{name}Aggregate"], fields, f"Counts and sums over a list of {name}（汇总）."
        )

    def _query(self, derived: list[Entity]) -> Any:
        fields: dict[str, tuple[Any, StrawberryField]] = {}
        as_of = argument(
            "asOf",
            datetime.datetime | None,
            "What the hub knew at this time, of China where no zone is given（当时所知）",
        )
        version = argument(
            "dataVersion", int | None, "Exactly this data version, instead of `asOf`（数据版本）"
        )
        on = argument(
            "on", datetime.date | None, "The newest state of each unit on or before this day（截至日）"
        )
        for entity in derived:
            listed = _data_field(entity.description, self._answer_list(entity))
            listed.arguments = [*self._list_arguments(entity), as_of, version]
            if entity.nature is Nature.SNAPSHOT or entity.nature is None:
                listed.arguments = [*listed.arguments, on]
            fields[entity.root] = (self.types[f"{entity.type_name}Connection"], listed)
        employer = _data_field("An employer with its records in every ledger（用人单位）", self._employer)
        employer.arguments = [
            argument("uscc", str, "Unified social credit code（统一社会信用代码）"),
            as_of,
            version,
            on,
        ]
        fields["employer"] = (self.types["Employer"] | None, employer)
        node = _data_field("Anything by its id; null where there is none（按 id 查询）", self._node)
        node.arguments = [argument("id", strawberry.ID, "Its id（标识）"), as_of, version]
        fields["node"] = (Node | None, node)
        return filled(type("DataQuery", (), {}), fields, "Root fields of the ledgers.")

    def _answer_list(self, entity: Entity) -> Callable[[Info], Awaitable[orjson.Fragment | None]]:
        async def answer(info: Info) -> orjson.Fragment | None:
            return await self.answered(info, lambda given: self.compiler.connection(entity, given))

        return answer

    async def _employer(self, info: Info) -> orjson.Fragment | None:
        return await self.answered(
            info,
            lambda given: self.compiler.one(
                self.entities["employers"],
                given,
                lambda t, binds, _: [t.c.uscc == binds.bind(given.arguments["uscc"], Text())],
            ),
        )

    async def _node(self, info: Info) -> orjson.Fragment | None:
        identifier = selected(info).arguments["id"]
        entity = self.compiler.by_type.get(str(identifier).partition(":")[0])
        if entity is None or not entity.root:
            info.context.require_viewer()
            return None
        return await self.answered(
            info, lambda given: self.compiler.node(entity, given), type_name=entity.type_name
        )

    async def answered(
        self, info: Info, build: Callable[[Given], Plan], *, type_name: str | None = None
    ) -> orjson.Fragment | None:
        """The finished JSON of a root field, None for null: one statement, compiled when its shape is new."""
        info.context.require_viewer().require("data.read")
        reading = await info.context.reading()
        plan, values = self.plans.plan(selected(info, type_name), build)
        parameters = plan.parameters(values, info.context.limits)
        text = await reading.fetch_value(plan.sql, parameters, custom_plan=plan.custom)
        if text is None:
            await require_version(reading, selected(info).arguments.get("dataVersion"))
        return None if text is None else orjson.Fragment(text)


def _data_field(description: str, answer: Callable[[Info], Awaitable[orjson.Fragment | None]]) -> DataField:
    field = DataField(description=description)
    field.answer = answer
    return field
