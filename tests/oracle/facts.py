"""Who said what when, and which rows count in a data version: section 1 of the design, done by sorting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from tests.oracle.declared import nature
from tests.oracle.register import last_heir, prefecture, province

Row = dict[str, Any]


@dataclass(eq=False)
class Said:
    """One submission. `first` and `last` are months; the versions say when it was accepted and withdrawn."""

    number: int
    sheet: str
    side: str
    agency: str
    region: str
    first: date
    last: date
    as_of: date
    replaces: bool
    rows: list[Row]
    accepted: int | None = None
    withdrawn: int | None = None

    @property
    def unit(self) -> str:
        """Who sent it."""
        return f"{self.agency}:{self.region}"

    @cached_property
    def office(self) -> tuple[str, str]:
        """Who sent it, whatever its region is called today."""
        return self.agency, last_heir(self.region)

    def covers(self, other: Said) -> bool:
        """Whether, accepted later, it takes the place of another."""
        same = (self.sheet, self.side, self.unit) == (other.sheet, other.side, other.unit)
        return same and self.replaces and self.first <= other.first and other.last <= self.last


@dataclass
class Known:
    """What the hub knows in one data version."""

    version: int
    standing: dict[str, list[Said]] = field(default_factory=dict)
    """Sheet -> what is accepted, not withdrawn and not covered."""
    live: dict[str, list[Row]] = field(default_factory=dict)
    """Ledger -> the rows that count, each with its `unit`, `agency`, `month` and region codes."""


@dataclass
class History:
    """Everything that was ever sent, and what is known in each version."""

    said: list[Said] = field(default_factory=list)
    version: int = 0
    _known: dict[int, Known] = field(default_factory=dict)

    def known(self, version: int) -> Known:
        """What is known in a version."""
        if version not in self._known:
            self._known[version] = self._find(version)
        return self._known[version]

    def standing(self, version: int) -> Iterator[Said]:
        """What is accepted, not withdrawn, and not covered by what was accepted later."""
        slots: dict[tuple[str, str, str], list[Said]] = defaultdict(list)
        for said in self.said:
            accepted = said.accepted is not None and said.accepted <= version
            if accepted and not (said.withdrawn is not None and said.withdrawn <= version):
                slots[said.sheet, said.side, said.unit].append(said)
        for slot in slots.values():
            for said in slot:
                later = [other for other in slot if (other.accepted or 0) > (said.accepted or 0)]
                if not any(other.covers(said) for other in later):
                    yield said

    def _find(self, version: int) -> Known:
        known = Known(version)
        winners: dict[str, dict[object, Row]] = defaultdict(dict)
        for said in sorted(self.standing(version), key=lambda s: (s.as_of, s.accepted)):
            known.standing.setdefault(said.sheet, []).append(said)
            for row in said.rows:
                counted = placed(said, row)
                key: tuple[object, ...] = (province(row["region_code"]), row["row_key"])
                if nature(said.sheet) == "snapshot":
                    key = (*key, said.unit, counted["month"])
                winners[said.sheet][key] = counted
        known.live = {ledger: list(rows.values()) for ledger, rows in winners.items()}
        known.live["wage_recoveries"] = [
            claim for sheet in CLAIMS for row in known.live.get(sheet, ()) if (claim := claimed(sheet, row))
        ]
        return known


def placed(said: Said, row: Row) -> Row:
    """A row with what follows from its submission."""
    return {
        **row,
        "unit": said.unit,
        "office": said.office,
        "agency": said.agency,
        "month": row.get("month") or said.last,
        "prefecture_code": prefecture(row["region_code"]),
        "province_code": province(row["region_code"]),
    }


CLAIMS = {
    "supported_lawsuits": ("recovered_amount", ("recovered_on",), "case_no"),
    "civil_supervision": ("recovered_amount", ("accepted_on",), "case_no"),
    "criminal_cases": (
        "recovered_amount",
        ("prosecution_decided_on", "arrest_decided_on", "accepted_on"),
        "case_no",
    ),
    "union_supervision_documents": ("recovered_amount", ("issued_on",), "doc_no"),
    "union_services": ("recovered_amount", ("served_on",), "service_no"),
    "wage_cases": ("recovered_amount", ("closed_on",), "case_no"),
    "enforcement_applications": ("wages_paid", ("completed_on",), "application_no"),
    "enforcement_cases": ("paid_amount", ("closed_on",), "case_no"),
    "legal_aid_cases": ("recovered_amount", ("closed_on",), "case_no"),
    "police_cases": (
        "recovered_amount",
        ("sent_to_prosecution_on", "withdrawn_on", "filed_on", "decided_on", "received_on"),
        "case_no",
    ),
    "complaints": ("paid_amount", ("closed_on",), "clue_no"),
    "refusal_judgments": ("paid_before_judgment", ("judged_on",), "case_no"),
}
"""Ledgers that state recovered amounts: the column of the amount, the first filled of the days, the number."""


def claimed(sheet: str, row: Row) -> Row | None:
    """The recovered amount that a row states, as a row of the derived ledger."""
    amount, days, number = CLAIMS[sheet]
    if not row.get(amount):
        return None
    return {
        **{name: row[name] for name in ("unit", "office", "agency", "month", "region_code")},
        "prefecture_code": row["prefecture_code"],
        "province_code": row["province_code"],
        "employer_key": row.get("employer_key"),
        "industry": row.get("industry"),
        "worker_group": row.get("worker_group"),
        "amount": Decimal(row[amount]),
        "recovered_on": next((row[day] for day in days if row.get(day)), None),
        "recovery_kind": _kind(sheet, row),
        "case_no": row.get(number),
    }


def _kind(sheet: str, row: Row) -> str:
    """What was recovered: only wages are wages (domain, trap 2)."""
    if sheet == "supported_lawsuits":
        return row.get("recovery_kind") or "WAGES"
    if sheet == "wage_cases" and row.get("pay_method") == "EMERGENCY_FUND":
        return "ADVANCE"
    if sheet == "enforcement_cases" and row.get("enforcement_kind") == "NON_LITIGATION":
        return "WAGES" if row.get("workers_paid") else "OTHER"
    if sheet == "legal_aid_cases":
        matters = {
            "REMUNERATION": "WAGES",
            "INJURY_COMPENSATION": "INJURY_COMPENSATION",
            "SEVERANCE": "SEVERANCE",
        }
        return matters.get(row.get("dispute_matter") or "", "OTHER")
    return "WAGES"
