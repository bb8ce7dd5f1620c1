"""What every test can ask for: one embedded server a run, and a migrated database of its own."""

import os
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from hub.database import libpq, migrate
from hub.embedded import EmbeddedPostgres

RUN = "HUB_TEST_RUN"  # name of this run, set by its first process and inherited by the workers of xdist
SERVER = "HUB_TEST_DATABASE_URL"  # set by whoever wants the tests to run on another server
TEMPLATE_LOCK = 0x4855_4200  # any number that is the same in every worker


def pytest_configure(config: pytest.Config) -> None:
    if RUN not in os.environ:
        os.environ[RUN] = uuid.uuid4().hex[:12]
        config.add_cleanup(_clean_up)


def _clean_up() -> None:
    if SERVER in os.environ:
        with psycopg.connect(libpq(os.environ[SERVER]), autocommit=True) as connection:
            connection.execute(_sentence("DROP DATABASE IF EXISTS {} WITH (FORCE)", _template_name()))
    elif _home().exists():
        EmbeddedPostgres(_home()).destroy()
        _home().rmdir()
    del os.environ[RUN]


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """URL of the server of this run; its own database stays empty."""
    if SERVER in os.environ:
        yield os.environ[SERVER]
        return
    with EmbeddedPostgres(_home(), fast_unsafe=True) as url:
        yield url


@pytest.fixture(scope="session")
def template_database(server_url: str) -> str:
    """Name of a migrated database that others are copied from; the first worker to ask makes it."""

    name, unfinished = _template_name(), f"{_template_name()}_unfinished"
    with psycopg.connect(libpq(server_url), autocommit=True) as connection:
        connection.execute("SELECT pg_advisory_lock(%s)", [TEMPLATE_LOCK])  # until the connection closes
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            connection.execute(_sentence("DROP DATABASE IF EXISTS {} WITH (FORCE)", unfinished))
            connection.execute(_sentence("CREATE DATABASE {}", unfinished))
            migrate(_url_of(server_url, unfinished))
            connection.execute(_sentence("ALTER DATABASE {} RENAME TO {}", unfinished, name))
    return name


@pytest.fixture
def database_url(server_url: str, template_database: str) -> Iterator[str]:
    """URL of a migrated database for this test alone."""
    yield from _copy(server_url, template_database)


@pytest.fixture(scope="module")
def module_database_url(server_url: str, template_database: str) -> Iterator[str]:
    """URL of a migrated database that the tests of one module share."""
    yield from _copy(server_url, template_database)


def _copy(server_url: str, template: str) -> Iterator[str]:
    name = f"test_{uuid.uuid4().hex}"
    with psycopg.connect(libpq(server_url), autocommit=True) as connection:
        connection.execute(_sentence("CREATE DATABASE {} TEMPLATE {}", name, template))
    yield _url_of(server_url, name)
    with psycopg.connect(libpq(server_url), autocommit=True) as connection:
        connection.execute(_sentence("DROP DATABASE {} WITH (FORCE)", name))


def _home() -> Path:
    return Path(tempfile.gettempdir(), f"hub-test-{os.environ[RUN]}")


def _template_name() -> str:
    return f"hub_template_{os.environ[RUN]}"


def _sentence(text: str, *names: str) -> sql.Composed:
    return sql.SQL(text).format(*map(sql.Identifier, names))


def _url_of(server_url: str, database: str) -> str:
    return make_url(server_url).set(database=database).render_as_string(hide_password=False)
