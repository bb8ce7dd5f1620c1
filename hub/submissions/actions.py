"""Receive, accept, withdraw: each one transaction, each asking permission first."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row
from psycopg.types.json import Jsonb

from hub.access.viewer import Viewer
from hub.database import enter_scope
from hub.errors import Conflict, Forbidden, HubError, NotFound
from hub.importing.catalogue import sheet_named as find_sheet
from hub.importing.parsed import ParsedSubmission
from hub.importing.problems import Problem, Severity
from hub.importing.sheet import Sheet
from hub.ledgers.base import EmployerRole, LedgerRow
from hub.months import Period
from hub.scope import EVERYTHING
from hub.submissions import staging
from hub.submissions.receipts import Receipt, RowCounts
from hub.submissions.settling import settle, touched_by

# Every accept and withdrawal takes this lock until its transaction ends, so that data versions follow one another.
VERSION_LOCK = 0x68756276


def receive(
    connection: psycopg.Connection,
    parsed: ParsedSubmission,
    *,
    data: bytes,
    by: Viewer,
    store: bool = True,
    accept_now: bool = False,
    reason: str | None = None,
    siblings: Sequence[ParsedSubmission] = (),
) -> Receipt:
    """Check a parsed submission against what is live and, with `store`, keep it; with `accept_now`, accept it.

    `siblings` are the other submissions of the same file: what they list may be referred to. Nothing is kept of
    a submission without a known slot, nor of one that says what its slot's accepted submission says (unchanged).
    Raises Forbidden where the slot is outside the viewer's agency or region.
    """
    by.require("submissions.receive")
    if accept_now:
        by.require("submissions.accept")
    if parsed.sheet is None or parsed.agency is None or parsed.region is None or parsed.period is None:
        return Receipt(parsed, "refused", RowCounts(read=len(parsed.rows)))
    _may_report(by, parsed.agency, parsed.region)
    enter_scope(connection, EVERYTHING)
    ledger = sheet_named(parsed.sheet).ledger
    _check_references(connection, parsed, siblings)
    _check_overlaps(connection, parsed)
    if parsed.refused:
        rows = RowCounts(read=len(parsed.rows))
        number = _insert_submission(connection, parsed, data, by, "REFUSED", "") if store else None
        return Receipt(parsed, "refused", rows, number)

    if accept_now:
        _lock_versions(connection)
    digest = staging.digest(ledger, parsed)
    same = _unchanged(connection, parsed, digest)
    if same is not None:
        count = len(parsed.rows)
        return Receipt(parsed, "unchanged", RowCounts(read=count, unchanged=count), same)
    number = _insert_submission(connection, parsed, data, by, "CHECKED", digest) if store else 0
    staging.stage(connection, ledger, parsed, number)
    rows, shadowed = staging.compare(connection, ledger, parsed)
    parsed.problems += _shadowed_notices(shadowed)
    if not store:
        return Receipt(parsed, "checked", rows)
    version = _new_version(connection, "ACCEPT", number, by, reason) if accept_now else None
    staging.store(connection, ledger, version)
    if version is not None:
        _let_count(connection, ledger, number, version, rows)
    return Receipt(parsed, "accepted" if accept_now else "checked", rows, number)


def accept(
    connection: psycopg.Connection, submission_id: int, *, by: Viewer, reason: str | None = None
) -> None:
    """Let a checked submission count. Raises NotFound, Forbidden, or Conflict where it cannot be accepted."""
    by.require("submissions.accept")
    enter_scope(connection, EVERYTHING)
    _lock_versions(connection)
    found = _submission(connection, submission_id, by)
    if found["accepted_version"] is not None:
        raise Conflict(f"报送 {submission_id} 已经采用。", f"Submission {submission_id} is already accepted.")
    if found["state"] != "CHECKED":
        raise Conflict(
            f"报送 {submission_id} 有错误，不能采用。",
            f"Submission {submission_id} has errors and cannot be accepted.",
        )
    ledger = sheet_named(found["sheet"]).ledger
    staging.stage_again(connection, ledger, submission_id)
    rows, _ = staging.compare(connection, ledger, found["parsed"])
    version = _new_version(connection, "ACCEPT", submission_id, by, reason)
    _let_count(connection, ledger, submission_id, version, rows)


def withdraw(connection: psycopg.Connection, submission_id: int, *, by: Viewer, reason: str) -> None:
    """Let an accepted submission no longer count; what it covered counts again. The reason is kept."""
    by.require("submissions.withdraw")
    if not reason.strip():
        raise HubError("撤回必须说明理由。", "A withdrawal needs a reason.", code="REASON_REQUIRED")
    enter_scope(connection, EVERYTHING)
    _lock_versions(connection)
    found = _submission(connection, submission_id, by)
    if found["accepted_version"] is None or found["withdrawn_version"] is not None:
        raise Conflict(
            f"报送 {submission_id} 未被采用或已撤回。",
            f"Submission {submission_id} is not accepted or already withdrawn.",
        )
    version = _new_version(connection, "WITHDRAW", submission_id, by, reason)
    connection.execute(
        "update submissions set withdrawn_version = %s, withdrawn_reason = %s where id = %s",
        [version, reason, submission_id],
    )
    settle(connection, sheet_named(found["sheet"]).ledger, touched_by(connection, submission_id), version)


def _let_count(
    connection: psycopg.Connection,
    ledger: type[LedgerRow],
    submission_id: int,
    version: int,
    rows: RowCounts,
) -> None:
    connection.execute(
        "update submissions set accepted_version = %s, accepted_rows = %s where id = %s",
        [version, Jsonb(asdict(rows)), submission_id],
    )
    for role in ledger.employer_roles:
        _register_employers(connection, ledger, role, submission_id)
    settle(connection, ledger, touched_by(connection, submission_id), version)


def sheet_named(name: str) -> Sheet:
    """The sheet of that name or form code; NotFound if there is none."""
    sheet = find_sheet(name)
    if sheet is None:
        raise NotFound(f"没有表样“{name}”。", f"There is no sheet {name!r}.", code="SHEET_UNKNOWN")
    return sheet


def _may_report(by: Viewer, agency: str, region: str) -> None:
    if not by.sees_agency(agency) or not by.covers(region):
        raise Forbidden(
            f"令牌“{by.name}”无权报送 {region} 的 {agency} 数据。",
            f"The token {by.name!r} may not report for {agency} of {region}.",
        )


def _lock_versions(connection: psycopg.Connection) -> None:
    connection.execute("select pg_advisory_xact_lock(%s)", [VERSION_LOCK])


def _new_version(
    connection: psycopg.Connection, action: str, submission_id: int, by: Viewer, reason: str | None
) -> int:
    row = connection.execute(
        """
        insert into data_versions (number, at, action, submission_id, by, reason)
        select coalesce(max(number), 0) + 1,
          greatest(clock_timestamp(), max(at) + interval '1 microsecond'), %s, %s, %s, %s
        from data_versions
        returning number
        """,
        [action, submission_id, by.name, reason],
    ).fetchone()
    assert row is not None
    return int(row[0])


def _insert_submission(
    connection: psycopg.Connection, parsed: ParsedSubmission, data: bytes, by: Viewer, state: str, digest: str
) -> int:
    assert parsed.sheet is not None
    assert parsed.period is not None
    sha256 = hashlib.sha256(data).hexdigest()
    connection.execute(
        "insert into stored_files (sha256, size, content) values (%s, %s, %s) on conflict do nothing",
        [sha256, len(data), data],
    )
    row = connection.execute(
        """
        insert into submissions (sheet, form, side, agency, region_code, unit, unit_name, period_from, period_to,
          as_of, state, file_sha256, file_name, received_by, digest, rows_read, problems)
        values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        returning id
        """,
        [
            parsed.sheet, sheet_named(parsed.sheet).form, parsed.side, parsed.agency, parsed.region,
            staging.unit_of(parsed), parsed.unit_name, parsed.period.first, parsed.period.last,
            parsed.as_of or parsed.period.end_day, state, sha256, parsed.file, by.name, digest, len(parsed.rows),
            Jsonb([problem.as_json() for problem in parsed.problems]),
        ],
    ).fetchone()  # fmt: skip
    assert row is not None
    return int(row[0])


def _submission(connection: psycopg.Connection, submission_id: int, by: Viewer) -> dict[str, Any]:
    """The facts of a submission, and its slot as `parsed`; NotFound or Forbidden."""
    with connection.cursor(row_factory=dict_row) as cursor:
        found = cursor.execute("select * from submissions where id = %s", [submission_id]).fetchone()
    if found is None:
        raise NotFound(f"没有报送 {submission_id}。", f"There is no submission {submission_id}.")
    _may_report(by, found["agency"], found["region_code"])
    found["parsed"] = ParsedSubmission(
        found["file_name"],
        found["sheet"],
        found["side"],
        found["agency"],
        found["region_code"],
        period=Period(found["period_from"], found["period_to"]),
        as_of=found["as_of"],
    )
    return found


def _unchanged(connection: psycopg.Connection, parsed: ParsedSubmission, digest: str) -> int | None:
    """The slot's accepted submission, where it says just the same."""
    assert parsed.period is not None
    row = connection.execute(
        """
        select id, digest from submissions
        where sheet = %s and side = %s and unit = %s and period_from = %s and period_to = %s
          and accepted_version is not null and withdrawn_version is null
        order by accepted_version desc limit 1
        """,
        [parsed.sheet, parsed.side, staging.unit_of(parsed), parsed.period.first, parsed.period.last],
    ).fetchone()
    return int(row[0]) if row and row[1] == digest else None


