"""Alembic's entry: the tables of the code against the tables of the database."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from sqlalchemy import create_engine, pool
from sqlmodel import SQLModel

import hub.access.tables
import hub.ledgers.employers
import hub.ledgers.region
import hub.ledgers.submission  # noqa: F401  # imported so that their tables are known
from hub.ledgers.catalogue import ledgers

ledgers()


def include_object(thing: Any, name: str | None, kind: str, reflected: bool, compare_to: Any) -> bool:
    """Leave out what Alembic cannot compare: the version table stands apart."""
    return not (kind == "table" and name == "alembic_version")


def process_revision_directives(_context: Any, _revision: Any, _directives: Any) -> None:
    """Nothing to change in generated revisions."""


def run() -> None:
    """Run the migrations on the database that the caller named."""
    url: str = context.config.attributes["url"]
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            include_object=include_object,
            compare_server_default=False,
        )
        with context.begin_transaction():
            context.run_migrations()


mode: Literal["online"] = "online"
run()
