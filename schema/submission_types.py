"""The GraphQL type of a submission, and the SQL of those of its fields that are no plain columns."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any

import strawberry
from sqlalchemy import ColumnElement, Date, Interval, Text, case, cast, func, select, type_coerce
from sqlalchemy.dialects.postgresql import JSONB, aggregate_order_by
from sqlmodel import SQLModel
from strawberry.relay import PageInfo

from schema.compiler import Computed
from schema.entities import Kind
from schema.json_text import Piece, concatenated, escaped, fixed, json_value, number, or_null, response_key
from schema.pieces import Row, Source
from schema.plans import Given
from schema.regions import Region
from schema.scalars import Month

__all__ = [
    "COMPUTED",
    "Submission",
    "SubmissionConnection",
    "SubmissionMode",
    "SubmissionRows",
    "SubmissionState",
    "state_of",
]

PROBLEMS_MAX = 500
"""The most problems that one submission lists."""


def _field(description: str) -> Any:
    return strawberry.field(description=description)


@strawberry.enum(description="States of a submission（报送状态）.")
class SubmissionState(Enum):
    """SUPERSEDED is derived: a later accepted submission's period contains this one's."""

    CHECKING = strawberry.enum_value("CHECKING", description="Being checked（检查中）")
    REFUSED = strawberry.enum_value("REFUSED", description="It has errors（有错误）")
    CHECKED = strawberry.enum_value("CHECKED", description="Without errors, not yet accepted（待采用）")
    ACCEPTED = strawberry.enum_value("ACCEPTED", description="It counts（已采用）")
    SUPERSEDED = strawberry.enum_value(
        "SUPERSEDED", description="Accepted, and covered by a later one of its slot（已被后续报送覆盖）"
    )
    WITHDRAWN = strawberry.enum_value("WITHDRAWN", description="It no longer counts（已撤回）")


@strawberry.enum(description="What a submission does to rows that it does not list（报送方式）.")
class SubmissionMode(Enum):
    """A supplement adds and corrects rows, and covers no other submission."""

    REPLACE = strawberry.enum_value("REPLACE", description="It removes them（全量替换）")
    SUPPLEMENT = strawberry.enum_value("SUPPLEMENT", description="It leaves them as they are（补报）")


@strawberry.enum(description="How much a problem weighs（问题级别）.")
class ProblemSeverity(Enum):
    """In files and on the command line in lower case."""

    ERROR = strawberry.enum_value("ERROR", description="Stops the submission（错误）")
    WARNING = strawberry.enum_value("WARNING", description="Asks（警告）")
    NOTICE = strawberry.enum_value("NOTICE", description="Informs（提示）")


@strawberry.type(description="A sentence in both languages（中英文语句）.")
class Message:
    """What a clerk reads."""

    zh: str = _field("In Chinese（中文）")
    en: str = _field("In English（英文）")


@strawberry.type(description="One thing to tell about a file（问题）.")
class SubmissionProblem:
    """With the place in the workbook."""

    worksheet: str | None = _field("Worksheet（工作表）")
    cell: str | None = _field("Cell, such as B17; null for the whole worksheet or file（单元格）")
    kind: str = _field("Kind, a code that never changes（类型）")
    severity: ProblemSeverity = _field("How much it weighs（级别）")
    value: str | None = _field("What the cell says, personal data masked（单元格内容）")
    message: Message = _field("The sentence for the clerk（说明）")


@strawberry.type(description="Rows of a submission against what was live when it was accepted（行数统计）.")
class SubmissionRows:
    """Counts of rows."""

    read: int = _field("Rows read（读取）")
    new: int = _field("Of keys not known before（新增）")
    changed: int = _field("With other values than before（变更）")
    unchanged: int = _field("As before（未变）")
    removed: int = _field("Live rows that it no longer lists（移除）")
    shadowed: int = _field("Beaten by a row of a later period（被后期覆盖）")


@strawberry.type(
    description="What one upload says for one slot: sheet, side, reporting unit, period（报送）."
)
class Submission:
    """The facts never change; accepting and withdrawing are later facts."""

    id: strawberry.ID = _field("Number of the submission（编号）")
    sheet: str = _field("Sheet, such as special_accounts（台账）")
    form: str = _field("Code of the form, such as H2（表号）")
    side: str = _field("Side of a sheet that sender and receiver both report, else empty（报送方）")
    agency: str = _field("Agency（部门）")
    region: Region | None = _field("Region of the reporting unit（地区）")
    unit: str = _field("Reporting unit, AGENCY:region（填报单位）")
    unit_name: str | None = _field("Its name as written（填报单位名称）")
    period: str = _field("Period: 2019-12 or 2020-05..2021-03（期间）")
    period_from: Month = _field("First month of the period（起始月份）")
    period_to: Month = _field("Last month of the period（截止月份）")
    as_of: datetime.date = _field("As-of day, else the end of the period（截至日）")
    state: SubmissionState = _field("State（状态）")
    mode: SubmissionMode = _field("Replacement or supplement（报送方式）")
    nil: bool = _field("Whether it is a nil return: nothing to report（是否零报告）")
    partial: bool = _field("Whether its as-of day lies before the end of its last month（是否不满月）")
    file_name: str = _field("File name（文件名）")
    file_sha256: str = _field("SHA-256 of the file（文件摘要）")
    received_at: datetime.datetime = _field("When it came（收到时间）")
    received_by: str = _field("Whose token sent it（报送人）")
    rows_read: int = _field("Rows read（读取行数）")
    rows: SubmissionRows | None = _field("Counts at acceptance（采用时的行数统计）")
    problems: list[SubmissionProblem] = _field(
        f"What was found in it, at most the first {PROBLEMS_MAX}; GET /api/submissions/(id)/problems pages all（问题）"
    )
    problems_total: int = _field("How many problems are kept（问题总数）")
    accepted_version: int | None = _field("Data version in which it was accepted（采用版本）")
    accepted_at: datetime.datetime | None = _field("When it was accepted（采用时间）")
    withdrawn_version: int | None = _field("Data version in which it was withdrawn（撤回版本）")
    withdrawn_at: datetime.datetime | None = _field("When it was withdrawn（撤回时间）")
    withdrawn_reason: str | None = _field("Why it was withdrawn（撤回理由）")


@strawberry.type(description="One of a list of submissions（报送条目）.")
class SubmissionEdge:
    """With its cursor."""

    cursor: str = _field("Where this one stands in the list（游标）")
    node: Submission = _field("The submission（报送）")


@strawberry.type(description="A list of submissions, newest first（报送列表）.")
class SubmissionConnection:
    """Page by page."""

    edges: list[SubmissionEdge] = _field("With their cursors（带游标的条目）")
    nodes: list[Submission] = _field("Without cursors（条目）")
    page_info: PageInfo = _field("Whether there is more（分页信息）")
    total_count: int = _field("How many there are on all pages（总数）")
    data_version: int = _field("The data version that answers（数据版本）")


def state_of(row: Row, later: Source) -> ColumnElement[str]:
    """The state of a submission, from its versions and those of `later` ones, the submissions under a new name."""
    covered = (
        select(number(1))
        .select_from(later)
        .where(
            later.c.sheet == row("sheet"),
            later.c.side == row("side"),
            later.c.unit == row("unit"),
            later.c.accepted_version > row("accepted_version"),
            later.c.withdrawn_version.is_(None),
            later.c.mode == fixed("REPLACE"),
            later.c.period_from <= row("period_from"),
            later.c.period_to >= row("period_to"),
        )
        .exists()
    )
    return case(
        (row("withdrawn_version").is_not(None), fixed("WITHDRAWN")),
        (row("accepted_version").is_(None), row("state")),
        (covered, fixed("SUPERSEDED")),
        else_=fixed("ACCEPTED"),
    )


Submissions = Callable[[], Source]


def _state(row: Row, _: Given, submissions: Submissions) -> ColumnElement[str]:
    return json_value(Kind.PLAIN, state_of(row, submissions()), nullable=False)


def _period(row: Row, _: Given, __: Submissions) -> ColumnElement[str]:
    first, last = (func.substr(escaped(row(c)), number(2), number(7)) for c in ("period_from", "period_to"))
    run = concatenated(['"', type_coerce(first, Text), "..", type_coerce(last, Text), '"'])
    one = concatenated(['"', type_coerce(first, Text), '"'])
    return case((row("period_from") == row("period_to"), one), else_=run)


def _partial(row: Row, _: Given, __: Submissions) -> ColumnElement[str]:
    month_end = func.date_trunc(fixed("month"), row("period_to").op("+")(cast(fixed("1 month"), Interval)))
    return case((row("as_of") < cast(month_end, Date) - number(1), fixed("true")), else_=fixed("false"))


def _time_of(column: str) -> Computed:
    def time(row: Row, _: Given, __: Submissions) -> ColumnElement[str]:
        versions = SQLModel.metadata.tables["data_versions"].alias()
        at = select(escaped(versions.c.at)).where(versions.c.number == row(column)).scalar_subquery()
        return or_null(at)

    return time


def _rows(row: Row, given: Given, _: Submissions) -> ColumnElement[str]:
    counts = row("accepted_rows")
    pieces: list[Piece] = []
    for child in given.fields:
        known = fixed(f'"{given.type_name}"') if child.name == "__typename" else _member(counts, child.name)
        pieces += [",", response_key(child.key), known]
    return case((counts.is_(None), fixed("null")), else_=concatenated(["{", *pieces[1:], "}"]))


def _problems(row: Row, given: Given, _: Submissions) -> ColumnElement[str]:
    """The stored problems with the members that are asked for, in the order in which they were found."""
    each = func.jsonb_array_elements(row("problems"), type_=JSONB)
    problem = each.table_valued("value", with_ordinality="place").render_derived("problem")
    text = concatenated(_object(type_coerce(problem.c.value, JSONB), given))
    listed = func.string_agg(text, aggregate_order_by(fixed(","), problem.c.place))
    first = problem.c.place <= number(PROBLEMS_MAX)
    found = select(func.coalesce(listed, fixed(""))).select_from(problem).where(first).scalar_subquery()
    return concatenated(["[", found, "]"])


def _problems_total(row: Row, _: Given, __: Submissions) -> ColumnElement[str]:
    return cast(func.jsonb_array_length(row("problems")), Text)


def _object(value: ColumnElement[Any], given: Given) -> list[Piece]:
    pieces: list[Piece] = []
    for child in given.fields:
        pieces += [",", response_key(child.key)]
        if child.name == "__typename":
            pieces.append(f'"{given.type_name}"')
        elif child.fields:
            pieces += _object(value[child.name], child)
        elif child.name == "severity":
            pieces.append(func.upper(_member(value, child.name)))
        else:
            pieces.append(_member(value, child.name))
    return ["{", *pieces[1:], "}"]


def _member(value: ColumnElement[Any], name: str) -> ColumnElement[str]:
    """A member of a JSON value as JSON text."""
    return func.coalesce(cast(value[name], Text), fixed("null"))


COMPUTED: Mapping[tuple[str, str], Computed] = {
    ("Submission", "state"): _state,
    ("Submission", "period"): _period,
    ("Submission", "partial"): _partial,
    ("Submission", "rows"): _rows,
    ("Submission", "problems"): _problems,
    ("Submission", "problemsTotal"): _problems_total,
    ("Submission", "acceptedAt"): _time_of("accepted_version"),
    ("Submission", "withdrawnAt"): _time_of("withdrawn_version"),
}
