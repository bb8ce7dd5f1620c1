"""Figures against the months beside them: what does not follow is asked about, with both months named."""

from __future__ import annotations

import pytest

from hub.access.viewer import OPERATOR
from hub.database import connect, enter_scope
from hub.importing.check import check_file
from hub.importing.parsed import Options, ParsedSubmission
from hub.importing.problems import Problem
from hub.scope import EVERYTHING
from hub.submissions import Receipt, receive
from tests.importing.tables import KEY
from tests.submissions.pictures import KEYS

HEADER = ("地区,提示函,,追回金额（万元）,", ",本月,累计,本月,累计")


def sheet(month: int, *rows: str, header: tuple[str, ...] = HEADER) -> ParsedSubmission:
    lines = (f"滁州市工会月报（2024年{month}月）", "填报单位：滁州市总工会", *header, *rows)
    (found,) = check_file("\n".join(lines).encode(), f"{month}.csv", Options(), digest_key=KEY)
    assert not found.problems
    return found


def received(url: str, parsed: ParsedSubmission, *siblings: ParsedSubmission, accept: bool = True) -> Receipt:
    with connect(url) as connection:
        return receive(
            connection,
            parsed,
            data=str(parsed.rows).encode(),
            keys=KEYS,
            by=OPERATOR,
            store=accept,
            accept_now=accept,
            siblings=siblings,
        )


def breaks(receipt: Receipt) -> list[Problem]:
    return [p for p in receipt.parsed.problems if p.kind == "cumulative_break"]


def test_a_year_to_date_that_follows_is_not_asked_about(database_url: str) -> None:
    assert breaks(received(database_url, sheet(1, "琅琊区,1,1,2,2"))) == []
    assert breaks(received(database_url, sheet(2, "琅琊区,2,3,0.5,2.5"))) == []
    assert breaks(received(database_url, sheet(4, "琅琊区,2,9,0.5,9"))) == []


def test_one_that_does_not_follow_is_told_at_its_cell_with_both_months(database_url: str) -> None:
    received(database_url, sheet(2, "琅琊区,2,3,0.5,2.5", "南谯区,1,1,1,1"))
    receipt = received(database_url, sheet(3, "琅琊区,1,5,0.5,3", "南谯区,0,1,0,0.99"))
    assert receipt.status == "accepted"
    assert [(p.cell, p.severity.value, p.details["indicator"]) for p in breaks(receipt)] == [
        ("C5", "warning", "union_reminder_letters_issued"),
        ("E6", "warning", "union_wages_recovered"),
    ]
    letters, wages = breaks(receipt)
    assert (letters.details["earlier"], letters.details["later"]) == ("2024-02", "2024-03")
    assert (letters.details["expected"], letters.details["difference"]) == ("4", "+1")
    assert (wages.details["expected"], wages.details["difference"]) == ("10000.00", "-100.00")


def test_a_correction_is_held_against_the_month_after_it(database_url: str) -> None:
    received(database_url, sheet(2, "琅琊区,2,3,0.5,2.5"))
    received(database_url, sheet(3, "琅琊区,1,4,0.5,3"))
    receipt = received(database_url, sheet(2, "琅琊区,5,6,0.5,2.5"))
    [problem] = breaks(receipt)
    assert problem.cell == "C5"
    assert (problem.details["earlier"], problem.details["later"]) == ("2024-02", "2024-03")
    assert problem.details["difference"] == "-3"
    assert "2024-02" in problem.message("zh")


def test_december_and_january_are_not_compared(database_url: str) -> None:
    received(database_url, sheet(12, "琅琊区,2,30,0.5,2.5"))
    lines = ("滁州市工会月报（2025年1月）", "填报单位：滁州市总工会", *HEADER, "琅琊区,1,1,1,1")
    (january,) = check_file("\n".join(lines).encode(), "1.csv", Options(), digest_key=KEY)
    assert breaks(received(database_url, january)) == []


def test_months_of_one_file_are_compared_before_any_is_stored(database_url: str) -> None:
    february, march = sheet(2, "琅琊区,2,3,0.5,2.5"), sheet(3, "琅琊区,1,5,0.5,3")
    receipt = received(database_url, march, february, accept=False)
    assert [p.details["difference"] for p in breaks(receipt)] == ["+1"]


def test_each_month_keeps_its_own_figures_and_sheets_do_not_mix(database_url: str) -> None:
    first = received(database_url, sheet(1, "琅琊区,1,1,2,2"))
    again = received(database_url, sheet(1, "琅琊区,1,1,2,2"))
    second = received(database_url, sheet(2, "琅琊区,2,3,0.5,2.5"))
    assert (first.rows.new, again.status, second.rows.new, second.rows.changed) == (2, "unchanged", 2, 0)
    lines = ("滁州市法院月报（2024年1月）", "填报单位：滁州市中级人民法院", "地区,受理,审结", "琅琊区,4,5")
    (court,) = check_file("\n".join(lines).encode(), "c.csv", Options(), digest_key=KEY)
    assert received(database_url, court).rows.new == 2
    with connect(database_url) as connection:
        enter_scope(connection, EVERYTHING)
        live = connection.execute(
            "select sheet, month, indicator, value::text from reported_figures "
            "where live_from is not null and live_to is null order by sheet, month, indicator"
        ).fetchall()
    assert [(name, month.month, value) for name, month, _, value in live] == [
        ("court_monthly", 1, "4"),
        ("court_monthly", 1, "5"),
        ("union_monthly", 1, "1"),
        ("union_monthly", 1, "20000.00"),
        ("union_monthly", 2, "2"),
        ("union_monthly", 2, "5000.00"),
    ]


@pytest.mark.parametrize(("header", "asked"), [("追回金额（万元）", False), ("追回金额（元）", True)])
def test_amounts_ten_thousand_times_those_of_last_month_ask_for_the_unit(
    database_url: str, header: str, asked: bool
) -> None:
    rows = [f"{name},1,{total}" for name, total in (("琅琊区", 30), ("南谯区", 40), ("来安县", 50))]
    received(database_url, sheet(2, *rows, header=("地区,本月追回金额（万元）,累计追回金额（万元）",)))
    later = sheet(3, *rows, header=(f"地区,本月{header},累计{header}",))
    kinds = {p.kind for p in received(database_url, later).parsed.problems}
    assert ("unit_doubtful_against_last_month" in kinds) == asked
