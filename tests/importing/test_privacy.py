"""Personal numbers in free text are masked, everything else stays as it is."""

import pytest

from hub.importing.privacy import keyed_digest, masked, masked_tail, without_persons
from hub.importing.problems import Problem, Severity

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
        ("电话138 0000 0000 2024-01-01来电", "电话138****0000 2024-01-01来电"),
        ("138-0000-0000、13900000000", "138****0000、139****0000"),
        ("+86 13800000000", "138****0000"),
        ("138.0000.0000", "138****0000"),
        ("138\u200b0000\u200b0000", "138****0000"),
        ("000000 19900101 019X", "000000********019X"),
        ("000000-19900101-019X", "000000********019X"),
        ("13800000000 00000019900101019X", "138****0000 000000********019X"),
        ("199999199901010009错一位", "199999********0009错一位"),
        ("199999900101000", "199999*****1000"),
        ("1.9999919990101e+17", "****"),
        ("6222 0200 0000 0000 000", "****0000"),
        ("工资卡账号 123456789012345", "工资卡账号 ****2345"),
        ("工人郭靖宇（身份证号00000019900101019X）", "工人郭某某（身份证号000000********019X）"),
        ("联系人：杨过海，法定代表人：欧阳峰", "联系人：杨某某，法定代表人：欧某某"),
        ("段誉，电话13800000000", "段某，电话138****0000"),
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
        "涉及13800000000元，共13800000000.50",
        "6201011901010001",  # project of Lanzhou: region, day, serial number
        "投资项目代码2019-520203-47-03-018021",
        "合同编号13-2019-00100",
        "项目部联系电话0858-1234567",
        "黄山市电话0559-1234567",
        "劳动者方面电话投诉",
        "申请人：江苏建设公司",
        "经办人：无，负责人：待定",
        "联系人：张某某，电话138****0000",
        "110101********0011",
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


def test_what_is_masked_stays_as_it_is() -> None:
    once = masked("工人郭靖宇（身份证号00000019900101019X，电话13800000000），联系人：杨过海")
    assert masked(once) is once


def test_a_problem_shows_no_person() -> None:
    problem = Problem(
        "not_a_date", Severity.ERROR, "台账", "B4", "13800000000", {"header": "电话13800000000"}
    )
    shown = without_persons(problem)
    assert (shown.value, shown.details) == ("138****0000", {"header": "电话138****0000"})
    harmless = Problem("not_a_date", Severity.ERROR, "台账", "B4", "2024.13.1")
    assert without_persons(harmless) is harmless
