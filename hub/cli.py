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

from hub import cli_figures, cli_recoveries, cli_reporting, cli_statistics, commands, originals
from hub.access import tokens
from hub.access.viewer import OPERATOR
from hub.agencies import agencies
from hub.database import connect
from hub.embedded import EmbeddedPostgresError
from hub.errors import HubError
from hub.importing.catalogue import sheet_named, sheets
from hub.importing.grouping import grouped
from hub.importing.look import in_words
from hub.importing.parsed import Options
from hub.importing.problems import RefusedFileError
from hub.months import Period, parse_month
from hub.opening import opened
from hub.regions import register
from hub.settings import MissingKey, Settings, load
from hub.submissions import (
    REPLACE,
    SUPPLEMENT,
    Receipt,
    accept,
    answers,
    close_month,
    preview,
    reopen_month,
    withdraw,
    words,
)
from hub.submissions.answers import answers_from, header_rows_from
from hub.submissions.intake import Intake, Tell
from hub.submissions.paging import PAGE_DEFAULT, PAGE_MAX
from hub.verifying import LIMIT_DEFAULT, LIMIT_MAX, told, verify

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
token_app = typer.Typer(no_args_is_help=True, help="Bearer tokens.")
app.add_typer(token_app, name="token")
app.add_typer(cli_recoveries.app, name="recoveries")
app.command("figure")(cli_figures.figure)
app.command("card")(cli_figures.card)
app.command("oblige")(cli_reporting.oblige)
app.command("release")(cli_reporting.release)
app.command("obligations")(cli_reporting.obligations)
app.command("statistics")(cli_statistics.statistics)

progress = Console(stderr=True)

# Problems of one kind in one column that are printed one by one; more of them are one line. `--json` has them all.
_SHOWN_SINGLY = 5

