"""What an annotated workbook is to show, worked out once for every way of writing it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from hub.importing.additions import (
    EXPLANATIONS,
    RESULT_MARK,
    form_version,
    is_addition,
    without_additions,
)
from hub.importing.catalogue import name_of, sheets
from hub.importing.columns import Match
from hub.importing.grid import CellValue, Grid, column_letter
from hub.importing.grouping import grouped
from hub.importing.hiding import Found, Hiding
from hub.importing.matching import Synonyms, known_headers, match_workbook
from hub.importing.memory import Answers
from hub.importing.privacy import masked
from hub.importing.table import Table
from hub.importing.tables import find_tables

# Problems that the result worksheet lists one by one.
MOST_LISTED = 5_000
LONGEST_EXPLANATION = 2_000

RED, YELLOW = "FFC7CF", "FFEB9D"
"""Fills of cells with errors and with warnings: our own shades, so that a later round can take them away again."""

SEVERITY_WORDS = {"error": ("错误", "error"), "warning": ("提醒", "warning"), "notice": ("说明", "notice")}
STATUS_WORDS = {
    "refused": "未通过，请更正后重新报送 / refused, please correct and send again",
    "checked": "已检查 / checked",
    "accepted": "已采用 / accepted",
    "unchanged": "与已采用的内容相同 / unchanged",
    "withdrawn": "已撤回 / withdrawn",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one submission of the file came out, in words for the result worksheet."""

    sheet: str
    unit: str
    period: str
    status: str
    rows: int


@dataclass(slots=True)
class Note:
    """One problem as it is shown."""

    kind: str
    severity: str
    worksheet: str | None
    cell: str | None
    zh: str
    en: str


@dataclass(slots=True)
class Line:
    """A row of the result worksheet: its cells, what it looks like, and the cell that it leads to."""

    cells: tuple[CellValue, ...]
    look: str = ""
    link: tuple[str, str] | None = None
    """Worksheet and cell; the second cell of the line carries the link."""


@dataclass(slots=True)
class Page:
    """One worksheet of the file and what is written on it."""

    grid: Grid
    hiding: Hiding
    tables: list[Found]
    emptied: bool
    """Hidden worksheets are not read: nothing can tell what in them is personal, so they come back empty."""
    marks: dict[tuple[int, int], list[Note]] = field(default_factory=dict)
    explanations: dict[int, str] = field(default_factory=dict)
    column: int = 0
    """The column of the explanations, right of everything else."""
    records: frozenset[int] = frozenset()
    """Rows below a header that belong to its table: records, totals, sections."""

    @property
    def data_rows(self) -> int:
        """Records on the worksheet."""
        return sum(len(table.data_rows) for table, match in self.tables if match)

    def value(self, row: int, column: int) -> CellValue:
        """What may be shown of a cell."""
        return None if self.emptied else self.hiding.value(row, column, self.grid.value(row, column))

    def explained_tables(self) -> list[Table]:
        """The tables with an explained row: their headers get a header for the explanations."""
        return [
            t for t, _ in self.tables if any(r in self.explanations for r in (*t.data_rows, *t.skipped_rows))
        ]

    def severity(self, place: tuple[int, int]) -> str | None:
        """The worst severity at a cell that is coloured: error, warning or none."""
        found = {note.severity for note in self.marks.get(place, ())}
        return "error" if "error" in found else "warning" if "warning" in found else None


@dataclass(slots=True)
class Plan:
    """The pages of the file and the lines of the result worksheet."""

    pages: list[Page]
    own: list[Grid]
    """Worksheets that a template brought along: they stay."""
    lines: list[Line]

    @property
    def data_rows(self) -> int:
        """Records in the whole workbook."""
        return sum(page.data_rows for page in self.pages)

    @property
    def cells(self) -> int:
        """Cells in the whole workbook, blank ones inside rows too."""
        return sum(len(row) for page in self.pages for row in page.grid.rows)


def planned(
    grids: Sequence[Grid],
    name: str,
    problems: Sequence[Mapping[str, Any]],
    outcomes: Sequence[Outcome],
    declared: str | None = None,
    synonyms: Synonyms | None = None,
    answers: Answers | None = None,
    extra_packages: tuple[str, ...] = (),
) -> Plan:
    """Where every problem (as `Problem.as_json` gives it) stands on the grids of its file, and what is hidden."""
    known = sheets(extra_packages)
    own = [grid for grid in grids if is_addition(grid) and grid.value(0, 0) != RESULT_MARK]
    kept = without_additions(grids)
    declared = name_of(declared, extra_packages) if declared else None
    matching = match_workbook(
        kept, known, file_name=name, declared=declared, synonyms=synonyms, answers=answers
    )
    pages = [_page(grid, matching.matched, known_headers(known, synonyms)) for grid in kept]
    by_name = {page.grid.worksheet: page for page in pages}
    notes = [_note(problem) for problem in problems]
    for note in notes:
        _mark(by_name.get(note.worksheet or ""), note)
    return Plan(pages, own if form_version(grids) else [], _lines(name, notes, problems, outcomes))


