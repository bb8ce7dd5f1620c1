"""Who owes which months, as SQL: declared obligations, units known to send, regions that were succeeded.

A unit with an obligation owes what it says from its first month on; without one a unit owes a sheet from the first
month that it ever sent it for. Where the region of a unit was wholly succeeded, the unit of the successor owes on:
from the year after the change, or from the month of that year in which it began to send. A region that was split
owes nothing after its year.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from hub.indicators.catalogue import indicators
from hub.ledgers.base import Nature
from hub.ledgers.catalogue import ledgers
from hub.regions import register


@dataclass(frozen=True, slots=True)
class Due:
    """An edition of the default of a sheet: due so many days after the end of the month, every so many months."""

    since: date
    days: int
    every: int


@cache
def defaults() -> dict[str, tuple[Due, ...]]:
    """The editions by nature of the ledger, newest last (data/reporting.toml)."""
    found = tomllib.loads((files("hub") / "data" / "reporting.toml").read_text(encoding="utf-8"))
    return {
        nature: tuple(Due(e["from"], e["days"], e["every"]) for e in editions)
        for nature, editions in found.items()
    }


def default_of(sheet: str, month: date) -> Due:
    """The edition that holds for a sheet in a month."""
    return [edition for edition in defaults()[_nature_of(sheet)] if edition.since <= month][-1]


def _nature_of(sheet: str) -> str:
    """The nature of a sheet; one with another name than its ledger is a statistical one."""
    ledger = ledgers().get(sheet.partition(":")[0])
    return (Nature.STATISTICAL if ledger is None else ledger.nature).value


@lru_cache(maxsize=1024)
def params(lo: str, hi: str, codes: tuple[str, ...]) -> Mapping[str, Any]:
    """The bound values of `DEFAULTS`, and of `ENDED` for codes between the bounds or among `codes`."""
    reported = {p.sheet for i in indicators().values() for e in i.editions for p in e.parts if p.sheet}
    usual = [(name, e) for name in (*ledgers(), *sorted(reported)) for e in defaults()[_nature_of(name)]]
    ended = [e for e in _endings() if lo <= e[0] < hi or e[0] in codes]
    return {
        "due_sheet": [name for name, _ in usual],
        "due_since": [edition.since for _, edition in usual],
        "due_days": [edition.days for _, edition in usual],
        "due_every": [edition.every for _, edition in usual],
        "ended_code": [code for code, _, _, _, _ in ended],
        "ended_year": [year for _, year, _, _, _ in ended],
        "ended_next": [after for _, _, after, _, _ in ended],
        "ended_now": [now for _, _, _, now, _ in ended],
        "ended_first": [first for _, _, _, _, first in ended],
    }


@cache
def _endings() -> tuple[tuple[str, int, int | None, str | None, bool], ...]:
    """(code, year from which its records belong to `now`, year until which, now, whether the first such step).

    `now` None: the region ended without a whole successor.
    """
    found: list[tuple[str, int, int | None, str | None, bool]] = []
    known = register()
    for code in sorted({region.code for region in known.regions}):
        here = code
        steps: list[tuple[int, str | None]] = []
        while True:
            record = known.by_code(here)
            if record is None or record.valid_to_year is None:
                break
            year = record.valid_to_year + 1
            now = known.current_code(here, year)
            steps.append((year, None if now == here else now))
            if now == here:
                break
            here = now
        years = dict(steps)  # of several in one year the last
        for i, (year, then) in enumerate(years.items()):
            following = list(years)[i + 1] if i + 1 < len(years) else None
            found.append((code, year, following, then, i == 0))
    return tuple(found)


ENDED = """select * from unnest(%(ended_code)s::text[], %(ended_year)s::int[], %(ended_next)s::int[],
  %(ended_now)s::text[], %(ended_first)s::boolean[]) as x(code, y, next, now, first)"""

DEFAULTS = """select * from unnest(%(due_sheet)s::text[], %(due_since)s::date[], %(due_days)s::int[],
  %(due_every)s::int[]) as x(sheet, since, days, every)"""


def turned(keys: str) -> str:
    """The `pieces` with `change`: the month from which their region no longer owes, null while it is in force.

    `pieces`: the columns `keys`, agency, region_code, f and e (owed from, and before), every, and what else is
    carried along. `known`: keys, agency, region_code, f (first month sent), last (last month sent).
    """
    here = " and ".join(f"k.{key} = p.{key}" for key in keys.split(", "))
    unit = f"{here} and k.agency = p.agency and k.region_code"
    return f"""select p.*, case when x.now is null then make_date(x.y, 1, 1) else greatest(
    least(make_date(x.y, 1, 1), (select min(k.f) from known k where {unit} = x.now)),
    least(make_date(x.y, 1, 1), coalesce(
      (select max(k.last) + interval '1 month' from known k where {unit} = p.region_code)::date, '-infinity')),
    make_date(x.y - 1, 1, 1)) end as change
from pieces p left join ended x on x.code = p.region_code and x.first"""


def placed(kept: str) -> str:
    """The pieces of `turned` by the region that owes, with the columns `kept`: as its own, then as those after it."""
    listed = ", ".join(f"p.{column}" for column in kept.split(", "))
    return f"""select {listed}, p.agency, p.region_code, p.f, least(p.e, p.change) as e from turned p
where p.change is null or p.f < p.change
union all
select {listed}, p.agency, x.now, b.f, b.e from turned p
join ended x on x.code = p.region_code and x.now is not null
cross join lateral (select
  greatest(p.f, case when x.first then p.change else make_date(x.y, 1, 1) end) as f,
  least(p.e, make_date(x.next, 1, 1)) as e) b
where b.f < b.e"""
