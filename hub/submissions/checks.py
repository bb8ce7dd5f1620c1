"""What only the database can tell about a submission that has been read: before it is stored, and without storing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median
from typing import Any

import psycopg
from psycopg import sql

from hub.importing.headers import normalised_header
from hub.importing.memory import HEADER_MAX
from hub.importing.parsed import ParsedSubmission
from hub.importing.problems import Problem, Severity
from hub.importing.rules import law
from hub.importing.sheet import Kind
from hub.submissions.closing import Closing
from hub.submissions.receipts import REPLACE, SUPPLEMENT
from hub.submissions.slots import sheet_named
from hub.submissions.staging import unit_of

COLUMNS_MAX = 1000
"""The most columns that are stored with a submission."""
_MONEY = (Kind.MONEY, Kind.PRECISE_MONEY)


@dataclass(frozen=True)
class ColumnChanges:
    """The columns of a submission against those of the unit's last one of the sheet, by header as written."""

    added: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    """(last header, header now) of the same field."""

    def as_json(self) -> dict[str, Any]:
        """The member `columns_changed` of a preview."""
        renamed = [{"from": before, "to": now} for before, now in self.renamed]
        return {"added": list(self.added), "gone": list(self.gone), "renamed": renamed}


def column_changes(
    connection: psycopg.Connection,
    parsed: ParsedSubmission,
    now: Sequence[Mapping[str, Any]],
    before_id: int | None,
) -> ColumnChanges:
    """What changed in the columns since the unit's last submission of the sheet (before `before_id`, if given)."""
    row = connection.execute(
        """
        select headers from submissions
        where sheet = %s and side = %s and unit = %s and state = 'CHECKED' and headers <> '[]'
          and (%s::bigint is null or id < %s)
        order by id desc limit 1
        """,
        [parsed.sheet, parsed.side, unit_of(parsed), before_id, before_id],
    ).fetchone()
    if row is None or not now:
        return ColumnChanges()
    return _compared(row[0], now)


def _compared(before: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]]) -> ColumnChanges:
    old, new = _by_field(before), _by_field(now)
    both = [field for field in new if field in old]
    renamed = [(old[f], new[f]) for f in both if f and normalised_header(old[f]) != normalised_header(new[f])]
    old_texts = {normalised_header(h["header"]) for h in before}
    new_texts = {normalised_header(h["header"]) for h in now}
    told = {text for pair in renamed for text in pair}

    def only(headers: Sequence[Mapping[str, Any]], others: set[str]) -> tuple[str, ...]:
        found = (h["header"] for h in headers if h["header"] and normalised_header(h["header"]) not in others)
        return tuple(dict.fromkeys(h for h in found if h not in told))

    return ColumnChanges(only(now, old_texts), only(before, new_texts), tuple(renamed))


