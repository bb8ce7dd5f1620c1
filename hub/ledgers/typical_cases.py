"""Typical cases (M1case 典型案例清单)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from hub.ledgers.base import LedgerRow, Relation, coded, day, ledger_indexes, rank, string
from hub.ledgers.codes import AdministrativeLevel


class TypicalCase(LedgerRow, table=True):
    """A case that an office selected as typical（典型案例）."""

    __tablename__ = "typical_cases"
    relations: ClassVar[tuple[Relation, ...]] = (
        Relation(
            "supported_lawsuit",
            "supported_lawsuits",
            (("province_code", "province_code"), ("source_case_key", "case_key")),
            many=False,
            description="The supported lawsuit that it tells of（来源支持起诉案件）",
        ),
        Relation(
            "legal_aid_case",
            "legal_aid_cases",
            (("province_code", "province_code"), ("source_case_key", "case_key")),
            many=False,
            description="The legal-aid case that it tells of（来源法律援助案件）",
        ),
    )
    hidden = frozenset({"source_case_key"})

    title: str = string("Title（案例名称）", required=True)
    selecting_body: str | None = string("Office that selected it（评选单位）")
    level: str | None = coded(AdministrativeLevel, "Level（级别）")
    year: int | None = rank("Year（年度）")
    published_on: date | None = day("Published on（发布日期）")
    source_case_no: str | None = string("Number of the case（来源案号）")
    source_case_key: str | None = string("That number with unified brackets")

    __table_args__ = ledger_indexes("typical_cases", ("region_code", "published_on"), ("source_case_key",))
