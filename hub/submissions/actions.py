"""Receive, accept, withdraw: each one transaction, each asking permission first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from hub import originals
from hub.access.viewer import Viewer
from hub.database import enter_scope
from hub.errors import Conflict, HubError
from hub.importing.parsed import ParsedSubmission
from hub.importing.problems import Problem, Severity
from hub.scope import EVERYTHING
from hub.submissions import checks, closing, differences, staging
from hub.submissions.cumulative import check_cumulative
from hub.submissions.reasons import reason_of
from hub.submissions.receipts import REPLACE, SUPPLEMENT, Receipt, RowCounts, kept_problems
from hub.submissions.settling import settle, touched_by
from hub.submissions.slots import found, mode_named, require_slot, sheet_named
from hub.submissions.versions import let_count, lock_versions, new_version


def receive(
    connection: psycopg.Connection,
    parsed: ParsedSubmission,
    *,
    data: bytes,
    keys: Sequence[bytes],
    by: Viewer,
    store: bool = True,
    accept_now: bool = False,
    reason: str | None = None,
    siblings: Sequence[ParsedSubmission] = (),
    mode: str = REPLACE,
    nil: bool = False,
    options: Mapping[str, Any] | None = None,
) -> Receipt:
    """Check a parsed submission against what is live and, with `store`, keep it; with `accept_now`, accept it.

    `siblings` are the other submissions of the same file: what they list may be referred to. Nothing is kept of
    a submission without a known slot, nor of one that says what its slot's accepted submission says (unchanged).
    The file itself, `data`, is kept encrypted with the first of `keys` (hub.originals).
    `nil` confirms that there is nothing to report. What may not be accepted at once, an empty submission that is
    not confirmed or a correction of a closed month without `reason`, stays checked and says so.
    `options` is how the file was read (hub.submissions.readings), kept for reading it again.
    Raises Forbidden where the slot is outside the viewer's agency or region; HubError (MODE_INVALID,
    NIL_WITH_ROWS).
    """
    by.require("submissions.receive")
    if accept_now:
        by.require("submissions.accept")
    mode, reason = mode_named(mode), reason_of(reason)
    if parsed.sheet is None or parsed.agency is None or parsed.region is None or parsed.period is None:
        return Receipt(parsed, "refused", RowCounts(read=len(parsed.rows)), mode=mode)
    require_slot(by, parsed.agency, parsed.region)
    enter_scope(connection, EVERYTHING)
    ledger = sheet_named(parsed.sheet).ledger
    parsed.problems[:0] = checks.columns_changed(connection, parsed)
    parsed.problems += [
        *checks.unknown_references(connection, parsed, siblings),
        *checks.overlaps(connection, parsed),
        *checks.units_doubtful(connection, parsed),
        *check_cumulative(connection, parsed, siblings),
        *checks.nothing_to_supplement(connection, parsed, mode),
    ]
    if parsed.refused:
        rows = RowCounts(read=len(parsed.rows))
        number = (
            _insert(connection, parsed, data, keys, by, "REFUSED", "", mode, False, options)
            if store
            else None
        )
        return Receipt(parsed, "refused", rows, number, mode)
    _check_nil(nil, mode, len(parsed.rows))

    if accept_now:
        lock_versions(connection)
    digest = staging.digest(ledger, parsed)
    same = _unchanged(connection, parsed, digest, mode)
    if same is not None:
        count = len(parsed.rows)
        return Receipt(parsed, "unchanged", RowCounts(read=count, unchanged=count), same, mode, nil)
    corrected = closing.closed(connection, parsed.region, parsed.period)
    parsed.problems += checks.closed_months(corrected)
    if corrected and reason is None:
        accept_now = False
    if not parsed.rows and not nil:
        parsed.problems.append(Problem("nil_unconfirmed", Severity.NOTICE))
        accept_now = False
    number = (
        _insert(connection, parsed, data, keys, by, "CHECKED", digest, mode, nil, options) if store else 0
    )
    staging.stage(connection, ledger, parsed, number)
    rows, shadowed = staging.compare(connection, ledger, parsed, mode)
    parsed.problems += checks.shadowed_notices(shadowed)
    if not store:
        return Receipt(parsed, "checked", rows, mode=mode, nil=nil)
    version = new_version(connection, "ACCEPT", number, by, reason) if accept_now else None
    staging.store(connection, ledger, version)
    if version is not None:
        let_count(connection, ledger, number, version, rows)
    return Receipt(parsed, "accepted" if accept_now else "checked", rows, number, mode, nil)


def accept(
    connection: psycopg.Connection,
    submission_id: int,
    *,
    by: Viewer,
    reason: str | None = None,
    plan: str | None = None,
    mode: str | None = None,
    nil: bool | None = None,
) -> None:
    """Let a checked submission count, with `plan` exactly as its preview showed it.

    `mode` and `nil`, where given, take the place of what was said when it was sent. Raises NotFound, Forbidden,
    Conflict where it cannot be accepted (CONFLICT, NIL_UNCONFIRMED, PLAN_STALE: what it would change is no longer
    what the preview showed), HubError (MODE_INVALID, NIL_WITH_ROWS, REASON_REQUIRED for closed months).
    """
    by.require("submissions.accept")
    reason = reason_of(reason)
    enter_scope(connection, EVERYTHING)
    with connection.transaction():
        lock_versions(connection)
        submission = checked(connection, submission_id, by)
        parsed = submission["parsed"]
        assert parsed.period is not None
        mode, nil = take(connection, submission, mode, nil)
        if not submission["rows_read"] and not nil:
            raise Conflict(
                f"报送 {submission_id} 没有任何记录：如确无数据，请按零报告确认。",
                f"Submission {submission_id} has no record: confirm that it is a nil return.",
                code="NIL_UNCONFIRMED",
            )
        corrected = closing.closed(connection, submission["region_code"], parsed.period)
        closing.require_reason(corrected, reason)
        ledger = sheet_named(submission["sheet"]).ledger
        staging.stage_again(connection, ledger, submission_id)
        rows, _ = staging.compare(connection, ledger, parsed, mode)
        version = new_version(connection, "ACCEPT", submission_id, by, reason)
        let_count(connection, ledger, submission_id, version, rows)
        if plan is None:
            return
        differences.collect(connection, ledger, submission_id, version)
        if differences.plan(connection, submission_id, mode, nil) != plan:
            raise Conflict(
                f"预览之后数据已有变化，报送 {submission_id} 未被采用；请重新预览。",
                f"The data have changed since the preview: submission {submission_id} was not accepted. "
                "Preview it again.",
                code="PLAN_STALE",
            )


def checked(connection: psycopg.Connection, submission_id: int, by: Viewer) -> dict[str, Any]:
    """The submission, which must be checked and not yet accepted; NotFound, Forbidden or Conflict."""
    submission = found(connection, submission_id, by)
    if submission["accepted_version"] is not None:
        raise Conflict(f"报送 {submission_id} 已经采用。", f"Submission {submission_id} is already accepted.")
    if submission["state"] != "CHECKED":
        raise Conflict(
            f"报送 {submission_id} 有错误，不能采用。",
            f"Submission {submission_id} has errors and cannot be accepted.",
        )
    return submission


def take(
    connection: psycopg.Connection, submission: Mapping[str, Any], mode: str | None, nil: bool | None
) -> tuple[str, bool]:
    """Mode and nil as said now, or as said before; written down with the submission."""
    said = submission["mode"] if mode is None else mode_named(mode)
    none = submission["nil"] if nil is None else nil
    _check_nil(none, said, submission["rows_read"])
    connection.execute(
        "update submissions set mode = %s, nil = %s where id = %s", [said, none, submission["id"]]
    )
    return said, none


def withdraw(connection: psycopg.Connection, submission_id: int, *, by: Viewer, reason: str) -> None:
    """Let an accepted submission no longer count; what it covered counts again. The reason is kept."""
    by.require("submissions.withdraw")
    said = reason_of(reason)
    if said is None:
        raise HubError("撤回必须说明理由。", "A withdrawal needs a reason.", code="REASON_REQUIRED")
    enter_scope(connection, EVERYTHING)
    lock_versions(connection)
    submission = found(connection, submission_id, by)
    if submission["accepted_version"] is None or submission["withdrawn_version"] is not None:
        raise Conflict(
            f"报送 {submission_id} 未被采用或已撤回。",
            f"Submission {submission_id} is not accepted or already withdrawn.",
        )
    version = new_version(connection, "WITHDRAW", submission_id, by, said)
    connection.execute(
        "update submissions set withdrawn_version = %s, withdrawn_reason = %s where id = %s",
        [version, said, submission_id],
    )
    settle(
        connection, sheet_named(submission["sheet"]).ledger, touched_by(connection, submission_id), version
    )


def _check_nil(nil: bool, mode: str, rows: int) -> None:
    """A nil return says that there is nothing: it has no rows, and adds to nothing."""
    if nil and rows:
        raise HubError(
            f"文件中有 {rows} 条记录，不能作零报告。",
            f"The file has {rows} records: it cannot be a nil return.",
            code="NIL_WITH_ROWS",
        )
    if nil and mode == SUPPLEMENT:
        raise HubError("零报告不能作补报。", "A nil return cannot be a supplement.", code="NIL_SUPPLEMENT")


def _insert(
    connection: psycopg.Connection,
    parsed: ParsedSubmission,
    data: bytes,
    keys: Sequence[bytes],
    by: Viewer,
    state: str,
    digest: str,
    mode: str,
    nil: bool,
    options: Mapping[str, Any] | None,
) -> int:
    assert parsed.sheet is not None
    assert parsed.period is not None
    sha256 = originals.keep(connection, data, keys)
    row = connection.execute(
        """
        insert into submissions (sheet, form, side, agency, region_code, unit, unit_name, period_from, period_to,
          as_of, state, file_sha256, file_name, received_by, digest, rows_read, problems,
          mode, nil, headers, options)
        values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        returning id
        """,
        [
            parsed.sheet, sheet_named(parsed.sheet).form, parsed.side, parsed.agency, parsed.region,
            staging.unit_of(parsed), parsed.unit_name, parsed.period.first, parsed.period.last,
            parsed.as_of or parsed.period.end_day, state, sha256, parsed.file, by.name, digest, len(parsed.rows),
            Jsonb(kept_problems(parsed.problems)), mode, nil, Jsonb(checks.headers_json(parsed)),
            None if options is None else Jsonb(dict(options)),
        ],
    ).fetchone()  # fmt: skip
    assert row is not None
    return int(row[0])


def _unchanged(
    connection: psycopg.Connection, parsed: ParsedSubmission, digest: str, mode: str
) -> int | None:
    """The slot's accepted submission, where it says just the same.

    Not where a replacement repeats a supplement, nor where a whole month repeats what a part of it said.
    """
    assert parsed.period is not None
    row = connection.execute(
        """
        select id, digest, mode, as_of from submissions
        where sheet = %s and side = %s and unit = %s and period_from = %s and period_to = %s
          and accepted_version is not null and withdrawn_version is null
        order by accepted_version desc limit 1
        """,
        [parsed.sheet, parsed.side, staging.unit_of(parsed), parsed.period.first, parsed.period.last],
    ).fetchone()
    if row is None or row[1] != digest:
        return None
    if mode == REPLACE and row[2] == SUPPLEMENT:
        return None
    end = parsed.period.end_day
    if row[3] < end <= (parsed.as_of or end):
        return None
    return int(row[0])
