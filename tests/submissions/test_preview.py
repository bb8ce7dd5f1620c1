"""The preview: what an acceptance would change, nothing written, and exactly that plan or none."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from hub.access.viewer import OPERATOR, Viewer
from hub.database import connect
from hub.errors import Conflict, Forbidden, HubError, NotFound
from hub.importing.parsed import Header, ParsedSubmission
from hub.submissions import Preview, accept, preview, withdraw
from hub.submissions.between import difference
from tests.submissions.actions import asked, checksums, number_of, received
from tests.submissions.pictures import projects, wage_cases

CLERK = Viewer(
    "clerk", "clerk", "HRSS", "520281", frozenset({"data.read", "submissions.receive", "submissions.accept"})
)


def seen(url: str, number: int, **how: object) -> Preview:
    with connect(url) as connection:
        return preview(connection, number, **{"by": OPERATOR, **how})  # type: ignore[arg-type]


def with_headers(parsed: ParsedSubmission, *headers: tuple[str, str, str | None]) -> ParsedSubmission:
    parsed.headers = [Header("Sheet1", column, header, field) for column, header, field in headers]
    parsed.columns = {field: ("Sheet1", column) for column, _, field in headers if field}
    return parsed


@pytest.fixture
def correction(database_url: str) -> int:
    """Three accepted cases, and a checked correction: one changed, one gone, one new, one as it was."""
    first = wage_cases({"1号": 100, "2号": 200, "3号": 300})
    received(database_url, first, accept_now=True)
    second = with_headers(
        wage_cases({"1号": 100, "2号": 250, "4号": 400}),
        ("B", "案号", "case_no"),
        ("K", "追回金额（元）", "recovered_amount"),
    )
    return number_of(received(database_url, second))


def test_every_difference_is_shown_with_its_cell(database_url: str, correction: int) -> None:
    shown = seen(database_url, correction)
    assert asdict(shown.rows) == {
        "read": 3, "new": 1, "changed": 1, "unchanged": 1, "removed": 1, "shadowed": 0,
    }  # fmt: skip
    removed, changed, new = shown.differences
    assert (removed.kind, removed.key) == ("REMOVED", "3号")
    assert {c.field: (c.old, c.new) for c in removed.changes}["recovered_amount"] == ("300.00", None)
    assert (changed.kind, changed.key, changed.worksheet, changed.row) == ("CHANGED", "2号", "Sheet1", 6)
    assert [asdict(c) for c in changed.changes] == [
        {
            "field": "recovered_amount",
            "header_zh": "追回金额（元）",
            "cell": "K6",
            "old": "200.00",
            "new": "250.00",
        }
    ]
    assert (new.kind, new.key, new.row) == ("NEW", "4号", 7)
    assert {c.field: c.new for c in new.changes}["filed_on"] == "2019-03-01"
    assert not {"employer_key", "row_key"} & {c.field for d in shown.differences for c in d.changes}


def test_a_preview_writes_nothing(database_url: str, correction: int) -> None:
    before = checksums(database_url)
    seen(database_url, correction)
    seen(database_url, correction, mode="SUPPLEMENT")
    assert checksums(database_url) == before
    with connect(database_url) as connection:
        accept(connection, correction, by=OPERATOR)
    assert checksums(database_url) != before


def test_differences_come_in_pages_that_leave_none_out(database_url: str) -> None:
    number = number_of(received(database_url, wage_cases({f"{n}号": n for n in range(1, 8)})))
    keys: list[str] = []
    after: str | None = None
    while True:
        page = seen(database_url, number, first=3, after=after)
        assert (page.differences_total, len(page.differences) <= 3) == (7, True)
        assert bool(page.figures) == (after is None)
        keys += [d.key for d in page.differences]
        after = page.after
        if after is None:
            break
    assert keys == [f"{n}号" for n in range(1, 8)]
    for wrong in ({"first": 0}, {"first": 501}, {"after": "x"}):
        with pytest.raises(HubError):
            seen(database_url, number, **wrong)


def test_the_figures_that_would_change_are_those_that_do(database_url: str, correction: int) -> None:
    figures = {f.indicator: f for f in seen(database_url, correction).figures}
    amount = figures["hrss_wages_recovered"]
    assert (amount.region, amount.period, amount.before, amount.after, amount.closed) == (
        "520281", "2019-01..2019-12", "600.00", "750.00", False,
    )  # fmt: skip
    assert "wage_cases_closed" not in figures
    assert figures["wages_recovered_gross"].after == "750.00"


def test_figures_that_a_clerk_may_not_see_are_not_in_the_preview(database_url: str, correction: int) -> None:
    all_of_them = {f.indicator for f in seen(database_url, correction).figures}
    own = {f.indicator for f in seen(database_url, correction, by=CLERK).figures}
    assert own < all_of_them
    assert "hrss_wages_recovered" in own


def test_the_plan_of_a_preview_is_carried_out_exactly(database_url: str, correction: int) -> None:
    shown = seen(database_url, correction)
    assert seen(database_url, correction).plan == shown.plan
    with connect(database_url) as connection:
        accept(connection, correction, by=OPERATOR, plan=shown.plan)
    [(counted,)] = asked(database_url, "select accepted_rows from submissions where id = %s", correction)
    assert counted == asdict(shown.rows)


def test_a_plan_is_refused_when_the_base_has_moved(database_url: str, correction: int) -> None:
    shown = seen(database_url, correction)
    received(database_url, wage_cases({"2号": 222}, period="2019-01..2019-12"), accept_now=True)
    before = checksums(database_url)
    with pytest.raises(Conflict) as refused, connect(database_url) as connection:
        accept(connection, correction, by=OPERATOR, plan=shown.plan)
    assert refused.value.code == "PLAN_STALE"
    assert checksums(database_url) == before
    again = seen(database_url, correction)
    assert again.plan != shown.plan
    with connect(database_url) as connection:
        accept(connection, correction, by=OPERATOR, plan=again.plan)


def test_a_plan_stands_while_others_accept_other_records(database_url: str, correction: int) -> None:
    shown = seen(database_url, correction)
    received(database_url, wage_cases({"9号": 900}, region="520201"), accept_now=True)
    with connect(database_url) as connection:
        accept(connection, correction, by=OPERATOR, plan=shown.plan)


def test_a_plan_of_another_mode_is_another_plan(database_url: str, correction: int) -> None:
    plan = seen(database_url, correction, mode="SUPPLEMENT").plan
    with pytest.raises(Conflict), connect(database_url) as connection:
        accept(connection, correction, by=OPERATOR, plan=plan)
    with connect(database_url) as connection:
        accept(connection, correction, by=OPERATOR, plan=plan, mode="SUPPLEMENT")
    [(mode,)] = asked(database_url, "select mode from submissions where id = %s", correction)
    assert mode == "SUPPLEMENT"


def test_a_row_beaten_by_a_later_period_is_shown_as_such(database_url: str) -> None:
    received(database_url, wage_cases({"1号": 100}, period="2019-01..2019-12"), accept_now=True)
    late = number_of(received(database_url, wage_cases({"1号": 999}, period="2019-03")))
    shown = seen(database_url, late)
    [difference] = shown.differences
    assert (shown.rows.shadowed, difference.kind) == (1, "SHADOWED")
    assert [(c.old, c.new) for c in difference.changes] == [("100.00", "999.00")]
    assert shown.figures == ()


def test_only_a_checked_submission_of_the_own_unit_has_a_preview(database_url: str, correction: int) -> None:
    other = Viewer("other", "clerk", "HRSS", "520201", CLERK.permissions)
    with pytest.raises(Forbidden):
        seen(database_url, correction, by=other)
    with connect(database_url) as connection:
        accept(connection, correction, by=OPERATOR)
    with pytest.raises(Conflict):
        seen(database_url, correction)
    with connect(database_url) as connection:
        withdraw(connection, correction, by=OPERATOR, reason="有误")
    with pytest.raises(Conflict):
        seen(database_url, correction)


def test_changed_columns_are_told_before_anything_else(database_url: str) -> None:
    first = with_headers(
        projects({"P1": 1}, period="2019-11"), ("B", "项目编码", "project_code"), ("C", "项目状态", "status"),
        ("D", "备注", None),
    )  # fmt: skip
    received(database_url, first, accept_now=True)
    second = with_headers(
        projects({"P1": 1}),
        ("C", "工程编码", "project_code"),
        ("B", "项目状态", "status"),
        ("E", "新列", None),
    )
    receipt = received(database_url, second)
    assert [(p.kind, p.value) for p in receipt.parsed.problems] == [
        ("column_gone_since_last", "备注"),
        ("column_renamed_since_last", "工程编码"),
        ("column_new_since_last", "新列"),
    ]
    columns = seen(database_url, number_of(receipt)).columns_changed
    assert columns.as_json() == {
        "added": ["新列"], "gone": ["备注"], "renamed": [{"from": "项目编码", "to": "工程编码"}],
    }  # fmt: skip


def test_the_order_of_columns_says_nothing(database_url: str) -> None:
    columns = (("B", "项目编码", "project_code"), ("C", "合同金额（元）", "contract_amount"))
    received(database_url, with_headers(projects({"P1": 1}, period="2019-11"), *columns), accept_now=True)
    turned = (("B", "合同金额（万元）", "contract_amount"), ("C", "项目编码", "project_code"))
    assert received(database_url, with_headers(projects({"P1": 1}), *turned)).parsed.problems == []


@pytest.mark.parametrize(("times", "asks"), [(10_000, True), (0.0001, True), (100, False), (1, False)])
def test_amounts_ten_thousand_times_those_of_last_month_ask_for_the_unit(
    database_url: str, times: float, asks: bool
) -> None:
    amounts = {"P1": 3_000_000, "P2": 5_000_000, "P3": 8_000_000}
    received(database_url, projects(amounts, period="2019-11"), accept_now=True)
    before = received(
        database_url,
        with_headers(
            projects({key: int(value * times) for key, value in amounts.items()}),
            ("F", "合同造价", "contract_amount"),
        ),
    )
    found = [p for p in before.parsed.problems if p.kind == "unit_doubtful_against_last_month"]
    assert bool(found) is asks
    for problem in found:
        assert (problem.severity, problem.cell) == ("warning", "F5")
        assert "合同造价" in problem.message("zh")
        assert "5000000.00" in problem.message("en")


def test_an_error_is_told_though_the_rows_are_unchanged(database_url: str) -> None:
    account = projects({"P1": 1})
    account.sheet = "special_accounts"
    for row in account.rows:
        row.values = {
            "row_key": "520200|P1|x", "region_code": "520281", "project_code": "P1", "account_digest": "x",
        }  # fmt: skip
    listed = number_of(received(database_url, projects({"P1": 1}), accept_now=True))
    assert received(database_url, account, accept_now=True).status == "accepted"
    with connect(database_url) as connection:
        withdraw(connection, listed, by=OPERATOR, reason="有误")
    account.problems.clear()
    again = received(database_url, account)
    assert again.status == "refused"
    assert [p.kind for p in again.parsed.problems] == ["unknown_reference"]


def test_two_versions_of_a_slot_are_compared(database_url: str, correction: int) -> None:
    with connect(database_url) as connection:
        accept(connection, correction, by=OPERATOR)
        withdraw(connection, correction, by=OPERATOR, reason="有误")
    with connect(database_url) as connection:
        found = difference(connection, 1, correction, by=CLERK)
        assert asdict(found.rows) == {
            "read": 3, "new": 1, "changed": 1, "unchanged": 1, "removed": 1, "shadowed": 0,
        }  # fmt: skip
        assert [(d.kind, d.key) for d in found.differences] == [
            ("REMOVED", "3号"), ("CHANGED", "2号"), ("NEW", "4号"),
        ]  # fmt: skip
        back = difference(connection, correction, 1, by=CLERK, first=1)
        assert (back.rows.new, back.rows.removed, back.after) == (1, 1, "1")


def test_two_months_of_a_snapshot_are_compared_by_record(database_url: str) -> None:
    received(database_url, projects({"P1": 1, "P2": 2}, period="2019-11"), accept_now=True)
    received(database_url, projects({"P1": 1, "P2": 3}), accept_now=True)
    received(database_url, wage_cases({"1号": 100}), accept_now=True)
    with connect(database_url) as connection:
        found = difference(connection, 1, 2, by=OPERATOR)
        assert [(d.key, [(c.old, c.new) for c in d.changes]) for d in found.differences] == [
            ("P2", [("2.00", "3.00")])
        ]
        with pytest.raises(HubError) as refused:
            difference(connection, 1, 3, by=OPERATOR)
        assert refused.value.code == "NOT_COMPARABLE"
    other = Viewer("other", "clerk", "HRSS", "520201", CLERK.permissions)
    with pytest.raises(NotFound), connect(database_url) as connection:
        difference(connection, 1, 2, by=other)
