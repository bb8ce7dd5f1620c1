"""Reference pages made from the code: settings, sheets, indicators. `make docs` writes them, `make check` compares."""

from __future__ import annotations

from collections.abc import Mapping

from hub.importing.catalogue import sheets
from hub.importing.sheet import Column
from hub.indicators.catalogue import indicators
from hub.settings import Settings

_NOTE = "<!-- Made by `python -m hub.checks --write`; do not edit. -->\n\n"


def pages() -> Mapping[str, str]:
    """File name below docs/reference -> its text."""
    return {"settings.md": _settings(), "sheets.md": _sheets(), "indicators.md": _indicators()}


def _settings() -> str:
    rows = [
        f"| `HUB_{name.upper()}` | {'' if field.default is None else f'`{field.default}`'} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(
        ["# Settings", "", _NOTE + "| variable | default | what it is |", "|---|---|---|", *rows, ""]
    )


def _sheets() -> str:
    lines = ["# Sheets", "", _NOTE]
    for sheet in sheets().values():
        lines += [
            f"## {sheet.form} {sheet.name}: {sheet.title_zh}",
            "",
            f"{sheet.title_en}. Agencies: {', '.join(sheet.agencies)}. Nature: {sheet.ledger.nature.value}."
            f" Key: {', '.join(sheet.key)}.",
            "",
            "| field | header | also seen as | kind | required |",
            "|---|---|---|---|---|",
            *(_column(column) for column in sheet.columns),
            "",
        ]
        if sheet.rules:
            lines += ["Rules between columns:", ""]
            lines += [f"- `{rule.__name__}`: {_first_line(rule.__doc__)}" for rule in sheet.rules]
            lines.append("")
    return "\n".join(lines)


def _column(column: Column) -> str:
    first, *others = column.headers
    kind = f"{column.kind.value} {column.codes.__name__}" if column.codes else column.kind.value
    return f"| {column.to} | {first} | {'、'.join(others)} | {kind} | {'yes' if column.required else ''} |"


def _indicators() -> str:
    lines = [
        "# Indicators",
        "",
        _NOTE + "| code | zh | en | unit | kind | definition |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {i.code} | {i.zh} | {i.en} | {i.unit} | {i.kind} | {i.definition_zh}<br>{i.definition_en} |"
        for i in indicators().values()
    ]
    return "\n".join([*lines, ""])


def _first_line(text: str | None) -> str:
    return (text or "").strip().splitlines()[0] if text else ""
