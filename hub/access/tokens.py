"""Bearer tokens: made once, shown once, stored as a digest."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime

import psycopg

from hub.access.viewer import Viewer
from hub.agencies import agencies
from hub.errors import HubError, NotFound
from hub.regions import register

PREFIX = "hub_"


def create(
    connection: psycopg.Connection,
    name: str,
    *,
    role: str,
    agency: str | None = None,
    region: str | None = None,
) -> str:
    """Make a token and return it; only its digest is kept. Role and scope are checked against the roles' data."""
    found = connection.execute("select any_agency, any_region from roles where code = %s", [role]).fetchone()
    if found is None:
        raise HubError(f"没有角色“{role}”。", f"There is no role {role!r}.", code="ROLE_UNKNOWN")
    any_agency, any_region = found
    if agency is None and not any_agency:
        raise HubError(
            f"角色“{role}”必须指定部门。", f"The role {role!r} needs --agency.", code="AGENCY_REQUIRED"
        )
    if agency is not None and agency not in agencies():
        raise HubError(f"没有部门“{agency}”。", f"There is no agency {agency!r}.", code="AGENCY_UNKNOWN")
    if region is None and not any_region:
        raise HubError(
            f"角色“{role}”必须指定地区。", f"The role {role!r} needs --region.", code="REGION_REQUIRED"
        )
    if region is not None and register().by_code(region) is None:
        raise HubError(f"没有地区“{region}”。", f"There is no region {region!r}.", code="REGION_UNKNOWN")
    token = PREFIX + secrets.token_urlsafe(32)
    try:
        connection.execute(
            "insert into access_tokens (name, digest, role, agency, region) values (%s, %s, %s, %s, %s)",
            [name, digest(token), role, agency, region],
        )
    except psycopg.errors.UniqueViolation as taken:
        raise HubError(
            f"令牌名“{name}”已被使用。", f"A token named {name!r} exists.", code="NAME_TAKEN"
        ) from taken
    return token


def revoke(connection: psycopg.Connection, name: str) -> None:
    """End a token; its name stays taken."""
    done = connection.execute(
        "update access_tokens set revoked_at = %s where name = %s and revoked_at is null",
        [datetime.now(UTC), name],
    )
    if done.rowcount == 0:
        raise NotFound(f"没有有效的令牌“{name}”。", f"There is no valid token {name!r}.")


VIEWER_BY_DIGEST = """
select t.name, t.role, t.agency, t.region, r.permissions
from access_tokens t join roles r on r.code = t.role
where t.digest = %s and t.revoked_at is null
"""

VIEWER_BY_NAME = VIEWER_BY_DIGEST.replace("t.digest", "t.name")


def digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def bearer_digest(authorization: str) -> str | None:
    """The digest of the token in an Authorization header; None where it holds no bearer token."""
    scheme, _, token = authorization.partition(" ")
    return digest(token.strip()) if scheme.lower() == "bearer" and token.strip() else None


def viewer(
    row: tuple[str, str, str | None, str | None, list[str]] | None, token_digest: str | None = None
) -> Viewer | None:
    """The viewer of a row of VIEWER_BY_DIGEST; with the digest, every reading asks whether the token still holds."""
    if row is None:
        return None
    name, role, agency, region, permissions = row
    return Viewer(name, role, agency, region, frozenset(permissions), token_digest)
