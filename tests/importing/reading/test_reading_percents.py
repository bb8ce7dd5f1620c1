"""Numbers in cells of a percent format arrive as the per cent that the cell shows, whatever the kind of file."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
import xlwt

from hub.importing.grid import CellValue
from hub.importing.reading import read
from hub.importing.reading.grids import is_percent_format, percent_text
from tests.importing.reading import written

SHOWN: list[CellValue] = ["1.5%", 0.015, "12.3456%", "-3%"]
"""What the four cells hold: a share, a plain number, a share of a format of its own, a negative one."""


def test_an_xlsx_in_plain_and_in_other_legal_xml() -> None:
    def formats(workbook: openpyxl.Workbook) -> None:
        row: Any = workbook.worksheets[0][1]
        for column, number_format in ((0, "0.00%"), (1, "General"), (2, '0.0%;[Red]-0.0%;"-"'), (3, "0%")):
            row[column].number_format = number_format

    package = written.xlsx([[0.015, 0.015, 0.123456, -0.03]], formats)
    assert read(package, "a.xlsx").grids[0].rows == [SHOWN]
    workbook = openpyxl.load_workbook(io.BytesIO(package))
    assert workbook.worksheets[0]["A1"].value == 0.015
    sheet = (
        written.SHEET_START
        + "<!-- no plain XML --><sheetData><row><c s='1'><v>0.015</v></c><c><v>0.015</v></c>"
        + "<c s='2'><v>0.123456</v></c><c s='3'><v>-0.03</v></c></row></sheetData></worksheet>"
    )
    assert read(written.repacked(package, {"xl/worksheets/sheet1.xml": sheet}), "a.xlsx").grids[0].rows == [
        SHOWN
    ]


def test_an_xls() -> None:
    def formats(workbook: xlwt.Workbook) -> None:
        sheet = workbook.get_sheet(0)
        sheet.write(1, 0, 0.015, xlwt.easyxf(num_format_str="0.00%"))
        sheet.write(1, 1, 0.015)
        sheet.write(1, 2, 0.123456, xlwt.easyxf(num_format_str="0.0%"))
        sheet.write(1, 3, -0.03, xlwt.easyxf(num_format_str="0%"))

    assert read(written.xls([["比例"]], formats), "a.xls").grids[0].rows[1] == SHOWN


def test_an_ods() -> None:
    cells = "".join(
        f'<table:table-cell office:value-type="{kind}" office:value="{value}"/>'
        for kind, value in (
            ("percentage", 0.015),
            ("float", 0.015),
            ("percentage", 0.123456),
            ("percentage", -0.03),
        )
    )
    table = f'<table:table table:name="甲"><table:table-row>{cells}</table:table-row></table:table>'
    assert read(written.ods_of_xml(table), "a.ods").grids[0].rows == [SHOWN]


def test_spreadsheetml() -> None:
    xml = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
    <Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
              xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <Styles><Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style>
            <Style ss:ID="s2"><NumberFormat ss:Format="0.0%"/></Style></Styles>
    <Worksheet ss:Name="甲"><Table><Row>
      <Cell ss:StyleID="s1"><Data ss:Type="Number">0.015</Data></Cell>
      <Cell><Data ss:Type="Number">0.015</Data></Cell>
      <Cell ss:StyleID="s2"><Data ss:Type="Number">0.123456</Data></Cell>
      <Cell ss:StyleID="s2"><Data ss:Type="Number">-0.03</Data></Cell>
    </Row></Table></Worksheet></Workbook>"""
    assert read(xml.encode(), "a.xls").grids[0].rows == [SHOWN]


@pytest.mark.parametrize(
    ("code", "percent"),
    [
        ("0%", True),
        ("0.00%", True),
        ("[Red]0.0%", True),
        ('0"%"', False),
        (r"0\%", False),
        ("General", False),
    ],
)
def test_a_format_that_only_writes_the_sign_does_not_multiply(code: str, percent: bool) -> None:
    assert is_percent_format(code) is percent


@pytest.mark.parametrize(
    ("share", "text"), [(0.07, "7%"), (1.0, "100%"), (0.0, "0%"), (0.1 + 0.2, "30%"), (1e-6, "0.0001%")]
)
def test_digits_are_kept_and_noise_of_floats_is_not(share: float, text: str) -> None:
    assert percent_text(share) == text
