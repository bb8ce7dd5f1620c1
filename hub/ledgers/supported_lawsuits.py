"""Lawsuits and arbitrations supported by the procuratorate (P1 支持起诉案件台账)."""

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
    several,
    string,
    yes_no,
    yuan,
)
from hub.ledgers.codes import CaseSource, Forum, RecoveryKind, SupportDecision, SupportOutcome, WorkerGroup
from hub.ledgers.employers import DEBTOR


class SupportedLawsuit(LedgerRow, table=True):
    """A case of supported prosecution, a civil matter（支持起诉案件）."""

    __tablename__ = "supported_lawsuits"
    recovered = "recovered_amount"
    named_cases = ("case_no", "court_case_no", "legal_aid_case_no")
    relations: ClassVar[tuple[Relation, ...]] = (
        DEBTOR,
        Relation(
            "court_case",
            "court_wage_cases",
            (("province_code", "province_code"), ("court_case_key", "case_key")),
            many=False,
            description="The case in the court's ledger（法院案件）",
        ),
        Relation(
            "legal_aid_case",
            "legal_aid_cases",
            (("province_code", "province_code"), ("legal_aid_case_key", "case_key")),
            many=False,
            description="The legal-aid case（法律援助案件）",
        ),
        Relation(
            "clues",
            "clue_transfers",
            (("province_code", "province_code"), ("case_key", "result_key")),
            many=True,
            description="Reports of the clue that led to it（来源线索）",
        ),
    )
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key", "case_key", "court_case_key", "legal_aid_case_key"})

    procuratorate: str | None = string("Procuratorate（办理检察院）")
    case_no: str = string("Case number（案号）", required=True)
    case_key: str | None = string("Case number with unified brackets")
    source: str | None = coded(CaseSource, "Source（案件来源）")
    forum: str | None = coded(Forum, "Lawsuit or arbitration（类型）")
    employer_name: str | None = string("Employer（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    worker_group: list[str] | None = several(WorkerGroup, "Worker groups（劳动者类别）")
    industry: str | None = string("Industry, GB/T 4754 section（行业）")
    workers_count: int | None = digits("Workers involved（涉及人数）")
    accepted_on: date | None = day("Accepted on（受理日期）")
    claim_amount: Decimal | None = yuan("Claim, yuan（起诉标的）")
    decision: str | None = coded(SupportDecision, "Decision（审查决定）")
    decided_on: date | None = day("Decided on（决定日期）")
    support_letter_no: str | None = string("Number of the support letter（支持起诉书文号）")
    court_case_no: str | None = string("Court case number（法院案号）")
    court_case_key: str | None = string("Court case number with unified brackets")
    outcome: str | None = coded(SupportOutcome, "Outcome（办理结果）")
    outcome_on: date | None = day("Outcome of（结果日期）")
    adjudicated_amount: Decimal | None = yuan("Amount adjudicated or agreed, yuan（确定金额）")
    recovered_amount: Decimal | None = yuan("Recovered, yuan（追回金额）")
    recovered_on: date | None = day("Recovered on（追回日期）")
    recovery_kind: str | None = coded(RecoveryKind, "What was recovered（赔偿类别）")
    enforcement_urged: bool | None = yes_no("Enforcement was urged（督促执行）")
    enforcement_urged_on: date | None = day("Enforcement urged on（督促执行日期）")
    legal_aid_case_no: str | None = string("Legal-aid case number（法律援助案号）")
    legal_aid_case_key: str | None = string("Legal-aid case number with unified brackets")
    co_accepted_by_union: bool | None = yes_no("Also taken up by the union（工会同步受理）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes(
        "supported_lawsuits",
        ("region_code", "accepted_on"),
        ("region_code", "recovered_on"),
        ("employer_key",),
        ("case_key",),
    )

    @classmethod
    def recovery(cls, row: Mapping[str, Any]) -> Recovery | None:
        """The amount recovered, of the kind that the sheet states; wages where it states none."""
        if not row.get("recovered_amount"):
            return None
        return Recovery(
            row["recovered_amount"],
            row.get("workers_count"),
            row.get("recovered_on"),
            row.get("recovery_kind") or "WAGES",
            row["case_no"],
        )
