"""The door of GraphQL over HTTP: bearer tokens, results written by orjson, the GraphiQL page."""

from __future__ import annotations

from typing import Any

import orjson
from fastapi import APIRouter, Request
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse
from strawberry.fastapi import GraphQLRouter
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL

from hub.access.viewer import Viewer
from hub.database import Database
from hub.settings import Settings
from schema.build import HubSchema, build_schema
from schema.context import Context
from schema.errors import formatted
from schema.execution import encode_json
from schema.graphiql import SECURITY, page
from schema.viewers import Viewers

PATH = "/graphql"


class Router(GraphQLRouter[Context, None]):
    """Strawberry's router with our writer and our page."""

    viewers: Viewers

    def encode_json(self, data: object) -> str:
        return encode_json(data)

    def decode_json(self, data: str | bytes) -> object:
        return orjson.loads(data)

    async def process_result(self, request: Request, result: Any) -> Any:
        return _response(result)

    async def on_ws_connect(self, context: Context) -> Any:
        """A browser's WebSocket cannot send headers: the token may come in the first message."""
        given = context.connection_params or {}
        authorization = given.get("authorization") or given.get("Authorization")
        if isinstance(authorization, str):
            context.viewer = await self.viewers.of(authorization)
        return await super().on_ws_connect(context)

    async def render_graphql_ide(self, request: Request) -> HTMLResponse:
        return HTMLResponse(page(), headers=SECURITY)


def graphql_router(settings: Settings, database: Database) -> APIRouter:
    """The router of /graphql on one database."""
    schema = build_schema(settings.query_depth_max)
    viewers = Viewers(database)

    async def context(connection: HTTPConnection) -> Context:
        viewer = await viewers.of(connection.headers.get("authorization", ""))
        return Context(settings, database, viewer, schema.data)

    router = Router(
        schema,
        path=PATH,
        context_getter=context,
        subscription_protocols=[GRAPHQL_TRANSPORT_WS_PROTOCOL],
        allowed_origins=settings.cors_origins,
    )
    router.viewers = viewers
    return router


async def execute(
    settings: Settings, database: Database, viewer: Viewer | None, document: str, variables: dict[str, Any]
) -> dict[str, Any]:
    """The response to one document, as HTTP would give it; data may hold `orjson.Fragment`."""
    schema: HubSchema = build_schema(settings.query_depth_max)
    context = Context(settings, database, viewer, schema.data)
    result = await schema.execute(document, variable_values=variables, context_value=context)
    return _response(result)


def schema_text() -> str:
    """The schema as SDL."""
    return build_schema().as_str() + "\n"


def _response(result: Any) -> dict[str, Any]:
    response: dict[str, Any] = {"data": result.data}
    if result.errors:
        response["errors"] = formatted(result.errors)
    return response
