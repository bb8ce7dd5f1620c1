"""Statistics on small pictures: windows, regions, states, coverage."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hub.access.viewer import Viewer
from hub.errors import HubError
from hub.indicators.changes import Status
from hub.indicators.figures import Figure
from hub.indicators.numbers import Missing
from hub.indicators.press import Language, sentence
from hub.indicators.question import ORDINAL_READINGS, Reading
from tests.indicators.pictures import Picture


@pytest.fixture
def picture(database_url: str) -> Picture:
    return Picture(database_url)


def lawsuit(region: str, day: date, **values: Any) -> dict[str, Any]:
    return {"region_code": region, "accepted_on": day, "forum": "LITIGATION", **values}


def test_a_flow_counts_by_its_day_within_the_region_and_window(picture: Picture) -> None:
    picture.submit(
        "supported_lawsuits",
        "PROCURATORATE:360000",
        "2020-01..2020-12",
        [
            lawsuit("360102", date(2020, 5, 1)),
            lawsuit("360102", date(2020, 6, 30)),
            lawsuit("360203", date(2020, 6, 30), forum="ARBITRATION"),
            lawsuit("360203", date(2020, 7, 1)),
        ],
    )
    found = picture.values("360000", "2020-05", "2020-06", "supported_lawsuits_handled", by=["MONTH"])
    assert found == {"2020-05": 1, "2020-06": 1}
    found = picture.values("360000", "2020-01", "2020-12", "supported_lawsuits_handled", by=["PREFECTURE"])
    assert found["360100"] == 2
    assert found["360200"] == 1
    assert found["360300"] == 0
    assert len(found) == 11


def test_a_base_window_with_coverage_is_compared_and_one_without_is_not(picture: Picture) -> None:
    before = [lawsuit("341102", date(2023, 2, 1)) for _ in range(10)]
    picture.submit("supported_lawsuits", "PROCURATORATE:341100", "2023-01..2023-06", before)
    now = [lawsuit("341102", date(2024, 2, 1)) for _ in range(12)]
    picture.submit("supported_lawsuits", "PROCURATORATE:341100", "2024-01..2024-06", now)
    found = picture.ask("341100", "2024-01", "2024-06", "supported_lawsuits_handled")
    indicator = next(iter(found.question.asked)).indicator
    (row,) = found.rows
    values = {r: found.number(indicator, row, r) for r in ORDINAL_READINGS}
    assert {r.name: n.missing or n.value for r, n in values.items()} == {
        "CURRENT": 12,
        "YEAR_BEFORE": 10,
        "PREVIOUS": Missing.NOT_REPORTED,
        "TO_DATE": 12,
    }
    coverage = found.coverage(indicator, row)
    assert (coverage.expected, coverage.received, coverage.expected_base, coverage.received_base) == (
        6,
        6,
        6,
        6,
    )


def test_zero_and_not_reported_differ(picture: Picture) -> None:
    picture.submit("wage_cases", "HRSS:520201", "2019-01..2019-12", [])
    asked = ("520200", "2019-01", "2019-12", "wage_cases_filed")
    found = picture.values(*asked, by=["COUNTY"])
    assert found["520201"] == 0
    assert found["520203"] == "NOT_REPORTED"
    assert found["520200-own"] == "NOT_REPORTED"
    assert (
        picture.values("520200", "2019-01", "2020-01", "wage_cases_filed", by=["MONTH"])["2020-01"]
        == "NOT_REPORTED"
    )


def test_a_unit_above_covers_what_no_unit_of_its_own_reports(picture: Picture) -> None:
    """Before the prefectures sent the sheet themselves, the province's file covers them; afterwards it does not."""
    picture.submit("supported_lawsuits", "PROCURATORATE:360000", "2019-05..2020-04", [])
    picture.submit("supported_lawsuits", "PROCURATORATE:360100", "2020-05..2020-05", [])
    found = picture.values(
        "360000", "2020-04", "2020-06", "supported_lawsuits_handled", by=["PREFECTURE", "MONTH"]
    )
    assert found["360100", "2020-04"] == 0
    assert found["360100", "2020-05"] == 0
    assert found["360100", "2020-06"] == "NOT_REPORTED"
    assert found["360200", "2020-04"] == 0
    assert found["360200", "2020-05"] == "NOT_REPORTED"


