"""How a cell becomes a value, one converter a column kind: cell in, typed value, nothing, or trouble out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from hub.importing.account_tokens import looks_like_token, read_token
from hub.importing.dates import DateProblem, parse_day, parse_month
from hub.importing.grid import CellValue
from hub.importing.numbers import (
    Blank,
    Money,
    NumberProblem,
    Precise,
    blank_of,
    parse_count,
    parse_identifier,
    parse_money,
    parse_percent,
    parse_with_precision,
    stated_factor,
)
from hub.importing.privacy import (
    is_personal_number,
    keyed_digest,
    masked,
    masked_tail,
    normalised_account,
)
from hub.importing.problems import Severity
from hub.importing.sheet import Column, Kind
from hub.ledgers.codes import CodeList
from hub.money import yuan
from hub.months import add_months
from hub.names import normalised_uscc, uscc_problem, uscc_suggestion


@dataclass(slots=True)
class Trouble:
    """A value with something to tell about its cell; after an error the value is None."""

    value: Any
    kind: str
    severity: Severity
    details: Mapping[str, Any] = field(default_factory=dict)
    shown: str | None = None
    """What may be shown of the cell; None: the cell as it is."""


@dataclass(slots=True)
class Pair:
    """Values of a cell that fills a second field as well: a number and its precision, an account and its digest."""

    value: Any
    second: Any


@dataclass(frozen=True, slots=True)
class Setting:
    """What the cells of a column need to know: the factor of its unit, year and month of the period, digest key.

    `unit` is the unit that header or note states, None where neither does: a cell may then state one of its own.
    """

    factor: Decimal
    year: int
    month: date | None
    digest_key: bytes
    unit: str | None = None


Converter = Callable[[CellValue], Any]


def converter(column: Column, setting: Setting) -> Converter:
    """The converter for the cells of a column. It takes any cell but None."""
    match column.kind:
        case Kind.TEXT:
            return _text
        case Kind.DOCUMENT_NO | Kind.IDENTIFIER:
            length = column.length
            return _identifier if length is None else lambda value: _identifier(value, length)
        case Kind.EMPLOYER_NAME:
            return _name
        case Kind.USCC:
            return _uscc
        case Kind.ACCOUNT:
            return lambda value: _account(value, setting.digest_key)
        case Kind.MONEY:
            return _money(setting, negative=column.negative)
        case Kind.COUNT:
            return lambda value: _count(value, setting.factor, negative=column.negative)
        case Kind.ORDINAL:
            return _ordinal
        case Kind.PERCENT:
            return lambda value: _percent(value, setting.unit, negative=column.negative)
        case Kind.DAY if column.until:
            return lambda value: _dated(_time_limit(value, setting.year))
        case Kind.DAY:
            return lambda value: _dated(parse_day(value, default_year=setting.year))
        case Kind.MONTH:
            return lambda value: _month(value, setting)
        case Kind.YES_NO:
            return _yes_no
        case Kind.CODE:
            return _code(column.codes, required=column.required)
        case Kind.CODES:
            return _codes(column.codes)
        case Kind.PRECISE_COUNT:
            return lambda value: _precise_count(value, setting.factor)
        case Kind.PRECISE_MONEY:
            return lambda value: _precise_money(value, setting)
        case Kind.REGION_CODE | Kind.REGION_NAME:
            return _region
    raise TypeError(f"no converter for {column.kind}")


def written(value: CellValue) -> str:
    """A cell as a clerk would write it: 12.0 -> 12, a date as 2024-03-05."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else str(value)


def _text(value: CellValue) -> Any:
    text = value.strip() if isinstance(value, str) else written(value)
    if len(text) < 6 and blank_of(text):
        return None
    clean = masked(text)
    if clean is text:
        return text
    return Trouble(clean, "personal_data_masked", Severity.NOTICE, shown=clean)


def _name(value: CellValue) -> Any:
    # A worker's telephone or identity number may stand beside a name.
    return _text(value)


