"""Where the header of a table stands on a grid: its rows and the path of header texts above each column."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise

from hub.importing.grid import CellValue, Grid
from hub.importing.headers import header_unit, is_header_word, is_label, is_unit, known, normalised_header
from hub.importing.table import TableColumn

Cells = list[tuple[int, CellValue]]

MOST_HEADER_ROWS = 4


@dataclass(slots=True)
class HeaderBlock:
    """The header of a table: first and last row, its columns, and its rows as normalised texts by column."""

    first: int
    last: int
    columns: list[TableColumn]
    texts: list[dict[int, str]] = field(default_factory=list)


class HeaderFinder:
    """Looks for headers on one grid. `known_headers`: normalised header texts of the declared sheets."""

    def __init__(self, grid: Grid, known_headers: Collection[str]) -> None:
        self._grid = grid
        self._known = known_headers
        self._across: dict[tuple[int, int], int] = {}
        self._down: dict[int, list[tuple[int, int]]] = {}
        for top, left, bottom, right in grid.merges:
            self._across[top, left] = right
            if bottom > top:
                self._down.setdefault(top, []).append((bottom, left))

    def cells(self, row: int) -> Cells:
        """The cells of a row that are not blank."""
        if row >= len(self._grid.rows):
            return []
        # Blanks are None by contract; a text of blanks is tolerated (the check is inline: this runs for every cell).
        return [
            (c, v)
            for c, v in enumerate(self._grid.rows[row])
            if v is not None and (v.__class__ is not str or not v.isspace())
        ]

    def block_from(self, row: int) -> HeaderBlock | None:
        """The header that begins at `row`, or one row above or below its widest row; None if it is none."""
        if not self.looks_like_header(row):
            return None
        first, last = row, self._last_row(row)
        while last - first + 1 < MOST_HEADER_ROWS and self._is_group_row(first - 1, first):
            first -= 1
        if any(self._weight(below) > self._weight(row) for below in range(last + 1, last + 4)):
            return None
        if len(self._columns_filled(first, last)) * 2 < self._width_below(last):
            return None
        columns = [
            TableColumn(index, path, next(filter(None, (header_unit(part) for part in reversed(path))), None))
            for index, path in self._paths(first, last).items()
        ]
        return HeaderBlock(first, last, columns, [self._texts(r) for r in range(first, last + 1)])

    def looks_like_header(self, row: int, *, strict: bool = False) -> bool:
        """Whether a row reads as headers. `strict`: amid data, where half of its cells must be header words."""
        cells = self.cells(row)
        if len(cells) < 2:
            return False
        labels = sum(1 for _, value in cells if is_label(value))
        if labels < 0.9 * len(cells):
            return False
        weight = self._weight(row)
        if strict:
            return len(cells) >= 3 and weight >= 0.5 * len(cells)
        if len(cells) == 2:
            return weight == 2 and self._width_below(row) <= 3
        return weight >= 2 or (labels == len(cells) and self._numbers_below(row, len(cells)))

    def repeats(self, row: int, block: HeaderBlock) -> bool:
        """Whether the rows from `row` on are the header of `block` again."""
        if row + len(block.texts) > len(self._grid.rows):
            return False
        return all(_same(self._texts(row + i), texts) for i, texts in enumerate(block.texts))

    def _texts(self, row: int) -> dict[int, str]:
        return {c: normalised_header(_written(v)) for c, v in self.cells(row)}

    def _weight(self, row: int) -> int:
        """How many cells of a row are header words; none if the row holds data."""
        cells = self.cells(row)
        words = 0
        for _, value in cells:
            if not is_label(value):
                return 0
            words += is_header_word(value) or known(value, self._known)
        return words

    def _numbers_below(self, row: int, count: int) -> bool:
        for below in range(row + 1, row + 5):
            cells = self.cells(below)
            numbers = sum(1 for _, v in cells if isinstance(v, int | float) or _digits(v))
            if numbers and 2 * len(cells) >= count:
                return True
        return False

    def _width_below(self, row: int) -> int:
        """How many columns the rows below fill, at most."""
        return max((len(self.cells(below)) for below in range(row + 1, row + 9)), default=0)

    def _columns_filled(self, first: int, last: int) -> set[int]:
        return {
            c for row in range(first, last + 1) for cell, _ in self.cells(row) for c in self._span(row, cell)
        }

    def _span(self, row: int, column: int) -> range:
        return range(column, self._across.get((row, column), column) + 1)

    def _last_row(self, first: int) -> int:
        last = first
        while last - first + 1 < MOST_HEADER_ROWS and self._continues(first, last):
            last += 1
        return last

    def _continues(self, first: int, last: int) -> bool:
        """Whether the row after `last` still belongs to the header that began at `first`."""
        below = self.cells(last + 1)
        if any(not is_label(value) for _, value in below):
            return False
        if any(bottom > last for row in range(first, last + 1) for bottom, _ in self._down.get(row, ())):
            return True
        if not below:
            return False
        if len(below) >= 2 and all(is_unit(str(value)) for _, value in below):
            return True
        return self._goes_below(self.cells(first)[0][0], last, [column for column, _ in below])

    def _goes_below(self, leftmost: int, last: int, below: list[int]) -> bool:
        """Whether texts in the columns `below` belong under the texts of the row `last`, none of them merged down.

        Only groups, and columns without a text of their own, go on in the next row; records fill the others too.
        """
        cells = self.cells(last)
        filled = [column for column, _ in cells]
        twice = _adjacent_twins(cells)
        groups = strangers = 0
        for column in below:
            if column not in filled:
                continue
            next_text = next((right for right in filled if right > column), below[-1] + 1)
            if (
                (last, column) in self._across
                or column in twice
                or any(column < c < next_text for c in below)
            ):
                groups += 1
            else:
                strangers += 1
        if strangers:
            return groups >= strangers and leftmost not in below
        # Nothing stands above the first column: then the row above must hold the fewer, the groups.
        return below[0] >= filled[0] or len(below) > len(filled)

    def _is_group_row(self, row: int, below: int) -> bool:
        """Whether a row holds the group words above a header: several, or one above part of it."""
        cells = self.cells(row) if row >= 0 else []
        if not cells or any(not is_label(value) for _, value in cells):
            return False
        leaves = self.cells(below)
        left, right = leaves[0][0], leaves[-1][0]
        if cells[0][0] < left or cells[-1][0] > right:
            return False
        if cells[0][0] == left:
            # A title begins there too, unless it is one of several merged groups.
            return len(cells) >= 2 and all((row, column) in self._across for column, _ in cells)
        if len(cells) >= 2:
            return True
        column = cells[0][0]
        width = self._across.get((row, column), column) - column + 1
        return 2 <= width < 0.7 * (right - left + 1)

    def _paths(self, first: int, last: int) -> dict[int, tuple[str, ...]]:
        """Header texts above each column, top first; a text over a group stands above each column of the group."""
        own = [{c: _written(v) for c, v in self.cells(row)} for row in range(first, last + 1)]
        above: list[dict[int, str]] = []
        for depth, texts in enumerate(own):
            lower = set().union(*own[depth + 1 :]) if depth < len(own) - 1 else set()
            spread: dict[int, str] = {}
            for column, text in texts.items():
                spread[column] = text
                merged = self._across.get((first + depth, column))
                if merged is not None:
                    spread.update(dict.fromkeys(range(column, merged + 1), text))
                elif column in lower:
                    parents = above[-1] if above else {}
                    for right in range(column + 1, max(lower) + 1):
                        if right in texts or right not in lower or parents.get(right) != parents.get(column):
                            break
                        spread[right] = text
            above.append(spread)
        columns = sorted(set().union(*own))
        leaves = sorted(set().union(*above))
        paths = {}
        for column in leaves:
            path = tuple(level[column] for level in above if column in level)
            if column in columns or self._has_values(column, last):
                paths[column] = path
        return paths

    def _has_values(self, column: int, last: int) -> bool:
        """Whether a column below the right part of a merged header, without a text of its own, holds anything."""
        return any(self._grid.value(row, column) is not None for row in range(last + 1, last + 50))


def _same(found: dict[int, str], texts: dict[int, str]) -> bool:
    if not texts or not found:
        return texts == found
    equal = sum(1 for column, text in texts.items() if found.get(column) == text)
    return equal >= 0.8 * max(len(texts), len(found))


def _written(value: CellValue) -> str:
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _adjacent_twins(cells: Cells) -> set[int]:
    """Columns whose text is repeated by a neighbour: a group written out cell by cell."""
    twins: set[int] = set()
    for (left, one), (right, other) in pairwise(cells):
        if right == left + 1 and one == other:
            twins |= {left, right}
    return twins


def _digits(value: CellValue) -> bool:
    return isinstance(value, str) and value.strip().replace(".", "", 1).isdigit()
