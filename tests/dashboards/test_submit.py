"""The page for clerks as it leaves the server: both languages, its own scripts only, words that exist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from dashboards import pages
from hub.settings import Settings

WORDS = pages.words("words_submit.toml")


@pytest.fixture(scope="module")
def browser() -> Iterator[TestClient]:
    app = FastAPI()
    app.include_router(pages.router(Settings()))
    with TestClient(app) as client:
        yield client


def test_the_page_is_served_in_both_languages(browser: TestClient) -> None:
    chinese, english = (browser.get("/submit", params={"lang": name}).text for name in ("zh", "en"))

    assert '<html lang="zh-CN">' in chinese
    assert "报送台账和报表</h1>" in chinese
    assert '<html lang="en">' in english
    assert "Send registers and reports</h1>" in english
    assert browser.get("/submit").text == chinese


def test_it_runs_its_own_scripts_only_and_nothing_inline(browser: TestClient) -> None:
    page = browser.get("/submit")
    loaded = re.findall(r'(?:src|href)="([^"#?][^"]*)"', page.text)

    policy = page.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert re.findall(r"<script(?![^>]*(?:src=|application/json))", page.text) == []
    assert re.findall(r"\son\w+=|\sstyle=|<style", page.text) == []
    assert all(address.startswith("/") for address in loaded)
    for address in loaded:
        assert browser.get(address).status_code == 200, address


def test_scripts_import_what_is_there_and_never_make_markup(browser: TestClient) -> None:
    scripts = _scripts()
    for name, text in scripts.items():
        assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", text), name
        for imported in re.findall(r'from "(\.[^"]+)"', text):
            address = str(browser.get(f"/static/{name}").url.join(imported))
            assert browser.get(address).status_code == 200, (name, imported)


def test_every_input_of_the_page_has_a_label(browser: TestClient) -> None:
    page = browser.get("/submit").text
    labels = "".join(re.findall(r"<label.*?</label>", page, re.DOTALL))

    assert re.findall(r"<(?:input|select|textarea)[^>]*>", page) == re.findall(
        r"<(?:input|select|textarea)[^>]*>", labels
    )


def test_every_word_is_said_in_both_languages_with_the_same_placeholders() -> None:
    for path, said in _leaves(WORDS):
        assert said.keys() == {"zh", "en"}, path
        assert all(said.values()), path
        zh, en = (sorted(re.findall(r"\{\w+\}", text)) for text in (said["zh"], said["en"]))
        assert zh == en, path


def test_the_scripts_use_words_that_exist_and_every_word_is_used() -> None:
    template = (pages.WEB / "templates/submit.html").read_text(encoding="utf-8")
    text = "\n".join(_scripts().values())
    named = {
        *re.findall(r"\bwords\.(\w+)", text),
        *re.findall(r'data-(?:\w+-)?word="(\w+)"', template),
        *re.findall(r"said\.(\w+)", template),
    }
    by_severity = {
        f"{severity}{ending}" for severity in ("error", "warning", "notice") for ending in ("", "_count")
    }

    assert named - set(WORDS) == set()
    assert set(WORDS) - named - by_severity == set()


def test_the_font_has_every_character_of_the_words() -> None:
    listed = (pages.WEB / "static/fonts/characters.txt").read_text(encoding="utf-8")
    shown = (pages.WEB / "words_submit.toml").read_text(encoding="utf-8")

    assert {c for c in shown if c.isprintable()} - set(listed) == set()


def _scripts() -> dict[str, str]:
    return {
        name: file.path.read_text(encoding="utf-8")
        for name, file in pages.static_files().items()
        if name.startswith("submit") and name.endswith(".js")
    }


def _leaves(value: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, Mapping[str, str]]]:
    for key, inner in value.items():
        if all(isinstance(one, dict) for one in inner.values()):
            yield from _leaves(inner, f"{path}{key}.")
        else:
            yield path + key, inner
