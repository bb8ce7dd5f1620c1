"""How exactly numbers are told: 余, 多, 约, 近, and that every telling is true of its number (domain.md 6.2)."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hub.indicators.catalogue import indicators
from hub.indicators.precision import Style
from hub.indicators.press import Language, money, quantity
from tests.indicators.reading_back import value

CASES, PERSONS, RATE = "supported_lawsuits_handled", "supported_workers", "attendance_coverage"
TOLD = [
    (PERSONS, "73", Style.MORE_THAN, "70余人", "more than 70 workers"),
    (PERSONS, "73", Style.OVER, "70多人", "more than 70 workers"),
    (PERSONS, "73", Style.ABOUT, "约70人", "about 70 workers"),
    (PERSONS, "73", Style.NEARLY, "70余人", "more than 70 workers"),
    (PERSONS, "77", Style.NEARLY, "近80人", "nearly 80 workers"),
    (PERSONS, "70", Style.MORE_THAN, "70人", "70 workers"),
    (PERSONS, "70", Style.ABOUT, "70人", "70 workers"),
    (PERSONS, "7", Style.MORE_THAN, "7人", "7 workers"),
    (CASES, "398", Style.MORE_THAN, "390余件", "more than 390 cases"),
    (CASES, "398", Style.NEARLY, "近400件", "nearly 400 cases"),
    (CASES, "12345", Style.STANDARD, "12345件", "12,345 cases"),
    (CASES, "12345", Style.MORE_THAN, "1.2万余件", "more than 12,000 cases"),
    (CASES, "12345", Style.ABOUT, "约1.2万件", "about 12,000 cases"),
    (RATE, "36.7", Style.MORE_THAN, "超过36%", "more than 36%"),
    (RATE, "36.7", Style.NEARLY, "近37%", "nearly 37%"),
    (RATE, "36.7", Style.ABOUT, "约37%", "about 37%"),
    (RATE, "36.65", Style.EXACT, "36.7%", "36.7%"),
    (RATE, "0.3333333333", Style.ABOUT, "0.3%", "0.3%"),
    (RATE, "0.3333333333", Style.MORE_THAN, "0.3%", "0.3%"),
    (RATE, "37", Style.ABOUT, "37%", "37%"),
]
AMOUNTS = [
    ("6819450.00", Style.STANDARD, "681.9万余元", "more than RMB 6.819 million"),
    ("6819450.00", Style.EXACT, "681.945万元", "RMB 6.81945 million"),
    ("6819450.00", Style.OVER, "681.9万多元", "more than RMB 6.819 million"),
    ("6819450.00", Style.ABOUT, "约681.9万元", "about RMB 6.819 million"),
    ("6819500.00", Style.NEARLY, "近682万元", "nearly RMB 6.82 million"),
    ("5770600.00", Style.STANDARD, "577.06万元", "RMB 5.7706 million"),
    ("5770600.00", Style.ABOUT, "约577.1万元", "about RMB 5.771 million"),
    ("720000.00", Style.ABOUT, "72万元", "RMB 720,000"),
    ("99999999.00", Style.NEARLY, "近1亿元", "nearly RMB 100 million"),
]


@pytest.mark.parametrize(("code", "number", "style", "zh", "en"), TOLD)
def test_numbers(code: str, number: str, style: Style, zh: str, en: str) -> None:
    indicator = indicators()[code]
    assert quantity(indicator, Decimal(number), Language.ZH, style) == zh
    assert quantity(indicator, Decimal(number), Language.EN, style) == en


@pytest.mark.parametrize(("amount", "style", "zh", "en"), AMOUNTS)
def test_amounts(amount: str, style: Style, zh: str, en: str) -> None:
    assert money(Decimal(amount), Language.ZH, style) == zh
    assert money(Decimal(amount), Language.EN, style) == en


@settings(max_examples=400, deadline=None)
@given(
    number=st.integers(0, 10**11),
    style=st.sampled_from(list(Style)),
    language=st.sampled_from(list(Language)),
    code=st.sampled_from([CASES, PERSONS, "special_account_workers_paid"]),
)
def test_what_is_told_of_a_count_is_true_of_it(
    number: int, style: Style, language: Language, code: str
) -> None:
    text = quantity(indicators()[code], Decimal(number), language, style)
    assert value(text, language.name).may_be(Decimal(number)), text
    assert sum(word in text for word in ("约", "近", "余", "多")) <= 1


@settings(max_examples=400, deadline=None)
@given(
    cents=st.one_of(st.integers(0, 10**7), st.integers(-(10**13), 10**13)),
    style=st.sampled_from(list(Style)),
    language=st.sampled_from(list(Language)),
)
def test_what_is_told_of_an_amount_is_true_of_it(cents: int, style: Style, language: Language) -> None:
    amount = Decimal(cents) / 100
    text = money(amount, language, style)
    assert value(text, language.name).may_be(amount), text


@settings(max_examples=200, deadline=None)
@given(thousandths=st.integers(0, 100_000), style=st.sampled_from(list(Style)))
def test_what_is_told_of_a_share_is_true_of_it(thousandths: int, style: Style) -> None:
    share = Decimal(thousandths) / 1000
    for language in Language:
        text = quantity(indicators()[RATE], share, language, style)
        assert value(text, language.name).may_be(share), text
