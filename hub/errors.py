"""Errors that a user may see: a stable code and one sentence in zh and in en."""

from __future__ import annotations


class HubError(Exception):
    """A refusal. `code` never changes; `status` is the HTTP status it answers with."""

    code = "BAD_REQUEST"
    status = 400

    def __init__(self, zh: str, en: str, *, code: str | None = None) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en
        if code is not None:
            self.code = code

    def as_json(self) -> dict[str, object]:
        """The error as HTTP answers carry it."""
        return {"error": {"code": self.code, "message": {"zh": self.zh, "en": self.en}}}


class NotFound(HubError):
    """Asked for something that is not there, or that the viewer may not know of."""

    code = "NOT_FOUND"
    status = 404


class Unauthenticated(HubError):
    """No token, or one that does not hold."""

    code = "UNAUTHENTICATED"
    status = 401


class Forbidden(HubError):
    """The viewer's role or scope does not allow it."""

    code = "FORBIDDEN"
    status = 403


class Conflict(HubError):
    """The thing is not in a state that allows it."""

    code = "CONFLICT"
    status = 409


class LimitExceeded(HubError):
    """More was asked for than one request may have."""

    code = "LIMIT_EXCEEDED"
    status = 400
