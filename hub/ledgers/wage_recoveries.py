"""Recovered amounts of all agencies, one claim a row: derived from the rows that state them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from sqlalchemy import BigInteger
from sqlmodel import Field

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
    yuan,
)
from hub.ledgers.codes import RecoveryKind, WorkerGroup
from hub.ledgers.employers import DEBTOR


class WageRecovery(LedgerRow, table=True):
    """An amount that an agency says was recovered（追回款项）. Agencies overlap: their sum holds duplicates（含重复）."""

    __tablename__ = "wage_recoveries"
    relations: ClassVar[tuple[Relation, ...]] = (DEBTOR,)
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key"})

    employer_name: str | None = string("Employer（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    amount: Decimal = yuan("Amount, yuan（金额）", required=True)
    workers_paid: int | None = digits("Workers paid（受偿人数）")
    recovered_on: date | None = day("Recovered on, by the date that the ledger names（追回日期）")
    recovery_kind: str = coded(
        RecoveryKind, "What was recovered: only WAGES are recovered wages（类别）", required=True
    )
    case_no: str | None = string("Case or service number（案号）")
    industry: str | None = string("Industry, where the ledger states it（行业）")
    worker_group: list[str] | None = several(
        WorkerGroup, "Worker groups, where the ledger states them（劳动者类别）"
    )
    source_ledger: str = string("Ledger that states it（来源台账）", required=True)
    source_row: int = Field(sa_type=BigInteger, description="Row of that ledger（来源行）")

    __table_args__ = ledger_indexes(
        "wage_recoveries", ("region_code", "recovered_on"), ("employer_key",), ("source_row",)
    )
