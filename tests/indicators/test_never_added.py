"""Grades, terms, medians, uses that every state repeats: given, recounted or counted once, never just added."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from hub.errors import HubError
from hub.indicators.catalogue import InvalidDefinition, indicators, load
from hub.indicators.changes import Status
from hub.indicators.figures import Figure
from hub.indicators.numbers import Missing, shown
from hub.indicators.press import Language, change_text, sentence, text
from hub.indicators.question import Reading
from tests.indicators.pictures import Picture


@pytest.fixture
def picture(database_url: str) -> Picture:
    return Picture(database_url)


def graded(picture: Picture, *grades: tuple[str, int, str]) -> None:
    """The yearly grades of regions, sent by the province in 2021."""
    rows = [{"region_code": region, "year": year, "grade": grade} for region, year, grade in grades]
    picture.submit("evaluations", "SECRETARIAT:520000", "2021-03", rows)


def figure(picture: Picture, *question: Any, **rest: Any) -> Figure:
    """The one figure of a question without groups."""
    found = picture.ask(*question, **rest)
    (row,) = found.rows
    return Figure(found, found.question.asked[0].indicator, row)


def codes(picture: Picture, *question: Any, by: list[str]) -> dict[tuple[str, str], str | None]:
    """(region, first month) -> grade, or why there is none."""
    found = picture.ask(*question, by=by)
    indicator = found.question.asked[0].indicator
    told = {}
    for row in found.rows:
        number = found.number(indicator, row, Reading.CURRENT)
        region = row.place.region + ("-own" if row.place.own_level else "")
        told[region, row.time.first.isoformat()[:7]] = number.missing.name if number.missing else number.code
    return told


def test_a_grade_is_that_of_the_region_itself_in_the_years_of_the_window(picture: Picture) -> None:
    graded(
        picture, ("520200", 2018, "A"), ("520201", 2018, "B"), ("520300", 2018, "C"), ("520200", 2020, "B")
    )
    asked = ("2018-01", "2018-12", "evaluation_grade")
    assert figure(picture, "520200", *asked).number.code == "A"
    assert figure(picture, "520201", *asked).number.code == "B"
    assert figure(picture, "520200", "2018-07", "2019-06", "evaluation_grade").number.code == "A"
    assert figure(picture, "520000", *asked).number.missing is Missing.NOT_REPORTED
    by_prefecture = codes(picture, "520000", *asked, by=["PREFECTURE"])
    assert (by_prefecture["520200", "2018-01"], by_prefecture["520300", "2018-01"]) == ("A", "C")
    by_county = codes(picture, "520200", *asked, by=["COUNTY"])
    assert (by_county["520200-own", "2018-01"], by_county["520201", "2018-01"]) == ("A", "B")
    by_year = codes(picture, "520200", "2018-01", "2020-12", "evaluation_grade", by=["YEAR"])
    assert list(by_year.values()) == ["A", "NOT_REPORTED", "B"]


def test_grades_that_differ_have_no_total_and_those_that_agree_have_one_value(picture: Picture) -> None:
    graded(picture, ("520200", 2017, "A"), ("520200", 2018, "A"), ("520200", 2019, "B"))
    found = figure(picture, "520200", "2017-01", "2018-12", "evaluation_grade")
    assert (found.number.code, shown(found.indicator, found.number), text(found)) == ("A", "A", "A级")
    found = figure(picture, "520200", "2017-01", "2019-12", "evaluation_grade")
    assert found.number.missing is Missing.SEVERAL_VALUES
    assert text(found) == "有多个值，请按地区或年份分组"
    assert text(found, Language.EN) == "several values: group by region or year"


def test_a_grade_is_compared_without_a_difference(picture: Picture) -> None:
    graded(picture, ("520200", 2018, "B"), ("520200", 2019, "A"))
    found = figure(picture, "520200", "2019-01", "2019-12", "evaluation_grade")
    change = found.change(Reading.YEAR_BEFORE)
    assert (change.status, change.base, change.base_code) == (Status.ORDINAL, None, "B")
    assert (change.difference, change.ratio, change.percentage_points) == (None, None, None)
    assert (change_text(change), change_text(change, Language.EN)) == (
        "去年同期为B级",
        "grade B a year before",
    )
    assert sentence(found) == (
        "2019年1月至12月，贵州省六盘水市保障农民工工资支付考核等级：A级，去年同期为B级。"
    )
    first = figure(picture, "520200", "2018-01", "2018-12", "evaluation_grade")
    assert first.change(Reading.YEAR_BEFORE).status is Status.NO_BASE


def test_a_grade_of_a_renamed_county_is_that_of_its_successor(picture: Picture) -> None:
    graded(picture, ("520222", 2016, "C"))
    assert figure(picture, "520281", "2016-01", "2016-12", "evaluation_grade").number.code == "C"


def test_a_reported_sheet_without_a_grade_is_neither_zero_nor_unreported(picture: Picture) -> None:
    picture.submit("evaluations", "SECRETARIAT:520200", "2020-01..2020-12", [])
    found = figure(picture, "520200", "2020-01", "2020-12", "evaluation_grade")
    assert found.number.missing is Missing.NOT_APPLICABLE


def test_a_term_is_the_one_that_all_entries_share(picture: Picture) -> None:
    rows = [{"listed_on": date(2019, month, 3), "term_months": 12} for month in (3, 5)]
    later = {"listed_on": date(2022, 3, 3), "term_months": 36}
    picture.submit("blacklist", "HRSS:520200", "2019-01..2022-12", [*rows, later])
    found = figure(picture, "520200", "2019-01", "2019-12", "blacklist_term_months")
    assert found.number.value == 12
    assert (text(found), text(found, Language.EN)) == ("12个月", "12 months")
    assert picture.values("520200", "2019-01", "2022-12", "blacklist_term_months") == {(): "SEVERAL_VALUES"}
    by_year = picture.values("520200", "2019-01", "2022-12", "blacklist_term_months", by=["YEAR"])
    assert list(by_year.values()) == [12, "NOT_APPLICABLE", "NOT_APPLICABLE", 36]


def test_an_ordinal_beside_flows_and_stocks_leaves_them_as_they_are(picture: Picture) -> None:
    graded(picture, ("520200", 2019, "A"))
    rows = [{"listed_on": date(2019, 3, 3), "term_months": 12} for _ in range(3)]
    picture.submit("blacklist", "HRSS:520200", "2019-01..2019-12", rows)
    every = ["blacklist_new", "evaluation_grade", "blacklist_active", "blacklist_term_months"]
    found = picture.ask("520200", "2019-01", "2019-12", *every)
    numbers = [found.number(a.indicator, found.rows[0], Reading.CURRENT) for a in found.question.asked]
    assert [n.code or n.value for n in numbers] == [3, "A", 3, 12]


def test_a_grade_is_not_grouped_by_what_it_is_not_recorded_by(picture: Picture) -> None:
    with pytest.raises(HubError, match="evaluationGrade") as refused:
        picture.ask("520200", "2019-01", "2019-12", "evaluation_grade", by=["WORKER_GROUP"])
    assert refused.value.code == "GROUPING_NOT_ALLOWED"


def test_a_median_is_recounted_at_every_level(picture: Picture) -> None:
    """Nanchang's counties and a county whose code ended in 2020, whose clues count in its successor."""
    waits = {"360102": [3, 9, 4], "360111": [30], "360727": [8, 1], "360783": [5]}
    rows = [
        {
            "region_code": county,
            "side": "received",
            "decision": "ACCEPTED",
            "received_on": date(2021, 3, 1) - timedelta(days=days),
            "decided_on": date(2021, 3, 1),
        }
        for county, found in waits.items()
        for days in found
    ]
    sent = {"region_code": "360102", "side": "sent", "decision": "ACCEPTED", "decided_on": date(2021, 3, 1)}
    picture.submit("clue_transfers", "PROCURATORATE:360000", "2021-01..2021-12", [*rows, sent])
    asked = ("2021-01", "2021-12", "clue_median_days_to_decision")
    assert picture.values("360000", *asked) == {(): median([3, 9, 4, 30, 8, 1, 5])}
    assert picture.values("360100", *asked) == {(): median([3, 9, 4, 30])}
    by_county = picture.values("360000", *asked, by=["COUNTY"])
    assert (by_county["360102"], by_county["360783"]) == (4, median([8, 1, 5]))
    assert by_county["360203"] == "NOT_APPLICABLE"
    found = figure(picture, "360100", *asked)
    assert (shown(found.indicator, found.number), text(found)) == ("6.5", "6.5天")


