"""The city of the tests, filled once in a run by whichever worker asks first; each worker asks a copy of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.acceptance.databases import FilledDatabases
from tests.oracle.asking import Asker
from tests.oracle.city import city
from tests.oracle.filling import fill

SEED = 1


@pytest.fixture(scope="session")
def asker(server_url: str, template_database: str) -> Iterator[Asker]:
    """The questions of the seed and a database to ask."""
    databases = FilledDatabases(server_url, template_database)
    with databases.copy("oracle", lambda url: fill(url, city(SEED))) as url, Asker(url, SEED) as found:
        yield found
    databases.drop()
