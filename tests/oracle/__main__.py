"""`python -m tests.oracle --queries 100000`: random questions against the recount, on a database of its own."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hub.database import migrate
from hub.embedded import EmbeddedPostgres
from tests.oracle.asking import Asker


def main() -> int:
    """Ask until so many queries are answered, or the one question of `--only`; 1 where there are differences."""
    parser = argparse.ArgumentParser(prog="python -m tests.oracle", description=__doc__)
    parser.add_argument(
        "--queries", type=int, default=20_000, help="how many, an indicator and a question each"
    )
    parser.add_argument("--seed", type=int, default=1, help="of the city and of the questions")
    parser.add_argument("--only", type=int, help="one question by its number, with all its differences")
    parser.add_argument("--stop-after", type=int, default=20, help="differing questions to show at most")
    given = parser.parse_args()
    with _database() as url, Asker(url, given.seed, fill=True) as asker:
        return _ask(asker, given.queries, given.only, given.stop_after)


def _ask(asker: Asker, queries: int, only: int | None, stop_after: int) -> int:
    began, done, differing, number = time.monotonic(), 0, 0, only or 0
    while done < queries:
        query, found = asker.ask(number)
        done += len(query.codes)
        if found:
            differing += 1
            shown = found if only is not None else found[:5]
            print(f"--seed {asker.seed} --only {number}: {query}", *shown, sep="\n  ", flush=True)  # noqa: T201
        if only is not None or differing >= stop_after:
            break
        number += 1
    seconds = time.monotonic() - began
    print(f"{done} queries in {number + 1} questions, {differing} differ, {seconds:.0f} s", file=sys.stderr)  # noqa: T201
    return 1 if differing else 0


@contextmanager
def _database() -> Iterator[str]:
    """A migrated database: that of HUB_ORACLE_DATABASE_URL, which must be empty, or one for this run alone."""
    if given := os.environ.get("HUB_ORACLE_DATABASE_URL"):
        migrate(given)
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="hub-oracle-") as home:
        server = EmbeddedPostgres(Path(home, "pg"), fast_unsafe=True)
        with server as url:
            migrate(url)
            yield url
        server.destroy()


if __name__ == "__main__":
    sys.exit(main())
