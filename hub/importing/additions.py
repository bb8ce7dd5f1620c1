"""What the hub itself writes into workbooks (marks, results, code lists, form version), and reading past it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hub.importing.grid import CellValue, Grid
from hub.importing.headers import normalised_header
from hub.importing.problems import Problem, Severity
from hub.importing.sheet import Sheet

RESULT_SHEET = "导入结果"
"""The worksheet that sums up how an import went."""
RESULT_MARK = (
    "导入结果（系统生成，重新报送时自动忽略） / Import result (made by the hub, ignored when sent again)"
)
EXPLANATIONS = "错误说明"
"""Header of the column that says what is wrong in a row."""
ORIGINAL_ROWS = "原行号"
"""Header of the column that says which row of the workbook first sent a row was."""
FORM_SHEET = "表样信息"
FORM_MARK = "wage-hub-form"
CODES_SHEET = "码表"
CODES_MARK = "wage-hub-codes"
NOTES_SHEET = "填表说明"
NOTES_MARK = "填表说明（随模板生成，报送时自动忽略） / How to fill in the form (ignored when sent)"
COMMENT_AUTHOR = "导入检查"

# The rows in which the header of an added column is looked for: titles and notes above it included.
_FIRST_ROWS = 80
_WORKSHEETS = {
    RESULT_SHEET: RESULT_MARK,
    FORM_SHEET: FORM_MARK,
    CODES_SHEET: CODES_MARK,
    NOTES_SHEET: NOTES_MARK,
}
_COLUMNS = frozenset((EXPLANATIONS, ORIGINAL_ROWS))


@dataclass(frozen=True, slots=True)
class FormVersion:
    """What the hidden worksheet of a template says: the code of the form and the version of its declaration."""

    form: str
    version: str


def is_addition(grid: Grid) -> bool:
    """Whether a worksheet was made by the hub and holds nothing that was reported.

    Name and first cell must both be ours: an office may have a worksheet 填表说明 of its own.
    """
    name = grid.worksheet.rstrip("0123456789")
    return _WORKSHEETS.get(name, "") == grid.value(0, 0) and grid.value(0, 0) is not None


def form_version(grids: Sequence[Grid]) -> FormVersion | None:
    """The form and version of the template that a workbook was made from; None for other workbooks."""
    for grid in grids:
        if is_addition(grid) and grid.value(0, 0) == FORM_MARK:
            return FormVersion(str(grid.value(0, 1)), str(grid.value(0, 2)))
    return None


def version_of(sheet: Sheet) -> str:
    """The version of a form: the first eight hex digits of a digest of what its template shows."""
    columns = [
        [c.headers[0], c.to, c.kind.value, c.required, [m.zh for m in c.codes] if c.codes else None]
        for c in sheet.columns
    ]
    said = [sheet.form, sheet.name, sheet.title_zh, list(sheet.key), columns]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:8]


def outdated_template(grids: Sequence[Grid], sheets: Mapping[str, Sheet]) -> list[Problem]:
    """A notice where a workbook was made from a template of an earlier version of its form."""
    made_from = form_version(grids)
    sheet = next((s for s in sheets.values() if made_from and s.form == made_from.form), None)
    if made_from is None or sheet is None or made_from.version == version_of(sheet):
        return []
    details = {"version": version_of(sheet), "sheet_zh": sheet.title_zh, "sheet_en": sheet.title_en}
    return [Problem("template_outdated", Severity.NOTICE, value=made_from.version[:40], details=details)]


def without_additions(grids: Sequence[Grid]) -> list[Grid]:
    """The grids as they were before the hub added worksheets and columns to them."""
    return [_without_columns(grid) for grid in grids if not is_addition(grid)]


def added_columns(grid: Grid) -> dict[int, int]:
    """The columns that the hub added: column -> row of its first header."""
    found: dict[int, int] = {}
    for row, cells in enumerate(grid.rows[:_FIRST_ROWS]):
        for column in range(len(cells) - 1, max(len(cells) - 4, -1), -1):
            value = cells[column]
            if isinstance(value, str) and normalised_header(value) in _COLUMNS:
                found.setdefault(column, row)
    return found


def _without_columns(grid: Grid) -> Grid:
    added = added_columns(grid)
    if not added:
        return grid
    merges = [m for m in grid.merges if m[1] not in added]
    return replace(
        grid, rows=[_cleared(cells, row, added) for row, cells in enumerate(grid.rows)], merges=merges
    )


def _cleared(cells: list[CellValue], row: int, added: dict[int, int]) -> list[CellValue]:
    kept = [None if added.get(column, row + 1) <= row else value for column, value in enumerate(cells)]
    while kept and kept[-1] is None:
        kept.pop()
    return kept
