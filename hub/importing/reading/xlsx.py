"""Reading .xlsx and .xlsm: values by calamine, everything it keeps quiet about from the worksheet XML."""

from __future__ import annotations

import io
import posixpath
from dataclasses import dataclass

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError

from hub.importing.child import beside
from hub.importing.grid import CellValue, Grid, Visibility
from hub.importing.problems import RefusedFileError
from hub.importing.reading import safe_xml
from hub.importing.reading.grids import (
    check_counts,
    check_size,
    cleaned,
    is_percent_format,
    keep_only_first_of_merged,
    percent_text,
)
from hub.importing.reading.limits import Limits
from hub.importing.reading.packages import Package, relations
from hub.importing.reading.worksheet_xml import WorksheetFacts, worksheet_facts

_VISIBILITY: dict[str, Visibility] = {"hidden": "hidden", "veryHidden": "very_hidden"}
_WORKSHEET = "/worksheet"
_LARGE = 2**20
"""Bytes of a file from which two processes read it faster than one."""
# Built-in: 0% and 0.00%.
_PERCENT_FORMATS = ("9", "10")


@dataclass(frozen=True, slots=True)
class _SheetEntry:
    name: str
    part: str
    is_worksheet: bool
    visibility: Visibility


def grids(data: bytes, package: Package, workbook_part: str, limits: Limits) -> list[Grid]:
    """The worksheets of a workbook; chart, dialog and macro sheets are not tables and left out."""
    sheets = _sheets(package, workbook_part)
    check_counts(limits, sheets=len(sheets))
    parts = frozenset(sheet.part for sheet in sheets if sheet.is_worksheet)
    percent_styles = _percent_styles(package, workbook_part)

    def guard() -> dict[str, WorksheetFacts]:
        return _facts(package, parts, percent_styles, limits)

    # calamine allocates a sheet's whole rectangle: what breaks a limit is refused before, or else before it is used.
    facts_of = beside(guard, worthwhile=len(data) >= _LARGE)
    try:
        try:
            workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
            read = [
                (sheet, _rows(workbook.get_sheet_by_name(sheet.name)))
                for sheet in sheets
                if sheet.is_worksheet
            ]
        finally:
            facts = facts_of()
    except PasswordError as error:
        raise RefusedFileError("file_encrypted") from error
    except CalamineError as error:
        raise RefusedFileError("file_damaged", where=str(error)[:200]) from error
    return [_grid(sheet, rows, facts[sheet.part]) for sheet, rows in read]


def _facts(
    package: Package, parts: frozenset[str], percent_styles: frozenset[int], limits: Limits
) -> dict[str, WorksheetFacts]:
    """What the XML of the worksheets says, each within the limits."""
    facts: dict[str, WorksheetFacts] = {}
    for name, xml in package.parts(parts):
        if name in parts:
            if b"\0" in xml[:100]:
                # calamine takes a worksheet in UTF-16 for an empty one.
                raise RefusedFileError("file_damaged", where="XML: UTF-16")
            facts[name] = worksheet_facts(
                xml, large_rows=limits.rows, large_columns=limits.columns, percent_styles=percent_styles
            )
            check_size(limits, facts[name].rows, facts[name].columns)
            check_counts(limits, merges=len(facts[name].merges))
    return facts


def _rows(sheet: CalamineSheet) -> list[list[CellValue]]:
    # calamine's rows begin at row 1 but its columns at the first filled one.
    if sheet.start and sheet.start[1]:
        left: list[CellValue] = [None] * sheet.start[1]
        return [left + cleaned(row) for row in sheet.iter_rows()]
    return [cleaned(row) for row in sheet.iter_rows()]


def _grid(sheet: _SheetEntry, rows: list[list[CellValue]], facts: WorksheetFacts) -> Grid:
    for row, column in facts.percents:
        share = rows[row][column] if row < len(rows) and column < len(rows[row]) else None
        if isinstance(share, float):
            rows[row][column] = percent_text(share)
    keep_only_first_of_merged(rows, facts.merges)
    return Grid(
        worksheet=sheet.name,
        rows=rows,
        visibility=sheet.visibility,
        merges=facts.merges,
        hidden_rows=facts.hidden_rows,
        hidden_columns=facts.hidden_columns,
        errors=facts.errors,
        uncached=facts.uncached,
    )


def _sheets(package: Package, workbook_part: str) -> list[_SheetEntry]:
    """Names and parts of the sheets, in workbook order."""
    folder, file = posixpath.split(workbook_part)
    related = relations(package, posixpath.join(folder, "_rels", file + ".rels"), folder)
    names = {name.lower(): name for name in package.names}
    sheets: list[_SheetEntry] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if safe_xml.local(name) == "sheet":
            values = {safe_xml.local(key): attributes[key] for key in attributes}
            kind, target = related.get(values.get("id", ""), ("", ""))
            part = names.get(target.lower(), target)
            visibility = _VISIBILITY.get(values.get("state", ""), "visible")
            is_worksheet = kind.endswith(_WORKSHEET) and part in package
            sheets.append(_SheetEntry(values.get("name", ""), part, is_worksheet, visibility))

    reader = safe_xml.parser()
    reader.StartElementHandler = start
    safe_xml.parse(reader, package.part(workbook_part))
    return sheets


def _percent_styles(package: Package, workbook_part: str) -> frozenset[int]:
    """The numbers of the cell styles whose number format shows per cent."""
    folder, file = posixpath.split(workbook_part)
    related = relations(package, posixpath.join(folder, "_rels", file + ".rels"), folder)
    part = next((target for kind, target in related.values() if kind.endswith("/styles")), "")
    if part not in package:
        return frozenset()
    formats = set(_PERCENT_FORMATS)
    styles: list[str] = []
    inside = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal inside
        element = safe_xml.local(name)
        if element == "numFmt" and is_percent_format(attributes.get("formatCode", "")):
            formats.add(attributes.get("numFmtId", ""))
        elif element == "cellXfs":
            inside = True
        elif element == "xf" and inside:
            styles.append(attributes.get("numFmtId", ""))

    def finish(name: str) -> None:
        nonlocal inside
        inside = inside and safe_xml.local(name) != "cellXfs"

    reader = safe_xml.parser()
    reader.StartElementHandler, reader.EndElementHandler = start, finish
    safe_xml.parse(reader, package.part(part))
    return frozenset(index for index, number_format in enumerate(styles) if number_format in formats)
