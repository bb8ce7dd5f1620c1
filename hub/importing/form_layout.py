"""A sheet as a workbook in the hub's own layout: what templates and exports have in common."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet

from hub.importing.additions import CODES_MARK, CODES_SHEET, FORM_MARK, FORM_SHEET, version_of
from hub.importing.dates import EARLIEST, LATEST
from hub.importing.grid import CellValue, column_letter
from hub.importing.samples import leading
from hub.importing.sheet import Column, Kind, Sheet
from hub.importing.workbook_text import Book

SERIAL = "序号"
# Rows below the header that have drop-downs and formats.
PREPARED_ROWS = 2_000
# What a drop-down can list in itself (ECMA-376 as Excel reads it); longer ones stand in a worksheet.
_LONGEST_LIST = 255

_TITLE = {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}
_HEADER = {
    "bold": True,
    "border": 1,
    "text_wrap": True,
    "align": "center",
    "valign": "vcenter",
    "bg_color": "#DDEBF7",
}
_REQUIRED = {**_HEADER, "font_color": "#C00000"}
_TEXT_KINDS = frozenset(
    (
        *(Kind.TEXT, Kind.DOCUMENT_NO, Kind.IDENTIFIER, Kind.EMPLOYER_NAME, Kind.USCC, Kind.ACCOUNT),
        *(Kind.REGION_CODE, Kind.REGION_NAME, Kind.MONTH, Kind.CODE, Kind.CODES, Kind.YES_NO),
    )
)
_STOP = {
    "error_type": "stop",
    "error_title": "请从列表中选择",
    "error_message": "请从下拉列表中选择。Please choose from the list.",
}
_ASK = {
    "error_type": "warning",
    "error_title": "请核对",
    "error_message": "填写内容似有误，请核对。Please check what you entered.",
}
_FIRST_DAY, _LAST_DAY = EARLIEST, LATEST
_MONEY = frozenset((Kind.MONEY, Kind.PRECISE_MONEY))


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above the table; left out, it is for the clerk to fill in."""

    unit: str = ""
    period: str = ""
    filled_on: str = ""


