"""The rebuilt tables beside the stored ones: live ranges replayed, then every row and column compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import psycopg
from psycopg import sql

from hub.ledgers.base import LedgerRow
from hub.ledgers.catalogue import ledgers
from hub.ledgers.submission import AcceptedSubmission
from hub.verifying import tables
from hub.verifying.differences import At, Difference, Findings, shown
from hub.verifying.history import FOREVER, History

_KEYS_AT_ONCE = 10_000


def rebuild_ledger(connection: psycopg.Connection, history: History, ledger: type[LedgerRow]) -> None:
    """Give the rebuilt rows of a ledger their lives, and the number of the stored row that is the same life."""
    name = ledger.ledger_name()
    keys = connection.cursor("keys_of_ledger")
    keys.execute(
        sql.SQL(
            "select array_agg(submission_id), array_agg(id) from {} group by province_code, row_key"
        ).format(tables.rows_of(name))
    )
    found = _lives(history, keys)
    while batch := list(islice(found, _KEYS_AT_ONCE)):
        tables.copy(connection, tables.lives_of(name), ("id", "live_from", "live_to", "life"), batch)
    keys.close()
    columns = [c for c in tables.columns_of(ledger) if c not in ("id", "live_from", "live_to")]
    connection.execute(sql.SQL("analyze {}, {}").format(tables.rows_of(name), tables.lives_of(name)))
    connection.execute(
        sql.SQL(
            """
            insert into {rebuilt} (id, {columns}, live_from, live_to)
            select coalesce(s.id, r.id * 1000000 - coalesce(l.life, 1)), {r_columns}, l.live_from, l.live_to
            from {rows} r left join {lives} l on l.id = r.id
            left join ({same}) s on s.submission_id = r.submission_id and s.row_key = r.row_key
              and s.life = coalesce(l.life, 1)
            """
        ).format(
            rebuilt=tables.rebuilt(name),
            columns=tables.names(columns),
            r_columns=tables.names(columns, "r"),
            rows=tables.rows_of(name),
            lives=tables.lives_of(name),
            same=_numbered(name),
        )
    )
    connection.execute(sql.SQL("analyze {}").format(tables.rebuilt(name)))


def _lives(
    history: History, keys: Iterator[tuple[list[int], list[int]]]
) -> Iterator[tuple[int, int, int | None, int]]:
    """(row, from, to, which life of it) for every key, given the submissions that state it and their rows."""
    for submissions, numbers in keys:
        row_of = dict(zip(submissions, numbers, strict=True))
        counted: dict[int, int] = {}
        for submission, begin, end in history.lives(row_of):
            counted[submission] = counted.get(submission, 0) + 1
            yield row_of[submission], begin, None if end == FOREVER else end, counted[submission]


def _numbered(name: str) -> sql.Composed:
    """The stored rows, counted among the lives of one row of a submission."""
    return sql.SQL(
        """
        select id, submission_id, row_key, row_number() over (
          partition by submission_id, row_key order by live_from nulls first, id) as life
        from {}
        """
    ).format(tables.stored(name))


def rebuild_recoveries(connection: psycopg.Connection) -> None:
    """Every claim lives as the row that states it: one claim for each life, beside the stored claim of that life."""
    name = tables.RECOVERIES
    columns = [
        c for c in tables.columns_of(ledgers()[name]) if c not in ("id", "live_from", "live_to", "source_row")
    ]
    sources = [n for n, each in ledgers().items() if states_recoveries(each)]
    rows = sql.SQL(" union all ").join(
        sql.SQL(
            "select {ledger} as ledger, {ledger} || ':' || row_key as row_key, submission_id, id, live_from, live_to,"
            " row_number() over (partition by submission_id, row_key order by live_from nulls first, id) as life"
            " from {rebuilt}"
        ).format(ledger=sql.Literal(source), rebuilt=tables.rebuilt(source))
        for source in sources
    )
    connection.execute(sql.SQL("analyze {}").format(tables.rows_of(name)))
    connection.execute(
        sql.SQL(
            """
            insert into {rebuilt} (id, {columns}, source_row, live_from, live_to)
            select coalesce(s.id, c.id * 1000000 - r.life), {c_columns}, r.id, r.live_from, r.live_to
            from {rows} c
            join ({sources}) r on r.submission_id = c.submission_id and r.row_key = c.row_key
            left join ({same}) s on s.submission_id = c.submission_id and s.row_key = c.row_key and s.life = r.life
            """
        ).format(
            rebuilt=tables.rebuilt(name),
            columns=tables.names(columns),
            c_columns=tables.names(columns, "c"),
            rows=tables.rows_of(name),
            sources=rows,
            same=_numbered(name),
        )
    )
    connection.execute(sql.SQL("analyze {}").format(tables.rebuilt(name)))


def states_recoveries(ledger: type[LedgerRow]) -> bool:
    """Whether rows of the ledger can state a recovered amount."""
    return ledger.recovery.__func__ is not LedgerRow.recovery.__func__  # type: ignore[attr-defined]


def rebuild_accepted(connection: psycopg.Connection, history: History) -> None:
    """The slots that were accepted, from the submissions and the replayed versions."""
    columns = [c.name for c in AcceptedSubmission.__table__.columns]  # type: ignore[attr-defined]
    accepted = (told for told in history.submissions.values() if told.accepted is not None)
    tables.copy(
        connection,
        tables.rebuilt(tables.ACCEPTED),
        columns,
        (
            [
                {
                    "region_code": told.region, "period_from": told.first, "period_to": told.last,
                    "accepted_version": told.accepted, "withdrawn_version": told.withdrawn,
                }.get(column, getattr(told, column, None))
                for column in columns
            ]
            for told in accepted
        ),
    )  # fmt: skip
    connection.execute(sql.SQL("analyze {}").format(tables.rebuilt(tables.ACCEPTED)))


def rebuild_employers(connection: psycopg.Connection) -> None:
    """The register as acceptances filled it: an employer keeps the name under which it was first accepted."""
    named = [
        sql.SQL(
            """
            select r.{key} as key, r.{uscc} as uscc, coalesce(r.{name}, r.{uscc}) as name, r.region_code,
              a.accepted_version, {place}::int as place, -r.id as number
            from {rows} r join {accepted} a on a.id = r.submission_id where r.{key} is not null
            """
        ).format(
            key=sql.Identifier(role.key),
            uscc=sql.Identifier(role.uscc),
            name=sql.Identifier(role.name),
            place=sql.Literal(place),
            rows=tables.rows_of(name),
            accepted=tables.rebuilt(tables.ACCEPTED),
        )
        for name, ledger in ledgers().items()
        if name != tables.RECOVERIES
        for place, role in enumerate(ledger.employer_roles)
    ]
    connection.execute(
        sql.SQL(
            """
            insert into {rebuilt} (key, uscc, name, region_code)
            select distinct on (n.key) n.key, n.uscc, n.name, coalesce(g.code, n.region_code)
            from ({named}) n left join (select distinct code from regions) g on g.code = substr(n.uscc, 3, 6)
            order by n.key, n.accepted_version, n.place, n.number
            """
        ).format(rebuilt=tables.rebuilt(tables.EMPLOYERS), named=sql.SQL(" union all ").join(named))
    )


def compare_ledger(
    connection: psycopg.Connection, ledger: type[LedgerRow], history: History, findings: Findings
) -> None:
    """Every stored row of a ledger against its rebuilt one, column by column."""
    name = ledger.ledger_name()
    columns = tables.columns_of(ledger)
    for stored, rebuilt in _unlike(connection, name, "id", columns):
        row = rebuilt or stored
        assert row is not None
        submission = int(row["submission_id"])
        told = history.submissions.get(submission)
        place = At(submission, told.file if told else None, row["worksheet"], int(row["row_number"]))
        details = {"table": name, "key": row["row_key"]}
        _tell(findings, stored, rebuilt, columns, place, details, row["row_key"])


def compare_table(
    connection: psycopg.Connection,
    name: str,
    key: str,
    columns: Sequence[str],
    history: History,
    findings: Findings,
) -> None:
    """The same of a table without cells: accepted slots, the register of employers."""
    for stored, rebuilt in _unlike(connection, name, key, columns):
        row = rebuilt or stored
        assert row is not None
        told = history.submissions.get(int(row[key])) if name == tables.ACCEPTED else None
        place = told.at if told else At()
        _tell(findings, stored, rebuilt, columns, place, {"table": name, "key": row[key]}, row[key])


def _tell(
    findings: Findings,
    stored: Mapping[str, Any] | None,
    rebuilt: Mapping[str, Any] | None,
    columns: Sequence[str],
    place: At,
    details: Mapping[str, Any],
    key: Any,
) -> None:
    if stored is None:
        findings.add(Difference("row_missing", place, rebuilt=shown(key), details=details))
    elif rebuilt is None:
        findings.add(Difference("row_surplus", place, stored=shown(key), details=details))
    else:
        for column in columns:
            if stored[column] != rebuilt[column]:
                values = shown(stored[column]), shown(rebuilt[column])
                findings.add(Difference("value_differs", place, column, *values, details))


def _unlike(
    connection: psycopg.Connection, name: str, key: str, columns: Sequence[str]
) -> Iterator[tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]]:
    """(stored, rebuilt) rows that are not the same, None where one of them is not there; values as texts."""
    texts = [
        sql.SQL("{}.{}::text").format(sql.Identifier(table), sql.Identifier(c))
        for table in "sr"
        for c in columns
    ]
    with connection.cursor("unlike_rows") as cursor:
        cursor.execute(
            sql.SQL(
                """
                select s.{key} is not null, r.{key} is not null, {texts}
                from {stored} s full join {rebuilt} r on r.{key} = s.{key}
                where s.{key} is null or r.{key} is null or ({s}) is distinct from ({r})
                order by coalesce(s.{key}, r.{key})
                """
            ).format(
                key=sql.Identifier(key),
                texts=sql.SQL(", ").join(texts),
                stored=tables.stored(name),
                rebuilt=tables.rebuilt(name),
                s=tables.names(columns, "s"),
                r=tables.names(columns, "r"),
            )
        )
        for there, again, *values in cursor:
            stored = dict(zip(columns, values, strict=False)) if there else None
            rebuilt = dict(zip(columns, values[len(columns) :], strict=True)) if again else None
            yield stored, rebuilt
