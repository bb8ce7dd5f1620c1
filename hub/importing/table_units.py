"""The units that stand around a table and in its headers: what counts are counted in, and where two disagree."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hub.importing.grid import address
from hub.importing.headers import unit_note
from hub.importing.numbers import count_factor, unit_factor
from hub.importing.problems import Problem, Severity
from hub.importing.table import Table, TableColumn


def counted_in(table: Table, column: TableColumn) -> int:
    """How many one of a column of counts stands for: what its header says, else the note (单位：万人、万元)."""
    stated = (count_factor(text) for text in (*column.path, *(note for note, _ in _notes(table))))
    return next((factor for factor in stated if factor is not None), 1)


def unit_conflict(table: Table, money: Iterable[TableColumn]) -> list[Problem]:
    """Where note and header of an amount name two units the header counts, and the clerk is asked at the note, once."""
    note = table.unit
    if note is None:
        return []
    for column in money:
        if column.unit is None or unit_factor(column.unit) == unit_factor(note):
            continue
        cell = next((cell for text, cell in _notes(table) if unit_note(text) == note), None)
        details = {"header": "/".join(column.path), "header_unit": column.unit}
        return [Problem("unit_conflict", Severity.WARNING, table.grid.worksheet, cell, note, details)]
    return []


def _notes(table: Table) -> Iterator[tuple[str, str]]:
    """The texts around the table that name a unit (单位：万元、人), with their cells."""
    notes = (row for row, kind in table.skipped_rows.items() if kind == "note")
    for row in (*table.title_rows, *notes, *table.footer_rows):
        for index, value in enumerate(table.grid.rows[row]):
            if isinstance(value, str) and _UNIT_NOTE.search(value):
                yield value, address(row, index)


_UNIT_NOTE = re.compile("单位|[亿万千]?元")
