"""Pages: both languages, static files, and that nothing is asked of any other server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dashboards import pages
from dashboards.board import boards
from hub.errors import NotFound
from hub.indicators.catalogue import indicators
from hub.regions import register
from hub.settings import Settings


@pytest.fixture(scope="module")
def browser() -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(pages.router(Settings()))
    with TestClient(app) as client:
        yield client


def test_the_first_board_is_at_the_root_in_chinese(browser: TestClient) -> None:
    page = browser.get("/")

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert '<html lang="zh-CN">' in page.text
    assert "<h1>根治欠薪联席会议看板</h1>" in page.text
    assert page.text == browser.get("/boards/joint-meeting?lang=xx").text


def test_a_board_is_shown_in_english(browser: TestClient) -> None:
    page = browser.get("/boards/joint-meeting", params={"lang": "en"}).text

    assert '<html lang="en">' in page
    assert "<h1>Joint meeting on wage arrears</h1>" in page
    assert "Special account coverage" in page


def test_a_board_that_is_not_there_is_not_found(browser: TestClient) -> None:
    for address in ("/boards/none", "/static/none.js", "/static/%2e%2e%2fwords.toml"):
        with pytest.raises(NotFound):
            browser.get(address).raise_for_status()


def test_all_that_a_page_loads_is_served_here(browser: TestClient) -> None:
    page = browser.get("/")
    loaded = re.findall(r'(?:src|href)="([^"#?][^"]*)"', page.text)

    assert all(address.startswith("/") for address in loaded)
    for address in loaded:
        assert browser.get(address).status_code == 200, address
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "unsafe-eval" not in page.headers["content-security-policy"]


def test_a_static_file_has_its_charset_and_is_kept_as_long_as_its_version(browser: TestClient) -> None:
    version = pages.static_files()["board.js"].version
    kept = browser.get(f"/static/board.js?v={version}")
    asked_again = browser.get("/static/board.js", headers={"if-none-match": kept.headers["etag"]})

    assert kept.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in kept.headers["cache-control"]
    assert (asked_again.status_code, asked_again.headers["cache-control"]) == (304, "no-cache")
    assert browser.get("/static/fonts/hub-sans-sc.woff2").headers["content-type"] == "font/woff2"


def test_every_word_of_the_pages_is_said_in_both_languages() -> None:
    def leaves(value: Any) -> Iterator[Any]:
        if all(isinstance(inner, dict) for inner in value.values()):
            for inner in value.values():
                yield from leaves(inner)
        else:
            yield value

    for said in leaves(pages.words()):
        assert said.keys() == {"zh", "en"}, said
        assert all(said.values()), said


def test_the_font_of_the_pages_has_every_character_that_they_show() -> None:
    listed = (pages.WEB / "static/fonts/characters.txt").read_text(encoding="utf-8")
    shown = "".join(
        [
            *(region.name for region in register().regions),
            *(i.zh + i.en + i.definition_zh + i.definition_en + i.source for i in indicators().values()),
            *(board.model_dump_json() for board in boards().values()),
            (pages.WEB / "words.toml").read_text(encoding="utf-8"),
        ]
    )

    assert {c for c in shown if c.isprintable()} - set(listed) == set()
