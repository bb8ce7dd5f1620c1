"""Recovered wages that several agencies report: proposed as one payment, confirmed by a person, counted once."""

from hub.recoveries.actions import confirm, dissolve, reject
from hub.recoveries.groups import Claim, Group, decided, proposals

__all__ = ["Claim", "Group", "confirm", "decided", "dissolve", "proposals", "reject"]
