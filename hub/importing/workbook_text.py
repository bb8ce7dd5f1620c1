"""Writing workbooks that are safe to open: text never becomes a formula, and the same content the same bytes."""

from __future__ import annotations

import io
import math
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from hub.importing.grid import CellValue

LONGEST_TEXT = 32_767
"""Characters that a cell can hold (ECMA-376, as Excel reads it)."""
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")

MADE_BY = "wage hub"
_MADE_ON = datetime(2000, 1, 1)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
# Control characters that XML 1.0 cannot hold.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def plain_text(text: str) -> str:
    """A text as a cell can hold it: no characters that XML forbids, not longer than a cell."""
    return (_UNWRITABLE.sub("\ufffd", text) if _UNWRITABLE.search(text) else text)[:LONGEST_TEXT]


def looks_like_formula(text: str) -> bool:
    """Whether a spreadsheet program might take a text for a formula when somebody edits it."""
    return text.startswith(FORMULA_STARTS)


@dataclass(slots=True)
class Book:
    """A new workbook under way. `rows_in_order` keeps only the current row in memory: for large ones."""

    rows_in_order: bool = False
    _output: io.BytesIO = field(default_factory=io.BytesIO)
    _formats: dict[tuple[tuple[str, Any], ...], Format] = field(default_factory=dict)
    workbook: xlsxwriter.Workbook = field(init=False)

    def __post_init__(self) -> None:
        options = {
            "constant_memory": self.rows_in_order,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        }
        self.workbook = xlsxwriter.Workbook(self._output, options)
        self.workbook.set_properties({"author": MADE_BY, "created": _MADE_ON})

    def sheet(self, name: str) -> Worksheet:
        """A further worksheet."""
        return self.workbook.add_worksheet(name)

    def format(self, look: Mapping[str, Any]) -> Format:
        """The format of these properties of XlsxWriter, made once."""
        key = tuple(sorted(look.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(dict(look))
        return self._formats[key]

    def write(
        self, sheet: Worksheet, row: int, column: int, value: CellValue, look: Mapping[str, Any] | None = None
    ) -> None:
        """A value as what it is: text as text, numbers as numbers, days as days."""
        if isinstance(value, str):
            text = plain_text(value)
            quoted = looks_like_formula(text)
            shown = self.format({**(look or {}), "quote_prefix": True}) if quoted else self._of(look)
            sheet.write_string(row, column, text, shown)
        elif isinstance(value, float) and math.isfinite(value):
            sheet.write_number(row, column, value, self._of(look))
        else:
            self._write_other(sheet, row, column, value, look or {})

    def _write_other(
        self, sheet: Worksheet, row: int, column: int, value: CellValue, look: Mapping[str, Any]
    ) -> None:
        match value:
            case None:
                if look:
                    sheet.write_blank(row, column, None, self.format(look))
            case bool():
                sheet.write_boolean(row, column, value, self._of(look))
            case int():
                sheet.write_number(row, column, value, self._of(look))
            case datetime():
                clock = value.time() != time()
                pattern = "yyyy-mm-dd hh:mm:ss" if clock else "yyyy-mm-dd"
                self._day(sheet, row, column, value, {"num_format": pattern, **look})
            case date():
                self._day(sheet, row, column, value, {"num_format": "yyyy-mm-dd", **look})
            case time():
                sheet.write_datetime(row, column, value, self.format({"num_format": "hh:mm:ss", **look}))
            case _:
                # NaN and infinity are no numbers of a cell.
                sheet.write_string(row, column, repr(value), self._of(look))

    def merge(
        self, sheet: Worksheet, area: tuple[int, int, int, int], look: Mapping[str, Any] | None = None
    ) -> None:
        """Merge a range: first row, first column, last row, last column; its first cell is written afterwards.

        Where rows are written in order, those further down cannot be touched yet: only the range is noted then.
        """
        if self.rows_in_order:
            sheet.merge.append(list(area))
        else:
            sheet.merge_range(*area, "", self.format(look or {}))

    def bytes(self) -> bytes:
        """The finished workbook."""
        self.workbook.close()
        return self._output.getvalue()

    def _of(self, look: Mapping[str, Any] | None) -> Format | None:
        return self.format(look) if look else None

    def _day(self, sheet: Worksheet, row: int, column: int, value: date, look: Mapping[str, Any]) -> None:
        if value.year < 1900:
            sheet.write_string(row, column, value.isoformat(), self._of({}))
        else:
            sheet.write_datetime(row, column, value, self.format(look))


def steady(package: bytes, parts: Mapping[str, bytes] | None = None) -> bytes:
    """An OOXML package with fixed times in it, and the given parts in place of its own."""
    output = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(package)) as old,
        zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o600 << 16
            new.writestr(entry, (parts or {}).get(name) or old.read(name))
    return output.getvalue()


CORE_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    f"<dc:creator>{MADE_BY}</dc:creator>"
    f'<dcterms:created xsi:type="dcterms:W3CDTF">{_MADE_ON:%Y-%m-%dT%H:%M:%SZ}</dcterms:created>'
    "</cp:coreProperties>"
).encode()
"""docProps/core.xml without times, names or titles of whoever made the original."""
