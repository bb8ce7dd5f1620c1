"""`hub statistics`: figures on the command line, as a workbook, as CSV or as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import orjson
import typer

from hub.access.viewer import OPERATOR
from hub.database import connect, enter_scope
from hub.errors import HubError
from hub.opening import opened
from hub.settings import load

Listed = list[str] | None


def statistics(
    within: Annotated[str, typer.Option("--within", metavar="REGION", help="Region code, such as 520200.")],
    first: Annotated[str, typer.Option("--from", metavar="MONTH", help="First month, 2019-01.")],
    last: Annotated[str, typer.Option("--to", metavar="MONTH", help="Last month, 2019-12.")],
    indicator: Annotated[
        list[str], typer.Option("--indicator", help="Code or field name; several times or with commas.")
    ],
    by: Annotated[Listed, typer.Option("--by", help="Dimensions, such as COUNTY,MONTH.")] = None,
    where: Annotated[
        Listed, typer.Option("--where", metavar="FILTER=VALUE", help="Such as workerGroup=MIGRANT.")
    ] = None,
    on: Annotated[str | None, typer.Option("--on", help="Cut-off day, 2019-12-23.")] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", help="What the hub knew at that time.")] = None,
    data_version: Annotated[str | None, typer.Option("--data-version", help="Exactly this one.")] = None,
    regions: Annotated[str | None, typer.Option("--regions", help="OF_THE_TIME or CURRENT.")] = None,
    language: Annotated[str, typer.Option("--language", help="zh or en.")] = "zh",
    xlsx: Annotated[Path | None, typer.Option("--xlsx", metavar="FILE", help="Write a workbook.")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", metavar="FILE", help="Write a CSV file.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout.")] = False,
) -> None:
    """Count figures of a region and window: in words, or with definitions, coverage and data version in a file."""
    from hub.indicators import press
    from hub.indicators.asked_in_text import WHERE, language_in, question_in
    from hub.indicators.asking import PAGES_MAX, ask
    from hub.indicators.catalogue import indicators
    from hub.indicators.export import FIGURES_MAX, VERSION_AT, Export
    from hub.indicators.export import as_json as in_json
    from hub.indicators.figures import Figure

    given = {"within": [within], "from": [first], "to": [last], "indicator": indicator, "by": by or []}
    more = {"on": on, "asOf": as_of, "dataVersion": data_version, "regions": regions, "language": language}
    given |= {name: [text] for name, text in more.items() if text is not None}
    for condition in where or []:
        name, said, value = condition.partition("=")
        if not said:
            raise typer.BadParameter(
                f"应写成 条件=值 / is written filter=value: {condition!r}", param_hint="--where"
            )
        given.setdefault(WHERE + name, []).append(value)
    catalogue, spoken = indicators(), language_in(given)
    question = question_in(given, catalogue)
    settings = load()
    with opened(settings) as url, connect(url) as connection:
        connection.execute("set transaction isolation level repeatable read, read only")
        enter_scope(connection, OPERATOR.scope)
        rows_max = min(settings.page_size_max * PAGES_MAX, FIGURES_MAX // len(question.asked))
        answer = ask(connection, question, catalogue, OPERATOR, rows_max=rows_max)
        row = connection.execute(VERSION_AT.encode(), [answer.version]).fetchone()
    found = Export(answer, row[0] if row else None, spoken)
    if xlsx is not None:
        from hub.statistics_workbook import workbook

        write_file(xlsx, workbook(found))
    if csv is not None:
        write_file(csv, found.csv())
    if as_json:
        typer.echo(orjson.dumps(in_json(found), option=orjson.OPT_INDENT_2).decode())
    elif xlsx is None and csv is None:
        for group in answer.rows:
            for asked in answer.question.asked:
                typer.echo(press.sentence(Figure(answer, asked.indicator, group), spoken))


def write_file(path: Path, content: bytes) -> None:
    """Write a file and say so; HubError where that is not possible."""
    try:
        path.write_bytes(content)
    except OSError as wrong:
        raise HubError(
            f"无法写入 {path}：{wrong.strerror}。",
            f"{path} cannot be written: {wrong.strerror}.",
            code="FILE_NOT_WRITTEN",
        ) from wrong
    typer.echo(f"已写入 / written: {path}", err=True)
