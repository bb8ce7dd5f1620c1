"""Personal numbers in free text are masked, everything else stays as it is."""

import pytest

from hub.importing.privacy import keyed_digest, masked, masked_tail

KEY = b"k" * 32


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("工人身份证00000019900101019X，已领款", "工人身份证000000********019X，已领款"),
        ("00000019900101019x", "000000********019X"),
        ("电话13800000000联系", "电话138****0000联系"),
        ("电话 138 0000 0000", "电话 138****0000"),
        ("１３８００００００００", "138****0000"),
        ("卡号6222020000000000000", "卡号****0000"),
        ("身份证号：000000199001010000", "身份证号：000000********0000"),
        ("身份证000000900101000", "身份证000000*****1000"),
    ],
)
def test_personal_numbers_are_masked(written: str, stored: str) -> None:
    assert masked(written) == stored


@pytest.mark.parametrize(
    "written",
    [
        "项目5202032019018021已完工",
        "（2024）皖1102民初123号",
        "91341100MA00000023",
        "000000199001010191",  # wrong check character
        "2024-01-01至2024-06-30",
        "涉及12345678901元",
    ],
)
def test_other_numbers_stay(written: str) -> None:
    assert masked(written) is written


def test_a_masked_number_shows_its_end_only_when_it_is_whole() -> None:
    assert masked_tail("6228480402564890018") == "****0018"
    assert masked_tail("6.228480012345679e+18") == "****"


def test_the_digest_joins_what_is_one_account_and_hangs_on_the_key() -> None:
    assert keyed_digest("6222 0200-0000", KEY) == keyed_digest("６２２２０２００００００", KEY)
    assert keyed_digest("62220200000", KEY) != keyed_digest("62220200000", b"o" * 32)
