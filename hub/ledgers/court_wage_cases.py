"""Wage claims at the courts (C1 涉薪民事案件台账)."""

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
from hub.ledgers.codes import CourtOutcome, WorkerGroup
from hub.ledgers.employers import DEBTOR


class CourtWageCase(LedgerRow, table=True):
    """A civil case about wages（涉薪民事案件）."""

    __tablename__ = "court_wage_cases"
    relations: ClassVar[tuple[Relation, ...]] = (
        DEBTOR,
        Relation(
            "supported_lawsuit",
            "supported_lawsuits",
            (("province_code", "province_code"), ("case_key", "court_case_key")),
            many=False,
            description="The supported lawsuit behind it（支持起诉案件）",
        ),
    )
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key", "case_key"})

    court: str | None = string("Court（法院）")
    case_no: str = string("Case number（案号）", required=True)
    case_key: str | None = string("Case number with unified brackets")
    filed_on: date | None = day("Filed on（收案日期）")
    cause: str | None = string("Cause（案由）")
    employer_name: str | None = string("Defendant（被告单位）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    industry: str | None = string("Industry, GB/T 4754 section（行业）")
    worker_group: list[str] | None = several(WorkerGroup, "Worker groups（劳动者类别）")
    workers_count: int | None = digits("Plaintiffs（原告人数）")
    claim_amount: Decimal | None = yuan("Claim, yuan（标的）")
    is_supported: bool | None = yes_no("Supported by the procuratorate（支持起诉）")
    support_letter_no: str | None = string("Number of the support letter（支持起诉文号）")
    has_legal_aid: bool | None = yes_no("With legal aid（法律援助）")
    closed_on: date | None = day("Closed on（结案日期）")
    close_kind: str | None = coded(CourtOutcome, "How it was closed（结案方式）")
    adjudicated_amount: Decimal | None = yuan("Amount adjudicated or agreed, yuan（确定金额）")

    __table_args__ = ledger_indexes(
        "court_wage_cases",
        ("region_code", "filed_on"),
        ("region_code", "closed_on"),
        ("employer_key",),
        ("case_key",),
    )
