"""Documents of cooperation that several agencies sign (M1doc 会签协作文件清单)."""

from __future__ import annotations

from datetime import date

from hub.ledgers.base import LedgerRow, day, ledger_indexes, string


class CooperationDocument(LedgerRow, table=True):
    """A document of cooperation between agencies（会签协作文件）."""

    __tablename__ = "cooperation_documents"

    title: str = string("Title（文件名称）", required=True)
    signatories: str | None = string("Signatories（会签单位）")
    signed_on: date | None = day("Signed on（签署日期）")
    mechanisms: str | None = string("Mechanisms（协作机制）")

    __table_args__ = ledger_indexes("cooperation_documents", ("region_code", "signed_on"))
