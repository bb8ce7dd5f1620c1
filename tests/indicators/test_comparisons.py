"""What a figure is compared with: January and February, the Spring Festival, the same coverage."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hub.indicators.changes import Change
from hub.indicators.comparing import compared
from hub.indicators.figures import Figure
from hub.indicators.press import Language, change_text
from hub.indicators.question import Comparison, RegionBasis
from tests.indicators.pictures import Picture

JANUARY_AND_FEBRUARY = Comparison.JANUARY_AND_FEBRUARY
SPRING_FESTIVAL = Comparison.SPRING_FESTIVAL
SAME_COVERAGE = Comparison.SAME_COVERAGE


@pytest.fixture
def picture(database_url: str) -> Picture:
    return Picture(database_url)


@pytest.fixture(scope="module")
def daily(module_database_url: str) -> Picture:
    """One case a day from 2018 to 2021, so that a figure is the number of the days that it counts."""
    found = Picture(module_database_url)
    first = date(2018, 1, 1)
    rows = [lawsuit("341102", first + timedelta(days=i)) for i in range(1461)]
    found.submit("supported_lawsuits", "PROCURATORATE:341100", "2018-01..2021-12", rows)
    return found


def lawsuit(region: str, day: date, **values: Any) -> dict[str, Any]:
    return {"region_code": region, "accepted_on": day, "forum": "LITIGATION", **values}


def project(region: str, **values: Any) -> dict[str, Any]:
    return {"region_code": region, "status": "UNDER_CONSTRUCTION", **values}


def changes(picture: Picture, kind: Comparison, *question: Any, **rest: Any) -> list[Change]:
    """The comparison of the first indicator in every group."""
    found = picture.ask(*question, **rest)
    indicator = found.question.asked[0].indicator
    return [compared(Figure(found, indicator, row), kind) for row in found.rows]


def told(change: Change) -> tuple[object, ...]:
    return change.status.name, change.value, change.base


HANDLED = "supported_lawsuits_handled"


@pytest.mark.parametrize(
    ("first", "last", "days", "base_days"),
    [
        ("2021-01", "2021-01", ("2021-01-01", "2021-02-28"), ("2020-01-01", "2020-02-29")),
        ("2021-02", "2021-02", ("2021-01-01", "2021-02-28"), ("2020-01-01", "2020-02-29")),
        ("2020-02", "2020-06", ("2020-01-01", "2020-06-30"), ("2019-01-01", "2019-06-30")),
        ("2020-05", "2021-01", ("2020-05-01", "2021-02-28"), ("2019-05-01", "2020-02-29")),
        ("2020-05", "2021-03", ("2020-05-01", "2021-03-31"), ("2019-05-01", "2020-03-31")),
    ],
)
def test_a_window_that_touches_january_or_february_takes_both(
    daily: Picture, first: str, last: str, days: tuple[str, str], base_days: tuple[str, str]
) -> None:
    (found,) = changes(daily, JANUARY_AND_FEBRUARY, "341100", first, last, HANDLED)
    assert found.days == tuple(map(date.fromisoformat, days))
    assert found.base_days == tuple(map(date.fromisoformat, base_days))
    assert told(found) == ("COMPARABLE", length(found.days), length(found.base_days))


def length(days: tuple[date, date] | None) -> int:
    assert days is not None
    return (days[1] - days[0]).days + 1


def test_by_month_january_and_february_are_told_alike_and_other_months_not_at_all(daily: Picture) -> None:
    found = changes(daily, JANUARY_AND_FEBRUARY, "341100", "2021-01", "2021-03", HANDLED, by=["MONTH"])
    assert [told(change) for change in found] == [
        ("COMPARABLE", 59, 60),
        ("COMPARABLE", 59, 60),
        ("NOT_COMPARABLE", None, None),
    ]
    assert change_text(found[2]) == "不适用此种比较"
    assert change_text(found[2], Language.EN) == "no comparison of this kind"


def test_january_is_not_told_without_february(picture: Picture) -> None:
    for year in (2020, 2021):
        rows = [lawsuit("341102", date(year, 1, 1 + i)) for i in range(20)]
        picture.submit("supported_lawsuits", "PROCURATORATE:341100", f"{year}-01", rows)
    asked = ("341100", "2021-01", "2021-01", HANDLED)
    (found,) = changes(picture, JANUARY_AND_FEBRUARY, *asked)
    assert found.status.name == "NOT_COMPARABLE"
    picture.submit(
        "supported_lawsuits", "PROCURATORATE:341100", "2021-02", [lawsuit("341102", date(2021, 2, 3))]
    )
    (found,) = changes(picture, JANUARY_AND_FEBRUARY, *asked)
    assert told(found) == ("COMPARABLE", 21, 20)
    (found,) = changes(picture, JANUARY_AND_FEBRUARY, *asked, on=date(2021, 1, 31))
    assert found.status.name == "NOT_COMPARABLE"
    (found,) = changes(picture, JANUARY_AND_FEBRUARY, *asked, on=date(2021, 2, 2))
    assert told(found) == ("COMPARABLE", 20, 20)
    assert found.base_days == (date(2020, 1, 1), date(2020, 2, 2))


@pytest.mark.parametrize("first", ["2019-01", "2020-03", "2020-12", "2021-02"])
@pytest.mark.parametrize(
    "on", [None, date(2021, 2, 28), date(2021, 3, 31), date(2021, 3, 5), date(2021, 3, 1)]
)
def test_the_days_that_a_comparison_names_are_those_that_it_counts(
    daily: Picture, on: date | None, first: str
) -> None:
    found = daily.ask("341100", first, "2021-03", HANDLED, on=on)
    figure = Figure(found, found.question.asked[0].indicator, found.rows[0])
    for kind in Comparison:
        change = compared(figure, kind)
        if kind is Comparison.SPRING_FESTIVAL and first < "2020-05":
            assert change.status.name == "NOT_COMPARABLE"  # the base would overlap the window
            continue
        assert change.status.name == "COMPARABLE"
        assert change.value == length(change.days)
        assert change.base_days is not None
        known = max(change.base_days[0], date(2018, 1, 1)), change.base_days[1]
        assert change.base == length(known)


def test_a_base_lies_as_far_from_the_festival_as_the_window(daily: Picture) -> None:
    """2021-02-12 and 2020-01-25 lie 384 days apart."""
    (found,) = changes(daily, SPRING_FESTIVAL, "341100", "2021-01", "2021-02", HANDLED)
    assert found.base_days == (date(2019, 12, 14), date(2020, 2, 10))
    assert (date(2021, 2, 12) - date(2021, 1, 1)) == (date(2020, 1, 25) - date(2019, 12, 14))
    assert told(found) == ("COMPARABLE", 59, 59)
    (found,) = changes(daily, SPRING_FESTIVAL, "341100", "2021-01", "2021-02", HANDLED, on=date(2021, 2, 11))
    assert found.base_days == (date(2019, 12, 14), date(2020, 1, 24))
    assert told(found) == ("COMPARABLE", 42, 42)
    by_year = changes(daily, SPRING_FESTIVAL, "341100", "2020-12", "2021-01", HANDLED, by=["YEAR"])
    assert [change.base_days for change in by_year] == [
        (date(2019, 12, 13), date(2020, 1, 12)),
        (date(2019, 12, 14), date(2020, 1, 13)),
    ]


def test_a_year_whose_festival_is_not_known_is_not_aligned(picture: Picture) -> None:
    picture.submit(
        "supported_lawsuits", "PROCURATORATE:341100", "2016-01", [lawsuit("341102", date(2016, 1, 5))]
    )
    (found,) = changes(picture, SPRING_FESTIVAL, "341100", "2016-01", "2016-01", HANDLED)
    assert told(found) == ("NOT_COMPARABLE", None, None)


def test_a_stock_is_compared_at_the_same_distance_from_the_festival(picture: Picture) -> None:
    """31 January 2020 lies 6 days behind the festival; 11 February 2019 as well."""
    states = {"2018-12": 12, "2019-01": 20, "2019-02": 30, "2020-01": 40}
    for month, count in states.items():
        as_of = date(2019, 2, 11) if month == "2019-02" else None
        picture.submit("projects", "HRSS:520201", month, [project("520201")] * count, as_of=as_of)
    asked = ("520200", "2020-01", "2020-01", "projects_under_construction")
    (found,) = changes(picture, SPRING_FESTIVAL, *asked)
    assert found.base_days is not None
    assert (told(found), found.base_days[1]) == (("COMPARABLE", 40, 30), date(2019, 2, 11))
    (found,) = changes(picture, SPRING_FESTIVAL, *asked, on=date(2020, 1, 30))
    assert told(found) == ("NO_VALUE", None, 20)


def test_what_is_reported_by_whole_months_is_not_aligned_by_days(picture: Picture) -> None:
    row = {"region_code": "520201", "paid_out": Decimal(5)}
    for year in (2019, 2020):
        picture.submit("account_monthly", "HRSS:520200", f"{year}-01", [{**row, "month": date(year, 1, 1)}])
    asked = ("520200", "2020-01", "2020-01", "special_account_wages_paid")
    (found,) = changes(picture, SPRING_FESTIVAL, *asked)
    assert found.status.name == "NOT_COMPARABLE"
    (found,) = changes(picture, Comparison.YEAR_ON_YEAR, *asked)
    assert told(found) == ("COMPARABLE", 5, 5)


def test_grades_have_no_fair_windows(picture: Picture) -> None:
    rows = [{"region_code": "360100", "year": year, "grade": "A"} for year in (2019, 2020)]
    picture.submit("evaluations", "SECRETARIAT:360000", "2021-02", rows)
    asked = ("360100", "2020-01", "2020-02", "evaluation_grade")
    assert {kind.name: changes(picture, kind, *asked)[0].status.name for kind in Comparison} == {
        "YEAR_ON_YEAR": "ORDINAL",
        "PREVIOUS": "ORDINAL",
        "JANUARY_AND_FEBRUARY": "NOT_COMPARABLE",
        "SPRING_FESTIVAL": "NOT_COMPARABLE",
        "SAME_COVERAGE": "NOT_COMPARABLE",
    }


def sent(picture: Picture, unit: str, months: str, count: int) -> None:
    """So many cases in each month of a period that a county's procuratorate sends."""
    first, _, last = months.partition("..")
    year = int(first[:4])
    rows = [
        lawsuit(unit.partition(":")[2], date(year, month, 1 + i))
        for month in range(int(first[5:]), int((last or first)[5:]) + 1)
        for i in range(count)
    ]
    picture.submit("supported_lawsuits", unit, months, rows)


