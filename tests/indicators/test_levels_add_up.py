"""Every flow of the catalogue at every level on seeded rows: groups add up to totals, ratios are counted anew."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Column

from hub.indicators.catalogue import Condition, Kind, indicators
from hub.indicators.figures import Answer, Figure
from hub.indicators.numbers import Missing
from hub.indicators.question import Reading, RegionBasis
from hub.ledgers.base import Nature
from hub.ledgers.catalogue import ledgers
from hub.months import add_months, format_month
from tests.indicators.pictures import Picture

FIRST, LAST = date(2019, 7, 1), date(2021, 6, 30)
WITHIN, WINDOW = "360000", ("2020-02", "2021-03")
CODES = ["360102", "360111", "360203", "360727", "360783", "360100", "360700", "360000", "3601Z1", "3601Z2"]
"""Counties, one under its old and its new code, own levels of prefectures and of the province, zones."""

REGIONS = (None, "PROVINCE", "PREFECTURE", "COUNTY")
TIMES = (None, "YEAR", "QUARTER", "MONTH")
Row = dict[str, Any]


def counted(kind: Kind) -> list[str]:
    """The indicators of a kind whose rows are those of ledgers."""
    bases = {
        code: [i for i in (indicator.numerator, indicator.denominator) if i] or [code]
        for code, indicator in indicators().items()
    }
    return [
        code
        for code, indicator in indicators().items()
        if indicator.kind is kind
        and all(part.ledger in ledgers() for base in bases[code] for part in indicators()[base].parts)
    ]


@pytest.fixture(scope="module")
def picture(module_database_url: str) -> Picture:
    found = Picture(module_database_url)
    chance = random.Random(20200124)
    values = _values_of_conditions()
    used = {part.ledger for indicator in indicators().values() for part in indicator.parts}
    for ledger in sorted(used & ledgers().keys()):
        if ledgers()[ledger].nature is Nature.LEDGER:
            period = f"{format_month(FIRST)}..{format_month(LAST)}"
            found.submit(
                ledger, "SECRETARIAT:360000", period, [_row(ledger, values, chance) for _ in range(120)]
            )
            continue
        for months in range(0, 24, 3):
            month = add_months(FIRST, months)
            rows = [{**_row(ledger, values, chance), "month": month} for _ in range(15)]
            found.submit(ledger, "SECRETARIAT:360000", format_month(month), rows)
    return found


def _values_of_conditions() -> Mapping[tuple[str, str], list[str]]:
    """What definitions compare columns with, so that rows meet them."""
    found: dict[tuple[str, str], list[str]] = {}
    for indicator in indicators().values():
        for part in indicator.parts:
            conditions: Iterable[Condition] = (*part.where, *part.every)
            for condition in conditions:
                value = condition.value
                told = [value] if isinstance(value, str) else list(value or ())
                found.setdefault((part.ledger, condition.field), []).extend(told)
    return found


def _row(ledger: str, values: Mapping[tuple[str, str], list[str]], chance: random.Random) -> Row:
    table = ledgers()[ledger]
    row = {
        column.name: _cell(column, values.get((ledger, column.name), []), chance)
        for column in table.table().columns
        if column.name in table.own_columns()
    }
    return {**row, "region_code": chance.choice(CODES)}


def _cell(column: Column[Any], used: list[str], chance: random.Random) -> Any:
    kind = column.type.__class__.__name__
    if column.nullable and chance.random() < 0.1:
        return None
    if kind == "Date":
        day = FIRST + timedelta(days=chance.randrange((LAST - FIRST).days))
        return day.replace(day=1) if column.info.get("month") else day
    if kind == "Numeric":
        return Decimal(chance.randrange(1, 10**6)) / 100
    if kind in ("Integer", "BigInteger"):
        return chance.randrange(1, 9)
    if kind == "Boolean":
        return chance.random() < 0.6
    codes = [member.name for member in column.info.get("codes") or ()]
    texts = [*used, *chance.sample(codes, min(2, len(codes)))] or ["A", "B", "C"]
    if kind == "ARRAY":
        return sorted({chance.choice(texts) for _ in range(chance.randrange(4))})
    return chance.choice(texts)


def ask(picture: Picture, codes: list[str], *by: str | None, **rest: Any) -> Answer:
    levels = [level for level in by if level]
    return picture.ask(WITHIN, *WINDOW, *codes, by=levels, readings=frozenset(), coverage=False, **rest)


def sums(found: Answer) -> dict[str, Decimal]:
    added = {asked.indicator.code: Decimal(0) for asked in found.question.asked}
    for asked in found.question.asked:
        for row in found.rows:
            added[asked.indicator.code] += found.number(asked.indicator, row, Reading.CURRENT).value or 0
    return added


@pytest.mark.parametrize("basis", RegionBasis)
@pytest.mark.parametrize("level", REGIONS)
def test_the_groups_of_every_flow_add_up_to_its_total(
    picture: Picture, level: str | None, basis: RegionBasis
) -> None:
    flows = counted(Kind.FLOW)
    total = sums(ask(picture, flows))
    assert sum(1 for value in total.values() if value) > 0.9 * len(flows)
    for time in TIMES:
        assert sums(ask(picture, flows, level, time, regions=basis)) == total


@pytest.mark.parametrize("basis", RegionBasis)
@pytest.mark.parametrize("level", REGIONS[1:])
def test_the_regions_of_every_stock_add_up_to_its_total(
    picture: Picture, level: str, basis: RegionBasis
) -> None:
    """Of what is not told apart: a thing that two regions report is one thing in the total."""
    plain = [
        code
        for code in counted(Kind.STOCK)
        if not any(part.measure.startswith("distinct:") for part in indicators()[code].parts)
    ]
    total = sums(ask(picture, plain))
    assert any(total.values())
    assert sums(ask(picture, plain, level, regions=basis)) == total


@pytest.mark.parametrize("level", REGIONS)
@pytest.mark.parametrize("time", TIMES[:3])
def test_every_ratio_is_counted_anew_in_every_group(
    picture: Picture, level: str | None, time: str | None
) -> None:
    ratios = counted(Kind.RATIO)
    bases = sorted({base for code in ratios for base in _made_of(code)})
    shares, parts = ask(picture, ratios, level, time), ask(picture, bases, level, time)
    assert [row.place.key for row in shares.rows] == [row.place.key for row in parts.rows]
    told = 0
    for row in shares.rows:
        for code in ratios:
            number = shares.number(indicators()[code], row, Reading.CURRENT)
            above, below = (parts.number(indicators()[base], row, Reading.CURRENT) for base in _made_of(code))
            assert (number.numerator, number.denominator) == (above.value, below.value)
            if above.value is None or below.value is None:
                assert number.missing is (above.missing or below.missing)
            elif below.value == 0:
                assert number.missing is Missing.NOT_APPLICABLE
            else:
                assert number.value == above.value / below.value * 100
                told += 1
    assert told > len(ratios) / 2


def _made_of(code: str) -> tuple[str, str]:
    indicator = indicators()[code]
    assert indicator.numerator
    assert indicator.denominator
    return indicator.numerator, indicator.denominator


def test_worker_groups_are_told_apart_and_never_added_to_a_total(picture: Picture) -> None:
    """A record of two groups counts in both, so groups exceed the total of every flow that has them."""
    flows = [
        code
        for code in counted(Kind.FLOW)
        if all("worker_group" in part.dimensions for part in indicators()[code].parts)
    ]
    total = sums(ask(picture, flows))
    apart = sums(ask(picture, flows, "WORKER_GROUP"))
    assert all(apart[code] > total[code] for code in flows if total[code])
    by_region = sums(ask(picture, flows, "WORKER_GROUP", "PREFECTURE"))
    assert by_region == apart


def test_percentages_differ_in_points_and_never_in_percent(picture: Picture) -> None:
    ratios = counted(Kind.RATIO)
    found = picture.ask(WITHIN, "2020-07", "2021-03", *ratios)
    changes = [
        Figure(found, indicators()[code], found.rows[0]).change(Reading.YEAR_BEFORE) for code in ratios
    ]
    told = [change for change in changes if change.base is not None]
    assert told
    for change in told:
        assert change.value is not None
        assert change.base is not None
        assert change.percentage_points == change.value - change.base
        assert (change.ratio, change.difference) == (None, None)
