"""Payment orders of the courts about wages (C3 支付令案件台账)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from hub.ledgers.base import THE_EMPLOYER, LedgerRow, Relation, day, ledger_indexes, string, yes_no, yuan
from hub.ledgers.employers import DEBTOR


class PaymentOrder(LedgerRow, table=True):
    """A payment order of a court about wages（支付令案件）."""

    __tablename__ = "payment_orders"
    relations: ClassVar[tuple[Relation, ...]] = (DEBTOR,)
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key", "case_key"})

    court: str | None = string("Court（法院）")
    case_no: str = string("Case number（案号）", required=True)
    case_key: str | None = string("Case number with unified brackets")
    employer_name: str | None = string("Employer, debtor（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    amount: Decimal | None = yuan("Amount, yuan（金额）")
    applied_on: date | None = day("Applied on（申请日期）")
    accepted_on: date | None = day("Accepted on（受理日期）")
    issued_on: date | None = day("Issued on（发出日期）")
    objection_on: date | None = day("Objection of（异议日期）")
    effective_on: date | None = day("Took effect on（生效日期）")
    performed: bool | None = yes_no("Performed（履行）")

    __table_args__ = ledger_indexes(
        "payment_orders",
        ("region_code", "applied_on"),
        ("region_code", "issued_on"),
        ("employer_key",),
        ("case_key",),
    )
