"""Confirm, reject, dissolve: what a person decides about a group of recovered amounts."""

from __future__ import annotations

from collections.abc import Sequence

import psycopg

from hub.access.viewer import Viewer
from hub.errors import Conflict, Forbidden, HubError, NotFound
from hub.recoveries.groups import Claim, Group, claims_of, decided
from hub.submissions.reasons import reason_of
from hub.submissions.versions import lock_versions, new_version

PERMISSION = "recoveries.group"
MEMBERS_MAX = 50


def confirm(
    connection: psycopg.Connection, ids: Sequence[int], *, by: Viewer, reason: str | None = None
) -> Group:
    """Say that these recovered amounts (rows of `wageRecoveries`) are one payment: it counts once from now on.

    Takes a data version. Raises Forbidden, NotFound where an amount is not there or out of scope, HubError
    (GROUP_INVALID: fewer than two, several of one agency), Conflict where one is in a group already.
    """
    by.require(PERMISSION)
    lock_versions(connection)
    claims = _chosen(connection, ids, by)
    taken = connection.execute(
        """
        select m.group_id, m.row_key from recovery_members m
        where m.live_from is not null and m.live_to is null
          and (m.province_code, m.row_key) in (select * from unnest(%s::text[], %s::text[]))
        limit 1
        """,
        [[c.key[0] for c in claims], [c.key[1] for c in claims]],
    ).fetchone()
    if taken is not None:
        raise Conflict(
            f"其中一笔已在第 {taken[0]} 组。", f"One of the amounts is in group {taken[0]} already."
        )
    version = new_version(connection, "GROUP", None, by, reason_of(reason))
    return _decide(connection, claims, "CONFIRMED", by, reason, version)


def reject(
    connection: psycopg.Connection, ids: Sequence[int], *, by: Viewer, reason: str | None = None
) -> Group:
    """Say that these amounts are several payments: they are not proposed as one again. No figure changes."""
    by.require(PERMISSION)
    return _decide(connection, _chosen(connection, ids, by), "REJECTED", by, reason, None)


def dissolve(connection: psycopg.Connection, group: int, *, by: Viewer, reason: str | None) -> Group:
    """Take a confirmed group apart: its amounts count each from now on. Needs a reason; takes a data version.

    Raises Forbidden, NotFound, Conflict where it is not confirmed or dissolved already.
    """
    by.require(PERMISSION)
    said = reason_of(reason)
    if said is None:
        raise HubError(
            "拆分去重组须说明理由。", "To take a group apart needs a reason.", code="REASON_REQUIRED"
        )
    lock_versions(connection)
    _require_whole(connection, group, by)
    version = new_version(connection, "UNGROUP", None, by, said)
    connection.execute(
        "update recovery_groups set dissolved_version = %s, dissolved_by = %s, dissolved_reason = %s where id = %s",
        [version, by.name, said, group],
    )
    connection.execute("update recovery_members set live_to = %s where group_id = %s", [version, group])
    return _found(connection, group, by)


def _chosen(connection: psycopg.Connection, ids: Sequence[int], by: Viewer) -> list[Claim]:
    wanted = set(ids)
    if not 2 <= len(wanted) <= MEMBERS_MAX:
        raise HubError(
            f"一组须有 2 到 {MEMBERS_MAX} 笔款项。",
            f"A group has 2 to {MEMBERS_MAX} amounts.",
            code="GROUP_INVALID",
        )
    claims = claims_of(connection, sorted(wanted), by)
    if missing := wanted - {claim.id for claim in claims}:
        raise NotFound(
            f"没有追回工资款项 {min(missing)}。", f"There is no recovered amount of wages {min(missing)}."
        )
    agencies = [claim.agency for claim in claims]
    if len(set(agencies)) < len(agencies):
        raise HubError(
            "同一部门的几笔款项不能合为一组。",
            "Several amounts of one agency cannot be one payment.",
            code="GROUP_INVALID",
        )
    for claim in claims:
        if not by.covers(claim.region_code):
            raise Forbidden(
                f"款项 {claim.id} 不在权限范围内。", f"The amount {claim.id} is outside your region."
            )
    return sorted(claims, key=lambda claim: claim.id)


def _decide(
    connection: psycopg.Connection,
    claims: Sequence[Claim],
    state: str,
    by: Viewer,
    reason: str | None,
    version: int | None,
) -> Group:
    row = connection.execute(
        """
        insert into recovery_groups (state, decided_by, reason, confirmed_version) values (%s, %s, %s, %s)
        returning id
        """,
        [state, by.name, reason_of(reason), version],
    ).fetchone()
    assert row is not None
    connection.execute(
        """
        insert into recovery_members (group_id, province_code, row_key, live_from)
        select %s, province_code, row_key, %s from unnest(%s::text[], %s::text[]) as k(province_code, row_key)
        """,
        [row[0], version, [c.key[0] for c in claims], [c.key[1] for c in claims]],
    )
    return _found(connection, row[0], by)


def _require_whole(connection: psycopg.Connection, group: int, by: Viewer) -> None:
    if _found(connection, group, by).state != "CONFIRMED":
        raise Conflict(f"第 {group} 组不是已确认的去重组。", f"Group {group} is no confirmed group.")


def _found(connection: psycopg.Connection, group: int, by: Viewer) -> Group:
    for found in decided(connection, by=by, group=group, first=1):
        return found
    raise NotFound(f"没有第 {group} 组。", f"There is no group {group}.")
