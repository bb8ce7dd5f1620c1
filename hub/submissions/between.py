"""Two submissions of one unit and sheet against each other: what the later one says otherwise, row by row."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import psycopg
from psycopg import sql

from hub.access.viewer import Viewer
from hub.database import enter_scope
from hub.errors import HubError
from hub.ledgers.base import LedgerRow, Nature
from hub.submissions import differences
from hub.submissions.differences import RowDifference
from hub.submissions.paging import PAGE_DEFAULT, skipped
from hub.submissions.receipts import RowCounts
from hub.submissions.slots import found, sheet_named


@dataclass(frozen=True)
class SubmissionDifference:
    """The rows of `after_id` against those of `before_id`: new, changed, no longer listed. One page of them."""

    before_id: int
    after_id: int
    rows: RowCounts
    differences: tuple[RowDifference, ...]
    differences_total: int
    after: str | None

    def as_json(self) -> dict[str, Any]:
        """The difference in REST."""
        return {
            "from": str(self.before_id),
            "to": str(self.after_id),
            "rows": asdict(self.rows),
            "differences": [asdict(d) for d in self.differences],
            "differences_total": self.differences_total,
            "after": self.after,
        }


def difference(
    connection: psycopg.Connection,
    before_id: int,
    after_id: int,
    *,
    by: Viewer,
    first: int = PAGE_DEFAULT,
    after: str | None = None,
) -> SubmissionDifference:
    """What the submission `after_id` says otherwise than `before_id`, whether accepted, covered or withdrawn.

    Both must be of one sheet, side and reporting unit (else HubError NOT_COMPARABLE); of snapshots two months may be
    compared. Writes nothing. Raises NotFound and Forbidden.
    """
    by.require("data.read")
    skip = skipped(first, after)
    enter_scope(connection, by.scope)
    with connection.transaction(force_rollback=True):
        before, now = (found(connection, number, by) for number in (before_id, after_id))
        if any(before[name] != now[name] for name in ("sheet", "side", "unit")):
            raise HubError(
                f"报送 {before_id} 与 {after_id} 不是同一单位的同一表样，不能比较。",
                f"The submissions {before_id} and {after_id} are not of one unit and sheet: they cannot be compared.",
                code="NOT_COMPARABLE",
            )
        sheet = sheet_named(now["sheet"])
        _collect(connection, sheet.ledger, before_id, after_id)
        rows = differences.counts(connection)
        listed = differences.page(connection, sheet, now, by=by, first=first, skip=skip)
        total = rows.new + rows.changed + rows.removed
        more = skip + len(listed) < total
        return SubmissionDifference(
            before_id, after_id, rows, tuple(listed), total, str(skip + len(listed)) if more else None
        )


def _collect(connection: psycopg.Connection, ledger: type[LedgerRow], before: int, after: int) -> None:
    """Note the rows side by side, in the form of `differences.collect`. A row that lived twice is one row."""
    same = sql.SQL(" and ").join(
        sql.SQL("m.{c} is not distinct from e.{c}").format(c=sql.Identifier(c))
        for c in ("region_code", *ledger.own_columns())
    )
    # The key of a snapshot row ends in unit and month (staging.stage): that of its record is what stands before.
    key = sql.SQL(
        r"regexp_replace(row_key, '\|[^|]*\|\d{4}-\d{2}$', '')" if _is_snapshot(ledger) else "row_key"
    )
    rows = sql.SQL(
        "select distinct on (province_code, {key}) *, {key} as key from {ledger} where submission_id = %s "
        "order by province_code, {key}, id"
    )
    said = rows.format(key=key, ledger=sql.Identifier(ledger.ledger_name()))
    connection.execute("drop table if exists planned_rows")
    connection.execute(
        sql.SQL(
            """
            create temp table planned_rows on commit drop as
            select coalesce(m.province_code, e.province_code) as province_code, coalesce(m.key, e.key) as row_key,
              e.id as ended, m.id as mine, null::bigint as winner,
              coalesce(m.worksheet, e.worksheet) as worksheet, coalesce(m.row_number, e.row_number) as row_number,
              case when m.id is null then 'REMOVED' when e.id is null then 'NEW'
                when {same} then 'UNCHANGED' else 'CHANGED' end as kind
            from ({said}) e full join ({said}) m on m.province_code = e.province_code and m.key = e.key
            """
        ).format(same=same, said=said),
        [before, after],
    )


def _is_snapshot(ledger: type[LedgerRow]) -> bool:
    return ledger.nature is Nature.SNAPSHOT
