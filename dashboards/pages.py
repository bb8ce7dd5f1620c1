"""The pages of the hub: boards at / and /boards/{name}, /submit for clerks, /reporting, /figures for cards, and the static files that they need."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from fastapi import APIRouter, Request, Response

from dashboards.board import Board, boards
from hub.errors import NotFound
from hub.settings import Settings

WEB = Path(__file__).parent / "web"
LANGUAGES = ("zh", "en")

# Pages run only their own scripts and speak only to their own server; Vega interprets its expressions, without eval.
SECURITY = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml; charset=utf-8",
    ".woff2": "font/woff2",
}
"""Media types by ending, whatever the machine's own table says; anything else is text."""


@dataclass(frozen=True)
class StaticFile:
    """A static file, its media type, and the version that is part of its address in pages."""

    path: Path
    media_type: str
    version: str


def router(settings: Settings) -> APIRouter:
    """The routes of the pages. The pages need no setting: what they show, they ask of /graphql."""
    del settings
    found = boards()
    files = static_files()
    templates = _templates(files)
    routes = APIRouter(include_in_schema=False)

    def page(board: Board, lang: str) -> Response:
        return _html(templates.get_template("board.html"), _content(board, found, _language(lang)))

    @routes.get("/")
    async def first(lang: str = "") -> Response:
        return page(next(iter(found.values())), lang)

    @routes.get("/boards/{name}")
    async def one(name: str, lang: str = "") -> Response:
        if name not in found:
            raise NotFound(f"没有看板“{name}”。", f"There is no board {name!r}.")
        return page(found[name], lang)

    @routes.get("/submit")
    async def submit(lang: str = "") -> Response:
        return _html(templates.get_template("submit.html"), _for_clerks(found, _language(lang)))

    @routes.get("/reporting")
    async def reporting(lang: str = "") -> Response:
        return _html(templates.get_template("reporting.html"), _for_reporting(found, _language(lang)))

    @routes.get("/figures")
    async def figures(lang: str = "") -> Response:
        return _html(templates.get_template("figure.html"), _for_figures(found, _language(lang), None))

    @routes.get("/figures/{card}")
    async def figure(card: str, lang: str = "") -> Response:
        return _html(templates.get_template("figure.html"), _for_figures(found, _language(lang), card))

    @routes.get("/static/{name:path}")
    async def static(request: Request, name: str, v: str = "") -> Response:
        file = files.get(name)
        if file is None:
            raise NotFound(f"没有文件“{name}”。", f"There is no file {name!r}.")
        lasting = v == file.version
        headers = {
            "Cache-Control": "public, max-age=31536000, immutable" if lasting else "no-cache",
            "ETag": f'"{file.version}"',
            "X-Content-Type-Options": "nosniff",
        }
        if request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        return Response(file.path.read_bytes(), media_type=file.media_type, headers=headers)

    return routes


@cache
def words(file: str = "words.toml") -> Mapping[str, Any]:
    """The words of the pages in one file beside them: tables of zh and en, some of them in groups."""
    found: dict[str, Any] = tomllib.loads((WEB / file).read_text(encoding="utf-8"))
    return found


def static_files() -> dict[str, StaticFile]:
    """Every static file by its path below static/."""
    root = WEB / "static"
    return {
        path.relative_to(root).as_posix(): StaticFile(
            path,
            TYPES.get(path.suffix, "text/plain; charset=utf-8"),
            hashlib.sha256(path.read_bytes()).hexdigest()[:12],
        )
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def _html(template: jinja2.Template, content: Mapping[str, Any]) -> Response:
    return Response(template.render(content), media_type="text/html; charset=utf-8", headers=SECURITY)


def _language(asked: str) -> str:
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _templates(files: Mapping[str, StaticFile]) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(WEB / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["static"] = _address(files)
    return environment


def _address(files: Mapping[str, StaticFile]) -> Callable[[str], str]:
    return lambda name: f"/static/{name}?v={files[name].version}"


def _content(board: Board, all_boards: Mapping[str, Board], language: str) -> dict[str, Any]:
    said = _said(words(), language)
    return {
        "language": language,
        "other": next(other for other in LANGUAGES if other != language),
        "words": said,
        "board": board,
        "boards": all_boards.values(),
        "title": getattr(board.title, language),
        "note": getattr(board.note, language),
        "panels": [
            {
                "name": panel.name,
                "title": getattr(panel.title, language),
                "note": getattr(panel.note, language),
                "definitions": panel.definitions(language),
            }
            for panel in board.panels
        ],
        "given": {
            "language": language,
            "words": said,
            "panels": [panel.shown(language) for panel in board.panels],
        },
    }


def _for_clerks(all_boards: Mapping[str, Board], language: str) -> dict[str, Any]:
    """Both languages go along: changing the language must not lose what was sent."""
    both = words("words_submit.toml")
    return {
        "language": language,
        "words": both,
        "said": _said(both, language),
        "boards": [{"name": one.name, "title": one.title.model_dump()} for one in all_boards.values()],
    }


def _for_reporting(all_boards: Mapping[str, Board], language: str) -> dict[str, Any]:
    """Both languages go along; who owes what is asked of /graphql, with the token of the tab."""
    both = words("words_reporting.toml")
    return {
        "language": language,
        "words": both,
        "said": _said(both, language),
        "boards": [{"name": one.name, "title": one.title.model_dump()} for one in all_boards.values()],
    }


def _for_figures(all_boards: Mapping[str, Board], language: str, card: str | None) -> dict[str, Any]:
    """Of a card only the id: what it says is asked of /graphql, with the token of the tab."""
    both = words("words_figure.toml")
    return {
        "language": language,
        "words": both,
        "said": _said(both, language),
        "boards": [{"name": one.name, "title": one.title.model_dump()} for one in all_boards.values()],
        "card": card,
    }


def _said(value: Mapping[str, Any], language: str) -> dict[str, Any]:
    return {
        key: item[language] if item.keys() == set(LANGUAGES) else _said(item, language)
        for key, item in value.items()
    }
