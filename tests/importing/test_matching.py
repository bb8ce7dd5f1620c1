"""Which sheet a table is and which column is which field."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from hub.importing.catalogue import sheets
from hub.importing.columns import Match
from hub.importing.grid import CellValue, Grid, column_letter
from hub.importing.matching import Matching, match_workbook
from hub.importing.memory import answers_of
from hub.importing.problems import Problem, Severity, kinds
from hub.importing.reading import read

EXAMPLES = Path(__file__).parents[2] / "examples"
WORLDS = [path.parent for path in sorted(EXAMPLES.glob("*/expected.json"))]
KNOWN_FORMS = {sheet.form for sheet in sheets().values()}
ABOUT_COLUMNS = {
    "hidden_row_read",
    "hidden_column_read",
    "hidden_sheet_skipped",
    "unknown_column",
    "personal_column_dropped",
}
CASES = "序号|案号|县区|来源|立案日期|单位名称|涉及人数|欠薪金额（元）|追回金额（元）"
CASE = "1|甲字1号|钟山区|来访|2024-03-01|某某公司|3|100|50"


def grid(*lines: str, worksheet: str = "Sheet1", merges: Sequence[tuple[int, int, int, int]] = ()) -> Grid:
    rows: list[list[CellValue]] = [[cell or None for cell in line.split("|")] for line in lines]
    return Grid(worksheet, rows, merges=list(merges))


def matching(*grids: Grid, file_name: str = "", declared: str | None = None) -> Matching:
    return match_workbook(grids, sheets(), file_name=file_name, declared=declared)


def only(*lines: str, **options: str) -> Match:
    found = matching(grid(*lines), **options)
    assert found.problems == []
    ((_, match),) = found.matched
    return match


def letters(match: Match) -> dict[str, str]:
    return {to: column_letter(column.index) for to, column in match.columns.items()}


def told(problems: Sequence[Problem]) -> list[tuple[str, str | None]]:
    return [(problem.kind, problem.cell) for problem in problems]


@pytest.mark.parametrize("world", WORLDS, ids=lambda world: world.name)
def test_every_known_form_of_the_examples_is_matched_with_its_notices(world: Path) -> None:
    expected = json.loads((world / "expected.json").read_text(encoding="utf-8"))
    notices = set()
    known_files = set()
    for entry in expected["files"]:
        data = (world / entry["file"]).read_bytes()
        found = match_workbook(read(data, entry["file"]).grids, sheets(), file_name=Path(entry["file"]).name)
        known = {sheet["form"]: sheet for sheet in entry["sheets"] if sheet["form"] in KNOWN_FORMS}
        assert {match.sheet.form for _, match in found.matched} == set(known), entry["file"]
        problems = list(found.problems)
        for _, match in found.matched:
            wanted = {field["col"] for field in known[match.sheet.form]["columns"].values()}
            filled = letters(match)
            if match.sheet.measures:
                # Their columns in expected.json are the figures.
                del filled["region_name"]
            assert set(filled.values()) == wanted, entry["file"]
            assert {"/".join(column.path) for column in (*match.unknown, *match.personal)} == set(
                known[match.sheet.form]["extra_columns"]
            )
            problems += match.problems
        if known:
            known_files.add(entry["file"])
            assert {p.severity for p in problems} <= {Severity.NOTICE}, entry["file"]
            notices |= {(entry["file"], p.kind, p.cell) for p in problems if p.kind in ABOUT_COLUMNS}
    assert notices == {
        (notice["file"], notice["kind"], notice["cell"])
        for notice in expected["notices"]
        if notice["kind"] in ABOUT_COLUMNS and notice["file"] in known_files
    }


def test_columns_are_found_in_any_order_and_spelling() -> None:
    match = only(
        "追 回金额（万元）|1.立案时间|*案件编号|来源|用人单位|拖欠工资数|人数",
        "1|2024-03-01|甲1|来访|某公司|2|3",
    )
    assert letters(match) == {
        "recovered_amount": "A",
        "filed_on": "B",
        "case_no": "C",
        "source": "D",
        "employer_name": "E",
        "amount_involved": "F",
        "workers_count": "G",
    }


@pytest.mark.parametrize(
    "lines",
    [
        (CASES + "|责令支付|||备注", "|||||||||文号|日期|期限|"),
        (CASES + "|责令支付/文号|责令支付/日期|责令支付/期限|备注",),
        (CASES + "|责令支付文号|责令支付日期|责令支付期限|备注",),
        (CASES + "|文书|||备注", "|||||||||责令支付文号|责令支付日期|责令支付期限|"),
    ],
    ids=["two rows", "written as paths", "joined", "group says nothing"],
)
def test_generic_words_under_a_group_go_to_the_field_of_the_group(lines: tuple[str, ...]) -> None:
    found = letters(only(*lines, CASE + "|甲令1号|2024-03-02|2024-03-09|无"))
    assert (found["pay_order_no"], found["pay_order_on"], found["pay_order_due_on"]) == ("J", "K", "L")
    assert (found["filed_on"], found["note"]) == ("E", "M")


def test_names_and_codes_of_owner_and_contractor_are_told_apart() -> None:
    header = "项目编码|项目名称|行业类别|资金性质|主管部门|建设单位||施工总承包单位||合同额|开工日期|状态|是否实名制|是否考勤|是否需开专户"
    lower = "|||||名称|信用代码|名称|信用代码||||||"
    found = letters(
        only(
            "某市在建工程项目台账",
            header,
            lower,
            "52|某项目|房建|政府|住建|甲|91|乙|92|1|2024-01-01|在建|是|是|是",
        )
    )
    assert [found[to] for to in ("owner_name", "owner_uscc", "contractor_name", "contractor_uscc")] == list(
        "FGHI"
    )


def test_a_synonym_of_an_agency_counts_and_a_resemblance_is_only_proposed() -> None:
    header = CASES.replace("立案日期", "立案审批日期")
    ((_, match),) = matching(grid("欠薪案件台账", header, CASE)).matched
    (missing,) = [p for p in match.problems if p.kind == "missing_column"]
    assert (missing.cell, missing.details["header"]) == ("A2", "立案日期")
    (question,) = [p for p in match.problems if p.kind == "column_uncertain"]
    first = question.as_json()["proposals"][0]
    assert (question.cell, question.value) == ("E2", "立案审批日期")
    assert first == {"header": "立案审批日期", "field": "filed_on", "field_zh": "立案日期"}
    assert {p["field"] for p in missing.as_json()["proposals"]} == {"filed_on"}
    assert "立案审批日期" in missing.message("zh")
    assert "立案审批日期" in missing.message("en")
    synonyms = {"wage_cases": {"filed_on": ["立案审批日期"]}}
    ((_, match),) = match_workbook([grid(header, CASE)], sheets(), synonyms=synonyms).matched
    assert letters(match)["filed_on"] == "E"


def test_what_the_sender_answers_about_a_header_is_stronger_than_every_declaration() -> None:
    header = CASES.replace("立案日期", "立案审批日期")
    answers = answers_of([("立案 审批日期", "filed_on"), ("备注", "")])
    ((_, match),) = match_workbook([grid(header, CASE)], sheets(), answers=answers).matched
    assert letters(match)["filed_on"] == "E"
    assert "note" not in match.columns
    assert not [p for p in match.problems if p.kind in ("missing_column", "column_uncertain")]


def test_a_table_that_cannot_be_told_is_what_its_sender_said_the_last_time() -> None:
    odd = grid("甲表|单位|处理|某数", "1|某公司|是|3")
    assert match_workbook([odd], sheets()).matched == []
    ((_, match),) = match_workbook([odd], sheets(), remembered=lambda _: "wage_cases").matched
    assert match.sheet.name == "wage_cases"
    (unknown,) = match_workbook([odd], sheets()).problems
    assert unknown.kind == "sheet_unknown"


def test_two_columns_of_one_field_are_an_error_at_the_second() -> None:
    ((_, match),) = matching(grid(CASES + "|清欠金额", CASE + "|7")).matched
    assert told(match.problems) == [("two_columns_one_field", "J1")]


def test_unknown_personal_and_counting_columns_are_kept_dropped_and_ignored() -> None:
    merges = [(0, column, 1, column) for column in range(13)]
    sheet = grid(CASES + "|科室|联系人|身份证号|备注", "", CASE + "|监察科|李|520201|无", merges=merges)
    ((_, match),) = matching(sheet).matched
    assert [(p.kind, p.cell, p.severity) for p in match.problems] == [
        ("unknown_column", "J1", Severity.NOTICE),
        ("personal_column_dropped", "K1", Severity.NOTICE),
        ("personal_column_dropped", "L1", Severity.WARNING),
    ]
    assert ([c.index for c in match.unknown], [c.index for c in match.personal]) == ([9], [10, 11])


def test_common_columns_that_a_sheet_does_not_declare_are_recognised() -> None:
    match = only("填报单位|" + CASES + "|统计截止日期", "六盘水市人社局|" + CASE + "|2024-03-31")
    assert {to: column.index for to, column in match.common.items()} == {"reporting_unit": 0, "as_of": 10}
    assert match.problems == []


def test_hidden_rows_and_columns_are_read_and_told() -> None:
    sheet = grid(CASES, CASE, CASE)
    sheet.hidden_rows, sheet.hidden_columns = frozenset({0, 2}), frozenset({0, 4})
    found = matching(sheet, Grid("选项", [["在建"]], visibility="hidden"))
    assert told(found.matched[0][1].problems) == [("hidden_row_read", "A3"), ("hidden_column_read", "E1")]
    assert [(p.kind, p.worksheet, p.cell) for p in found.problems] == [("hidden_sheet_skipped", "选项", None)]


def test_the_title_decides_between_forms_of_like_columns() -> None:
    header = "项目编码|账号|开户银行|开户日期|状态|统计月份|实拨人工费用|发放工资额|发放人数|月末余额|是否足额|是否按时"
    record = "52|62|某行|2024-01-01|正常|2024-03|1|1|1|1|是|是"
    assert only("六盘水市专户收支月报", header, record).sheet.name == "account_monthly"
    assert only("六盘水市专用账户台账", header, record).sheet.name == "special_accounts"
    both = grid(header + "|项目名称|三方协议日期|公示起始|销户日期", record + "|||")
    assert told(matching(both).problems) == [("sheet_ambiguous", "A1")]


def test_a_file_of_no_known_form_is_an_error_a_worksheet_beside_a_known_one_a_notice() -> None:
    other = grid("某市食堂用餐登记", "序号|用餐窗口|早餐份数|午餐份数", "1|9|8|170", worksheet="食堂")
    assert told(matching(other).problems) == [("sheet_unknown", None)]
    found = matching(grid(CASES, CASE), other)
    assert [(p.kind, p.severity, p.worksheet) for p in found.problems] == [
        ("unknown_worksheet", Severity.NOTICE, "食堂")
    ]


def test_another_form_than_the_declared_one_is_told_once_at_the_title() -> None:
    table = grid(
        "滁州市工会“一函两书”台账", "序号|发出工会|文书类型|文书编号|涉及人数", "1|某工会|意见书|甲1号|6"
    )
    assert told(matching(table, declared="supported_lawsuits").problems) == [("wrong_sheet", "A1")]
    cases = grid("某市欠薪案件台账", CASES, CASE)
    (problem,) = matching(cases, declared="projects").problems
    assert (problem.kind, problem.details["found_zh"]) == ("wrong_sheet", "欠薪案件台账")
    assert matching(cases, declared="wage_cases").problems == []
    table.worksheet = "一函两书"
    assert [(p.kind, p.worksheet) for p in matching(cases, table, declared="wage_cases").problems] == [
        ("unknown_worksheet", "一函两书")
    ]


def test_an_empty_workbook_and_a_table_without_rows() -> None:
    assert [(p.kind, p.worksheet) for p in matching(grid("")).problems] == [("empty_workbook", "Sheet1")]
    ((_, match),) = matching(grid("欠薪案件台账", CASES)).matched
    assert told(match.problems) == [("no_rows", "A3")]


def test_every_problem_has_its_sentences() -> None:
    told_kinds = {
        *(
            "empty_workbook",
            "sheet_unknown",
            "sheet_ambiguous",
            "wrong_sheet",
            "unknown_worksheet",
            "unknown_table",
        ),
        *("missing_column", "two_columns_one_field", "no_rows", *ABOUT_COLUMNS),
    }
    assert told_kinds <= kinds()
