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
    "H6": ("wage_cases", "wageCases"),
    "H8": ("enforcement_applications", "enforcementApplications"),
    "H9": ("blacklist", "blacklistEntries"),
    "P1": ("supported_lawsuits", "supportedLawsuits"),
    "P2": ("civil_supervision", "civilSupervisionCases"),
    "P3": ("recommendations", "procuratorialRecommendations"),
    "U3": ("union_services", "unionServices"),
    "J1": ("legal_aid_cases", "legalAidCases"),
    "C1": ("court_wage_cases", "courtWageCases"),
}

# These files state no period anywhere; whoever sends them has to.
PERIOD_BY_HAND = {
    JIANGXI: (
        "procuratorate/民事监督案件台账.xls",
        "procuratorate/检察建议台账.xlsx",
        "court/全省涉薪民事案件台账.csv",
    )
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
            entry["as_of"],
            entry["format"].startswith("csv"),
            known,
            entry["file"] in PERIOD_BY_HAND.get(world, ()),
        )
        for entry in expected(world)["files"]
        if (known := tuple(sheet for sheet in entry["sheets"] if sheet["form"] in FORMS))
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
