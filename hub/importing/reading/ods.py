"""Reading .ods: one pass of expat over content.xml; calamine tells neither errors nor hidden rows there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from hub.importing.grid import CellValue, Grid, Visibility
from hub.importing.problems import RefusedFileError
from hub.importing.reading import safe_xml
from hub.importing.reading.grids import (
    Merge,
    check_counts,
    check_size,
    duration_text,
    keep_only_first_of_merged,
    percent_text,
    without_trailing_blanks,
)
from hub.importing.reading.limits import Limits
from hub.importing.reading.packages import Package

_DURATION = re.compile(r"(-?)PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
_ERROR_TEXT = re.compile(r"#(?:REF|DIV/0|VALUE|NAME|NUM|NULL)[!?]|#N/A|Err:\d{3}")
_HIDDEN = frozenset({"collapse", "filter"})
_IGNORED = frozenset(
    {"office:annotation", "table:shapes", "table:tracked-changes", "draw:frame", "office:forms"}
)


def grids(package: Package, limits: Limits) -> list[Grid]:
    """The tables of a spreadsheet, in order."""
    if "META-INF/manifest.xml" in package and b":encryption-data" in package.part("META-INF/manifest.xml"):
        raise RefusedFileError("file_encrypted")
    content = b""
    for name, part in package.parts(frozenset({"content.xml"})):
        if name == "content.xml":
            content = part
    reader = _Reader(limits)
    parser = safe_xml.parser()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.finish
    parser.CharacterDataHandler = reader.characters
    safe_xml.parse(parser, content)
    return reader.grids


@dataclass(slots=True)
class _Cell:
    attributes: dict[str, str]
    paragraphs: list[str] = field(default_factory=list)
    covered: bool = False


class _Reader:
    """Builds one grid a table; repeated rows and cells are only written out once something follows them."""

    def __init__(self, limits: Limits) -> None:
        self.grids: list[Grid] = []
        self._limits = limits
        self._hidden_styles: set[str] = set()
        self._style = ""
        self._depth_ignored = 0
        self._in_paragraph = 0
        self._cell: _Cell | None = None
        self._cell_count = 0
        self._row_attributes: dict[str, str] = {}
        self._row_index = 0
        self._start_table({})  # takes what stands, wrongly, outside of tables

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if self._depth_ignored or name in _IGNORED:
            self._depth_ignored += 1
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell = _Cell(attributes, covered=name == "table:covered-table-cell")
        elif name == "text:p" and self._cell is not None:
            self._in_paragraph += 1
            self._cell.paragraphs.append("")
        elif self._in_paragraph and self._cell is not None:
            self._cell.paragraphs[-1] += _text_of(name, attributes)
        elif name == "table:table-row":
            self._start_row(attributes)
        elif name == "table:table-column":
            self._add_columns(attributes)
        elif name == "table:table":
            self._start_table(attributes)
        elif name == "style:style":
            self._style = attributes.get("style:name", "")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self._hidden_styles.add(self._style)

    def finish(self, name: str) -> None:
        if self._depth_ignored:
            self._depth_ignored -= 1
        elif name in ("table:table-cell", "table:covered-table-cell") and self._cell is not None:
            self._add_cell(self._cell)
            self._cell = None
        elif name == "text:p" and self._in_paragraph:
            self._in_paragraph -= 1
        elif name == "table:table-row":
            self._finish_row()
        elif name == "table:table":
            self._finish_table()

    def characters(self, text: str) -> None:
        if self._in_paragraph and self._cell is not None and not self._depth_ignored:
            self._cell.paragraphs[-1] += text

    def _start_table(self, attributes: dict[str, str]) -> None:
        check_counts(self._limits, sheets=len(self.grids) + 1)
        hidden: Visibility = (
            "hidden" if attributes.get("table:style-name") in self._hidden_styles else "visible"
        )
        self._grid = Grid(worksheet=attributes.get("table:name", ""), rows=[], visibility=hidden)
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._merges: list[Merge] = []
        self._uncached: set[tuple[int, int]] = set()
        self._blank_rows = self._column = self._blank_cells = 0
        self._row: list[CellValue] = []

    def _add_columns(self, attributes: dict[str, str]) -> None:
        count = _repeated(attributes, "table:number-columns-repeated")
        if attributes.get("table:visibility") in _HIDDEN:
            self._hidden_columns.update(range(self._column, min(self._column + count, self._limits.columns)))
        self._column += count

    def _start_row(self, attributes: dict[str, str]) -> None:
        self._row_attributes = attributes
        self._row, self._blank_cells = [], 0
        self._row_index = len(self._grid.rows) + self._blank_rows

    def _add_cell(self, cell: _Cell) -> None:
        attributes = cell.attributes
        count = _repeated(attributes, "table:number-columns-repeated")
        column = len(self._row) + self._blank_cells
        down = _repeated(attributes, "table:number-rows-spanned")
        across = _repeated(attributes, "table:number-columns-spanned")
        if (down > 1 or across > 1) and not cell.covered:
            self._merges.append((self._row_index, column, self._row_index + down - 1, column + across - 1))
            check_counts(self._limits, merges=len(self._merges))
        text = "\n".join(cell.paragraphs)
        value = None if cell.covered else _value(attributes, text)
        if (
            value is None
            and "table:formula" in attributes
            and "office:value-type" not in attributes
            and not text
        ):
            self._uncached.add((self._row_index, column))
        if _is_error(attributes, text):
            value = None
            self._grid.errors[self._row_index, column] = text or "#N/A"
        if value is None:
            self._blank_cells += count
            return
        check_size(self._limits, self._row_index + 1, column + count)
        self._row += [None] * self._blank_cells + [value] * count
        self._blank_cells = 0

    def _finish_row(self) -> None:
        count = _repeated(self._row_attributes, "table:number-rows-repeated")
        if self._row_attributes.get("table:visibility") in _HIDDEN:
            last = min(self._row_index + count, self._limits.rows)
            self._hidden_rows.update(range(self._row_index, last))
        if not self._row:
            self._blank_rows += count
            return
        check_size(self._limits, self._row_index + count, len(self._row))
        self._cell_count += len(self._row) * count
        check_size(self._limits, 1, 1 if self._cell_count <= self._limits.cells else self._limits.columns + 1)
        rows = self._grid.rows
        rows.extend([] for _ in range(self._blank_rows))
        rows.extend(list(self._row) for _ in range(count))
        self._blank_rows = 0

    def _finish_table(self) -> None:
        grid = self._grid
        without_trailing_blanks(grid.rows)
        keep_only_first_of_merged(grid.rows, self._merges)
        columns = max((len(row) for row in grid.rows), default=0)
        grid.merges = self._merges
        grid.hidden_rows = frozenset(row for row in self._hidden_rows if row < len(grid.rows))
        grid.hidden_columns = frozenset(column for column in self._hidden_columns if column < columns)
        grid.uncached = frozenset(self._uncached)
        self.grids.append(grid)


def _text_of(name: str, attributes: dict[str, str]) -> str:
    """Blanks and breaks that stand as elements inside a paragraph."""
    if name == "text:s":
        return " " * min(_repeated(attributes, "text:c"), 1_000)
    return {"text:tab": "\t", "text:line-break": "\n"}.get(name, "")


def _repeated(attributes: dict[str, str], name: str) -> int:
    text = attributes.get(name, "1")
    if not (text.isascii() and text.isdigit()):
        return 1
    # More than any worksheet has is as good as endless.
    return max(int(text), 1) if len(text) < 10 else 10**9


def _is_error(attributes: dict[str, str], text: str) -> bool:
    if attributes.get("calcext:value-type") == "error":
        return True
    return "table:formula" in attributes and bool(_ERROR_TEXT.fullmatch(text))


def _value(attributes: dict[str, str], text: str) -> CellValue:
    kind = attributes.get("office:value-type")
    try:
        if kind == "percentage":
            return percent_text(float(attributes["office:value"]))
        if kind in ("float", "currency"):
            return float(attributes["office:value"])
        if kind == "date":
            return _moment(attributes["office:date-value"])
        if kind == "time":
            return _time(attributes["office:time-value"])
        if kind == "boolean":
            return attributes["office:boolean-value"] == "true"
    except (KeyError, ValueError):
        # What the cell shows is better than nothing; a later step says if it is no number.
        return text if text and not text.isspace() else None
    text = text or attributes.get("office:string-value", "")
    return text if text and not text.isspace() else None


def _moment(text: str) -> date | datetime:
    if "T" not in text:
        return date.fromisoformat(text)
    moment = datetime.fromisoformat(text).replace(tzinfo=None)
    return moment.date() if moment.time() == time() else moment


def _time(text: str) -> CellValue:
    found = _DURATION.fullmatch(text)
    if not found:
        raise ValueError(text)
    sign, hours, minutes, seconds = found.group(1), int(found[2]), int(found[3]), int(found[4])
    if sign or hours > 23:
        length = timedelta(hours=hours, minutes=minutes, seconds=seconds)
        return duration_text(-length if sign else length)
    return time(hours, minutes, seconds)
