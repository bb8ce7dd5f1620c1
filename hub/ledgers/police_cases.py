"""Cases of refusal to pay labour remuneration with public security (PS1 拒不支付劳动报酬案件台账)."""

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
from hub.ledgers.codes import CoerciveMeasure, PoliceDecision
from hub.ledgers.employers import DEBTOR


class PoliceCase(LedgerRow, table=True):
    """A case of suspected refusal to pay with public security（拒不支付劳动报酬案件）. Persons are not named."""

    __tablename__ = "police_cases"
    recovered = "recovered_amount"
    named_cases = ("case_no", "transfer_no")
    relations: ClassVar[tuple[Relation, ...]] = (
        DEBTOR,
        Relation(
            "transfer",
            "crime_transfers",
            (("province_code", "province_code"), ("transfer_key", "transfer_key")),
            many=False,
            description="The transfer by HRSS（人社部门的移送）",
        ),
    )
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key", "case_key", "transfer_key"})

    police_unit: str | None = string("Unit that handles it（办案单位）")
    case_no: str = string("Case number（案件编号）", required=True)
    case_key: str | None = string("Case number with unified brackets")
    transfer_no: str | None = string("Number of the transfer（移送书文号）")
    transfer_key: str | None = string("Number of the transfer with unified brackets")
    employer_name: str | None = string("Employer（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    workers_count: int | None = digits("Workers involved（涉及人数）")
    received_on: date | None = day("Received on（接收日期）")
    decision: str | None = coded(PoliceDecision, "Decision（审查决定）")
    decided_on: date | None = day("Decided on（决定日期）")
    filed_on: date | None = day("Filed on（立案日期）")
    coercive_measure: str | None = coded(CoerciveMeasure, "Measure against persons（强制措施）")
    coercive_measure_persons: int | None = digits("Persons under that measure（强制措施人数）")
    sent_to_prosecution_on: date | None = day("Sent for prosecution on（移送起诉日期）")
    recovered_amount: Decimal | None = yuan("Wages recovered in the investigation, yuan（侦查阶段追回金额）")
    withdrawn_on: date | None = day("Case withdrawn on（撤案日期）")

    __table_args__ = ledger_indexes(
        "police_cases",
        ("region_code", "received_on"),
        ("region_code", "filed_on"),
        ("employer_key",),
        ("case_key",),
        ("transfer_key",),
    )

    @classmethod
    def recovery(cls, row: Mapping[str, Any]) -> Recovery | None:
        """Wages recovered in the investigation: by the day of the last step that the row names."""
        if not row.get("recovered_amount"):
            return None
        steps = ("sent_to_prosecution_on", "withdrawn_on", "filed_on", "decided_on", "received_on")
        day_of = next((row[step] for step in steps if row.get(step)), None)
        return Recovery(row["recovered_amount"], None, day_of, "WAGES", row["case_no"])
