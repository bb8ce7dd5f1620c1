"""Blocks side by side: a key column repeated for more columns of the same rows, or tables of their own."""

from __future__ import annotations

from hub.importing.grid import CellValue, Grid
from hub.importing.header_rows import HeaderBlock, HeaderFinder
from hub.importing.headers import header_paths
from hub.importing.row_kinds import is_continuation, is_number, plain
from hub.importing.table import Table, TableColumn
from hub.importing.units_named import whole_unit_note

_COMPARED_ROWS = 200
_MOST_CELLS = 1_000_000  # a larger sheet is a ledger, and each part would be a copy of it


def join_repeated_keys(table: Table) -> None:
    """Take columns out that repeat the key columns on the left, name and values: 地区 | 男 | 女 | 地区 | 老年."""
    columns = table.columns
    dropped: set[int] = set()
    for start in _repeats_of_first(columns):
        if columns[start].index in dropped:
            continue
        for offset in range(len(columns) - start):
            key, again = columns[offset], columns[start + offset]
            if offset >= start or header_paths(key.path) != header_paths(again.path):
                break
            if not _same_values(table.grid, key.index, again.index, table.data_rows):
                break
            dropped.add(again.index)
    if dropped:
        table.repeated_columns = sorted(dropped)
        table.columns = [column for column in columns if column.index not in dropped]


def parts_side_by_side(
    grid: Grid, headers: HeaderFinder, block: HeaderBlock, start: int
) -> list[tuple[int, int]]:
    """First and last column of each table side by side under one row of headers; empty for a single table.

    A repeated key column with other values is a list folded to the right, or a table of its own.
    """
    columns = block.columns
    if len(grid.rows) * (columns[-1].index + 1) > _MOST_CELLS:
        return []
    rows = range(block.last + 1, min(block.last + 1 + _COMPARED_ROWS, len(grid.rows)))
    starts = [
        position
        for position in _repeats_of_first(columns)
        if position >= 2 and _other_values(grid, columns[0].index, columns[position].index, rows)
    ]
    if not starts:
        starts = [p for p in _after_gaps(columns) if _has_own_title(grid, columns, p, start, block, headers)]
    if not starts:
        return []
    edges = [0, *starts, len(columns)]
    width = max((len(row) for row in grid.rows), default=0)
    firsts = [0 if p == 0 else columns[p].index for p in edges[:-1]]
    return list(zip(firsts, [*(first - 1 for first in firsts[1:]), width], strict=True))


def masked(grid: Grid, start: int, first: int, last: int) -> Grid:
    """The grid with everything blanked above row `start` and outside of the columns `first` to `last`."""
    rows: list[list[CellValue]] = [
        [] if row < start else [None] * min(first, len(cells)) + cells[first : last + 1]
        for row, cells in enumerate(grid.rows)
    ]
    merges = [merge for merge in grid.merges if first <= merge[1] <= last and merge[0] >= start]
    return Grid(grid.worksheet, rows, grid.visibility, merges, grid.hidden_rows, grid.hidden_columns)


def _repeats_of_first(columns: list[TableColumn]) -> list[int]:
    """Positions of later columns under the header of the first column."""
    key = header_paths(columns[0].path)
    return [p for p, column in enumerate(columns) if p and key and header_paths(column.path) == key]


def _same_values(grid: Grid, key: int, again: int, rows: list[int]) -> bool:
    pairs = [(_word(grid.value(row, key)), _word(grid.value(row, again))) for row in rows]
    said = [(one, other) for one, other in pairs if other]
    return bool(said) and sum(1 for one, other in said if one == other) >= 0.9 * len(said)


def _other_values(grid: Grid, key: int, again: int, rows: range) -> bool:
    pairs = [(_word(grid.value(row, key)), _word(grid.value(row, again))) for row in rows]
    both = [(one, other) for one, other in pairs if one and other]
    return bool(both) and sum(1 for one, other in both if one != other) > 0.5 * len(both)


def _after_gaps(columns: list[TableColumn]) -> list[int]:
    """Positions of columns that stand after a blank column, with at least two columns on either side."""
    return [
        p
        for p in range(2, len(columns) - 1)
        if columns[p].index > columns[p - 1].index + 1 and columns[p + 1].index == columns[p].index + 1
    ]


def _has_own_title(
    grid: Grid,
    columns: list[TableColumn],
    position: int,
    start: int,
    block: HeaderBlock,
    headers: HeaderFinder,
) -> bool:
    """Whether a title stands over the right part as well as over the left one, and words in its first column."""
    edge = columns[position].index
    for row in range(start, block.first):
        titles = [(c, v) for c, v in headers.cells(row) if isinstance(v, str) and _is_title(v)]
        right = [c for c, _ in titles if c >= edge]
        if right and any(c < edge for c, _ in titles) and right[0] - edge <= 1:
            break
    else:
        return False
    below = [grid.value(row, edge) for row in range(block.last + 1, block.last + 6)]
    filled = [value for value in below if value is not None]
    return bool(filled) and not any(is_number(value) for value in filled)


def _is_title(text: str) -> bool:
    short = plain(text)
    return ":" not in short and not is_continuation(short) and whole_unit_note(text) is None


def _word(value: CellValue) -> str:
    return plain(value) if value is not None else ""
