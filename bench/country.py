"""A seeded synthetic country, written straight into the tables of an embedded database of its own."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql

import migrations
from hub.access import tokens
from hub.database import libpq, migrate
from hub.embedded import EmbeddedPostgres
from hub.names import uscc_check_character
from hub.regions import Level, register

SEED = 20261121
REGIONS = 3_000
FIRST_YEAR, LAST_YEAR = 2021, 2023

# Rows of the whole country; `scale` multiplies all but the regions. The recoveries follow from their sources:
# 7 of 10 wage cases, 6 of 10 lawsuits and legal-aid cases, 5 of 10 union services make 600,000.
ROWS = {
    "employers": 200_000,
    "projects": 500_000,
    "special_accounts": 400_000,
    "supported_lawsuits": 300_000,
    "wage_cases": 400_000,
    "court_wage_cases": 200_000,
    "legal_aid_cases": 150_000,
    "union_services": 100_000,
    "blacklist": 20_000,
}

AGENCY = {
    "projects": "HRSS",
    "special_accounts": "HRSS",
    "wage_cases": "HRSS",
    "blacklist": "HRSS",
    "supported_lawsuits": "PROCURATORATE",
    "court_wage_cases": "COURT",
    "legal_aid_cases": "JUSTICE",
    "union_services": "UNION",
}
SNAPSHOTS = ("projects", "special_accounts")

SCAFFOLD = """
create schema bench;
create function bench.pick(i bigint, salt int, n int) returns int immutable parallel safe
  return ((hashint8extended(i, salt::bigint + {seed}) & 9223372036854775807) % n)::int;
create table bench.places (n int primary key, region_code text, prefecture_code text, province_code text);
create table bench.employers (n int primary key, uscc text, name text, place int);
create table bench.sent (
  id bigint primary key, sheet text, prefecture_code text, year int, unit text, unique (sheet, prefecture_code, year));
create table bench.country (revision text, scale float, seed int);
"""

SENT = """
insert into bench.sent
select row_number() over (order by y.year, a.sheet, u.prefecture_code), a.sheet, u.prefecture_code, y.year,
  a.agency || ':' || u.prefecture_code
from unnest(%(sheets)s::text[], %(agencies)s::text[], %(snapshots)s::bool[]) as a (sheet, agency, snapshot)
  cross join (select distinct prefecture_code from bench.places) u
  cross join generate_series(%(first)s::int, %(last)s::int) as y (year)
where not a.snapshot or y.year = %(last)s::int;

insert into stored_files (sha256, size, content) values (repeat('0', 64), 1, 'x');

insert into submissions (id, sheet, form, side, agency, region_code, unit, period_from, period_to, as_of, state,
  file_sha256, file_name, received_at, received_by, digest, rows_read, problems,
  accepted_version)
overriding system value
select id, sheet, sheet, '', split_part(unit, ':', 1), prefecture_code, unit,
  make_date(year, case when sheet = any(%(snapshot_sheets)s::text[]) then 12 else 1 end, 1), make_date(year, 12, 1),
  make_date(year, 12, 31), 'CHECKED', repeat('0', 64), sheet || '-' || prefecture_code || '-' || year || '.xlsx',
  make_date(year + 1, 1, 5) + id * interval '1 second', 'bench', md5(id::text), 0, '[]', id
from bench.sent order by id;
select setval(pg_get_serial_sequence('submissions', 'id'), (select max(id) from submissions));