def _identifier(value: CellValue, length: int | None = None) -> Any:
    # Most numbers are plain text: no blanks, quotes or full-width digits to take away, no rounded number.
    if value.__class__ is str:
        if _DOCUMENT_NO.fullmatch(value):
            return value
        if _PLAIN_NUMBER.fullmatch(value):
            return value if len(value) < 11 else _not_of_a_person(value)
    found = parse_identifier(value, length=length)
    if isinstance(found, NumberProblem):
        return _error(found)
    return None if isinstance(found, Blank) else _not_of_a_person(found)


def _not_of_a_person(number: str) -> Any:
    """The number, unless it is one of a person that has come into the wrong column."""
    clean = masked(number)
    if clean == number:
        return number
    return Trouble(clean, "personal_data_masked", Severity.NOTICE, shown=clean)


def _uscc(value: CellValue) -> Any:
    found = parse_identifier(value)
    if isinstance(found, NumberProblem):
        return _error(found)
    if isinstance(found, Blank):
        return None
    code = normalised_uscc(found)
    kind = uscc_problem(code)
    if kind is None:
        return code
    if is_personal_number(code):
        # Traders without a firm are known by their owner's identity number.
        return _not_of_a_person(code)
    suggestion = uscc_suggestion(code)
    if suggestion is None:
        return Trouble(code, kind, Severity.WARNING)
    return Trouble(code, "uscc_lookalike", Severity.WARNING, {"suggestion": suggestion})


def _account(value: CellValue, key: bytes) -> Any:
    if isinstance(value, str) and looks_like_token(value.strip()):
        exported = read_token(value, key)
        if exported is None:
            return Trouble(None, "account_token_invalid", Severity.ERROR, shown=value.strip()[:8])
        return Pair(*exported)
    found = parse_identifier(value)
    if isinstance(found, NumberProblem):
        return Trouble(None, found.kind, Severity.ERROR, found.details, shown=masked_tail(written(value)))
    if isinstance(found, Blank):
        return None
    number = normalised_account(found)
    if not re.fullmatch(r"[0-9A-Z]{5,40}", number):
        return Trouble(None, "not_an_account", Severity.ERROR, shown=masked_tail(number))
    return Pair(f"****{number[-4:]}", keyed_digest(number, key))


def _money(setting: Setting, *, negative: bool) -> Converter:
    factor, whole_yuan = setting.factor, setting.factor == 1

    def money(value: CellValue) -> Any:
        # The common case, yuan and cents in a number cell, needs none of the care that text does.
        if whole_yuan and value.__class__ is float and 0 < value < 1e12:
            digits = repr(value)
            if digits[-2] == ".":
                return Decimal(digits + "0")
            if digits[-3] == ".":
                return Decimal(digits)
        found = parse_money(value, unit=factor)
        if not isinstance(found, Money):
            return _error(found) if isinstance(found, NumberProblem) else None
        if found.amount < 0 and not negative:
            return Trouble(None, "negative", Severity.ERROR)
        if found.rounded:
            return Trouble(found.amount, "more_than_two_decimals", Severity.WARNING)
        return _in_own_unit(value, setting, found.amount)

    return money


def _in_own_unit(value: CellValue, setting: Setting, amount: Any) -> Any:
    """The amount of a cell; where the cell states another unit than its header or note, the clerk is asked."""
    if value.__class__ is not str or setting.unit is None:
        return amount
    own = stated_factor(value)
    if own is None or own == setting.factor:
        return amount
    return Trouble(amount, "cell_unit_differs", Severity.WARNING, {"unit": setting.unit})


def _count(value: CellValue, factor: Decimal, *, negative: bool) -> Any:
    found = parse_count(value, unit=factor, negative=negative)
    if isinstance(found, NumberProblem):
        return _error(found)
    if isinstance(found, Blank):
        return None
    return found if abs(found) <= _LARGEST else Trouble(None, "number_out_of_range", Severity.ERROR)


