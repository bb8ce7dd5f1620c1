"""Which column of a table is which field of one sheet, and what to tell the clerk about the others."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import lru_cache

from hub.importing.grid import address
from hub.importing.headers import header_paths, normalised_header
from hub.importing.measures import is_comparison, measure_path
from hub.importing.memory import Answers, header_key, stored_key
from hub.importing.problems import Problem, Severity
from hub.importing.sheet import REGION_HEADERS, Kind, Sheet
from hub.importing.table import Table, TableColumn
from hub.importing.tables import SERIAL_HEADERS
from hub.importing.turned import Turned, turned


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


def ask_about_headers(table: Table, found: Match) -> None:
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
        close = get_close_matches(text, list(spellings), MOST_PROPOSALS, _RESEMBLES)
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


_ANSWERED, _EXACT, _GROUP_AND_LAST, _LAST_ALONE = 9, 4, 3, 1
_SHARE_ALONE, _SHARE_UNDER_TITLE = 0.75, 0.4
_RESEMBLES = 0.6
MOST_PROPOSALS = 3
"""Proposals that a question makes."""
_REGION_KEYS = frozenset(normalised_header(header) for header in REGION_HEADERS)
_COMMON = {
    "reporting_unit": frozenset(("填报单位", "报送单位", "填报部门", "上报单位")),
    "period": frozenset(("报告期", "统计月份", "所属期", "所属月份", "统计期", "月份")),
    "as_of": frozenset(("统计截止日期", "截至日期", "截止日期", "统计截止时间")),
    "note": frozenset(("备注", "备考", "附注")),
    "region_code": frozenset(("行政区划代码", "区划代码", "地区代码")),
    "region_name": _REGION_KEYS,
}
_PERSONAL = re.compile(
    r"姓名|联系人|联系电话|联系方式|电话|手机|身份证|公民身份|证件号|银行卡|工资卡|卡号|住址|家庭地址|居住地|户籍|出生(?:日期|年月)|邮箱|微信"
    r"|法定代表人|法人代表|负责人|班组长|包工头|(?:投诉|举报|信访|受援|受助|被害|受害|当事|求助)人(?![人数次类])|(?<!被)申请人(?![人数次类])|原告(?![人数次])|被告人(?![人数])"
    r"|承办(?:人|律师|法官|检察官|民警)|经办人|(?:工人|农民工|职工|人员)名单|QQ号"
)
_WORKER_LEVEL = re.compile(
    r"身份证|公民身份|证件号|银行卡|工资卡|卡号|手机|住址|家庭地址|居住地|户籍|出生|^(?:工人|农民工|劳动者|职工)?姓名$"
)
