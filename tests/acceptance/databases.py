"""Filled databases that the tests copy: each is filled once in a run, whichever worker asks first."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from hub.database import libpq

FILL_LOCK = 0x4855_4201  # any number that is the same in every worker; beside it stands the name


class FilledDatabases:
    """Databases by name on the server of this run. The report of filling one is kept as its comment."""

    def __init__(self, server_url: str, template: str) -> None:
        self._server_url = server_url
        self._template = template
        self._used: set[str] = set()

    def report(self, name: str, fill: Callable[[str], Any]) -> Any:
        """What `fill(url)` answered when the database was filled; filled now if nobody did before."""
        full = self._full(name)
        with self._connect() as connection:
            self._lock(connection, name)
            row = connection.execute(
                "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [full]
            ).fetchone()
            if row is None:
                row = (self._fill(connection, full, fill),)
        self._used.add(name)
        return json.loads(row[0])

    @contextmanager
    def copy(self, name: str, fill: Callable[[str], Any]) -> Iterator[str]:
        """The URL of a copy of its own, until the block ends."""
        self.report(name, fill)
        mine = f"test_{uuid.uuid4().hex}"
        with self._connect() as connection:
            self._lock(connection, name)
            connection.execute(_sentence("CREATE DATABASE {} TEMPLATE {}", mine, self._full(name)))
        try:
            yield self._url(mine)
        finally:
            with self._connect() as connection:
                connection.execute(_sentence("DROP DATABASE {} WITH (FORCE)", mine))

    def drop(self) -> None:
        """Remove what this worker used; another that still wants one fills it again.

        One at a time, each lock given back before the next is asked for: workers never wait for each other in a ring.
        """
        for name in sorted(self._used):
            with self._connect() as connection:
                self._lock(connection, name)
                connection.execute(_sentence("DROP DATABASE IF EXISTS {} WITH (FORCE)", self._full(name)))

    def _fill(self, connection: psycopg.Connection, full: str, fill: Callable[[str], Any]) -> str:
        unfinished = f"{full}_unfinished"
        connection.execute(_sentence("DROP DATABASE IF EXISTS {} WITH (FORCE)", unfinished))
        connection.execute(_sentence("CREATE DATABASE {} TEMPLATE {}", unfinished, self._template))
        report = json.dumps(fill(self._url(unfinished)), ensure_ascii=False)
        connection.execute(
            sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(unfinished), sql.Literal(report))
        )
        connection.execute(_sentence("ALTER DATABASE {} RENAME TO {}", unfinished, full))
        return report

    @staticmethod
    def _lock(connection: psycopg.Connection, name: str) -> None:
        """Until the connection closes: others may fill and copy other databases meanwhile."""
        connection.execute("SELECT pg_advisory_lock(%s::int, hashtext(%s))", [FILL_LOCK, name])

    def _full(self, name: str) -> str:
        return f"{self._template}_{name}"

    def _connect(self) -> psycopg.Connection:
        return psycopg.connect(libpq(self._server_url), autocommit=True)

    def _url(self, database: str) -> str:
        return make_url(self._server_url).set(database=database).render_as_string(hide_password=False)


def _sentence(text: str, *names: str) -> sql.Composed:
    return sql.SQL(text).format(*map(sql.Identifier, names))