def test_a_use_of_a_deposit_that_every_state_repeats_counts_once(picture: Picture) -> None:
    def state(**more: Any) -> dict[str, Any]:
        return {"project_code": "P1", "deposit_no": "B1", "region_code": "520201", **more}

    used = {"used_on": date(2021, 2, 3), "used_amount": 10_000}
    corrected = {"used_on": date(2021, 2, 3), "used_amount": 12_000}
    again = {"used_on": date(2021, 5, 9), "used_amount": 500}
    states = {"01": {}, "02": used, "03": used, "04": corrected, "05": again, "06": again}
    other = {"project_code": "P1", "deposit_no": "B2", "region_code": "520201", **used}
    for month, found in states.items():
        rows = [state(**found), other] if month == "03" else [state(**found)]
        picture.submit("wage_deposits", "HRSS:520201", f"2021-{month}", rows)
    asked = ("520200", "2021-01", "2021-06", "wage_deposit_used")
    assert picture.values(*asked) == {(): 12_000 + 10_000 + 500}
    by_month = picture.values(*asked, by=["MONTH"])
    assert list(by_month.values()) == [0, 22_000, 0, 0, 500, 0]
    before = picture.values(*asked, as_of=picture.time(3))
    assert before == {(): 20_000}


ORDINAL = """
zh = "测试"
en = "Test"
definition_zh = "年度等级。"
definition_en = "Yearly grade."
source = "M4"
unit = "grade"
word_zh = "级"
kind = "ordinal"
agency = "SECRETARIAT"
version = "1"
valid_from = 2016-01-01

[[parts]]
ledger = "evaluations"
measure = "value:grade"
year = "year"
of_region = true
"""


