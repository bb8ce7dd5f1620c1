"""Legal consultation and publicity (J2 法律咨询宣传活动台账)."""

from __future__ import annotations

from datetime import date

from hub.ledgers.base import LedgerRow, coded, day, digits, ledger_indexes, string
from hub.ledgers.codes import AidMeasure, AidPriority, Channel


class LegalActivity(LedgerRow, table=True):
    """An activity of legal consultation, check-up or publicity（法律咨询宣传活动）."""

    __tablename__ = "legal_activities"

    organiser: str | None = string("Organisation that held it（主办单位）")
    activity_no: str = string("Activity number（活动编号）", required=True)
    measure: str | None = coded(AidMeasure, "Measure of the action plan（措施）")
    activity_kind: str | None = string("Kind（类型）")
    held_on: date | None = day("Held on（日期）")
    place: str | None = string("Place（地点）")
    partners: str | None = string("Partners（联合单位）")
    channel: str | None = coded(Channel, "Channel or source（来源）")
    priority: str | None = coded(AidPriority, "Priority of legal aid（重点）")
    persons_served: int | None = digits("Persons served, person-times（人次）", unit="person-times")

    __table_args__ = ledger_indexes("legal_activities", ("region_code", "held_on"))
