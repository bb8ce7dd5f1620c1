"""Blacklist of wage arrears (H9 失信联合惩戒名单台账)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from hub.ledgers.base import (
    EmployerRole,
    LedgerRow,
    Relation,
    coded,
    day,
    digits,
    ledger_indexes,
    rank,
    string,
    yuan,
)
from hub.ledgers.codes import BlacklistSubject, RemovalKind
from hub.ledgers.employers import DEBTOR


class BlacklistEntry(LedgerRow, table=True):
    """An entry of the list of subjects of joint punishment for dishonesty（失信联合惩戒名单）."""

    __tablename__ = "blacklist"
    relations: ClassVar[tuple[Relation, ...]] = (DEBTOR,)
    employer_roles = (EmployerRole("employer_key", "subject_name", "uscc"),)
    hidden = frozenset({"employer_key"})

    decision_no: str = string("Number of the listing decision（列入决定书文号）", required=True)
    subject_type: str | None = coded(BlacklistSubject, "Kind of subject（主体类型）")
    subject_name: str | None = string("Subject（主体名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    pay_order_no: str | None = string("Number of the order to pay（责令支付文号）")
    reason: str | None = string("Ground（列入事由）")
    industry: str | None = string("Industry, GB/T 4754 section（行业）")
    workers_count: int | None = digits("Workers involved（涉及人数）")
    amount_involved: Decimal | None = yuan("Amount involved, yuan（涉及金额）")
    listed_on: date | None = day("Listed on（列入日期）")
    term_months: int | None = rank("Term, months（期限）")
    announced_on: date | None = day("Announced on（公示日期）")
    shared_on: date | None = day("Shared on（共享日期）")
    removal_kind: str | None = coded(RemovalKind, "How removed（移出类型）")
    removal_decision_no: str | None = string("Number of the removal decision（移出决定文号）")
    removed_on: date | None = day("Removed on（移出日期）")
    regime: str | None = string("Rules in force on the day of listing: 2017 or 2022（适用办法）")
    expires_on: date | None = day("End of the term（期满日期）")

    __table_args__ = ledger_indexes(
        "blacklist", ("region_code", "listed_on"), ("region_code", "announced_on"), ("employer_key",)
    )
