"""Answers about headers and tables: given once, remembered for the unit that gave them, taken back."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from hub.access.viewer import ALL_PERMISSIONS, OPERATOR, Viewer
from hub.database import connect
from hub.errors import HubError, NotFound
from hub.importing.parsed import Options
from hub.months import Period
from hub.settings import Settings
from hub.submissions import answers
from hub.submissions.answers import answers_from, header_rows_from
from hub.submissions.intake import Intake

FILE = """欠薪案件台账2024年3月
填报单位：{unit}
案号,县区,来源,立案审批日期,单位名称,涉及人数,欠薪金额（元）,填报说明栏
甲字{number}号,{county},来访,2024-03-{number:02d},某某公司,3,100,无
"""
FOREIGN = """登记
填报单位：六盘水市人力资源和社会保障局
编号一,日子,哪家,几个人,多少钱（元）,从哪来
乙字{number}号,2024-03-{number:02d},某某公司,3,100,来访
"""
PANZHOU = ("盘州市人力资源和社会保障局", "盘州市")
ZHONGSHAN = ("钟山区人力资源和社会保障局", "钟山区")


@pytest.fixture
def intake(database_url: str) -> Intake:
    keys = {"digest_key": SecretStr("k" * 40), "files_key": SecretStr("f" * 40)}
    return Intake(database_url, Settings(database_url=database_url, **keys))  # type: ignore[arg-type]


def file(number: int, office: tuple[str, str] = PANZHOU) -> bytes:
    return FILE.format(number=number, unit=office[0], county=office[1]).encode()


def kinds(intake: Intake, data: bytes, options: Options = Options(), by: Viewer = OPERATOR) -> set[str]:  # noqa: B008
    (receipt,) = intake.take(data, "a.csv", options, by=by)
    return {problem.kind for problem in receipt.parsed.problems}


def test_a_header_is_asked_about_once_and_known_from_then_on(intake: Intake) -> None:
    asked = kinds(intake, file(1))
    assert {"column_uncertain", "missing_column", "unknown_column"} <= asked
    answered = Options(columns=answers_from(["立案审批日期=filed_on", "填报说明栏="]))
    assert kinds(intake, file(1), answered) == set()
    assert kinds(intake, file(2)) == set()
    assert "missing_column" in kinds(intake, file(3, ZHONGSHAN)), "another unit has answered nothing"


def test_checking_alone_remembers_nothing(intake: Intake) -> None:
    answered = Options(columns=answers_from(["立案审批日期=filed_on"]))
    intake.take(file(1), "a.csv", answered, by=OPERATOR, store=False)
    assert "missing_column" in kinds(intake, file(1))


def test_an_answer_can_be_taken_back_by_whoever_may_report_for_the_unit(intake: Intake) -> None:
    kinds(intake, file(1), Options(columns=answers_from(["立案审批日期=filed_on"])))
    union = Viewer("union", "clerk", "UNION", "520281", ALL_PERMISSIONS)
    clerk = Viewer("clerk", "clerk", "HRSS", "520281", ALL_PERMISSIONS)
    with connect(intake.url) as connection:
        (known,) = answers.listed(connection, clerk)
        assert (known["header"], known["field"], known["unit"]) == ("立案审批日期", "filed_on", "HRSS:520281")
        assert answers.listed(connection, union) == []
        with pytest.raises(NotFound):
            answers.forget(connection, known["id"], union)
        answers.forget(connection, known["id"], clerk)
    assert "missing_column" in kinds(intake, file(2))


def test_a_table_said_to_be_a_sheet_is_that_sheet_the_next_time(intake: Intake) -> None:
    said = ["编号一=case_no", "日子=filed_on", "哪家=employer_name", "几个人=workers_count"]
    said += ["多少钱=amount_involved", "从哪来=source"]
    first, second = (FOREIGN.format(number=number).encode() for number in (1, 2))
    period = Period.parse("2024-03")
    assert kinds(intake, first) == {"sheet_unknown"}
    named = Options(sheet="wage_cases", period=period, columns=answers_from(said))
    (receipt,) = intake.take(first, "a.csv", named, by=OPERATOR)
    assert receipt.status == "checked", receipt.as_json()
    (receipt,) = intake.take(second, "a.csv", Options(period=period), by=OPERATOR)
    assert (receipt.status, receipt.parsed.sheet) == ("checked", "wage_cases"), receipt.as_json()


def test_an_answer_that_names_no_field_is_refused() -> None:
    for text in ("立案日期", "=filed_on", "立案日期=no_such_field"):
        with pytest.raises(HubError) as refused:
            answers_from([text])
        assert refused.value.code == "ANSWER_INVALID"
    with pytest.raises(HubError):
        answers_from(["a="] * 201)


HIDDEN_HEADER = """2024年3月
填报单位：盘州市人力资源和社会保障局
项目编码,项目名称,县区,状态,开工日期,合同额（元）,主管部门
案号,县区,来源,立案日期,单位名称,涉及人数,欠薪金额（元）
甲字{number}号,盘州市,来访,2024-03-{number:02d},某某公司,3,100
"""


def test_the_rows_of_a_header_are_said_once_and_known_from_then_on(intake: Intake) -> None:
    first, second = (HIDDEN_HEADER.format(number=number).encode() for number in (1, 2))
    assert kinds(intake, first) == {"sheet_unknown"}, "the header of another form stands above"
    assert kinds(intake, first, Options(header_rows=header_rows_from("4"))) == set()
    assert kinds(intake, second) == set()


def test_rows_of_a_header_that_cannot_be_are_refused() -> None:
    assert header_rows_from("3-4") == (3, 4)
    assert header_rows_from("") is None
    for text in ("0", "4-3", "a", "1-9", "99999999"):
        with pytest.raises(HubError) as refused:
            header_rows_from(text)
        assert refused.value.code == "HEADER_ROWS_INVALID"
