"""Submissions looked up: one with its slot, the sheet it is of, and who may act on it."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.rows import dict_row

from hub.access.viewer import Viewer
from hub.errors import Forbidden, HubError, NotFound
from hub.importing.catalogue import sheet_named as find_sheet
from hub.importing.parsed import ParsedSubmission
from hub.importing.sheet import Sheet
from hub.months import Period
from hub.submissions.receipts import MODES

PERIOD_MONTHS_MAX = 120
"""The most months that a submission may be declared for."""


def sheet_named(name: str) -> Sheet:
    """The sheet of that name or form code; NotFound if there is none."""
    sheet = find_sheet(name)
    if sheet is None:
        raise NotFound(f"没有表样“{name}”。", f"There is no sheet {name!r}.", code="SHEET_UNKNOWN")
    return sheet


def mode_named(mode: str) -> str:
    """REPLACE or SUPPLEMENT, in capitals or small letters; HubError for anything else."""
    if mode.upper() not in MODES:
        raise HubError(
            f"报送方式“{mode[:40]}”应为 REPLACE（全量）或 SUPPLEMENT（补报）。",
            f"The mode {mode[:40]!r} must be REPLACE or SUPPLEMENT.",
            code="MODE_INVALID",
        )
    return mode.upper()


def declared_period(text: str) -> Period:
    """The period that an uploader declares; HubError PERIOD_INVALID for what is none, or is longer than ten years."""
    try:
        period = Period.parse(text)
    except ValueError as wrong:
        raise HubError(
            f"所属期“{text[:40]}”应写成 2019-12 或 2020-05..2021-03。",
            f"The period {text[:40]!r} must be written 2019-12 or 2020-05..2021-03.",
            code="PERIOD_INVALID",
        ) from wrong
    require_short(period)
    return period


def require_short(period: Period) -> None:
    """Refuse a period of more than PERIOD_MONTHS_MAX months."""
    if len(period) > PERIOD_MONTHS_MAX:
        raise HubError(
            f"所属期 {period} 超过 {PERIOD_MONTHS_MAX} 个月。",
            f"The period {period} has more than {PERIOD_MONTHS_MAX} months.",
            code="PERIOD_INVALID",
        )


def require_slot(by: Viewer, agency: str, region: str) -> None:
    """Refuse whoever may not report for this agency of this region."""
    if not by.sees_agency(agency) or not by.covers(region):
        raise Forbidden(
            f"令牌“{by.name}”无权报送 {region[:12]} 的 {agency[:40]} 数据。",
            f"The token {by.name!r} may not report for {agency[:40]} of {region[:12]}.",
        )


def found(connection: psycopg.Connection, submission_id: int, by: Viewer) -> dict[str, Any]:
    """The columns of a submission, and its slot as `parsed`; NotFound or Forbidden."""
    with connection.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute("select * from submissions where id = %s", [submission_id]).fetchone()
    if row is None:
        raise NotFound(f"没有报送 {submission_id}。", f"There is no submission {submission_id}.")
    if not by.sees_agency(row["agency"]) or not by.covers(row["region_code"]):
        # Whose it is, is not told either.
        raise Forbidden(
            f"令牌“{by.name}”无权处理报送 {submission_id}。",
            f"The token {by.name!r} may not act on submission {submission_id}.",
        )
    row["parsed"] = ParsedSubmission(
        row["file_name"],
        row["sheet"],
        row["side"],
        row["agency"],
        row["region_code"],
        period=Period(row["period_from"], row["period_to"]),
        as_of=row["as_of"],
    )
    return row
