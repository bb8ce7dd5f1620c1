"""Roles and access tokens."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ARRAY, DateTime, Text, func
from sqlmodel import Field, SQLModel


class Role(SQLModel, table=True):
    """A role: its labels and what it permits. Data, to be extended."""

    __tablename__ = "roles"

    code: str = Field(primary_key=True, sa_type=Text)
    zh: str = Field(sa_type=Text)
    en: str = Field(sa_type=Text)
    permissions: list[str] = Field(sa_type=ARRAY(Text))
    any_agency: bool
    """Whether a token of this role may see all agencies."""
    any_region: bool
    """Whether a token of this role may see all regions."""


class AccessToken(SQLModel, table=True):
    """A bearer token, stored as the SHA-256 of 256 random bits."""

    __tablename__ = "access_tokens"

    name: str = Field(primary_key=True, sa_type=Text)
    digest: str = Field(sa_type=Text, unique=True)
    role: str = Field(sa_type=Text, foreign_key="roles.code")
    agency: str | None = Field(default=None, sa_type=Text)
    region: str | None = Field(default=None, sa_type=Text)
    created_at: datetime = Field(
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.clock_timestamp()},
    )
    revoked_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
