"""The rules of the sheets of union, procuratorate, justice and secretariat: what contradicts itself, what only asks."""

import inspect
import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from hub.discovery import modules
from hub.importing.problems import kinds
from hub.ledgers.codes import AdministrativeLevel
from tests.importers.test_rules import Told, day, derived, told
from tests.importing.tables import read, sheet
from tests.importing.tables import told as places

TOMORROW = date.today() + timedelta(days=1)


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("U1", ("issued_on", "replied_on", "rectified_on")),
        ("X1", ("sent_on", "received_on", "decided_on", "fed_back_on")),
        ("P4", ("accepted_on", "filing_supervised_on", "arrest_decided_on", "prosecution_decided_on")),
        ("J2", ("held_on",)),
        ("J3", ("mediated_on",)),
        ("M1", ("held_on",)),
        ("M1doc", ("signed_on",)),
        ("M1case", ("published_on",)),
        ("M2", ("raised_on", "solved_on")),
        ("M3", ("done_on",)),
    ],
)
def test_what_is_recorded_has_happened(form: str, fields: tuple[str, ...]) -> None:
    for field in fields:
        assert ("date_in_future", field, "error") in told(form, **{field: TOMORROW})
        assert not {f for f in told(form, **{field: date.today()}) if f[0] == "date_in_future"}
    assert told("M3", due_on=TOMORROW) == set()


@pytest.mark.parametrize(
    ("form", "fields"),
    [
        ("U1", ("issued_on", "reply_due_on")),
        ("U1", ("issued_on", "replied_on")),
        ("U1", ("issued_on", "rectified_on")),
        ("X1", ("sent_on", "received_on")),
        ("X1", ("received_on", "decided_on")),
        ("X1", ("sent_on", "fed_back_on")),
        ("X1", ("decided_on", "fed_back_on")),
        ("P4", ("accepted_on", "arrest_decided_on")),
        ("P4", ("arrest_decided_on", "prosecution_decided_on")),
        ("M2", ("raised_on", "solved_on")),
    ],
)
def test_stages_follow_each_other(form: str, fields: tuple[str, str]) -> None:
    first, then = fields
    assert told(form, **{first: day("2024-03-02"), then: day("2024-03-02")}) == set()
    assert told(form, **{first: day("2024-03-02"), then: day("2024-03-01")}) == {
        ("date_order", then, "error")
    }


def u1(**values: Any) -> Told:
    return told("U1", **values)


@pytest.mark.parametrize(
    "addressee", ["某某建设有限公司", "某某集团", "某某食品厂", "某某建设有限公司（项目部）"]
)
def test_u1_a_recommendation_goes_to_a_department(addressee: str) -> None:
    wrong = {("recommendation_to_employer", "addressee", "error")}
    assert u1(doc_type="RECOMMENDATION_LETTER", addressee=addressee) == wrong
    assert u1(doc_type="REMINDER_LETTER", addressee=addressee) == set()
    assert u1(doc_type="RECOMMENDATION_LETTER", addressee="来安县人力资源和社会保障局") == set()


def test_u1_what_was_rectified_has_a_day_and_what_was_refused_brought_nothing() -> None:
    assert u1(rectification="RECTIFIED") == {("missing_rectified_on", "rectified_on", "error")}
    assert u1(rectification="RECTIFIED", rectified_on=day("2024-03-01")) == set()
    assert u1(rectification="IN_PROGRESS") == set()
    refused = {("recovered_though_refused", "recovered_amount", "error")}
    assert u1(rectification="REFUSED", recovered_amount=Decimal(100)) == refused
    assert u1(rectification="REFUSED", recovered_amount=Decimal(0)) == set()
    assert u1(rectification="PARTLY_RECTIFIED", recovered_amount=Decimal(100)) == set()


