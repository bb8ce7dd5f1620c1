"""Reasons that people give for what they do: kept with it, bounded, without personal numbers."""

from __future__ import annotations

from hub.errors import HubError
from hub.importing.privacy import masked

REASON_MAX = 1000
"""The most characters of a reason."""


def reason_of(text: str | None) -> str | None:
    """The reason as it is kept: personal numbers masked, None where nothing is said. HubError REASON_TOO_LONG."""
    said = (text or "").replace("\x00", "").strip()
    if len(said) > REASON_MAX:
        raise HubError(
            f"理由不能超过 {REASON_MAX} 个字。",
            f"A reason may have at most {REASON_MAX} characters.",
            code="REASON_TOO_LONG",
        )
    return masked(said) or None
