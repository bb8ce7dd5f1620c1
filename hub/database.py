"""The database: migrations, one transaction a request under the viewer's scope, the pool of the serving role."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.pq import TransactionStatus
from psycopg_pool import AsyncConnectionPool

import migrations
from hub import reference
from hub.errors import Unauthenticated
from hub.scope import EVERYTHING, Scope, Scoped

if TYPE_CHECKING:
    from alembic.config import Config

SERVING_ROLE = "hub_app"
Parameters = Sequence[Any] | Mapping[str, Any]

_PLACEHOLDER = re.compile(r"%\((\w+)\)s|%s|%%")

# Enters the scope and says whether the token still holds, in the round trip of the first statement.
_SCOPE_OF_TOKEN = (
    "select %s::text is null or exists (select from access_tokens where digest = %s and revoked_at is null), "
    + ", ".join(f"set_config('{name}', %s, true)" for name in EVERYTHING.settings())
)
_SCOPE = "select " + ", ".join(f"set_config('{name}', %s, true)" for name in EVERYTHING.settings())


def libpq(url: str) -> str:
    """The URL as libpq, psycopg and psql take it: without SQLAlchemy's name of the driver."""
    return re.sub(r"^postgresql\+\w+://", "postgresql://", url)


def sqlalchemy_url(url: str) -> str:
    """The same for SQLAlchemy, with psycopg 3."""
    for scheme in ("postgresql+psycopg://", "postgresql://", "postgres://"):
        if url.startswith(scheme):
            return "postgresql+psycopg://" + url[len(scheme) :]
    return url


def migrate(url: str) -> None:
    """Bring the schema and the reference data up to date. Nothing else makes tables."""
    from alembic import command

    command.upgrade(alembic_config(url), "head")
    with psycopg.connect(libpq(url)) as connection:
        reference.load(connection)


def is_current(url: str) -> bool:
    """Whether the database has this code's newest revision and its reference data."""
    head = migrations.newest_revision()
    with psycopg.connect(libpq(url)) as connection:
        if connection.execute("select to_regclass('alembic_version')").fetchone() == (None,):
            return False
        row = connection.execute("select version_num from alembic_version").fetchone()
        return row == (head,) and reference.is_loaded(connection)


def pending_changes(url: str) -> None:
    """Raise where the tables in code and the migrations differ (`alembic check`)."""
    from alembic import command

    command.check(alembic_config(url))


