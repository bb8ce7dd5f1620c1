"""Documents of the unions' supervision of labour law, one letter, two documents (U1 一函两书台账)."""

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
from hub.ledgers.codes import (
    AdministrativeLevel,
    EmployerType,
    Rectification,
    SupervisionScope,
    UnionDocumentType,
    WorkerGroup,
)
from hub.ledgers.employers import DEBTOR


class UnionSupervisionDocument(LedgerRow, table=True):
    """A letter of a union on the observance of labour law（工会劳动法律监督“一函两书”）.

    The employer is the addressee of a reminder or an opinion letter; a recommendation goes to a department.
    """

    __tablename__ = "union_supervision_documents"
    recovered = "recovered_amount"
    named_cases = ("doc_no",)
    relations: ClassVar[tuple[Relation, ...]] = (
        DEBTOR,
        Relation(
            "previous_document",
            "union_supervision_documents",
            (("province_code", "province_code"), ("previous_doc_key", "doc_key")),
            many=False,
            description="The document that this one refers to（关联文书）",
        ),
        Relation(
            "following_documents",
            "union_supervision_documents",
            (("province_code", "province_code"), ("doc_key", "previous_doc_key")),
            many=True,
            description="Documents that refer to this one（后续文书）",
        ),
    )
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key", "doc_key", "previous_doc_key"})

    issuing_union: str | None = string("Union that issued it（发出工会）")
    doc_type: str | None = coded(UnionDocumentType, "Letter or document（文书类型）")
    doc_no: str = string("Document number（文书编号）", required=True)
    doc_key: str | None = string("Document number with unified brackets")
    union_level: str | None = coded(AdministrativeLevel, "Level of the union（工会层级）")
    addressee: str | None = string("Addressee（送达单位）")
    employer_name: str | None = string("Employer, where the addressee is one（用人单位）")
    uscc: str | None = string("Unified social credit code of the addressee（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    scope: list[str] | None = several(SupervisionScope, "Matters（涉及事项）")
    industry: str | None = string("Industry, GB/T 4754 section（行业）")
    employer_type: str | None = coded(EmployerType, "Kind of employer（单位类型）")
    worker_group: list[str] | None = several(WorkerGroup, "Worker groups（劳动者类别）")
    workers_count: int | None = digits("Workers involved（涉及人数）")
    issued_on: date | None = day("Issued on（发出日期）")
    reply_due_on: date | None = day("Reply due on（要求回复日期）")
    replied_on: date | None = day("Replied on（回复日期）")
    rectification: str | None = coded(Rectification, "Rectification（整改情况）")
    rectified_on: date | None = day("Rectified on（整改完成日期）")
    previous_doc_no: str | None = string("Document that it refers to（关联文书编号）")
    previous_doc_key: str | None = string("Number of that document with unified brackets")
    recovered_amount: Decimal | None = yuan("Wages recovered, yuan（追回金额）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes(
        "union_supervision_documents",
        ("region_code", "issued_on"),
        ("region_code", "reply_due_on"),
        ("employer_key",),
        ("doc_key",),
        ("previous_doc_key",),
    )

    @classmethod
    def recovery(cls, row: Mapping[str, Any]) -> Recovery | None:
        """Wages paid after the letter; the sheet states no day of payment, so that they go by the day of issue."""
        if not row.get("recovered_amount"):
            return None
        return Recovery(
            row["recovered_amount"], row.get("workers_count"), row.get("issued_on"), "WAGES", row["doc_no"]
        )
