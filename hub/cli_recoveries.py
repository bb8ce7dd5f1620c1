"""`hub recoveries ...`: recovered amounts of several agencies that are one payment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Any

import orjson
import psycopg
import typer

from hub.access.viewer import OPERATOR
from hub.database import connect
from hub.opening import opened
from hub.recoveries import Group, confirm, decided, dissolve, proposals, reject
from hub.regions import NATIONAL
from hub.settings import load

app = typer.Typer(no_args_is_help=True, help="Recovered amounts of several agencies that are one payment.")

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout.")]
Members = Annotated[list[int], typer.Argument(metavar="ID...", help="Numbers of the recovered amounts.")]
Reason = Annotated[str | None, typer.Option("--reason", help="Why, kept with the decision.")]
Within = Annotated[str, typer.Option("--within", metavar="REGION", help="Region code, such as 341100.")]
First = Annotated[int, typer.Option("--first", help="At most this many.")]


@app.command("list")
def list_(
    within: Within = NATIONAL,
    made: Annotated[bool, typer.Option("--decided", help="Decisions instead of proposals.")] = False,
    first: First = 100,
    as_json: Json = False,
) -> None:
    """What the rule proposes, largest overlap first; nothing counts once until somebody confirms it."""
    with _connection() as connection:
        look = decided if made else proposals
        _tell(look(connection, by=OPERATOR, within=within, first=first), as_json)


@app.command("confirm")
def confirm_(members: Members, reason: Reason = None, as_json: Json = False) -> None:
    """Say that these amounts are one payment."""
    with _connection() as connection:
        _tell([confirm(connection, members, by=OPERATOR, reason=reason)], as_json)


@app.command("reject")
def reject_(members: Members, reason: Reason = None, as_json: Json = False) -> None:
    """Say that these amounts are several payments: they are not proposed again."""
    with _connection() as connection:
        _tell([reject(connection, members, by=OPERATOR, reason=reason)], as_json)


@app.command("dissolve")
def dissolve_(
    group: Annotated[int, typer.Argument(metavar="GROUP", help="Number of the group.")],
    reason: Reason = None,
    as_json: Json = False,
) -> None:
    """Take a confirmed group apart."""
    with _connection() as connection:
        _tell([dissolve(connection, group, by=OPERATOR, reason=reason)], as_json)


@contextmanager
def _connection() -> Iterator[psycopg.Connection]:
    with opened(load()) as url, connect(url) as connection:
        yield connection


def _tell(groups: list[Group], as_json: bool) -> None:
    if as_json:
        typer.echo(orjson.dumps([_json(group) for group in groups], option=orjson.OPT_INDENT_2).decode())
    if not groups and not as_json:
        typer.echo("没有 / none", err=True)
    for group in [] if as_json else groups:
        typer.echo(
            f"{group.state} {group.id or ''} {group.deduplicated} ({group.gross} 含重复 / with overlap)"
        )
        for claim in group.claims:
            typer.echo(
                f"  {claim.id}  {claim.agency}  {claim.region_code}  {claim.employer_name or ''}  {claim.amount}"
                f"  {claim.recovered_on or ''}  {claim.case_no or ''}"
            )


def _json(group: Group) -> dict[str, Any]:
    return {
        "id": group.id,
        "state": group.state,
        "gross": str(group.gross),
        "deduplicated": str(group.deduplicated),
        "linked": group.linked,
        "rule": group.rule,
        "reason": group.reason,
        "data_version": group.version,
        "members": [
            {
                "id": claim.id,
                "agency": claim.agency,
                "region": claim.region_code,
                "employer": claim.employer_name,
                "amount": str(claim.amount),
                "workers_paid": claim.workers_paid,
                "recovered_on": claim.recovered_on and claim.recovered_on.isoformat(),
                "case_no": claim.case_no,
                "ledger": claim.ledger,
            }
            for claim in group.claims
        ],
    }
