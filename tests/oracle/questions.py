"""Random legal questions, by seed and number: the same number is the same question in every run."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from tests.oracle import register
from tests.oracle.city import USCCS
from tests.oracle.declared import Table, bases, codes_of, definitions, linked, parts
from tests.oracle.facts import Known
from tests.oracle.months import length, month, moved
from tests.oracle.recount import CODES, COLUMNS, Query, filtered

WITHIN = (
    *("360000", "360700", "360727", "360783", "360702", "3607Z1", "360100", "360105", "360112", "360000"),
    *("520000", "520200", "520221", "520204", "520201", "520281", "520222", "360700", "360700"),
    *("370000", "370100", "371200", "371202", "370116", "000000"),
)
INDICATORS_MAX = 14


def question(seed: int, number: int, versions: list[int], newest: Known) -> Query:
    """One statement: several indicators with a window, groups, filters, a cut-off day and a version they share."""
    chance = random.Random(f"{seed}/{number}")
    within = chance.choice(WITHIN)
    first, last = _window(chance)
    by = _by(chance, within, length(first, last))
    codes = _indicators(chance)
    by += _code_lists(chance, codes)
    where = _filters(chance, codes, newest)
    names = tuple(name.lower() for name in by if name.lower() in CODES)
    legal = tuple(code for code in codes if _legal(code, names, where))
    on = None
    if chance.random() < 0.25:
        on = moved(first, chance.randrange(length(first, last))) + timedelta(days=chance.randrange(31))
    current = chance.random() < 0.2 and register.last_heir(within) == within
    return Query(
        within, first, last, legal, by, where, on, chance.choice(versions), current, chance.random() < 0.3
    )


def _window(chance: random.Random) -> tuple[date, date]:
    months = chance.choice([1, 1, 2, 3, 3, 6, 11, 12, 12, 18, 24, 40])
    last = moved(month("2017-10"), chance.randrange(50))
    return moved(last, 1 - months), last


def _by(chance: random.Random, within: str, months: int) -> tuple[str, ...]:
    region = chance.choice([None, None, "COUNTY", "COUNTY", "PREFECTURE", "PREFECTURE", "PROVINCE"])
    if within == register.NATION and region in ("COUNTY", "PREFECTURE"):
        region = "PROVINCE"
    time = chance.choice([None, None, None, "MONTH", "QUARTER", "YEAR"])
    large = within.endswith("0000") and region in ("COUNTY", "PREFECTURE", "PROVINCE")
    if large and time == "MONTH" and months > 3:
        time = "YEAR"
    return tuple(name for name in (region, time) if name is not None)


def _indicators(chance: random.Random) -> tuple[str, ...]:
    """Indicators of a few ledgers, so that one statement answers many of them."""
    ledgers = sorted({part["ledger"] for d in definitions().values() for part in d.get("parts", ())})
    picked = set(chance.sample(ledgers, 3))
    found = [c for c, d in definitions().items() if picked & {p["ledger"] for p in parts(d)}]
    chance.shuffle(found)
    return tuple(found[:INDICATORS_MAX])


def _code_lists(chance: random.Random, codes: tuple[str, ...]) -> tuple[str, ...]:
    if chance.random() < 0.7:
        return ()
    named = sorted(
        {name for c in codes for part in parts(definitions()[c]) for name in part.get("dimensions", {})}
    )
    return tuple(name.upper() for name in chance.sample(named, min(len(named), chance.choice([1, 1, 2]))))


def _filters(chance: random.Random, codes: tuple[str, ...], newest: Known) -> dict[str, Any]:
    if chance.random() < 0.7:
        return {}
    read = [part for c in codes for part in parts(definitions()[c])]
    names = [n for n in sorted({*CODES, "record", *COLUMNS}) if any(filtered(p, n) for p in read)]
    if not names:
        return {}
    name = chance.choice(names)
    return {name: _wanted(chance, name, [p for p in read if filtered(p, name)], newest)}


def _wanted(chance: random.Random, name: str, read: list[Table], newest: Known) -> Any:
    """A value that rows have, or that no row has."""
    if name == "employer":
        return chance.choice(USCCS)
    if name in ("from_agency", "to_agency"):
        return chance.choice(["UNION", "HRSS", "JUSTICE"])
    if name == "pushed_to_province":
        return chance.random() < 0.5
    part = chance.choice(read)
    column = filtered(part, name)
    assert column is not None
    ledger, name_there = part["ledger"], column
    if "." in column:
        relation, _, name_there = column.partition(".")
        ledger = linked(ledger, relation)[0]
    values = [v for row in newest.live.get(ledger, []) if (v := row.get(name_there)) is not None]
    if name == "record":
        written = str(chance.choice(values)) if values else "无"
        return written if chance.random() < 0.5 else written.replace("〔", "（").replace("〕", "）")
    several = sorted({one for v in values for one in (v if isinstance(v, list) else [v])})
    return chance.sample([*several, "UNKNOWN"], min(len(several) + 1, chance.choice([1, 1, 2])))


def _legal(code: str, names: tuple[str, ...], where: dict[str, Any]) -> bool:
    """Whether an indicator has the groups and filters; of a ratio both sides must have them."""
    for base in bases(definitions()[code]):
        if not all(any(name in part.get("dimensions", {}) for part in base["parts"]) for name in names):
            return False
        if not all(any(filtered(part, name) for part in base["parts"]) for name in where):
            return False
    return all(_known(value, name, parts(definitions()[code])) for name, value in where.items())


def _known(wanted: Any, name: str, read: list[Table]) -> bool:
    """Whether one of the code lists that an indicator reads has every code asked for; other codes are refused."""
    if name in COLUMNS or name == "record" or name.endswith("agency"):
        return True
    known = {"UNKNOWN"}
    for part in read:
        column = part.get("dimensions", {}).get(name)
        if column is not None:
            codes = codes_of(part["ledger"], column)
            if codes is None:
                return True
            known |= codes
    return set(wanted) <= known
