"""`hub oblige`, `hub release`, `hub obligations`: who owes which sheet by which day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from typing import Annotated

import orjson
import psycopg
import typer

from hub.access.viewer import OPERATOR
from hub.database import connect
from hub.months import parse_month
from hub.opening import opened
from hub.regions import Level
from hub.reporting import Obligation, declare, end
from hub.reporting import obligations as listed
from hub.settings import load


class Each(StrEnum):
    """Levels whose units are obliged, as the command line writes them."""

    county = "county"
    prefecture = "prefecture"
    province = "province"


Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout.")]
Sheet = Annotated[str, typer.Argument(help="Sheet by name or form code (wage_cases, H6).")]
To = Annotated[str | None, typer.Option("--to", metavar="MONTH", help="Last month; left out: open.")]


def oblige(
    sheet: Sheet,
    agency: Annotated[str, typer.Option("--agency", help="Agency code, such as HRSS.")],
    region: Annotated[str, typer.Option("--region", help="Region code, such as 520200.")],
    first: Annotated[str, typer.Option("--from", metavar="MONTH", help="First month, such as 2019-01.")],
    last: To = None,
    each: Annotated[Each | None, typer.Option(help="Every region of this level in the region.")] = None,
    side: Annotated[str, typer.Option(help="Of a sheet with two sides: sent or received.")] = "",
    every: Annotated[int, typer.Option(metavar="MONTHS", help="One report for 1, 3, 6 or 12 months.")] = 1,
    due_days: Annotated[int | None, typer.Option(help="Due so many days after the end of the month.")] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="Why, kept with the data version.")] = None,
    as_json: Json = False,
) -> None:
    """Oblige units to send a sheet from a month on."""
    with _connection() as connection:
        found = declare(
            connection,
            sheet=sheet,
            agency=agency,
            region=region,
            first=_month(first, "--from"),
            last=None if last is None else _month(last, "--to"),
            each=None if each is None else Level[each.name.upper()],
            side=side,
            every=every,
            due_days=due_days,
            reason=reason,
            by=OPERATOR,
        )
    _tell(found, as_json)


def release(
    number: Annotated[int, typer.Argument(metavar="ID", help="Number of the obligation.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, kept with the data version.")],
    after: Annotated[
        str | None, typer.Option("--after", metavar="MONTH", help="Last month still owed; left out: none.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Release a unit from an obligation; answers of earlier data versions stay."""
    with _connection() as connection:
        last = None if after is None else _month(after, "--after")
        found = end(connection, number, by=OPERATOR, reason=reason, after=last)
    _tell([found], as_json)


def obligations(
    region: Annotated[str | None, typer.Option("--region", help="Region code, such as 520200.")] = None,
    sheet: Annotated[str | None, typer.Option("--sheet", help="Sheet by name or form code.")] = None,
    agency: Annotated[str | None, typer.Option("--agency", help="Agency code, such as HRSS.")] = None,
    month: Annotated[str | None, typer.Option("--month", help="Those that hold for this month.")] = None,
    ended: Annotated[bool, typer.Option("--ended", help="Also those that are over.")] = False,
    first: Annotated[int, typer.Option("--first", min=1, max=10_000, help="At most this many.")] = 1000,
    as_json: Json = False,
) -> None:
    """List obligations, newest first."""
    with _connection() as connection:
        found, total = listed(
            connection,
            by=OPERATOR,
            within=region,
            sheet=sheet,
            agency=agency,
            month=None if month is None else _month(month, "--month"),
            ended=ended,
            first=first,
        )
    _tell(found, as_json)
    if not found and not as_json:
        typer.echo("没有报送义务 / no obligations", err=True)
    if len(found) < total and not as_json:
        typer.echo(
            f"共 {total} 项，显示 {len(found)} 项 / {len(found)} of {total} shown: use --first", err=True
        )


@contextmanager
def _connection() -> Iterator[psycopg.Connection]:
    with opened(load()) as url, connect(url) as connection:
        yield connection


def _month(text: str, option: str) -> date:
    try:
        return parse_month(text)
    except ValueError as wrong:
        raise typer.BadParameter(
            f"月份应写成 2019-01 / a month is written 2019-01: {text!r}", param_hint=option
        ) from wrong


def _tell(found: Iterable[Obligation], as_json: bool) -> None:
    rows = [obligation.as_json() for obligation in found]
    if as_json:
        typer.echo(orjson.dumps(rows, option=orjson.OPT_INDENT_2).decode())
    for row in [] if as_json else rows:
        months = f"{row['from']}..{row['to'] or ''}"
        over = f"  已解除 / ended: {row['ended_reason']}" if row["ended_version"] else ""
        typer.echo(
            f"{row['id']}  {row['sheet']}  {row['unit']}  {row['side']}  {months}  月末后 {row['due_days']} 日内"
            f" / due {row['due_days']} days after the month{over}"
        )
