"""What an .xlsx holds besides plain values: errors, uncached formulas, hidden rows, merges, dates, odd XML."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from hub.importing.grid import Grid
from hub.importing.reading import Limits, read
from hub.importing.reading.worksheet_xml import worksheet_facts
from tests.importing.reading import written


def _grid(data: bytes) -> Grid:
    return read(data, "a.xlsx").grids[0]


def test_error_cells_are_told_and_never_look_blank() -> None:
    def add(workbook: openpyxl.Workbook) -> None:
        for address, code in (("B2", "#REF!"), ("C3", "#DIV/0!"), ("A4", "#N/A")):
            workbook.worksheets[0][address] = code
            workbook.worksheets[0][address].data_type = "e"

    grid = _grid(written.xlsx([["a", "b", "c"], [1, 2, 3], [1, 2, 3], [1, 2, 3]], add))
    assert grid.errors == {(1, 1): "#REF!", (2, 2): "#DIV/0!", (3, 0): "#N/A"}
    assert [grid.value(1, 1), grid.value(2, 2), grid.value(3, 0)] == [None, None, None]


def test_a_formula_without_a_result_is_told_and_one_with_a_result_is_its_value() -> None:
    xml = (
        written.SHEET_START + '<sheetData><row r="1"><c r="A1"><f>1+1</f></c><c r="B1"><f>1+1</f><v>2</v></c>'
        '<c r="C1" t="str"><f>""</f><v></v></c><c r="D1"><f>2</f><v></v></c>'
        '<c r="E1"><f t="shared" si="0"/><v>5</v></c><c r="F1"><f t="shared" si="0"/></c>'
        '<c r="G1"><v>7</v></c></row></sheetData></worksheet>'
    )
    grid = _grid(written.xlsx_of_xml(xml))
    assert grid.rows == [[None, 2.0, None, None, 5.0, None, 7.0]]
    assert grid.uncached == {(0, 0), (0, 3), (0, 5)}


def test_hidden_rows_columns_and_sheets_are_read_and_told() -> None:
    def hide(workbook: openpyxl.Workbook) -> None:
        workbook.worksheets[0].row_dimensions[2].hidden = True
        workbook.worksheets[0].column_dimensions["B"].hidden = True
        workbook.create_sheet("码表").sheet_state = "hidden"
        workbook.create_sheet("参数").sheet_state = "veryHidden"

    grids = read(written.xlsx([["a", "b", "c"], [1, 2, 3], [4, 5, 6]], hide), "a.xlsx").grids
    assert (grids[0].hidden_rows, grids[0].hidden_columns) == (frozenset({1}), frozenset({1}))
    assert grids[0].rows[1] == [1, 2, 3]
    assert [grid.visibility for grid in grids] == ["visible", "hidden", "very_hidden"]


def test_a_table_that_starts_at_b3_keeps_its_place() -> None:
    grid = _grid(written.xlsx([[], [], [None, "标题"], [None, 1, None, 2]]))
    assert grid.rows == [[None] * 4, [None] * 4, [None, "标题", None, None], [None, 1, None, 2]]


def test_a_merged_range_keeps_only_its_first_value() -> None:
    sheet = (
        '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c>'
        '<c r="C2"><v>4</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="A1:B2"/></mergeCells>'
    )
    grid = _grid(written.xlsx_of_xml(f"{written.SHEET_START}{sheet}</worksheet>"))
    assert grid.rows == [[1, None, None], [None, None, 4]]
    assert grid.merges == [(0, 0, 1, 1)]


def test_a_wrong_dimension_is_not_believed() -> None:
    cells = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 4))
    xml = f'{written.SHEET_START}<dimension ref="A1"/><sheetData>{cells}</sheetData></worksheet>'
    assert _grid(written.xlsx_of_xml(xml)).rows == [[1], [2], [3]]


@pytest.mark.parametrize("number_format", [*range(27, 37), *range(50, 59)])
def test_the_built_in_chinese_date_formats_are_dates(number_format: int) -> None:
    style = (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts><font/></fonts>'
        "<fills><fill/></fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs>"
        f'<cellXfs><xf/><xf numFmtId="{number_format}" applyNumberFormat="1"/></cellXfs></styleSheet>'
    )
    xml = f'{written.SHEET_START}<sheetData><row r="1"><c r="A1" s="1"><v>45352</v></c></row></sheetData></worksheet>'
    data = written.repacked(written.xlsx_of_xml(xml), {"xl/styles.xml": style})
    # Formats 32 to 35 show a time of day in some languages; on a whole day they still hold that day.
    assert _grid(data).rows == [[date(2024, 3, 1)]]


def test_dates_times_and_durations_are_what_excel_shows() -> None:
    moments: list[list[Any]] = [
        [date(2024, 3, 1), datetime(2024, 3, 1, 6, 30), time(7, 45), timedelta(hours=26.5)]
    ]
    assert _grid(written.xlsx(moments)).rows == [
        [date(2024, 3, 1), datetime(2024, 3, 1, 6, 30), time(7, 45), "26:30:00"]
    ]


def test_a_workbook_that_counts_from_1904_gives_the_same_dates() -> None:
    def count_from_1904(workbook: openpyxl.Workbook) -> None:
        workbook.epoch = CALENDAR_MAC_1904

    assert _grid(written.xlsx([[date(2024, 3, 1)]], count_from_1904)).rows == [[date(2024, 3, 1)]]


def test_blank_texts_are_none_and_other_texts_stay_as_they_are() -> None:
    assert _grid(written.xlsx([["", "  ", "\u3000", " a ", "=1+1", "007"]])).rows == [
        [None, None, None, " a ", "=1+1", "007"]
    ]


def test_an_xlsm_is_read_as_data() -> None:
    workbook = read(written.repacked(written.xlsx([["a"]]), {"xl/vbaProject.bin": b"macro"}), "a.xlsm")
    assert (workbook.kind, workbook.grids[0].rows, workbook.notices) == ("xlsm", [["a"]], [])


_PLAIN = (
    written.SHEET_START + '<cols><col min="2" max="16384" hidden="1"/></cols><sheetData>'
    '<row r="2" hidden="1"><c r="B2" t="e"><v>#REF!</v></c><c r="C2"><f>1</f></c></row>'
    '<row r="3"><c r="A3"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A3:B4"/></mergeCells></worksheet>'
)
_SAME_XML = {
    "prefix": _PLAIN.replace("</", "</x:")
    .replace("<", "<x:")
    .replace("<x:/x:", "</x:")
    .replace("xmlns=", "xmlns:x="),
    "single quotes": _PLAIN.replace('"', "'"),
    "comment": _PLAIN.replace("<row r", "<!-- <row r='9'> --><row r", 1),
    "attributes in another order": _PLAIN.replace('r="B2" t="e"', 't="e" r="B2"'),
    "no positions": _PLAIN.replace('<c r="B2"', "<c/><c")
    .replace('<c r="C2"', "<c")
    .replace('<row r="3">', "<row>"),
    "mark": "\ufeff" + _PLAIN,
    "wide": '<?xml version="1.0" encoding="UTF-16"?>' + _PLAIN,
}


@pytest.mark.parametrize("way", _SAME_XML)
def test_the_facts_do_not_depend_on_how_the_xml_is_written(way: str) -> None:
    xml = _SAME_XML[way].encode("utf-16" if way == "wide" else "utf-8")
    facts = worksheet_facts(xml, large_rows=100, large_columns=100)
    assert facts == worksheet_facts(_PLAIN.encode(), large_rows=100, large_columns=100)
    assert facts.errors == {(1, 1): "#REF!"}
    assert facts.uncached == {(1, 2)}
    assert (facts.hidden_rows, facts.hidden_columns) == (frozenset({1}), frozenset({1, 2}))
    assert (facts.merges, facts.rows, facts.columns) == ([(2, 0, 3, 1)], 3, 3)


def test_formatted_blank_cells_at_the_end_of_the_sheet_do_not_count() -> None:
    xml = (
        written.SHEET_START + '<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>'
        '<row r="1048576"><c r="A1048576" s="1"></c></row></sheetData></worksheet>'
    )
    assert _grid(written.xlsx_of_xml(xml)).rows == [[1]]


def test_sheets_are_found_by_the_relations_of_the_workbook_in_its_order() -> None:
    def add(workbook: openpyxl.Workbook) -> None:
        workbook.create_sheet("二月", 0)["A1"] = "feb"
        workbook.create_chartsheet("图", 1)

    grids = read(written.xlsx([["jan"]], add), "a.xlsx", Limits(sheets=3)).grids
    assert [(grid.worksheet, grid.rows) for grid in grids] == [("二月", [["feb"]]), ("Sheet", [["jan"]])]
