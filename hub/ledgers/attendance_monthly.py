"""Monthly attendance under real-name management (H3 实名制考勤月报)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from hub.ledgers.base import LedgerRow, Nature, Relation, digits, ledger_indexes, string
from hub.ledgers.projects import THE_PROJECT


class AttendanceMonth(LedgerRow, table=True):
    """Who was registered, on site and punched in on a project in a month（实名制考勤月报）."""

    __tablename__ = "attendance_monthly"
    nature = Nature.MONTHLY
    aliases: ClassVar[Mapping[str, str]] = {"period": "month"}
    relations: ClassVar[tuple[Relation, ...]] = (THE_PROJECT,)

    project_code: str = string("Project code（项目编码）", required=True)
    project_name: str | None = string("Project name（项目名称）")
    workers_registered: int | None = digits("Workers registered by real name（登记人数）")
    on_site: int | None = digits("Workers on site（在场人数）")
    attended: int | None = digits("Workers who punched in（考勤人数）")
    attendance_days: int | None = digits("Days worked by all of them together（考勤总工日）", unit="days")

    __table_args__ = ledger_indexes("attendance_monthly", ("region_code", "month"), ("project_code",))
