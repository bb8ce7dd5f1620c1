"""Request bodies are bounded before anything reads them: by the stated size at once, else while they come in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from starlette.responses import JSONResponse

from hub.errors import LimitExceeded

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[MutableMapping[str, Any], Receive, Send], Awaitable[None]]

DOCUMENT_BYTES = 2**20
# What multipart adds around a file of the largest size.
ENVELOPE_BYTES = 2**16


class TooLarge(LimitExceeded):
    """A body over its limit."""

    status = 413


class BodyLimit:
    """ASGI middleware: uploads may be as large as a file may be, anything else one megabyte."""

    def __init__(self, app: App, *, upload_bytes: int) -> None:
        self.app = app
        self.upload_bytes = upload_bytes

    async def __call__(self, scope: MutableMapping[str, Any], receive: Receive, send: Send) -> None:
        """Pass the request on, or answer 413."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        limit = self.upload_bytes + ENVELOPE_BYTES if scope["path"] == "/api/submissions" else DOCUMENT_BYTES
        stated = dict(scope["headers"]).get(b"content-length", b"0")
        refusal = TooLarge(
            f"请求超过 {limit} 字节的上限。", f"The request exceeds the limit of {limit} bytes."
        )
        if not stated.isdigit() or int(stated) > limit:
            await JSONResponse(refusal.as_json(), status_code=refusal.status)(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > limit:
                raise refusal
            return message

        await self.app(scope, counted, send)