def test_the_same_coverage_counts_units_and_months_that_were_sent_in_both_windows(picture: Picture) -> None:
    sent(picture, "PROCURATORATE:341102", "2023-01..2023-06", 10)
    sent(picture, "PROCURATORATE:341102", "2024-02..2024-06", 13)
    sent(picture, "PROCURATORATE:341103", "2024-01..2024-06", 7)  # newly reporting
    sent(picture, "PROCURATORATE:341122", "2023-01..2023-06", 9)  # no longer reporting
    asked = ("341100", "2024-01", "2024-06", HANDLED)
    (found,) = changes(picture, Comparison.YEAR_ON_YEAR, *asked)
    assert told(found) == ("COMPARABLE", 65 + 42, 60 + 54)
    (found,) = changes(picture, SAME_COVERAGE, *asked)
    assert told(found) == ("COMPARABLE", 65, 50)
    assert change_text(found) == "按可比口径上升30%"
    by_month = changes(picture, SAME_COVERAGE, *asked, by=["MONTH"])
    assert [told(change) for change in by_month] == [
        ("NO_BASE", None, None),
        *[("COMPARABLE", 13, 10)] * 5,
    ]
    by_county = picture.ask(*asked, by=["COUNTY"])
    found_by = {
        row.place.region: told(
            compared(Figure(by_county, by_county.question.asked[0].indicator, row), SAME_COVERAGE)
        )
        for row in by_county.rows
        if row.place.region in ("341102", "341103", "341122")
    }
    assert found_by == {
        "341102": ("COMPARABLE", 65, 50),
        "341103": ("NO_BASE", None, None),
        "341122": ("NO_VALUE", None, None),
    }


