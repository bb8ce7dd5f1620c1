"""What must be said with a comparison across a changed definition (domain.md 6.2: comparability note)."""

from __future__ import annotations

from hub.indicators.changes import Change, Status
from hub.indicators.press import Language


def comparability_note(change: Change, language: Language = Language.ZH) -> str | None:
    """统计口径有变更（第1版、第2版），比较时请注意; None where both windows count by one edition."""
    if change.versions is None:
        return None
    before, now = change.versions
    if language is Language.ZH:
        held = "不作比较" if change.status is Status.DEFINITION_CHANGED else "经认定可比"
        return f"统计口径已变更（上期第{before}版，本期第{now}版），{held}"
    held = "not compared" if change.status is Status.DEFINITION_CHANGED else "held to be comparable"
    return f"the definition changed (base: version {before}, now: version {now}), {held}"
