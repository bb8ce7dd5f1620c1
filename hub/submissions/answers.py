"""Answers about headers and tables, kept for the reporting unit that gave them and used at its next uploads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg.rows import dict_row

from hub.access.viewer import Viewer
from hub.errors import HubError, NotFound
from hub.importing.catalogue import sheets
from hub.importing.memory import Memory, answers_of
from hub.importing.parsed import Options, ParsedSubmission

MOST_ANSWERS = 200
"""Answers that one upload may bring along."""


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
        header, sign, field = text.rpartition("=")
        if not sign or not header.strip() or (field.strip() and field.strip() not in fields):
            raise HubError(
                f"“{text}”应写成“表头=字段”，字段须为某一台账的字段；“表头=”表示不采用该列。",
                f"{text!r} must be written header=field with a field of one of the sheets; header= leaves it aside.",
                code="ANSWER_INVALID",
            )
        found.append((header.strip(), field.strip()))
    return tuple(found)


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
    return Memory(headers, tables)


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
    for signature in parsed.signatures if options.sheet else ():
        connection.execute(
            """
            insert into sheet_answers (unit, signature, sheet, answered_by) values (%s, %s, %s, %s)
            on conflict (unit, signature) do update
              set sheet = excluded.sheet, answered_by = excluded.answered_by, answered_at = clock_timestamp()
            """,
            [unit, signature, parsed.sheet, by.name],
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