def test_counties_the_own_level_and_zones(picture: Picture) -> None:
    rows = [lawsuit(code, date(2021, 1, 5)) for code in ("360102", "360100", "3601Z1", "3601Z1")]
    picture.submit("supported_lawsuits", "PROCURATORATE:360100", "2021-01", rows)
    found = picture.values("360100", "2021-01", "2021-01", "supported_lawsuits_handled", by=["COUNTY"])
    assert found["360100-own"] == 3
    assert found["360102"] == 1
    assert found["360111"] == 0


def test_a_succeeded_county_is_compared_with_its_successor(picture: Picture) -> None:
    """龙南县 360727 became 龙南市 360783 in 2020."""
    rows = [
        lawsuit("360727", date(2019, 3, 1)),
        lawsuit("360727", date(2020, 3, 1)),
        lawsuit("360727", date(2020, 4, 1)),
        lawsuit("360783", date(2020, 11, 1)),
        lawsuit("360783", date(2021, 3, 1)),
    ]
    picture.submit("supported_lawsuits", "PROCURATORATE:360700", "2019-01..2021-12", rows)
    asked = ("360700", "2020-01", "2020-12", "supported_lawsuits_handled")
    found = picture.values(*asked, by=["COUNTY"])
    assert (found["360727"], found["360783"]) == (2, 1)
    later = ("360700", "2021-01", "2021-12", "supported_lawsuits_handled")
    assert "360727" not in picture.values(*later, by=["COUNTY"])
    assert picture.values(*later, by=["COUNTY"], reading=Reading.YEAR_BEFORE)["360783"] == 3
    within = ("360783", "2019-01", "2021-12", "supported_lawsuits_handled")
    assert picture.values(*within, by=["YEAR"]) == {"2019-01": 1, "2020-01": 3, "2021-01": 1}
    gone = ("360727", "2021-01", "2021-12", "supported_lawsuits_handled")
    assert picture.values(*gone, reading=Reading.YEAR_BEFORE) == {(): 0}


def test_a_split_county_keeps_a_row_of_its_own(picture: Picture) -> None:
    """水城县 520221 went to 520201 and 520204 in 2020: its later records belong to neither alone."""
    rows = [lawsuit("520221", date(2021, 3, 1)), lawsuit("520204", date(2021, 3, 1))]
    picture.submit("supported_lawsuits", "PROCURATORATE:520200", "2021-01..2021-12", rows)
    found = picture.values("520200", "2021-01", "2021-12", "supported_lawsuits_handled", by=["COUNTY"])
    assert (found["520221"], found["520204"], found["520201"]) == (1, 1, 0)


def test_a_record_with_two_worker_groups_counts_in_both_and_once_in_the_total(picture: Picture) -> None:
    rows = [
        lawsuit("360102", date(2021, 1, 5), worker_group=["MIGRANT", "WOMEN"]),
        lawsuit("360102", date(2021, 1, 5), worker_group=["MIGRANT"]),
        lawsuit("360102", date(2021, 1, 5), worker_group=None),
    ]
    picture.submit("supported_lawsuits", "PROCURATORATE:360100", "2021-01", rows)
    asked = ("360100", "2021-01", "2021-01", "supported_lawsuits_handled")
    assert picture.values(*asked) == {(): 3}
    assert picture.values(*asked, by=["WORKER_GROUP"]) == {"MIGRANT": 2, "WOMEN": 1, None: 1}
    assert picture.values(*asked, where={"worker_group": ["WOMEN"]}) == {(): 1}
    assert picture.values(*asked, where={"worker_group": ["UNKNOWN"]}) == {(): 1}


