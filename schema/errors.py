"""How errors reach the client: a stable code and two sentences; what nobody expected is masked and logged."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable
from typing import Any

import psycopg
from graphql import GraphQLError

from hub.errors import HubError

log = logging.getLogger("hub.graphql")


def shown(error: GraphQLError) -> GraphQLError:
    """The error as the client sees it."""
    known = _known(error)
    if known is not None:
        return _with(error, known.en, {"code": known.code, "zh": known.zh, "en": known.en})
    if error.path is None or error.original_error is None:
        return error  # GraphQL's own, about the document or its variables: it holds nothing of ours
    number = secrets.token_hex(6)
    log.error("GraphQL error %s at %s", number, error.path, exc_info=error.original_error)
    zh, en = f"服务内部错误，编号 {number}。", f"Something went wrong on our side; its number is {number}."
    return _with(error, en, {"code": "INTERNAL", "zh": zh, "en": en, "number": number})


def formatted(errors: Iterable[GraphQLError]) -> list[dict[str, Any]]:
    """Errors as a response carries them, each with a code."""
    return [
        {**error.formatted, "extensions": {"code": "BAD_REQUEST", **(error.extensions or {})}}
        for error in errors
    ]


def _known(error: GraphQLError) -> HubError | None:
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    match cause:
        case HubError():
            return cause
        case psycopg.errors.QueryCanceled():
            return HubError(
                "查询超时，请缩小范围。", "The query took too long; ask for less.", code="TIMEOUT"
            )
        case psycopg.DataError():
            return HubError("参数值无效。", "A value of the arguments is not valid.")
        case psycopg.OperationalError():
            return HubError("服务繁忙，请稍后再试。", "The server is busy; try again.", code="BUSY")
    return None


def _with(error: GraphQLError, message: str, extensions: dict[str, Any]) -> GraphQLError:
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
