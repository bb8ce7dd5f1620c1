"""What an acceptance changes, row by row: read from the ledger itself, after the keys have been settled."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from hub.access.viewer import Viewer
from hub.importing.sheet import Sheet
from hub.ledgers.base import LedgerRow
from hub.ledgers.codes import CodeList
from hub.months import format_month
from hub.submissions.receipts import RowCounts


class Difference(StrEnum):
    """What happens to a row."""

    CHANGED = "CHANGED"
    NEW = "NEW"
    REMOVED = "REMOVED"
    SHADOWED = "SHADOWED"


@dataclass(frozen=True)
class CellChange:
    """A value that differs: what counts now and what would count, as the sheet writes it; None where blank.

    `cell` is that of the submission, None where the row or the column is not in it.
    """

    field: str
    header_zh: str
    cell: str | None
    old: str | None
    new: str | None


@dataclass(frozen=True)
class RowDifference:
    """One row of a submission, or one that it no longer lists, against what is live.

    `withheld`: it stands against a row of another unit whose values the viewer may not see; they are left out.
    """

    kind: Difference
    key: str
    worksheet: str
    row: int
    changes: tuple[CellChange, ...]
    withheld: bool = False


def collect(
    connection: psycopg.Connection, ledger: type[LedgerRow], submission_id: int, version: int
) -> None:
    """Note in a temporary table what a settlement has just done to every key.

    NEW, CHANGED and UNCHANGED rows of the submission count from `version` on; SHADOWED ones are beaten by a newer
    row with other values; REMOVED are rows that end with it and that it does not list.
    """
    same = sql.SQL(" and ").join(
        sql.SQL("m.{c} is not distinct from b.{c}").format(c=sql.Identifier(c))
        for c in ("region_code", *ledger.own_columns())
    )
    connection.execute("drop table if exists planned_rows")
    connection.execute(
        sql.SQL(
            """
            create temp table planned_rows on commit drop as
            select k.province_code, k.row_key, e.id as ended, m.id as mine, w.id as winner,
              w.submission_id as winner_of, coalesce(m.worksheet, e.worksheet) as worksheet,
              coalesce(m.row_number, e.row_number) as row_number,
              case when m.id is null then 'REMOVED'
                when b.id is null then 'NEW'
                when {same} then 'UNCHANGED'
                when m.id = w.id then 'CHANGED'
                else 'SHADOWED' end as kind
            from settled_keys k
            left join {ledger} e on e.province_code = k.province_code and e.row_key = k.row_key
              and e.live_to = %(version)s
            left join {ledger} w on w.province_code = k.province_code and w.row_key = k.row_key
              and w.live_from is not null and w.live_to is null
            left join {ledger} m on m.province_code = k.province_code and m.row_key = k.row_key
              and m.submission_id = %(submission)s
            left join {ledger} b on b.province_code = k.province_code
              and b.id = case when m.id = w.id then e.id else w.id end
            where e.id is not null or m.id is not null
            """
        ).format(same=same, ledger=sql.Identifier(ledger.ledger_name())),
        {"version": version, "submission": submission_id},
    )


def plan(connection: psycopg.Connection, submission_id: int, mode: str, nil: bool) -> str:
    """The name of what `collect` noted: another base, another row or another mode gives another name."""
    row = connection.execute(
        """
        select coalesce(string_agg(concat_ws('|', kind, province_code, row_key, coalesce(ended, 0),
          coalesce(mine, 0), coalesce(winner_of, 0)), E'\n' order by province_code, row_key), '')
        from planned_rows
        """
    ).fetchone()
    assert row is not None
    return hashlib.sha256(f"{submission_id}|{mode}|{nil}\n{row[0]}".encode()).hexdigest()


def counts(connection: psycopg.Connection) -> RowCounts:
    """The counts of what `collect` noted."""
    row = connection.execute(
        """
        select count(mine), count(*) filter (where kind = 'NEW'), count(*) filter (where kind = 'CHANGED'),
          count(*) filter (where kind = 'UNCHANGED'), count(*) filter (where kind = 'REMOVED'),
          count(*) filter (where kind = 'SHADOWED')
        from planned_rows
        """
    ).fetchone()
    assert row is not None
    return RowCounts(*row)


def page(
    connection: psycopg.Connection,
    sheet: Sheet,
    submission: Mapping[str, Any],
    *,
    by: Viewer,
    first: int,
    skip: int,
) -> list[RowDifference]:
    """The differences of what `collect` noted: removed rows first, then changed, shadowed and new ones.

    Units of one prefecture may name one record: what another unit said of it is shown to those who may see it only.
    """
    with connection.cursor(row_factory=dict_row) as cursor:
        planned = cursor.execute(
            """
            select kind, province_code, worksheet, row_number, ended, mine, winner from planned_rows
            where kind <> 'UNCHANGED'
            order by array_position('{REMOVED,CHANGED,SHADOWED,NEW}', kind), worksheet, row_number, row_key
            limit %s offset %s
            """,
            [first, skip],
        ).fetchall()
        ids = {row[name] for row in planned for name in ("ended", "mine", "winner") if row[name] is not None}
        found = cursor.execute(
            sql.SQL("select * from {} where province_code = any(%s) and id = any(%s)").format(
                sql.Identifier(sheet.ledger.ledger_name())
            ),
            [sorted({row["province_code"] for row in planned}), sorted(ids)],
        ).fetchall()
    rows = {row["id"]: row for row in found}
    hidden = {row["id"] for row in found if row["unit"] != submission["unit"] and not _seen(row, by)}
    return [_difference(row, rows, hidden, sheet, submission["headers"]) for row in planned]


def _seen(row: Mapping[str, Any], by: Viewer) -> bool:
    """Whether the viewer sees the row, as row-level security tells it."""
    return by.sees_agency(row["agency"]) and by.covers(row["region_code"])


def _difference(
    planned: Mapping[str, Any],
    rows: Mapping[int, Mapping[str, Any]],
    hidden: Set[int],
    sheet: Sheet,
    headers: Sequence[Mapping[str, Any]],
) -> RowDifference:
    kind = Difference(planned["kind"])
    ended, mine, winner = (rows.get(planned[name]) for name in ("ended", "mine", "winner"))
    old = winner if kind is Difference.SHADOWED else ended
    new = winner if kind is Difference.REMOVED else mine
    said = mine or old
    assert said is not None
    withheld = any(row is not None and row["id"] in hidden for row in (old, new))
    changes = () if withheld else tuple(_changes(old or {}, new or {}, mine, sheet, headers))
    return RowDifference(
        kind, _key(said, sheet), planned["worksheet"], planned["row_number"], changes, withheld
    )


def _changes(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    mine: Mapping[str, Any] | None,
    sheet: Sheet,
    headers: Sequence[Mapping[str, Any]],
) -> list[CellChange]:
    found = []
    for field in ("region_code", *sheet.ledger.own_columns()):
        before, now = old.get(field), new.get(field)
        if before == now or field in sheet.ledger.hidden:
            continue
        place = _header(headers, field, mine["worksheet"] if mine else None)
        cell = f"{place['column']}{mine['row_number']}" if place and mine else None
        found.append(
            CellChange(
                field,
                place["header"] if place else _name(sheet, field),
                cell,
                _written(sheet, field, before),
                _written(sheet, field, now),
            )
        )
    return found


def _header(
    headers: Sequence[Mapping[str, Any]], field: str, worksheet: str | None
) -> Mapping[str, Any] | None:
    """The column that fills a field, on the row's own worksheet where there are several."""
    names = ("region_code", "region_name") if field == "region_code" else (field,)
    found = [h for name in names for h in headers if h["field"] == name]
    return next((h for h in found if h["worksheet"] == worksheet), found[0] if found else None)


