"""The example workbooks and the faulty ones: what the readers give is what expected.json and other libraries say."""

from __future__ import annotations

import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel

from hub.importing.child import run_limited
from hub.importing.grid import CellValue, Grid
from hub.importing.problems import RefusedFileError
from hub.importing.reading import Workbook, read

_ROOT = Path(__file__).parents[3]
_WORLDS = sorted((_ROOT / "examples").glob("*/expected.json"))
_FAULTY = _ROOT / "tests" / "workbooks"
_DESCRIBED = [
    (world.parent / file["file"], sheet)
    for world in _WORLDS
    for file in json.loads(world.read_text(encoding="utf-8"))["files"]
    for sheet in file["sheets"]
]
_XLSX = [
    file
    for file in sorted([*(_ROOT / "examples").rglob("*.xlsx"), *_FAULTY.glob("*.xlsx")])
    if zipfile.is_zipfile(file)
]
_KIND_OF_EXTENSION = {".et": "xls"}


def _read(file: Path) -> Workbook:
    return run_limited(read, file.read_bytes(), file.name)


def _without_blanks(text: object) -> str:
    return "".join(str(text).split())


@pytest.mark.parametrize(
    ("file", "sheet"), _DESCRIBED, ids=[f"{file.name}-{sheet['form']}" for file, sheet in _DESCRIBED]
)
def test_headers_and_hidden_rows_stand_where_expected_json_says(file: Path, sheet: dict[str, Any]) -> None:
    workbook = _read(file)
    assert workbook.kind == _KIND_OF_EXTENSION.get(file.suffix, file.suffix[1:])
    assert workbook.notices == []
    grids = {grid.worksheet: grid for grid in workbook.grids}
    grid = workbook.grids[0] if workbook.kind == "csv" else grids[sheet["sheet"]]
    first, last = sheet["header_rows"]
    for column in sheet["columns"].values():
        found = [
            grid.value(row - 1, column_index_from_string(column["col"]) - 1) for row in range(first, last + 1)
        ]
        parts = [_without_blanks(part) for part in found if part is not None]
        # A header may hold a slash of its own (委派/委托).
        assert _without_blanks(column["header"]).endswith(parts[-1])
    assert sorted(grid.hidden_rows) == [row - 1 for row in sheet.get("hidden_rows", [])]
    for row in sheet["data_rows"] if isinstance(sheet["data_rows"], list) else []:
        assert grid.rows[row - 1]


@pytest.mark.parametrize("file", _XLSX, ids=lambda file: file.stem)
def test_cells_are_those_that_openpyxl_reads(file: Path) -> None:
    grids = _read(file).grids
    workbook = openpyxl.load_workbook(file, data_only=True)
    assert [grid.worksheet for grid in grids] == workbook.sheetnames
    for grid in grids:
        for row in workbook[grid.worksheet].iter_rows():
            for cell in row:
                _assert_same(grid, cell)


def _assert_same(grid: Grid, cell: Any) -> None:
    place = (cell.row - 1, cell.column - 1)
    if cell.data_type == "e":
        assert (grid.errors[place], grid.value(*place)) == (cell.value, None)
        return
    expected: CellValue = cell.value
    if isinstance(expected, datetime) and expected.time() == datetime.min.time():
        expected = expected.date()
    if isinstance(expected, str) and not expected.strip():
        expected = None
    found = grid.value(*place)
    if isinstance(found, date) and isinstance(expected, int):
        # openpyxl does not know the built-in Chinese date formats and gives the serial number.
        expected = from_excel(expected).date()
    if isinstance(expected, str) and isinstance(found, str):
        found, expected = found.replace("\r\n", "\n"), expected.replace("\r\n", "\n")
    assert found == expected, (cell.coordinate, found, expected)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("23加密工作簿.xlsx", "file_encrypted"),
        ("30UTF8截断.csv", "file_cut_inside_character"),
        ("36文件损坏.xlsx", "file_truncated"),
    ],
)
def test_files_that_cannot_be_read_are_refused_by_their_own_name(name: str, kind: str) -> None:
    with pytest.raises(RefusedFileError) as caught:
        _read(_FAULTY / name)
    assert caught.value.problem.kind == kind


def test_error_cells_and_the_uncached_formula_of_the_faulty_files_are_found() -> None:
    [errors] = _read(_FAULTY / "13错误值.xlsx").grids
    assert errors.errors == {(4, 17): "#REF!", (7, 13): "#DIV/0!", (8, 10): "#N/A"}
    [uncached] = _read(_FAULTY / "12公式未计算.xlsx").grids
    assert uncached.uncached == {(5, 10)}
