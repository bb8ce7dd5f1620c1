"""The temporary tables of a verification: rebuilt rows, and tables that bear the names of the stored ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from psycopg import sql

from hub.ledgers.base import LedgerRow
from hub.ledgers.catalogue import ledgers
from hub.ledgers.wage_recoveries import WageRecovery

RECOVERIES = WageRecovery.ledger_name()
ACCEPTED = "accepted_submissions"
EMPLOYERS = "employers"


def create(connection: psycopg.Connection) -> None:
    """Make the tables, then let the transaction write nothing but temporary tables from here on.

    `pg_temp.NAME` is the rebuilt twin of every ledger, of the register of employers and of the accepted slots:
    a statement that names a table without its schema reads the stored or the rebuilt one as the search path says.
    """
    for name in (*ledgers(), ACCEPTED, EMPLOYERS):
        connection.execute(sql.SQL("create temp table {0} (like public.{0})").format(sql.Identifier(name)))
    for name in ledgers():
        connection.execute(
            sql.SQL("create temp table {} (like public.{})").format(rows_of(name), sql.Identifier(name))
        )
        connection.execute(
            sql.SQL("create temp table {} (id bigint, live_from bigint, live_to bigint, life int)").format(
                lives_of(name)
            )
        )
    # Required of what is stored; a rebuilt row gets them in the second step.
    connection.execute("set transaction read only")


def rows_of(ledger: str) -> sql.Identifier:
    """The rows of a ledger as the originals give them, each once, with numbers of their own below zero."""
    return sql.Identifier("pg_temp", f"rebuilt_{ledger}")


def lives_of(ledger: str) -> sql.Identifier:
    """The data versions in which those rows count, a line for each life."""
    return sql.Identifier("pg_temp", f"lives_{ledger}")


def stored(name: str) -> sql.Identifier:
    """The table as the hub keeps it."""
    return sql.Identifier("public", name)


def rebuilt(name: str) -> sql.Identifier:
    """Its rebuilt twin."""
    return sql.Identifier("pg_temp", name)


def read_stored(connection: psycopg.Connection) -> None:
    """From now on plain names are the stored tables."""
    connection.execute("set local search_path = public, pg_temp")


def read_rebuilt(connection: psycopg.Connection) -> None:
    """From now on plain names are the rebuilt tables, where there are any."""
    connection.execute("set local search_path = pg_temp, public")


def columns_of(ledger: type[LedgerRow]) -> list[str]:
    """All columns of a ledger."""
    return [column.name for column in ledger.table().columns]


def copy(
    connection: psycopg.Connection,
    table: sql.Identifier,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    """Write rows into a temporary table."""
    into = sql.SQL("copy {} ({}) from stdin").format(table, names(columns))
    with connection.cursor().copy(into) as copying:
        for row in rows:
            copying.write_row(row)


def names(columns: Sequence[str], table: str | None = None) -> sql.Composed:
    """Columns as a list, of the table where one is named."""
    return sql.SQL(", ").join(sql.Identifier(table, c) if table else sql.Identifier(c) for c in columns)
