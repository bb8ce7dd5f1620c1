"""Reading .xlsb: values by calamine; errors, hidden rows, merges and per cent from the binary records (MS-XLSB)."""

from __future__ import annotations

import io
import posixpath
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from hub.importing.grid import Grid, Visibility
from hub.importing.problems import RefusedFileError
from hub.importing.reading.grids import (
    Merge,
    check_counts,
    check_size,
    cleaned,
    is_percent_format,
    keep_only_first_of_merged,
    percent_text,
)
from hub.importing.reading.limits import Limits
from hub.importing.reading.packages import Package, relations

_VISIBILITY: dict[int, Visibility] = {1: "hidden", 2: "very_hidden"}
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}
# Record types of MS-XLSB 2.3.
_ROW, _BLANK, _ERROR, _FORMULA_ERROR, _RICH_TEXT = 0, 1, 3, 11, 62
_CELLS = frozenset((*range(1, 12), _RICH_TEXT))
_NUMBERS = frozenset((2, 5, 9))
_SHORT_CELLS = frozenset(range(12, 19))
_FORMAT, _XF, _COLUMN, _SHEET, _MERGE, _BEGIN_XFS, _END_XFS = 44, 47, 60, 156, 176, 617, 618
_PERCENT_FORMATS = (9, 10)
_LAST_COLUMN = 16_384


@dataclass(frozen=True, slots=True)
class _SheetEntry:
    name: str
    part: str
    is_worksheet: bool
    visibility: Visibility


@dataclass(slots=True)
class _Facts:
    rows: int = 0
    columns: int = 0
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    texts: dict[tuple[int, int], str] = field(default_factory=dict)


def grids(data: bytes, package: Package, workbook_part: str, limits: Limits) -> list[Grid]:
    """The worksheets of a binary workbook. Its formulas always carry a result; chart and macro sheets are left out."""
    try:
        sheets = _sheets(package, workbook_part)
        check_counts(limits, sheets=len(sheets))
        percents = _percent_styles(package, workbook_part)
        parts = frozenset(sheet.part for sheet in sheets if sheet.is_worksheet)
        facts = {
            name: _facts(content, percents, limits) for name, content in package.parts(parts) if name in parts
        }
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise RefusedFileError("file_damaged", where="xlsb") from error
    # Only now, with every limit checked, may calamine see the file: it allocates a sheet's whole rectangle.
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [
            _grid(workbook.get_sheet_by_name(sheet.name), facts[sheet.part], sheet.visibility)
            for sheet in sheets
            if sheet.is_worksheet
        ]
    except PasswordError as error:
        raise RefusedFileError("file_encrypted") from error
    except CalamineError as error:
        raise RefusedFileError("file_damaged", where=str(error)[:200]) from error


def _grid(sheet: CalamineSheet, facts: _Facts, visibility: Visibility) -> Grid:
    left = [None] * sheet.start[1] if sheet.start else []
    rows = [[*left, *cleaned(row)] for row in sheet.iter_rows()]
    for row, column in facts.percents:
        share = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        if isinstance(share, int | float):
            rows[row][column] = percent_text(float(share))
    for (row, column), text in facts.texts.items():
        rows.extend([] for _ in range(row + 1 - len(rows)))
        rows[row].extend([None] * (column + 1 - len(rows[row])))
        rows[row][column] = text
    keep_only_first_of_merged(rows, facts.merges)
    return Grid(
        worksheet=sheet.name,
        rows=rows,
        visibility=visibility,
        merges=facts.merges,
        hidden_rows=frozenset(row for row in facts.hidden_rows if row < len(rows)),
        hidden_columns=frozenset(column for column in facts.hidden_columns if column < facts.columns),
        errors=facts.errors,
    )