def test_a_unit_without_rows_that_sent_both_months_is_zero_not_unreported(picture: Picture) -> None:
    picture.submit("supported_lawsuits", "PROCURATORATE:341102", "2023-01", [])
    sent(picture, "PROCURATORATE:341102", "2024-01", 3)
    (found,) = changes(picture, SAME_COVERAGE, "341100", "2024-01", "2024-01", HANDLED)
    assert told(found) == ("ZERO_BASE", 3, 0)
    assert change_text(found) == "可比口径的去年同期为0"


def test_a_month_is_now_and_before_in_a_window_of_two_years(picture: Picture) -> None:
    for year, count in ((2022, 11), (2023, 12), (2024, 15)):
        sent(picture, "PROCURATORATE:341102", f"{year}-03", count)
    found = changes(picture, SAME_COVERAGE, "341100", "2023-01", "2024-12", HANDLED, by=["YEAR"])
    assert [told(change) for change in found] == [("COMPARABLE", 12, 11), ("COMPARABLE", 15, 12)]


def test_the_same_coverage_follows_the_succession_of_a_unit(picture: Picture) -> None:
    """龙南县 360727 became 龙南市 360783 in 2020."""
    sent(picture, "PROCURATORATE:360727", "2019-03", 10)
    sent(picture, "PROCURATORATE:360783", "2021-03", 15)
    sent(picture, "PROCURATORATE:360727", "2020-03", 12)
    for year, expected in ((2020, (12, 10)), (2021, (15, 12))):
        (found,) = changes(picture, SAME_COVERAGE, "360700", f"{year}-03", f"{year}-03", HANDLED)
        assert told(found) == ("COMPARABLE", *expected)


