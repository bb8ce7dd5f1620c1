"""`kill -9` of the importing process leaves all of a submission or nothing, and a repeat succeeds."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from hub.database import libpq
from tests.acceptance.databases import FilledDatabases
from tests.acceptance.hubs import COMMAND_SECONDS, Hub
from tests.worlds.fourth import write_large
from tests.worlds.records import Sent

ROWS = 3000
CHAINS = 5
SPREAD, IN_ACCEPT = 4, 2
"""Kills in a chain: at any moment of the run, and while the submission is being accepted. Thirty in all."""
GONE_SECONDS = 20
TABLES = "submissions, data_versions, stored_files, employers, wage_cases, wage_recoveries"


@dataclass(frozen=True)
class Whole:
    """The workbook, what is in it, and how long an undisturbed import and its acceptance take."""

    file: Path
    sent: Sent
    seconds: float
    accepting: float

    @property
    def everything(self) -> tuple[int, ...]:
        """The state of a database that holds all of it."""
        recovered = sum(1 for row in self.sent.rows if row["recovered_amount"])
        return 1, 1, 1, ROWS, recovered


@pytest.fixture(scope="session")
def whole(filled: FilledDatabases, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    file = tmp_path_factory.mktemp("large") / "台账.xlsx"
    sent = write_large(30, file, ROWS)
    with filled.copy("empty", lambda _: []) as url:
        start = time.monotonic()
        with _importing(Hub(url), file) as process:
            _wait_for_accept(url, process)
            accepting = time.monotonic()
            assert process.wait(timeout=COMMAND_SECONDS) == 0
        end = time.monotonic()
        measured = Whole(file, sent, end - start, end - accepting)
        assert _state(url) == measured.everything
    return measured


@pytest.mark.parametrize("chain", range(CHAINS))
def test_killed_at_any_moment(database_url: str, whole: Whole, chain: int) -> None:
    dice = random.Random(f"moments of chain {chain}")
    # One moment in each part of the run, whatever the seed.
    spread = [(False, (part + dice.random()) / SPREAD * whole.seconds) for part in range(SPREAD)]
    in_accept = [(True, dice.random() * whole.accepting) for _ in range(IN_ACCEPT)]
    for after_accept_began, seconds in dice.sample(spread + in_accept, SPREAD + IN_ACCEPT):
        with _importing(Hub(database_url), whole.file) as process:
            if after_accept_began:
                _wait_for_accept(database_url, process)
            time.sleep(seconds)
            process.send_signal(signal.SIGKILL)
            process.wait()
        state = _state(database_url)
        assert state in ((0,) * len(state), whole.everything)
        if any(state):
            _empty(database_url)

    [entry] = Hub(database_url).import_files([whole.file])
    assert (entry["status"], entry["rows"]["new"]) == ("accepted", ROWS)
    assert _state(database_url) == whole.everything


@contextmanager
def _importing(hub: Hub, file: Path) -> Iterator[subprocess.Popen[str]]:
    nowhere = subprocess.DEVNULL
    with hub.start("import", "--accept", "--json", file, stdout=nowhere, stderr=nowhere) as process:
        yield process


def _wait_for_accept(url: str, process: subprocess.Popen[str]) -> None:
    """Until the import holds the lock under which data versions are taken, or has ended."""
    held = """
    SELECT 1 FROM pg_locks l JOIN pg_database d ON d.oid = l.database
    WHERE l.locktype = 'advisory' AND d.datname = current_database()
    """
    with psycopg.connect(libpq(url), autocommit=True) as connection:
        while process.poll() is None and not connection.execute(held).fetchone():
            time.sleep(0.002)


def _state(url: str) -> tuple[int, ...]:
    """Accepted submissions, files, data versions, live cases, live recoveries, once the dead process' session is over."""
    others = (
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with psycopg.connect(libpq(url), autocommit=True) as connection:
        deadline = time.monotonic() + GONE_SECONDS
        while connection.execute(others).fetchone() != (0,):
            assert time.monotonic() < deadline, "the session of the killed process does not end"
            time.sleep(0.02)
        return tuple(
            _number(connection, question)
            for question in (
                "SELECT count(*) FROM submissions",
                "SELECT count(*) FROM stored_files",
                "SELECT count(*) FROM data_versions",
                "SELECT count(*) FROM wage_cases",
                "SELECT count(*) FROM wage_recoveries",
            )
        )


def _empty(url: str) -> None:
    with psycopg.connect(libpq(url), autocommit=True) as connection:
        connection.execute(f"TRUNCATE {TABLES}")


def _number(connection: psycopg.Connection, question: str) -> int:
    row = connection.execute(question).fetchone()
    assert row is not None
    return int(row[0])
