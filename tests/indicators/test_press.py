"""The wording of numbers, claim by claim (domain.md 6.2)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from hub.indicators.catalogue import indicators
from hub.indicators.changes import change
from hub.indicators.numbers import Number, printed
from hub.indicators.press import Language, _relative_word, change_text, money, quantity
from hub.indicators.question import Reading


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        ("0.00", "0元", "RMB 0"),
        ("950.50", "950.5元", "RMB 950.5"),
        ("9999.99", "9999.99元", "RMB 9,999.99"),
        ("10000.00", "1万元", "RMB 10,000"),
        ("10000.01", "1万余元", "more than RMB 10,000"),
        ("191600.00", "19.16万元", "RMB 191,600"),
        ("194999.00", "19.4万余元", "more than RMB 194,000"),
        ("6819000.00", "681.9万元", "RMB 6.819 million"),
        ("6819450.00", "681.9万余元", "more than RMB 6.819 million"),
        ("6819000.01", "681.9万余元", "more than RMB 6.819 million"),
        ("5770600.00", "577.06万元", "RMB 5.7706 million"),
        ("6800000.00", "680万元", "RMB 6.8 million"),
        ("99999999.00", "9999.9万余元", "more than RMB 99.999 million"),
        ("100000000.00", "1亿元", "RMB 100 million"),
        ("123456789.00", "1.23亿余元", "more than RMB 123 million"),
        ("123000000.00", "1.23亿元", "RMB 123 million"),
        ("1234000000.00", "12.34亿元", "RMB 1.234 billion"),
    ],
)
def test_money(amount: str, zh: str, en: str) -> None:
    assert money(Decimal(amount)) == zh
    assert money(Decimal(amount), Language.EN) == en


@pytest.mark.parametrize(
    ("code", "value", "zh", "en"),
    [
        ("supported_lawsuits_handled", "398", "398件", "398 cases"),
        ("supported_lawsuits_handled", "1", "1件", "1 case"),
        ("blacklist_active", "1", "1条", "1 entry"),
        ("special_account_workers_paid", "12345", "12345人次", "12,345 person-times"),
        ("projects_real_name", "213", "213个", "213 projects"),
        ("special_account_coverage", "95.305", "95.3%", "95.3%"),
        ("attendance_coverage", "36.65", "36.7%", "36.7%"),
    ],
)
def test_quantities(code: str, value: str, zh: str, en: str) -> None:
    assert quantity(indicators()[code], Decimal(value)) == zh
    assert quantity(indicators()[code], Decimal(value), Language.EN) == en


TODAY = date(2024, 6, 30)
CASES, RATE, YUAN = "supported_lawsuits_handled", "attendance_coverage", "hrss_wages_recovered"


@pytest.mark.parametrize(
    ("code", "now", "base", "zh", "en"),
    [
        (CASES, "398", "58", "同比上升5.9倍", "an increase of 5.9 times year on year"),
        (CASES, "65", "60", "同比上升8.33%", "up 8.33% year on year"),
        (CASES, "20", "10", "同比上升1倍", "an increase of 1 times year on year"),
        (CASES, "199", "100", "同比上升99%", "up 99% year on year"),
        (CASES, "1", "100", "同比下降99%", "down 99% year on year"),
        (CASES, "0", "100", "同比下降100%", "down 100% year on year"),
        (CASES, "58", "58", "与去年同期持平", "unchanged year on year"),
        (CASES, "3", "0", "去年同期为0", "zero in the same period a year before"),
        (CASES, "0", "0", "去年同期为0", "zero in the same period a year before"),
        (CASES, "12", None, "无可比数据", "no comparable data"),
        (CASES, "12", "6", "由去年同期的6件增至12件", "up from 6 cases a year before to 12 cases"),
        (CASES, "3", "9", "由去年同期的9件减至3件", "down from 9 cases a year before to 3 cases"),
        (CASES, "10000001", "10000000", "同比上升不足0.01%", "up less than 0.01% year on year"),
        (YUAN, "12", "6", "同比上升1倍", "an increase of 1 times year on year"),
        (RATE, "95.3", "93.0", "同比提高2.3个百分点", "up 2.3 percentage points year on year"),
        (RATE, "93.0", "95.3", "同比降低2.3个百分点", "down 2.3 percentage points year on year"),
        (RATE, "93.0", "93.0", "与去年同期持平", "unchanged year on year"),
        (RATE, "93.04", "93.0", "同比提高不足0.1个百分点", "up less than 0.1 percentage points year on year"),
    ],
)
def test_changes(code: str, now: str, base: str | None, zh: str, en: str) -> None:
    found = change(
        indicators()[code],
        Reading.YEAR_BEFORE,
        Number(Decimal(now)),
        Number(None if base is None else Decimal(base)),
        on=TODAY,
    )
    assert change_text(found) == zh
    assert change_text(found, Language.EN) == en


@pytest.mark.parametrize(
    ("reading", "now", "base", "zh", "en"),
    [
        (Reading.PREVIOUS, 65, 60, "环比上升8.33%", "up 8.33% on the previous period"),
        (Reading.PREVIOUS, 60, 60, "与上期持平", "unchanged from the previous period"),
        (Reading.PREVIOUS, 3, 0, "上期为0", "zero in the previous period"),
        (
            Reading.FESTIVAL_BEFORE,
            65,
            60,
            "按春节前后同期可比上升8.33%",
            "up 8.33% on the same days around the Spring Festival a year before",
        ),
        (
            Reading.FESTIVAL_BEFORE,
            60,
            60,
            "与上年春节前后同期持平",
            "unchanged from the same days around the Spring Festival a year before",
        ),
        (
            Reading.FESTIVAL_BEFORE,
            3,
            9,
            "由上年春节前后同期的9件减至3件",
            "down from 9 cases on the same days around the Spring Festival a year before to 3 cases",
        ),
        (Reading.SAME_BEFORE, 65, 60, "按可比口径上升8.33%", "up 8.33% year on year on the same coverage"),
        (Reading.SAME_BEFORE, 6, 60, "按可比口径下降90%", "down 90% year on year on the same coverage"),
        (
            Reading.SAME_BEFORE,
            60,
            60,
            "与可比口径的去年同期持平",
            "unchanged year on year on the same coverage",
        ),
        (
            Reading.SPRING_BEFORE,
            65,
            60,
            "1—2月合并计算同比上升8.33%",
            "up 8.33% year on year with January and February together",
        ),
    ],
)
def test_other_comparisons_are_named(reading: Reading, now: int, base: int, zh: str, en: str) -> None:
    found = change(indicators()[CASES], reading, Number(Decimal(now)), Number(Decimal(base)), on=TODAY)
    assert change_text(found) == zh
    assert change_text(found, Language.EN) == en


@pytest.mark.parametrize(
    ("now", "base", "zh", "en"),
    [
        (65, 60, "与上年1—2月相比上升8.33%", "up 8.33% on January and February a year before"),
        (60, 60, "与上年1—2月持平", "unchanged from January and February a year before"),
        (3, 0, "上年1—2月为0", "zero in January and February a year before"),
        (
            3,
            9,
            "由上年1—2月的9件减至3件",
            "down from 9 cases in January and February a year before to 3 cases",
        ),
    ],
)
def test_january_and_february_are_named_where_nothing_else_is_compared(
    now: int, base: int, zh: str, en: str
) -> None:
    numbers = Number(Decimal(now)), Number(Decimal(base))
    found = replace(
        change(indicators()[CASES], Reading.SPRING_BEFORE, *numbers, on=TODAY),
        days=(date(2021, 1, 1), date(2021, 2, 28)),
        base_days=(date(2020, 1, 1), date(2020, 2, 29)),
    )
    assert change_text(found) == zh
    assert change_text(found, Language.EN) == en


def test_a_change_against_the_window_before_says_so() -> None:
    numbers = Number(Decimal(65)), Number(Decimal(60))
    assert change_text(change(indicators()[CASES], Reading.PREVIOUS, *numbers, on=TODAY)) == "环比上升8.33%"


@pytest.mark.parametrize(
    ("end", "published", "word"),
    [
        (date(2019, 2, 28), date(2019, 3, 5), "今年以来"),
        (date(2019, 9, 30), date(2019, 11, 5), "今年以来"),
        (date(2019, 2, 28), date(2019, 11, 22), None),
        (date(2019, 2, 28), date(2020, 1, 5), None),
        (date(2019, 12, 31), date(2020, 1, 5), "去年"),
    ],
)
def test_so_far_this_year_reaches_the_day_of_print(end: date, published: date, word: str | None) -> None:
    assert _relative_word(date(2019, 1, 1), end, published, Language.ZH) == word


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [(CASES, "398", "398"), (YUAN, "6819450", "6819450.00"), (RATE, "36.65", "36.7"), (RATE, "0.04", "0.0")],
)
def test_values_are_printed_alike_everywhere(code: str, value: str, shown: str) -> None:
    assert printed(indicators()[code], Decimal(value)) == shown
