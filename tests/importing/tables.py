"""Small tables for tests: a header and rows of a sheet, read as a file's would be."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from hub.importing.catalogue import sheet_named, sheets
from hub.importing.cells import Source, read_rows
from hub.importing.columns import match_sheet
from hub.importing.grid import CellValue, Grid
from hub.importing.matching import known_headers
from hub.importing.parsed import ParsedRow
from hub.importing.problems import Problem
from hub.importing.repeats import without_repeats
from hub.importing.sheet import Sheet
from hub.importing.tables import find_tables
from hub.regions import register

KEY = b"k" * 32
Told = tuple[str | None, str, str]


def sheet(form: str) -> Sheet:
    """The sheet of a form code."""
    found = sheet_named(form)
    assert found is not None
    return found


def read(
    form: str,
    *records: Mapping[str, CellValue],
    region: str = "520200",
    year: int = 2019,
    month: date | None = None,
    above: Sequence[Sequence[CellValue]] = (),
    below: Sequence[Sequence[CellValue]] = (),
    errors: Mapping[tuple[int, int], str] | None = None,
) -> tuple[list[ParsedRow], list[Problem]]:
    """The rows and problems of a table whose records are given by header; the header is in the row after `above`."""
    headers = list(dict.fromkeys(header for record in records for header in record))
    rows = [list(row) for row in (*above, headers, *([r.get(h) for h in headers] for r in records), *below)]
    grid = Grid("台账", rows, errors=dict(errors or {}))
    (table,) = find_tables(grid, known_headers(sheets()))
    columns = match_sheet(table, sheet(form)).columns
    found, problems = read_rows(table, columns, sheet(form), Source(region, year, month, KEY), register())
    kept, repeats = without_repeats(found, sheet(form), {grid.worksheet: columns})
    return kept, [*problems, *repeats]


def told(problems: Sequence[Problem]) -> list[Told]:
    """Cell, kind and severity of every problem."""
    return [(problem.cell, problem.kind, problem.severity.value) for problem in problems]


WAGE_CASE: dict[str, CellValue] = {
    "案号": "人社监立字〔2019〕001号",
    "来源": "来访",
    "立案日期": "2019-01-11",
    "单位名称": "某建筑公司",
    "涉及人数": 23.0,
    "欠薪金额": 259900.0,
}


def wage_case(number: int = 1, **cells: Any) -> dict[str, CellValue]:
    """A faultless record of H6, with other cells where given."""
    return {**WAGE_CASE, "案号": f"人社监立字〔2019〕{number:03}号", **cells}