class Form:
    """The worksheet of a sheet: title, unit, period, headers; `first_row` is the first below the header."""

    def __init__(self, book: Book, sheet: Sheet, heading: Heading) -> None:
        self.book, self.sheet = book, sheet
        self.worksheet = book.sheet(sheet.title_zh[:31])
        self.columns = list(sheet.columns)
        self.depth = max(len(leading(column)) for column in self.columns)
        last = len(self.columns)
        self._line(0, sheet.title_zh, last, _TITLE)
        self._line(1, f"填报单位：{heading.unit}", last, {})
        self._line(2, f"所属期：{heading.period}", last, {})
        self._line(3, f"填报日期：{heading.filled_on}", last, {})
        self.header_row = 4
        if any(column.kind in _MONEY for column in self.columns):
            self._line(4, "金额单位：元", last, {})
            self.header_row = 5
        self._headers()
        self.first_row = self.header_row + self.depth
        self.worksheet.freeze_panes(self.first_row, 1)
        self.worksheet.set_landscape()
        self.worksheet.repeat_rows(self.header_row, self.first_row - 1)

    def look(self, column: Column) -> dict[str, Any]:
        """The format of the cells of a column."""
        if column.kind in _TEXT_KINDS:
            return {"num_format": "@", "border": 1}
        if column.kind in _MONEY:
            return {"num_format": "#,##0.00", "border": 1}
        if column.kind is Kind.DAY:
            return {"num_format": "yyyy-mm-dd", "border": 1}
        return {"num_format": "0.##" if column.kind is Kind.PERCENT else "0", "border": 1}

    def record(self, row: int, serial: CellValue, values: Mapping[str, CellValue]) -> None:
        """One row of the table, values by ledger field."""
        self.book.write(self.worksheet, row, 0, serial, {"border": 1, "align": "center"})
        for index, column in enumerate(self.columns, start=1):
            self.book.write(self.worksheet, row, index, values.get(column.to), self.look(column))

    def finish(self) -> None:
        """The hidden worksheet that says which form this is and of which version."""
        hidden = self.book.sheet(FORM_SHEET)
        for place, text in enumerate((FORM_MARK, self.sheet.form, version_of(self.sheet))):
            self.book.write(hidden, 0, place, text)
        self.book.write(hidden, 1, 0, self.sheet.name)
        hidden.very_hidden()

    def drop_downs(self, row: int) -> None:
        """Drop-downs and limits from `row` on; long lists go into a hidden worksheet."""
        lists = _Lists(self.book)
        for index, column in enumerate(self.columns, start=1):
            rule = self._rule(column, lists)
            if rule:
                self.worksheet.data_validation(row, index, row + PREPARED_ROWS, index, rule)
            self.worksheet.set_column(
                index,
                index,
                _width(column),
                self.book.format({"num_format": self.look(column)["num_format"]}),
            )
        lists.hide()

    def _rule(self, column: Column, lists: _Lists) -> dict[str, Any] | None:
        match column.kind:
            case Kind.YES_NO:
                return {"validate": "list", "source": ["是", "否"], **_STOP}
            case Kind.CODE | Kind.CODES:
                labels = [member.zh for member in column.codes or ()]
                # Several values may be joined by 、: the list only helps to write them.
                strict = (
                    _STOP if column.kind is Kind.CODE else {"error_type": "information", "show_error": False}
                )
                return {"validate": "list", "source": lists.source(column, labels), **strict}
            case Kind.DAY:
                return {
                    "validate": "date",
                    "criteria": "between",
                    "minimum": _FIRST_DAY,
                    "maximum": _LAST_DAY,
                    **_ASK,
                }
            case Kind.MONEY:
                return (
                    None if column.negative else {"validate": "decimal", "criteria": ">=", "value": 0, **_ASK}
                )
            case Kind.COUNT:
                return (
                    None if column.negative else {"validate": "integer", "criteria": ">=", "value": 0, **_ASK}
                )
            case _:
                return None

    def _line(self, row: int, text: str, last: int, look: Mapping[str, Any]) -> None:
        self.book.merge(self.worksheet, (row, 0, row, last), look)
        self.book.write(self.worksheet, row, 0, text, look)

    def _headers(self) -> None:
        top, bottom = self.header_row, self.header_row + self.depth - 1
        self._header(top, 0, bottom, 0, SERIAL, _HEADER)
        paths = [leading(column) for column in self.columns]
        for level in range(self.depth):
            index = 0
            while index < len(paths):
                path = paths[index]
                if level >= len(path):
                    index += 1
                    continue
                last = index
                is_leaf = level == len(path) - 1
                while (
                    not is_leaf
                    and last + 1 < len(paths)
                    and paths[last + 1][: level + 1] == path[: level + 1]
                    and len(paths[last + 1]) > level + 1
                ):
                    last += 1
                column = self.columns[index]
                look = _REQUIRED if is_leaf and column.required else _HEADER
                text = f"*{path[level]}" if is_leaf and column.required else path[level]
                self._header(top + level, index + 1, bottom if is_leaf else top + level, last + 1, text, look)
                index = last + 1

    def _header(
        self, top: int, left: int, bottom: int, right: int, text: str, look: Mapping[str, Any]
    ) -> None:
        if (top, left) != (bottom, right):
            self.book.merge(self.worksheet, (top, left, bottom, right), look)
        self.book.write(self.worksheet, top, left, text, look)


class _Lists:
    """Lists of codes: short ones in the rule itself, long ones in a column of a hidden worksheet."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._worksheet: Worksheet | None = None
        self._columns: dict[tuple[str, ...], str] = {}

    def source(self, column: Column, labels: Sequence[str]) -> list[str] | str:
        if len(",".join(labels)) <= _LONGEST_LIST and not any("," in label for label in labels):
            return list(labels)
        key = tuple(labels)
        if key not in self._columns:
            if self._worksheet is None:
                self._worksheet = self._book.sheet(CODES_SHEET)
                self._book.write(self._worksheet, 0, 0, CODES_MARK)
            place = len(self._columns)
            self._book.write(self._worksheet, 1, place, leading(column)[-1])
            for row, label in enumerate(labels, start=2):
                self._book.write(self._worksheet, row, place, label)
            letter = column_letter(place)
            self._columns[key] = f"='{CODES_SHEET}'!${letter}$3:${letter}${len(labels) + 2}"
        return self._columns[key]

    def hide(self) -> None:
        if self._worksheet is not None:
            self._worksheet.hide()


def _width(column: Column) -> int:
    widest = max(
        sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in part) for part in leading(column)
    )
    return min(
        max(widest + 3, 24 if column.kind in (Kind.EMPLOYER_NAME, Kind.USCC, Kind.ACCOUNT) else 12), 40
    )
