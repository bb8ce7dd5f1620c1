"""Sources of figures: the rows that were counted, in their groups and pages, with the cell that each was read from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from hub.access.viewer import OPERATOR
from hub.database import libpq
from hub.errors import HubError, LimitExceeded
from hub.indicators import sourcing
from hub.indicators.asking import ask
from hub.indicators.catalogue import indicators
from hub.indicators.figures import Answer, Figure
from hub.indicators.question import Asked, Dimension, Question, SourcesWanted
from hub.indicators.sourcing import Source, SourcePart
from hub.ledgers.base import LedgerRow
from hub.ledgers.catalogue import ledgers
from hub.months import parse_month
from tests.indicators.pictures import Picture

HANDLED, RECOVERED = "supported_lawsuits_handled", "procuratorate_wages_recovered"
WANTED = SourcesWanted(100)


@pytest.fixture
def picture(database_url: str) -> Picture:
    return Picture(database_url)


def lawsuit(region: str, day: date, **values: Any) -> dict[str, Any]:
    return {"region_code": region, "accepted_on": day, "forum": "LITIGATION", **values}


def headers(picture: Picture, submission: int, *columns: tuple[str, str, str | None]) -> None:
    """Say which columns a file had: letter, field, rows."""
    said = [
        {"worksheet": "Sheet1", "column": letter, "header": field, "field": field}
        | ({"rows": rows} if rows else {})
        for letter, field, rows in columns
    ]
    with psycopg.connect(libpq(picture.url)) as connection:
        connection.execute(
            "update submissions set headers = %s where id = %s", [json.dumps(said), submission]
        )


def asked(
    picture: Picture,
    code: str,
    first: str,
    last: str,
    *,
    within: str = "360000",
    by: Iterable[str] = (),
    wanted: Sequence[SourcesWanted] = (WANTED,),
    **rest: Any,
) -> Answer:
    question = Question(
        within,
        parse_month(first),
        parse_month(last),
        (Asked(indicators()[code], sources=tuple(wanted)),),
        tuple(Dimension[name] for name in by),
        **rest,
    )
    with psycopg.connect(libpq(picture.url)) as connection:
        return ask(connection, question, indicators(), OPERATOR)


def sources(answer: Answer, code: str, wanted: SourcesWanted = WANTED) -> dict[tuple[Any, ...], list[Source]]:
    found = {}
    for row in answer.rows:
        figure = Figure(answer, indicators()[code], row)
        listed = figure.sources(wanted)
        assert len(listed) == min(figure.sources_total, wanted.first) or wanted.after
        if listed:
            found[row.place.region, row.place.own_level, *row.codes] = listed
    return found


def test_every_ledger_that_states_recovered_amounts_names_their_column() -> None:
    """The amount stands in the column that `recovered` names, and a row without it states nothing."""
    stated = LedgerRow.recovery.__func__  # type: ignore[attr-defined]
    for name, table in ledgers().items():
        if table.recovery.__func__ is stated:  # type: ignore[attr-defined]
            assert table.recovered is None, name
            continue
        assert table.recovered in table.own_columns(), name
        row = dict.fromkeys(table.own_columns(), None) | {table.recovered: Decimal("7.50")}
        found = table.recovery(row)
        assert found is not None, name
        assert found.amount == Decimal("7.50"), name
        assert table.recovery(dict.fromkeys(table.own_columns(), None)) is None, name


def test_sources_stand_in_the_group_that_counts_them(picture: Picture) -> None:
    rows = [
        lawsuit("3601Z1", date(2020, 5, 1)),  # a zone counts in the own level of its prefecture
        lawsuit("360100", date(2020, 5, 2)),
        lawsuit("360727", date(2019, 5, 3)),  # renamed in 2020
        lawsuit("360783", date(2021, 5, 4)),
        lawsuit("360783", date(2022, 5, 4)),
    ]
    picture.submit("supported_lawsuits", "PROCURATORATE:360000", "2019-01..2022-12", rows)
    counties = asked(picture, HANDLED, "2019-01", "2021-12", by=["COUNTY"])
    found = {place: [s.region for s in listed] for place, listed in sources(counties, HANDLED).items()}
    assert found[("360100", True)] == ["3601Z1", "360100"]
    assert sum(map(len, found.values())) == 4
    for row in counties.rows:
        figure = Figure(counties, indicators()[HANDLED], row)
        assert figure.sources_total == (figure.number.value or 0)
    successor = asked(picture, HANDLED, "2019-01", "2021-12", within="360783")
    assert [s.region for s in sources(successor, HANDLED)[("360783", False)]] == ["360727", "360783"]


def test_a_record_with_two_groups_is_a_source_of_both_and_once_of_the_total(picture: Picture) -> None:
    rows = [
        lawsuit("360102", date(2020, 5, 1), worker_group=["MIGRANT", "WOMEN"]),
        lawsuit("360102", date(2020, 5, 2), worker_group=["MIGRANT"]),
        lawsuit("360102", date(2020, 5, 3), worker_group=[]),
    ]
    picture.submit("supported_lawsuits", "PROCURATORATE:360102", "2020-05", rows)
    grouped = asked(picture, HANDLED, "2020-05", "2020-05", by=["WORKER_GROUP"])
    by_group = Counter({key[2]: len(listed) for key, listed in sources(grouped, HANDLED).items()})
    assert by_group == {"MIGRANT": 2, "WOMEN": 1, None: 1}
    total = asked(picture, HANDLED, "2020-05", "2020-05")
    assert [len(listed) for listed in sources(total, HANDLED).values()] == [3]
    filtered = asked(picture, HANDLED, "2020-05", "2020-05", where={"worker_group": ["WOMEN"]})
    assert [len(listed) for listed in sources(filtered, HANDLED).values()] == [1]


def test_pages_follow_each_other_without_gap_or_repeat(picture: Picture) -> None:
    rows = [lawsuit("360102", date(2020, 5, 1 + i % 28)) for i in range(23)]
    picture.submit("supported_lawsuits", "PROCURATORATE:360102", "2020-05", rows)
    seen: list[str] = []
    after = None
    while True:
        wanted = SourcesWanted(10, after)
        page = sources(asked(picture, HANDLED, "2020-05", "2020-05", wanted=[wanted]), HANDLED, wanted)
        if not page:
            break
        [listed] = page.values()
        seen += [s.cursor for s in listed]
        after = listed[-1].cursor
    assert len(seen) == len(set(seen)) == 23
    both = [SourcesWanted(2), SourcesWanted(3, seen[4])]
    answer = asked(picture, HANDLED, "2020-05", "2020-05", wanted=both)
    [row] = answer.rows
    figure = Figure(answer, indicators()[HANDLED], row)
    assert [[s.cursor for s in figure.sources(w)] for w in both] == [seen[:2], seen[5:8]]
    with pytest.raises(HubError, match="cursor"):
        asked(picture, HANDLED, "2020-05", "2020-05", wanted=[SourcesWanted(2, "x")])


def test_more_sources_than_an_answer_may_have_are_refused(
    picture: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [lawsuit("360102", date(2020, 5, 1)) for _ in range(12)]
    picture.submit("supported_lawsuits", "PROCURATORATE:360102", "2020-05", rows)
    monkeypatch.setattr(sourcing, "SOURCES_MAX", 11)
    with pytest.raises(LimitExceeded):
        asked(picture, HANDLED, "2020-05", "2020-05")
    few = SourcesWanted(11)
    assert (
        len(*sources(asked(picture, HANDLED, "2020-05", "2020-05", wanted=[few]), HANDLED, few).values())
        == 11
    )


def test_the_cell_is_that_of_the_measured_column_else_of_the_date(picture: Picture) -> None:
    rows = [
        lawsuit(
            "360102",
            date(2020, 5, 1),
            recovered_on=date(2020, 5, 9),
            recovered_amount=Decimal("77000"),
            recovery_kind="WAGES",
            row_number=17,
        )
    ]
    submission = picture.submit("supported_lawsuits", "PROCURATORATE:360102", "2020-05", rows)
    headers(
        picture,
        submission,
        ("B", "case_no", None),
        ("D", "accepted_on", None),
        ("K", "recovered_amount", None),
    )
    [[money]] = sources(asked(picture, RECOVERED, "2020-05", "2020-05"), RECOVERED).values()
    assert (money.cell, money.field, money.value, money.part) == (
        "K17", "recovered_amount", "77000.00", SourcePart.VALUE,
    )  # fmt: skip
    [[case]] = sources(asked(picture, HANDLED, "2020-05", "2020-05"), HANDLED).values()
    assert (case.cell, case.field, case.value) == ("D17", "accepted_on", "1")
    assert (case.submission, case.file, case.unit, case.period) == (
        submission,
        "f",
        "PROCURATORATE:360102",
        "2020-05",
    )
    # A file without a column of the date: the nearest that it has.
    headers(picture, submission, ("B", "case_no", None))
    [[case]] = sources(asked(picture, HANDLED, "2020-05", "2020-05"), HANDLED).values()
    assert (case.cell, case.field) == ("B17", "case_no")


def test_of_two_tables_on_a_worksheet_the_rows_say_which_columns_are_meant(picture: Picture) -> None:
    rows = [lawsuit("360102", date(2020, 5, 1), row_number=row) for row in (5, 25, 40)]
    submission = picture.submit("supported_lawsuits", "PROCURATORATE:360102", "2020-05", rows)
    headers(
        picture,
        submission,
        ("D", "accepted_on", "{[4,11)}"),
        ("F", "accepted_on", "{[24,31),[40,41)}"),
        ("H", "accepted_on", "{[40,41)}"),
    )
    [listed] = sources(asked(picture, HANDLED, "2020-05", "2020-05"), HANDLED).values()
    # In row 40 two tables stand side by side: the row does not say which is its own.
    assert [s.cell for s in listed] == ["D5", "F25", None]


def test_sources_are_those_of_the_data_version(picture: Picture) -> None:
    first = picture.submit(
        "supported_lawsuits", "PROCURATORATE:360102", "2020-05", [lawsuit("360102", date(2020, 5, 1))]
    )
    later = [lawsuit("360102", date(2020, 5, 2)), lawsuit("360102", date(2020, 5, 3))]
    second = picture.submit("supported_lawsuits", "PROCURATORATE:360102", "2020-05", later, replaces=first)
    for version, submission, count in ((1, first, 1), (2, second, 2)):
        [listed] = sources(asked(picture, HANDLED, "2020-05", "2020-05", version=version), HANDLED).values()
        assert [s.submission for s in listed] == [submission] * count


def test_a_ratio_lists_its_numerator_before_its_denominator(picture: Picture) -> None:
    code = "refusal_filing_rate"
    ratio = indicators()[code]
    assert ratio.numerator
    assert ratio.denominator
    rows = [
        {
            "region_code": "360102",
            "received_on": date(2020, 5, 1),
            "decided_on": date(2020, 5, 2),
            "decision": decision,
        }
        for decision in ("FILED", "FILED", "NOT_FILED")
    ]
    picture.submit("police_cases", "PUBLIC_SECURITY:360102", "2020-05", rows)
    answer = asked(picture, code, "2020-05", "2020-05")
    [row] = answer.rows
    figure = Figure(answer, ratio, row)
    listed = figure.sources(WANTED)
    counted = Counter(s.part for s in listed)
    assert counted[SourcePart.NUMERATOR] == figure.number.numerator
    assert counted[SourcePart.DENOMINATOR] == figure.number.denominator
    assert [s.part.value for s in listed] == sorted(s.part.value for s in listed)
    # A page may begin within the denominator.
    start = SourcesWanted(100, listed[-2].cursor)
    page = sources(asked(picture, code, "2020-05", "2020-05", wanted=[start]), code, start)
    assert [s.cursor for s in next(iter(page.values()))] == [listed[-1].cursor]
