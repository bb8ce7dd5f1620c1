"""What counts as title, header, record and footer on a worksheet."""

import json
from pathlib import Path
from typing import Any

import pytest

from hub.importing.grid import CellValue, Grid, column_letter
from hub.importing.headers import header_unit, normalised_header
from hub.importing.reading import read
from hub.importing.table import Table
from hub.importing.tables import find_tables

EXAMPLES = Path(__file__).parents[2] / "examples"
SHEETS = [
    (world.parent, entry["file"], sheet)
    for world in sorted(EXAMPLES.glob("*/expected.json"))
    for entry in json.loads(world.read_text(encoding="utf-8"))["files"]
    for sheet in entry["sheets"]
]

HEADER = "序号|案号|县区|单位名称|涉及人数|欠薪金额"
RECORD = "1|甲字1号|钟山区|某某建筑公司|3|100"


def grid(*lines: str, merges: list[tuple[int, int, int, int]] | None = None) -> Grid:
    """A worksheet of lines, | between cells; digits become numbers."""
    rows = [[_cell(cell) for cell in line.split("|")] if line else [] for line in lines]
    return Grid("Sheet1", rows, merges=merges or [])


def _cell(text: str) -> CellValue:
    if text.isascii() and text.replace(".", "", 1).isdigit():
        return float(text)
    return text or None


def only(*lines: str, merges: list[tuple[int, int, int, int]] | None = None) -> Table:
    (table,) = find_tables(grid(*lines, merges=merges))
    return table


def kinds(table: Table) -> dict[int, str]:
    return dict(table.skipped_rows)


def paths(table: Table) -> list[str]:
    return ["/".join(column.path) for column in table.columns]


@pytest.mark.parametrize(
    ("world", "file", "sheet"),
    SHEETS,
    ids=[f"{Path(file).stem}-{sheet['form']}" for _, file, sheet in SHEETS],
)
def test_the_tables_of_the_examples_are_found_as_they_were_made(
    world: Path, file: str, sheet: dict[str, Any]
) -> None:
    grids = read((world / file).read_bytes(), file).grids
    (table,) = find_tables(next((g for g in grids if g.worksheet == sheet["sheet"]), grids[0]))
    letters = {column_letter(column.index): column for column in table.columns}
    assert [table.header_rows[0] + 1, table.header_rows[-1] + 1] == sheet["header_rows"]
    assert table.title_rows[0] + 1 == sheet["title_row"]
    assert [row + 1 for row in table.data_rows] == sheet["data_rows"]
    assert {row + 1: kind for row, kind in table.skipped_rows.items()} == {
        skipped["row"]: skipped["kind"] for skipped in sheet["skip_rows"]
    }
    assert [row + 1 for row in table.footer_rows] == sheet["footer_rows"]
    for field in sheet.get("columns", {}).values():
        assert "/".join(letters[field["col"]].path).replace("\n", "") == field["header"].replace("\n", "")
    assert table.unit in (None, sheet["unit"])
    assert {column.unit for column in table.columns if not table.unit} <= {None, "%", sheet["unit"]}


@pytest.mark.parametrize("world", sorted({world for world, _, _ in SHEETS}), ids=lambda world: world.name)
def test_without_merges_and_moved_to_c4_the_same_tables_are_found(world: Path) -> None:
    for file in {file for folder, file, _ in SHEETS if folder == world}:
        for sheet in read((world / file).read_bytes(), file).grids:
            if sheet.visibility != "visible":
                continue
            moved = Grid("moved", [[], ["附件2"], [], *([None, None, *row] for row in sheet.rows)])
            (one,), (other,) = find_tables(sheet), find_tables(moved)
            assert [(c.index + 2, c.path) for c in one.columns] == [
                (c.index, c.path) for c in other.columns
            ], file
            assert [row + 3 for row in one.data_rows] == other.data_rows, file
            assert {row + 3: kind for row, kind in one.skipped_rows.items()} == other.skipped_rows, file


def test_ten_title_rows_and_a_note_stand_above_the_header() -> None:
    titles = [
        "附件1",
        "六盘水市欠薪案件台账",
        "（2024年3月）",
        "填报单位：六盘水市人社局|||填报日期：2024-03-31||单位：万元、人",
    ]
    table = only(*titles, *["内部资料"] * 6, "填表说明：1.按月填报。", "2.金额保留两位小数。", HEADER, RECORD)
    assert (table.title_rows, table.header_rows, table.data_rows) == (list(range(10)), [12], [13])
    assert kinds(table) == {10: "note", 11: "note"}
    assert table.unit == "万元"


