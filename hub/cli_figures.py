"""The commands about figure cards: `hub card` makes one, `hub figure` shows one and counts it once more."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import orjson
import typer

from hub.access.viewer import OPERATOR
from hub.database import connect
from hub.indicators.catalogue import DIMENSIONS
from hub.indicators.question import COLUMN_FILTERS
from hub.months import parse_month
from hub.opening import opened
from hub.settings import load

Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout.")]


def figure(
    identifier: Annotated[str, typer.Argument(metavar="ID", help="Id of the card, such as F-0123456789AB.")],
    as_json: Json = False,
) -> None:
    """Show a figure card: its sentence and citation, whether it still holds, what it would be now and why."""
    from hub.releases.cards import card
    from hub.releases.comparing import card_now, verified
    from hub.releases.telling import as_json as in_json
    from hub.releases.telling import in_words

    settings = load()
    with opened(settings) as url, connect(url) as connection:
        connection.execute("set transaction isolation level repeatable read, read only")
        found = card(connection, identifier, by=OPERATOR)
        now = card_now(connection, found, by=OPERATOR)
        same = verified(connection, found, by=OPERATOR)
    if as_json:
        _print(in_json(found, now, same, settings.public_url))
    else:
        typer.echo("\n".join(in_words(found, now, same, settings.public_url)))
    if same is False:
        raise typer.Exit(1)


def card(
    indicator: Annotated[str, typer.Option("--indicator", help="Code or field name of the indicator.")],
    within: Annotated[str, typer.Option("--within", help="Region code, such as 520200.")],
    first: Annotated[str, typer.Option("--from", help="First month, 2019-01.")],
    last: Annotated[str, typer.Option("--to", help="Last month, 2019-12.")],
    on: Annotated[str | None, typer.Option("--on", help="Cut-off day, 2019-12-23.")] = None,
    where: Annotated[str | None, typer.Option("--where", help="Filters of StatisticsFilter as JSON.")] = None,
    data_version: Annotated[
        int | None, typer.Option("--data-version", help="Data version; left out: the newest.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Make a permanent, citable card of one figure; the same figure again gives the same card."""
    from hub.indicators.catalogue import indicators
    from hub.indicators.one_figure import one_figure
    from hub.indicators.press import Language
    from hub.releases.cards import make_card
    from hub.releases.comparing import card_now, verified
    from hub.releases.telling import as_json as in_json
    from hub.releases.telling import citation

    settings = load()
    question = one_figure(
        indicators(),
        indicator,
        within=within,
        first=_month(first, "--from"),
        last=_month(last, "--to"),
        on=None if on is None else _day(on),
        where=_filters(where),
        version=data_version,
    )
    with opened(settings) as url, connect(url) as connection:
        made = make_card(connection, question, by=OPERATOR)
        now = card_now(connection, made, by=OPERATOR)
        same = verified(connection, made, by=OPERATOR)
    if as_json:
        _print(in_json(made, now, same, settings.public_url))
        return
    typer.echo(made.id)
    for language in Language:
        typer.echo(citation(made, language, settings.public_url))


def _month(text: str, option: str) -> date:
    try:
        return parse_month(text)
    except ValueError as wrong:
        raise typer.BadParameter(
            f"月份应写成 2019-01 / a month is written 2019-01: {text!r}", param_hint=option
        ) from wrong


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise typer.BadParameter(
            f"日期应写成 2019-12-23 / a day is written 2019-12-23: {text!r}", param_hint="--on"
        ) from wrong


def _filters(text: str | None) -> dict[str, object]:
    """The filters by their names in a question; they are written as in GraphQL (workerGroup)."""
    if text is None:
        return {}
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as wrong:
        raise typer.BadParameter("不是 JSON / not JSON", param_hint="--where") from wrong
    if not isinstance(found, dict):
        raise typer.BadParameter("不是 JSON 对象 / not a JSON object", param_hint="--where")
    return {_snake(name): _value(name, value) for name, value in found.items()}


def _value(name: str, value: object) -> object:
    """A value as a question takes it: codes as a list, anything else as it is."""
    if isinstance(value, str) and _snake(name) in DIMENSIONS.keys() - COLUMN_FILTERS.keys():
        return [value]
    listed = isinstance(value, list) and all(isinstance(one, str) for one in value)
    if not isinstance(value, str | bool) and not listed:
        raise typer.BadParameter(
            f"{name} 应为文字、文字列表、true 或 false / {name} is no text, list of texts, true or false",
            param_hint="--where",
        )
    return value


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name)


def _print(value: dict[str, Any]) -> None:
    typer.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())
