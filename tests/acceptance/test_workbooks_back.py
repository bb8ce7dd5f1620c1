"""What comes back over HTTP and from the command line: annotated workbooks, templates, exports."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from pydantic import SecretStr
from starlette.testclient import TestClient

from hub.access import tokens
from hub.app import create_app
from hub.database import connect
from hub.importing.additions import RESULT_SHEET
from hub.settings import Settings
from tests.acceptance.hubs import Hub
from tests.importing.test_annotate import FAULTY, ID_NUMBER, NAME, PHONE, parts, record, xlsx

FILE = "六盘水市2019年1-12月欠薪案件台账.xlsx"


@pytest.fixture
def client(database_url: str) -> Iterator[TestClient]:
    settings = Settings(
        database_url=database_url, digest_key=SecretStr("k" * 40), files_key=SecretStr("f" * 40)
    )
    with TestClient(create_app(settings, database_url)) as client:
        yield client


def bearer(url: str, name: str, region: str = "520200") -> dict[str, str]:
    with connect(url) as connection:
        made = tokens.create(connection, name, role="clerk", agency="HRSS", region=region)
    return {"authorization": f"Bearer {made}"}


def send(client: TestClient, headers: dict[str, str], data: bytes) -> str:
    answer = client.post("/api/submissions", headers=headers, files={"file": (FILE, data)})
    return str(answer.json()[0]["submission"])


def test_a_stored_submission_comes_back_marked_to_its_own_unit_only(
    client: TestClient, database_url: str
) -> None:
    own, other = bearer(database_url, "own"), bearer(database_url, "other", "520281")
    planted = [*FAULTY, record(4, 姓名=NAME, 身份证号=ID_NUMBER, 备注=PHONE)]
    number = send(client, own, xlsx(planted))
    address = f"/api/submissions/{number}/annotated.xlsx"
    answer = client.get(address, headers=own)
    assert answer.status_code == 200
    assert "filename*=UTF-8''" in answer.headers["content-disposition"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == [RESULT_SHEET, "台账"]
    assert book["台账"]["F5"].comment
    for text in parts(answer.content).values():
        assert not any(secret in text for secret in (ID_NUMBER, NAME, PHONE))
    assert client.get(address, headers=own).content == answer.content
    assert client.get(address, headers=other).status_code in (403, 404)
    assert client.get(address).status_code == 401
    assert client.get("/api/submissions/999999/annotated.xlsx", headers=own).status_code == 404


def test_templates_and_exports_over_http(client: TestClient, database_url: str) -> None:
    headers = bearer(database_url, "own")
    assert client.get("/api/templates/H6.xlsx", headers=headers).content.startswith(b"PK")
    assert client.get("/api/templates/H6.xlsx").status_code == 401
    missing = client.get("/api/templates/nothing.xlsx", headers=headers)
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "SHEET_UNKNOWN")
    slot = {"agency": "HRSS", "region": "520200", "period": "2019-01..2019-12"}
    address = "/api/exports/wage_cases.xlsx"
    nothing = client.get(address, headers=headers, params=slot)
    assert (nothing.status_code, nothing.json()["error"]["code"]) == (404, "NOTHING_REPORTED")
    number = send(client, headers, xlsx([record(1), record(2)]))
    assert client.post(f"/api/submissions/{number}/accept", headers=headers).status_code == 200
    exported = client.get(address, headers=headers, params=slot)
    sent = client.post("/api/submissions", headers=headers, files={"file": ("导出.xlsx", exported.content)})
    assert [entry["status"] for entry in sent.json()] == ["unchanged"]
    wrong = client.get(address, headers=headers, params={**slot, "period": "2019"})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (400, "PERIOD_INVALID")
    outside = bearer(database_url, "outside", "110000")
    assert client.get(address, headers=outside, params=slot).status_code == 404


def test_the_commands_write_marked_workbooks_templates_and_exports(database_url: str, tmp_path: Path) -> None:
    hub = Hub(database_url)
    (tmp_path / FILE).write_bytes(xlsx(FAULTY))
    ran = hub.run("check", tmp_path / FILE, "--annotated", tmp_path / "out")
    assert ran.code == 1
    marked = tmp_path / "out" / FILE.replace(".xlsx", "（已标注）.xlsx")
    again = hub.run("check", "--json", marked)
    assert {p["cell"] for p in again.entries[0]["problems"] if p["severity"] == "error"} == {"F5", "C6", "E6"}
    hub.done("template", "H6", "-o", tmp_path / "template.xlsx")
    assert openpyxl.load_workbook(tmp_path / "template.xlsx").sheetnames[0] == "欠薪案件台账"
    (tmp_path / FILE).write_bytes(xlsx([record(1)]))
    hub.import_files([tmp_path / FILE])
    slot = ("--agency", "HRSS", "--region", "520200", "--period", "2019-01..2019-12")
    hub.done("export", "wage_cases", *slot, "-o", tmp_path / "export.xlsx")
    (entry,) = hub.import_files([tmp_path / "export.xlsx"])
    assert entry["status"] == "unchanged"