def test_a_header_may_stand_in_the_first_row_or_begin_at_b2() -> None:
    assert only(HEADER, RECORD).header_rows == [0]
    table = only("", "|" + HEADER, "|" + RECORD)
    assert (table.header_rows, table.data_rows, table.columns[0].index) == ([1], [2], 1)


def test_blank_columns_between_are_no_columns() -> None:
    table = only("序号||案号||涉及人数", "1||甲字1号||3")
    assert [column.index for column in table.columns] == [0, 2, 4]


def test_filled_in_labels_above_the_header_are_not_the_header() -> None:
    table = only("填报单位|六盘水市人社局|金额单位|万元", HEADER, RECORD, RECORD)
    assert (table.title_rows, table.header_rows) == ([0], [1])


MERGED = [(0, 0, 2, 0), (0, 1, 2, 1), (0, 2, 0, 4), (1, 2, 2, 2), (1, 3, 1, 4), (0, 5, 2, 5)]


@pytest.mark.parametrize("merges", [MERGED, []], ids=["merged", "unmerged"])
def test_three_header_rows_become_paths_merged_or_not(merges: list[tuple[int, int, int, int]]) -> None:
    table = only(
        "序号|县区|本月|||备注",
        "||件数|涉及金额（万元）||",
        "|||金额|其中:工程建设|",
        "1|钟山区|5|10|3|无",
        merges=merges,
    )
    assert table.header_rows == [0, 1, 2]
    assert paths(table) == [
        "序号",
        "县区",
        "本月/件数",
        "本月/涉及金额（万元）/金额",
        "本月/涉及金额（万元）/其中:工程建设",
        "备注",
    ]
    assert [column.unit for column in table.columns] == [None, None, None, "万元", "万元", None]


def test_group_words_may_stand_above_the_row_of_the_serial_number() -> None:
    table = only("||本月||本年累计|", "序号|地区|件数|人数|件数|人数", "1|钟山区|1|2|3|4")
    assert paths(table) == ["序号", "地区", "本月/件数", "本月/人数", "本年累计/件数", "本年累计/人数"]


def test_four_unmerged_header_rows_and_two_merged_groups_become_paths() -> None:
    table = only(
        "序号|地区|案件|||||",
        "||受理|||办结|",
        "||件数|涉及||件数|金额",
        "|||人数|金额||",
        "1|钟山区|1|2|3|4|5",
    )
    assert paths(table) == [
        *("序号", "地区", "案件/受理/件数", "案件/受理/涉及/人数", "案件/受理/涉及/金额"),
        *("案件/办结/件数", "案件/办结/金额"),
    ]
    merges = [(0, 0, 0, 1), (0, 2, 0, 3)]
    table = only("基本情况||办理情况|", "序号|案号|日期|结果", "1|甲1号|2024.1.2|办结", merges=merges)
    assert paths(table) == ["基本情况/序号", "基本情况/案号", "办理情况/日期", "办理情况/结果"]


def test_a_row_of_units_belongs_to_the_header() -> None:
    table = only("序号|案号|涉及人数|欠薪金额", "||人|万元", "1|甲字1号|3|1.5")
    assert (table.header_rows, table.columns[3].unit) == ([0, 1], "万元")


@pytest.mark.parametrize(
    "numbers", ["1|2|3|4|5|6", "甲|乙|1|2|3|4", "(1)|(2)|(3)|(4)|(5)|(6=4+5)", "栏次||1|2|3|4"]
)
def test_column_numbers_are_no_record(numbers: str) -> None:
    table = only(HEADER, numbers, RECORD)
    assert (kinds(table), table.data_rows) == ({1: "column_numbers"}, [2])


def test_a_first_record_that_counts_is_a_record() -> None:
    assert only("序号|项目编码|登记人数|考勤人数", "1|5202|12|9").data_rows == [1]


def test_a_header_repeated_after_a_page_is_skipped_with_its_title() -> None:
    table = only(
        "欠薪案件台账",
        HEADER,
        "1|2|3|4|5|6",
        RECORD,
        "欠薪案件台账（续）",
        HEADER,
        "1|2|3|4|5|6",
        RECORD,
        "填表人：李",
    )
    assert table.data_rows == [3, 7]
    repeated = "repeated_header"
    assert kinds(table) == {2: "column_numbers", 4: repeated, 5: repeated, 6: "column_numbers"}


