"""A table found on a worksheet: its title, header paths, data rows and what surrounds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hub.importing.grid import CellValue, Grid

SkipKind = Literal[
    "total", "subtotal", "section", "repeated_header", "numbered_empty", "column_numbers", "blank", "note"
]


@dataclass(slots=True)
class TableColumn:
    """One column: where it stands, its header path from top to bottom, the money unit its header names."""

    index: int
    path: tuple[str, ...]
    """Header texts as written, top first, without repeats of a vertical merge: ("建设单位", "名称")."""
    unit: str | None = None
    """The unit named in the header's bracket: 元, 万元, 亿元, %; None when it names none."""


@dataclass(slots=True)
class Table:
    """One table of a grid. Rows are counted from 0, as in the grid."""

    grid: Grid
    title_rows: list[int]
    header_rows: list[int]
    columns: list[TableColumn]
    data_rows: list[int]
    """Rows that hold records, in order."""
    skipped_rows: dict[int, SkipKind] = field(default_factory=dict)
    footer_rows: list[int] = field(default_factory=list)
    unit: str | None = None
    """The money unit of the unit note above the table (单位：万元、人 -> 万元)."""
    filled_down: dict[tuple[int, int], CellValue] = field(default_factory=dict)
    """Values of vertical merges in the data, for the cells below the first: (row, column) -> value."""

    @property
    def titles(self) -> list[str]:
        """The texts of the title rows, top first, every non-blank cell."""
        return [str(v) for r in self.title_rows for v in self.grid.rows[r] if v is not None]

    @property
    def footers(self) -> list[str]:
        """The texts of the footer rows."""
        return [str(v) for r in self.footer_rows for v in self.grid.rows[r] if v is not None]

    def value(self, row: int, column: int) -> CellValue:
        """The value of a cell, vertical merges filled down."""
        found = self.grid.value(row, column)
        return self.filled_down.get((row, column)) if found is None else found
