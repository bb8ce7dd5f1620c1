"""Rules over all rows of a submission: found where they stand, over all worksheets, and told once."""

from hub.importing.check import check_file
from hub.importing.parsed import Options
from tests.importing.tables import KEY, Told, told

LISTED = "列入决定书文号,主体类型,主体名称,信用代码,县区,责令支付文号,列入事由,列入日期,期限(月)"
MONTHS = "项目编码,账号,月份,拨入额,代发额,实发人数,余额,是否足额,是否按时"
OPTIONS = Options(agency="HRSS", region="520200")


def check(title: str, *lines: str) -> list[Told]:
    [found] = check_file("\n".join((title, *lines)).encode(), "a.csv", OPTIONS, digest_key=KEY)
    return told(found.problems)


def listed(number: int, subject: str, name: str, decision: str = "黑名单字〔2022〕1号") -> str:
    return f"{decision},{subject},{name},,钟山区,令{number}号,拖欠工资,2022-03-01,36"


def test_a_person_without_the_employer_is_told_at_the_kind_of_subject() -> None:
    title = "六盘水市2022年3月失信联合惩戒名单台账"
    employer = listed(1, "用人单位", "某建筑公司", "黑名单字[2022]1号")
    assert check(title, LISTED, listed(1, "法定代表人", "张某"), employer) == []
    assert check(title, LISTED, listed(1, "法定代表人", "张某"), listed(2, "用人单位", "某公司", "2号")) == [
        ("B3", "person_without_employer", "error")
    ]


def test_a_cell_with_an_error_is_not_told_twice() -> None:
    title = "六盘水市2022年3月失信联合惩戒名单台账"
    found = check(title, LISTED, listed(1, "某人", "张某"))
    assert found == [("B3", "unknown_code", "error")]


def account_month(month: str, paid_in: int, paid_out: int, balance: str) -> str:
    return f"5202012019000101,52020112345678,{month},{paid_in},{paid_out},3,{balance},是,是"


def test_a_balance_that_does_not_follow_is_told_at_its_cell() -> None:
    title = "六盘水市2019年11-12月专户收支月报"
    november = account_month("2019-11", 5000, 0, "5000")
    assert check(title, MONTHS, november, account_month("2019-12", 800, 300, "5500")) == []
    assert check(title, MONTHS, november, account_month("2019-12", 800, 300, "5555.00")) == [
        ("G4", "balance_does_not_follow", "error")
    ]
    assert check(title, MONTHS, november, account_month("2019-12", 800, 300, "1.2.3")) == [
        ("G4", "not_a_number", "error")
    ]


def test_the_sentence_gives_the_balance_that_would_follow() -> None:
    lines = (account_month("2019-11", 5000, 0, "5000"), account_month("2019-12", 800, 300, "1"))
    text = "\n".join(("六盘水市2019年11-12月专户收支月报", MONTHS, *lines))
    [found] = check_file(text.encode(), "a.csv", OPTIONS, digest_key=KEY)
    [problem] = found.problems
    assert "5500" in problem.message("zh")
    assert "5500" in problem.message("en")
    assert problem.message("zh").startswith("“余额”")
