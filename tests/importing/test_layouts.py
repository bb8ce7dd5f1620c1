"""Tables of every other kind: each row comes out as a careful reader marks it."""

import pytest

from hub.importing.catalogue import sheets
from hub.importing.grid import Grid
from hub.importing.look import table_unit
from hub.importing.matching import known_headers
from hub.importing.table import Table
from hub.importing.tables import find_tables
from tests.importing.layouts import MARKS, Layout, hand_layouts, layout, random_layouts

KNOWN = known_headers(sheets())


def rows_of(table: Table) -> dict[str, list[int]]:
    """The rows of a table by what they are, subtotals among the totals; blank rows left out."""
    found: dict[str, list[int]] = {kind: [] for kind in MARKS.values()}
    found |= {"title": table.title_rows, "header": table.header_rows}
    found |= {"data": table.data_rows, "footer": table.footer_rows}
    for row, kind in sorted(table.skipped_rows.items()):
        if kind != "blank":
            found["total" if kind == "subtotal" else kind].append(row)
    return found


def check(drawn: Layout) -> None:
    tables = find_tables(drawn.grid, KNOWN)
    assert [rows_of(table) for table in tables] == [truth.rows for truth in drawn.truths]
    if len(tables) == 1:
        assert table_unit(tables[0]) == drawn.unit
    if drawn.paths is not None:
        assert ["/".join(column.path) for column in tables[0].columns] == drawn.paths


@pytest.mark.parametrize("drawn", hand_layouts(), ids=lambda drawn: drawn.name)
def test_layouts_drawn_by_hand(drawn: Layout) -> None:
    check(drawn)


@pytest.mark.parametrize("drawn", random_layouts(300), ids=lambda drawn: drawn.name)
def test_layouts_of_every_mixture(drawn: Layout) -> None:
    check(drawn)


def census(blocks: int, pages: int) -> tuple[Grid, list[list[str]]]:
    """A census table of `blocks` blocks side by side, repeated on `pages` pages, numbers as text; its paths."""
    paths = [["地 区"], ["合计"]]
    top, leaves = ["地 区", "合计"], ["", ""]
    for number in range(blocks * 4):
        paths += [[f"民族{number}", leaf] for leaf in ("小计", "男", "女")]
    figures = iter(paths[2:])
    title, unit, starts = ["1-4 各地区分性别、民族的人口", ""], ["", "单位：人"], [0]
    for number in range(blocks):
        if number:
            starts.append(len(top))
            top, leaves = [*top, "地 区"], [*leaves, ""]
            title, unit = [*title, f"1-4 续表{number}"], [*unit, ""]
        for place in range(12):
            group, leaf = next(figures)
            top.append(group if place % 3 == 0 else "")
            leaves.append(leaf)
            title.append("")
            unit.append("单位：人" if place == 11 else "")
    rows: list[list[str]] = []
    regions = [["全 国", "北 京", "天 津"], ["河 北", "山 西", "内蒙古"]]
    for page in range(pages):
        rows += [title if page == 0 else ["1-4 续表", *title[1:]], [], unit, top, leaves, []]
        for region in regions[page]:
            rows.append([region if c in starts else str(c + page) for c in range(len(top))])
        rows.append([])
    return Grid("A0104", [[cell or None for cell in row] for row in rows]), paths


@pytest.mark.parametrize(("blocks", "pages"), [(1, 2), (2, 1), (3, 2), (18, 2)])
def test_blocks_of_a_census_are_joined_sideways_and_dropped_downwards(blocks: int, pages: int) -> None:
    grid, paths = census(blocks, pages)
    (table,) = find_tables(grid, KNOWN)
    assert (table.title_rows, table.header_rows, table.unit_note) == ([0, 2], [3, 4], "人")
    assert [list(column.path) for column in table.columns] == paths
    assert table.data_rows == [7, 8, 16, 17, 18][: 2 if pages == 1 else 5]
    skipped = {6: "total", 5: "blank"}
    if pages == 2:
        skipped |= dict.fromkeys((10, 12, 13, 14), "repeated_header")
        skipped |= dict.fromkeys((9, 11, 15), "blank")
    assert table.skipped_rows == skipped
    assert table.repeated_columns == [2 + 12 * block + (block - 1) for block in range(1, blocks)]


