"""Yearly evaluation of how regions guarantee migrant workers' wages (M4 考核结果)."""

from __future__ import annotations

from typing import ClassVar

from hub.ledgers.base import LedgerRow, ledger_indexes, rank, string


class EvaluationResult(LedgerRow, table=True):
    """The grade of a region in a year's evaluation（保障农民工工资支付考核结果）."""

    __tablename__ = "evaluations"
    plural: ClassVar[str | None] = "evaluations"

    year: int | None = rank("Year that was evaluated（年度）")
    grade: str | None = string("Grade（考核等级）")
    evaluator: str | None = string("Office that evaluated（考核单位）")

    __table_args__ = ledger_indexes("evaluations", ("region_code", "year"))
