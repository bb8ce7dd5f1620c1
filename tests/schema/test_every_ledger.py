"""Every ledger alike: relations lead where they say, nodes are found again, sums are offered where they mean something."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

import pytest

from hub.ledgers.base import LedgerRow, Nature, Relation
from hub.ledgers.catalogue import ledgers
from schema.build import build_schema
from schema.entities import Kind, camel, entities
from tests.schema.picture import Hub

REGION = "520302"
_numbers = count(1)


@pytest.fixture(scope="module")
def hub(module_database_url: str) -> Hub:
    return Hub(module_database_url)


def relations(*, of_employers: bool) -> list[Any]:
    return [
        pytest.param(name, relation, id=f"{name}.{relation.name}")
        for name, ledger in sorted(ledgers().items())
        for relation in ledger.relations
        if (relation.to == "employers") is of_employers
    ]


def entered(hub: Hub, ledger: str, **values: Any) -> int:
    """A live row of the prefecture 520300, with the newest state of its unit where it is one of a snapshot."""
    table = ledgers()[ledger]
    if table.nature is Nature.SNAPSHOT:
        values["submission_id"] = hub.submission(ledger, date(2020, 3, 1), version=1, region_code="520300")
    return hub.row(ledger, REGION, **{**_least(table), **values})


def _least(ledger: type[LedgerRow]) -> dict[str, Any]:
    own = [ledger.table().c[name] for name in ledger.own_columns()]
    return {c.name: f"{next(_numbers)}" for c in own if not c.nullable}


@pytest.mark.parametrize(("ledger", "relation"), relations(of_employers=False))
def test_a_relation_leads_to_the_rows_with_equal_columns(hub: Hub, ledger: str, relation: Relation) -> None:
    given = {"province_code", "prefecture_code", "region_code", "month"}
    shared = {pair: f"K{next(_numbers)}" for pair in relation.on if not set(pair) & given}
    entered(hub, ledger, **{here: value for (here, _), value in shared.items()})
    there = entered(hub, relation.to, **{column: value for (_, column), value in shared.items()})
    entered(hub, relation.to)  # another, of other columns
    root, name = camel(entities()[ledger].root), camel(relation.name)
    answered = f"{name} {{ nodes {{ id }} totalCount }}" if relation.many else f"{name} {{ id }}"
    data = hub.ask(f'{{ {root}(first: 1000, where: {{within: "520300"}}) {{ nodes {{ {answered} }} }} }}')
    assert hub.statements == 1
    found = [node[name] for node in data[root]["nodes"]]
    ids = [n["id"] for f in found if f for n in (f["nodes"] if relation.many else [f])]
    assert f"{entities()[relation.to].type_name}:520000:{there}" in ids


@pytest.mark.parametrize(("ledger", "relation"), relations(of_employers=True))
def test_an_employer_and_its_records_lead_to_each_other(hub: Hub, ledger: str, relation: Relation) -> None:
    key = f"91520300MA{next(_numbers):08d}"
    column = relation.on[0][0]
    hub.insert("employers", key=key, uscc=key, name="遵义甲公司", region_code="520300")
    entered(hub, ledger, **{column: key})
    known = entities()
    root, name = camel(known[ledger].root), camel(relation.name)
    (field,) = [
        camel(link.name)
        for link in known["employers"].links.values()
        if link.to == ledger and link.through is None and link.on == (("key", column),)
    ]
    data = hub.ask(
        f'{{ {root}(where: {{employer: "{key}"}}) {{ nodes {{ id {name} {{ uscc }} }} }} '
        f'employer(uscc: "{key}") {{ {field} {{ nodes {{ id }} aggregate {{ count }} }} }} }}'
    )
    assert hub.statements == 2
    (record,) = data[root]["nodes"]
    assert record[name] == {"uscc": key}
    assert data["employer"][field] == {"nodes": [{"id": record["id"]}], "aggregate": {"count": 1}}


@pytest.mark.parametrize("ledger", sorted(ledgers()))
def test_a_row_is_found_again_filtered_and_added_up(hub: Hub, ledger: str) -> None:
    entity = entities()[ledger]
    row = entered(hub, ledger)
    core = build_schema(hub.settings.query_depth_max)._schema.type_map
    root, of_type = camel(entity.root), entity.type_name
    inside, exactly = 'within: "520300"', f'{{region: "{REGION}"}}'
    blank = ", ".join(
        f"{camel(s.name)}: {{isNull: false}}"
        for s in entity.scalars.values()
        if s.kind not in (Kind.NUMBER, Kind.TIME, Kind.YES_NO)
    )
    parts = " ".join(
        f"{part} {{ {' '.join(core[f'{of_type}{kind}'].fields)} }}"  # type: ignore[attr-defined]
        for part, kind in (("sum", "Sums"), ("min", "Extremes"), ("max", "Extremes"))
        if part in core[f"{of_type}Aggregate"].fields  # type: ignore[attr-defined]
    )
    data = hub.ask(
        f'{{ node(id: "{of_type}:520000:{row}") {{ id __typename }} '
        f"{root}(first: 1, where: {{{inside}, or: [{{{blank}}}, {exactly}]}}) "
        f"{{ totalCount aggregate {{ count {parts} }} }} }}"
    )
    assert hub.statements == 2
    assert data["node"] == {"id": f"{of_type}:520000:{row}", "__typename": of_type}
    assert data[root]["totalCount"] == data[root]["aggregate"]["count"] >= 1


def test_percentages_years_terms_and_figures_of_unlike_units_are_never_added() -> None:
    core = build_schema()._schema.type_map
    for of_type, name in (
        ("WageDeposit", "ratio"),
        ("BlacklistEntry", "termMonths"),
        ("JointMeeting", "ordinal"),
        ("TypicalCase", "year"),
        ("EvaluationResult", "year"),
        ("ReportedFigure", "value"),
        ("ReportedFigure", "yearToDate"),
    ):
        assert name in core[of_type].fields  # type: ignore[attr-defined]
        assert name in core[f"{of_type}Extremes"].fields  # type: ignore[attr-defined]
        sums = core.get(f"{of_type}Sums")
        assert sums is None or name not in sums.fields  # type: ignore[attr-defined]
    assert "storedAmount" in core["WageDepositSums"].fields  # type: ignore[attr-defined]


@pytest.mark.parametrize("ledger", sorted(ledgers()))
def test_every_ledger_and_column_is_described_in_both_languages(ledger: str) -> None:
    entity = entities()[ledger]
    table = ledgers()[ledger]
    said = {ledger: entity.description}
    said |= {s.name: s.description for s in entity.scalars.values()}
    said |= {relation.name: relation.description for relation in table.relations}
    for name, description in said.items():
        assert any("一" <= letter <= "鿿" for letter in description), f"{ledger}.{name}: {description}"
        assert any("a" <= letter <= "z" for letter in description), f"{ledger}.{name}: {description}"
        assert "\n  " not in description, f"{ledger}.{name}: {description}"