def test_a_list_folded_to_the_right_is_one_table_a_fold() -> None:
    text = """
T 各县区岗位数||||
T ||||单位：个
H 县区|岗位|  |县区|岗位
D 钟山区|5||六枝特区|7
D 水城区|6||盘州市|8
"""
    left, right = find_tables(layout("folded", text).grid, KNOWN)
    assert [column.index for column in left.columns] == [0, 1]
    assert [column.index for column in right.columns] == [3, 4]
    assert [left.value(row, 0) for row in left.data_rows] == ["钟山区", "水城区"]
    assert [right.value(row, 3) for row in right.data_rows] == ["六枝特区", "盘州市"]
    assert (left.titles[0], left.unit_note, right.unit_note) == ("各县区岗位数", "个", "个")


def test_tables_side_by_side_with_titles_of_their_own_are_two() -> None:
    text = """
T 表一 受理情况||||表二 办结情况||
H 地区|件数|人数||机构|办结数|结案率
D 钟山区|5|50||监察大队|4|80
D 水城区|6|60||仲裁院|6|100
S 合计|11|110||合计|10|90
"""
    left, right = find_tables(layout("beside", text).grid, KNOWN)
    assert (left.titles, right.titles) == (["表一 受理情况"], ["表二 办结情况"])
    assert [column.path for column in right.columns] == [("机构",), ("办结数",), ("结案率",)]
    assert (left.data_rows, right.data_rows, right.skipped_rows) == ([2, 3], [2, 3], {4: "total"})


def test_section_rows_become_an_attribute_of_the_rows_below() -> None:
    text = """
H 项目|人数|金额
D 全部|9|9
G 一、工程建设领域
G （一）房建
D 住宅|1|2
G （二）市政
D 道路|3|4
G 二、其他行业
D 餐饮|5|6
"""
    (table,) = find_tables(layout("sections", text).grid, KNOWN)
    assert table.sections == {
        4: "一、工程建设领域 / （一）房建",
        6: "一、工程建设领域 / （二）市政",
        8: "二、其他行业",
    }


def test_blanks_before_a_region_are_kept_as_its_depth() -> None:
    text = """
H 地区|合计|男
S 全市|100|50
D 钟山区|50|25
D   黄土坡街道|20|10
D 　　荷城街道|30|15
D 水城区|50|25
"""
    (table,) = find_tables(layout("tree", text).grid, KNOWN)
    assert table.indents == {3: 2, 4: 4}


def test_the_footer_tells_who_filled_and_checked_and_when() -> None:
    text = """
H 地区|件数|人数|金额
D 钟山区|5|50|1
F 单位负责人：张某|审核人（签字）：李某|填表人：|王某
F 联系电话：0858-1234567　　填报日期：2024年4月5日
F 数据来源：治欠办
"""
    (table,) = find_tables(layout("signed", text).grid, KNOWN)
    assert table.signed == {
        "leader": "张某",
        "checker": "李某",
        "filler": "王某",
        "phone": "0858-1234567",
        "day": "2024年4月5日",
        "source": "治欠办",
    }


def test_the_header_is_a_guess_with_a_score_and_alternatives() -> None:
    text = """
T 受理情况
H 地区|本月|<|备注
H ^|件数|人数|^
D 钟山区|5|50|无
D 水城区|6|60|无
"""
    (table,) = find_tables(layout("guess", text).grid, KNOWN)
    assert table.header_rows == [1, 2]
    assert 0.8 < table.header_score <= 1
    assert {(first, last) for first, last, _ in table.alternatives} == {(1, 1), (2, 2)}
    assert all(score < table.header_score for _, _, score in table.alternatives)
