"""Marking an .xlsx as it came: look, merges and drop-downs stay; formulas, macros, links and pictures do not."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl.styles.numbers
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from hub.importing.additions import COMMENT_AUTHOR, EXPLANATIONS, RESULT_MARK, RESULT_SHEET, added_columns
from hub.importing.annotate_plan import RED, YELLOW, Line, Page, Plan, comment, in_words
from hub.importing.grid import Grid
from hub.importing.privacy import masked
from hub.importing.workbook_text import CORE_PROPERTIES, looks_like_formula, plain_text, steady

# Built-in date formats of Chinese editions: the file only has their numbers (ECMA-376 part 1, 18.8.30).
_CJK_FORMATS = {
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    55: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    56: '上午/下午h"时"mm"分"ss"秒"',
}
_ALWAYS = re.compile(
    r"(?:\[Content_Types\]\.xml|_rels/\.rels|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml"
    r"|xl/sharedStrings\.xml|xl/theme/[^/]+\.xml|xl/worksheets/[^/]+\.xml)",
    re.IGNORECASE,
)
# Parts of a worksheet that point outside of it, hold formulas, or copies of values.
_LEFT_OUT = (
    *("hyperlinks", "drawing", "legacyDrawing", "legacyDrawingHF", "picture", "oleObjects", "controls"),
    *("tableParts", "conditionalFormatting", "extLst", "customSheetViews", "scenarios", "webPublishItems"),
    *("sheetProtection", "protectedRanges", "headerFooter", "autoFilter", "sortState", "customProperties"),
    *("smartTags", "cellWatches", "ignoredErrors", "dataConsolidate", "phoneticPr"),
)
_ATTRIBUTES = r"""(?:"[^"]*"|'[^']*'|[^"'>])*?"""
_ELEMENTS = {
    name: re.compile(rf"<((?:\w+:)?{name})(?:\s{_ATTRIBUTES})?(?:/>|>.*?</\1\s*>)".encode(), re.DOTALL)
    for name in (
        *_LEFT_OUT,
        "definedNames",
        "externalReferences",
        "pivotCaches",
        "workbookProtection",
        "fileSharing",
    )
}
_EMPTY_FILL = re.compile(rb"<((?:\w+:)?)fill\s*(?:/>|>\s*</\1fill\s*>)")
_RANGE = re.compile(
    r"(?:(?:'((?:[^']|'')+)'|([^'!\s]+))!)?(\$?[A-Z]{1,3}\$?\d{1,7}(?::\$?[A-Z]{1,3}\$?\d{1,7})?)"
)
_CONSTANT = re.compile(r'-?\d+(?:\.\d+)?|"[^"]*"')

COMMENT_SIZE = (360, 120)


class CannotMarkError(Exception):
    """The workbook does not open as the grids say it should: it is written anew instead."""


def marked(data: bytes, plan: Plan) -> bytes:
    """The workbook with its problems marked. Raises CannotMarkError, and what openpyxl raises for odd files."""
    workbook = _opened(data)
    own = {grid.worksheet for grid in plan.own}
    for worksheet in list(workbook.worksheets):
        if worksheet.title.startswith(RESULT_SHEET) and worksheet["A1"].value == RESULT_MARK:
            workbook.remove(worksheet)
    sheets = [ws for ws in workbook.worksheets if ws.title not in own]
    if len(sheets) != len(plan.pages):
        raise CannotMarkError
    lists = _kept_validations(workbook)
    formats: Any = workbook
    for place, shown in enumerate(formats._number_formats):
        # A format may hold any text in quotes.
        if masked(shown) != shown:
            formats._number_formats[place] = "General"
    for worksheet, page in zip(sheets, plan.pages, strict=True):
        if worksheet.title != page.grid.worksheet:
            # The name held a personal number.
            worksheet.title = re.sub(r"[\[\]:*?/\\]", "×", page.grid.worksheet)[:31]
        _mark(worksheet, page, lists.get(worksheet.title, []))
    _result_sheet(
        workbook, plan.lines, {p.grid.worksheet: ws.title for p, ws in zip(plan.pages, sheets, strict=True)}
    )
    output = io.BytesIO()
    workbook.save(output)
    return steady(output.getvalue(), {"docProps/core.xml": CORE_PROPERTIES})


