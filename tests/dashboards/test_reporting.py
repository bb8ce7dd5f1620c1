"""The page of who owes what as it leaves the server: both languages, its own scripts only, words that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dashboards import pages
from hub.reporting import SlotState
from hub.settings import Settings
from schema import reporting

WORDS = pages.words("words_reporting.toml")
GROUPS = ("states", "bases", "sides")


@pytest.fixture(scope="module")
def browser() -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(pages.router(Settings()))
    with TestClient(app) as client:
        yield client


def test_the_page_is_served_in_both_languages_and_linked(browser: TestClient) -> None:
    chinese, english = (browser.get("/reporting", params={"lang": name}).text for name in ("zh", "en"))
    assert '<html lang="zh-CN">' in chinese
    assert "报送情况</h1>" in chinese
    assert '<html lang="en">' in english
    assert "Who owes what</h1>" in english
    for page in ("/", "/submit"):
        assert 'href="/reporting?lang=zh"' in browser.get(page).text


def test_it_runs_its_own_scripts_only_and_nothing_inline(browser: TestClient) -> None:
    page = browser.get("/reporting")
    loaded = re.findall(r'(?:src|href)="([^"#?][^"]*)"', page.text)
    assert "unsafe" not in page.headers["content-security-policy"]
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", page.text) == []
    assert re.findall(r"\son\w+=|\sstyle=|<style", page.text) == []
    for address in loaded:
        assert address.startswith("/")
        assert browser.get(address).status_code == 200, address
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", _script())
    labels = "".join(re.findall(r"<label.*?</label>", page.text, re.DOTALL))
    assert re.findall(r"<(?:input|select)[^>]*>", page.text) == re.findall(r"<(?:input|select)[^>]*>", labels)


def test_every_word_is_said_in_both_languages_and_used() -> None:
    for path, said in _leaves(WORDS):
        assert said.keys() == {"zh", "en"}, path
        assert all(said.values()), path
        zh, en = (sorted(re.findall(r"\{\w+\}", text)) for text in (said["zh"], said["en"]))
        assert zh == en, path
    template = (pages.WEB / "templates/reporting.html").read_text(encoding="utf-8")
    shared = (pages.WEB / "static/submit/server.js").read_text(encoding="utf-8")
    named = {
        *re.findall(r"\bwords\.(\w+)", _script()),
        *re.findall(r'data-(?:\w+-)?word="(\w+)"', template),
        *re.findall(r"said\.(\w+)", template),
    }
    assert named - set(WORDS) == set()
    assert set(WORDS) - named - set(GROUPS) - set(re.findall(r"\bwords\.(\w+)", shared)) == set()


def test_every_state_has_a_word_here_and_a_value_in_graphql() -> None:
    names = [state.value for state in SlotState]
    assert list(WORDS["states"]) == names
    assert [state.name for state in reporting.SlotState] == names
    assert set(WORDS["bases"]) == {basis.name for basis in reporting.SlotBasis}


def test_the_font_has_every_character_of_the_words() -> None:
    listed = (pages.WEB / "static/fonts/characters.txt").read_text(encoding="utf-8")
    shown = (pages.WEB / "words_reporting.toml").read_text(encoding="utf-8")
    assert {c for c in shown if c.isprintable()} - set(listed) == set()


def _script() -> str:
    return (pages.WEB / "static/reporting.js").read_text(encoding="utf-8")


def _leaves(value: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, inner in value.items():
        if all(isinstance(one, dict) for one in inner.values()):
            yield from _leaves(inner, f"{path}{key}.")
        else:
            yield path + key, inner
