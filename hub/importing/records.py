"""Reading on from a header to the end of its table: records, sections, totals, notes, repeated headers, the footer."""

from __future__ import annotations

from typing import Literal

from hub.agencies import agency_of_office
from hub.importing.grid import CellValue, Grid
from hub.importing.header_rows import Cells, HeaderBlock, HeaderFinder, is_open_label_line
from hub.importing.headers import normalised_header
from hub.importing.row_kinds import (
    EXAMPLE,
    ITEM,
    SECTION,
    SECTION_NUMBER,
    SIGNATURE,
    are_column_numbers,
    begins_a_record,
    is_bare_total,
    is_continuation,
    is_day,
    is_example,
    is_filler,
    is_footer,
    is_hint_line,
    is_number,
    plain,
    title_key,
    total_kind,
)
from hub.importing.table import SkipKind, Table
from hub.importing.units_named import whole_unit_note

SERIAL_HEADERS = frozenset({"序号", "序", "顺序号", "行次", "行号", "项次", "栏次", "no", "no."})
"""Normalised headers of a column that only counts the rows."""


class Records:
    """Reads on from a header to the end of its table."""

    def __init__(self, headers: HeaderFinder, grid: Grid, table: Table, block: HeaderBlock) -> None:
        self.headers = headers
        self.grid = grid
        self.table = table
        self.block = block
        self.first_column = table.columns[0].index
        self.serial = next(
            (c.index for c in table.columns if normalised_header(c.path[-1]) in SERIAL_HEADERS), None
        )
        self.merged_across = {(top, left) for top, left, _, right in self.grid.merges if right > left}
        self.vertical_merges = [merge for merge in self.grid.merges if merge[2] > merge[0] > block.last]
        self.header_ends = {v[-1] for _, v in headers.cells(block.first) if isinstance(v, str)}
        """Last characters of the header texts: what ends otherwise need not be compared."""
        self.tail: list[int] = []
        """Rows since the last record that may be sections, titles or the footer; what follows decides."""
        self.blanks: list[int] = []
        self.footer_at: int | None = None

    def read(self) -> int:
        """Fill the table; gives the row at which the search for another one goes on."""
        row = self.block.last + 1
        end = len(self.grid.rows)
        while row < end:
            cells = self.headers.cells(row)
            if not cells:
                self.blanks.append(row)
                row += 1
                continue
            if self._begins_as_header(cells) and self.headers.repeats(row, self.block):
                if (other := self._other_title()) is not None:
                    return self._close(other)
                row = self._skip_repeated_header(row)
                continue
            if self._stops_at(row, cells):
                return self._close(self._new_titles(row))
            self._sort(row, cells)
            row += 1
        return self._close(end)

    def _begins_as_header(self, cells: Cells) -> bool:
        """Whether one of the first two cells is that of the header: spares the whole comparison for records."""
        texts, ends = self.block.texts[0], self.header_ends
        # The Chinese character with which a header begins is left as it is by every normalisation.
        for c, v in cells[:2]:
            if v.__class__ is not str or v[-1] not in ends or c not in texts:
                continue
            begin = texts[c][:1]
            if (begin < "\u3400" or begin in v) and texts[c] == normalised_header(v):
                return True
        return False

    def _sort(self, row: int, cells: Cells) -> None:
        kind = self._kind(row, cells)
        if kind == "footer":
            if self.footer_at is None:
                self.footer_at = row
            self.tail.append(row)
        elif kind == "single" or (
            self.footer_at is not None and kind != "total" and not self._is_full(cells)
        ):
            self.tail.append(row)
        elif kind == "data":
            self._resolve_tail()
            self.table.data_rows.append(row)
            first = cells[0][1]
            if first.__class__ is str and first[0] in _BLANKS:
                self.table.indents[row] = _indent(str(first))
        else:
            self._resolve_tail()
            self.table.skipped_rows[row] = kind

    def _kind(self, row: int, cells: Cells) -> SkipKind | Literal["data", "footer", "single"]:
        """What a row is by itself: a SkipKind, data, footer, or single (one text whose meaning the next rows tell)."""
        column, value = cells[0]
        if not self.table.data_rows and are_column_numbers(cells, len(self.table.columns)):
            return "column_numbers"
        if isinstance(value, str) and not (len(cells) > 2 and begins_a_record(value)):
            text = plain(value)
            if is_footer(text, len(cells), len(self.table.columns)):
                return "footer"
            if EXAMPLE.match(text) or (not self.table.data_rows and is_hint_line(cells)):
                return "note"
            if self.table.data_rows and is_open_label_line(cells):
                return "footer"
            if self._is_sign_off(row, cells):
                return "footer"
            if self._is_section(cells, text):
                return "section" if len(cells) > 1 else "single"
            if len(cells) == 1 and not is_number(value) and self._stands_alone(row, column, text):
                return "single"
            if _says_only_units(cells):
                return "single"
        if (total := total_kind(cells)) is not None:
            return total
        if self._is_unused(cells):
            counted = any(c == self.serial or self._only_counts(c, v, len(cells)) for c, v in cells)
            return "numbered_empty" if counted else "blank"
        if len(cells) > 1 and is_example(cells[1][1]):
            return "note"
        return "data"

    def _is_unused(self, cells: Cells) -> bool:
        """Whether a row holds nothing but its number and what prepared rows hold."""
        for column, value in cells:
            if column == self.serial or is_filler(value):
                continue
            if not self._only_counts(column, value, len(cells)):
                return False
        return True

    def _only_counts(self, column: int, value: CellValue, filled: int) -> bool:
        """Whether a number in the first column numbers the row. Without 序号 above it may be an age: 98 | 0 | 0."""
        return column == self.first_column and is_number(value) and (self.serial is not None or filled == 1)

    def _is_section(self, cells: Cells, text: str) -> bool:
        """一、…, or 一 in the column of serial numbers with a name beside it; sums of the section may follow."""
        if len(cells) == 1:
            return bool(SECTION.match(text))
        rest = [v for _, v in cells[1:]]
        if cells[0][0] != self.serial or is_number(cells[0][1]):
            return False
        if SECTION.match(text):
            return all(not isinstance(v, str) or is_number(v) for v in rest)
        return bool(SECTION_NUMBER.fullmatch(text)) and all(
            not isinstance(v, str) or is_number(v) for v in rest[1:]
        )

    def _is_sign_off(self, row: int, cells: Cells) -> bool:
        """An office, a day, or both at the right below the table; a record fills its first columns as well."""
        if len(cells) > 2 or cells[0][0] <= self.first_column or self._is_merged_down(row):
            return False
        (_, first), *rest = cells
        signed = isinstance(first, str) and (agency_of_office(first) is not None or is_day(first))
        return signed and bool(self.table.data_rows) and all(is_day(value) for _, value in rest)

    def _is_merged_down(self, row: int) -> bool:
        return any(top < row <= bottom for top, left, bottom, _ in self.vertical_merges)

    def _stands_alone(self, row: int, column: int, text: str) -> bool:
        """Whether a single text is a line across the table, not the only filled cell of a record."""
        if whole_unit_note(text) or is_continuation(text):
            return True
        if (row, column) in self.merged_across or column <= self.first_column + 1:
            return not self._is_merged_down(row)
        return self.footer_at is not None or not self.table.data_rows

    def _is_full(self, cells: Cells) -> bool:
        """Whether a row after a footer is a record after all: it fills two thirds of the columns, or has a serial number."""
        if (
            self.serial is not None
            and cells[0][0] == self.serial
            and is_number(cells[0][1])
            and len(cells) > 2
        ):
            return True
        inside = {column.index for column in self.table.columns}
        return sum(1 for column, _ in cells if column in inside) * 3 >= len(inside) * 2

    def _resolve_tail(self) -> None:
        """A record follows: what stood before it were sections and notes, and blank rows inside the table."""
        for row in self.tail:
            note = self.footer_at is not None and row >= self.footer_at
            self.table.skipped_rows[row] = "note" if note else "section"
        self._skip_blanks()
        self.tail.clear()
        self.footer_at = None

    def _skip_blanks(self) -> None:
        for row in self.blanks:
            self.table.skipped_rows[row] = "blank"
        self.blanks.clear()

    def _stops_at(self, row: int, cells: Cells) -> bool:
        """Whether another table begins: after a blank row, a footer or a line across, a header of its own."""
        if not (self.blanks or self.tail) or len(cells) < 3:
            return False
        if is_footer(plain(cells[0][1]), len(cells), len(self.table.columns)):
            return False
        if not self.headers.looks_like_header(row, strict=True) and not self.headers.begins_another(
            row, self.block
        ):
            return False
        return self.headers.block_from(row) is not None

    def _other_title(self) -> int | None:
        """The first row of a title of its own above a repeated header: then it is another table."""
        if self.footer_at is None and not self.blanks:
            return None
        own = {title_key(text) for text in self.table.titles}
        for row in self.tail:
            texts = [title_key(plain(v)) for _, v in self.headers.cells(row)]
            if any(text in own for text in texts) or not texts[0]:
                continue
            written = [str(v) for _, v in self.headers.cells(row)]
            if any(is_continuation(text) or whole_unit_note(text) for text in written):
                continue
            if not is_footer(plain(self.headers.cells(row)[0][1]), 1, 9) and not ITEM.match(texts[0]):
                return row
        return None

    def _new_titles(self, row: int) -> int:
        """Where the titles of a new table begin that has its header at `row`."""
        start = row
        for above in reversed(self.tail):
            text = plain(self.headers.cells(above)[0][1])
            if SIGNATURE.match(text) or ITEM.match(text):
                break
            start = above
            if any(blank == above - 1 for blank in self.blanks):
                break
        return start

    def _skip_repeated_header(self, row: int) -> int:
        own = {title_key(text) for text in self.table.titles}
        continued = next((r for r in self.tail if is_continuation(str(self.headers.cells(r)[0][1]))), row)
        for above in self.tail:
            written = str(self.headers.cells(above)[0][1])
            first = title_key(plain(written))
            if (
                first in own
                or not first
                or self.footer_at is None
                or is_continuation(written)
                or above > continued
            ):
                self.table.skipped_rows[above] = "repeated_header"
            else:
                self.table.footer_rows.append(above)
        self.tail.clear()
        self.footer_at = None
        self._skip_blanks()
        for _ in self.block.texts:
            self.table.skipped_rows[row] = "repeated_header"
            row += 1
        if are_column_numbers(self.headers.cells(row), len(self.table.columns)):
            self.table.skipped_rows[row] = "column_numbers"
            row += 1
        return row

    def _close(self, end: int) -> int:
        self.table.footer_rows += [row for row in self.tail if row < end]
        self._settle_totals()
        self._fill_down()
        return end

    def _settle_totals(self) -> None:
        """A total with a name (钟山区合计) amid the records is the subtotal of a part."""
        data = self.table.data_rows
        for row, kind in self.table.skipped_rows.items():
            if (
                kind == "total"
                and data
                and data[0] < row < data[-1]
                and not is_bare_total(self.headers.cells(row))
            ):
                self.table.skipped_rows[row] = "subtotal"

    def _fill_down(self) -> None:
        if not self.vertical_merges:
            return
        records = set(self.table.data_rows)
        for top, left, bottom, _ in self.vertical_merges:
            value = self.grid.value(top, left)
            if value is None:
                continue
            for row in range(top + 1, bottom + 1):
                if row in records:
                    self.table.filled_down[row, left] = value


def _says_only_units(cells: Cells) -> bool:
    """续表1 and 单位：人, once or over each of the blocks side by side."""
    return all(
        isinstance(v, str) and (is_continuation(v) or whole_unit_note(v) is not None) for _, v in cells
    )


def _indent(text: str) -> int:
    """Blanks before a text, in half widths."""
    blanks = text[: len(text) - len(text.lstrip(_BLANKS))]
    return sum(2 if blank == "\u3000" else 1 for blank in blanks)


_BLANKS = " \u3000\xa0\t"
