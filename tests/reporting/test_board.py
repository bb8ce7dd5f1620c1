"""The reporting board: states, due days, scopes, past versions, regions that were succeeded."""

from __future__ import annotations

from datetime import date

import pytest

from hub.access.viewer import OPERATOR, Viewer
from hub.database import connect
from hub.errors import HubError, LimitExceeded
from hub.reporting import SlotState
from hub.submissions import accept, close_month
from tests.reporting.pictures import ReportingPicture
from tests.submissions.actions import number_of, received
from tests.submissions.pictures import wage_cases

READ = frozenset({"data.read"})
CLERK = READ | {"submissions.receive"}


@pytest.fixture
def picture(database_url: str) -> ReportingPicture:
    return ReportingPicture(database_url)


def test_every_state_of_a_slot(picture: ReportingPicture) -> None:
    counties = ["520201", "520203", "520221", "520281"]
    picture.oblige("wage_cases", "520200", "2020-01", "2020-12", each="COUNTY")
    picture.oblige("wage_cases", "520300", "2020-01", "2020-12", each="COUNTY")
    picture.came("wage_cases", "HRSS:520201", "2020-05", "2020-06-10")
    picture.came("wage_cases", "HRSS:520203", "2020-05", "2020-06-11")
    picture.came("wage_cases", "HRSS:520221", "2020-05", "2020-06-01", nil=True)
    picture.came("wage_cases", "HRSS:520281", "2020-05", "2020-05-26", as_of=date(2020, 5, 25))
    picture.sent("wage_cases", "HRSS:520302", "2020-05", "2020-06-02", "CHECKED")
    picture.sent("wage_cases", "HRSS:520303", "2020-05", "2020-06-02", "REFUSED")
    picture.withdraw(picture.came("wage_cases", "HRSS:520304", "2020-05", "2020-06-02"))
    picture.came("wage_cases", "HRSS:520322", "2020-05", "2020-07-10", nil=True)
    picture.came("wage_cases", "HRSS:520323", "2020-05", "2020-06-02", mode="SUPPLEMENT")

    found = {slot.region_code: slot for slot in picture.board("2020-05", within="520000")}

    assert [found[code].state.value for code in counties] == [
        "RECEIVED_ON_TIME",
        "RECEIVED_LATE",
        "NIL_ON_TIME",
        "PARTIAL",
    ]
    others = ["520302", "520303", "520304", "520322", "520323"]
    assert [found[code].state.value for code in others] == [
        "WAITING",
        "REFUSED",
        "WITHDRAWN",
        "NIL_LATE",
        "OVERDUE",
    ]
    assert found["520201"].due_on == date(2020, 6, 10)
    assert [found[code].days_late for code in ("520201", "520203", "520322")] == [None, 1, 30]
    assert found["520323"].supplements == 1
    assert found["520203"].accepted_at is not None
    late = picture.states("2020-05", within="520200", states=[SlotState.RECEIVED_LATE])
    assert late == {"HRSS:520203": "RECEIVED_LATE"}


def test_in_time_is_the_first_accepted_submission_that_covers_the_month(picture: ReportingPicture) -> None:
    first = picture.came("projects", "HRSS:520281", "2020-05", "2020-06-08")
    picture.came("projects", "HRSS:520281", "2020-04..2020-05", "2020-08-01", nil=True)
    assert picture.states("2020-05") == {"HRSS:520281": "NIL_ON_TIME"}
    assert picture.states("2020-04") == {"HRSS:520281": "NIL_LATE"}

    picture.withdraw(first)

    assert picture.states("2020-05") == {"HRSS:520281": "NIL_LATE"}


def test_a_unit_owes_what_it_is_known_to_send_until_an_obligation_says_otherwise(
    picture: ReportingPicture,
) -> None:
    picture.came("wage_cases", "HRSS:520281", "2020-02", "2020-03-01")
    assert picture.states("2020-01") == {}
    (slot,) = picture.board("2020-03")
    assert (slot.obligation, slot.due_on, slot.state.value) == (None, date(2020, 4, 10), "OVERDUE")

    (declared,) = picture.oblige("H6", "520281", "2020-03", "2020-06", due_days=5)
    (slot,) = picture.board("2020-03")
    assert (slot.obligation, slot.due_on) == (declared.id, date(2020, 4, 5))
    assert picture.states("2020-07") == {}
    assert picture.states("2020-02") == {"HRSS:520281": "RECEIVED_ON_TIME"}

    before = picture.version
    picture.release(declared.id)
    assert picture.states("2020-07") == {"HRSS:520281": "OVERDUE"}
    assert picture.states("2020-07", version=before) == {}


def test_a_quarterly_sheet_is_owed_for_the_last_month_of_the_quarter(picture: ReportingPicture) -> None:
    picture.oblige("wage_cases", "520281", "2020-01", every=3)
    months = [month for month in range(1, 13) if picture.states(f"2020-{month:02}")]
    assert months == [3, 6, 9, 12]


def test_the_board_of_a_past_day_says_what_was_due_and_known_on_it(picture: ReportingPicture) -> None:
    picture.oblige("wage_cases", "520281", "2026-01", due_days=10)
    declared_at = picture.board("2026-01", within="520281")
    assert [slot.state.value for slot in declared_at] == ["OVERDUE"]
    (slot,) = picture.board("2026-01", version=picture.version)
    assert slot.state.value in ("NOT_YET_DUE", "OVERDUE")
    (future,) = picture.board("2199-01")
    assert (future.state.value, future.days_late) == ("NOT_YET_DUE", None)
    with pytest.raises(HubError, match="There is no data version 99"):
        picture.board("2026-01", version=99)


