"""Disputes that courts entrusted to mediation (C4 诉调对接台账)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from hub.ledgers.base import THE_EMPLOYER, LedgerRow, Relation, coded, day, ledger_indexes, string, yuan
from hub.ledgers.codes import Entrustment, MediationResult
from hub.ledgers.employers import DEBTOR


class MediationDocking(LedgerRow, table=True):
    """A dispute that a court entrusted to a mediation organisation（诉调对接）."""

    __tablename__ = "mediation_docking"
    relations: ClassVar[tuple[Relation, ...]] = (DEBTOR,)
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key"})

    docking_no: str = string("Number（编号）", required=True)
    entrustment: str | None = coded(Entrustment, "Before or after filing（委派/委托）")
    entrusted_on: date | None = day("Entrusted on（日期）")
    mediation_org: str | None = string("Mediation organisation（调解组织）")
    employer_name: str | None = string("Employer（用人单位）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    result: str | None = coded(MediationResult, "Result（结果）")
    judicial_confirmation_no: str | None = string("Number of the judicial confirmation（司法确认案号）")
    amount: Decimal | None = yuan("Amount, yuan（金额）")

    __table_args__ = ledger_indexes("mediation_docking", ("region_code", "entrusted_on"), ("employer_key",))
