"""A worksheet as a plain grid of cell values: what every reader gives and every later step takes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Literal

# What a cell can hold once read. Numbers of .xlsx and .xls are floats (whole ones too), CSV cells are text.
# A date or month that the workbook formats as a date arrives as `date` or `datetime`.
CellValue = str | int | float | bool | date | datetime | time | None

Visibility = Literal["visible", "hidden", "very_hidden"]


@dataclass(slots=True)
class Grid:
    """One worksheet. Rows and columns are counted from 0 and always from A1, whatever the used range.

    `rows` may be ragged; a blank cell is None, never "". Sparse facts about single cells stand beside the values,
    so that a grid of two million cells stays a list of lists.
    """

    worksheet: str
    rows: list[list[CellValue]]
    visibility: Visibility = "visible"
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    """Merged ranges: first row, first column, last row, last column (inclusive)."""
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """Error cells (#REF!, #DIV/0! ...) by (row, column); their value in `rows` is None."""
    uncached: frozenset[tuple[int, int]] = frozenset()
    """Formula cells without a stored result; their value in `rows` is None."""

    def value(self, row: int, column: int) -> CellValue:
        """The value at (row, column), None outside the grid."""
        if row < len(self.rows):
            cells = self.rows[row]
            if column < len(cells):
                return cells[column]
        return None


def column_letter(column: int) -> str:
    """The letters of a column counted from 0: 0 -> A, 27 -> AB."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def address(row: int, column: int) -> str:
    """The address as the spreadsheet shows it, from a row and column counted from 0: (16, 1) -> B17."""
    return f"{column_letter(column)}{row + 1}"
