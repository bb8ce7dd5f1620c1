"""The pages of figure cards as they leave the server: both languages, own scripts only, words that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dashboards import pages
from hub.settings import Settings

WORDS = pages.words("words_figure.toml")


@pytest.fixture(scope="module")
def browser() -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(pages.router(Settings()))
    with TestClient(app) as client:
        yield client


@pytest.mark.parametrize("path", ["/figures", "/figures/F-0123456789AB"])
def test_the_pages_are_served_in_both_languages(browser: TestClient, path: str) -> None:
    chinese, english = (browser.get(path, params={"lang": name}).text for name in ("zh", "en"))

    assert '<html lang="zh-CN">' in chinese
    assert "<h1>数字卡" in chinese
    assert '<html lang="en">' in english
    assert "<h1>Figure card" in english
    assert browser.get(path).text == chinese


def test_what_stands_in_the_address_is_text(browser: TestClient) -> None:
    page = browser.get("/figures/%22%3E%3Cb%3E%3Cscript%3E").text

    assert "<b>" not in page
    assert "&lt;b&gt;" in page
    assert len(re.findall("<script", page)) == 2


def test_they_run_their_own_scripts_only_and_nothing_inline(browser: TestClient) -> None:
    page = browser.get("/figures")
    loaded = re.findall(r'(?:src|href)="([^"#?][^"]*)"', page.text)

    assert "script-src 'self';" in page.headers["content-security-policy"]
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", page.text) == []
    assert re.findall(r"\son\w+=|\sstyle=|<style", page.text) == []
    for address in loaded:
        assert browser.get(address).status_code == 200, address
    script = _text("static/figure.js")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", script)
    for imported in re.findall(r'from "(\.[^"]+)"', script):
        address = str(browser.get("/static/figure.js").url.join(imported))
        assert browser.get(address).status_code == 200, imported


def test_every_word_is_said_in_both_languages_and_used() -> None:
    for name, said in WORDS.items():
        assert said.keys() == {"zh", "en"}, name
        assert all(said.values()), name
        zh, en = (sorted(re.findall(r"\{\w+\}", text)) for text in (said["zh"], said["en"]))
        assert zh == en, name
    script = "\n".join(
        _text(f"static/{name}") for name in ("figure.js", "submit/server.js", "submit/elements.js")
    )
    template = _text("templates/figure.html")
    named = {
        *re.findall(r"\bwords\.(\w+)", script),
        *re.findall(r"said\.(\w+)", template),
        *re.findall(r"said\['(\w+)'\]", template),
    }
    assert named - set(WORDS) == set()
    assert set(WORDS) - named == set()


def test_the_font_has_every_character_of_the_words() -> None:
    listed = _text("static/fonts/characters.txt")
    assert {c for c in _text("words_figure.toml") if c.isprintable()} - set(listed) == set()


def _text(path: str) -> str:
    return (pages.WEB / path).read_text(encoding="utf-8")
