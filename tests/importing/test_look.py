"""What `hub look` shows: the rows of every table as a careful reader marks them, known form or not."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from hub.importing.catalogue import sheets
from hub.importing.look import in_words, look_at, look_at_limited
from hub.importing.problems import RefusedFileError

EXAMPLES = Path(__file__).parents[2] / "examples"
FILES = [
    (world.parent, entry)
    for world in sorted(EXAMPLES.glob("*/expected.json"))
    for entry in json.loads(world.read_text(encoding="utf-8"))["files"]
]
FORMS = {sheet.form for sheet in sheets().values()}


@pytest.mark.parametrize(("world", "entry"), FILES, ids=[Path(entry["file"]).name for _, entry in FILES])
def test_the_example_files_are_seen_as_they_were_made(world: Path, entry: dict[str, Any]) -> None:
    path = world / entry["file"]
    found = {w["worksheet"]: w for w in look_at(path.read_bytes(), path.name)}
    for sheet in entry["sheets"]:
        worksheet = found.get(sheet["sheet"]) or next(iter(found.values()))
        (table,) = worksheet["tables"]
        skipped: dict[str, list[int]] = {}
        for row in sheet["skip_rows"]:
            skipped.setdefault(row["kind"], []).append(row["row"])
        totals = sorted([*skipped.pop("total", []), *skipped.pop("subtotal", [])])
        assert table["title_rows"][0] == sheet["title_row"]
        assert table["title_rows"] == list(range(sheet["title_row"], table["header_rows"][0]))
        assert [table["header_rows"][0], table["header_rows"][-1]] == sheet["header_rows"]
        assert table["data_rows"] == [sheet["data_rows"][0], sheet["data_rows"][-1]]
        assert table["total_rows"] == totals
        assert table["footer_rows"] == sheet["footer_rows"]
        assert table["skipped_rows"] == skipped
        # expected.json gives forms without money a unit as well; their files name none.
        money = any(field["type"] in ("m", "mp") for field in sheet["columns"].values())
        assert table["unit"] == sheet["unit"] or (not money and table["unit"] is None)
        letters = {column["column"]: "/".join(column["path"]) for column in table["columns"]}
        for field in sheet["columns"].values():
            assert letters[field["col"]] == field["header"].replace("\n", "")
        headers = {header.replace("/", "") for header in letters.values()}
        assert {header.replace("/", "").replace("\n", "") for header in sheet["extra_columns"]} <= headers
        assert worksheet["hidden_rows"] == sheet["hidden_rows"]
        if sheet["form"] in FORMS:
            assert table["sheet"] is not None
            assert (table["agency"], table["region"]) == (entry["agency"], entry["region"][:6])


def test_a_worksheet_a_month_gives_each_table_its_own_period() -> None:
    workbook = openpyxl.Workbook()
    for month in range(1, 13):
        worksheet = workbook.create_sheet(f"{month}月")
        worksheet.append(["六盘水市拖欠工资案件台账"])
        worksheet.append(["填报单位：六盘水市人力资源和社会保障局　单位：元"])
        worksheet.append(
            [
                "序号",
                "案件编号",
                "县区",
                "用人单位",
                "涉及人数",
                "涉及金额",
                "立案日期",
                "案件类型",
                "办理结果",
            ]
        )
        worksheet.append([1, f"甲{month}", "钟山区", "某公司", 3, 1000, f"2019-{month:02}-05", "工程建设"])
    workbook.remove(workbook.worksheets[0])
    buffer = io.BytesIO()
    workbook.save(buffer)
    found = look_at(buffer.getvalue(), "六盘水市2019年欠薪案件台账.xlsx")
    assert [(w["worksheet"], w["tables"][0]["period"]) for w in found] == [
        (f"{month}月", f"2019-{month:02}") for month in range(1, 13)
    ]


def test_a_file_that_is_no_workbook_is_refused_from_the_limited_process() -> None:
    with pytest.raises(RefusedFileError) as refused:
        look_at_limited(b"%PDF-1.4", "a.xlsx")
    assert refused.value.problem.kind == "file_kind_unsupported"


def test_the_command_prints_json_or_words_and_starts_no_database(tmp_path: Path) -> None:
    text = "受理情况表\n单位：件、万元\n地区,件数,金额\n全市,11,5\n钟山区,5,2\n水城区,6,3\n填表人：李\n"
    file = tmp_path / "表.csv"
    file.write_text(text, encoding="utf-8")
    environment = {**os.environ, "HUB_HOME": str(tmp_path / "home")}
    environment.pop("HUB_DATABASE_URL", None)
    command = [sys.executable, "-c", "from hub.cli import main; main()", "look", str(file)]
    printed = subprocess.run([*command, "--json"], capture_output=True, env=environment, check=True)
    (worksheet,) = json.loads(printed.stdout)
    (table,) = worksheet["tables"]
    assert {key: table[key] for key in ("title_rows", "header_rows", "data_rows", "total_rows")} == {
        "title_rows": [1, 2],
        "header_rows": [3],
        "data_rows": [5, 6],
        "total_rows": [4],
    }
    assert (table["footer_rows"], table["unit"], table["signed"]) == ([7], "件、万元", {"filler": "李"})
    assert [table[key] for key in ("sheet", "agency", "region", "period")] == [None] * 4
    words = subprocess.run(command, capture_output=True, env=environment, check=True).stdout.decode()
    assert "数据行 / data rows: 5-6 (2)" in words
    assert not (tmp_path / "home").exists()


def test_words_tell_hidden_rows_and_missing_tables() -> None:
    found = [
        {"worksheet": "空", "hidden": True, "tables": [], "hidden_rows": [2, 3, 5], "hidden_columns": ["C"]}
    ]
    assert in_words(found) == [
        "空（隐藏 / hidden）",
        "  没有表格 / no table",
        "  隐藏行 / hidden rows: 2-3, 5",
        "  隐藏列 / hidden columns: C",
    ]
