"""Compound files (the container of .xls), written small: header, one sector table, a directory, the streams."""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR = 512
_FREE, _END, _TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_NOBODY = 0xFFFFFFFF


def compound_file(streams: Mapping[str, bytes], *, loop: bool = False) -> bytes:
    """A container of the streams, each of 4,096 bytes or more; with `loop` their chains lead back to themselves."""
    table: list[int] = [_TABLE]
    body: list[bytes] = []
    entries = [_entry("Root Entry", 5, child=1, start=_END, size=0)]
    directory_sectors = (len(streams) + 4) // 4
    directory_start = 1
    table += [*range(directory_start + 1, directory_start + directory_sectors), _END]
    for number, (name, data) in enumerate(streams.items(), start=1):
        padded = data.ljust(4_096, b"\0")
        padded += bytes(-len(padded) % _SECTOR)
        start, count = len(table), len(padded) // _SECTOR
        table += [*range(start + 1, start + count), start if loop else _END]
        body.append(padded)
        right = number + 1 if number < len(streams) else _NOBODY
        entries.append(_entry(name, 2, right=right, start=start, size=2**31 - 1 if loop else len(padded)))
    directory = b"".join(entries).ljust(directory_sectors * _SECTOR, b"\0")
    assert len(table) <= 128, "one sector table only"
    fat = struct.pack("<128I", *table, *[_FREE] * (128 - len(table)))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIII", 0, 1, directory_start, 0, 4096, _END, 0, _END, 0)
    header += struct.pack("<109I", 0, *[_FREE] * 108)
    return header + fat + directory + b"".join(body)


def _entry(
    name: str, kind: int, *, start: int, size: int, child: int = _NOBODY, right: int = _NOBODY
) -> bytes:
    encoded = name.encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBB", len(encoded) + 2, kind, 1)
        + struct.pack("<III", _NOBODY, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )
