"""Answers about headers and tables, kept for the reporting unit that gave them and used at its next uploads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.rows import dict_row

from hub.access.viewer import Viewer
from hub.errors import HubError, LimitExceeded, NotFound
from hub.importing.catalogue import sheets
from hub.importing.header_rows import MOST_HEADER_ROWS
from hub.importing.memory import HeaderRows, Memory, answers_of
from hub.importing.parsed import Options, ParsedSubmission

MOST_ANSWERS = 200
"""Answers that one upload may bring along."""
MOST_REMEMBERED = 2000
"""Answers that are kept for one reporting unit."""
WRITTEN_MAX = 1000
"""The most characters of an answer as it is written."""


def answers_from(texts: list[str]) -> tuple[tuple[str, str], ...]:
    """The answers of an upload, each written header=field; `header=` leaves the column aside.

    Raises HubError where one is written otherwise or names a field of no sheet.
    """
    if len(texts) > MOST_ANSWERS:
        raise HubError(
            f"一次最多说明 {MOST_ANSWERS} 个列。",
            f"An upload may bring at most {MOST_ANSWERS} answers.",
            code="LIMIT_EXCEEDED",
        )
    fields = {column.to for sheet in sheets().values() for column in sheet.columns}
    found = []
    for text in texts:
        if len(text) > WRITTEN_MAX:
            raise HubError(
                f"对应关系“{text[:40]}…”超过 {WRITTEN_MAX} 个字。",
                f"The answer {text[:40]!r}... has more than {WRITTEN_MAX} characters.",
                code="ANSWER_INVALID",
            )
        header, sign, field = text.replace("\x00", "").rpartition("=")
        if not sign or not header.strip() or (field.strip() and field.strip() not in fields):
            raise HubError(
                f"“{text}”应写成“表头=字段”，字段须为某一台账的字段；“表头=”表示不采用该列。",
                f"{text!r} must be written header=field with a field of one of the sheets; header= leaves it aside.",
                code="ANSWER_INVALID",
            )
        found.append((header.strip(), field.strip()))
    return tuple(found)


def header_rows_from(text: str | None) -> HeaderRows | None:
    """The rows of a header as an upload names them: 3, or 3-4. Raises HubError where they are written otherwise."""
    if not text:
        return None
    first, _, last = text.partition("-")
    rows = (first, last or first)
    if not all(row.isascii() and row.isdigit() and len(row) < 8 for row in rows):
        rows = ("0", "0")
    found = (int(rows[0]), int(rows[1]))
    if not 1 <= found[0] <= found[1] < found[0] + MOST_HEADER_ROWS:
        raise HubError(
            f"表头所在行“{text[:20]}”应写成 3 或 3-4，最多 {MOST_HEADER_ROWS} 行。",
            f"The rows of the header, {text[:20]!r}, must be written 3 or 3-4, at most {MOST_HEADER_ROWS} rows.",
            code="HEADER_ROWS_INVALID",
        )
    return found


def memory(connection: psycopg.Connection, by: Viewer) -> Memory:
    """What the units that this viewer may report for have answered."""
    headers: dict[str, dict[str, dict[str, str]]] = {}
    scope = {"agency": by.agency or ""}
    of_agency = "%(agency)s = '' or split_part(unit, ':', 1) = %(agency)s"
    rows = connection.execute(
        f"select unit, sheet, header, field from header_answers where {of_agency}", scope
    )
    for unit, sheet, header, field in rows:
        if by.covers(unit.partition(":")[2]):
            headers.setdefault(unit, {}).setdefault(sheet, {})[header] = field
    tables: dict[str, dict[str, str]] = {}
    rows = connection.execute(f"select unit, signature, sheet from sheet_answers where {of_agency}", scope)
    for unit, signature, sheet in rows:
        if by.covers(unit.partition(":")[2]):
            tables.setdefault(unit, {})[signature] = sheet
    places: dict[str, dict[str, HeaderRows]] = {}
    rows = connection.execute(
        f"select unit, sheet, first_row, last_row from header_rows_answers where {of_agency}", scope
    )
    for unit, sheet, first, last in rows:
        if by.covers(unit.partition(":")[2]):
            places.setdefault(unit, {})[sheet] = (first, last)
    return Memory(headers, tables, places)


def remember(connection: psycopg.Connection, parsed: ParsedSubmission, options: Options, by: Viewer) -> None:
    """Keep the answers of an upload for the unit and sheet of a submission. The newest answer counts."""
    if parsed.sheet is None or parsed.agency is None or parsed.region is None:
        return
    unit = f"{parsed.agency}:{parsed.region}"
    known = {"", *(column.to for column in sheets()[parsed.sheet].columns)}
    for header, field in answers_of(options.columns).items():
        if field in known:
            connection.execute(
                """
                insert into header_answers (unit, sheet, header, field, answered_by) values (%s, %s, %s, %s, %s)
                on conflict (unit, sheet, header) do update
                  set field = excluded.field, answered_by = excluded.answered_by, answered_at = clock_timestamp()
                """,
                [unit, parsed.sheet, header, field, by.name],
            )
    _require_few(connection, unit)
    if options.header_rows:
        connection.execute(
            """
            insert into header_rows_answers (unit, sheet, first_row, last_row, answered_by) values (%s, %s, %s, %s, %s)
            on conflict (unit, sheet) do update
              set first_row = excluded.first_row, last_row = excluded.last_row,
                answered_by = excluded.answered_by, answered_at = clock_timestamp()
            """,
            [unit, parsed.sheet, *options.header_rows, by.name],
        )
    for signature in parsed.signatures if options.sheet else ():
        connection.execute(
            """
            insert into sheet_answers (unit, signature, sheet, answered_by) values (%s, %s, %s, %s)
            on conflict (unit, signature) do update
              set sheet = excluded.sheet, answered_by = excluded.answered_by, answered_at = clock_timestamp()
            """,
            [unit, signature, parsed.sheet, by.name],
        )


def _require_few(connection: psycopg.Connection, unit: str) -> None:
    row = connection.execute("select count(*) from header_answers where unit = %s", [unit]).fetchone()
    if row is not None and row[0] > MOST_REMEMBERED:
        raise LimitExceeded(
            f"{unit} 记忆的列名对应关系已达 {MOST_REMEMBERED} 条，请先删除不用的。",
            f"{unit} has {MOST_REMEMBERED} remembered answers already: take back some first.",
        )


def listed(connection: psycopg.Connection, by: Viewer) -> list[dict[str, Any]]:
    """The remembered answers about headers that this viewer may change, by unit and sheet."""
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(
            """
            select id, unit, sheet, header, field, answered_by, answered_at from header_answers
            where %(agency)s = '' or split_part(unit, ':', 1) = %(agency)s
            order by unit, sheet, header
            """,
            {"agency": by.agency or ""},
        ).fetchall()
    return [row for row in rows if by.covers(row["unit"].partition(":")[2])]


def forget(connection: psycopg.Connection, number: int, by: Viewer) -> Mapping[str, Any]:
    """Take back a remembered answer. Raises NotFound where the viewer may change none of that number."""
    by.require("submissions.receive")
    found = next((answer for answer in listed(connection, by) if answer["id"] == number), None)
    if found is None:
        raise NotFound(f"没有第 {number} 号记忆的对应关系。", f"There is no remembered answer {number}.")
    connection.execute("delete from header_answers where id = %s", [number])
    return found
