"""The register of employers: one per credit code, otherwise one per normalised name and prefecture."""

from __future__ import annotations

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from hub.ledgers.base import Relation
from hub.names import normalised_employer_name

DEBTOR = Relation(
    "employer", "employers", (("employer_key", "key"),), many=False, description="The employer（用人单位）"
)


class Employer(SQLModel, table=True):
    """An employer that some record names（用人单位）. Never merged on name alone."""

    __tablename__ = "employers"

    key: str = Field(primary_key=True, sa_type=Text)
    uscc: str | None = Field(
        default=None, sa_type=Text, description="Unified social credit code（统一社会信用代码）"
    )
    name: str = Field(sa_type=Text, description="Name as first recorded（名称）")
    region_code: str = Field(
        sa_type=Text,
        description="Region of registration where the code names one, else of the first record（地区）",
    )

    __table_args__ = (
        Index("employers_by_uscc", "uscc", unique=True),
        Index("employers_by_region", "region_code", "key"),
        Index("employers_by_name", "name", postgresql_using="gin", postgresql_ops={"name": "gin_trgm_ops"}),
    )


def employer_key(uscc: str | None, name: str | None, prefecture_code: str) -> str | None:
    """The register key of an employer: its credit code, else its normalised name within the prefecture."""
    if uscc:
        return uscc
    if name:
        return f"{prefecture_code}:{normalised_employer_name(name)}"
    return None
