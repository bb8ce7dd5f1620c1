"""Numbers as offices write them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.importing import problems
from hub.importing.grid import CellValue
from hub.importing.numbers import (
    Blank,
    Money,
    NumberProblem,
    Precise,
    count_factor,
    parse_count,
    parse_identifier,
    parse_money,
    parse_number,
    parse_percent,
    parse_with_precision,
    stated_factor,
    strip_unit,
    unit_factor,
)

WAN = Decimal(10_000)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("１２３，４５６.7", "123456.7"),
        ("1,234.50", "1234.50"),
        ("￥1,234", "1234"),
        ("1.2万", "12000"),
        ("3亿", "300000000"),
        ("3.5万元", "35000"),
        ("（123）", "-123"),
        ("△123", "-123"),
        ("－123", "-123"),
        ("−123", "-123"),
        ("12.5%", "0.125"),
        ("百分之十二", "0.12"),
        ("百分之十二点五", "0.125"),
        ("壹仟贰佰元整", "1200"),
        ("叁拾陆元伍角贰分", "36.52"),
        ("三万五千", "35000"),
        ("一万零五十", "10050"),
        ("壹亿零三百万元", "103000000"),
        ("\u00a012\u3000", "12"),
        ("￥ 1,234", "1234"),
        ("3.5 万元", "35000"),
        ("12 人", "12"),
        ("百分之 十二", "0.12"),
        (719999.99999999, "720000"),
        (0.1 + 0.2, "0.3"),
        (12, "12"),
        ("0", "0"),
        (0.0, "0"),
    ],
)
def test_a_number_is_read_exactly(value: CellValue, number: str) -> None:
    assert parse_number(value) == Decimal(number)


@pytest.mark.parametrize(
    "value",
    [
        "1 234",
        "1\u00a0234",
        "1 2万",
        "2O000",
        "O",
        "1.234.5",
        "1,23",
        "--1",
        "(-5)",
        "十几",
        "一千二",
        "abc",
        "12元人",
        True,
        date(2024, 1, 1),
        float("inf"),
    ],
)
def test_what_is_no_number_is_a_problem(value: CellValue) -> None:
    assert parse_number(value) == NumberProblem("not_a_number")


@pytest.mark.parametrize(
    ("value", "blank"),
    [
        (None, Blank.EMPTY),
        ("", Blank.EMPTY),
        ("　", Blank.EMPTY),
        ("-", Blank.NONE),
        ("—", Blank.NONE),
        ("——", Blank.NONE),
        ("无", Blank.NONE),
        ("/", Blank.NOT_APPLICABLE),
        ("未开展", Blank.NOT_CARRIED_OUT),
        ("不涉及", Blank.NOT_APPLICABLE),
        ("…", Blank.UNKNOWN),
        ("……", Blank.UNKNOWN),
        ("*", Blank.WITHHELD),
        ("涉密", Blank.WITHHELD),
    ],
)
def test_blanks_differ_from_zero_and_from_each_other(value: CellValue, blank: Blank) -> None:
    assert parse_number(value) is parse_money(value) is parse_count(value) is parse_identifier(value) is blank


@pytest.mark.parametrize(
    ("value", "unit", "amount", "rounded"),
    [
        ("0.1", WAN, "1000.00", False),
        (0.1, WAN, "1000.00", False),
        (68.1945, WAN, "681945.00", False),
        (71.99999999, WAN, "720000.00", False),
        (719999.9999, Decimal(1), "720000.00", False),
        ("35000元", WAN, "35000.00", False),
        ("3.5万元", Decimal(1), "35000.00", False),
        ("12.345", Decimal(1), "12.35", True),
        (12.345, Decimal(1), "12.35", True),
    ],
)
def test_money_is_in_yuan_and_the_unit_of_the_cell_is_the_strongest(
    value: CellValue, unit: Decimal, amount: str, rounded: bool
) -> None:
    assert parse_money(value, unit=unit) == Money(Decimal(amount), rounded)


@pytest.mark.parametrize(
    ("value", "count"),
    [
        (3.0, 3),
        ("3.0", 3),
        ("12人", 12),
        ("二十人", 20),
        ("1.2万人", 12000),
        (3.5, NumberProblem("not_whole")),
        ("3.5", NumberProblem("not_whole")),
        (-4, NumberProblem("negative")),
        ("12元", NumberProblem("not_a_number")),
        ("12.5%", NumberProblem("not_a_number")),
        ("9" * 40, NumberProblem("number_out_of_range")),
    ],
)
def test_a_count_is_whole_and_not_negative(value: CellValue, count: object) -> None:
    assert parse_count(value) == count


def test_a_form_may_allow_negative_counts() -> None:
    assert parse_count("-4", negative=True) == -4


@pytest.mark.parametrize(
    ("value", "percent"), [("95.3%", "95.3"), (95.3, "95.3"), (2, "2"), ("百分之十二", "12")]
)
def test_percent_stays_percent(value: CellValue, percent: str) -> None:
    assert parse_percent(value) == Decimal(percent)


@pytest.mark.parametrize(
    ("value", "amount", "precision"),
    [
        ("约72万元", "720000", "APPROX"),
        ("约30", "30", "APPROX"),
        ("30人左右", "30", "APPROX"),
        ("70余名", "70", "MORE_THAN"),
        ("70余", "70", "MORE_THAN"),
        ("五十余人", "50", "MORE_THAN"),
        ("681.9万余元", "6819000", "MORE_THAN"),
        ("超过30", "30", "MORE_THAN"),
        ("72", "72", None),
        (72.0, "72", None),
    ],
)
def test_a_word_of_precision_stands_apart(value: CellValue, amount: str, precision: str | None) -> None:
    assert parse_with_precision(value) == Precise(Decimal(amount), precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "identifier"),
    [
        ("6388155860000001000", "6388155860000001000"),
        (13800001111.0, "13800001111"),
        (520201, "520201"),
        ("520201.0", "520201"),
        ("0851", "0851"),
        ("１２３Ａ", "123A"),
        ("'0123", "0123"),
        (" （2024）皖1102民初3号 ", "（2024）皖1102民初3号"),
        (1.10101e17, NumberProblem("precision_lost")),
        (6388155860000001000.0, NumberProblem("precision_lost")),
        ("1.10101E+17", NumberProblem("precision_lost")),
        (date(2024, 1, 1), NumberProblem("not_an_identifier")),
    ],
)
def test_an_identifier_is_text_and_never_a_rounded_value(value: CellValue, identifier: object) -> None:
    assert parse_identifier(value) == identifier


def test_zeros_in_front_come_back_where_the_length_is_known() -> None:
    assert parse_identifier(12345.0, length=6) == "012345"
    assert parse_identifier(12345.0) == parse_identifier("12345", length=6) == "12345"
    assert parse_identifier(123456789012.0, length=6) == "123456789012"


@pytest.mark.parametrize(
    ("value", "factor"),
    [
        ("3.5万元", 10_000),
        ("12元", 1),
        ("1.2亿元", 10**8),
        ("1.2亿", None),
        ("12", None),
        (12.0, None),
        ("无", None),
        ("x", None),
    ],
)
def test_a_cell_may_state_its_own_unit(value: CellValue, factor: int | None) -> None:
    assert stated_factor(value) == factor


@pytest.mark.parametrize(
    ("text", "factor"),
    [
        ("涉及人数（万人）", 10_000),
        ("（千人次）", 1_000),
        ("单位：万户、%", 10_000),
        ("单位：户、%", 1),
        ("单位：万人、件", None),
        ("单位：万元", None),
        ("涉及人数", None),
        ("案号（支持起诉）", None),
    ],
)
def test_the_unit_of_counts(text: str, factor: int | None) -> None:
    assert count_factor(text) == factor


@pytest.mark.parametrize(
    ("text", "factor", "header"),
    [
        ("万元", 10_000, "万元"),
        ("单位：万元、人", 10_000, None),
        ("（单位：万元）", 10_000, ""),
        ("填报单位：某局　　填报日期：2019年12月24日　　单位：元、人", 1, None),
        ("（元）", 1, ""),
        ("亿元", 100_000_000, "亿元"),
        ("涉及金额（万元）", 10_000, "涉及金额"),
        ("追回金额万元", 10_000, "追回金额"),
        ("涉及人数(人)", None, "涉及人数"),
        ("存储比例%", None, "存储比例"),
        ("案号（支持起诉）", None, "案号(支持起诉)"),
        ("单元", None, "单元"),
        ("合同额（元、万元）", None, "合同额"),
    ],
)
def test_the_unit_of_a_note_or_header(text: str, factor: int | None, header: str | None) -> None:
    assert unit_factor(text) == (None if factor is None else Decimal(factor))
    if header is not None:
        assert strip_unit(text) == header


@given(st.one_of(st.text(max_size=20), st.floats(), st.integers(), st.booleans(), st.none()))
def test_any_cell_gives_a_value_a_blank_or_a_known_problem(value: CellValue) -> None:
    for parse in (
        parse_number,
        parse_money,
        parse_count,
        parse_percent,
        parse_with_precision,
        parse_identifier,
    ):
        found = parse(value)
        if isinstance(found, NumberProblem):
            assert found.kind in problems.kinds()


@given(st.integers(-(10**11), 10**11))
def test_cents_survive_as_float_cell_text_and_wan(cents: int) -> None:
    amount = Decimal(cents).scaleb(-2)
    assert parse_money(float(amount)) == Money(amount, False)
    assert parse_money(f"{amount:,.2f}") == Money(amount, False)
    assert parse_money(str(amount / WAN), unit=WAN) == Money(amount, False)
