"""The sentences of every published figure over HTTP, read back to the same region, days, number and change."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tests.acceptance.examples import camel
from tests.acceptance.hubs import Server
from tests.acceptance.test_figures import cases, statistics
from tests.indicators import reading_back

STYLES = ("STANDARD", "EXACT", "MORE_THAN", "OVER", "ABOUT", "NEARLY")
FIELDS = """
value code kind unit definition { zh en }
yearOnYear { base ratio status }
""" + "\n".join(
    f"{language.lower()}{style}: sentence(language: {language}, style: {style})"
    for language in ("ZH", "EN")
    for style in STYLES
)


@pytest.mark.parametrize(("world_name", "case"), list(cases()))
def test_a_sentence_says_what_the_figure_is(
    world: Callable[[str], Server], world_name: str, case: dict[str, Any]
) -> None:
    indicator = case["indicator"].partition(".")[0]
    server = world(world_name)
    [row] = statistics(
        server,
        indicator,
        FIELDS,
        within=case["region"],
        months=(case["from"], case["to"]),
        on=case.get("as_of"),
        where={camel(name): value for name, value in case["filters"].items()} or None,
    )
    figure = row["figure"]
    region = server.ask(
        "query($code: RegionCode!) { region(code: $code) { name } }", {"code": case["region"]}
    )["region"]["name"]
    for language in ("ZH", "EN"):
        for style in STYLES:
            said = figure[f"{language.lower()}{style}"]
            read = reading_back.sentence(said, language)
            assert region in read.what, said
            assert figure["definition"][language.lower()] in read.what, said
            assert read.last <= _end(case), said
            if figure["kind"] == "STOCK":
                assert read.first is None, said
            else:
                assert read.first is None or f"{read.first:%Y-%m}" == case["from"], said
            if figure["value"] is None:
                assert figure["code"] in read.value
                continue
            assert reading_back.value(read.value, language).may_be(Decimal(figure["value"])), said
            _check_change(read, figure["yearOnYear"], language)


def test_a_relative_word_stands_beside_its_days_and_only_where_it_is_true(
    world: Callable[[str], Server],
) -> None:
    fields = ", ".join(
        f'{name}: sentence(language: {language}, publishedOn: "{day}")'
        for name, language, day in (
            ("then", "ZH", "2024-06-26"),
            ("thenEn", "EN", "2024-06-26"),
            ("later", "ZH", "2025-01-10"),
        )
    )
    [row] = statistics(
        world("chuzhou-2024"),
        "supported_lawsuits_handled",
        fields,
        within="341100",
        months=("2024-01", "2024-06"),
        on="2024-06-21",
    )
    told = row["figure"]
    assert told["then"].startswith("今年以来（2024年1月1日至2024年6月21日），")
    assert "so far this year (2024-01-01 to 2024-06-21): " in told["thenEn"]
    assert told["later"].startswith("2024年1月1日至2024年6月21日，")


def _end(case: dict[str, Any]) -> date:
    year, month = map(int, case["to"].split("-"))
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)


def _check_change(read: reading_back.Sentence, change: dict[str, Any], language: str) -> None:
    if change["status"] == "NO_BASE":
        assert read.change is None
        return
    bounds = reading_back.ratio(read.change or "", language)
    if bounds is not None and change["ratio"] is not None:
        assert bounds[0] <= Decimal(change["ratio"]) <= bounds[1], read.change
