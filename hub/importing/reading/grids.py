"""What all readers do to cells: blanks become None, merged ranges keep their first value, limits hold."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any

from hub.importing.grid import CellValue
from hub.importing.problems import RefusedFileError
from hub.importing.reading.limits import Limits

Merge = tuple[int, int, int, int]
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|[_*].')


def cleaned(cells: Iterable[Any]) -> list[CellValue]:
    """A row of values as a library reads them: blank text becomes None, a duration its text (26:30:00)."""
    return [
        (value if value and not value.isspace() else None)
        if value.__class__ is str
        else (duration_text(value) if value.__class__ is timedelta else value)
        for value in cells
    ]


def duration_text(value: timedelta) -> str:
    """A duration as the spreadsheet shows it: hours may exceed 24."""
    seconds = round(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def is_percent_format(code: str) -> bool:
    """Whether a number format shows per cent: 0.00%, but not 0"%" or 0\\%, which only write the sign."""
    return "%" in _LITERAL.sub("", code)


def percent_text(share: float) -> str:
    """A share as a cell of a percent format shows it, all digits kept: 0.015 -> 1.5%."""
    if not math.isfinite(share) or abs(share) > 1e15:
        return str(share)
    percent = round(Decimal(repr(share)) * 100, 10).normalize()
    return f"{percent:f}%"


def without_trailing_blanks(rows: list[list[CellValue]]) -> list[list[CellValue]]:
    """The rows without blank cells at their ends and without blank rows at the end; positions stay."""
    for row in rows:
        while row and row[-1] is None:
            row.pop()
    while rows and not rows[-1]:
        rows.pop()
    return rows


def keep_only_first_of_merged(rows: list[list[CellValue]], merges: list[Merge]) -> None:
    """Blank every cell of a merged range but its top left one: Excel hides what is left below a merge."""
    width = max(map(len, rows), default=0) if merges else 0
    covered = sum(
        max(min(bottom + 1, len(rows)) - top, 0) * max(min(right + 1, width) - left, 0)
        for top, left, bottom, right in merges
    )
    # Ranges that do not overlap cover no more than there is; forty thousand over the same rows take minutes.
    if covered > 2 * len(rows) * width:
        raise RefusedFileError("file_damaged", where="merged cells")
    for top, left, bottom, right in merges:
        for row in range(top, min(bottom + 1, len(rows))):
            cells = rows[row]
            for column in range(left, min(right + 1, len(cells))):
                if (row, column) != (top, left):
                    cells[column] = None


def check_size(limits: Limits, rows: int, columns: int) -> None:
    """Refuse a worksheet whose filled rectangle is larger than the limits."""
    if rows > limits.rows or columns > limits.columns or rows * columns > limits.cells:
        raise RefusedFileError(
            "file_too_many_cells",
            rows=rows,
            columns=columns,
            max_rows=limits.rows,
            max_columns=limits.columns,
        )


def check_counts(limits: Limits, *, sheets: int = 0, merges: int = 0) -> None:
    """Refuse a workbook with too many worksheets or merged ranges."""
    if sheets > limits.sheets:
        raise RefusedFileError("file_too_many_sheets", count=sheets, limit=limits.sheets)
    if merges > limits.merges:
        raise RefusedFileError("file_too_many_merges", count=merges, limit=limits.merges)
