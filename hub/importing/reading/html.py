"""Reading web pages that web systems call .xls: their tables, one below the other, as Excel shows them."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hub.importing.grid import CellValue, Grid
from hub.importing.problems import RefusedFileError
from hub.importing.reading.csv import WORKSHEET, decoded
from hub.importing.reading.grids import Merge, check_counts, check_size, without_trailing_blanks
from hub.importing.reading.limits import Limits

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?\s*([A-Za-z0-9_-]+)""", re.IGNORECASE)
# Broken pages of real systems leave some open; scripts compare with <.
_UNCLOSED_TAGS, _MARKED_SECTIONS = 1_000, 100
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_UNSEEN = frozenset({"script", "style", "head", "title", "noscript", "template"})
_BLOCKS = frozenset({"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "caption", "li"})


def grid(data: bytes, limits: Limits) -> Grid:
    """All tables of the page in one grid; text between them is a row of its own. Every value is text."""
    text = _text(data)
    _refuse_open_markup(text)
    reader = _Reader(limits)
    reader.feed(text)
    reader.close()
    reader.flush_loose_text()
    if not reader.seen_table:
        raise RefusedFileError("file_not_a_workbook")
    return Grid(worksheet=WORKSHEET, rows=without_trailing_blanks(reader.rows), merges=reader.merges)


def _refuse_open_markup(text: str) -> None:
    """Refuse a page full of tags that never end: html.parser looks for the end of each up to the end of the page."""
    unclosed = sum(part.count("<") - 1 for part in text.split(">") if part.count("<") > 1)
    if unclosed > _UNCLOSED_TAGS or text.count("<![CDATA[") > _MARKED_SECTIONS:
        raise RefusedFileError("file_damaged", where="HTML")


def _text(data: bytes) -> str:
    declared = _CHARSET.search(data[:4_000])
    name = declared.group(1).decode("ascii").lower() if declared else ""
    if not name.startswith(("gb", "x-gb")):
        return decoded(data)
    try:
        return data.decode("gb18030")
    except UnicodeDecodeError:
        # The page may have been saved again in another encoding than it says.
        return decoded(data)


class _Reader(HTMLParser):
    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[list[CellValue]] = []
        self.merges: list[Merge] = []
        self.seen_table = False
        self._limits = limits
        self._tables = 0
        self._unseen = 0
        self._cell: list[str] | None = None
        self._loose: list[str] = []
        self._column = 0
        self._in_row = False
        self._taken: dict[int, int] = {}
        """Columns taken by a cell that reaches down from above, with the last row it takes."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        elif tag == "table":
            self.flush_loose_text()
            self._tables += 1
            self.seen_table = True
            self._taken = self._taken if self._tables > 1 else {}
        elif tag == "br":
            (self._loose if self._cell is None else self._cell).append("\n")
        elif self._tables != 1:
            # A table inside a cell is text of that cell.
            return
        elif tag == "tr":
            self._start_row()
        elif tag in ("td", "th"):
            self._start_cell({name: value or "" for name, value in attrs})

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self._unseen = max(self._unseen - 1, 0)
        elif tag == "table":
            if self._tables == 1:
                self._finish_row()
            self._tables = max(self._tables - 1, 0)
        elif self._tables == 1 and tag in ("td", "th"):
            self._finish_cell()
        elif self._tables == 1 and tag == "tr":
            self._finish_row()
        elif not self._tables and tag in _BLOCKS:
            self.flush_loose_text()

    def handle_data(self, data: str) -> None:
        if self._unseen:
            return
        # Line feeds of the source are spaces; only <br> breaks a line.
        text = _SPACES.sub(" ", data)
        if self._cell is not None:
            self._cell.append(text)
        elif not self._tables:
            self._loose.append(text)

    def flush_loose_text(self) -> None:
        """Text outside tables, such as a title, becomes one row."""
        text = _tidied(self._loose)
        self._loose = []
        if text:
            self.rows.append([text])
            check_size(self._limits, len(self.rows), 1)

    def _start_row(self) -> None:
        self._finish_row()
        self._in_row = True
        self.rows.append([])
        self._column = 0
        check_size(self._limits, len(self.rows), 1)

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._finish_cell()
        if not self._in_row:
            self._start_row()
        row = len(self.rows) - 1
        while self._taken.get(self._column, -1) >= row:
            self._column += 1
        across, down = _span(attributes.get("colspan")), _span(attributes.get("rowspan"))
        check_size(self._limits, row + 1, self._column + across)
        if across > 1 or down > 1:
            self.merges.append((row, self._column, row + down - 1, self._column + across - 1))
            check_counts(self._limits, merges=len(self.merges))
            self._taken.update((self._column + offset, row + down - 1) for offset in range(across))
        cells = self.rows[row]
        cells.extend([None] * (self._column + 1 - len(cells)))
        self._cell, self._cell_column = [], self._column
        self._column += across

    def _finish_cell(self) -> None:
        if self._cell is not None:
            self.rows[-1][self._cell_column] = _tidied(self._cell)
            self._cell = None

    def _finish_row(self) -> None:
        self._finish_cell()
        self._in_row = False


def _tidied(parts: list[str]) -> str | None:
    lines = [line.strip(" ") for line in "".join(parts).split("\n")]
    text = "\n".join(lines).strip("\n")
    return text if text and not text.isspace() else None


def _span(text: str | None) -> int:
    digits = (text or "").strip()
    return max(int(digits), 1) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1
