"""20,000 random questions: the statistics give what the recount gives, at every level, window and data version."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.oracle.asking import Asker
from tests.oracle.months import month
from tests.oracle.recount import Query

QUERIES, CHUNKS = 20_000, 8
RECOUNT = ("recount", "coverage", "facts", "register", "months", "declared")


@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_random_questions_are_answered_as_the_recount_does(asker: Asker, chunk: int) -> None:
    number, done = chunk * 100_000, 0
    while done < QUERIES // CHUNKS:
        query, found = asker.ask(number)
        done += len(query.codes)
        again = f"python -m tests.oracle --seed {asker.seed} --only {number}"
        assert not found, "\n".join([again, str(query), *found[:10]])
        number += 1


def test_the_questions_are_of_every_kind(asker: Asker) -> None:
    """Groups, filters, cut-off days and past versions all come, and every indicator is asked for."""
    asked = [asker.question(number) for number in range(600)]
    assert {code for query in asked for code in query.codes} >= asker.indicators
    for kind in ("COUNTY", "PREFECTURE", "PROVINCE", "MONTH", "QUARTER", "YEAR", "OUTCOME", "WORKER_GROUP"):
        assert sum(kind in query.by for query in asked) > 5, kind
    assert len({query.version for query in asked}) > 8
    assert sum(bool(query.where) for query in asked) > 100
    assert sum(query.on is not None for query in asked) > 100
    assert sum(query.current for query in asked) > 50
    assert sum(query.fair for query in asked) > 100


def test_one_row_too_few_is_told(asker: Asker) -> None:
    asked = ("wage_cases_filed", "wage_cases_closed")
    query = Query("000000", month("2017-01"), month("2021-12"), asked, (), {}, None, asker.newest)
    assert asker.compare(query) == []
    with asker.connection.transaction(force_rollback=True):
        asker.connection.execute(
            """update wage_cases set live_to = live_from where id = (
            select min(id) from wage_cases where live_from is not null and live_to is null
              and filed_on between '2017-01-01' and '2021-12-31')"""
        )
        found = asker.compare(query)
    assert any(line.startswith("wage_cases_filed") and "CURRENT" in line for line in found)


def test_the_recount_shares_no_code_with_the_statistics() -> None:
    here = Path(__file__).parent
    for name in RECOUNT:
        tree = ast.parse((here / f"{name}.py").read_text(encoding="utf-8"))
        modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
        modules |= {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
        }
        hub = {module for module in modules if module.partition(".")[0] in ("hub", "schema", "importers")}
        assert hub <= {"hub.ledgers.catalogue"}, name
