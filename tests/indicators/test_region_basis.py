"""The region basis: records under the code of their time, or under the one that succeeded it; all counted once."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from hub.errors import HubError
from hub.indicators.question import Comparison, Reading, RegionBasis
from hub.regions import NOW, Level, register
from tests.indicators.pictures import Picture

OF_THE_TIME, CURRENT = RegionBasis.OF_THE_TIME, RegionBasis.CURRENT
HANDLED = "supported_lawsuits_handled"
PROJECTS = "projects_under_construction"


@pytest.fixture
def picture(database_url: str) -> Picture:
    return Picture(database_url)


def lawsuit(region: str, day: date) -> dict[str, Any]:
    return {"region_code": region, "accepted_on": day, "forum": "LITIGATION"}


def told(picture: Picture, *question: Any, **rest: Any) -> dict[Any, Any]:
    """What is not zero and reported."""
    found = picture.values(*question, readings=frozenset(), **rest)
    return {key: value for key, value in found.items() if value not in (0, "NOT_REPORTED")}


def test_a_renamed_county_is_shown_under_its_successor_on_request(picture: Picture) -> None:
    """龙南县 360727 became 龙南市 360783 in 2020."""
    days = [date(2019, 3, 1), date(2020, 3, 1)]
    rows = [lawsuit("360727", day) for day in days] + [lawsuit("360783", date(2020, 11, 1))]
    picture.submit("supported_lawsuits", "PROCURATORATE:360700", "2019-01..2020-12", rows)
    asked = ("360700", "2019-01", "2020-12", HANDLED)
    assert told(picture, *asked, by=["COUNTY"]) == {"360727": 2, "360783": 1}
    assert told(picture, *asked, by=["COUNTY"], regions=CURRENT) == {"360783": 3}
    assert told(picture, *asked, by=["COUNTY", "YEAR"], regions=CURRENT) == {
        ("360783", "2019-01"): 1,
        ("360783", "2020-01"): 2,
    }
    listed = picture.values(*asked, by=["COUNTY"], regions=CURRENT)
    assert "360727" not in listed
    assert [code for code in listed if not code.endswith("-own")] == [
        region.code for region in register().children("360700", Level.COUNTY, range(NOW, NOW + 1))
    ]


def test_a_split_county_keeps_its_own_code(picture: Picture) -> None:
    """水城县 520221 went to 520201 and 520204 in 2020; 盘县 520222 became 盘州市 520281 in 2017."""
    rows = [lawsuit(code, date(2016, 3, 1)) for code in ("520221", "520222")]
    picture.submit("supported_lawsuits", "PROCURATORATE:520200", "2016-01..2016-12", rows)
    asked = ("520200", "2016-01", "2016-12", HANDLED)
    assert told(picture, *asked, by=["COUNTY"]) == {"520221": 1, "520222": 1}
    assert told(picture, *asked, by=["COUNTY"], regions=CURRENT) == {"520221": 1, "520281": 1}


def test_a_county_that_moved_takes_its_past_to_the_other_prefecture(picture: Picture) -> None:
    """莱城区 371202 of 莱芜市 became 莱芜区 370116 of 济南市 in 2018."""
    codes = ("371202", "371200", "370102", "370000")
    picture.submit(
        "supported_lawsuits",
        "PROCURATORATE:370000",
        "2017-01..2017-12",
        [lawsuit(code, date(2017, 3, 1)) for code in codes],
    )
    asked = ("370000", "2017-01", "2017-12", HANDLED)
    assert told(picture, *asked, by=["PREFECTURE"]) == {"371200": 2, "370100": 1, "370000-own": 1}
    assert told(picture, *asked, by=["PREFECTURE"], regions=CURRENT) == {"370100": 3, "370000-own": 1}
    assert told(picture, *asked, by=["COUNTY"], regions=CURRENT) == {
        "370116": 1,
        "370100-own": 1,
        "370102": 1,
        "370000-own": 1,
    }
    for basis in RegionBasis:
        assert picture.values(*asked, regions=basis) == {(): 4}
    assert told(picture, "370116", *asked[1:], regions=CURRENT) == {(): 1}


def test_states_and_their_coverage_follow_the_basis(picture: Picture) -> None:
    for code, count in (("520222", 3), ("520203", 2)):
        picture.submit("projects", f"HRSS:{code}", "2016-12", [{"status": "UNDER_CONSTRUCTION"}] * count)
    picture.submit("projects", "HRSS:520201", "2016-12", [])
    asked = ("520200", "2016-12", "2016-12", PROJECTS)
    found = picture.values(*asked, by=["COUNTY"], regions=CURRENT)
    assert (found["520281"], found["520203"], found["520201"]) == (3, 2, 0)
    assert found["520204"] == "NOT_REPORTED"
    assert "520222" not in found
    assert told(picture, *asked, by=["COUNTY"]) == {"520222": 3, "520203": 2}


def test_a_code_that_was_succeeded_is_no_region_of_today(picture: Picture) -> None:
    asked = ("360727", "2019-01", "2019-12", HANDLED)
    with pytest.raises(HubError) as refused:
        picture.values(*asked, regions=CURRENT)
    assert refused.value.code == "REGION_SUCCEEDED"
    assert "360783" in refused.value.zh
    assert "360783" in refused.value.en
    assert picture.values(*asked) == {(): "NOT_REPORTED"}
    assert picture.values("520221", *asked[1:], regions=CURRENT) == {(): "NOT_REPORTED"}


@pytest.fixture(scope="module")
def province(module_database_url: str) -> Picture:
    """Shandong from 2016 to 2020: counties of their time, zones, own levels of prefectures and of the province."""
    found = Picture(module_database_url)
    chance = random.Random(20190101)
    known = register()
    rows = []
    for year in range(2016, 2021):
        counties = [r.code for r in known.children("370000", Level.COUNTY, range(year, year + 1))]
        zones = [r.code for r in known.children("370000", Level.ZONE, range(year, year + 1))]
        prefectures = [r.code for r in known.children("370000", Level.PREFECTURE, range(year, year + 1))]
        for _ in range(150):
            code = chance.choice(
                [*chance.sample(counties, 6), *zones[:2], chance.choice(prefectures), "370000"]
            )
            rows.append(lawsuit(code, date(year, 1, 1) + timedelta(days=chance.randrange(365))))
        rows += [lawsuit(code, date(year, 6, 1)) for code in ("371202", "371203") if code in counties]
    found.submit("supported_lawsuits", "PROCURATORATE:370000", "2016-01..2020-12", rows)
    for month in ("2016-12", "2017-11", "2018-12", "2020-12"):
        year = int(month[:4])
        states = chance.choices([*known.children("370000", Level.COUNTY, range(year, year + 1))], k=60)
        codes = [*(r.code for r in states), "370000", "370100", *("3701Z1",) * 3]
        projects = [{"region_code": code, "status": "UNDER_CONSTRUCTION"} for code in codes]
        found.submit("projects", "HRSS:370000", month, projects)
    return found


@pytest.mark.parametrize("basis", RegionBasis)
@pytest.mark.parametrize("code", [HANDLED, PROJECTS])
@pytest.mark.parametrize(
    ("first", "last"),
    [("2016-01", "2016-12"), ("2017-12", "2018-01"), ("2018-03", "2018-12"), ("2016-01", "2020-12")],
)
def test_counties_add_up_to_prefectures_and_to_the_province(
    province: Picture, code: str, first: str, last: str, basis: RegionBasis
) -> None:
    """In every window and in the year before; the zones and the own level of a prefecture are one of its groups."""

    def sums(level: str | None, reading: Reading) -> dict[str, int]:
        found = province.ask("370000", first, last, code, by=[level] if level else [], regions=basis)
        indicator = found.question.asked[0].indicator
        shown: dict[str, int] = {}
        for row in found.rows:
            value = found.number(indicator, row, reading).value or 0
            key = register().prefecture_of(row.place.region) if level else ""
            shown[key] = shown.get(key, 0) + int(value)
        return {key: value for key, value in shown.items() if value}

    for reading in (Reading.CURRENT, *Comparison.YEAR_ON_YEAR.value, *Comparison.SAME_COVERAGE.value):
        by_county, by_prefecture = sums("COUNTY", reading), sums("PREFECTURE", reading)
        assert by_county == by_prefecture
        assert by_county or reading is not Reading.CURRENT
        assert sum(by_prefecture.values()) == sum(sums(None, reading).values())
        assert sums("PROVINCE", reading) == ({"370000": total} if (total := sum(by_county.values())) else {})
        if basis is CURRENT:
            assert not any(key == "371200" for key in by_county)


def test_a_zone_and_the_own_level_are_one_group_that_stands_once(province: Picture) -> None:
    asked = ("370100", "2020-12", "2020-12", PROJECTS)
    for basis in RegionBasis:
        assert province.values(*asked, by=["COUNTY"], regions=basis)["370100-own"] == 4
        assert "3701Z1" not in province.values(*asked, by=["COUNTY"], regions=basis)