def test_a_header_of_two_rows_is_repeated_whole() -> None:
    header = ("序号|县区|本月||备注", "||件数|金额|")
    merges = [(row, column, row + 1, column) for row in (0, 3) for column in (0, 1, 4)]
    table = only(*header, "1|钟山区|5|10|", *header, "2|水城县|6|11|", merges=merges)
    assert (table.data_rows, kinds(table)) == ([2, 5], {3: "repeated_header", 4: "repeated_header"})


def test_prepared_but_empty_rows_are_no_records() -> None:
    table = only(HEADER, RECORD, "2", "3||||0|0", "4||—||/|", "|||||", "5", "填表人：李四")
    assert table.data_rows == [1]
    assert kinds(table) == {
        2: "numbered_empty",
        3: "numbered_empty",
        4: "numbered_empty",
        5: "blank",
        6: "numbered_empty",
    }


@pytest.mark.parametrize(
    "label",
    ["合计|", "|合　计", "总计", "||全市合计", "总合计：", "99|合计", "合计（元）", "全市", "1-6月累计"],
)
def test_totals_first_or_last_are_no_records(label: str) -> None:
    total = "|".join((label.split("|") + [""] * 4)[:4]) + "|3|100"
    assert kinds(only(HEADER, total, RECORD)) == {1: "total"}
    assert kinds(only(HEADER, RECORD, total)) == {2: "total"}


def test_subtotals_stand_between() -> None:
    table = only(HEADER, RECORD, "|小 计|||3|100", RECORD, "||水城县合计||3|100", RECORD, "|合计|||9|300")
    assert kinds(table) == {2: "subtotal", 4: "subtotal", 6: "total"}


def test_a_company_or_region_whose_name_resembles_a_total_is_a_record() -> None:
    assert only(HEADER, "1|甲字1号|全市|合计诚会计公司|3|100").data_rows == [1]


def test_sections_divide_records() -> None:
    table = only(
        HEADER, "一、钟山区", RECORD, "（二）水城县", RECORD, "三|盘州市||||", RECORD, "房建工程", RECORD
    )
    assert table.data_rows == [2, 4, 6, 8]
    assert kinds(table) == {1: "section", 3: "section", 5: "section", 7: "section"}


@pytest.mark.parametrize(
    "footer",
    [
        "注：本表按月报送。",
        "说明：1.本表按月报送。",
        "数据来源：治欠办",
        "填表人：周某　　审核人：吴某　　填报日期：2024-03-31",
        "单位负责人：|周某||审核人：|吴某|",
        "填表人|周某||||",
        "联系电话：0858-1234567",
        "六盘水市人社局（盖章）",
        "* 不含铁路项目",
        "本表一式两份",
    ],
)
def test_a_footer_ends_the_table(footer: str) -> None:
    table = only(HEADER, RECORD, "", footer, "2.另见附件。")
    assert (table.data_rows, table.footer_rows, kinds(table)) == ([1], [3, 4], {})


def test_records_after_a_note_amid_the_table_are_read() -> None:
    table = only(HEADER, RECORD, "注：以下为二季度。", RECORD)
    assert (table.data_rows, kinds(table)) == ([1, 3], {2: "note"})


def test_figures_below_the_signatures_are_no_records() -> None:
    table = only(HEADER, RECORD, "审核人：李", "", "校验||1|||", "差额||0|||")
    assert (table.data_rows, table.footer_rows) == ([1], [2, 4, 5])


def test_example_rows_are_no_records() -> None:
    table = only(
        HEADER, "例：|甲字1号|钟山区|某公司|3|100", "示例|甲字1号|钟山区|某公司|3|100", "注：按实填写", RECORD
    )
    assert (table.data_rows, kinds(table)) == ([4], {1: "note", 2: "note", 3: "note"})


def test_only_merged_cells_are_filled_down() -> None:
    lines = ("项目名称|工人类别|人数", "桁峤家园|木工|3", "|瓦工|4", "朔川安置房|木工|5", "|瓦工|6")
    table = only(*lines, merges=[(1, 0, 2, 0)])
    assert table.data_rows == [1, 2, 3, 4]
    assert [table.value(row, 0) for row in table.data_rows] == ["桁峤家园", "桁峤家园", "朔川安置房", None]


