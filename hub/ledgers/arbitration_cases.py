"""Labour dispute arbitration (H11 劳动人事争议仲裁案件台账)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from hub.ledgers.base import (
    THE_EMPLOYER,
    LedgerRow,
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
from hub.ledgers.codes import ArbitrationOutcome, DisputeMatter, WorkerGroup
from hub.ledgers.employers import DEBTOR


class ArbitrationCase(LedgerRow, table=True):
    """A case before an arbitration commission（劳动人事争议仲裁案件）. An award is no recovered amount yet."""

    __tablename__ = "arbitration_cases"
    relations: ClassVar[tuple[Relation, ...]] = (DEBTOR,)
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key", "case_key"})

    case_no: str = string("Case number（案号）", required=True)
    case_key: str | None = string("Case number with unified brackets")
    applied_on: date | None = day("Applied on（申请日期）")
    accepted_on: date | None = day("Accepted on（受理日期）")
    employer_name: str | None = string("Employer, respondent（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    industry: str | None = string("Industry, GB/T 4754 section（行业）")
    worker_group: list[str] | None = several(WorkerGroup, "Worker groups（劳动者类别）")
    dispute_matter: str | None = coded(DisputeMatter, "What it is about（争议类型）")
    workers_count: int | None = digits("Workers（人数）")
    collective: bool | None = yes_no("Collective dispute（集体争议）")
    claim_amount: Decimal | None = yuan("Claim, yuan（标的）")
    closed_on: date | None = day("Closed on（结案日期）")
    close_kind: str | None = coded(ArbitrationOutcome, "How it was closed（结案方式）")
    awarded_amount: Decimal | None = yuan("Awarded or agreed, yuan（裁决金额）")
    is_final: bool | None = yes_no("Final award（是否终局）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes(
        "arbitration_cases",
        ("region_code", "accepted_on"),
        ("region_code", "closed_on"),
        ("employer_key",),
        ("case_key",),
    )
