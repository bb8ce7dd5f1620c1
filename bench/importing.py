"""Import of a large workbook by the hub, against calamine and COPY of the same cells."""

from __future__ import annotations

import io
import random
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import psycopg
from psycopg import sql
from python_calamine import CalamineWorkbook

from bench.country import SEED
from hub.access.viewer import OPERATOR
from hub.database import libpq
from hub.importing.parsed import Options
from hub.months import Period
from hub.names import uscc_check_character
from hub.regions import Level, register
from hub.settings import Settings
from hub.submissions.intake import Intake

PROVINCE, YEAR = "510000", 2025
TITLE = f"四川省人民检察院支持起诉案件台账（{YEAR}年1-12月）"

# Column, then its type in the reference's table.
COLUMNS = {
    "办理检察院": "text",
    "案号": "text",
    "行政区划代码": "text",
    "案件来源": "text",
    "类型": "text",
    "单位名称": "text",
    "统一社会信用代码": "text",
    "劳动者类别": "text",
    "涉及人数": "int",
    "受理日期": "date",
    "起诉标的": "numeric(18, 2)",
    "审查决定": "text",
    "决定日期": "date",
    "支持起诉书文号": "text",
    "法院案号": "text",
    "办理结果": "text",
    "结果日期": "date",
    "确定金额": "numeric(18, 2)",
    "追回金额": "numeric(18, 2)",
    "追回日期": "date",
}
HEADER_ROWS = 2
FAULTY_EVERY = 100
"""Of a faulty workbook every so many rows has a day that never was."""


@dataclass(frozen=True)
class Imported:
    """Seconds of each round."""

    rows: int
    megabytes: float
    hub: list[float]
    reference: list[float]

    @property
    def ratio(self) -> float:
        """Speed as a share of the reference's, by medians."""
        return statistics.median(self.reference) / statistics.median(self.hub)


class NotImported(Exception):
    """The hub did not take the workbook, so that its time says nothing."""


def measure(url: str, home: Path, rows: int, rounds: int, say: Callable[[str], None]) -> Imported:
    """Import the workbook in turn both ways; what it left is taken out again after each round."""
    path = home / f"supported_lawsuits-{rows}-{SEED}.xlsx"
    if not path.exists():
        say(f"writing a workbook of {rows:,} rows")
        path.write_bytes(workbook(rows))
    data = path.read_bytes()
    settings = Settings(database_url=None, home=home)
    intake = Intake(url, settings)
    intake.take(workbook(100), "small.xlsx", _options(), by=OPERATOR, store=False)  # starts the nursery
    hub, reference = [], []
    for _ in range(rounds):
        say(f"import of {rows:,} rows")
        hub.append(_by_the_hub(intake, data, path.name, rows))
        _take_out(url)
        reference.append(_by_copy(url, data, rows))
    return Imported(rows, len(data) / 2**20, hub, reference)


def workbook(rows: int, *, faulty: bool = False) -> bytes:
    """A seeded workbook without any error, or with one in every hundredth row."""
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("台账")
    page.append([TITLE])
    page.append(list(COLUMNS))
    day = list(COLUMNS).index("受理日期")
    for number, record in enumerate(_records(rows), start=1):
        if faulty and number % FAULTY_EVERY == 0:
            record[day] = f"{YEAR}-02-30"
        page.append(record)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _records(rows: int) -> Iterator[list[object]]:
    chance = random.Random(SEED)
    counties = [r.code for r in register().children(PROVINCE, Level.COUNTY, range(YEAR, YEAR + 1))]
    employers = []
    for number in range(max(1, rows // 5)):
        body = f"91{counties[number % len(counties)]}{number:09d}"
        employers.append((f"蜀都第{number}建筑工程有限公司", body + uscc_check_character(body)))
    for number in range(1, rows + 1):
        name, code = chance.choice(employers)
        accepted = date(YEAR, 1, 1) + timedelta(days=chance.randrange(240))
        workers = chance.randrange(1, 20)
        amount = workers * chance.randrange(300_000, 3_000_000) / 100
        settled = number % 3 == 0
        yield [
            "四川省人民检察院",
            f"川检民支〔{YEAR}〕{number}号",
            chance.choice(counties),
            chance.choice(("劳动者申请", "工会移送", "人社移送")),
            "起诉",
            name,
            code,
            chance.choice(("农民工", "农民工、女职工")),
            workers,
            accepted,
            amount,
            "支持起诉",
            accepted + timedelta(days=5),
            f"川检民支书〔{YEAR}〕{number}号",
            None if settled else f"（{YEAR}）川0104民初{number}号",
            "诉前和解" if settled else chance.choice(("法院调解", "判决")),
            accepted + timedelta(days=30),
            amount,
            amount if number % 10 < 6 else None,
            accepted + timedelta(days=40) if number % 10 < 6 else None,
        ]


def _by_the_hub(intake: Intake, data: bytes, name: str, rows: int) -> float:
    begun = time.perf_counter()
    receipts = intake.take(data, name, _options(), by=OPERATOR, accept=True)
    seconds = time.perf_counter() - begun
    if [(r.status, r.rows.new) for r in receipts] != [("accepted", rows)]:
        raise NotImported("; ".join(str(p.as_json()) for r in receipts for p in r.parsed.problems[:5]))
    return seconds


def _options() -> Options:
    return Options(sheet="supported_lawsuits", period=Period(date(YEAR, 1, 1), date(YEAR, 12, 1)))


def _by_copy(url: str, data: bytes, rows: int) -> float:
    """calamine, then COPY of the cells as they come into a plain table: typed, without keys or indexes."""
    columns = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(of)) for name, of in COLUMNS.items()
    )
    whole = [of == "int" for of in COLUMNS.values()]
    with psycopg.connect(libpq(url)) as connection:
        connection.execute("drop table if exists bench.cells")
        connection.execute(sql.SQL("create table bench.cells ({})").format(columns))
        connection.commit()
        begun = time.perf_counter()
        cells = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
        with connection.cursor().copy("copy bench.cells from stdin") as copy:
            for row in cells[HEADER_ROWS:]:
                copy.write_row([_cell(value, as_int) for value, as_int in zip(row, whole, strict=True)])
        connection.commit()
        seconds = time.perf_counter() - begun
        assert connection.execute("select count(*) from bench.cells").fetchone() == (rows,)
        connection.execute("drop table bench.cells")
    return seconds


def _cell(value: object, as_int: bool) -> object:
    if value == "":
        return None
    if as_int and isinstance(value, float):
        return int(value)
    return value.date() if isinstance(value, datetime) else value


def _take_out(url: str) -> None:
    """As the owner: what the hub itself never does."""
    with psycopg.connect(libpq(url)) as connection:
        found = connection.execute(
            "select id, accepted_version from submissions where region_code = %s and period_from = %s",
            [PROVINCE, date(YEAR, 1, 1)],
        ).fetchall()
        numbers = [row[0] for row in found]
        for table in ("supported_lawsuits", "wage_recoveries"):
            connection.execute(f"delete from {table} where submission_id = any(%s)", [numbers])
        connection.execute("delete from data_versions where submission_id = any(%s)", [numbers])
        connection.execute("delete from accepted_submissions where id = any(%s)", [numbers])
        connection.execute("delete from submissions where id = any(%s)", [numbers])
        connection.execute("delete from employers where name like '蜀都第%'")
    with psycopg.connect(libpq(url), autocommit=True) as connection:
        connection.execute("vacuum (analyze) supported_lawsuits, wage_recoveries, employers, submissions")
