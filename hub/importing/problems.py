"""What the hub tells a clerk about a cell: a problem is a value with a kind, a place and a sentence in zh and en."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any


class Severity(StrEnum):
    """How much a problem weighs: an error stops the submission, a warning asks, a notice informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to tell about a file. `kind` is a stable code; its sentences live in problems.toml.

    `cell` is the address as the spreadsheet shows it (B17), None where the whole worksheet or file is meant.
    `value` is the raw text of the cell, already masked where it may be personal.
    `details` fill the placeholders of the sentences.
    """

    kind: str
    severity: Severity
    worksheet: str | None = None
    cell: str | None = None
    value: str | None = None
    details: dict[str, Any] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """The sentence for the clerk, `language` zh or en."""
        return _sentences()[self.kind][language].format_map(
            {
                "value": self.value or "",
                "cell": self.cell or "",
                "worksheet": self.worksheet or "",
                **self.details,
            }
        )

    def expected(self) -> dict[str, str] | None:
        """What the cell should hold, in zh and en, where the kind says it: the allowed codes, a day, a number."""
        if "allowed" in self.details:
            allowed = str(self.details["allowed"])
            return {"zh": allowed, "en": str(self.details.get("allowed_en", allowed))}
        return _expected().get(self.kind)

    def as_json(self) -> dict[str, Any]:
        """The problem as `hub check --json` prints it."""
        return {
            "worksheet": self.worksheet,
            "cell": self.cell,
            "kind": self.kind,
            "severity": self.severity.value,
            "value": self.value,
            "message": {"zh": self.message("zh"), "en": self.message("en")},
            "header": self.details.get("header"),
            "expected": self.expected(),
            "suggestion": self.details.get("suggestion"),
            "proposals": self.details.get("proposals", []),
        }


class RefusedFileError(Exception):
    """A file that cannot become grids. Carries the one problem that says why."""

    def __init__(self, kind: str, **details: Any) -> None:
        super().__init__(kind)
        self.problem = Problem(kind=kind, severity=Severity.ERROR, details=details)


def sentences(kind: str) -> dict[str, str]:
    """The sentences of a kind by language, with their placeholders."""
    return _sentences()[kind]


def kinds() -> frozenset[str]:
    """Every problem kind that has sentences."""
    return frozenset(_sentences())


@cache
def _expected() -> dict[str, dict[str, str]]:
    return tomllib.loads((files(__package__) / "expected.toml").read_text(encoding="utf-8"))


@cache
def _sentences() -> dict[str, dict[str, str]]:
    """Sentences by kind, from every problems*.toml beside this module."""
    found: dict[str, dict[str, str]] = {}
    for entry in files(__package__).iterdir():
        if entry.name.startswith("problems") and entry.name.endswith(".toml"):
            found.update(tomllib.loads(entry.read_text(encoding="utf-8")))
    return found
