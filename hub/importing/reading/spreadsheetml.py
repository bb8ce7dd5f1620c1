"""Reading SpreadsheetML 2003, the XML that offices save as .xls or .xlsx."""

from __future__ import annotations

from datetime import datetime, time

from hub.importing.grid import CellValue, Grid, Visibility
from hub.importing.problems import RefusedFileError
from hub.importing.reading import safe_xml
from hub.importing.reading.grids import (
    Merge,
    check_counts,
    check_size,
    is_percent_format,
    keep_only_first_of_merged,
    percent_text,
    without_trailing_blanks,
)
from hub.importing.reading.limits import Limits

_VISIBILITY: dict[str, Visibility] = {"SheetHidden": "hidden", "SheetVeryHidden": "very_hidden"}


def grids(data: bytes, limits: Limits) -> list[Grid]:
    """The worksheets of the workbook, in order."""
    xml, encoding = safe_xml.as_utf8(data)
    reader = _Reader(limits)
    parser = safe_xml.parser(encoding=encoding)
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.finish
    parser.CharacterDataHandler = reader.characters
    safe_xml.parse(parser, xml)
    return reader.grids


class _Reader:
    def __init__(self, limits: Limits) -> None:
        self.grids: list[Grid] = []
        self._limits = limits
        self._path: list[str] = []
        self._text: list[str] | None = None
        self._cells = 0
        self._style = ""
        self._percent_styles: set[str] = set()
        self._kind, self._has_formula, self._has_data = "String", False, False
        self._begin(Grid(worksheet="", rows=[]))  # takes what stands, wrongly, outside of worksheets

    def _begin(self, grid: Grid) -> None:
        self._grid = grid
        self._row: int = -1
        self._next_row: int = -1
        self._column: int = -1
        self._last_column: int = -1
        self._column_setting: int = -1
        self._hidden_rows: set[int] = set()
        self._hidden_columns: set[int] = set()
        self._uncached: set[tuple[int, int]] = set()
        self._merges: list[Merge] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        element = safe_xml.local(name)
        values = {safe_xml.local(key): attributes[key] for key in attributes}
        parent = self._path[-1] if self._path else ""
        self._path.append(element)
        if element == "Worksheet":
            check_counts(self._limits, sheets=len(self.grids) + 1)
            self._begin(Grid(worksheet=values.get("Name", ""), rows=[]))
            self.grids.append(self._grid)
        elif element == "Column" and parent == "Table":
            first = _number(values.get("Index"), self._column_setting + 2) - 1
            self._column_setting = first + _number(values.get("Span"), 0)
            if values.get("Hidden") == "1":
                last = min(self._column_setting, self._limits.columns)
                self._hidden_columns.update(range(first, last + 1))
        elif element == "Row" and parent == "Table":
            self._row = _number(values.get("Index"), self._row + 2) - 1
            self._next_row = self._row + _number(values.get("Span"), 0)
            self._column = -1
            if values.get("Hidden") == "1":
                self._hidden_rows.update(range(self._row, min(self._next_row, self._limits.rows) + 1))
        elif element == "Cell" and parent == "Row":
            self._start_cell(values)
        elif element == "Data" and parent == "Cell":
            self._kind, self._text, self._has_data = values.get("Type", "String"), [], True
        elif element == "Visible" and parent == "WorksheetOptions":
            self._text = []
        elif element == "Style":
            self._style = values.get("ID", "")
        elif element == "NumberFormat" and parent == "Style":
            shown = values.get("Format", "")
            if shown == "Percent" or is_percent_format(shown):
                self._percent_styles.add(self._style)

    def finish(self, name: str) -> None:
        element = self._path.pop()
        parent = self._path[-1] if self._path else ""
        if element == "Data" and parent == "Cell" and self._text is not None:
            self._add("".join(self._text))
            self._text = None
        elif element == "Cell" and parent == "Row":
            if self._has_formula and not self._has_data:
                self._uncached.add((self._row, self._column))
            self._column = self._last_column
        elif element == "Row" and parent == "Table":
            self._row = self._next_row
        elif element == "Visible" and self._text is not None:
            self._grid.visibility = _VISIBILITY.get("".join(self._text), "visible")
            self._text = None
        elif element == "Worksheet":
            self._finish_worksheet()

    def characters(self, text: str) -> None:
        if self._text is not None:
            self._text.append(text)

    def _start_cell(self, values: dict[str, str]) -> None:
        self._column = _number(values.get("Index"), self._column + 2) - 1
        across, down = _number(values.get("MergeAcross"), 0), _number(values.get("MergeDown"), 0)
        if across or down:
            self._merges.append((self._row, self._column, self._row + down, self._column + across))
            check_counts(self._limits, merges=len(self._merges))
        self._last_column = self._column + across
        self._style = values.get("StyleID", "")
        self._has_formula, self._has_data = "Formula" in values, False

    def _add(self, text: str) -> None:
        if self._row < 0 or self._column < 0:
            raise RefusedFileError("file_damaged", where="XML: Cell")
        check_size(self._limits, self._row + 1, self._column + 1)
        value = _value(self._kind, text)
        if isinstance(value, float) and self._style in self._percent_styles:
            value = percent_text(value)
        if self._kind == "Error":
            self._grid.errors[self._row, self._column] = text or "#N/A"
        if value is None:
            return
        rows = self._grid.rows
        rows.extend([] for _ in range(self._row + 1 - len(rows)))
        row = rows[self._row]
        self._cells += self._column + 1 - len(row)
        if self._cells > self._limits.cells:
            check_size(self._limits, self._limits.rows + 1, self._column + 1)
        row.extend([None] * (self._column + 1 - len(row)))
        row[self._column] = value

    def _finish_worksheet(self) -> None:
        grid = self._grid
        without_trailing_blanks(grid.rows)
        keep_only_first_of_merged(grid.rows, self._merges)
        columns = max((len(row) for row in grid.rows), default=0)
        grid.merges = self._merges
        grid.hidden_rows = frozenset(row for row in self._hidden_rows if row < len(grid.rows))
        grid.hidden_columns = frozenset(column for column in self._hidden_columns if column < columns)
        grid.uncached = frozenset(self._uncached)


def _number(text: str | None, otherwise: int) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else otherwise


def _value(kind: str, text: str) -> CellValue:
    if not text or text.isspace() or kind == "Error":
        return None
    try:
        if kind == "Number":
            return float(text)
        if kind == "Boolean":
            return text.strip() in ("1", "true")
        if kind == "DateTime":
            moment = datetime.fromisoformat(text).replace(tzinfo=None)
            return moment.date() if moment.time() == time() else moment
    except ValueError:
        # What the cell says is better than nothing; a later step says if it is no number.
        return text
    return text
