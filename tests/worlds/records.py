"""Records of a province that nobody published, made from a seed: what its offices know before they write a workbook."""

from __future__ import annotations

import random
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

Record = dict[str, Any]

PROVINCE = "370000"
# Codes and names in force in 2022 and 2023 (GB/T 2260): the world has records of some of the counties only.
PREFECTURES = {
    "371500": (
        "聊城市",
        {
            "371502": "东昌府区", "371503": "茌平区", "371521": "阳谷县", "371522": "莘县",
            "371524": "东阿县", "371525": "冠县", "371526": "高唐县", "371581": "临清市",
        },
    ),
    "371400": (
        "德州市",
        {
            "371402": "德城区", "371403": "陵城区", "371422": "宁津县", "371423": "庆云县", "371424": "临邑县",
            "371425": "齐河县", "371426": "平原县", "371427": "夏津县", "371428": "武城县", "371481": "乐陵市",
            "371482": "禹城市",
        },
    ),
}  # fmt: skip
BUSY, QUIET = "371500", "371400"
"""The prefecture whose offices send everything, and the one whose offices send four sheets only."""
YEAR = 2023
OFFICES = {
    "HRSS": "人力资源和社会保障局",
    "PROCURATORATE": "人民检察院",
    "UNION": "总工会",
    "JUSTICE": "司法局",
    "COURT": "中级人民法院",
}

_USCC_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@dataclass(frozen=True)
class Firm:
    """An employer with a valid credit code."""

    name: str
    uscc: str


@dataclass
class Sent:
    """What one unit says in one sheet for a run of months."""

    form: str
    agency: str
    region: str
    months: tuple[str, str]
    as_of: date
    rows: list[Record] = field(default_factory=list)

    @property
    def office(self) -> str:
        """The unit's name as it stands in its workbooks."""
        return place_name(self.region) + OFFICES[self.agency]

    @property
    def period(self) -> str:
        """2023-12, or 2023-01..2023-06."""
        first, last = self.months
        return first if first == last else f"{first}..{last}"


def place_name(code: str) -> str:
    """聊城市 or 东昌府区."""
    prefecture, counties = PREFECTURES[code[:4] + "00"]
    return counties.get(code, prefecture)


