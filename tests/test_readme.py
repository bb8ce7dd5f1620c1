"""The README's queries run as they stand and give the answers that it prints."""

from __future__ import annotations

import re
from pathlib import Path

import orjson
import pytest
from pydantic import SecretStr
from rich.console import Console

from hub.commands import demo, query
from hub.settings import Settings

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.xdist_group("readme")  # the demo is made once
QUERY = re.compile(r"<!-- query -->\n```graphql\n(.*?)```\n\n```json\n(.*?)```", re.DOTALL)


def documents() -> list[tuple[str, str]]:
    return QUERY.findall((ROOT / "README.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def hub(module_database_url: str) -> tuple[Settings, str]:
    keys = {"digest_key": SecretStr("k" * 40), "files_key": SecretStr("f" * 40)}
    settings = Settings(database_url=module_database_url, **keys)  # type: ignore[arg-type]
    demo(settings, module_database_url, Console(quiet=True))
    return settings, module_database_url


def test_there_are_eight_queries() -> None:
    assert len(documents()) == 8


@pytest.mark.parametrize("number", range(8))
def test_a_query_gives_the_printed_answer(hub: tuple[Settings, str], number: int) -> None:
    document, answer = documents()[number]
    settings, url = hub
    assert query(settings, url, document, {}, None) == {"data": orjson.loads(answer)}
