"""What reporting units have answered about their workbooks: headers as fields, tables as sheets."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Column, DateTime, Identity, Integer, Text, UniqueConstraint, func
from sqlmodel import Field, SQLModel


def _now() -> Any:
    return Field(sa_type=DateTime(timezone=True), sa_column_kwargs={"server_default": func.clock_timestamp()})


class HeaderAnswer(SQLModel, table=True):
    """One header of a unit's sheet is one field; an empty field leaves the column aside."""

    __tablename__ = "header_answers"

    id: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    unit: str = Field(sa_type=Text)
    """AGENCY:region, the reporting unit."""
    sheet: str = Field(sa_type=Text)
    header: str = Field(sa_type=Text)
    """As hub.importing.memory.header_key writes it."""
    field: str = Field(sa_type=Text)
    answered_by: str = Field(sa_type=Text)
    answered_at: datetime = _now()

    __table_args__ = (UniqueConstraint("unit", "sheet", "header", name="header_answers_once"),)


class SheetAnswer(SQLModel, table=True):
    """A table of a unit with just these headers is one sheet."""

    __tablename__ = "sheet_answers"

    id: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    unit: str = Field(sa_type=Text)
    signature: str = Field(sa_type=Text)
    """As hub.importing.memory.signature makes it."""
    sheet: str = Field(sa_type=Text)
    answered_by: str = Field(sa_type=Text)
    answered_at: datetime = _now()

    __table_args__ = (UniqueConstraint("unit", "signature", name="sheet_answers_once"),)


class HeaderRowsAnswer(SQLModel, table=True):
    """The header of a unit's sheet stands in these rows of its worksheet, counted from 1."""

    __tablename__ = "header_rows_answers"

    id: int = Field(sa_column=Column(BigInteger, Identity(always=True), primary_key=True))
    unit: str = Field(sa_type=Text)
    sheet: str = Field(sa_type=Text)
    first_row: int = Field(sa_type=Integer)
    last_row: int = Field(sa_type=Integer)
    answered_by: str = Field(sa_type=Text)
    answered_at: datetime = _now()

    __table_args__ = (UniqueConstraint("unit", "sheet", name="header_rows_answers_once"),)
