"""The annotated workbook: what is marked, what is hidden, what becomes of formulas, and that it can be sent again."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
import xlwt

from hub.importing.additions import EXPLANATIONS, ORIGINAL_ROWS, RESULT_SHEET
from hub.importing.annotate import Outcome, annotated, annotated_limited, file_name_of
from hub.importing.annotate_plan import RED, YELLOW
from hub.importing.check import check_file
from hub.importing.parsed import Options, ParsedSubmission
from hub.months import Period

KEY = b"k" * 32
HEADERS = ("案号", "来源", "立案日期", "单位名称", "涉及人数", "欠薪金额", "备注", "姓名", "身份证号")
ID_NUMBER = "11010119900307109X"
PHONE = "13812345678"
NAME = "欧阳锦绣"
TITLE = "六盘水市2019年1-12月欠薪案件台账"
UNIT = "填报单位：六盘水市人力资源和社会保障局"
Cells = list[Any]


def record(number: int, **cells: Any) -> Cells:
    """A faultless wage case; cells by header replace its own."""
    own = {
        "案号": f"人社监立字〔2019〕{number:03}号",
        "来源": "来访",
        "立案日期": date(2019, 1, 11),
        "单位名称": "某建筑公司",
        "涉及人数": 23,
        "欠薪金额": 259900,
        **cells,
    }
    return [own.get(header) for header in HEADERS]


def xlsx(
    records: list[Cells], more: Callable[[xlsxwriter.Workbook, Any], None] = lambda *_: None, **options: Any
) -> bytes:
    """A wage-case ledger as .xlsx; `more` adds to workbook and worksheet."""
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"strings_to_formulas": False, **options})
    page = book.add_worksheet("台账")
    day = book.add_format({"num_format": "yyyy/m/d"})
    page.merge_range(0, 0, 0, len(HEADERS) - 1, TITLE, book.add_format({"bold": True, "font_size": 18}))
    page.write(1, 0, UNIT)
    page.write_row(2, 0, HEADERS, book.add_format({"bold": True, "bg_color": "#00FF00", "border": 1}))
    for row, cells in enumerate(records, start=3):
        for column, value in enumerate(cells):
            if isinstance(value, date):
                page.write_datetime(row, column, value, day)
            elif value is not None:
                page.write(row, column, value)
    more(book, page)
    book.close()
    return output.getvalue()


def check(data: bytes, name: str = "台账.xlsx") -> list[ParsedSubmission]:
    return check_file(data, name, Options(), digest_key=KEY)


def mark(data: bytes, name: str = "台账.xlsx", **how: Any) -> bytes:
    """The annotated workbook of a file."""
    found = check(data, name)
    problems = [p.as_json() for one in found for p in one.problems]
    outcome = Outcome("欠薪案件台账", "六盘水市人力资源和社会保障局", "2019-01..2019-12", "refused", 3)
    return annotated(data, name, problems, [outcome], **how)


def told(data: bytes, name: str = "台账.xlsx") -> list[tuple[str | None, str | None, str, str]]:
    return sorted(
        (p.worksheet, p.cell, p.kind, p.severity.value) for one in check(data, name) for p in one.problems
    )


def rows(data: bytes, name: str = "台账.xlsx") -> list[tuple[int, Mapping[str, Any]]]:
    return [(row.row_number, row.values) for one in check(data, name) for row in one.rows]


def page_of(content: bytes) -> Any:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return next(ws for ws in book.worksheets if ws.title != RESULT_SHEET)


def parts(content: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name).decode("utf-8") for name in package.namelist()}


FAULTY = [record(1), record(2, 欠薪金额="二十五万多"), record(3, 立案日期="2019-02-30", 涉及人数=0.5)]


@pytest.mark.parametrize("in_place", [True, False])
def test_every_problem_is_marked_explained_and_listed(in_place: bool) -> None:
    content = mark(xlsx(FAULTY), in_place=in_place)
    page = page_of(content)
    marked = {
        cell.coordinate: (str(cell.fill.fgColor.rgb)[-6:], bool(cell.comment))
        for line in page.iter_rows()
        for cell in line
        if cell.comment
    }
    errors = dict.fromkeys(("F5", "C6", "E6"), (RED, True))
    assert marked == {**errors, "H3": (YELLOW, True), "I3": (YELLOW, True)}
    assert "不是数字" in page["F5"].comment.text
    assert "not a number" in page["F5"].comment.text
    last = page.max_column
    assert page.cell(3, last).value == EXPLANATIONS
    assert [bool(page.cell(row, last).value) for row in (4, 5, 6)] == [False, True, True]
    result = openpyxl.load_workbook(io.BytesIO(content))[RESULT_SHEET]
    listed = {(line[0], line[1]) for line in result.iter_rows(values_only=True)}
    assert {("台账", "F5"), ("台账", "C6"), ("台账", "E6")} <= listed
    texts = {str(value) for line in result.iter_rows(values_only=True) for value in line}
    assert "2019-01..2019-12" in texts


def test_the_original_look_is_kept() -> None:
    page = page_of(mark(xlsx(FAULTY)))
    assert page["A3"].fill.fgColor.rgb == "FF00FF00"
    assert page["A1"].font.sz == 18
    assert "A1:I1" in [str(area) for area in page.merged_cells.ranges]
    assert page["C4"].number_format == "yyyy/m/d"


def test_warnings_are_yellow() -> None:
    page = page_of(mark(xlsx([record(1, 欠薪金额=25990000000)])))
    assert str(page["F4"].fill.fgColor.rgb)[-6:] == YELLOW


@pytest.mark.parametrize("in_place", [True, False])
def test_sent_again_it_says_the_same_and_repaired_nothing(in_place: bool) -> None:
    data = xlsx(FAULTY)
    content = mark(data, in_place=in_place)
    assert told(content) == told(data)
    assert rows(content) == rows(data)
    book = openpyxl.load_workbook(io.BytesIO(content))
    page = book["台账"]
    page["F5"], page["C6"], page["E6"] = 250000, "2019-02-28", 5
    output = io.BytesIO()
    book.save(output)
    assert [p for p in told(output.getvalue()) if p[3] == "error"] == []
    again = page_of(mark(output.getvalue()))
    assert [c.coordinate for line in again.iter_rows() for c in line if c.comment] == ["H3", "I3"]
    assert str(again["F5"].fill.fgColor.rgb)[-6:] != RED
    assert again.cell(3, again.max_column).value != EXPLANATIONS


def test_a_second_round_does_not_pile_up() -> None:
    once = mark(xlsx(FAULTY))
    twice = mark(once, file_name_of("台账.xlsx"))
    assert told(twice) == told(xlsx(FAULTY))
    headers = [page_of(twice).cell(3, column).value for column in range(1, 15)]
    assert headers.count(EXPLANATIONS) == 1
    assert file_name_of(file_name_of("台账.xls")) == "台账（已标注）.xlsx"


def test_other_kinds_come_back_as_xlsx_with_every_cell_where_it_was() -> None:
    book = xlwt.Workbook()
    page = book.add_sheet("台账")
    page.write_merge(0, 0, 0, 8, TITLE)
    page.write(1, 0, UNIT)
    for column, header in enumerate(HEADERS):
        page.write(2, column, header)
    style = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for row, cells in enumerate(FAULTY, start=3):
        for column, value in enumerate(cells):
            if value is not None:
                page.write(row, column, value, style if isinstance(value, date) else xlwt.Style.default_style)
    page.row(4).hidden = True
    output = io.BytesIO()
    book.save(output)
    content = mark(output.getvalue(), "台账.xls")
    assert content.startswith(b"PK")
    assert told(content) == told(output.getvalue(), "台账.xls")
    assert rows(content) == rows(output.getvalue(), "台账.xls")
    shown = page_of(content)
    assert shown.row_dimensions[5].hidden
    assert shown["C4"].is_date
    assert "A1:I1" in [str(area) for area in shown.merged_cells.ranges]


def secrets(book: xlsxwriter.Workbook, page: Any) -> None:
    """Personal numbers wherever a workbook can hold any."""
    book.set_properties({"author": NAME, "comments": PHONE, "title": ID_NUMBER})
    book.set_custom_property("phone", PHONE)
    book.define_name("secret", f'="{ID_NUMBER}"')
    page.write_comment("A4", f"{NAME} {PHONE}")
    page.set_footer(f"&L{PHONE}")
    page.write_formula("J4", f'=CONCATENATE("{PHONE}","")', None, PHONE)
    page.write_url("J5", f"mailto:{PHONE}@example.org", string="mail")
    page.data_validation("J6:J9", {"validate": "list", "source": [PHONE, ID_NUMBER]})
    hidden = book.add_worksheet("名册")
    hidden.write_row(0, 0, ("姓名", "电话"))
    hidden.write_row(1, 0, (NAME, PHONE))
    hidden.hide()
    other = book.add_worksheet("通讯录")
    other.write_row(0, 0, ("序号", "姓名", "手机号码", "单位名称"))
    for row in range(1, 4):
        other.write_row(row, 0, (row, NAME, PHONE, "某公司"))
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=通讯录!$C$2:$C$4", "categories": "=通讯录!$B$2:$B$4"})
    page.insert_chart("L2", chart)


@pytest.mark.parametrize("in_place", [True, False])
def test_no_planted_personal_data_are_anywhere_in_clear(in_place: bool) -> None:
    planted = [
        record(1, 姓名=NAME, 身份证号=ID_NUMBER, 备注=f"联系{PHONE}"),
        record(2, 姓名=NAME, 身份证号=1.1010119900307e17, 备注=int(PHONE), 单位名称=f"某公司{PHONE}"),
        record(3, 姓名=NAME, 欠薪金额=f"二十万，{ID_NUMBER}"),
    ]
    data = xlsx(planted, secrets)
    content = mark(data, in_place=in_place)
    for name, text in parts(content).items():
        for secret in (ID_NUMBER, PHONE, NAME, "1.1010119900307", "110101199003071"):
            assert secret not in text, (name, secret)
    again = [p for p in told(content) if p[2] != "personal_data_masked"]
    assert again == [p for p in told(data) if p[2] != "personal_data_masked"]
    assert [values for _, values in rows(content)] == [values for _, values in rows(data)]


def test_nothing_becomes_a_formula_and_numbers_stay_numbers() -> None:
    texts = ("=1+1", "+1", "-x", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0")
    planted = [record(number, 备注=text) for number, text in enumerate(texts, start=1)]

    def formulas(_: xlsxwriter.Workbook, page: Any) -> None:
        page.write_formula("F4", "=100000+159900", None, 259900)
        page.write_formula("E5", "=SUM(1,2)", None, "")

    for content in (mark(xlsx(planted, formulas)), mark(xlsx(planted, formulas), in_place=False)):
        pages = {n: t for n, t in parts(content).items() if n.startswith("xl/worksheets/sheet")}
        assert not any(re.search(r"<f[ >]", text) for text in pages.values())
        page = page_of(content)
        assert [page.cell(row, 7).value for row in range(4, 10)] == list(texts)
        assert [page.cell(row, 7).data_type for row in range(4, 10)] == ["s"] * 6
        assert all(page.cell(row, 7).quotePrefix for row in range(4, 10))
        assert (page["F4"].value, page["F4"].data_type) == (259900, "n")


def test_traps_of_openpyxl() -> None:
    """An empty <fill/>, a chart sheet, macros, links to other workbooks: the file is marked all the same."""

    def odd(book: xlsxwriter.Workbook, page: Any) -> None:
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=台账!$F$4:$F$6"})
        book.add_chartsheet("图").set_chart(chart)
        page.data_validation("B4:B9", {"validate": "list", "source": ["来访", "来电"]})

    data = xlsx(FAULTY, odd)
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(output, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/styles.xml":
                text = text.replace(b'<fill><patternFill patternType="gray125"/></fill>', b"<fill/>")
                assert b"<fill/>" in text
            new.writestr(name, text)
        new.writestr("xl/vbaProject.bin", b"macro")
        new.writestr("xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    content = mark(output.getvalue(), "台账.xlsm")
    names = set(parts(content))
    assert not any("vba" in name or "externalLink" in name or "chart" in name for name in names)
    assert told(content) == told(data)
    assert page_of(content).data_validations.dataValidation[0].formula1 == '"来访,来电"'


@pytest.mark.parametrize("number_format", [27, 31, 57, 58])
def test_chinese_built_in_date_formats_stay_dates(number_format: int) -> None:
    def dated(book: xlsxwriter.Workbook, page: Any) -> None:
        page.write_number("C4", 43476, book.add_format({"num_format": number_format}))

    page = page_of(mark(xlsx([record(1, 欠薪金额="多"), record(2)], dated)))
    assert page["C4"].is_date


_SCRIPT = """
import sys, json, hashlib
from pathlib import Path
from tests.importing.test_annotate import FAULTY, mark, xlsx
data = Path(sys.argv[1]).read_bytes()
print(hashlib.sha256(mark(data)).hexdigest(), hashlib.sha256(mark(data, in_place=False)).hexdigest())
"""


def test_the_same_file_gives_the_same_bytes_in_any_time_zone_and_process(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(xlsx(FAULTY, secrets))
    made = set()
    for zone, seed in (("Asia/Shanghai", "1"), ("America/New_York", "2")):
        environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": os.getcwd()}
        ran = subprocess.run(
            [sys.executable, "-c", _SCRIPT, str(path)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        made.add(ran.stdout)
    assert len(made) == 1


def test_of_a_large_file_only_the_bad_rows_come_back_and_go_as_a_supplement() -> None:
    records = [
        record(number, **({"欠薪金额": "多"} if number % 1000 == 0 else {})) for number in range(1, 5002)
    ]
    data = xlsx(records, constant_memory=False)
    found = check(data)
    problems = [p.as_json() for one in found for p in one.problems]
    content = annotated_limited(data, "台账.xlsx", problems, [])
    page = page_of(content)
    headers = [cell.value for cell in page[3]]
    assert headers[: len(HEADERS)] == list(HEADERS)
    assert headers[-2:] == [ORIGINAL_ROWS, EXPLANATIONS]
    place = headers.index(ORIGINAL_ROWS) + 1
    assert [page.cell(row, place).value for row in range(4, 9)] == [1003, 2003, 3003, 4003, 5003]
    (again,) = check(content)
    assert [(p.kind, p.cell) for p in again.problems if p.severity.value == "error"] == [
        ("not_a_number", f"F{row}") for row in range(4, 9)
    ]
    assert len(again.rows) == 5
    assert again.period == Period.parse("2019-01..2019-12")


def test_a_file_that_cannot_be_read_comes_back_as_its_result() -> None:
    data = b"%PDF-1.7 nothing to read"
    content = mark(data, "台账.xlsx")
    (title,) = openpyxl.load_workbook(io.BytesIO(content)).sheetnames
    assert title == RESULT_SHEET
    assert "file_kind_unsupported" in json.dumps(parts(content), ensure_ascii=False)


def test_hidden_worksheets_come_back_empty_and_lists_of_drop_downs_stay() -> None:
    def lists(book: xlsxwriter.Workbook, page: Any) -> None:
        hidden = book.add_worksheet("选项")
        hidden.write_column(0, 0, ("来访", "来电"))
        hidden.write(0, 5, "别的")
        hidden.hide()
        page.data_validation("B4:B9", {"validate": "list", "source": "=选项!$A$1:$A$2"})

    data = xlsx(FAULTY, lists)
    content = mark(data)
    hidden = openpyxl.load_workbook(io.BytesIO(content))["选项"]
    assert (hidden["A1"].value, hidden["A2"].value, hidden["F1"].value) == ("来访", "来电", None)
    assert hidden.sheet_state == "hidden"
    assert told(content) == told(data)


def test_what_openpyxl_fails_at_is_written_anew() -> None:
    data = xlsx(FAULTY)
    output = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(output, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            if name == "xl/styles.xml":
                text = text.replace(b'<left style="thin">', b'<left style="wavy">')
                assert b"wavy" in text
            new.writestr(name, text)
    found = check(output.getvalue())
    problems = [p.as_json() for one in found for p in one.problems]
    content = annotated_limited(output.getvalue(), "台账.xlsx", problems, [])
    assert told(content) == told(data)
    assert page_of(content)["F5"].comment


FILES = Path(__file__).parents[1] / "workbooks"
UPLOADS: dict[str, dict[str, str]] = json.loads((FILES / "uploads.json").read_text(encoding="utf-8"))
# What an .xlsx cannot be accused of, or is by another name: its extension, records of a text file, a formula.
OF_ANOTHER_KIND = {
    "kind_differs_from_extension": None,
    "extra_cell": None,
    "record_length_differs": None,
    "formula_without_value": "error_cell",
}


@pytest.mark.parametrize("name", sorted(UPLOADS))
def test_a_faulty_file_sent_again_as_it_came_back_says_the_same(name: str) -> None:
    said = UPLOADS[name]
    options = Options(said["form"], said["agency"], said["region"], Period.parse(said["period"]))
    data = (FILES / name).read_bytes()
    first = check_file(data, name, options, digest_key=KEY)
    problems = [p for one in first for p in one.problems]
    content = annotated(data, name, [p.as_json() for p in problems], [], options.sheet)
    if first[0].sheet is None and any(p.kind.startswith("file_") for p in problems):
        assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames == [RESULT_SHEET]
        return
    again = check_file(content, file_name_of(name), options, digest_key=KEY)
    wanted = [(p.worksheet, p.cell, OF_ANOTHER_KIND.get(p.kind, p.kind)) for p in problems]
    found = [(p.worksheet, p.cell, p.kind) for one in again for p in one.problems]
    assert sorted(map(str, found)) == sorted(str(entry) for entry in wanted if entry[2])
    assert [row.values for one in again for row in one.rows] == [
        row.values for one in first for row in one.rows
    ]


def test_a_worksheet_of_theirs_that_is_called_like_ours_stays() -> None:
    def theirs(book: xlsxwriter.Workbook, _: Any) -> None:
        book.add_worksheet(RESULT_SHEET).write(0, 0, "上次导入结果")

    data = xlsx(FAULTY, theirs)
    for content in (mark(data), mark(data, in_place=False)):
        book = openpyxl.load_workbook(io.BytesIO(content))
        assert len(book.sheetnames) == 3
        assert "上次导入结果" in [page["A1"].value for page in book.worksheets]
        assert rows(content) == rows(data)
