"""Legal services and collective bargaining of unions (U3 工会法律服务/集体协商台账)."""

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
    several,
    string,
    yuan,
)
from hub.ledgers.codes import Channel, ServiceResult, UnionServiceKind, WorkerGroup
from hub.ledgers.employers import DEBTOR


class UnionService(LedgerRow, table=True):
    """A service of a union to workers（工会法律服务）."""

    __tablename__ = "union_services"
    recovered = "recovered_amount"
    named_cases = ("service_no", "related_case_no")
    relations: ClassVar[tuple[Relation, ...]] = (DEBTOR,)
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key"})

    service_no: str = string("Service number（服务编号）", required=True)
    service_kind: str | None = coded(UnionServiceKind, "Kind（服务类型）")
    served_on: date | None = day("Date（日期）")
    employer_name: str | None = string("Employer（用人单位）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    industry: str | None = string("Industry, GB/T 4754 section（行业）")
    worker_group: list[str] | None = several(WorkerGroup, "Worker groups（劳动者类别）")
    channel: str | None = coded(Channel, "Channel or source（来源）")
    workers_count: int | None = digits("Persons served（服务人数）")
    result: str | None = coded(ServiceResult, "Result（结果）")
    recovered_amount: Decimal | None = yuan("Recovered, yuan（追回金额）")
    related_case_no: str | None = string("Related case（关联案件）")

    __table_args__ = ledger_indexes("union_services", ("region_code", "served_on"), ("employer_key",))

    @classmethod
    def recovery(cls, row: Mapping[str, Any]) -> Recovery | None:
        """Wages recovered with the union's help, dated by the service."""
        if not row.get("recovered_amount"):
            return None
        return Recovery(
            row["recovered_amount"],
            row.get("workers_count"),
            row.get("served_on"),
            "WAGES",
            row["service_no"],
        )