def test_u1_the_employer_is_the_addressee_unless_that_is_a_department() -> None:
    letter = {"addressee": "甲公司", "uscc": "91341102MA0012278B", "prefecture_code": "341100"}
    assert derived("U1", doc_type="OPINION_LETTER", **letter) == {
        "employer_name": "甲公司",
        "employer_key": "91341102MA0012278B",
    }
    assert derived("U1", doc_type="RECOMMENDATION_LETTER", **letter) == {
        "employer_name": None,
        "employer_key": None,
    }


def test_u1_a_recommendation_follows_an_opinion_letter() -> None:
    (rule,) = sheet("U1").table_rules
    blank = dict.fromkeys(sheet("U1").ledger.own_columns())
    opinion = {**blank, "doc_key": "A1", "doc_type": "OPINION_LETTER", "issued_on": day("2024-03-01")}
    following = {
        **blank,
        "doc_type": "RECOMMENDATION_LETTER",
        "previous_doc_key": "A1",
        "issued_on": day("2024-03-01"),
    }
    assert rule([opinion, following]) == []
    assert rule([blank, following]) == []
    early = {**opinion, "issued_on": day("2024-03-02")}
    assert [(place, f.kind) for place, f in rule([early, following])] == [(1, "opinion_after_recommendation")]
    reminder = {**opinion, "doc_type": "REMINDER_LETTER"}
    assert [(place, f.kind, f.severity.value) for place, f in rule([following, reminder])] == [
        (0, "recommendation_without_opinion", "warning")
    ]
    assert rule([{**following, "doc_type": "OPINION_LETTER"}, reminder]) == []


def test_u1_recovered_wages_go_by_the_day_of_issue() -> None:
    recovery = sheet("U1").ledger.recovery
    row = {"doc_no": "琅工监意〔2024〕1号", "workers_count": 6, "issued_on": day("2024-01-13")}
    assert recovery({**row, "recovered_amount": None}) is None
    found = recovery({**row, "recovered_amount": Decimal("77000.00")})
    assert found is not None
    assert (found.amount, found.recovered_on, found.kind) == (
        Decimal("77000.00"),
        day("2024-01-13"),
        "WAGES",
    )


def test_u1_several_matters_stand_in_one_cell() -> None:
    record = {
        "发出工会": "来安县总工会", "文书种类": "工会劳动法律监督提示函", "文号": "来工监提〔2024〕1号",
        "工会层级": "县级", "送达单位": "甲公司", "涉及事项": "劳动报酬、社会保险", "制发日期": "2024-02-04",
    }  # fmt: skip
    rows, problems = read("U1", record, region="341122", year=2024)
    assert problems == []
    assert rows[0].values["scope"] == ["REMUNERATION", "SOCIAL_INSURANCE"]
    assert rows[0].values["doc_type"] == "REMINDER_LETTER"


def x1(**values: Any) -> Told:
    return told("X1", **{**derived("X1", **values), **values})


@pytest.mark.parametrize("level", list(AdministrativeLevel))
def test_x1_unions_transfer_from_the_county_upwards(level: AdministrativeLevel) -> None:
    sent = {"from_agency": "南谯区某镇总工会", "from_level": level.name}
    too_low = {("union_level_too_low", "from_level", "error")} if level.name == "TOWNSHIP" else set()
    assert x1(**sent) == too_low
    assert x1(from_agency="南谯区人民检察院", from_level=level.name) == set()


@pytest.mark.parametrize("ground", ["GROUP_SOCIAL_INSURANCE_ARREARS", "GROUP_MIGRANT_WAGE_ARREARS"])
def test_x1_a_collective_dispute_needs_the_refusal_of_the_employer(ground: str) -> None:
    wrong = {("group_ground_without_refusal", "employer_refuses", "error")}
    assert x1(grounds=[ground]) == wrong
    assert x1(grounds=["SPECIFIC_GROUP", ground], employer_refuses=False) == wrong
    assert x1(grounds=[ground], employer_refuses=True) == set()
    assert x1(grounds=["SPECIFIC_GROUP", "NEW_EMPLOYMENT_FORM"], employer_refuses=False) == set()


