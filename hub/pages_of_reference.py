"""Reference pages made from the code: settings, sheets, indicators. `make docs` writes them, `make check` compares."""

from __future__ import annotations

from collections.abc import Mapping

from hub.indicators.catalogue import indicators
from hub.pages_of_sheets import NOTE, pages_of_sheets
from hub.settings import Settings


def pages() -> Mapping[str, str]:
    """File name below docs/reference -> its text."""
    return {"settings.md": _settings(), "indicators.md": _indicators(), **pages_of_sheets()}


def _settings() -> str:
    rows = [
        f"| `HUB_{name.upper()}` | {'' if field.default is None else f'`{field.default}`'} | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(
        ["# Settings", "", NOTE + "\n" + "| variable | default | what it is |", "|---|---|---|", *rows, ""]
    )


def _indicators() -> str:
    lines = [
        "# Indicators",
        "",
        NOTE + "\n" + "| code | zh | en | unit | kind | definition |",
        "|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {i.code} | {i.zh} | {i.en} | {i.unit} | {i.kind} | {i.definition_zh}<br>{i.definition_en} |"
        for i in indicators().values()
    ]
    return "\n".join([*lines, ""])
