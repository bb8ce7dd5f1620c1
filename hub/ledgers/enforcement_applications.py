"""Applications of HRSS to the courts for compulsory enforcement (H8 申请强制执行台账)."""

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
from hub.ledgers.codes import EnforcementResult, EnforcementRuling
from hub.ledgers.employers import DEBTOR


class EnforcementApplication(LedgerRow, table=True):
    """An application for compulsory enforcement（申请法院强制执行）."""

    __tablename__ = "enforcement_applications"
    recovered = "wages_paid"
    named_cases = ("application_no", "decision_no")
    relations: ClassVar[tuple[Relation, ...]] = (
        DEBTOR,
        Relation(
            "court_case",
            "enforcement_cases",
            (("province_code", "province_code"), ("decision_key", "basis_document_key")),
            many=False,
            description="The case in the court's ledger（法院执行案件）",
        ),
    )
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key", "decision_key"})

    application_no: str = string("Application number（申请书文号）", required=True)
    decision_no: str | None = string("Number of the decision to be enforced（决定书文号）")
    decision_key: str | None = string("Number of the decision with unified brackets")
    employer_name: str | None = string("Employer（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    workers_count: int | None = digits("Workers involved（涉及人数）")
    amount_involved: Decimal | None = yuan("Amount involved, yuan（涉及金额）")
    applied_on: date | None = day("Applied on（申请日期）")
    court: str | None = string("Court（受理法院）")
    court_accepted_on: date | None = day("Accepted by the court on（法院受理日期）")
    ruling: str | None = coded(EnforcementRuling, "Ruling（裁定）")
    result_kind: str | None = coded(EnforcementResult, "Result（执行结果）")
    wages_paid: Decimal | None = yuan("Wages paid, yuan（支付工资额）")
    workers_paid: int | None = digits("Workers paid（支付人数）")
    deposit_paid: Decimal | None = yuan("Wage security paid in, yuan: not recovered wages（缴纳保证金额）")
    completed_on: date | None = day("Completed on（完结日期）")

    __table_args__ = ledger_indexes(
        "enforcement_applications",
        ("region_code", "applied_on"),
        ("region_code", "completed_on"),
        ("employer_key",),
        ("decision_key",),
    )

    @classmethod
    def recovery(cls, row: Mapping[str, Any]) -> Recovery | None:
        """Wages paid under enforcement; deposits paid in are not recovered wages."""
        if not row.get("wages_paid"):
            return None
        return Recovery(
            row["wages_paid"],
            row.get("workers_paid"),
            row.get("completed_on"),
            "WAGES",
            row["application_no"],
        )
