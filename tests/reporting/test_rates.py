"""Obligations in statistics: the coverage of figures, and completeness and on-time rates as indicators."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hub.access.viewer import OPERATOR, Viewer
from hub.database import connect, enter_scope
from hub.indicators.catalogue import indicators
from hub.indicators.one_figure import one_figure
from hub.indicators.question import Reading
from hub.indicators.vintages import history
from hub.scope import EVERYTHING
from tests.reporting.pictures import ReportingPicture

CASES, STOCK = "hrss_wages_recovered", "projects_under_construction"
RATES = ("reporting_completeness_rate", "reporting_on_time_rate")


@pytest.fixture
def picture(database_url: str) -> ReportingPicture:
    return ReportingPicture(database_url)


def coverage(picture: ReportingPicture, *asked: str, **more: Any) -> dict[str, tuple[int, int]]:
    """Region -> (expected, received) of the one indicator."""
    found = picture.ask(*asked, **more)
    indicator = indicators()[asked[3]]
    told = {row.place.region: found.coverage(indicator, row) for row in found.rows}
    return {region: (c.expected, c.received) for region, c in told.items()}


def rates(picture: ReportingPicture, *asked: str, **more: Any) -> dict[str, list[str]]:
    """Group -> numerator/denominator of the completeness and the on-time rate."""
    found = picture.ask(*asked, *RATES, **more)
    shown = {}
    for row in found.rows:
        numbers = [found.number(indicators()[code], row, Reading.CURRENT) for code in RATES]
        key = row.place.region + (f" {row.time.first:%Y-%m}" if "MONTH" in more.get("by", ()) else "")
        shown[" ".join([key, *(code or "?" for code in row.codes)])] = [
            n.missing.name if n.missing and n.denominator is None else f"{n.numerator}/{n.denominator}"
            for n in numbers
        ]
    return shown


@pytest.mark.parametrize(("sheet", "indicator"), [("wage_cases", CASES), ("projects", STOCK)])
def test_coverage_expects_what_is_declared_as_well(
    picture: ReportingPicture, sheet: str, indicator: str
) -> None:
    asked = ("520200", "2020-03", "2020-03", indicator)
    picture.came(sheet, "HRSS:520281", "2020-03", "2020-04-01")
    assert coverage(picture, *asked) == {"520200": (1, 1)}
    before = picture.version

    found = picture.oblige(sheet, "520200", "2020-01", "2020-12", each="COUNTY")

    assert coverage(picture, *asked) == {"520200": (4, 1)}
    assert coverage(picture, *asked, version=before) == {"520200": (1, 1)}
    by = coverage(picture, *asked, by=["COUNTY"])
    assert {code: by[code] for code in ("520201", "520281")} == {"520201": (1, 0), "520281": (1, 1)}
    picture.came(sheet, "HRSS:520201", "2020-03", "2020-04-01", nil=True)
    assert coverage(picture, *asked) == {"520200": (4, 2)}
    picture.release(found[0].id)
    picture.release(found[-1].id)
    assert coverage(picture, *asked) == {"520200": (4, 2)}  # both are known to send now
    picture.release(found[1].id)
    assert coverage(picture, *asked) == {"520200": (3, 2)}


def test_an_obligation_ends_what_a_known_sender_owes(picture: ReportingPicture) -> None:
    picture.came("wage_cases", "HRSS:520281", "2020-03", "2020-04-01")
    asked = ("520281", "2020-01", "2020-12", CASES)
    assert coverage(picture, *asked, on=date(2020, 12, 31)) == {"520281": (10, 1)}
    picture.oblige("wage_cases", "520281", "2020-01", "2020-06")
    assert coverage(picture, *asked, on=date(2020, 12, 31)) == {"520281": (6, 1)}


def test_what_a_unit_above_covers_stays_covered_where_a_county_owes_and_sends_nothing(
    picture: ReportingPicture,
) -> None:
    picture.came("wage_cases", "HRSS:520200", "2020-03", "2020-04-01")
    picture.oblige("wage_cases", "520281", "2020-01")
    assert coverage(picture, "520281", "2020-03", "2020-03", CASES) == {"520281": (2, 1)}
    assert picture.values("520281", "2020-03", "2020-03", CASES, by=["MONTH"]) == {"2020-03": 0}


def test_the_unit_of_a_successor_is_expected_instead_of_its_predecessor(picture: ReportingPicture) -> None:
    picture.came("wage_cases", "HRSS:520222", "2016-12", "2017-01-01")
    picture.came("projects", "HRSS:520222", "2017-11", "2017-12-01")
    asked = ("520200", "2018-02", "2018-02")
    assert coverage(picture, *asked, CASES) == {"520200": (1, 0)}
    assert coverage(picture, *asked, STOCK) == {"520200": (1, 1)}  # carried from November
    picture.came("wage_cases", "HRSS:520281", "2018-02", "2018-03-01")
    picture.came("projects", "HRSS:520281", "2018-02", "2018-03-01")
    assert coverage(picture, *asked, CASES) == {"520200": (1, 1)}
    assert coverage(picture, *asked, STOCK) == {"520200": (1, 1)}


def test_rates_count_slots_and_months_add_up(picture: ReportingPicture) -> None:
    picture.oblige("wage_cases", "520200", "2020-01", "2020-12", each="COUNTY")
    picture.came("wage_cases", "HRSS:520201", "2020-01..2020-02", "2020-02-10")
    picture.came("wage_cases", "HRSS:520203", "2020-01", "2020-02-11", nil=True)
    picture.came("wage_cases", "HRSS:520281", "2020-02", "2020-03-01", as_of=date(2020, 2, 20))
    picture.came("wage_cases", "HRSS:520221", "2020-02", "2020-03-01", mode="SUPPLEMENT")
    assert rates(picture, "520200", "2020-01", "2020-02") == {"520200": ["4/8", "3/8"]}
    assert rates(picture, "520200", "2020-01", "2020-03", by=["MONTH"]) == {
        "520200 2020-01": ["2/4", "1/4"],
        "520200 2020-02": ["2/4", "2/4"],
        "520200 2020-03": ["0/4", "0/4"],
    }
    by = rates(picture, "520200", "2020-01", "2020-02", by=["COUNTY"])
    assert by["520201"] == ["2/2", "2/2"]
    assert by["520221"] == ["0/2", "0/2"]
    assert by["520200"] == ["0/0", "0/0"]  # the prefecture's own level owes nothing
    assert rates(picture, "520300", "2020-01", "2020-02") == {"520300": ["0/0", "0/0"]}
    assert coverage(picture, "520200", "2020-01", "2020-02", RATES[0]) == {"520200": (8, 4)}


def test_rates_by_agency_and_against_the_year_before(picture: ReportingPicture) -> None:
    picture.oblige("wage_cases", "520281", "2019-01", "2020-12")
    picture.oblige("union_services", "520281", "2020-01", "2020-12", agency="UNION")
    picture.came("wage_cases", "HRSS:520281", "2019-03", "2019-04-01")
    picture.came("union_services", "UNION:520281", "2020-03", "2020-04-01")
    asked = ("520200", "2020-03", "2020-03")
    assert rates(picture, *asked, by=["AGENCY"]) == {
        "520200 HRSS": ["0/1", "0/1"],
        "520200 UNION": ["1/1", "1/1"],
    }
    found = picture.ask(*asked, RATES[0])
    (row,) = found.rows
    rate = indicators()[RATES[0]]
    assert found.number(rate, row, Reading.CURRENT).value == Decimal(50)
    assert found.number(rate, row, Reading.YEAR_BEFORE).value == Decimal(100)


def test_rates_of_a_past_version_stay(picture: ReportingPicture) -> None:
    (one,) = picture.oblige("wage_cases", "520281", "2020-01", "2020-03")
    number = picture.came("wage_cases", "HRSS:520281", "2020-01", "2020-02-01")
    before = picture.version
    picture.withdraw(number)
    picture.release(one.id)
    asked = ("520281", "2020-01", "2020-03")
    assert rates(picture, *asked) == {"520281": ["0/0", "0/0"]}
    assert rates(picture, *asked, version=before) == {"520281": ["1/3", "1/3"]}
    assert rates(picture, *asked, version=before + 1) == {"520281": ["0/3", "0/3"]}
    assert rates(picture, *asked, as_of=picture.time(before)) == {"520281": ["1/3", "1/3"]}


def test_a_month_that_is_not_over_is_not_owed_yet_and_one_before_its_due_day_not_due(
    picture: ReportingPicture,
) -> None:
    # The data versions of the picture were taken on 1 January 2026.
    picture.came("wage_cases", "HRSS:520281", "2025-10", "2025-11-01")
    by = rates(picture, "520281", "2025-11", "2026-02", by=["MONTH"])
    assert list(by.values()) == [["0/1", "0/1"], ["0/1", "0/0"], ["0/0", "0/0"], ["0/0", "0/0"]]


def test_rates_follow_the_succession_of_a_region(picture: ReportingPicture) -> None:
    picture.came("wage_cases", "HRSS:520222", "2017-01..2017-03", "2017-04-01")
    picture.came("wage_cases", "HRSS:520281", "2017-04..2018-01", "2018-02-01")
    assert rates(picture, "520200", "2017-01", "2018-02") == {"520200": ["13/14", "2/14"]}
    by = rates(picture, "520200", "2017-01", "2018-02", by=["COUNTY"])
    assert sum(int(owed.partition("/")[2]) for owed, _ in by.values()) == 14


def test_who_sees_one_agency_only_is_told_no_rate(picture: ReportingPicture) -> None:
    picture.oblige("wage_cases", "520281", "2020-01")
    clerk = Viewer("clerk", "clerk", "HRSS", "520281", frozenset({"data.read", "submissions.receive"}))
    assert rates(picture, "520281", "2020-01", "2020-02", viewer=clerk) == {
        "520281": ["WITHHELD", "WITHHELD"]
    }


def test_the_history_of_a_rate_names_what_changed_it(picture: ReportingPicture) -> None:
    picture.came("projects", "HRSS:520201", "2020-01", "2020-02-01")
    (one,) = picture.oblige("wage_cases", "520281", "2020-01", "2020-03")
    number = picture.came("wage_cases", "HRSS:520281", "2020-01", "2020-02-01")
    picture.release(one.id, after="2020-02")
    first, last = date(2020, 1, 1), date(2020, 3, 1)
    question = one_figure(indicators(), RATES[0], within="520281", first=first, last=last)

    with connect(picture.url) as connection:
        enter_scope(connection, EVERYTHING)
        found = history(connection, question, indicators(), OPERATOR)

    told = [(v.act.action, v.act.submission and v.act.submission.id, v.value) for v in found.vintages]
    assert told == [("RELEASE", None, "50.0"), ("ACCEPT", number, "33.3"), ("OBLIGE", None, "0.0")]
