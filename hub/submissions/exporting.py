"""The rows of a slot that count now, as a workbook in the form of the template: read in again they are unchanged."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from hub.access.viewer import Viewer
from hub.agencies import agencies, office_name
from hub.database import connect, enter_scope
from hub.errors import HubError, LimitExceeded, NotFound
from hub.importing.account_tokens import account_token
from hub.importing.form_layout import PREPARED_ROWS, Form, Heading
from hub.importing.grid import CellValue
from hub.importing.keys import digest_field
from hub.importing.measures import LAST_YEAR, VALUE, YEAR_TO_DATE
from hub.importing.parsed import Options
from hub.importing.row_regions import RowRegions
from hub.importing.sheet import Column, Kind, Sheet
from hub.importing.template import template, template_name
from hub.importing.workbook_text import Book
from hub.ledgers.base import Nature
from hub.months import Period
from hub.regions import register
from hub.settings import Settings
from hub.submissions.slots import sheet_named

MOST_ROWS = 100_000
_IN_ORDER_ABOVE = 5_000
_PARTS = (VALUE, YEAR_TO_DATE, LAST_YEAR)

_SLOT = """
select id, unit_name, as_of from submissions
where sheet = %(sheet)s and side = %(side)s and unit = %(unit)s
  and period_from >= %(first)s and period_to <= %(last)s
  and accepted_version is not null and withdrawn_version is null
