"""The rules of the HRSS, court and public-security sheets: what contradicts itself, and what only asks."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from hub.importing.rules import law, working_days_after
from hub.ledgers.catalogue import ledgers
from tests.importers.test_rules import day, told
from tests.importing.tables import sheet


def over_the_table(form: str, *rows: Mapping[str, Any]) -> list[tuple[int, str, str, str]]:
    """(row, kind, field, severity) of everything that the rules over all rows of a form say."""
    blank = dict.fromkeys((*sheet(form).ledger.own_columns(), "month"))
    values = [{**blank, **row} for row in rows]
    return [
        (place, f.kind, f.field, f.severity.value)
        for rule in sheet(form).table_rules
        for place, f in rule(values)
    ]


def recovered(ledger: str, **row: Any) -> tuple[Any, ...] | None:
    """Amount, workers, day and kind that a row of a ledger states as recovered."""
    found = ledgers()[ledger].recovery(row)
    return (found.amount, found.workers_paid, found.recovered_on, found.kind) if found else None


def test_h3_whoever_punches_in_is_registered_and_works_no_more_days_than_there_are() -> None:
    december = {"month": day("2019-12-01"), "workers_registered": 10, "attended": 10}
    assert told("H3", **december, attendance_days=310) == set()
    assert told("H3", **december, attendance_days=311) == {
        ("too_many_attendance_days", "attendance_days", "error")
    }
    assert told("H3", workers_registered=10, attended=11) == {
        ("attended_above_registered", "attended", "error")
    }


def test_h4_the_share_of_the_contract_price_is_asked_only_since_the_rules_of_2021() -> None:
    asked = {("deposit_ratio_unusual", "ratio", "warning")}
    for ratio, found in (("0.4", asked), ("0.5", set()), ("3", set()), ("3.1", asked)):
        assert told("H4", stored_on=day("2021-11-01"), ratio=Decimal(ratio)) == found
    assert told("H4", stored_on=day("2021-10-31"), ratio=Decimal(10)) == set()


def test_h4_a_guarantee_is_valid_on_the_day_it_is_handed_in() -> None:
    expired = {"stored_on": day("2022-03-02"), "guarantee_expiry": day("2022-03-01")}
    assert told("H4", **expired) == {("guarantee_expired", "guarantee_expiry", "warning")}
    assert told("H4", **{**expired, "guarantee_expiry": day("2022-03-02")}) == set()
    assert told("H4", stored_on=day("2019-12-08"), guarantee_expiry=day("2019-09-25")) == set()


def test_h4_a_used_deposit_is_replenished_within_ten_working_days() -> None:
    used = {"used_amount": Decimal(5), "used_on": day("2022-03-01")}
    assert told("H4", **used, replenished_on=day("2022-03-15")) == set()
    assert told("H4", **used, replenished_on=day("2022-03-16")) == {
        ("replenished_late", "replenished_on", "warning")
    }
    assert told("H4", used_on=day("2019-03-01"), replenished_on=day("2019-06-01")) == set()
    assert told("H4", used_amount=Decimal(5)) == {("missing_used_on", "used_on", "error")}
    assert told("H4", **used, replenished_on=day("2022-02-28")) == {("date_order", "replenished_on", "error")}


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        ("2022-03-01", 10, "2022-03-15"),
        ("2022-03-04", 1, "2022-03-07"),
        ("2022-03-05", 1, "2022-03-07"),
        ("2022-03-01", 0, "2022-03-01"),
    ],
)
def test_working_days_are_weekdays(start: str, number: int, end: str) -> None:
    assert working_days_after(day(start), number) == day(end)


def test_h5_paid_means_an_amount_and_workers() -> None:
    assert told("H5", verified="VERIFIED_PAID") == {
        ("paid_without_figures", "paid_amount", "error"),
        ("paid_without_figures", "workers_paid", "error"),
    }
    assert told("H5", verified="VERIFIED_PAID", paid_amount=Decimal(900), workers_paid=1) == set()
    assert told("H5", verified="UNFOUNDED", paid_amount=Decimal(900)) == {
        ("paid_though_unfounded", "paid_amount", "warning")
    }
    assert told("H5", verified="VERIFIED_UNPAID") == set()


def test_h5_stages_follow_each_other_and_amounts_stay_within_arrears_and_compensation() -> None:
    complaint = {"received_on": day("2019-03-05"), "amount_involved": Decimal(1000)}
    assert told("H5", **complaint, closed_on=day("2019-03-04")) == {("date_order", "closed_on", "error")}
    assert told("H5", **complaint, due_on=day("2019-03-04")) == {("date_order", "due_on", "error")}
    assert told("H5", **complaint, paid_amount=Decimal(2000)) == set()
    assert told("H5", **complaint, paid_amount=Decimal(2001)) == {
        ("recovered_above_claim", "paid_amount", "warning")
    }


@pytest.mark.parametrize(
    ("due", "found"), [("2019-04-13", False), ("2019-04-14", True), ("2019-04-15", True)]
)
def test_h7_a_case_is_transferred_after_the_order_was_due(due: str, found: bool) -> None:
    told_of = told("H7", order_due_on=day(due), transferred_on=day("2019-04-14"))
    assert told_of == ({("date_order", "transferred_on", "error")} if found else set())


@pytest.mark.parametrize(
    ("workers", "amount", "region", "asked"),
    [
        (1, 4999, "520201", True),
        (1, 5000, "520201", False),
        (9, 6000, "520201", False),
        (10, 29999, "520201", True),
        (10, 30000, "520201", False),
        (1, 9999, "210102", True),
        (10, 49999, "210102", True),
        (10, 50000, "210102", False),
    ],
)
def test_h7_the_amount_of_the_crime_is_that_of_the_province(
    workers: int, amount: int, region: str, asked: bool
) -> None:
    case = {"workers_count": workers, "amount_involved": Decimal(amount), "region_code": region}
    expected = {("below_crime_threshold", "amount_involved", "warning")} if asked else set()
    assert told("H7", **case, transferred_on=day("2019-04-14")) == expected
    assert told("H7", **case, transferred_on=day("2013-01-22")) == set()


def test_h7_late_steps_are_flagged_only_under_the_rules_of_2020() -> None:
    steps = {"approved_on": "09-01", "transferred_on": "09-03", "police_received_on": "09-03"}
    late = {
        ("transferred_late", "transferred_on", "warning"),
        ("police_decided_late", "decided_on", "warning"),
    }
    for year, decided, found in (("2020", "09-07", late), ("2019", "09-07", set())):
        days = {field: day(f"{year}-{text}") for field, text in (*steps.items(), ("decided_on", decided))}
        assert told("H7", **days) == found
    assert told("H7", police_received_on=day("2020-09-03"), decided_on=day("2020-09-06")) == set()


def test_h11_acceptance_and_closing_have_their_days() -> None:
    case = {"applied_on": day("2024-03-01"), "accepted_on": day("2024-03-06"), "close_kind": "AWARDED"}
    assert told("H11", **case, closed_on=day("2024-05-05")) == set()
    assert told("H11", **case, closed_on=day("2024-05-06")) == {("closed_late", "closed_on", "warning")}
    assert told("H11", applied_on=day("2024-03-01"), accepted_on=day("2024-03-07")) == {
        ("accepted_late", "accepted_on", "warning")
    }
    assert told("H11", applied_on=day("2008-04-01"), accepted_on=day("2008-05-01")) == set()
    assert told("H11", closed_on=day("2024-05-05")) == {("missing_close_kind", "close_kind", "error")}
    assert told("H11", close_kind="AWARDED") == {("missing_closed_on", "closed_on", "error")}


def test_h11_ten_workers_make_a_dispute_collective_and_only_awards_are_final() -> None:
    case = {"accepted_on": day("2024-03-06")}
    asked = {("collective_by_number", "collective", "warning")}
    assert told("H11", **case, workers_count=10, collective=True) == set()
    assert told("H11", **case, workers_count=10, collective=False) == asked
    assert told("H11", **case, workers_count=9, collective=True) == asked
    assert told("H11", is_final=True, close_kind="MEDIATED", closed_on=day("2024-05-05")) == {
        ("final_without_award", "is_final", "error")
    }
    assert told("H11", is_final=True, close_kind="AWARDED", closed_on=day("2024-05-05")) == set()


def test_c2_more_than_claim_and_interest_is_asked_about() -> None:
    case = {"filed_on": day("2019-04-05"), "claim_amount": Decimal(1000)}
    assert told("C2", **case, paid_amount=Decimal(1300)) == set()
    assert told("C2", **case, paid_amount=Decimal(1301)) == {
        ("recovered_above_claim", "paid_amount", "warning")
    }
    closed = {**case, "close_kind": "COMPLETED", "closed_on": day("2019-08-14")}
    assert told("C2", **closed, paid_amount=Decimal(0)) == {
        ("completed_without_payment", "paid_amount", "error")
    }
    assert told("C2", **closed, paid_amount=Decimal(1000)) == set()


def test_c3_an_objection_ends_an_order() -> None:
    issued = {"issued_on": day("2019-07-17")}
    assert told("C3", **issued, objection_on=day("2019-07-29"), effective_on=day("2019-08-07")) == {
        ("effective_despite_objection", "effective_on", "error")
    }
    assert told("C3", **issued, objection_on=day("2019-07-29")) == set()
    assert told("C3", **issued, effective_on=day("2019-08-01")) == set()
    assert told("C3", **issued, effective_on=day("2019-07-31")) == {
        ("effective_too_early", "effective_on", "warning")
    }


def test_c3_acceptance_and_issue_have_their_days() -> None:
    order = {"applied_on": day("2019-08-10"), "accepted_on": day("2019-08-15")}
    assert told("C3", **order, issued_on=day("2019-08-30")) == set()
    assert told("C3", **order, issued_on=day("2019-08-31")) == {("issued_late", "issued_on", "warning")}
    assert told("C3", applied_on=day("2019-08-10"), accepted_on=day("2019-08-16")) == {
        ("accepted_late", "accepted_on", "warning")
    }


def test_c4_only_agreements_are_confirmed() -> None:
    assert told("C4", result="FAILED", judicial_confirmation_no="（2024）皖1102民特3号") == {
        ("confirmed_without_agreement", "judicial_confirmation_no", "error")
    }
    assert told("C4", result="SUCCEEDED", judicial_confirmation_no="（2024）皖1102民特3号") == set()


def test_c5_more_paid_than_owed_is_asked_about() -> None:
    owed = {"amount_involved": Decimal(1000), "workers_count": 1, "filed_on": day("2024-01-01")}
    assert told("C5", **owed, paid_before_judgment=Decimal(1000)) == set()
    assert told("C5", **owed, paid_before_judgment=Decimal(1001)) == {
        ("recovered_above_claim", "paid_before_judgment", "warning")
    }
    assert told("C5", **owed, judged_on=day("2023-12-31")) == {("date_order", "judged_on", "error")}


def test_ps1_without_filing_only_administrative_detention() -> None:
    measure = {"coercive_measure": "BAIL", "coercive_measure_persons": 1}
    assert told("PS1", **measure, decision="UNDER_VERIFICATION") == {
        ("measure_without_filing", "coercive_measure", "error")
    }
    assert told("PS1", **measure, decision="FILED", filed_on=day("2019-04-17")) == set()
    detained = {"coercive_measure": "ADMIN_DETENTION", "coercive_measure_persons": 1}
    assert told("PS1", **detained, decision="UNDER_VERIFICATION") == set()


def test_ps1_filing_has_its_day_and_a_measure_its_persons() -> None:
    assert told("PS1", decision="FILED") == {("missing_filed_on", "filed_on", "error")}
    filed = {"decision": "FILED", "filed_on": day("2019-04-17"), "coercive_measure": "ARREST"}
    assert told("PS1", **filed) == {("missing_measure_persons", "coercive_measure_persons", "error")}
    assert told("PS1", **filed, coercive_measure_persons=0) == {
        ("less_than_one", "coercive_measure_persons", "error")
    }


def test_ps1_a_late_decision_is_flagged_only_under_the_rules_of_2020() -> None:
    late = {("police_decided_late", "decided_on", "warning")}
    assert told("PS1", received_on=day("2020-09-01"), decided_on=day("2020-09-05")) == late
    assert told("PS1", received_on=day("2020-09-01"), decided_on=day("2020-09-04")) == set()
    assert told("PS1", received_on=day("2019-09-18"), decided_on=day("2019-09-27")) == set()


def test_h10_is_published_not_later_than_today() -> None:
    assert told("H10", published_on=date.today()) == set()
    assert told("H10", published_on=date(date.today().year + 1, 1, 1)) == {
        ("date_in_future", "published_on", "error")
    }


def test_h9_a_person_is_listed_together_with_the_employer() -> None:
    person = {"decision_no": "黑名单字〔2022〕1号", "subject_type": "LEGAL_REP"}
    employer = {"decision_no": "黑名单字[2022]1号", "subject_type": "EMPLOYER"}
    assert over_the_table("H9", employer, person) == []
    assert over_the_table("H9", person, {**employer, "decision_no": "黑名单字〔2022〕2号"}) == [
        (0, "person_without_employer", "subject_type", "error")
    ]


def account_month(month: str, balance: str, paid_in: str = "0", paid_out: str = "0") -> dict[str, Any]:
    amounts = {"balance": Decimal(balance), "paid_in": Decimal(paid_in), "paid_out": Decimal(paid_out)}
    return {"project_code": "A", "account_digest": "1", "month": day(month), **amounts}


@pytest.mark.parametrize(
    ("balance", "follows"),
    [
        ("1500", True),
        ("1510.02", True),
        ("1510.03", False),
        ("1499.98", True),
        ("1499.97", False),
        ("900", False),
    ],
)
def test_h2b_a_balance_follows_from_the_month_before(balance: str, follows: bool) -> None:
    rows = account_month("2019-12-01", balance, "800", "300"), account_month("2019-11-01", "1000")
    expected = [] if follows else [(0, "balance_does_not_follow", "balance", "error")]
    assert over_the_table("H2b", *rows) == expected


def test_h2b_only_the_very_month_before_of_the_same_account_is_compared() -> None:
    november = account_month("2019-11-01", "1000")
    assert over_the_table("H2b", november, account_month("2020-01-01", "5")) == []
    assert over_the_table("H2b", november, {**account_month("2019-12-01", "5"), "account_digest": "2"}) == []


def test_an_edition_of_a_province_goes_before_that_of_the_country() -> None:
    on = day("2019-01-01")
    found = [law("refusal_to_pay", on, region) for region in (None, "520201", "210102")]
    assert [rule and rule["one_worker"] for rule in found] == [5000, 5000, 10000]


def test_a_complaint_and_a_police_case_state_wages() -> None:
    closed = day("2019-02-16")
    paid = {"clue_no": "1", "paid_amount": Decimal(60000), "workers_paid": 5, "closed_on": closed}
    assert recovered("complaints", **paid) == (Decimal(60000), 5, closed, "WAGES")
    assert recovered("complaints", clue_no="1", paid_amount=Decimal(0)) is None
    case = {"case_no": "1", "recovered_amount": Decimal(128400), "received_on": day("2019-06-08")}
    assert recovered("police_cases", **case) == (Decimal(128400), None, day("2019-06-08"), "WAGES")
    assert recovered("police_cases", **case, filed_on=day("2019-06-09")) == (
        Decimal(128400),
        None,
        day("2019-06-09"),
        "WAGES",
    )
    assert recovered("police_cases", case_no="1") is None


def test_a_deposit_enforced_is_no_wage_and_wages_paid_before_judgment_are() -> None:
    case = {"case_no": "1", "paid_amount": Decimal(500), "enforcement_kind": "NON_LITIGATION"}
    assert recovered("enforcement_cases", **case) == (Decimal(500), None, None, "OTHER")
    assert recovered("enforcement_cases", **case, workers_paid=6) == (Decimal(500), 6, None, "WAGES")
    civil = {**case, "enforcement_kind": "CIVIL"}
    assert recovered("enforcement_cases", **civil) == (Decimal(500), None, None, "WAGES")
    assert recovered("enforcement_cases", case_no="1") is None
    judged = {"case_no": "1", "paid_before_judgment": Decimal(7), "judged_on": day("2024-05-01")}
    assert recovered("refusal_judgments", **judged) == (Decimal(7), None, day("2024-05-01"), "WAGES")
    assert recovered("refusal_judgments", case_no="1") is None
