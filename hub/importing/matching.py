"""Which sheet a table is, which of its columns is which field, and what to tell the clerk about both."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache
from pathlib import PurePath
from typing import Any

from hub.agencies import agency_of_office
from hub.importing.additions import outdated_template, without_additions
from hub.importing.grid import Grid, address
from hub.importing.headers import header_paths, normalised_header
from hub.importing.measures import is_comparison, measure_path
from hub.importing.memory import Answers, HeaderRows, header_key, stored_key
from hub.importing.problems import Problem, Severity
from hub.importing.sheet import REGION_HEADERS, Kind, Sheet
from hub.importing.table import Table, TableColumn
from hub.importing.tables import SERIAL_HEADERS, find_tables
from hub.importing.turned import Turned, turned

Synonyms = Mapping[str, Mapping[str, Sequence[str]]]
"""Sheet name -> field -> further headers that it may stand under."""


@dataclass(slots=True)
class Match:
    """A sheet tried on a table. `score` compares sheets: 10 is every required column and nothing else."""

    sheet: Sheet
    columns: dict[str, TableColumn]
    score: float
    problems: list[Problem] = field(default_factory=list)
    unknown: list[TableColumn] = field(default_factory=list)
    """Columns that the sheet does not know: kept as raw values."""
    personal: list[TableColumn] = field(default_factory=list)
    """Columns about persons that the sheet has no place for: never kept."""
    common: dict[str, TableColumn] = field(default_factory=dict)
    """Columns that any sheet may have and this one does not declare: reporting_unit, period, as_of, note, and
    region_above, the wider one of two columns of regions."""
    required_share: float = 0.0
    named: bool = False
    """Whether the title of the table names this sheet."""
    turned: Turned | None = None
    """For a statistical table whose rows are measures: the table that is read in its place."""

    @property
    def fits(self) -> bool:
        """Whether the table can be this sheet: by its columns alone, or by half of them under its title."""
        return self.required_share >= (_SHARE_UNDER_TITLE if self.named else _SHARE_ALONE)


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
                _ask_about_headers(table, chosen)
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
    _ask_about_headers(table, found)
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


def match_sheet(
    table: Table,
    sheet: Sheet,
    synonyms: Mapping[str, Sequence[str]] | None = None,
    answers: Answers | None = None,
) -> Match:
    """The columns of a table as fields of one sheet, with problems placed on the header.

    `answers`: what the sender has said of single headers; it is stronger than every declaration.
    """
    answers = answers or {}
    around = turned(table) if sheet.measures else None
    table = around.table if around else table
    candidates = _candidates(table, sheet, synonyms or {}, answers)
    columns: dict[str, TableColumn] = {}
    taken: set[int] = set()
    for strength, _, index, to in candidates:
        column = table.columns[index]
        if to not in columns and index not in taken and strength:
            columns[to] = column
            taken.add(index)
    found = Match(sheet, columns, 0.0, turned=around)
    twice = {
        index: to
        for strength, _, index, to in reversed(candidates)
        if strength >= _EXACT and not _is_another_day(sheet, table, columns, index, to)
    }
    for index, column in enumerate(table.columns):
        if index in taken:
            continue
        if any(field == "region_name" for _, _, i, field in candidates if i == index):
            # 设区市 beside 县市区: the wider one of two columns of regions.
            found.common.setdefault("region_above", column)
            continue
        if index in twice:
            found.problems.append(_two_columns(table, column, columns[twice[index]], sheet, twice[index]))
            continue
        if answers.get(_path_key(column)) == "":
            found.unknown.append(column)
            continue
        _sort_out(table, column, found)
    _note_missing(table, found)
    if not table.data_rows:
        below = address(table.header_rows[-1] + 1, table.columns[0].index)
        found.problems.append(Problem("no_rows", Severity.WARNING, table.grid.worksheet, below))
    _note_hidden(table, found)
    required = [column for column in sheet.columns if column.required]
    matched = sum(1 for column in required if column.to in columns)
    found.required_share = matched / len(required) if required else 1.0
    if sheet.measures:
        found.required_share = _share_of_measures(found)
    foreign = len(found.unknown) / max(len(table.columns), 1)
    found.score = 10 * found.required_share - 4 * foreign
    if around:
        found.problems = around.placed(found.problems)
    return found


def _is_another_day(
    sheet: Sheet, table: Table, columns: Mapping[str, TableColumn], index: int, to: str
) -> bool:
    """Whether a day or text only may mean the field, which another column names in the form's own word.

    Beside 调解日期 a 受理日期 is the day of something else; amounts and numbers are always asked about.
    """
    declared = next(column for column in sheet.columns if column.to == to)
    if declared.kind not in (Kind.DAY, Kind.TEXT) or to not in columns:
        return False
    own = _as_day(normalised_header(declared.headers[0]))
    written = [_as_day("/".join(header_paths(c.path))) for c in (columns[to], table.columns[index])]
    return written[0] == own != written[1]


def _share_of_measures(found: Match) -> float:
    """How much of a table a statistical sheet knows: a sheet may report few of its measures, hardly one alone."""
    figures = [field for field in found.columns if "." in field]
    if len(figures) < 2:
        return 0.0
    return len(figures) / (len(figures) + len(found.unknown) + len(found.personal))


def _candidates(
    table: Table, sheet: Sheet, synonyms: Mapping[str, Sequence[str]], answers: Answers
) -> list[tuple[int, int, int, str]]:
    """(strength, place of the header among the synonyms, column, field), strongest first.

    The whole path is stronger than its last part, so that 日期 under 考勤 goes to the day of attendance.
    """
    by_header: dict[str, list[tuple[int, str]]] = {}
    for column in sheet.columns:
        for place, header in enumerate((*column.headers, *synonyms.get(column.to, ()))):
            for key in _spellings(header, bool(sheet.measures)):
                by_header.setdefault(key, []).append((place, column.to))
    found: dict[tuple[int, str], tuple[int, int]] = {}
    fields = {column.to for column in sheet.columns}
    for index, table_column in enumerate(table.columns):
        answered = answers.get(_path_key(table_column))
        if answered == "" or answered in fields:
            found |= {(index, answered): (_ANSWERED, 0)} if answered else {}
            continue
        path = header_paths(table_column.path)
        for key, strength in _keys(measure_path(path) if sheet.measures else path):
            for place, to in by_header.get(_as_day(key), ()):
                if to == "region_name" and key in _REGION_KEYS:
                    # Of 市州 and 县市区 side by side the later one says more; an office says less than both.
                    place = -index
                best = found.get((index, to))
                if best is None or (-strength, place) < (-best[0], best[1]):
                    found[index, to] = (strength, place)
    ranked = [(strength, place, index, to) for (index, to), (strength, place) in found.items()]
    return sorted(ranked, key=lambda entry: (-entry[0], entry[1], entry[2]))


@lru_cache(maxsize=65536)
def _spellings(header: str, of_figures: bool) -> tuple[str, ...]:
    """What a declared header or a synonym is compared as."""
    parts = header_paths(header.split("/"))
    if of_figures:
        parts = measure_path(parts)
    keys = ("/".join(parts), "".join(parts), normalised_header(header))
    return tuple(dict.fromkeys(_as_day(key) for key in keys))


def _path_key(column: TableColumn) -> str:
    return stored_key(header_paths(column.path))


def _as_day(header: str) -> str:
    """立案时间 and 立案日期 are one header to every office."""
    return re.sub(r"时间$", "日期", header)


def _keys(path: tuple[str, ...]) -> list[tuple[str, int]]:
    """The spellings under which a header path may be declared, with their strength."""
    if not path:
        return []
    keys = [("/".join(path), _EXACT + 1), ("".join(path), _EXACT)]
    if len(path) > 1:
        for above in path[:-1]:
            keys += [(f"{above}/{path[-1]}", _GROUP_AND_LAST), (above + path[-1], _GROUP_AND_LAST)]
        keys.append((path[-1], _LAST_ALONE))
    return keys


def _sort_out(table: Table, column: TableColumn, found: Match) -> None:
    """A column that is no field: counting, common, about persons, or unknown."""
    path = header_paths(column.path)
    last = path[-1] if path else ""
    if last in SERIAL_HEADERS:
        return
    common = next((to for to, headers in _COMMON.items() if last in headers), None)
    if common:
        found.common.setdefault(common, column)
        return
    header = "/".join(column.path)
    if found.sheet.measures and is_comparison(path):
        cell = header_cell(table, column)
        notice = Problem(
            "comparison_not_read", Severity.NOTICE, table.grid.worksheet, cell, header, {"header": header}
        )
        found.problems.append(notice)
        return
    if is_personal(column.path):
        found.personal.append(column)
        # Numbers and addresses of workers are in no form; the name of a contact is only one too many.
        severity = Severity.WARNING if _WORKER_LEVEL.search(last) else Severity.NOTICE
        kind = "personal_column_dropped"
    else:
        found.unknown.append(column)
        severity, kind = Severity.NOTICE, "unknown_column"
    worksheet, cell = table.grid.worksheet, header_cell(table, column)
    found.problems.append(Problem(kind, severity, worksheet, cell, header, {"header": header}))


def is_personal(path: Sequence[str]) -> bool:
    """Whether a header says that its column is about single persons."""
    return bool(_PERSONAL.search("".join(header_paths(path))))


def header_cell(table: Table, column: TableColumn) -> str:
    """The address of a column's own header: the first row of its lowest text."""
    for row in reversed(table.header_rows):
        if table.grid.value(row, column.index) is not None:
            return address(row, column.index)
    return address(table.header_rows[0], column.index)


