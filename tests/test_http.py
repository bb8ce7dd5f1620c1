"""The HTTP interface: uploads, accept and withdraw, the original bytes, health, bounds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from hub.access import tokens
from hub.app import create_app
from hub.database import connect
from hub.settings import Settings

ROOT = Path(__file__).parent.parent
CASES = ROOT / "examples" / "liupanshui-2019" / "hrss" / "盘州市2019年欠薪案件台账.xlsx"


@pytest.fixture
def client(database_url: str) -> Iterator[TestClient]:
    settings = Settings(
        database_url=database_url,
        digest_key=SecretStr("k" * 40),
        files_key=SecretStr("f" * 40),
        cors_origins=["https://board.example"],
    )
    with TestClient(create_app(settings, database_url)) as client:
        yield client


def bearer(
    url: str, name: str = "t", role: str = "clerk", agency: str | None = "HRSS", region: str = "520281"
) -> dict[str, str]:
    with connect(url) as connection:
        made = tokens.create(connection, name, role=role, agency=agency, region=region)
    return {"authorization": f"Bearer {made}"}


def send(
    client: TestClient, headers: dict[str, str], path: Path = CASES, **fields: str
) -> tuple[int, list[dict[str, object]]]:
    answer = client.post(
        "/api/submissions", headers=headers, data=fields, files={"file": (path.name, path.read_bytes())}
    )
    return answer.status_code, answer.json()


def test_an_upload_is_checked_then_accepted_then_withdrawn(client: TestClient, database_url: str) -> None:
    headers = bearer(database_url)
    status, [entry] = send(client, headers)
    assert (status, entry["status"], entry["sheet"], entry["region"]) == (
        201,
        "checked",
        "wage_cases",
        "520281",
    )
    number = entry["submission"]
    assert client.post(f"/api/submissions/{number}/accept", headers=headers).json()["status"] == "accepted"
    assert send(client, headers)[1][0]["status"] == "unchanged"
    refused = client.post(f"/api/submissions/{number}/accept", headers=headers)
    assert (refused.status_code, refused.json()["error"]["code"]) == (409, "CONFLICT")
    done = client.post(f"/api/submissions/{number}/withdraw", headers=headers, data={"reason": "口径有误"})
    assert done.json()["status"] == "withdrawn"


def test_a_preview_is_paged_and_its_plan_is_accepted_or_refused(
    client: TestClient, database_url: str
) -> None:
    headers = bearer(database_url)
    number = send(client, headers)[1][0]["submission"]
    address = f"/api/submissions/{number}"
    shown = client.get(f"{address}/preview", headers=headers, params={"first": 2}).json()
    assert (shown["submission"], shown["mode"], shown["nil"], shown["base_version"]) == (
        number,
        "REPLACE",
        False,
        0,
    )
    assert shown["rows"]["new"] == shown["differences_total"] > 2
    assert [d["kind"] for d in shown["differences"]] == ["NEW", "NEW"]
    assert all(
        c["cell"] and c["header_zh"] for c in shown["differences"][0]["changes"] if c["field"] == "case_no"
    )
    assert shown["figures_total"] == len(shown["figures"]) > 0
    further = client.get(f"{address}/preview", headers=headers, params={"after": shown["after"]}).json()
    assert (further["plan"], further["figures"]) == (shown["plan"], [])
    stale = client.post(f"{address}/accept", headers=headers, json={"plan": "x" * 64})
    assert (stale.status_code, stale.json()["error"]["code"]) == (409, "PLAN_STALE")
    wrong = client.post(f"{address}/accept", headers=headers, json={"nil": "perhaps"})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (400, "BAD_REQUEST")
    done = client.post(f"{address}/accept", headers=headers, json={"plan": shown["plan"], "mode": "replace"})
    assert done.json() == {"submission": number, "status": "accepted"}


def test_a_supplement_and_a_nil_return_are_options_of_an_upload(
    client: TestClient, database_url: str
) -> None:
    headers = bearer(database_url)
    [entry] = send(client, headers, mode="supplement")[1]
    assert (entry["mode"], entry["nil"], entry["status"]) == ("SUPPLEMENT", False, "checked")
    slot = {"sheet": "H6", "agency": "HRSS", "region": "520281", "period": "2018-12"}
    answer = client.post("/api/submissions", headers=headers, data={"nil": "true", **slot})
    [entry] = answer.json()
    assert (answer.status_code, entry["nil"], entry["file"], entry["rows"]["read"]) == (
        201,
        True,
        "零报告.json",
        0,
    )
    original = client.get(f"/api/submissions/{entry['submission']}/original", headers=headers)
    assert original.json()["period"] == "2018-12"
    done = client.post(
        f"/api/submissions/{entry['submission']}/accept", headers=headers, data={"nil": "true"}
    )
    assert done.json()["status"] == "accepted"
    refused = client.post("/api/submissions", headers=headers, data={"nil": "true"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (400, "NIL_INCOMPLETE")
    with_rows = client.post(
        "/api/submissions",
        headers=headers,
        data={"nil": "true"},
        files={"file": (CASES.name, CASES.read_bytes())},
    )
    assert (with_rows.status_code, with_rows.json()["error"]["code"]) == (400, "NIL_WITH_ROWS")


def test_a_reason_may_come_as_json_and_a_withdrawal_needs_one(client: TestClient, database_url: str) -> None:
    headers = bearer(database_url)
    number = send(client, headers)[1][0]["submission"]
    accepted = client.post(f"/api/submissions/{number}/accept", headers=headers, json={"reason": "按时"})
    assert accepted.status_code == 200
    for body, code in (({}, "REASON_REQUIRED"), ({"reason": 1}, "BAD_REQUEST")):
        answer = client.post(f"/api/submissions/{number}/withdraw", headers=headers, json=body)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, code)
    done = client.post(f"/api/submissions/{number}/withdraw", headers=headers, json={"reason": "有误"})
    assert done.json()["status"] == "withdrawn"


def test_a_request_without_its_parts_is_refused_in_the_common_shape(
    client: TestClient, database_url: str
) -> None:
    headers = bearer(database_url)
    for path in ("/api/submissions", "/api/submissions/x/accept"):
        answer = client.post(path, headers=headers, data={})
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "BAD_REQUEST")


def test_a_value_that_cannot_be_used_is_refused_in_both_languages(
    client: TestClient, database_url: str
) -> None:
    """Impossible numbers, NUL in texts, endless fields, broken forms: no answer without a code and two sentences."""
    headers = bearer(database_url)
    number = send(client, headers)[1][0]["submission"]
    address = f"/api/submissions/{number}"
    export = {"agency": "HRSS", "region": "520281", "period": "2019-12"}
    form = {**headers, "content-type": "multipart/form-data"}
    answers = [
        client.get(f"/api/submissions/{10**30}/preview", headers=headers),
        client.get(f"{address}/preview", headers=headers, params={"first": -1}),
        client.get(f"{address}/preview", headers=headers, params={"after": "-1"}),
        client.get(f"{address}/problems", headers=headers, params={"first": 10**6}),
        client.get(f"{address}/difference", headers=headers, params={"since": "x"}),
        client.get("/api/exports/H6.xlsx", headers=headers, params={**export, "side": "\x00"}),
        client.get("/api/exports/H6.xlsx", headers=headers, params={**export, "period": "0001-01..9999-12"}),
        client.post(f"{address}/accept", headers=headers, json=["plan"]),
        client.post(f"{address}/accept", headers=headers, json={"reason": "因" * 1001}),
        client.post("/api/submissions", headers=form, content=b"--x"),
        client.post("/api/submissions", headers=headers, data={"map": ["甲=employer_name"] * 10_000}),
        client.post("/api/submissions", headers=headers, data={"period": "9" * 3_000_000}),
        client.post("/api/submissions", headers=headers, data={"nil": "true", "mode": "supplement"}),
        client.get("/api/nothing", headers=headers),
        client.put(f"{address}/accept", headers=headers),
    ]
    for path in ("agency", "region", "sheet", "mode", "period"):
        fields = {path: "\x00"}
        files = {"file": (CASES.name, CASES.read_bytes())}
        answers.append(client.post("/api/submissions", headers=headers, data=fields, files=files))
    for answer in answers:
        error = answer.json()["error"]
        assert 400 <= answer.status_code < 500, answer.url
        assert error["code"]
        assert error["message"]["zh"]
        assert error["message"]["en"]
    assert client.get(f"{address}/preview", headers=headers).status_code == 200


def test_the_problems_of_a_submission_are_paged(client: TestClient, database_url: str) -> None:
    headers = bearer(database_url, region="520200")
    faulty = ROOT / "tests" / "workbooks" / "03地区不存在.xls"
    [entry] = send(client, headers, faulty)[1]
    assert entry["problems_total"] == len(entry["problems"])  # type: ignore[arg-type]
    assert sum(g["count"] for g in entry["problem_groups"]) == entry["problems_total"]  # type: ignore[attr-defined]
    address, seen, after = f"/api/submissions/{entry['submission']}/problems", [], None
    while True:
        page = client.get(
            address, headers=headers, params={"first": 1, **({"after": after} if after else {})}
        )
        seen += page.json()["problems"]
        after = page.json()["after"]
        if after is None:
            break
    assert seen == entry["problems"]
    stranger = bearer(database_url, "stranger", agency="UNION", region="520200")
    assert client.get(address, headers=stranger).status_code == 404


def test_remembered_answers_are_listed_and_taken_back_over_http(
    client: TestClient, database_url: str
) -> None:
    headers = bearer(database_url)
    send(client, headers, map="单位全称=employer_name")
    other = bearer(database_url, "other", region="520201")
    assert client.get("/api/mappings", headers=other).json() == {"mappings": [], "total": 0, "after": None}
    listed = client.get("/api/mappings", headers=headers).json()
    [mapping] = listed["mappings"]
    assert (mapping["unit"], mapping["field"], listed["total"]) == ("HRSS:520281", "employer_name", 1)
    address = f"/api/mappings/{mapping['id']}"
    assert client.delete(address, headers=other).status_code == 404
    assert client.delete(address, headers=headers).json()["status"] == "forgotten"
    assert client.get("/api/mappings", headers=headers).json()["total"] == 0
    reader = bearer(database_url, "reader", "viewer", None)
    assert client.get("/api/mappings", headers=reader).status_code == 403


def test_a_refused_upload_is_422_with_its_problems(client: TestClient, database_url: str) -> None:
    faulty = ROOT / "tests" / "workbooks" / "03地区不存在.xls"
    status, [entry] = send(client, bearer(database_url, region="520200"), faulty)
    assert (status, entry["status"]) == (422, "refused")
    assert any(p["severity"] == "error" and p["cell"] for p in entry["problems"])  # type: ignore[attr-defined]


def test_only_the_unit_that_sent_a_file_gets_its_original(client: TestClient, database_url: str) -> None:
    headers = bearer(database_url)
    number = send(client, headers)[1][0]["submission"]
    answer = client.get(f"/api/submissions/{number}/original", headers=headers)
    assert answer.content == CASES.read_bytes()
    elsewhere = bearer(database_url, "other", region="520201")
    assert client.get(f"/api/submissions/{number}/original", headers=elsewhere).status_code == 404
    above = bearer(database_url, "above", region="520200")
    secretariat = bearer(database_url, "all", role="secretariat", agency=None, region="520200")
    for headers in (above, secretariat):
        refused = client.get(f"/api/submissions/{number}/original", headers=headers)
        assert (refused.status_code, refused.json()["error"]["code"]) == (403, "ORIGINAL_OF_ANOTHER_UNIT")
        assert refused.json()["error"]["message"]["zh"] == "原始文件只对报送单位开放。"


def test_a_clerk_of_another_county_may_not_send(client: TestClient, database_url: str) -> None:
    answer = client.post(
        "/api/submissions",
        headers=bearer(database_url, region="520201"),
        files={"file": (CASES.name, CASES.read_bytes())},
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, "FORBIDDEN")


def test_without_a_token_nothing_is_taken(client: TestClient) -> None:
    answer = client.post("/api/submissions", files={"file": ("a.csv", b"x")})
    assert (answer.status_code, answer.json()["error"]["code"]) == (401, "UNAUTHENTICATED")


def test_a_token_that_was_just_used_is_refused_once_revoked(client: TestClient, database_url: str) -> None:
    headers = bearer(database_url)
    for document in ("{ viewer { role } }", "{ wageCases { totalCount } }"):
        assert client.post("/graphql", json={"query": document}, headers=headers).json()["data"]
    with connect(database_url) as connection:
        tokens.revoke(connection, "t")
    for document in ("{ viewer { role } }", "{ wageCases { totalCount } }"):
        [error] = client.post("/graphql", json={"query": document}, headers=headers).json()["errors"]
        assert error["extensions"]["code"] == "UNAUTHENTICATED"


def test_bodies_are_bounded_before_they_are_read(client: TestClient) -> None:
    for path, size in (("/graphql", 2**20 + 1), ("/api/submissions", 21 * 2**20)):
        answer = client.post(path, content=b"", headers={"content-length": str(size)})
        assert (answer.status_code, answer.json()["error"]["code"]) == (413, "LIMIT_EXCEEDED")


def test_the_server_tells_how_it_is(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    assert client.get("/readyz").status_code == 200
    assert 'hub_requests_total{route="/readyz",status="200"} 1.0' in client.get("/metrics").text


def test_only_named_origins_may_call_from_a_browser(client: TestClient) -> None:
    for origin, allowed in (("https://board.example", True), ("https://other.example", False)):
        answer = client.options(
            "/graphql", headers={"origin": origin, "access-control-request-method": "POST"}
        )
        assert (answer.headers.get("access-control-allow-origin") == origin) is allowed
