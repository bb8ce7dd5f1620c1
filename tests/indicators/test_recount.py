"""Statistics against a naive recount in Python that shares no code, on seeded random rows."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hub.indicators.question import Reading
from tests.indicators.pictures import Picture

COUNTIES = ["360102", "360111", "360203", "360222", "360727", "360783", "360100", "3601Z1"]
GROUPS = ["MIGRANT", "WOMEN", "ELDERLY"]
OUTCOMES = ["JUDGED", "MEDIATED_IN_COURT", None]
Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    chance = random.Random(20210420)
    found = []
    for _ in range(600):
        accepted = date(2019, 1, 1) + timedelta(days=chance.randrange(1000))
        county = chance.choice(COUNTIES)
        if county in ("360727", "360783"):  # 2020 knows both
            county = "360727" if accepted.year < 2020 else "360783" if accepted.year > 2020 else county
        paid = accepted + timedelta(days=chance.randrange(300))
        found.append(
            {
                "region_code": county,
                "accepted_on": accepted,
                "recovered_on": paid if chance.random() < 0.6 else None,
                "recovered_amount": Decimal(chance.randrange(1, 10**7)) / 100,
                "recovery_kind": chance.choice(["WAGES", "INJURY_COMPENSATION", None]),
                "forum": chance.choice(["LITIGATION", "LITIGATION", "ARBITRATION"]),
                "outcome": chance.choice(OUTCOMES),
                "worker_group": chance.choice([None, [], *([g] for g in GROUPS), GROUPS[:2]]),
            }
        )
    return found


@pytest.fixture(scope="module")
def picture(module_database_url: str, rows: list[Row]) -> Picture:
    found = Picture(module_database_url)
    found.submit("supported_lawsuits", "PROCURATORATE:360000", "2019-01..2022-12", rows)
    return found


def county_at(row: Row, day: date, years: int = 0) -> str:
    """The county that a record belongs to, as its comparison sees it; zones are the prefecture's own level."""
    code = row["region_code"]
    if code[4] == "Z":
        code = code[:4] + "00"
    return "360783" if code == "360727" and day.year + years > 2020 else str(code)


def in_months(day: date | None, first: str, last: str) -> bool:
    return day is not None and first <= day.isoformat()[:7] <= last


def handled(row: Row) -> tuple[date | None, Decimal | int]:
    return row["accepted_on"], int(row["forum"] == "LITIGATION")


def recovered(row: Row) -> tuple[date | None, Decimal | int]:
    wages = row["recovery_kind"] in ("WAGES", None)
    return row["recovered_on"], row["recovered_amount"] if wages else 0


WINDOWS = [("2020-05", "2021-03"), ("2021-01", "2021-12"), ("2020-02", "2020-02"), ("2019-01", "2021-12")]


@pytest.mark.parametrize(("first", "last"), WINDOWS)
@pytest.mark.parametrize(
    ("code", "counts"),
    [("supported_lawsuits_handled", handled), ("procuratorate_wages_recovered", recovered)],
)
def test_counties_and_months_with_their_base(
    picture: Picture, rows: list[Row], first: str, last: str, code: str, counts: Callable[[Row], Any]
) -> None:
    found = picture.ask("360000", first, last, code, by=["COUNTY", "MONTH"])
    indicator = found.question.asked[0].indicator
    for reading, shift in ((Reading.CURRENT, 0), (Reading.YEAR_BEFORE, 1)):
        expected: dict[tuple[str, str], Decimal] = {}
        for row in rows:
            day, amount = counts(row)
            if day is None:
                continue
            month = f"{day.year + shift}{day.isoformat()[4:7]}"
            if first <= month <= last:
                key = (county_at(row, day, shift), month)
                expected[key] = expected.get(key, Decimal(0)) + amount
        shown = {
            (r.place.region, r.time.first.isoformat()[:7]): found.number(indicator, r, reading).value
            for r in found.rows
        }
        assert {key: value for key, value in shown.items() if value} == {
            k: v for k, v in expected.items() if v
        }


