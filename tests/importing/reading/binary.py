"""An .xlsb written record by record (MS-XLSB), for there is no library that writes one."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/></Types>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@dataclass(frozen=True)
class Error:
    """An error cell, by formula or without."""

    code: int
    by_formula: bool = False


@dataclass(frozen=True)
class Styled:
    """A number in one of the styles below."""

    number: float
    style: int


PLAIN, DAY, PERCENT, OWN_PERCENT = range(4)
_FORMATS = (0, 14, 10, 200)


def record(kind: int, content: bytes = b"") -> bytes:
    """A record: type and size in groups of seven bits, then the content."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(content)
    while True:
        head += bytes([size & 0x7F | (0x80 if size > 0x7F else 0)])
        size >>= 7
        if not size:
            return head + content


def text(words: str) -> bytes:
    return struct.pack("<I", len(words)) + words.encode("utf-16-le")


def sheet(
    rows: Sequence[Sequence[object]],
    *,
    hidden_rows: Sequence[int] = (),
    hidden_columns: Sequence[int] = (),
    merges: Sequence[tuple[int, int, int, int]] = (),
) -> bytes:
    """The part of a worksheet."""
    width = max((len(cells) for cells in rows), default=1)
    parts = [record(129), record(148, struct.pack("<IIII", 0, max(len(rows) - 1, 0), 0, width - 1))]
    columns = b"".join(record(60, struct.pack("<IIIIH", c, c, 2048, 0, 1)) for c in hidden_columns)
    if columns:
        parts += [record(390), columns, record(391)]
    parts.append(record(145))
    for row, cells in enumerate(rows):
        flags = 0x10 if row in hidden_rows else 0
        parts.append(record(0, struct.pack("<IIHBBBI", row, 0, 300, 0, flags, 0, 0)))
        parts += [_cell(column, value) for column, value in enumerate(cells)]
    parts.append(record(146))
    if merges:
        parts.append(record(177, struct.pack("<I", len(merges))))
        parts += [
            record(176, struct.pack("<IIII", top, bottom, left, right)) for top, left, bottom, right in merges
        ]
        parts.append(record(178))
    return b"".join([*parts, record(130)])


def _cell(column: int, value: object) -> bytes:
    style = value.style if isinstance(value, Styled) else PLAIN
    place = struct.pack("<II", column, style)
    if isinstance(value, Styled):
        return record(5, place + struct.pack("<d", value.number))
    if isinstance(value, Error):
        formula = struct.pack("<HII", 0, 0, 0) if value.by_formula else b""
        return record(11 if value.by_formula else 3, place + bytes([value.code]) + formula)
    if isinstance(value, bool):
        return record(4, place + bytes([value]))
    if isinstance(value, int | float):
        return record(5, place + struct.pack("<d", value))
    if isinstance(value, str):
        return record(6, place + text(value))
    return record(1, place)


def workbook(sheets: Mapping[str, bytes], *, states: Mapping[str, int] | None = None) -> bytes:
    """The package; `states`: 1 hidden, 2 very hidden."""
    states = states or {}
    bundles = b"".join(
        record(156, struct.pack("<II", states.get(name, 0), number) + text(f"rId{number}") + text(name))
        for number, name in enumerate(sheets, 1)
    )
    book = b"".join(
        [
            record(131),
            record(153, struct.pack("<III", 0, 0, 0)),
            record(143),
            bundles,
            record(144),
            record(132),
        ]
    )
    styles = b"".join(
        [
            *(
                record(278),
                record(615, struct.pack("<I", 1)),
                record(44, struct.pack("<H", 200) + text("0.0%")),
            ),
            *(record(616), record(617, struct.pack("<I", len(_FORMATS)))),
            *(record(47, struct.pack("<HH", 0, number) + bytes(12)) for number in _FORMATS),
            *(record(618), record(279)),
        ]
    )
    links = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.bin"/>'
        for n in range(1, len(sheets) + 1)
    )
    links += f'<Relationship Id="rId99" Type="{_OFFICE}/styles" Target="styles.bin"/>'
    root = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.bin"/>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", f'<Relationships xmlns="{_PACKAGE}">{root}</Relationships>')
        package.writestr(
            "xl/_rels/workbook.bin.rels", f'<Relationships xmlns="{_PACKAGE}">{links}</Relationships>'
        )
        package.writestr("xl/workbook.bin", book)
        package.writestr("xl/styles.bin", styles)
        for number, part in enumerate(sheets.values(), 1):
            package.writestr(f"xl/worksheets/sheet{number}.bin", part)
    return buffer.getvalue()
