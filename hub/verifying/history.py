"""The data versions replayed: which submission stood (accepted, not withdrawn, not covered) from when until when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import psycopg
from psycopg.rows import dict_row

from hub.submissions.receipts import REPLACE
from hub.verifying.differences import At, Difference, Findings, shown

FOREVER = 2**62
"""Later than every data version."""
Range = tuple[int, int]
"""Data versions from, up to but not including."""


@dataclass
class Told:
    """A submission as it was received, and what the data versions say became of it."""

    id: int
    sheet: str
    form: str
    side: str
    agency: str
    region: str
    unit: str
    unit_name: str | None
    first: date
    last: date
    as_of: date
    mode: str
    nil: bool
    state: str
    file: str
    sha256: str
    rows_read: int
    digest: str
    accepted: int | None = None
    withdrawn: int | None = None

    @property
    def at(self) -> At:
        """Its place in the report."""
        return At(self.id, self.file)

    def contains(self, other: Told) -> bool:
        """Whether its period contains that of another submission of the same sheet, side and unit."""
        return self.first <= other.first and other.last <= self.last


@dataclass
class History:
    """All submissions by number, the data versions that there are, and the ranges in which each submission stood."""

    submissions: Mapping[int, Told]
    versions: Sequence[int]
    standing: Mapping[int, Sequence[Range]]

    def lives(self, stating: Iterable[int]) -> Iterator[tuple[int, int, int]]:
        """(submission, from, until) of every life of a key's rows, given the submissions that state the key.

        At every data version the newest standing submission counts: by as-of day, then by acceptance.
        """
        ranges = [(number, begin, end) for number in stating for begin, end in self.standing.get(number, ())]
        if len(ranges) < 2:
            yield from ranges
            return
        edges = sorted({edge for _, begin, end in ranges for edge in (begin, end)})
        current: tuple[int, int, int] | None = None
        for begin, end in pairwise(edges):
            there = [number for number, since, until in ranges if since <= begin < until]
            winner = max(there, key=self._newer, default=None)
            if current is not None and current[0] == winner:
                current = (current[0], current[1], end)
                continue
            if current is not None:
                yield current
            current = None if winner is None else (winner, begin, end)
        if current is not None:
            yield current

    def _newer(self, number: int) -> tuple[date, int]:
        told = self.submissions[number]
        return told.as_of, told.accepted or 0


def replayed(connection: psycopg.Connection, findings: Findings) -> History:
    """The history as the data versions tell it; what contradicts it is found."""
    with connection.cursor(row_factory=dict_row) as cursor:
        stored = cursor.execute(
            """
            select id, sheet, form, side, agency, region_code, unit, unit_name, period_from, period_to, as_of, mode,
              nil, state, file_name, file_sha256, rows_read, digest, accepted_version, withdrawn_version,
              withdrawn_reason
            from submissions order by id
            """
        ).fetchall()
        versions = cursor.execute(
            "select number, at, action, submission_id, reason from data_versions order by number"
        ).fetchall()
    submissions = {row["id"]: _told(row) for row in stored}
    reasons = _replay(versions, submissions, findings)
    for row in stored:
        told = submissions[row["id"]]
        said = {
            "accepted_version": told.accepted,
            "withdrawn_version": told.withdrawn,
            "withdrawn_reason": reasons.get(told.id),
        }
        for column, rebuilt in said.items():
            if row[column] != rebuilt:
                findings.add(
                    Difference(
                        "submission_differs", told.at, column=column,
                        stored=shown(row[column]), rebuilt=shown(rebuilt),
                    )
                )  # fmt: skip
    return History(submissions, [row["number"] for row in versions], _standing(submissions.values()))


def _told(row: Mapping[str, Any]) -> Told:
    return Told(
        row["id"], row["sheet"], row["form"], row["side"], row["agency"], row["region_code"], row["unit"],
        row["unit_name"], row["period_from"], row["period_to"], row["as_of"], row["mode"], row["nil"],
        row["state"], row["file_name"], row["file_sha256"], row["rows_read"], row["digest"],
    )  # fmt: skip


def _replay(
    versions: Sequence[Mapping[str, Any]], submissions: Mapping[int, Told], findings: Findings
) -> dict[int, str | None]:
    """Let every version happen to its submission; submission -> the reason of its withdrawal."""
    reasons: dict[int, str | None] = {}
    expected, before = 1, datetime.min.replace(tzinfo=UTC)
    for version in versions:
        number = version["number"]
        if number != expected:
            findings.add(Difference("version_missing", stored=str(number), rebuilt=str(expected)))
        at = version["at"]
        if at <= before:
            findings.add(Difference("version_time_not_rising", stored=str(at), details={"version": number}))
        expected, before = number + 1, at
        if version["submission_id"] is None:
            continue
        told = submissions.get(version["submission_id"])
        if told is not None and _happens(version["action"], number, told):
            if version["action"] == "WITHDRAW":
                reasons[told.id] = version["reason"]
            continue
        details = {"version": number, "action": version["action"]}
        findings.add(
            Difference(
                "version_impossible", told.at if told else At(version["submission_id"]), details=details
            )
        )
    return reasons


def _happens(action: str, number: int, told: Told) -> bool:
    """Whether that can happen to the submission now; if so it has."""
    if action == "ACCEPT" and told.state == "CHECKED" and told.accepted is None:
        told.accepted = number
    elif action == "WITHDRAW" and told.accepted is not None and told.withdrawn is None:
        told.withdrawn = number
    else:
        return False
    return True


def _standing(submissions: Iterable[Told]) -> dict[int, list[Range]]:
    """When each accepted submission stood: from acceptance to withdrawal, less the times in which it was covered."""
    slots: dict[tuple[str, str, str], list[Told]] = {}
    for told in submissions:
        if told.accepted is not None:
            slots.setdefault((told.sheet, told.side, told.unit), []).append(told)
    found: dict[int, list[Range]] = {}
    for slot in slots.values():
        for told in slot:
            assert told.accepted is not None
            covers = [
                (other.accepted, other.withdrawn or FOREVER)
                for other in slot
                if other.accepted is not None
                and other.accepted > told.accepted
                and other.mode == REPLACE
                and other.contains(told)
            ]
            found[told.id] = _less((told.accepted, told.withdrawn or FOREVER), covers)
    return found


def _less(whole: Range, taken: Iterable[Range]) -> list[Range]:
    """A range without the parts that are taken."""
    found: list[Range] = []
    begin, end = whole
    for first, until in sorted(taken):
        if first >= end:
            break
        if first > begin:
            found.append((begin, first))
        begin = max(begin, until)
    if begin < end:
        found.append((begin, end))
    return found