def _opened(data: bytes) -> Workbook:
    for number, shown in _CJK_FORMATS.items():
        openpyxl.styles.numbers.BUILTIN_FORMATS.setdefault(number, shown)
    reader = _Reader(
        io.BytesIO(_bare(data)), read_only=False, keep_vba=False, data_only=True, keep_links=False
    )
    reader.read()
    return reader.wb


class _Reader(ExcelReader):
    """Reads worksheets only, and leaves serial numbers of days as they are: out of range, openpyxl makes errors of them."""

    def read_worksheets(self) -> None:
        # Chart and macro sheets were left out of the package.
        self.parser.sheets = [sheet for sheet in self.parser.sheets if sheet.id in self.parser.rels]
        workbook: Any = self.wb
        workbook._date_formats = workbook._timedelta_formats = frozenset()
        super().read_worksheets()


def _bare(data: bytes) -> bytes:
    """The package with nothing in it but values and looks."""
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(output, "w", zipfile.ZIP_STORED) as new:
        names = {name for name in old.namelist() if _ALWAYS.fullmatch(name)}
        for name in sorted(names):
            xml = old.read(name)
            if not xml.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") or b"<!DOCTYPE" in xml[:2000].upper():
                raise CannotMarkError
            new.writestr(name, _bared(name.lower(), xml, {n.lower() for n in names}))
    return output.getvalue()


def _bared(name: str, xml: bytes, parts: set[str]) -> bytes:
    if name.startswith("xl/worksheets/"):
        for element in _LEFT_OUT:
            xml = _ELEMENTS[element].sub(b"", xml) if element.encode() in xml else xml
    elif name == "xl/workbook.xml":
        for element in (
            "definedNames",
            "externalReferences",
            "pivotCaches",
            "workbookProtection",
            "fileSharing",
            "extLst",
        ):
            xml = _ELEMENTS[element].sub(b"", xml)
    elif name == "xl/styles.xml":
        xml = _EMPTY_FILL.sub(rb"<\1fill><\1patternFill/></\1fill>", xml)
        xml = _ELEMENTS["extLst"].sub(b"", xml)
    elif name == "xl/_rels/workbook.xml.rels":
        xml = re.sub(rb"<Relationship\s[^>]*?/>", lambda m: m[0] if _leads_to(m[0], parts) else b"", xml)
    return xml


def _leads_to(relation: bytes, parts: set[str]) -> bool:
    target = re.search(rb'Target\s*=\s*["\']([^"\']+)', relation)
    path = target[1].decode("utf-8", "replace").replace("\\", "/").lower() if target else ""
    path = path.lstrip("/") if path.startswith("/") else f"xl/{path}"
    return path in parts


def _mark(worksheet: Worksheet, page: Page, lists: list[CellRange]) -> None:
    earlier = added_columns_of(worksheet)
    for cell in _cells(worksheet):
        row, column = cell.row - 1, cell.column - 1
        if page.emptied and not any(_inside(cell, area) for area in lists):
            cell.value = None
            continue
        if earlier.get(column, row + 1) <= row:
            cell.value = None
        _take_mark_away(cell)
        raw = cell.value
        if isinstance(raw, str | int | float) and cell.data_type != "e":
            shown = page.hiding.value(row, column, raw)
            if shown is not raw:
                cell.value = shown
                cell.data_type = "s"
            if isinstance(cell.value, str):
                cell.value, cell.data_type = plain_text(cell.value), "s"
                if looks_like_formula(cell.value):
                    cell.quotePrefix = True
        elif raw is None and (row, column) in page.grid.uncached:
            # No result is stored and no formula is written: it stays an error until somebody fills it in.
            cell.value, cell.data_type = "#N/A", "e"
    if page.emptied:
        return
    _colour(worksheet, page)
    _explain(worksheet, page)


def added_columns_of(worksheet: Worksheet) -> dict[int, int]:
    """Columns of an earlier round: column -> first row, both from 0."""
    last = min(worksheet.max_row, 80)
    rows: list[list[Any]] = [list(values) for values in worksheet.iter_rows(max_row=last, values_only=True)]
    for values in rows:
        while values and values[-1] is None:
            values.pop()
    return added_columns(Grid("", rows))


def _cells(worksheet: Worksheet) -> Iterator[Cell]:
    for key in sorted(worksheet._cells):
        cell = worksheet._cells[key]
        if not isinstance(cell, MergedCell):
            yield cell


