"""Orders and cursors: a page begins after the values of the last row before it."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import orjson
from sqlalchemy import ColumnElement, UnaryExpression, and_, or_, tuple_
from sqlalchemy.sql.selectable import NamedFromClause

from hub.errors import HubError
from schema.entities import Entity, Kind
from schema.plans import Binds, Leaf, Limits

ORDER_KEYS_MAX = 5


@dataclass(frozen=True)
class Key:
    """One column of an order. Missing values stand last, in both directions."""

    column: str
    kind: Kind
    descending: bool
    nullable: bool


def order_keys(entity: Entity, order_by: Sequence[Mapping[str, str]] | None) -> list[Key]:
    """The keys of an order, those that identify a row last."""
    keys: list[Key] = []
    for item in order_by or ():
        scalar = entity.scalars[item["field"].lower()]
        keys.append(Key(scalar.column, scalar.kind, item.get("direction") == "DESC", scalar.nullable))
    if len(keys) > ORDER_KEYS_MAX:
        raise HubError(
            f"最多按 {ORDER_KEYS_MAX} 项排序。",
            f"At most {ORDER_KEYS_MAX} fields order a list.",
            code="LIMIT_EXCEEDED",
        )
    for column in entity.identity:
        keys.append(Key(column, Kind.NUMBER if column == "id" else Kind.TEXT, entity.newest_first, False))
    return keys


def ordering(keys: Sequence[Key], column: Callable[[str], ColumnElement[Any]]) -> list[UnaryExpression[Any]]:
    """The keys as ORDER BY."""
    found = []
    for key in keys:
        ordered = column(key.column).desc() if key.descending else column(key.column).asc()
        found.append(ordered.nulls_last() if key.nullable else ordered)
    return found


def after(
    keys: Sequence[Key], table: NamedFromClause[Any], entity: Entity, cursor: Leaf, binds: Binds
) -> ColumnElement[bool]:
    """The rows that come after a cursor."""
    values = [
        binds.bind(cursor, entity.column_type(key.column), _value_at(keys, index))
        for index, key in enumerate(keys)
    ]
    columns = [table.c[key.column] for key in keys]
    if not any(key.nullable or key.descending for key in keys):
        return tuple_(*columns) > tuple_(*values)
    later: list[ColumnElement[bool]] = []
    for index, key in enumerate(keys):
        column, value = columns[index], values[index]
        beyond = column < value if key.descending else column > value
        if key.nullable:
            beyond = or_(beyond, and_(column.is_(None), value.is_not(None)))
        same = [
            c.is_not_distinct_from(v) if k.nullable else c == v
            for c, v, k in zip(columns[:index], values[:index], keys, strict=False)
        ]
        later.append(and_(*same, beyond))
    return or_(*later)


def signature(keys: Sequence[Key]) -> str:
    """What tells a cursor of this order from one of another."""
    text = ",".join(f"{key.column}:{key.descending}" for key in keys)
    return f"{zlib.crc32(text.encode()):08x}"


def _value_at(keys: Sequence[Key], index: int) -> Callable[[str, Limits], Any]:
    expected, count, kind = signature(keys), len(keys), keys[index].kind

    def value(cursor: str, _: Limits) -> Any:
        try:
            found = orjson.loads(base64.b64decode(cursor, validate=True))
            if not isinstance(found, list) or len(found) != count + 1 or found[0] != expected:
                raise _wrong_cursor()
            return _typed(kind, found[index + 1])
        except (binascii.Error, ValueError, TypeError, ArithmeticError) as wrong:
            raise _wrong_cursor() from wrong

    return value


def _typed(kind: Kind, value: Any) -> Any:
    if value is None:
        return None
    match kind:
        case Kind.DAY:
            return date.fromisoformat(value)
        case Kind.MONTH:
            return date.fromisoformat(f"{value}-01")
        case Kind.TIME:
            return datetime.fromisoformat(value)
        case Kind.MONEY | Kind.DECIMAL:
            return Decimal(value)
        case Kind.NUMBER | Kind.COUNT:
            number = int(value)
            if not -(2**63) <= number < 2**63:
                raise ValueError("not a 64-bit number")
            return number
        case Kind.YES_NO:
            return bool(value)
    return str(value)


def _wrong_cursor() -> HubError:
    return HubError(
        "游标无效，或属于另一种排序。",
        "The cursor is not valid, or belongs to another order.",
        code="CURSOR_INVALID",
    )
