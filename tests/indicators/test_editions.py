"""Editions of definitions: each window by its own, as it was known then; comparisons across them withheld or marked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hub.indicators.catalogue import Indicator, InvalidDefinition, edition_digest, indicators, load
from hub.indicators.changes import Status
from hub.indicators.figures import Figure
from hub.indicators.notes import comparability_note
from hub.indicators.numbers import Missing
from hub.indicators.press import Language, change_text
from hub.indicators.question import Reading
from schema.figures import figure_getter
from schema.selection import Selected
from tests.indicators.pictures import Picture

CASES = """
zh = "测试案件数"
en = "Test cases"
definition_zh = "按受理日期统计。"
definition_en = "By the day of acceptance."
source = "P1"
unit = "count"
word_zh = "件"
word_en = "cases"
kind = "flow"
agency = "PROCURATORATE"
version = "2"
valid_from = 2024-04-01

[[parts]]
ledger = "supported_lawsuits"
measure = "count"
date = "accepted_on"
where = [{ field = "forum", op = "is", value = "LITIGATION" }]

[[earlier]]
version = "1"
valid_from = 2016-01-01
definition_zh = "全部案件，按受理日期统计。"

[[earlier.parts]]
ledger = "supported_lawsuits"
measure = "count"
date = "accepted_on"
"""
RATIO = """
zh = "测试占比"
en = "Test share"
definition_zh = "测试案件占办理案件的比重。"
definition_en = "Test cases of those handled."
source = "P1"
unit = "percent"
kind = "ratio"
agency = "PROCURATORATE"
version = "1"
valid_from = 2016-01-01
numerator = "test_cases"
denominator = "supported_lawsuits_accepted"
"""


def catalogue(folder: Path, text: str = CASES) -> Mapping[str, Indicator]:
    folder.mkdir(exist_ok=True)
    (folder / "test_cases.toml").write_text(text, encoding="utf-8")
    (folder / "test_share.toml").write_text(RATIO, encoding="utf-8")
    return indicators((folder,))


@pytest.fixture
def picture(database_url: str) -> Picture:
    """In each month of 2023 and 2024 two lawsuits and one arbitration."""
    picture = Picture(database_url)
    for year in (2023, 2024):
        rows = [
            {"region_code": "360102", "accepted_on": date(year, month, day), "forum": forum}
            for month in range(1, 13)
            for day, forum in ((1, "LITIGATION"), (2, "LITIGATION"), (3, "ARBITRATION"))
        ]
        picture.submit("supported_lawsuits", "PROCURATORATE:360000", f"{year}-01..{year}-12", rows)
    return picture


def figures(picture: Picture, known: Mapping[str, Indicator], *asked: Any, **rest: Any) -> list[Figure]:
    found = picture.ask("360000", *asked, catalogue=known, **rest)
    return [Figure(found, found.question.asked[0].indicator, row) for row in found.rows]


def test_every_window_counts_by_the_edition_of_its_end(picture: Picture, tmp_path: Path) -> None:
    known = catalogue(tmp_path)
    found = figures(picture, known, "2024-02", "2024-05", "test_cases", by=["MONTH"])
    assert [f.number.value for f in found] == [3, 3, 2, 2]
    assert [f.definition.version for f in found] == ["1", "1", "2", "2"]
    assert found[0].definition.definition_zh == "全部案件，按受理日期统计。"
    (whole,) = figures(picture, known, "2024-02", "2024-05", "test_cases")
    assert (whole.number.value, whole.definition.version) == (Decimal(8), "2")


def test_a_comparison_across_a_change_is_withheld(picture: Picture, tmp_path: Path) -> None:
    known = catalogue(tmp_path)
    (june,) = figures(picture, known, "2024-06", "2024-06", "test_cases")
    change = june.change(Reading.YEAR_BEFORE)
    assert change.status is Status.DEFINITION_CHANGED
    assert (change.value, change.base, change.difference, change.ratio) == (Decimal(2), None, None, None)
    assert change_text(change) == "统计口径已变更，不作比较"
    assert comparability_note(change, Language.EN) == (
        "the definition changed (base: version 1, now: version 2), not compared"
    )
    before = june.change(Reading.PREVIOUS)
    assert (before.base, before.versions, comparability_note(before)) == (Decimal(2), None, None)
    assert june.to_date.value is None
    (march,) = figures(picture, known, "2024-03", "2024-03", "test_cases")
    assert march.change(Reading.YEAR_BEFORE).base == 3
    assert march.to_date.value == 9


def test_a_comparable_edition_is_compared_and_marked(picture: Picture, tmp_path: Path) -> None:
    known = catalogue(tmp_path, CASES.replace('version = "2"', 'version = "2"\ncomparable = true', 1))
    (june,) = figures(picture, known, "2024-06", "2024-06", "test_cases")
    change = june.change(Reading.YEAR_BEFORE)
    assert (change.status, change.base, change.difference) == (Status.SMALL_BASE, Decimal(3), Decimal(-1))
    assert comparability_note(change) == "统计口径已变更（上期第1版，本期第2版），经认定可比"
    assert june.to_date.value == 12


def test_the_interface_tells_of_the_edition_and_of_the_change(picture: Picture, tmp_path: Path) -> None:
    known = catalogue(tmp_path)
    march, june = (figures(picture, known, month, month, "test_cases")[0] for month in ("2024-03", "2024-06"))
    definition = leaf("definition", "Indicator", leaf("version"), leaf("editions", "", leaf("version")))
    note = leaf("comparabilityNote", language="EN")
    change = leaf("yearOnYear", "Change", leaf("status"), leaf("base"), note)
    fields = (leaf("value"), leaf("definitionVersion"), definition, change)
    write = figure_getter(leaf("test", "Figure", *fields), known["test_cases"], known)
    editions = [{"version": "2"}, {"version": "1"}]
    assert write(march) == {
        "value": "3",
        "definitionVersion": "1",
        "definition": {"version": "1", "editions": editions},
        "yearOnYear": {"status": "SMALL_BASE", "base": "3", "comparabilityNote": None},
    }
    assert write(june)["definition"] == {"version": "2", "editions": editions}
    assert write(june)["yearOnYear"] == {
        "status": "DEFINITION_CHANGED",
        "base": None,
        "comparabilityNote": "the definition changed (base: version 1, now: version 2), not compared",
    }


def leaf(name: str, type_name: str = "", *fields: Selected, **arguments: str) -> Selected:
    return Selected(name, name, dict(arguments), fields, type_name)


def test_a_ratio_changes_with_what_it_is_made_of(picture: Picture, tmp_path: Path) -> None:
    known = catalogue(tmp_path)
    march, april = figures(picture, known, "2024-03", "2024-04", "test_share", by=["MONTH"])
    assert (march.number.numerator, march.number.denominator) == (Decimal(3), Decimal(2))
    assert (april.number.numerator, april.number.value) == (Decimal(2), Decimal(100))
    assert april.change(Reading.YEAR_BEFORE).status is Status.DEFINITION_CHANGED
    assert march.change(Reading.YEAR_BEFORE).percentage_points == 0


def test_a_question_as_of_then_is_answered_by_what_was_known_then(picture: Picture, tmp_path: Path) -> None:
    later = 'version = "2"\nknown_from = 2026-01-02'
    known = catalogue(tmp_path, CASES.replace('version = "2"', later, 1))
    asked = ("2024-06", "2024-06", "test_cases")
    (now,) = figures(picture, known, *asked, definitions_on=date(2026, 1, 2))
    assert (now.number.value, now.definition.version) == (Decimal(2), "2")
    for then in (
        {"as_of": datetime(2026, 1, 1, 12, tzinfo=UTC)},
        {"version": 2},  # of 2026-01-01
        {"definitions_on": date(2026, 1, 1)},
    ):
        (found,) = figures(picture, known, *asked, **then)
        assert (found.number.value, found.definition.version) == (Decimal(3), "1"), then
    (found,) = figures(picture, known, *asked, version=2, definitions_on=date(2026, 1, 3))
    assert found.number.value == 2


def test_before_the_first_edition_there_is_no_definition(picture: Picture, tmp_path: Path) -> None:
    text = CASES.replace("valid_from = 2016-01-01", "valid_from = 2023-06-01", 1)
    known = catalogue(tmp_path, text)
    found = figures(picture, known, "2023-05", "2023-06", "test_cases", by=["MONTH"])
    assert [f.number.missing or f.number.value for f in found] == [Missing.NO_DEFINITION, 3]
    assert found[1].change(Reading.PREVIOUS).status is Status.NO_BASE


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ('version = "1"', 'version = "2"', "a version of its own"),
        ("valid_from = 2016-01-01", "valid_from = 2024-05-01", "the newest edition stands at the top"),
        ("valid_from = 2016-01-01", "valid_from = 2024-04-01", "known since the same day"),
    ],
)
def test_wrong_editions_are_refused(tmp_path: Path, was: str, now: str, said: str) -> None:
    path = tmp_path / "test_cases.toml"
    path.write_text(CASES.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(InvalidDefinition, match=said):
        load(path)


def test_editions_of_unlike_units_cannot_be_comparable(tmp_path: Path) -> None:
    head, _, tail = CASES.partition("[[earlier]]")
    tail = tail.replace('version = "1"', 'version = "1"\nunit = "persons"')
    tail = tail.replace('measure = "count"', 'measure = "sum:workers_count"')
    path = tmp_path / "test_cases.toml"
    path.write_text(f"{head}[[earlier]]{tail}", encoding="utf-8")
    assert [edition.unit for edition in load(path).editions] == ["count", "persons"]
    head = head.replace('version = "2"', 'version = "2"\ncomparable = true')
    path.write_text(f"{head}[[earlier]]{tail}", encoding="utf-8")
    with pytest.raises(
        InvalidDefinition, match=r"version 2 .* cannot be comparable with version 1 \(persons"
    ):
        load(path)


def test_the_digest_tells_what_decides_the_number_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "test_cases.toml"

    def digest(text: str) -> str:
        path.write_text(text, encoding="utf-8")
        return edition_digest(load(path))

    plain = digest(CASES)
    assert digest(CASES.replace("测试案件数", "案件数")) == plain
    grouped = 'date = "accepted_on"\ndimensions = { channel = "source" }\nwhere'
    assert digest(CASES.replace('date = "accepted_on"\nwhere', grouped)) == plain
    assert digest(CASES.replace('"LITIGATION"', '"ARBITRATION"')) != plain
    assert digest(CASES.replace("valid_from = 2024-04-01", "valid_from = 2024-05-01")) != plain