def test_x1_sender_and_receiver_differ_are_known_and_agree_with_the_direction() -> None:
    assert x1(from_agency="滁州市 总工会", to_agency="滁州市总工会") == {
        ("transferred_to_itself", "to_agency", "error")
    }
    assert x1(from_agency="滁州市总工会", to_agency="琅琊区总工会") == set()
    assert x1(from_agency="某某办", to_agency="琅琊区检察院") == {("office_unknown", "from_agency", "error")}
    assert x1(from_agency="某某办", to_agency="琅琊区检察院", direction="UNION_TO_PROCURATORATE") == set()
    assert x1(from_agency="琅琊区总工会", to_agency="琅琊区检察院", direction="PROCURATORATE_TO_UNION") == {
        ("direction_contradicts_offices", "direction", "error")
    }


def test_x1_the_agencies_follow_from_the_offices() -> None:
    assert derived("X1", from_agency="琅琊区人社局", to_agency="琅琊区人民检察院") == {
        "from_agency_code": "HRSS",
        "to_agency_code": "PROCURATORATE",
    }


def test_x1_a_decision_has_a_day_and_another_result_a_note() -> None:
    assert x1(decision="ACCEPTED") == {("missing_decision_day", "decided_on", "warning")}
    assert x1(decision="ACCEPTED", decided_on=day("2024-03-01")) == set()
    assert x1(result_kind="OTHER") == {("missing_note_of_other", "note", "error")}
    assert x1(result_kind="OTHER", note="移送公安机关") == set()


def test_p4_persons_are_counted_by_the_day_of_the_decision() -> None:
    assert told("P4", arrest_approved_persons=2) == {("missing_decision_day", "arrest_decided_on", "warning")}
    assert told("P4", not_prosecuted_persons=1) == {
        ("missing_decision_day", "prosecution_decided_on", "warning")
    }
    assert told("P4", arrest_approved_persons=0, prosecuted_persons=0) == set()
    assert told("P4", prosecuted_persons=2, prosecution_decided_on=day("2024-03-01")) == set()


def test_p4_a_day_of_supervision_says_that_there_was_one() -> None:
    wrong = {("supervision_day_without_supervision", "filing_supervised_on", "error")}
    assert told("P4", filing_supervision=False, filing_supervised_on=day("2024-03-01")) == wrong
    assert told("P4", filing_supervision=True, filing_supervised_on=day("2024-03-01")) == set()


def test_j3_a_row_is_one_case_unless_it_counts_several() -> None:
    assert derived("J3", result="SUCCEEDED") == {"cases_count": 1, "succeeded_count": 1}
    assert derived("J3", result="FAILED") == {"cases_count": 1, "succeeded_count": 0}
    assert derived("J3", cases_count=5, succeeded_count=3) == {}
    assert told("J3", cases_count=5, succeeded_count=6) == {
        ("more_successes_than_cases", "succeeded_count", "error")
    }
    assert told("J3", cases_count=5, succeeded_count=5) == set()


def test_j3_a_court_confirms_agreements_only() -> None:
    wrong = {("confirmed_without_agreement", "judicially_confirmed", "error")}
    assert told("J3", judicially_confirmed=True, result="FAILED") == wrong
    assert told("J3", judicially_confirmed=True, result="SUCCEEDED") == set()
    assert told("J3", judicially_confirmed=False, result="FAILED") == set()


def test_m1_a_meeting_of_a_year_is_held_in_it() -> None:
    assert derived("M1", held_on=day("2019-04-17")) == {"year": 2019}
    assert derived("M1", held_on=day("2019-01-05"), year=2018) == {}
    assert told("M1", held_on=day("2019-01-05"), year=2018) == {
        ("held_in_another_year", "held_on", "warning")
    }
    assert told("M1", held_on=day("2018-12-05"), year=2018) == set()
    assert told("M1", ordinal=0) == {("less_than_one", "ordinal", "error")}