class Maker:
    """Makes everything that the offices of the province send, in the order in which they send it."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(f"fourth world {seed}")
        self._serial = 0
        self.counties = {
            code: sorted(self.dice.sample(sorted(below), 3)) for code, (_, below) in PREFECTURES.items()
        }
        self.firms = {code: [self._firm(code, number) for number in range(14)] for code in PREFECTURES}

    def everything(self) -> Iterator[Sent]:
        """All submissions, projects first since accounts refer to them."""
        yield from self._projects_and_accounts()
        for region in (*self.counties[BUSY], BUSY):
            for year in (YEAR - 1, YEAR):
                yield self._year("H6", "HRSS", region, year, 4, 11)
        yield self._year("H6", "HRSS", QUIET, YEAR, 6, 12)
        yield self._year("P1", "PROCURATORATE", BUSY, YEAR - 1, 12, 30)
        yield self._run("P1", "PROCURATORATE", BUSY, (1, 6), 15, 30)
        yield self._run("P1", "PROCURATORATE", BUSY, (7, 12), 15, 30)
        yield self._year("P1", "PROCURATORATE", QUIET, YEAR, 8, 16)
        for form, agency in (
            ("H8", "HRSS"),
            ("H9", "HRSS"),
            ("P2", "PROCURATORATE"),
            ("P3", "PROCURATORATE"),
        ):
            yield self._year(form, agency, BUSY, YEAR, 8, 18)
        for form, agency in (("U3", "UNION"), ("J1", "JUSTICE"), ("C1", "COURT")):
            yield self._run(form, agency, BUSY, (1, 6), 8, 18)
            yield self._run(form, agency, BUSY, (7, 12), 8, 18)
        yield self._year("C1", "COURT", QUIET, YEAR, 6, 12)

    def wage_cases(self, count: int) -> Sent:
        """A year of one prefecture with as many wage cases."""
        return self._year("H6", "HRSS", BUSY, YEAR, count, count)

    def _projects_and_accounts(self) -> Iterator[Sent]:
        december = (f"{YEAR}-12", f"{YEAR}-12")
        november = (f"{YEAR}-11", f"{YEAR}-11")
        first, second, third = self.counties[BUSY]
        standing: list[Record] = []
        for region in (first, second, BUSY):
            newest = Sent("H1", "HRSS", region, december, date(YEAR, 12, self.dice.randint(20, 31)))
            newest.rows = [self._project(region) for _ in range(self.dice.randint(6, 12))]
            if region == first:
                # The month before: some projects since gone, others in an earlier stage.
                before = Sent("H1", "HRSS", region, november, date(YEAR, 11, 30))
                before.rows = [
                    {**row, "status": "UNDER_CONSTRUCTION", "completed_on": None} for row in newest.rows[2:]
                ]
                before.rows += [self._project(region) for _ in range(3)]
                yield before
            standing += newest.rows
            yield newest
        # Sent nothing in December: its state of November is carried forward.
        carried = Sent("H1", "HRSS", third, november, date(YEAR, 11, 30))
        carried.rows = [self._project(third) for _ in range(self.dice.randint(4, 8))]
        standing += carried.rows
        yield carried
        quiet = Sent("H1", "HRSS", QUIET, december, date(YEAR, 12, 31))
        quiet.rows = [self._project(self._place(QUIET)) for _ in range(self.dice.randint(6, 12))]
        yield quiet

        accounts = Sent("H2", "HRSS", BUSY, december, date(YEAR, 12, 31))
        accounts.rows = [
            self._account(project)
            for project in standing
            if project["account_required"]
            for _ in range(self.dice.choice((0, 1, 1, 1, 2)))
        ]
        yield accounts
        for months in (november, december):
            monthly = Sent("H2b", "HRSS", BUSY, months, _last_day(*map(int, months[1].split("-"))))
            monthly.rows = [self._account_month(account, months[0]) for account in accounts.rows]
            yield monthly

    def _year(self, form: str, agency: str, region: str, year: int, fewest: int, most: int) -> Sent:
        sent = Sent(form, agency, region, (f"{year}-01", f"{year}-12"), date(year, 12, 31))
        return self._filled(sent, date(year, 1, 1), fewest, most)

    def _run(
        self, form: str, agency: str, region: str, months: tuple[int, int], fewest: int, most: int
    ) -> Sent:
        first, last = months
        sent = Sent(form, agency, region, (f"{YEAR}-{first:02}", f"{YEAR}-{last:02}"), _last_day(YEAR, last))
        return self._filled(sent, date(YEAR, first, 1), fewest, most)

    def _filled(self, sent: Sent, start: date, fewest: int, most: int) -> Sent:
        make = getattr(self, f"_row_of_{sent.form.lower()}")
        for _ in range(self.dice.randint(fewest, most)):
            day = self._day(start, sent.as_of)
            sent.rows.append(make(sent, day, self._place(sent.region)))
        return sent

    def _row_of_h6(self, sent: Sent, filed: date, region: str) -> Record:
        workers = self.dice.randint(1, 60)
        amount = self._money(workers)
        closed = self._later(filed, sent.as_of, 0.75)
        kind = self.dice.choice(("PAID", "PAID", "TRANSFERRED", "ENFORCEMENT", "OTHER")) if closed else None
        recovered = self._part(amount) if kind == "PAID" else None
        ordered = self._later(filed, sent.as_of, 0.6)
        arrears = self._day(date(filed.year - 1, 1, 1), filed).replace(day=1)
        return {
            "case_no": f"{place_name(region)[:1]}人社监立〔{filed.year}〕{self._next()}号",
            "region": region,
            "source": self.dice.choice(
                ("VISIT", "HOTLINE_12345", "NATIONAL_PLATFORM", "INSPECTION", "UNION")
            ),
            "filed_on": filed,
            **self._employer(sent.region),
            "industry": self.dice.choice(("建筑业", "制造业", "住宿和餐饮业", None)),
            "worker_group": self._groups(),
            "workers_count": workers,
            "arrears_from": arrears,
            "arrears_to": max(arrears, filed.replace(day=1)),
            "amount_involved": amount,
            "pay_order_no": f"鲁人社监令〔{filed.year}〕{self._next()}号" if ordered else None,
            "pay_order_on": ordered,
            "pay_order_due_on": ordered + timedelta(days=7) if ordered else None,
            "recovered_amount": recovered,
            "workers_paid": self.dice.randint(1, workers) if recovered else None,
            "pay_method": self.dice.choice(("SELF", "SELF", "DEPOSIT", "EMERGENCY_FUND", "PAID_FIRST"))
            if recovered
            else None,
            "fine_amount": Decimal(self.dice.randint(20, 200) * 100) if self.dice.random() < 0.2 else None,
            "closed_on": closed,
            "close_kind": kind,
            "note": self.dice.choice((None, None, "多次约谈", "已告知诉讼途径")),
        }

    def _row_of_h8(self, sent: Sent, applied: date, region: str) -> Record:
        workers = self.dice.randint(2, 80)
        completed = self._later(applied, sent.as_of, 0.7)
        result = self.dice.choice(("WAGES_PAID", "DEPOSIT_PAID", "SETTLED")) if completed else "IN_PROGRESS"
        return {
            "application_no": f"聊人社强执申〔{applied.year}〕{self._next()}号",
            "decision_no": f"聊人社理决〔{applied.year}〕{self._next()}号",
            "region": region,
            **self._employer(sent.region),
            "workers_count": workers,
            "amount_involved": self._money(workers),
            "applied_on": applied,
            "court": f"{place_name(region)}人民法院",
            "court_accepted_on": applied,
            "ruling": "GRANTED" if completed else "PENDING",
            "result_kind": result,
            "wages_paid": self._money(workers) if result == "WAGES_PAID" else None,
            "workers_paid": self.dice.randint(1, workers) if result == "WAGES_PAID" else None,
            "deposit_paid": self._money(workers) if result == "DEPOSIT_PAID" else None,
            "completed_on": completed,
        }

    def _row_of_h9(self, sent: Sent, listed: date, region: str) -> Record:
        firm = self.dice.choice(self.firms[_prefecture(sent.region)])
        removed = self._later(listed + timedelta(days=190), sent.as_of, 0.4)
        workers = self.dice.randint(5, 50)
        return {
            "decision_no": f"聊人社列入〔{listed.year}〕{self._next()}号",
            "subject_type": "EMPLOYER",
            "subject_name": firm.name,
            "uscc": firm.uscc,
            "region": region,
            "pay_order_no": f"鲁人社监令〔{listed.year}〕{self._next()}号",
            "reason": "拒不支付劳动报酬，数额较大",
            "workers_count": workers,
            "amount_involved": self._money(workers),
            "listed_on": listed,
            "term_months": 36,
            "announced_on": self._later(listed, sent.as_of, 0.8),
            "removal_kind": "EARLY" if removed else None,
            "removal_decision_no": f"聊人社移出〔{listed.year}〕{self._next()}号" if removed else None,
            "removed_on": removed,
        }

    def _row_of_p1(self, sent: Sent, accepted: date, region: str) -> Record:
        workers = self.dice.randint(1, 30)
        claim = self._money(workers)
        forum = "ARBITRATION" if self.dice.random() < 0.12 else "LITIGATION"
        decided = self._later(accepted, sent.as_of, 0.85)
        decision = (
            self.dice.choice(("SUPPORT", "SUPPORT", "SUPPORT", "NOT_SUPPORT", "TERMINATED"))
            if decided
            else None
        )
        ended = self._later(decided, sent.as_of, 0.8) if decided else None
        outcome = self._outcome(forum, decision, bool(ended))
        settled = outcome in ("SETTLED_BEFORE_FILING", "MEDIATED_IN_COURT", "JUDGED", "SETTLED")
        fixed = self._part(claim) if settled else None
        paid = self._later(ended, sent.as_of, 0.7) if settled and ended else None
        urged = outcome in ("MEDIATED_IN_COURT", "JUDGED") and self.dice.random() < 0.3
        in_court = forum == "LITIGATION" and outcome in ("MEDIATED_IN_COURT", "JUDGED", "WITHDRAWN")
        return {
            "procuratorate": f"{place_name(region)}人民检察院",
            "case_no": f"鲁{sent.region[2:4]}检民支〔{accepted.year}〕{self._next()}号",
            "region": region,
            "source": self.dice.choice(("WORKER_APPLICATION", "UNION_CLUE", "HRSS_CLUE", "LEGAL_AID")),
            "forum": forum,
            **self._employer(sent.region),
            "worker_group": self._groups(),
            "workers_count": workers,
            "accepted_on": accepted,
            "claim_amount": claim,
            "decision": decision,
            "decided_on": decided,
            "support_letter_no": f"鲁检支诉〔{accepted.year}〕{self._next()}号"
            if decision == "SUPPORT"
            else None,
            "court_case_no": f"（{accepted.year}）鲁{region[2:]}民初{self._next()}号" if in_court else None,
            "outcome": outcome,
            "outcome_on": ended if outcome not in (None, "PENDING") else None,
            "adjudicated_amount": fixed,
            "recovered_amount": fixed if paid else None,
            "recovered_on": paid,
            "recovery_kind": self.dice.choice(("WAGES", "WAGES", "WAGES", "INJURY_COMPENSATION", None))
            if paid
            else None,
            "enforcement_urged": urged,
            "enforcement_urged_on": self._later(ended, sent.as_of, 1) if urged and ended else None,
            "co_accepted_by_union": self.dice.random() < 0.2,
            "note": None,
        }

    def _outcome(self, forum: str, decision: str | None, ended: bool) -> str | None:
        if decision is None:
            return None
        if forum == "ARBITRATION":
            return "SETTLED" if ended and decision == "SUPPORT" else None
        if decision == "SUPPORT":
            return (
                self.dice.choice(("MEDIATED_IN_COURT", "JUDGED", "WITHDRAWN", "SETTLED_BEFORE_FILING"))
                if ended
                else "PENDING"
            )
        return "SETTLED_BEFORE_FILING" if decision == "TERMINATED" and ended else None

    def _row_of_p2(self, sent: Sent, accepted: date, region: str) -> Record:
        workers = self.dice.randint(1, 30)
        kind = self.dice.choice(("JUDGMENT", "ENFORCEMENT"))
        measures = (
            ("PROTEST", "RETRIAL_RECOMMENDATION") if kind == "JUDGMENT" else ("ENFORCEMENT_RECOMMENDATION",)
        )
        proposed = self._later(accepted, sent.as_of, 0.8)
        return {
            "case_no": f"聊检民监〔{accepted.year}〕{self._next()}号",
            "supervision_kind": kind,
            "region": region,
            **self._employer(sent.region),
            "workers_count": workers,
            "accepted_on": accepted,
            "supervision_measure": self.dice.choice(measures) if proposed else None,
            "proposed_on": proposed,
            "court_result": self.dice.choice(("CHANGED", "ADOPTED", "UPHELD", "PENDING"))
            if proposed
            else None,
            "recovered_amount": self._money(workers) if self.dice.random() < 0.4 else None,
        }

    def _row_of_p3(self, sent: Sent, issued: date, region: str) -> Record:
        replied = self._later(issued, sent.as_of, 0.7)
        workers = self.dice.randint(3, 90)
        return {
            "procuratorate": f"{place_name(region)}人民检察院",
            "doc_no": f"聊检建〔{issued.year}〕{self._next()}号",
            "recommendation_type": self.dice.choice(("SOCIAL_GOVERNANCE", "CORRECT_UNLAWFUL_ACT")),
            "trigger": self.dice.choice(("OBVIOUS_SUPERVISION_LOOPHOLE", "SPECIAL_ACCOUNT_NOT_IMPLEMENTED")),
            "addressee": f"{place_name(region)}住房和城乡建设局",
            "region": region,
            "issued_on": issued,
            "replied_on": replied,
            "adoption": self.dice.choice(("FULL", "PART", "NO")) if replied else None,
            "workers_count": workers,
            "workers_precision": self.dice.choice((None, "APPROX", "MORE_THAN")),
            "amount_involved": self._money(workers),
            "amount_precision": self.dice.choice((None, "APPROX", "MORE_THAN")),
        }

    def _row_of_u3(self, sent: Sent, served: date, region: str) -> Record:
        workers = self.dice.randint(1, 40)
        return {
            "service_no": f"LCGH{served.year}{self._next():05}",
            "service_kind": self.dice.choice(
                ("LEGAL_AID", "MEDIATION", "COLLECTIVE_BARGAINING", "COUNSELLING")
            ),
            "served_on": served,
            "region": region,
            **self._employer(sent.region),
            "workers_count": workers,
            "result": self.dice.choice(("DONE", "AGREED", "IN_PROGRESS")),
            "recovered_amount": self._money(workers) if self.dice.random() < 0.5 else None,
        }

    def _row_of_j1(self, sent: Sent, applied: date, region: str) -> Record:
        workers = self.dice.randint(1, 12)
        approved = min(applied + timedelta(days=self.dice.randint(0, 3)), sent.as_of)
        closed = self._later(approved, sent.as_of, 0.6)
        claim = self._money(workers)
        return {
            "aid_organisation": f"{place_name(region)}法律援助中心",
            "case_no": f"聊援民字〔{applied.year}〕{self._next()}号",
            "applied_on": applied,
            "approved_on": approved,
            "dispute_matter": self.dice.choice(
                ("REMUNERATION", "REMUNERATION", "SOCIAL_INSURANCE", "CONTRACT")
            ),
            "priority": self.dice.choice(("EMPLOYMENT_RELATIONS", "REMUNERATION", "HEALTH", None)),
            "worker_group": self._groups(),
            "green_channel": self.dice.random() < 0.5,
            "cross_region": self.dice.random() < 0.3,
            "region": region,
            **self._employer(sent.region),
            "workers_count": workers,
            "claim_amount": claim,
            "close_kind": self.dice.choice(("MEDIATED", "LITIGATED", "SETTLED")) if closed else "IN_PROGRESS",
            "recovered_amount": self._part(claim) if closed and self.dice.random() < 0.7 else None,
            "closed_on": closed,
        }

    def _row_of_c1(self, sent: Sent, filed: date, region: str) -> Record:
        workers = self.dice.randint(1, 20)
        claim = self._money(workers)
        closed = self._later(filed, sent.as_of, 0.7)
        kind = self.dice.choice(("MEDIATED", "JUDGED", "WITHDRAWN", "OTHER")) if closed else None
        return {
            "court": f"{place_name(region)}人民法院",
            "case_no": f"（{filed.year}）鲁{region[2:]}民初{self._next()}号",
            "filed_on": filed,
            "cause": "追索劳动报酬纠纷",
            "region": region,
            **self._employer(sent.region),
            "workers_count": workers,
            "claim_amount": claim,
            "is_supported": self.dice.random() < 0.3,
            "has_legal_aid": self.dice.random() < 0.3,
            "closed_on": closed,
            "close_kind": kind,
            "adjudicated_amount": self._part(claim) if kind in ("MEDIATED", "JUDGED") else None,
        }

    def _project(self, region: str) -> Record:
        firms = self.firms[_prefecture(region)]
        owner, contractor = self.dice.sample(firms, 2)
        started = self._day(date(YEAR - 2, 1, 1), date(YEAR, 9, 30))
        status = self.dice.choice(("UNDER_CONSTRUCTION",) * 6 + ("NOT_STARTED", "SUSPENDED", "COMPLETED"))
        real_name = self.dice.random() < 0.85
        attendance = real_name and self.dice.random() < 0.9
        return {
            "project_code": f"{region}{started:%Y%m}{self._next():06}",
            "project_name": f"{place_name(region)}{self.dice.choice(('安置房', '污水处理厂', '快速路', '中学'))}{self._next()}期",
            "region": region,
            "sector": self.dice.choice(("HOUSING", "MUNICIPAL", "TRANSPORT", "WATER")),
            "funding": self.dice.choice(("GOVERNMENT", "STATE_ENTERPRISE", "PRIVATE")),
            "department": self.dice.choice(("住建局", "交通局", "水利局")),
            "owner_name": owner.name,
            "owner_uscc": owner.uscc,
            "contractor_name": contractor.name,
            "contractor_uscc": contractor.uscc,
            "contract_amount": Decimal(self.dice.randint(5, 900) * 1_000_000),
            "started_on": started,
            "planned_completion": started + timedelta(days=self.dice.randint(300, 1200)),
            "completed_on": date(YEAR, 11, self.dice.randint(1, 20)) if status == "COMPLETED" else None,
            "status": status,
            "real_name": real_name,
            "real_name_on": started + timedelta(days=9) if real_name else None,
            "attendance": attendance,
            "attendance_on": started + timedelta(days=20) if attendance else None,
            "notice_board": self.dice.random() < 0.9,
            "labour_officer": self.dice.random() < 0.8,
            "account_required": self.dice.random() < 0.9,
        }

    def _account(self, project: Record) -> Record:
        opened = self._day(project["started_on"], date(YEAR, 10, 31))
        status = self.dice.choice(("OPEN", "OPEN", "OPEN", "OPEN", "CLOSING_PUBLICITY", "CLOSED"))
        public = date(YEAR, 11, self.dice.randint(1, 10)) if status != "OPEN" else None
        return {
            "project_code": project["project_code"],
            "project_name": project["project_name"],
            "region": project["region"],
            "bank": self.dice.choice(("聊城农商银行", "中国建设银行聊城分行", "齐鲁银行")),
            "account_no": "".join(self.dice.choice("123456789") for _ in range(19)),
            "opened_on": opened,
            "status": status,
            "publicity_from": public,
            "closed_on": public + timedelta(days=35) if public and status == "CLOSED" else None,
        }

    def _account_month(self, account: Record, month: str) -> Record:
        due = self.dice.randint(5, 120)
        in_full = self.dice.random() < 0.8
        paid = due if in_full else self.dice.randint(1, due)
        paid_out = Decimal(paid * self.dice.randint(40, 90) * 100)
        return {
            "project_code": account["project_code"],
            "account_no": account["account_no"],
            "region": account["region"],
            "month": date.fromisoformat(f"{month}-01"),
            "due_labour_cost": paid_out + Decimal(20000),
            "paid_in": paid_out + Decimal(self.dice.randint(0, 100) * 100),
            "paid_out": paid_out,
            "workers_due": due,
            "workers_paid": paid,
            "balance": Decimal(self.dice.randint(0, 5000) * 100),
            "paid_in_full": in_full,
            "on_time": self.dice.random() < 0.85,
            "contractor_agency": self.dice.random() < 0.7,
        }

    def _firm(self, prefecture: str, number: int) -> Firm:
        county = self.dice.choice(sorted(PREFECTURES[prefecture][1]))
        brand = "".join(self.dice.sample("岱岳汶泗沂沭鲁菏泰岚", 2))
        trade = self.dice.choice(("建筑工程", "劳务", "路桥", "食品", "家政服务"))
        first = f"91{county}MA{self.dice.randint(10**7, 10**8 - 1):08}"[:17]
        name = f"{place_name(prefecture)[:2]}{brand}{trade}{number + 1}号有限公司"
        return Firm(name, first + _check_character(first))

    def _employer(self, region: str) -> Record:
        firm = self.dice.choice(self.firms[_prefecture(region)])
        known = self.dice.random() < 0.85
        return {"employer_name": firm.name, "uscc": firm.uscc if known else None}

    def _place(self, region: str) -> str:
        """Where a record of a unit belongs: the unit's county, or one of the prefecture's, or its own level."""
        if region not in PREFECTURES:
            return region
        return self.dice.choice((*self.counties[region], *self.counties[region], region))

    def _groups(self) -> list[str] | None:
        drawn = self.dice.random()
        if drawn < 0.1:
            return None
        if drawn < 0.7:
            return ["MIGRANT"]
        return ["MIGRANT", "WOMEN"] if drawn < 0.85 else ["NEW_EMPLOYMENT_FORM"]

    def _money(self, workers: int) -> Decimal:
        return Decimal(workers * self.dice.randint(10, 300) * 100)

    def _part(self, amount: Decimal) -> Decimal:
        return Decimal(max(1, int(amount) * self.dice.randint(30, 100) // 100 // 100) * 100)

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self.dice.randint(0, (last - first).days))

    def _later(self, first: date | None, last: date, chance: float) -> date | None:
        if first is None or first > last or self.dice.random() >= chance:
            return None
        return self._day(first, min(last, first + timedelta(days=90)))

    def _next(self) -> int:
        self._serial += 1
        return self._serial


def _prefecture(region: str) -> str:
    return region[:4] + "00"


def _last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _check_character(first: Sequence[str]) -> str:
    """The last character of a credit code (GB 32100): weights are the powers of 3 modulo 31."""
    total = sum(_USCC_CHARACTERS.index(c) * pow(3, place, 31) for place, c in enumerate(first))
    return _USCC_CHARACTERS[-total % 31]
