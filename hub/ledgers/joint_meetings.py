"""Joint meetings of the agencies (M1 联席会议台账)."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from hub.ledgers.base import LedgerRow, Relation, day, ledger_indexes, rank, string


class JointMeeting(LedgerRow, table=True):
    """A joint meeting（联席会议）."""

    __tablename__ = "joint_meetings"
    relations: ClassVar[tuple[Relation, ...]] = (
        Relation(
            "tasks",
            "meeting_tasks",
            (("region_code", "region_code"), ("meeting_key", "meeting_key")),
            many=True,
            description="What it decided（议定事项）",
        ),
    )
    hidden = frozenset({"meeting_key"})

    meeting_no: str = string("Meeting number（会议编号）", required=True)
    meeting_key: str | None = string("Meeting number with unified brackets")
    series: str | None = string("Series（会议系列）")
    year: int | None = rank("Year（年度）")
    ordinal: int | None = rank("Place in the year's series（次序）")
    held_on: date | None = day("Held on（召开日期）")
    attendees: str | None = string("Attending offices（参会单位）")
    agenda: str | None = string("Agenda（议题）")
    minutes_no: str | None = string("Number of the minutes（纪要文号）")

    __table_args__ = ledger_indexes("joint_meetings", ("region_code", "held_on"), ("meeting_key",))
