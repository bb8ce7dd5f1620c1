"""The register of regions: dates, successions, bounds, and what offices write for a region."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.regions import NATIONAL, Level, Resolution, bounds, is_within, register

R = register()


def test_a_code_holds_in_the_year_of_its_change_on_both_sides() -> None:
    assert [year for year in range(2015, 2020) if R.in_force("520222", year)] == [2015, 2016, 2017]
    assert [year for year in range(2015, 2020) if R.in_force("520281", year)] == [2017, 2018, 2019]


@pytest.mark.parametrize(
    ("code", "year", "current"),
    [
        ("520222", 2017, "520222"),
        ("520222", 2018, "520281"),
        ("520202", 2019, "520281"),  # 盘县特区 -> 盘县 -> 盘州市
        ("520221", 2021, "520221"),  # 水城县 was split
        ("371200", 2019, "370100"),  # 莱芜市, of which only the counties name successors
        ("341400", 2012, "341400"),  # 巢湖市 was split among three cities
        ("360100", 2024, "360100"),
    ],
)
def test_a_retired_code_goes_to_the_one_that_wholly_succeeded_it(code: str, year: int, current: str) -> None:
    assert R.current_code(code, year) == current


def test_predecessors_are_all_codes_wholly_succeeded() -> None:
    assert R.predecessors("520281") == ("520202", "520222")
    assert R.predecessors("520204") == ()
    assert R.predecessors("360112") == ("360105", "360122")


def test_moves_say_from_which_year_a_code_counts_elsewhere() -> None:
    assert ("520222", 2018, "520281") in R.moves(["520281"], 2016, 2019)
    assert ("520222", 2019, "520281") in R.moves(["520222"], 2019, 2019)
    assert "520222" not in [old for old, _, _ in R.moves(["520222"], 2015, 2017)]
    assert R.moves(["520221"], 2019, 2024) == []


@pytest.mark.parametrize(
    ("code", "prefecture", "province"),
    [
        ("520281", "520200", "520000"),
        ("520200", "520200", "520000"),
        ("429004", "429004", "420000"),
        ("110101", "110101", "110000"),
        ("3601Z1", "360100", "360000"),
        ("360000", "360000", "360000"),
    ],
)
def test_every_code_has_a_prefecture_group_and_a_province(code: str, prefecture: str, province: str) -> None:
    assert (R.prefecture_of(code), R.province_of(code)) == (prefecture, province)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("520200", ("5202", "5203")),
        ("360000", ("36", "37")),
        ("520281", ("520281", "520282")),
        (NATIONAL, ("0", ":")),
        ("3601Z1", ("3601Z1", "3601Z2")),
    ],
)
def test_bounds_hold_a_region_and_all_below_it(code: str, expected: tuple[str, str]) -> None:
    assert bounds(code) == expected


def test_every_region_lies_within_its_parent_and_the_nation() -> None:
    for region in R.regions:
        assert region.parent_code is None or is_within(region.code, region.parent_code), region
        assert is_within(region.code, NATIONAL)
        lo, hi = bounds(region.code)
        assert lo <= region.code < hi


def test_every_zone_has_a_local_code_below_a_region_in_force() -> None:
    zones = [region for region in R.regions if region.level is Level.ZONE]
    assert len(zones) == len({zone.code for zone in zones}) == len({zone.name for zone in zones}) >= 40
    for zone in zones:
        assert zone.parent_code is not None
        assert R.in_force(zone.parent_code, 2024)


def test_children_are_the_regions_in_force_in_any_year_of_the_window() -> None:
    counties = [region.code for region in R.children("520200", Level.COUNTY, range(2019, 2020))]
    assert counties == ["520201", "520203", "520221", "520281"]
    assert len(R.children(NATIONAL, Level.PROVINCE, range(2024, 2025))) == 34
    groups = [region.code for region in R.children("420000", Level.PREFECTURE, range(2024, 2025))]
    assert "420100" in groups
    assert "429004" in groups


@pytest.mark.parametrize(
    ("written", "year", "within", "code", "notices", "own"),
    [
        ("520201", 2019, None, "520201", (), False),
        (520201.0, 2019, None, "520201", (), False),
        ("520201.0", 2019, None, "520201", (), False),
        ("520201001", 2019, None, "520201", (), False),
        ("520201000000", 2019, None, "520201", (), False),
        ("５２０２０１", 2019, None, "520201", (), False),
        ("520222", 2019, "520200", "520281", ("region_code_retired",), False),
        ("盘县", 2019, "520200", "520281", ("region_name_retired",), False),
        ("盘县", 2017, "520200", "520222", (), False),
        ("360727", 2020, "360000", "360727", (), False),
        ("襄樊市", 2015, None, "420600", ("region_name_retired",), False),
        ("水城县", 2021, "520200", "520221", ("region_split",), False),
        ("盘州市", 2015, None, "520281", (), False),
        ("钟山", 2019, "520200", "520201", (), False),
        ("恩施州", 2020, None, "422800", (), False),
        ("黔东南", 2020, None, "522600", (), False),
        ("海南", 2020, "630000", "632500", (), False),
        ("南昌", 2020, "360000", "360100", (), False),
        ("浦东新区", 2020, None, "310115", (), False),
        ("六 枝 特 区", 2019, None, "520203", (), False),
        ("全国", 2020, None, NATIONAL, (), False),
        ("市本级", 2019, "520200", "520200", (), True),
        ("市本级", 2019, "520203", "520200", (), True),
        ("市本级", 2024, "341181", "341181", (), True),
        ("六盘水市本级", 2019, None, "520200", (), True),
        ("六盘水市市本级", 2019, None, "520200", (), True),
        ("市直", 2019, "520200", "520200", (), True),
        ("州本级", 2019, "522600", "522600", (), True),
        ("省本级", 2019, "520200", "520000", (), True),
        ("本级", 2024, "341100", "341100", (), True),
        ("南昌经济技术开发区", 2020, "360000", "3601Z1", ("functional_zone",), False),
        ("南昌国家高新技术产业开发区", 2020, None, "3601Z2", ("functional_zone",), False),
        ("南昌高新区", 2020, None, "3601Z2", ("functional_zone",), False),
        ("经开区", 2020, "360100", "3601Z1", ("functional_zone",), False),
        ("高新区", 2019, "520200", "520200", ("functional_zone",), True),
        ("六枝经济开发区", 2019, "520200", "520200", ("functional_zone",), True),
        ("3601Z1", 2020, None, "3601Z1", ("functional_zone",), False),
    ],
)
def test_what_offices_write_is_one_region(
    written: str | float, year: int, within: str | None, code: str, notices: tuple[str, ...], own: bool
) -> None:
    found = R.resolve(written, year, within)
    assert (found.code, found.notices, found.own_level, found.problem) == (code, notices, own, None)


@pytest.mark.parametrize(
    "written", ["999999", "52", "某某县", "", "市本级", "全市", "红岭工业园区", "1234567"]
)
def test_what_names_no_region_is_unknown(written: str) -> None:
    found = R.resolve(written, 2020)
    assert (found.code, found.problem) == (None, "region_unknown")


def test_a_name_of_several_regions_asks_with_its_candidates() -> None:
    found = R.resolve("朝阳", 2020)
    assert (found.code, found.problem) == (None, "region_ambiguous")
    assert found.candidates == ("110105", "211300", "220104")
    assert "北京市朝阳区（110105）" in found.details()["candidates"]
    assert R.resolve("朝阳", 2020, "220000").code == "220104"
    assert R.resolve("南昌", 2020, "360100").problem == "region_ambiguous"


@pytest.mark.parametrize(
    ("text", "within", "year", "code"),
    [
        ("六盘水市人力资源和社会保障局", None, 2019, "520200"),
        ("江西省高级人民法院", None, 2020, "360000"),
        ("琅琊区人民检察院", None, 2024, "341102"),
        ("鼓楼区人民检察院", None, 2024, None),
        ("鼓楼区人民检察院", "320100", 2024, "320106"),
        ("贵州省六盘水市钟山区人民法院", None, 2019, "520201"),
        ("盘县人民法院", None, 2016, "520222"),
        ("盘县人民法院", None, 2019, "520281"),
        ("南昌检察院", None, 2020, "360100"),
        ("南昌经济技术开发区人民检察院", None, 2020, "3601Z1"),
        ("附件1：滁州市支持起诉案件台账", None, 2024, "341100"),
        ("2024年滁州市支持起诉案件台账", None, 2024, "341100"),
        ("新建项目台账", "360100", 2020, None),
        ("全省支持起诉案件台账", None, 2020, None),
        ("市本级在建工程项目台账", None, 2019, None),
    ],
)
def test_a_title_or_office_name_names_its_region(
    text: str, within: str | None, year: int, code: str | None
) -> None:
    assert R.region_named_in(text, within, year) == code


@given(
    st.text(max_size=12),
    st.integers(1981, 2026),
    st.sampled_from([None, "520200", "360000", "110000", "520281"]),
)
def test_any_text_is_a_code_in_the_register_or_a_problem(text: str, year: int, within: str | None) -> None:
    found: Resolution = R.resolve(text, year, within)
    assert (found.code is None) == (found.problem is not None)
    assert found.code is None or R.by_code(found.code) is not None
    R.region_named_in(text, within, year)


@given(st.sampled_from(R.regions), st.integers(1981, 2026))
def test_every_full_name_resolves_within_its_parent(region: object, year: int) -> None:
    assert region in R.regions
    place = next(entry for entry in R.regions if entry is region)
    found = R.resolve(place.code, year)
    assert found.code == R.current_code(place.code, year)
    if place.in_force(year) and place.parent_code:
        named = R.resolve(place.name, year, place.parent_code)
        assert named.code == place.code or place.code in named.candidates