def _check_references(
    connection: psycopg.Connection, parsed: ParsedSubmission, siblings: Sequence[ParsedSubmission]
) -> None:
    """Add an error for every value that names no record of the ledger it refers to."""
    assert parsed.sheet is not None
    for reference in sheet_named(parsed.sheet).references:
        target = reference.ledger.ledger_name()
        listed = {
            row.values[reference.to] for other in siblings if other.sheet == target for row in other.rows
        }
        wanted = {row.values[reference.field] for row in parsed.rows} - listed - {None}
        found = connection.execute(
            sql.SQL(
                "select {to} from {} where {to} = any(%s) and live_from is not null and live_to is null"
            ).format(sql.Identifier(target), to=sql.Identifier(reference.to)),
            [list(wanted)],
        )
        missing = wanted - {row[0] for row in found}
        parsed.problems += [
            Problem(
                "unknown_reference",
                Severity.ERROR,
                row.worksheet,
                _cell(parsed, reference.field, row.worksheet, row.row_number),
                str(row.values[reference.field]),
                {"sheet_zh": sheet_named(target).title_zh, "sheet_en": sheet_named(target).title_en},
            )
            for row in parsed.rows
            if row.values[reference.field] in missing
        ]


def _check_overlaps(connection: psycopg.Connection, parsed: ParsedSubmission) -> None:
    """Ask where the period overlaps an accepted one without containing it or lying in it."""
    assert parsed.period is not None
    rows = connection.execute(
        """
        select to_char(period_from, 'YYYY-MM') || '..' || to_char(period_to, 'YYYY-MM') from submissions
        where sheet = %(sheet)s and side = %(side)s and unit = %(unit)s
          and accepted_version is not null and withdrawn_version is null
          and period_from <= %(last)s and period_to >= %(first)s
          and not (period_from <= %(first)s and period_to >= %(last)s)
          and not (period_from >= %(first)s and period_to <= %(last)s)
        order by period_from
        """,
        {
            "sheet": parsed.sheet, "side": parsed.side, "unit": staging.unit_of(parsed),
            "first": parsed.period.first, "last": parsed.period.last,
        },
    )  # fmt: skip
    parsed.problems += [
        Problem("period_overlaps", Severity.WARNING, details={"other": row[0], "period": str(parsed.period)})
        for row in rows
    ]


