"""Boards as data: one TOML file each, its panels with their GraphQL query and Vega-Lite chart."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from hub.discovery import data_files
from hub.indicators.catalogue import Indicator, indicators

FRAGMENTS = """
fragment figure on Figure {
  value missing unit text(language: $language) coverage { expected received carried }
}
fragment compared on Figure {
  ...figure yearOnYear { status text(language: $language) }
}
"""
"""What the page shows of a figure, and of one that is compared with the year before; added to every query."""

GROUPS = (
    "region",
    "month",
    "quarter",
    "year",
    "industry",
    "employerType",
    "workerGroup",
    "channel",
    "outcome",
)


class InvalidBoard(Exception):
    """A board that cannot be shown: which file, and what is wrong with it."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(_Strict):
    """The same words in zh and en."""

    zh: Annotated[str, Field(min_length=1)]
    en: Annotated[str, Field(min_length=1)]


class Panel(_Strict):
    """A chart and its figure table.

    The query asks `rows` (one per group) and may ask `total` (one row for the whole region); each figure takes
    the fragment `figure` or `compared`. Its variables: within, from, to, language, and by, the level of regions
    below the chosen one. The chart's data are the rows taken apart, one record a group and figure: the groups by
    their names, `figure` (its label), `field`, `value` (a number), `text` (as the table shows it), `said`
    (all of it in words), and the places `row` of the group and `order` of the figure in the table.
    """

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    title: Text
    note: Text
    groups: Annotated[tuple[Literal[GROUPS], ...], Field(min_length=1)]  # type: ignore[valid-type]
    """The columns before the figures, by the names of StatisticsRow."""
    figures: Annotated[tuple[str, ...], Field(min_length=1)]
    """The indicators of the table, in order, by their names in GraphQL."""
    charted: tuple[str, ...] = ()
    """Those of `figures` in the chart; left out, all of them."""
    query: str
    chart: dict[str, Any]

    @model_validator(mode="after")
    def _figures_exist(self) -> Panel:
        known = by_field()
        for figure in self.figures:
            if figure not in known:
                raise ValueError(f"{self.name}: there is no indicator {figure}")
        for figure in self.charted:
            if figure not in self.figures:
                raise ValueError(f"{self.name}: {figure} is in the chart and not in the table")
        return self

    @property
    def document(self) -> str:
        """The query as it is sent."""
        return self.query + FRAGMENTS

    def shown(self, language: str) -> dict[str, Any]:
        """What the page needs to fill the panel, in one language."""
        known = by_field()
        return {
            "name": self.name,
            "title": getattr(self.title, language),
            "query": self.document,
            "groups": list(self.groups),
            "figures": [{"field": f, "label": _label(known[f], language)} for f in self.figures],
            "charted": list(self.charted or self.figures),
            "chart": in_language(self.chart, language),
        }

    def definitions(self, language: str) -> list[dict[str, str]]:
        """How each figure is defined: label, definition and source."""
        return [
            {
                "label": _label(indicator, language),
                "definition": indicator.definition_zh if language == "zh" else indicator.definition_en,
                "source": indicator.source,
            }
            for indicator in (by_field()[figure] for figure in self.figures)
        ]


class Board(_Strict):
    """One page of panels."""

    name: str
    title: Text
    note: Text
    order: int = 0
    """The board of the lowest order is the first page."""
    panels: Annotated[tuple[Panel, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _panels_differ(self) -> Board:
        names = [panel.name for panel in self.panels]
        for name in names:
            if names.count(name) > 1:
                raise ValueError(f"two panels are called {name}")
        return self


def boards() -> dict[str, Board]:
    """All boards by name, the first page first."""
    found = [load(path) for path in data_files("dashboards.boards", ".toml")]
    return {board.name: board for board in sorted(found, key=lambda board: (board.order, board.name))}


def load(path: Path) -> Board:
    """One board. Raises `InvalidBoard`."""
    try:
        return Board.model_validate({**tomllib.loads(path.read_text(encoding="utf-8")), "name": path.stem})
    except ValueError as wrong:
        raise InvalidBoard(f"{path.name}: {wrong}") from wrong


def by_field() -> Mapping[str, Indicator]:
    """The indicators by their names in GraphQL."""
    return {indicator.field: indicator for indicator in indicators().values()}


def in_language(value: Any, language: str) -> Any:
    """A chart with every table of zh and en replaced by the words of one language."""
    if isinstance(value, list):
        return [in_language(item, language) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"zh", "en"}:
        return value[language]
    return {key: in_language(item, language) for key, item in value.items()}


def _label(indicator: Indicator, language: str) -> str:
    return indicator.zh if language == "zh" else indicator.en
