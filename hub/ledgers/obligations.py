"""Obligations: which unit owes which sheet for which months, and by which day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Identity, Index, Integer, Text, text
from sqlmodel import Field, SQLModel


class Obligation(SQLModel, table=True):
    """One unit owes one side of a sheet from a month on; it holds in the data versions from declared to ended.

    Nothing of it changes but its end, so that an answer of the past stays what it was. Without a row policy: it holds
    nothing of what was reported, and the coverage of a county rests on what its prefecture owes.
    """

    __tablename__ = "obligations"

    id: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    sheet: str = Field(sa_type=Text)
    side: str = Field(default="", sa_type=Text)
    agency: str = Field(sa_type=Text)
    region_code: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    """AGENCY:region, the reporting unit; where its region is succeeded, the unit of the successor owes on."""
    from_month: date = Field(sa_type=Date)
    to_month: date | None = Field(default=None, sa_type=Date)
    """The last month; null while it is open."""
    every_months: int = Field(default=1, sa_type=Integer)
    """1, 3, 6 or 12: one report for so many months, owed for the last of them."""
    due_days: int | None = Field(default=None, sa_type=Integer)
    """Days after the end of the month; null: as the sheet's default says (data/reporting.toml)."""
    declared_version: int = Field(sa_type=BigInteger)
    declared_by: str = Field(sa_type=Text)
    ended_version: int | None = Field(default=None, sa_type=BigInteger)

    __table_args__ = (
        CheckConstraint(
            "to_month is null or to_month >= from_month", name="obligations_end_after_their_beginning"
        ),
        CheckConstraint("every_months in (1, 3, 6, 12)", name="obligations_every_so_many_months"),
        CheckConstraint("due_days between 0 and 366", name="obligations_due_within_a_year"),
        Index(
            "obligations_one_beginning_per_slot",
            "sheet",
            "side",
            "unit",
            "from_month",
            unique=True,
            postgresql_where=text("ended_version is null"),
        ),
        Index("obligations_by_region", "sheet", "region_code"),
    )
