"""How a press office words figures, in Chinese and in English (domain.md 6.2): exact decimals, no floats.

Conventions: amounts from 10,000 yuan in 万元, exact where two decimals suffice, else cut to one with 余; from
100,000,000 in 亿元 with two. 同比上升5.9倍 is (value - base) / base; a decline is always a percentage.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import Enum

from hub.indicators.catalogue import Indicator, Kind
from hub.indicators.figures import HUNDRED, Change, Figure, Missing, Number, Status, printed
from hub.indicators.question import Reading, bases_of
from hub.money import WAN, YI
from hub.regions import register

MILLION, BILLION = Decimal(1_000_000), Decimal(1_000_000_000)


class Language(Enum):
    """The languages of the hub."""

    ZH = "ZH"
    EN = "EN"


def money(amount: Decimal, language: Language = Language.ZH) -> str:
    """681.9万余元, 577.06万元; more than RMB 6.819 million."""
    if amount < 0:
        return ("负" if language is Language.ZH else "minus ") + money(-amount, language)
    shown, unit, cut = _shortened(amount)
    if language is Language.ZH:
        name = {Decimal(1): "", WAN: "万", YI: "亿"}[unit]
        return f"{_plain(shown)}{name}{'余' if cut else ''}元"
    return f"{'more than ' if cut else ''}RMB {_english(shown * unit)}"


def quantity(indicator: Indicator, value: Decimal, language: Language = Language.ZH) -> str:
    """A value with its unit or counting word: 398件, 36.7%, 577.06万元; 398 cases."""
    if indicator.unit == "yuan":
        return money(value, language)
    if indicator.unit == "percent":
        return f"{printed(indicator, value)}%"
    if language is Language.ZH:
        return f"{_plain(value)}{indicator.word_zh}"
    word = indicator.word_en
    if value == 1 and word.endswith("s"):
        word = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return f"{value:,f} {word}".strip()


def grade(indicator: Indicator, code: str, language: Language = Language.ZH) -> str:
    """A grade in words: A级; grade A. Other grades as they are: 优秀."""
    if len(code) > 1:
        return code
    return f"{code}{indicator.word_zh}" if language is Language.ZH else f"{indicator.word_en} {code}"


def number_text(indicator: Indicator, number: Number, language: Language = Language.ZH) -> str:
    """A number in words, or why there is none."""
    if number.code is not None:
        return grade(indicator, number.code, language)
    if number.value is not None:
        return quantity(indicator, number.value, language)
    assert number.missing is not None
    return _MISSING[number.missing][language]


def text(figure: Figure, language: Language = Language.ZH) -> str:
    """The figure as a press office writes it."""
    return number_text(figure.indicator, figure.number, language)


def change_text(change: Change, language: Language = Language.ZH) -> str:
    """The change as a press office writes it: 同比上升5.9倍, 与去年同期持平, 无可比数据."""
    zh = language is Language.ZH
    by_year = change.reading is Reading.YEAR_BEFORE
    if change.status is Status.ORDINAL:
        return _other_value(change, by_year, language)
    if change.value is None or change.base is None:
        return "无可比数据" if zh else "no comparable data"
    if change.status is Status.ZERO_BASE:
        if zh:
            return "去年同期为0" if by_year else "上期为0"
        return "zero in the same period a year before" if by_year else "zero in the previous period"
    if change.value == change.base:
        if zh:
            return "与去年同期持平" if by_year else "与上期持平"
        return "unchanged year on year" if by_year else "unchanged from the previous period"
    up = change.value > change.base
    against = (
        ("同比" if by_year else "环比") if zh else ("year on year" if by_year else "on the previous period")
    )
    if change.percentage_points is not None:
        points = _plain(abs(change.percentage_points).quantize(Decimal("0.1"), ROUND_HALF_UP))
        if zh:
            return f"{against}{'提高' if up else '降低'}{points}个百分点"
        return f"{'up' if up else 'down'} {points} percentage points {against}"
    if change.status is Status.SMALL_BASE:
        return _both(change, up, by_year, language)
    assert change.ratio is not None
    return _relative(change.ratio, against, language)


def sentence(figure: Figure, language: Language = Language.ZH) -> str:
    """Region, explicit dates, figure and, where there is one to tell, the year-on-year change."""
    zh = language is Language.ZH
    indicator, row = figure.indicator, figure.row
    place = register().full_name(row.place.region, row.time.last.year)
    if row.place.own_level:
        place += "本级" if zh else " (own level)"
    end = figure.cut
    state = all(base.kind is Kind.STOCK for base in bases_of(indicator, figure.answer.catalogue))
    when = _day(end, language) if state else _period(row.time.first, end, language)
    if zh:
        when = f"截至{when}" if state else when
        found = f"{when}，{place}{indicator.zh}：{text(figure)}"
    else:
        when = f"as of {when}" if state else when
        found = f"{place}, {when}: {indicator.en}: {text(figure, language)}"
    change = figure.change(Reading.YEAR_BEFORE)
    told = figure.number.known and change.status is not Status.NO_BASE
    return (
        found
        + (("，" if zh else ", ") + change_text(change, language) if told else "")
        + ("。" if zh else ".")
    )


def _shortened(amount: Decimal) -> tuple[Decimal, Decimal, bool]:
    """(number, its unit, whether it was cut)."""
    for unit, exact, short in ((YI, 2, 2), (WAN, 2, 1)):
        if amount >= unit:
            number = amount / unit
            if number == number.quantize(Decimal(1).scaleb(-exact), ROUND_DOWN):
                return number, unit, False
            return number.quantize(Decimal(1).scaleb(-short), ROUND_DOWN), unit, True
    return amount, Decimal(1), False


def _english(amount: Decimal) -> str:
    for unit, name in ((BILLION, "billion"), (MILLION, "million")):
        if amount >= unit:
            return f"{_plain(amount / unit)} {name}"
    return f"{Decimal(_plain(amount)):,f}"


def _relative(ratio: Decimal, against: str, language: Language) -> str:
    up = ratio > 0
    if up and ratio >= 1:
        times = _plain(ratio.quantize(Decimal("0.1"), ROUND_HALF_UP))
        if language is Language.ZH:
            return f"{against}上升{times}倍"
        return f"an increase of {times} times {against}"
    percent = abs(ratio * HUNDRED).quantize(Decimal("0.01"), ROUND_HALF_UP)
    shown = (
        f"{_plain(percent)}%" if percent else ("不足0.01%" if language is Language.ZH else "less than 0.01%")
    )
    if language is Language.ZH:
        return f"{against}{'上升' if up else '下降'}{shown}"
    return f"{'up' if up else 'down'} {shown} {against}"


def _both(change: Change, up: bool, by_year: bool, language: Language) -> str:
    assert change.value is not None
    assert change.base is not None
    base, value = (quantity(change.indicator, v, language) for v in (change.base, change.value))
    if language is Language.ZH:
        return f"由{'去年同期' if by_year else '上期'}的{base}{'增至' if up else '减至'}{value}"
    before = "a year before" if by_year else "in the previous period"
    return f"{'up' if up else 'down'} from {base} {before} to {value}"


def _other_value(change: Change, by_year: bool, language: Language) -> str:
    other = number_text(change.indicator, Number(change.base, code=change.base_code), language)
    if language is Language.ZH:
        return f"{'去年同期' if by_year else '上期'}为{other}"
    return f"{other} {'a year before' if by_year else 'in the previous period'}"


def _day(day: date, language: Language) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if language is Language.ZH else day.isoformat()


def _period(first: date, last: date, language: Language) -> str:
    """Whole months as months, else the last day is named."""
    whole = date.fromordinal(last.toordinal() + 1).day == 1
    if language is Language.EN:
        return f"{first:%Y-%m} to {last:%Y-%m}" if whole else f"{first.isoformat()} to {last.isoformat()}"
    if not whole:
        return f"{_day(first, language)}至{_day(last, language)}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year}年{first.month}月"
    same_year = f"{last.month}月" if first.year == last.year else f"{last.year}年{last.month}月"
    return f"{first.year}年{first.month}月至{same_year}"


def _plain(number: Decimal) -> str:
    """Without zeros behind the point: 577.06, 681.9, 680."""
    shown = f"{number:f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


_MISSING = {
    Missing.NOT_REPORTED: {Language.ZH: "未报送", Language.EN: "not reported"},
    Missing.NOT_APPLICABLE: {Language.ZH: "不适用", Language.EN: "not applicable"},
    Missing.WITHHELD: {Language.ZH: "不公开", Language.EN: "withheld"},
    Missing.NO_DEFINITION: {Language.ZH: "当时无此指标", Language.EN: "not defined at the time"},
    Missing.SEVERAL_VALUES: {
        Language.ZH: "有多个值，请按地区或年份分组",
        Language.EN: "several values: group by region or year",
    },
}
