"""The dated register of regions in the database: one row a code, for joins and lists."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel


class RegionRecord(SQLModel, table=True):
    """A region code with the name it last had（行政区划）. Earlier names of the same code stand in `periods`."""

    __tablename__ = "regions"

    code: str = Field(
        primary_key=True, sa_type=Text, description="Code of GB/T 2260, or a local one（区划代码）"
    )
    name: str = Field(sa_type=Text, description="Name, the last where it changed（名称）")
    level: str = Field(sa_type=Text, description="NATIONAL PROVINCE PREFECTURE COUNTY ZONE（层级）")
    parent_code: str | None = Field(
        default=None, sa_type=Text, description="Code of the region above（上级）"
    )
    valid_from_year: int = Field(sa_type=Integer, description="First year in force（启用年份）")
    valid_to_year: int | None = Field(
        default=None,
        sa_type=Integer,
        description="Year in which the code ended, null while in force（停用年份）",
    )
    successor_code: str | None = Field(
        default=None,
        sa_type=Text,
        description="The code that wholly took over, null while in force or after a split（继任）",
    )
    periods: list[dict[str, Any]] = Field(
        default_factory=list, sa_type=JSONB, description="Every name of the code with its years（历史名称）"
    )

    __table_args__ = (Index("regions_by_parent", "parent_code"),)


class ReferenceData(SQLModel, table=True):
    """Which edition of the shipped reference data the database holds."""

    __tablename__ = "reference_data"

    name: str = Field(primary_key=True, sa_type=Text)
    version: str = Field(sa_type=Text)
