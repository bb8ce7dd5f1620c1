"""Nil returns: nothing to report is said, confirmed, and not the same as not reporting."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hub.access.viewer import OPERATOR, Viewer
from hub.database import connect
from hub.errors import Conflict, Forbidden, HubError, NotFound
from hub.importing.parsed import Options
from hub.months import Period
from hub.settings import Settings
from hub.submissions import accept, preview
from hub.submissions.intake import Intake
from tests.schema.picture import Hub
from tests.submissions.actions import asked, number_of, received
from tests.submissions.pictures import wage_cases

SLOT = Options("wage_cases", "HRSS", "520281", Period.parse("2019-12"))
FIGURES = """
{ statistics(within: "520281", from: "2019-12", to: "2019-12") {
    hrssWagesRecovered { value missing coverage { expected received } }
} }
"""


@pytest.fixture
def intake(database_url: str) -> Intake:
    return Intake(database_url, Settings.model_validate({"files_key": "f" * 40, "digest_key": "k" * 40}))


def figure(url: str) -> dict[str, Any]:
    [row] = Hub(url).ask(FIGURES)["statistics"]
    found: dict[str, Any] = row["hrssWagesRecovered"]
    return found


def test_a_nil_return_without_a_file_makes_zero_of_not_reported(database_url: str, intake: Intake) -> None:
    assert figure(database_url)["missing"] == "NOT_REPORTED"
    receipt = intake.nil_return(SLOT, by=OPERATOR, accept=True)
    assert (receipt.status, receipt.nil, receipt.rows.read) == ("accepted", True, 0)
    entry = receipt.as_json()
    assert (entry["nil"], entry["mode"], entry["partial"], entry["file"]) == (
        True, "REPLACE", False, "零报告.json",
    )  # fmt: skip
    assert figure(database_url) == {
        "value": "0.00", "missing": None, "coverage": {"expected": 1, "received": 1},
    }  # fmt: skip
    assert intake.nil_return(SLOT, by=OPERATOR, accept=True).status == "unchanged"


def test_it_is_counted_as_reported_and_told_apart(database_url: str, intake: Intake) -> None:
    intake.nil_return(SLOT, by=OPERATOR, accept=True)
    data = Hub(database_url).ask(
        "{ sheets { name reported { submissions units } } submissions { nodes { nil mode partial state } } }"
    )
    [sheet] = [s for s in data["sheets"] if s["name"] == "wage_cases"]
    assert sheet["reported"] == {"submissions": 1, "units": 1}
    assert data["submissions"]["nodes"] == [
        {"nil": True, "mode": "REPLACE", "partial": False, "state": "ACCEPTED"}
    ]


def test_what_a_nil_return_must_say(database_url: str, intake: Intake) -> None:
    for options, code in (
        (replace(SLOT, sheet=None), "NIL_INCOMPLETE"),
        (replace(SLOT, period=None), "NIL_INCOMPLETE"),
        (replace(SLOT, agency="COURT"), "AGENCY_INVALID"),
    ):
        with pytest.raises(HubError) as refused:
            intake.nil_return(options, by=OPERATOR)
        assert refused.value.code == code
    with pytest.raises(NotFound):
        intake.nil_return(replace(SLOT, region="529999"), by=OPERATOR)
    clerk = Viewer("c", "clerk", "HRSS", "520201", frozenset({"data.read", "submissions.receive"}))
    with pytest.raises(Forbidden):
        intake.nil_return(SLOT, by=clerk)
    assert asked(database_url, "select count(*) from submissions") == [(0,)]


def test_a_file_without_records_is_accepted_only_as_a_confirmed_nil_return(database_url: str) -> None:
    receipt = received(database_url, wage_cases({}), accept_now=True)
    assert receipt.status == "checked"
    assert [p.kind for p in receipt.parsed.problems] == ["nil_unconfirmed"]
    number = number_of(receipt)
    with pytest.raises(Conflict) as refused, connect(database_url) as connection:
        accept(connection, number, by=OPERATOR)
    assert refused.value.code == "NIL_UNCONFIRMED"
    with connect(database_url) as connection:
        accept(connection, number, by=OPERATOR, nil=True)
    assert asked(database_url, "select nil, state from submissions") == [(True, "CHECKED")]


def test_a_nil_return_takes_back_what_was_reported(database_url: str) -> None:
    received(database_url, wage_cases({"1号": 100}), accept_now=True)
    number = number_of(received(database_url, wage_cases({}), nil=True))
    with connect(database_url) as connection:
        shown = preview(connection, number, by=OPERATOR)
        assert (shown.nil, shown.rows.removed) == (True, 1)
        accept(connection, number, by=OPERATOR, plan=shown.plan)
    assert asked(database_url, "select count(*) from wage_cases where live_to is null") == [(0,)]


def test_records_are_no_nil_return(database_url: str) -> None:
    with pytest.raises(HubError) as refused:
        received(database_url, wage_cases({"1号": 100}), nil=True)
    assert refused.value.code == "NIL_WITH_ROWS"
    with pytest.raises(HubError) as refused:
        received(database_url, wage_cases({}), nil=True, mode="SUPPLEMENT")
    assert refused.value.code == "NIL_SUPPLEMENT"


def test_a_part_of_a_month_says_so_until_the_whole_month_comes(database_url: str) -> None:
    part = wage_cases({"1号": 100}, period="2019-12", as_of=date(2019, 12, 20))
    assert received(database_url, part, accept_now=True).as_json()["partial"] is True
    query = "{ submissions { nodes { partial } } }"
    assert Hub(database_url).ask(query)["submissions"]["nodes"] == [{"partial": True}]
    coverage = """{ statistics(within: "520281", from: "2019-12", to: "2019-12") {
        hrssWagesRecovered { coverage { received partial } } } }"""
    [row] = Hub(database_url).ask(coverage)["statistics"]
    assert row["hrssWagesRecovered"]["coverage"] == {"received": 1, "partial": 1}
    whole = received(database_url, wage_cases({"1号": 100}, period="2019-12"), accept_now=True)
    assert (whole.status, whole.partial) == ("accepted", False)
    assert received(database_url, wage_cases({"1号": 100}, period="2019-12")).status == "unchanged"
    [row] = Hub(database_url).ask(coverage)["statistics"]
    assert row["hrssWagesRecovered"]["coverage"] == {"received": 1, "partial": 0}


@pytest.mark.parametrize("row", ["", "零报告,,,,,,,,", "1,无,,,,,,,", ",本月无,,,,,,,"])
def test_a_sheet_with_nothing_but_the_word_for_nothing_is_one_without_records(
    intake: Intake, row: str
) -> None:
    text = f"序号,案号,案件来源,立案日期,单位名称,涉及人数,涉案金额（元）,追回金额（元）,结案日期\n{row}\n"
    [receipt] = intake.take(text.encode(), "台账.csv", SLOT, by=OPERATOR, accept=True)
    kinds = {p.kind for p in receipt.parsed.problems}
    assert (receipt.status, receipt.rows.read) == ("checked", 0), receipt.parsed.problems
    assert {"no_rows", "nil_unconfirmed"} <= kinds
    [again] = intake.take(text.encode(), "台账.csv", SLOT, by=OPERATOR, accept=True, nil=True)
    assert (again.status, again.nil) == ("accepted", True)
