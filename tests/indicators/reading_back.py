"""Reads the sentences of the press office back into numbers, by the rules of domain.md 6.2 and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WAN, YI = Decimal(10_000), Decimal(100_000_000)


@dataclass(frozen=True)
class Value:
    """A number as it was told: it lies between two bounds, each included or not."""

    low: Decimal
    high: Decimal
    low_included: bool = True
    high_included: bool = True

    def may_be(self, value: Decimal) -> bool:
        """Whether the sentence is true of a value."""
        above = value >= self.low if self.low_included else value > self.low
        below = value <= self.high if self.high_included else value < self.high
        return above and below


@dataclass(frozen=True)
class Sentence:
    """What a sentence says: days told about (one day for a state), region and indicator, value, change."""

    first: date | None
    last: date
    what: str
    value: str
    change: str | None
    word: str | None = None


def sentence(text: str, language: str = "ZH") -> Sentence:
    """The parts of a sentence."""
    return _zh(text) if language == "ZH" else _en(text)


def value(text: str, language: str = "ZH") -> Value:
    """The number in 681.9万余元, 70余名, 36.7%, more than RMB 6.819 million, nearly 80 cases."""
    if language == "ZH":
        found = re.fullmatch(r"(负)?(约|近|超过)?([\d.]+)(万|亿)?(余|多)?([^\d]*)", text)
        assert found, text
        minus, before, digits, unit, after, _ = found.groups()
        scale = {"万": WAN, "亿": YI, None: Decimal(1)}[unit]
        word = before or after
        percent = text.endswith("%")
    else:
        found = re.fullmatch(
            r"(minus )?(more than |about |nearly )?(?:RMB )?([\d.,]+)(?: (million|billion))?(?:%| [a-z -]+)?",
            text,
        )
        assert found, text
        minus, before, digits, unit = found.groups()
        scale = {"million": Decimal(10**6), "billion": Decimal(10**9), None: Decimal(1)}[unit]
        word = {"more than ": "余", "about ": "约", "nearly ": "近", None: None}[before]
        percent = text.endswith("%")
    number = Decimal(digits.replace(",", "")) * scale
    assert not (word in ("约", "近") and "余" in text)
    bounds = _bounds(number, word, percent)
    return _negative(bounds) if minus else bounds


def ratio(text: str, language: str = "ZH") -> tuple[Decimal, Decimal] | None:
    """Between which (value - base) / base lies in 同比上升5.9倍, 同比下降8.33%; None where none is told."""
    if language == "ZH":
        found = re.search(r"(上升|下降)([\d.]+)(倍|%)", text)
        if not found:
            return None
        up, digits, unit = found[1] == "上升", Decimal(found[2]), found[3] == "倍"
    else:
        times = re.search(r"an increase of ([\d.]+) times", text)
        found = times or re.search(r"(up|down) ([\d.]+)%", text)
        if not found:
            return None
        up, digits, unit = (
            (True, Decimal(found[1]), True) if times else (found[1] == "up", Decimal(found[2]), False)
        )
    half = Decimal("0.05") if unit else Decimal("0.00005")
    told = digits if unit else digits / 100
    assert up or not unit, "a decline is told in percent"
    return (told - half, told + half) if up else (-told - half, -told + half)


def _bounds(number: Decimal, word: str | None, percent: bool) -> Value:
    if word is None:
        half = Decimal("0.05") if percent else Decimal(0)
        return Value(number - half, number + half)
    step = Decimal(1) if percent else _step(number)
    if word in ("余", "多", "超过"):
        return Value(number, number + step, low_included=False, high_included=False)
    if word == "近":
        below = step if percent else _step(number - Decimal("0.01"))
        return Value(number - below / 2, number, high_included=False)
    return Value(number - step / 2, number + step / 2)


def _step(number: Decimal) -> Decimal:
    for limit, step in (
        (YI, YI / 100),
        (WAN, WAN / 10),
        (Decimal(1000), Decimal(100)),
        (Decimal(10), Decimal(10)),
    ):
        if number >= limit:
            return step
    return Decimal(1)


def _negative(bounds: Value) -> Value:
    return Value(-bounds.high, -bounds.low, bounds.high_included, bounds.low_included)


def _zh(text: str) -> Sentence:
    found = re.fullmatch(
        r"(?:(今年以来|去年|上月)（)?(截至)?((?:\d{4}年)?[^，）]*?)(?:）)?，(.+?)：([^，。]+)(?:，(.+))?。",
        text,
    )
    assert found, text
    word, state, when, what, told, change = found.groups()
    days = re.findall(r"(?:(\d{4})年)?(\d{1,2})月(?:(\d{1,2})日)?", when)
    year = int(days[0][0])
    first = date(year, int(days[0][1]), int(days[0][2] or 1))
    end = days[-1]
    last_year = int(end[0] or year)
    last = _day(last_year, int(end[1]), end[2])
    return Sentence(None if state else first, last, what, told, change, word)


def _en(text: str) -> Sentence:
    found = re.fullmatch(
        r"(.+?), (?:(so far this year|last year|last month) \()?(as of )?(\d{4}-\d\d(?:-\d\d)?)(?: to (\d{4}-\d\d(?:-\d\d)?))?\)?:"
        r" (.+?): ((?:more than |about |nearly )?(?:RMB )?[\d.,]+(?: million| billion)?%?(?: [a-z -]+)?|[a-z ]+|grade .+?)"
        r"(?:, (.+))?\.",
        text,
    )
    assert found, text
    place, word, state, first, last, name, told, change = found.groups()
    end = (last or first).split("-")
    begin = first.split("-")
    return Sentence(
        None if state else date(int(begin[0]), int(begin[1]), int(begin[2]) if len(begin) > 2 else 1),
        _day(int(end[0]), int(end[1]), end[2] if len(end) > 2 else ""),
        f"{place} {name}",
        told,
        change,
        word,
    )


def _day(year: int, month: int, day: str) -> date:
    if day:
        return date(year, month, int(day))
    after = date(year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(after.toordinal() - 1)
