"""Days, months and periods as offices write them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.importing import problems
from hub.importing.dates import DateProblem, Span, parse_day, parse_month, parse_span, periods_in
from hub.importing.grid import CellValue
from hub.importing.problems import Problem, Severity

DAYS = st.dates(date(1950, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    "value",
    [
        "2024.3.5",
        "2024.03.05",
        "2024年3月5日",
        "2024 年 3 月 5 日",
        "20240305",
        20240305.0,
        "2024/3/5",
        "2024-03-05",
        "二〇二四年三月五日",
        "24年3月5日",
        "２０２４年３月５日",
        "2024-03-05 00:00:00",
        45356,
        45356.0,
        "45356",
        45356.5,
        date(2024, 3, 5),
        datetime(2024, 3, 5, 9),
    ],
)
def test_one_day_in_all_its_forms(value: CellValue) -> None:
    assert parse_day(value) == date(2024, 3, 5)


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2024.13.1", "not_a_date"),
        ("20240230", "not_a_date"),
        ("2024年3月", "not_a_date"),
        ("三月", "not_a_date"),
        (60, "not_a_date"),
        (2024, "not_a_date"),
        (2019.1, "not_a_date"),
        (True, "not_a_date"),
        (time(9, 0), "not_a_date"),
        (float("nan"), "not_a_date"),
        ("2204-03-01", "date_out_of_range"),
        ("1932-01-01", "date_out_of_range"),
        (datetime(1899, 12, 30), "date_out_of_range"),
        ("3月5日", "year_missing"),
    ],
)
def test_a_day_that_never_was_is_a_problem(value: CellValue, kind: str) -> None:
    assert parse_day(value) == DateProblem(kind)


def test_the_year_of_the_title_completes_a_day() -> None:
    assert parse_day("3月5日", default_year=2019) == date(2019, 3, 5)


@pytest.mark.parametrize("value", [None, "", "　", "—", "/", "无"])
def test_a_blank_cell_is_no_day_and_no_problem(value: CellValue) -> None:
    assert parse_day(value) is None
    assert parse_month(value) is None
    assert parse_span(value) is None


@given(DAYS)
def test_every_day_survives_every_form(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    forms: list[CellValue] = [
        f"{day:%Y%m%d}",
        f"{day.year}.{day.month}.{day.day}",
        f"{day.year}年{day.month}月{day.day}日",
        serial,
        day.isoformat(),
    ]
    assert [parse_day(form) for form in forms] == [day] * len(forms)


@pytest.mark.parametrize(
    "value",
    [
        "2024年3月",
        "2024年3月份",
        "2024.3",
        "2024.03",
        "2024-03",
        "2024/3",
        "202403",
        202403.0,
        "24年3月",
        "二〇二四年三月",
        "20240315",
        "2024年3月15日",
        45352,
        "45352",
        date(2024, 3, 9),
        2024.3,
        2024.03,
    ],
)
def test_one_month_in_all_its_forms(value: CellValue) -> None:
    assert parse_month(value) == date(2024, 3, 1)


@pytest.mark.parametrize(
    ("value", "month"),
    [
        (2019.1, DateProblem("month_ambiguous")),
        ("2019.1", date(2019, 1, 1)),
        ("2019.10", date(2019, 10, 1)),
        (2019.11, date(2019, 11, 1)),
        (2019.2, date(2019, 2, 1)),
        ("2024年13月", DateProblem("not_a_month")),
        (2019.13, DateProblem("not_a_month")),
        ("三季度", DateProblem("not_a_month")),
        ("3月", DateProblem("year_missing")),
        (3, DateProblem("year_missing")),
    ],
)
def test_january_and_a_cut_october_are_not_guessed(value: CellValue, month: object) -> None:
    assert parse_month(value) == month


def test_the_year_of_the_title_completes_a_month() -> None:
    assert parse_month("3月", default_year=2019) == parse_month(3, default_year=2019) == date(2019, 3, 1)


@pytest.mark.parametrize(
    ("value", "kind", "start", "end"),
    [
        ("2024年3月", "month", "2024-03-01", "2024-03-31"),
        ("2024.3", "month", "2024-03-01", "2024-03-31"),
        ("2024.10", "month", "2024-10-01", "2024-10-31"),
        ("2024-03", "month", "2024-03-01", "2024-03-31"),
        ("2024/3", "month", "2024-03-01", "2024-03-31"),
        ("202403", "month", "2024-03-01", "2024-03-31"),
        (202403.0, "month", "2024-03-01", "2024-03-31"),
        ("24年3月", "month", "2024-03-01", "2024-03-31"),
        ("二〇二四年三月", "month", "2024-03-01", "2024-03-31"),
        ("20240301", "day", "2024-03-01", "2024-03-01"),
        ("45352", "day", "2024-03-01", "2024-03-01"),
        (45352, "day", "2024-03-01", "2024-03-01"),
        (date(2024, 3, 1), "day", "2024-03-01", "2024-03-01"),
        ("2024年3月1日-31日", "month", "2024-03-01", "2024-03-31"),
        ("2024年3月1日至20日", "days", "2024-03-01", "2024-03-20"),
        ("2024.1.15-2024.2.20", "days", "2024-01-15", "2024-02-20"),
        ("2024年1-3月", "quarter", "2024-01-01", "2024-03-31"),
        ("24年1-3月", "quarter", "2024-01-01", "2024-03-31"),
        ("2024年2-4月", "months", "2024-02-01", "2024-04-30"),
        ("2023年12月—2024年2月", "months", "2023-12-01", "2024-02-29"),
        ("2024年一季度", "quarter", "2024-01-01", "2024-03-31"),
        ("24年第4季度", "quarter", "2024-10-01", "2024-12-31"),
        ("2024年上半年", "half_year", "2024-01-01", "2024-06-30"),
        ("2024年度", "year", "2024-01-01", "2024-12-31"),
        ("2024", "year", "2024-01-01", "2024-12-31"),
        (2024.0, "year", "2024-01-01", "2024-12-31"),
        ("截至2024年3月底", "as_of", "2024-03-31", "2024-03-31"),
    ],
)
def test_a_span_of_any_precision(value: CellValue, kind: str, start: str, end: str) -> None:
    expected = Span(kind, date.fromisoformat(start), date.fromisoformat(end))  # type: ignore[arg-type]
    assert parse_span(value) == expected


@pytest.mark.parametrize(
    ("value", "kind", "start", "end"),
    [
        ("3月", "month", "2024-03-01", "2024-03-31"),
        ("一季度", "quarter", "2024-01-01", "2024-03-31"),
        ("上半年", "half_year", "2024-01-01", "2024-06-30"),
        ("1-6月", "half_year", "2024-01-01", "2024-06-30"),
        ("3月1日至20日", "days", "2024-03-01", "2024-03-20"),
        ("全年", "year", "2024-01-01", "2024-12-31"),
        ("截至3月底", "as_of", "2024-03-31", "2024-03-31"),
    ],
)
def test_a_span_without_a_year_takes_that_of_the_title(
    value: CellValue, kind: str, start: str, end: str
) -> None:
    expected = Span(kind, date.fromisoformat(start), date.fromisoformat(end))  # type: ignore[arg-type]
    assert parse_span(value, default_year=2024) == expected
    assert parse_span(value) == DateProblem("year_missing")


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("20240230", "not_a_period"),
        ("2024年2月1日-30日", "not_a_date"),
        ("2024年3-1月", "not_a_period"),
        ("2204-03-01", "date_out_of_range"),
        (2024.1, "month_ambiguous"),
        ("近期", "not_a_period"),
        (True, "not_a_period"),
        (time(9, 0), "not_a_period"),
    ],
)
def test_what_is_no_span_is_a_problem(value: CellValue, kind: str) -> None:
    assert parse_span(value) == DateProblem(kind)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("治欠月报2019年10月（更正）.xlsx", "2019-10"),
        ("2019年8月 ", "2019-08"),
        ("二〇一九年十二月", "2019-12"),
        ("月报201912.xlsx", "2019-12"),
        ("台账2024年1-6月.xlsx", "2024-01..2024-06"),
        ("台账2020.5-2021.3.xlsx", "2020-05..2021-03"),
        ("（2020年5月至2021年3月）", "2020-05..2021-03"),
        ("2020年5月—2021年3月", "2020-05..2021-03"),
        ("202005-202103", "2020-05..2021-03"),
        ("2020年5月1日至2021年3月31日", "2020-05..2021-03"),
        ("2024年3月1日-31日", "2024-03"),
        ("2019年上半年", "2019-01..2019-06"),
        ("2019年下半年", "2019-07..2019-12"),
        ("2019年7-12月", "2019-07..2019-12"),
        ("2019年一季度", "2019-01..2019-03"),
        ("2019年第四季度", "2019-10..2019-12"),
        ("2020年前三季度", "2020-01..2020-09"),
        ("钟山区2019年欠薪案件台账", "2019-01..2019-12"),
        ("2019年度", "2019-01..2019-12"),
        ("支付令案件台账2019.xlsx", "2019-01..2019-12"),
        ("台账（2024.1-3）", "2024-01..2024-03"),
        ("台账（24年3月）", "2024-03"),
        ("台账（2024年1月、2月）", "2024-01..2024-02"),
        ("台账（2024年1、2月份）", "2024-01..2024-02"),
    ],
)
def test_a_title_or_file_name_states_one_period(text: str, period: str) -> None:
    assert [(found.kind, str(found.period)) for found in periods_in(text)] == [("period", period)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("在建工程项目台账（截至2019年12月23日）.csv", [("as_of", "2019-12-23")]),
        ("（统计截止2024年6月21日）", [("as_of", "2024-06-21")]),
        ("截至2024年2月底", [("as_of", "2024-02-29")]),
        ("填报单位：某局　填报日期：2024年5月31日　单位：件、人", [("filled_on", "2024-05-31")]),
        ("截至2024-06-21　填报日期：2024.6.22", [("as_of", "2024-06-21"), ("filled_on", "2024-06-22")]),
        ("2019年12月月报（截至23日）", [("period", "2019-12")]),
        ("（2019年12月23日）", []),
        ("2020年5月以来", []),
        ("2020年5月至今年3月底", []),
        ("近3个月", []),
        ("2024年第1号", []),
        ("皖1102检民支〔2024〕6号", []),
        ("9f201903b2a4c6d8e0f1a3b5c7d9e1f20190312a4b6c8d0e2f4a6b8c0d2e4f60.xlsx", []),
        ("一季度", []),
        ("截至3月底", []),
        ("2024年1月、3月", []),
        ("2024年1月、2月、3月", []),
    ],
)
def test_an_as_of_day_and_a_day_of_filling_in_are_no_periods(text: str, found: list[tuple[str, str]]) -> None:
    assert [(entry.kind, str(entry.period or entry.day)) for entry in periods_in(text)] == found


def test_a_year_known_from_elsewhere_completes_what_a_title_leaves_out() -> None:
    texts = ["一季度", "1-6月", "3月", "截至3月底"]
    found = [
        str(entry.period or entry.day) for text in texts for entry in periods_in(text, default_year=2019)
    ]
    assert found == ["2019-01..2019-03", "2019-01..2019-06", "2019-03", "2019-03-31"]


@given(
    st.one_of(
        st.text("0123456789年月日.-/至截止到一二三十季度上半 ", max_size=20),
        st.text(max_size=12),
        st.floats(),
        st.integers(),
    )
)
def test_any_cell_gives_a_day_a_blank_or_a_known_problem(value: CellValue) -> None:
    for parse in (parse_day, parse_month, parse_span):
        found = parse(value)
        assert found is None or isinstance(found, date | Span) or found.kind in problems.kinds()
    if isinstance(value, str):
        periods_in(value, default_year=2020)


def test_serials_around_the_day_that_never_was() -> None:
    assert parse_day(61 + 40000) == date(1900, 3, 1) + timedelta(days=40000)


def test_every_sentence_of_a_value_is_complete_in_both_languages() -> None:
    details = {"code": "520281", "name": "盘州市", "candidates": "盘州市（520281）"}
    for kind in (
        "not_a_number",
        "month_ambiguous",
        "region_code_retired",
        "region_ambiguous",
        "uscc_wrong_length",
    ):
        problem = Problem(kind, Severity.ERROR, value="520222", details=details)
        assert "520222" in problem.message("zh")
        assert "520222" in problem.message("en")


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2024年元月5日", date(2024, 1, 5)),
        ("2024年3月5日上午", date(2024, 3, 5)),
        ("2024年3月5日下午3时20分", date(2024, 3, 5)),
        ("2024-03-05 下午3:20", date(2024, 3, 5)),
    ],
)
def test_the_first_month_by_its_other_name_and_the_time_of_a_day(written: str, day: date) -> None:
    assert parse_day(written) == day
