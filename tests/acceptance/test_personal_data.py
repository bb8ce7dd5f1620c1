"""Personal data planted in a workbook are reported, and stay in clear in none of the places that the hub writes to."""

from __future__ import annotations

import io
import json
import logging
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl
import psycopg
import pytest
from fastapi.testclient import TestClient
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet
from psycopg import sql
from pydantic import SecretStr

from hub.access import tokens
from hub.app import create_app
from hub.database import connect, libpq
from hub.settings import Settings
from tests.importing.tables import wage_case

FORM, REGION, PERIOD = "H5", "520281", "2019-01..2019-12"


def identity(first_seventeen: str) -> str:
    """An identity number with its check character (GB 11643) for a place that does not exist."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return (
        first_seventeen
        + "10X98765432"[sum(int(d) * w for d, w in zip(first_seventeen, weights, strict=True)) % 11]
    )


def card(beginning: str) -> str:
    """A bank card number with its check digit (Luhn)."""
    digits = [int(d) for d in reversed(beginning)]
    doubled = sum(d * 2 - 9 if d > 4 else d * 2 for d in digits[::2]) + sum(digits[1::2])
    return beginning + str(-doubled % 10)


IDENTITIES = [identity(f"1999991990010{serial}") for serial in range(1001, 1016)]
PHONES = [f"1380000{serial}" for serial in range(3101, 3125)]
CARDS = [card(f"622202999900001{serial}") for serial in range(101, 106)]
OLD_IDENTITY = "199999900101777"
NAMES = ("郭靖宇", "黄蓉娜", "欧阳峰山", "杨过海", "段誉川", "乔峰岭", "程灵素", "胡斐然", "苗人凤")
ADDRESS = "桃花岛路八十八号三单元"


def fullwidth(text: str) -> str:
    return text.translate({ord("0") + d: ord("０") + d for d in range(10)})


# What a clerk may write into a note, and how much of it is personal.
NOTES = [
    f"工人{NAMES[0]}（身份证号{IDENTITIES[0]}）已领款",
    f"{IDENTITIES[1][:6]} {IDENTITIES[1][6:14]} {IDENTITIES[1][14:]} 已核实",
    f"证件{IDENTITIES[2][:6]}-{IDENTITIES[2][6:14]}-{IDENTITIES[2][14:]}",
    f"身份证：{fullwidth(IDENTITIES[3])}",
    f"老身份证{OLD_IDENTITY}",
    f"{NAMES[1]}，电话{PHONES[0]}",
    f"电话{PHONES[1][:3]} {PHONES[1][3:7]} {PHONES[1][7:]} 2019-03-05来电",
    f"手机{PHONES[2][:3]}-{PHONES[2][3:7]}-{PHONES[2][7:]}、{PHONES[3]}",
    f"+86 {PHONES[4]}；（86）{fullwidth(PHONES[5])}",
    f"打到{CARDS[0]}卡上",
    f"卡号：{' '.join(CARDS[1][i : i + 4] for i in range(0, len(CARDS[1]), 4))}",
    f"法定代表人：{NAMES[2]}，联系人：{NAMES[3]}",
    f"{PHONES[6]} {IDENTITIES[4]} {CARDS[2]}",
    f"{PHONES[7][:3]}.{PHONES[7][3:7]}.{PHONES[7][7:]}",
    f"微信{PHONES[8]}\n身份证 {IDENTITIES[5].lower()}",
]
SECRETS = [*IDENTITIES, *PHONES, *CARDS, OLD_IDENTITY, *NAMES, ADDRESS]
PERSONAL_HEADERS = ("姓名", "身份证号", "联系电话", "法定代表人", "家庭住址", "银行卡号")
CASE = {
    "线索编号": "投诉〔2019〕1号",
    "渠道": "来访",
    "受理日期": "2019-03-05",
    "被投诉单位": "某建筑公司",
    "涉及人数": 3,
    "涉及金额": 30000,
    "分流去向": "",
    "备注": "",
}  # fmt: skip


def planted(*, faulty: bool = False) -> bytes:
    """A ledger of complaints with persons in every corner of it."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = f"台账{PHONES[20]}"
    sheet.append(["举报投诉和舆情台账"])
    sheet.append([f"填报单位：盘州市人力资源和社会保障局　填表人：{NAMES[4]}　联系电话：{PHONES[9]}"])
    headers = [*CASE, *PERSONAL_HEADERS, "其他说明"]
    sheet.append(headers)
    for number, note in enumerate(NOTES, start=1):
        row = number % len(PHONES)
        record: dict[str, Any] = {
            **CASE,
            "线索编号": f"投诉〔2019〕{number}号",
            "备注": note,
            "姓名": NAMES[5],
            "身份证号": IDENTITIES[6] if number % 2 else int(OLD_IDENTITY),
            "联系电话": int(PHONES[10]) if number % 2 else PHONES[row],
            "法定代表人": NAMES[6],
            "家庭住址": ADDRESS,
            "银行卡号": CARDS[3],
            "其他说明": f"{NAMES[7]}，身份证{IDENTITIES[7]}，{PHONES[11]}",
        }
        sheet.append([record[header] for header in headers])
    # Numbers that have come into the wrong column.
    sheet["A5"], sheet["A6"], sheet["D7"] = IDENTITIES[8], PHONES[12], f"某建筑公司（{NAMES[8]}{PHONES[13]}）"
    sheet["H8"] = int(PHONES[14])
    if faulty:
        sheet["B9"], sheet["C10"], sheet["E11"], sheet["F12"] = (
            IDENTITIES[9],
            PHONES[15],
            PHONES[16],
            f"找{PHONES[17]}",
        )
    sheet.column_dimensions["I"].hidden = True
    sheet.row_dimensions[9].hidden = True
    sheet["A4"].comment = Comment(f"{NAMES[0]}的电话是{PHONES[18]}", NAMES[4])
    sheet.append([])
    sheet.append([f"填表人：{NAMES[4]}", None, None, f"联系电话：{PHONES[9]}", None, "审核人：", NAMES[3]])
    assert sheet.oddFooter is not None
    sheet.oddFooter.center.text = f"{NAMES[4]} {PHONES[19]}"
    workbook.properties.creator = NAMES[4]
    hidden = workbook.create_sheet("名单")
    hidden.append(["姓名", "身份证号"])
    hidden.append([NAMES[0], IDENTITIES[10]])
    hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def as_text(workbook: bytes) -> bytes:
    """The visible worksheet as CSV, whose stored original would be readable without encryption."""
    rows = openpyxl.load_workbook(io.BytesIO(workbook)).worksheets[0].iter_rows(values_only=True)
    lines = [
        ",".join('"' + str(v).replace('"', '""') + '"' if v is not None else "" for v in row) for row in rows
    ]
    return "\n".join(lines).encode("gb18030")


