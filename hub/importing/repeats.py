"""Rows that stand twice in a submission: equal ones are merged, different ones contradict each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hub.importing.grid import address
from hub.importing.keys import digest_field
from hub.importing.parsed import ParsedRow
from hub.importing.problems import Problem, Severity
from hub.importing.sheet import Sheet
from hub.importing.table import TableColumn
from hub.names import employer_name_stem, normalised_employer_name


def without_repeats(
    rows: list[ParsedRow], sheet: Sheet, columns: Mapping[str, Mapping[str, TableColumn]]
) -> tuple[list[ParsedRow], list[Problem]]:
    """The rows with every key once: an equal row is merged with a warning, a different one is an error.

    `columns` are those of `read_rows` by worksheet, to find the cell that is marked.
    """
    first: dict[str, ParsedRow] = {}
    kept: list[ParsedRow] = []
    problems: list[Problem] = []
    for row in rows:
        key = row.values["row_key"]
        earlier = first.setdefault(key, row)
        if earlier is row or _lacks_a_key(row, sheet):
            kept.append(row)
            continue
        same = earlier.values == row.values
        if not same:
            kept.append(row)
        field = _marked_key_field(sheet, columns[row.worksheet])
        place = columns[row.worksheet].get(field) if field else None
        problems.append(
            Problem(
                "identical_row" if same else "duplicate_key",
                Severity.WARNING if same else Severity.ERROR,
                row.worksheet,
                address(row.row_number - 1, place.index) if place else None,
                str(row.values[field]) if field else None,
                {
                    "header": "/".join(place.path) if place else "",
                    "row": earlier.row_number,
                    "other_worksheet": earlier.worksheet,
                },
            )
        )
    return kept, problems


def similar_employers(
    rows: Sequence[ParsedRow], sheet: Sheet, columns: Mapping[str, Mapping[str, TableColumn]]
) -> list[Problem]:
    """Ask where two names differ in their legal form only (有限公司, 有限责任公司) and no credit codes decide.

    Only one of the two may lack its code. Nothing is merged: each keeps its own key in the register.
    """
    found: list[Problem] = []
    for role in sheet.ledger.employer_roles:
        named: dict[str, dict[str, ParsedRow]] = {}
        written: set[str] = set()
        for row in rows:
            name = row.values.get(role.name)
            if name and name not in written:
                written.add(name)
                known = named.setdefault(employer_name_stem(name), {})
                known.setdefault(normalised_employer_name(name), row)
        for variants in named.values():
            first, *others = variants.values()
            for other in others:
                if first.values.get(role.uscc) and other.values.get(role.uscc):
                    continue
                column = columns[other.worksheet].get(role.name)
                found.append(
                    Problem(
                        "similar_employer_name",
                        Severity.WARNING,
                        other.worksheet,
                        address(other.row_number - 1, column.index) if column else f"A{other.row_number}",
                        other.values[role.name],
                        {"other": first.values[role.name], "row": first.row_number},
                    )
                )
    return found


def _lacks_a_key(row: ParsedRow, sheet: Sheet) -> bool:
    """Rows whose whole key is missing have an error already and are no repeats of each other."""
    return all(row.values[field] is None for field in sheet.key if field != "region_code")


def _marked_key_field(sheet: Sheet, columns: Mapping[str, TableColumn]) -> str | None:
    """The last key field that stands in the sheet: the number of the record rather than its office."""
    declared = [c.to for field in sheet.key for c in sheet.columns if field in (c.to, digest_field(c))]
    return next((field for field in reversed(declared) if field in columns), None)
