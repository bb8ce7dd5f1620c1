"""Months that a secretariat has closed: their figures are out, a correction needs a reason."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Column, Date, DateTime, Identity, Index, Text, func, text
from sqlmodel import Field, SQLModel


class MonthClosing(SQLModel, table=True):
    """One closing of one month for one region; reopening is a later fact about it.

    Without a row policy: it holds nothing of what was reported, and whoever corrects a month must know.
    """

    __tablename__ = "month_closings"

    id: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    region_code: str = Field(sa_type=Text)
    month: date = Field(sa_type=Date)
    closed_at: datetime = Field(
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.clock_timestamp()},
    )
    closed_by: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    reopened_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    reopened_by: str | None = Field(default=None, sa_type=Text)
    reopened_reason: str | None = Field(default=None, sa_type=Text)

    __table_args__ = (
        Index(
            "month_closings_one_open",
            "region_code",
            "month",
            unique=True,
            postgresql_where=text("reopened_at is null"),
        ),
    )
