"""Submissions read again from their original bytes, as they were read, into temporary tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import orjson
import psycopg
from psycopg import sql

from hub import originals
from hub.importing.check import check_file_limited
from hub.importing.matching import Synonyms
from hub.importing.memory import Memory
from hub.importing.parsed import Options, ParsedSubmission
from hub.importing.problems import Severity
from hub.ledgers.base import LedgerRow, Nature
from hub.ledgers.wage_recoveries import WageRecovery
from hub.months import Period, month_of
from hub.regions import register
from hub.settings import Settings
from hub.submissions import nil
from hub.submissions.checks import headers_json
from hub.submissions.intake import synonyms
from hub.submissions.readings import reading_again
from hub.submissions.slots import sheet_named
from hub.verifying import tables
from hub.verifying.differences import Difference, Findings, shown
from hub.verifying.history import History, Told
from hub.verifying.telling import Tell

_PLACED = (
    "province_code", "id", "submission_id", "row_key", "worksheet", "row_number", "region_code",
    "prefecture_code", "agency", "unit", "month",
)  # fmt: skip


@dataclass
class Rebuilding:
    """Reading all files again; `remembered` is what units have answered, for files of before readings were kept."""

    connection: psycopg.Connection
    settings: Settings
    history: History
    findings: Findings
    bad_files: frozenset[str]
    remembered: Memory
    tell: Tell
    rows: int = 0
    files: int = 0
    _synonyms: Synonyms = field(default_factory=dict)

    def run(self) -> None:
        """Read every file once for each way in which it was read, and write what its submissions say."""
        self._synonyms = synonyms(self.settings)
        found = self.connection.execute(
            """
            select id, file_sha256, file_name, options, headers from submissions where state = 'CHECKED'
            order by file_sha256, file_name, options::text, id
            """
        ).fetchall()
        done = 0
        for (sha256, name, options), group in groupby(found, key=lambda row: row[1:4]):
            told = [(self.history.submissions[row[0]], row[4]) for row in group]
            self._read(sha256, name, options, told)
            done += len(told)
            self.tell("submissions", done, len(found))

    def _read(
        self,
        sha256: str,
        name: str,
        options: Mapping[str, Any] | None,
        group: Sequence[tuple[Told, list[Any]]],
    ) -> None:
        if sha256 in self.bad_files:
            for told, _ in group:
                self._take_as_stored(told)
            return
        data = originals.fetch(self.connection, sha256, self.settings.keys_for_files())
        if options is not None:
            parsed = self._parse(data, name, *reading_again(options))
            for told, headers in group:
                self._rebuild(told, parsed, headers)
            return
        for told, headers in group:
            if told.nil and name == nil.FILE_NAME:
                self._check_declaration(told, data)
            else:
                self._rebuild(told, self._read_as_before(data, name, told, headers), None)

    def _parse(
        self, data: bytes, name: str, options: Options, memory: Memory, further: Synonyms
    ) -> list[ParsedSubmission]:
        self.files += 1
        return check_file_limited(
            data,
            name,
            options,
            digest_key=self.settings.key_for_digests(),
            synonyms=further,
            memory=memory,
            memory_mb=self.settings.parser_memory_mb,
            cpu_seconds=self.settings.parser_cpu_seconds,
            wall_seconds=self.settings.parser_wall_seconds,
        )

    def _read_as_before(
        self, data: bytes, name: str, told: Told, headers: list[Any]
    ) -> list[ParsedSubmission]:
        """A file of which nobody wrote down how it was read: by its slot, else by its sheet and columns too.

        The first way that gives the columns that were recorded.
        """
        period = Period(told.first, told.last)
        columns = tuple((h["header"], h["field"]) for h in headers if h["header"] and h["field"])
        ways = (
            Options(None, told.agency, told.region, period),
            Options(told.sheet, told.agency, told.region, period),
            Options(told.sheet, told.agency, told.region, period, columns),
        )
        kept: list[ParsedSubmission] = []
        for options in ways:
            parsed = self._parse(data, name, options, self.remembered, self._synonyms)
            one = _of_slot(parsed, told)
            if one is not None and not one.refused and (not headers or headers_json(one) == headers):
                return parsed
            if not kept or (one is not None and not one.refused):
                kept = parsed
        return kept

    def _rebuild(self, told: Told, parsed: Sequence[ParsedSubmission], headers: list[Any] | None) -> None:
        """Write the rows of one submission; `headers` as recorded, None where they are not to be compared."""
        one = _of_slot(parsed, told)
        errors = [
            p for read in ([one] if one else parsed) for p in read.problems if p.severity is Severity.ERROR
        ]
        if errors:
            first = errors[0]
            place = {"zh": first.message("zh"), "en": first.message("en"), "cell": first.cell}
            at = told.at._replace(worksheet=first.worksheet)
            self.findings.add(Difference("submission_refused_now", at, details=place))
            self._take_as_stored(told)
            return
        if one is None:
            self._not_in_file(told, parsed)
            return
        self._compare_facts(told, one, headers)
        ledger = sheet_named(told.sheet).ledger
        self._write(ledger, told, one)
        self.rows += len(one.rows)

    def _compare_facts(self, told: Told, one: ParsedSubmission, headers: list[Any] | None) -> None:
        assert one.period is not None
        facts: list[tuple[str, Any, Any]] = [
            ("as_of", told.as_of, one.as_of or one.period.end_day),
            ("rows_read", told.rows_read, len(one.rows)),
        ]
        if headers is not None:
            facts += [("unit_name", told.unit_name, one.unit_name), ("digest", told.digest, one.digest)]
            facts += [("headers", _text(headers), _text(headers_json(one)))]
        for column, stored, rebuilt in facts:
            if stored != rebuilt:
                self.findings.add(
                    Difference(
                        "submission_differs", told.at, column=column,
                        stored=shown(stored), rebuilt=shown(rebuilt),
                    )
                )  # fmt: skip

    def _not_in_file(self, told: Told, parsed: Sequence[ParsedSubmission]) -> None:
        given = "; ".join(
            f"{one.sheet or '?'} {one.side} {one.agency or '?'}:{one.region or '?'} {one.period or '?'}"
            for one in parsed
        )
        stored = f"{told.sheet} {told.side} {told.unit} {Period(told.first, told.last)}"
        self.findings.add(
            Difference("submission_not_in_file", told.at, stored=stored, rebuilt=shown(given or "—"))
        )
        self._take_as_stored(told)

    def _check_declaration(self, told: Told, data: bytes) -> None:
        """A nil return without a file: what was declared is the slot, and there are no rows."""
        said = orjson.loads(data)
        for column, stored in (
            ("sheet", told.sheet),
            ("side", told.side),
            ("agency", told.agency),
            ("region", told.region),
            ("period", str(Period(told.first, told.last))),
        ):
            if said.get(column) != stored:
                self.findings.add(
                    Difference(
                        "submission_differs", told.at, column=column,
                        stored=stored, rebuilt=shown(said.get(column)),
                    )
                )  # fmt: skip

    def _write(self, ledger: type[LedgerRow], told: Told, one: ParsedSubmission) -> None:
        own = ledger.own_columns()
        first = self.rows
        tables.copy(
            self.connection,
            tables.rows_of(ledger.ledger_name()),
            (*_PLACED, *own),
            (
                (*placed, *(values.get(c) for c in own))
                for placed, values in _placed(ledger, told, one, first)
            ),
        )
        if ledger.recovery.__func__ is LedgerRow.recovery.__func__:  # type: ignore[attr-defined]
            return
        tables.copy(
            self.connection,
            tables.rows_of(tables.RECOVERIES),
            (*_PLACED, *WageRecovery.own_columns()),
            _claims(ledger, _placed(ledger, told, one, first)),
        )

    def _take_as_stored(self, told: Told) -> None:
        """Of what cannot be read again the stored rows are taken, so that nothing else is said to differ for it."""
        ledger = sheet_named(told.sheet).ledger
        for each in (ledger, WageRecovery):
            columns = [c for c in tables.columns_of(each) if c not in ("id", "live_from", "live_to")]
            taken = self.connection.execute(
                sql.SQL(
                    """
                    insert into {rows} (id, {columns})
                    select %(last)s - row_number() over (), {columns} from (
                      select distinct on (row_key) * from {stored} where submission_id = %(id)s
                      order by row_key, id
                    ) once
                    """
                ).format(
                    rows=tables.rows_of(each.ledger_name()),
                    columns=tables.names(columns),
                    stored=tables.stored(each.ledger_name()),
                ),
                {"id": told.id, "last": -self.rows},
            )
            if each is ledger:
                count = taken.rowcount
        self.rows += count


def _of_slot(parsed: Sequence[ParsedSubmission], told: Told) -> ParsedSubmission | None:
    """What a file says for the slot of a submission; where it says several things, what it said then."""
    slot = (told.sheet, told.side, told.agency, told.region, Period(told.first, told.last))
    found = [one for one in parsed if (one.sheet, one.side, one.agency, one.region, one.period) == slot]
    return next((one for one in found if one.digest == told.digest), found[0] if found else None)


def _placed(
    ledger: type[LedgerRow], told: Told, one: ParsedSubmission, first: int
) -> Iterator[tuple[tuple[Any, ...], Mapping[str, Any]]]:
    """Each row: where it stands and belongs, in the order of _PLACED, and its values. Numbers go down from -1."""
    regions = register()
    last = month_of(told.last)
    for number, row in enumerate(one.rows, start=first + 1):
        values = row.values
        region, key = values["region_code"], values["row_key"]
        month = values.get("month") or last
        if ledger.nature is Nature.SNAPSHOT:
            key = f"{key}|{told.unit}|{month:%Y-%m}"
        placed = (
            regions.province_of(region), -number, told.id, key, row.worksheet, row.row_number, region,
            regions.prefecture_of(region), told.agency, told.unit, month,
        )  # fmt: skip
        yield placed, values


def _claims(
    ledger: type[LedgerRow], rows: Iterable[tuple[tuple[Any, ...], Mapping[str, Any]]]
) -> Iterator[tuple[Any, ...]]:
    """The recovered amounts that rows state, in the order of _PLACED and the columns of WageRecovery."""
    name = ledger.ledger_name()
    for placed, values in rows:
        claim = ledger.recovery(values)
        if claim is None:
            continue
        said = {
            "employer_name": values.get("employer_name"),
            "uscc": values.get("uscc"),
            "employer_key": values.get("employer_key"),
            "amount": claim.amount,
            "workers_paid": claim.workers_paid,
            "recovered_on": claim.recovered_on,
            "recovery_kind": claim.kind,
            "case_no": claim.case_no,
            "industry": values.get("industry"),
            "worker_group": values.get("worker_group"),
            "source_ledger": name,
            "source_row": placed[1],
        }
        yield (
            *placed[:3],
            f"{name}:{placed[3]}",
            *placed[4:],
            *(said[c] for c in WageRecovery.own_columns()),
        )


def _text(columns: Sequence[Mapping[str, Any]]) -> str:
    """Columns as they are told: letter, header, field."""
    return "; ".join(f"{c['worksheet']}!{c['column']} {c['header']}={c['field']}" for c in columns)
