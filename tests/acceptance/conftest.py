"""The worlds, each imported once in a run by the command line, and hubs that serve copies of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import Any

import pytest

from tests.acceptance.databases import FilledDatabases
from tests.acceptance.examples import import_world
from tests.acceptance.hubs import Hub, Server

HERE = Path(__file__).parent
Copier = Callable[[str], AbstractContextManager[str]]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """With `--dist loadgroup` the tests of one world share a worker, and so its server."""
    for item in items:
        if isinstance(item, pytest.Function) and HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group(_shared_by(item)))


def _shared_by(item: pytest.Function) -> str:
    given = item.callspec.params if hasattr(item, "callspec") else {}
    if "world_name" in given:
        return str(given["world_name"])
    numbers = [f"{name} {given[name]}" for name in ("seed", "chain") if name in given]
    return numbers[0] if numbers else getattr(item.module, "USES_WORLD", item.path.stem)


@pytest.fixture(scope="session")
def filled(server_url: str, template_database: str) -> Iterator[FilledDatabases]:
    """Databases that are filled once in a run."""
    databases = FilledDatabases(server_url, template_database)
    yield databases
    databases.drop()


@pytest.fixture(scope="session")
def world_report(filled: FilledDatabases) -> Callable[[str], list[dict[str, Any]]]:
    """The report of importing an example world: world_report("jiangxi-2020")."""
    return lambda world: filled.report(world, lambda url: import_world(Hub(url), world))


@pytest.fixture(scope="session")
def world_copy(filled: FilledDatabases) -> Copier:
    """A database of one's own with an example world in it: `with world_copy(world) as url`."""
    return lambda world: filled.copy(world, lambda url: import_world(Hub(url), world))


@pytest.fixture(scope="session")
def world(world_copy: Copier) -> Iterator[Callable[[str], Server]]:
    """A server with an example world, for tests that only read: world("jiangxi-2020").ask(...)."""
    with ExitStack() as open_until_the_end:
        serving: dict[str, Server] = {}

        def served(name: str) -> Server:
            if name not in serving:
                url = open_until_the_end.enter_context(world_copy(name))
                serving[name] = open_until_the_end.enter_context(Hub(url).serving())
            return serving[name]

        yield served
