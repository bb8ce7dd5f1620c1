"""Writing a marked workbook from grids: files of other kinds look as near as can be, of large ones only the bad rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xlsxwriter.worksheet import Worksheet

from hub.importing.additions import EXPLANATIONS, ORIGINAL_ROWS, RESULT_SHEET
from hub.importing.annotate_plan import RED, YELLOW, Line, Page, Plan, comment, in_words
from hub.importing.grid import CellValue
from hub.importing.table import Table
from hub.importing.values import written
from hub.importing.workbook_text import Book

# More comments than this make a workbook slow to open; the column of explanations says everything.
MOST_COMMENTS = 2_000
MOST_BAD_ROWS = 20_000
"""Rows with problems that are written; a file with more of them has one thing wrong in every row."""
# Cells above which a workbook is written row by row, to keep within the memory of the child.
_IN_ORDER_ABOVE = 300_000
_WIDTHS_FROM = 200
_HEADER = {"bold": True, "border": 1, "text_wrap": True, "align": "center", "valign": "vcenter"}
_TITLE = {"bold": True}
_EXPLAINED = {"text_wrap": False, "valign": "top"}
_FILLS = {"error": {"bg_color": f"#{RED}"}, "warning": {"bg_color": f"#{YELLOW}"}}


def whole(plan: Plan) -> bytes:
    """Every worksheet of the file, cells where they were, problems marked."""
    book = Book(rows_in_order=plan.cells > _IN_ORDER_ABOVE)
    names = _Names()
    result = book.sheet(names.of(RESULT_SHEET))
    titles = {page.grid.worksheet: names.of(page.grid.worksheet) for page in plan.pages}
    _result(book, result, plan.lines, titles)
    for page in plan.pages:
        sheet = book.sheet(titles[page.grid.worksheet])
        if page.grid.visibility == "hidden":
            sheet.hide()
        elif page.grid.visibility == "very_hidden":
            sheet.very_hidden()
        if not page.emptied:
            _page(book, sheet, page)
    return book.bytes()


def only_bad_rows(plan: Plan) -> bytes:
    """Titles, headers and the rows with problems of each table, with the numbers that the rows had."""
    book = Book(rows_in_order=True)
    names = _Names()
    pages = [page for page in plan.pages if not page.emptied and any(match for _, match in page.tables)]
    bad = sum(len(_bad(table, page)) for page in pages for table, match in page.tables if match)
    said = f"只列出有问题的行 {min(bad, MOST_BAD_ROWS)} 行（共 {bad} 行），“{ORIGINAL_ROWS}”为原文件行号，更正后可作为补报上传"
    said_en = f"only the rows with problems, {min(bad, MOST_BAD_ROWS)} of {bad}; corrected they can be sent as a supplement"
    lines = [plan.lines[0], Line(("本文件 / this file", f"{said} / {said_en}")), *plan.lines[1:]]
    _result(book, book.sheet(names.of(RESULT_SHEET)), lines, {})
    counted = _Counted()
    for page in pages:
        _bad_rows(book, book.sheet(names.of(page.grid.worksheet)), page, counted)
    return book.bytes()


@dataclass(slots=True)
class _Counted:
    """What has been written so far of what is limited."""

    rows: int = 0
    comments: int = 0


class _Names:
    """Worksheet names that a workbook can hold, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, name: str) -> str:
        plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", "×", name)[:31].strip("'") or "Sheet"
        found, number = plain, 1
        while found.lower() in self._taken:
            number += 1
            found = f"{plain[:27]} ({number})"
        self._taken.add(found.lower())
        return found


def _page(book: Book, sheet: Worksheet, page: Page) -> None:
    grid = page.grid
    headers = {row for table, _ in page.tables for row in table.header_rows}
    titles = {row for table, _ in page.tables for row in table.title_rows}
    first = {table.header_rows[0] for table in page.explained_tables()}
    _columns(sheet, page)
    merged = _merged(book, sheet, page, headers, titles)
    last = max((len(grid.rows), *(row + 1 for row, _ in page.marks)), default=0)
    marked: dict[int, list[int]] = {}
    for row, column in sorted(page.marks):
        marked.setdefault(row, []).append(column)
    comments = 0
    for row in range(last):
        if row in grid.hidden_rows:
            sheet.set_row(row, None, None, {"hidden": True})
        base: Mapping[str, Any] = _HEADER if row in headers else _TITLE if row in titles else {}
        width = len(grid.rows[row]) if row < len(grid.rows) else 0
        columns: Iterable[int] = range(width) if row not in marked else range(max(width, marked[row][-1] + 1))
        for column in columns:
            place = (row, column)
            severity = page.severity(place) if row in marked else None
            look = {**base, **_FILLS[severity]} if severity else base
            value = _shown(page, row, column)
            if place not in merged or value is not None:
                book.write(
                    sheet,
                    row,
                    column,
                    value,
                    {**merged.get(place, {}), **look} if value is not None or severity else None,
                )
            if place in page.marks and comments < MOST_COMMENTS:
                _comment(sheet, page, place, row, column)
                comments += 1
        if row in first:
            book.write(sheet, row, page.column, EXPLANATIONS, {**_HEADER, **_FILLS["error"]})
        if row in page.explanations:
            book.write(sheet, row, page.column, page.explanations[row], _EXPLAINED)