def test_a_stock_reads_the_newest_state_of_each_unit_and_carries_it_three_months(picture: Picture) -> None:
    def projects(count: int, **values: Any) -> list[dict[str, Any]]:
        return [{"status": "UNDER_CONSTRUCTION", "real_name": True, **values} for _ in range(count)]

    picture.submit("projects", "HRSS:520201", "2019-10", projects(5))
    picture.submit("projects", "HRSS:520201", "2019-12", projects(3), as_of=date(2019, 12, 23))
    picture.submit("projects", "HRSS:520203", "2019-11", projects(7))
    by_month = picture.values("520200", "2019-09", "2020-04", "projects_under_construction", by=["MONTH"])
    assert by_month == {
        "2019-09": "NOT_REPORTED",
        "2019-10": 5,
        "2019-11": 12,
        "2019-12": 10,
        "2020-01": 10,
        "2020-02": 10,
        "2020-03": 3,
        "2020-04": "NOT_REPORTED",
    }
    asked = ("520200", "2019-12", "2019-12", "projects_under_construction")
    assert picture.values(*asked, on=date(2019, 12, 22)) == {(): 12}
    found = picture.ask(*asked)
    assert found.cut(found.question.asked[0].indicator, found.rows[0]) == date(2019, 12, 23)
    coverage = found.coverage(found.question.asked[0].indicator, found.rows[0])
    assert (coverage.expected, coverage.received, coverage.carried) == (2, 2, 1)


def test_a_record_no_longer_listed_ends_with_the_newer_state(picture: Picture) -> None:
    row = {"status": "UNDER_CONSTRUCTION"}
    picture.submit("projects", "HRSS:520201", "2019-11", [row])
    picture.submit("projects", "HRSS:520201", "2019-12", [])
    asked = ("520201", "2019-11", "2019-12", "projects_under_construction")
    assert picture.values(*asked, by=["MONTH"]) == {"2019-11": 1, "2019-12": 0}


def test_ratios_are_computed_anew_and_a_denominator_of_zero_is_not_applicable(picture: Picture) -> None:
    def project(code: str, key: str) -> dict[str, Any]:
        return {
            "region_code": code,
            "project_code": key,
            "status": "UNDER_CONSTRUCTION",
            "account_required": True,
        }

    rows = [project("520201", f"A{i}") for i in range(3)] + [project("520203", "B")]
    picture.submit("projects", "HRSS:520200", "2019-12", rows)
    accounts = [
        {"region_code": "520201", "project_code": "A0", "status": "OPEN", "account_digest": "1"},
        {"region_code": "520201", "project_code": "A0", "status": "OPEN", "account_digest": "2"},
        {"region_code": "520201", "project_code": "A1", "status": "CLOSED", "account_digest": "3"},
        {"region_code": "520203", "project_code": "B", "status": "OPEN", "account_digest": "4"},
    ]
    picture.submit("special_accounts", "HRSS:520200", "2019-12", accounts)
    asked = ("520200", "2019-12", "2019-12", "special_account_coverage")
    assert picture.values(*asked) == {(): 50}
    by_county = picture.values(*asked, by=["COUNTY"])
    assert by_county["520201"] == Decimal(1) / Decimal(3) * 100
    assert by_county["520203"] == 100
    assert by_county["520281"] == "NOT_APPLICABLE"


def test_a_project_counts_as_paid_only_if_all_its_accounts_paid(picture: Picture) -> None:
    def account(key: str, digest: str, full: bool | None) -> dict[str, Any]:
        return {
            "region_code": "520201",
            "project_code": key,
            "account_digest": digest,
            "paid_in_full": full,
            "on_time": True,
        }

    rows = [
        account("A", "1", True),
        account("A", "2", False),
        account("B", "3", True),
        account("C", "4", None),
    ]
    picture.submit("account_monthly", "HRSS:520200", "2019-12", rows, as_of=date(2019, 12, 23))
    assert picture.values("520200", "2019-12", "2019-12", "projects_paid_in_full_on_time") == {(): 1}


