"""The composition root of the server: settings and database in, one FastAPI application out."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import psycopg
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse

from dashboards import pages
from hub import api, api_workbooks
from hub.bodies import BodyLimit
from hub.database import Database
from hub.errors import HubError
from hub.metrics import Metered, metrics
from hub.settings import Settings
from hub.submissions.intake import Intake
from schema import graphql_router

log = logging.getLogger("hub")


def create_app(settings: Settings, url: str) -> FastAPI:
    """The application on one database. The pool opens and closes with it."""
    database = Database(
        url, pool_size=settings.pool_size, statement_timeout_seconds=settings.statement_timeout_seconds
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await database.open()
        try:
            yield
        finally:
            await database.close()

    app = FastAPI(title="Wage hub", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.database = database
    app.state.intake = Intake(url, settings)
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST"],
            allow_headers=["authorization", "content-type"],
        )
    app.add_middleware(Metered)
    app.add_middleware(BodyLimit, upload_bytes=settings.upload_max_mb * 2**20)
    app.add_exception_handler(HubError, _refusal)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(psycopg.OperationalError, _no_database)
    app.include_router(graphql_router(settings, database))
    app.include_router(pages.router(settings))
    _health(app, database)
    app.include_router(api.router)
    app.include_router(api_workbooks.router)
    return app


async def _refusal(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HubError)
    return JSONResponse(error.as_json(), status_code=error.status)


async def _invalid(_: Request, error: Exception) -> JSONResponse:
    """What FastAPI finds wrong with a request, in the shape of every other refusal."""
    assert isinstance(error, RequestValidationError)
    fields = ", ".join(".".join(map(str, e["loc"])) for e in error.errors())
    refusal = HubError(f"请求参数有误：{fields}。", f"The request is not valid: {fields}.")
    return JSONResponse(refusal.as_json(), status_code=refusal.status)


async def _no_database(_: Request, error: Exception) -> JSONResponse:
    log.error("the database does not answer", exc_info=error)
    refusal = HubError(
        "数据库暂不可用，请稍后再试。", "The database does not answer; try again.", code="BUSY"
    )
    return JSONResponse(refusal.as_json(), status_code=503)


def _health(app: FastAPI, database: Database) -> None:
    app.add_route("/metrics", metrics)

    @app.get("/healthz")
    async def healthz() -> dict[str, str]:
        """The process lives."""
        return {"status": "ok"}

    @app.get("/readyz")
    async def readyz() -> JSONResponse:
        """The database answers."""
        try:
            async with database.connection() as connection:
                await connection.execute("select 1")
        except (psycopg.Error, TimeoutError):
            log.exception("the database does not answer")
            return JSONResponse({"status": "no database"}, status_code=503)
        return JSONResponse({"status": "ok"})