def _shown(page: Page, row: int, column: int) -> CellValue:
    """The value; an error cell as its error text, a formula without a result as one too: both stay errors."""
    if (row, column) in page.grid.errors or (row, column) in page.grid.uncached:
        return page.grid.errors.get((row, column), "#N/A")
    return page.value(row, column)


def _merged(
    book: Book, sheet: Worksheet, page: Page, headers: set[int], titles: set[int]
) -> dict[tuple[int, int], Mapping[str, Any]]:
    """Merge the ranges of the grid that do not overlap; gives the cells that lie in one."""
    inside: dict[tuple[int, int], Mapping[str, Any]] = {}
    for top, left, bottom, right in page.grid.merges:
        area = [
            (row, column)
            for row in range(top, min(bottom, top + 500) + 1)
            for column in range(left, right + 1)
        ]
        if any(place in inside for place in area) or len(area) < 2 or bottom - top > 500:
            continue
        look: dict[str, Any] = {"valign": "vcenter"}
        look |= _HEADER if top in headers else {"bold": True, "align": "center"} if top in titles else {}
        book.merge(sheet, (top, left, bottom, right), look)
        inside.update(dict.fromkeys(area, look))
    return inside


def _columns(sheet: Worksheet, page: Page) -> None:
    """Widths by the longest of the first texts, so that nothing shows as ###."""
    widths: dict[int, int] = {}
    titles = {row for table, _ in page.tables for row in (*table.title_rows, *table.footer_rows)}
    for row, cells in enumerate(page.grid.rows[:_WIDTHS_FROM]):
        if row in titles:
            continue
        for column, value in enumerate(cells):
            if value is not None:
                widths[column] = max(widths.get(column, 0), _width(value))
    for column in {*widths, *page.grid.hidden_columns}:
        options = {"hidden": True} if column in page.grid.hidden_columns else {}
        sheet.set_column(column, column, min(max(widths.get(column, 8) + 2, 8), 50), None, options)
    sheet.set_column(page.column, page.column, 60)


def _width(value: CellValue) -> int:
    if isinstance(value, datetime):
        return 12
    return max(
        (
            sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line)
            for line in written(value)[:80].split("\n")
        ),
        default=0,
    )


def _bad_rows(book: Book, sheet: Worksheet, page: Page, counted: _Counted) -> None:
    to = 0
    width = page.column
    for table, match in page.tables:
        if match is None:
            continue
        for row in (*table.title_rows, *table.header_rows):
            is_header = row in table.header_rows
            _copy(book, sheet, page, row, to, _HEADER if is_header else _TITLE)
            if row == table.header_rows[0]:
                book.write(sheet, to, width, ORIGINAL_ROWS, _HEADER)
                book.write(sheet, to, width + 1, EXPLANATIONS, {**_HEADER, **_FILLS["error"]})
            to += 1
        for row in _bad(table, page)[: MOST_BAD_ROWS - counted.rows]:
            _copy(book, sheet, page, row, to, {}, table)
            book.write(sheet, to, width, row + 1)
            book.write(sheet, to, width + 1, page.explanations[row], _EXPLAINED)
            for column in range(width) if counted.comments < MOST_COMMENTS else ():
                if (row, column) in page.marks:
                    _comment(sheet, page, (row, column), to, column)
                    counted.comments += 1
            counted.rows += 1
            to += 1
        for row in table.footer_rows:
            _copy(book, sheet, page, row, to, {})
            to += 1
        to += 1
    sheet.set_column(width + 1, width + 1, 60)


def _bad(table: Table, page: Page) -> list[int]:
    return [row for row in table.data_rows if row in page.explanations]


def _copy(
    book: Book,
    sheet: Worksheet,
    page: Page,
    row: int,
    to: int,
    base: Mapping[str, Any],
    table: Table | None = None,
) -> None:
    cells = page.grid.rows[row] if row < len(page.grid.rows) else []
    for column in range(max(len(cells), page.column) if table else len(cells)):
        value = _shown(page, row, column)
        if value is None and table is not None and (row, column) in table.filled_down:
            # The cell above that was merged over this one is not among the rows written.
            value = page.hiding.value(row, column, table.filled_down[row, column])
        severity = page.severity((row, column))
        if value is not None or severity:
            book.write(sheet, to, column, value, {**base, **_FILLS[severity]} if severity else base)


def _comment(sheet: Worksheet, page: Page, place: tuple[int, int], row: int, column: int) -> None:
    sheet.write_comment(
        row, column, comment(page.marks[place])[:8_000], {"author": "", "x_scale": 3, "y_scale": 1.6}
    )


def _result(book: Book, sheet: Worksheet, lines: Iterable[Line], titles: Mapping[str, str]) -> None:
    sheet.set_column(0, 1, 24)
    sheet.set_column(2, 2, 18)
    sheet.set_column(3, 3, 26)
    sheet.set_column(4, 5, 80)
    for row, line in enumerate(lines):
        base: dict[str, Any] = {"bold": True} if line.look in ("title", "header", "first") else {}
        for column, value in enumerate(line.cells):
            severity = line.look in _FILLS and value == in_words(line.look)
            to = titles.get(line.link[0]) if line.link and column == 1 else None
            if to is not None and line.link is not None:
                quoted = to.replace("'", "''")
                link = f"internal:'{quoted}'!{line.link[1]}"
                sheet.write_url(
                    row, column, link, book.format({"font_color": "#0563C1", "underline": 1}), str(value)
                )
            elif value is not None:
                book.write(sheet, row, column, value, {**base, **_FILLS[line.look]} if severity else base)