insert into data_versions (number, at, action, submission_id, by)
select id, received_at, 'ACCEPT', id, 'bench' from submissions order by id;
"""

# What a row says, by ledger, over its number `i`, its year `y`, the day `d` of that year, its employer `e`, its
# region `p`: the key of the row, then the own columns.
OWN: dict[str, tuple[str, dict[str, str]]] = {
    "projects": (
        "p.region_code || lpad(r.i::text, 9, '0') || '|' || s.unit || '|' || r.y || '-12'",
        {
            "project_code": "p.region_code || lpad(r.i::text, 9, '0')",
            "project_name": "'第' || r.i || '号安置房及配套工程'",
            "sector": "(array['HOUSING','MUNICIPAL','TRANSPORT','WATER'])[1 + bench.pick(r.i, 31, 4)]",
            "funding": "(array['GOVERNMENT','STATE_ENTERPRISE','PRIVATE'])[1 + bench.pick(r.i, 32, 3)]",
            "department": "'住房和城乡建设局'",
            "owner_name": "o.name",
            "owner_uscc": "o.uscc",
            "owner_key": "o.uscc",
            "contractor_name": "e.name",
            "contractor_uscc": "e.uscc",
            "contractor_key": "e.uscc",
            "contract_amount": "100000 + bench.pick(r.i, 33, 90000000) + 0.5",
            "started_on": "r.d - 700",
            "planned_completion": "r.d + 400",
            "status": "case when r.i % 10 < 8 then 'UNDER_CONSTRUCTION' else 'COMPLETED' end",
            "completed_on": "case when r.i % 10 < 8 then null else r.d end",
            "real_name": "r.i % 20 > 0",
            "attendance": "r.i % 15 > 0",
            "notice_board": "r.i % 12 > 0",
            "account_required": "r.i % 25 > 0",
        },
    ),
    "wage_cases": (
        "'人社监案〔' || r.y || '〕' || r.i || '号'",
        {
            "case_no": "'人社监案〔' || r.y || '〕' || r.i || '号'",
            "source": "(array['VISIT','HOTLINE_12333','NATIONAL_PLATFORM','LETTER'])[1 + bench.pick(r.i, 41, 4)]",
            "filed_on": "r.d",
            "employer_name": "e.name",
            "uscc": "e.uscc",
            "employer_key": "e.uscc",
            "industry": "(array['建筑业','制造业','住宿和餐饮业'])[1 + bench.pick(r.i, 42, 3)]",
            "worker_group": "case when r.i % 3 = 0 then '{MIGRANT,WOMEN}'::text[] else '{MIGRANT}'::text[] end",
            "workers_count": "1 + bench.pick(r.i, 43, 60)",
            "amount_involved": "5000 + bench.pick(r.i, 44, 900000) + 0.25",
            "recovered_amount": "case when r.i % 10 < 7 then 5000 + bench.pick(r.i, 44, 900000) + 0.25 end",
            "workers_paid": "case when r.i % 10 < 7 then 1 + bench.pick(r.i, 43, 60) end",
            "pay_method": "case when r.i % 10 < 7 then case when r.i % 50 = 0 then 'EMERGENCY_FUND' else 'SELF' end end",
            "closed_on": "case when r.i % 10 < 9 then r.d + 10 + bench.pick(r.i, 45, 120) end",
            "close_kind": "case when r.i % 10 < 7 then 'PAID' when r.i % 10 < 9 then 'TRANSFERRED' end",
        },
    ),
    "supported_lawsuits": (
        "p.prefecture_code || '|检民支〔' || r.y || '〕' || r.i || '号'",
        {
            "procuratorate": "p.prefecture_code || '人民检察院'",
            "case_no": "'检民支〔' || r.y || '〕' || r.i || '号'",
            "case_key": "'检民支(' || r.y || ')' || r.i || '号'",
            "source": "(array['WORKER_APPLICATION','UNION_CLUE','HRSS_CLUE'])[1 + bench.pick(r.i, 51, 3)]",
            "forum": "case when r.i % 20 = 0 then 'ARBITRATION' else 'LITIGATION' end",
            "employer_name": "e.name",
            "uscc": "e.uscc",
            "employer_key": "e.uscc",
            "worker_group": "case when r.i % 3 = 0 then '{MIGRANT,WOMEN}'::text[] else '{MIGRANT}'::text[] end",
            "workers_count": "1 + bench.pick(r.i, 52, 20)",
            "accepted_on": "r.d",
            "claim_amount": "3000 + bench.pick(r.i, 53, 300000) + 0.75",
            "decision": "case when r.i % 10 < 8 then 'SUPPORT' else 'NOT_SUPPORT' end",
            "decided_on": "r.d + 7",
            "support_letter_no": "case when r.i % 10 < 8 then '检民支书〔' || r.y || '〕' || r.i || '号' end",
            "outcome": "(array['SETTLED_BEFORE_FILING','MEDIATED_IN_COURT','JUDGED'])[1 + bench.pick(r.i, 54, 3)]",
            "outcome_on": "r.d + 30",
            "adjudicated_amount": "3000 + bench.pick(r.i, 53, 300000) + 0.75",
            "recovered_amount": "case when r.i % 10 < 6 then 3000 + bench.pick(r.i, 53, 300000) + 0.75 end",
            "recovered_on": "case when r.i % 10 < 6 then r.d + 30 + bench.pick(r.i, 55, 90) end",
            "recovery_kind": "case when r.i % 10 < 6 then case when r.i % 40 = 0 then 'INJURY_COMPENSATION' else 'WAGES' end end",
        },
    ),
    "court_wage_cases": (
        "p.prefecture_code || '|民初' || r.y || '-' || r.i",
        {
            "court": "p.prefecture_code || '人民法院'",
            "case_no": "'（' || r.y || '）' || p.region_code || '民初' || r.i || '号'",
            "case_key": "'(' || r.y || ')' || p.region_code || '民初' || r.i || '号'",
            "filed_on": "r.d",
            "cause": "'追索劳动报酬纠纷'",
            "employer_name": "e.name",
            "uscc": "e.uscc",
            "employer_key": "e.uscc",
            "workers_count": "1 + bench.pick(r.i, 61, 10)",
            "claim_amount": "3000 + bench.pick(r.i, 62, 200000)",
            "is_supported": "r.i % 4 = 0",
            "has_legal_aid": "r.i % 5 = 0",
            "closed_on": "case when r.i % 10 < 8 then r.d + 20 + bench.pick(r.i, 63, 100) end",
            "close_kind": "case when r.i % 10 < 8 then (array['MEDIATED','JUDGED','WITHDRAWN'])[1 + bench.pick(r.i, 64, 3)] end",
            "adjudicated_amount": "case when r.i % 10 < 8 then 3000 + bench.pick(r.i, 62, 200000) end",
        },
    ),
    "legal_aid_cases": (
        "'法援' || r.y || '-' || r.i",
        {
            "aid_organisation": "p.prefecture_code || '法律援助中心'",
            "case_no": "'援字〔' || r.y || '〕' || r.i || '号'",
            "case_key": "'援字(' || r.y || ')' || r.i || '号'",
            "applied_on": "r.d",
            "approved_on": "r.d + 2",
            "dispute_matter": "case when r.i % 10 < 9 then 'REMUNERATION' else 'INJURY_COMPENSATION' end",
            "worker_group": "'{MIGRANT}'::text[]",
            "green_channel": "r.i % 2 = 0",
            "employer_name": "e.name",
            "uscc": "e.uscc",
            "employer_key": "e.uscc",
            "workers_count": "1 + bench.pick(r.i, 71, 8)",
            "claim_amount": "2000 + bench.pick(r.i, 72, 100000)",
            "close_kind": "case when r.i % 10 < 6 then 'MEDIATED' end",
            "recovered_amount": "case when r.i % 10 < 6 then 2000 + bench.pick(r.i, 72, 100000) end",
            "closed_on": "case when r.i % 10 < 6 then r.d + 30 + bench.pick(r.i, 73, 60) end",
        },
    ),
    "union_services": (
        "'工服' || r.y || '-' || r.i",
        {
            "service_no": "'工服〔' || r.y || '〕' || r.i || '号'",
            "service_kind": "'MEDIATION'",
            "served_on": "r.d",
            "employer_name": "e.name",
            "uscc": "e.uscc",
            "employer_key": "e.uscc",
            "workers_count": "1 + bench.pick(r.i, 81, 30)",
            "result": "'AGREED'",
            "recovered_amount": "case when r.i % 10 < 5 then 1000 + bench.pick(r.i, 82, 150000) end",
        },
    ),
    "blacklist": (
        "'列' || r.y || '-' || r.i",
        {
            "decision_no": "'人社列决〔' || r.y || '〕' || r.i || '号'",
            "subject_type": "'EMPLOYER'",
            "subject_name": "e.name",
            "uscc": "e.uscc",
            "employer_key": "e.uscc",
            "reason": "'拒不支付劳动报酬'",
            "workers_count": "5 + bench.pick(r.i, 91, 50)",
            "amount_involved": "100000 + bench.pick(r.i, 92, 900000)",
            "listed_on": "r.d",
            "term_months": "36",
            "announced_on": "r.d + 10",
            "regime": "'2022'",
            "expires_on": "r.d + 1095",
        },
    ),
}

COMMON = """province_code, id, submission_id, row_key, live_from, worksheet, row_number, region_code, prefecture_code,
  agency, unit, month"""

# Rows stand on disk as submissions bring them: those of a unit and year beside each other. Most records of an
# employer are of its own region.
LEDGER = """
insert into {ledger} ({common}, {columns})
select p.province_code, nextval('ledger_row_id'), s.id, {key}, s.id, '台账',
  3 + row_number() over (partition by s.id order by r.i), p.region_code, p.prefecture_code, {agency}, s.unit,
  make_date(r.y, 12, 1), {values}
