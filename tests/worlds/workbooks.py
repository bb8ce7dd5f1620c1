"""Tables written as the files that offices send: .xlsx, .xls, .ods, .csv in GB18030 or UTF-8."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path

import xlwt
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import CoveredTableCell, TableCell, TableRow
from odf.table import Table as OdfTable
from odf.text import P
from openpyxl import Workbook

from tests.worlds.layout import Cell, Table


def write_xlsx(path: Path, tables: Sequence[Table]) -> None:
    """An Excel workbook."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for table in tables:
        sheet = workbook.create_sheet(table.worksheet)
        for number, row in enumerate(table.rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    cell = sheet.cell(number, column, value)
                    if isinstance(value, date):
                        cell.number_format = "yyyy-mm-dd"
        for first, last, left, right in table.merges:
            sheet.merge_cells(
                start_row=first + 1, end_row=last + 1, start_column=left + 1, end_column=right + 1
            )
        for number in table.hidden_rows:
            sheet.row_dimensions[number + 1].hidden = True
        if table.hidden:
            sheet.sheet_state = "hidden"
    workbook.save(path)


def write_xls(path: Path, tables: Sequence[Table]) -> None:
    """A workbook of Excel 97."""
    workbook = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for table in tables:
        sheet = workbook.add_sheet(table.worksheet, cell_overwrite_ok=True)
        for number, row in enumerate(table.rows):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write(number, column, value, day)
                elif value is not None:
                    sheet.write(number, column, value)
        for first, last, left, right in table.merges:
            sheet.merge(first, last, left, right)
        for number in table.hidden_rows:
            sheet.row(number).hidden = True
        if table.hidden:
            sheet.visibility = 1
    workbook.save(str(path))


def write_ods(path: Path, tables: Sequence[Table]) -> None:
    """An OpenDocument spreadsheet. Hidden rows and sheets are not written."""
    document = OpenDocumentSpreadsheet()
    for table in tables:
        if table.hidden:
            continue
        made = OdfTable(name=table.worksheet)
        covered = {
            (row, column)
            for first, last, left, right in table.merges
            for row in range(first, last + 1)
            for column in range(left, right + 1)
            if (row, column) != (first, left)
        }
        spans = {
            (first, left): (last - first + 1, right - left + 1) for first, last, left, right in table.merges
        }
        for number, row in enumerate(table.rows):
            line = TableRow()
            for column, value in enumerate(row):
                if (number, column) in covered:
                    line.addElement(CoveredTableCell())
                else:
                    line.addElement(_ods_cell(value, spans.get((number, column), (1, 1))))
            made.addElement(line)
        document.spreadsheet.addElement(made)
    document.save(str(path))


def write_csv(path: Path, tables: Sequence[Table], encoding: str) -> None:
    """A text file, of one table."""
    [table] = tables
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([["" if v is None else v for v in row] for row in table.rows])


WRITERS: Mapping[str, tuple[str, Callable[[Path, Sequence[Table]], None]]] = {
    "xlsx": (".xlsx", write_xlsx),
    "xls": (".xls", write_xls),
    "ods": (".ods", write_ods),
    "csv-gb": (".csv", lambda path, tables: write_csv(path, tables, "gb18030")),
    "csv-bom": (".csv", lambda path, tables: write_csv(path, tables, "utf-8-sig")),
    "csv": (".csv", lambda path, tables: write_csv(path, tables, "utf-8")),
}
"""Kind of file -> its ending and what writes it."""


def _ods_cell(value: Cell, span: tuple[int, int]) -> TableCell:
    options: dict[str, object] = {}
    if span != (1, 1):
        options |= {"numberrowsspanned": span[0], "numbercolumnsspanned": span[1]}
    if isinstance(value, date):
        options |= {"valuetype": "date", "datevalue": value.isoformat()}
    elif isinstance(value, int | float):
        options |= {"valuetype": "float", "value": value}
    elif value is not None:
        options |= {"valuetype": "string"}
    cell = TableCell(**options)
    if value is not None:
        cell.addElement(P(text=str(value)))
    return cell