def _take_mark_away(cell: Cell) -> None:
    if cell.has_style and cell.fill.fill_type == "solid" and str(cell.fill.fgColor.rgb)[-6:] in (RED, YELLOW):
        cell.fill = PatternFill()


def _colour(worksheet: Worksheet, page: Page) -> None:
    fills = {"error": _solid(RED), "warning": _solid(YELLOW)}
    for (row, column), notes in sorted(page.marks.items()):
        severity = page.severity((row, column))
        cell = worksheet.cell(row + 1, column + 1)
        if isinstance(cell, MergedCell):
            area = next(a for a in worksheet.merged_cells.ranges if cell.coordinate in a)
            cell = worksheet.cell(area.min_row, area.min_col)
        if severity:
            cell.fill = fills[severity]
        if cell.comment is None:
            cell.comment = Comment(
                comment(notes), COMMENT_AUTHOR, width=COMMENT_SIZE[0], height=COMMENT_SIZE[1]
            )


def _explain(worksheet: Worksheet, page: Page) -> None:
    if not page.explanations:
        return
    column = page.column + 1
    for table in page.explained_tables():
        header = worksheet.cell(table.header_rows[0] + 1, column, EXPLANATIONS)
        header.font, header.fill = Font(bold=True), _solid(RED)
    for row, text in sorted(page.explanations.items()):
        cell = worksheet.cell(row + 1, column)
        cell.value, cell.data_type = plain_text(text), "s"
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    worksheet.column_dimensions[get_column_letter(column)].width = 60


def _kept_validations(workbook: Workbook) -> dict[str, list[CellRange]]:
    """Keep the drop-downs and limits that are no formulas; gives the ranges of lists by worksheet."""
    ranges: dict[str, list[CellRange]] = {}
    for worksheet in workbook.worksheets:
        kept: list[DataValidation] = []
        for validation in worksheet.data_validations.dataValidation:
            formulas = [f for f in (validation.formula1, validation.formula2) if f]
            areas = [match for f in formulas if (match := _RANGE.fullmatch(f))]
            if len(areas) + sum(1 for f in formulas if _CONSTANT.fullmatch(f)) < len(formulas):
                continue
            texts = (
                *formulas,
                validation.prompt,
                validation.error,
                validation.promptTitle,
                validation.errorTitle,
            )
            if any(masked(text) != text for text in texts if text):
                continue
            kept.append(validation)
            for match in areas:
                title = (match[1] or match[2] or worksheet.title).replace("''", "'")
                ranges.setdefault(title, []).append(CellRange(match[3].replace("$", "")))
        worksheet.data_validations.dataValidation = kept
    return ranges


def _inside(cell: Cell, area: CellRange) -> bool:
    return bool(area.min_row <= cell.row <= area.max_row and area.min_col <= cell.column <= area.max_col)


def _result_sheet(workbook: Workbook, lines: list[Line], titles: dict[str, str]) -> None:
    worksheet = workbook.create_sheet(RESULT_SHEET, 0)
    looks = {"error": _solid(RED), "warning": _solid(YELLOW), "header": _solid("D9E1F2")}
    for number, line in enumerate(lines, start=1):
        for column, value in enumerate(line.cells, start=1):
            if value is None:
                continue
            cell = worksheet.cell(number, column)
            if isinstance(value, str):
                cell.value, cell.data_type = plain_text(value), "s"
                cell.quotePrefix = looks_like_formula(value)
            else:
                cell.value = value
            if line.look in ("title", "header", "first"):
                cell.font = Font(bold=True)
            if line.look in looks and (line.look == "header" or value == in_words(line.look)):
                cell.fill = looks[line.look]
        if line.link:
            to = titles.get(line.link[0])
            if to is not None:
                place = f"{quote_sheetname(to)}!{line.link[1]}"
                worksheet.cell(number, 2).hyperlink = Hyperlink(f"B{number}", location=place)
                worksheet.cell(number, 2).font = Font(color="0563C1", underline="single")
    for letter, width in zip("ABCDEF", (24, 24, 18, 26, 80, 80), strict=True):
        worksheet.column_dimensions[letter].width = width
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = False
    workbook.active = 0


def _solid(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=f"FF{colour}")
