"""Whole files: the examples give their rows without errors, the faulty ones exactly their faults."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from hub.importing.catalogue import sheets
from hub.importing.check import check_file, check_file_limited
from hub.importing.parsed import Options, ParsedSubmission
from hub.importing.sheet import REGION_HEADERS
from hub.months import Period
from tests.importing.tables import KEY, wage_case

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples"
FAULTY = ROOT / "tests" / "workbooks"
FORMS = {sheet.form: sheet.name for sheet in sheets().values()}
# The figures of statistical sheets: tests/importers/test_statistical_sheets.py.
STATISTICAL = {sheet.form for sheet in sheets().values() if sheet.measures}

# The faults of faults.json by our kinds, where the words differ.
KINDS = {
    "agency_mismatch": {"unit_mismatch"},
    "ambiguous_period": {"month_ambiguous"},
    "bad_date": {"not_a_date"},
    "corrupt_file": {"file_damaged", "file_truncated"},
    "date_in_future": {"date_in_future", "date_out_of_range"},
    "doubtful_unit": {"doubtful_unit"},
    "duplicate_column": {"two_columns_one_field"},
    "encrypted": {"file_encrypted"},
    "missing_decision_no": {"required_missing"},
    "missing_pay_order_no": {"required_missing"},
    "missing_required_column": {"missing_column"},
    "region_outside_agency": {"region_outside_unit"},
    "truncated_encoding": {"file_cut_inside_character"},
    "unknown_region": {"region_unknown"},
    "uscc_character": {"uscc_lookalike", "uscc_wrong_character"},
    "uscc_check": {"uscc_wrong_check_character"},
    "uscc_length": {"uscc_wrong_length"},
    "wrong_template": {"wrong_sheet"},
}
# Faults that only the database can tell: whether a reference exists.
OF_THE_DATABASE = {"unknown_project"}


def _example_files() -> list[Any]:
    found = []
    for world in sorted(path.parent for path in EXAMPLES.glob("*/expected.json")):
        expected = json.loads((world / "expected.json").read_text(encoding="utf-8"))
        for entry in expected["files"]:
            if any(sheet["form"] in FORMS.keys() - STATISTICAL for sheet in entry["sheets"]):
                notices = [n for n in expected["notices"] if n["file"] == entry["file"]]
                found.append(pytest.param(world, entry, notices, id=f"{world.name}/{entry['file']}"))
    return found


def _faulty_files() -> list[Any]:
    uploads = json.loads((FAULTY / "uploads.json").read_text(encoding="utf-8"))
    faults = json.loads((FAULTY / "faults.json").read_text(encoding="utf-8"))
    return [
        pytest.param(name, upload, faults[name], id=name)
        for name, upload in uploads.items()
        if upload["form"] in FORMS
    ]


def check(
    path: Path, options: Options | None = None, name: str | None = None, **more: Any
) -> list[ParsedSubmission]:
    return check_file(path.read_bytes(), name or path.name, options or Options(), digest_key=KEY, **more)


@pytest.mark.parametrize(("world", "entry", "notices"), _example_files())
def test_a_good_file_gives_its_rows_and_only_its_notices(
    world: Path, entry: dict[str, Any], notices: list[dict[str, Any]]
) -> None:
    known = [sheet for sheet in entry["sheets"] if sheet["form"] in FORMS]
    found = check(world / entry["file"])
    text = entry["format"].startswith("csv")  # which has no worksheets
    assert sorted(
        (s.sheet, "" if text else row.worksheet, row.row_number) for s in found for row in s.rows
    ) == sorted(
        (FORMS[sheet["form"]], "" if text else sheet["sheet"], row)
        for sheet in known
        for row in sheet["data_rows"]
    )
    for submission in found:
        assert (submission.agency, submission.region) == (entry["agency"], entry["region"][:6])
        assert submission.unit_name == entry["reporting_unit"]
        columns = next(s["columns"] for s in known if FORMS[s["form"]] == submission.sheet)
        letters = {"month" if f == "period" else f: c["col"] for f, c in columns.items()}
        assert {field: letter for field, (_, letter) in submission.columns.items()} == letters
    told = {(p.cell, p.kind) for s in found for p in s.problems}
    assert told >= {(n["cell"], n["kind"]) for n in notices}
    of_more = {"period_assumed", "unknown_worksheet"}
    assert {place for place in told if place[1] not in of_more} == {(n["cell"], n["kind"]) for n in notices}
    assert {p.severity.value for s in found for p in s.problems} <= {"notice"}


@pytest.mark.parametrize(("world", "entry", "notices"), _example_files())
def test_a_good_file_is_known_by_its_content_alone(
    world: Path, entry: dict[str, Any], notices: list[dict[str, Any]]
) -> None:
    data = (world / entry["file"]).read_bytes()
    found = check(world / entry["file"], name=hashlib.sha256(data).hexdigest())
    known = [FORMS[sheet["form"]] for sheet in entry["sheets"] if sheet["form"] in FORMS]
    assert [s.sheet for s in found] == known
    assert {(s.agency, s.region) for s in found} == {(entry["agency"], entry["region"][:6])}


def test_every_example_row_of_these_forms_is_read() -> None:
    for world in sorted(path.parent for path in EXAMPLES.glob("*/expected.json")):
        expected = json.loads((world / "expected.json").read_text(encoding="utf-8"))
        read: dict[str, int] = {}
        for entry in expected["files"]:
            if entry["file"].startswith("corrections/"):
                continue
            if any(sheet["form"] in FORMS.keys() - STATISTICAL for sheet in entry["sheets"]):
                for submission in check(world / entry["file"]):
                    assert submission.sheet
                    read[submission.sheet] = read.get(submission.sheet, 0) + len(submission.rows)
        wanted = {FORMS[f]: count for f, count in expected["ledger_rows"].items() if f in FORMS}
        assert read == wanted


@pytest.mark.parametrize(("name", "upload", "faults"), _faulty_files())
def test_every_fault_is_told_once_at_its_cell(
    name: str, upload: dict[str, str], faults: list[dict[str, Any]]
) -> None:
    options = Options(upload["form"], upload["agency"], upload["region"], Period.parse(upload["period"]))
    problems = [p for s in check(FAULTY / name, options) for p in s.problems]
    expected = [fault for fault in faults if fault["kind"] not in OF_THE_DATABASE]
    assert sorted((p.cell or "", p.severity.value) for p in problems) == sorted(
        (fault["cell"] or "", fault["severity"]) for fault in expected
    )
    for fault in expected:
        kinds = {p.kind for p in problems if p.cell == fault["cell"]}
        assert kinds <= KINDS.get(fault["kind"], {fault["kind"]})
    for problem in problems:
        assert problem.message("zh") != problem.message("en")


def test_problems_stand_in_the_order_of_the_sheet() -> None:
    options = Options("H1", "HRSS", "520200", Period.parse("2019-12"))
    (found,) = check(FAULTY / "01金额和日期类型错误.xlsx", options)
    assert [p.cell for p in found.problems] == ["M6", "N9", "Q11"]


def test_a_file_that_is_no_workbook_is_one_entry_with_one_sentence() -> None:
    (found,) = check_file(b"%PDF-1.7 ...", "report.xlsx", Options(), digest_key=KEY)
    assert (found.sheet, found.refused) == (None, True)
    assert len(found.problems) == 1


def test_an_unknown_declared_sheet_is_told() -> None:
    (found,) = check_file(wage_cases(wage_case()), "a.csv", Options(sheet="Z9"), digest_key=KEY)
    assert [p.kind for p in found.problems] == ["declared_sheet_unknown"]


def csv(*rows: list[str]) -> bytes:
    return "\n".join(",".join(row) for row in rows).encode()


def wage_cases(*records: dict[str, Any], title: str = "六盘水市2019年12月欠薪案件台账") -> bytes:
    headers = list(wage_case())
    lines = [["" if r[h] is None else str(r[h]) for h in headers] for r in records]
    return csv([title], ["填报单位：六盘水市人力资源和社会保障局"], headers, *lines)


def test_a_row_longer_than_the_header_is_an_error_of_that_row() -> None:
    data = wage_cases(wage_case()) + b",13800000000"
    (found,) = check_file(data, "a.csv", Options(), digest_key=KEY)
    assert [(p.cell, p.kind, p.value) for p in found.problems] == [("G4", "extra_cell", "138****0000")]


def test_a_table_without_rows_asks() -> None:
    (found,) = check_file(wage_cases(), "a.csv", Options(), digest_key=KEY)
    assert [(p.cell, p.kind, p.severity.value) for p in found.problems] == [("A4", "no_rows", "warning")]


def test_synonyms_of_an_office_are_taken_as_data() -> None:
    data = wage_cases(wage_case()).replace("欠薪金额".encode(), "总额甲".encode())
    (refused,) = check_file(data, "a.csv", Options(sheet="H6"), digest_key=KEY)
    assert "missing_column" in {p.kind for p in refused.problems}
    synonyms = {"wage_cases": {"amount_involved": ["总额甲"]}}
    (found,) = check_file(data, "a.csv", Options(sheet="H6"), digest_key=KEY, synonyms=synonyms)
    assert (found.problems, len(found.rows)) == ([], 1)


def test_a_child_process_finds_the_same() -> None:
    data = wage_cases(*(wage_case(number) for number in range(1, 2502)))
    direct = check_file(data, "a.csv", Options(), digest_key=KEY)
    assert check_file_limited(data, "a.csv", Options(), digest_key=KEY) == direct
    assert len(direct[0].rows) == 2501


def test_of_two_columns_of_regions_the_wider_one_tells_which_is_meant() -> None:
    headers = ["设区市", "县（市、区）", *wage_case()]
    regions = [("南京市", "鼓楼区"), ("徐州市", "鼓楼区"), ("南京市", "")]
    rows = [[*names, *map(str, wage_case(i).values())] for i, names in enumerate(regions, 1)]
    (found,) = check_file(
        csv(["江苏省2019年12月欠薪案件台账"], headers, *rows), "a.csv", Options(), digest_key=KEY
    )
    assert [row.values["region_code"] for row in found.rows] == ["320106", "320302", "320100"]
    assert found.problems == []


@pytest.mark.parametrize("header", REGION_HEADERS)
def test_every_header_of_regions_is_known(header: str) -> None:
    data = csv(
        ["六盘水市2019年12月欠薪案件台账"], [header, *wage_case()], ["钟山", *map(str, wage_case().values())]
    )
    (found,) = check_file(data, "a.csv", Options(), digest_key=KEY)
    assert ([row.values["region_code"] for row in found.rows], found.problems) == (["520201"], [])


def test_time_and_day_are_one_word_in_headers() -> None:
    data = wage_cases(wage_case()).replace("立案日期".encode(), "立案时间".encode())
    (found,) = check_file(data, "a.csv", Options(), digest_key=KEY)
    assert found.problems == []


def test_a_case_later_than_the_months_of_its_ledger_is_asked_about() -> None:
    (found,) = check_file(wage_cases(wage_case(立案日期="2020-02-03")), "a.csv", Options(), digest_key=KEY)
    assert [(p.cell, p.kind, p.severity.value) for p in found.problems] == [
        ("C4", "date_after_period", "warning")
    ]


def test_a_street_beside_its_county_is_counted_there() -> None:
    headers = ["县区", "辖区", *wage_case()]
    row = ["钟山区", "凤凰街道", *map(str, wage_case().values())]
    (found,) = check_file(
        csv(["六盘水市2019年12月欠薪案件台账"], headers, row), "a.csv", Options(), digest_key=KEY
    )
    assert [row.values["region_code"] for row in found.rows] == ["520201"]
    assert [(p.cell, p.kind) for p in found.problems] == [("B3", "region_read_as")]


def test_a_record_of_another_length_than_most_is_asked_about() -> None:
    """An unquoted 50,000 moves what follows: never read without a word."""
    header = "案号,来源,立案日期,单位名称,涉及人数,欠薪金额,追回金额,结案日期,备注"
    lines = [
        "某县2024年3月欠薪案件台账",
        header,
        "案1,来访,2024-03-01,甲公司,5,800,,",
        "案2,来访,2024-03-02,乙公司,4,900,,",
        "案3,来访,2024-03-03,丙公司,5,50,000,,",
    ]
    options = Options("wage_cases", "HRSS", "520281", Period.parse("2024-03"))
    [found] = check_file("\n".join(lines).encode(), "台账.csv", options, digest_key=b"k" * 32)
    assert [(p.cell, p.severity) for p in found.problems if p.kind == "record_length_differs"] == [
        ("A5", "warning")
    ]


def _wage_cases(*records: dict[str, Any]) -> list[Any]:
    headers = list(dict.fromkeys(header for record in records for header in record))
    lines = [headers, *([str(record.get(header) or "") for header in headers] for record in records)]
    text = "\n".join(",".join(line) for line in [["六盘水市人力资源和社会保障局2019年欠薪案件台账"], *lines])
    options = Options(agency="HRSS", region="520200", period=Period.parse("2019-01..2019-12"))
    (found,) = check_file(text.encode(), "欠薪案件台账.csv", options, digest_key=KEY)
    return [(problem.cell, problem.kind) for problem in found.problems]


def test_names_of_another_legal_form_are_asked_about_unless_credit_codes_decide() -> None:
    first, second = "91520200MA0000001X", "91520200MA0010416W"
    limited, liable = wage_case(1, 单位名称="甲有限公司"), wage_case(2, 单位名称="甲有限责任公司")
    header = "统一社会信用代码"
    assert _wage_cases(limited, liable) == [("D4", "similar_employer_name")]
    assert _wage_cases({**limited, header: first}, {**liable, header: None}) == [
        ("D4", "similar_employer_name")
    ]
    assert _wage_cases({**limited, header: first}, {**liable, header: second}) == []
    assert _wage_cases(limited, wage_case(2, 单位名称="甲 有限公司")) == []
    assert _wage_cases(limited, wage_case(2, 单位名称="乙有限责任公司")) == []


def test_a_mistyped_identity_number_is_told_masked_though_its_column_is_dropped() -> None:
    right, wrong = "11010519491231002X", "110105194912310021"
    told = _wage_cases({**wage_case(1), "身份证号": right}, {**wage_case(2), "身份证号": wrong})
    assert told == [("G2", "personal_column_dropped"), ("G4", "identity_wrong_check_character")]
