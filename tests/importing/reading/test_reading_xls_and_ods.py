"""What .xls, .et and .ods hold besides plain values."""

from __future__ import annotations

from datetime import date, time

import xlwt

from hub.importing.reading import read
from tests.importing.reading import written


def test_an_xls_tells_merges_hidden_rows_columns_and_sheets() -> None:
    def change(workbook: xlwt.Workbook) -> None:
        sheet = workbook.get_sheet(0)
        sheet.write_merge(3, 4, 1, 2, "合并")
        sheet.row(1).hidden = True
        sheet.col(1).hidden = True
        workbook.add_sheet("码表").visibility = 1

    grids = read(written.xls([["a", "b", "c"], [1, 2, 3], [4, 5, 6]], change), "a.xls").grids
    assert (grids[0].hidden_rows, grids[0].hidden_columns) == (frozenset({1}), frozenset({1}))
    assert grids[0].merges == [(3, 1, 4, 2)]
    assert grids[0].rows[1:] == [[1, 2, 3], [4, 5, 6], [None, "合并"]]
    assert [grid.visibility for grid in grids] == ["visible", "hidden"]


def test_error_cells_of_an_xls_are_told() -> None:
    def change(workbook: xlwt.Workbook) -> None:
        workbook.get_sheet(0).row(1).set_cell_error(1, "#DIV/0!")

    grid = read(written.xls([["a", "b"], [1]], change), "a.xls").grids[0]
    assert (grid.errors, grid.rows) == ({(1, 1): "#DIV/0!"}, [["a", "b"], [1]])


def test_an_xls_that_counts_from_1904_and_times_of_day() -> None:
    def change(workbook: xlwt.Workbook) -> None:
        workbook.get_sheet(0).write(0, 1, 0.5, xlwt.easyxf(num_format_str="hh:mm"))
        workbook.get_sheet(0).write(0, 2, -5, xlwt.easyxf(num_format_str="yyyy-mm-dd"))

    assert read(written.xls([[date(2024, 3, 1)]], base_1904=True), "a.xls").grids[0].rows == [
        [date(2024, 3, 1)]
    ]
    assert read(written.xls([[1]], change), "a.xls").grids[0].rows == [[1, time(12, 0), -5.0]]


def test_an_ods_tells_repeats_merges_hidden_errors_and_comments_apart() -> None:
    styles = '<style:style style:name="ta2"><style:table-properties table:display="false"/></style:style>'
    cell = '<table:table-cell office:value-type="string">'
    spanning = cell.replace(">", ' table:number-columns-spanned="2" table:number-rows-spanned="2">')
    tables = (
        '<table:table table:name="台账"><table:table-column/><table:table-column table:visibility="collapse"/>'
        '<table:table-column table:number-columns-repeated="16382"/>'
        f'<table:table-row><table:table-cell table:number-columns-repeated="2"/>{cell}<text:p>a<text:s text:c="2"/>b'
        "</text:p><text:p>c</text:p><office:annotation><text:p>批注</text:p></office:annotation></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="16381"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2" table:visibility="filter">'
        '<table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1.5"/>'
        "</table:table-row><table:table-row>"
        f"{spanning}"
        "<text:p>合并</text:p></table:table-cell><table:covered-table-cell/>"
        '<table:table-cell table:formula="of:=1/0" office:value-type="string" calcext:value-type="error">'
        '<text:p>#DIV/0!</text:p></table:table-cell><table:table-cell table:formula="of:=1+1"/>'
        '<table:table-cell office:value-type="time" office:time-value="PT26H30M00S"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="1048572"><table:table-cell/></table:table-row></table:table>'
        '<table:table table:name="码表" table:style-name="ta2"/>'
    )
    grids = read(written.ods_of_xml(tables, styles), "a.ods").grids
    assert grids[0].rows == [
        [None, None, "a  b\nc"],
        [1.5, 1.5],
        [1.5, 1.5],
        ["合并", None, None, None, "26:30:00"],
    ]
    assert (grids[0].hidden_rows, grids[0].hidden_columns) == (frozenset({1, 2}), frozenset({1}))
    assert (grids[0].merges, grids[0].errors, grids[0].uncached) == (
        [(3, 0, 4, 1)],
        {(3, 2): "#DIV/0!"},
        frozenset({(3, 3)}),
    )
    assert [(grid.worksheet, grid.visibility) for grid in grids] == [("台账", "visible"), ("码表", "hidden")]