from (
  select i, y, make_date(y, 1, 1) + bench.pick(i, {salt} + 3, 365) as d, bench.pick(i, {salt} + 2, {employers}) as employer
  from (
    select i, case when {snapshot} then {last} else {first} + bench.pick(i, {salt} + 1, {last} - {first} + 1) end as y
    from generate_series(1, {rows}) i
  ) n
) r
join bench.employers e on e.n = r.employer
join bench.employers o on o.n = bench.pick(r.i, {salt} + 4, {employers})
join bench.places p on p.n = case when bench.pick(r.i, {salt} + 5, 5) > 0 then e.place else o.place end
join bench.sent s on s.sheet = {ledger_name} and s.prefecture_code = p.prefecture_code and s.year = r.y
order by s.id, r.i
"""

ACCOUNTS = """
insert into special_accounts ({common}, project_code, project_name, bank, account_no, account_digest, opened_on,
  agreement_on, status, closed_on)
select x.province_code, nextval('ledger_row_id'), s.id,
  x.project_code || '|' || md5(x.id::text) || '|' || x.unit || '|' || to_char(x.month, 'YYYY-MM'), s.id, '台账',
  x.row_number, x.region_code, x.prefecture_code, x.agency, x.unit, x.month, x.project_code, x.project_name,
  '中国建设银行', '************' || lpad((x.id % 10000)::text, 4, '0'), md5(x.id::text) || md5((-x.id)::text),
  x.started_on + 20, x.started_on + 15, case when x.id % 10 < 8 then 'OPEN' else 'CLOSED' end,
  case when x.id % 10 < 8 then null else x.started_on + 500 end
