"""The statistical sheets of the example worlds: their figures cell by cell, and nothing told that is not so."""

import json
from pathlib import Path
from typing import Any

import pytest

from hub.importing.catalogue import sheets
from hub.importing.check import check_file
from hub.importing.measures import LAST_YEAR, VALUE, YEAR_TO_DATE
from hub.importing.parsed import Options, ParsedSubmission
from hub.importing.sheet import Sheet
from hub.indicators.catalogue import indicators
from tests.importing.tables import KEY

ROOT = Path(__file__).resolve().parents[2]
STATISTICAL = {sheet.form: sheet for sheet in sheets().values() if sheet.measures}
FIELDS = {"_ytd": YEAR_TO_DATE, "_last": LAST_YEAR}


def example_files() -> list[Any]:
    found = []
    for world in sorted(path.parent for path in (ROOT / "examples").glob("*/expected.json")):
        expected = json.loads((world / "expected.json").read_text(encoding="utf-8"))
        for entry in expected["files"]:
            for described in entry["sheets"]:
                if described["form"] in STATISTICAL:
                    reported = expected["monthly_reported"][entry["period"]]
                    found.append(pytest.param(world, entry, described, reported, id=Path(entry["file"]).stem))
    return found


def check(path: Path, **options: Any) -> list[ParsedSubmission]:
    return check_file(path.read_bytes(), path.name, Options(**options), digest_key=KEY)


def field_of(name: str) -> str:
    """The field of a name of expected.json: hrss_wages_recovered_ytd_wan -> hrss_wages_recovered.year_to_date."""
    name = name.removesuffix("_wan")
    for ending, part in FIELDS.items():
        if name.endswith(ending):
            return f"{name.removesuffix(ending)}.{part}"
    return f"{name}.{VALUE}"


@pytest.mark.parametrize(("world", "entry", "described", "reported"), example_files())
def test_every_figure_of_a_sheet_is_read_from_its_cell(
    world: Path, entry: dict[str, Any], described: dict[str, Any], reported: dict[str, dict[str, Any]]
) -> None:
    (found,) = check(world / entry["file"])
    assert (found.sheet, found.agency, found.region) == (
        described["name"],
        entry["agency"],
        entry["region"],
    )
    assert (str(found.period), found.problems) == (entry["period"], [])
    letters = {field_of(name): column["col"] for name, column in described["columns"].items()}
    assert {f: letter for f, (_, letter) in found.columns.items() if f != "region_name"} == letters

    rows = {region.removesuffix("-own"): row for region, row in described["row_of_region"].items()}
    figures = {
        (row.values["region_code"], f"{row.values['indicator']}.{part}"): row.values[part]
        for row in found.rows
        for part in (VALUE, *FIELDS.values())
        if row.values[part] is not None
    }
    assert {row.values["region_code"]: row.row_number for row in found.rows} == rows
    assert len(figures) == len(rows) * len(letters)
    if not entry["file"].startswith("corrections/"):
        assert {place: str(value) for place, value in figures.items()} == {
            (region.removesuffix("-own"), field_of(name)): str(value)
            for region, values in reported.items()
            for name, value in values.items()
        }


def test_in_january_the_year_to_date_is_the_month() -> None:
    (found,) = check(ROOT / "tests" / "workbooks" / "15一月累计不等于本月.xlsx")
    assert [(p.cell, p.kind, p.severity) for p in found.problems] == [
        ("F7", "cumulative_mismatch", "warning")
    ]
    assert "complaints_closed" in found.problems[0].message("zh")


@pytest.mark.parametrize("sheet", STATISTICAL.values(), ids=lambda sheet: sheet.form)
def test_a_sheet_measures_in_the_unit_of_the_catalogue(sheet: Sheet) -> None:
    """What ledgers give and what sheets report of one indicator can only be compared in one unit and kind."""
    known = indicators()
    for measure in sheet.measures:
        defined = known.get(measure.indicator)
        if defined is not None:
            assert measure.unit.value == str(defined.unit), measure.indicator
            assert measure.stock == (str(defined.kind) == "stock"), measure.indicator


def test_a_measure_has_one_unit_in_all_sheets() -> None:
    units: dict[str, set[tuple[str, bool]]] = {}
    for sheet in STATISTICAL.values():
        for measure in sheet.measures:
            units.setdefault(measure.indicator, set()).add((measure.unit.value, measure.stock))
    assert {indicator for indicator, found in units.items() if len(found) > 1} == set()