def _ordinal(value: CellValue) -> Any:
    text = unicodedata.normalize("NFKC", written(value)).strip()
    named = _ORDINAL.fullmatch(text)
    digits = named[1].translate(_DIGITS) if named else ""
    found = parse_count(digits if len(digits) == 4 and digits.isdecimal() else named[1] if named else value)
    if isinstance(found, NumberProblem):
        return _error(found)
    if isinstance(found, Blank):
        return None
    return found if found <= _LARGEST else Trouble(None, "number_out_of_range", Severity.ERROR)


def _percent(value: CellValue, unit: str | None, *, negative: bool) -> Any:
    found = parse_percent(value)
    if isinstance(found, NumberProblem):
        return _error(found)
    if isinstance(found, Blank):
        return None
    if found < 0 and not negative:
        return Trouble(None, "negative", Severity.ERROR)
    if found > _LARGEST:
        return Trouble(None, "number_out_of_range", Severity.ERROR)
    if 0 < abs(found) < 1 and unit != "%" and "%" not in written(value) and "％" not in written(value):
        # 0.015 may be 1.5 % without its format, or 0.015 %.
        return Trouble(found, "doubtful_percent", Severity.WARNING)
    return found


def _precise_count(value: CellValue, factor: Decimal) -> Any:
    found = _precise(value, factor)
    if not isinstance(found, Precise):
        return found
    if found.amount != found.amount.to_integral_value() or found.amount > _LARGEST:
        return Trouble(None, "not_whole", Severity.ERROR)
    return Pair(int(found.amount), found.precision)


def _precise_money(value: CellValue, setting: Setting) -> Any:
    found = _precise(value, setting.factor)
    if not isinstance(found, Precise):
        return found
    amount = yuan(found.amount)
    if amount != found.amount:
        return Trouble(Pair(amount, found.precision), "more_than_two_decimals", Severity.WARNING)
    return Pair(amount, found.precision)


def _precise(value: CellValue, factor: Decimal) -> Precise | Trouble | None:
    found = parse_with_precision(value, unit=factor)
    if isinstance(found, NumberProblem):
        return _error(found)
    if isinstance(found, Blank):
        return None
    return Trouble(None, "negative", Severity.ERROR) if found.amount < 0 else found


def _dated(found: date | DateProblem | None) -> Any:
    return Trouble(None, found.kind, Severity.ERROR) if isinstance(found, DateProblem) else found


def _time_limit(value: CellValue, year: int) -> date | DateProblem | None:
    text = unicodedata.normalize("NFKC", written(value)).strip() if isinstance(value, str) else ""
    text = re.sub(r"[之以]?前?(?:完成|办结)?$", "", text)
    ends = _MONTH_END.fullmatch(text)
    if ends is None:
        found = parse_day(text or value, default_year=year)
        month = parse_month(text or value) if isinstance(found, DateProblem) else None
        return add_months(month, 1) - timedelta(days=1) if isinstance(month, date) else found
    month = parse_month(f"{ends[1] or year}年{ends[2] or 12}月")
    return add_months(month, 1) - timedelta(days=1) if isinstance(month, date) else month


def _month(value: CellValue, setting: Setting) -> Any:
    found = parse_month(value, default_year=setting.year)
    if isinstance(found, DateProblem) and found.kind == "month_ambiguous" and setting.month is not None:
        # January or a cut October: where the submission is of one of them it decides; the clerk is asked all the same.
        meant = setting.month
        if isinstance(value, float) and meant.year == int(value) and meant.month in (1, 10):
            return Trouble(meant, found.kind, Severity.WARNING)
    return _dated(found)


def _yes_no(value: CellValue) -> Any:
    if isinstance(value, bool):
        return value
    text = "".join(written(value).split()).upper()
    if text in _YES:
        return True
    if text in _NO:
        return False
    if blank_of(text):
        return None
    return Trouble(None, "not_yes_or_no", Severity.ERROR)


def _code(codes: type[CodeList] | None, *, required: bool = False) -> Converter:
    """One value of a list. Where the column may be blank and the list knows no such state, 未结案 says as much."""
    assert codes is not None
    by_label, in_progress = codes.by_label, not required

    def code(value: CellValue) -> Any:
        text = written(value)
        member = by_label(text)
        if member is not None:
            return member.name
        if blank_of(text.strip()) or (in_progress and _NOT_YET.fullmatch("".join(text.split()))):
            return None
        return _unknown(codes)

    return code