from projects x join bench.sent s on s.sheet = 'special_accounts' and s.prefecture_code = x.prefecture_code
where substr(x.project_code, 7)::int <= {rows}
order by s.id, x.id
"""

RECOVERIES = """
insert into wage_recoveries ({common}, employer_name, uscc, employer_key, amount, workers_paid, recovered_on,
  recovery_kind, case_no, source_ledger, source_row)
select province_code, nextval('ledger_row_id'), submission_id, {ledger_name} || ':' || row_key, live_from, worksheet,
  row_number, region_code, prefecture_code, agency, unit, month, employer_name, uscc, employer_key, recovered_amount,
  {workers}, {recovered_on}, {kind}, {case_no}, {ledger_name}, id
from {ledger} where recovered_amount is not null order by id
"""
SOURCES = {
    "wage_cases": (
        "workers_paid",
        "closed_on",
        "case when pay_method = 'EMERGENCY_FUND' then 'ADVANCE' else 'WAGES' end",
        "case_no",
    ),
    "supported_lawsuits": ("workers_count", "recovered_on", "recovery_kind", "case_no"),
    "legal_aid_cases": (
        "workers_count",
        "closed_on",
        "case when dispute_matter = 'REMUNERATION' then 'WAGES' else 'INJURY_COMPENSATION' end",
        "case_no",
    ),
    "union_services": ("workers_count", "served_on", "'WAGES'", "service_no"),
}


@dataclass(frozen=True)
class Country:
    """The country as it stands in its database."""

    url: str
    scale: float
    seconds: float
    """What writing it took; 0 where it was there."""


@contextmanager
def country(home: Path, *, scale: float = 1.0) -> Iterator[Country]:
    """The database of the country, written on first use; the embedded server runs until the block ends."""
    server = EmbeddedPostgres(home, fast_unsafe=True)
    url = server.start()
    try:
        yield Country(url, scale, _written(url, scale))
    finally:
        server.stop()


def _written(url: str, scale: float) -> float:
    with psycopg.connect(libpq(url), autocommit=True) as connection:
        if connection.execute("select to_regclass('bench.country')").fetchone() != (None,):
            found = connection.execute("select revision, scale, seed from bench.country").fetchone()
            if found == (_revision(), scale, SEED):
                return 0.0
        connection.execute("drop schema if exists bench cascade")
        connection.execute("drop schema public cascade")
        connection.execute("create schema public")
    begun = time.monotonic()
    migrate(url)
    with psycopg.connect(libpq(url)) as connection:
        _write(connection, scale)
    with psycopg.connect(libpq(url), autocommit=True) as connection:
        connection.execute("vacuum (analyze)")
        connection.execute("checkpoint")
    return time.monotonic() - begun


def _revision() -> str:
    """What the rows were written by: this module and the migrations."""
    content = hashlib.sha256(Path(__file__).read_bytes())
    for path in sorted(Path(migrations.__file__).parent.rglob("*.py")):
        content.update(path.read_bytes())
    return content.hexdigest()


def _write(connection: psycopg.Connection, scale: float) -> None:
    """Everything in one transaction, as the owner; an interrupted run leaves nothing."""
    connection.execute("set maintenance_work_mem = '256MB'")
    connection.execute("set work_mem = '128MB'")
    connection.execute(SCAFFOLD.format(seed=SEED))
    _places(connection)
    rows = {name: max(1, round(count * scale)) for name, count in ROWS.items()}
    _employers(connection, rows["employers"])
    _submissions(connection)
    with _without_indexes(connection, [*AGENCY, "wage_recoveries"]):
        for salt, ledger in enumerate(OWN):
            _ledger(connection, ledger, rows, salt * 10)
        statement = sql.SQL(ACCOUNTS).format(
            common=sql.SQL(COMMON), rows=sql.Literal(rows["special_accounts"])
        )
        connection.execute(statement)
        for ledger, (workers, recovered_on, kind, case_no) in SOURCES.items():
            connection.execute(
                sql.SQL(RECOVERIES).format(
                    common=sql.SQL(COMMON),
                    ledger=sql.Identifier(ledger),
                    ledger_name=sql.Literal(ledger),
                    workers=sql.SQL(workers),
                    recovered_on=sql.SQL(recovered_on),
                    kind=sql.SQL(kind),
                    case_no=sql.SQL(case_no),
                )
            )
    connection.execute("insert into bench.country values (%s, %s, %s)", [_revision(), scale, SEED])


def _places(connection: psycopg.Connection) -> None:
    """Counties in force, and as many prefectures' own levels as make up the number, those without counties first."""
    known = register()
    in_force = [r for r in known.regions if r.in_force(LAST_YEAR)]
    counties = sorted({r.code for r in in_force if r.level is Level.COUNTY})
    with_counties = {known.prefecture_of(code) for code in counties}
    own_levels = sorted(
        {r.code for r in in_force if r.level is Level.PREFECTURE}, key=lambda c: (c in with_counties, c)
    )
    codes = sorted((counties + own_levels)[:REGIONS])
    with connection.cursor().copy("copy bench.places from stdin") as copy:
        for number, code in enumerate(codes):
            copy.write_row((number, code, known.prefecture_of(code), known.province_of(code)))


