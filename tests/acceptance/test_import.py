"""What `hub import` and `hub check` tell about the files of the worlds, and about files that are no such thing."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import psycopg
import pytest
from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from hub.database import libpq
from tests.acceptance.conftest import Copier
from tests.acceptance.examples import SHEETS, WORLDS, ExampleFile, expected, files, import_world
from tests.acceptance.hubs import Hub, Ran

Report = Callable[[str], list[dict[str, Any]]]

# The kinds that expected.json plants; an importer may tell more than these (a period that it had to guess).
PLANTED = frozenset(
    {
        "functional_zone",
        "hidden_column_read",
        "hidden_row_read",
        "hidden_sheet_skipped",
        "personal_column_dropped",
        "personal_data_masked",
        "region_code_retired",
        "region_name_retired",
        "unknown_column",
    }
)
FAULTY = Path(__file__).parents[1] / "workbooks"


@pytest.mark.parametrize("world_name", WORLDS)
def test_every_file_is_accepted_as_what_it_is(world_report: Report, world_name: str) -> None:
    facts = ("sheet", "agency", "region", "period", "as_of", "status")
    found = defaultdict(list)
    for entry in world_report(world_name):
        found[entry["file"]].append(tuple(entry[fact] for fact in facts))
    wanted = {
        file.path.name: sorted(
            (SHEETS[sheet["form"]], file.agency, file.region, file.period, file.as_of, "accepted")
            for sheet in file.sheets
        )
        for file in files(world_name)
        if not file.is_correction
    }
    assert {name: sorted(entries) for name, entries in found.items()} == wanted


def test_nine_files_of_ten_need_no_option(world_report: Report) -> None:
    sent = [(world, file) for world in WORLDS for file in files(world) if not file.is_correction]
    accepted = {
        (world, entry["file"])
        for world in WORLDS
        for entry in world_report(world)
        if entry["status"] == "accepted"
    }
    alone = [file for world, file in sent if not file.period_by_hand and (world, file.path.name) in accepted]
    assert len(alone) >= 0.9 * len(sent)


@pytest.mark.parametrize("world_name", WORLDS)
def test_the_clerk_is_told_exactly_what_was_planted(world_report: Report, world_name: str) -> None:
    by_name = {file.path.name: file for file in files(world_name)}
    found = {
        (
            by_name[entry["file"]].relative,
            _worksheet(by_name[entry["file"]], p["worksheet"]),
            p["cell"],
            p["kind"],
        )
        for entry in world_report(world_name)
        for p in entry["problems"]
        if p["kind"] in PLANTED
    }
    ours = {file.relative: file for file in files(world_name) if not file.is_correction}
    wanted = {
        (notice["file"], _worksheet(ours[notice["file"]], notice["sheet"]), notice["cell"], notice["kind"])
        for notice in expected(world_name)["notices"]
        if notice["file"] in ours
    }
    assert found == wanted


@pytest.mark.parametrize("world_name", WORLDS)
def test_a_form_that_the_hub_does_not_know_is_named_beside_one_that_it_knows(
    world_report: Report, world_name: str
) -> None:
    found = {
        (entry["file"], problem["worksheet"])
        for entry in world_report(world_name)
        for problem in entry["problems"]
        if problem["kind"] == "unknown_worksheet"
    }
    described = {Path(entry["file"]).name: entry["sheets"] for entry in expected(world_name)["files"]}
    wanted = {
        (file.path.name, sheet["sheet"])
        for file in files(world_name)
        for sheet in described[file.path.name]
        if sheet["form"] not in SHEETS
    }
    assert found == wanted


@pytest.mark.parametrize("world_name", WORLDS)
def test_a_file_that_lost_its_name_is_still_recognised(
    world_copy: Copier, tmp_path: Path, world_name: str
) -> None:
    renamed: dict[str, ExampleFile] = {}
    for file in files(world_name):
        data = file.path.read_bytes()
        name = hashlib.sha256(data).hexdigest()
        (tmp_path / name).write_bytes(data)
        renamed[name] = file
    with world_copy(world_name) as url:
        ran = Hub(url).run("check", "--json", *(tmp_path / name for name in renamed))
    found = defaultdict(list)
    for entry in ran.entries:
        file = renamed[entry["file"]]
        period = entry["period"] if _states_its_period(file, entry["sheet"]) else file.period
        found[file.relative].append((entry["sheet"], entry["agency"], entry["region"], period))
    wanted = {
        file.relative: sorted((SHEETS[s["form"]], file.agency, file.region, file.period) for s in file.sheets)
        for file in renamed.values()
    }
    assert {name: sorted(entries, key=str) for name, entries in found.items()} == wanted


def test_the_same_files_again_are_unchanged_and_leave_no_row(world_copy: Copier) -> None:
    world_name = WORLDS[2]
    with world_copy(world_name) as url:
        before = _rows(url)
        again = import_world(Hub(url), world_name)
        assert {entry["status"] for entry in again} == {"unchanged"}
        assert all(entry["rows"]["unchanged"] == entry["rows"]["read"] > 0 for entry in again)
        assert _rows(url) == before


def test_files_that_cannot_be_read_get_one_clear_sentence_each_and_stop_no_other(
    database_url: str, tmp_path: Path
) -> None:
    faulty = _files_that_cannot_be_read(tmp_path)
    good = next(file.path for file in files(WORLDS[2]))
    ran = Hub(database_url).run("check", "--json", *faulty.values(), good)
    *entries, last = ran.entries
    assert (ran.code, last["file"], last["status"]) == (1, good.name, "checked")
    assert [entry["file"] for entry in entries] == [path.name for path in faulty.values()]
    for name, entry in zip(faulty, entries, strict=True):
        [problem] = entry["problems"]
        assert (entry["sheet"], entry["status"], problem["severity"]) == (None, "refused", "error"), name
        assert re.search(r"[\u4e00-\u9fff].*。$", problem["message"]["zh"], re.DOTALL), name
        assert re.match(r"[A-Z].*\.$", problem["message"]["en"], re.DOTALL), name
    assert "Traceback" not in ran.out + ran.err


def test_the_reason_is_named_for_whoever_reads_no_json(database_url: str, tmp_path: Path) -> None:
    path = _files_that_cannot_be_read(tmp_path)["encrypted"]
    ran: Ran = Hub(database_url).run("check", path)
    assert ran.code == 1
    assert "密码" in ran.out or "加密" in ran.out
    assert "password" in ran.out or "encrypted" in ran.out


def test_wrong_use_of_a_command_is_told_apart_from_errors_in_a_file(
    database_url: str, tmp_path: Path
) -> None:
    hub = Hub(database_url)
    assert hub.run("check", tmp_path / "nothing.xlsx").code == 2
    assert hub.run("check", "--sheet", "no_such_sheet", FAULTY / "21空工作簿.xlsx").code == 2


def _files_that_cannot_be_read(directory: Path) -> dict[str, Path]:
    whole = next(file.path for file in files(WORLDS[0]) if file.path.suffix == ".xlsx").read_bytes()
    made = {
        "no workbook": "不是工作簿.xlsx",
        "truncated": "截断.xlsx",
        "of an unknown form": "花名册.xlsx",
        "far": "远.xlsx",
    }
    paths = {name: directory / file for name, file in made.items()}
    paths["no workbook"].write_bytes(bytes(range(256)) * 16)
    paths["truncated"].write_bytes(whole[: len(whole) // 2])
    unknown, far = Workbook(), Workbook()
    assert unknown.active is not None
    assert far.active is not None
    for row in (["食堂菜单"], ["星期", "早餐", "午餐"], ["一", "粥", "面"], ["二", "馒头", "饭"]):
        unknown.active.append(row)
    unknown.save(paths["of an unknown form"])
    far.active.cell(1, 1, 1)
    far.active.cell(1048576, 16384, 2)
    far.save(paths["far"])
    assert paths["far"].stat().st_size < 10_000
    assert zipfile.is_zipfile(paths["far"])
    return {**paths, "encrypted": FAULTY / "23加密工作簿.xlsx", "empty": FAULTY / "21空工作簿.xlsx"}


def _worksheet(file: ExampleFile, name: str | None) -> str | None:
    return None if file.csv else name


def _states_its_period(file: ExampleFile, sheet: str | None) -> bool:
    """Whether a file's content says which months it covers: the title, the as-of month of a state, a month column."""
    if sheet in ("projects", "special_accounts", "account_monthly"):
        return True
    described = next(s for s in file.sheets if SHEETS[s["form"]] == sheet)
    titles = [str(cell) for row in _rows_above(file, described) for cell in row]
    return any(re.search(r"\d{4}年", text) for text in titles if not re.search("截|填报", text))


def _rows_above(file: ExampleFile, sheet: Mapping[str, Any]) -> list[list[Any]]:
    above = sheet["header_rows"][0] - 1
    if file.csv:
        data = file.path.read_bytes()
        text = data.decode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "gb18030")
        return list(csv.reader(io.StringIO(text)))[:above]
    workbook = CalamineWorkbook.from_path(str(file.path))
    return workbook.get_sheet_by_name(sheet["sheet"]).to_python(skip_empty_area=False)[:above]


def _rows(url: str) -> dict[str, int]:
    """Rows of every table but that of tokens."""
    with psycopg.connect(libpq(url)) as connection:
        tables = connection.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        ).fetchall()
        counts = {}
        for (table,) in tables:
            row = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
            counts[table] = int(row[0]) if row else 0
        return counts
