"""Groups of recovered amounts: those that the rule proposes, and those that somebody has decided."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, combinations
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import dict_row

from hub.access.viewer import Viewer
from hub.database import enter_scope
from hub.errors import HubError, LimitExceeded
from hub.ledgers.base import LedgerRow
from hub.ledgers.catalogue import ledgers
from hub.names import normalised_document_no
from hub.recoveries.rules import rule
from hub.regions import NATIONAL, bounds, register

CLAIMS_MAX = 200_000
"""The most recovered amounts that one search for proposals compares."""
LISTED_MAX = 500
"""The most groups of one page."""
NAMED_MAX = 50
"""A number that more recovered amounts name than this is no number of a case: 无, 见附件."""


@dataclass(frozen=True)
class Claim:
    """A recovered amount as an agency reports it. `key` names its record for good, `id` its row of today."""

    id: int
    key: tuple[str, str]
    agency: str
    region_code: str
    employer_key: str | None
    employer_name: str | None
    amount: Decimal
    workers_paid: int | None
    recovered_on: date | None
    case_no: str | None
    ledger: str
    numbers: frozenset[str]
    """The numbers of cases and documents that its record names, its own among them, in one spelling."""


@dataclass(frozen=True)
class Group:
    """Amounts that are one payment, or look like it: state PROPOSED, CONFIRMED, REJECTED or DISSOLVED.

    `linked`: its records name each other's numbers. `rule` is the version of the rule that proposed it.
    """

    state: str
    claims: tuple[Claim, ...]
    linked: bool
    rule: str | None = None
    id: int | None = None
    decided_at: datetime | None = None
    reason: str | None = None
    version: int | None = None

    @property
    def gross(self) -> Decimal:
        """The amounts added up: the payment as often as it was reported."""
        return sum((claim.amount for claim in self.claims), Decimal(0))

    @property
    def deduplicated(self) -> Decimal:
        """The largest of the amounts: the payment once."""
        return max((claim.amount for claim in self.claims), default=Decimal(0))


def proposals(
    connection: psycopg.Connection,
    *,
    by: Viewer,
    within: str = NATIONAL,
    first: int = 100,
    after: int = 0,
) -> list[Group]:
    """What the rule proposes and nobody has decided: largest overlap first; `after` groups are left out.

    Two amounts of different agencies are proposed as one where their records name each other's numbers, or where
    the employer is the same and workers, amount and days agree. A group holds one amount an agency.
    Raises LimitExceeded beyond CLAIMS_MAX recovered amounts.
    """
    _page(first)
    by.require("data.read")
    enter_scope(connection, by.scope)
    confirmed = _confirmed(connection)
    known = [c for c in _claims(connection, within) if c.key not in confirmed]
    refused = _rejected(connection)
    found = [
        Group("PROPOSED", tuple(claims), linked, version)
        for claims, linked, version in joined(known)
        if frozenset(c.key for c in claims) not in refused
    ]
    found.sort(key=lambda g: (g.deduplicated - g.gross, [c.key for c in g.claims]))
    return found[after : after + first]


def decided(
    connection: psycopg.Connection,
    *,
    by: Viewer,
    within: str = NATIONAL,
    group: int | None = None,
    state: str | None = None,
    first: int = 100,
    after: int | None = None,
) -> list[Group]:
    """Decisions, newest first; those alone of whose amounts the viewer sees every one. `after`: the last id before."""
    _page(first)
    by.require("data.read")
    enter_scope(connection, by.scope)
    claims = {claim.key: claim for claim in _claims(connection, within)}
    found: list[Group] = []
    with connection.cursor(row_factory=dict_row) as cursor:
        rows = cursor.execute(
            """
            select g.*, (select array_agg(array[m.province_code, m.row_key] order by m.row_key)
              from recovery_members m where m.group_id = g.id) as members
            from recovery_groups g
            where (%(after)s::bigint is null or g.id < %(after)s) and (%(group)s::bigint is null or g.id = %(group)s)
              and (%(state)s::text is null or case when g.dissolved_version is null then g.state else 'DISSOLVED' end = %(state)s)
            order by g.id desc
            """,
            {"after": after, "group": group, "state": state},
        )
        for row in rows:
            if len(found) == first:
                break
            keys = [(province, key) for province, key in row["members"]]
            seen = tuple(claims[key] for key in keys if key in claims)
            if len(seen) == len(keys):
                found.append(_decided(row, seen))
    return found


def claims_of(connection: psycopg.Connection, ids: Sequence[int], by: Viewer) -> list[Claim]:
    """The live recovered amounts with these row ids, as far as the viewer sees them."""
    enter_scope(connection, by.scope)
    return [claim for claim in _claims(connection, NATIONAL, list(ids)) if claim.id in set(ids)]


def _decided(row: dict[str, Any], claims: tuple[Claim, ...]) -> Group:
    state = "DISSOLVED" if row["dissolved_version"] is not None else row["state"]
    linked = any(_linked(one, other) for one, other in combinations(claims, 2))
    return Group(
        state,
        claims,
        linked,
        id=row["id"],
        decided_at=row["decided_at"],
        reason=row["dissolved_reason"] or row["reason"],
        version=row["dissolved_version"] or row["confirmed_version"],
    )


def _page(first: int) -> None:
    if not 0 <= first <= LISTED_MAX:
        raise HubError(
            f"first 应在 0 到 {LISTED_MAX} 之间。", f"`first` must lie between 0 and {LISTED_MAX}."
        )


def _claims(connection: psycopg.Connection, within: str, ids: list[int] | None = None) -> list[Claim]:
    """The recovered wages that count now, with the numbers that their records name."""
    lo, hi = bounds(within)
    found: list[Claim] = []
    for name, ledger in ledgers().items():
        if ledger.recovery.__func__ is LedgerRow.recovery.__func__:  # type: ignore[attr-defined]
            continue
        numbers = sql.SQL(", ").join(sql.Identifier("r", column) for column in ledger.named_cases)
        rows = connection.execute(
            sql.SQL(
                """
                select w.id, w.province_code, w.row_key, w.agency, w.region_code, w.employer_key, w.employer_name,
                  w.amount, w.workers_paid, w.recovered_on, w.case_no, w.source_ledger, array[{numbers}]::text[]
                from wage_recoveries w join {ledger} r on r.province_code = w.province_code and r.id = w.source_row
                where w.source_ledger = {name} and w.recovery_kind = 'WAGES' and w.live_from is not null
                  and w.live_to is null and (%(ids)s::bigint[] is null or w.id = any(%(ids)s))
                  and ((w.region_code >= %(lo)s and w.region_code < %(hi)s) or w.region_code = any(%(old)s))
                order by w.id limit %(most)s
                """
            ).format(numbers=numbers, ledger=sql.Identifier(name), name=sql.Literal(name)),
            {
                "lo": lo,
                "hi": hi,
                "old": list(register().predecessors(within)),
                "ids": ids,
                "most": CLAIMS_MAX + 1 - len(found),
            },
        )
        for claim_id, province, key, *stated in rows:
            numbers_named = frozenset(normalised_document_no(number) for number in stated[-1] if number)
            agency, region, employer, employer_name, amount, workers, paid_on, case_no, source = stated[:-1]
            found.append(
                Claim(
                    id=claim_id,
                    key=(province, key),
                    agency=agency,
                    region_code=region,
                    employer_key=employer,
                    employer_name=employer_name,
                    amount=amount,
                    workers_paid=workers,
                    recovered_on=paid_on,
                    case_no=case_no,
                    ledger=source,
                    numbers=numbers_named,
                )
            )
        if len(found) > CLAIMS_MAX:
            raise LimitExceeded(
                f"追回款项超过 {CLAIMS_MAX} 笔：请缩小地区。",
                f"There are more than {CLAIMS_MAX} recovered amounts: ask for a smaller region.",
            )
    return found


def _confirmed(connection: psycopg.Connection) -> set[tuple[str, str]]:
    rows = connection.execute(
        "select province_code, row_key from recovery_members where live_from is not null and live_to is null"
    )
    return {(province, key) for province, key in rows}


def _rejected(connection: psycopg.Connection) -> set[frozenset[tuple[str, str]]]:
    rows = connection.execute(
        """
        select array_agg(array[m.province_code, m.row_key])
        from recovery_groups g join recovery_members m on m.group_id = g.id where g.state = 'REJECTED' group by g.id
        """
    )
    return {frozenset((province, key) for province, key in members) for (members,) in rows}


def joined(claims: Sequence[Claim]) -> Iterable[tuple[list[Claim], bool, str]]:
    """Groups of at least two, whether linked, and the version of the rule; the surest pairs are joined first.

    An agency has one amount in a group.
    """
    group_of = {claim.key: [claim] for claim in claims}
    linked_groups: set[int] = set()
    for _, one, other, linked in sorted(_pairs(claims), key=lambda pair: pair[0]):
        left, right = group_of[one.key], group_of[other.key]
        if left is right or {c.agency for c in left} & {c.agency for c in right}:
            continue
        left += right
        for claim in right:
            group_of[claim.key] = left
        if linked or id(right) in linked_groups:
            linked_groups.add(id(left))
    seen: set[int] = set()
    for group in group_of.values():
        if len(group) > 1 and id(group) not in seen:
            seen.add(id(group))
            ordered = sorted(group, key=lambda c: (c.agency, c.key))
            yield ordered, id(group) in linked_groups, rule(_newest(ordered)).version


def _pairs(claims: Sequence[Claim]) -> Iterable[tuple[tuple[Any, ...], Claim, Claim, bool]]:
    """(sort key, one, other, whether linked) of every pair that may be one payment."""
    by_employer: dict[str, list[Claim]] = {}
    by_number: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.employer_key:
            by_employer.setdefault(claim.employer_key, []).append(claim)
        for number in claim.numbers:
            by_number.setdefault(number, []).append(claim)
    common = {number for number, naming in by_number.items() if len(naming) > NAMED_MAX}
    near = chain(
        (
            pair
            for number, naming in by_number.items()
            if number not in common
            for pair in combinations(naming, 2)
        ),
        (pair for owed in by_employer.values() for pair in _of_like_amount(owed)),
    )
    told: set[tuple[int, int]] = set()
    for one, other in near:
        first, second = sorted((one, other), key=lambda claim: claim.id)
        if one.agency == other.agency or (first.id, second.id) in told:
            continue
        told.add((first.id, second.id))
        linked = bool((one.numbers & other.numbers) - common)
        if linked or _alike(one, other):
            apart = abs(one.amount - other.amount)
            yield (not linked, apart, first.key, second.key), first, second, linked


def _of_like_amount(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The pairs of an employer's claims whose amounts may agree; the others are never looked at."""
    ordered = sorted(claims, key=lambda claim: claim.amount)
    for i, one in enumerate(ordered):
        for other in ordered[i + 1 :]:
            if not rule(_newest([one, other])).amounts_agree(one.amount, other.amount):
                break
            yield one, other


def _linked(one: Claim, other: Claim) -> bool:
    return bool(one.numbers & other.numbers)


def _alike(one: Claim, other: Claim) -> bool:
    held = rule(_newest([one, other]))
    return (
        one.employer_key is not None
        and one.employer_key == other.employer_key
        and held.amounts_agree(one.amount, other.amount)
        and held.workers_agree(one.workers_paid, other.workers_paid)
        and held.days_agree(one.recovered_on, other.recovered_on)
    )


def _newest(claims: Sequence[Claim]) -> date:
    return max((c.recovered_on for c in claims if c.recovered_on), default=date.max)
