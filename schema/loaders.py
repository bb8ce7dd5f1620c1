"""Batches of look-ups for resolvers of work types: one statement for all keys that a document asks for."""

from __future__ import annotations

import datetime
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from strawberry.dataloader import DataLoader

from hub.database import Reading
from hub.errors import NotFound

_REPORTED = """
select {key}, count(*), count(distinct unit), max(period_to) from submissions
where {key} = any(%(keys)s) and accepted_version is not null and withdrawn_version is null
group by {key}
"""
_REPORTED_THEN = """
select {key}, count(*), count(distinct unit), max(period_to)
from submissions cross join (select {version} as number) as v
where {key} = any(%(keys)s) and accepted_version <= v.number
  and (withdrawn_version is null or withdrawn_version > v.number)
group by {key}
"""
_EXACTLY = "%(version)s::bigint"
_NEWEST_OF_THEN = "(select max(number) from data_versions where at <= %(as_of)s::timestamptz)"
_VERSION_EXISTS = "select exists (select from data_versions where number = %s)"


@dataclass(frozen=True)
class Then:
    """A time or a data version; neither for now."""

    as_of: datetime.datetime | None = None
    version: int | None = None


@dataclass(frozen=True)
class Tally:
    """What was reported and counts: submissions, the units that sent them, the newest month."""

    submissions: int = 0
    units: int = 0
    newest_month: datetime.date | None = None


def reported_by(key: str, reading: Callable[[], Awaitable[Reading]]) -> DataLoader[tuple[str, Then], Tally]:
    """A loader of tallies by `sheet` or by `agency` and moment, of the submissions in the viewer's scope."""

    async def load(wanted: list[tuple[str, Then]]) -> list[Tally]:
        found: dict[tuple[str, Then], Tally] = {}
        for then in dict.fromkeys(moment for _, moment in wanted):
            keys = [code for code, moment in wanted if moment == then]
            found |= {(row[0], then): Tally(*row[1:]) for row in await reported(keys, then)}
        return [found.get(one, Tally()) for one in wanted]

    async def reported(keys: list[str], then: Then) -> list[tuple[Any, ...]]:
        tell = await reading()
        if then.version is None and then.as_of is None:
            return await tell.fetch_all(_REPORTED.format(key=key), {"keys": keys})
        await require_version(tell, then.version)
        version = _NEWEST_OF_THEN if then.version is None else _EXACTLY
        asked = {"keys": keys, "version": then.version, "as_of": then.as_of}
        return await tell.fetch_all(_REPORTED_THEN.format(key=key, version=version), asked)

    return DataLoader(load_fn=load)


async def require_version(reading: Reading, version: int | None) -> None:
    """Raise NotFound where a data version is asked for that does not exist; 0 is the one before the first."""
    if version and not await reading.fetch_value(_VERSION_EXISTS, [version]):
        raise NotFound(f"没有数据版本 {version}。", f"There is no data version {version}.")