def file_name_of(name: str) -> str:
    """The name of the annotated workbook: 台账.xls -> 台账（已标注）.xlsx, however often it goes round."""
    stem = masked(PurePath(name).stem).removesuffix("（已标注）")
    return f"{stem}（已标注）.xlsx"


def comment(notes: Sequence[Note]) -> str:
    """The sentences about one cell, zh first."""
    zh = "\n".join(f"【{SEVERITY_WORDS[note.severity][0]}】{note.zh}" for note in notes)
    return f"{zh}\n" + "\n".join(f"[{note.severity}] {note.en}" for note in notes)


def in_words(severity: str) -> str:
    """错误 / error."""
    return " / ".join(SEVERITY_WORDS[severity])


def place_of(cell: str | None) -> tuple[int, int] | None:
    """Row and column of an address, from 0; None where there is none."""
    split = re.fullmatch(r"([A-Z]{1,3})([1-9]\d{0,6})", cell or "")
    if split is None:
        return None
    column = 0
    for letter in split[1]:
        column = column * 26 + ord(letter) - 64
    return int(split[2]) - 1, column - 1


def _page(grid: Grid, matched: Sequence[tuple[Table, Match]], headers: frozenset[str]) -> Page:
    hidden = grid.visibility != "visible"
    tables: list[Found] = [(table, match) for table, match in matched if table.grid is grid]
    known = {table.header_rows[0] for table, _ in tables}
    others = [] if hidden else find_tables(grid, headers)
    tables += [(table, None) for table in others if table.header_rows[0] not in known]
    tables.sort(key=lambda found: found[0].header_rows[0])
    width = max((len(row) for row in grid.rows), default=0)
    records = frozenset(
        row
        for table, _ in tables
        for row in (*table.data_rows, *table.skipped_rows)
        if row > table.header_rows[-1]
    )
    return Page(grid, Hiding(grid, tables), tables, hidden, column=width, records=records)


def _note(problem: Mapping[str, Any]) -> Note:
    message = problem["message"]
    return Note(
        problem["kind"],
        problem["severity"],
        problem["worksheet"],
        problem["cell"],
        masked(message["zh"]),
        masked(message["en"]),
    )


def _mark(page: Page | None, note: Note) -> None:
    place = place_of(note.cell)
    if page is None or place is None or note.severity == "notice" or page.emptied:
        return
    page.marks.setdefault(place, []).append(note)
    row = place[0]
    if row in page.records:
        so_far = page.explanations.get(row)
        told = f"{column_letter(place[1])}{row + 1}：{note.zh}"
        if so_far is None or len(so_far) < LONGEST_EXPLANATION:
            page.explanations[row] = f"{so_far}；{told}" if so_far else told


def _lines(
    name: str,
    notes: Sequence[Note],
    problems: Sequence[Mapping[str, Any]],
    outcomes: Sequence[Outcome],
) -> list[Line]:
    counts = {s: sum(1 for note in notes if note.severity == s) for s in SEVERITY_WORDS}
    lines = [Line((RESULT_MARK,), "title"), Line(("文件 / file", masked(name)))]
    for outcome in outcomes:
        lines += [
            Line(("表种 / sheet", outcome.sheet), "first"),
            Line(("填报单位 / reporting unit", masked(outcome.unit))),
            Line(("所属期 / period", outcome.period)),
            Line(("行数 / rows", outcome.rows)),
            Line(("结果 / status", STATUS_WORDS.get(outcome.status, outcome.status))),
        ]
    lines += [
        Line(("错误 / errors", counts["error"]), "first"),
        Line(("提醒 / warnings", counts["warning"])),
        Line(("说明 / notices", counts["notice"])),
        Line(()),
        Line(("归类", "级别", "处数", "位置", "说明", "English"), "header"),
    ]
    for group in grouped(problems)[:MOST_LISTED]:
        where = " ".join(filter(None, (group.worksheet, group.where_zh)))
        label = group.header or group.kind
        lines.append(
            Line(
                (
                    masked(label),
                    in_words(group.severity),
                    group.count,
                    where,
                    masked(group.zh),
                    masked(group.en),
                ),
                group.severity,
            )
        )
    lines += [Line(()), Line(("工作表", "单元格", "级别", "代码", "说明", "English"), "header")]
    for note in notes[:MOST_LISTED]:
        link = (note.worksheet, note.cell) if note.worksheet and note.cell else None
        cells = (note.worksheet, note.cell, in_words(note.severity), note.kind, note.zh, note.en)
        lines.append(Line(cells, note.severity, link))
    if len(notes) > MOST_LISTED:
        rest = len(notes) - MOST_LISTED
        lines.append(
            Line((f"其余 {rest} 条见“{EXPLANATIONS}”列 / {rest} more: see the column {EXPLANATIONS}",))
        )
    return lines
