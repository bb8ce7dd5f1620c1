"""Batches of look-ups for resolvers of work types: one statement for all keys that a document asks for."""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from strawberry.dataloader import DataLoader

from hub.database import Reading

_REPORTED = """
select {key}, count(*), count(distinct unit), max(period_to) from submissions
where {key} = any(%(keys)s) and accepted_version is not null and withdrawn_version is null
group by {key}
"""


@dataclass(frozen=True)
class Tally:
    """What was reported and counts: submissions, the units that sent them, the newest month."""

    submissions: int = 0
    units: int = 0
    newest_month: datetime.date | None = None


def reported_by(key: str, reading: Callable[[], Awaitable[Reading]]) -> DataLoader[str, Tally]:
    """A loader of tallies by `sheet` or by `agency`, of the submissions in the viewer's scope."""

    async def load(keys: list[str]) -> list[Tally]:
        rows = await (await reading()).fetch_all(_REPORTED.format(key=key), {"keys": list(keys)})
        found = {row[0]: Tally(*row[1:]) for row in rows}
        return [found.get(k, Tally()) for k in keys]

    return DataLoader(load_fn=load)
