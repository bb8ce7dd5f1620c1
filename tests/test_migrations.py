"""Migrations: the newest revision is told without Alembic, a fresh database is current, tables and code agree."""

from __future__ import annotations

from alembic.script import ScriptDirectory

from hub.database import alembic_config, is_current, pending_changes
from migrations import newest_revision


def test_the_newest_revision_is_alembics_head(database_url: str) -> None:
    head = ScriptDirectory.from_config(alembic_config(database_url)).get_current_head()
    assert newest_revision() == head
    assert is_current(database_url)


def test_tables_and_migrations_agree(database_url: str) -> None:
    pending_changes(database_url)
