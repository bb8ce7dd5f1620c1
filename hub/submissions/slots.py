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
            f"报送方式“{mode}”应为 REPLACE（全量）或 SUPPLEMENT（补报）。",
            f"The mode {mode!r} must be REPLACE or SUPPLEMENT.",
            code="MODE_INVALID",
        )
    return mode.upper()


def require_slot(by: Viewer, agency: str, region: str) -> None:
    """Refuse whoever may not report for this agency of this region."""
    if not by.sees_agency(agency) or not by.covers(region):
        raise Forbidden(
            f"令牌“{by.name}”无权报送 {region} 的 {agency} 数据。",
            f"The token {by.name!r} may not report for {agency} of {region}.",
        )


def found(connection: psycopg.Connection, submission_id: int, by: Viewer) -> dict[str, Any]:
    """The columns of a submission, and its slot as `parsed`; NotFound or Forbidden."""
    with connection.cursor(row_factory=dict_row) as cursor:
        row = cursor.execute("select * from submissions where id = %s", [submission_id]).fetchone()
    if row is None:
        raise NotFound(f"没有报送 {submission_id}。", f"There is no submission {submission_id}.")
    require_slot(by, row["agency"], row["region_code"])
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
