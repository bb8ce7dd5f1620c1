"""Special accounts for migrant workers' wages (H2 农民工工资专用账户台账): the state at the end of the month."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from hub.ledgers.base import LedgerRow, Nature, Relation, coded, day, ledger_indexes, string
from hub.ledgers.codes import AccountStatus


class SpecialAccount(LedgerRow, table=True):
    """A special wage account of a project（农民工工资专用账户）."""

    __tablename__ = "special_accounts"
    nature = Nature.SNAPSHOT
    relations: ClassVar[tuple[Relation, ...]] = (
        Relation(
            "project",
            "projects",
            (("province_code", "province_code"), ("project_code", "project_code")),
            many=False,
            description="The project（所属项目）",
        ),
        Relation(
            "months",
            "account_monthly",
            (("province_code", "province_code"), ("account_digest", "account_digest")),
            many=True,
            description="Monthly movements（收支月报）",
        ),
    )
    hidden = frozenset({"account_digest"})

    project_code: str = string("Project code（项目编码）", required=True)
    project_name: str | None = string("Project name（项目名称）")
    bank: str | None = string("Bank（开户银行）")
    account_no: str | None = string("Account number, all but the last four digits masked（账号）")
    account_digest: str = string("Keyed digest of the account number", required=True)
    opened_on: date | None = day("Opened on（开户日期）")
    agreement_on: date | None = day("Tripartite agreement of（三方协议日期）")
    status: str | None = coded(AccountStatus, "State（状态）")
    publicity_from: date | None = day("Public notice of closing since（公示起始）")
    closed_on: date | None = day("Closed on（销户日期）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes(
        "special_accounts", ("region_code", "month"), ("project_code",), ("account_digest",)
    )
