"""Looking at a workbook: what the importer sees on every worksheet, known form or not; nothing is stored."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from hub.importing.catalogue import sheets
from hub.importing.check import placement_of
from hub.importing.child import run_limited
from hub.importing.columns import Match
from hub.importing.grid import Grid, column_letter
from hub.importing.headers import MONEY_UNITS
from hub.importing.matching import Synonyms, choose, known_headers, match
from hub.importing.parsed import Options
from hub.importing.placing import by_slot
from hub.importing.reading import read
from hub.importing.table import Table
from hub.importing.tables import find_tables


def look_at_limited(
    data: bytes,
    name: str,
    *,
    synonyms: Synonyms | None = None,
    memory_mb: int = 512,
    cpu_seconds: int = 20,
    wall_seconds: float = 60.0,
) -> list[dict[str, Any]]:
    """`look_at` in a child process with limits, for files from outside. Raises RefusedFileError."""
    return run_limited(
        look_at,
        data,
        name,
        synonyms,
        memory_mb=memory_mb,
        cpu_seconds=cpu_seconds,
        wall_seconds=wall_seconds,
    )


def look_at(data: bytes, name: str, synonyms: Synonyms | None = None) -> list[dict[str, Any]]:
    """What `hub look --json` prints: one entry a worksheet, hidden ones too, with the tables found on it.

    Rows count from 1 as in Excel. `sheet`, `agency`, `region` and `period` are None where the table is no known form
    or the file does not say. Raises RefusedFileError for a file that is no workbook.
    """
    workbook = read(data, name)
    known = sheets()
    headers = known_headers(known, synonyms)
    found = [(grid, find_tables(grid, headers)) for grid in workbook.grids]
    several = len(workbook.grids) > 1
    matched: list[tuple[Table, Match]] = []
    for grid, tables in found:
        for table in tables if grid.visibility == "visible" else ():
            tried = match(table, known, synonyms or {}, file_name=name, several=several)
            chosen, _ = choose(table, tried, None)
            if chosen:
                matched.append((table, chosen))
    forms = _forms(matched, name)
    return [_worksheet(grid, tables, forms) for grid, tables in found]


def _forms(matched: Sequence[tuple[Table, Match]], name: str) -> dict[int, dict[str, str | None]]:
    """Sheet, agency, region and period by the id of the table."""
    forms: dict[int, dict[str, str | None]] = {}
    for sheet, group in by_slot(matched, name, Options()):
        placement = placement_of(name, sheet, group, Options())
        for table, _ in group:
            forms[id(table)] = {
                "sheet": sheet.name,
                "agency": placement.agency,
                "region": placement.region,
                "period": str(placement.period) if placement.period else None,
            }
    return forms


_UNKNOWN: dict[str, str | None] = {"sheet": None, "agency": None, "region": None, "period": None}


def _worksheet(
    grid: Grid, tables: Sequence[Table], forms: dict[int, dict[str, str | None]]
) -> dict[str, Any]:
    return {
        "worksheet": grid.worksheet,
        "hidden": grid.visibility != "visible",
        "tables": [_table(table, forms.get(id(table), _UNKNOWN)) for table in tables],
        "hidden_rows": [row + 1 for row in sorted(grid.hidden_rows)],
        "hidden_columns": [column_letter(column) for column in sorted(grid.hidden_columns)],
    }


def _table(table: Table, form: dict[str, str | None]) -> dict[str, Any]:
    skipped: defaultdict[str, list[int]] = defaultdict(list)
    for row, kind in sorted(table.skipped_rows.items()):
        skipped[kind].append(row + 1)
    totals = sorted([*skipped.pop("total", ()), *skipped.pop("subtotal", ())])
    data = sorted([*table.data_rows, *(row - 1 for row in skipped.get("of_which", ()))])
    return {
        "title_rows": _from_1(table.title_rows),
        "header_rows": _from_1(table.header_rows),
        "data_rows": [data[0] + 1, data[-1] + 1] if data else [],
        "total_rows": totals,
        "footer_rows": _from_1(table.footer_rows),
        "unit": table_unit(table, known=form["sheet"] is not None),
        "columns": [
            {
                "column": column_letter(c.index),
                "path": [_tidy(part) for part in c.path if part],
                "unit": c.unit,
            }
            for c in table.columns
        ],
        **form,
        "titles": [_tidy(text) for text in table.titles],
        "data_row_count": len(data),
        "skipped_rows": dict(skipped),
        "sections": [
            {"row": row + 1, "text": _tidy(text)} for row, text in sorted(table.section_texts.items())
        ],
        "repeated_columns": [column_letter(column) for column in table.repeated_columns],
        "header_score": table.header_score,
        "header_alternatives": [
            {"header_rows": [first + 1, last + 1], "score": score}
            for first, last, score in table.alternatives
        ],
        "signed": table.signed,
    }


def table_unit(table: Table, *, known: bool = False) -> str | None:
    """The unit note of the table, whole (户、人、%), or of a `known` form its money unit; else the unit of the headers.

    The headers name it when all of them that name a money unit name the same.
    """
    note = (table.unit or table.unit_note) if known else (table.unit_note or table.unit)
    if note:
        return note
    units = {column.unit for column in table.columns if column.unit in MONEY_UNITS}
    return units.pop() if len(units) == 1 else None


def _from_1(rows: Sequence[int]) -> list[int]:
    return [row + 1 for row in rows]


def _tidy(text: str) -> str:
    """A text on one line, as a reader would copy it."""
    return re.sub(r"\s*[\r\n]+\s*", "", text).strip()


def in_words(found: Sequence[dict[str, Any]]) -> list[str]:
    """What `look_at` gives as lines for a reader, zh and en side by side."""
    lines: list[str] = []
    for worksheet in found:
        hidden = "（隐藏 / hidden）" if worksheet["hidden"] else ""
        lines.append(f"{worksheet['worksheet']}{hidden}")
        if not worksheet["tables"]:
            lines.append("  没有表格 / no table")
        for number, table in enumerate(worksheet["tables"], 1):
            lines += [f"  表 / table {number}", *(f"    {line}" for line in _table_in_words(table))]
        if worksheet["hidden_rows"]:
            lines.append(f"  隐藏行 / hidden rows: {_ranges(worksheet['hidden_rows'])}")
        if worksheet["hidden_columns"]:
            lines.append(f"  隐藏列 / hidden columns: {', '.join(worksheet['hidden_columns'])}")
    return lines


def _table_in_words(table: dict[str, Any]) -> list[str]:
    data = table["data_rows"]
    records = f"{data[0]}-{data[1]} ({table['data_row_count']})" if data else "—"
    form = " ".join(f"{word} {table[key] or '—'}" for key, word in _FORM_WORDS.items())
    lines = [
        f"标题行 / title rows: {_ranges(table['title_rows'])}  {'  '.join(table['titles'][:4])}",
        f"表头行 / header rows: {_ranges(table['header_rows'])} ({table['header_score']:.2f})",
        f"数据行 / data rows: {records}",
        f"合计行 / total rows: {_ranges(table['total_rows'])}",
        f"表尾行 / footer rows: {_ranges(table['footer_rows'])}",
        f"单位 / unit: {table['unit'] or '—'}",
        form,
    ]
    for kind, rows in table["skipped_rows"].items():
        lines.append(f"{_KIND_WORDS[kind]}: {_ranges(rows)}")
    for column in table["columns"]:
        unit = f"  [{column['unit']}]" if column["unit"] else ""
        lines.append(f"  {column['column']}  {' / '.join(column['path'])}{unit}")
    return lines


def _ranges(rows: Sequence[int]) -> str:
    """1, 2, 3, 7 -> 1-3, 7."""
    parts: list[list[int]] = []
    for row in rows:
        if parts and parts[-1][-1] == row - 1:
            parts[-1] = [parts[-1][0], row]
        else:
            parts.append([row, row])
    return ", ".join(f"{a}-{b}" if a != b else str(a) for a, b in parts) or "—"


_FORM_WORDS = {
    "sheet": "表样 / sheet:",
    "agency": "部门 / agency:",
    "region": "地区 / region:",
    "period": "期间 / period:",
}
_KIND_WORDS = {
    "section": "分组行 / section rows",
    "repeated_header": "重复表头 / repeated headers",
    "numbered_empty": "只有序号的空行 / numbered empty rows",
    "column_numbers": "栏次行 / column numbers",
    "blank": "空行 / blank rows",
    "note": "说明和示例 / notes and examples",
    "of_which": "其中项 / of-which rows",
}
