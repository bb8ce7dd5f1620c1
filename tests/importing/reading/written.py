"""Workbooks of every kind written for the tests of reading, from the same rows of values."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime

import openpyxl
import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from hub.importing.grid import CellValue

Rows = Sequence[Sequence[CellValue]]
_XLS_MOMENT = xlwt.easyxf(num_format_str="yyyy-mm-dd hh:mm:ss")
_XLS_DAY = xlwt.easyxf(num_format_str="yyyy-mm-dd")
SHEET_START = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'


def xlsx(rows: Rows, change: Callable[[openpyxl.Workbook], object] | None = None) -> bytes:
    """An .xlsx by openpyxl; `change` may do more to the workbook before it is saved."""
    workbook = openpyxl.Workbook()
    worksheet = workbook.worksheets[0]
    for row, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            cell = worksheet.cell(row, column, value)
            if isinstance(value, str):
                cell.data_type = "s"  # text that begins with = stays text
    if change:
        change(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def xlsx_of_xml(sheet_xml: str | bytes, **parts: bytes) -> bytes:
    """An .xlsx whose only worksheet has this XML; `parts` adds or replaces parts (path with __ for /)."""
    return repacked(xlsx([]), {"xl/worksheets/sheet1.xml": sheet_xml, **parts})


def repacked(package: bytes, parts: dict[str, str | bytes]) -> bytes:
    """The package with some parts replaced or added."""
    buffer = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return buffer.getvalue()


def xls(
    rows: Rows, change: Callable[[xlwt.Workbook], object] | None = None, *, base_1904: bool = False
) -> bytes:
    """An .xls by xlwt."""
    workbook = xlwt.Workbook()
    workbook.dates_1904 = base_1904
    sheet = workbook.add_sheet("Sheet")
    for row, cells in enumerate(rows):
        for column, value in enumerate(cells):
            if isinstance(value, datetime):
                sheet.write(row, column, value, _XLS_MOMENT)
            elif isinstance(value, date):
                sheet.write(row, column, value, _XLS_DAY)
            elif value is not None:
                sheet.write(row, column, value)
    if change:
        change(workbook)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def ods(rows: Rows) -> bytes:
    """An .ods by odfpy."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="Sheet")
    for cells in rows:
        row = TableRow()
        for value in cells:
            row.addElement(_ods_cell(value))
        table.addElement(row)
    document.spreadsheet.addElement(table)
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def ods_of_xml(tables: str, styles: str = "") -> bytes:
    """An .ods whose content.xml holds these tables."""
    names = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
        "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
        "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
    }
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in names.items())
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return repacked(ods([]), {"content.xml": content})


def csv_text(rows: Sequence[Sequence[str | None]], separator: str = ",") -> str:
    """CSV as Excel writes it."""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=separator).writerows([cell or "" for cell in row] for row in rows)
    return buffer.getvalue()


def _ods_cell(value: CellValue) -> TableCell:
    if value is None:
        return TableCell()
    if isinstance(value, bool):
        return TableCell(valuetype="boolean", booleanvalue=str(value).lower())
    if isinstance(value, int | float):
        return TableCell(valuetype="float", value=repr(value))
    if isinstance(value, datetime):
        return TableCell(valuetype="date", datevalue=value.isoformat(timespec="seconds"))
    if isinstance(value, date):
        return TableCell(valuetype="date", datevalue=value.isoformat())
    cell = TableCell(valuetype="string")
    for line in str(value).split("\n"):
        cell.addElement(P(text=line))
    return cell
