"""Receiving by hand, and looking at whole tables, for the tests of what happens to submissions."""

from __future__ import annotations

from typing import Any

import psycopg

from hub.access.viewer import OPERATOR
from hub.database import connect, libpq
from hub.importing.parsed import ParsedSubmission
from hub.submissions import Receipt, receive
from tests.submissions.pictures import KEYS


def received(url: str, parsed: ParsedSubmission, **how: Any) -> Receipt:
    """Received by the operator and committed."""
    with connect(url) as connection:
        return receive(connection, parsed, **{"data": b"x", "keys": KEYS, "by": OPERATOR, **how})


def number_of(receipt: Receipt) -> int:
    """The number of the submission that a receipt names."""
    assert receipt.submission is not None
    return receipt.submission


def asked(url: str, statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Rows as the owner of the tables sees them, whatever the policies."""
    with psycopg.connect(libpq(url)) as connection:
        return connection.execute(statement.encode(), values or None).fetchall()


def checksums(url: str) -> dict[str, str]:
    """Table -> a digest over all its rows, and how many there are."""
    tables = asked(url, "select tablename from pg_tables where schemaname = 'public' order by 1")
    found = {}
    for (table,) in tables:
        [(rows, digest)] = asked(
            url, f'select count(*), md5(string_agg(t::text, chr(10) order by t::text)) from "{table}" t'
        )
        found[table] = f"{rows} {digest}"
    return found