@pytest.mark.parametrize(
    ("year", "ordinal", "meant"),
    [("2019年度", "第二次", (2019, 2)), (2019.0, 1.0, (2019, 1)), ("二〇一九年", "第12次会议", (2019, 12))],
)
def test_m1_years_and_places_are_written_in_many_ways(
    year: Any, ordinal: Any, meant: tuple[int, int]
) -> None:
    record = {
        "会议编号": "联席〔2019〕1号",
        "会议名称": "联席会议",
        "年度": year,
        "次序": ordinal,
        "会议日期": "2019-04-17",
    }
    rows, problems = read("M1", record)
    assert problems == []
    assert (rows[0].values["year"], rows[0].values["ordinal"]) == meant
    assert rows[0].values["region_code"] == "520200"


def test_m1_a_place_in_words_that_is_none_is_an_error() -> None:
    record = {"会议编号": "1", "会议名称": "联席会议", "次序": "2019-2020", "会议日期": "2019-04-17"}
    _, problems = read("M1", record)
    assert places(problems) == [("C2", "not_a_number", "error")]


def test_m1case_the_year_is_that_of_publication() -> None:
    assert derived("M1case", published_on=day("2024-06-18")) == {"year": 2024}
    assert derived("M1case", published_on=day("2024-06-18"), year=2023) == {}


def test_m2_what_is_solved_has_a_day() -> None:
    assert told("M2", status="SOLVED") == {("missing_solved_on", "solved_on", "error")}
    assert told("M2", status="OPEN") == set()


def test_m3_what_is_done_has_a_day_and_the_reverse() -> None:
    done = day("2024-03-01")
    assert told("M3", status="DONE") == {("missing_done_on", "done_on", "error")}
    assert told("M3", status="DONE", done_on=done) == set()
    assert told("M3", status="IN_PROGRESS", done_on=done) == {("done_day_of_open_task", "done_on", "warning")}
    assert derived("M3", lead_agency="市法院") == {"lead_agency_code": "COURT"}
    assert derived("M3", lead_agency="市住建局") == {"lead_agency_code": None}


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2024年6月28日", "2024-06-28"),
        ("2024年6月30日前", "2024-06-30"),
        ("2024年2月底前", "2024-02-29"),
        ("6月底之前完成", "2024-06-30"),
        ("2024年6月", "2024-06-30"),
        ("2024年底前完成", "2024-12-31"),
        ("年底", "2024-12-31"),
        (date(2024, 6, 28), "2024-06-28"),
    ],
)
def test_m3_a_time_limit_may_be_the_end_of_a_month_or_year(written: Any, meant: str) -> None:
    record = {"事项编号": "1", "事项": "排查", "牵头单位": "市人社局", "完成时限": written, "状态": "进行中"}
    rows, problems = read("M3", record, year=2024)
    assert (problems, rows[0].values["due_on"]) == ([], day(meant))


@pytest.mark.parametrize("written", ["长期坚持", "尽快", "2024年13月底"])
def test_m3_a_time_limit_in_other_words_is_an_error(written: str) -> None:
    record = {"事项编号": "1", "事项": "排查", "牵头单位": "市人社局", "完成时限": written, "状态": "进行中"}
    _, problems = read("M3", record, year=2024)
    assert [(p.cell, p.severity.value) for p in problems] == [("D2", "error")]


def test_m4_one_grade_a_region_and_year() -> None:
    first = {"年度": "2017年", "地区": "钟山区", "考核等次": "A", "考核单位": "六盘水市人民政府"}
    rows, problems = read("M4", first, {**first, "年度": 2018}, {**first, "考核等次": "B"})
    assert places(problems) == [("A4", "duplicate_key", "error")]
    assert [row.values["year"] for row in rows] == [2017, 2018, 2017]


def test_every_kind_of_finding_has_its_sentences() -> None:
    for module in modules("importers"):
        source = inspect.getsource(module)
        assert set(re.findall(r'(?:error|warning|needs)\(\s*"([a-z_]+)"', source)) <= kinds(), module.__name__
