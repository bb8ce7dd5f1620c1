"""The rules between the columns of each form: what contradicts itself, and what only asks."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.importing.tables import sheet

Told = set[tuple[str, str, str]]


def told(form: str, **values: Any) -> Told:
    """(kind, field, severity) of everything that the rules of a form say about a row of these values."""
    row: Mapping[str, Any] = {**dict.fromkeys((*sheet(form).ledger.own_columns(), "month")), **values}
    return {(f.kind, f.field, f.severity.value) for rule in sheet(form).rules for f in rule(row)}


def derived(form: str, **values: Any) -> dict[str, Any]:
    """The values that a form derives from these."""
    row: Mapping[str, Any] = {**dict.fromkeys(sheet(form).ledger.own_columns()), **values}
    found: dict[str, Any] = {}
    for derivation in sheet(form).derived:
        found.update(derivation(row))
    return found


def day(text: str) -> date:
    return date.fromisoformat(text)


def test_h1_attendance_needs_real_names_and_completion_its_day() -> None:
    assert told("H1", attendance=True, real_name=False) == {
        ("attendance_without_real_name", "attendance", "warning")
    }
    assert told("H1", status="COMPLETED") == {("missing_completed_on", "completed_on", "error")}
    assert told("H1", started_on=day("2019-05-01"), completed_on=day("2019-04-30")) == {
        ("date_order", "completed_on", "error")
    }


def test_h2_public_notice_before_closing_is_asked_only_since_order_724() -> None:
    short = {"publicity_from": day("2020-05-02"), "closed_on": day("2020-05-20")}
    assert told("H2", **short) == {("public_notice_too_short", "closed_on", "warning")}
    assert told("H2", publicity_from=day("2019-05-02"), closed_on=day("2019-05-20")) == set()
    assert told("H2", publicity_from=day("2020-05-02"), closed_on=day("2020-06-01")) == set()


def test_h2b_wages_go_to_somebody_and_in_full_to_everybody() -> None:
    assert told("H2b", paid_out=Decimal(5), workers_paid=0) == {
        ("paid_out_to_nobody", "workers_paid", "error")
    }
    assert told("H2b", paid_in_full=True, workers_due=10, workers_paid=9) == {
        ("in_full_but_not_everybody", "paid_in_full", "error")
    }
    assert told("H2b", paid_in_full=False, workers_due=10, workers_paid=9) == set()


def test_h6_more_than_arrears_and_compensation_is_asked_about() -> None:
    case = {"filed_on": day("2019-01-05"), "amount_involved": Decimal(1000), "workers_count": 1}
    assert told("H6", **case, recovered_amount=Decimal(2000)) == set()
    assert told("H6", **case, recovered_amount=Decimal(2001)) == {
        ("recovered_above_claim", "recovered_amount", "warning")
    }


def test_h6_a_closed_case_has_its_day() -> None:
    assert told("H6", close_kind="PAID") == {("missing_closed_on", "closed_on", "error")}


@pytest.mark.parametrize(
    ("amount", "asked"), [("500000", False), ("500001", True), ("10", False), ("9", True)]
)
def test_amounts_far_from_any_wage_ask_for_the_unit(amount: str, asked: bool) -> None:
    found = told("H6", amount_involved=Decimal(amount), workers_count=1)
    assert found == ({("doubtful_unit", "amount_involved", "warning")} if asked else set())


def test_what_happened_does_not_lie_in_the_future() -> None:
    tomorrow = date.today() + timedelta(days=1)
    assert told("U3", served_on=tomorrow) == {("date_in_future", "served_on", "error")}
    assert told("U3", served_on=date.today()) == set()


def test_h8_amounts_follow_the_result() -> None:
    assert told("H8", result_kind="WAGES_PAID", wages_paid=Decimal(5), workers_paid=1) == set()
    assert told("H8", result_kind="WAGES_PAID", wages_paid=Decimal(5)) == {
        ("result_needs_wages", "wages_paid", "error")
    }
    assert told("H8", result_kind="DEPOSIT_PAID", wages_paid=Decimal(5), deposit_paid=Decimal(5)) == {
        ("result_excludes_wages", "wages_paid", "error")
    }


@pytest.mark.parametrize(
    ("listed", "term", "asked"),
    [
        ("2021-12-31", 24, False),
        ("2021-12-31", 36, True),
        ("2022-01-01", 36, False),
        ("2022-01-01", 12, True),
    ],
)
def test_h9_the_term_is_one_of_the_rules_of_its_day(listed: str, term: int, asked: bool) -> None:
    found = told("H9", listed_on=day(listed), term_months=term)
    assert found == ({("term_not_of_regime", "term_months", "warning")} if asked else set())


def test_h9_an_entry_keeps_its_rules_and_ends_after_its_own_term() -> None:
    old = derived("H9", listed_on=day("2019-08-31"), term_months=12, subject_type="EMPLOYER")
    assert old == {"regime": "2017", "expires_on": day("2020-08-31")}
    new = derived("H9", listed_on=day("2022-01-31"), term_months=37, subject_type="EMPLOYER")
    assert new == {"regime": "2022", "expires_on": day("2025-02-28")}


def test_h9_a_person_is_no_employer_of_the_register() -> None:
    assert derived("H9", subject_type="LEGAL_REP", employer_key="520200:张某") == {"employer_key": None}


def test_h9_early_removal_needs_a_decision_and_half_a_year_since_2022() -> None:
    removal = {"removal_kind": "EARLY", "listed_on": day("2022-02-01"), "removed_on": day("2022-07-31")}
    assert told("H9", **removal) == {
        ("missing_removal_decision_no", "removal_decision_no", "error"),
        ("removed_too_early", "removed_on", "warning"),
    }
    before = {"removal_kind": "EARLY", "listed_on": day("2021-02-01"), "removed_on": day("2021-03-01")}
    assert told("H9", **before) == set()


def test_p1_support_has_its_letter_and_day() -> None:
    assert told("P1", decision="SUPPORT") == {
        ("missing_support_letter_no", "support_letter_no", "error"),
        ("missing_decided_on", "decided_on", "error"),
    }
    assert told("P1", decision="TERMINATED") == set()


def test_p1_settled_before_filing_has_an_amount_and_no_court_case() -> None:
    assert told("P1", outcome="SETTLED_BEFORE_FILING", court_case_no="（2024）皖1102民初1号") == {
        ("unexpected_court_case_no", "court_case_no", "error"),
        ("missing_settled_amount", "adjudicated_amount", "error"),
    }


@pytest.mark.parametrize("outcome", ["MEDIATED_IN_COURT", "JUDGED", "WITHDRAWN"])
def test_p1_an_outcome_in_court_rests_on_support_and_a_court_case(outcome: str) -> None:
    assert told("P1", outcome=outcome, decision="NOT_SUPPORT") == {
        ("missing_court_case_no", "court_case_no", "error"),
        ("outcome_without_support", "outcome", "error"),
    }
    assert told("P1", outcome=outcome, forum="ARBITRATION") == set()


def test_p1_stages_follow_each_other() -> None:
    stages = {"accepted_on": day("2024-01-10"), "outcome_on": day("2024-01-09")}
    assert told("P1", **stages) == {("date_order", "outcome_on", "error")}
    assert told("P1", outcome="PENDING", outcome_on=day("2024-01-09")) == {
        ("unexpected_outcome_date", "outcome_on", "error")
    }


def test_p1_recovered_money_has_a_day_and_asks_above_the_amount_fixed() -> None:
    fixed = {"claim_amount": Decimal(900), "adjudicated_amount": Decimal(100)}
    assert told("P1", **fixed, recovered_amount=Decimal(101)) == {
        ("missing_recovered_on", "recovered_on", "error"),
        ("recovered_above_claim", "recovered_amount", "warning"),
    }
    assert told("P1", recovered_amount=Decimal(0)) == set()


def test_p1_only_a_title_can_be_enforced() -> None:
    assert told("P1", enforcement_urged=True, outcome="PENDING") == {
        ("enforcement_without_title", "enforcement_urged", "error")
    }


def test_p2_a_protest_is_against_a_judgment() -> None:
    assert told("P2", supervision_measure="PROTEST", supervision_kind="ENFORCEMENT") == {
        ("protest_needs_judgment", "supervision_measure", "error")
    }
    assert told("P2", supervision_measure="PROTEST", supervision_kind="JUDGMENT") == set()


def test_p3_adoption_has_a_reply_and_many_cases_are_named() -> None:
    assert told("P3", adoption="PART") == {("missing_replied_on", "replied_on", "error")}
    many = {"trigger": "MANY_CASES_IN_AREA_AND_PERIOD"}
    assert told("P3", **many) == {("many_cases_not_named", "related_cases", "warning")}
    assert told("P3", **many, related_cases="赣检民支〔2020〕1号、赣检民支〔2020〕2号") == set()
    assert told("P3", **many, related_cases="2020年1月至6月") == set()


def test_p3_the_reply_is_due_in_two_months_unless_the_letter_says_otherwise() -> None:
    assert derived("P3", issued_on=day("2020-12-31")) == {"reply_due_on": day("2021-02-28")}
    assert derived("P3", issued_on=day("2020-12-31"), reply_due_on=day("2021-01-15")) == {}


def test_c1_a_closed_case_says_how() -> None:
    assert told("C1", closed_on=day("2024-02-01")) == {("missing_close_kind", "close_kind", "error")}


def test_j1_stages_follow_each_other() -> None:
    stages = {"applied_on": day("2024-02-02"), "approved_on": day("2024-02-01")}
    assert told("J1", **stages) == {("date_order", "approved_on", "error")}


@pytest.mark.parametrize(
    ("written", "grade"),
    [("A", "A"), ("A级", "A"), ("Ｂ 等", "B"), ("c等级", "C"), ("优秀", None), ("AB", None), (None, None)],
)
def test_m4_a_grade_is_its_letter(written: str | None, grade: str | None) -> None:
    assert derived("M4", grade=written).get("grade") == grade
