"""Alembic migrations: the only way in which tables come to be."""

from pathlib import Path


def newest_revision() -> str:
    """The revision that a database should have: revisions are numbered in their file names (0001_...)."""
    return max(f.name.split("_")[0] for f in Path(__file__).parent.glob("versions/[0-9]*.py"))
