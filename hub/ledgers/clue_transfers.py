"""Clues that one agency transfers to another, as both sides report them (X1 线索移送台账)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from hub.ledgers.base import (
    THE_EMPLOYER,
    LedgerRow,
    Relation,
    coded,
    day,
    digits,
    ledger_indexes,
    several,
    string,
    yes_no,
    yuan,
)
from hub.ledgers.codes import (
    AdministrativeLevel,
    Channel,
    ClueDecision,
    ClueDirection,
    ClueGround,
    ClueResult,
    WorkerGroup,
)
from hub.ledgers.employers import DEBTOR


class ClueTransfer(LedgerRow, table=True):
    """A clue transferred between agencies（线索移送）, on the side of its sender or of its receiver."""

    __tablename__ = "clue_transfers"
    relations: ClassVar[tuple[Relation, ...]] = (
        DEBTOR,
        Relation(
            "reports",
            "clue_transfers",
            (("prefecture_code", "prefecture_code"), ("clue_key", "clue_key")),
            many=True,
            description="The same clue as sender and receiver report it（双方填报）",
        ),
        Relation(
            "supported_lawsuit",
            "supported_lawsuits",
            (("province_code", "province_code"), ("result_key", "case_key")),
            many=False,
            description="The supported lawsuit that came of it（支持起诉案件）",
        ),
    )
    employer_roles = (THE_EMPLOYER,)
    hidden = frozenset({"employer_key", "clue_key", "result_key"})

    side: str | None = string("Side that reports it: sent or received（填报方：移送、接收）")
    clue_no: str = string("Clue number（线索编号）", required=True)
    clue_key: str | None = string("Clue number with unified brackets")
    from_agency: str | None = string("Office that sends it（移送单位）")
    from_agency_code: str | None = string("Agency that sends it（移送部门）")
    to_agency: str | None = string("Office that receives it（接收单位）")
    to_agency_code: str | None = string("Agency that receives it（接收部门）")
    direction: str | None = coded(ClueDirection, "Direction（移送方向）")
    from_level: str | None = coded(AdministrativeLevel, "Level of the sender（单位层级）")
    grounds: list[str] | None = several(ClueGround, "Grounds（移送事由）")
    employer_name: str | None = string("Employer（单位名称）")
    uscc: str | None = string("Unified social credit code（统一社会信用代码）")
    employer_key: str | None = string("Employer's key in the register")
    employer_refuses: bool | None = yes_no("The employer refuses to cooperate（用人单位是否拒不配合）")
    worker_group: list[str] | None = several(WorkerGroup, "Worker groups（劳动者类别）")
    channel: str | None = coded(Channel, "Channel or source（来源）")
    workers_count: int | None = digits("Workers involved（涉及人数）")
    amount_involved: Decimal | None = yuan("Amount involved, yuan（涉及金额）")
    sent_on: date | None = day("Sent on（移送日期）")
    received_on: date | None = day("Received on（签收日期）")
    decision: str | None = coded(ClueDecision, "Decision（办理决定）")
    decided_on: date | None = day("Decided on（决定日期）")
    result_kind: str | None = coded(ClueResult, "Result（办理结果）")
    result_ref: str | None = string("Number of the case or document that came of it（结果文号）")
    result_key: str | None = string("That number with unified brackets")
    fed_back_on: date | None = day("Sender informed on（反馈日期）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes(
        "clue_transfers",
        ("region_code", "sent_on"),
        ("region_code", "received_on"),
        ("employer_key",),
        ("clue_key",),
        ("result_key",),
    )
