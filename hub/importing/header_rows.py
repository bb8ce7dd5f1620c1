"""Where the header of a table stands on a grid: its rows and the path of header texts above each column."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from itertools import pairwise

from hub.importing.grid import CellValue, Grid
from hub.importing.header_periods import period_columns, period_text
from hub.importing.headers import header_unit, is_header_word, is_label, is_unit, known, normalised_header
from hub.importing.table import TableColumn
from hub.importing.units_named import whole_unit_note

Cells = list[tuple[int, CellValue]]

MOST_HEADER_ROWS = 4
_LOOKED_BACK = 30  # rows of a table that tell whether a row without numbers is unusual in it


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
        return self.block(first, last)

    def block(self, first: int, last: int) -> HeaderBlock:
        """The rows `first` to `last` as a header."""
        columns = [
            TableColumn(index, path, next(filter(None, (header_unit(part) for part in reversed(path))), None))
            for index, path in self._paths(first, last).items()
        ]
        return HeaderBlock(first, last, columns, [self._texts(r) for r in range(first, last + 1)])

    def score(self, block: HeaderBlock) -> float:
        """How surely a block is the header, 0 to 1: header words, other values below, width and distinct paths."""
        widest = max(range(block.first, block.last + 1), key=lambda row: len(self.cells(row)))
        cells = self.cells(widest)
        words = self._weight(widest) / len(cells) if cells else 0.0
        below = [self.cells(row) for row in range(block.last + 1, block.last + 9)]
        filled = [dict(cells) for cells in below if len(cells) > 1]
        indexes = [column.index for column in block.columns]
        other = sum(1 for i in indexes if any(i in row and not is_label(row[i]) for row in filled))
        contrast = other / len(indexes) if filled and indexes else 0.5
        width = self._width_below(block.last)
        covered = min(1.0, len(indexes) / width) if width else 0.5
        distinct = len({column.path for column in block.columns}) / max(len(indexes), 1)
        return round(0.2 + 0.3 * words + 0.2 * contrast + 0.2 * covered + 0.1 * distinct, 2)

    def alternatives(self, block: HeaderBlock, start: int) -> list[tuple[int, int, float]]:
        """Other rows that might be the header instead: (first row, last row, score), best first, at most three."""
        spans = {(block.first, block.last - 1), (block.first + 1, block.last), (block.first, block.last + 1)}
        for row in range(max(start, block.first - 12), block.last + 6):
            if not block.first <= row <= block.last and (other := self.block_from(row)) is not None:
                spans.add((other.first, other.last))
        spans -= {(block.first, block.last)}
        found = [
            (first, last, round(0.8 * self.score(self.block(first, last)), 2))
            for first, last in sorted(spans)
            if first <= last and all(self._reads_as_labels(row) for row in range(first, last + 1))
        ]
        return sorted(found, key=lambda entry: -entry[2])[:3]

    def looks_like_header(self, row: int, *, strict: bool = False) -> bool:
        """Whether a row reads as headers. `strict`: amid data, where half of its cells must be header words."""
        cells = self.cells(row)
        if len(cells) < 2 or is_open_label_line(cells):
            return False
        labels = self._labels(row)
        if labels < 0.9 * len(cells):
            return False
        weight = self._weight(row)
        if strict:
            return len(cells) >= 3 and weight >= 0.5 * len(cells)
        if len(cells) == 2:
            if self._width_below(row) > 3:
                return False
            return weight == 2 or (labels == 2 and self._pairs_below(row, cells))
        return weight >= 2 or (labels == len(cells) and self._numbers_below(row, len(cells)))

    def begins_another(self, row: int, block: HeaderBlock) -> bool:
        """Amid data and after a gap or a title: whether a row without numbers heads rows that hold numbers.

        The header words may be few (30-34岁 | 35-39岁): the key column has the same name, or nothing above is text only.
        """
        cells = self.cells(row)
        if len(cells) < 3 or self._labels(row) < len(cells) or is_open_label_line(cells):
            return False
        if not self._numbers_below(row, len(cells)):
            return False
        key = normalised_header(_written(self.cells(block.first)[0][1]))
        if normalised_header(_written(cells[0][1])) == key and cells[0][0] == block.columns[0].index:
            return True
        seen = range(max(block.last + 1, row - _LOOKED_BACK), row)
        return all(self._has_number(above) for above in seen if len(self.cells(above)) > 2)

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
        periods = period_columns(cells)
        words = 0
        for column, value in cells:
            if column in periods:
                words += 1
                continue
            if not is_label(value) and not _is_corner(column, value, cells):
                return 0
            words += is_header_word(value) or known(value, self._known)
        return words

    def _labels(self, row: int) -> int:
        """How many cells of a row can be headers, periods in order and a unit note in the corner among them."""
        cells = self.cells(row)
        periods = period_columns(cells)
        return sum(1 for c, v in cells if is_label(v) or c in periods or _is_corner(c, v, cells))

    def _reads_as_labels(self, row: int) -> bool:
        return bool(self.cells(row)) and self._labels(row) == len(self.cells(row))

    def _has_number(self, row: int) -> bool:
        return any(isinstance(v, int | float) or _digits(v) for _, v in self.cells(row))

    def _pairs_below(self, row: int, cells: Cells) -> bool:
        """Whether pairs of a text and a number stand right below a header of two cells."""
        columns = [column for column, _ in cells]
        below = [found for r in range(row + 1, row + 4) if (found := self.cells(r))]
        pairs = [
            pair
            for pair in below
            if [c for c, _ in pair] == columns
            and (isinstance(pair[1][1], int | float) or _digits(pair[1][1]))
        ]
        return bool(pairs) and pairs[0] is below[0] and len(below) - len(pairs) <= 1

    def _numbers_below(self, row: int, count: int) -> bool:
        for below in range(row + 1, row + 9):
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
        if any(bottom > last for row in range(first, last + 1) for bottom, _ in self._down.get(row, ())):
            return self._labels(last + 1) == len(below)
        if not below:
            return self._goes_on_after_a_gap(first, last)
        if self._labels(last + 1) < len(below):
            return self._is_aside(last, below)
        if len(below) >= 2 and all(is_unit(str(value)) for _, value in below):
            return True
        if self._is_aside(last, below) or self._is_translation(last, below) or self._is_wrapped(last, below):
            return True
        return self._goes_below(self.cells(first)[0][0], last, [column for column, _ in below])

    def _goes_on_after_a_gap(self, first: int, last: int) -> bool:
        """A blank row may space out the header: the row after it stands under groups, beside the first column."""
        below = self.cells(last + 2)
        if (
            len(below) < 2
            or not self._reads_as_labels(last + 2)
            or not self._numbers_below(last + 2, len(below))
        ):
            return False
        leftmost = self.cells(first)[0][0]
        columns = [column for column, _ in below]
        filled = [column for column, _ in self.cells(last)]
        if leftmost in columns or columns[0] < leftmost or len(filled) < 2 or filled[0] != leftmost:
            return False
        return len(columns) > len(filled) - 1 and self._goes_below(leftmost, last, columns)

    def _is_aside(self, last: int, below: Cells) -> bool:
        """Bracketed words that go on with the text above them: (女=100), (%), (Population)."""
        above = {column for column, _ in self.cells(last)}
        if not all(isinstance(v, str) and _ASIDE.fullmatch(v.strip()) for _, v in below):
            return False
        return all(column in above for column, _ in below)

    def _is_wrapped(self, last: int, below: Cells) -> bool:
        """Texts that go on in the row below (15岁及以上 / 人口), above the row of the single columns."""
        above = [column for column, _ in self.cells(last)]
        leaves = self.cells(last + 2)
        return (
            len(above) > 1
            and all(column in above[1:] for column, _ in below)
            and len(leaves) > len(above)
            and above[0] not in (column for column, _ in leaves)
            and self._reads_as_labels(last + 2)
            and self._numbers_below(last + 2, len(leaves))
        )

    def _is_translation(self, last: int, below: Cells) -> bool:
        """A row in Latin letters under a row of Chinese headers, column by column."""
        above = dict(self.cells(last))
        if not all(isinstance(v, str) and _LATIN.fullmatch(v.strip()) for _, v in below):
            return False
        return all(column in above for column, _ in below) and any(
            isinstance(v, str) and _CHINESE.search(v) for v in above.values()
        )

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
            # A title begins there too, unless it is one of several merged groups or beside the names of the rows.
            merged = all((row, column) in self._across for column, _ in cells)
            return len(cells) >= 2 and (merged or self._names_rows(left - 1, below))
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
        paths: dict[int, tuple[str, ...]] = {}
        stub = leaves[0] - 1
        if stub >= 0 and self._names_rows(stub, last):
            paths[stub] = ("",)
        for column in leaves:
            path = tuple(level[column] for level in above if column in level)
            if column in columns or self._has_values(column, last):
                paths[column] = path
        return paths

    def _names_rows(self, column: int, last: int) -> bool:
        """Whether a column without a header, left of all others, holds the names of the rows."""
        below = [row for row in range(last + 1, last + 12) if len(self.cells(row)) > 2]
        return (
            column >= 0
            and bool(below)
            and all(isinstance(self._grid.value(row, column), str) for row in below)
        )

    def _has_values(self, column: int, last: int) -> bool:
        """Whether a column below the right part of a merged header, without a text of its own, holds anything."""
        return any(self._grid.value(row, column) is not None for row in range(last + 1, last + 50))


def _same(found: dict[int, str], texts: dict[int, str]) -> bool:
    if not texts or not found:
        return texts == found
    equal = sum(1 for column, text in texts.items() if found.get(column) == text)
    return equal >= 0.8 * max(len(texts), len(found))


def _written(value: CellValue) -> str:
    return period_text(value)


def _is_corner(column: int, value: CellValue, cells: Cells) -> bool:
    """A unit note in the place of the first header: 单位：亿元 | 2019 | 2020."""
    return column == cells[0][0] and isinstance(value, str) and whole_unit_note(value) is not None


def is_open_label_line(cells: Cells) -> bool:
    """A line of labels to be filled in, above or below a table: 填表人： | | 联系电话："""
    open_labels = sum(1 for _, v in cells if isinstance(v, str) and v.rstrip().endswith((":", "：")))
    return open_labels * 2 >= len(cells) and open_labels > 0 and not str(cells[0][1]).startswith("其中")


def _adjacent_twins(cells: Cells) -> set[int]:
    """Columns whose text is repeated by a neighbour: a group written out cell by cell."""
    twins: set[int] = set()
    for (left, one), (right, other) in pairwise(cells):
        if right == left + 1 and one == other:
            twins |= {left, right}
    return twins


def _digits(value: CellValue) -> bool:
    return isinstance(value, str) and bool(_NUMBER.fullmatch(value.strip()))


_NUMBER = re.compile(r"[-+△▲]?\d[\d,， ]*(?:\.\d+)?%?")
_ASIDE = re.compile(
    r"[(（](?!\W*(?:例|续))(?=.*(?:[A-Za-z]{2}|[%‰]|[^\x00-\x7f甲乙丙丁戊己庚辛一二三四五六七八九十（）]))[^()（）]*[)）]"
)
_LATIN = re.compile(r"[A-Za-z][\x20-\x7e’–—]*")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