def test_a_blacklist_entry_is_active_until_removed(picture: Picture) -> None:
    rows = [
        {"listed_on": date(2018, 11, 5), "removed_on": date(2019, 11, 5)},
        {"listed_on": date(2019, 3, 1), "expires_on": date(2019, 6, 1)},
        {"listed_on": date(2019, 12, 20)},
    ]
    picture.submit("blacklist", "HRSS:520200", "2018-01..2019-12", rows)
    found = picture.values("520200", "2019-10", "2019-12", "blacklist_active", by=["MONTH"])
    assert found == {"2019-10": 2, "2019-11": 1, "2019-12": 2}
    assert picture.values(*("520200", "2019-10", "2019-12", "blacklist_active"), on=date(2019, 11, 4)) == {
        (): 2
    }


def test_the_cut_off_day_cuts_flows_and_their_base(picture: Picture) -> None:
    days = [date(y, 12, d) for y in (2018, 2019) for d in (10, 23, 24)]
    picture.submit(
        "supported_lawsuits", "PROCURATORATE:341100", "2018-01..2019-12", [lawsuit("341102", d) for d in days]
    )
    asked = ("341100", "2019-01", "2019-12", "supported_lawsuits_handled")
    assert picture.values(*asked) == {(): 3}
    assert picture.values(*asked, on=date(2019, 12, 23)) == {(): 2}
    assert picture.values(*asked, on=date(2019, 12, 23), reading=Reading.YEAR_BEFORE) == {(): 2}
    assert picture.values(*asked, by=["MONTH"], on=date(2019, 11, 30))["2019-12"] == "NOT_REPORTED"


def test_as_of_answers_what_the_hub_knew(picture: Picture) -> None:
    first = picture.submit(
        "supported_lawsuits", "PROCURATORATE:341100", "2019-01", [lawsuit("341102", date(2019, 1, 2))]
    )
    picture.submit("supported_lawsuits", "PROCURATORATE:341100", "2019-01", [], replaces=first)
    asked = ("341100", "2019-01", "2019-01", "supported_lawsuits_handled")
    assert picture.values(*asked) == {(): 0}
    assert picture.values(*asked, as_of=picture.time(1)) == {(): 1}
    assert picture.ask(*asked, as_of=picture.time(1)).version == 1


def test_parts_of_several_ledgers_are_added(picture: Picture) -> None:
    cases = [
        {"recovered_on": date(2020, 7, 1), "recovered_amount": Decimal("100.50"), "recovery_kind": "WAGES"},
        {
            "recovered_on": date(2020, 7, 1),
            "recovered_amount": Decimal("7"),
            "recovery_kind": "INJURY_COMPENSATION",
        },
        {"recovered_on": date(2020, 7, 1), "recovered_amount": Decimal("1"), "recovery_kind": None},
    ]
    picture.submit(
        "supported_lawsuits",
        "PROCURATORATE:360100",
        "2020-07",
        [{**c, "region_code": "360102"} for c in cases],
    )
    supervised = [
        {"region_code": "360102", "accepted_on": date(2020, 7, 2), "recovered_amount": Decimal("1000")}
    ]
    picture.submit("civil_supervision", "PROCURATORATE:360000", "2020-07", supervised)
    asked = ("360000", "2020-07", "2020-07", "procuratorate_wages_recovered")
    assert picture.values(*asked) == {(): Decimal("1101.50")}
    assert picture.values(*asked, by=["WORKER_GROUP"]) == {None: Decimal("1101.50")}


def test_what_a_viewer_may_not_see_is_withheld(picture: Picture) -> None:
    picture.submit(
        "wage_cases", "HRSS:520200", "2019-01", [{"region_code": "520201", "filed_on": date(2019, 1, 2)}]
    )
    county = Viewer("v", "viewer", None, "520201", frozenset({"data.read"}))
    union = Viewer("u", "clerk", "UNION", "520200", frozenset({"data.read"}))
    asked = ("2019-01", "2019-01", "wage_cases_filed")
    assert picture.values("520201", *asked, viewer=county) == {(): 1}
    assert picture.values("520200", *asked, viewer=county) == {(): "WITHHELD"}
    assert picture.values("520203", *asked, viewer=county) == {(): "WITHHELD"}
    assert picture.values("520200", *asked, viewer=union) == {(): "WITHHELD"}


