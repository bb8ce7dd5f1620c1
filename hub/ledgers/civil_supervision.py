"""Civil supervision by the procuratorate (P2 民事监督案件台账)."""

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
from hub.ledgers.codes import SupervisionKind, SupervisionMeasure, SupervisionResult
from hub.ledgers.employers import DEBTOR


class CivilSupervisionCase(LedgerRow, table=True):
    """A case of civil judgment or enforcement supervision（民事监督案件）."""

    __tablename__ = "civil_supervision"
    recovered = "recovered_amount"
    named_cases = ("case_no",)
    relations: ClassVar[tuple[Relation, ...]] = (DEBTOR,)
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key"})

    case_no: str = string("Case number（案号）", required=True)
    supervision_kind: str | None = coded(SupervisionKind, "Judgment or enforcement（监督类型）")
    employer_name: str | None = string("Employer（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    workers_count: int | None = digits("Workers involved（涉及人数）")
    accepted_on: date | None = day("Accepted on（受理日期）")
    supervision_measure: str | None = coded(SupervisionMeasure, "Measure（监督方式）")
    proposed_on: date | None = day("Proposed on（提出日期）")
    court_result: str | None = coded(SupervisionResult, "Result at the court（法院结果）")
    recovered_amount: Decimal | None = yuan("Recovered, yuan（追回金额）")

    __table_args__ = ledger_indexes("civil_supervision", ("region_code", "accepted_on"), ("employer_key",))

    @classmethod
    def recovery(cls, row: Mapping[str, Any]) -> Recovery | None:
        """Wages recovered through supervision, dated by acceptance (the sheet has no other date of payment)."""
        if not row.get("recovered_amount"):
            return None
        return Recovery(
            row["recovered_amount"], row.get("workers_count"), row.get("accepted_on"), "WAGES", row["case_no"]
        )
