"""Wage security deposits (H4 农民工工资保证金台账): the state at the end of the month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from hub.ledgers.base import (
    THE_EMPLOYER,
    LedgerRow,
    Nature,
    Relation,
    coded,
    day,
    ledger_indexes,
    percentage,
    string,
    yuan,
)
from hub.ledgers.codes import DepositForm
from hub.ledgers.employers import DEBTOR
from hub.ledgers.projects import THE_PROJECT


class WageDeposit(LedgerRow, table=True):
    """A wage security deposit of a contractor for a project（工资保证金）.

    Wages paid out of it are recovered in the wage case that ordered them, not here: a state is sent every month.
    """

    __tablename__ = "wage_deposits"
    nature = Nature.SNAPSHOT
    relations: ClassVar[tuple[Relation, ...]] = (DEBTOR, THE_PROJECT)
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key"})

    deposit_no: str = string("Deposit number（保证金编号）", required=True)
    project_code: str = string("Project code（项目编码）", required=True)
    employer_name: str | None = string("Contractor that deposits（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    deposit_form: str | None = coded(DepositForm, "Form（存储形式）")
    contract_amount: Decimal | None = yuan("Contract price, yuan（合同额）")
    ratio: Decimal | None = percentage("Share of the contract price, percent（存储比例）")
    required_amount: Decimal | None = yuan("To be deposited, yuan（应存）")
    stored_amount: Decimal | None = yuan("Deposited, or sum guaranteed, yuan（实存）")
    stored_on: date | None = day("Deposited on（存储日期）")
    guarantee_expiry: date | None = day("Guarantee valid until（保函到期日）")
    used_amount: Decimal | None = yuan("Used to pay wages, yuan（动用金额）")
    used_on: date | None = day("Used on（动用日期）")
    replenished_on: date | None = day("Replenished on（补足日期）")
    released_on: date | None = day("Released on（返还日期）")

    __table_args__ = ledger_indexes(
        "wage_deposits", ("region_code", "month"), ("project_code",), ("employer_key",)
    )