@pytest.mark.parametrize(("first", "last"), WINDOWS)
@pytest.mark.parametrize("within", ["360000", "360100", "360700", "360783", "360102"])
def test_totals_and_worker_groups(
    picture: Picture, rows: list[Row], first: str, last: str, within: str
) -> None:
    def inside(row: Row) -> bool:
        county = county_at(row, row["accepted_on"])
        prefix = within[:2] if within.endswith("0000") else within[:4] if within.endswith("00") else None
        succeeded = within == "360783" and row["region_code"] == "360727"
        return county.startswith(prefix) if prefix else county == within or succeeded

    matching = [
        r
        for r in rows
        if in_months(r["accepted_on"], first, last) and r["forum"] == "LITIGATION" and inside(r)
    ]
    asked = (within, first, last, "supported_lawsuits_handled")
    assert picture.values(*asked) == {(): len(matching)}
    expected: dict[str | None, int] = {}
    for row in matching:
        for group in row["worker_group"] or [None]:
            expected[group] = expected.get(group, 0) + 1
    shown = picture.values(*asked, by=["WORKER_GROUP"])
    assert {k: v for k, v in shown.items() if v} == expected
    share = [
        r for r in matching if r["outcome"] == "MEDIATED_IN_COURT" and "WOMEN" in (r["worker_group"] or [])
    ]
    filters = {"worker_group": ["WOMEN"], "outcome": ["MEDIATED_IN_COURT"]}
    assert picture.values(*asked, where=filters) == {(): len(share)}


@pytest.mark.parametrize("level", ["MONTH", "QUARTER", "YEAR"])
def test_time_groups_add_up_and_so_do_the_years_to_date(
    picture: Picture, rows: list[Row], level: str
) -> None:
    found = picture.ask("360000", "2020-05", "2021-03", "supported_lawsuits_handled", by=[level])
    indicator = found.question.asked[0].indicator
    total = picture.values("360000", "2020-05", "2021-03", "supported_lawsuits_handled")[()]
    assert sum(found.number(indicator, r, Reading.CURRENT).value or 0 for r in found.rows) == total
    for row in found.rows:
        last = row.time.last.isoformat()[:7]
        expected = sum(
            1
            for r in rows
            if r["forum"] == "LITIGATION" and in_months(r["accepted_on"], f"{last[:4]}-01", last)
        )
        assert found.number(indicator, row, Reading.TO_DATE).value == expected


def test_an_unknown_month_pair_is_still_one_statement(picture: Picture) -> None:
    """Two indicators of one ledger by different dates, and a ratio, answer together as they do alone."""
    codes = ["supported_lawsuits_handled", "procuratorate_wages_recovered", "settlement_before_filing_share"]
    found = picture.ask("360000", "2020-05", "2021-03", *codes, by=["PREFECTURE"])
    for code, asked in zip(codes, found.question.asked, strict=True):
        alone = picture.values("360000", "2020-05", "2021-03", code, by=["PREFECTURE"])
        together = {r.place.region: found.number(asked.indicator, r, Reading.CURRENT) for r in found.rows}
        assert {k: n.missing.name if n.missing else n.value for k, n in together.items()} == alone


def test_stocks_by_county_and_month(database_url: str) -> None:
    """Random states of four units over a year, some months missing, against the rule of the newest carried state."""
    chance = random.Random(7)
    picture = Picture(database_url)
    units = {"HRSS:520200": ["520200", "520204"], "HRSS:520201": ["520201"], "HRSS:520203": ["520203"]}
    sent: dict[str, dict[int, tuple[int, dict[str, int]]]] = {unit: {} for unit in units}
    for unit, counties in units.items():
        for month in range(1, 13):
            if chance.random() < 0.45:
                continue
            counts = {county: chance.randrange(4) for county in counties}
            as_of = chance.choice([28, chance.randrange(10, 28)])
            rows = [
                {"region_code": county, "status": "UNDER_CONSTRUCTION", "real_name": chance.random() < 0.5}
                for county, count in counts.items()
                for _ in range(count)
            ]
            rows.append({"region_code": counties[0], "status": "COMPLETED", "real_name": True})
            picture.submit("projects", unit, f"2021-{month:02d}", rows, as_of=date(2021, month, as_of))
            sent[unit][month] = (as_of, counts)

    def state(unit: str, county: str, month: int, day: int) -> int | None:
        known = [m for m, (as_of, _) in sent[unit].items() if (m, as_of) <= (month, day)]
        if not known or month - max(known) > 3:
            return None
        return sent[unit][max(known)][1][county]

    for on in (None, date(2021, 9, 15)):
        asked = ("520200", "2021-01", "2021-09", "projects_under_construction")
        shown = picture.values(*asked, by=["COUNTY", "MONTH"], on=on)
        total = picture.values(*asked, by=["MONTH"], on=on)
        for month in range(1, 10):
            day = on.day if on is not None and month == on.month else 31
            expected = [
                (county, state(unit, county, month, day))
                for unit, counties in units.items()
                for county in counties
            ]
            for county, count in expected:
                key = "520200-own" if county == "520200" else county
                told = "NOT_REPORTED" if count is None else count
                assert shown[key, f"2021-{month:02d}"] == told, (county, month, on)
            counted = [count for _, count in expected if count is not None]
            assert total[f"2021-{month:02d}"] == (sum(counted) if counted else "NOT_REPORTED"), (month, on)
