"""Suspected refusals to pay transferred to public security (H7 移送公安台账)."""

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
    string,
    yuan,
)
from hub.ledgers.codes import PoliceDecision
from hub.ledgers.employers import DEBTOR


class CrimeTransfer(LedgerRow, table=True):
    """A case of suspected refusal to pay wages that HRSS transferred（移送涉嫌拒不支付劳动报酬案件）."""

    __tablename__ = "crime_transfers"
    relations: ClassVar[tuple[Relation, ...]] = (
        DEBTOR,
        Relation(
            "police_case",
            "police_cases",
            (("province_code", "province_code"), ("transfer_key", "transfer_key")),
            many=False,
            description="The case in the ledger of public security（公安案件）",
        ),
    )
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key", "transfer_key"})

    transfer_no: str = string("Number of the transfer（移送书文号）", required=True)
    transfer_key: str | None = string("Number of the transfer with unified brackets")
    employer_name: str | None = string("Employer（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    industry: str | None = string("Industry, GB/T 4754 section（行业）")
    workers_count: int | None = digits("Workers involved（涉及人数）")
    amount_involved: Decimal | None = yuan("Arrears, yuan（涉及金额）")
    pay_order_no: str | None = string("Number of the order to pay（责令支付文号）")
    order_due_on: date | None = day("To be paid by（责令期限届满日）")
    approved_on: date | None = day("Transfer approved on（批准日期）")
    transferred_on: date | None = day("Transferred on（移送日期）")
    police_received_on: date | None = day("Received by public security on（公安签收日期）")
    police_decision: str | None = coded(PoliceDecision, "Decision of public security（公安决定）")
    decided_on: date | None = day("Decided on（决定日期）")
    filing_no: str | None = string("Number of the filing（立案文号）")
    reconsideration: str | None = string("Reconsideration or filing supervision（复议/监督）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes(
        "crime_transfers", ("region_code", "transferred_on"), ("employer_key",), ("transfer_key",)
    )
