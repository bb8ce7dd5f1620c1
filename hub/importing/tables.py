"""Finding the tables of a worksheet: title, unit note, header, records, and the rows that are none of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable
from datetime import date
from typing import Literal

from hub.agencies import agency_of_office
from hub.importing.dates import parse_day
from hub.importing.grid import CellValue, Grid
from hub.importing.header_rows import Cells, HeaderBlock, HeaderFinder
from hub.importing.headers import normalised_header, unit_note
from hub.importing.table import SkipKind, Table

SERIAL_HEADERS = frozenset({"序号", "序", "顺序号", "行次", "行号", "项次", "栏次", "no", "no."})
"""Normalised headers of a column that only counts the rows."""


def find_tables(grid: Grid, known_headers: Collection[str] = ()) -> list[Table]:
    """The tables of a grid from top to bottom; `known_headers` (normalised) help to tell a header from a title.

    A table that repeats the header of the one before without a title of its own is the same table.
    """
    return _Search(grid, known_headers).tables()


class _Search:
    """One pass over a grid."""

    def __init__(self, grid: Grid, known_headers: Collection[str]) -> None:
        self.grid = grid
        self.headers = HeaderFinder(grid, known_headers)

    def tables(self) -> list[Table]:
        found: list[Table] = []
        start = 0
        while block := self._next_header(start, within=_TITLE_ROWS if found else _FIRST_ROWS):
            table = self._begin(start, block)
            start = _Records(self, table, block).read()
            found.append(table)
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
            first = _text(cells[0][1])
            in_note = bool(_NOTE.match(first)) or (in_note and len(cells) == 1 and bool(_ITEM.match(first)))
            if in_note:
                skipped[row] = "note"
            else:
                titles.append(row)
        table = Table(
            self.grid,
            titles,
            list(range(block.first, block.last + 1)),
            block.columns,
            [],
            skipped_rows=skipped,
        )
        table.unit = _unit_of(self.grid, (*titles, *skipped))
        return table


class _Records:
    """Reads on from a header to the end of its table."""

    def __init__(self, search: _Search, table: Table, block: HeaderBlock) -> None:
        self.headers = search.headers
        self.grid = search.grid
        self.table = table
        self.block = block
        self.first_column = table.columns[0].index
        self.serial = next(
            (c.index for c in table.columns if normalised_header(c.path[-1]) in SERIAL_HEADERS), None
        )
        self.merged_across = {(top, left) for top, left, _, right in self.grid.merges if right > left}
        self.vertical_merges = [merge for merge in self.grid.merges if merge[2] > merge[0] > block.last]
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
        texts = self.block.texts[0]
        return any(isinstance(v, str) and texts.get(c) == normalised_header(v) for c, v in cells[:2])

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
        else:
            self._resolve_tail()
            self.table.skipped_rows[row] = kind

    def _kind(self, row: int, cells: Cells) -> SkipKind | Literal["data", "footer", "single"]:
        """What a row is by itself: a SkipKind, data, footer, or single (one text whose meaning the next rows tell)."""
        column, value = cells[0]
        if not self.table.data_rows and _are_column_numbers(cells, len(self.table.columns)):
            return "column_numbers"
        if isinstance(value, str):
            text = _text(value)
            if _is_footer(text, len(cells), len(self.table.columns)):
                return "footer"
            if _EXAMPLE.match(text):
                return "note"
            if self._is_sign_off(row, cells):
                return "footer"
            if self._is_section(cells, text):
                return "section" if len(cells) > 1 else "single"
            if len(cells) == 1 and not _is_number(value) and self._stands_alone(row, column):
                return "single"
        if (total := _total(cells)) is not None:
            return total
        fillers = [v for c, v in cells if c != self.serial and not (c == self.first_column and _is_number(v))]
        if all(_is_filler(v) for v in fillers):
            return "numbered_empty" if len(fillers) < len(cells) else "blank"
        if len(cells) > 1 and _EXAMPLE.match(_text(cells[1][1])):
            return "note"
        return "data"

    def _is_section(self, cells: Cells, text: str) -> bool:
        """一、…, or 一 in the column of serial numbers with a name beside it; sums of the section may follow."""
        if len(cells) == 1:
            return bool(_SECTION.match(text))
        rest = [v for _, v in cells[1:]]
        if cells[0][0] != self.serial or _is_number(cells[0][1]):
            return False
        if _SECTION.match(text):
            return all(not isinstance(v, str) or _is_number(v) for v in rest)
        return bool(_SECTION_NUMBER.fullmatch(text)) and all(
            not isinstance(v, str) or _is_number(v) for v in rest[1:]
        )

    def _is_sign_off(self, row: int, cells: Cells) -> bool:
        """An office, a day, or both at the right below the table; a record fills its first columns as well."""
        if len(cells) > 2 or cells[0][0] <= self.first_column or self._is_merged_down(row):
            return False
        (_, first), *rest = cells
        signed = isinstance(first, str) and (agency_of_office(first) is not None or _is_day(first))
        return signed and bool(self.table.data_rows) and all(_is_day(value) for _, value in rest)

    def _is_merged_down(self, row: int) -> bool:
        return any(top < row <= bottom for top, left, bottom, _ in self.vertical_merges)

    def _stands_alone(self, row: int, column: int) -> bool:
        """Whether a single text is a line across the table, not the only filled cell of a record."""
        if (row, column) in self.merged_across or column <= self.first_column + 1:
            return not self._is_merged_down(row)
        return self.footer_at is not None or not self.table.data_rows

    def _is_full(self, cells: Cells) -> bool:
        """Whether a row after a footer is a record after all: it fills two thirds of the columns, or has a serial number."""
        if (
            self.serial is not None
            and cells[0][0] == self.serial
            and _is_number(cells[0][1])
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
        return self.headers.looks_like_header(row, strict=True) and self.headers.block_from(row) is not None

    def _other_title(self) -> int | None:
        """The first row of a title of its own above a repeated header: then it is another table."""
        if self.footer_at is None and not self.blanks:
            return None
        own = {_title_key(text) for text in self.table.titles}
        for row in self.tail:
            texts = [_title_key(_text(v)) for _, v in self.headers.cells(row)]
            if any(text in own for text in texts) or not texts[0]:
                continue
            if not _is_footer(_text(self.headers.cells(row)[0][1]), 1, 9) and not _ITEM.match(texts[0]):
                return row
        return None

    def _new_titles(self, row: int) -> int:
        """Where the titles of a new table begin that has its header at `row`."""
        start = row
        for above in reversed(self.tail):
            text = _text(self.headers.cells(above)[0][1])
            if _SIGNATURE.match(text) or _ITEM.match(text):
                break
            start = above
            if any(blank == above - 1 for blank in self.blanks):
                break
        return start

    def _skip_repeated_header(self, row: int) -> int:
        own = {_title_key(text) for text in self.table.titles}
        for above in self.tail:
            first = _title_key(_text(self.headers.cells(above)[0][1]))
            if first in own or not first or self.footer_at is None:
                self.table.skipped_rows[above] = "repeated_header"
            else:
                self.table.footer_rows.append(above)
        self.tail.clear()
        self.footer_at = None
        self._skip_blanks()
        for _ in self.block.texts:
            self.table.skipped_rows[row] = "repeated_header"
            row += 1
        if _are_column_numbers(self.headers.cells(row), len(self.table.columns)):
            self.table.skipped_rows[row] = "column_numbers"
            row += 1
        return row

    def _close(self, end: int) -> int:
        self.table.footer_rows += [row for row in self.tail if row < end]
        self.table.unit = self.table.unit or _unit_of(self.grid, self.table.footer_rows)
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
                and not _is_bare_total(self.headers.cells(row))
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


def _unit_of(grid: Grid, rows: Iterable[int]) -> str | None:
    """The money unit that a note in these rows names."""
    texts = (str(value) for row in rows for value in grid.rows[row] if value is not None)
    return next(filter(None, (unit_note(text) for text in texts)), None)


def _text(value: CellValue) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", value)) if isinstance(value, str) else str(value)


def _title_key(text: str) -> str:
    return _PAGE.sub("", _text(text))


def _is_number(value: CellValue) -> bool:
    if isinstance(value, str):
        return bool(_NUMBER.fullmatch(unicodedata.normalize("NFKC", value).strip()))
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_day(value: CellValue) -> bool:
    return isinstance(parse_day(value), date)


def _is_filler(value: CellValue) -> bool:
    """Whether a cell is what a prepared but unused row holds: 0 of a formula, a dash, an unticked box."""
    if isinstance(value, str):
        return unicodedata.normalize("NFKC", value).strip() in _FILLERS
    return value is False or (isinstance(value, int | float) and value == 0)


def _is_footer(text: str, filled: int, columns: int) -> bool:
    if _SIGNATURE.match(text) or _NOTE.match(text) or _SEAL.search(text):
        return True
    if _MARK.match(text):
        return filled <= 2
    return bool(_SIGNATURE_WORD.fullmatch(text)) and filled * 2 <= columns


def _total(cells: Cells) -> SkipKind | None:
    """Whether one of the first cells is the label of a total."""
    for position, (_, value) in enumerate(cells[:_TOTAL_CELLS]):
        if not isinstance(value, str) or len(value) > _LONGEST_TOTAL or _TOTAL_CHARACTERS.isdisjoint(value):
            continue
        text = _text(value)
        if _SUBTOTAL.fullmatch(text):
            return "subtotal"
        if _TOTAL.fullmatch(text) or (position == 0 and _WHOLE_REGION.fullmatch(text) and len(cells) > 1):
            return "total"
        if position == 0 and _COUNTED_TOTAL.fullmatch(text) and len(cells) > 1:
            return "total"
        if position < 2 and (_OF_WHICH.match(text) or _COMPARISON.fullmatch(text)):
            return "note"
    return None


def _is_bare_total(cells: Cells) -> bool:
    return any(isinstance(v, str) and _BARE_TOTAL.fullmatch(_text(v)) for _, v in cells[:_TOTAL_CELLS])


def _are_column_numbers(cells: Cells, columns: int) -> bool:
    """1 2 3, (1) (2), 甲 乙 1 2, 栏次 1 2: letters, then whole numbers rising by one, over most columns."""
    texts = [_text(v).removesuffix(".0") for _, v in cells]
    if texts and texts[0] in ("栏次", "列次", "列号", "栏目", "行次"):
        texts = texts[1:]
    if len(texts) < 3 or len(texts) * 3 < columns * 2:
        return False
    numbers = []
    for text in texts:
        match = _COLUMN_NUMBER.fullmatch(text)
        if not match:
            return False
        if match["number"]:
            numbers.append(int(match["number"]))
        elif numbers:
            return False
    return not numbers or (numbers[0] <= 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers))))


_FIRST_ROWS = 60  # filled rows that may stand above the first header
_TITLE_ROWS = 12
_TOTAL_CELLS = 4
_LONGEST_TOTAL = 20
_TOTAL_CHARACTERS = frozenset("计全其共同环平增")

_NUMBER = re.compile(r"[-+]?\d[\d,]*(?:\.\d+)?")
_FILLERS = frozenset({"0", "0.0", "0.00", "0%", "0.00%", "-", "--", "—", "——", "/", "\\", "□", "无"})
_COLUMN_NUMBER = re.compile(
    r"[(\[]?(?:(?P<number>\d{1,3})|[甲乙丙丁戊己庚辛]|[A-Za-z])[)\]]?(?:=[\d+\-*/×÷()=]+)?"
)
_SECTION = re.compile(
    r"[一二三四五六七八九十]{1,3}[、.]|\([一二三四五六七八九十]{1,3}\)|第[一二三四五六七八九十]+部分"
)
_SECTION_NUMBER = re.compile(r"[一二三四五六七八九十]{1,3}[、.]?|\([一二三四五六七八九十]{1,3}\)")
_ITEM = re.compile(r"\(?\d{1,2}[.、)]")
_EXAMPLE = re.compile(
    r"[(\[【<《]?(?:填[写报表])?(?:示例|样例|例子|范例|举例|示范|例如|例)[)\]】>》]?(?:[:\d].*)?$"
)
_SUBTOTAL = re.compile(r".{0,12}小计(?:\(.{1,6}\))?:?|本页(?:合计|小计|计)")
_TOTAL = re.compile(r"[^:,。]{0,10}(?:合计|总计|共计|总合计|累计)(?:数|\(.{1,6}\))?:?")
_BARE_TOTAL = re.compile(r"(?:全[省市区县州盟旗国]|总)?(?:合计|总计|共计|累计):?|全[省市区县州盟旗国]")
_WHOLE_REGION = re.compile(r"全[省市区县州盟旗国](?:总数|总体|情况)?")
_COUNTED_TOTAL = re.compile(r"(?:合计|总计|共计|总共|共):?\d+[件个户家项人名起笔]?")
_COMPARISON = re.compile(
    r"(?:去年|上年)?同期数?|同比(?:增减|增长|变化)?(?:\(.{1,3}\))?|环比(?:增减|增长|变化)?(?:\(.{1,3}\))?|平均[数值]?|增减[数额量]?"
)
_OF_WHICH = re.compile(r"其中:?")
_PAGE = re.compile(
    r"\(续(?:表)?[一二三四五六七八九十\d]*\)|续表?[一二三四五六七八九十\d]*$|^续表?\d*|\(?第?\d+页.*$"
)
_NOTE = re.compile(
    r"(?:填[表报写])?(?:注意事项?|说明|备注|附注|注|须知|要求)\d?[:]|填[表报写](?:说明|须知|要求)|注意[:!]?"
)
_MARK = re.compile(r"[*※★#].")
_SEAL = re.compile(r"\((?:单位)?(?:盖章|公章|签章|签字|印章)\)")
_SIGNERS = (
    r"(?:(?:填[表报制写]|制表|编制|报送|上报|统计)(?:人员?|单位|部门|日期|时间)?|经办人?|审[核批查]人?|复核人?|签发人?|批准人?"
    r"|(?:单位|部门|统计|主要|分管|科室)?负责人|(?:分管|主管|单位|部门)领导|主管|领导|联系(?:人|电话|方式)|电话|手机|传真|邮箱"
    r"|报出日期|日期|时间|数据来源|资料来源|来源|数据口径|盖章|公章|单位盖章|单位公章)"
)
_SIGNATURE = re.compile(rf"{_SIGNERS}(?:\([^()]*\))?:")
_SIGNATURE_WORD = re.compile(rf"{_SIGNERS}(?:签[字名章])?")
