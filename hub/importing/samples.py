"""Values that a sheet takes without a word: for the example row of its template, found by asking its own rules."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from hub.importing.cells import Source, read_rows
from hub.importing.grid import CellValue, Grid
from hub.importing.headers import normalised_header
from hub.importing.problems import Problem, Severity
from hub.importing.sheet import Column, Kind, Sheet
from hub.importing.table import Table, TableColumn
from hub.names import uscc_check_character
from hub.regions import register

SAMPLE_REGION = "520200"
SAMPLE_MONTH = date(2024, 3, 1)
"""The month that the values belong to, and the region of the unit that reports them."""

_KEY = b"samples are read with any key of at least 32 bytes"
_ROUNDS = 4


def sample_row(sheet: Sheet, number: int = 1) -> dict[str, CellValue]:
    """Cells by ledger field of a record that its sheet takes without error or warning; `number` tells records apart.

    Every column has a value where the rules allow one beside the others.
    """
    return {to: _numbered(sheet, to, value, number) for to, value in _first(sheet).items()}


def leading(column: Column) -> tuple[str, ...]:
    """The form's own header of a column, level by level."""
    return tuple(column.headers[0].split("/"))


@cache
def _first(sheet: Sheet) -> dict[str, CellValue]:
    return _Search(sheet).row()


class _Search:
    """From the required fields outwards: whatever the rules find fault with is tried again with another value."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.choices = {column.to: _choices(column, place) for place, column in enumerate(sheet.columns)}

    def row(self) -> dict[str, CellValue]:
        needed = [c.to for c in self.sheet.columns if c.required or c.to in self.sheet.key]
        row: dict[str, CellValue] = {to: self.choices[to][0] for to in needed if self.choices[to]}
        row = self._settled(row)
        for column in self.sheet.columns:
            if column.to in row:
                continue
            for choice in self.choices[column.to]:
                if self._faults(tried := {**row, column.to: choice}) == 0:
                    row = tried
                    break
        return {c.to: row[c.to] for c in self.sheet.columns if row.get(c.to) is not None}

    def _settled(self, row: dict[str, CellValue]) -> dict[str, CellValue]:
        """Change one cell after the other while that leaves fewer faults."""
        for _ in range(_ROUNDS):
            faults = self._faults(row)
            if not faults:
                return row
            for to, choices in self.choices.items():
                for choice in (*choices, None) if to not in row else choices:
                    tried = {**row, to: choice}
                    if (fewer := self._faults(tried)) < faults:
                        row, faults = tried, fewer
        return row

    def _faults(self, row: Mapping[str, CellValue]) -> int:
        return sum(10 if p.severity is Severity.ERROR else 1 for p in told(self.sheet, [row]) if _is_fault(p))


def told(sheet: Sheet, records: list[Mapping[str, CellValue]]) -> list[Problem]:
    """What the sheet tells about records given by field."""
    headers = [column.headers[0].replace("/", "") for column in sheet.columns]
    rows: list[list[CellValue]] = [[*headers], *([r.get(c.to) for c in sheet.columns] for r in records)]
    columns = [TableColumn(index, leading(column)) for index, column in enumerate(sheet.columns)]
    table = Table(Grid("样", rows), [], [0], columns, list(range(1, len(rows))))
    by_field = {column.to: columns[index] for index, column in enumerate(sheet.columns)}
    source = Source(SAMPLE_REGION, SAMPLE_MONTH.year, SAMPLE_MONTH, _KEY)
    return read_rows(table, by_field, sheet, source, register())[1]


def _is_fault(problem: Problem) -> bool:
    return problem.severity is not Severity.NOTICE


def _choices(column: Column, place: int) -> list[CellValue]:
    """Values to try for a column, the most telling first."""
    match column.kind:
        case Kind.CODE:
            return [member.zh for member in column.codes or ()]
        case Kind.CODES:
            members = [member.zh for member in column.codes or ()]
            return ["、".join(members[:2]), *members]
        case Kind.YES_NO:
            return ["是", "否"]
        case Kind.DAY:
            first = SAMPLE_MONTH + timedelta(days=place % 20)
            return [
                first,
                *(SAMPLE_MONTH + timedelta(days=days) for days in (0, 5, 10, 15, 20, 27)),
                date(2024, 2, 1),
                date(2023, 3, 1),
                date(2020, 3, 1),
                date(2025, 3, 1),
            ]
        case Kind.MONTH:
            return ["2024-03"] if column.to == "month" else ["2024-02", "2024-03", "2024-01"]
        case Kind.MONEY | Kind.PRECISE_MONEY:
            return [120000.0, 60000.0, 240000.0, 12000.0, 0.0]
        case Kind.COUNT | Kind.PRECISE_COUNT:
            return [12.0, 6.0, 24.0, 36.0, 3.0, 1.0, 0.0, 60.0]
        case Kind.ORDINAL:
            return [float(SAMPLE_MONTH.year), 1.0]
        case Kind.PERCENT:
            return [95.5, 100.0, 0.0]
        case Kind.REGION_CODE:
            return [_REGIONS[0][0]]
        case Kind.REGION_NAME:
            return [_REGIONS[0][1]]
        case Kind.USCC:
            return [_USCC]
        case Kind.ACCOUNT:
            return ["2408000000001234567"]
        case Kind.EMPLOYER_NAME:
            return ["某某建筑工程有限公司", "某某劳务有限公司", "某某科技有限公司"]
        case Kind.IDENTIFIER:
            return ["2024-520201-47-01-000001", "520201202403010101", "1"]
        case Kind.DOCUMENT_NO:
            return [
                f"示字〔2024〕{place + 1}号",
                "（2024）黔0201民初1号",
                "（2024）黔02民终1号",
                "（2024）黔0201刑初1号",
                "（2024）黔0201执1号",
                "1",
            ]
        case _:
            header = normalised_header(leading(column)[-1])
            return [f"示例{header}", "无异议", "六盘水市总工会", "钟山区人民检察院", "1"]


def _numbered(sheet: Sheet, to: str, value: CellValue, number: int) -> CellValue:
    """The same value for the record of another number: what names a record differs."""
    column = next(c for c in sheet.columns if c.to == to)
    if number == 1 or not isinstance(value, str):
        return value
    if column.kind is Kind.REGION_CODE and "region_code" in sheet.key:
        return _REGIONS[(number - 1) % len(_REGIONS)][0]
    if column.kind is Kind.REGION_NAME and "region_code" in sheet.key:
        return _REGIONS[(number - 1) % len(_REGIONS)][1]
    if column.kind is Kind.ACCOUNT:
        return str(int(value) + number - 1)
    if column.kind is Kind.DOCUMENT_NO:
        return f"{value.removesuffix('号')}0{number}{'号' if value.endswith('号') else ''}"
    if column.kind in (Kind.TEXT, Kind.EMPLOYER_NAME) and to in sheet.key:
        return f"{value}{number}"
    if column.kind is Kind.IDENTIFIER and to in sheet.key:
        return f"{value[:-1]}{number}"
    return value


_REGIONS = (("520201", "钟山区"), ("520203", "六枝特区"), ("520281", "盘州市"))

# A code whose check character fits (GB 32100-2015), of no organisation.
_USCC_HEAD = "91520200MA6DL0000"
_USCC = _USCC_HEAD + uscc_check_character(_USCC_HEAD)
