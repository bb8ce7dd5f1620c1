"""The whole catalogue: every indicator with its unit, kind and dimensions, and every grouping legal or refused."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from hub.errors import HubError
from hub.indicators.catalogue import (
    AGENCY_DIMENSIONS,
    DIMENSIONS,
    InvalidDefinition,
    Unit,
    indicators,
    load,
)
from hub.indicators.numbers import printed
from hub.indicators.question import (
    CODE_DIMENSIONS,
    Asked,
    Dimension,
    Question,
    bases_of,
    checked,
    code_dimensions,
    labels_of,
)
from tests.indicators.test_catalogue import GOOD

INDUSTRY, EMPLOYER, GROUP, CHANNEL, OUTCOME = (
    "industry",
    "employer_type",
    "worker_group",
    "channel",
    "outcome",
)
SECTOR = "sector"
"""Projects name the sector of the works, not a section of GB/T 4754: it is their industry."""

CATALOGUE = {
    "union_reminder_letters_issued": ("count", "flow", INDUSTRY, EMPLOYER, GROUP),
    "union_opinion_letters_issued": ("count", "flow", INDUSTRY, EMPLOYER, GROUP),
    "union_recommendation_letters_issued": ("count", "flow", INDUSTRY),
    "union_letters_rectified_rate": ("percent", "ratio", INDUSTRY, OUTCOME),
    "union_letters_reply_on_time_rate": ("percent", "ratio"),
    "union_letter_workers": ("persons", "flow", GROUP),
    "union_wages_recovered": ("yuan", "flow", INDUSTRY, GROUP),
    "union_legal_service_cases": ("count", "flow", GROUP, CHANNEL),
    "union_collective_bargainings": ("count", "flow", INDUSTRY),
    "clues_transferred": ("count", "flow", GROUP, CHANNEL, "from_agency", "to_agency", "ground"),
    "clues_received": ("count", "flow", "from_agency", "to_agency"),
    "clues_accepted_rate": ("percent", "ratio"),
    "clue_median_days_to_decision": ("days", "distinct"),
    "supported_lawsuits_accepted": ("count", "flow", INDUSTRY, GROUP, CHANNEL),
    "supported_lawsuits_handled": ("count", "flow", INDUSTRY, GROUP),
    "supported_lawsuits_supported": ("count", "flow", INDUSTRY, GROUP),
    "supported_lawsuits_settled_before_filing": ("count", "flow", INDUSTRY, GROUP),
    "supported_lawsuits_mediated_in_court": ("count", "flow", INDUSTRY, GROUP),
    "supported_lawsuits_judged": ("count", "flow"),
    "supported_lawsuits_not_supported": ("count", "flow"),
    "settlement_before_filing_share": ("percent", "ratio"),
    "supported_workers": ("persons", "flow", GROUP),
    "supported_arbitrations": ("count", "flow", GROUP),
    "enforcement_urged_cases": ("count", "flow"),
    "civil_judgment_supervision_cases": ("count", "flow"),
    "civil_enforcement_supervision_cases": ("count", "flow"),
    "protests_filed": ("count", "flow"),
    "procuratorate_wages_recovered": ("yuan", "flow", INDUSTRY, GROUP, CHANNEL),
    "procuratorial_recommendations_issued": (
        *("count", "flow", INDUSTRY, "recommendation_type", "trigger", "addressee"),
    ),
    "procuratorial_recommendations_reply_rate": ("percent", "ratio"),
    "procuratorial_recommendations_adoption_rate": ("percent", "ratio"),
    "filing_supervision_cases": ("count", "flow"),
    "refusal_persons_arrested": ("persons", "flow"),
    "refusal_persons_prosecuted": ("persons", "flow"),
    "projects_under_construction": ("count", "stock", SECTOR, "funding"),
    "projects_real_name": ("count", "stock", SECTOR),
    "projects_attendance": ("count", "stock", SECTOR),
    "special_accounts_open": ("count", "stock", SECTOR),
    "projects_paid_in_full_on_time": ("count", "stock", SECTOR),
    "real_name_coverage": ("percent", "ratio", SECTOR),
    "attendance_coverage": ("percent", "ratio", SECTOR),
    "special_account_coverage": ("percent", "ratio", SECTOR),
    "full_payment_rate": ("percent", "ratio", SECTOR),
    "contractor_agency_payment_projects": ("count", "stock", SECTOR),
    "rights_notice_board_projects": ("count", "stock"),
    "registered_workers": ("persons", "stock", SECTOR),
    "special_account_inflow": ("yuan", "flow", SECTOR),
    "special_account_wages_paid": ("yuan", "flow", SECTOR),
    "special_account_workers_paid": ("person-times", "flow"),
    "wage_deposit_projects": ("count", "stock", "deposit_form"),
    "wage_deposit_balance": ("yuan", "stock", "deposit_form"),
    "wage_deposit_used": ("yuan", "flow"),
    "complaints_received": ("count", "flow", INDUSTRY, CHANNEL),
    "public_opinion_clues_received": ("count", "flow", CHANNEL),
    "clues_diverted": ("count", "flow", "diverted_to"),
    "complaint_closure_rate": ("percent", "ratio", CHANNEL),
    "inspections_employers_checked": ("count", "flow"),
    "wage_cases_filed": ("count", "flow", INDUSTRY, EMPLOYER, CHANNEL),
    "wage_cases_closed": ("count", "flow", INDUSTRY),
    "wage_case_workers": ("persons", "flow", INDUSTRY, GROUP),
    "pay_orders_issued": ("count", "flow"),
    "hrss_wages_recovered": ("yuan", "flow", INDUSTRY, GROUP),
    "crime_transfers": ("count", "flow", INDUSTRY),
    "crime_transfer_workers": ("persons", "flow"),
    "crime_transfer_amount": ("yuan", "flow"),
    "compulsory_enforcement_applications": ("count", "flow"),
    "compulsory_enforcement_workers": ("persons", "flow"),
    "compulsory_enforcement_completed": ("count", "flow", OUTCOME),
    "compulsory_enforcement_wages_paid": ("yuan", "flow"),
    "compulsory_enforcement_workers_paid": ("persons", "flow"),
    "enforcement_deposits_paid": ("yuan", "flow"),
    "blacklist_new": ("count", "flow", INDUSTRY, "subject_type"),
    "blacklist_active": ("count", "stock", INDUSTRY),
    "blacklist_removed": ("count", "flow", "removal_kind"),
    "blacklist_announcements": ("count", "flow"),
    "major_violations_published": ("count", "flow", "category"),
    "arbitration_cases_accepted": ("count", "flow", INDUSTRY, GROUP),
    "arbitration_cases_closed": ("count", "flow", OUTCOME),
    "arbitration_mediation_rate": ("percent", "ratio"),
    "evaluation_grade": ("grade", "ordinal"),
    "emergency_fund_advanced": ("yuan", "flow"),
    "refusal_cases_received": ("count", "flow"),
    "refusal_cases_filed": ("count", "flow"),
    "refusal_cases_under_verification": ("count", "stock"),
    "refusal_filing_rate": ("percent", "ratio"),
    "administrative_detentions": ("persons", "flow"),
    "criminal_coercive_measures": ("persons", "flow", "measure"),
    "online_pursuits": ("persons", "stock"),
    "refusal_cases_sent_to_prosecution": ("count", "flow"),
    "court_wage_cases_accepted": ("count", "flow", INDUSTRY, GROUP),
    "court_wage_cases_closed": ("count", "flow", OUTCOME),
    "court_mediation_rate": ("percent", "ratio"),
    "court_wages_awarded": ("yuan", "flow"),
    "wage_enforcement_completed": ("count", "flow"),
    "wage_enforcement_paid": ("yuan", "flow"),
    "payment_orders_applied": ("count", "flow"),
    "payment_orders_issued": ("count", "flow"),
    "payment_orders_effective_rate": ("percent", "ratio"),
    "mediation_docking_entrusted": ("count", "flow"),
    "mediation_docking_success_rate": ("percent", "ratio"),
    "legal_aid_cases_approved": ("count", "flow", GROUP, "aid_priority"),
    "legal_aid_workers": ("persons", "flow", GROUP),
    "legal_aid_amount": ("yuan", "flow", GROUP),
    "legal_aid_cross_region_cases": ("count", "flow"),
    "legal_consultations": ("person-times", "flow", CHANNEL, "aid_priority"),
    "legal_checkups": ("count", "flow"),
    "joint_meetings_held": ("count", "flow", "series"),
    "tasks_on_time_rate": ("percent", "ratio", "lead_agency"),
    "cooperation_documents_signed": ("count", "flow"),
    "service_stations_open": ("count", "stock", "station_kind"),
    "typical_cases_selected": ("count", "flow", "level"),
    "publicity_events": ("count", "flow"),
    "wages_recovered_dedup": ("yuan", "distinct", INDUSTRY, GROUP, "agency"),
    "wages_recovered_gross": ("yuan", "flow", INDUSTRY, GROUP, "agency"),
}
"""Code -> unit, kind, and the dimensions that it has at least, beside region and time."""


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_indicator_of_the_catalogue_is_there(code: str) -> None:
    unit, kind, *dimensions = CATALOGUE[code]
    indicator = indicators()[code]
    assert (indicator.unit, indicator.kind.value) == (unit, kind)
    assert set(dimensions) <= set(code_dimensions(indicator, indicators()))
    assert indicator.zh
    assert indicator.en
    assert indicator.source
    assert bool(indicator.word_zh) == (unit not in ("yuan", "percent"))


def test_every_dimension_is_one_of_the_question_and_has_two_names() -> None:
    assert [d.name.lower() for d in CODE_DIMENSIONS] == list(DIMENSIONS)
    assert {d for d in Dimension if d not in CODE_DIMENSIONS} == {
        Dimension[name] for name in ("PROVINCE", "PREFECTURE", "COUNTY", "MONTH", "QUARTER", "YEAR")
    }
    assert all(zh and en for zh, en in DIMENSIONS.values())
    assert {name for i in indicators().values() for p in i.parts for name in p.dimensions} == set(DIMENSIONS)


def test_every_code_of_a_dimension_has_two_labels() -> None:
    told = {
        (name, code): pair
        for indicator in indicators().values()
        for part in indicator.parts
        for name in part.dimensions
        for code, pair in (labels_of(part, name) or {}).items()
    }
    assert all(zh and en for zh, en in told.values())
    assert {name for name, _ in told} >= AGENCY_DIMENSIONS
    assert ("sector", "HOUSING") in told


@pytest.mark.parametrize("code", indicators())
def test_a_grouping_is_legal_or_refused_with_those_that_are(code: str) -> None:
    indicator = indicators()[code]
    has = code_dimensions(indicator, indicators())
    for base in bases_of(indicator, indicators()):
        assert all(any(name in part.dimensions for part in base.parts) for name in has)
    for dimension in Dimension:
        question = Question("360000", date(2024, 1, 1), date(2024, 1, 1), (Asked(indicator),), (dimension,))
        if dimension not in CODE_DIMENSIONS or dimension.name.lower() in has:
            assert checked(question, indicators()).by == (dimension,)
            continue
        with pytest.raises(HubError) as refused:
            checked(question, indicators())
        assert refused.value.code == "GROUPING_NOT_ALLOWED"
        for text in (refused.value.zh, refused.value.en):
            assert dimension.name in text
            assert all(name.upper() in text for name in has)
            assert "COUNTY" in text


@pytest.mark.parametrize(
    ("unit", "measure", "said"),
    [
        ("persons", "count", "gives count"),
        ("yuan", "sum:workers_count", "gives persons"),
        ("count", "sum:claim_amount", "gives yuan"),
        ("person-times", "sum:workers_count", "gives persons"),
    ],
)
def test_a_sum_of_unlike_units_is_refused(tmp_path: Path, unit: str, measure: str, said: str) -> None:
    path = tmp_path / "test_cases.toml"
    text = GOOD.replace('unit = "count"', f'unit = "{unit}"').replace('"count"\ndate', f'"{measure}"\ndate')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidDefinition, match=rf"its unit is {unit}, but .* {said}: unlike units"):
        load(path)


def test_persons_of_several_months_are_person_times(tmp_path: Path) -> None:
    path = tmp_path / "test_cases.toml"
    monthly = GOOD.replace("supported_lawsuits", "attendance_monthly").replace("accepted_on", "month")
    monthly = monthly.replace('measure = "count"', 'measure = "sum:workers_registered"')
    path.write_text(monthly.replace('unit = "count"', 'unit = "persons"'), encoding="utf-8")
    with pytest.raises(InvalidDefinition, match="gives person-times"):
        load(path)
    path.write_text(monthly.replace('unit = "count"', 'unit = "person-times"'), encoding="utf-8")
    assert load(path).unit == "person-times"


def test_a_ratio_of_unlike_units_is_refused_by_both_names(tmp_path: Path) -> None:
    head = GOOD[: GOOD.index("[[parts]]")].replace('"count"', '"percent"').replace('"flow"', '"ratio"')
    sides = 'numerator = "crime_transfer_amount"\ndenominator = "crime_transfer_workers"\n'
    (tmp_path / "test_share.toml").write_text(head + sides, encoding="utf-8")
    with pytest.raises(InvalidDefinition, match=r"crime_transfer_amount is counted in yuan, .* in persons"):
        indicators((tmp_path,))


def test_values_are_printed_by_the_rounding_of_their_definition(tmp_path: Path) -> None:
    shown = {
        "union_wages_recovered": ("6819450", "6819450.00"),
        "real_name_coverage": ("36.65", "36.7"),
        "supported_lawsuits_handled": ("398", "398"),
        "clue_median_days_to_decision": ("7.25", "7.3"),
    }
    for code, (value, text) in shown.items():
        assert printed(indicators()[code], Decimal(value)) == text
    assert printed(indicators()["clue_median_days_to_decision"], Decimal(7)) == "7"
    path = tmp_path / "test_cases.toml"
    path.write_text(
        GOOD.replace("[[parts]]", 'rounding = { decimals = 0, mode = "down" }\n[[parts]]'), "utf-8"
    )
    assert printed(load(path), Decimal("12.9")) == "12"
    assert {unit.rounding.decimals for unit in Unit if unit.key not in ("yuan", "percent", "days")} == {0}
