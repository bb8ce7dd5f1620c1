"""Small ledgers of wage cases as text files, sent to a hub as clerks send them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import psycopg
from pydantic import SecretStr

from hub.access.viewer import OPERATOR
from hub.database import connect, libpq
from hub.importing.parsed import Options
from hub.months import Period
from hub.settings import Settings
from hub.submissions import Receipt, withdraw
from hub.submissions.intake import Intake
from hub.verifying import Verified, verify

PANZHOU, LIUPANSHUI = "520281", "520200"
OFFICES = {
    PANZHOU: "盘州市人力资源和社会保障局",
    LIUPANSHUI: "六盘水市人力资源和社会保障局",
}
_HEADER = "案号,县区,来源,立案日期,单位名称,统一社会信用代码,涉及人数,欠薪金额（元）,追回金额（元）,结案日期"
USCC = "91520200MA6DL4XK2A"


def hub_on(url: str, **settings: Any) -> Intake:
    """A hub with keys of its own on a database."""
    keys = {"digest_key": SecretStr("k" * 40), "files_key": SecretStr("f" * 40), **settings}
    return Intake(url, Settings(database_url=url, **keys))


def wage_cases(amounts: Mapping[str, int], region: str = PANZHOU, as_of: date | None = None) -> bytes:
    """A ledger of wage cases: case number -> recovered yuan, as of a day."""
    lines = ["欠薪案件台账", f"填报单位：{OFFICES[region]}"]
    if as_of is not None:
        lines.append(f"截至{as_of.year}年{as_of.month}月{as_of.day}日")
    lines.append(_HEADER)
    for case, amount in amounts.items():
        lines.append(f"{case},盘州市,来访,2019-01-05,某建筑公司{case},,3,{amount},{amount},2019-01-20")
    return "\n".join(lines).encode()


def send(
    intake: Intake,
    amounts: Mapping[str, int],
    *,
    region: str = PANZHOU,
    period: str = "2019-01",
    as_of: date | None = None,
    accept: bool = True,
    **how: Any,
) -> Receipt:
    """Receive one ledger and, unless told otherwise, accept it."""
    options = Options("wage_cases", "HRSS", region, Period.parse(period))
    data = wage_cases(amounts, region, as_of)
    [receipt] = intake.take(data, "欠薪台账.csv", options, by=OPERATOR, accept=accept, **how)
    assert not receipt.parsed.refused, [p.as_json() for p in receipt.parsed.problems]
    return receipt


def number_of(receipt: Receipt) -> int:
    """The number of the submission of a receipt."""
    assert receipt.submission is not None
    return receipt.submission


def take_back(intake: Intake, receipt: Receipt) -> None:
    """Withdraw a submission."""
    with connect(intake.url) as connection:
        withdraw(connection, number_of(receipt), by=OPERATOR, reason="误报")


def behind_its_back(intake: Intake, *statements: str) -> None:
    """Statements of whoever owns the database, past the hub."""
    with psycopg.connect(libpq(intake.url)) as owner:
        for statement in statements:
            assert owner.execute(statement.encode()).rowcount != 0, statement


def verified(intake: Intake, *, past: int = 0, **how: Any) -> Verified:
    """What `hub verify` finds, with figures as they are now unless `past` data versions are wanted too."""
    return verify(intake.url, intake.settings, past=past, **how)
