"""What calamine does not tell about an .xlsx worksheet: error cells, uncached formulas, hidden rows, merges.

Two million cells must not cost two million Python calls, so regular expressions search the XML as nearly
every program writes it ("plain"). XML written in any other legal way is first rewritten to plain form.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from hub.importing.reading import safe_xml
from hub.importing.reading.grids import Merge

_ROW = re.compile(rb'<row r="(\d+)"([^>]*)>')
_ATTRIBUTE = re.compile(rb'([A-Za-z]+)="([^"]*)"')
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*)>')
_VALUE = re.compile(rb"<v(?:\s[^>]*)?>([^<]*)</v>")
_FORMULA_CELL = re.compile(
    rb'<c r="([A-Z]{1,3})(\d{1,7})"([^>]*)>\s*<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*'
    rb"(<v(?:\s[^>]*)?>([^<]*)|<is>)?"
)
_COLUMN = re.compile(rb"<col\s([^>]*)>")
_MERGE = re.compile(rb'<mergeCell\s[^>]*?ref="\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})"')
_PLAIN_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}encoding="(?:utf-8|us-ascii)\"""", re.IGNORECASE)
_OTHER_ROW = re.compile(rb'<row(?! r="\d)')
_OTHER_CELL = re.compile(rb'<c(?! r="[A-Z])')
_WIDE = re.compile(rb'<c r="([A-Z]{3})\d')
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_LAST_COLUMN, _LAST_ROW = 16_384, 1_048_576
_KEPT = frozenset(
    {"worksheet", "cols", "col", "sheetData", "row", "c", "f", "v", "is", "mergeCells", "mergeCell"}
)
_KEPT_ATTRIBUTES = frozenset({"hidden", "min", "max", "ref"})


@dataclass(slots=True)
class WorksheetFacts:
    """Facts of one worksheet, positions from 0; `rows` and `columns` count up to the last filled cell."""

    rows: int = 0
    columns: int = 0
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    uncached: frozenset[tuple[int, int]] = frozenset()
    percents: frozenset[tuple[int, int]] = frozenset()


def worksheet_facts(
    xml: bytes, *, large_rows: int, large_columns: int, percent_styles: Collection[int] = ()
) -> WorksheetFacts:
    """The facts of a worksheet's XML; `percent_styles` are the cell styles that show numbers as per cent.

    Only above `large_rows` or `large_columns` are blank formatted cells told from filled ones: a row that is
    formatted to its very end is common and harmless.
    """
    if not _is_plain(xml):
        xml = _plain(xml)
    begin = max(xml.find(b"<sheetData"), 0)
    end = xml.rfind(b"</sheetData>")
    end = len(xml) if end < 0 else end
    rows, columns = _used_range(xml, begin, end)
    if rows > large_rows or columns > large_columns:
        rows, columns = _filled_range(xml, begin, end)
    return WorksheetFacts(
        rows=rows,
        columns=columns,
        merges=[_merge(found) for found in _MERGE.finditer(xml, end)],
        hidden_rows=_hidden_rows(xml, begin, end, rows),
        hidden_columns=_hidden_columns(xml[:begin], columns),
        errors=_errors(xml, begin, end),
        uncached=_uncached(xml, begin, end),
        percents=_styled(xml, begin, end, percent_styles),
    )


