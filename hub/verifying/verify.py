"""The verification: everything rebuilt from the stored originals in one transaction that writes nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any

import psycopg

from hub.access.viewer import OPERATOR
from hub.database import SERVING_ROLE, enter_scope, libpq
from hub.ledgers.catalogue import ledgers
from hub.ledgers.employers import Employer
from hub.ledgers.submission import AcceptedSubmission
from hub.scope import EVERYTHING
from hub.settings import Settings
from hub.submissions.answers import memory
from hub.verifying import comparing, tables
from hub.verifying.cards import check_cards
from hub.verifying.decisions import check_decisions
from hub.verifying.differences import Findings
from hub.verifying.figures import compare_figures
from hub.verifying.history import replayed
from hub.verifying.originals import check_files
from hub.verifying.rows import Rebuilding
from hub.verifying.telling import Tell, silence

LIMIT_DEFAULT = 50
PAST_VERSIONS = 3
LIMIT_MAX = 10_000
"""The most differences that are listed."""


_COUNTS = {
    "files": ("原始文件", "original files"),
    "submissions": ("报送", "submissions"),
    "data_versions": ("数据版本", "data versions"),
    "files_read": ("重读", "files read again"),
    "rows": ("记录", "rows"),
    "figures": ("指标数值", "figures"),
    "decisions": ("去重组与报送义务", "recovery groups and obligations"),
    "cards": ("数字卡", "figure cards"),
}


@dataclass(frozen=True)
class Verified:
    """What was checked, as counts, and what was found."""

    checked: Mapping[str, Any]
    findings: Findings
    seconds: float

    @property
    def fine(self) -> bool:
        """Whether nothing differs."""
        return not self.findings.total

    def in_words(self) -> Iterator[str]:
        """The same for a terminal: what was checked, then the differences that are listed, zh and en."""
        for name, (zh, en) in _COUNTS.items():
            yield f"{zh} / {en}: {self.checked[name]}"
        for difference in self.findings.listed:
            yield f"{difference.at} {difference.message('zh')}".strip()
            yield f"    {difference.message('en')}"
        more = self.findings.total - len(self.findings.listed)
        if more:
            yield f"另有 {more} 处差异 / {more} more differences"
        yield "一致 / no difference" if self.fine else f"差异 / differences: {self.findings.total}"

    def as_json(self) -> dict[str, Any]:
        """The document of `hub verify --json`."""
        return {
            "ok": self.fine,
            "checked": dict(self.checked),
            "differences": [difference.as_json() for difference in self.findings.listed],
            "differences_total": self.findings.total,
            "differences_by_kind": dict(sorted(self.findings.counts.items())),
            "seconds": round(self.seconds, 1),
        }


def verify(
    url: str,
    settings: Settings,
    *,
    limit: int = LIMIT_DEFAULT,
    past: int = PAST_VERSIONS,
    tell: Tell = silence,
) -> Verified:
    """Rebuild all rows, live ranges and figures from the originals and compare them with what is stored.

    One snapshot of the database, in a transaction that PostgreSQL lets write temporary tables only and that is rolled
    back. At most `limit` differences are listed; all are counted. Figures are compared at the newest data version
    and at `past` earlier ones, spread evenly. Raises HubError where a setting is missing.
    """
    started = monotonic()
    findings = Findings(limit)
    with psycopg.connect(libpq(url)) as connection:
        connection.execute(f"set role {SERVING_ROLE}")
        connection.commit()
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        with connection.transaction(force_rollback=True):
            checked = _verified(connection, settings, past, findings, tell)
    return Verified(checked, findings, monotonic() - started)


def _verified(
    connection: psycopg.Connection, settings: Settings, past: int, findings: Findings, tell: Tell
) -> dict[str, Any]:
    enter_scope(connection, EVERYTHING)
    tables.create(connection)
    connection.execute("set local work_mem = '64MB'")
    tables.read_stored(connection)
    history = replayed(connection, findings)
    files, bad = check_files(
        connection, history.submissions.values(), settings.keys_for_files(), findings, tell
    )
    remembered = memory(connection, OPERATOR)
    rebuilding = Rebuilding(connection, settings, history, findings, bad, remembered, tell)
    rebuilding.run()

    comparing.rebuild_accepted(connection, history)
    columns = [c.name for c in AcceptedSubmission.__table__.columns]  # type: ignore[attr-defined]
    comparing.compare_table(connection, tables.ACCEPTED, "id", columns, history, findings)
    all_ledgers = [each for name, each in ledgers().items() if name != tables.RECOVERIES]
    for done, ledger in enumerate(all_ledgers, start=1):
        comparing.rebuild_ledger(connection, history, ledger)
        comparing.compare_ledger(connection, ledger, history, findings)
        tell("ledgers", done, len(all_ledgers))
    comparing.rebuild_recoveries(connection)
    comparing.compare_ledger(connection, ledgers()[tables.RECOVERIES], history, findings)
    comparing.rebuild_employers(connection)
    columns = [c.name for c in Employer.__table__.columns]  # type: ignore[attr-defined]
    comparing.compare_table(connection, tables.EMPLOYERS, "key", columns, history, findings)
    figures, versions = compare_figures(connection, history, past, findings, tell)
    decisions = check_decisions(connection, findings)
    cards = check_cards(connection, findings, tell)
    return {
        "files": files,
        "submissions": len(history.submissions),
        "data_versions": len(history.versions),
        "files_read": rebuilding.files,
        "rows": rebuilding.rows,
        "figures": figures,
        "decisions": decisions,
        "cards": cards,
        "at_versions": list(versions),
    }
