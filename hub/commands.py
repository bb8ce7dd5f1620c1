"""What the commands do that need the whole hub: GraphQL from the shell, the server, the demo.

The server, the schema and what writes workbooks are imported where they are needed: a clerk's `hub check` does not
wait for them.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.progress import track

from hub.access import tokens
from hub.access.viewer import OPERATOR, Viewer
from hub.csv_text import csv_text
from hub.database import Database, connect, enter_scope, pending_changes
from hub.errors import HubError, NotFound
from hub.importing.look import look_at_limited
from hub.importing.parsed import Options
from hub.months import Period
from hub.scope import EVERYTHING
from hub.settings import Settings
from hub.submissions import Receipt
from hub.submissions.intake import Intake, synonyms

DEMO_REGION = "520200"

_SUBMISSIONS = """
select id, sheet, form, unit,
  to_char(period_from, 'YYYY-MM') || '..' || to_char(period_to, 'YYYY-MM') as period,
  case when withdrawn_version is not null then 'WITHDRAWN' when accepted_version is not null then 'ACCEPTED'
    else state end as state,
  file_name as file
from submissions order by id desc limit %s
"""


def submissions(url: str, limit: int) -> list[dict[str, Any]]:
    """The newest submissions."""
    with connect(url) as connection:
        enter_scope(connection, EVERYTHING)
        cursor = connection.execute(_SUBMISSIONS, [limit])
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor]


def look(settings: Settings, file: Path) -> list[dict[str, Any]]:
    """What the importer sees in a workbook; stores nothing. Raises RefusedFileError."""
    return look_at_limited(
        file.read_bytes(),
        file.name,
        synonyms=synonyms(settings),
        memory_mb=settings.parser_memory_mb,
        cpu_seconds=settings.parser_cpu_seconds,
        wall_seconds=settings.parser_wall_seconds,
    )


def mark(settings: Settings, file: Path, receipts: list[Receipt], options: Options, directory: Path) -> None:
    """Write the annotated workbook of a file just checked into the directory. Raises HubError."""
    from hub.submissions import annotating

    name, content = annotating.of_receipts(settings, file.read_bytes(), file.name, receipts, options)
    directory.mkdir(parents=True, exist_ok=True)
    (directory / name).write_bytes(content)


def template(sheet: str) -> tuple[str, bytes]:
    """Name and bytes of the blank workbook of a sheet."""
    from hub.submissions import exporting

    return exporting.template_of(sheet)


def export(settings: Settings, url: str, options: Options, side: str) -> tuple[str, bytes]:
    """Name and bytes of the workbook of what counts of a slot."""
    from hub.submissions import exporting

    return exporting.exported(url, settings, options, side, by=OPERATOR)


def query(
    settings: Settings, url: str, document: str, variables: dict[str, Any], as_token: str | None
) -> dict[str, Any]:
    """The answer to a GraphQL document, as the local operator or as a named token."""
    from schema import execute

    viewer = OPERATOR if as_token is None else _viewer_of(url, as_token)

    async def run() -> dict[str, Any]:
        database = Database(url, pool_size=2, statement_timeout_seconds=settings.statement_timeout_seconds)
        await database.open()
        try:
            return await execute(settings, database, viewer, document, variables)
        finally:
            await database.close()

    answer: dict[str, Any] = orjson.loads(orjson.dumps(asyncio.run(run())))
    return answer


def as_csv(answer: dict[str, Any]) -> str:
    """The one list of objects in an answer as CSV; nested fields become columns joined by dots."""
    columns, rows = _table(answer)
    return csv_text(columns, ([row.get(name) for name in columns] for row in rows))


def as_workbook(answer: dict[str, Any], path: Path) -> None:
    """The same list as a workbook: text stays text, whatever it begins with."""
    import openpyxl
    from openpyxl.cell import WriteOnlyCell

    columns, rows = _table(answer)
    workbook = openpyxl.Workbook(write_only=True)
    worksheet = workbook.create_sheet("data")
    worksheet.freeze_panes = "A2"
    lines: list[list[Any]] = [list(columns), *([row.get(name) for name in columns] for row in rows)]
    for values in lines:
        cells = []
        for value in values:
            cell = WriteOnlyCell(worksheet, value)
            if isinstance(value, str):
                cell.data_type = "s"
            cells.append(cell)
        worksheet.append(cells)
    workbook.save(path)


def _table(answer: dict[str, Any]) -> tuple[list[str], list[dict[str, Any]]]:
    lists = list(_lists(answer.get("data")))
    if len(lists) != 1:
        raise HubError(
            f"结果中应恰有一个列表，现有 {len(lists)} 个。",
            f"The answer must hold exactly one list, it holds {len(lists)}.",
            code="NOT_ONE_LIST",
        )
    rows = [dict(_flat(row)) for row in lists[0]]
    return list(dict.fromkeys(name for row in rows for name in row)), rows


def indicators() -> list[dict[str, Any]]:
    """The catalogue of indicators."""
    from hub.indicators.catalogue import indicators as all_indicators

    return [
        {"code": i.code, "kind": str(i.kind), "unit": str(i.unit), "zh": i.zh, "en": i.en}
        for i in all_indicators().values()
    ]


def sdl() -> str:
    """The GraphQL schema as text."""
    from schema import schema_text

    return schema_text()


def check_migrations(url: str) -> None:
    """Raise where code and migrations differ."""
    pending_changes(url)


def serve(settings: Settings, url: str, host: str, port: int) -> None:
    """Serve until interrupted."""
    import uvicorn

    from hub.app import create_app

    # A key that is missing is said now, not at the first upload.
    settings.key_for_digests()
    settings.keys_for_files()
    uvicorn.run(create_app(settings, url), host=host, port=port, log_level="warning")


def demo(settings: Settings, url: str, console: Console) -> None:
    """Import the example worlds (what is there already is unchanged) and print one token per role."""
    intake = Intake(url, settings)
    uploads = _demo_uploads(Path(__file__).parent.parent / "examples")
    if not _has_accepted(url):
        for path, options in track(
            uploads, "导入示例 / importing the examples", console=console, transient=True
        ):
            intake.take(path.read_bytes(), path.name, options, by=OPERATOR, accept=True)
    for line in _demo_tokens(url):
        console.print(line, highlight=False, soft_wrap=True)


def _demo_uploads(examples: Path) -> list[tuple[Path, Options]]:
    """Every workbook that a world lists, with its period declared; corrections are left for the reader to try."""
    found: list[tuple[Path, Options]] = []
    for world in sorted(examples.glob("*/expected.json")):
        for entry in orjson.loads(world.read_bytes())["files"]:
            if not entry["file"].startswith("corrections/"):
                found.append((world.parent / entry["file"], Options(period=Period.parse(entry["period"]))))
    return found


def _has_accepted(url: str) -> bool:
    with connect(url) as connection:
        row = connection.execute("select exists (select from data_versions)").fetchone()
    return bool(row and row[0])


def _demo_tokens(url: str) -> list[str]:
    """New tokens for the demo, one per role; those of an earlier start end."""
    wanted = (
        ("admin", None, None),
        ("secretariat", None, DEMO_REGION),
        ("clerk", "HRSS", DEMO_REGION),
        ("viewer", None, DEMO_REGION),
        ("press", "SECRETARIAT", DEMO_REGION),
    )
    lines = []
    with connect(url) as connection:
        connection.execute(
            "update access_tokens set revoked_at = now() where name like 'demo-%' and revoked_at is null"
        )
        row = connection.execute("select count(*) from access_tokens where name like 'demo-%'").fetchone()
        serial = row[0] if row else 0
        for number, (role, agency, region) in enumerate(wanted, start=serial + 1):
            token = tokens.create(
                connection, f"demo-{role}-{number}", role=role, agency=agency, region=region
            )
            lines.append(f"{role}: {token}")
    return lines


def _viewer_of(url: str, name: str) -> Viewer:
    with connect(url) as connection:
        row = connection.execute(tokens.VIEWER_BY_NAME, [name]).fetchone()
    found = tokens.viewer(row)
    if found is None:
        raise NotFound(f"没有有效的令牌“{name}”。", f"There is no valid token {name!r}.")
    return found


def _lists(value: Any) -> Any:
    """The outermost lists of objects in an answer."""
    if isinstance(value, list):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _lists(inner)


def _flat(value: Any, path: str = "") -> Any:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _flat(inner, f"{path}.{name}" if path else name)
    else:
        yield path, orjson.dumps(value).decode() if isinstance(value, list) else value
