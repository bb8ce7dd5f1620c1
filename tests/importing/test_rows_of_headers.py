"""Several tables of one sheet on a worksheet: the kept columns say which rows are theirs, so that a cell can be found."""

from __future__ import annotations

from hub.importing.check import check_file
from hub.importing.parsed import Options
from hub.months import Period
from hub.submissions.checks import headers_json
from tests.importing.tables import KEY

TITLE = "盘州市欠薪案件台账（2019年1月）"
ABOVE = "案号,来源,立案日期,单位名称,涉及人数,欠薪金额"
OTHER_ORDER = "案号,立案日期,来源,单位名称,欠薪金额,涉及人数"


def record(number: int, *, other: bool = False) -> str:
    case = f"人社监立字〔2019〕{number:03}号"
    if other:
        return f"{case},2019-01-11,来访,某建筑公司,5000,3"
    return f"{case},来访,2019-01-11,某建筑公司,3,5000"


def headers(*lines: str) -> list[tuple[str, str, str | None]]:
    """(field, letter, rows) of the amount in every table."""
    text = "\r\n".join((TITLE, *lines))
    [found] = check_file(
        text.encode(),
        "台账.csv",
        Options("wage_cases", "HRSS", "520281", Period.parse("2019-01")),
        digest_key=KEY,
    )
    assert not found.refused, found.problems
    return [
        (h["field"], h["column"], h.get("rows"))
        for h in headers_json(found)
        if h["field"] == "amount_involved"
    ]


def test_a_table_alone_needs_no_rows() -> None:
    assert headers(ABOVE, record(1), record(2)) == [("amount_involved", "F", None)]


def test_tables_below_each_other_name_their_rows() -> None:
    found = headers(ABOVE, record(1), record(2), "", TITLE, OTHER_ORDER, record(3, other=True))
    assert found == [("amount_involved", "F", "{[3,5)}"), ("amount_involved", "E", "{[8,9)}")]