def _employers(connection: psycopg.Connection, count: int) -> None:
    codes = [row[0] for row in connection.execute("select region_code from bench.places order by n")]
    words = ("建筑工程", "劳务", "餐饮管理", "制造", "市政园林", "装饰")
    with connection.cursor().copy("copy bench.employers from stdin") as copy:
        for number in range(count):
            place = number * 7919 % len(codes)
            body = f"91{codes[place]}{number:09d}"
            name = f"{register().by_code(codes[place]).name}{words[number % 6]}第{number}有限公司"  # type: ignore[union-attr]
            copy.write_row((number, body + uscc_check_character(body), name, place))
    connection.execute(
        """
        insert into employers (key, uscc, name, region_code)
        select e.uscc, e.uscc, e.name, p.region_code from bench.employers e join bench.places p on p.n = e.place
        order by e.n
        """
    )
    connection.execute("analyze bench.employers")


def _submissions(connection: psycopg.Connection) -> None:
    values = {
        "sheets": list(AGENCY),
        "agencies": list(AGENCY.values()),
        "snapshots": [sheet in SNAPSHOTS for sheet in AGENCY],
        "snapshot_sheets": list(SNAPSHOTS),
        "first": FIRST_YEAR,
        "last": LAST_YEAR,
    }
    for statement in SENT.split(";\n"):
        if statement.strip():
            connection.execute(statement, values)
    connection.execute("analyze bench.sent")


