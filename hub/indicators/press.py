"""How a press office words figures, in Chinese and in English (domain.md 6.2): exact decimals, no floats.

Conventions: amounts from 10,000 yuan in 万元, exact where two decimals suffice, else cut to one with 余; from
100,000,000 in 亿元 with two. 同比上升5.9倍 is (value - base) / base; a decline is always a percentage.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import Enum

from hub.agencies import agencies
from hub.indicators.catalogue import Indicator, Kind
from hub.indicators.changes import Change, Status
from hub.indicators.figures import Figure
from hub.indicators.numbers import HUNDRED, Missing, Number, printed
from hub.indicators.precision import Style, Told, Word, told, told_money, told_percent
from hub.indicators.question import UNKNOWN, Reading, bases_of, labels_of, parts_of
from hub.money import WAN, YI
from hub.regions import register

MILLION, BILLION = Decimal(1_000_000), Decimal(1_000_000_000)


class Language(Enum):
    """The languages of the hub."""

    ZH = "ZH"
    EN = "EN"


def money(amount: Decimal, language: Language = Language.ZH, style: Style = Style.STANDARD) -> str:
    """681.9万余元, 577.06万元, 约682万元; more than RMB 6.819 million."""
    if amount < 0:
        return ("负" if language is Language.ZH else "minus ") + money(-amount, language, style)
    shown = told_money(amount, style)
    if language is Language.ZH:
        return f"{_zh_number(shown)}元"
    return f"{shown.word.en}RMB {_english(shown.value)}"


def quantity(
    indicator: Indicator, value: Decimal, language: Language = Language.ZH, style: Style = Style.STANDARD
) -> str:
    """A value with its unit or counting word: 398件, 390余件, 36.7%, 577.06万元; 398 cases."""
    if indicator.unit == "yuan":
        return money(value, language, style)
    if indicator.unit == "percent":
        return _percent(indicator, value, language, style)
    if value < 0:
        return ("负" if language is Language.ZH else "minus ") + quantity(indicator, -value, language, style)
    shown = told(value, style)
    if language is Language.ZH:
        return f"{_zh_number(shown)}{indicator.word_zh}"
    word = indicator.word_en
    if shown.value == 1 and word.endswith("s"):
        word = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return f"{shown.word.en}{Decimal(_plain(shown.value)):,f} {word}".strip()


def grade(indicator: Indicator, code: str, language: Language = Language.ZH) -> str:
    """A grade in words: A级; grade A. Other grades as they are: 优秀."""
    if len(code) > 1:
        return code
    return f"{code}{indicator.word_zh}" if language is Language.ZH else f"{indicator.word_en} {code}"


def number_text(
    indicator: Indicator,
    number: Number,
    language: Language = Language.ZH,
    style: Style = Style.STANDARD,
) -> str:
    """A number in words, or why there is none."""
    if number.code is not None:
        return grade(indicator, number.code, language)
    if number.value is not None:
        return quantity(indicator, number.value, language, style)
    assert number.missing is not None
    return _MISSING[number.missing][language]


def text(figure: Figure, language: Language = Language.ZH, style: Style = Style.STANDARD) -> str:
    """The figure as a press office writes it."""
    return number_text(figure.definition, figure.number, language, style)


def change_text(change: Change, language: Language = Language.ZH) -> str:
    """The change as a press office writes it: 同比上升5.9倍, 与去年同期持平, 按可比口径上升8.33%, 无可比数据."""
    zh = language is Language.ZH
    words = _words(change)
    if change.status is Status.NOT_COMPARABLE:
        return "不适用此种比较" if zh else "no comparison of this kind"
    if change.status is Status.ORDINAL:
        other = number_text(change.indicator, Number(change.base, code=change.base_code), language)
        return f"{words.base}为{other}" if zh else f"{other} {words.base_en}"
    if change.status is Status.DEFINITION_CHANGED:
        return "统计口径已变更，不作比较" if zh else "not compared: the definition changed"
    if change.value is None or change.base is None:
        return "无可比数据" if zh else "no comparable data"
    if change.status is Status.ZERO_BASE:
        return f"{words.base}为0" if zh else f"zero {words.zero_en}"
    if change.value == change.base:
        return f"与{words.base}持平" if zh else f"unchanged {words.same_en}"
    up = change.value > change.base
    against = words.against if zh else words.against_en
    if change.percentage_points is not None:
        points = _plain(abs(change.percentage_points).quantize(Decimal("0.1"), ROUND_HALF_UP))
        if points == "0":
            points = "不足0.1" if zh else "less than 0.1"
        if zh:
            return f"{against}{'提高' if up else '降低'}{points}个百分点"
        return f"{'up' if up else 'down'} {points} percentage points {against}"
    if change.status is Status.SMALL_BASE:
        base, value = (quantity(change.indicator, v, language) for v in (change.base, change.value))
        if zh:
            return f"由{words.base}的{base}{'增至' if up else '减至'}{value}"
        return f"{'up' if up else 'down'} from {base} {words.base_en} to {value}"
    assert change.ratio is not None
    return _relative(change.ratio, against, language)


def sentence(
    figure: Figure,
    language: Language = Language.ZH,
    style: Style = Style.STANDARD,
    published_on: date | None = None,
) -> str:
    """Region, explicit dates, what is counted, figure and, where there is one to tell, the year-on-year change.

    With `published_on`, the day on which it is printed, a relative word stands before the dates where one fits
    (今年以来, so far this year); the dates are always there, since such a word is wrong a year later.
    """
    zh = language is Language.ZH
    indicator, row = figure.definition, figure.row
    place = register().full_name(row.place.region, row.time.last.year)
    if row.place.own_level:
        place += "本级" if zh else " (own level)"
    end = figure.cut
    state = all(base.kind is Kind.STOCK for base in bases_of(indicator, figure.answer.catalogue))
    if state:
        carried = figure.carried_from
        when = f"截至{_day(carried or end, language)}" if zh else f"as of {_day(carried or end, language)}"
        if carried is not None:
            when += "（此后未报送，沿用）" if zh else " (nothing reported since)"
    else:
        when = _period(row.time.first, end, language)
        if published_on is not None and (word := _relative_word(row.time.first, end, published_on, language)):
            when = f"{word}（{when}）" if zh else f"{word} ({when})"
    name = (indicator.zh if zh else indicator.en) + _narrowed(figure, language)
    told_as = text(figure, language, style)
    found = f"{when}，{place}{name}：{told_as}" if zh else f"{place}, {when}: {name}: {told_as}"
    change = figure.change(Reading.YEAR_BEFORE)
    if figure.number.known and change.status is not Status.NO_BASE:
        found += ("，" if zh else ", ") + change_text(change, language)
    return found + ("。" if zh else ".")


def _narrowed(figure: Figure, language: Language) -> str:
    """What of the records the figure counts only: its group and the conditions asked for, in brackets."""
    question, catalogue = figure.answer.question, figure.answer.catalogue
    said = [
        _label(figure.indicator, catalogue, name, code, language)
        for name, code in zip(question.codes, figure.row.codes, strict=True)
    ]
    for name, value in sorted(question.where.items()):
        if isinstance(value, list | tuple):
            labels = [_label(figure.indicator, catalogue, name, code, language) for code in value]
            none = "未选择任何代码" if language is Language.ZH else "no code chosen"
            said.append(("或" if language is Language.ZH else " or ").join(labels) or none)
        elif isinstance(value, bool):
            said.append(_YES_NO[name, value][language])
        elif name in ("from_agency", "to_agency"):
            agency = agencies().get(str(value))
            named = str(value) if agency is None else agency.zh if language is Language.ZH else agency.en
            said.append(_FROM_TO[name][language].format(named))
        else:
            said.append(str(value))
    if not said:
        return ""
    return f"（{'，'.join(said)}）" if language is Language.ZH else f" ({', '.join(said)})"


def _label(
    indicator: Indicator, catalogue: Mapping[str, Indicator], name: str, code: str | None, language: Language
) -> str:
    """The label of a code; a free text as it is."""
    if code is None or code == UNKNOWN:
        return "未填写" if language is Language.ZH else "not stated"
    for _, part in parts_of(indicator, catalogue):
        labels = labels_of(part, name) if name in part.dimensions else None
        if labels is not None and code in labels:
            return labels[code][0 if language is Language.ZH else 1]
    return code


_MONTHS_BEHIND = 2
"""今年以来 reaches the day of print as far as there are reports: of last month, before they are due of that before it."""


def _relative_word(first: date, end: date, published: date, language: Language) -> str | None:
    zh = language is Language.ZH
    after = date.fromordinal(end.toordinal() + 1)
    if end > published:
        return None
    near = published.month - end.month <= _MONTHS_BEHIND
    if (first.month, first.day) == (1, 1) and first.year == end.year == published.year and near:
        return "今年以来" if zh else "so far this year"
    if (first.month, first.day) == (1, 1) and after == date(published.year, 1, 1) and first.year == end.year:
        return "去年" if zh else "last year"
    if after == date(published.year, published.month, 1) and (first.year, first.month) == (
        end.year,
        end.month,
    ):
        return "上月" if zh else "last month"
    return None


def _zh_number(shown: Told) -> str:
    """681.9万余, 70余, 约82.5万: the word and the unit of a number, without what is counted."""
    unit = {Decimal(1): "", WAN: "万", YI: "亿"}[shown.unit]
    return f"{shown.word.zh_before}{_plain(shown.number)}{unit}{shown.word.zh_after}"


def _percent(indicator: Indicator, value: Decimal, language: Language, style: Style) -> str:
    """36.7%, 超过36%, 约37%: 余 and 多 do not follow a percent sign."""
    if style in (Style.STANDARD, Style.EXACT) or value < 0:
        return f"{printed(indicator, value)}%"
    shown = told_percent(value, style)
    if shown.word is Word.NONE and shown.number != shown.number.to_integral_value():  # less than one step
        return f"{printed(indicator, value)}%"
    if language is Language.EN:
        return f"{shown.word.en}{_plain(shown.number)}%"
    before = "超过" if shown.word in (Word.MORE_THAN, Word.OVER) else shown.word.zh_before
    return f"{before}{_plain(shown.number)}%"


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
    shown = f"{_plain(percent)}%"
    if not percent:
        shown = "不足0.01%" if language is Language.ZH else "less than 0.01%"
    elif percent == HUNDRED and -ratio < 1:
        shown = "近100%" if language is Language.ZH else "nearly 100%"
    if language is Language.ZH:
        return f"{against}{'上升' if up else '下降'}{shown}"
    return f"{'up' if up else 'down'} {shown} {against}"


def _words(change: Change) -> _Words:
    days = change.base_days
    if change.reading is Reading.SPRING_BEFORE and days and days[1] - days[0] < timedelta(60):
        return _JANUARY_AND_FEBRUARY
    return _AGAINST[change.reading]


def _day(day: date, language: Language) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if language is Language.ZH else day.isoformat()


def _period(first: date, last: date, language: Language) -> str:
    """Whole months as months, else the last day is named."""
    whole = date.fromordinal(last.toordinal() + 1).day == 1
    if language is Language.EN:
        if whole and (first.year, first.month) == (last.year, last.month):
            return f"{first:%Y-%m}"
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


_YES_NO = {
    ("pushed_to_province", True): {Language.ZH: "已报省", Language.EN: "pushed to the province"},
    ("pushed_to_province", False): {Language.ZH: "未报省", Language.EN: "not pushed to the province"},
}
_FROM_TO = {
    "from_agency": {Language.ZH: "{}移送", Language.EN: "from {}"},
    "to_agency": {Language.ZH: "移送至{}", Language.EN: "to {}"},
}


@dataclass(frozen=True, slots=True)
class _Words:
    """How a comparison and its base are named: 同比 and 去年同期; in English also where the base is zero or the same."""

    against: str
    base: str
    against_en: str
    base_en: str
    zero_en: str
    same_en: str


_JANUARY_AND_FEBRUARY = _Words(
    "与上年1—2月相比",
    "上年1—2月",
    "on January and February a year before",
    "in January and February a year before",
    "in January and February a year before",
    "from January and February a year before",
)
_AGAINST = {
    Reading.YEAR_BEFORE: _Words(
        "同比",
        "去年同期",
        "year on year",
        "a year before",
        "in the same period a year before",
        "year on year",
    ),
    Reading.PREVIOUS: _Words(
        "环比",
        "上期",
        "on the previous period",
        "in the previous period",
        "in the previous period",
        "from the previous period",
    ),
    Reading.SPRING_BEFORE: _Words(
        "1—2月合并计算同比",
        "去年同期（1—2月合并）",
        "year on year with January and February together",
        "a year before with January and February together",
        "a year before with January and February together",
        "year on year with January and February together",
    ),
    Reading.FESTIVAL_BEFORE: _Words(
        "按春节前后同期可比",
        "上年春节前后同期",
        "on the same days around the Spring Festival a year before",
        "on the same days around the Spring Festival a year before",
        "on the same days around the Spring Festival a year before",
        "from the same days around the Spring Festival a year before",
    ),
    Reading.SAME_BEFORE: _Words(
        "按可比口径",
        "可比口径的去年同期",
        "year on year on the same coverage",
        "a year before on the same coverage",
        "a year before on the same coverage",
        "year on year on the same coverage",
    ),
}
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
