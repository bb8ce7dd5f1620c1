"""How a file was read, kept with its submissions so that the stored original can be read just so again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hub.importing.matching import Synonyms
from hub.importing.memory import Memory, answers_of
from hub.importing.parsed import Options, ParsedSubmission
from hub.months import Period


def reading(
    options: Options, memory: Memory, synonyms: Synonyms, parsed: Sequence[ParsedSubmission]
) -> dict[str, Any]:
    """What was declared, answered before and configured when a file was read, as JSON.

    Of the remembered answers and of the further headers only what concerns the units and sheets of its submissions.
    """
    units = sorted({f"{one.agency}:{one.region}" for one in parsed})
    sheets = sorted({one.sheet for one in parsed if one.sheet})
    return {
        "sheet": options.sheet,
        "agency": options.agency,
        "region": options.region,
        "period": str(options.period) if options.period else None,
        "columns": [list(answer) for answer in answers_of(options.columns).items()],
        "header_rows": list(options.header_rows) if options.header_rows else None,
        "headers": {
            unit: {
                sheet: dict(memory.answers(unit, sheet)) for sheet in sheets if memory.answers(unit, sheet)
            }
            for unit in units
            if any(memory.answers(unit, sheet) for sheet in sheets)
        },
        "sheets": {unit: dict(memory.sheets[unit]) for unit in units if unit in memory.sheets},
        "rows": {
            unit: {sheet: list(rows) for sheet, rows in memory.header_rows[unit].items()}
            for unit in units
            if unit in memory.header_rows
        },
        "synonyms": {
            sheet: {field: list(headers) for field, headers in synonyms[sheet].items()}
            for sheet in sheets
            if sheet in synonyms
        },
    }


def reading_again(said: Mapping[str, Any]) -> tuple[Options, Memory, Synonyms]:
    """The arguments of `check_file` that `reading` wrote down."""
    options = Options(
        said["sheet"],
        said["agency"],
        said["region"],
        Period.parse(said["period"]) if said["period"] else None,
        tuple((header, field) for header, field in said["columns"]),
        (said["header_rows"][0], said["header_rows"][1]) if said["header_rows"] else None,
    )
    rows = {
        unit: {sheet: (place[0], place[1]) for sheet, place in places.items()}
        for unit, places in said["rows"].items()
    }
    return options, Memory(said["headers"], said["sheets"], rows), said["synonyms"]
