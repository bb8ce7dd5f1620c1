"""Templates: made from the declarations, recognised again, never data by themselves."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from hub.importing.account_tokens import account_token, read_token
from hub.importing.additions import FORM_SHEET, version_of
from hub.importing.catalogue import sheets
from hub.importing.check import check_file
from hub.importing.headers import header_paths
from hub.importing.parsed import Options
from hub.importing.privacy import keyed_digest
from hub.importing.samples import leading, sample_row, told
from hub.importing.sheet import Kind, Sheet
from hub.importing.template import EXAMPLE, template
from hub.importing.workbook_text import FORMULA_STARTS
from tests.importing.tables import sheet

KEY = b"k" * 32
NAMES = sorted(sheets())


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def headers(page: Any) -> dict[int, tuple[str, ...]]:
    """The header path above each column of a template, merged cells spread out."""
    below = next(row for row in range(1, 20) if page.cell(row, 1).value == EXAMPLE)
    first = next(row for row in range(1, 20) if page.cell(row, 1).value == "序号")
    spread = {
        (row, column): page.cell(area.min_row, area.min_col).value
        for area in page.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    return {
        column: header_paths(
            [
                text
                for row in range(first, below)
                if (text := spread.get((row, column)) or page.cell(row, column).value)
            ]
        )
        for column in range(2, page.max_column + 1)
    }


@pytest.mark.parametrize("name", NAMES)
def test_a_template_shows_every_column_of_its_declaration(name: str) -> None:
    declared = sheets()[name]
    page = opened(template(declared)).worksheets[0]
    wanted = [header_paths(leading(column)) for column in declared.columns]
    assert list(headers(page).values()) == wanted


@pytest.mark.parametrize("name", NAMES)
def test_the_example_row_keeps_the_rules_and_fills_all_required_columns(name: str) -> None:
    declared = sheets()[name]
    row = sample_row(declared)
    assert [p for p in told(declared, [row]) if p.severity.value != "notice"] == []
    assert {c.to for c in declared.columns if c.required} <= set(row)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_template_is_recognised_and_has_no_rows(name: str) -> None:
    (found,) = check_file(template(sheets()[name]), "表.xlsx", Options(), digest_key=KEY)
    assert found.sheet == name
    assert found.rows == []
    kinds = {problem.kind for problem in found.problems}
    assert "no_rows" in kinds
    assert not kinds & {"hidden_sheet_skipped", "unknown_worksheet", "unknown_column", "template_outdated"}


def test_drop_downs_offer_every_code_and_formats_fit_the_kinds() -> None:
    cases = sheet("H6")
    content = opened(template(cases))
    page = content.worksheets[0]
    offered = {}
    for validation in page.data_validations.dataValidation:
        offered[str(validation.sqref).split(":")[0].rstrip("0123456789")] = validation
    below = next(row for row in range(1, 20) if page.cell(row, 1).value == EXAMPLE) + 1
    for place, column in enumerate(cases.columns, start=2):
        letter = get_column_letter(place)
        if column.kind is Kind.CODE and column.codes:
            assert listed(content, offered[letter].formula1) == [member.zh for member in column.codes]
        if column.kind is Kind.DAY:
            assert offered[letter].type == "date"
            assert page.column_dimensions[letter].width >= 10
            assert page.cell(below - 1, place).number_format == "yyyy-mm-dd"


def listed(content: openpyxl.Workbook, formula: str) -> list[str]:
    """What a drop-down offers: its own list, or that of a range."""
    if formula.startswith('"'):
        return formula.strip('"').split(",")
    name, area = formula.replace("'", "").split("!")
    return [cell.value for (cell,) in content[name][area.replace("$", "")]]


def test_an_outdated_template_is_named_and_read_all_the_same() -> None:
    cases = sheet("H6")
    content = opened(template(cases))
    assert content[FORM_SHEET]["C1"].value == version_of(cases)
    assert content[FORM_SHEET].sheet_state == "veryHidden"
    content[FORM_SHEET]["C1"] = "00000000"
    output = io.BytesIO()
    content.save(output)
    (found,) = check_file(output.getvalue(), "表.xlsx", Options(), digest_key=KEY)
    (told_of,) = [p for p in found.problems if p.kind == "template_outdated"]
    assert (told_of.value, told_of.severity.value) == ("00000000", "notice")
    assert version_of(cases) in told_of.message("zh")
    assert found.sheet == "wage_cases"


def test_the_version_follows_the_declaration() -> None:
    cases = sheet("H6")
    fewer = Sheet(**{**vars(cases), "columns": cases.columns[:-1]})
    assert version_of(cases) == version_of(sheet("H6"))
    assert version_of(fewer) != version_of(cases)
    assert len({version_of(declared) for declared in sheets().values()}) == len(sheets())


@pytest.mark.parametrize("name", NAMES)
def test_templates_are_the_same_bytes_every_time_and_hold_no_formula(name: str) -> None:
    made = [template(sheets()[name]) for _ in "12"]
    assert made[0] == made[1]
    for page in opened(made[0]).worksheets:
        for line in page.iter_rows():
            for cell in line:
                assert cell.data_type != "f"
                assert not str(cell.value or "").startswith(FORMULA_STARTS)


def test_a_worksheet_of_notes_of_their_own_is_no_addition() -> None:
    cases = sheet("H6")
    content = opened(template(cases))
    content["填表说明"]["A1"] = "本单位的说明"
    output = io.BytesIO()
    content.save(output)
    (found,) = check_file(output.getvalue(), "表.xlsx", Options(), digest_key=KEY)
    assert ("unknown_worksheet", "填表说明") in {(p.kind, p.worksheet) for p in found.problems}


def test_account_tokens_stand_for_the_account_and_cannot_be_made_up() -> None:
    digest = keyed_digest("2408000000001234567", KEY)
    token = account_token("****4567", digest, KEY)
    assert read_token(token, KEY) == ("****4567", digest)
    assert "2408000000001234567" not in token
    assert read_token(token, b"j" * 32) is None
    assert read_token(token.replace("4567", "4568", 1), KEY) is None
    changed = token[:-1] + ("A" if token[-1] != "A" else "B")
    assert read_token(token[:12] + ("A" if token[12] != "A" else "B") + token[13:], KEY) is None
    assert read_token(changed[:-3], KEY) is None
