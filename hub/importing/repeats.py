"""Rows that stand twice in a submission: equal ones are merged, different ones contradict each other."""

from __future__ import annotations

from collections.abc import Mapping

from hub.importing.cells import digest_field
from hub.importing.grid import address
from hub.importing.parsed import ParsedRow
from hub.importing.problems import Problem, Severity
from hub.importing.sheet import Sheet
from hub.importing.table import TableColumn


def without_repeats(
    rows: list[ParsedRow], sheet: Sheet, columns: Mapping[str, Mapping[str, TableColumn]]
) -> tuple[list[ParsedRow], list[Problem]]:
    """The rows with every key once: an equal row is merged with a warning, a different one is an error.

    `columns` are those of `read_rows` by worksheet, to find the cell that is marked.
    """
    first: dict[str, ParsedRow] = {}
    kept: list[ParsedRow] = []
    problems: list[Problem] = []
    for row in rows:
        key = row.values["row_key"]
        earlier = first.setdefault(key, row)
        if earlier is row or _lacks_a_key(row, sheet):
            kept.append(row)
            continue
        same = earlier.values == row.values
        if not same:
            kept.append(row)
        field = _marked_key_field(sheet, columns[row.worksheet])
        place = columns[row.worksheet].get(field) if field else None
        problems.append(
            Problem(
                "identical_row" if same else "duplicate_key",
                Severity.WARNING if same else Severity.ERROR,
                row.worksheet,
                address(row.row_number - 1, place.index) if place else None,
                str(row.values[field]) if field else None,
                {
                    "header": "/".join(place.path) if place else "",
                    "row": earlier.row_number,
                    "other_worksheet": earlier.worksheet,
                },
            )
        )
    return kept, problems


def _lacks_a_key(row: ParsedRow, sheet: Sheet) -> bool:
    """Rows whose whole key is missing have an error already and are no repeats of each other."""
    return all(row.values[field] is None for field in sheet.key)


def _marked_key_field(sheet: Sheet, columns: Mapping[str, TableColumn]) -> str | None:
    """The last key field that stands in the sheet: the number of the record rather than its office."""
    declared = [c.to for c in sheet.columns if c.to in sheet.key or digest_field(c) in sheet.key]
    return next((field for field in reversed(declared) if field in columns), None)
