"""Figures counted from the records of a world in plain Python: what the hub must answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from tests.worlds.records import PREFECTURES, PROVINCE, Record, Sent

Test = Callable[[Record], bool]


def _always(_: Record) -> bool:
    return True


@dataclass(frozen=True)
class Counted:
    """What is counted in one form: records, or the sum of a field, by a date, where a test holds."""

    form: str
    by: str
    sum_of: str | None = None
    where: Test = _always


def _litigation(record: Record) -> bool:
    return bool(record["forum"] == "LITIGATION")


def _ended_as(outcome: str) -> Test:
    return lambda r: r["forum"] == "LITIGATION" and r["outcome"] == outcome


# Flows: indicator -> what is added up. The words of the partners' catalogue of indicators, not of its data files.
FLOWS: Mapping[str, tuple[Counted, ...]] = {
    "supported_lawsuits_handled": (Counted("P1", "accepted_on", None, _litigation),),
    "supported_arbitrations": (Counted("P1", "accepted_on", None, lambda r: r["forum"] == "ARBITRATION"),),
    "supported_lawsuits_settled_before_filing": (
        Counted("P1", "accepted_on", None, _ended_as("SETTLED_BEFORE_FILING")),
    ),
    "supported_lawsuits_mediated_in_court": (
        Counted("P1", "accepted_on", None, _ended_as("MEDIATED_IN_COURT")),
    ),
    "enforcement_urged_cases": (Counted("P1", "accepted_on", None, lambda r: bool(r["enforcement_urged"])),),
    "procuratorate_wages_recovered": (
        Counted("P1", "recovered_on", "recovered_amount", lambda r: r["recovery_kind"] in (None, "WAGES")),
        Counted("P2", "accepted_on", "recovered_amount"),
    ),
    "civil_judgment_supervision_cases": (
        Counted("P2", "accepted_on", None, lambda r: r["supervision_kind"] == "JUDGMENT"),
    ),
    "procuratorial_recommendations_issued": (Counted("P3", "issued_on"),),
    "wage_cases_filed": (Counted("H6", "filed_on"),),
    "wage_case_workers": (Counted("H6", "filed_on", "workers_count"),),
    "wage_cases_closed": (Counted("H6", "closed_on"),),
    "pay_orders_issued": (Counted("H6", "pay_order_on"),),
    "hrss_wages_recovered": (
        Counted("H6", "closed_on", "recovered_amount", lambda r: r["pay_method"] != "EMERGENCY_FUND"),
    ),
    "emergency_fund_advanced": (
        Counted("H6", "closed_on", "recovered_amount", lambda r: r["pay_method"] == "EMERGENCY_FUND"),
    ),
    "compulsory_enforcement_applications": (Counted("H8", "applied_on"),),
    "compulsory_enforcement_wages_paid": (Counted("H8", "completed_on", "wages_paid"),),
    "enforcement_deposits_paid": (Counted("H8", "completed_on", "deposit_paid"),),
    "blacklist_new": (Counted("H9", "listed_on"),),
    "blacklist_announcements": (Counted("H9", "announced_on"),),
    "legal_aid_cases_approved": (Counted("J1", "approved_on"),),
    "legal_aid_workers": (Counted("J1", "approved_on", "workers_count"),),
    "legal_aid_amount": (Counted("J1", "closed_on", "recovered_amount"),),
    "court_wage_cases_accepted": (Counted("C1", "filed_on"),),
    "court_wages_awarded": (
        Counted("C1", "closed_on", "adjudicated_amount", lambda r: r["close_kind"] in ("MEDIATED", "JUDGED")),
    ),
    "special_account_wages_paid": (Counted("H2b", "month", "paid_out"),),
}

RATIOS: Mapping[str, tuple[str, str]] = {
    "settlement_before_filing_share": (
        "supported_lawsuits_settled_before_filing",
        "supported_lawsuits_handled",
    ),
    "real_name_coverage": ("projects_real_name", "projects_under_construction"),
    "special_account_coverage": ("projects_with_open_account", "projects_account_required"),
}

STOCKS = (
    "projects_under_construction",
    "projects_real_name",
    "projects_attendance",
    "projects_account_required",
    "projects_with_open_account",
    "special_accounts_open",
    "projects_paid_in_full_on_time",
    "blacklist_active",
)

MONEY = frozenset(
    name for name, parts in FLOWS.items() if parts[0].sum_of and "workers" not in parts[0].sum_of
)


@dataclass(frozen=True)
class Truth:
    """The figures of a world. Regions are codes; the own level of a prefecture is its code with `own`."""

    sent: Sequence[Sent]

    def flow(
        self,
        indicator: str,
        region: str,
        months: tuple[str, str],
        *,
        own: bool = False,
        group: str | None = None,
    ) -> Decimal:
        """The sum over the months, first and last inclusive, and over all that lies in the region."""
        total = Decimal(0)
        for counted in FLOWS[indicator]:
            for record in self._rows(counted.form):
                day = record[counted.by]
                if day is None or not months[0] <= f"{day:%Y-%m}" <= months[1] or not counted.where(record):
                    continue
                if not _lies_in(record["region"], region, own) or not _in_group(record, group):
                    continue
                total += Decimal(record[counted.sum_of] or 0) if counted.sum_of else 1
        return total

    def stock(self, indicator: str, region: str, *, own: bool = False) -> int:
        """The state at the end of the world's year."""
        return sum(1 for code in self._standing(indicator) if _lies_in(code, region, own))

    def figure(
        self, indicator: str, region: str, months: tuple[str, str], *, own: bool = False
    ) -> str | None:
        """As the hub writes it: a count, yuan with two decimals, percent with one; None where it is none."""
        if indicator in RATIOS:
            numerator, denominator = (self._number(i, region, months, own) for i in RATIOS[indicator])
            if not denominator:
                return None
            return str((100 * numerator / denominator).quantize(Decimal("0.1"), ROUND_HALF_UP))
        return written(indicator, self._number(indicator, region, months, own))

    def ledger(self, form: str) -> int:
        """Records that a ledger lists: of a state only each unit's newest."""
        return len(self._newest(form) if form in ("H1", "H2") else self._rows(form))

    def records_of(self, uscc: str) -> dict[str, list[str]]:
        """What is known of an employer: form, or form and role, to the sorted names of its records."""
        found: dict[str, list[str]] = {}
        for key, rows, code, name in self._named_employers():
            found[key] = sorted(row[name] for row in rows if row[code] == uscc)
        contracted = set(found["H1:contractor"])
        found["H2"] = sorted(
            row["account_no"][-4:] for row in self._newest("H2") if row["project_code"] in contracted
        )
        return found

    def _number(self, indicator: str, region: str, months: tuple[str, str], own: bool) -> Decimal:
        if indicator in FLOWS:
            return self.flow(indicator, region, months, own=own)
        return Decimal(self.stock(indicator, region, own=own))

    def _standing(self, indicator: str) -> Iterator[str]:
        """The region of each thing that counts."""
        if indicator == "special_accounts_open":
            yield from (row["region"] for row in self._newest("H2") if row["status"] == "OPEN")
        elif indicator == "projects_paid_in_full_on_time":
            by_project: dict[str, list[Record]] = {}
            for row in self._newest("H2b"):
                by_project.setdefault(row["project_code"], []).append(row)
            for rows in by_project.values():
                if all(row["paid_in_full"] and row["on_time"] for row in rows):
                    yield rows[0]["region"]
        elif indicator == "blacklist_active":
            yield from (row["region"] for row in self._rows("H9") if row["removed_on"] is None)
        else:
            opened = {row["project_code"] for row in self._newest("H2") if row["status"] == "OPEN"}
            tests: Mapping[str, Test] = {
                "projects_under_construction": _always,
                "projects_real_name": lambda r: bool(r["real_name"]),
                "projects_attendance": lambda r: bool(r["attendance"]),
                "projects_account_required": lambda r: bool(r["account_required"]),
                "projects_with_open_account": lambda r: r["account_required"] and r["project_code"] in opened,
            }
            for row in self._newest("H1"):
                if row["status"] == "UNDER_CONSTRUCTION" and tests[indicator](row):
                    yield row["region"]

    def _named_employers(self) -> Iterator[tuple[str, list[Record], str, str]]:
        yield "H1:owner", self._newest("H1"), "owner_uscc", "project_code"
        yield "H1:contractor", self._newest("H1"), "contractor_uscc", "project_code"
        yield "H9", self._rows("H9"), "uscc", "decision_no"
        for form, name in (
            ("H6", "case_no"), ("H8", "application_no"), ("P1", "case_no"), ("P2", "case_no"),
            ("U3", "service_no"), ("J1", "case_no"), ("C1", "case_no"),
        ):  # fmt: skip
            yield form, self._rows(form), "uscc", name

    def _rows(self, form: str) -> list[Record]:
        return [row for one in self.sent if one.form == form for row in one.rows]

    def _newest(self, form: str) -> list[Record]:
        """The rows of each unit's newest month."""
        newest: dict[str, Sent] = {}
        for one in self.sent:
            if one.form == form and (one.region not in newest or newest[one.region].months < one.months):
                newest[one.region] = one
        return [row for one in newest.values() for row in one.rows]


def written(indicator: str, value: Decimal) -> str:
    """Money with two decimals, else a whole number."""
    return f"{value:.2f}" if indicator in MONEY else str(int(value))


def year_on_year(value: Decimal, base: Decimal) -> tuple[Decimal, Decimal]:
    """Difference, and ratio to a base that is not 0."""
    return value - base, (value - base) / base


def _lies_in(code: str, region: str, own: bool) -> bool:
    if region == PROVINCE:
        return True
    if region in PREFECTURES and not own:
        return code[:4] == region[:4]
    return code == region


def _in_group(record: Record, group: str | None) -> bool:
    return group is None or group in (record.get("worker_group") or ())
