"""The GraphQL types of a preview and of closed months."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from enum import Enum
from typing import Any

import strawberry

from hub.submissions import Closing, Preview, RowCounts, differences
from hub.submissions.between import SubmissionDifference as Compared
from schema.scalars import Month, RegionCode
from schema.submission_types import SubmissionMode, SubmissionRows

__all__ = [
    "MonthClosing",
    "SubmissionDifference",
    "SubmissionPreview",
    "closing_of",
    "difference_of",
    "preview_of",
]


def _field(description: str) -> Any:
    return strawberry.field(description=description)


@strawberry.enum(description="What an acceptance does to a row（变化类型）.")
class DifferenceKind(Enum):
    """In the order in which a preview lists them."""

    REMOVED = strawberry.enum_value("REMOVED", description="No longer listed（移除）")
    CHANGED = strawberry.enum_value("CHANGED", description="Other values than before（变更）")
    SHADOWED = strawberry.enum_value(
        "SHADOWED", description="Beaten by a row of a later period（被后期覆盖）"
    )
    NEW = strawberry.enum_value("NEW", description="Of a key not known before（新增）")


@strawberry.type(description="A value that differs（单元格变化）.")
class CellChange:
    """As the sheet writes it."""

    field: str = _field("Field（字段）")
    header_zh: str = _field("Header in the file, else of the form（表头）")
    cell: str | None = _field("Cell of the submission, such as B17（单元格）")
    old: str | None = _field("What counts now（现值）")
    new: str | None = _field("What would count（新值）")


@strawberry.type(description="A row that an acceptance changes（行变化）.")
class RowDifference:
    """Of the submission, or no longer listed by it."""

    kind: DifferenceKind = _field("What happens to it（变化类型）")
    key: str = _field("Key of the record as its office writes it（记录编号）")
    worksheet: str = _field("Worksheet（工作表）")
    row: int = _field("Row of the worksheet（行号）")
    changes: list[CellChange] = _field("Values that differ（单元格变化）")
    withheld: bool = _field(
        "Whether it stands against a row of another unit whose values are not shown（是否隐去其他单位的数据）"
    )


@strawberry.type(description="A figure that an acceptance changes（数字变化）.")
class FigureEffect:
    """Null where there is no value: not reported, or not applicable."""

    indicator: str = _field("Code of the indicator（指标）")
    zh: str = _field("Its name in Chinese（中文名称）")
    en: str = _field("Its name in English（英文名称）")
    region: RegionCode = _field("Region（地区）")
    period: str = _field("2019-12 or 2020-05..2021-03（期间）")
    before: str | None = _field("Value now（现值）")
    after: str | None = _field("Value afterwards（新值）")
    closed: bool = _field("Whether the month is closed（是否已关账）")


@strawberry.type(description="A column whose header is not what it was（列改名）.")
class RenamedColumn:
    """Both fill the same field."""

    before: str = _field("Header of the last submission（上次表头）")
    now: str = _field("Header now（本次表头）")


@strawberry.type(description="Columns against those of the unit's last submission of the sheet（列变化）.")
class ColumnChanges:
    """By header as written."""

    added: list[str] = _field("New（新增列）")
    gone: list[str] = _field("Missing（缺少列）")
    renamed: list[RenamedColumn] = _field("Under another header（改名列）")


@strawberry.type(description="A month closed for a region: a correction needs a reason（关账月份）.")
class MonthClosing:
    """Reopening is a later fact about it."""

    id: strawberry.ID = _field("Number of the closing（编号）")
    region: RegionCode = _field("Region（地区）")
    month: Month = _field("Month（月份）")
    closed_at: datetime.datetime = _field("When it was closed（关账时间）")
    closed_by: str = _field("By whom（关账人）")
    reason: str | None = _field("Why（理由）")
    reopened_at: datetime.datetime | None = _field("When it was opened again（重新开放时间）")
    reopened_by: str | None = _field("By whom（重新开放人）")
    reopened_reason: str | None = _field("Why（重新开放理由）")


@strawberry.type(description="What accepting a submission would change; nothing is written（采用预览）.")
class SubmissionPreview:
    """Accepting with its plan does exactly this, or is refused with PLAN_STALE."""

    submission: strawberry.ID = _field("Number of the submission（报送编号）")
    plan: str = _field("Name of exactly this change, to be given to acceptSubmission（方案）")
    base_version: int = _field("Data version that it was compared with（对比的数据版本）")
    mode: SubmissionMode = _field("Replacement or supplement（报送方式）")
    nil: bool = _field("Whether it is a nil return（是否零报告）")
    partial: bool = _field("Whether its last month is reported in part only（是否不满月）")
    columns_changed: ColumnChanges = _field("Columns against the last submission（列变化）")
    rows: SubmissionRows = _field("Counts of rows（行数统计）")
    closed_months: list[MonthClosing] = _field("Closed months that it corrects（涉及的关账月份）")
    figures: list[FigureEffect] = _field("Figures that change, with the first page（数字变化）")
    figures_total: int = _field("How many figures change（变化数字总数）")
    differences: list[RowDifference] = _field("A page of rows that change（行变化）")
    differences_total: int = _field("How many rows change（变化行总数）")
    after: str | None = _field("Cursor of the next page; null on the last（下一页游标）")


@strawberry.type(description="One submission against an earlier one of its unit and sheet（两次报送的差异）.")
class SubmissionDifference:
    """Whatever became of the two."""

    rows: SubmissionRows = _field("Counts of rows（行数统计）")
    differences: list[RowDifference] = _field("A page of rows that differ（行变化）")
    differences_total: int = _field("How many rows differ（变化行总数）")
    after: str | None = _field("Cursor of the next page; null on the last（下一页游标）")


def preview_of(found: Preview) -> SubmissionPreview:
    """The preview as GraphQL gives it."""
    columns = found.columns_changed
    return SubmissionPreview(
        submission=strawberry.ID(str(found.submission)),
        plan=found.plan,
        base_version=found.base_version,
        mode=SubmissionMode[found.mode],
        nil=found.nil,
        partial=found.partial,
        columns_changed=ColumnChanges(
            added=list(columns.added),
            gone=list(columns.gone),
            renamed=[RenamedColumn(before=before, now=now) for before, now in columns.renamed],
        ),
        rows=_rows(found.rows),
        closed_months=[closing_of(closing) for closing in found.closed_months],
        figures=[
            FigureEffect(
                indicator=effect.indicator,
                zh=effect.zh,
                en=effect.en,
                region=RegionCode(effect.region),
                period=effect.period,
                before=effect.before,
                after=effect.after,
                closed=effect.closed,
            )
            for effect in found.figures
        ],
        figures_total=found.figures_total,
        differences=[_row(one) for one in found.differences],
        differences_total=found.differences_total,
        after=found.after,
    )


def difference_of(found: Compared) -> SubmissionDifference:
    """The difference of two submissions as GraphQL gives it."""
    return SubmissionDifference(
        rows=_rows(found.rows),
        differences=[_row(one) for one in found.differences],
        differences_total=found.differences_total,
        after=found.after,
    )


def _rows(counts: RowCounts) -> SubmissionRows:
    return SubmissionRows(**asdict(counts))


def _row(one: differences.RowDifference) -> RowDifference:
    return RowDifference(
        kind=DifferenceKind[one.kind.name],
        key=one.key,
        worksheet=one.worksheet,
        row=one.row,
        changes=[CellChange(**asdict(change)) for change in one.changes],
        withheld=one.withheld,
    )


def closing_of(found: Closing) -> MonthClosing:
    """The closing as GraphQL gives it."""
    return MonthClosing(
        id=strawberry.ID(str(found.id)),
        region=RegionCode(found.region_code),
        month=Month(found.month),
        closed_at=found.closed_at,
        closed_by=found.closed_by,
        reason=found.reason,
        reopened_at=found.reopened_at,
        reopened_by=found.reopened_by,
        reopened_reason=found.reopened_reason,
    )
