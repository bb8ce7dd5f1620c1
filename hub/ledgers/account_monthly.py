"""Monthly movements of special accounts (H2b 专户收支月报)."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from hub.ledgers.base import LedgerRow, Nature, Relation, digits, ledger_indexes, string, yes_no, yuan


class AccountMonth(LedgerRow, table=True):
    """What went in and out of a special account in a month（专户收支月报）."""

    __tablename__ = "account_monthly"
    nature = Nature.MONTHLY
    aliases: ClassVar[Mapping[str, str]] = {"period": "month"}
    relations: ClassVar[tuple[Relation, ...]] = (
        Relation(
            "project",
            "projects",
            (("province_code", "province_code"), ("project_code", "project_code")),
            many=False,
            description="The project（所属项目）",
        ),
        Relation(
            "account",
            "special_accounts",
            (
                ("province_code", "province_code"),
                ("account_digest", "account_digest"),
                ("project_code", "project_code"),
            ),
            many=False,
            description="The special account（专户）",
        ),
    )
    hidden = frozenset({"account_digest"})

    project_code: str = string("Project code（项目编码）", required=True)
    account_no: str | None = string("Account number, all but the last four digits masked（账号）")
    account_digest: str = string("Keyed digest of the account number", required=True)
    due_labour_cost: Decimal | None = yuan("Labour cost due, yuan（应拨人工费用）")
    paid_in: Decimal | None = yuan("Labour cost paid in, yuan（实拨人工费用）")
    paid_out: Decimal | None = yuan("Wages paid out, yuan（发放工资额）")
    workers_due: int | None = digits("Workers to be paid（应发人数）")
    workers_paid: int | None = digits("Workers paid, person-times（发放人数）", unit="person-times")
    balance: Decimal | None = yuan("Balance at the end of the month, yuan（月末余额）")
    paid_in_full: bool | None = yes_no("Paid in full（是否足额）")
    on_time: bool | None = yes_no("Paid on time（是否按时）")
    contractor_agency: bool | None = yes_no("Paid by the general contractor for subcontractors（总包代发）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes(
        "account_monthly", ("region_code", "month"), ("project_code",), ("account_digest",)
    )
