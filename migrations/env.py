"""Alembic's entry: the tables of the code against the tables of the database."""

from __future__ import annotations

from alembic import context
from sqlalchemy import create_engine, pool
from sqlmodel import SQLModel

import hub.access.tables
import hub.ledgers.answers
import hub.ledgers.employers
import hub.ledgers.month_closing
import hub.ledgers.obligations
import hub.ledgers.recovery_groups
import hub.ledgers.region
import hub.ledgers.submission
import hub.releases.tables  # noqa: F401  # imported so that their tables are known
from hub.ledgers.catalogue import ledgers

ledgers()


def run() -> None:
    """Run the migrations on the database that the caller named."""
    url: str = context.config.attributes["url"]
    engine = create_engine(url, poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=SQLModel.metadata,
            compare_server_default=False,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