def _two_columns(table: Table, column: TableColumn, first: TableColumn, sheet: Sheet, to: str) -> Problem:
    details = {
        "header": "/".join(column.path),
        "other": "/".join(first.path),
        "other_cell": header_cell(table, first),
        "field_zh": next(c.headers[0] for c in sheet.columns if c.to == to),
        "field_en": to,
    }
    return Problem(
        "two_columns_one_field",
        Severity.ERROR,
        table.grid.worksheet,
        header_cell(table, column),
        details["header"],
        details,
    )


def _note_missing(table: Table, found: Match) -> None:
    cell = address(table.header_rows[0], table.columns[0].index)
    for column in found.sheet.columns:
        if column.required and column.to not in found.columns:
            details = {
                "header": column.headers[0],
                "field": column.to,
                "proposal_zh": "",
                "proposal_en": "",
                "proposals": [],
            }
            found.problems.append(
                Problem(
                    "missing_column", Severity.ERROR, table.grid.worksheet, cell, column.headers[0], details
                )
            )


def _ask_about_headers(table: Table, found: Match) -> None:
    """Columns whose headers resemble those of missing fields: proposed, never assumed."""
    missing = [column for column in found.sheet.columns if column.to not in found.columns]
    spellings = {
        header_key(header).replace("/", ""): column
        for column in reversed(missing)
        for header in column.headers
    }
    told = {p.cell: p for p in found.problems if p.kind == "unknown_column"}
    wanted = {p.details["field"]: p for p in found.problems if p.kind == "missing_column"}
    for unknown in found.unknown:
        written = "/".join(unknown.path)
        text = "".join(header_paths(unknown.path))
        close = get_close_matches(text, list(spellings), _MOST_PROPOSALS, _RESEMBLES)
        asked = list({spellings[spelling].to: spellings[spelling] for spelling in close}.values())
        problem = told.get(header_cell(table, unknown))
        if not asked or problem is None:
            continue
        for column in asked:
            if (error := wanted.get(column.to)) is not None:
                error.details["proposals"].append({"header": written, "field": column.to})
                error.details["proposal_zh"] = f"是否就是“{written}”？如是，请改为规定的列名，或报送时注明。"
                error.details["proposal_en"] = f" Is it {written}? Then please rename that column, or say so."
        proposals = [
            {"header": written, "field": column.to, "field_zh": column.headers[0]} for column in asked
        ]
        details = {
            "header": written,
            "proposals": proposals,
            "proposed_zh": "”或“".join(column.headers[0] for column in asked),
            "proposed_en": " or ".join(column.to for column in asked),
        }
        question = Problem(
            "column_uncertain", Severity.WARNING, problem.worksheet, problem.cell, written, details
        )
        found.problems[found.problems.index(problem)] = question


