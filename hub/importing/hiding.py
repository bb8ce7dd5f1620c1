"""What of a worksheet may be written into a workbook that goes back: personal columns and numbers are masked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hub.importing.columns import Match, is_personal
from hub.importing.grid import CellValue, Grid
from hub.importing.numbers import NumberProblem, parse_identifier
from hub.importing.privacy import masked
from hub.importing.sheet import Kind
from hub.importing.table import Table
from hub.importing.values import written
from hub.names import normalised_uscc, uscc_problem

HIDDEN = "****"
# Read again it is told as what it stands for: a number whose last digits the spreadsheet had lost.
HIDDEN_DAMAGED = "1E+17"

# Eleven digits in these are money.
_AMOUNTS = frozenset((Kind.MONEY, Kind.PRECISE_MONEY))
_SHORTEST_NUMBER = 10**10

Found = tuple[Table, Match | None]


@dataclass(frozen=True, slots=True)
class _Part:
    """The rows that belong to one table, up to the next."""

    first: int
    end: int
    personal: frozenset[int]
    kinds: dict[int, Kind]
    kept_rows: frozenset[int]


class Hiding:
    """Decides cell by cell. `tables`: all tables of the grid, with what they were matched with."""

    def __init__(self, grid: Grid, tables: Sequence[Found]) -> None:
        self._grid = grid
        self._parts: list[_Part] = []
        starts = [table.header_rows[0] for table, _ in tables]
        for place, (table, match) in enumerate(tables):
            end = starts[place + 1] if place + 1 < len(starts) else len(grid.rows)
            self._parts.append(_part(table, match, end))
        self._at = 0

    def value(self, row: int, column: int, value: CellValue) -> CellValue:
        """The value, or what stands in its place. Quickest when asked row by row."""
        if value is None or isinstance(value, bool):
            return value
        part = self._part_of(row)
        kind = part.kinds.get(column) if part else None
        if part and column in part.personal and row not in part.kept_rows:
            lost = (
                isinstance(found := parse_identifier(value), NumberProblem) and found.kind == "precision_lost"
            )
            return HIDDEN_DAMAGED if lost else HIDDEN
        if kind is Kind.ACCOUNT or (
            kind is Kind.USCC and uscc_problem(normalised_uscc(written(value))) is None
        ):
            return value
        if isinstance(value, int | float) and abs(value) < _SHORTEST_NUMBER:
            return value
        if kind in _AMOUNTS and (not isinstance(value, str) or _number(value)):
            return value
        text = value if isinstance(value, str) else written(value)
        # 审核人： and the name may stand in two cells.
        beside = self._grid.value(row, column - 1) if column else None
        label = beside if isinstance(beside, str) and beside.rstrip().endswith((":", "：")) else ""
        whole = masked(label + text)
        clean = whole[len(label) :] if whole.startswith(label) else masked(text)
        return value if clean == text else clean

    def _part_of(self, row: int) -> _Part | None:
        if self._at < len(self._parts) and self._parts[self._at].first <= row < self._parts[self._at].end:
            return self._parts[self._at]
        for place, part in enumerate(self._parts):
            if part.first <= row < part.end:
                self._at = place
                return part
        return None


def _part(table: Table, match: Match | None, end: int) -> _Part:
    fields = {column.index: to for to, column in match.columns.items()} if match else {}
    kinds = {column.to: column.kind for column in match.sheet.columns} if match else {}
    personal = {
        column.index for column in table.columns if column.index not in fields and is_personal(column.path)
    }
    return _Part(
        table.header_rows[-1] + 1,
        end,
        frozenset(personal),
        {index: kinds[to] for index, to in fields.items() if to in kinds},
        frozenset(table.footer_rows),
    )


def _number(text: str) -> bool:
    try:
        float(text.replace(",", ""))
    except ValueError:
        return False
    return True
