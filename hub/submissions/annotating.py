"""The annotated workbook of a file just checked, or of a stored submission."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hub import originals
from hub.access.viewer import Viewer
from hub.database import connect, enter_scope
from hub.errors import HubError, NotFound
from hub.importing.annotate import Outcome, annotated_limited, file_name_of
from hub.importing.catalogue import sheet_named
from hub.importing.memory import answers_of
from hub.importing.parsed import Options
from hub.importing.problems import RefusedFileError
from hub.months import Period
from hub.settings import Settings
from hub.submissions.intake import Intake, synonyms
from hub.submissions.receipts import Receipt

_STORED = """
select file_name, file_sha256, unit, sheet, unit_name, period_from, period_to, problems, rows_read,
  case when withdrawn_version is not null then 'withdrawn' when accepted_version is not null then 'accepted'
    else lower(state) end
from submissions where id = %s
"""


def of_receipts(
    settings: Settings, data: bytes, name: str, receipts: Sequence[Receipt], options: Options
) -> tuple[str, bytes]:
    """Name and bytes of the annotated workbook of a file, marked with the problems of all its submissions.

    `options` are what the uploader declared. Raises HubError (FILE_CANNOT_BE_MARKED).
    """
    outcomes = []
    for receipt in receipts:
        parsed = receipt.parsed
        unit = parsed.unit_name or f"{parsed.agency or '?'}:{parsed.region or '?'}"
        outcomes.append(_outcome(parsed.sheet, unit, parsed.period, receipt.status, len(parsed.rows)))
    problems = [problem.as_json() for receipt in receipts for problem in receipt.parsed.problems]
    return file_name_of(name), _annotated(settings, data, name, problems, outcomes, options)


def of_submission(intake: Intake, number: int, caller: Viewer) -> tuple[str, bytes]:
    """Name and bytes of the annotated workbook of a stored submission, for the unit that sent it.

    Raises NotFound where the caller does not see the submission, Forbidden where it is another unit's.
    """
    caller.require("data.read")
    with connect(intake.url) as connection:
        enter_scope(connection, caller.scope)
        row = connection.execute(_STORED, [number]).fetchone()
        if row is None:
            raise NotFound(f"没有报送 {number}。", f"There is no submission {number}.")
        name, sha256, unit, sheet, unit_name, first, last, problems, rows, status = row
        originals.require_own_unit(caller, unit)
        data = originals.fetch(connection, sha256, intake.settings.keys_for_files())
    outcome = _outcome(sheet, unit_name or unit, Period(first, last), status, rows)
    return file_name_of(name), _annotated(intake.settings, data, name, problems, [outcome], Options(sheet))


def _annotated(
    settings: Settings,
    data: bytes,
    name: str,
    problems: Sequence[dict[str, Any]],
    outcomes: Sequence[Outcome],
    options: Options,
) -> bytes:
    try:
        return annotated_limited(
            data,
            name,
            problems,
            outcomes,
            declared=options.sheet,
            synonyms=synonyms(settings),
            answers=answers_of(options.columns),
            memory_mb=settings.parser_memory_mb,
            cpu_seconds=settings.parser_cpu_seconds,
            wall_seconds=settings.parser_wall_seconds,
        )
    except RefusedFileError as refused:
        raise HubError(
            f"无法生成标注文件：{refused.problem.message('zh')}",
            f"The workbook cannot be marked: {refused.problem.message('en')}",
            code="FILE_CANNOT_BE_MARKED",
        ) from refused


def _outcome(sheet: str | None, unit: str, period: Period | None, status: str, rows: int) -> Outcome:
    declared = sheet_named(sheet) if sheet else None
    title = f"{declared.title_zh} / {declared.title_en}" if declared else "?"
    return Outcome(title, unit, str(period or "?"), status, rows)
