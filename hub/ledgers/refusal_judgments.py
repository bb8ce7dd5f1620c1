"""Judgments on refusal to pay labour remuneration (C5 拒不支付劳动报酬判决台账)."""

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
    day,
    digits,
    ledger_indexes,
    string,
    yes_no,
    yuan,
)
from hub.ledgers.employers import DEBTOR


class RefusalJudgment(LedgerRow, table=True):
    """A criminal judgment on refusal to pay labour remuneration（拒不支付劳动报酬罪判决）. Persons are not named."""

    __tablename__ = "refusal_judgments"
    recovered = "paid_before_judgment"
    named_cases = ("case_no", "police_case_no")
    relations: ClassVar[tuple[Relation, ...]] = (
        DEBTOR,
        Relation(
            "police_case",
            "police_cases",
            (("province_code", "province_code"), ("police_case_key", "case_key")),
            many=False,
            description="The case of public security（公安案件）",
        ),
    )
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key", "case_key", "police_case_key"})

    court: str | None = string("Court（法院）")
    case_no: str = string("Case number（案号）", required=True)
    case_key: str | None = string("Case number with unified brackets")
    police_case_no: str | None = string("Case number of public security（公安案号）")
    police_case_key: str | None = string("That number with unified brackets")
    employer_name: str | None = string("Employer（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    workers_count: int | None = digits("Workers whose wages were refused（涉及人数）")
    amount_involved: Decimal | None = yuan("Arrears, yuan（涉及金额）")
    filed_on: date | None = day("Filed on（收案日期）")
    judged_on: date | None = day("Judged on（判决日期）")
    persons_convicted: int | None = digits("Persons convicted（判决人数）")
    unit_crime: bool | None = yes_no("Crime of a unit（单位犯罪）")
    paid_before_judgment: Decimal | None = yuan("Wages paid before the judgment, yuan（判前支付金额）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes(
        "refusal_judgments",
        ("region_code", "judged_on"),
        ("employer_key",),
        ("case_key",),
        ("police_case_key",),
    )

    @classmethod
    def recovery(cls, row: Mapping[str, Any]) -> Recovery | None:
        """Wages paid before the judgment, by the day of the judgment."""
        if not row.get("paid_before_judgment"):
            return None
        return Recovery(row["paid_before_judgment"], None, row.get("judged_on"), "WAGES", row["case_no"])
