"""SQL expressions that write JSON by concatenation, which PostgreSQL does quicker than its JSON functions."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Integer, Text, case, cast, func, literal_column, type_coerce

from schema.entities import Kind

Piece = str | ColumnElement[Any]
"""A stretch of JSON: fixed text, or an expression that is never null."""

_RESPONSE_KEY = re.compile(r"[_A-Za-z][_0-9A-Za-z]*")


def fixed(text: str) -> ColumnElement[str]:
    """Fixed text as a literal of the statement."""
    return literal_column("'" + text.replace("'", "''") + "'", Text())


def number(value: int) -> ColumnElement[int]:
    """A fixed number as a literal of the statement."""
    return literal_column(str(value), Integer())


def response_key(key: str) -> str:
    """The start of a member: "name": - GraphQL's grammar lets nothing into a name that needs escaping."""
    if not _RESPONSE_KEY.fullmatch(key):
        raise ValueError(f"not a GraphQL name: {key!r}")
    return f'"{key}":'


def concatenated(pieces: Sequence[Piece]) -> ColumnElement[str]:
    """The pieces as one text; a balanced tree, so that a wide selection does not nest deeply."""
    merged: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and merged and isinstance(merged[-1], str):
            merged[-1] += piece
        else:
            merged.append(piece)
    return _joined([fixed(p) if isinstance(p, str) else p for p in merged] or [fixed("")])


def json_value(kind: Kind, column: ColumnElement[Any], *, nullable: bool) -> ColumnElement[str]:
    """A column as a JSON value."""
    written = _written(kind, column)
    return func.coalesce(written, fixed("null")) if nullable else written


def or_null(text: ColumnElement[Any]) -> ColumnElement[str]:
    """A JSON text, `null` where there is none."""
    return func.coalesce(text, fixed("null"))


def escaped(column: ColumnElement[Any]) -> ColumnElement[str]:
    """Any value as PostgreSQL writes it in JSON."""
    return cast(func.to_json(column), Text)


def _written(kind: Kind, column: ColumnElement[Any]) -> ColumnElement[str]:
    match kind:
        case Kind.PLAIN | Kind.CODE | Kind.NUMBER | Kind.MONEY | Kind.DECIMAL:
            return _joined([fixed('"'), cast(column, Text), fixed('"')])
        case Kind.CODES:
            listed = _joined([fixed('["'), func.array_to_string(column, fixed('","')), fixed('"]')])
            return case((func.cardinality(column) == number(0), fixed("[]")), else_=listed)
        case Kind.COUNT | Kind.YES_NO:
            return cast(column, Text)
        case Kind.MONTH:
            return _joined([func.substr(escaped(column), number(1), number(8)), fixed('"')])
    return escaped(column)


def _joined(parts: Sequence[ColumnElement[Any]]) -> ColumnElement[str]:
    if len(parts) == 1:
        return parts[0]
    middle = len(parts) // 2
    left, right = (type_coerce(_joined(half), Text) for half in (parts[:middle], parts[middle:]))
    return left.concat(right)