def test_several_tables_stand_below_each_other() -> None:
    other = "序号|项目编码|登记人数|考勤人数"
    first, second = find_tables(
        grid(
            "欠薪案件台账", HEADER, RECORD, "填表人：李", "", "考勤月报", "单位：人", other, "1|52020120|9|8"
        )
    )
    assert (first.data_rows, first.footer_rows) == ([2], [3])
    assert (second.title_rows, second.header_rows, second.data_rows) == ([5, 6], [7], [8])


def test_the_same_form_twice_with_titles_of_their_own_are_two_tables() -> None:
    tables = find_tables(
        grid("钟山区欠薪案件台账", HEADER, RECORD, "填表人：李", "", "水城县欠薪案件台账", HEADER, RECORD)
    )
    assert [(table.titles, table.data_rows) for table in tables] == [
        (["钟山区欠薪案件台账"], [2]),
        (["水城县欠薪案件台账"], [7]),
    ]


def test_blank_rows_inside_a_table_are_skipped_and_hidden_rows_read() -> None:
    sheet = grid(HEADER, RECORD, "", RECORD)
    sheet.hidden_rows = frozenset({3})
    (table,) = find_tables(sheet)
    assert (table.data_rows, kinds(table)) == ([1, 3], {2: "blank"})


def test_a_list_of_options_is_no_table() -> None:
    assert find_tables(grid("下拉选项（勿删）", "在建", "停工", "完工")) == []
    assert find_tables(grid()) == []


def test_a_header_without_records_is_a_table() -> None:
    table = only("重大劳动保障违法行为公布台账", "填报单位：六盘水市人社局", HEADER)
    assert (table.title_rows, table.header_rows, table.data_rows) == ([0, 1], [2], [])


@pytest.mark.parametrize(
    ("written", "normalised", "unit"),
    [
        ("追回金额\n（万元）", "追回金额", "万元"),
        ("1. 项　目 编码", "项目编码", None),
        ("（3）涉及人数【人】", "涉及人数", None),
        ("一、地区", "地区", None),
        ("*案号", "案号", None),
        ("县（区）", "县(区)", None),
        ("存储比例%", "存储比例", "%"),
        ("合同额：亿元", "合同额", "亿元"),
        ("期限(月)", "期限", None),
        ("欠薪金额（单位：元）", "欠薪金额", "元"),
        ("12333来电", "12333来电", None),
        ("欠薪金额（人民币万元）", "欠薪金额", "万元"),
        ("其中：追回金额（万）", "追回金额", "万"),
        ("单位名称（全称）", "单位名称", None),
        ("立案日期\n(yyyy-mm-dd)", "立案日期", None),
    ],
)
def test_headers_are_compared_without_unit_and_numbering(
    written: str, normalised: str, unit: str | None
) -> None:
    assert (normalised_header(written), header_unit(written)) == (normalised, unit)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("单位：万元、人", ""),
        ("金额单位：人民币万元", ""),
        ("本表单位：万元", ""),
        ("说明：1.本表金额单位为万元。", ""),
        ("", "注：1.金额单位均为万元；2.按月报送"),
        ("", "备注：金额以万元计"),
    ],
)
def test_the_unit_is_read_wherever_a_note_names_it(above: str, below: str) -> None:
    assert only("欠薪案件台账", above, HEADER, RECORD, below).unit == "万元"


@pytest.mark.parametrize("text", ["填报单位：万元建筑监察大队", "填表单位：某局"])
def test_an_office_is_no_unit(text: str) -> None:
    assert only("欠薪案件台账", text, HEADER, RECORD).unit is None


@pytest.mark.parametrize(
    "line",
    ["主要负责人签字|||经办人签字", "|||某某县人社局", "|||某某县总工会||2024年4月2日", "||||2024年4月2日"],
)
def test_a_sign_off_below_the_table_is_no_record(line: str) -> None:
    table = only("欠薪案件台账", HEADER, RECORD, "", line)
    assert (table.data_rows, table.footer_rows) == ([2], [4])


def test_a_row_of_nothing_but_nil_words_is_no_record() -> None:
    assert only("欠薪案件台账", HEADER, "无|无|无|无|无|无").data_rows == []


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("合计：3件||||9|300", "total"),
        ("共3件||||9|300", "total"),
        ("去年同期||||9|300", "note"),
        ("同比（%）||||9|300", "note"),
    ],
)
def test_counted_totals_and_comparisons_are_no_records(line: str, kind: str) -> None:
    table = only("欠薪案件台账", HEADER, RECORD, line)
    assert (table.data_rows, kinds(table)) == ([2], {3: kind})