COUNT = {'unit = "grade"': 'unit = "count"', 'kind = "ordinal"': 'kind = "flow"'}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({'"value:grade"': '"count"'}, "never added up"),
        ({'"value:grade"': '"sum:year"'}, "never added up"),
        ({'kind = "ordinal"': 'kind = "flow"'}, "grades are never added"),
        ({'year = "year"\n': ""}, "or `year`"),
        ({**COUNT, '"value:grade"': '"count"'}, "for ordinals"),
        ({**COUNT, '"value:grade"': '"median_days:year..year"'}, "its kind is distinct"),
    ],
)
def test_what_would_add_grades_up_is_refused(tmp_path: Path, changes: dict[str, str], said: str) -> None:
    path = tmp_path / "test_grade.toml"
    path.write_text(ORDINAL, encoding="utf-8")
    assert load(path).unit == "grade"
    wrong = ORDINAL
    for was, now in changes.items():
        wrong = wrong.replace(was, now, 1)
    path.write_text(wrong, encoding="utf-8")
    with pytest.raises(InvalidDefinition) as refused:
        load(path)
    assert said in str(refused.value)


def test_no_ratio_is_made_of_grades(tmp_path: Path) -> None:
    ratio = ORDINAL.partition("[[parts]]")[0].replace("grade", "percent").replace("ordinal", "ratio")
    made = f'{ratio}numerator = "evaluation_grade"\ndenominator = "joint_meetings_held"\n'
    (tmp_path / "test_share.toml").write_text(made, encoding="utf-8")
    with pytest.raises(InvalidDefinition, match="evaluation_grade is no indicator that a ratio"):
        indicators((tmp_path,))
