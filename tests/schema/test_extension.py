"""A ledger that somebody adds is in the schema by itself."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

LEDGER = '''
"""Inspections of building sites."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from hub.ledgers.base import LedgerRow, Relation, day, string, yuan
from hub.ledgers.employers import DEBTOR


class SiteInspectionDay(LedgerRow, table=True):
    """A day of inspection（巡查）."""

    __tablename__ = "site_inspections"
    relations: ClassVar[tuple[Relation, ...]] = (DEBTOR,)
    hidden = frozenset({"employer_key"})

    employer_key: str | None = string("Key")
    inspected_on: date | None = day("Inspected on（巡查日期）")
    fine: Decimal | None = yuan("Fine（罚款）")
'''


def test_a_new_ledger_appears_by_itself(tmp_path: Path) -> None:
    folder = tmp_path / "hub" / "ledgers"
    folder.mkdir(parents=True)
    (folder / "site_inspections.py").write_text(LEDGER, encoding="utf-8")
    sdl = subprocess.run(
        [sys.executable, "-c", "import schema; print(schema.schema_text())"],
        env=os.environ | {"HUB_EXTENSIONS": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout
    assert "  siteInspectionDays(" in sdl
    assert "type SiteInspectionDay implements Node {" in sdl
    assert "  inspectedOn: Date\n" in sdl
    assert "  inspectedOn: DayFilter\n" in sdl
    assert "  fine: Decimal\n" in sdl
    assert sdl.count("  siteInspectionDays(") == 2  # the root field, and that of an employer
    assert "employerKey" not in sdl