def test_stocks_are_compared_over_units_with_a_state_in_both(picture: Picture) -> None:
    for unit, month, count in (
        ("520201", "2018-12", 20),
        ("520201", "2019-12", 30),
        ("520203", "2019-11", 40),
        ("520281", "2018-12", 50),
        ("520222", "2016-12", 10),
        ("520281", "2017-12", 12),
    ):
        picture.submit("projects", f"HRSS:{unit}", month, [project(unit)] * count)
    asked = ("520200", "2019-12", "2019-12", "projects_under_construction")
    assert told(changes(picture, Comparison.YEAR_ON_YEAR, *asked)[0]) == ("COMPARABLE", 70, 70)
    assert told(changes(picture, SAME_COVERAGE, *asked)[0]) == ("COMPARABLE", 30, 20)
    succeeded = ("520200", "2017-12", "2017-12", "projects_under_construction")
    assert told(changes(picture, SAME_COVERAGE, *succeeded)[0]) == ("COMPARABLE", 12, 10)


def test_stocks_by_two_dates_count_of_units_that_sent_the_last_month_of_both(picture: Picture) -> None:
    def listed(*days: date) -> list[dict[str, Any]]:
        return [{"listed_on": day, "region_code": "520201"} for day in days]

    picture.submit("blacklist", "HRSS:520201", "2018-01..2019-12", listed(date(2018, 3, 1), date(2019, 3, 1)))
    rows = [{"listed_on": date(2018, 3, 1), "region_code": "520203"}] * 20
    picture.submit("blacklist", "HRSS:520203", "2019-01..2019-12", rows)
    asked = ("520200", "2019-12", "2019-12", "blacklist_active")
    (found,) = changes(picture, Comparison.YEAR_ON_YEAR, *asked)
    assert told(found) == ("COMPARABLE", 22, 21)
    (found,) = changes(picture, SAME_COVERAGE, *asked)
    assert told(found) == ("SMALL_BASE", 2, 1)
    assert change_text(found) == "由可比口径的去年同期的1条增至2条"


