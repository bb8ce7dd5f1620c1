"""Wage-arrears cases of HRSS (H6 欠薪案件台账)."""

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
    month,
    several,
    string,
    yuan,
)
from hub.ledgers.codes import Channel, EmployerType, PaymentMethod, WageCaseOutcome, WorkerGroup
from hub.ledgers.employers import DEBTOR


class WageCase(LedgerRow, table=True):
    """A case of wage arrears opened by HRSS（欠薪案件）."""

    __tablename__ = "wage_cases"
    recovered = "recovered_amount"
    named_cases = ("case_no", "pay_order_no")
    relations: ClassVar[tuple[Relation, ...]] = (DEBTOR,)
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key"})

    case_no: str = string("Case number（案号）", required=True)
    source: str | None = coded(Channel, "Channel through which it came（来源）")
    filed_on: date | None = day("Filed on（立案日期）")
    employer_name: str | None = string("Employer（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    industry: str | None = string("Industry, GB/T 4754 section（行业）")
    worker_group: list[str] | None = several(WorkerGroup, "Worker groups（劳动者类别）")
    employer_type: str | None = coded(EmployerType, "Kind of employer（单位类型）")
    workers_count: int | None = digits("Workers involved（涉及人数）")
    arrears_from: date | None = month("First month of arrears（欠薪起始月份）")
    arrears_to: date | None = month("Last month of arrears（欠薪截止月份）")
    amount_involved: Decimal | None = yuan("Arrears, yuan（欠薪金额）")
    pay_order_no: str | None = string("Number of the order to pay（责令支付文号）")
    pay_order_on: date | None = day("Order to pay of（责令支付日期）")
    pay_order_due_on: date | None = day("To be paid by（责令支付期限）")
    recovered_amount: Decimal | None = yuan("Recovered, yuan（追回金额）")
    workers_paid: int | None = digits("Workers paid（追回人数）")
    pay_method: str | None = coded(PaymentMethod, "How it was paid（支付方式）")
    fine_amount: Decimal | None = yuan("Fine, yuan（处罚金额）")
    closed_on: date | None = day("Closed on（结案日期）")
    close_kind: str | None = coded(WageCaseOutcome, "How it was closed（结案方式）")
    transferred: str | None = string("Transfer（移送情况）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes(
        "wage_cases",
        ("region_code", "filed_on"),
        ("region_code", "closed_on"),
        ("employer_key",),
        ("case_no",),
    )

    @classmethod
    def recovery(cls, row: Mapping[str, Any]) -> Recovery | None:
        """Wages recovered; an emergency-fund advance is not a recovery from the employer (Order 724, art. 63)."""
        if not row.get("recovered_amount"):
            return None
        advance = row.get("pay_method") == PaymentMethod.EMERGENCY_FUND.name
        return Recovery(
            row["recovered_amount"],
            row.get("workers_paid"),
            row.get("closed_on"),
            "ADVANCE" if advance else "WAGES",
            row["case_no"],
        )
