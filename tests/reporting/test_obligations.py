"""Obligations: declared unit by unit, ended with a reason, answers of earlier data versions unchanged."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hub.access.viewer import OPERATOR, Viewer
from hub.database import connect
from hub.errors import Conflict, Forbidden, HubError, NotFound
from hub.reporting import end, obligations
from tests.reporting.pictures import ReportingPicture

MANAGES = frozenset({"data.read", "obligations.manage"})


@pytest.fixture
def picture(database_url: str) -> ReportingPicture:
    return ReportingPicture(database_url)


def listed(picture: ReportingPicture, **asked: Any) -> list[str]:
    with connect(picture.url) as connection:
        rows, total = obligations(connection, **{"by": OPERATOR, **asked})
    assert total >= len(rows)
    return sorted(row.unit for row in rows)


def test_one_declaration_obliges_every_county_once(picture: ReportingPicture) -> None:
    found = picture.oblige("H6", "520200", "2019-01", each="COUNTY")
    # 水城区（520204）was made in 2020 of a part of 水城县（520221）: it owes from the year after on.
    assert {o.unit: o.from_month for o in found} == {
        "HRSS:520201": date(2019, 1, 1),
        "HRSS:520203": date(2019, 1, 1),
        "HRSS:520204": date(2021, 1, 1),
        "HRSS:520221": date(2019, 1, 1),
        "HRSS:520281": date(2019, 1, 1),
    }
    assert {(o.sheet, o.days, o.declared_version) for o in found} == {("wage_cases", 10, 1)}
    assert sorted(picture.states("2020-12")) == ["HRSS:520201", "HRSS:520203", "HRSS:520221", "HRSS:520281"]
    assert sorted(picture.states("2021-01")) == ["HRSS:520201", "HRSS:520203", "HRSS:520204", "HRSS:520281"]
    assert len(listed(picture, sheet="H6", month=date(2019, 1, 1))) == 4
    assert listed(picture, month=date(2018, 12, 1)) == []
    assert listed(picture, first=2) == ["HRSS:520221", "HRSS:520281"]
    assert listed(picture, first=2, after=found[3].id) == ["HRSS:520203", "HRSS:520204"]


def test_an_obligation_that_ends_stays_in_what_was_said_before(picture: ReportingPicture) -> None:
    (one,) = picture.oblige("wage_cases", "520281", "2019-01")
    before = picture.version
    over = picture.release(one.id, after="2019-06")
    assert (over.ended_by, over.ended_reason, over.ended_version) == ("operator", "机构撤销", before + 1)
    assert [s.state.value for s in picture.board("2019-07", version=before)] == ["OVERDUE"]
    assert picture.states("2019-07") == {}
    assert picture.states("2019-06") == {"HRSS:520281": "OVERDUE"}
    assert listed(picture) == ["HRSS:520281"]
    assert listed(picture, ended=True) == ["HRSS:520281"] * 2
    with pytest.raises(Conflict):
        picture.release(one.id)


def test_a_slot_is_owed_by_one_obligation(picture: ReportingPicture) -> None:
    picture.oblige("wage_cases", "520281", "2019-01", "2019-12")
    with pytest.raises(Conflict, match=r"HRSS:520281 owes .* for 2019-01\.\.2019-12 already"):
        picture.oblige("wage_cases", "520200", "2019-12", each="COUNTY")
    assert len(picture.oblige("wage_cases", "520281", "2020-01")) == 1


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"sheet": "no_such"}, "SHEET_UNKNOWN"),
        ({"agency": "COURT"}, "AGENCY_INVALID"),
        ({"side": "sent"}, "SIDE_INVALID"),
        ({"region": "529999"}, "NOT_FOUND"),
        ({"first": date(1800, 1, 1)}, "PERIOD_INVALID"),
        ({"every": 5}, "FREQUENCY_INVALID"),
        ({"due_days": 400}, "DUE_DAYS_INVALID"),
        ({"region": "520281", "each": "PREFECTURE"}, "NO_UNITS"),
    ],
)
def test_what_cannot_be_owed_is_refused(picture: ReportingPicture, asked: dict[str, Any], code: str) -> None:
    given = {"sheet": "wage_cases", "region": "520200", "first": "2019-01", **asked}
    first = given.pop("first")
    with pytest.raises(HubError) as refused:
        picture.oblige(
            given.pop("sheet"), given.pop("region"), first if isinstance(first, str) else "1800-01", **given
        )
    assert refused.value.code == code


def test_only_a_secretariat_obliges_within_its_region(picture: ReportingPicture) -> None:
    secretariat = Viewer("liupanshui", "secretariat", None, "520200", MANAGES)
    (one,) = picture.oblige("wage_cases", "520281", "2019-01", by=secretariat)
    with pytest.raises(Forbidden):
        picture.oblige("wage_cases", "520300", "2019-01", by=secretariat)
    clerk = Viewer("clerk", "clerk", "HRSS", "520281", frozenset({"data.read"}))
    with pytest.raises(Forbidden, match=r"does not permit obligations\.manage"):
        picture.oblige("projects", "520281", "2019-01", by=clerk)
    elsewhere = Viewer("zunyi", "secretariat", None, "520300", MANAGES)
    assert listed(picture, by=elsewhere) == []
    assert listed(picture, by=clerk) == ["HRSS:520281"]
    with connect(picture.url) as connection, pytest.raises(NotFound):
        end(connection, one.id, by=elsewhere, reason="x")
