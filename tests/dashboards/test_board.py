"""Boards: what a declaration may say, and that every panel's query is valid and runs on the example worlds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from graphql import FieldNode, FragmentSpreadNode, OperationDefinitionNode, build_schema, parse, validate

from dashboards.board import Board, InvalidBoard, Panel, boards, in_language, load
from schema import schema_text
from tests.acceptance.examples import JIANGXI, LIUPANSHUI
from tests.acceptance.hubs import Server

DECLARED = """
title = { zh = "看板", en = "Board" }
note = { zh = "说明", en = "Note" }

[[panels]]
name = "cases"
title = { zh = "案件", en = "Cases" }
note = { zh = "说明", en = "Note" }
groups = ["month"]
figures = ["wageCasesFiled"]
query = "query Q($language: Language!) { rows: statistics { wageCasesFiled { ...figure } } }"

[panels.chart]
mark = "bar"
"""


PANELS = [
    pytest.param(panel, id=f"{board.name}-{panel.name}")
    for board in boards().values()
    for panel in board.panels
]


@pytest.mark.parametrize("panel", PANELS)
def test_the_query_of_a_panel_is_valid(panel: Panel) -> None:
    schema = build_schema(schema_text())

    assert [error.message for error in validate(schema, parse(panel.document))] == []


@pytest.mark.parametrize("panel", PANELS)
def test_a_panel_asks_for_what_its_table_shows(panel: Panel) -> None:
    rows, *totals = _asked(panel)

    assert set(panel.groups) <= rows.keys()
    assert [name for name, fragments in rows.items() if fragments] == list(panel.figures)
    for total in totals:
        assert list(total) == list(panel.figures)


@pytest.mark.parametrize(
    ("of_world", "within", "first", "last"),
    [(LIUPANSHUI, "520200", "2019-01", "2019-12"), (JIANGXI, "360000", "2020-05", "2021-03")],
)
def test_every_panel_runs_on_the_example_worlds(
    world: Callable[[str], Server], of_world: str, within: str, first: str, last: str
) -> None:
    server = world(of_world)
    below = "COUNTY" if of_world == LIUPANSHUI else "PREFECTURE"
    drawn = []
    for board in boards().values():
        for panel in board.panels:
            variables = {"within": within, "from": first, "to": last, "by": [below], "language": "ZH"}
            data = server.ask(panel.document, variables)
            assert data["rows"], panel.name
            if any(row[figure]["value"] is not None for row in data["rows"] for figure in panel.figures):
                drawn.append(panel.name)

    assert drawn, "no panel has a value to draw"


def test_a_board_may_say_nothing_unknown(tmp_path: Path) -> None:
    assert _board(tmp_path, DECLARED).panels[0].figures == ("wageCasesFiled",)
    for wrong, problem in (
        (DECLARED.replace("[[panels]]", 'colour = "red"\n[[panels]]', 1), "colour"),
        (DECLARED.replace('figures = ["wageCasesFiled"]', 'figures = ["wages"]'), "no indicator wages"),
        (DECLARED.replace('groups = ["month"]', 'groups = ["week"]'), "groups"),
        (DECLARED.replace(', en = "Board"', ""), "en"),
        (DECLARED + DECLARED[DECLARED.index("[[panels]]") :], "two panels are called cases"),
        (DECLARED.replace("query =", 'charted = ["protestsFiled"]\nquery ='), "not in the table"),
        (DECLARED.replace("[[panels]]", "[[panels]", 1), "board.toml"),
    ):
        with pytest.raises(InvalidBoard, match=problem):
            _board(tmp_path, wrong)


def test_a_board_of_an_extension_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "dashboards" / "boards"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text("order = 9\n" + DECLARED, encoding="utf-8")
    monkeypatch.setenv("HUB_EXTENSIONS", str(tmp_path))

    assert list(boards())[-1] == "mine"


def test_a_chart_is_said_in_one_language() -> None:
    chart = {"encoding": {"y": {"title": {"zh": "万元", "en": "RMB 10,000"}}}, "layer": [{"mark": "bar"}]}

    assert in_language(chart, "en") == {
        "encoding": {"y": {"title": "RMB 10,000"}},
        "layer": [{"mark": "bar"}],
    }


def _board(folder: Path, text: str) -> Board:
    path = folder / "board.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def _asked(panel: Panel) -> list[dict[str, list[str]]]:
    """For `rows` and `total`: the selected fields, each with the fragments that it takes."""
    operation = parse(panel.query).definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    found: dict[str, dict[str, list[str]]] = {}
    for root in operation.selection_set.selections:
        assert isinstance(root, FieldNode)
        assert root.alias is not None
        assert root.selection_set is not None
        found[root.alias.value] = {
            field.name.value: [
                spread.name.value
                for spread in (field.selection_set.selections if field.selection_set else ())
                if isinstance(spread, FragmentSpreadNode)
            ]
            for field in root.selection_set.selections
            if isinstance(field, FieldNode)
        }
    assert list(found) in (["rows"], ["rows", "total"])
    return list(found.values())
