"""Criminal cases of refusing to pay labour remuneration with the procuratorate (P4 涉薪刑事检察台账)."""

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


class CriminalCase(LedgerRow, table=True):
    """A case of suspected refusal to pay with the procuratorate（涉薪刑事检察案件）. Persons are counted, never named."""

    __tablename__ = "criminal_cases"
    recovered = "recovered_amount"
    named_cases = ("case_no", "police_case_no")
    relations: ClassVar[tuple[Relation, ...]] = (
        DEBTOR,
        Relation(
            "police_case",
            "police_cases",
            (("province_code", "province_code"), ("police_case_key", "case_key")),
            many=False,
            description="The case with public security（公安案件）",
        ),
    )
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key", "case_key", "police_case_key"})

    procuratorate: str | None = string("Procuratorate（办理检察院）")
    case_no: str = string("Case number（案号）", required=True)
    case_key: str | None = string("Case number with unified brackets")
    police_case_no: str | None = string("Case number of public security（公安案号）")
    police_case_key: str | None = string("That number with unified brackets")
    accepted_on: date | None = day("Accepted on（受理日期）")
    employer_name: str | None = string("Employer（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    workers_count: int | None = digits("Workers involved（涉及人数）")
    amount_involved: Decimal | None = yuan("Amount involved, yuan（涉及金额）")
    filing_supervision: bool | None = yes_no("The filing by public security was supervised（立案监督）")
    filing_supervised_on: date | None = day("Supervision of the filing on（立案监督日期）")
    arrest_decided_on: date | None = day("Decided on arrest on（审查逮捕决定日期）")
    arrest_approved_persons: int | None = digits("Persons whose arrest was approved（批捕人数）")
    arrest_refused_persons: int | None = digits("Persons whose arrest was not approved（不捕人数）")
    prosecution_decided_on: date | None = day("Decided on prosecution on（审查起诉决定日期）")
    prosecuted_persons: int | None = digits("Persons prosecuted（起诉人数）")
    not_prosecuted_persons: int | None = digits("Persons not prosecuted（不起诉人数）")
    recovered_amount: Decimal | None = yuan("Wages recovered, yuan（追回金额）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes(
        "criminal_cases",
        ("region_code", "accepted_on"),
        ("employer_key",),
        ("case_key",),
        ("police_case_key",),
    )

    @classmethod
    def recovery(cls, row: Mapping[str, Any]) -> Recovery | None:
        """Wages recovered while the procuratorate had the case: by the day of the last step that the row names."""
        if not row.get("recovered_amount"):
            return None
        steps = ("prosecution_decided_on", "arrest_decided_on", "accepted_on")
        day_of = next((row[step] for step in steps if row.get(step)), None)
        return Recovery(row["recovered_amount"], row.get("workers_count"), day_of, "WAGES", row["case_no"])
