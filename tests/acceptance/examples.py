"""The three example worlds: their files in order, what the hub must find in them, and the public names."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from tests.acceptance.hubs import Hub

EXAMPLES = Path(__file__).parents[2] / "examples"
LIUPANSHUI, JIANGXI, CHUZHOU = "liupanshui-2019", "jiangxi-2020", "chuzhou-2024"
WORLDS = (LIUPANSHUI, JIANGXI, CHUZHOU)

# Form code -> sheet, root field: the names of the public interface.
FORMS: Mapping[str, tuple[str, str]] = {
    "H1": ("projects", "projects"),
    "H2": ("special_accounts", "specialAccounts"),
    "H2b": ("account_monthly", "accountMonths"),
    "H3": ("attendance_monthly", "attendanceMonths"),
    "H4": ("wage_deposits", "wageDeposits"),
    "H5": ("complaints", "complaints"),
    "H6": ("wage_cases", "wageCases"),
    "H7": ("crime_transfers", "crimeTransfers"),
    "H8": ("enforcement_applications", "enforcementApplications"),
    "H9": ("blacklist", "blacklistEntries"),
    "H10": ("major_violations", "majorViolations"),
    "P1": ("supported_lawsuits", "supportedLawsuits"),
    "P2": ("civil_supervision", "civilSupervisionCases"),
    "P3": ("recommendations", "procuratorialRecommendations"),
    "U1": ("union_supervision_documents", "unionSupervisionDocuments"),
    "U3": ("union_services", "unionServices"),
    "X1": ("clue_transfers", "clueTransfers"),
    "J1": ("legal_aid_cases", "legalAidCases"),
    "J2": ("legal_activities", "legalActivities"),
    "M1": ("joint_meetings", "jointMeetings"),
    "M1doc": ("cooperation_documents", "cooperationDocuments"),
    "M1case": ("typical_cases", "typicalCases"),
    "M3": ("meeting_tasks", "meetingTasks"),
    "M4": ("evaluations", "evaluations"),
    "C1": ("court_wage_cases", "courtWageCases"),
    "C2": ("enforcement_cases", "enforcementCases"),
    "C3": ("payment_orders", "paymentOrders"),
    "C4": ("mediation_docking", "mediationDockings"),
    "PS1": ("police_cases", "policeCases"),
}

# Form code -> statistical sheet: all of them are reported figures, under one root field.
STATISTICAL: Mapping[str, str] = {
    "H12": "hrss_monthly",
    "P5": "procuratorate_monthly",
    "U4": "union_monthly",
    "J4": "justice_monthly",
    "C6": "court_monthly",
    "PS2": "police_monthly",
}
SHEETS: Mapping[str, str] = {**{form: sheet for form, (sheet, _) in FORMS.items()}, **STATISTICAL}

# Of this file expected.json knows an as-of day that it does not state: it was filled in on this one.
FILLED_IN = {"hrss/monthly/治欠月报2019年12月.xlsx": "2019-12-26"}

# These files state no period anywhere; whoever sends them has to.
PERIOD_BY_HAND = {
    JIANGXI: (
        "procuratorate/民事监督案件台账.xls",
        "procuratorate/检察建议台账.xlsx",
        "court/全省涉薪民事案件台账.csv",
    ),
    CHUZHOU: ("procuratorate/移送工会线索台账.xls",),
}


@dataclass(frozen=True)
class ExampleFile:
    """A workbook of a world that holds at least one known form."""

    path: Path
    relative: str
    agency: str
    region: str
    period: str
    as_of: str
    csv: bool
    sheets: tuple[Mapping[str, Any], ...]
    """Its known forms, as expected.json describes them."""
    period_by_hand: bool

    @property
    def is_correction(self) -> bool:
        """Whether it corrects another file of the world."""
        return self.relative.startswith("corrections/")


@cache
def expected(world: str) -> dict[str, Any]:
    """The known truth of a world."""
    found: dict[str, Any] = json.loads((EXAMPLES / world / "expected.json").read_text(encoding="utf-8"))
    return found


@cache
def files(world: str) -> tuple[ExampleFile, ...]:
    """The files of a world with forms that the hub knows, in the order in which they are sent."""
    return tuple(
        ExampleFile(
            EXAMPLES / world / entry["file"],
            entry["file"],
            entry["agency"],
            entry["region"].removesuffix("-own"),
            entry["period"],
            FILLED_IN.get(entry["file"], entry["as_of"]),
            entry["format"].startswith("csv"),
            known,
            entry["file"] in PERIOD_BY_HAND.get(world, ()),
        )
        for entry in expected(world)["files"]
        if (known := tuple(sheet for sheet in entry["sheets"] if sheet["form"] in SHEETS))
    )


def import_world(hub: Hub, world: str) -> list[dict[str, Any]]:
    """Import the files of a world in their order, corrections left out; the entries of all reports."""
    report: list[dict[str, Any]] = []
    for options, batch in _batches(world):
        report += hub.import_files([file.path for file in batch], *options)
    return report


def camel(name: str) -> str:
    """supported_lawsuits_handled -> supportedLawsuitsHandled."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)


def _batches(world: str) -> Iterator[tuple[tuple[str, ...], list[ExampleFile]]]:
    """Runs of files that are sent with the same options."""
    batch: list[ExampleFile] = []
    current: tuple[str, ...] = ()
    for file in files(world):
        if file.is_correction:
            continue
        options = ("--period", file.period) if file.period_by_hand else ()
        if batch and options != current:
            yield current, batch
            batch = []
        current = options
        batch.append(file)
    if batch:
        yield current, batch
