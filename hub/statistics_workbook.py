"""Statistics as a workbook: the table on the first sheet, what its numbers are on the second."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.worksheet import Worksheet

from hub.importing.grid import CellValue
from hub.importing.workbook_text import Book
from hub.indicators.export import Cell, Export, Heading
from hub.indicators.press import Language

_IN_ORDER_ABOVE = 5_000
_MEASURED_ROWS = 200
_NARROWEST, _WIDEST = 8, 60
_HEAD = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "bg_color": "#E8EEF4"}
_WRAPPED = {"text_wrap": True, "valign": "top"}


def workbook(export: Export) -> bytes:
    """The .xlsx: numbers are numbers, the same answer gives the same bytes."""
    zh = export.language is Language.ZH
    rows = list(export.rows())
    book = Book(rows_in_order=len(rows) > _IN_ORDER_ABOVE)
    _table(book, book.sheet("统计表" if zh else "Statistics"), export, rows)
    _notes(book, book.sheet("说明" if zh else "Notes"), export)
    return book.bytes()


def _table(book: Book, sheet: Worksheet, export: Export, rows: Sequence[Sequence[Cell]]) -> None:
    headings = export.headings
    groups = next((i for i, heading in enumerate(headings) if heading.decimals is not None), len(headings))
    sheet.freeze_panes(1, groups)
    for column, heading in enumerate(headings):
        shown = [_width(_text(row[column])) for row in rows[:_MEASURED_ROWS]]
        sheet.set_column(column, column, _bounded(max([_width(heading.text) // 2, *shown]) + 2))
    sheet.set_row(0, 48)
    for column, heading in enumerate(headings):
        book.write(sheet, 0, column, heading.text, _HEAD)
    for number, row in enumerate(rows, start=1):
        for column, cell in enumerate(row):
            book.write(sheet, number, column, _value(cell), _look(headings[column], cell))
    if rows:
        sheet.autofilter(0, 0, len(rows), len(headings) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A2:A{len(rows) + 1}"})
    sheet.repeat_rows(0)
    _on_paper(sheet)


def _notes(book: Book, sheet: Worksheet, export: Export) -> None:
    notes = export.notes()
    for column, width in enumerate((24, 40, 60, 10, 12, 10, 14, 44, 24, 44)):
        sheet.set_column(column, column, width)
    row = 0
    for name, said in notes.question:
        book.write(sheet, row, 0, name, {"bold": True, "valign": "top"})
        book.write(sheet, row, 1, said, _WRAPPED)
        row += 1
    row += 1
    for column, name in enumerate(notes.header):
        book.write(sheet, row, column, name, _HEAD)
    _on_paper(sheet)
    for line, definition in enumerate(notes.definitions, start=row + 1):
        for column, cell in enumerate(definition):
            book.write(sheet, line, column, _value(cell), _WRAPPED)


def _on_paper(sheet: Worksheet) -> None:
    """Across an A4 page, every column on it, as many pages as there are rows."""
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _look(heading: Heading, cell: Cell) -> dict[str, Any] | None:
    if heading.decimals is None or not isinstance(cell, int | Decimal):
        return {"align": "right"} if heading.decimals is not None else None
    exact = -int(cell.as_tuple().exponent) if isinstance(cell, Decimal) else 0
    decimals = min(heading.decimals, max(exact, 0))
    return {"num_format": "#,##0" + ("." + "0" * decimals if decimals else "")}


def _value(cell: Cell) -> CellValue:
    """A number as a spreadsheet holds it: 15 digits, enough for every amount in yuan with two decimals."""
    if not isinstance(cell, Decimal):
        return cell
    return int(cell) if cell == cell.to_integral_value() else float(cell)


def _text(cell: Cell) -> str:
    return f"{cell:,}" if isinstance(cell, int | Decimal) else str(cell or "")


def _width(text: str) -> int:
    """In columns of a terminal: a Chinese character takes two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _bounded(width: int) -> int:
    return max(_NARROWEST, min(width, _WIDEST))
