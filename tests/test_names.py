"""Names and numbers that several agencies share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.names import (
    employer_name_stem,
    normalised_document_no,
    normalised_document_nos,
    normalised_employer_name,
    normalised_uscc,
    uscc_check_character,
    uscc_problem,
    uscc_suggestion,
)

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_employer_names_match_after_width_brackets_and_spaces_only() -> None:
    first, second = "贵州（六枝）建筑 有限公司", "贵州(六枝)建筑有限公司"
    assert normalised_employer_name(first) == normalised_employer_name(second)
    assert normalised_employer_name("甲有限公司") != normalised_employer_name("甲有限责任公司")


def test_names_that_differ_in_their_legal_form_are_candidates_only() -> None:
    names = ("甲（六枝）有限公司", "甲(六枝)有限责任公司", "甲（六枝）股份有限公司", "甲（六枝）公司")
    assert len({employer_name_stem(name) for name in names}) == 1
    assert len({normalised_employer_name(name) for name in names}) == 4
    assert employer_name_stem("甲有限公司") != employer_name_stem("乙有限公司")
    assert employer_name_stem("甲公司项目部") != employer_name_stem("甲项目部")


@pytest.mark.parametrize(
    "written",
    [
        "（2026）皖1102民初123号",
        "(2026)皖1102民初123号",
        "〔2026〕皖1102民初123号",
        "[2026] 皖１１０２民初123号",
        "【2026】皖1102民初123号",
    ],
)
def test_all_brackets_of_a_document_number_are_one(written: str) -> None:
    assert normalised_document_no(written) == "(2026)皖1102民初123号"


@given(
    st.lists(
        st.text(st.sampled_from("2026皖民初号（）〔〕[]【】 \u3000１Ａa\u0301\u1100\u1161\0"), max_size=6)
    )
)
def test_many_document_numbers_at_once_are_what_each_is_by_itself(written: list[str]) -> None:
    assert normalised_document_nos(written) == {text: normalised_document_no(text) for text in written}


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("91310115MA1H8R7C6D", "uscc_wrong_check_character"),
        ("9131011", "uscc_wrong_length"),
        ("", "uscc_wrong_length"),
        ("9152020OMA0010416W", "uscc_wrong_character"),
        ("91520200MA0010416W", None),
        ("９１５２０２００ma0010416w ", None),
    ],
)
def test_a_credit_code_keeps_the_standard_or_says_why_not(code: str, problem: str | None) -> None:
    assert uscc_problem(code) == problem


def test_a_lookalike_is_suggested_never_applied() -> None:
    assert uscc_suggestion("9152020OMA0010416W") == "91520200MA0010416W"
    assert uscc_suggestion("91520200MA0010416W") is None
    assert normalised_uscc(" 9152020oma0010416w") == "9152020OMA0010416W"


@given(st.text(ALPHABET, min_size=17, max_size=17), st.integers(0, 16), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(body: str, place: int, other: str) -> None:
    code = body + uscc_check_character(body)
    assert uscc_problem(code) is None
    if other != body[place]:
        assert uscc_problem(code[:place] + other + code[place + 1 :]) == "uscc_wrong_check_character"
