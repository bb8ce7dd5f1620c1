"""What verifying finds: single differences with their exact place, counted beyond the number that is listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

WORDS: Mapping[str, tuple[str, str]] = {
    "file_missing": (
        "报送 {submission} 的原始文件没有保存。",
        "The original file of submission {submission} is not stored.",
    ),
    "file_unreadable": (
        "原始文件无法还原：{zh}",
        "The original file cannot be had back: {en}",
    ),
    "file_changed": (
        "原始文件的 SHA-256 与其编号不符。",
        "The SHA-256 of the original file is not its name.",
    ),
    "version_missing": (
        "数据版本号不连续：应为 {rebuilt}，实为 {stored}。",
        "Data versions are not dense: {rebuilt} is followed by {stored}.",
    ),
    "version_time_not_rising": (
        "数据版本 {version} 的时间不晚于前一版本。",
        "The time of data version {version} is not later than that of the version before.",
    ),
    "version_impossible": (
        "数据版本 {version}（{action}）所指的报送 {submission} 当时不能这样处理。",
        "Data version {version} ({action}) names submission {submission}, to which that could not happen then.",
    ),
    "submission_refused_now": (
        "当时通过检查的报送 {submission} 现在读取有错误：{zh}",
        "Submission {submission}, which passed the checks then, has an error now: {en}",
    ),
    "submission_not_in_file": (
        "原始文件中读不出报送 {submission} 所说的台账、单位和期间；读出的是：{rebuilt}。",
        "The original file does not give the sheet, unit and period of submission {submission}; it gives {rebuilt}.",
    ),
    "submission_differs": (
        "报送 {submission} 的 {column}：所存为 {stored}，重建为 {rebuilt}。",
        "{column} of submission {submission}: stored {stored}, rebuilt {rebuilt}.",
    ),
    "row_missing": (
        "{table}：库中缺少这一行（{rebuilt}）。",
        "{table}: the row is missing from the database ({rebuilt}).",
    ),
    "row_surplus": (
        "{table}：库中多出这一行（{stored}）。",
        "{table}: the database has a row too many ({stored}).",
    ),
    "value_differs": (
        "{table}：{column} 所存为 {stored}，重建为 {rebuilt}。",
        "{table}: {column} is stored as {stored}, rebuilt it is {rebuilt}.",
    ),
    "figure_differs": (
        "{region} {window} 的指标 {indicator}（数据版本 {version}）：按所存数据为 {stored}，按重建数据为 {rebuilt}。",
        "{indicator} of {region} in {window} at data version {version}: {stored} by what is stored, {rebuilt} rebuilt.",
    ),
    "card_definition_unknown": (
        "数字卡 {card} 的口径（{indicator}）已无法理解，不能重新计算。",
        "The definition of figure card {card} ({indicator}) is no longer understood: it cannot be counted again.",
    ),
    "card_cannot_be_counted": (
        "数字卡 {card} 不能重新计算：{zh}",
        "Figure card {card} cannot be counted again: {en}",
    ),
    "card_differs": (
        "数字卡 {card} 的 {column}：所存为 {stored}，重建为 {rebuilt}。",
        "{column} of figure card {card}: stored {stored}, rebuilt {rebuilt}.",
    ),
}
"""Kind -> sentence in zh and en; what stands in braces are members of the difference and its details."""

_SHOWN_MAX = 300


class At(NamedTuple):
    """Where a difference is, as far as it has a place."""

    submission: int | None = None
    file: str | None = None
    worksheet: str | None = None
    row: int | None = None

    def __str__(self) -> str:
        parts = (
            None if self.submission is None else f"#{self.submission}",
            self.file,
            self.worksheet,
            None if self.row is None else f"行/row {self.row}",
        )
        return " ".join(part for part in parts if part)


NOWHERE = At()


@dataclass(frozen=True)
class Difference:
    """One thing that is not what the stored originals give. `stored` and `rebuilt` as texts, None for nothing."""

    kind: str
    at: At = NOWHERE
    column: str | None = None
    stored: str | None = None
    rebuilt: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    """What else its sentence names: the table, the indicator, the data version."""

    def message(self, language: str) -> str:
        """The sentence in zh or en, without the place."""
        said = {
            "submission": self.at.submission,
            "column": self.column,
            "stored": "—" if self.stored is None else self.stored,
            "rebuilt": "—" if self.rebuilt is None else self.rebuilt,
            **self.details,
        }
        return WORDS[self.kind][language != "zh"].format_map(said)

    def as_json(self) -> dict[str, Any]:
        """The entry of `hub verify --json`."""
        return {
            "kind": self.kind,
            **self.at._asdict(),
            "column": self.column,
            "stored": self.stored,
            "rebuilt": self.rebuilt,
            "details": dict(self.details),
            "message": {"zh": self.message("zh"), "en": self.message("en")},
        }


@dataclass
class Findings:
    """The differences found so far: the first `limit` of them, and how many there are of each kind."""

    limit: int
    listed: list[Difference] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """How many differences there are, listed or not."""
        return self.counts.total()

    def add(self, difference: Difference) -> None:
        """Count a difference, and list it while there is room."""
        self.counts[difference.kind] += 1
        if len(self.listed) < self.limit:
            self.listed.append(difference)


def shown(value: object) -> str | None:
    """A value as a difference shows it: text of bounded length, None for nothing."""
    if value is None:
        return None
    text = str(value)
    return text if len(text) <= _SHOWN_MAX else text[:_SHOWN_MAX] + "…"
