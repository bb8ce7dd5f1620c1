"""How exactly a number is told: in full, cut (余, 多), rounded (约), rounded up (近); never two of them at once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum
from functools import cache
from importlib.resources import files

from hub.money import WAN, YI


class Style(Enum):
    """STANDARD: counts in full, amounts exact where two decimals of 万 or 亿 suffice, else cut with 余."""

    STANDARD = "STANDARD"
    EXACT = "EXACT"
    MORE_THAN = "MORE_THAN"
    OVER = "OVER"
    ABOUT = "ABOUT"
    NEARLY = "NEARLY"


class Word(Enum):
    """What stands with a number that is not exact; in zh some words lead and some follow."""

    NONE = "", "", ""
    MORE_THAN = "", "余", "more than "
    OVER = "", "多", "more than "
    ABOUT = "约", "", "about "
    NEARLY = "近", "", "nearly "

    def __init__(self, zh_before: str, zh_after: str, en: str) -> None:
        self.zh_before = zh_before
        self.zh_after = zh_after
        self.en = en


@dataclass(frozen=True)
class Told:
    """A number as it is told: `number` times `unit` (1, 万, 亿), with its word."""

    number: Decimal
    unit: Decimal
    word: Word

    @property
    def value(self) -> Decimal:
        """The number in full."""
        return self.number * self.unit


@dataclass(frozen=True)
class _Steps:
    steps: tuple[tuple[Decimal, Decimal], ...]
    wan_decimals: int
    yi_decimals: int
    percent: Decimal

    def of(self, value: Decimal) -> Decimal:
        """The step to which a number of this size is cut or rounded."""
        if value >= YI:
            return YI.scaleb(-self.yi_decimals)
        if value >= WAN:
            return WAN.scaleb(-self.wan_decimals)
        return next((step for below, step in self.steps if value < below), Decimal(1))


def told(value: Decimal, style: Style, *, on: date | None = None) -> Told:
    """A value of at least 0 in a style; by the rules of the newest day, or of `on`. Without a remainder no word."""
    if style in (Style.STANDARD, Style.EXACT):
        return Told(value, Decimal(1), Word.NONE)
    return _in_unit(*_cut_or_rounded(value, _steps(on or date.max).of(value), style))


def told_percent(value: Decimal, style: Style, *, on: date | None = None) -> Told:
    """A percentage of at least 0 in a style other than STANDARD and EXACT."""
    shown, word = _cut_or_rounded(value, _steps(on or date.max).percent, style)
    return Told(shown, Decimal(1), word)


def told_money(value: Decimal, style: Style, *, on: date | None = None) -> Told:
    """An amount of at least 0 in a style, in 元, 万元 or 亿元 by its size."""
    if style is Style.EXACT:
        return _in_unit(value, Word.NONE)
    if style is not Style.STANDARD:
        return told(value, style, on=on)
    rules = _steps(on or date.max)
    if value < WAN or value % ((YI if value >= YI else WAN) / 100) == 0:
        return _in_unit(value, Word.NONE)
    step = rules.of(value)
    return _in_unit(value // step * step, Word.MORE_THAN)


def _cut_or_rounded(value: Decimal, step: Decimal, style: Style) -> tuple[Decimal, Word]:
    cut = value // step * step
    rounded = (value / step).quantize(Decimal(1), ROUND_HALF_UP) * step
    if cut == value:
        return value, Word.NONE
    if style is Style.ABOUT and rounded:
        return rounded, Word.ABOUT
    if style is Style.NEARLY and rounded > value:
        return rounded, Word.NEARLY
    if not cut:
        return value, Word.NONE
    return cut, Word.OVER if style is Style.OVER else Word.MORE_THAN


def _in_unit(value: Decimal, word: Word) -> Told:
    unit = YI if value >= YI else WAN if value >= WAN else Decimal(1)
    return Told(value / unit, unit, word)


@cache
def _steps(on: date) -> _Steps:
    text = (files("hub") / "data" / "wording.toml").read_text(encoding="utf-8")
    found = [edition for edition in tomllib.loads(text)["precision"] if edition["from"] <= on][-1]
    return _Steps(
        tuple((Decimal(s["below"]), Decimal(s["step"])) for s in found["steps"]),
        found["wan_decimals"],
        found["yi_decimals"],
        Decimal(found["percent_step"]),
    )
