"""Procuratorial recommendations (P3 检察建议台账)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hub.ledgers.base import LedgerRow, coded, day, digits, ledger_indexes, string, yuan
from hub.ledgers.codes import Adoption, Precision, RecommendationTrigger, RecommendationType


class ProcuratorialRecommendation(LedgerRow, table=True):
    """A procuratorial recommendation to a department（检察建议）."""

    __tablename__ = "recommendations"

    procuratorate: str | None = string("Procuratorate（办理检察院）")
    doc_no: str = string("Document number（文号）", required=True)
    recommendation_type: str | None = coded(RecommendationType, "Type（建议类型）")
    trigger: str | None = coded(RecommendationTrigger, "Trigger（制发事由）")
    addressee: str | None = string("Addressee（被建议单位）")
    issued_on: date | None = day("Issued on（制发日期）")
    reply_due_on: date | None = day("Reply due on（回复期限）")
    replied_on: date | None = day("Replied on（回复日期）")
    adoption: str | None = coded(Adoption, "Adoption（采纳情况）")
    rectified_on: date | None = day("Rectified on（整改完成日期）")
    industry: str | None = string("Industry, GB/T 4754 section（行业）")
    workers_count: int | None = digits("Workers involved（涉及人数）")
    workers_precision: str | None = coded(Precision, "Precision of the number of workers（人数精度）")
    amount_involved: Decimal | None = yuan("Amount involved, yuan（涉及金额）")
    amount_precision: str | None = coded(Precision, "Precision of the amount（金额精度）")
    related_cases: str | None = string("Related cases（关联案号）")

    __table_args__ = ledger_indexes("recommendations", ("region_code", "issued_on"))
