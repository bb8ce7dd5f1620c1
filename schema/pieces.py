"""Pieces of the JSON of rows: values, ids, cursors, totals; and what of the arguments is bound for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, literal_column
from sqlalchemy.sql.selectable import NamedFromClause

from hub.errors import HubError
from hub.months import CHINA
from schema.entities import Entity, Kind, Scalar, camel
from schema.json_text import Piece, concatenated, escaped, fixed, json_value, response_key
from schema.plans import Given, Limits, too_many

Source = NamedFromClause[Any]
"""A table under the name that it has in the statement."""

Row = Callable[[str], ColumnElement[Any]]
"""A row at hand: the expression of each of its columns."""


def value_of(scalar: Scalar, row: Row) -> ColumnElement[str]:
    column = row(scalar.column)
    if scalar.equals is not None:
        return json_value(Kind.YES_NO, column == scalar.equals, nullable=scalar.nullable)
    return json_value(scalar.kind, column, nullable=scalar.nullable)


def identifier(entity: Entity, row: Row) -> ColumnElement[str]:
    if entity.type_name == "Submission":
        return json_value(Kind.NUMBER, row("id"), nullable=False)
    parts: list[Piece] = [entity.type_name]
    for column in entity.identity:
        parts += [":", cast(row(column), Text)]
    return escaped(concatenated(parts))


def part_of_id(entity: Entity, index: int) -> Callable[[str, Limits], Any]:
    def part(identifier: str, _: Limits) -> Any:
        # The last parts are split off first: an employer's key may itself hold colons.
        parts = identifier.split(":", len(entity.identity))[1:]
        value = parts[index] if len(parts) == len(entity.identity) else ""
        if entity.identity[index] != "id":
            return value
        return int(value) if value.isascii() and value.isdigit() and len(value) < 19 else -1

    return part


def aggregate(entity: Entity, given: Given, table: Source) -> list[Piece]:
    """Counts, sums and extremes over all rows of a list."""
    scalars = {camel(s.name): s for s in entity.scalars.values()}
    pieces: list[Piece] = []
    for child in given.fields:
        pieces += [",", response_key(child.key)]
        if child.name == "count":
            pieces.append(cast(func.count(), Text))
        elif child.name == "__typename":
            pieces.append(f'"{given.type_name}"')
        else:
            aggregated = getattr(func, child.name)
            inner: list[Piece] = []
            for leaf in child.fields:
                inner += [",", response_key(leaf.key)]
                if leaf.name == "__typename":
                    inner.append(f'"{child.type_name}"')
                else:
                    scalar = scalars[leaf.name]
                    value = aggregated(table.c[scalar.column])
                    inner.append(json_value(scalar.kind, value, nullable=True))
            pieces += braced(inner)
    return braced(pieces)


def braced(pieces: list[Piece]) -> list[Piece]:
    """Members, each led by a comma, as an object."""
    return ["{", *pieces[1:], "}"]


def encoded(cursor: ColumnElement[str]) -> ColumnElement[str]:
    """A cursor as it is given out: base64 in quotation marks."""
    encoded = func.replace(
        func.encode(func.convert_to(cursor, fixed("UTF8")), fixed("base64")),
        literal_column("E'\\n'"),
        fixed(""),
    )
    return concatenated(['"', encoded, '"'])


def at(array: ColumnElement[Any], index: ColumnElement[Any]) -> ColumnElement[Any]:
    return array[index]


def page_size(first: int | None, limits: Limits) -> int:
    if first is None:
        return limits.page_size_default
    if first < 0:
        raise HubError("first 不能为负数。", "`first` cannot be negative.")
    if first > limits.page_size_max:
        raise too_many(
            f"first 最大为 {limits.page_size_max}，请分页查询",
            f"`first` is at most {limits.page_size_max}; ask for further pages with `after`",
        )
    return first


def in_china(value: datetime, _: Limits | None = None) -> datetime:
    """A time without a zone is meant in China."""
    try:
        return (value if value.tzinfo else value.replace(tzinfo=CHINA)).astimezone(UTC)
    except OverflowError as wrong:
        raise HubError("时间超出范围。", "The time is out of range.") from wrong
