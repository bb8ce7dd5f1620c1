"""The command line: `hub ...`. Exit 0 fine, 1 errors found, 2 wrong use; progress goes to stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn

import orjson
import psycopg
import typer
from pydantic import ValidationError
from rich.console import Console
from rich.progress import track

from hub import commands
from hub.access import tokens
from hub.access.viewer import OPERATOR
from hub.agencies import agencies
from hub.database import connect
from hub.embedded import EmbeddedPostgresError
from hub.errors import HubError
from hub.importing.catalogue import sheet_named, sheets
from hub.importing.parsed import Options
from hub.months import Period
from hub.opening import opened
from hub.regions import register
from hub.settings import MissingDigestKey, Settings, load
from hub.submissions import Receipt, accept, withdraw
from hub.submissions.intake import Intake

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
token_app = typer.Typer(no_args_is_help=True, help="Bearer tokens.")
app.add_typer(token_app, name="token")

progress = Console(stderr=True)

Files = Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, readable=True, help="Workbooks.")]
Sheet = Annotated[
    str | None, typer.Option("--sheet", help="Sheet by name or form code (special_accounts, H2).")
]
Agency = Annotated[str | None, typer.Option("--agency", help="Agency code, such as HRSS.")]
Region = Annotated[str | None, typer.Option("--region", help="Region code, such as 520200.")]
PeriodText = Annotated[str | None, typer.Option("--period", help="2019-12 or 2020-05..2021-03.")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout.")]
Reason = Annotated[str | None, typer.Option("--reason", help="Why, kept with the data version.")]


def main() -> None:
    """The entry point: a refusal is one sentence in zh and en, never a traceback."""
    try:
        app()
    except HubError as refused:
        _refuse(refused.zh, str(refused))
    except EmbeddedPostgresError as refused:
        _refuse(refused.zh, refused.en)
    except MissingDigestKey as missing:
        _refuse(str(missing))
    except ValidationError as wrong:
        names = ", ".join(f"HUB_{e['loc'][0]}".upper() for e in wrong.errors() if e["loc"])
        _refuse(f"设置有误：{names}。", f"A setting is not valid: {names}.")
    except psycopg.OperationalError as unreachable:
        _refuse("无法连接数据库，请检查 HUB_DATABASE_URL。", f"The database cannot be reached: {unreachable}")


@app.command()
def check(
    files: Files,
    sheet: Sheet = None,
    agency: Agency = None,
    region: Region = None,
    period: PeriodText = None,
    as_json: Json = False,
) -> None:
    """Read and check workbooks; nothing is stored."""
    options = _options(sheet, agency, region, period)
    with _opened() as (settings, url):
        receipts = _take(Intake(url, settings), files, options, store=False)
    _report(receipts, as_json)


@app.command("import")
def import_(
    files: Files,
    sheet: Sheet = None,
    agency: Agency = None,
    region: Region = None,
    period: PeriodText = None,
    accept_now: Annotated[bool, typer.Option("--accept", help="Accept what has no errors.")] = False,
    reason: Reason = None,
    as_json: Json = False,
) -> None:
    """Store submissions; with --accept also accept those without errors."""
    options = _options(sheet, agency, region, period)
    with _opened() as (settings, url):
        receipts = _take(Intake(url, settings), files, options, accept=accept_now, reason=reason)
    _report(receipts, as_json)


@app.command()
def submissions(
    as_json: Json = False, limit: Annotated[int, typer.Option(min=1, max=1000, help="Newest first.")] = 50
) -> None:
    """List the newest submissions."""
    with _opened() as (_, url):
        rows = commands.submissions(url, limit)
    if as_json:
        _print_json(rows)
    for row in [] if as_json else rows:
        typer.echo("  ".join(str(row[name]) for name in ("id", "sheet", "unit", "period", "state", "file")))


@app.command("accept")
def accept_(
    number: Annotated[int, typer.Argument(metavar="ID", help="Number of the submission.")],
    reason: Reason = None,
) -> None:
    """Let a checked submission count."""
    with _opened() as (_, url), connect(url) as connection:
        accept(connection, number, by=OPERATOR, reason=reason)
    typer.echo(f"已采用 / accepted: {number}")


@app.command("withdraw")
def withdraw_(
    number: Annotated[int, typer.Argument(metavar="ID", help="Number of the submission.")],
    reason: Annotated[str, typer.Option("--reason", help="Why, kept with the submission.")],
) -> None:
    """Let an accepted submission no longer count."""
    with _opened() as (_, url), connect(url) as connection:
        withdraw(connection, number, by=OPERATOR, reason=reason)
    typer.echo(f"已撤回 / withdrawn: {number}")


@app.command()
def query(
    document: Annotated[str, typer.Argument(metavar="FILE|-", help="GraphQL document; - reads stdin.")],
    variables: Annotated[str, typer.Option(help="Variables as JSON.")] = "{}",
    as_token: Annotated[
        str | None, typer.Option("--as", metavar="TOKEN_NAME", help="Ask as this token.")
    ] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print the one list in the answer as CSV.")] = False,
    xlsx: Annotated[
        Path | None, typer.Option("--xlsx", help="Write the one list in the answer as a workbook.")
    ] = None,
) -> None:
    """Run GraphQL as the local operator and print the JSON answer."""
    text = sys.stdin.read() if document == "-" else _text_of(Path(document))
    with _opened() as (settings, url):
        answer = commands.query(settings, url, text, _json_object(variables), as_token)
    if xlsx is not None:
        commands.as_workbook(answer, xlsx)
    elif csv:
        sys.stdout.write(commands.as_csv(answer))
    else:
        typer.echo(orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode())
    if answer.get("errors"):
        raise typer.Exit(1)


@token_app.command("create")
def token_create(
    name: Annotated[str, typer.Argument(help="Name of the token.")],
    role: Annotated[str, typer.Option(help="Role, such as viewer.")],
    agency: Agency = None,
    region: Region = None,
) -> None:
    """Make a token and print it, once."""
    with _opened() as (_, url), connect(url) as connection:
        made = tokens.create(connection, name, role=role, agency=agency, region=region)
    typer.echo(made)


@token_app.command("revoke")
def token_revoke(name: Annotated[str, typer.Argument(help="Name of the token.")]) -> None:
    """End a token."""
    with _opened() as (_, url), connect(url) as connection:
        tokens.revoke(connection, name)
    typer.echo(f"已吊销 / revoked: {name}")


@app.command("sheets")
def sheets_(as_json: Json = False) -> None:
    """The sheets that agencies can send."""
    rows = [
        {"sheet": s.name, "form": s.form, "agencies": list(s.agencies), "zh": s.title_zh, "en": s.title_en}
        for s in sheets().values()
    ]
    _print_rows(rows, as_json)


@app.command("indicators")
def indicators_(as_json: Json = False) -> None:
    """The indicators that statistics answers."""
    _print_rows(commands.indicators(), as_json)


@app.command()
def sdl() -> None:
    """The GraphQL schema."""
    typer.echo(commands.sdl(), nl=False)


@app.command()
def migrate(
    check_only: Annotated[
        bool, typer.Option("--check", help="Only tell whether code and migrations agree.")
    ] = False,
) -> None:
    """Bring the database up to date."""
    with _opened() as (_, url):
        if check_only:
            commands.check_migrations(url)
    typer.echo("数据库已是最新 / the database is up to date")


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.")] = None,
) -> None:
    """Start the server."""
    with _opened() as (settings, url):
        commands.serve(settings, url, host or settings.host, port or settings.port)


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8000,
    home: Annotated[Path | None, typer.Option(help="Directory of the demo's database.")] = None,
    serve_it: Annotated[bool, typer.Option("--serve/--no-serve", help="Start the server at the end.")] = True,
) -> None:
    """Start a hub with the example worlds in it."""
    settings = load()
    if home is not None:
        settings = settings.model_copy(update={"home": home})
    with opened(settings) as url:
        commands.demo(settings, url, progress)
        if serve_it:
            progress.print(
                f"看板 / board: http://{settings.host}:{port}/   GraphiQL: http://{settings.host}:{port}/graphql"
            )
            commands.serve(settings, url, settings.host, port)


@contextmanager
def _opened() -> Iterator[tuple[Settings, str]]:
    settings = load()
    with opened(settings) as url:
        yield settings, url


def _options(sheet: str | None, agency: str | None, region: str | None, period: str | None) -> Options:
    found = sheet_named(sheet) if sheet else None
    if sheet and found is None:
        raise typer.BadParameter(f"没有表样 / there is no sheet {sheet!r}", param_hint="--sheet")
    if agency and agency not in agencies():
        raise typer.BadParameter(f"没有部门 / there is no agency {agency!r}", param_hint="--agency")
    if region and register().by_code(region) is None:
        raise typer.BadParameter(f"没有地区 / there is no region {region!r}", param_hint="--region")
    try:
        months = Period.parse(period) if period else None
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong), param_hint="--period") from wrong
    return Options(found.name if found else None, agency, region, months)


def _take(intake: Intake, files: list[Path], options: Options, **how: Any) -> list[Receipt]:
    receipts: list[Receipt] = []
    for path in track(files, "读取 / reading", console=progress, disable=len(files) < 2, transient=True):
        receipts += intake.take(path.read_bytes(), path.name, options, by=OPERATOR, **how)
    return receipts


def _report(receipts: list[Receipt], as_json: bool) -> None:
    if as_json:
        _print_json([receipt.as_json() for receipt in receipts])
    for receipt in [] if as_json else receipts:
        parsed, rows = receipt.parsed, receipt.rows
        typer.echo(
            f"{parsed.file}: {receipt.status}  {parsed.sheet or '?'}  {parsed.agency or '?'}:{parsed.region or '?'}"
            f"  {parsed.period or '?'}  rows {rows.read} (new {rows.new}, changed {rows.changed},"
            f" unchanged {rows.unchanged}, removed {rows.removed}, shadowed {rows.shadowed})"
        )
        for problem in parsed.problems:
            place = " ".join(p for p in (problem.worksheet, problem.cell) if p)
            typer.echo(
                f"  [{problem.severity}] {place} {problem.message('zh')}\n      {problem.message('en')}"
            )
    if any(receipt.status == "refused" for receipt in receipts):
        raise typer.Exit(1)


def _print_rows(rows: list[dict[str, Any]], as_json: bool) -> None:
    if as_json:
        _print_json(rows)
    for row in [] if as_json else rows:
        typer.echo("  ".join(",".join(v) if isinstance(v, list) else str(v) for v in row.values()))


def _print_json(value: Any) -> None:
    typer.echo(orjson.dumps(value, option=orjson.OPT_INDENT_2).decode())


def _text_of(path: Path) -> str:
    if not path.is_file():
        raise typer.BadParameter(f"没有文件 / no such file: {path}", param_hint="FILE")
    return path.read_text(encoding="utf-8")


def _json_object(text: str) -> dict[str, Any]:
    try:
        found = orjson.loads(text)
    except orjson.JSONDecodeError as wrong:
        raise typer.BadParameter(str(wrong), param_hint="--variables") from wrong
    if not isinstance(found, dict):
        raise typer.BadParameter("应为 JSON 对象 / must be a JSON object", param_hint="--variables")
    return found


def _refuse(*sentences: str) -> NoReturn:
    typer.echo("\n".join(sentences), err=True)
    raise SystemExit(1)
