"""A table found on a worksheet: its title, header paths, data rows and what surrounds them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from hub.importing.grid import CellValue, Grid

SkipKind = Literal[
    "total",
    "subtotal",
    "of_which",
    "section",
    "repeated_header",
    "numbered_empty",
    "column_numbers",
    "blank",
    "note",
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
    span: tuple[int, int] | None = None
    """The columns of a table that stands beside others: first column and the one after the last."""
    unit_note: str | None = None
    """The whole unit note, whatever it names (单位：户、人、% -> 户、人、%)."""
    sections: dict[int, str] = field(default_factory=dict)
    """The section each data row stands in (一、钟山区), nested ones joined by " / "; rows of no section are left out."""
    section_texts: dict[int, str] = field(default_factory=dict)
    """The texts of the section rows."""
    indents: dict[int, int] = field(default_factory=dict)
    """Blanks (half width) before the first text of a data row, where there are any: a tree of regions or items."""
    repeated_columns: list[int] = field(default_factory=list)
    """Key columns repeated by a header block further to the right; what stands under them is said already."""
    header_score: float = 1.0
    """How surely the header rows are the header, 0 to 1."""
    alternatives: list[tuple[int, int, float]] = field(default_factory=list)
    """Other rows that might be the header, best first: first row, last row, score."""
    signed: dict[str, str] = field(default_factory=dict)
    """What the footer says of filler, checker, leader, office, day, phone and source, as written."""

    @property
    def titles(self) -> list[str]:
        """The texts of the title rows, top first, every non-blank cell."""
        return self._texts(self.title_rows)

    @property
    def footers(self) -> list[str]:
        """The texts of the footer rows."""
        return self._texts(self.footer_rows)

    def _texts(self, rows: list[int]) -> list[str]:
        first, last = self.span or (0, None)
        return [str(v) for r in rows for v in self.grid.rows[r][first:last] if v is not None]

    def value(self, row: int, column: int) -> CellValue:
        """The value of a cell, vertical merges filled down."""
        found = self.grid.value(row, column)
        return self.filled_down.get((row, column)) if found is None else found
