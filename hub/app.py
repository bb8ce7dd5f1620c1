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
from starlette.exceptions import HTTPException

from dashboards import pages
from hub import api, api_figures, api_mappings, api_statistics, api_workbooks
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
            allow_methods=["GET", "POST", "DELETE"],
            allow_headers=["authorization", "content-type"],
        )
    app.add_middleware(Metered)
    app.add_middleware(BodyLimit, upload_bytes=settings.upload_max_mb * 2**20)
    app.add_exception_handler(HubError, _refusal)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(psycopg.OperationalError, _no_database)
    app.add_exception_handler(psycopg.DataError, _unusable)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, _unexpected)
    app.include_router(graphql_router(settings, database))
    app.include_router(pages.router(settings))
    _health(app, database)
    app.include_router(api.router)
    app.include_router(api_workbooks.router)
    app.include_router(api_mappings.router)
    app.include_router(api_figures.router(settings))
    app.include_router(api_statistics.router(settings))
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


async def _unusable(_: Request, error: Exception) -> JSONResponse:
    """A value that the database cannot hold, such as a text with a NUL."""
    log.warning("a value that the database cannot hold", exc_info=error)
    refusal = HubError("请求中含有无法处理的字符或数值。", "The request holds a value that cannot be stored.")
    return JSONResponse(refusal.as_json(), status_code=refusal.status)


async def _http(_: Request, error: Exception) -> JSONResponse:
    """What Starlette refuses by itself (unknown paths, broken forms), in the shape of every other refusal."""
    assert isinstance(error, HTTPException)
    code = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED"}.get(error.status_code, "BAD_REQUEST")
    refusal = HubError(f"无法处理该请求（{error.status_code}）。", str(error.detail), code=code)
    return JSONResponse(refusal.as_json(), status_code=error.status_code, headers=error.headers)


async def _unexpected(_: Request, error: Exception) -> JSONResponse:
    """What nobody expected: logged, and nothing of it told."""
    log.error("unexpected", exc_info=error)
    refusal = HubError("服务器内部错误。", "Something went wrong inside the hub.", code="INTERNAL")
    return JSONResponse(refusal.as_json(), status_code=500)


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