def alembic_config(url: str) -> Config:
    """Alembic's configuration for one database."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.attributes["url"] = sqlalchemy_url(url)
    return config


@contextmanager
def connect(url: str) -> Iterator[psycopg.Connection]:
    """One connection as the serving role, one transaction: committed at the end, rolled back on an error."""
    with psycopg.connect(libpq(url)) as connection:
        connection.execute(f"set role {SERVING_ROLE}")
        connection.commit()
        with connection.transaction():
            yield connection


def enter_scope(connection: psycopg.Connection, scope: Scope) -> None:
    """Let row-level security see with this scope until the transaction ends."""
    connection.execute(_SCOPE, list(scope.settings().values()))


class Reading:
    """One request's read-only transaction: every statement in it sees the same data version and scope.

    The scope is set, and the token asked for, in the same round trip as the first statement; uses of one
    Reading wait for each other. Raises Unauthenticated where the token was revoked.
    """

    def __init__(self, connection: psycopg.AsyncConnection, viewer: Scoped) -> None:
        self._connection = connection
        self._viewer = viewer
        self._lock = asyncio.Lock()
        self._begun = False
        self.statements = 0

    async def fetch_value(self, sql: str, params: Parameters = (), *, custom_plan: bool = False) -> Any:
        """The single value of a statement that answers one row of one column; None where it answers none."""
        rows = await self.fetch_all(sql, params, custom_plan=custom_plan)
        return rows[0][0] if rows else None

    async def fetch_all(
        self, sql: str, params: Parameters = (), *, custom_plan: bool = False
    ) -> list[tuple[Any, ...]]:
        """All rows. `custom_plan`: plan for these very parameters, never a generic plan."""
        async with self._lock:
            self.statements += 1
            query, values = _positional(sql, params)
            prepare = False if custom_plan else None
            cursor = psycopg.AsyncRawCursor(self._connection)
            status = self._connection.info.transaction_status
            if status == TransactionStatus.INERROR or (not self._begun and status != TransactionStatus.IDLE):
                # A statement before this one failed or was cancelled, or the token was refused: once more from
                # the start, so that nothing is read under a scope that was not verified.
                await self._connection.execute("rollback")
                self._begun = False
            if self._begun:
                await cursor.execute(query, values, prepare=prepare)
                return await cursor.fetchall()
            async with self._connection.pipeline():
                await self._connection.execute("begin isolation level repeatable read read only")
                token = self._viewer.token_digest
                entered = await self._connection.execute(
                    _SCOPE_OF_TOKEN, [token, token, *self._viewer.scope.settings().values()], prepare=True
                )
                await cursor.execute(query, values, prepare=prepare)
            holds = await entered.fetchone()
            if holds is None or not holds[0]:
                raise Unauthenticated("访问令牌已失效。", "The token no longer holds.")
            self._begun = True
            return await cursor.fetchall()


def _positional(sql: str, params: Parameters) -> tuple[bytes, Sequence[Any]]:
    """A statement and its values as PostgreSQL takes them ($1); psycopg would parse a long one on every call."""
    query, names = _numbered(sql)
    if isinstance(params, Mapping):
        return query, [params[name] for name in names]
    return query, list(params)


@lru_cache(maxsize=2048)
def _numbered(sql: str) -> tuple[bytes, tuple[str, ...]]:
    """The statement with numbered placeholders, and the names behind them where it had names."""
    numbers: dict[str, int] = {}
    count = 0

    def number(found: re.Match[str]) -> str:
        nonlocal count
        if found[0] == "%%":
            return "%"
        if found[1] is None:
            count += 1
            return f"${count}"
        return f"${numbers.setdefault(found[1], len(numbers) + 1)}"

    return _PLACEHOLDER.sub(number, sql).encode(), tuple(numbers)


class Database:
    """The pool through which requests read, as the serving role."""

    def __init__(self, url: str, *, pool_size: int, statement_timeout_seconds: float) -> None:
        self.url = url
        self._timeout_ms = int(statement_timeout_seconds * 1000)
        self._pool = AsyncConnectionPool(
            libpq(url),
            min_size=1,
            max_size=pool_size,
            open=False,
            configure=self._configure,
            reset=self._reset,
            check=self._check,
            kwargs={"autocommit": True},
        )

    async def open(self) -> None:
        """Open the pool."""
        await self._pool.open(wait=True)

    async def close(self) -> None:
        """Close the pool."""
        await self._pool.close()

    @asynccontextmanager
    async def read(self, viewer: Scoped) -> AsyncIterator[Reading]:
        """A request's reading under the viewer's scope."""
        async with self._pool.connection() as connection:
            yield Reading(connection, viewer)

    @asynccontextmanager
    async def connection(self) -> AsyncIterator[psycopg.AsyncConnection]:
        """A plain connection as the serving role, without a scope: it sees no ledger row."""
        async with self._pool.connection() as connection:
            yield connection

    async def _configure(self, connection: psycopg.AsyncConnection) -> None:
        await connection.execute(f"set role {SERVING_ROLE}")
        await connection.execute(f"set statement_timeout = {self._timeout_ms}")

    async def _check(self, connection: psycopg.AsyncConnection) -> None:
        """Raise where the server has ended the connection: an idle one has nothing to read but its own end.

        Twice, as the first call may find a last message before the end. No round trip.
        """
        connection.pgconn.consume_input()
        connection.pgconn.consume_input()

    async def _reset(self, connection: psycopg.AsyncConnection) -> None:
        """End the request's transaction; a connection left in one never goes back with a scope."""
        if connection.info.transaction_status != psycopg.pq.TransactionStatus.IDLE:
            await connection.execute("rollback")