def _note_hidden(table: Table, found: Match) -> None:
    """Hidden rows and columns are data as any other; the clerk learns that they were read."""
    worksheet, grid = table.grid.worksheet, table.grid
    for row in table.data_rows if grid.hidden_rows else ():
        if row in grid.hidden_rows:
            found.problems.append(Problem("hidden_row_read", Severity.NOTICE, worksheet, address(row, 0)))
    for column in found.columns.values():
        if column.index in grid.hidden_columns:
            header = "/".join(column.path)
            details = {"header": header}
            place = address(0, column.index)
            found.problems.append(
                Problem("hidden_column_read", Severity.NOTICE, worksheet, place, header, details)
            )


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
        for m in matches[:_MOST_PROPOSALS]
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


_ANSWERED, _EXACT, _GROUP_AND_LAST, _LAST_ALONE = 9, 4, 3, 1
_TITLE_SCORE, _WORKSHEET_SCORE, _FILE_NAME_SCORE = 6.0, 2.0, 1.0
_AGENCY_SCORE = 3.0
_SHARE_ALONE, _SHARE_UNDER_TITLE = 0.75, 0.4
_CLEARLY_BETTER = 3.0
_TOO_CLOSE = 0.5
_RESEMBLES = 0.6
_MOST_PROPOSALS = 3

_COMMON = {
    "reporting_unit": frozenset(("填报单位", "报送单位", "填报部门", "上报单位")),
    "period": frozenset(("报告期", "统计月份", "所属期", "所属月份", "统计期", "月份")),
    "as_of": frozenset(("统计截止日期", "截至日期", "截止日期", "统计截止时间")),
    "note": frozenset(("备注", "备考", "附注")),
    "region_code": frozenset(("行政区划代码", "区划代码", "地区代码")),
    "region_name": frozenset(normalised_header(header) for header in REGION_HEADERS),
}
_REGION_KEYS = frozenset(normalised_header(header) for header in REGION_HEADERS)
_PERSONAL = re.compile(
    r"姓名|联系人|联系电话|联系方式|电话|手机|身份证|公民身份|证件号|银行卡|工资卡|卡号|住址|家庭地址|居住地|户籍|出生(?:日期|年月)|邮箱|微信"
    r"|法定代表人|法人代表|负责人|班组长|包工头|(?:投诉|举报|信访|受援|受助|被害|受害|当事|求助)人(?![人数次类])|(?<!被)申请人(?![人数次类])|原告(?![人数次])|被告人(?![人数])"
    r"|承办(?:人|律师|法官|检察官|民警)|经办人|(?:工人|农民工|职工|人员)名单|QQ号"
)
_WORKER_LEVEL = re.compile(
    r"身份证|公民身份|证件号|银行卡|工资卡|卡号|手机|住址|家庭地址|居住地|户籍|出生|^(?:工人|农民工|劳动者|职工)?姓名$"
)
