"""Days, months and periods as offices write them, in cells, titles and file names."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from hub.importing.grid import CellValue
from hub.importing.numbers import blank_of, chinese_number
from hub.months import Period, last_day, month_of

EARLIEST = date(1950, 1, 1)
LATEST = date(2100, 12, 31)


@dataclass(frozen=True, slots=True)
class DateProblem:
    """Why a cell is no day or month; `kind` has its sentences in problems_values.toml."""

    kind: str


@dataclass(frozen=True, slots=True)
class Found:
    """A period, an as-of day (截至) or a day of filling in (填报日期) found in a text."""

    kind: Literal["period", "as_of", "filled_on"]
    text: str
    period: Period | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """The time that a cell states, from its first to its last day. 截至3月底 ends on a day and has no other."""

    kind: Literal["day", "days", "month", "months", "quarter", "half_year", "year", "as_of"]
    start: date
    end: date


def parse_day(value: CellValue, *, default_year: int | None = None) -> date | DateProblem | None:
    """The day that a cell states, None for a blank one. `default_year` completes 3月5日."""
    if isinstance(value, str):
        return _day_of_text(value, default_year)
    if isinstance(value, datetime):
        return _in_range(value.date())
    if isinstance(value, date):
        return _in_range(value)
    if value is None:
        return None
    if isinstance(value, bool | time):
        return DateProblem("not_a_date")
    return _day_of_number(value)


def parse_month(value: CellValue, *, default_year: int | None = None) -> date | DateProblem | None:
    """The first day of the month that a cell states, None for a blank one. `default_year` completes 3月.

    The number 2019.1 is January or a cut October: a problem (month_ambiguous). The text 2019.1 is January.
    """
    if isinstance(value, str):
        return _month_of_text(value, default_year)
    if value is None:
        return None
    if isinstance(value, bool | time):
        return DateProblem("not_a_month")
    if isinstance(value, date):
        return _month_or_problem(parse_day(value))
    if float(value).is_integer():
        number = int(value)
        if 1 <= number <= 12:
            return date(default_year, number, 1) if default_year else DateProblem("year_missing")
        if 190000 < number < 300000:
            return _checked_month(number // 100, number % 100)
        return _month_or_problem(_day_of_number(number))
    year, _, decimals = repr(value).partition(".")
    if re.fullmatch(r"\d{4}", year) and re.fullmatch(r"\d{1,2}", decimals):
        if decimals == "1":
            return DateProblem("month_ambiguous")
        return _checked_month(int(year), int(decimals))
    return _month_or_problem(_day_of_number(value))


def parse_span(value: CellValue, *, default_year: int | None = None) -> Span | DateProblem | None:
    """The time that a cell of any precision states, None for a blank one: 2024年1-3月, 一季度, 2024年3月1日-20日.

    `default_year` completes what leaves the year out; without one such a cell is a problem (year_missing).
    """
    if isinstance(value, str):
        return _span_of_text(value, default_year)
    if value is None:
        return None
    if isinstance(value, int | float) and not isinstance(value, bool) and value in _YEARS:
        return _span_of_months(Period(date(int(value), 1, 1), date(int(value), 12, 1)))
    day = parse_day(value)
    if isinstance(day, date):
        return Span("day", day, day)
    month = parse_month(value, default_year=default_year)
    if isinstance(month, date):
        return _span_of_months(Period(month, month))
    return DateProblem("not_a_period") if month and month.kind == "not_a_month" else month


def periods_in(text: str, *, default_year: int | None = None) -> list[Found]:
    """The periods, as-of days and days of filling in that a title, note or file name states, in its order.

    A day after 截至 or 截止 is an as-of day, after 填报日期 a day of filling in; neither is a period, nor is a
    bare day. `default_year` completes 一季度, 1-6月, 截至3月底; else a year found elsewhere in the text does, if
    it is the only one. Relative words (今年, 以来) are never guessed, digests as file names say nothing.
    """
    rest = _SHORT_YEAR.sub(r"20\1年", _DIGEST.sub("", _plain(text)))
    years = {int(year) for year in _ANY_YEAR.findall(rest)}
    year = default_year or (years.pop() if len(years) == 1 else None)
    found: list[tuple[int, Found]] = []
    for pattern, reading in _READINGS:
        for match in list(pattern.finditer(rest)):
            result = reading(match, year)
            if result:
                found.append((match.start(), result))
            if result or reading is _nothing:
                # What has been read is blanked out, so that a shorter form does not find it again.
                rest = rest[: match.start()] + "\0" * len(match[0]) + rest[match.end() :]
    return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]


_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_CHINESE_YEAR = re.compile(r"([〇零一二三四五六七八九]{4})年")
_CHINESE_PART = re.compile(r"([一二三四五六七八九十廿]{1,3})(?=[月日号])")
_DIGEST = re.compile(r"(?<![0-9a-fA-F])[0-9a-fA-F]{32,}(?![0-9a-fA-F])")
_SHORT_YEAR = re.compile(
    r"(?<![\d第])([12]\d)年(?=\d{1,2}(?:月|[-–—~～至到、]{1,2}\d{1,2}月)|第?[一二三四1-4]季度|[上下]半年)"
)
_ANY_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[.\-/]\d|[01]\d(?!\d))")

_DAY_WORDS = re.compile(r"(?:(?P<year>\d{4}|\d{2})年)?(?P<month>\d{1,2})月(?P<day>\d{1,2})[日号]?")
_DAY_SIGNS = re.compile(r"(?P<year>\d{4})([./\-、])(?P<month>\d{1,2})\2(?P<day>\d{1,2})[日.]?")
_DAY_DIGITS = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:\.0)?")
_TIME_TAIL = re.compile(
    r"(?:[T ]?(?:[上下]午)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?|[上下]午(?:\d{1,2}[时点](?:\d{1,2}分)?)?)$"
)
_MONTH_WORDS = re.compile(r"(?:(?P<year>\d{4}|\d{2})年)?(?P<month>\d{1,2})月份?")
_MONTH_SIGNS = re.compile(r"(?P<year>\d{4})[./\-](?P<month>\d{1,2})")
_MONTH_DIGITS = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?:\.0)?")


@lru_cache(maxsize=65536)
def _day_of_text(value: str, default_year: int | None) -> date | DateProblem | None:
    if blank_of(value):
        return None
    text = _TIME_TAIL.sub("", _plain(value))
    for pattern in (_DAY_SIGNS, _DAY_WORDS, _DAY_DIGITS):
        if match := pattern.fullmatch(text):
            year = _year(match["year"], default_year)
            return _checked_day(year, int(match["month"]), int(match["day"]))
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        return _day_of_number(float(text))
    return DateProblem("not_a_date")


@lru_cache(maxsize=65536)
def _month_of_text(value: str, default_year: int | None) -> date | DateProblem | None:
    if blank_of(value):
        return None
    text = _plain(value)
    for pattern in (_MONTH_WORDS, _MONTH_SIGNS, _MONTH_DIGITS):
        if match := pattern.fullmatch(text):
            year = _year(match["year"], default_year)
            if year is None:
                return DateProblem("year_missing")
            return _checked_month(year, int(match["month"]))
    return _month_or_problem(_day_of_text(value, default_year))


@lru_cache(maxsize=65536)
def _span_of_text(value: str, default_year: int | None) -> Span | DateProblem | None:
    if blank_of(value):
        return None
    day = _day_of_text(value, default_year)
    if day is None:
        return None
    if isinstance(day, date):
        return Span("day", day, day)
    if day.kind != "not_a_date":
        return day
    month = _month_of_text(value, default_year)
    if isinstance(month, date):
        return _span_of_months(Period(month, month))
    if month and month.kind != "not_a_month":
        return month
    text = _SHORT_YEAR.sub(r"20\1年", _plain(value))
    if match := _DAYS.fullmatch(text):
        return _span_of_days(match, default_year)
    if match := re.fullmatch(r"((?:19|20)\d\d)|(?:(\d{4})年)?(?:全年|(?:1|元)月?-12月)", text):
        year = _year(match[1] or match[2], default_year)
        return _span_of_months(Period(date(year, 1, 1), date(year, 12, 1))) if year else _NO_YEAR
    found = periods_in(text, default_year=default_year)
    if len(found) == 1 and found[0].text == text:
        if found[0].kind == "as_of" and found[0].day:
            return Span("as_of", found[0].day, found[0].day)
        if found[0].period:
            return _span_of_months(found[0].period)
    if default_year is None and any(f.text == text for f in periods_in(text, default_year=LATEST.year - 1)):
        return _NO_YEAR
    return DateProblem("not_a_period")


def _span_of_days(match: re.Match[str], default_year: int | None) -> Span | DateProblem:
    year = _year(match["year"], default_year)
    last_year = _year(match["last_year"], year)
    start = _checked_day(year, int(match["month"]), int(match["day"]))
    end = _checked_day(last_year, int(match["last_month"] or match["month"]), int(match["last_day"]))
    if isinstance(start, DateProblem):
        return start
    if isinstance(end, DateProblem):
        return end
    if start > end:
        return DateProblem("not_a_period")
    if start.day == 1 and end == last_day(end):
        return _span_of_months(Period(month_of(start), month_of(end)))
    return Span("days", start, end)


def _span_of_months(period: Period) -> Span:
    months, first = len(period), period.first.month
    aligned = (first - 1) % months == 0 and period.first.year == period.last.year
    return Span(_RUNS[months] if aligned and months in _RUNS else "months", period.first, period.end_day)


_NO_YEAR = DateProblem("year_missing")
_RUNS: Mapping[int, Literal["month", "quarter", "half_year", "year"]] = {
    1: "month",
    3: "quarter",
    6: "half_year",
    12: "year",
}


def _day_of_number(value: int | float) -> date | DateProblem:
    """20240301, or a serial of the 1900 system, whose day 60 (29 February 1900) never was."""
    if value != value or value in (float("inf"), float("-inf")):
        return DateProblem("not_a_date")
    number = int(value)
    if value == number and 1_000_00_00 <= number <= 9999_12_31:
        return _checked_day(number // 10000, number // 100 % 100, number % 100)
    if number < 1 or number == 60 or (value != number and number < _FIRST_SERIAL) or number in _YEARS:
        return DateProblem("not_a_date")
    if number > _LAST_SERIAL:
        return DateProblem("not_a_date" if number > 999_999 else "date_out_of_range")
    return _in_range(date(1899, 12, 30 if number > 60 else 31) + timedelta(days=number))


# Serials of EARLIEST and LATEST; whole numbers that look like a year are no serials.
_FIRST_SERIAL = (EARLIEST - date(1899, 12, 30)).days
_LAST_SERIAL = (LATEST - date(1899, 12, 30)).days
_YEARS = range(1900, 2101)


def _checked_day(year: int | None, month: int, day: int) -> date | DateProblem:
    if year is None:
        return DateProblem("year_missing")
    try:
        return _in_range(date(year, month, day))
    except ValueError:
        return DateProblem("not_a_date")


def _checked_month(year: int, month: int) -> date | DateProblem:
    if not 1 <= month <= 12:
        return DateProblem("not_a_month")
    return _in_range(date(year, month, 1)) if year else DateProblem("date_out_of_range")


def _in_range(day: date) -> date | DateProblem:
    return day if EARLIEST <= day <= LATEST else DateProblem("date_out_of_range")


def _month_or_problem(day: date | DateProblem | None) -> date | DateProblem | None:
    if isinstance(day, date):
        return month_of(day)
    return DateProblem("not_a_month") if day and day.kind == "not_a_date" else day


def _year(written: str | None, default_year: int | None) -> int | None:
    if written is None:
        return default_year
    year = int(written)
    return year if len(written) == 4 else (2000 if year < 70 else 1900) + year


def _plain(text: str) -> str:
    """Half width, no spaces, Chinese numerals of dates as digits: 二〇二四年三月五日 -> 2024年3月5日."""
    plain = re.sub(r"(?<!\d)\s+|\s+(?!\d)", "", unicodedata.normalize("NFKC", text).strip()).replace(
        "元月", "1月"
    )
    if not _CHINESE_PART.search(plain) and not _CHINESE_YEAR.search(plain):
        return plain
    plain = _CHINESE_YEAR.sub(lambda match: match[1].translate(_CHINESE_DIGITS) + "年", plain)
    return _CHINESE_PART.sub(_digits_of_part, plain)


def _digits_of_part(match: re.Match[str]) -> str:
    number = chinese_number(match[1].replace("廿", "二十"))
    return match[0] if number is None else str(number)


# Pieces of the patterns below. Between two months or days: a dash of any kind, 至, 到.
_TO = r"(?:--?|[~～—–―至到]+|—{1,2})"
_Y = r"(?<!\d)(?P<{0}>(?:19|20)\d\d)"
_YEAR_SIGN = r"(?:年|[./\-])"
_DAY = (
    r"(?:(?:(?P<year>(?:19|20)\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号]|(?P<end>底|末|份)?)"
    r"|(?P<year2>(?:19|20)\d\d)[./\-](?P<month2>\d{1,2})[./\-](?P<day2>\d{1,2})"
    r"|(?P<year3>(?:19|20)\d\d)(?P<month3>[01]\d)(?P<day3>[0-3]\d)(?!\d))"
)
_DAYS = re.compile(
    rf"(?:(?P<year>(?:19|20)\d\d){_YEAR_SIGN})?(?P<month>\d{{1,2}})[月./\-](?P<day>\d{{1,2}})[日号]?{_TO}"
    rf"(?:(?P<last_year>(?:19|20)\d\d){_YEAR_SIGN})?(?:(?P<last_month>\d{{1,2}})[月./\-])?"
    r"(?P<last_day>\d{1,2})[日号]?"
)
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}


def _day_in(match: re.Match[str], default_year: int | None) -> date | None:
    groups = match.groupdict()
    year = groups["year"] or groups["year2"] or groups["year3"] or default_year
    month = groups["month"] or groups["month2"] or groups["month3"]
    day = groups["day"] or groups["day2"] or groups["day3"]
    if year is None:
        return None
    first = _checked_month(int(year), int(month))
    if isinstance(first, DateProblem):
        return None
    found = _checked_day(int(year), int(month), int(day)) if day else last_day(first)
    return found if isinstance(found, date) else None


def _as_of(match: re.Match[str], default_year: int | None) -> Found | None:
    day = _day_in(match, default_year)
    return Found("as_of", match[0], day=day) if day else None


def _filled_on(match: re.Match[str], default_year: int | None) -> Found | None:
    day = _day_in(match, default_year)
    return Found("filled_on", match[0], day=day) if day else None


def _nothing(match: re.Match[str], default_year: int | None) -> Found | None:
    return None


def _months(match: re.Match[str], default_year: int | None) -> Found | None:
    """A run of months, or one month; the second year is that of the first where it is left out."""
    groups = match.groupdict()
    first_year = int(groups["year"]) if groups.get("year") else default_year
    if first_year is None:
        return None
    last_year = int(groups["last_year"]) if groups.get("last_year") else first_year
    return _period(
        match[0], first_year, int(groups["first"]), last_year, int(groups.get("last") or groups["first"])
    )


def _two_months(match: re.Match[str], default_year: int | None) -> Found | None:
    """Two months side by side; others listed are no run."""
    return _months(match, default_year) if int(match["last"]) == int(match["first"]) + 1 else None


def _quarter(match: re.Match[str], default_year: int | None) -> Found | None:
    year = int(match["year"]) if match["year"] else default_year
    if year is None:
        return None
    last = 3 * _QUARTERS[match["quarter"]]
    return _period(match[0], year, 1 if match["all"] else last - 2, year, last)


def _half(match: re.Match[str], default_year: int | None) -> Found | None:
    year = int(match["year"]) if match["year"] else default_year
    if year is None:
        return None
    return _period(match[0], year, *((1, year, 6) if match["half"] == "上" else (7, year, 12)))


def _whole_year(match: re.Match[str], default_year: int | None) -> Found | None:
    return _period(match[0], int(match["year"]), 1, int(match["year"]), 12)


def _period(text: str, first_year: int, first: int, last_year: int, last: int) -> Found | None:
    if not (1 <= first <= 12 and 1 <= last <= 12) or (first_year, first) > (last_year, last):
        return None
    return Found("period", text, period=Period(date(first_year, first, 1), date(last_year, last, 1)))


_YEAR = _Y.format("year")
_LAST_YEAR = r"(?P<last_year>(?:19|20)\d\d)"
# In the order of reading: what is read by one is not seen by those after it.
_READINGS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int | None], Found | None]], ...] = (
    (re.compile(r"(?:统计)?(?:数据)?截[至止](?:日期|时间|时点|到|至)?[:为是]?" + _DAY), _as_of),
    (re.compile(r"(?:填报|填表|报送|上报|制表|编报|填写)(?:日期|时间)[:为]?" + _DAY), _filled_on),
    # Open or relative runs say no period: 2020年5月以来, 2020年5月至今, 自2020年5月起, 2020年5月至今年3月底.
    (
        re.compile(
            rf"{_YEAR}年(?:\d{{1,2}}月(?:\d{{1,2}}[日号])?)?(?:份)?(?:以来|至今年?(?:\d{{1,2}}月[底末]?)?|起)"
        ),
        _nothing,
    ),
    # 2024年3月1日-31日, 2024年3月1日至6月30日, 2020.5.1-2021.3.31
    (
        re.compile(
            rf"{_YEAR}{_YEAR_SIGN}(?P<first>\d{{1,2}})[月./\-]\d{{1,2}}[日号]?{_TO}"
            rf"(?:{_LAST_YEAR}{_YEAR_SIGN})?(?:(?P<last>\d{{1,2}})[月./\-])?\d{{1,2}}[日号]?(?!\d|月)"
        ),
        _months,
    ),
    # A day alone is no period.
    (re.compile(rf"{_YEAR}年\d{{1,2}}月\d{{1,2}}[日号]"), _nothing),
    (re.compile(rf"{_YEAR}([./\-])\d{{1,2}}\2\d{{1,2}}(?!\d)"), _nothing),
    (re.compile(rf"{_YEAR}[01]\d[0-3]\d(?!\d)"), _nothing),
    # 2020年5月至2021年3月, 2020.5-2021.3, 202005-202103
    (
        re.compile(
            rf"{_YEAR}{_YEAR_SIGN}(?P<first>\d{{1,2}})月?份?{_TO}{_LAST_YEAR}{_YEAR_SIGN}(?P<last>\d{{1,2}})(?!\d)月?份?底?"
        ),
        _months,
    ),
    (re.compile(rf"{_YEAR}(?P<first>[01]\d){_TO}{_LAST_YEAR}(?P<last>[01]\d)(?!\d)"), _months),
    # 2024年1-6月, 2024年1月至6月, 2024.1-6月
    (re.compile(rf"{_YEAR}{_YEAR_SIGN}(?P<first>\d{{1,2}})月?份?{_TO}(?P<last>\d{{1,2}})月份?底?"), _months),
    # 2024.1-3; a day would have the same sign twice
    (re.compile(rf"{_YEAR}\.(?P<first>\d{{1,2}}){_TO}(?P<last>\d{{1,2}})(?![\d.\-/])"), _months),
    # 2024年1月、2月, 2024年1、2月
    (
        re.compile(
            rf"{_YEAR}年(?P<first>\d{{1,2}})月?份?[、,和及](?P<last>\d{{1,2}})月份?(?!\d|[、,和及]\d)"
        ),
        _two_months,
    ),
    (re.compile(rf"{_YEAR}年\d{{1,2}}月?份?(?:[、,和及]\d{{1,2}}月?份?)+"), _nothing),
    (re.compile(rf"(?:{_YEAR}年(?:度)?)?(?P<all>前)?第?(?P<quarter>[一二三四1-4])个?季度"), _quarter),
    (re.compile(rf"(?:{_YEAR}年(?:度)?)?(?P<half>[上下])半年"), _half),
    (re.compile(rf"{_YEAR}年(?:度)?(?P<first>\d{{1,2}})月份?(?!\d)"), _months),
    (re.compile(rf"{_YEAR}[.\-/](?P<first>\d{{1,2}})(?![\d.\-/])月?份?"), _months),
    (re.compile(rf"{_YEAR}(?P<first>0[1-9]|1[0-2])(?!\d)"), _months),
    (re.compile(rf"(?<![\d.\-])(?P<first>\d{{1,2}})月?份?{_TO}(?P<last>\d{{1,2}})月份?"), _months),
    (re.compile(r"(?<![\d.\-个])(?P<first>\d{1,2})月份?(?![\d日内])"), _months),
    (re.compile(rf"{_YEAR}年(?:度|全年)?(?!第?\d+[号次期]|以来|前|底|初|末)"), _whole_year),
    # A file name that ends with a year: 支付令案件台账2019.xlsx.
    (re.compile(r"(?<=[\u4e00-\u9fff])(?P<year>(?:19|20)\d\d)(?=(?:\.[A-Za-z]{2,4})?$)"), _whole_year),
)