def _shadowed_notices(shadowed: Sequence[tuple[str, int]]) -> list[Problem]:
    return [
        Problem("row_shadowed", Severity.NOTICE, worksheet, f"A{row_number}")
        for worksheet, row_number in shadowed
    ]


def _cell(parsed: ParsedSubmission, field: str, worksheet: str, row_number: int) -> str | None:
    place = parsed.columns.get(field)
    return f"{place[1]}{row_number}" if place else f"A{row_number}"


def _register_employers(
    connection: psycopg.Connection, ledger: type[LedgerRow], role: EmployerRole, submission_id: int
) -> None:
    """Enter the employers that a submission names; one already known keeps its first name."""
    connection.execute(
        sql.SQL(
            """
            insert into employers (key, uscc, name, region_code)
            select distinct on (r.{key}) r.{key}, r.{uscc}, coalesce(r.{name}, r.{uscc}),
              coalesce((select code from regions where code = substr(r.{uscc}, 3, 6)), r.region_code)
            from {ledger} r
            where r.submission_id = %s and r.{key} is not null
              and not exists (select from employers e where e.key = r.{key})
            order by r.{key}, r.id
            on conflict do nothing
            """
        ).format(
            key=sql.Identifier(role.key),
            uscc=sql.Identifier(role.uscc),
            name=sql.Identifier(role.name),
            ledger=sql.Identifier(ledger.ledger_name()),
        ),
        [submission_id],
    )
