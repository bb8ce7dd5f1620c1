"""What must hold of every declared sheet."""

import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from hub.agencies import agencies
from hub.importing.catalogue import FormConflictError, sheet_named, sheets
from hub.importing.check import check_file
from hub.importing.headers import header_paths
from hub.importing.parsed import Options
from hub.importing.sheet import Sheet
from hub.ledgers.base import Nature

# Who is responsible leads, or cooperates where another column says who leads.
OF_TWO_FIELDS = {"责任单位", "责任部门"}
KEY_COLUMNS = {"region_code", "region_name", "month"}

NEWCOMER = '''"""A newcomer's sheet for a ledger that is there."""

from hub.importing.sheet import Sheet, count, day, document_no, employer_name, money
from hub.ledgers.wage_cases import WageCase

sheet = Sheet(
    form="{form}",
    agencies=("HRSS",),
    title_zh="夜班欠薪登记表",
    title_en="Night-shift arrears",
    titles=("夜班欠薪登记表",),
    ledger=WageCase,
    key=("case_no",),
    columns=(
        document_no("登记号", to="case_no", required=True),
        day("登记日", to="filed_on", required=True),
        employer_name("欠薪企业", required=True),
        count("夜班人数", to="workers_count", required=True),
        money("夜班欠薪", to="amount_involved", required=True),
    ),
    business_dates=("filed_on",),
)
'''
FILE = """六盘水市夜班欠薪登记表2019年12月
填报单位：六盘水市人力资源和社会保障局
登记号,登记日,欠薪企业,夜班人数,夜班欠薪（万元）
夜〔2019〕1号,2019-12-03,某公司,4,2.5
"""


@pytest.mark.parametrize("sheet", sheets().values(), ids=lambda sheet: sheet.form)
def test_a_sheet_fills_fields_of_its_ledger_from_headers_of_its_own(sheet: Sheet) -> None:
    own = {*sheet.ledger.own_columns(), *KEY_COLUMNS, *figures(sheet)}
    fields = [column.to for column in sheet.columns]
    assert set(fields) <= own
    assert len(fields) == len(set(fields))
    headers = ["/".join(header_paths(h.split("/"))) for column in sheet.columns for h in column.headers]
    assert {h for h in headers if headers.count(h) > 1} <= OF_TWO_FIELDS
    assert set(sheet.key) | set(sheet.business_dates) <= own
    assert ("month" in fields) == (sheet.ledger.nature in (Nature.MONTHLY, Nature.STATISTICAL))
    assert set(sheet.agencies) <= set(agencies())


def figures(sheet: Sheet) -> set[str]:
    """The fields of a statistical sheet: one for each part of each measure."""
    return {f"{measure.indicator}.{part}" for measure in sheet.measures for part in measure.parts}


@pytest.mark.parametrize("sheet", sheets().values(), ids=lambda sheet: sheet.form)
def test_a_blank_row_breaks_no_rule(sheet: Sheet) -> None:
    blank = dict.fromkeys((*sheet.ledger.own_columns(), "month"))
    for rule in sheet.rules:
        assert rule(blank) == []


def test_sheets_are_found_by_name_and_by_form() -> None:
    assert sheet_named("H2b") is sheet_named("account_monthly") is sheet_named("h2B")
    assert sheet_named("nothing") is None


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], str]]:
    """Makes a package that declares a sheet of a form, and gives its name."""
    monkeypatch.syspath_prepend(str(tmp_path))
    made: list[str] = []

    def make(form: str) -> str:
        name = f"newcomers_{len(made)}_{tmp_path.name}".replace("-", "_")
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text("", encoding="utf-8")
        (tmp_path / name / "night.py").write_text(NEWCOMER.format(form=form), encoding="utf-8")
        made.append(name)
        return name

    yield make
    for module in [module for module in sys.modules if module.split(".")[0] in made]:
        del sys.modules[module]


def test_a_newcomer_s_sheet_for_a_ledger_is_one_file(package: Callable[[str], str]) -> None:
    extra = (package("N1"),)
    assert sheets(extra)["wage_cases:N1"].form == "N1"
    for sheet in (None, "N1"):
        (found,) = check_file(
            FILE.encode(), "a.csv", Options(sheet), digest_key=b"k" * 32, extra_packages=extra
        )
        assert (found.sheet, found.problems, str(found.period)) == ("wage_cases", [], "2019-12")
        assert found.rows[0].values["amount_involved"] == Decimal("25000.00")
    (unknown,) = check_file(FILE.encode(), "a.csv", Options(), digest_key=b"k" * 32)
    assert unknown.sheet is None


def test_two_sheets_of_one_form_are_refused(package: Callable[[str], str]) -> None:
    with pytest.raises(FormConflictError):
        sheets((package("H6"),))
