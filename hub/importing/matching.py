"""Which sheet each table of a workbook is, and what to tell the clerk where that is not clear."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from hub.agencies import agency_of_office
from hub.importing.additions import outdated_template, without_additions
from hub.importing.columns import MOST_PROPOSALS, Match, ask_about_headers, match_sheet
from hub.importing.grid import Grid, address
from hub.importing.headers import normalised_header
from hub.importing.memory import Answers, HeaderRows
from hub.importing.problems import Problem, Severity
from hub.importing.sheet import Sheet
from hub.importing.table import Table
from hub.importing.tables import find_tables

Synonyms = Mapping[str, Mapping[str, Sequence[str]]]
"""Sheet name -> field -> further headers that it may stand under."""


@dataclass(slots=True)
class Matching:
    """What a workbook holds: tables with their sheets, and problems of worksheets and of the whole file."""

    matched: list[tuple[Table, Match]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    nearest: list[dict[str, str]] = field(default_factory=list)
    """For the first table of no known sheet: the sheets that it is most like."""


def known_headers(sheets: Mapping[str, Sheet], synonyms: Synonyms | None = None) -> frozenset[str]:
    """All header texts that the sheets know, normalised, single parts of paths too: find_tables is helped by them."""
    written = [h for sheet in sheets.values() for column in sheet.columns for h in column.headers]
    written += [h for fields in (synonyms or {}).values() for headers in fields.values() for h in headers]
    parts = {normalised_header(part) for header in written for part in header.split("/")}
    return frozenset(parts | {normalised_header(header) for header in written})


def match_workbook(
    grids: Sequence[Grid],
    sheets: Mapping[str, Sheet],
    *,
    file_name: str = "",
    declared: str | None = None,
    synonyms: Synonyms | None = None,
    answers: Answers | None = None,
    remembered: Callable[[Table], str | None] = lambda _: None,
    header_rows: HeaderRows | None = None,
    remembered_rows: Callable[[Table], Mapping[str, HeaderRows]] = lambda _: {},
) -> Matching:
    """The sheets of a workbook. `declared` is the name of the sheet that the uploader says it is.

    `answers` are what the uploader says of single headers, `header_rows` where the header stands; `remembered` gives
    the sheet that whoever sends a table has said it is, for tables that cannot be told, and `remembered_rows` where
    they said that the header of a sheet stands: taken where that fits better than the guess.
    """
    found = Matching()
    found.problems += outdated_template(grids, sheets)
    grids = without_additions(grids)
    headers = known_headers(sheets, synonyms)
    unknown: list[Table] = []
    unsettled: list[Problem] = []
    for grid in grids:
        if grid.visibility != "visible":
            found.problems.append(Problem("hidden_sheet_skipped", Severity.NOTICE, grid.worksheet))
            continue
        tables = find_tables(grid, headers, _from_zero(header_rows))
        if tables and header_rows is None:
            tables = _as_said(tables, remembered_rows(tables[0]), sheets, synonyms or {}, headers)
        for table in tables:
            matches = match(
                table, sheets, synonyms or {}, file_name=file_name, several=len(grids) > 1, answers=answers
            )
            chosen, problem = choose(table, matches, sheets.get(declared) if declared else None)
            if chosen is None and declared is None and (recalled := remembered(table)) is not None:
                chosen = next((m for m in matches if m.sheet is sheets.get(recalled)), None)
            if chosen:
                ask_about_headers(table, chosen)
                found.matched.append((table, chosen))
            else:
                unknown.append(table)
                found.nearest = found.nearest or _nearest(matches)
                unsettled += [problem] if problem else []
    # Beside a table of the declared sheet, one of another sheet is only not read.
    found.problems += [p for p in unsettled if p.kind != "wrong_sheet" or not found.matched]
    _tell_of_unknown(found, grids, unknown, sheets, file_name)
    return found


def _from_zero(rows: HeaderRows | None) -> tuple[int, int] | None:
    return None if rows is None else (rows[0] - 1, rows[1] - 1)


def _as_said(
    tables: list[Table],
    said: Mapping[str, HeaderRows],
    sheets: Mapping[str, Sheet],
    synonyms: Synonyms,
    headers: Collection[str],
) -> list[Table]:
    """The tables of a worksheet, or the one below the header rows that its sender named, where that fits better."""
    for name, rows in said.items():
        if (sheet := sheets.get(name)) is None:
            continue
        of_sheet = synonyms.get(name, {})
        others = find_tables(tables[0].grid, headers, _from_zero(rows))
        guessed = max(match_sheet(table, sheet, of_sheet).score for table in tables)
        if others and match_sheet(others[0], sheet, of_sheet).score > guessed:
            return others
    return tables


def match(
    table: Table,
    sheets: Mapping[str, Sheet],
    synonyms: Synonyms | None = None,
    *,
    file_name: str = "",
    several: bool = False,
    answers: Answers | None = None,
) -> list[Match]:
    """Every sheet tried on the table, best first. In a workbook of several worksheets the file name says less."""
    tried = [
        match_sheet(table, sheet, (synonyms or {}).get(name, {}), answers) for name, sheet in sheets.items()
    ]
    sources = (
        (" ".join(table.titles), _TITLE_SCORE),
        (table.grid.worksheet, _WORKSHEET_SCORE),
        (PurePath(file_name).stem, _FILE_NAME_SCORE / (2 if several else 1)),
    )
    for text, worth in sources:
        names = _sheets_named_in(text, [m.sheet for m in tried])
        for candidate in tried:
            if candidate.sheet.name in names:
                candidate.score += worth
                candidate.named = candidate.named or worth == _TITLE_SCORE
    # Many short headers (受理, 办结) are those of several statistical sheets: who sends the table tells.
    agency = next((a for text in table.titles if (a := agency_of_office(text))), None)
    for candidate in tried:
        if candidate.sheet.measures and agency in candidate.sheet.agencies:
            candidate.score += _AGENCY_SCORE
    return sorted(tried, key=lambda m: -m.score)


def match_again(table: Table, match: Match, synonyms: Synonyms, answers: Answers) -> Match:
    """The columns of a table whose sheet is known, with the answers of the unit that sends it."""
    found = match_sheet(table, match.sheet, synonyms.get(match.sheet.name, {}), answers)
    found.named = match.named
    ask_about_headers(table, found)
    return found


def choose(
    table: Table, matches: Sequence[Match], declared: Sheet | None
) -> tuple[Match | None, Problem | None]:
    """The sheet that the table is, a problem in place of it, or neither for a table of no known sheet."""
    fitting = [m for m in matches if m.fits]
    if declared is not None:
        own = next((m for m in matches if m.sheet.name == declared.name), None)
        best = fitting[0] if fitting else None
        if own and (own is best or (own.fits and best and best.score - own.score < _CLEARLY_BETTER)):
            return own, None
        if best is None and own and own.named:
            return own, None
        details = {
            "declared_zh": declared.title_zh,
            "declared_en": declared.title_en,
            "found_zh": best.sheet.title_zh if best else _title(table),
            "found_en": best.sheet.title_en if best else _title(table),
        }
        return None, _at_title(table, "wrong_sheet", details)
    if not fitting:
        return None, None
    if len(fitting) > 1 and fitting[0].score - fitting[1].score < _TOO_CLOSE:
        names_zh = "、".join(m.sheet.title_zh for m in fitting[:2])
        names_en = ", ".join(m.sheet.title_en for m in fitting[:2])
        proposed = {"sheets_zh": names_zh, "sheets_en": names_en, "proposals": _nearest(fitting[:2])}
        return None, _at_title(table, "sheet_ambiguous", proposed)
    return fitting[0], None


def _sheets_named_in(text: str, sheets: Sequence[Sheet]) -> set[str]:
    """Names of the sheets that a text names. The words of one sheet inside the longer words of another do not count."""
    plain = _letters(text)
    spans = []
    for sheet in sheets:
        for words in sheet.titles:
            wanted = _letters(words)
            spans += [
                (m.start(), m.end(), sheet.name) for m in re.finditer(re.escape(wanted), plain) if wanted
            ]
    return {
        name
        for start, end, name in spans
        if not any(s <= start and end <= e and e - s > end - start and other != name for s, e, other in spans)
    }


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text))


def _nearest(matches: Sequence[Match]) -> list[dict[str, str]]:
    """The sheets that a table is most like, best first, as proposals."""
    return [
        {"sheet": m.sheet.name, "zh": m.sheet.title_zh, "en": m.sheet.title_en}
        for m in matches[:MOST_PROPOSALS]
        if m.columns
    ]


def _title(table: Table) -> str:
    return next(iter(table.titles), table.grid.worksheet)


def _at_title(table: Table, kind: str, details: dict[str, Any]) -> Problem:
    row = table.title_rows[0] if table.title_rows else table.header_rows[0]
    column = next((c for c, v in enumerate(table.grid.rows[row]) if v is not None), 0)
    value = str(table.grid.value(row, column))
    return Problem(kind, Severity.ERROR, table.grid.worksheet, address(row, column), value, details)


def _tell_of_unknown(
    found: Matching,
    grids: Sequence[Grid],
    unknown: Sequence[Table],
    sheets: Mapping[str, Sheet],
    file_name: str,
) -> None:
    """One error for a file of which nothing is known; beside known sheets, a notice for each worksheet that is not."""
    if any(p.severity is Severity.ERROR for p in found.problems):
        return
    visible = [grid for grid in grids if grid.visibility == "visible"]
    if not found.matched:
        if not any(value is not None for grid in visible for row in grid.rows for value in row):
            worksheet = visible[0].worksheet if visible else None
            found.problems.append(Problem("empty_workbook", Severity.ERROR, worksheet))
            return
        title = (_title(unknown[0]) if unknown else "") or file_name
        known = {"known_zh": "、".join(sheet.title_zh for sheet in sheets.values())}
        known["known_en"] = ", ".join(sheet.title_en for sheet in sheets.values())
        details = {"title": title, "proposals": found.nearest, **known}
        found.problems.append(Problem("sheet_unknown", Severity.ERROR, value=title, details=details))
        return
    matched = {id(table.grid) for table, _ in found.matched}
    for grid in visible:
        if id(grid) not in matched and grid.rows:
            found.problems.append(Problem("unknown_worksheet", Severity.NOTICE, grid.worksheet))
    for table in unknown:
        if id(table.grid) in matched:
            cell = address(table.header_rows[0], table.columns[0].index)
            found.problems.append(Problem("unknown_table", Severity.NOTICE, table.grid.worksheet, cell))


_TITLE_SCORE, _WORKSHEET_SCORE, _FILE_NAME_SCORE = 6.0, 2.0, 1.0
_AGENCY_SCORE = 3.0
_CLEARLY_BETTER = 3.0
_TOO_CLOSE = 0.5