def _by_field(headers: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    return {h["field"]: h["header"] for h in reversed(headers) if h["field"]}


def columns_changed(connection: psycopg.Connection, parsed: ParsedSubmission) -> list[Problem]:
    """The changes of the columns as notices, to stand before everything else."""
    found = column_changes(connection, parsed, headers_json(parsed), None)
    return [
        *(Problem("column_gone_since_last", Severity.NOTICE, value=header) for header in found.gone),
        *(
            Problem("column_renamed_since_last", Severity.NOTICE, value=now, details={"before": before})
            for before, now in found.renamed
        ),
        *(Problem("column_new_since_last", Severity.NOTICE, value=header) for header in found.added),
    ]


def headers_json(parsed: ParsedSubmission) -> list[dict[str, Any]]:
    """The columns as they are stored with the submission: at most COLUMNS_MAX, and of long headers the beginning."""
    return [
        {
            "worksheet": h.worksheet[:HEADER_MAX],
            "column": h.column,
            "header": h.header[:HEADER_MAX],
            "field": h.field,
            **({"rows": h.rows} if h.rows is not None else {}),
        }
        for h in parsed.headers[:COLUMNS_MAX]
    ]


def units_doubtful(connection: psycopg.Connection, parsed: ParsedSubmission) -> list[Problem]:
    """Ask where the median of a money column is ten thousand times that of the unit's last submission, or the reverse.

    A clerk who fills 万元 into a form of 元 moves every amount alike. The bounds stand in data/law.toml.
    """
    assert parsed.sheet is not None
    bounds = law("doubtful_against_last_month", date.today())
    sheet = sheet_named(parsed.sheet)
    kept = sheet.ledger.own_columns()
    fields = [column.to for column in sheet.columns if column.kind in _MONEY and column.to in kept]
    if bounds is None or not fields or sheet.measures or len(parsed.rows) < bounds["least_values"]:
        return []
    found = []
    for field, before in _last_medians(connection, parsed, fields, bounds["least_values"]).items():
        amounts = [abs(row.values[field]) for row in parsed.rows if row.values.get(field)]
        if len(amounts) < bounds["least_values"]:
            continue
        now = Decimal(median(amounts))
        times = max(now / before, before / now)
        if not bounds["from_times"] <= times <= bounds["to_times"]:
            continue
        place = parsed.columns.get(field)
        header = next((h.header for h in parsed.headers if h.field == field), field)
        details = {"header": header, "now": f"{now:.2f}", "before": f"{before:.2f}"}
        found.append(
            Problem(
                "unit_doubtful_against_last_month",
                Severity.WARNING,
                place[0] if place else None,
                f"{place[1]}{parsed.rows[0].row_number}" if place else None,
                details=details,
            )
        )
    return found


def _last_medians(
    connection: psycopg.Connection, parsed: ParsedSubmission, fields: Sequence[str], least: int
) -> dict[str, Decimal]:
    """Field -> median of the amounts that are not zero in the unit's last submission of the sheet."""
    assert parsed.sheet is not None
    ledger = sheet_named(parsed.sheet).ledger
    medians = sql.SQL(", ").join(
        sql.SQL(
            "percentile_disc(0.5) within group (order by abs({c})) filter (where {c} <> 0), count(nullif({c}, 0))"
        ).format(c=sql.Identifier(field))
        for field in fields
    )
    row = connection.execute(
        sql.SQL(
            """
            select {medians} from {ledger} where submission_id = (
              select id from submissions
              where sheet = %s and side = %s and unit = %s and state = 'CHECKED' and rows_read >= %s
              order by id desc limit 1)
            """
        ).format(medians=medians, ledger=sql.Identifier(ledger.ledger_name())),
        [parsed.sheet, parsed.side, unit_of(parsed), least],
    ).fetchone()
    assert row is not None
    pairs = zip(fields, row[::2], row[1::2], strict=True)
    return {field: value for field, value, count in pairs if count >= least}


def unknown_references(
    connection: psycopg.Connection, parsed: ParsedSubmission, siblings: Sequence[ParsedSubmission]
) -> list[Problem]:
    """An error for every value that names no record of the ledger it refers to."""
    assert parsed.sheet is not None
    problems: list[Problem] = []
    for reference in sheet_named(parsed.sheet).references:
        target = reference.ledger.ledger_name()
        listed = {
            row.values[reference.to] for other in siblings if other.sheet == target for row in other.rows
        }
        wanted = {row.values[reference.field] for row in parsed.rows} - listed - {None}
        found = connection.execute(
            sql.SQL(
                "select {to} from {} where {to} = any(%s) and live_from is not null and live_to is null"
            ).format(sql.Identifier(target), to=sql.Identifier(reference.to)),
            [list(wanted)],
        )
        missing = wanted - {row[0] for row in found}
        problems += [
            Problem(
                "unknown_reference",
                Severity.ERROR,
                row.worksheet,
                _cell(parsed, reference.field, row.row_number),
                str(row.values[reference.field]),
                {"sheet_zh": sheet_named(target).title_zh, "sheet_en": sheet_named(target).title_en},
            )
            for row in parsed.rows
            if row.values[reference.field] in missing
        ]
    return problems


def overlaps(connection: psycopg.Connection, parsed: ParsedSubmission) -> list[Problem]:
    """Ask where the period overlaps an accepted one without containing it or lying in it."""
    assert parsed.period is not None
    rows = connection.execute(
        """
        select to_char(period_from, 'YYYY-MM') || '..' || to_char(period_to, 'YYYY-MM') from submissions
        where sheet = %(sheet)s and side = %(side)s and unit = %(unit)s
          and accepted_version is not null and withdrawn_version is null
          and period_from <= %(last)s and period_to >= %(first)s
          and not (period_from <= %(first)s and period_to >= %(last)s)
          and not (period_from >= %(first)s and period_to <= %(last)s)
        order by period_from
        """,
        _slot(parsed),
    )
    return [
        Problem("period_overlaps", Severity.WARNING, details={"other": row[0], "period": str(parsed.period)})
        for row in rows
    ]


def nothing_to_supplement(
    connection: psycopg.Connection, parsed: ParsedSubmission, mode: str
) -> list[Problem]:
    """Ask where a supplement has no accepted report that it could add to."""
    if mode != SUPPLEMENT:
        return []
    row = connection.execute(
        """
        select exists (
          select from submissions
          where sheet = %(sheet)s and side = %(side)s and unit = %(unit)s and mode = %(replace)s
            and accepted_version is not null and withdrawn_version is null
            and period_from <= %(last)s and period_to >= %(first)s)
        """,
        {**_slot(parsed), "replace": REPLACE},
    ).fetchone()
    assert row is not None
    return [] if row[0] else [Problem("nothing_to_supplement", Severity.WARNING)]


def closed_months(closings: Sequence[Closing]) -> list[Problem]:
    """Tell which closed months the submission corrects: accepting it needs a reason."""
    return [
        Problem("month_closed", Severity.WARNING, details={"month": c.said, "by": c.closed_by})
        for c in closings
    ]


def shadowed_notices(shadowed: Sequence[tuple[str, int]]) -> list[Problem]:
    """Name the rows that a later period has said otherwise."""
    return [
        Problem("row_shadowed", Severity.NOTICE, worksheet, f"A{row_number}")
        for worksheet, row_number in shadowed
    ]


def _slot(parsed: ParsedSubmission) -> dict[str, Any]:
    assert parsed.period is not None
    return {
        "sheet": parsed.sheet,
        "side": parsed.side,
        "unit": unit_of(parsed),
        "first": parsed.period.first,
        "last": parsed.period.last,
    }


def _cell(parsed: ParsedSubmission, field: str, row_number: int) -> str:
    place = parsed.columns.get(field)
    return f"{place[1]}{row_number}" if place else f"A{row_number}"
