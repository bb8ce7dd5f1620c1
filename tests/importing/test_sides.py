"""A sheet that sender and receiver both report: its rows become a submission for each side."""

from typing import Any

from hub.importing.check import check_file
from hub.importing.parsed import Options, ParsedSubmission
from tests.importing.tables import KEY

HEADERS = ["线索编号", "移送单位", "接收单位", "移送事由", "用人单位", "移送日期", "签收日期"]


def clue(number: int, sender: str, receiver: str, ground: str = "特定群体", received: str = "") -> list[str]:
    return [f"滁线〔2024〕{number}号", sender, receiver, ground, "甲公司", f"2024-03-{number:02}", received]


def check(unit: str, *clues: list[str]) -> list[ParsedSubmission]:
    lines = [["滁州市线索移送台账"], [f"填报单位：{unit} 填报日期：2024年3月31日"], HEADERS, *clues]
    return check_file("\n".join(map(",".join, lines)).encode(), "台账.csv", Options(), digest_key=KEY)


UNION, PROCURATORATE = "琅琊区总工会", "琅琊区人民检察院"


def facts(found: list[ParsedSubmission]) -> list[tuple[Any, ...]]:
    return [(s.sheet, s.side, s.agency, [row.row_number for row in s.rows]) for s in found]


def test_rows_sent_and_received_in_one_table_are_two_submissions() -> None:
    found = check(
        "滁州市总工会",
        clue(1, UNION, PROCURATORATE),
        clue(2, PROCURATORATE, UNION),
        clue(3, UNION, PROCURATORATE),
    )
    assert facts(found) == [
        ("clue_transfers", "sent", "UNION", [4, 6]),
        ("clue_transfers", "received", "UNION", [5]),
    ]
    assert [row.values["side"] for s in found for row in s.rows] == ["sent", "sent", "received"]
    assert {s.period for s in found} == {found[0].period}


def test_the_other_agency_sees_the_same_rows_from_the_other_side() -> None:
    found = check("滁州市人民检察院", clue(1, UNION, PROCURATORATE), clue(2, PROCURATORATE, UNION))
    assert facts(found) == [
        ("clue_transfers", "received", "PROCURATORATE", [4]),
        ("clue_transfers", "sent", "PROCURATORATE", [5]),
    ]


def test_what_sender_and_receiver_say_of_a_clue_stays_beside_each_other() -> None:
    keys = {
        row.values["row_key"]
        for unit in ("滁州市总工会", "滁州市人民检察院")
        for submission in check(unit, clue(1, UNION, PROCURATORATE))
        for row in submission.rows
    }
    assert len(keys) == 2


def test_a_problem_goes_with_the_side_of_its_row() -> None:
    sent, received = check(
        "滁州市总工会",
        clue(1, UNION, PROCURATORATE),
        clue(2, PROCURATORATE, UNION, ground="不知道"),
        clue(2, PROCURATORATE, UNION, ground="特定群体", received="2024-03-01"),
    )
    assert [p.kind for p in sent.problems] == ["period_assumed"]
    assert [(p.cell, p.kind) for p in received.problems] == [
        ("D5", "unknown_code"),
        ("A6", "duplicate_key"),
        ("G6", "date_order"),
    ]


def test_a_clue_of_two_other_agencies_is_an_error_of_its_row() -> None:
    found = check("滁州市总工会", clue(1, UNION, PROCURATORATE), clue(2, "琅琊区人社局", PROCURATORATE))
    assert facts(found) == [("clue_transfers", "sent", "UNION", [4, 5])]
    assert [(p.cell, p.kind, p.severity.value) for p in found[0].problems][1:] == [
        ("A5", "row_of_others", "error")
    ]
    assert "滁线〔2024〕2号" in found[0].problems[1].message("en")


def test_only_clues_of_others_leave_one_refused_submission() -> None:
    found = check("滁州市总工会", clue(1, "琅琊区人社局", PROCURATORATE))
    assert facts(found) == [("clue_transfers", "", "UNION", [4])]
    assert found[0].refused