Files = Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, readable=True, help="Workbooks.")]
Sheet = Annotated[
    str | None, typer.Option("--sheet", help="Sheet by name or form code (special_accounts, H2).")
]
Agency = Annotated[str | None, typer.Option("--agency", help="Agency code, such as HRSS.")]
Region = Annotated[str | None, typer.Option("--region", help="Region code, such as 520200.")]
PeriodText = Annotated[str | None, typer.Option("--period", help="2019-12 or 2020-05..2021-03.")]
Map = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="HEADER=FIELD", help="Which field a column is; HEADER= leaves it aside."),
]
Output = Annotated[Path | None, typer.Option("-o", "--output", metavar="FILE", help="Where to write it.")]
HeaderRows = Annotated[
    str | None,
    typer.Option("--header-rows", metavar="3-4", help="Rows of the header, where it is not found."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document on stdout.")]
Number = Annotated[int, typer.Argument(metavar="ID", help="Number of the submission.")]
Supplement = Annotated[
    bool, typer.Option("--supplement", help="Rows that are not listed stay; left out: they are removed.")
]
Nil = Annotated[bool, typer.Option("--nil", help="Confirm that there is nothing to report（零报告）.")]
Reason = Annotated[str | None, typer.Option("--reason", help="Why, kept with the data version.")]


def main() -> None:
    """The entry point: a refusal is one sentence in zh and en, never a traceback."""
    try:
        app()
    except HubError as refused:
        _refuse(refused.zh, str(refused))
    except EmbeddedPostgresError as refused:
        _refuse(refused.zh, refused.en)
    except MissingKey as missing:
        _refuse(str(missing))
    except ValidationError as wrong:
        names = ", ".join(f"HUB_{e['loc'][0]}".upper() for e in wrong.errors() if e["loc"])
        _refuse(f"设置有误：{names}。", f"A setting is not valid: {names}.")
    except OSError as wrong:
        _refuse(f"文件无法读写：{wrong.filename or ''}", f"A file cannot be read or written: {wrong}")
    except psycopg.OperationalError as unreachable:
        _refuse("无法连接数据库，请检查 HUB_DATABASE_URL。", f"The database cannot be reached: {unreachable}")


@app.command()
def check(
    files: Files,
    sheet: Sheet = None,
    agency: Agency = None,
    region: Region = None,
    period: PeriodText = None,
    map_: Map = None,
    header_rows: HeaderRows = None,
    annotated: Annotated[
        Path | None, typer.Option("--annotated", metavar="DIR", help="Write the marked workbooks here.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Read and check workbooks; nothing is stored."""
    options = _options(sheet, agency, region, period, map_, header_rows)
    with _opened() as (settings, url):
        intake = Intake(url, settings)
        receipts = []
        for path in track(files, "检查 / checking", console=progress, disable=len(files) < 2, transient=True):
            found = _take(intake, [path], options, store=False)
            receipts += found
            if annotated is not None:
                _mark(settings, path, found, options, annotated)
    _report(receipts, as_json)


@app.command()
def look(
    file: Annotated[
        Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="A workbook of any kind.")
    ],
    as_json: Json = False,
) -> None:
    """Show the tables the importer sees in a workbook, known form or not; needs no database."""
    try:
        found = commands.look(load(), file)
    except RefusedFileError as refused:
        _refuse(refused.problem.message("zh"), refused.problem.message("en"))
    if as_json:
        _print_json(found)
    for line in [] if as_json else in_words(found):
        typer.echo(line)


@app.command("import")
def import_(
    files: Annotated[
        list[Path] | None, typer.Argument(exists=True, dir_okay=False, readable=True, help="Workbooks.")
    ] = None,
    sheet: Sheet = None,
    agency: Agency = None,
    region: Region = None,
    period: PeriodText = None,
    accept_now: Annotated[bool, typer.Option("--accept", help="Accept what has no errors.")] = False,
    reason: Reason = None,
    map_: Map = None,
    header_rows: HeaderRows = None,
    supplement: Supplement = False,
    nil: Nil = False,
    side: Annotated[str, typer.Option("--side", help="Side of a nil return without a file.")] = "",
    as_json: Json = False,
) -> None:
    """Store submissions; with --accept also accept those without errors."""
    options = _options(sheet, agency, region, period, map_, header_rows)
    if not files and not nil:
        raise typer.BadParameter("请给出文件 / name a file", param_hint="FILES")
    how: dict[str, Any] = {"accept": accept_now, "reason": reason}
    with _opened() as (settings, url):
        intake = Intake(url, settings)
        if files:
            mode = SUPPLEMENT if supplement else REPLACE
            receipts = _take(intake, files, options, mode=mode, nil=nil, **how)
        else:
            receipts = [intake.nil_return(options, by=OPERATOR, side=side, **how)]
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


@app.command("preview")
def preview_(
    number: Number,
    supplement: Supplement = False,
    nil: Nil = False,
    first: Annotated[int, typer.Option(min=1, max=PAGE_MAX, help="Differences to show.")] = PAGE_DEFAULT,
    after: Annotated[str | None, typer.Option(help="Cursor of the page before.")] = None,
    as_json: Json = False,
) -> None:
    """Show what accepting a submission would change; writes nothing."""
    with _opened() as (_, url), connect(url) as connection:
        mode = SUPPLEMENT if supplement else None
        found = preview(connection, number, by=OPERATOR, mode=mode, nil=nil or None, first=first, after=after)
    if as_json:
        _print_json(found.as_json())
    for line in [] if as_json else words.in_words(found):
        typer.echo(line)


@app.command("accept")
def accept_(
    number: Number,
    reason: Reason = None,
    plan: Annotated[str | None, typer.Option(help="The plan of a preview: exactly that, or refused.")] = None,
    supplement: Supplement = False,
    nil: Nil = False,
) -> None:
    """Let a checked submission count."""
    mode = SUPPLEMENT if supplement else None
    with _opened() as (_, url), connect(url) as connection:
        accept(connection, number, by=OPERATOR, reason=reason, plan=plan, mode=mode, nil=nil or None)
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
def close(
    month: Annotated[str, typer.Argument(help="2019-12.")],
    region: Annotated[str, typer.Option("--region", help="Region code, such as 520200.")],
    reason: Reason = None,
    reopen: Annotated[bool, typer.Option("--reopen", help="Open it again.")] = False,
) -> None:
    """Close a month of a region: whoever corrects it later must say why."""
    try:
        day = parse_month(month)
    except ValueError as wrong:
        raise typer.BadParameter(str(wrong), param_hint="MONTH") from wrong
    with _opened() as (_, url), connect(url) as connection:
        done = (reopen_month if reopen else close_month)(connection, region, day, by=OPERATOR, reason=reason)
    typer.echo(f"{'已重新开放 / reopened' if reopen else '已关账 / closed'}: {done.said}")


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


@app.command()
def mappings(
    forget: Annotated[int | None, typer.Option(metavar="ID", help="Take back this answer.")] = None,
    as_json: Json = False,
) -> None:
    """The answers about headers that are remembered for reporting units."""
    with _opened() as (_, url), connect(url) as connection:
        if forget is not None:
            answers.forget(connection, forget, OPERATOR)
        rows = [
            {**answer, "answered_at": answer["answered_at"].isoformat()}
            for answer in answers.listed(connection, OPERATOR)
        ]
    _print_rows(rows, as_json)


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


@app.command()
def template(
    sheet: Annotated[str, typer.Argument(help="Sheet by name or form code (special_accounts, H2).")],
    output: Output = None,
) -> None:
    """Write the blank workbook of a sheet: drop-downs, units, an example."""
    name, content = commands.template(sheet)
    _write(output or Path(name), content)


@app.command()
def export(
    sheet: Annotated[str, typer.Argument(help="Sheet by name or form code (special_accounts, H2).")],
    agency: Annotated[str, typer.Option("--agency", help="Agency code, such as HRSS.")],
    region: Annotated[str, typer.Option("--region", help="Region code, such as 520200.")],
    period: Annotated[str, typer.Option("--period", help="2019-12 or 2020-05..2021-03.")],
    side: Annotated[str, typer.Option(help="Of a sheet with two sides: sent or received.")] = "",
    output: Output = None,
) -> None:
    """Write the rows that a unit has reported and that count now, as a workbook in the form of the template."""
    options = _options(sheet, agency, region, period)
    with _opened() as (settings, url):
        name, content = commands.export(settings, url, options, side)
    _write(output or Path(name), content)


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


@app.command("verify")
def verify_(
    as_json: Json = False,
    limit: Annotated[
        int, typer.Option(min=1, max=LIMIT_MAX, help="Differences to list; all are counted.")
    ] = LIMIT_DEFAULT,
) -> None:
    """Rebuild all rows, live ranges and figures from the stored originals and compare; writes nothing."""
    with _opened() as (settings, url), progress.status("核对 / verifying") as status:
        found = verify(
            url, settings, limit=limit, tell=lambda step, done, of: status.update(told(step, done, of))
        )
    if as_json:
        _print_json(found.as_json())
    for line in [] if as_json else found.in_words():
        typer.echo(line)
    if not found.fine:
        raise typer.Exit(1)


@app.command("encrypt-originals")
def encrypt_originals() -> None:
    """Encrypt the stored files with the first key of HUB_FILES_KEY: after a new key, or where there was none."""
    with _opened() as (settings, url), connect(url) as connection:
        count = originals.encrypt_again(connection, settings.keys_for_files())
    typer.echo(f"加密文件 {count} 个 / files encrypted: {count}")


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
                f"看板 / board: http://{settings.host}:{port}/   报送 / submit: http://{settings.host}:{port}/submit"
                f"   应报 / reporting: http://{settings.host}:{port}/reporting"
                f"   数字卡 / figures: http://{settings.host}:{port}/figures"
                f"   GraphiQL: http://{settings.host}:{port}/graphql"
            )
            commands.serve(settings, url, settings.host, port)


@contextmanager
def _opened() -> Iterator[tuple[Settings, str]]:
    settings = load()
    with opened(settings) as url:
        yield settings, url


def _options(
    sheet: str | None,
    agency: str | None,
    region: str | None,
    period: str | None,
    answers: list[str] | None = None,
    header_rows: str | None = None,
) -> Options:
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
    return Options(
        found.name if found else None,
        agency,
        region,
        months,
        answers_from(answers or []),
        header_rows_from(header_rows),
    )


def _take(intake: Intake, files: list[Path], options: Options, **how: Any) -> list[Receipt]:
    receipts: list[Receipt] = []
    for path in track(files, "读取 / reading", console=progress, disable=len(files) < 2, transient=True):
        with _told(path.name, len(files) < 2) as tell:
            receipts += intake.take(path.read_bytes(), path.name, options, by=OPERATOR, tell=tell, **how)
    return receipts


@contextmanager
def _told(name: str, shown: bool) -> Iterator[Tell | None]:
    """How far one long file is, on a terminal; several files have a bar of their own."""
    if not shown:
        yield None
        return
    said = {"checked": "已读取检查 / read and checked", "received": "已比对入库 / compared and stored"}
    with progress.status(f"{name}: 读取检查中 / reading and checking") as status:
        yield lambda step, rows: status.update(f"{name}: {said[step]} {rows}")


def _mark(settings: Settings, path: Path, receipts: list[Receipt], options: Options, directory: Path) -> None:
    """Write the annotated workbook of a file; one that cannot be marked leaves the report of the others alone."""
    try:
        commands.mark(settings, path, receipts, options, directory)
    except HubError as refused:
        typer.echo(f"{path.name}: {refused.zh}\n{refused}", err=True)


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    typer.echo(f"已写入 / written: {path}")


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
        many = [group for group in grouped(parsed.problems) if group.count > _SHOWN_SINGLY]
        told = {id(problem) for group in many for problem in group.problems}
        for group in many:
            typer.echo(
                f"  [{group.severity}] {group.worksheet or ''} {group.header} × {group.count}"
                f" {group.where_zh} {group.zh}\n      {group.where_en}: {group.en}"
            )
        for problem in parsed.problems:
            if id(problem) in told:
                continue
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