def test_a_sum_of_agencies_is_alike_where_the_same_sheet_was_sent(picture: Picture) -> None:
    """Amounts of two sheets of one unit: the months of one do not stand for those of the other."""
    for sheet, year, amount in (
        ("wage_cases", 2023, 100),
        ("wage_cases", 2024, 130),
        ("complaints", 2024, 7),
    ):
        picture.submit(sheet, "HRSS:520201", f"{year}-03", [])
        row = {"recovered_on": date(year, 3, 5), "amount": amount, "recovery_kind": "WAGES"}
        recovered = {**row, "source_ledger": sheet, "source_row": 1}
        picture.submit("wage_recoveries", "HRSS:520201", f"{year}-03", [recovered])
    asked = ("520200", "2024-03", "2024-03", "wages_recovered_gross")
    (found,) = changes(picture, Comparison.YEAR_ON_YEAR, *asked)
    assert told(found) == ("COMPARABLE", 137, 100)
    (found,) = changes(picture, SAME_COVERAGE, *asked)
    assert told(found) == ("COMPARABLE", 130, 100)


def test_seeded_units_and_months_against_a_naive_recount(picture: Picture) -> None:
    """Four units that each send about two of three months of three years, one of them renamed in 2020."""
    chance = random.Random(20190205)
    units = {"360102": "360102", "360111": "360111", "360727": "360783", "360783": "360783"}
    months = [date(year, month, 1) for year in (2019, 2020, 2021) for month in range(1, 13)]
    sent_months: set[tuple[str, date]] = set()
    cases: list[tuple[str, date]] = []
    for unit, family in units.items():
        for month in months:
            in_force = {"360727": month.year <= 2020, "360783": month.year >= 2020}.get(unit, True)
            if not in_force or chance.random() < 0.35:
                continue
            rows = [month.replace(day=chance.randrange(1, 29)) for _ in range(chance.randrange(4))]
            picture.submit(
                "supported_lawsuits",
                f"PROCURATORATE:{unit}",
                f"{month:%Y-%m}",
                [lawsuit(unit, day) for day in rows],
            )
            sent_months.add((family, month))
            cases += [(family, day) for day in rows]

    def in_both(family: str, month: date) -> bool:
        return {(family, month), (family, month.replace(year=month.year - 1))} <= sent_months

    asked = ("360000", "2020-01", "2021-12", HANDLED)
    for by, length_of in (("MONTH", 1), ("QUARTER", 3), ("YEAR", 12)):
        found = changes(picture, SAME_COVERAGE, *asked, by=["PREFECTURE", by], regions=RegionBasis.CURRENT)
        groups = picture.ask(*asked, by=["PREFECTURE", by], regions=RegionBasis.CURRENT).rows
        assert len(found) == len(groups)
        for row, change in zip(groups, found, strict=True):
            window = [m for m in months if row.time.first <= m < row.time.end]
            assert len(window) == length_of
            kept = {
                (family, m)
                for family in set(units.values())
                for m in window
                if f"{family[:4]}00" == row.place.region and in_both(family, m)
            }
            now = sum(1 for family, day in cases if (family, day.replace(day=1)) in kept)
            base = sum(1 for family, day in cases if (family, day.replace(day=1, year=day.year + 1)) in kept)
            if kept:
                assert told(change)[1:] == (now, base)
            else:
                assert change.status.name in ("NO_BASE", "NO_VALUE")


