"""Rows of a checked file as they cross from the child process: packed by column, unpacked a thousand at a time."""

from __future__ import annotations

import gc
import hashlib
import pickle
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from operator import eq
from types import NoneType
from typing import Any, overload

import orjson

from hub.importing.parsed import ParsedRow
from hub.ledgers.base import LedgerRow

_PARCEL = 1000
"""Rows packed together: pickled in one go, the table of objects seen would need as much memory as the rows."""
_OF_JSON = {str, int, bool}


class PackedRows(Sequence[ParsedRow]):
    """Rows that can be read again and again; only one parcel of them stands in memory as objects.

    A row that is changed stays unchanged here: what a reader wants to keep of it, it keeps itself.
    """

    def __init__(self, parcels: Sequence[bytes], count: int) -> None:
        self._parcels, self._count = parcels, count

    @classmethod
    def of(cls, rows: list[ParsedRow]) -> PackedRows:
        """The rows, which are taken out of their list one parcel after the other."""
        count = len(rows)
        rows.reverse()
        parcels: list[bytes] = []
        while rows:
            parcel = rows[-_PARCEL:]
            del rows[-_PARCEL:]
            parcel.reverse()
            parcels.append(_packed(parcel))
        return cls(parcels, count)

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[ParsedRow]:
        for parcel in self._parcels:
            yield from _unpacked(parcel)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(eq, self, other))

    __hash__ = None  # type: ignore[assignment]

    @overload
    def __getitem__(self, index: int) -> ParsedRow: ...
    @overload
    def __getitem__(self, index: slice) -> list[ParsedRow]: ...
    def __getitem__(self, index: int | slice) -> ParsedRow | list[ParsedRow]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(self._count))]
        if not -self._count <= index < self._count:
            raise IndexError(index)
        parcel, place = divmod(index % self._count, _PARCEL)
        return _unpacked(self._parcels[parcel])[place]


def content_digest(ledger: type[LedgerRow], rows: Iterable[ParsedRow]) -> str:
    """SHA-256 of the canonical rows: what they say, whatever their order, worksheet or file format.

    Of the sorted digests of the rows: the rows themselves, written out, would need a kilobyte each.
    """
    names = ("region_code", "month", *ledger.own_columns())
    digests: list[bytes] = []
    for row in rows:
        said = list(map(row.values.get, names))
        digests.append(hashlib.sha256(orjson.dumps(said, default=_canonical)).digest())
    digests.sort()
    return hashlib.sha256(b"".join(digests)).hexdigest()


def _canonical(value: object) -> str:
    """12.50 and 12.5 are one amount."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    raise TypeError(f"no canonical form of {value!r}")


def _packed(rows: Sequence[ParsedRow]) -> bytes:
    """By column: a field is named once, and values that repeat are written once a parcel."""
    fields = tuple(rows[0].values)
    if any(row.values.keys() != rows[0].values.keys() for row in rows):
        return pickle.dumps(rows, protocol=5)
    columns = [_light([row.values[field] for row in rows]) for field in fields]
    places = [row.worksheet for row in rows], [row.row_number for row in rows]
    return pickle.dumps((fields, places, columns), protocol=5)


def _light(column: list[Any]) -> tuple[str, Any]:
    """A column as JSON, amounts as texts and days as numbers: pickled as they are, they take five times as long."""
    kinds = set(map(type, column)) - {NoneType}
    try:
        if kinds == {Decimal}:
            return "amounts", orjson.dumps([None if value is None else str(value) for value in column])
        if kinds == {date}:
            return "days", orjson.dumps([None if value is None else value.toordinal() for value in column])
        if kinds <= _OF_JSON:
            return "plain", orjson.dumps(column)
    except orjson.JSONEncodeError:
        pass  # a number too large for JSON
    return "pickled", column


def _heavy(kind: str, column: Any) -> list[Any]:
    try:
        found: list[Any] = column if kind == "pickled" else orjson.loads(column)
    except orjson.JSONDecodeError as error:
        raise MemoryError from error  # what we have written ourselves has no other fault
    if kind == "amounts":
        return [None if value is None else Decimal(value) for value in found]
    if kind == "days":
        return [None if value is None else date.fromordinal(value) for value in found]
    return found


def _unpacked(parcel: bytes) -> Sequence[ParsedRow]:
    # Thousands of new objects, none of them garbage: looking for cycles meanwhile costs three times the unpacking.
    collecting = gc.isenabled()
    gc.disable()
    try:
        found = pickle.loads(parcel)
        if isinstance(found, list):
            return found
        fields, (worksheets, numbers), columns = found
        return [
            ParsedRow(worksheet, number, dict(zip(fields, values, strict=True)))
            for worksheet, number, *values in zip(
                worksheets, numbers, *(_heavy(*column) for column in columns), strict=True
            )
        ]
    finally:
        if collecting:
            gc.enable()