def _codes(codes: type[CodeList] | None) -> Converter:
    assert codes is not None

    def several(value: CellValue) -> Any:
        text = written(value).strip()
        if blank_of(text):
            return None
        whole = codes.by_label(text)
        if whole is not None:
            return [whole.name]
        found: list[str] = []
        for part in _LISTED.split(text):
            member = codes.by_label(part) if part.strip() else None
            if member is None and part.strip():
                return _unknown(codes)
            if member is not None and member.name not in found:
                found.append(member.name)
        return found or None

    return several


def _region(value: CellValue) -> Any:
    text = written(value).strip()
    return None if blank_of(text) else text


def _error(problem: NumberProblem) -> Trouble:
    return Trouble(None, problem.kind, Severity.ERROR, problem.details)


def _unknown(codes: type[CodeList]) -> Trouble:
    allowed_zh = "、".join(member.zh for member in codes)
    allowed_en = "; ".join(f"{member.zh} ({member.en})" for member in codes)
    return Trouble(None, "unknown_code", Severity.ERROR, {"allowed": allowed_zh, "allowed_en": allowed_en})


# What an integer column of PostgreSQL holds.
_ORDINAL = re.compile(r"第?([0-9〇零一二三四五六七八九十百]+) *(?:年度?|次(?:会议|全体会议)?|届|期|批)?")
_MONTH_END = re.compile(r"(?:(\d{4})年)?(?:(\d{1,2})月(?:份?[底末])?|年?[底末])")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_LARGEST = 2**31 - 1
_PLAIN_NUMBER = re.compile(r"[0-9A-DF-Z]{6,40}|[^\s'＇.Ee+Ａ-Ｚａ-ｚ０-９*?/\\-]{6,80}")
# 黔0201民初〔2019〕123号, （2019）黔0201民初123号: too few digits together for a number of a person.
_DOCUMENT_NO = re.compile(
    r"[\u4e00-\u9fff]{0,12}[〔（]\d{4}[〕）][\u4e00-\u9fff]{0,4}(?:\d{4}[\u4e00-\u9fff]{1,6})?\d{1,6}号"
)
_NOT_YET = re.compile(
    r"(?:暂|尚)?未(?:办|审|执|裁)?(?:结|决|回复|反馈|答复|办理|处理|移出|移除|履行完毕)案?|(?:正在|仍在)?(?:办理|审理|审查|处理|执行|侦查|审判|调查|核查)(?:当?中)?"
    r"|在[办审执查侦]|进行中|受理中|待(?:办|审|处理|回复|定)"
)
_LISTED = re.compile(r"[、,，;；/\n]|和|及")
_YES = frozenset(
    (
        *("是", "√", "✓", "✔", "☑", "有", "Y", "YES", "TRUE", "1", "对", "已", "ＹＥＳ", "Ｙ", "V", "是的"),
        *("已落实", "落实", "已履行", "已履行完毕", "履行完毕", "全部履行", "已执行", "已实行", "已实施"),
        *(
            "已开设",
            "已设立",
            "已配备",
            "已安装",
            "已申请",
            "已确认",
            "已完成",
            "足额",
            "按时",
            "已支付",
            "已设置",
        ),
    )
)
_NO = frozenset(
    (
        *(
            "否",
            "×",
            "X",
            "✗",
            "✘",
            "╳",
            "无",
            "没有",
            "N",
            "NO",
            "FALSE",
            "0",
            "不",
            "未",
            "Ｘ",
            "Ｎ",
            "ＮＯ",
        ),
        *(
            "未落实",
            "未履行",
            "未实行",
            "未实施",
            "未开设",
            "未设立",
            "未配备",
            "未安装",
            "未申请",
            "未确认",
            "不是",
        ),
        *("未足额", "未按时", "未支付", "未设置", "未完成", "不足额"),
    )
)