def test_a_base_of_which_a_part_was_sent_is_compared_and_its_coverage_says_so(picture: Picture) -> None:
    sent(picture, "PROCURATORATE:341102", "2022-12", 1)
    sent(picture, "PROCURATORATE:341102", "2023-01..2023-03", 10)
    sent(picture, "PROCURATORATE:341102", "2024-01..2024-06", 10)
    asked = ("341100", "2024-01", "2024-06", HANDLED)
    (found,) = changes(picture, Comparison.YEAR_ON_YEAR, *asked)
    assert told(found) == ("COMPARABLE", 60, 30)
    answer = picture.ask(*asked)
    coverage = answer.coverage(answer.question.asked[0].indicator, answer.rows[0])
    assert coverage.received == 6
    assert coverage.received_base == 3 < coverage.expected_base
    assert told(changes(picture, SAME_COVERAGE, *asked)[0]) == ("COMPARABLE", 30, 30)
    by_month = changes(picture, Comparison.YEAR_ON_YEAR, *asked, by=["MONTH"])
    assert [change.status.name for change in by_month] == ["COMPARABLE"] * 3 + ["NO_BASE"] * 3


def test_the_statuses_of_a_base(picture: Picture) -> None:
    for unit, now, base in (("341102", 3, 0), ("341103", 3, 9), ("341122", 3, 10), ("341124", 0, 10)):
        sent(picture, f"PROCURATORATE:{unit}", "2023-05", base)
        sent(picture, f"PROCURATORATE:{unit}", "2024-05", now)
    sent(picture, "PROCURATORATE:341125", "2024-05", 3)
    found = picture.ask("341100", "2024-05", "2024-05", HANDLED, by=["COUNTY"])
    indicator = found.question.asked[0].indicator
    for kind in (Comparison.YEAR_ON_YEAR, SPRING_FESTIVAL, SAME_COVERAGE):
        told_of = {row.place.region: compared(Figure(found, indicator, row), kind) for row in found.rows}
        assert {code: told_of[code].status.name for code in sorted(told_of)[1:]} == {
            "341102": "ZERO_BASE",
            "341103": "SMALL_BASE",
            "341122": "COMPARABLE",
            "341124": "COMPARABLE",
            "341125": "NO_BASE",
            "341126": "NO_VALUE",
            "341181": "NO_VALUE",
            "341182": "NO_VALUE",
        }, kind
        assert told_of["341124"].ratio == -1
        assert told_of["341102"].ratio is None


def test_ratios_over_the_same_coverage_are_recomputed(picture: Picture) -> None:
    def state(unit: str, month: str, attended: int, count: int) -> None:
        rows = [project(unit, account_required=True, project_code=f"{unit}{i}") for i in range(count)]
        picture.submit("projects", f"HRSS:{unit}", month, rows)
        accounts = [
            {"region_code": unit, "project_code": f"{unit}{i}", "status": "OPEN", "account_digest": str(i)}
            for i in range(attended)
        ]
        picture.submit("special_accounts", f"HRSS:{unit}", month, accounts)

    state("520201", "2018-12", 5, 10)
    state("520201", "2019-12", 9, 10)
    state("520203", "2019-12", 0, 30)
    asked = ("520200", "2019-12", "2019-12", "special_account_coverage")
    (found,) = changes(picture, Comparison.YEAR_ON_YEAR, *asked)
    assert told(found) == ("COMPARABLE", Decimal("22.5"), 50)
    (found,) = changes(picture, SAME_COVERAGE, *asked)
    assert told(found) == ("COMPARABLE", 90, 50)
    assert found.percentage_points == 40
    assert found.ratio is None
    assert change_text(found) == "按可比口径提高40个百分点"
