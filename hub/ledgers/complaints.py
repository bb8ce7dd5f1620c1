"""Complaints, reports and public-opinion clues (H5 举报投诉和舆情台账)."""

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
from hub.ledgers.codes import Channel, DivertedTo, Verification
from hub.ledgers.employers import DEBTOR
from hub.ledgers.projects import THE_PROJECT


class Complaint(LedgerRow, table=True):
    """A complaint, report or clue of public opinion（举报投诉和舆情线索）. Who complains is never collected."""

    __tablename__ = "complaints"
    recovered = "paid_amount"
    named_cases = ("clue_no",)
    relations: ClassVar[tuple[Relation, ...]] = (DEBTOR, THE_PROJECT)
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key"})

    clue_no: str = string("Clue number（线索编号）", required=True)
    channel: str | None = coded(Channel, "Channel through which it came（渠道）")
    received_on: date | None = day("Received on（受理日期）")
    due_on: date | None = day("To be handled by（办理期限）")
    employer_name: str | None = string("Employer complained of（被投诉单位）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    project_code: str | None = string("Project code（项目编码）")
    industry: str | None = string("Industry, GB/T 4754 section（行业）")
    workers_count: int | None = digits("Workers involved（涉及人数）")
    amount_involved: Decimal | None = yuan("Amount involved, yuan（涉及金额）")
    diverted_to: str | None = coded(DivertedTo, "Directed to（分流去向）")
    verified: str | None = coded(Verification, "What was found out（核实情况）")
    paid_amount: Decimal | None = yuan("Wages paid, yuan（支付金额）")
    workers_paid: int | None = digits("Workers paid（支付人数）")
    closed_on: date | None = day("Closed on（办结日期）")
    superior_no: str | None = string("Number of the assignment from above（上级交办文号）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes(
        "complaints",
        ("region_code", "received_on"),
        ("region_code", "closed_on"),
        ("project_code",),
        ("employer_key",),
    )

    @classmethod
    def recovery(cls, row: Mapping[str, Any]) -> Recovery | None:
        """Wages paid after the complaint; one that became a wage case is stated there as well (overlap)."""
        if not row.get("paid_amount"):
            return None
        return Recovery(
            row["paid_amount"], row.get("workers_paid"), row.get("closed_on"), "WAGES", row["clue_no"]
        )
