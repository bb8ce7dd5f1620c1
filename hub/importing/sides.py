"""Sheets that sender and receiver both report: the rows of each side are a submission of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hub.importing.parsed import ParsedRow, ParsedSubmission
from hub.importing.problems import Problem, Severity
from hub.importing.sheet import Sheet


def by_side(found: ParsedSubmission, sheet: Sheet) -> list[ParsedSubmission]:
    """One submission a side, in the order in which they stand in the file; the submission itself where there are none.

    A problem goes with the row that it is about, and with the first side if it is about no row. The key of a row
    gets the reporting agency and the side, so that what sender and receiver say stays beside each other.
    """
    if sheet.side is None or not found.rows:
        return [found]
    sides = [sheet.side(row.values, found.agency) for row in found.rows]
    strangers = [row for row, side in zip(found.rows, sides, strict=True) if not side]
    found.problems += [_of_others(row, found, sheet) for row in strangers]
    present = list(dict.fromkeys(side for side in sides if side)) or [""]
    rows: dict[str, list[ParsedRow]] = {side: [] for side in present}
    for row, side in zip(found.rows, sides, strict=True):
        rows[side or present[0]].append(row)
        row.values["side"] = side or None
        row.values["row_key"] = f"{row.values['row_key']}|{found.agency}|{side}"
    problems = _shared_out(found.problems, rows)
    return [replace(found, side=side, rows=rows[side], problems=problems[side]) for side in present]


def _shared_out(problems: Iterable[Problem], rows: dict[str, list[ParsedRow]]) -> dict[str, list[Problem]]:
    """The problems of each side: by their row, else by a worksheet that holds one side only, else the first's."""
    first = next(iter(rows))
    of_row = {(row.worksheet, row.row_number): side for side, group in rows.items() for row in group}
    of_worksheet: dict[str | None, set[str]] = {}
    for (worksheet, _), side in of_row.items():
        of_worksheet.setdefault(worksheet, set()).add(side)
    shared: dict[str, list[Problem]] = {side: [] for side in rows}
    for problem in problems:
        number = (problem.cell or "").lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        only = of_worksheet.get(problem.worksheet, set())
        otherwise = next(iter(only)) if len(only) == 1 else first
        row = (problem.worksheet or "", int(number or 0))
        shared[of_row.get(row, otherwise)].append(problem)
    return shared


def _of_others(row: ParsedRow, found: ParsedSubmission, sheet: Sheet) -> Problem:
    field = sheet.key[-1]
    worksheet, letter = found.columns.get(field, (row.worksheet, "A"))
    cell = f"{letter if worksheet == row.worksheet else 'A'}{row.row_number}"
    value = row.values[field]
    return Problem(
        "row_of_others", Severity.ERROR, row.worksheet, cell, None if value is None else str(value)
    )
