"""What joint meetings decided is to be done, by whom and until when (M3 议定事项清单)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from hub.ledgers.base import LedgerRow, Relation, coded, day, ledger_indexes, string
from hub.ledgers.codes import TaskStatus


class MeetingTask(LedgerRow, table=True):
    """A task that a joint meeting gave to an agency（议定事项）."""

    __tablename__ = "meeting_tasks"
    relations: ClassVar[tuple[Relation, ...]] = (
        Relation(
            "meeting",
            "joint_meetings",
            (("region_code", "region_code"), ("meeting_key", "meeting_key")),
            many=False,
            description="The meeting that decided it（会议）",
        ),
    )
    hidden = frozenset({"meeting_key"})

    task_no: str = string("Task number（事项编号）", required=True)
    meeting_no: str | None = string("Meeting that decided it（会议）")
    meeting_key: str | None = string("Meeting number with unified brackets")
    title: str | None = string("What is to be done（事项）")
    lead_agency: str | None = string("Office in the lead（牵头单位）")
    lead_agency_code: str | None = string("Agency in the lead（牵头部门）")
    cooperating_agencies: str | None = string("Cooperating offices（配合单位）")
    due_on: date | None = day("Due on（完成时限）")
    progress: str | None = string("Progress（进展）")
    status: str | None = coded(TaskStatus, "State（状态）")
    done_on: date | None = day("Done on（完成日期）")

    __table_args__ = ledger_indexes("meeting_tasks", ("region_code", "due_on"), ("meeting_key",))
