"""Enforcement cases about wages in the courts (C2 涉薪执行案件台账)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from hub.ledgers.base import (
    THE_EMPLOYER,
    LedgerRow,
    Recovery,
    Relation,
    coded,
    day,
    digits,
    ledger_indexes,
    string,
    yuan,
)
from hub.ledgers.codes import EnforcementKind, EnforcementOutcome
from hub.ledgers.employers import DEBTOR


class EnforcementCase(LedgerRow, table=True):
    """A case in which a court enforces wages（涉薪执行案件）."""

    __tablename__ = "enforcement_cases"
    recovered = "paid_amount"
    named_cases = ("case_no", "basis_document_no")
    relations: ClassVar[tuple[Relation, ...]] = (
        DEBTOR,
        Relation(
            "application",
            "enforcement_applications",
            (("province_code", "province_code"), ("basis_document_key", "decision_key")),
            many=False,
            description="The application of HRSS for its decision to be enforced（人社部门的申请）",
        ),
        Relation(
            "civil_case",
            "court_wage_cases",
            (("province_code", "province_code"), ("basis_document_key", "case_key")),
            many=False,
            description="The civil case whose judgment is enforced（作为执行依据的民事案件）",
        ),
    )
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key", "case_key", "basis_document_key"})

    court: str | None = string("Court（法院）")
    case_no: str = string("Case number（执行案号）", required=True)
    case_key: str | None = string("Case number with unified brackets")
    enforcement_kind: str | None = coded(EnforcementKind, "Civil or administrative（申请类型）")
    basis_document_no: str | None = string("Judgment or decision to be enforced（执行依据文号）")
    basis_document_key: str | None = string("Number of that document with unified brackets")
    employer_name: str | None = string("Employer（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    filed_on: date | None = day("Filed on（立案日期）")
    claim_amount: Decimal | None = yuan("Claim, yuan（标的）")
    paid_amount: Decimal | None = yuan("In place, yuan: wages, or a deposit paid in（执行到位）")
    workers_paid: int | None = digits("Workers paid（受偿人数）")
    close_kind: str | None = coded(EnforcementOutcome, "How it was closed（结案方式）")
    closed_on: date | None = day("Closed on（结案日期）")

    __table_args__ = ledger_indexes(
        "enforcement_cases",
        ("region_code", "filed_on"),
        ("region_code", "closed_on"),
        ("employer_key",),
        ("case_key",),
        ("basis_document_key",),
    )

    @classmethod
    def recovery(cls, row: Mapping[str, Any]) -> Recovery | None:
        """Wages in place. What an administrative decision brought without a worker paid is a deposit, not wages."""
        if not row.get("paid_amount"):
            return None
        deposit = row.get("enforcement_kind") == EnforcementKind.NON_LITIGATION.name
        kind = "OTHER" if deposit and not row.get("workers_paid") else "WAGES"
        return Recovery(
            row["paid_amount"], row.get("workers_paid"), row.get("closed_on"), kind, row["case_no"]
        )
