"""The preview of an acceptance: it is carried out, looked at and rolled back, so nothing is written."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import psycopg

from hub.access.viewer import Viewer
from hub.database import enter_scope
from hub.scope import EVERYTHING
from hub.submissions import closing, differences, effects
from hub.submissions.actions import checked, take
from hub.submissions.checks import ColumnChanges, column_changes
from hub.submissions.closing import Closing
from hub.submissions.differences import RowDifference
from hub.submissions.effects import Effect
from hub.submissions.paging import PAGE_DEFAULT, skipped
from hub.submissions.receipts import LISTED_MAX, RowCounts
from hub.submissions.slots import sheet_named
from hub.submissions.versions import let_count, lock_versions, new_version


@dataclass(frozen=True)
class Preview:
    """What accepting a submission would do, against data version `base_version`.

    `plan` names exactly this: accepting with it does what is shown or is refused (PLAN_STALE). `differences` is one
    page; `after` is the cursor of the next one, None on the last. `figures` come with the first page only, at most
    effects.LISTED_MAX of `figures_total`.
    """

    submission: int
    plan: str
    base_version: int
    mode: str
    nil: bool
    partial: bool
    rows: RowCounts
    columns_changed: ColumnChanges
    closed_months: tuple[Closing, ...]
    differences: tuple[RowDifference, ...]
    differences_total: int
    after: str | None
    figures: tuple[Effect, ...] = ()
    figures_total: int = 0
    problems: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The preview in REST and on the command line."""
        return {
            "submission": str(self.submission),
            "plan": self.plan,
            "base_version": self.base_version,
            "mode": self.mode,
            "nil": self.nil,
            "partial": self.partial,
            "columns_changed": self.columns_changed.as_json(),
            "rows": asdict(self.rows),
            "reason_required": bool(self.closed_months),
            "closed_months": [c.as_json() for c in self.closed_months],
            "figures": [asdict(f) for f in self.figures],
            "figures_total": self.figures_total,
            "differences": [asdict(d) for d in self.differences],
            "differences_total": self.differences_total,
            "after": self.after,
            "problems": self.problems[:LISTED_MAX],
            "problems_total": len(self.problems),
        }


def preview(
    connection: psycopg.Connection,
    submission_id: int,
    *,
    by: Viewer,
    mode: str | None = None,
    nil: bool | None = None,
    first: int = PAGE_DEFAULT,
    after: str | None = None,
) -> Preview:
    """What accepting a checked submission would change: rows, cells and figures. Writes nothing.

    `first` and `after` page the differences. Raises NotFound, Forbidden, Conflict where it cannot be accepted.
    """
    by.require("submissions.receive")
    skip = skipped(first, after)
    enter_scope(connection, EVERYTHING)
    with connection.transaction(force_rollback=True):
        lock_versions(connection)
        submission = checked(connection, submission_id, by)
        parsed = submission["parsed"]
        sheet = sheet_named(submission["sheet"])
        mode, nil = take(connection, submission, mode, nil)
        row = connection.execute("select coalesce(max(number), 0) from data_versions").fetchone()
        assert row is not None
        closed = closing.closed(connection, submission["region_code"], parsed.period)
        asking = [] if skip else effects.questions(sheet.ledger, parsed.region, parsed.period, closed, by)
        before = effects.values(connection, asking)
        version = new_version(connection, "ACCEPT", submission_id, by, None)
        let_count(connection, sheet.ledger, submission_id, version, RowCounts())
        figures = effects.effects(before, effects.values(connection, asking), closed)
        differences.collect(connection, sheet.ledger, submission_id, version)
        rows = differences.counts(connection)
        total = rows.new + rows.changed + rows.removed + rows.shadowed
        listed = differences.page(connection, sheet, submission, by=by, first=first, skip=skip)
        return Preview(
            submission_id,
            differences.plan(connection, submission_id, mode, nil),
            row[0],
            mode,
            nil,
            parsed.as_of < parsed.period.end_day,
            rows,
            column_changes(connection, parsed, submission["headers"], submission_id),
            tuple(closed),
            tuple(listed),
            total,
            str(skip + len(listed)) if skip + len(listed) < total else None,
            tuple(figures[: effects.LISTED_MAX]),
            len(figures),
            submission["problems"],
        )
