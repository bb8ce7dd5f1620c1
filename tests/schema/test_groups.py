"""Groups of every ledger: what the database groups equals what plain Python groups from the listed nodes."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from sqlalchemy import ARRAY, Boolean, Date, Integer, Numeric, Text

from hub.access.viewer import Viewer
from hub.ledgers.base import LedgerRow, Nature
from hub.ledgers.catalogue import ledgers
from hub.regions import register
from schema.entities import Entity, Kind, camel, entities
from schema.groupings import Grouping, groupings, summed
from tests.schema.picture import Hub

REGIONS = ("360000", "360100", "360102", "3601Z1", "360700", "360702")
ROWS = 24
AT_ONCE = 12
"""Questions in one document."""
_numbers = count(1)

Row = dict[str, Any]


@pytest.fixture(scope="module")
def hub(module_database_url: str) -> Hub:
    return Hub(module_database_url)


def random_value(column: Any, chance: random.Random) -> Any:
    """A value of a small pool, so that groups have several rows; blanks of every kind among them."""
    blank = column.nullable and chance.random() < 0.3
    codes = column.info.get("codes")
    if isinstance(column.type, ARRAY):
        known = [m.name for m in codes]
        return None if blank else [chance.choice(known) for _ in range(chance.randrange(4))]
    if blank:
        return None
    if codes is not None:
        return chance.choice([m.name for m in codes][:3])
    if isinstance(column.type, Boolean):
        return chance.random() < 0.5
    if isinstance(column.type, Date):
        day = date(chance.choice((2019, 2020)), chance.randrange(1, 13), chance.choice((1, 28)))
        return day.replace(day=1) if column.info.get("month") else day
    if isinstance(column.type, Numeric):
        return Decimal(chance.randrange(-500, 100_000)) / 100
    if isinstance(column.type, Integer):
        return chance.randrange(4)
    assert isinstance(column.type, Text)
    return chance.choice(("甲", '乙"\\', "", "丙\n"))


def filled_with(hub: Hub, ledger: type[LedgerRow], chance: random.Random) -> None:
    """Rows of one ledger in several regions."""
    table, name = ledger.table(), ledger.ledger_name()
    for region in REGIONS:
        sent = 1
        if ledger.nature is Nature.SNAPSHOT:
            unit = region[:4] + "00"
            sent = hub.submission(name, date(2020, 3, 1), version=1, region_code=unit)
        for _ in range(ROWS // len(REGIONS)):
            own = {n: random_value(table.c[n], chance) for n in ledger.own_columns() if n != "source_row"}
            if "source_row" in ledger.own_columns():
                own["source_row"] = next(_numbers)
            if ledger.nature is not Nature.SNAPSHOT:
                own["month"] = date(2020, chance.randrange(1, 7), 1)
            hub.row(name, region, submission_id=sent, **own)


def random_where(entity: Entity, chance: random.Random) -> str:
    """A region, and often whether some column is blank."""
    place = chance.choice(('within: "360000"', 'within: "360100"', 'region: "360702"'))
    told = [s for s in entity.scalars.values() if s.kind not in (Kind.NUMBER, Kind.TIME, Kind.YES_NO)]
    blank = f"{camel(chance.choice(told).name)}: {{isNull: {chance.choice(('true', 'false'))}}}"
    return chance.choice((place, f"{place}, {blank}", f"{place}, not: {{{blank}}}"))


def asked_for(grouping: Grouping) -> str:
    return f"{camel(grouping.field)} {{ code }}" if grouping.kind is None else camel(grouping.field)


def keys_of(node: Row, grouping: Grouping) -> list[Any]:
    """The groups in which a listed node counts."""
    if grouping.kind is None:
        code = node["region"]["code"]
        if grouping.member == "PROVINCE":
            return [code[:2] + "0000"]
        if grouping.member == "PREFECTURE":
            return [register().prefecture_of(code)]
        return [code[:4] + "00" if "Z" in code else code]
    assert grouping.scalar is not None
    value = node[camel(grouping.scalar.name)]
    if grouping.several:
        return sorted(set(value or ())) or [None]
    if value is None or value == "":
        return [None]
    if grouping.scalar.kind in (Kind.DAY, Kind.MONTH):
        year, month = int(value[:4]), int(value[5:7])
        if grouping.kind is Kind.MONTH:
            return [value[:7]]
        return [f"{year}-Q{(month + 2) // 3}"] if grouping.kind is Kind.PLAIN else [year]
    return [value]


def regrouped(nodes: Iterable[Row], by: list[Grouping]) -> dict[tuple[Any, ...], list[Row]]:
    found: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for node in nodes:
        combinations: list[tuple[Any, ...]] = [()]
        for grouping in by:
            combinations = [(*c, key) for c in combinations for key in keys_of(node, grouping)]
        for combination in combinations:
            found[combination].append(node)
    return found


def total(rows: Iterable[Row], name: str) -> Decimal | None:
    values = [Decimal(row[name]) for row in rows if row[name] is not None]
    return sum(values, Decimal(0)) if values else None


def extreme(pick: Callable[[Iterable[Any]], Any], rows: Iterable[Row], name: str) -> Any:
    return pick((row[name] for row in rows if row[name] is not None), default=None)  # type: ignore[call-arg]


def in_order(keys: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """By the keys, blank ones last."""
    return sorted(keys, key=lambda key: [(part is None, part if part is not None else 0) for part in key])


@pytest.mark.parametrize("ledger", sorted(ledgers()))
def test_groups_equal_those_that_python_makes_of_the_listed_nodes(hub: Hub, ledger: str) -> None:
    chance = random.Random(ledger)
    entity = entities()[ledger]
    filled_with(hub, ledgers()[ledger], chance)
    known = list(groupings(entity).values())
    sums = summed(entity)
    scalars = " ".join(camel(s.name) for s in entity.scalars.values())
    dates = [camel(s.name) for s in entity.scalars.values() if s.kind in (Kind.DAY, Kind.MONTH)]
    added = f"sum {{ {' '.join(sums)} }}" if sums else ""
    answered = f"aggregate {{ count {added} min {{ {' '.join(dates)} }} }}"
    questions = [[g] for g in known] + [chance.sample(known, chance.randrange(2, 5)) for _ in range(9)]
    for some in (questions[start : start + AT_ONCE] for start in range(0, len(questions), AT_ONCE)):
        where = random_where(entity, chance)
        top = "having: {count: {gte: 2}}, orderBy: [{field: COUNT, direction: DESC}], first: 3"
        parts = [
            f"g{i}: groups(by: [{', '.join(g.member for g in by)}], first: 1000)"
            f" {{ {' '.join(asked_for(g) for g in by)} count {answered if len(by) > 1 else ''} }}"
            for i, by in enumerate(some)
        ]
        several = {i: by for i, by in enumerate(some) if len(by) > 1}
        parts += [
            f"top{i}: groups(by: [{', '.join(g.member for g in by)}], {top})"
            f" {{ {' '.join(asked_for(g) for g in by)} count }}"
            for i, by in several.items()
        ]
        data = hub.ask(
            f"{{ found: {camel(entity.root)}(where: {{{where}}}, first: 1000) {{"
            f" nodes {{ region {{ code }} {scalars} }} {' '.join(parts)} }} }}"
        )["found"]
        assert hub.statements == 1
        for i, by in enumerate(some):
            expected = regrouped(data["nodes"], by)
            found = {key_of(group, by): group for group in data[f"g{i}"]}
            assert len(data[f"g{i}"]) == len(found)
            assert list(found) == in_order(expected), by
            assert {key: group["count"] for key, group in found.items()} == {
                key: len(rows) for key, rows in expected.items()
            }
            if i not in several:
                continue
            ranked = [key for key in in_order(expected) if len(expected[key]) >= 2]
            ranked.sort(key=lambda key: -len(expected[key]))
            assert [key_of(group, by) for group in data[f"top{i}"]] == ranked[:3]
            for key, rows in expected.items():
                group = found[key]
                assert group["aggregate"]["count"] == len(rows)
                for name in sums:
                    given = group["aggregate"]["sum"][name]
                    assert (None if given is None else Decimal(given)) == total(rows, name)
                for name in dates:
                    assert group["aggregate"]["min"][name] == extreme(min, rows, name)


def key_of(group: Row, by: list[Grouping]) -> tuple[Any, ...]:
    values = [group[camel(g.field)] for g in by]
    return tuple(v["code"] if isinstance(v, dict) else v for v in values)


def test_every_column_that_names_or_dates_something_can_be_grouped_by() -> None:
    for entity in entities().values():
        if not entity.root:
            continue
        members = groupings(entity)
        assert list(members)[:3] == ["PROVINCE", "PREFECTURE", "COUNTY"]
        for scalar in entity.scalars.values():
            stem = scalar.name.upper()
            match scalar.kind:
                case Kind.CODE | Kind.CODES | Kind.YES_NO:
                    assert stem in members
                case Kind.DAY:
                    assert {f"{stem}_MONTH", f"{stem}_QUARTER", f"{stem}_YEAR"} <= members.keys()
                case Kind.MONTH:
                    assert {stem, f"{stem}_QUARTER", f"{stem}_YEAR"} <= members.keys()
        assert not {"NOTE", "WORKSHEET", "ROW_NUMBER", "EMPLOYER_KEY"} & members.keys()


@pytest.fixture(scope="module")
def projects(hub: Hub) -> Hub:
    sent = {
        region: hub.submission("projects", date(2020, 3, 1), version=1, region_code=region)
        for region in ("520300", "520400")
    }
    for region, department, amount in (
        ("520302", "住建局", "100.50"),
        ("520302", "住建局", "200.00"),
        ("520303", "交通局", "50.00"),
        ("520303", None, "50.00"),
        ("520403", "水利局", "1000000.01"),
    ):
        hub.row(
            "projects",
            region,
            submission_id=sent[region[:4] + "00"],
            project_code=f"P{next(_numbers)}",
            department=department,
            contract_amount=Decimal(amount),
        )
    return hub


def departments(hub: Hub, arguments: str, where: str = 'within: "520000"') -> list[Any]:
    data = hub.ask(
        f"{{ projects(where: {{{where}}}) {{ groups(by: [DEPARTMENT] {arguments}) "
        "{ department count aggregate { sum { contractAmount } } } } }"
    )
    assert hub.statements == 1
    return [
        (g["department"], g["count"], g["aggregate"]["sum"]["contractAmount"])
        for g in data["projects"]["groups"]
    ]


def test_conditions_on_groups_hold_for_counts_and_sums(projects: Hub) -> None:
    assert departments(projects, "having: {count: {gte: 2}}") == [("住建局", 2, "300.50")]
    assert departments(projects, "having: {count: {in: [1]}, sum: {contractAmount: {lte: 50}}}") == [
        ("交通局", 1, "50.00"),
        (None, 1, "50.00"),
    ]
    million = 'having: {sum: {contractAmount: {gt: "1000000"}}}'
    assert departments(projects, million) == [("水利局", 1, "1000000.01")]
    assert departments(projects, "having: {count: {gt: 5}}") == []


def test_the_first_groups_come_in_the_order_asked_and_ties_by_key(projects: Hub) -> None:
    by_count = "orderBy: [{field: COUNT, direction: DESC}]"
    assert [d for d, *_ in departments(projects, by_count)] == ["住建局", "交通局", "水利局", None]
    by_sum = "orderBy: [{field: SUM_CONTRACT_AMOUNT, direction: DESC}], first: 2"
    assert [d for d, *_ in departments(projects, by_sum)] == ["水利局", "住建局"]
    by_key = "orderBy: [{field: DEPARTMENT, direction: DESC}]"
    assert [d for d, *_ in departments(projects, by_key)] == ["水利局", "住建局", "交通局", None]
    assert departments(projects, "first: 0") == []


def test_aliases_variables_and_groups_below_a_node_are_one_statement(projects: Hub) -> None:
    data = projects.ask(
        """query ($by: [ProjectGroupBy!]!, $least: Int) { projects(where: {within: "520300"}, first: 1) {
            totalCount dataVersion
            nodes { region { code } accounts { groups(by: [BANK]) { bank count } } }
            a: groups(by: $by, having: {count: {gte: $least}}) { __typename key: county { code name } n: count month }
            b: groups(by: [PREFECTURE, PREFECTURE]) { prefecture { code } aggregate { count max { contractAmount } } }
        } }""",
        {"by": ["COUNTY"], "least": 2},
    )["projects"]
    assert projects.statements == 1
    assert data["totalCount"] == 4
    assert data["nodes"] == [{"region": {"code": "520302"}, "accounts": {"groups": []}}]
    assert data["a"] == [
        {"__typename": "ProjectGroup", "key": {"code": "520302", "name": "红花岗区"}, "n": 2, "month": None},
        {"__typename": "ProjectGroup", "key": {"code": "520303", "name": "汇川区"}, "n": 2, "month": None},
    ]
    assert data["b"] == [
        {"prefecture": {"code": "520300"}, "aggregate": {"count": 4, "max": {"contractAmount": "200.00"}}}
    ]


def test_groups_of_employers_follow_the_region_of_registration(hub: Hub) -> None:
    for key, region in (
        ("E1", "520302"),
        ("E2", "520303"),
        ("E3", "429004"),
        ("E4", "3601Z1"),
        ("E5", "520300"),
    ):
        hub.insert("employers", key=key, uscc=None, name=key, region_code=region)

    def counted(by: str, field: str) -> list[tuple[str, int]]:
        data = hub.ask(f"{{ employers {{ groups(by: [{by}], first: 50) {{ {field} {{ code }} count }} }} }}")
        return [(g[field]["code"], g["count"]) for g in data["employers"]["groups"]]

    assert counted("PROVINCE", "province") == [("360000", 1), ("420000", 1), ("520000", 3)]
    assert counted("PREFECTURE", "prefecture") == [("360100", 1), ("429004", 1), ("520300", 3)]
    assert counted("COUNTY", "county") == [
        ("360100", 1), ("429004", 1), ("520300", 1), ("520302", 1), ("520303", 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("by: []", "BAD_REQUEST"),
        ("by: [SECTOR, FUNDING, STATUS, REAL_NAME, MONTH]", "LIMIT_EXCEEDED"),
        ("by: [SECTOR], first: 1001", "LIMIT_EXCEEDED"),
        ("by: [SECTOR], first: -1", "BAD_REQUEST"),
        ("by: [SECTOR], orderBy: [{field: FUNDING}]", "BAD_REQUEST"),
        ("by: [SECTOR], orderBy: [" + "{field: COUNT}, " * 6 + "]", "LIMIT_EXCEEDED"),
    ],
)
def test_what_cannot_be_grouped_is_refused_in_words(hub: Hub, arguments: str, code: str) -> None:
    assert hub.refusal(f"{{ projects {{ groups({arguments}) {{ count }} }} }}") == code


def test_groups_see_what_the_viewer_sees(projects: Hub) -> None:
    county = Viewer("county", "viewer", None, "520303", frozenset({"data.read"}))
    data = projects.ask("{ projects { groups(by: [DEPARTMENT]) { department count } } }", viewer=county)
    assert data["projects"]["groups"] == [
        {"department": "交通局", "count": 1},
        {"department": None, "count": 1},
    ]