def test_a_group_or_filter_that_an_indicator_lacks_is_an_error_that_names_the_legal_ones(
    picture: Picture,
) -> None:
    asked = ("520200", "2019-01", "2019-01", "compulsory_enforcement_completed")
    with pytest.raises(HubError) as refused:
        picture.values(*asked, by=["WORKER_GROUP"])
    assert refused.value.code == "GROUPING_NOT_ALLOWED"
    assert "OUTCOME" in refused.value.en
    with pytest.raises(HubError) as refused:
        picture.values(*asked, where={"worker_group": ["MIGRANT"]})
    assert "outcome" in refused.value.en
    with pytest.raises(HubError) as refused:
        picture.values(*asked, where={"outcome": ["NO_SUCH"]})
    assert "WAGES_PAID" in refused.value.zh


def test_a_document_number_is_found_with_other_brackets(picture: Picture) -> None:
    row = lawsuit("341102", date(2024, 2, 1), case_no="皖1102检民支〔2024〕19号")
    picture.submit(
        "supported_lawsuits", "PROCURATORATE:341100", "2024-02", [row, lawsuit("341102", date(2024, 2, 1))]
    )
    asked = ("341100", "2024-02", "2024-02", "supported_lawsuits_handled")
    assert picture.values(*asked, where={"record": "皖1102检民支(2024)19号"}) == {(): 1}


def test_a_small_base_gives_no_percentage_and_a_base_of_zero_a_status(picture: Picture) -> None:
    rows = [lawsuit("341102", date(2023, 2, 1)), *(lawsuit("341102", date(2024, m, 1)) for m in (1, 2, 2))]
    picture.submit("supported_lawsuits", "PROCURATORATE:341100", "2023-01..2024-12", rows)
    found = picture.ask("341100", "2024-01", "2024-02", "supported_lawsuits_handled", by=["MONTH"])
    figures = [Figure(found, found.question.asked[0].indicator, row) for row in found.rows]
    assert [f.change(Reading.YEAR_BEFORE).status for f in figures] == [Status.ZERO_BASE, Status.SMALL_BASE]


def test_nothing_is_counted_after_the_newest_data_and_what_is_missing_is_told(picture: Picture) -> None:
    """Rows dated after the as-of day (a deadline to come) are no figures of those months; states are carried."""
    rows = [
        {"region_code": "520201", "listed_on": date(2019, 3, 1), "removed_on": None},
        {"region_code": "520201", "listed_on": date(2020, 1, 10), "removed_on": None},
    ]
    picture.submit("blacklist", "HRSS:520201", "2019-01..2019-12", rows, as_of=date(2019, 12, 23))
    months = picture.values("520201", "2019-12", "2020-01", "blacklist_new", by=["MONTH"])
    assert months == {"2019-12": Decimal(0), "2020-01": "NOT_REPORTED"}
    assert picture.values("520201", "2019-12", "2020-01", "blacklist_new") == {(): Decimal(0)}
    active = picture.values("520201", "2019-12", "2020-01", "blacklist_active", by=["MONTH"])
    assert active == {"2019-12": Decimal(1), "2020-01": "NOT_REPORTED"}
    found = picture.ask("520201", "2020-01", "2020-01", "blacklist_active")
    told = found.coverage(found.question.asked[0].indicator, found.rows[0])
    assert (told.expected, told.received) == (1, 0)


def test_a_carried_state_names_its_own_day(picture: Picture) -> None:
    rows = [{"region_code": "520201", "status": "UNDER_CONSTRUCTION", "real_name": True}]
    picture.submit("projects", "HRSS:520201", "2019-12", rows, as_of=date(2019, 12, 23))
    found = picture.ask("520201", "2020-02", "2020-02", "projects_real_name")
    figure = Figure(found, found.question.asked[0].indicator, found.rows[0])
    assert figure.number.value == 1
    assert sentence(figure).startswith("截至2019年12月23日（此后未报送，沿用），")
    assert "as of 2019-12-23 (nothing reported since): " in sentence(figure, Language.EN)
