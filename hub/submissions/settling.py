"""Settle: the one place that makes live rows right, for the keys that an accept or a withdrawal touches."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg
from psycopg import sql

from hub.importing.catalogue import sheets
from hub.ledgers.base import LedgerRow
from hub.ledgers.wage_recoveries import WageRecovery

# A submission is covered by a later accepted one of the same sheet, side and unit whose period contains its own,
# unless that one is a supplement: it adds to what is there and covers nothing.
STANDING = """
select s.id, s.as_of, s.accepted_version from submissions s
where s.sheet = any(%(sheets)s) and s.accepted_version is not null and s.withdrawn_version is null
  and not exists (
    select from submissions t
    where t.sheet = s.sheet and t.side = s.side and t.unit = s.unit
      and t.accepted_version > s.accepted_version and t.withdrawn_version is null and t.mode = 'REPLACE'
      and t.period_from <= s.period_from and t.period_to >= s.period_to
  )
"""


def touched_by(connection: psycopg.Connection, submission_id: int) -> list[int]:
    """The submissions whose rows an accept or withdrawal of this one may change: itself and what it covers."""
    rows = connection.execute(
        """
        select t.id from submissions s join submissions t
          on t.sheet = s.sheet and t.side = s.side and t.unit = s.unit
          and t.period_from >= s.period_from and t.period_to <= s.period_to
        where s.id = %(id)s and (t.id = s.id or (t.accepted_version is not null and s.mode = 'REPLACE'))
        """,
        {"id": submission_id},
    )
    return [row[0] for row in rows]


def settle(
    connection: psycopg.Connection, ledger: type[LedgerRow], submissions: Sequence[int], version: int
) -> None:
    """Make the live rows of every key of these submissions right as of a data version.

    The winner of a key is its row in the newest standing submission (accepted, not withdrawn, not covered):
    by as-of day, then by acceptance. Rows that lose end at `version`; the winner begins there, as a copy if an
    earlier life of it has ended. Rows stored as counting from `version` have no rival and stay as they are.
    """
    name = ledger.ledger_name()
    table = sql.Identifier(name)
    filling = [sheet.name for sheet in sheets().values() if sheet.ledger is ledger]
    values: dict[str, object] = {"sheets": filling, "submissions": list(submissions), "version": version}
    connection.execute("drop table if exists settled_keys, settled_winners")
    connection.execute(
        sql.SQL(
            """
            create temp table settled_keys on commit drop as
            select distinct province_code, row_key from {}
            where submission_id = any(%(submissions)s) and live_from is distinct from %(version)s
            """
        ).format(table),
        values,
    )
    connection.execute("analyze settled_keys")
    connection.execute(
        sql.SQL(
            """
            create temp table settled_winners on commit drop as
            select distinct on (r.province_code, r.row_key) r.province_code, r.id,
              r.live_from is not null as lived, r.live_to is not null as ended
            from settled_keys k join {} r using (province_code, row_key) join ({}) s on s.id = r.submission_id
            order by r.province_code, r.row_key, s.as_of desc, s.accepted_version desc,
              (r.live_from is not null and r.live_to is null) desc, r.live_from desc nulls first, r.id desc
            """
        ).format(table, sql.SQL(STANDING)),
        values,
    )
    connection.execute("analyze settled_winners")
    connection.execute(
        sql.SQL(
            """
            update {} r set live_to = %(version)s from settled_keys k
            where r.province_code = k.province_code and r.row_key = k.row_key
              and r.live_from is not null and r.live_to is null
              and not exists (
                select from settled_winners w where w.province_code = r.province_code and w.id = r.id)
            """
        ).format(table),
        values,
    )
    connection.execute(
        sql.SQL(
            """
            update {} r set live_from = %(version)s from settled_winners w
            where r.province_code = w.province_code and r.id = w.id and not w.lived
            """
        ).format(table),
        values,
    )
    _copy_ended_winners(connection, ledger, values)
    _settle_recoveries(connection, ledger, values)


def _copy_ended_winners(
    connection: psycopg.Connection, ledger: type[LedgerRow], values: dict[str, object]
) -> None:
    columns = [c.name for c in ledger.table().columns if c.name not in ("id", "live_from", "live_to")]
    connection.execute(
        sql.SQL(
            """
            insert into {table} ({columns}, live_from)
            select {columns}, %(version)s from {table} r
            where exists (
              select from settled_winners w where w.province_code = r.province_code and w.id = r.id and w.ended)
            """
        ).format(
            table=sql.Identifier(ledger.ledger_name()),
            columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
        ),
        values,
    )


def _settle_recoveries(
    connection: psycopg.Connection, ledger: type[LedgerRow], values: dict[str, object]
) -> None:
    """Give every recovered amount the life of the row that states it."""
    source = sql.Identifier(ledger.ledger_name())
    connection.execute(
        sql.SQL(
            """
            update wage_recoveries w set live_to = %(version)s
            from settled_keys k join {} r using (province_code, row_key)
            where w.source_row = r.id and w.live_from is not null and w.live_to is null
              and r.live_to = %(version)s
            """
        ).format(source),
        values,
    )
    connection.execute(
        sql.SQL(
            """
            update wage_recoveries w set live_from = %(version)s
            from settled_winners k join {} r using (province_code, id)
            where w.source_row = r.id and w.live_from is null and r.live_from = %(version)s
            """
        ).format(source),
        values,
    )
    columns = [
        c.name
        for c in WageRecovery.table().columns
        if c.name not in ("id", "live_from", "live_to", "source_row")
    ]
    connection.execute(
        sql.SQL(
            """
            insert into wage_recoveries ({columns}, source_row, live_from)
            select {old}, r.id, %(version)s
            from settled_winners k join {source} e using (province_code, id)
              join {source} r on r.province_code = e.province_code and r.row_key = e.row_key
                and r.live_from = %(version)s and r.live_to is null
              join wage_recoveries w on w.source_row = e.id
            where k.ended
            """
        ).format(
            columns=sql.SQL(", ").join(map(sql.Identifier, columns)),
            old=sql.SQL(", ").join(sql.SQL("w.{}").format(sql.Identifier(c)) for c in columns),
            source=source,
        ),
        values,
    )
