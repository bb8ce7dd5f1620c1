"""Statistical tables that stand the other way round: a measure in each row, its periods side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from hub.importing.grid import Grid, address, column_letter
from hub.importing.headers import header_paths, header_unit, normalised_header
from hub.importing.measures import PERIOD_HEADERS, measure_path
from hub.importing.problems import Problem
from hub.importing.sheet import REGION_HEADERS
from hub.importing.table import Table, TableColumn
from hub.importing.tables import SERIAL_HEADERS
from hub.importing.values import written

Place = tuple[int, int]


@dataclass(slots=True)
class Turned:
    """Such a table as one with a column for every figure and a single row; `places` leads back to the cells."""

    table: Table
    places: Mapping[Place, Place]
    """(row, column) of a cell of `table` -> its place on the worksheet."""

    def row_number(self, column: TableColumn) -> int:
        """The row of the worksheet in which a figure stands, counted from 1."""
        return self.places[_FIGURES, column.index][0] + 1

    def letters(self, columns: Mapping[str, TableColumn]) -> dict[str, tuple[str, str]]:
        """Field -> (worksheet, column letter), as a parsed submission keeps it."""
        worksheet = self.table.grid.worksheet
        return {field: (worksheet, self.letter(column)) for field, column in columns.items()}

    def letter(self, column: TableColumn) -> str:
        """The letter of the column of the worksheet in which a figure stands."""
        return column_letter(self.places[_FIGURES, column.index][1])

    def placed(self, problems: Iterable[Problem]) -> list[Problem]:
        """Problems of `table` at the cells of the worksheet; of a measure told for each of its periods, the first."""
        by_address = {address(*here): address(*there) for here, there in self.places.items()}
        found: dict[tuple[str, str | None], Problem] = {}
        for problem in problems:
            cell = by_address.get(problem.cell, problem.cell) if problem.cell else None
            found.setdefault((problem.kind, cell), replace(problem, cell=cell))
        return list(found.values())


def turned(table: Table) -> Turned | None:
    """The table as one of columns; None where its rows are no measures (指标 | 本月 | 本年累计 | 去年同期)."""
    headers = {column.index: header_paths(column.path) for column in table.columns}
    periods = [c for c in table.columns if measure_path(headers[c.index]) in _PERIODS]
    if not periods or any(path and path[-1] in _REGIONS for path in headers.values()):
        return None
    before = [c for c in table.columns if c.index < periods[0].index and headers[c.index]]
    labels = [c for c in before if headers[c.index][-1] not in (*SERIAL_HEADERS, *_UNITS)]
    if not labels or headers[labels[-1].index][-1] not in _LABELS:
        return None
    units = [c for c in before if headers[c.index][-1] in _UNITS]
    return _built(table, labels, units, periods)


def _built(
    table: Table, labels: Sequence[TableColumn], units: Sequence[TableColumn], periods: Sequence[TableColumn]
) -> Turned:
    grid = table.grid
    columns: list[TableColumn] = []
    places: dict[Place, Place] = {}
    for row in _rows_of_measures(table, periods):
        path = _path(table, row, labels)
        unit = next(filter(None, (header_unit(text) for text in (*path, *_texts(table, row, units)))), None)
        for period in periods:
            index = len(columns)
            columns.append(TableColumn(index, (*path, period.path[-1]), unit or period.unit))
            places[_HEADERS, index] = row, labels[-1].index
            places[_FIGURES, index] = row, period.index
    back = {place: index for (where, index), place in places.items() if where == _FIGURES}
    standing = Grid(
        grid.worksheet,
        [["/".join(c.path) for c in columns], [table.value(*places[_FIGURES, c.index]) for c in columns]],
        errors={(_FIGURES, back[place]): code for place, code in grid.errors.items() if place in back},
        uncached=frozenset((_FIGURES, back[place]) for place in grid.uncached if place in back),
    )
    return Turned(Table(standing, [], [_HEADERS], columns, [_FIGURES], unit=table.unit), places)


def _rows_of_measures(table: Table, periods: Sequence[TableColumn]) -> list[int]:
    """The records, and rows set aside as 其中 or as sections that hold figures: here each of them is a measure."""
    aside = [
        row
        for row, kind in table.skipped_rows.items()
        if kind in ("note", "section") and any(table.grid.value(row, c.index) is not None for c in periods)
    ]
    return sorted([*table.data_rows, *aside])


def _path(table: Table, row: int, labels: Sequence[TableColumn]) -> tuple[str, ...]:
    """The name of a measure with the groups it stands in, from the widest: 一、举报投诉, 受理."""
    group = table.sections.get(row)
    parts = [*(group.split(" / ") if group else ()), *_texts(table, row, labels)]
    return tuple(dict.fromkeys(parts)) or ("",)


def _texts(table: Table, row: int, columns: Sequence[TableColumn]) -> list[str]:
    cells = (written(table.value(row, column.index)).strip() for column in columns)
    return [text for text in cells if text]


_HEADERS, _FIGURES = 0, 1
_PERIODS = frozenset((header,) for header in PERIOD_HEADERS.values())
_REGIONS = frozenset(normalised_header(header) for header in REGION_HEADERS)
_UNITS = ("计量单位", "单位")
_LABELS = frozenset(
    (
        *("指标", "指标名称", "统计指标", "指标内容", "项目", "统计项目", "项目内容", "工作项目", "填报项目"),
        *("内容", "统计内容", "工作内容", "填报内容", "事项", "工作事项", "统计事项", "类别", "名称", "栏目"),
        *("数据项",),
    )
)
