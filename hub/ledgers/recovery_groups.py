"""Which recovered amounts of several agencies are one payment: what a person decided, and from which data version."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Identity, Index, Text, func, text
from sqlmodel import Field, SQLModel


class RecoveryGroup(SQLModel, table=True):
    """A decision about some recovered amounts: CONFIRMED as one payment, or REJECTED as several.

    Dissolving a confirmed group is a later fact about it. Without a row policy: it names records by their keys and
    holds no content; whoever lists groups sees the records themselves only within his scope.
    """

    __tablename__ = "recovery_groups"

    id: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    state: str = Field(sa_type=Text)
    """CONFIRMED or REJECTED."""
    decided_at: datetime = Field(
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.clock_timestamp()},
    )
    decided_by: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)
    confirmed_version: int | None = Field(default=None, sa_type=BigInteger)
    dissolved_version: int | None = Field(default=None, sa_type=BigInteger)
    dissolved_by: str | None = Field(default=None, sa_type=Text)
    dissolved_reason: str | None = Field(default=None, sa_type=Text)


class RecoveryMember(SQLModel, table=True):
    """A recovered amount in a decision, by the key of its record: corrections of the record keep it in its group.

    `live_from` and `live_to` are the data versions in which the group holds; null for a rejected one.
    """

    __tablename__ = "recovery_members"

    group_id: int = Field(
        sa_column=Column(BigInteger, ForeignKey("recovery_groups.id"), primary_key=True, nullable=False)
    )
    province_code: str = Field(primary_key=True, sa_type=Text)
    row_key: str = Field(primary_key=True, sa_type=Text)
    live_from: int | None = Field(default=None, sa_type=BigInteger)
    live_to: int | None = Field(default=None, sa_type=BigInteger)

    __table_args__ = (
        Index(
            "recovery_members_one_group_a_record",
            "province_code",
            "row_key",
            unique=True,
            postgresql_where=text("live_from is not null and live_to is null"),
        ),
        Index("recovery_members_by_record", "province_code", "row_key"),
    )
