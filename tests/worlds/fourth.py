"""The fourth world: the workbooks of a province made from a seed, as files, with the records that they were made of."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

from hub.importing.catalogue import sheets
from tests.worlds.layout import Layout, Synonyms, Table
from tests.worlds.records import Firm, Maker, Sent
from tests.worlds.workbooks import WRITERS, write_xlsx

SYNONYMS: Synonyms = {
    "projects": {"contractor_name": ["承建企业全称"], "contract_amount": ["工程总造价款"]},
    "special_accounts": {"bank": ["专户所在网点"], "status": ["专户目前情形"]},
    "account_monthly": {"paid_out": ["当月发薪总数"], "balance": ["月底结余款"]},
    "wage_cases": {"employer_name": ["欠薪主体全称"], "recovered_amount": ["帮助讨回工资款"]},
    "enforcement_applications": {"applied_on": ["递交法院日"], "result_kind": ["执行落实情形"]},
    "blacklist": {"subject_name": ["列入企业全称"], "listed_on": ["作出列入决定日"]},
    "supported_lawsuits": {"accepted_on": ["收到申请日"], "recovered_amount": ["已到手款项"]},
    "civil_supervision": {"supervision_kind": ["监督对象种类"], "accepted_on": ["收到申请日"]},
    "recommendations": {"addressee": ["建议发往单位"], "replied_on": ["收到复函日"]},
    "union_services": {"served_on": ["服务开展日"], "workers_count": ["惠及职工数"]},
    "legal_aid_cases": {"approved_on": ["同意援助日"], "workers_count": ["受助职工数"]},
    "court_wage_cases": {"filed_on": ["本院登记日"], "adjudicated_amount": ["文书所定款项"]},
}
"""Headers that no form declares: the offices of this province supply them as data."""

# Forms that one office sends in one workbook.
TOGETHER = (("H2", "H2b"), ("H8", "H9"))


@dataclass(frozen=True)
class World:
    """The files in the order in which they are sent, the synonyms, and what was written into them."""

    files: list[tuple[Path, list[Sent]]]
    synonyms: Path
    sent: list[Sent]
    firms: list[Firm]
    counties: dict[str, list[str]]
    """Counties with records, by prefecture."""


def records(seed: int) -> World:
    """The records alone, without files."""
    maker = Maker(seed)
    sent = list(maker.everything())
    firms = [firm for firms in maker.firms.values() for firm in firms]
    return World([], Path(), sent, firms, maker.counties)


def write(seed: int, directory: Path) -> World:
    """The world with its files in `directory`. The same seed gives the same cells."""
    world = records(seed)
    dice = random.Random(f"workbooks of {seed}")
    synonyms = directory / "synonyms.toml"
    synonyms.write_text(_toml(SYNONYMS), encoding="utf-8")
    kinds = list(WRITERS)
    dice.shuffle(kinds)
    files = []
    for number, together in enumerate(_workbooks(world.sent), start=1):
        kind = kinds[number % len(kinds)]
        if len(together) > 1:
            kind = dice.choice(("xlsx", "xls", "ods"))
        ending, save = WRITERS[kind]
        path = directory / f"{dice.choice(('附件', '报表', '材料'))}{number}{ending}"
        plain = kind.startswith("csv")
        tables = [
            Layout(sent, sheets()[_sheet(sent.form)], SYNONYMS, dice, plain=plain).table(f"表{place}")
            for place, sent in enumerate(together, start=1)
        ]
        if not plain and dice.random() < 0.3:
            tables.append(Table("下拉选项", [["是", "否"], ["农民工", "其他"]], hidden=True))
        save(path, tables)
        files.append((path, together))
    return World(files, synonyms, world.sent, world.firms, world.counties)


def write_large(seed: int, path: Path, rows: int) -> Sent:
    """One .xlsx workbook with as many wage cases of one office."""
    sent = Maker(seed).wage_cases(rows)
    dice = random.Random(f"large workbook of {seed}")
    write_xlsx(path, [Layout(sent, sheets()["wage_cases"], {}, dice, plain=False).table("台账")])
    return sent


def _workbooks(sent: list[Sent]) -> list[list[Sent]]:
    """What is sent in one file: one form, or two that one office keeps together for the same months."""
    found: list[list[Sent]] = []
    for one in sent:
        mate = next(
            (
                book
                for book in found
                if len(book) == 1
                and (book[0].form, one.form) in TOGETHER
                and (book[0].region, book[0].months, book[0].as_of) == (one.region, one.months, one.as_of)
            ),
            None,
        )
        if mate is not None:
            mate.append(one)
        else:
            found.append([one])
    return found


def _sheet(form: str) -> str:
    return next(name for name, sheet in sheets().items() if sheet.form == form)


def _toml(synonyms: Synonyms) -> str:
    lines = []
    for sheet, fields in synonyms.items():
        lines.append(f"[{sheet}]")
        lines += [f"{field} = {json.dumps(headers, ensure_ascii=False)}" for field, headers in fields.items()]
    return "\n".join(lines) + "\n"
