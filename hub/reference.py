"""Reference data in the database: regions and roles, brought up to date with every migration."""

from __future__ import annotations

import hashlib
import tomllib
from collections import defaultdict
from importlib.resources import files

import psycopg
from psycopg.types.json import Jsonb

from hub.regions import NOW, Region, register


def load(connection: psycopg.Connection) -> None:
    """Write the regions and roles that ship with the hub; roles that an operator added stay."""
    _load_regions(connection)
    _load_roles(connection)
    connection.execute(
        """
        insert into reference_data (name, version) values ('shipped', %s)
        on conflict (name) do update set version = excluded.version
        """,
        [shipped_version()],
    )


def is_loaded(connection: psycopg.Connection) -> bool:
    """Whether the database holds the reference data that ships with this hub."""
    row = connection.execute("select version from reference_data where name = 'shipped'").fetchone()
    return row is not None and row[0] == shipped_version()


def shipped_version() -> str:
    """What tells one edition of the shipped reference data from another."""
    content = hashlib.sha256()
    for name in ("regions.csv", "functional_zones.csv", "roles.toml"):
        content.update((files("hub") / "data" / name).read_bytes())
    return content.hexdigest()[:16]


def _load_regions(connection: psycopg.Connection) -> None:
    periods: dict[str, list[Region]] = defaultdict(list)
    for region in register().regions:
        periods[region.code].append(region)
    rows = [_region_row(code, found) for code, found in periods.items()]
    with connection.cursor() as cursor:
        cursor.execute("create temp table new_regions (like regions) on commit drop")
        with cursor.copy("copy new_regions from stdin") as copy:
            for row in rows:
                copy.write_row(row)
        cursor.execute(
            """
            merge into regions r using new_regions n on r.code = n.code
            when matched then update set name = n.name, level = n.level, parent_code = n.parent_code,
              valid_from_year = n.valid_from_year, valid_to_year = n.valid_to_year,
              successor_code = n.successor_code, periods = n.periods
            when not matched then insert values (n.code, n.name, n.level, n.parent_code, n.valid_from_year,
              n.valid_to_year, n.successor_code, n.periods)
            """
        )


def _region_row(code: str, periods: list[Region]) -> tuple[object, ...]:
    last = max(periods, key=lambda r: r.valid_from_year)
    successor = register().current_code(code, NOW)
    return (
        code,
        last.name,
        last.level.value,
        last.parent_code,
        min(r.valid_from_year for r in periods),
        last.valid_to_year,
        None if successor == code else successor,
        Jsonb([{"name": r.name, "from": r.valid_from_year, "to": r.valid_to_year} for r in periods]),
    )


def _load_roles(connection: psycopg.Connection) -> None:
    data = tomllib.loads((files("hub") / "data" / "roles.toml").read_text(encoding="utf-8"))
    with connection.cursor() as cursor:
        cursor.executemany(
            """
            insert into roles (code, zh, en, permissions, any_agency, any_region)
            values (%(code)s, %(zh)s, %(en)s, %(permissions)s, %(any_agency)s, %(any_region)s)
            on conflict (code) do nothing
            """,
            [{"code": code, **role} for code, role in data.items()],
        )
