"""The definitions: all load, say what they must, and a wrong one is refused with its name."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from hub.indicators.catalogue import DEFINITIONS, InvalidDefinition, Kind, indicators, load
from hub.indicators.question import Reading
from tests.indicators.pictures import Picture

GOOD = """
zh = "测试"
en = "Test"
definition_zh = "按受理日期。"
definition_en = "By the day of acceptance."
source = "P1"
unit = "count"
kind = "flow"
agency = "PROCURATORATE"
version = "1"
valid_from = 2016-01-01

[[parts]]
ledger = "supported_lawsuits"
measure = "count"
date = "accepted_on"
"""


def test_every_definition_loads_and_speaks_two_languages() -> None:
    known = indicators()
    assert set(known) == {path.stem for path in DEFINITIONS.glob("*.toml")}
    assert len({i.field for i in known.values()}) == len(known)
    for indicator in known.values():
        assert indicator.definition_zh.endswith("。"), indicator.code
        assert indicator.definition_en.endswith("."), indicator.code
        assert bool(indicator.word_zh) == (indicator.unit not in ("yuan", "percent")), indicator.code
        assert (indicator.kind is Kind.RATIO) == (indicator.unit == "percent"), indicator.code


def test_a_newcomer_adds_one_file(tmp_path: Path) -> None:
    (tmp_path / "test_cases.toml").write_text(GOOD, encoding="utf-8")
    assert indicators((tmp_path,))["test_cases"].field == "testCases"


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('version = "1"', 'version = "1"\ncolour = "red"', "colour"),
        ('ledger = "supported_lawsuits"', 'ledger = "no_such"', "no ledger no_such"),
        ('date = "accepted_on"', 'date = "born_on"', "no column born_on"),
        ('measure = "count"', 'measure = "sum:nothing"', "no column nothing"),
        ('measure = "count"', 'measure = "max:claim_amount"', "measure"),
        ('agency = "PROCURATORATE"', 'agency = "NOBODY"', "no agency NOBODY"),
        ('date = "accepted_on"', "", "a flow has"),
        ('kind = "flow"', 'kind = "stock"', "a stock of a ledger"),
        ('kind = "flow"', 'kind = "ratio"', "numerator"),
        (
            'date = "accepted_on"',
            'date = "accepted_on"\ndimensions = { shoe = "forum" }',
            "no dimension shoe",
        ),
        ('zh = "测试"\n', "", "zh"),
    ],
)
def test_a_wrong_definition_is_refused(tmp_path: Path, was: str, now: str, said: str) -> None:
    path = tmp_path / "test_cases.toml"
    path.write_text(GOOD.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(InvalidDefinition, match=said) as refused:
        load(path)
    assert "test_cases.toml" in str(refused.value)


def test_a_newcomers_indicator_answers(tmp_path: Path, database_url: str) -> None:
    (tmp_path / "test_cases.toml").write_text(GOOD, encoding="utf-8")
    known = indicators((tmp_path,))
    picture = Picture(database_url)
    picture.submit(
        "supported_lawsuits", "PROCURATORATE:360100", "2021-01", [{"accepted_on": date(2021, 1, 2)}]
    )
    found = picture.ask("360100", "2021-01", "2021-01", "test_cases", catalogue=known)
    assert found.number(known["test_cases"], found.rows[0], Reading.CURRENT).value == 1
