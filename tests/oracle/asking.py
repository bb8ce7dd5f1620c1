"""The questions of a seed, asked one after the other of a filled database and of the recount."""

from __future__ import annotations

import random
from contextlib import ExitStack
from datetime import datetime, timedelta
from types import TracebackType
from typing import Self

from hub.database import connect, enter_scope
from hub.scope import EVERYTHING
from tests.oracle.city import city
from tests.oracle.comparing import differences
from tests.oracle.declared import definitions
from tests.oracle.filling import fill, times
from tests.oracle.questions import question
from tests.oracle.recount import Query

VERSIONS = 12
"""So many data versions are asked about, the newest and that before the first among them."""


class Asker:
    """A city of a seed and the database that holds it."""

    def __init__(self, url: str, seed: int, *, fill: bool = False) -> None:
        self.url, self.seed = url, seed
        self._fill = fill
        self._open = ExitStack()

    def __enter__(self) -> Self:
        self._city = city(self.seed)
        if self._fill:
            fill(self.url, self._city)
        self._times = times(self.url)
        self.connection = self._open.enter_context(connect(self.url))
        enter_scope(self.connection, EVERYTHING)
        newest = self._city.history.version
        chance = random.Random(self.seed)
        between = sorted(chance.sample(range(newest // 4, newest), VERSIONS - 2))
        self._versions = [0, *between, *[newest] * VERSIONS]
        self._newest = self._city.history.known(newest)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, wrong: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, wrong, trace)

    @property
    def indicators(self) -> set[str]:
        """All that are recounted."""
        return set(definitions())

    def question(self, number: int) -> Query:
        """The question of a number."""
        return question(self.seed, number, self._versions, self._newest)

    def compare(self, query: Query) -> list[str]:
        """How the hub answers a question otherwise than the recount."""
        return differences(self.connection, self._city.history, query)

    @property
    def newest(self) -> int:
        """The newest data version."""
        return self._city.history.version

    def ask(self, number: int) -> tuple[Query, list[str]]:
        """The question of a number and how the hub answers it otherwise than the recount."""
        query = self.question(number)
        return query, differences(self.connection, self._city.history, query, self._at(query.version, number))

    def _at(self, version: int, number: int) -> datetime | None:
        """Every other question asks as of a time of its version instead of by its number."""
        if version == 0:
            return self._times[0] - timedelta(seconds=1)
        return self._times[version - 1] if number % 2 else None
