"""The reporting board and obligations in GraphQL."""

from __future__ import annotations

import pytest

from hub.access.viewer import Viewer
from hub.settings import Settings
from tests.reporting.pictures import ReportingPicture
from tests.schema.picture import Hub

BOARD = """query Board($month: Month!, $within: RegionCode, $first: Int, $after: ID, $states: [SlotState!]) {
  reportingBoard(month: $month, within: $within, first: $first, after: $after, states: $states) {
    id unit agency { code zh en } region { code name } sheet { name form zh en } side month dueOn basis state
    receivedAt acceptedAt daysLate submissionId supplements obligation
  } }"""
DECLARE = """mutation Declare($each: EachLevel) {
  declareObligations(sheet: "H6", agency: "HRSS", region: "520200", from: "2020-01", each: $each, reason: "年度通知") {
    id unit from to dueDays everyMonths reason declaredBy } }"""
SECRETARIAT = Viewer("s", "secretariat", None, "520200", frozenset({"data.read", "obligations.manage"}))


@pytest.fixture
def picture(database_url: str) -> ReportingPicture:
    return ReportingPicture(database_url)


@pytest.fixture
def hub(picture: ReportingPicture) -> Hub:
    return Hub(picture.url)


def test_a_declared_slot_and_what_came_of_it(hub: Hub, picture: ReportingPicture) -> None:
    made = hub.ask(DECLARE, {"each": "COUNTY"}, viewer=SECRETARIAT)["declareObligations"]
    assert [o["unit"] for o in made][:2] == ["HRSS:520201", "HRSS:520203"]
    assert {k: made[0][k] for k in ("from", "to", "dueDays", "everyMonths", "reason", "declaredBy")} == {
        "from": "2020-01",
        "to": None,
        "dueDays": 10,
        "everyMonths": 1,
        "reason": "年度通知",
        "declaredBy": "s",
    }
    picture.version = 1
    number = picture.came("wage_cases", "HRSS:520201", "2020-05", "2020-06-12")

    found = hub.ask(BOARD, {"month": "2020-05"}, viewer=SECRETARIAT)["reportingBoard"]

    assert hub.statements == 1
    assert len(found) == 4
    slot = found[0]
    assert slot.pop("id")
    assert slot.pop("acceptedAt")
    assert slot == {
        "unit": "HRSS:520201",
        "agency": {"code": "HRSS", "zh": "人力资源和社会保障部门", "en": slot["agency"]["en"]},
        "region": {"code": "520201", "name": "钟山区"},
        "sheet": {"name": "wage_cases", "form": "H6", "zh": slot["sheet"]["zh"], "en": slot["sheet"]["en"]},
        "side": None,
        "month": "2020-05",
        "dueOn": "2020-06-10",
        "basis": "DECLARED",
        "state": "RECEIVED_LATE",
        "receivedAt": "2020-06-12T15:00:00+00:00",
        "daysLate": 2,
        "submissionId": str(number),
        "supplements": 0,
        "obligation": made[0]["id"],
    }
    overdue = hub.ask(BOARD, {"month": "2020-05", "states": ["OVERDUE"]})["reportingBoard"]
    assert [s["region"]["code"] for s in overdue] == ["520203", "520221", "520281"]


def test_the_board_is_paged_and_bounded(hub: Hub, picture: ReportingPicture) -> None:
    picture.oblige("wage_cases", "520200", "2020-01", each="COUNTY")
    first = hub.ask(BOARD, {"month": "2020-05", "first": 3})["reportingBoard"]
    rest = hub.ask(BOARD, {"month": "2020-05", "first": 3, "after": first[-1]["id"]})["reportingBoard"]
    assert [s["region"]["code"] for s in first + rest] == ["520201", "520203", "520221", "520281"]
    small = Hub(picture.url, Settings(page_size_max=3, page_size_default=3))
    assert small.refusal(BOARD, {"month": "2020-05"}) == "LIMIT_EXCEEDED"
    assert hub.refusal(BOARD, {"month": "2020-05", "first": 5000}) == "LIMIT_EXCEEDED"
    assert hub.refusal(BOARD, {"month": "2020-05", "after": "no"}) == "BAD_REQUEST"
    assert hub.refusal(BOARD, {"month": "2020-05", "within": "529999"}) == "NOT_FOUND"
    assert hub.answer(BOARD, {"month": "2020-05"}, viewer=None)["errors"]


