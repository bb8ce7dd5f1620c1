"""The scope under which row-level security lets rows through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Scope:
    """The rows that row-level security lets through: a range of region codes and the agencies.

    `codes` are codes outside the range that the region wholly succeeded; `agencies` None means all.
    An empty scope (`nothing`) sees no row. `pending`: whether submissions that nobody has accepted yet are seen.
    """

    lo: str
    hi: str
    codes: tuple[str, ...] = ()
    agencies: tuple[str, ...] | None = None
    unit: str | None = None
    pending: bool = False

    def settings(self) -> Mapping[str, str]:
        """The transaction settings that the policies read."""
        return {
            "hub.region_lo": self.lo,
            "hub.region_hi": self.hi,
            "hub.region_codes": ",".join(self.codes),
            "hub.agencies": "*" if self.agencies is None else ",".join(self.agencies),
            "hub.unit": self.unit or "",
            "hub.pending": "yes" if self.pending else "",
        }


NOTHING = Scope("", "", (), ())
EVERYTHING = Scope("0", ":", pending=True)


class Scoped(Protocol):
    """Whoever has a scope: the viewer of a request."""

    @property
    def scope(self) -> Scope:
        """What row-level security lets this one see."""

    @property
    def token_digest(self) -> str | None:
        """The digest of the token that must still hold when rows are read; None for the local operator."""
