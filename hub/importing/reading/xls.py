"""Reading .xls and .et (BIFF): xlrd with formatting, for merges, hidden rows and error cells."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Literal

import xlrd
from python_calamine import CalamineError, CalamineWorkbook, PasswordError
from xlrd.biffh import XLRDError, error_text_from_code
from xlrd.book import Book
from xlrd.compdoc import CompDocError
from xlrd.sheet import Sheet
from xlrd.xldate import XLDateError, xldate_as_datetime

from hub.importing.grid import CellValue, Grid, Visibility
from hub.importing.problems import Problem, RefusedFileError, Severity
from hub.importing.reading.grids import (
    Merge,
    check_counts,
    check_size,
    cleaned,
    is_percent_format,
    keep_only_first_of_merged,
    percent_text,
    without_trailing_blanks,
)
from hub.importing.reading.limits import Limits

_VISIBILITY: dict[int, Visibility] = {0: "visible", 1: "hidden", 2: "very_hidden"}
# What xlrd lets through when a file is not as its format says (seen on hostile files).
_XLRD_STUMBLES = (
    AssertionError,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    OverflowError,
    RecursionError,
    TypeError,
    UnicodeError,
    ValueError,
    struct.error,
    CompDocError,
)


def grids(data: bytes, limits: Limits) -> tuple[list[Grid], list[Problem]]:
    """The worksheets of a workbook, with a warning when only the simpler reader could open it."""
    try:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, on_demand=True, logfile=io.StringIO()
        )
        check_counts(limits, sheets=book.nsheets)
        percents = _percent_styles(book)
        found = [
            _grid(book.sheet_by_index(index), book.datemode, percents, limits)
            for index in range(book.nsheets)
        ]
        return found, []
    except XLRDError as error:
        if "encrypted" in str(error).lower():
            raise RefusedFileError("file_encrypted") from error
        return _by_calamine(data, limits)
    except _XLRD_STUMBLES:
        return _by_calamine(data, limits)


def _grid(sheet: Sheet, datemode: Literal[0, 1], percents: frozenset[int], limits: Limits) -> Grid:
    check_counts(limits, merges=len(sheet.merged_cells))
    columns = max((sheet.row_len(row) for row in range(sheet.nrows)), default=0)
    errors: dict[tuple[int, int], str] = {}
    rows: list[list[CellValue]] = []
    for row in range(sheet.nrows):
        kinds: Sequence[int] = sheet.row_types(row)
        values: list[Any] = list(sheet.row_values(row))
        for column, kind in enumerate(kinds):
            if kind == xlrd.XL_CELL_DATE:
                values[column] = _moment(values[column], datemode)
            elif kind == xlrd.XL_CELL_BOOLEAN:
                values[column] = bool(values[column])
            elif kind == xlrd.XL_CELL_NUMBER and percents and sheet.cell_xf_index(row, column) in percents:
                values[column] = percent_text(values[column])
            elif kind == xlrd.XL_CELL_ERROR:
                errors[row, column] = error_text_from_code.get(values[column], f"#{values[column]}")
                values[column] = None
        rows.append(cleaned(values))
    without_trailing_blanks(rows)
    filled_columns = max((len(cells) for cells in rows), default=0)
    check_size(limits, len(rows), filled_columns)
    merges: list[Merge] = [
        (top, left, below - 1, right - 1) for top, below, left, right in sheet.merged_cells
    ]
    keep_only_first_of_merged(rows, merges)
    return Grid(
        worksheet=sheet.name,
        rows=rows,
        visibility=_VISIBILITY.get(sheet.visibility, "visible"),
        merges=merges,
        hidden_rows=frozenset(
            row for row, info in sheet.rowinfo_map.items() if info.hidden and row < len(rows)
        ),
        hidden_columns=frozenset(
            column for column, info in sheet.colinfo_map.items() if info.hidden and column < columns
        ),
        errors=errors,
    )


def _percent_styles(book: Book) -> frozenset[int]:
    """The numbers of the cell styles whose number format shows per cent."""
    known = book.format_map.items()
    formats = {key for key, found in known if is_percent_format(found.format_str or "")}
    return frozenset(index for index, style in enumerate(book.xf_list) if style.format_key in formats)


def _moment(serial: float, datemode: Literal[0, 1]) -> CellValue:
    """A date serial as date, datetime or time of day; one that Excel cannot show either stays a number."""
    try:
        moment = xldate_as_datetime(serial, datemode)
    except (OverflowError, ValueError, XLDateError):
        return serial
    if serial < 0:
        return serial
    if serial < 1 and datemode == 0:
        return moment.time()
    # Serials carry rounding noise of some microseconds.
    moment = (moment + timedelta(microseconds=500_000)).replace(microsecond=0)
    return moment.date() if moment.time() == moment.time().min else moment


def _by_calamine(data: bytes, limits: Limits) -> tuple[list[Grid], list[Problem]]:
    """calamine opens a few old files that xlrd does not, but shows error cells as blanks: say so."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        check_counts(limits, sheets=len(workbook.sheet_names))
        found = []
        for name in workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(name)
            check_size(limits, *((sheet.end[0] + 1, sheet.end[1] + 1) if sheet.end else (0, 0)))
            merges = [(*first, *last) for first, last in sheet.merged_cell_ranges or []]
            rows = [cleaned(row) for row in sheet.to_python(skip_empty_area=False)]
            keep_only_first_of_merged(rows, merges)
            found.append(Grid(worksheet=name, rows=rows, merges=merges))
        return found, [Problem("error_cells_not_seen", Severity.WARNING)]
    except PasswordError as error:
        raise RefusedFileError("file_encrypted") from error
    except (CalamineError, OSError) as error:
        raise RefusedFileError("file_damaged", where=str(error)[:200]) from error
