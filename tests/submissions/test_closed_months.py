"""Closed months: who may close them, and that nobody corrects them without a reason."""

from __future__ import annotations

from datetime import date

import pytest

from hub.access.viewer import OPERATOR, Viewer
from hub.database import connect
from hub.errors import Conflict, Forbidden, HubError, NotFound
from hub.submissions import accept, close_month, preview, reopen_month
from hub.submissions.closing import closings
from tests.submissions.actions import asked, checksums, number_of, received
from tests.submissions.pictures import wage_cases

DECEMBER = date(2019, 12, 1)
READS = frozenset({"data.read", "submissions.receive", "submissions.accept", "submissions.withdraw"})
SECRETARIAT = Viewer("市联席办", "secretariat", None, "520200", READS | {"months.close"})
CLERK = Viewer("clerk", "clerk", "HRSS", "520281", READS)


def close(url: str, region: str = "520200", month: date = DECEMBER, by: Viewer = SECRETARIAT) -> None:
    with connect(url) as connection:
        close_month(connection, region, month, by=by, reason="年报已发布")


def test_accepting_into_a_closed_month_needs_a_reason_that_is_kept(database_url: str) -> None:
    number = number_of(received(database_url, wage_cases({"1号": 100})))
    close(database_url)
    before = checksums(database_url)
    with pytest.raises(HubError) as refused, connect(database_url) as connection:
        accept(connection, number, by=CLERK, reason=" ")
    assert refused.value.code == "REASON_REQUIRED"
    for part in ("六盘水市 2019-12", "市联席办"):
        assert part in refused.value.zh
        assert part in refused.value.en
    assert checksums(database_url) == before
    with connect(database_url) as connection:
        accept(connection, number, by=CLERK, reason="漏报一案")
    assert asked(database_url, "select reason from data_versions") == [("漏报一案",)]


@pytest.mark.parametrize(
    ("region", "month", "needed"),
    [
        ("520281", DECEMBER, True),
        ("520200", DECEMBER, True),
        ("520000", date(2019, 1, 1), True),
        ("520201", DECEMBER, False),
        ("520200", date(2020, 1, 1), False),
        ("520300", DECEMBER, False),
    ],
)
def test_only_the_months_of_the_own_region_and_of_those_above_count(
    database_url: str, region: str, month: date, needed: bool
) -> None:
    close(database_url, region, month, OPERATOR)
    number = number_of(received(database_url, wage_cases({"1号": 100})))
    if not needed:
        with connect(database_url) as connection:
            accept(connection, number, by=OPERATOR)
        return
    with pytest.raises(HubError, match="reason"), connect(database_url) as connection:
        accept(connection, number, by=OPERATOR)


def test_an_upload_that_would_be_accepted_at_once_stays_checked_and_says_why(database_url: str) -> None:
    close(database_url)
    receipt = received(database_url, wage_cases({"1号": 100}), accept_now=True)
    assert receipt.status == "checked"
    [problem] = receipt.parsed.problems
    assert (problem.kind, problem.severity) == ("month_closed", "warning")
    assert "六盘水市 2019-12" in problem.message("zh")
    again = received(database_url, wage_cases({"1号": 101}), accept_now=True, reason="漏报")
    assert again.status == "accepted"


def test_a_preview_lists_the_figures_of_the_closed_months_first(database_url: str) -> None:
    received(database_url, wage_cases({"1号": 100}), accept_now=True)
    close(database_url, month=date(2019, 5, 1))
    close(database_url, month=DECEMBER)
    number = number_of(received(database_url, wage_cases({"1号": 150})))
    with connect(database_url) as connection:
        shown = preview(connection, number, by=SECRETARIAT)
    assert [c.said for c in shown.closed_months] == ["六盘水市 2019-05", "六盘水市 2019-12"]
    assert shown.as_json()["reason_required"] is True
    closed = [(f.indicator, f.region, f.period, f.before, f.after) for f in shown.figures if f.closed]
    assert ("hrss_wages_recovered", "520200", "2019-05", "100.00", "150.00") in closed
    assert {period for _, _, period, _, _ in closed} == {"2019-05"}
    assert shown.figures[0].closed
    assert not shown.figures[-1].closed


def test_a_reopened_month_asks_for_nothing(database_url: str) -> None:
    close(database_url)
    number = number_of(received(database_url, wage_cases({"1号": 100})))
    with connect(database_url) as connection:
        done = reopen_month(connection, "520200", DECEMBER, by=SECRETARIAT, reason="更正")
    assert (done.reopened_by, done.reopened_reason, done.reason) == ("市联席办", "更正", "年报已发布")
    with connect(database_url) as connection:
        accept(connection, number, by=CLERK)
    close(database_url)
    with connect(database_url) as connection:
        assert [c.reopened_at is None for c in closings(connection, by=OPERATOR)] == [True, False]
        assert closings(connection, by=OPERATOR, region="520281") == []
        assert len(closings(connection, by=OPERATOR, first=1)) == 1


def test_closing_is_for_the_secretariat_of_the_region(database_url: str) -> None:
    for by, region, refusal in (
        (CLERK, "520281", Forbidden),
        (SECRETARIAT, "520000", Forbidden),
        (SECRETARIAT, "529999", NotFound),
    ):
        with pytest.raises(refusal):
            close(database_url, region, by=by)
    close(database_url)
    with pytest.raises(Conflict):
        close(database_url)
    with pytest.raises(Conflict), connect(database_url) as connection:
        reopen_month(connection, "520281", DECEMBER, by=SECRETARIAT)
