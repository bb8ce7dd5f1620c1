"""Figure cards in the database: one row a card, written once, never changed and never deleted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Date, DateTime, Index, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

SEVERAL_AGENCIES = "*"
"""The agency of a card whose figure rests on several: seen by those who see all agencies only."""


class FigureCard(SQLModel, table=True):
    """One figure as it was told at one data version. A trigger refuses updates and deletions, also to the owner.

    Numbers are texts, so that they stay what they were. `question` and `definition` are canonical JSON: with the
    data version they are all that is needed to count the figure once more.
    """

    __tablename__ = "figure_cards"

    id: str = Field(primary_key=True, sa_type=Text)
    """F- and 12 characters of the digest of what was asked: hub.releases.identity."""
    question: str = Field(sa_type=Text)
    indicator: str = Field(sa_type=Text)
    definition: str = Field(sa_type=Text)
    definition_version: str = Field(sa_type=Text)
    definition_digest: str = Field(sa_type=Text)
    """Of all that decides its numbers (catalogue.edition_digest), of a ratio's two parts as well."""
    definitions_on: date = Field(sa_type=Date)
    """The day whose catalogue of definitions answered."""
    region_code: str = Field(sa_type=Text)
    """`within`; with `agency` what row-level security looks at."""
    agency: str = Field(sa_type=Text)
    unit: str | None = Field(default=None, sa_type=Text)
    """Always null: a card belongs to no reporting unit."""
    window_from: date = Field(sa_type=Date)
    window_to: date = Field(sa_type=Date)
    data_version: int = Field(sa_type=BigInteger)
    as_of: datetime = Field(sa_type=DateTime(timezone=True))
    """When that data version came to be."""
    cut_off: date = Field(sa_type=Date)
    value: str | None = Field(default=None, sa_type=Text)
    """As every interface prints it."""
    exact: str | None = Field(default=None, sa_type=Text)
    """The same before rounding."""
    code: str | None = Field(default=None, sa_type=Text)
    missing: str | None = Field(default=None, sa_type=Text)
    numerator: str | None = Field(default=None, sa_type=Text)
    denominator: str | None = Field(default=None, sa_type=Text)
    coverage: dict[str, Any] = Field(sa_type=JSONB)
    year_on_year: dict[str, Any] = Field(sa_type=JSONB)
    """Status, base, base_code, difference, ratio, percentage_points, text_zh, text_en."""
    text_zh: str = Field(sa_type=Text)
    text_en: str = Field(sa_type=Text)
    sentence_zh: str = Field(sa_type=Text)
    sentence_en: str = Field(sa_type=Text)
    created_at: datetime = Field(
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.clock_timestamp()},
    )
    created_by: str = Field(sa_type=Text)

    __table_args__ = (
        Index("figure_cards_by_region", "region_code", "created_at", "id"),
        Index("figure_cards_by_age", "created_at", "id"),
    )