def _ledger(connection: psycopg.Connection, ledger: str, rows: dict[str, int], salt: int) -> None:
    key, own = OWN[ledger]
    connection.execute(
        sql.SQL(LEDGER).format(
            ledger=sql.Identifier(ledger),
            ledger_name=sql.Literal(ledger),
            common=sql.SQL(COMMON),
            columns=sql.SQL(", ").join(map(sql.Identifier, own)),
            values=sql.SQL(", ").join(map(sql.SQL, own.values())),
            key=sql.SQL(key),
            agency=sql.Literal(AGENCY[ledger]),
            snapshot=sql.Literal(ledger in SNAPSHOTS),
            first=sql.Literal(FIRST_YEAR),
            last=sql.Literal(LAST_YEAR),
            employers=sql.Literal(rows["employers"]),
            rows=sql.Literal(rows[ledger]),
            salt=sql.Literal(salt),
        )
    )
    connection.execute(sql.SQL("analyze {}").format(sql.Identifier(ledger)))


@contextmanager
def _without_indexes(connection: psycopg.Connection, tables: list[str]) -> Iterator[None]:
    """Secondary indexes are made once, after the rows."""
    found = connection.execute(
        """
        select indexrelid::regclass::text, pg_get_indexdef(indexrelid) from pg_index
        where indrelid = any(%s::regclass[]) and not indisprimary
        """,
        [tables],
    ).fetchall()
    for name, _ in found:
        connection.execute(f"drop index {name}")
    yield
    for _, definition in found:
        connection.execute(definition)


def token(url: str, name: str) -> str:
    """A fresh token that sees the whole country."""
    with psycopg.connect(libpq(url)) as connection:
        connection.execute("delete from access_tokens where name = %s", [name])
        return tokens.create(connection, name, role="admin")
