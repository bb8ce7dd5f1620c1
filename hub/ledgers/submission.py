"""Submissions as immutable facts, the files they came from, and the data versions that accepting them takes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Text,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class StoredFile(SQLModel, table=True):
    """The original bytes of an upload, stored once by their SHA-256; hub.originals writes and reads them."""

    __tablename__ = "stored_files"

    sha256: str = Field(primary_key=True, sa_type=Text)
    size: int = Field(sa_type=Integer)
    content: bytes = Field(sa_type=LargeBinary)
    key_id: str | None = Field(default=None, sa_type=Text)
    """Which key of HUB_FILES_KEY encrypts the content; NULL: stored in clear before there were keys."""
    stored_at: datetime = Field(
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.clock_timestamp()},
    )


class DataVersion(SQLModel, table=True):
    """One change of what the hub knows: an accept or withdrawal of a submission, or another act that figures depend on."""

    __tablename__ = "data_versions"

    number: int = Field(primary_key=True, sa_type=BigInteger)
    at: datetime = Field(sa_type=DateTime(timezone=True), unique=True)
    action: str = Field(sa_type=Text)
    """ACCEPT or WITHDRAW, for which there is a submission; or another act that takes a version of its own."""
    submission_id: int | None = Field(default=None, sa_type=BigInteger)
    by: str = Field(sa_type=Text)
    reason: str | None = Field(default=None, sa_type=Text)


class Submission(SQLModel, table=True):
    """What one upload says for one slot: sheet x side x reporting unit x period.

    The facts of the upload never change. `accepted_version` and `withdrawn_version` are the later facts: the data
    versions in which it was accepted and withdrawn. Periods are months, first and last inclusive.
    """

    __tablename__ = "submissions"

    id: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    sheet: str = Field(sa_type=Text)
    form: str = Field(sa_type=Text)
    side: str = Field(default="", sa_type=Text)
    agency: str = Field(sa_type=Text)
    region_code: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    """AGENCY:region, the reporting unit."""
    unit_name: str | None = Field(default=None, sa_type=Text)
    period_from: date = Field(sa_type=Date)
    period_to: date = Field(sa_type=Date)
    as_of: date = Field(sa_type=Date)
    """As-of day: stated, else the end of the period."""
    state: str = Field(sa_type=Text)
    """REFUSED or CHECKED when received; later states are told by the versions."""
    file_sha256: str = Field(sa_type=Text)
    file_name: str = Field(sa_type=Text)
    received_at: datetime = Field(
        sa_type=DateTime(timezone=True),
        sa_column_kwargs={"server_default": func.clock_timestamp()},
    )
    received_by: str = Field(sa_type=Text)
    digest: str = Field(sa_type=Text)
    """SHA-256 of the canonical parsed rows."""
    mode: str = Field(default="REPLACE", sa_type=Text, sa_column_kwargs={"server_default": "REPLACE"})
    """REPLACE: what it no longer lists is removed. SUPPLEMENT: it adds and corrects rows, and covers nothing."""
    nil: bool = Field(
        default=False, sa_type=Boolean, nullable=False, sa_column_kwargs={"server_default": text("false")}
    )
    """A nil return: the unit says that there is nothing to report, which is not the same as not reporting."""
    headers: list[dict[str, Any]] = Field(
        default_factory=list, sa_type=JSONB, nullable=False, sa_column_kwargs={"server_default": text("'[]'")}
    )
    """The columns as they stood in the file: worksheet, column letter, header, field (null where unknown)."""
    options: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """How the file was read (hub.submissions.readings), for reading it again; null where nobody wrote it down."""
    rows_read: int = Field(sa_type=Integer)
    problems: list[dict[str, Any]] = Field(default_factory=list, sa_type=JSONB)
    accepted_version: int | None = Field(default=None, sa_type=BigInteger)
    accepted_rows: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    """Counts at acceptance: new, changed, unchanged, removed, shadowed."""
    withdrawn_version: int | None = Field(default=None, sa_type=BigInteger)
    withdrawn_reason: str | None = Field(default=None, sa_type=Text)

    __table_args__ = (
        Index("submissions_by_slot", "sheet", "side", "unit", "period_to"),
        Index("submissions_by_region", "region_code", "id"),
    )


class AcceptedSubmission(SQLModel, table=True):
    """Which slots were accepted and withdrawn when, and nothing of their content.

    Kept by a trigger on `submissions`. Without a row policy: a county must know the newest state and the coverage
    of what its prefecture reported for it, though it may not see the prefecture's submission.
    """

    __tablename__ = "accepted_submissions"

    id: int = Field(primary_key=True, sa_type=BigInteger)
    sheet: str = Field(sa_type=Text)
    side: str = Field(sa_type=Text)
    agency: str = Field(sa_type=Text)
    region_code: str = Field(sa_type=Text)
    unit: str = Field(sa_type=Text)
    period_from: date = Field(sa_type=Date)
    period_to: date = Field(sa_type=Date)
    as_of: date = Field(sa_type=Date)
    mode: str = Field(default="REPLACE", sa_type=Text, sa_column_kwargs={"server_default": "REPLACE"})
    accepted_version: int = Field(sa_type=BigInteger)
    withdrawn_version: int | None = Field(default=None, sa_type=BigInteger)

    __table_args__ = (
        Index("accepted_submissions_by_unit", "sheet", "unit", "period_to"),
        Index("accepted_submissions_by_region", "sheet", "region_code", "as_of"),
    )
