"""Wages that several agencies report as recovered: proposed, confirmed, counted once (Chuzhou, AC03d and AC03g)."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from tests.acceptance.conftest import Copier
from tests.acceptance.examples import CHUZHOU, expected
from tests.acceptance.hubs import Hub, Server
from tests.acceptance.test_figures import case_of, statistics

USES_WORLD = CHUZHOU
Worlds = Callable[[str], Server]
PROPOSALS = """
query { recoveryGroups(within: "341100") {
  state gross deduplicated linked evidence english: evidence(language: EN)
  members { id agency caseNo amount }
} }
"""
CONFIRM = """
mutation($members: [ID!]!) { confirmRecoveryGroup(members: $members, reason: "核对过付款凭证") {
  id state gross deduplicated dataVersion
} }
"""


def groups(proposed: bool) -> list[dict[str, Any]]:
    return [g for g in expected(CHUZHOU)["recovery_groups"] if g["propose"] is proposed]


def keys(group: Mapping[str, Any], name: str) -> frozenset[str]:
    return frozenset(member[name] for member in group["members"])


def figure(server: Server, code: str, *, as_of: str | None = None) -> str:
    case = case_of(CHUZHOU, "AC03d")
    [row] = statistics(
        server,
        code,
        "value",
        within=case["region"],
        months=(case["from"], case["to"]),
        on=case["as_of"],
        where=case["filters"],
        as_of=as_of,
    )
    return str(row["figure"]["value"])


def recounted(server: Server) -> Decimal:
    """The figure added up from its sources: of a group the largest amount, every other amount by itself."""
    case = case_of(CHUZHOU, "AC03d")
    [row] = statistics(
        server,
        "wages_recovered_dedup",
        "sources { value recoveryGroup cursor }",
        within=case["region"],
        months=(case["from"], case["to"]),
        on=case["as_of"],
        where=case["filters"],
    )
    amounts: dict[str, Decimal] = {}
    for source in row["figure"]["sources"]:
        key = source["recoveryGroup"] or source["cursor"]
        amounts[key] = max(amounts.get(key, Decimal(0)), Decimal(source["value"]))
    return sum(amounts.values(), Decimal(0))


def test_what_is_expected_is_proposed_and_nothing_that_must_not_be(world: Worlds) -> None:
    found = world(CHUZHOU).ask(PROPOSALS)["recoveryGroups"]
    proposed = {keys(group, "caseNo"): group for group in found}
    for group in groups(True):
        shown = proposed[keys(group, "key")]
        assert (shown["gross"], shown["deduplicated"]) == (group["gross"], group["dedup"]), group["id"]
    for group in groups(False):
        together = keys(group, "key")
        assert not any(len(together & numbers) > 1 for numbers in proposed), group["id"]
    assert all(group["evidence"] and group["english"] for group in found)


def test_a_confirmed_group_counts_once_and_the_past_stays(world_copy: Copier) -> None:
    case, gross = case_of(CHUZHOU, "AC03d"), case_of(CHUZHOU, "AC03g")
    with world_copy(CHUZHOU) as url, Hub(url).serving() as server:
        assert figure(server, "wages_recovered_dedup") == gross["value"]
        before = server.ask("{ dataVersion { number at } }")["dataVersion"]
        wanted = next(g for g in groups(True) if g["id"] == "G1")
        found = server.ask(PROPOSALS)["recoveryGroups"]
        [group] = [g for g in found if keys(g, "caseNo") == keys(wanted, "key")]
        members = [member["id"] for member in group["members"]]
        done = server.ask(CONFIRM, {"members": members})["confirmRecoveryGroup"]
        assert (done["state"], done["dataVersion"]) == ("CONFIRMED", before["number"] + 1)
        assert figure(server, "wages_recovered_dedup") == case["value"]
        assert figure(server, "wages_recovered_gross") == gross["value"]
        assert recounted(server) == Decimal(case["value"])
        assert figure(server, "wages_recovered_dedup", as_of=before["at"]) == gross["value"]
        again = server.ask(PROPOSALS)["recoveryGroups"]
        assert keys(wanted, "key") not in {keys(g, "caseNo") for g in again}
        refused = server.answer(CONFIRM, {"members": members})["errors"]
        assert refused[0]["extensions"]["code"] == "CONFLICT"
        listed = json.loads(Hub(url).done("recoveries", "list", "--decided", "--json"))
        assert [(g["id"], g["state"], g["deduplicated"]) for g in listed] == [
            (int(done["id"]), "CONFIRMED", case["value"])
        ]
        none = server.ask("{ recoveryGroups(state: CONFIRMED, first: 0) { id } }")
        assert none["recoveryGroups"] == []
        Hub(url).done("recoveries", "dissolve", done["id"], "--reason", "付款凭证不是同一笔")
        assert figure(server, "wages_recovered_dedup") == gross["value"]


def test_deduplicated_is_recounted_at_every_level(world_copy: Copier) -> None:
    """With all proposals confirmed the total is the gross sum less every overlap, however it is grouped."""
    with world_copy(CHUZHOU) as url, Hub(url).serving() as server:
        found = server.ask(PROPOSALS)["recoveryGroups"]
        overlap = Decimal(0)
        for group in found:
            server.ask(CONFIRM, {"members": [m["id"] for m in group["members"]]})
            overlap += Decimal(group["gross"]) - Decimal(group["deduplicated"])
        months = ("2024-01", "2024-06")
        total = {}
        for code in ("wages_recovered_gross", "wages_recovered_dedup"):
            [row] = statistics(server, code, "value", within="341100", months=months)
            total[code] = Decimal(row["figure"]["value"])
        assert overlap > 0
        assert total["wages_recovered_gross"] - total["wages_recovered_dedup"] == overlap
        for level in ("COUNTY", "MONTH", "PREFECTURE"):
            rows = statistics(
                server, "wages_recovered_dedup", "value", within="341100", months=months, by=(level,)
            )
            apart = sum(Decimal(row["figure"]["value"] or 0) for row in rows)
            assert total["wages_recovered_dedup"] <= apart <= total["wages_recovered_gross"]


def test_only_the_secretariat_decides(world: Worlds) -> None:
    server = world(CHUZHOU)
    [group, *_] = server.ask(PROPOSALS)["recoveryGroups"]
    members = {"members": [m["id"] for m in group["members"]]}
    viewer = server.hub.token("groups-viewer", "viewer", region="341100")
    clerk = server.hub.token("groups-clerk", "clerk", agency="UNION", region="341100")
    for token in (viewer, clerk):
        [refused] = server.answer(CONFIRM, members, token)["errors"]
        assert refused["extensions"]["code"] == "FORBIDDEN"
    assert server.ask(PROPOSALS, token=clerk)["recoveryGroups"] == []
