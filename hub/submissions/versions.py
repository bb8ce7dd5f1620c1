"""Data versions: one accept or withdrawal at a time, and what letting a submission count takes."""

from __future__ import annotations

from dataclasses import asdict

import psycopg
from psycopg import sql
from psycopg.types.json import Jsonb

from hub.access.viewer import Viewer
from hub.ledgers.base import EmployerRole, LedgerRow
from hub.submissions.receipts import RowCounts
from hub.submissions.settling import settle, touched_by

# Every accept and withdrawal takes this lock until its transaction ends, so that data versions follow one another.
VERSION_LOCK = 0x68756276


def lock_versions(connection: psycopg.Connection) -> None:
    """Wait until no other accept or withdrawal is under way, and keep them waiting."""
    connection.execute("select pg_advisory_xact_lock(%s)", [VERSION_LOCK])


def new_version(
    connection: psycopg.Connection, action: str, submission_id: int | None, by: Viewer, reason: str | None
) -> int:
    """Take the next data version; without a submission where something else that figures depend on has changed."""
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


def let_count(
    connection: psycopg.Connection,
    ledger: type[LedgerRow],
    submission_id: int,
    version: int,
    rows: RowCounts,
) -> None:
    """Make a submission count from a version on: its employers are known, its keys are settled."""
    connection.execute(
        "update submissions set accepted_version = %s, accepted_rows = %s where id = %s",
        [version, Jsonb(asdict(rows)), submission_id],
    )
    for role in ledger.employer_roles:
        _register_employers(connection, ledger, role, submission_id)
    settle(connection, ledger, touched_by(connection, submission_id), version)


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
