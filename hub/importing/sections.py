"""Sections of a table: rows such as 一、工程建设领域 become an attribute of the rows below them."""

from __future__ import annotations

import re

from hub.importing.row_kinds import SECTION_NUMBER, plain
from hub.importing.table import Table


def mark_sections(table: Table) -> None:
    """Fill `sections` and `section_texts` of a table whose rows are sorted."""
    rows = [row for row, kind in table.skipped_rows.items() if kind == "section"]
    if not rows:
        return
    for row in rows:
        table.section_texts[row] = _text(table, row)
    open_sections: list[tuple[int, str]] = []
    for row in sorted((*rows, *table.data_rows)):
        text = table.section_texts.get(row)
        if text is not None:
            level = _level(plain(_first(table, row)))
            open_sections = [entry for entry in open_sections if entry[0] < level]
            open_sections.append((level, text))
        elif open_sections:
            table.sections[row] = " / ".join(name for _, name in open_sections)


def _first(table: Table, row: int) -> str:
    return next(str(value) for value in table.grid.rows[row] if value is not None)


def _text(table: Table, row: int) -> str:
    """The words of the row: its first text, or the one beside a bare number (三 | 盘州市)."""
    texts = [value.strip() for value in table.grid.rows[row] if isinstance(value, str)]
    if len(texts) > 1 and SECTION_NUMBER.fullmatch(plain(texts[0])):
        return texts[1]
    return texts[0] if texts else ""


def _level(text: str) -> int:
    """How deep a section stands by its numbering; unnumbered ones stand deepest."""
    return next((depth for depth, pattern in enumerate(_LEVELS) if pattern.match(text)), len(_LEVELS))


_LEVELS = (
    re.compile(r"第[一二三四五六七八九十]+部分"),
    re.compile(r"[一二三四五六七八九十]{1,3}(?:[、.]|$)"),
    re.compile(r"\([一二三四五六七八九十]{1,3}\)"),
    re.compile(r"\d{1,2}[、.]"),
)
