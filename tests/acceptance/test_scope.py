"""Who may not see a region or an agency sees no row of it and no figure: not even a smaller sum."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import psycopg
import pytest

from hub.database import libpq
from tests.acceptance.examples import CHUZHOU, FORMS, LIUPANSHUI, expected
from tests.acceptance.hubs import Server

USES_WORLD = LIUPANSHUI
COUNTY, NEIGHBOUR, PREFECTURE = "520201", "520281", "520200"
ROOTS = [root for _, root in FORMS.values()] + ["wageRecoveries"]
ROOTS_A_REQUEST = 10
WINDOW = {"from": "2019-01", "to": "2019-12", "on": "2019-12-23"}
NAMES = (
    "wageCasesFiled",
    "hrssWagesRecovered",
    "projectsUnderConstruction",
    "specialAccountsOpen",
    "specialAccountWagesPaid",
    "blacklistNew",
)
STATISTICS = """
query Figures($within: RegionCode!, $from: Month!, $to: Month!, $on: Date, $by: [Dimension!]) {
  statistics(within: $within, from: $from, to: $to, on: $on, by: $by) { region { code } ownLevel FIGURES }
}
""".replace("FIGURES", " ".join(f"{name} {{ value missing }}" for name in NAMES))
WITHHELD = {"value": None, "missing": "WITHHELD"}


class Served(NamedTuple):
    """A server, and tokens of those who see part of it."""

    server: Server
    county: str
    court: str


@pytest.fixture(scope="module")
def liupanshui(world: Callable[[str], Server]) -> Served:
    server = world(LIUPANSHUI)
    return Served(
        server,
        server.hub.token("county", "viewer", region=COUNTY),
        server.hub.token("court", "clerk", agency="COURT", region=PREFECTURE),
    )


def test_a_county_sees_its_own_rows_and_no_other(liupanshui: Served) -> None:
    server = liupanshui.server
    seen = _of_all(
        server, "{root}(first: 500) {{ totalCount nodes {{ region {{ code }} }} }}", liupanshui.county
    )
    wanted = _of_all(server, f'{{root}}(where: {{{{region: "{COUNTY}"}}}}) {{{{ totalCount }}}}')
    assert {root: seen[root]["totalCount"] for root in ROOTS} == {
        root: wanted[root]["totalCount"] for root in ROOTS
    }
    assert {node["region"]["code"] for root in ROOTS for node in seen[root]["nodes"]} == {COUNTY}
    assert sum(seen[root]["totalCount"] for root in ROOTS) > 100


def test_asking_for_the_neighbour_gives_nothing(liupanshui: Served) -> None:
    server = liupanshui.server
    query = f'{{root}}(where: {{{{region: "{NEIGHBOUR}"}}}}) {{{{ totalCount nodes {{{{ id }}}} }}}}'
    seen = _of_all(server, query, liupanshui.county)
    assert all(seen[root] == {"totalCount": 0, "nodes": []} for root in ROOTS)
    assert _of_all(server, query)["wageCases"]["totalCount"] > 0


def test_an_employer_shows_only_the_records_in_scope(liupanshui: Served) -> None:
    server = liupanshui.server
    query = """
    query Employer($uscc: String!) {
      employer(uscc: $uscc) {
        wageCases(first: 100) { nodes { region { code } } }
        projectsContracted(first: 100) { nodes { region { code } } }
        specialAccounts(first: 100) { nodes { region { code } } }
      }
    }
    """
    across = 0
    for entry in expected(LIUPANSHUI)["employers"]:
        seen, everything = (
            server.ask(query, {"uscc": entry["uscc"]}, token)["employer"]
            for token in (liupanshui.county, None)
        )
        regions = {node["region"]["code"] for c in (seen or {}).values() for node in c["nodes"]}
        assert regions <= {COUNTY}, entry["uscc"]
        across += (
            len({node["region"]["code"] for c in (everything or {}).values() for node in c["nodes"]}) > 1
        )
    assert across, "no employer of this world has records in two regions"


def test_a_figure_of_the_prefecture_is_withheld_from_a_county(liupanshui: Served) -> None:
    server = liupanshui.server
    [row] = server.ask(STATISTICS, {"within": PREFECTURE, **WINDOW}, liupanshui.county)["statistics"]
    assert [row[name] for name in NAMES] == [WITHHELD] * len(NAMES)


def test_a_county_sees_its_own_figures(liupanshui: Served) -> None:
    server = liupanshui.server
    variables = {"within": COUNTY, **WINDOW}
    seen = server.ask(STATISTICS, variables, liupanshui.county)["statistics"]
    assert seen == server.ask(STATISTICS, variables)["statistics"]
    assert all(row[name]["value"] is not None for row in seen for name in NAMES)


def test_figures_by_county_show_no_neighbour(liupanshui: Served) -> None:
    server = liupanshui.server
    variables = {"within": PREFECTURE, "by": ["COUNTY"], **WINDOW}
    everything = {_group(row): row for row in server.ask(STATISTICS, variables)["statistics"]}
    seen = server.ask(STATISTICS, variables, liupanshui.county)["statistics"]
    for row in seen:
        for name in NAMES:
            own = _group(row) == (COUNTY, False) and row[name] == everything[COUNTY, False][name]
            assert own or row[name] == WITHHELD, row


def test_another_agency_sees_neither_rows_nor_figures(liupanshui: Served) -> None:
    server = liupanshui.server
    query = "{root}(first: 500) {{ totalCount nodes {{ agency }} }}"
    seen, everything = _of_all(server, query, liupanshui.court), _of_all(server, query)
    for root in ROOTS:
        own = [node for node in everything[root]["nodes"] if node["agency"] == "COURT"]
        assert seen[root] == {"totalCount": len(own), "nodes": own}, root
    assert 0 < sum(bool(seen[root]["nodes"]) for root in ROOTS) < len(FORMS)
    assert seen["wageCases"]["totalCount"] == 0 < everything["wageCases"]["totalCount"]
    [row] = server.ask(STATISTICS, {"within": PREFECTURE, **WINDOW}, liupanshui.court)["statistics"]
    assert [row[name] for name in NAMES] == [WITHHELD] * len(NAMES)


def test_a_sum_over_agencies_is_withheld_from_one_of_them(world: Callable[[str], Server]) -> None:
    query = """
    {
      statistics(within: "341100", from: "2024-01", to: "2024-06") {
        wagesRecoveredGross { value missing } legalAidCasesApproved { value missing }
        courtWageCasesAccepted { value missing }
      }
      legalAidCases { totalCount }
      courtWageCases { totalCount }
    }
    """
    server = world(CHUZHOU)
    token = server.hub.token("legal aid", "clerk", agency="JUSTICE", region="341100")
    everything, seen = server.ask(query), server.ask(query, token=token)
    [own], [whole] = seen["statistics"], everything["statistics"]
    assert whole["wagesRecoveredGross"]["value"] is not None
    assert (own["wagesRecoveredGross"], own["courtWageCasesAccepted"]) == (WITHHELD, WITHHELD)
    assert own["legalAidCasesApproved"] == whole["legalAidCasesApproved"]
    assert (seen["legalAidCases"], seen["courtWageCases"]) == (everything["legalAidCases"], {"totalCount": 0})


def test_the_file_of_a_neighbour_cannot_be_fetched(liupanshui: Served) -> None:
    server = liupanshui.server
    own, other = (_submission_of(server.hub.url, region) for region in (COUNTY, NEIGHBOUR))
    sender = server.hub.token("sender", "clerk", agency="HRSS", region=COUNTY)

    def fetched(number: int, token: str) -> int:
        headers = {"authorization": f"Bearer {token}"}
        return int(server.client.get(f"/api/submissions/{number}/original", headers=headers).status_code)

    assert (fetched(own, sender), fetched(other, sender)) == (200, 404)
    # Whoever sees the rows does not see the file: it may hold what no column keeps.
    assert (fetched(own, liupanshui.county), fetched(own, server.token)) == (403, 403)


@pytest.mark.parametrize("token", ["", "no-such-token"])
def test_without_a_token_there_is_no_data(liupanshui: Served, token: str) -> None:
    answer = liupanshui.server.answer("{ wageCases { totalCount nodes { caseNo } } }", token=token)
    assert (answer.get("data") or {}).get("wageCases") is None
    assert answer["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


def test_a_revoked_token_sees_nothing_more(liupanshui: Served) -> None:
    server = liupanshui.server
    token = server.hub.token("leaving", "viewer", region=PREFECTURE)
    assert server.ask("{ wageCases { totalCount } }", token=token)["wageCases"]["totalCount"] > 0
    server.hub.done("token", "revoke", "leaving")
    assert "errors" in server.answer("{ wageCases { totalCount } }", token=token)


def test_the_serving_role_without_a_scope_sees_no_row_of_any_ledger(liupanshui: Served) -> None:
    with psycopg.connect(libpq(liupanshui.server.hub.url)) as connection:
        ledgers = [
            row[0]
            for row in connection.execute(
                "SELECT table_name FROM information_schema.columns "
                "WHERE table_schema = 'public' AND column_name = 'live_from'"
            )
        ]
        assert len(ledgers) >= len(FORMS)
        filled = [name for name in ledgers if _count(connection, name)]
        connection.execute("SET ROLE hub_app")
        seen = {name: _count(connection, name) for name in ledgers}
    assert len(filled) > 6
    assert seen == dict.fromkeys(ledgers, 0)


def _of_all(server: Server, field: str, token: str | None = None) -> dict[str, Any]:
    """The answers of all roots, `{root}` in `field` being each of them; a request may have so many root fields only."""
    found: dict[str, Any] = {}
    for first in range(0, len(ROOTS), ROOTS_A_REQUEST):
        some = " ".join(field.format(root=root) for root in ROOTS[first : first + ROOTS_A_REQUEST])
        found |= server.ask(f"{{ {some} }}", token=token)
    return found


def _group(row: dict[str, Any]) -> tuple[str, bool]:
    return row["region"]["code"], row["ownLevel"]


def _submission_of(url: str, region: str) -> int:
    with psycopg.connect(libpq(url)) as connection:
        row = connection.execute(
            "SELECT id FROM submissions WHERE sheet = 'wage_cases' AND region_code = %s", [region]
        ).fetchone()
    assert row is not None
    return int(row[0])


def _count(connection: psycopg.Connection, table: str) -> int:
    row = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
    assert row is not None
    return int(row[0])
