"""GraphQL over HTTP: tokens, error shapes, the page that works without a network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from hub.access import tokens
from hub.database import Database, connect
from hub.settings import Settings
from schema import graphql_router
from schema.graphiql import SCRIPTS, STYLES
from tests.schema.picture import Hub


@pytest.fixture(scope="module")
def hub(module_database_url: str) -> Hub:
    return Hub(module_database_url)


@pytest.fixture(scope="module")
def client(hub: Hub) -> Iterator[TestClient]:
    database = Database(hub.url, pool_size=2, statement_timeout_seconds=30)
    app = FastAPI()
    app.include_router(graphql_router(Settings(), database))
    app.router.on_startup.append(database.open)
    app.router.on_shutdown.append(database.close)
    with TestClient(app) as found:
        yield found


@pytest.fixture(scope="module")
def token(hub: Hub) -> str:
    with connect(hub.url) as connection:
        return tokens.create(connection, "reader", role="viewer", region="520200")


def post(client: TestClient, query: str, token: str | None = None) -> dict[str, Any]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    found: dict[str, Any] = client.post("/graphql", json={"query": query}, headers=headers).json()
    return found


def test_a_token_opens_the_data(client: TestClient, token: str) -> None:
    query = "{ viewer { name role region { name } } wageCases { totalCount } agencies { code } }"
    found = post(client, query, token)
    assert found["data"]["viewer"] == {"name": "reader", "role": "viewer", "region": {"name": "六盘水市"}}
    assert found["data"]["wageCases"] == {"totalCount": 0}
    assert "HRSS" in {agency["code"] for agency in found["data"]["agencies"]}
    assert "errors" not in found


@pytest.mark.parametrize(
    "query",
    [
        "{ wageCases { totalCount } }",
        '{ employer(uscc: "1") { name } }',
        '{ node(id: "x") { id } }',
        "{ submissions { totalCount } }",
        "{ regions { code } }",
        "{ agencies { code } }",
        "{ sheets { name } }",
        "{ viewer { name } }",
        "{ dataVersion { number } }",
        'mutation { acceptSubmission(id: "1") { id } }',
    ],
)
@pytest.mark.parametrize("token", [None, "hub_wrong"])
def test_without_a_valid_token_no_field_answers(client: TestClient, query: str, token: str | None) -> None:
    (error,) = post(client, query, token)["errors"]
    assert error["extensions"]["code"] == "UNAUTHENTICATED"
    assert error["extensions"]["zh"]
    assert error["extensions"]["en"] == error["message"]


def test_the_schema_is_told_to_everybody(client: TestClient) -> None:
    found = post(client, "{ __schema { queryType { name } } }")
    assert found == {"data": {"__schema": {"queryType": {"name": "Query"}}}}


def test_a_token_may_come_with_the_first_message_of_a_websocket(client: TestClient, token: str) -> None:
    def answer(payload: dict[str, str]) -> dict[str, Any]:
        with client.websocket_connect("/graphql", subprotocols=["graphql-transport-ws"]) as socket:
            socket.send_json({"type": "connection_init", "payload": payload})
            assert socket.receive_json()["type"] == "connection_ack"
            query = "{ wageCases { totalCount } }"
            socket.send_json({"id": "1", "type": "subscribe", "payload": {"query": query}})
            found: dict[str, Any] = socket.receive_json()["payload"]
            assert socket.receive_json() == {"id": "1", "type": "complete"}
            return found

    assert answer({"authorization": f"Bearer {token}"})["data"] == {"wageCases": {"totalCount": 0}}
    (error,) = answer({})["errors"]
    assert error["extensions"]["code"] == "UNAUTHENTICATED"


def test_a_document_that_is_not_valid_has_a_code(client: TestClient, token: str) -> None:
    for query in ("{ nothing }", "{", "query Q($a: Month!) { __typename }"):
        errors = post(client, query, token)["errors"]
        assert {error["extensions"]["code"] for error in errors} == {"BAD_REQUEST"}
    aliases = " ".join(f"a{n}: name" for n in range(201))
    (error,) = post(client, f"{{ viewer {{ {aliases} }} }}", token)["errors"]
    assert error["extensions"]["code"] == "LIMIT_EXCEEDED"


def test_what_nobody_expected_is_masked(hub: Hub, client: TestClient, token: str) -> None:
    with connect(hub.url.replace("hub_app", "hub")) as connection:
        connection.execute("reset role")
        connection.execute("alter table blacklist rename to hidden_away")
    try:
        (error,) = post(client, "{ blacklistEntries { totalCount } }", token)["errors"]
    finally:
        with connect(hub.url) as connection:
            connection.execute("reset role")
            connection.execute("alter table hidden_away rename to blacklist")
    assert error["extensions"]["code"] == "INTERNAL"
    assert error["extensions"]["number"] in error["message"]
    assert "blacklist" not in error["message"]


def test_the_page_asks_nobody_else(client: TestClient) -> None:
    found = client.get("/graphql", headers={"Accept": "text/html"})
    assert found.status_code == 200
    addresses = re.findall(r'(?:src|href)="([^"]+)"', found.text)
    assert len(addresses) == len(SCRIPTS) + len(STYLES) + 2  # the icon, the board
    assert all(address.startswith("/") and not address.startswith("//") for address in addresses)
    assert "script-src 'self'" in found.headers["content-security-policy"]


def test_the_files_of_the_page_are_there() -> None:
    from dashboards.pages import static_files

    for name in (*SCRIPTS, *STYLES):
        assert f"graphiql/{name}" in static_files()
