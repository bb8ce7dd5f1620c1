"""Publications of major labour-security violations (H10 重大劳动保障违法行为公布台账)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from hub.ledgers.base import THE_EMPLOYER, LedgerRow, Relation, coded, day, ledger_indexes, string, yes_no
from hub.ledgers.codes import AdministrativeLevel, ViolationCategory
from hub.ledgers.employers import DEBTOR


class MajorViolation(LedgerRow, table=True):
    """A major violation of labour-security law that was published（重大劳动保障违法行为社会公布）."""

    __tablename__ = "major_violations"
    relations: ClassVar[tuple[Relation, ...]] = (DEBTOR,)
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key"})

    publication_no: str = string("Number of the publication（公布文号）", required=True)
    category: str | None = coded(ViolationCategory, "Category（类别）")
    employer_name: str | None = string("Employer（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    address: str | None = string("Address（地址）")
    facts: str | None = string("Facts（违法事实）")
    handling: str | None = string("How it was handled（处理情况）")
    published_on: date | None = day("Published on（公布日期）")
    level: str | None = coded(AdministrativeLevel, "Level of publication（公布层级）")
    pushed_to_province: bool | None = yes_no("Reported to the province（是否报省）")

    __table_args__ = ledger_indexes("major_violations", ("region_code", "published_on"), ("employer_key",))
