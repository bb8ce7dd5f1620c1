"""The HTTP interface for submissions: send, accept, withdraw, the original bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import quote

import anyio.to_thread
import orjson
from fastapi import APIRouter, Depends, File, Form, Request, Response, UploadFile
from fastapi.responses import JSONResponse

from hub.access import tokens
from hub.access.viewer import Viewer
from hub.database import connect, enter_scope
from hub.errors import HubError, NotFound, Unauthenticated
from hub.importing.catalogue import sheet_named
from hub.importing.parsed import Options
from hub.months import Period
from hub.submissions import accept, withdraw
from hub.submissions.intake import Intake

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
    file: Annotated[UploadFile, File()],
    sheet: Annotated[str | None, Form()] = None,
    agency: Annotated[str | None, Form()] = None,
    region: Annotated[str | None, Form()] = None,
    period: Annotated[str | None, Form()] = None,
) -> JSONResponse:
    """Receive a workbook: 201 with one entry per submission, 422 where one of them is refused."""
    intake: Intake = request.app.state.intake
    options = _options(sheet, agency, region, period)
    data = await file.read()
    receipts = await anyio.to_thread.run_sync(
        lambda: intake.take(data, file.filename or "", options, by=caller)
    )
    refused = any(receipt.status == "refused" for receipt in receipts)
    return JSONResponse([r.as_json() for r in receipts], status_code=422 if refused else 201)


@router.post("/{number}/accept")
async def accept_one(request: Request, caller: Caller, number: int) -> dict[str, str]:
    """Let a checked submission count; a `reason` may come in a form or in a JSON object."""
    reason = await _reason(request)
    await anyio.to_thread.run_sync(_act, request.app.state.intake.url, accept, number, caller, reason)
    return {"submission": str(number), "status": "accepted"}


@router.post("/{number}/withdraw")
async def withdraw_one(request: Request, caller: Caller, number: int) -> dict[str, str]:
    """Let an accepted submission no longer count; needs a `reason`, in a form or in a JSON object."""
    reason = await _reason(request) or ""
    await anyio.to_thread.run_sync(_act, request.app.state.intake.url, withdraw, number, caller, reason)
    return {"submission": str(number), "status": "withdrawn"}


@router.get("/{number}/original")
async def original(request: Request, caller: Caller, number: int) -> Response:
    """The uploaded file, byte for byte."""
    name, content = await anyio.to_thread.run_sync(_original, request.app.state.intake.url, number, caller)
    return Response(
        content,
        media_type="application/octet-stream",
        headers={
            "content-disposition": f"attachment; filename*=UTF-8''{quote(name)}",
            "etag": f'"{hashlib.sha256(content).hexdigest()}"',
        },
    )


async def _reason(request: Request) -> str | None:
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        given: Any = (await request.form()).get("reason")
    else:
        try:
            body = orjson.loads(await request.body())
        except orjson.JSONDecodeError as wrong:
            raise HubError("请求内容不是有效的 JSON。", "The body is not valid JSON.") from wrong
        given = body.get("reason") if isinstance(body, dict) else None
    if given is not None and not isinstance(given, str):
        raise HubError("理由应为文字。", "The reason must be text.")
    return given


def _options(sheet: str | None, agency: str | None, region: str | None, period: str | None) -> Options:
    found = sheet_named(sheet) if sheet else None
    if sheet and found is None:
        raise HubError(f"没有表样“{sheet}”。", f"There is no sheet {sheet!r}.", code="SHEET_UNKNOWN")
    try:
        months = Period.parse(period) if period else None
    except ValueError as wrong:
        raise HubError(
            f"所属期“{period}”应写成 2019-12 或 2020-05..2021-03。",
            f"The period {period!r} must be written 2019-12 or 2020-05..2021-03.",
            code="PERIOD_INVALID",
        ) from wrong
    return Options(found.name if found else None, agency or None, region or None, months)


def _act(url: str, action: Callable[..., None], number: int, caller: Viewer, reason: str | None) -> None:
    with connect(url) as connection:
        action(connection, number, by=caller, reason=reason)


def _original(url: str, number: int, caller: Viewer) -> tuple[str, bytes]:
    """The stored bytes, for whoever sees the submission: row-level security decides."""
    caller.require("data.read")
    with connect(url) as connection:
        enter_scope(connection, caller.scope)
        row = connection.execute(
            "select s.file_name, f.content from submissions s join stored_files f on f.sha256 = s.file_sha256 where s.id = %s",
            [number],
        ).fetchone()
    if row is None:
        raise NotFound(f"没有报送 {number}。", f"There is no submission {number}.")
    return row
