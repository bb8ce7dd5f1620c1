"""Problems that an agency brings before the joint meeting (M2 问题清单)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from hub.ledgers.base import THE_EMPLOYER, LedgerRow, Relation, coded, day, ledger_indexes, string
from hub.ledgers.codes import ProblemStatus
from hub.ledgers.employers import DEBTOR


class Problem(LedgerRow, table=True):
    """A problem on the secretariat's list（问题清单）."""

    __tablename__ = "problems"
    relations: ClassVar[tuple[Relation, ...]] = (
        DEBTOR,
        Relation(
            "meeting",
            "joint_meetings",
            (("region_code", "region_code"), ("meeting_key", "meeting_key")),
            many=False,
            description="The meeting that it was brought before（会议）",
        ),
    )
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key", "meeting_key"})

    problem_no: str = string("Problem number（问题编号）", required=True)
    meeting_no: str | None = string("Meeting that it was brought before（会议）")
    meeting_key: str | None = string("Meeting number with unified brackets")
    raised_by: str | None = string("Office that raised it（提出单位）")
    raised_on: date | None = day("Raised on（提出日期）")
    concerned_agencies: str | None = string("Offices that it concerns（涉及单位）")
    employer_name: str | None = string("Employer（用人单位）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    project: str | None = string("Project（涉及项目）")
    description: str | None = string("What the problem is（问题描述）")
    proposal: str | None = string("Proposal（建议）")
    status: str | None = coded(ProblemStatus, "State（状态）")
    solved_on: date | None = day("Solved on（解决日期）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes(
        "problems", ("region_code", "raised_on"), ("employer_key",), ("meeting_key",)
    )