def _name(sheet: Sheet, field: str) -> str:
    """The form's own header of a field, else what the ledger calls it."""
    if field == "region_code":
        return "行政区划"
    declared = next((c.headers[0] for c in sheet.columns if c.to == field), None)
    if declared is not None:
        return declared
    description = sheet.ledger.model_fields[field].description or field
    return description.partition("（")[2].rstrip("）") or description


def _key(row: Mapping[str, Any], sheet: Sheet) -> str:
    """The key of a record as its office writes it: the fields that identify it, those about persons left out."""
    shown = [f for f in sheet.key if f not in sheet.ledger.hidden and row.get(f) is not None]
    return " ".join(_written(sheet, f, row[f]) or "" for f in shown)


def _written(sheet: Sheet, field: str, value: Any) -> str | None:
    """A value as the sheet writes it: codes by their labels, 是/否, amounts in yuan, days as 2019-12-23."""
    column = sheet.ledger.table().c[field]
    codes: type[CodeList] | None = column.info.get("codes")
    if value is None:
        return None
    if isinstance(value, list):
        return "、".join(_label(codes, v) for v in value)
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal):
        return f"{value:f}"
    if isinstance(value, date):
        return format_month(value) if column.info.get("month") else value.isoformat()
    return _label(codes, str(value))


def _label(codes: type[CodeList] | None, code: str) -> str:
    return codes[code].zh if codes is not None and code in codes.__members__ else code