def _records(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Type, start and end of each record: type and size are written in groups of seven bits."""
    place, end = 0, len(content)
    while place < end:
        kind = content[place]
        place += 1
        if kind & 0x80:
            kind = kind & 0x7F | (content[place] & 0x7F) << 7
            place += 1
        size = shift = 0
        while True:
            byte = content[place]
            place += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift == 28:
                break
        if place + size > end:
            raise RefusedFileError("file_truncated", where="xlsb")
        yield kind, place, place + size
        place += size


def _facts(content: bytes, percents: frozenset[int], limits: Limits) -> _Facts:
    facts = _Facts()
    row = 0
    for kind, start, _ in _records(content):
        if kind in _CELLS:
            column, style = struct.unpack_from("<II", content, start)
            if kind == _BLANK:
                continue
            if column >= _LAST_COLUMN:
                raise RefusedFileError("file_damaged", where="xlsb")
            facts.rows, facts.columns = max(facts.rows, row + 1), max(facts.columns, column + 1)
            if kind in (_ERROR, _FORMULA_ERROR):
                code = content[start + 8]
                facts.errors[row, column] = _ERRORS.get(code, f"#{code}")
            elif kind in _NUMBERS and style & 0xFFFFFF in percents:
                facts.percents.add((row, column))
            elif kind == _RICH_TEXT:
                facts.texts[row, column] = _text(content, start + 9)[0]
        elif kind == _ROW:
            row = struct.unpack_from("<I", content, start)[0]
            if content[start + 11] & 0x10:
                facts.hidden_rows.add(row)
            check_size(limits, facts.rows, facts.columns)
        elif kind == _COLUMN:
            first, last = struct.unpack_from("<II", content, start)
            if struct.unpack_from("<H", content, start + 16)[0] & 1:
                facts.hidden_columns.update(range(first, min(last + 1, _LAST_COLUMN)))
        elif kind == _MERGE:
            top, bottom, left, right = struct.unpack_from("<IIII", content, start)
            facts.merges.append((top, left, bottom, right))
            check_counts(limits, merges=len(facts.merges))
        elif kind in _SHORT_CELLS:
            # Cells without a place of their own, which calamine passes over: better no table than half of one.
            raise RefusedFileError("file_kind_unsupported", found=".xlsb")
    check_size(limits, facts.rows, facts.columns)
    return facts


def _sheets(package: Package, workbook_part: str) -> list[_SheetEntry]:
    """Names and parts of the sheets, in workbook order."""
    folder, file = posixpath.split(workbook_part)
    parts = relations(package, posixpath.join(folder, "_rels", file + ".rels"), folder)
    names = {name.lower(): name for name in package.names}
    content = package.part(workbook_part)
    sheets = []
    for kind, start, _ in _records(content):
        if kind == _SHEET:
            state = struct.unpack_from("<I", content, start)[0]
            relation, after = _text(content, start + 8)
            name, _ = _text(content, after)
            target_kind, target = parts.get(relation, ("", ""))
            part = names.get(target.lower(), target)
            is_worksheet = target_kind.endswith("/worksheet") and part in package
            sheets.append(_SheetEntry(name, part, is_worksheet, _VISIBILITY.get(state, "visible")))
    if not sheets:
        raise RefusedFileError("file_damaged", where=workbook_part)
    return sheets


def _percent_styles(package: Package, workbook_part: str) -> frozenset[int]:
    """The numbers of the cell styles whose number format shows per cent."""
    part = posixpath.join(posixpath.dirname(workbook_part), "styles.bin")
    if part not in package:
        return frozenset()
    content = package.part(part)
    formats = set(_PERCENT_FORMATS)
    styles: set[int] = set()
    number, in_cell_styles = 0, False
    for kind, start, _ in _records(content):
        if kind == _FORMAT and is_percent_format(_text(content, start + 2)[0]):
            formats.add(struct.unpack_from("<H", content, start)[0])
        elif kind in (_BEGIN_XFS, _END_XFS):
            in_cell_styles = kind == _BEGIN_XFS
        elif kind == _XF and in_cell_styles:
            if struct.unpack_from("<H", content, start + 2)[0] in formats:
                styles.add(number)
            number += 1
    return frozenset(styles)


def _text(content: bytes, start: int) -> tuple[str, int]:
    """A text by its length and UTF-16, and where it ends."""
    length = struct.unpack_from("<I", content, start)[0]
    if length == 0xFFFFFFFF:
        return "", start + 4
    end = start + 4 + 2 * length
    if end > len(content):
        raise RefusedFileError("file_damaged", where="xlsb")
    return content[start + 4 : end].decode("utf-16-le"), end
