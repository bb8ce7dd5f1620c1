"""CSV, web pages and SpreadsheetML: encodings, separators and kinds that the extension does not tell."""

from __future__ import annotations

from datetime import date

import pytest

from hub.importing.problems import RefusedFileError
from hub.importing.reading import read
from tests.importing.reading import written

_TABLE: list[list[str | None]] = [
    ["序号", "单位名称", "金额"],
    ["1", "甲公司", "3.50"],
    ["2", "乙公司", None],
]


def _refusal(data: bytes, name: str = "a.csv") -> tuple[str, dict[str, object]]:
    with pytest.raises(RefusedFileError) as caught:
        read(data, name)
    for language in ("zh", "en"):
        assert caught.value.problem.message(language)
    return caught.value.problem.kind, caught.value.problem.details


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "，"])
def test_encoding_and_separator_are_found(encoding: str, separator: str) -> None:
    workbook = read(written.csv_text(_TABLE, separator).encode(encoding), "a.csv")
    assert workbook.grids[0].rows == _TABLE


def test_a_quoted_cell_may_hold_separators_and_line_feeds() -> None:
    grid = read('序号,"单位,\r\n名称"\r\n1,"甲""公司"\r\n'.encode("gb18030"), "a.csv").grids[0]
    assert grid.rows == [["序号", "单位,\r\n名称"], ["1", '甲"公司']]


def test_a_row_longer_than_the_header_keeps_its_cells() -> None:
    assert read(b"a,b\n1,2,3\n", "a.csv").grids[0].rows == [["a", "b"], ["1", "2", "3"]]


def test_a_file_cut_inside_a_character_is_named_with_the_byte() -> None:
    utf8 = "单位,金额\n甲公司,1".encode()
    assert _refusal("单位,甲".encode()[:-1]) == (
        "file_cut_inside_character",
        {"position": 7, "encoding": "UTF-8"},
    )
    assert _refusal("单位,甲".encode("gb18030")[:-1]) == (
        "file_cut_inside_character",
        {"position": 5, "encoding": "GB 18030"},
    )
    assert read(utf8, "a.csv").kind == "csv"


def test_an_unknown_encoding_is_refused_with_the_byte_and_never_guessed() -> None:
    kind, details = _refusal("单位,金额\n".encode() + b"\xff\xff,1\n")
    assert (kind, details) == ("encoding_unknown", {"position": 14})


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "file_empty"),
        (b" \r\n", "file_empty"),
        (b"Dear colleagues\nplease find attached\n", "file_not_a_workbook"),
        (b"\x00\x01\x02\x03" * 50, "file_not_a_workbook"),
        (b"%PDF-1.7 ...", "file_kind_unsupported"),
        (b"<?xml version='1.0'?><note/>", "file_kind_unsupported"),
        (b"<html><body><p>no table</p></body></html>", "file_not_a_workbook"),
    ],
)
def test_what_is_no_workbook_is_refused(data: bytes, kind: str) -> None:
    assert _refusal(data, "a.xls")[0] == kind


def test_a_web_page_named_xls_is_read_with_a_warning() -> None:
    page = (
        '<html><head><meta charset="gb2312"><title>x</title></head><body><h1>台账</h1><table>'
        "<tr><th rowspan=2>单位</th><th colspan=2>金额</th></tr><tr><th>应付</th><th>已<br>付</th></tr>"
        "<tr><td>甲&amp;乙</td><td>&nbsp;1,234.50 </td><td><table><tr><td>内</td></tr></table></td></tr></table></body>"
    )
    workbook = read(page.encode("gb18030"), "台账.xls")
    assert workbook.grids[0].rows == [
        ["台账"],
        ["单位", "金额"],
        [None, "应付", "已\n付"],
        ["甲&乙", "1,234.50", "内"],
    ]
    assert workbook.grids[0].merges == [(1, 0, 2, 0), (1, 1, 1, 2)]
    assert [notice.kind for notice in workbook.notices] == ["kind_differs_from_extension"]
    assert "HTML" in workbook.notices[0].message("zh")


@pytest.mark.parametrize("encoding", ["UTF-8", "GB2312", "UTF-16"])
def test_spreadsheetml_is_read_under_any_name(encoding: str) -> None:
    xml = f"""<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="台账"><Table><Column ss:Index="2" ss:Hidden="1"/>
<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">标题</Data><Comment><Data>批注</Data></Comment></Cell>
<Cell><Data ss:Type="String">丙</Data></Cell></Row>
<Row ss:Index="4" ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="Number">1.5</Data></Cell>
<Cell><Data ss:Type="DateTime">2024-03-01T00:00:00.000</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell>
<Cell ss:Formula="=RC[-1]"/></Row></Table>
<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet></Workbook>"""
    workbook = read(xml.encode("gb18030" if encoding == "GB2312" else encoding), "a.xlsx")
    grid = workbook.grids[0]
    assert (workbook.kind, grid.worksheet, grid.visibility) == ("spreadsheetml", "台账", "hidden")
    assert grid.rows == [["标题", None, "丙"], [], [], [None, 1.5, date(2024, 3, 1)]]
    assert (grid.merges, grid.errors) == ([(0, 0, 0, 1)], {(3, 3): "#N/A"})
    assert (grid.hidden_rows, grid.hidden_columns) == (frozenset({3}), frozenset({1}))
    assert grid.uncached == {(3, 4)}
    assert [notice.kind for notice in workbook.notices] == ["kind_differs_from_extension"]


def test_the_content_decides_whatever_the_name() -> None:
    assert read(written.xlsx([["a"]]), "a.csv").notices[0].details == {"extension": ".csv", "found": ".xlsx"}
    assert read(written.xlsx([["a"]]), "0a1b2c").notices == []