@pytest.fixture
def client(database_url: str) -> Iterator[TestClient]:
    settings = Settings(
        database_url=database_url, digest_key=SecretStr("k" * 40), files_key=SecretStr("f" * 40)
    )
    with TestClient(create_app(settings, database_url)) as client:
        yield client


@pytest.fixture
def headers(database_url: str) -> dict[str, str]:
    with connect(database_url) as connection:
        token = tokens.create(connection, "clerk", role="clerk", agency="HRSS", region=REGION)
    return {"authorization": f"Bearer {token}"}


def send(client: TestClient, headers: dict[str, str], data: bytes, name: str) -> Any:
    answer = client.post(
        "/api/submissions",
        headers=headers,
        data={"sheet": FORM, "agency": "HRSS", "region": REGION, "period": PERIOD},
        files={"file": (name, data)},
    )
    return answer.json()


@pytest.mark.parametrize("kind", ["xlsx", "csv", "faulty"])
def test_no_planted_person_is_found_anywhere(
    client: TestClient,
    headers: dict[str, str],
    database_url: str,
    caplog: pytest.LogCaptureFixture,
    kind: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    data = planted(faulty=kind == "faulty")
    data = as_text(data) if kind == "csv" else data
    report = send(client, headers, data, f"台账（{PHONES[21]}）.{'csv' if kind == 'csv' else 'xlsx'}")
    [entry] = report
    assert entry["submission"] is not None
    assert entry["status"] == ("refused" if kind == "faulty" else "checked"), entry["problems"]
    number = entry["submission"]
    written = {"report": json.dumps(report, ensure_ascii=False)}
    if kind != "faulty":
        written["preview"] = client.get(f"/api/submissions/{number}/preview", headers=headers).text
        accepted = client.post(f"/api/submissions/{number}/accept", headers=headers, json={"reason": "按时"})
        assert accepted.status_code == 200, accepted.text
    written["graphql"] = json.dumps(_answers(client, headers), ensure_ascii=False)
    annotated = client.get(f"/api/submissions/{number}/annotated.xlsx", headers=headers)
    assert annotated.status_code == 200
    written["annotated workbook"] = _texts_of(annotated.content)
    written["database"] = _dump(database_url)
    written["logs"] = caplog.text
    found = {place: _found_in(text) for place, text in written.items()}
    assert {place: secrets for place, secrets in found.items() if secrets} == {}
    assert client.get(f"/api/submissions/{number}/original", headers=headers).content == data


def test_every_planted_person_is_reported(client: TestClient, headers: dict[str, str]) -> None:
    [entry] = send(client, headers, planted(), "台账.xlsx")
    told = {(p["kind"], p["cell"]) for p in entry["problems"]}
    columns = {f"{letter}3" for letter in "IJKLMN"}
    assert {cell for kind, cell in told if kind == "personal_column_dropped"} == columns
    notes = {f"H{row}" for row in range(4, 4 + len(NOTES))}
    assert {cell for kind, cell in told if kind == "personal_data_masked"} == {*notes, "A5", "A6", "D7"}


def test_the_words_of_the_planted_workbook_are_found_when_they_are_there() -> None:
    """The search itself: in the workbook as it was sent it finds every one."""
    assert set(_found_in(_texts_of(planted(faulty=True)))) == {
        *IDENTITIES[:11], *PHONES[:21], *CARDS[:4], OLD_IDENTITY, *NAMES, ADDRESS,
    } | {PHONES[row % len(PHONES)] for row in range(2, len(NOTES) + 1, 2)}  # fmt: skip


def test_a_good_case_has_nothing_to_mask(client: TestClient, headers: dict[str, str]) -> None:
    case = wage_case()
    data = "\n".join((",".join(case), ",".join(str(value) for value in case.values()))).encode()
    answer = client.post(
        "/api/submissions",
        headers=headers,
        data={"sheet": "H6", "agency": "HRSS", "region": REGION, "period": PERIOD},
        files={"file": ("台账.csv", data)},
    )
    [entry] = answer.json()
    assert not [p for p in entry["problems"] if "personal" in p["kind"]]


def _found_in(text: str) -> list[str]:
    """The planted words in a text, however they are written there."""
    plain = unicodedata.normalize("NFKC", text)
    digits = re.sub(r"(?<=\d)[\s\-.·/]{1,3}(?=[\dXx])", "", plain)
    return [secret for secret in SECRETS if secret in plain or secret.lower() in digits.lower()]


def _dump(url: str) -> str:
    """Every value of every column of every table, bytes in the encodings that they may be text in."""
    found: list[str] = []
    with psycopg.connect(libpq(url)) as connection:
        tables = connection.execute(
            "select table_name from information_schema.tables where table_schema = 'public'"
        ).fetchall()
        assert len(tables) > 20
        for (table,) in tables:
            for row in connection.execute(sql.SQL("select * from {}").format(sql.Identifier(table))):
                for value in row:
                    if isinstance(value, bytes):
                        found += [value.decode(e, "replace") for e in ("utf-8", "gb18030", "utf-16-le")]
                    else:
                        found.append(str(value))
    return "\n".join(found)


def _texts_of(workbook: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())


def _answers(client: TestClient, headers: dict[str, str]) -> list[Any]:
    fields = "{ nodes { clueNo employerName note } }"
    queries = (
        f"{{ complaints(first: 100) {fields} }}",
        "{ submissions(first: 10) { nodes { fileName problems { cell value message { zh en } } } } }",
        "{ employers(first: 10) { nodes { name uscc } } }",
    )
    answers = [client.post("/graphql", json={"query": query}, headers=headers).json() for query in queries]
    assert all("errors" not in answer for answer in answers), answers
    return answers
