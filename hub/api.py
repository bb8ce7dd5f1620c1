"""The HTTP interface for submissions: send, preview, accept, withdraw, the original bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import quote

import anyio.to_thread
import orjson
from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile
from fastapi.responses import JSONResponse

from hub import originals
from hub.access import tokens
from hub.access.viewer import Viewer
from hub.database import connect, enter_scope
from hub.errors import HubError, NotFound, Unauthenticated
from hub.importing.catalogue import sheet_named
from hub.importing.parsed import Options
from hub.submissions import REPLACE, SUPPLEMENT, accept, preview, withdraw
from hub.submissions.answers import answers_from, header_rows_from
from hub.submissions.between import difference
from hub.submissions.intake import Intake
from hub.submissions.paging import PAGE_DEFAULT
from hub.submissions.problems import problems_of
from hub.submissions.slots import declared_period, mode_named

router = APIRouter(prefix="/api/submissions")


async def _viewer(request: Request) -> Viewer:
    digest = tokens.bearer_digest(request.headers.get("authorization", ""))
    found = None
    if digest is not None:
        async with request.app.state.database.connection() as connection:
            cursor = await connection.execute(tokens.VIEWER_BY_DIGEST, [digest])
            found = tokens.viewer(await cursor.fetchone())
    if found is None:
        raise Unauthenticated("请提供有效的访问令牌。", "Please send a valid bearer token.")
    return found


Caller = Annotated[Viewer, Depends(_viewer)]


@router.post("")
async def send(
    request: Request,
    caller: Caller,
    file: Annotated[UploadFile | None, File()] = None,
    sheet: Annotated[str | None, Form()] = None,
    agency: Annotated[str | None, Form()] = None,
    region: Annotated[str | None, Form()] = None,
    period: Annotated[str | None, Form()] = None,
    side: Annotated[str, Form()] = "",
    mode: Annotated[str, Form()] = REPLACE,
    nil: Annotated[bool, Form()] = False,
    answers: Annotated[list[str] | None, Form(alias="map")] = None,
    header_rows: Annotated[str | None, Form()] = None,
) -> JSONResponse:
    """Receive a workbook: 201 with one entry per submission, 422 where one of them is refused.

    Form fields, all optional: `sheet` (name or form code), `agency`, `region`, `period` (2019-12 or
    2020-05..2021-03); `mode` replace (default) or supplement, which leaves rows that are not listed as they are;
    `nil` true confirms a file without records as a nil return (零报告). Without a file `nil` must be true, and sheet,
    agency, region and period are needed (and `side` for a sheet that sender and receiver both report).
    `map`, any number of times: header=field, an answer to a problem with proposals; `header_rows`: 3 or 3-4, where the
    header stands. Both are remembered for the unit and the sheet.

    Answer: [{file, sheet, agency, region, period, as_of, status, submission, mode, nil, partial, rows: {read, new,
    changed, unchanged, removed, shadowed}, problems: [{worksheet, cell, kind, severity, value,
    message: {zh, en}, header, expected, suggestion, proposals}], problems_total, problem_groups: [{kind, severity,
    worksheet, header, count, cells, rows, message, where}]}]. At most 500 problems: `problems_total` counts all, the
    groups are made of all, and those that are kept can be paged (`/{number}/problems`). `status`: refused, checked or unchanged; `submission`: its number as text, null where
    nothing was kept; `partial`: its as-of day lies before the end of its last month.
    """
    intake: Intake = request.app.state.intake
    options = replace(
        _options(sheet, agency, region, period),
        columns=answers_from(answers or []),
        header_rows=header_rows_from(header_rows),
    )
    if file is None:
        if not nil:
            raise HubError("请求参数有误：file。", "The request is not valid: file.")
        if mode_named(mode) == SUPPLEMENT:
            raise HubError(
                "零报告不能作补报。", "A nil return cannot be a supplement.", code="NIL_SUPPLEMENT"
            )
        receipts = [await anyio.to_thread.run_sync(lambda: intake.nil_return(options, by=caller, side=side))]
    else:
        data, name = await file.read(), file.filename or ""
        receipts = await anyio.to_thread.run_sync(
            lambda: intake.take(data, name, options, by=caller, mode=mode, nil=nil)
        )
    refused = any(receipt.status == "refused" for receipt in receipts)
    return JSONResponse([r.as_page() for r in receipts], status_code=422 if refused else 201)


@router.get("/{number}/preview")
async def preview_one(
    request: Request,
    caller: Caller,
    number: int,
    first: int = PAGE_DEFAULT,
    after: str | None = None,
    mode: str | None = None,
    nil: bool | None = None,
) -> dict[str, Any]:
    """What accepting a checked submission would change; nothing is written.

    Query: `first` (1 to 500) and `after` page the differences; `mode` and `nil` as they would be given to accept.

    Answer: {submission, plan, base_version, mode, nil, partial,
    columns_changed: {added: [header], gone: [header], renamed: [{from, to}]},
    rows: {read, new, changed, unchanged, removed, shadowed},
    reason_required, closed_months: [{region, month, closed_at, closed_by, reason, ...}],
    figures: [{indicator, zh, en, region, period, before, after, closed}], figures_total,
    differences: [{kind: REMOVED|CHANGED|SHADOWED|NEW, key, worksheet, row,
    changes: [{field, header_zh, cell, old, new}]}], differences_total, after,
    problems, problems_total: as in the answer to sending}. Values are texts as the sheet writes them, null where blank; a figure is
    null where nothing is reported. `after` is null on the last page; figures come with the first page only, at most
    200 of `figures_total`. `plan` goes back to accept.
    """

    def look() -> dict[str, Any]:
        with connect(request.app.state.intake.url) as connection:
            shown = preview(connection, number, by=caller, mode=mode, nil=nil, first=first, after=after)
        return shown.as_json()

    return await anyio.to_thread.run_sync(look)


@router.get("/{number}/problems")
async def problems_one(
    request: Request,
    caller: Caller,
    number: int,
    first: int = PAGE_DEFAULT,
    after: str | None = None,
) -> dict[str, Any]:
    """A page of the problems that are kept of a submission (at most 20,000), in the order of the file.

    Answer: {submission, problems: as in the answer to sending, problems_total, after}; `after` is null on the last.
    """

    def look() -> dict[str, Any]:
        with connect(request.app.state.intake.url) as connection:
            found, total, following = problems_of(connection, number, by=caller, first=first, after=after)
        return {
            "submission": str(number), "problems": found, "problems_total": total, "after": following
        }  # fmt: skip

    return await anyio.to_thread.run_sync(look)


@router.get("/{number}/difference")
async def difference_one(
    request: Request,
    caller: Caller,
    number: int,
    since: int,
    first: int = PAGE_DEFAULT,
    after: str | None = None,
) -> dict[str, Any]:
    """What a submission says otherwise than `since`, an earlier one of its unit and sheet.

    Answer: {from, to, rows, differences, differences_total, after}, the members as in a preview.
    """

    def look() -> dict[str, Any]:
        with connect(request.app.state.intake.url) as connection:
            found = difference(connection, since, number, by=caller, first=first, after=after)
        return found.as_json()

    return await anyio.to_thread.run_sync(look)


@router.post("/{number}/accept")
async def accept_one(request: Request, caller: Caller, number: int) -> dict[str, str]:
    """Let a checked submission count. All in a form or in a JSON object, all optional.

    `reason` (needed where a closed month is corrected: 400 REASON_REQUIRED), `plan` of the preview (409 PLAN_STALE
    where the data have changed since), `mode` replace or supplement, `nil` true (409 NIL_UNCONFIRMED where it is
    missing for a submission without records).
    """
    given = await _given(request)

    def act() -> None:
        with connect(request.app.state.intake.url) as connection:
            accept(
                connection,
                number,
                by=caller,
                reason=_text(given, "reason"),
                plan=_text(given, "plan"),
                mode=_text(given, "mode"),
                nil=_yes_or_no(given, "nil"),
            )

    await anyio.to_thread.run_sync(act)
    return {"submission": str(number), "status": "accepted"}


@router.post("/{number}/withdraw")
async def withdraw_one(request: Request, caller: Caller, number: int) -> dict[str, str]:
    """Let an accepted submission no longer count; needs a `reason`, in a form or in a JSON object."""
    reason = _text(await _given(request), "reason") or ""

    def act() -> None:
        with connect(request.app.state.intake.url) as connection:
            withdraw(connection, number, by=caller, reason=reason)

    await anyio.to_thread.run_sync(act)
    return {"submission": str(number), "status": "withdrawn"}


@router.get("/{number}/original")
async def original(request: Request, caller: Caller, number: int) -> Response:
    """The uploaded file, byte for byte, for the unit that sent it."""
    name, content = await anyio.to_thread.run_sync(_original, request.app.state.intake, number, caller)
    return attachment(name, content, "application/octet-stream")


def attachment(name: str, content: bytes, media_type: str) -> Response:
    """A file to save under its own name; it is the caller's alone, and no store on the way keeps it."""
    return Response(
        content,
        media_type=media_type,
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "cache-control": "private, no-store",
            "etag": f'"{hashlib.sha256(content).hexdigest()}"',
        },
    )