def column_number(letters: bytes) -> int:
    """A column counted from 0: A -> 0, AB -> 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _used_range(xml: bytes, begin: int, end: int) -> tuple[int, int]:
    """Rows and columns up to the last cell, blank ones included."""
    last_row = last_column = 0
    letters = set()
    for row in _ROW.finditer(xml, begin, end):
        last_row = max(last_row, int(row.group(1)))
    # The cells of a row stand in order, so each row's last cell tells its width.
    opened, closed = begin, xml.find(b"</row>", begin, end)
    while closed >= 0:
        cell = _CELL.match(xml, max(xml.rfind(b'<c r="', opened, closed), opened))
        if cell:
            letters.add(cell.group(1))
        opened, closed = closed, xml.find(b"</row>", closed + 6, end)
    last_column = max((column_number(found) + 1 for found in letters), default=0)
    # A hostile file may break the order; three letters are rare enough to look for everywhere.
    wide = max((column_number(found.group(1)) + 1 for found in _WIDE.finditer(xml, begin, end)), default=0)
    return last_row, max(last_column, wide)


def _filled_range(xml: bytes, begin: int, end: int) -> tuple[int, int]:
    """Rows and columns up to the last cell that holds something."""
    rows = columns = 0
    for cell in _CELL.finditer(xml, begin, end):
        if not cell.group(3).endswith(b"/") and xml[cell.end() : cell.end() + 4] != b"</c>":
            rows = max(rows, int(cell.group(2)))
            columns = max(columns, column_number(cell.group(1)) + 1)
    return rows, columns


def _errors(xml: bytes, begin: int, end: int) -> dict[tuple[int, int], str]:
    errors: dict[tuple[int, int], str] = {}
    found = xml.find(b' t="e"', begin, end)
    while found >= 0:
        cell = _CELL.match(xml, max(xml.rfind(b"<", begin, found), begin))
        if cell and cell.end() > found and not cell.group(3).endswith(b"/"):
            value = _VALUE.search(xml, cell.end(), xml.find(b"</c>", cell.end()))
            code = value.group(1).decode("utf-8") if value else "#N/A"
            errors[int(cell.group(2)) - 1, column_number(cell.group(1))] = code
        found = xml.find(b' t="e"', found + 6, end)
    return errors


def _uncached(xml: bytes, begin: int, end: int) -> frozenset[tuple[int, int]]:
    if xml.find(b"<f", begin, end) < 0:
        return frozenset()
    return frozenset(
        (int(cell.group(2)) - 1, column_number(cell.group(1)))
        for cell in _FORMULA_CELL.finditer(xml, begin, end)
        # A formula whose result is the empty text has an empty value of type "str": that is a result.
        if not cell.group(4)
        or (not cell.group(5) and cell.group(4) != b"<is>" and b't="str"' not in cell.group(3))
    )


def _styled(xml: bytes, begin: int, end: int, styles: Collection[int]) -> frozenset[tuple[int, int]]:
    if not styles:
        return frozenset()
    numbers = "|".join(map(str, sorted(styles))).encode()
    cell = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"(?: [a-rt-z]+="[^"]*")* s="(?:' + numbers + rb')"')
    return frozenset(
        (int(found.group(2)) - 1, column_number(found.group(1))) for found in cell.finditer(xml, begin, end)
    )


def _hidden_rows(xml: bytes, begin: int, end: int, rows: int) -> frozenset[int]:
    if xml.find(b' hidden="', begin, end) < 0:
        return frozenset()
    hidden = (int(row.group(1)) - 1 for row in _ROW.finditer(xml, begin, end) if _is_hidden(row.group(2)))
    return frozenset(row for row in hidden if row < rows)


def _hidden_columns(head: bytes, columns: int) -> frozenset[int]:
    hidden: set[int] = set()
    for column in _COLUMN.finditer(head):
        if _is_hidden(column.group(1)):
            values = dict(_ATTRIBUTE.findall(column.group(1)))
            first, last = int(values.get(b"min", b"1")), int(values.get(b"max", b"1"))
            hidden.update(range(first - 1, min(last, columns)))
    return frozenset(hidden)


def _is_hidden(attributes: bytes) -> bool:
    return b'hidden="1"' in attributes or b'hidden="true"' in attributes


def _merge(found: re.Match[bytes]) -> Merge:
    left, top, right, bottom = found.groups()
    return int(top) - 1, column_number(left), int(bottom) - 1, column_number(right)


def _is_plain(xml: bytes) -> bool:
    """UTF-8, no prefixes, comments or CDATA, and `r` first and in double quotes in every row and cell."""
    begin = xml.find(b"<sheetData")
    if begin < 0 or xml.startswith(b"\xef\xbb\xbf") or b"\0" in xml[:100]:
        return False
    if b"encoding" in xml[:100] and not _PLAIN_ENCODING.match(xml):
        return False
    # Looking for the rare character first is thirty times faster than for the pair.
    if (b"!" in xml and b"<!" in xml) or (xml.find(b"?", begin) >= 0 and xml.find(b"<?", begin) >= 0):
        return False
    return not _OTHER_ROW.search(xml, begin) and not _OTHER_CELL.search(xml, begin)


def _plain(xml: bytes) -> bytes:
    """The same worksheet in plain form, with only what the searches above look at."""
    written: list[str] = []
    elements: dict[str, str] = {}
    row, column, keep_text = 0, 0, False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, keep_text
        element = elements.get(name) or elements.setdefault(name, safe_xml.local(name))
        if element == "c":
            place = _PLACE.fullmatch(attributes.get("r", ""))
            if place:
                row, column = int(place.group(2)), column_number(place.group(1).encode()) + 1
            else:
                column += 1
            kind = attributes.get("t", "n")
            keep_text = kind in ("e", "str")
            style = _number(attributes.get("s"), 0)
            written.append(f'<c r="{_letters(column)}{row}" s="{style}" t="{escape(kind)}">')
        elif element == "row":
            row, column = _number(attributes.get("r"), row + 1), 0
            written.append(f'<row r="{row}" hidden="{escape(attributes.get("hidden", "0"))}">')
        elif element in _KEPT:
            keep_text = keep_text or element == "f"
            values = "".join(
                f" {key}={quoteattr(attributes[key])}" for key in _KEPT_ATTRIBUTES & attributes.keys()
            )
            written.append(f"<{element}{values}>")

    def finish(name: str) -> None:
        element = elements[name]
        if element in _KEPT:
            written.append(f"</{element}>")

    def text(characters: str) -> None:
        if keep_text and characters.strip():
            written.append(escape(characters))

    reader = safe_xml.parser()
    reader.StartElementHandler, reader.EndElementHandler, reader.CharacterDataHandler = start, finish, text
    safe_xml.parse(reader, xml)
    return "".join(written).encode("utf-8")


def _number(text: str | None, otherwise: int) -> int:
    return min(int(text), _LAST_ROW) if text and text.isascii() and text.isdigit() else otherwise


@cache
def _letters(column: int) -> str:
    letters, column = "", min(column, _LAST_COLUMN)
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
