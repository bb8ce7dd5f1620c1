"""People's mediation of wage disputes (J3 人民调解涉薪台账)."""

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
    yes_no,
    yuan,
)
from hub.ledgers.codes import MediationResult
from hub.ledgers.employers import DEBTOR


class PeoplesMediation(LedgerRow, table=True):
    """A wage dispute, or several of one committee, in people's mediation（人民调解涉薪案件）."""

    __tablename__ = "peoples_mediation"
    relations: ClassVar[tuple[Relation, ...]] = (DEBTOR,)
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key"})

    mediation_org: str | None = string("Mediation committee（调解组织）")
    mediation_no: str = string("Number（调解编号）", required=True)
    mediated_on: date | None = day("Mediated on（调解日期）")
    employer_name: str | None = string("Employer（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    workers_count: int | None = digits("Workers involved（涉及人数）")
    cases_count: int | None = digits(
        "Cases in the row, one where the sheet does not count them（案数）", unit="count"
    )
    succeeded_count: int | None = digits("Cases mediated with success（成功数）", unit="count")
    result: str | None = coded(MediationResult, "Result（调解结果）")
    amount_involved: Decimal | None = yuan("Amount involved, yuan（涉及金额）")
    agreed_amount: Decimal | None = yuan("Amount agreed, yuan（协议金额）")
    judicially_confirmed: bool | None = yes_no("A court has confirmed the agreement（司法确认）")
    judicial_confirmation_no: str | None = string("Number of the judicial confirmation（司法确认案号）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes("peoples_mediation", ("region_code", "mediated_on"), ("employer_key",))
