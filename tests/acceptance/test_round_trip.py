"""Round trips: template, filled in, accepted, exported and sent again says nothing new."""

from __future__ import annotations

import io

import openpyxl
import pytest
from pydantic import SecretStr

from hub.access.viewer import OPERATOR
from hub.agencies import office_name
from hub.importing.catalogue import sheets
from hub.importing.parsed import Options
from hub.importing.problems import Severity
from hub.importing.samples import SAMPLE_MONTH, SAMPLE_REGION, sample_row
from hub.importing.sheet import Sheet
from hub.importing.template import EXAMPLE, template, template_name
from hub.months import Period, last_day
from hub.regions import register
from hub.settings import Settings
from hub.submissions import Receipt
from hub.submissions.exporting import exported
from hub.submissions.intake import Intake

PERIOD = Period(SAMPLE_MONTH, SAMPLE_MONTH)
RECORDS = 3


@pytest.fixture(scope="module")
def intake(module_database_url: str) -> Intake:
    """A hub in which what special accounts refer to is there already: projects, in the order of references."""
    settings = Settings(digest_key=SecretStr("d" * 40), files_key=SecretStr("f" * 40))
    hub = Intake(module_database_url, settings)
    referred = {r.ledger.ledger_name() for sheet in sheets().values() for r in sheet.references}
    for name, sheet in sheets().items():
        if name in referred and not sheet.references:
            (receipt,) = send(hub, sheet, filled(sheet), accept=True)
            assert receipt.status == "accepted"
    return hub


@pytest.mark.parametrize("name", sorted(sheets()))
def test_a_template_filled_in_accepted_exported_and_sent_again_is_unchanged(
    intake: Intake, name: str
) -> None:
    sheet = sheets()[name]
    first = send(intake, sheet, filled(sheet), accept=True)
    for receipt in first:
        assert told(receipt) == []
        assert receipt.status in ("accepted", "unchanged")
        assert receipt.parsed.sheet == name
        assert receipt.parsed.rows
    for receipt in first:
        parsed = receipt.parsed
        options = Options(name, parsed.agency, parsed.region, parsed.period)
        made = [exported(intake.url, intake.settings, options, parsed.side, by=OPERATOR) for _ in "12"]
        assert made[0] == made[1]
        file_name, content = made[0]
        texts = {str(c.value) for page in workbook(content) for row in page.iter_rows() for c in row}
        assert not any("24080000000012345" in text for text in texts)
        (again,) = intake.take(content, file_name, Options(), by=OPERATOR)
        assert told(again) == []
        assert (again.status, len(again.parsed.rows)) == ("unchanged", len(parsed.rows))


def filled(sheet: Sheet) -> bytes:
    """The template as a clerk fills it in: unit, period, day, and records below the example."""
    book = workbook(template(sheet))
    page = book.worksheets[0]
    region = register().by_code(SAMPLE_REGION)
    assert region is not None
    office = office_name(sheet.agencies[0], region.name, region.level)
    texts = {"填报单位：": office, "所属期：": f"{SAMPLE_MONTH.year}年{SAMPLE_MONTH.month}月"}
    texts["填报日期："] = last_day(SAMPLE_MONTH).isoformat()
    for row in range(1, 6):
        label = str(page.cell(row, 1).value)
        if label in texts:
            page.cell(row, 1).value = label + texts[label]
    below = next(row for row in range(1, 20) if page.cell(row, 1).value == EXAMPLE) + 1
    for number in range(1, RECORDS + 1):
        record = sample_row(sheet, number)
        page.cell(below + number - 1, 1).value = number
        for place, column in enumerate(sheet.columns, start=2):
            page.cell(below + number - 1, place).value = record.get(column.to)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def workbook(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def send(intake: Intake, sheet: Sheet, content: bytes, *, accept: bool) -> list[Receipt]:
    return intake.take(content, template_name(sheet), Options(), by=OPERATOR, accept=accept)


def told(receipt: Receipt) -> list[tuple[str, str | None, str | None]]:
    """Errors and warnings of a submission."""
    return [(p.kind, p.cell, p.value) for p in receipt.parsed.problems if p.severity is not Severity.NOTICE]
