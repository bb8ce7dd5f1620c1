"""The viewer of a request: who asks, what the role permits, which rows the scope covers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from hub.errors import Forbidden
from hub.regions import NATIONAL, register
from hub.scope import NOTHING, Scope


@dataclass(frozen=True)
class Viewer:
    """A verified caller. `agency` None = all agencies, `region` None = the whole country."""

    name: str
    role: str
    agency: str | None
    region: str | None
    permissions: frozenset[str]
    token_digest: str | None = None

    @cached_property
    def scope(self) -> Scope:
        """What row-level security lets this viewer see."""
        if "data.read" not in self.permissions:
            return NOTHING
        regions = register()
        lo, hi = regions.bounds(self.region or NATIONAL)
        codes = tuple(regions.predecessors(self.region)) if self.region else ()
        outside = tuple(c for c in codes if not lo <= c < hi)
        agencies = None if self.agency is None else (self.agency,)
        unit = f"{self.agency}:{self.region}" if self.agency and self.region else None
        return Scope(lo, hi, outside, agencies, unit, pending="submissions.receive" in self.permissions)

    def covers(self, region_code: str) -> bool:
        """Whether the whole of a region lies in this viewer's scope."""
        scope = self.scope
        lo, hi = register().bounds(region_code)
        return (scope.lo <= lo and hi <= scope.hi and bool(scope.hi)) or region_code in scope.codes

    def sees_agency(self, agency: str) -> bool:
        """Whether this viewer sees the rows of an agency."""
        return self.agency is None or self.agency == agency

    def require(self, permission: str) -> None:
        """Refuse unless the role permits it."""
        if permission not in self.permissions:
            raise Forbidden(
                f"角色“{self.role}”没有权限：{permission}。",
                f"The role {self.role!r} does not permit {permission}.",
            )


ALL_PERMISSIONS = frozenset(
    {
        "data.read",
        "cards.create",
        "submissions.receive",
        "submissions.accept",
        "submissions.withdraw",
        "months.close",
        "obligations.manage",
        "recoveries.group",
        "tokens.manage",
    }
)

OPERATOR = Viewer("operator", "admin", None, None, ALL_PERMISSIONS)
"""The local operator of the command line."""
