"""Supplements: they add and correct rows, remove none and cover nothing."""

from __future__ import annotations

from typing import Any

import pytest

from hub.access.viewer import OPERATOR
from hub.database import connect
from hub.errors import HubError
from hub.submissions import SUPPLEMENT, accept, preview, withdraw
from tests.schema.picture import Hub
from tests.submissions.actions import asked, number_of, received
from tests.submissions.pictures import projects, wage_cases

LIVE = "select case_no, recovered_amount::int from wage_cases where live_from is not null and live_to is null order by 1"


def test_rows_that_a_supplement_does_not_list_stay(database_url: str) -> None:
    received(database_url, wage_cases({"1号": 100, "2号": 200}), accept_now=True)
    receipt = received(database_url, wage_cases({"2号": 250, "3号": 300}), accept_now=True, mode=SUPPLEMENT)
    assert (receipt.rows.new, receipt.rows.changed, receipt.rows.removed) == (1, 1, 0)
    assert receipt.as_json()["mode"] == "SUPPLEMENT"
    assert asked(database_url, LIVE) == [("1号", 100), ("2号", 250), ("3号", 300)]
    with connect(database_url) as connection:
        withdraw(connection, number_of(receipt), by=OPERATOR, reason="有误")
    assert asked(database_url, LIVE) == [("1号", 100), ("2号", 200)]


def test_full_replacement_is_the_default_and_covers_a_supplement(database_url: str) -> None:
    first = number_of(received(database_url, wage_cases({"1号": 100}), accept_now=True))
    extra = received(database_url, wage_cases({"2号": 200}), accept_now=True, mode=SUPPLEMENT)
    states = "{ submissions { nodes { id state mode } } }"
    found = {n["id"]: n["state"] for n in Hub(database_url).ask(states)["submissions"]["nodes"]}
    assert found == {str(first): "ACCEPTED", str(extra.submission): "ACCEPTED"}
    whole = received(database_url, wage_cases({"1号": 100, "3号": 300}), accept_now=True)
    assert whole.rows.removed == 1
    assert asked(database_url, LIVE) == [("1号", 100), ("3号", 300)]
    found = {n["id"]: n["state"] for n in Hub(database_url).ask(states)["submissions"]["nodes"]}
    assert (found[str(first)], found[str(extra.submission)]) == ("SUPERSEDED", "SUPERSEDED")


def test_the_mode_can_be_chosen_when_accepting(database_url: str) -> None:
    received(database_url, wage_cases({"1号": 100}), accept_now=True)
    number = number_of(received(database_url, wage_cases({"2号": 200})))
    with connect(database_url) as connection:
        assert preview(connection, number, by=OPERATOR).rows.removed == 1
        shown = preview(connection, number, by=OPERATOR, mode="supplement")
        assert (shown.mode, shown.rows.removed, shown.rows.new) == ("SUPPLEMENT", 0, 1)
        accept(connection, number, by=OPERATOR, mode="supplement", plan=shown.plan)
    assert asked(database_url, LIVE) == [("1号", 100), ("2号", 200)]
    assert asked(database_url, "select mode from accepted_submissions order by id") == [
        ("REPLACE",),
        ("SUPPLEMENT",),
    ]


def test_repeating_a_supplement_as_a_replacement_is_not_unchanged(database_url: str) -> None:
    received(database_url, wage_cases({"1号": 100}), accept_now=True)
    received(database_url, wage_cases({"2号": 200}), accept_now=True, mode=SUPPLEMENT)
    assert received(database_url, wage_cases({"2号": 200}), mode=SUPPLEMENT).status == "unchanged"
    assert received(database_url, wage_cases({"2号": 200}), accept_now=True).rows.removed == 1
    assert asked(database_url, LIVE) == [("2号", 200)]


def test_a_supplement_to_nothing_asks_and_reports_no_month(database_url: str) -> None:
    receipt = received(database_url, wage_cases({"1号": 100}), accept_now=True, mode=SUPPLEMENT)
    assert [(p.kind, p.severity) for p in receipt.parsed.problems] == [("nothing_to_supplement", "warning")]
    [row] = Hub(database_url).ask(
        """{ statistics(within: "520281", from: "2019-05", to: "2019-06", by: [MONTH]) {
             hrssWagesRecovered { value missing coverage { expected received } } } }"""
    )["statistics"][1:]
    assert row["hrssWagesRecovered"] == {
        "value": None, "missing": "NOT_REPORTED", "coverage": {"expected": 0, "received": 0},
    }  # fmt: skip


def test_a_supplement_of_a_snapshot_adds_to_the_state_of_its_month(database_url: str) -> None:
    received(database_url, projects({"P1": 1, "P2": 2}, period="2019-11"), accept_now=True)
    received(database_url, projects({"P3": 3}, period="2019-11"), accept_now=True, mode=SUPPLEMENT)
    received(database_url, projects({"P9": 9}, period="2019-12"), accept_now=True, mode=SUPPLEMENT)
    rows: list[dict[str, Any]] = Hub(database_url).ask(
        """{ statistics(within: "520281", from: "2019-11", to: "2019-12", by: [MONTH]) {
             projectsUnderConstruction { value } } }"""
    )["statistics"]
    assert [row["projectsUnderConstruction"]["value"] for row in rows] == ["3", "3"]


def test_an_unknown_mode_is_refused(database_url: str) -> None:
    with pytest.raises(HubError) as refused:
        received(database_url, wage_cases({"1号": 1}), mode="append")
    assert refused.value.code == "MODE_INVALID"