def test_what_waits_or_was_refused_is_told_to_those_who_send_only(picture: ReportingPicture) -> None:
    picture.oblige("wage_cases", "520281", "2020-01")
    picture.sent("wage_cases", "HRSS:520281", "2020-05", "2020-06-02", "CHECKED")
    sender = Viewer("clerk", "clerk", "HRSS", "520281", CLERK)
    reader = Viewer("reader", "viewer", "HRSS", "520281", READ)
    assert picture.states("2020-05", by=sender) == {"HRSS:520281": "WAITING"}
    assert picture.states("2020-05", by=reader) == {"HRSS:520281": "OVERDUE"}


def test_only_units_in_scope_are_shown(picture: ReportingPicture) -> None:
    picture.oblige("wage_cases", "520281", "2020-01")
    picture.oblige("wage_cases", "520201", "2020-01")
    picture.oblige("union_services", "520281", "2020-01", agency="UNION")

    def seen(agency: str | None, region: str | None, within: str | None = None) -> set[str]:
        by = Viewer("v", "viewer", agency, region, READ)
        return {f"{s.agency}:{s.region_code}" for s in picture.board("2020-05", by=by, within=within)}

    assert seen(None, "520200") == {"HRSS:520201", "HRSS:520281", "UNION:520281"}
    assert seen(None, "520281") == {"HRSS:520281", "UNION:520281"}
    assert seen("UNION", "520200") == {"UNION:520281"}
    assert seen(None, "520281", "520200") == {"HRSS:520281", "UNION:520281"}
    assert seen(None, "520300") == set()
    assert seen(None, "520300", "520200") == set()


def test_the_unit_of_a_successor_owes_on_and_each_month_is_owed_once(picture: ReportingPicture) -> None:
    # 盘县（520222）became 盘州市（520281）in 2017.
    picture.oblige("wage_cases", "520222", "2016-01")
    picture.came("wage_cases", "HRSS:520222", "2016-01..2017-03", "2017-04-01")
    assert picture.states("2016-12") == {"HRSS:520222": "RECEIVED_LATE"}
    assert picture.states("2017-04") == {"HRSS:520222": "OVERDUE"}
    assert picture.states("2018-01") == {"HRSS:520281": "OVERDUE"}

    picture.came("wage_cases", "HRSS:520281", "2017-04..2018-01", "2018-02-01")

    assert picture.states("2017-03") == {"HRSS:520222": "RECEIVED_ON_TIME"}
    assert picture.states("2017-04") == {"HRSS:520281": "RECEIVED_LATE"}
    assert picture.states("2018-01", within="520281") == {"HRSS:520281": "RECEIVED_ON_TIME"}


def test_pages_and_the_limit(picture: ReportingPicture) -> None:
    picture.oblige("wage_cases", "520200", "2020-01", each="COUNTY")
    picture.oblige("complaints", "520200", "2020-01", each="COUNTY")
    every = picture.board("2020-05")
    assert [slot.region_code for slot in every[:4]] == ["520201", "520203", "520221", "520281"]
    assert [slot.sheet for slot in every] == ["complaints"] * 4 + ["wage_cases"] * 4
    pages, after = [], None
    while page := picture.board("2020-05", first=3, after=after):
        pages.append(len(page))
        after = page[-1].id
    assert pages == [3, 3, 2]
    assert after == every[-1].id
    with pytest.raises(LimitExceeded, match="More than 7 slots"):
        picture.board("2020-05", first=7, whole=True)
    with pytest.raises(HubError, match="`after` must be"):
        picture.board("2020-05", after="zz")


def test_a_correction_of_a_closed_month_with_its_reason_counts_as_late(picture: ReportingPicture) -> None:
    picture.oblige("wage_cases", "520281", "2019-01", "2019-12")
    with connect(picture.url) as connection:
        close_month(connection, "520200", date(2019, 5, 1), by=OPERATOR, reason="已发布")
    parsed = wage_cases({"案1": 100}, region="520281", period="2019-05")

    waits = received(picture.url, parsed, accept_now=True)
    assert waits.status == "checked"
    assert picture.states("2019-05") == {"HRSS:520281": "WAITING"}
    with connect(picture.url) as connection:
        accept(connection, number_of(waits), by=OPERATOR, reason="补交台账")

    (slot,) = picture.board("2019-05")
    assert (slot.state.value, slot.submission) == ("RECEIVED_LATE", number_of(waits))
    assert slot.days_late is not None
    assert slot.days_late > 365
    assert picture.states("2019-06") == {"HRSS:520281": "OVERDUE"}


def test_a_sheet_with_two_sides_is_owed_by_each_side(picture: ReportingPicture) -> None:
    picture.oblige("clue_transfers", "520281", "2020-01", agency="PROCURATORATE", side="sent")
    picture.oblige("clue_transfers", "520281", "2020-01", agency="PROCURATORATE", side="received")
    assert [(slot.side, slot.state.value) for slot in picture.board("2020-05")] == [
        ("received", "OVERDUE"),
        ("sent", "OVERDUE"),
    ]
