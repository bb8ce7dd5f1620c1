"""The whole selection of a data root field as one SQL statement that answers the JSON text of the field."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Select,
    Text,
    and_,
    case,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
    true,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by

from hub.errors import HubError
from hub.ledgers.base import Nature
from schema.entities import Entity, Link, camel
from schema.filters import Filter
from schema.groups import groups
from schema.json_text import Piece, concatenated, fixed, json_value, number, or_null, response_key
from schema.keyset import Key, after, order_keys, ordering, signature
from schema.moments import Moment, Versions
from schema.pieces import (
    Row,
    Source,
    aggregate,
    at,
    braced,
    encoded,
    identifier,
    page_size,
    part_of_id,
    value_of,
)
from schema.plans import Binds, Given, Leaf, Plan

SENT = table(
    "accepted_submissions",
    *(column(name, Text()) for name in ("sheet", "side", "unit")),
    *(column(name, Date()) for name in ("period_to", "as_of")),
    *(column(name, BigInteger()) for name in ("accepted_version", "withdrawn_version")),
)
"""Where the accepted submissions of a unit are read: nothing of their content."""

Computed = Callable[[Row, Given, Callable[[], Source]], ColumnElement[Any]]
"""The JSON text of a field that is no plain column, never null; handed the submissions under a new name."""

Which = Callable[[Source, Binds, Versions], list[ColumnElement[bool]]]
"""Which rows of the table of a root field are meant."""

Condition = Callable[[Source], list[ColumnElement[bool]]]
"""Which rows of a table are meant."""


class Compiler:
    """Compiles the data root fields of a schema. `computed`: by type and name, fields with SQL of their own."""

    def __init__(
        self,
        entities: Mapping[str, Entity],
        computed: Mapping[tuple[str, str], Computed] | None = None,
    ) -> None:
        self.entities = entities
        self.by_type = {entity.type_name: entity for entity in entities.values()}
        self.computed = computed or {}

    def connection(
        self,
        entity: Entity,
        given: Given,
        which: Which = lambda _t, _b, _v: [],
    ) -> Plan:
        """A root field that lists an entity; no row where the data version asked for does not exist."""
        building = _Building(self, Moment.of(given))
        statement = building.connection(entity, given, lambda t: which(t, building.binds, building.versions))
        if building.moment.version is not None:
            statement = statement.where(building.versions.exists())
        # What reads all rows of the list is worth a plan of its own; for one page planning costs more than it saves.
        counts = any(given.named(name) for name in ("totalCount", "aggregate", "groups"))
        whole = given.arguments.get("orderBy") or counts
        return Plan.of(statement, building.binds, custom=bool(whole))

    def one(self, entity: Entity, given: Given, which: Which) -> Plan:
        """A root field that gives one row or null."""
        building = _Building(self, Moment.of(given))
        statement = building.one(entity, given, lambda t: which(t, building.binds, building.versions))
        return Plan.of(statement, building.binds)

    def node(self, entity: Entity, given: Given) -> Plan:
        """The root field `node(id:)` for an entity."""
        identifier = given.arguments["id"]

        def identified(t: Source, binds: Binds, _: Versions) -> list[ColumnElement[bool]]:
            return [
                t.c[column] == binds.bind(identifier, entity.column_type(column), part_of_id(entity, index))
                for index, column in enumerate(entity.identity)
            ]

        return self.one(entity, given, identified)


@dataclass
class _Page:
    """The rows of one list while they are read: what is needed of each, and what hangs on it."""

    name: str
    columns: dict[str, None] = field(default_factory=dict)
    joins: list[tuple[FromClause, ColumnElement[bool]]] = field(default_factory=list)
    entity: Entity | None = None

    def row(self, column: str) -> ColumnElement[Any]:
        """A column of the row, by name: outer rows are seen from nested statements."""
        assert self.entity is not None
        self.columns[column] = None
        return literal_column(f"{self.name}.{column}", self.entity.column_type(column))

    def joined(self, to: FromClause) -> FromClause:
        """The rows with everything that hangs on them."""
        found = to
        for other, condition in self.joins:
            found = found.outerjoin(other, condition)
        return found


class _Building:
    """One statement being built."""

    def __init__(self, compiler: Compiler, moment: Moment) -> None:
        self.compiler = compiler
        self.moment = moment
        self.binds = Binds()
        self.versions = Versions(moment, self.binds, self.name)
        self._names = 0

    def name(self, letter: str) -> str:
        """A new name for a table of the statement."""
        self._names += 1
        return f"{letter}{self._names}"

    def connection(self, entity: Entity, given: Given, linked: Condition) -> Select[Any]:
        """A list with its edges, page and totals, as a statement of one row and one column `json`."""
        gathered: dict[str, ColumnElement[Any]] = {}  # columns of the page
        counted: dict[str, ColumnElement[Any]] = {}  # columns of the totals
        listing = _Listing(self, entity, given)
        totals_table = self.table_of(entity, self.name("t"))
        pieces: list[Piece] = []
        sources: list[FromClause] = []
        page_name, totals_name = self.name("g"), self.name("s")
        for index, child in enumerate(given.fields):
            pieces += [",", response_key(child.key)]
            column = f"c{index}"
            if child.name in ("edges", "nodes"):
                gathered[column] = listing.gathered(child)
                pieces += ["[", literal_column(f"{page_name}.{column}", Text()), "]"]
            elif child.name == "pageInfo":
                gathered[column] = listing.page_info(child)
                pieces.append(literal_column(f"{page_name}.{column}", Text()))
            elif child.name in ("totalCount", "aggregate"):
                total = child.name == "totalCount"
                counted[column] = (
                    cast(func.count(), Text)
                    if total
                    else concatenated(aggregate(entity, child, totals_table))
                )
                pieces.append(literal_column(f"{totals_name}.{column}", Text()))
            elif child.name == "groups":
                grouped = self._groups(entity, given, child, linked).lateral(self.name("g"))
                pieces += ["[", grouped.c.json, "]"]
                sources.append(grouped)
            elif child.name == "dataVersion":
                pieces.append(cast(func.coalesce(self.versions.read(), number(0)), Text))
            else:
                pieces.append(f'"{given.type_name}"')
        if gathered:
            sources.append(listing.statement(gathered, linked).lateral(page_name))
        if counted:
            statement = select(*(value.label(key) for key, value in counted.items()))
            totals = self._rows(statement, entity, given, totals_table, linked)
            sources.append(totals.lateral(totals_name))
        answer = select(concatenated(braced(pieces)).label("json"))
        if not sources:
            return answer
        source = sources[0]
        for other in sources[1:]:
            source = source.join(other, true())
        return answer.select_from(source)

    def one(self, entity: Entity, given: Given, linked: Condition) -> Select[Any]:
        """One row or none, as a statement of one column `json`."""
        page = _Page(self.name("t"), entity=entity)
        table = self.table_of(entity, page.name)
        pieces = self.object(entity, given, page.row, page.joins)
        statement = select(concatenated(pieces).label("json"))
        source, live = self.live(entity, table)
        conditions = and_(true(), *live, *linked(table))
        return (
            statement.select_from(page.joined(source))
            .where(conditions)
            .order_by(*(table.c[c] for c in entity.identity))
            .limit(number(1))
        )

    def object(
        self,
        entity: Entity,
        given: Given,
        row: Row,
        joins: list[tuple[FromClause, ColumnElement[bool]]],
    ) -> list[Piece]:
        """The selected fields of a row as a JSON object; what it needs besides is added to `joins`."""
        scalars = {camel(s.name): s for s in entity.scalars.values()}
        links = {camel(link.name): link for link in entity.links.values()}
        pieces: list[Piece] = []
        for child in given.fields:
            pieces += [",", response_key(child.key)]
            if child.name == "__typename":
                pieces.append(f'"{given.type_name}"')
            elif child.name == "id":
                pieces.append(identifier(entity, row))
            elif child.name in scalars:
                pieces.append(value_of(scalars[child.name], row))
            elif child.name in links:
                pieces.append(self._linked(entity, links[child.name], child, row, joins))
            elif (entity.type_name, child.name) in self.compiler.computed:
                pieces.append(
                    self.compiler.computed[entity.type_name, child.name](row, child, self.versions.others)
                )
            else:
                raise HubError(
                    f"字段 {entity.type_name}.{child.name} 只能从其自身的根字段查询。",
                    f"{entity.type_name}.{child.name} can only be asked for at a root field of its own.",
                    code="NOT_AVAILABLE_HERE",
                )
        return braced(pieces)

    def live(self, entity: Entity, table: Source) -> tuple[FromClause, list[ColumnElement[bool]]]:
        """The table with the conditions under which its rows count at the moment of the request."""
        if entity.nature is None:
            return table, []
        conditions = self.versions.within(table.c.live_from, table.c.live_to)
        if entity.nature is not Nature.SNAPSHOT:
            return table, conditions
        # A unit's newest state: of few units, so that PostgreSQL keeps each answer (Memoize) in a long list.
        sent = SENT.alias(self.name("n"))
        newest = select(sent.c.period_to.label("month")).where(
            sent.c.sheet == fixed(entity.table.name),
            sent.c.side == fixed(""),
            sent.c.unit == literal_column(f"{table.name}.unit", Text()),
            *self.versions.within(sent.c.accepted_version, sent.c.withdrawn_version),
        )
        if self.moment.on is not None:
            newest = newest.where(sent.c.as_of <= self.binds.bind(self.moment.on, Date()))
        last = newest.order_by(sent.c.period_to.desc()).limit(number(1)).lateral(self.name("m"))
        return table.join(last, table.c.month == last.c.month), conditions

    def table_of(self, entity: Entity, name: str) -> Source:
        """The table of an entity under a name, as it was known at the moment of the request."""
        if entity.type_name == "Submission":
            return self.versions.submissions(name)
        return entity.table.alias(name)

    def _groups(self, entity: Entity, given: Given, child: Given, linked: Condition) -> Select[Any]:
        return groups(
            self, entity, child, lambda found, table: self._rows(found, entity, given, table, linked)
        )

    def _rows(
        self,
        statement: Select[Any],
        entity: Entity,
        given: Given,
        table: Source,
        linked: Condition,
    ) -> Select[Any]:
        """The statement over the rows that a list holds."""
        source, live = self.live(entity, table)
        where = given.arguments.get("where")
        filters = [Filter(entity, table, self.binds).condition(where)] if where else []
        return statement.select_from(source).where(and_(true(), *live, *linked(table), *filters))

    def _linked(
        self,
        entity: Entity,
        link: Link,
        given: Given,
        row: Row,
        joins: list[tuple[FromClause, ColumnElement[bool]]],
    ) -> ColumnElement[str]:
        to = self.compiler.entities[link.to]
        if link.unique:
            return self.found_by(to, {there: row(here) for here, there in link.on}, given, joins)

        def on(table: Source) -> list[ColumnElement[bool]]:
            if link.through is None:
                return [table.c[there] == row(here) for here, there in link.on]
            return [self._through(link, table, row)]

        nested = self.connection(to, given, on) if link.many else self.one(to, given, on)
        found = nested.lateral(self.name("l"))
        joins.append((found, true()))
        return or_null(found.c.json)

    def found_by(
        self,
        to: Entity,
        values: Mapping[str, ColumnElement[Any]],
        given: Given,
        joins: list[tuple[FromClause, ColumnElement[bool]]],
    ) -> ColumnElement[str]:
        """The one row at most with these values as JSON; null where there is none."""
        page = _Page(self.name("r"), entity=to)
        table = self.table_of(to, page.name)
        joins.append((table, and_(*(table.c[name] == value for name, value in values.items()))))
        pieces = self.object(to, given, page.row, joins)
        absent = table.c[to.identity[0]].is_(None)
        return case((absent, fixed("null")), else_=concatenated(pieces))

    def _through(self, link: Link, table: Source, row: Row) -> ColumnElement[bool]:
        """The rows whose record in between belongs to the row at hand."""
        assert link.through is not None
        name, on = link.through
        between = self.compiler.entities[name]
        middle = between.table.alias(self.name("b"))
        source, live = self.live(between, middle)
        return (
            select(number(1))
            .select_from(source)
            .where(
                *live,
                *(middle.c[there] == row(here) for here, there in link.on),
                *(
                    middle.c[here] == literal_column(f"{table.name}.{there}", between.column_type(here))
                    for here, there in on
                ),
            )
            .exists()
        )


class _Listing:
    """The page of a list: its rows in order, from a cursor on, at most so many."""

    def __init__(self, building: _Building, entity: Entity, given: Given) -> None:
        self._building = building
        self._entity = entity
        self._given = given
        self._keys: list[Key] = order_keys(entity, given.arguments.get("orderBy"))
        self._page = _Page(building.name("p"), entity=entity)
        self._looks_ahead = any(
            info.named("hasNextPage") for info in given.named("pageInfo")
        )  # one row more than asked tells whether there is a next page

    def gathered(self, given: Given) -> ColumnElement[str]:
        """The edges or nodes of the page, as JSON without the brackets."""
        if given.name == "nodes":
            pieces = self._node(given)
        else:
            parts: list[Piece] = []
            for child in given.fields:
                parts += [",", response_key(child.key)]
                if child.name == "cursor":
                    parts.append(encoded(self._cursor()))
                elif child.name == "node":
                    parts += self._node(child)
                else:
                    parts.append(f'"{given.type_name}"')
            pieces = braced(parts)
        return self._list(concatenated(pieces))

    def page_info(self, given: Given) -> ColumnElement[str]:
        """What is known of the page."""
        parts: list[Piece] = []
        cursors = self._array(self._cursor())
        for child in given.fields:
            parts += [",", response_key(child.key)]
            if child.name == "hasNextPage":
                parts.append(cast(func.count() > self._first(), Text))
            elif child.name == "hasPreviousPage":
                parts.append("true" if self._given.arguments.get("after") else "false")
            elif child.name == "startCursor":
                parts.append(or_null(encoded(at(cursors, number(1)))))
            elif child.name == "endCursor":
                last = func.least(func.count(), self._first())
                parts.append(or_null(encoded(at(cursors, cast(last, Integer)))))
            else:
                parts.append(f'"{given.type_name}"')
        return concatenated(braced(parts))

    def statement(
        self,
        gathered: Mapping[str, ColumnElement[Any]],
        linked: Condition,
    ) -> Select[Any]:
        """The gathered columns over the rows of the page."""
        building, entity = self._building, self._entity
        for key in self._keys:
            self._page.row(key.column)
        table = building.table_of(entity, building.name("t"))
        columns = select(*(table.c[c] for c in self._page.columns))
        rows = building._rows(columns, entity, self._given, table, linked)
        cursor = self._given.arguments.get("after")
        if cursor is not None:
            rows = rows.where(after(self._keys, table, entity, cursor, building.binds))
        size = self._first(1) if self._looks_ahead else self._first()
        found: Any = table.c
        if self._is_local():
            # The fence keeps PostgreSQL from walking the whole register in the order of keys for a few of its rows.
            fenced = rows.offset(number(0)).subquery(building.name("h"))
            rows, found = select(*fenced.c), fenced.c
        rows = rows.order_by(*ordering(self._keys, lambda c: found[c])).limit(size)
        source = self._page.joined(rows.lateral(self._page.name))
        return select(*(value.label(key) for key, value in gathered.items())).select_from(source)

    def _is_local(self) -> bool:
        """Whether the list is of a small part of a register without policies and versions."""
        within = (self._given.arguments.get("where") or {}).get("within")
        return self._entity.nature is None and isinstance(within, Leaf) and within.reach.startswith("BOUNDS")

    def _node(self, given: Given) -> list[Piece]:
        return self._building.object(self._entity, given, self._page.row, self._page.joins)

    def _list(self, element: ColumnElement[str]) -> ColumnElement[str]:
        if not self._looks_ahead:
            ordered = aggregate_order_by(fixed(","), *self._ordered())
            return func.coalesce(func.string_agg(element, ordered), fixed(""))
        over = cast(func.greatest(func.count() - self._first(), number(0)), Integer)
        array = func.trim_array(self._array(element), over)
        return func.coalesce(func.array_to_string(array, fixed(",")), fixed(""))

    def _array(self, element: ColumnElement[str]) -> ColumnElement[Any]:
        return func.array_agg(aggregate_order_by(element, *self._ordered()))

    def _ordered(self) -> Sequence[ColumnElement[Any]]:
        return ordering(self._keys, self._page.row)

    def _cursor(self) -> ColumnElement[str]:
        """The values of the order keys as a JSON array."""
        parts: list[Piece] = [f'["{signature(self._keys)}"']
        for key in self._keys:
            parts += [",", json_value(key.kind, self._page.row(key.column), nullable=key.nullable)]
        return concatenated([*parts, "]"])

    def _first(self, more: int = 0) -> ColumnElement[int]:
        return self._building.binds.bind(
            self._given.arguments.get("first"),
            Integer(),
            lambda value, limits: page_size(value, limits) + more,
        )