order by accepted_version desc
"""


@dataclass(frozen=True, slots=True)
class _Slot:
    """Whose rows, of which sheet and months; `submissions` are those that count, the newest first."""

    sheet: Sheet
    agency: str
    region: str
    period: Period
    unit_name: str
    as_of: date
    submissions: tuple[int, ...]


def template_of(name: str) -> tuple[str, bytes]:
    """File name and bytes of the template of a sheet, by its name or form code. Raises NotFound."""
    sheet = sheet_named(name)
    return template_name(sheet), template(sheet)


def exported(
    url: str, settings: Settings, options: Options, side: str = "", *, by: Viewer
) -> tuple[str, bytes]:
    """File name and bytes of what counts of a slot: sheet, agency, region and period all said.

    Raises NotFound where the viewer sees nothing accepted there, LimitExceeded above MOST_ROWS rows. Accounts are
    written as tokens (hub.importing.account_tokens): no number is stored, so none can be shown.
    """
    by.require("data.read")
    if not (options.sheet and options.agency and options.region and options.period):
        raise HubError(
            "导出须写明表种、部门、地区和所属期。",
            "An export needs sheet, agency, region and period.",
            code="SLOT_INCOMPLETE",
        )
    if options.agency not in agencies() or register().by_code(options.region) is None:
        raise NotFound("没有这个部门或地区。", "There is no such agency or region.")
    with connect(url) as connection:
        enter_scope(connection, by.scope)
        slot = _slot(connection, options, side)
        rows = _rows(connection, slot)
    key = settings.key_for_digests()
    name = f"{slot.sheet.form}{slot.sheet.title_zh}_{options.region}_{slot.period}.xlsx"
    return name, _workbook(slot, rows, key)


def _slot(connection: psycopg.Connection, options: Options, side: str) -> _Slot:
    assert options.sheet is not None
    assert options.agency is not None
    assert options.region is not None
    assert options.period is not None
    sheet = sheet_named(options.sheet)
    where = {
        "sheet": options.sheet, "side": side, "unit": f"{options.agency}:{options.region}",
        "first": options.period.first, "last": options.period.last,
    }  # fmt: skip
    found = connection.execute(_SLOT, where).fetchall()
    if not found:
        raise NotFound(
            f"{options.agency}:{options.region} 在 {options.period} 没有已采用的“{sheet.title_zh}”。",
            f"Nothing of {options.agency}:{options.region} for {options.period} is accepted: {sheet.title_en}.",
            code="NOTHING_REPORTED",
        )
    region = register().by_code(options.region)
    assert region is not None
    usual = office_name(options.agency, register().full_name(options.region), region.level)
    return _Slot(
        sheet,
        options.agency,
        options.region,
        options.period,
        found[0][1] or usual,
        max(row[2] for row in found),
        tuple(row[0] for row in found),
    )


def _rows(connection: psycopg.Connection, slot: _Slot) -> list[dict[str, Any]]:
    ledger = slot.sheet.ledger
    limit = MOST_ROWS * max(len(slot.sheet.measures), 1)
    with connection.cursor(row_factory=dict_row) as cursor:
        cursor.execute(
            sql.SQL(
                "select * from {} where submission_id = any(%s) and live_from is not null and live_to is null"
                " order by submission_id, worksheet, row_number, id limit %s"
            ).format(sql.Identifier(ledger.ledger_name())),
            [list(slot.submissions), limit + 1],
        )
        rows = cursor.fetchall()
    if len(rows) > limit:
        raise LimitExceeded(
            f"超过 {MOST_ROWS} 行，请按更短的所属期导出。",
            f"More than {MOST_ROWS} rows: export a shorter period.",
        )
    return _wide(rows) if ledger.nature is Nature.STATISTICAL else rows


def _wide(rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """One row a region and month, as the sheet has them: every figure under indicator.part."""
    found: dict[tuple[str, date], dict[str, Any]] = {}
    for row in rows:
        place = (row["region_code"], row["month"])
        wide = found.setdefault(place, {"region_code": place[0], "month": place[1]})
        wide |= {f"{row['indicator']}.{part}": row[part] for part in _PARTS}
    return list(found.values())


def _workbook(slot: _Slot, rows: Sequence[Mapping[str, Any]], key: bytes) -> bytes:
    book = Book(rows_in_order=len(rows) > _IN_ORDER_ABOVE)
    heading = Heading(slot.unit_name, _period(slot.period), slot.as_of.isoformat())
    form = Form(book, slot.sheet, heading)
    regions = RowRegions(register(), slot.region)
    for number, row in enumerate(rows):
        values = {c.to: _cell(c, row, regions, key, slot.sheet) for c in slot.sheet.columns}
        form.record(form.first_row + number, number + 1, values)
    if len(rows) < PREPARED_ROWS:
        form.drop_downs(form.first_row)
    form.finish()
    return book.bytes()


def _cell(column: Column, row: Mapping[str, Any], regions: RowRegions, key: bytes, sheet: Sheet) -> CellValue:
    """What a clerk would have written for the stored value."""
    if column.kind is Kind.REGION_NAME:
        return _region_name(row, regions, sheet)
    value = row.get(column.to)
    if value is None:
        return None
    match column.kind:
        case Kind.ACCOUNT:
            digest = row.get(digest_field(column))
            return account_token(value, digest, key) if digest else str(value)
        case Kind.CODE:
            return _label(column, value)
        case Kind.CODES:
            return "、".join(_label(column, code) for code in value)
        case Kind.YES_NO:
            return "是" if value else "否"
        case Kind.MONTH:
            return f"{value:%Y-%m}"
        case Kind.PRECISE_COUNT | Kind.PRECISE_MONEY:
            return _precise(value, row.get(column.precision_to or ""))
        case _:
            return float(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else value


def _label(column: Column, code: str) -> str:
    assert column.codes is not None
    return str(column.codes[code].zh)


def _precise(value: int | Decimal, precision: str | None) -> CellValue:
    if precision is None:
        return float(value)
    number = f"{Decimal(value).normalize():f}"
    return f"{number}余" if precision == "MORE_THAN" else f"约{number}"


def _region_name(row: Mapping[str, Any], regions: RowRegions, sheet: Sheet) -> CellValue:
    """The name of the region, where reading it gives the region again."""
    code = row["region_code"]
    days = [row[field] for field in sheet.business_dates if row.get(field) is not None]
    year = (days[0] if days else row["month"]).year
    known = register().by_code(code, year)
    for name in (known.name, register().full_name(code, year)) if known else ():
        if regions.find(None, name, year).region_code == code:
            return name
    return "市本级" if regions.find(None, "市本级", year).region_code == code else None


def _period(period: Period) -> str:
    first, last = period.first, period.last
    if first == last:
        return f"{first.year}年{first.month}月"
    if first.year == last.year:
        return f"{first.year}年{first.month}-{last.month}月"
    return f"{first.year}年{first.month}月至{last.year}年{last.month}月"
