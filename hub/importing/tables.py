"""Finding the tables of a worksheet: title, unit note, header, records, and the rows that are none of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from hub.importing.grid import Grid
from hub.importing.header_rows import HeaderBlock, HeaderFinder
from hub.importing.headers import unit_note
from hub.importing.records import SERIAL_HEADERS, Records
from hub.importing.row_kinds import ITEM, NOTE, plain
from hub.importing.sections import mark_sections
from hub.importing.sideways import join_repeated_keys, masked, parts_side_by_side
from hub.importing.signatures import signed_by
from hub.importing.table import SkipKind, Table
from hub.importing.units_named import unit_of_title, whole_unit_note

__all__ = ["SERIAL_HEADERS", "find_tables"]


def find_tables(
    grid: Grid, known_headers: Collection[str] = (), header: tuple[int, int] | None = None
) -> list[Table]:
    """The tables of a grid from top to bottom; `known_headers` (normalised) help to tell a header from a title.

    `header`: the first and last row of the header, counted from 0, where somebody has said it; then there is one table.

    A table that repeats the header of the one before without a title of its own is the same table; a block further
    to the right that repeats the key column belongs to it; other tables side by side come from left to right.
    """
    search = _Search(grid, known_headers)
    return search.tables() if header is None else search.table_below(*header)


class _Search:
    """One pass over a grid."""

    def __init__(self, grid: Grid, known_headers: Collection[str]) -> None:
        self.grid = grid
        self.known_headers = known_headers
        self.headers = HeaderFinder(grid, known_headers)

    def tables(self) -> list[Table]:
        found: list[Table] = []
        start = 0
        while block := self._next_header(start, within=_TITLE_ROWS if found else _FIRST_ROWS):
            parts = parts_side_by_side(self.grid, self.headers, block, start)
            if parts and (beside := self._side_by_side(start, parts)):
                return found + beside
            table = self._begin(start, block)
            if len(found) < _TABLES_WITH_ALTERNATIVES:
                table.alternatives = self.headers.alternatives(block, start)
            start = Records(self.headers, self.grid, table, block).read()
            self._finish(table)
            found.append(table)
        return found

    def table_below(self, first: int, last: int) -> list[Table]:
        """The table whose header stands in these rows; none where they are blank."""
        if not any(self.headers.cells(row) for row in range(first, last + 1)):
            return []
        block = self.headers.block(first, last)
        table = self._begin(0, block)
        Records(self.headers, self.grid, table, block).read()
        self._finish(table)
        return [table]

    def _side_by_side(self, start: int, parts: list[tuple[int, int]]) -> list[Table]:
        """The tables of each part; none if a part holds no table, for then they are one."""
        found: list[Table] = []
        for first, last in parts:
            tables = _Search(masked(self.grid, start, first, last), self.known_headers).tables()
            if not tables:
                return []
            for table in tables:
                table.grid, table.span = self.grid, (first, last + 1)
            found += tables
        # A note may stand over all parts, at the right.
        unit, note = _first(table.unit for table in found), _first(table.unit_note for table in found)
        for table in found:
            table.unit, table.unit_note = table.unit or unit, table.unit_note or note
        return found

    def _next_header(self, start: int, within: int) -> HeaderBlock | None:
        looked_at = 0
        for row in range(start, len(self.grid.rows)):
            if self.headers.cells(row):
                if block := self.headers.block_from(row):
                    return block
                looked_at += 1
                if looked_at > within:
                    return None
        return None

    def _begin(self, start: int, block: HeaderBlock) -> Table:
        """A table with its title rows, notes above the header set aside."""
        titles: list[int] = []
        skipped: dict[int, SkipKind] = {}
        in_note = False
        for row in range(start, block.first):
            cells = self.headers.cells(row)
            if not cells:
                continue
            first = plain(cells[0][1])
            goes_on = len(cells) == 1 and (bool(ITEM.match(first)) or first.endswith(("。", "；", ";")))
            sentence = len(cells) == 1 and first.endswith("。")
            in_note = bool(NOTE.match(first)) or sentence or (in_note and goes_on)
            if in_note:
                skipped[row] = "note"
            else:
                titles.append(row)
        return Table(
            self.grid,
            titles,
            list(range(block.first, block.last + 1)),
            block.columns,
            [],
            skipped_rows=skipped,
            header_score=self.headers.score(block),
        )

    def _finish(self, table: Table) -> None:
        """What is known once all rows are sorted: unit, sections, blocks to the right, who signed."""
        notes = [row for row, kind in table.skipped_rows.items() if kind in ("note", "repeated_header")]
        corner = str(self.grid.value(table.header_rows[0], table.columns[0].index))
        texts = [*self._texts(table.title_rows), corner, *self._texts((*notes, *table.footer_rows))]
        titles = list(self._texts(table.title_rows))
        table.unit = _first(unit_note(text) for text in texts)
        table.unit_note = _first(whole_unit_note(text) for text in texts)
        if table.unit_note is None:
            table.unit_note = _first(unit_of_title(text) for text in titles)
            table.unit = table.unit or _first(unit_note(f"单位:{table.unit_note}") for _ in titles[:1])
        mark_sections(table)
        join_repeated_keys(table)
        table.signed = signed_by(self._texts(table.footer_rows, joined=True))

    def _texts(self, rows: Iterable[int], *, joined: bool = False) -> Iterable[str]:
        for row in rows:
            texts = [str(value) for value in self.grid.rows[row] if value is not None]
            yield from ["  ".join(texts)] if joined else texts


def _first(found: Iterable[str | None]) -> str | None:
    return next(filter(None, found), None)


_FIRST_ROWS = 60  # filled rows that may stand above the first header
_TITLE_ROWS = 12
_TABLES_WITH_ALTERNATIVES = 100  # nobody corrects the header of the hundredth table by hand
