"""Legal-aid cases (J1 法律援助案件台账)."""

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
from hub.ledgers.codes import AidPriority, DisputeMatter, LegalAidOutcome, WorkerGroup
from hub.ledgers.employers import DEBTOR

_KIND_OF_MATTER = {
    DisputeMatter.REMUNERATION.name: "WAGES",
    DisputeMatter.INJURY_COMPENSATION.name: "INJURY_COMPENSATION",
    DisputeMatter.SEVERANCE.name: "SEVERANCE",
}


class LegalAidCase(LedgerRow, table=True):
    """A legal-aid case（法律援助案件）."""

    __tablename__ = "legal_aid_cases"
    recovered = "recovered_amount"
    named_cases = ("case_no",)
    relations: ClassVar[tuple[Relation, ...]] = (DEBTOR,)
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key", "case_key"})

    aid_organisation: str | None = string("Legal-aid organisation（承办机构）")
    case_no: str = string("Case number（案号）", required=True)
    case_key: str | None = string("Case number with unified brackets")
    applied_on: date | None = day("Applied on（申请日期）")
    approved_on: date | None = day("Approved on（受理日期）")
    dispute_matter: str | None = coded(DisputeMatter, "Matter（事项）")
    priority: str | None = coded(AidPriority, "Priority（重点）")
    worker_group: list[str] | None = several(WorkerGroup, "Worker groups（劳动者类别）")
    green_channel: bool | None = yes_no("Green channel（绿色通道）")
    cross_region: bool | None = yes_no("Cross-region cooperation（异地协作）")
    employer_name: str | None = string("Employer（用人单位）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    workers_count: int | None = digits("Workers aided（受援人数）")
    claim_amount: Decimal | None = yuan("Claim, yuan（标的）")
    close_kind: str | None = coded(LegalAidOutcome, "How it was closed（结案方式）")
    recovered_amount: Decimal | None = yuan("Recovered, yuan（挽回损失）")
    closed_on: date | None = day("Closed on（结案日期）")
    quality: str | None = string("Quality grade（质量评级）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes(
        "legal_aid_cases",
        ("region_code", "approved_on"),
        ("region_code", "closed_on"),
        ("employer_key",),
        ("case_key",),
    )

    @classmethod
    def recovery(cls, row: Mapping[str, Any]) -> Recovery | None:
        """The loss averted, of the kind of the matter."""
        if not row.get("recovered_amount"):
            return None
        return Recovery(
            row["recovered_amount"],
            row.get("workers_count"),
            row.get("closed_on"),
            _KIND_OF_MATTER.get(row.get("dispute_matter") or "", "OTHER"),
            row["case_no"],
        )