async def _given(request: Request) -> Mapping[str, Any]:
    """The members of a form or of a JSON object."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return dict(await request.form())
    try:
        body = orjson.loads(await request.body())
    except orjson.JSONDecodeError as wrong:
        raise HubError("请求内容不是有效的 JSON。", "The body is not valid JSON.") from wrong
    if not isinstance(body, dict):
        raise HubError("请求内容应为 JSON 对象。", "The body must be a JSON object.")
    return body


def _text(given: Mapping[str, Any], name: str) -> str | None:
    value = given.get(name)
    if value is not None and not isinstance(value, str):
        raise HubError(f"{name} 应为文字。", f"{name} must be text.")
    return value or None


def _yes_or_no(given: Mapping[str, Any], name: str) -> bool | None:
    value = given.get(name)
    if value is None or isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise HubError(f"{name} 应为 true 或 false。", f"{name} must be true or false.")
    return bool(value == "true")


def _options(sheet: str | None, agency: str | None, region: str | None, period: str | None) -> Options:
    found = sheet_named(sheet) if sheet else None
    if sheet and found is None:
        raise HubError(
            f"没有表样“{sheet[:40]}”。", f"There is no sheet {sheet[:40]!r}.", code="SHEET_UNKNOWN"
        )
    months = declared_period(period) if period else None
    return Options(found.name if found else None, agency or None, region or None, months)


def _original(intake: Intake, number: int, caller: Viewer) -> tuple[str, bytes]:
    """Name and bytes of the file. Who may not see the submission does not learn that there is one."""
    caller.require("data.read")
    with connect(intake.url) as connection:
        enter_scope(connection, caller.scope)
        row = connection.execute(
            "select file_name, file_sha256, unit from submissions where id = %s", [number]
        ).fetchone()
        if row is None:
            raise NotFound(f"没有报送 {number}。", f"There is no submission {number}.")
        name, sha256, unit = row
        originals.require_own_unit(caller, unit)
        return name, originals.fetch(connection, sha256, intake.settings.keys_for_files())