def test_obligations_are_listed_and_ended(hub: Hub) -> None:
    made = hub.ask(DECLARE, {"each": "COUNTY"}, viewer=SECRETARIAT)["declareObligations"]
    query = """query L($after: String, $ended: Boolean! = false) { obligations(first: 3, after: $after, ended: $ended) {
      totalCount nodes { id sheet { form } endedReason } edges { cursor } pageInfo { hasNextPage endCursor } } }"""
    page = hub.ask(query, viewer=SECRETARIAT)["obligations"]
    assert (page["totalCount"], page["pageInfo"]["hasNextPage"]) == (5, True)
    more = hub.ask(query, {"after": page["pageInfo"]["endCursor"]}, viewer=SECRETARIAT)["obligations"]
    ids = [n["id"] for n in page["nodes"] + more["nodes"]]
    assert ids == [o["id"] for o in reversed(made)]
    assert more["pageInfo"]["hasNextPage"] is False

    end = "mutation E($id: ID!, $reason: String!) { endObligation(id: $id, reason: $reason) { endedBy endedReason } }"
    assert hub.refusal(end, {"id": ids[0], "reason": " "}, viewer=SECRETARIAT) == "REASON_REQUIRED"
    over = hub.ask(end, {"id": ids[0], "reason": "撤并"}, viewer=SECRETARIAT)["endObligation"]
    assert over == {"endedBy": "s", "endedReason": "撤并"}
    assert hub.ask(query, viewer=SECRETARIAT)["obligations"]["totalCount"] == 4
    assert hub.refusal(end, {"id": "x", "reason": "撤并"}, viewer=SECRETARIAT) == "NOT_FOUND"


def test_who_may_not_oblige_is_refused(hub: Hub) -> None:
    clerk = Viewer("c", "clerk", "HRSS", "520200", frozenset({"data.read", "submissions.receive"}))
    assert hub.refusal(DECLARE, viewer=clerk) == "FORBIDDEN"
    elsewhere = Viewer("e", "secretariat", None, "520300", SECRETARIAT.permissions)
    assert hub.refusal(DECLARE, viewer=elsewhere) == "FORBIDDEN"


def test_rates_are_figures_of_statistics(hub: Hub, picture: ReportingPicture) -> None:
    picture.oblige("wage_cases", "520200", "2020-01", each="COUNTY")
    picture.came("wage_cases", "HRSS:520201", "2020-05", "2020-06-01")
    data = hub.ask(
        """{ statistics(within: "520200", from: "2020-05", to: "2020-05", by: [AGENCY]) { agency { code }
          reportingCompletenessRate { value numerator denominator text coverage { expected received }
            yearOnYear { status } sources { part submission sheet unit cell } } reportingOnTimeRate { value } } }"""
    )
    assert hub.statements == 1
    (row,) = data["statistics"]
    rate = row["reportingCompletenessRate"]
    assert (row["agency"]["code"], rate["value"], rate["numerator"], rate["denominator"]) == (
        "HRSS",
        "25.0",
        "1",
        "4",
    )
    assert (rate["text"], rate["coverage"]) == ("25.0%", {"expected": 4, "received": 1})
    source = {"submission": "1", "sheet": "wage_cases", "unit": "HRSS:520201", "cell": None}
    assert rate["sources"] == [{"part": part, **source} for part in ("NUMERATOR", "DENOMINATOR")]
    assert row["reportingOnTimeRate"]["value"] == "25.0"
