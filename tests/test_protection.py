"""Row-level security: every table that holds what was reported is under it, for its owner as well."""

from __future__ import annotations

import psycopg

from hub.database import libpq

# Table -> why it has no policy of its own.
OPEN = {
    "accepted_submissions": "slots and versions, nothing of their content: coverage must be known to a county too",
    "access_tokens": "digests; read to verify a token, before there is a scope",
    "alembic_version": "the revision; not granted to the serving role",
    "data_versions": "numbers, times and reasons; a reason is told with the submission that may be seen only",
    "employers": "names and codes of firms, which every token that may read data may search",
    "header_answers": "spellings of headers; hub.submissions.answers narrows them to the viewer",
    "header_rows_answers": "rows in which headers stand; hub.submissions.answers narrows them to the viewer",
    "month_closings": "nothing of what was reported; whoever corrects a month must know; narrowed when listed",
    "obligations": "who owes which sheet, nothing of what was reported: coverage must be known to a county too",
    "recovery_groups": "numbers and reasons of decisions; listed only where all members may be seen",
    "recovery_members": "keys of records, nothing of their content: figures are counted by them",
    "reference_data": "what the hub ships with",
    "regions": "what the hub ships with",
    "roles": "what the hub ships with",
    "sheet_answers": "digests of headers; hub.submissions.answers narrows them to the viewer",
    "stored_files": "encrypted, found by a submission that is under a policy; read for its own unit only",
}

TABLES = """
select c.relname, c.relrowsecurity and c.relforcerowsecurity, exists (select from pg_policy where polrelid = c.oid)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = 'public' and c.relkind in ('r', 'p')
"""


def test_every_table_is_under_a_forced_policy_or_says_why_not(database_url: str) -> None:
    with psycopg.connect(libpq(database_url)) as connection:
        tables = connection.execute(TABLES).fetchall()
        partitions: dict[str, bool] = dict(
            connection.execute("select relname, relispartition from pg_class").fetchall()
        )
    without = {name for name, forced, policy in tables if not (forced and policy) and not partitions[name]}
    assert without == set(OPEN)
    assert len(tables) > 30


def test_the_serving_role_may_change_no_fact(database_url: str) -> None:
    """Reported rows and files are never deleted, and no partition is granted by itself."""
    with psycopg.connect(libpq(database_url)) as connection:
        deletes = connection.execute(
            """
            select distinct table_name from information_schema.role_table_grants
            where grantee = 'hub_app' and privilege_type in ('DELETE', 'TRUNCATE', 'UPDATE')
            """
        ).fetchall()
    assert {name for (name,) in deletes} <= {"header_answers", "sheet_answers", "header_rows_answers"}
