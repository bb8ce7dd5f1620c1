"""Parsed rows in a temporary table: compared with what is live, then stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import psycopg
from psycopg import sql

from hub.importing.packed import content_digest
from hub.importing.parsed import ParsedSubmission
from hub.ledgers.base import LedgerRow, Nature
from hub.ledgers.wage_recoveries import WageRecovery
from hub.months import month_of
from hub.regions import register
from hub.submissions.receipts import REPLACE, RowCounts

STAGE = sql.Identifier("staged_rows")
RECOVERIES = sql.Identifier("staged_recoveries")

# What the hub knows of a row beside the values of its sheet, in the order in which stage() writes them.
_COMMON = (
    "province_code", "id", "submission_id", "row_key", "worksheet", "row_number",
    "region_code", "prefecture_code", "agency", "unit", "month",
)  # fmt: skip
_RECOVERY = (
    "employer_name", "uscc", "employer_key", "amount", "workers_paid", "recovered_on",
    "recovery_kind", "case_no", "industry", "worker_group", "source_ledger", "source_row",
)  # fmt: skip


def unit_of(parsed: ParsedSubmission) -> str:
    """The reporting unit: AGENCY:region."""
    return f"{parsed.agency}:{parsed.region}"


def digest(ledger: type[LedgerRow], parsed: ParsedSubmission) -> str:
    """SHA-256 of the canonical parsed rows: what they say, whatever their order, worksheet or file format."""
    return parsed.digest or content_digest(ledger, parsed.rows)


def stage(
    connection: psycopg.Connection, ledger: type[LedgerRow], parsed: ParsedSubmission, submission_id: int
) -> None:
    """Write the rows, and the recovered amounts that they state, into temporary tables of this transaction."""
    assert parsed.period is not None
    unit, last = unit_of(parsed), month_of(parsed.period.last)
    own = ledger.own_columns()
    ids = _row_ids(connection, len(parsed.rows))
    recoveries: list[Sequence[Any]] = []
    regions = register()

    def rows() -> Iterable[Sequence[Any]]:
        for row_id, row in zip(ids, parsed.rows, strict=True):
            values = row.values
            region = values["region_code"]
            province, prefecture = regions.province_of(region), regions.prefecture_of(region)
            month = values.get("month") or last
            key = values["row_key"]
            if ledger.nature is Nature.SNAPSHOT:
                key = f"{key}|{unit}|{month:%Y-%m}"
            common = (province, row_id, submission_id, key, row.worksheet, row.row_number, region, prefecture,
                      parsed.agency, unit, month)  # fmt: skip
            claim = ledger.recovery(values)
            if claim is not None:
                recoveries.append((
                    *common[:3], f"{ledger.ledger_name()}:{key}", *common[4:],
                    values.get("employer_name"), values.get("uscc"), values.get("employer_key"), claim.amount,
                    claim.workers_paid, claim.recovered_on, claim.kind, claim.case_no, values.get("industry"),
                    values.get("worker_group"), ledger.ledger_name(), row_id,
                ))  # fmt: skip
            yield (*common, *(values.get(name) for name in own))

    _copy(connection, STAGE, ledger, (*_COMMON, *own), rows())
    claims = zip(_row_ids(connection, len(recoveries)), recoveries, strict=True)
    _copy(
        connection, RECOVERIES, WageRecovery, (*_COMMON, *_RECOVERY),
        ((claim[0], claim_id, *claim[2:]) for claim_id, claim in claims),
    )  # fmt: skip


def stage_again(connection: psycopg.Connection, ledger: type[LedgerRow], submission_id: int) -> None:
    """Put the stored rows of a submission into the temporary table, to be compared at a later acceptance."""
    connection.execute(sql.SQL("drop table if exists {}").format(STAGE))
    connection.execute(
        sql.SQL("create temp table {} on commit drop as select {} from {} where submission_id = %s").format(
            STAGE, _names((*_COMMON, *ledger.own_columns())), sql.Identifier(ledger.ledger_name())
        ),
        [submission_id],
    )
    connection.execute(sql.SQL("analyze {}").format(STAGE))


def store(connection: psycopg.Connection, ledger: type[LedgerRow], version: int | None = None) -> None:
    """Write the staged rows into their ledgers.

    Without a version they do not count until a settlement says so. With one, those whose key no live row holds
    count from it at once; the settlement that follows has only the others to decide.
    """
    table = sql.Identifier(ledger.ledger_name())
    columns = (*_COMMON, *ledger.own_columns())
    connection.execute(
        sql.SQL(
            """
            insert into {table} ({names}, live_from)
            select {staged}, case when %(version)s::bigint is not null and not exists (
                select from {table} o where o.province_code = n.province_code and o.row_key = n.row_key
                  and o.live_from is not null and o.live_to is null
              ) then %(version)s::bigint end
            from {stage} n
            """
        ).format(table=table, names=_names(columns), staged=_names(columns, "n"), stage=STAGE),
        {"version": version},
    )
    columns = (*_COMMON, *_RECOVERY)
    connection.execute(
        sql.SQL(
            """
            insert into wage_recoveries ({names}, live_from)
            select {staged}, r.live_from
            from {stage} n join {table} r on r.province_code = n.province_code and r.id = n.source_row
            """
        ).format(names=_names(columns), staged=_names(columns, "n"), stage=RECOVERIES, table=table)
    )


def compare(
    connection: psycopg.Connection, ledger: type[LedgerRow], parsed: ParsedSubmission, mode: str = REPLACE
) -> tuple[RowCounts, list[tuple[str, int]]]:
    """Count the staged rows against what is live; name the (worksheet, row) of those that would be shadowed.

    A SUPPLEMENT takes nobody's place: it removes no row, and is beaten by newer rows of its own unit too.
    """
    same = sql.SQL(" and ").join(
        sql.SQL("n.{c} is not distinct from o.{c}").format(c=sql.Identifier(c))
        for c in ("region_code", *ledger.own_columns())
    )
    where = {
        "sheet": parsed.sheet, "side": parsed.side, "unit": unit_of(parsed), "as_of": parsed.as_of,
        "first": parsed.period and parsed.period.first, "last": parsed.period and parsed.period.last,
        "replaces": mode == REPLACE,
    }  # fmt: skip
    compared = sql.SQL(
        """
        with ours as (
          select id from submissions
          where %(replaces)s and sheet = %(sheet)s and side = %(side)s and unit = %(unit)s
            and accepted_version is not null and withdrawn_version is null
            and period_from >= %(first)s and period_to <= %(last)s
        ), compared as (
          select n.worksheet, n.row_number, o.id as old,
            (o.id is not null and {same}) as same,
            (o.id is not null and s.as_of > %(as_of)s and o.submission_id not in (select id from ours)) as beaten
          from {stage} n
          left join {ledger} o on o.province_code = n.province_code and o.row_key = n.row_key
            and o.live_from is not null and o.live_to is null
          left join submissions s on s.id = o.submission_id
        ), removed as (
          select count(*) as n from {ledger} o
          where o.submission_id in (select id from ours) and o.live_from is not null and o.live_to is null
            and not exists (
              select from {stage} n where n.province_code = o.province_code and n.row_key = o.row_key)
        )
        select count(*), count(*) filter (where old is null), count(*) filter (where not same and not beaten and old is not null),
          count(*) filter (where same), (select n from removed),
          count(*) filter (where beaten and not same),
          array_agg(array[worksheet, row_number::text]) filter (where beaten and not same)
        from compared
        """
    ).format(same=same, stage=STAGE, ledger=sql.Identifier(ledger.ledger_name()))
    row = connection.execute(compared, where).fetchone()
    assert row is not None
    *counts, shadowed = row
    return RowCounts(*counts), [(worksheet, int(number)) for worksheet, number in shadowed or []]


def _copy(
    connection: psycopg.Connection,
    stage_table: sql.Identifier,
    ledger: type[LedgerRow],
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
) -> None:
    name = sql.Identifier(ledger.ledger_name())
    connection.execute(sql.SQL("drop table if exists {}").format(stage_table))
    connection.execute(
        sql.SQL("create temp table {} on commit drop as select {} from {} with no data").format(
            stage_table, sql.SQL(", ").join(map(sql.Identifier, columns)), name
        )
    )
    with connection.cursor().copy(sql.SQL("copy {} from stdin").format(stage_table)) as copy:
        for row in rows:
            copy.write_row(row)
    connection.execute(sql.SQL("analyze {} (province_code, row_key)").format(stage_table))


def _names(columns: Sequence[str], table: str | None = None) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier(table, c) if table else sql.Identifier(c) for c in columns)


def _row_ids(connection: psycopg.Connection, count: int) -> list[int]:
    found = connection.execute("select nextval('ledger_row_id') from generate_series(1, %s)", [count])
    return [row[0] for row in found.fetchall()]
