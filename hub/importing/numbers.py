"""Numbers as offices write them: exact decimals, counts, identifiers, units, words of precision."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Literal, NamedTuple

from hub.importing.grid import CellValue
from hub.money import yuan

Precision = Literal["APPROX", "MORE_THAN"]
ONE = Decimal(1)


class Blank(StrEnum):
    """Why a cell holds no value. None of them is zero, none is an error."""

    EMPTY = "EMPTY"
    NONE = "NONE"  # 无, —
    NOT_APPLICABLE = "NOT_APPLICABLE"  # /
    NOT_CARRIED_OUT = "NOT_CARRIED_OUT"  # 未开展
    UNKNOWN = "UNKNOWN"  # 不详, …
    WITHHELD = "WITHHELD"  # ***


@dataclass(frozen=True, slots=True)
class NumberProblem:
    """Why a cell is no number; `kind` has its sentences in problems_values.toml."""

    kind: str
    details: Mapping[str, str] = field(default_factory=dict, hash=False)


class Money(NamedTuple):
    """An amount in yuan with two decimals; `rounded` if the cell gave more of them."""

    amount: Decimal
    rounded: bool


class Precise(NamedTuple):
    """A number with its word of precision: 约72万元 is APPROX, 70余 is MORE_THAN."""

    amount: Decimal
    precision: Precision | None


def parse_number(value: CellValue, *, unit: Decimal = ONE) -> Decimal | Blank | NumberProblem:
    """The number times `unit` (of header or note); a unit in the cell itself (3.5万元, 12元) takes its place.

    12.5% and 百分之十二 are fractions here (0.125, 0.12): see parse_percent.
    """
    written = _written(value)
    if not isinstance(written, _Written):
        return written
    return written.number / 100 if written.percent else _scaled(written, unit)


def parse_money(value: CellValue, *, unit: Decimal = ONE) -> Money | Blank | NumberProblem:
    """An amount in yuan. Digits below 0.1 fen in a number cell are noise of floats, not decimals meant."""
    written = _written(value)
    if not isinstance(written, _Written):
        return written
    if written.percent or written.word:
        return NumberProblem("not_a_number")
    exact = _scaled(written, unit)
    if isinstance(exact, NumberProblem):
        return exact
    amount = yuan(exact)
    noise = isinstance(value, float) and abs(exact - amount) < _NOISE
    return Money(amount, exact != amount and not noise)


def parse_count(
    value: CellValue, *, unit: Decimal = ONE, negative: bool = False
) -> int | Blank | NumberProblem:
    """A whole number, not below zero unless the form allows corrections (`negative`)."""
    written = _written(value)
    if not isinstance(written, _Written):
        return written
    return _whole(written, unit, negative)


def parse_percent(value: CellValue) -> Decimal | Blank | NumberProblem:
    """Percent as percent: 95.3, "95.3%" and 百分之九十五 are 95.3 and 95. A bare number stays as it is."""
    written = _written(value)
    if not isinstance(written, _Written):
        return written
    if written.word or written.factor is not None:
        return NumberProblem("not_a_number")
    return written.number


def parse_with_precision(value: CellValue, *, unit: Decimal = ONE) -> Precise | Blank | NumberProblem:
    """A number that may say how exact it is: 约72万元, 70余名, 681.9万余元, 超过30."""
    precision: Precision | None = None
    if isinstance(value, str):
        text = _tidy(value)
        for pattern, meaning in _PRECISION_WORDS:
            shorter = pattern.sub("", text)
            if shorter != text:
                precision, text = meaning, shorter
                break
        value = text
    written = _written(value)
    if not isinstance(written, _Written):
        # 余 with no number beside it is text, not a blank.
        return NumberProblem("not_a_number") if precision and isinstance(written, Blank) else written
    amount = NumberProblem("not_a_number") if written.percent else _scaled(written, unit)
    return amount if isinstance(amount, NumberProblem) else Precise(amount, precision)


def parse_identifier(value: CellValue, *, length: int | None = None) -> str | Blank | NumberProblem:
    """A number that is a name (account, code, telephone): text as written, without spaces around it.

    A number cell keeps 15 digits. Beyond them digits are gone: an error, never a rounded value. It keeps no zeros
    in front either: they come back where the `length` of the identifier is known.
    """
    if value is None:
        return Blank.EMPTY
    if isinstance(value, str):
        text = value.strip().lstrip("'").translate(_HALF_WIDTH).strip()
        if blank := _BLANKS.get(_tidy(text)):
            return blank
        if _SCIENTIFIC.fullmatch(text):
            return NumberProblem("precision_lost")
        return text[:-2] if re.fullmatch(r"\d+\.0", text) else text
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return NumberProblem("not_an_identifier")
    if abs(value) >= 10**15:
        return NumberProblem("precision_lost")
    if not float(value).is_integer():
        return repr(value)
    return str(int(value)).zfill(length or 0)


def blank_of(value: CellValue) -> Blank | None:
    """Which blank a cell is, None if it holds something."""
    if value is None:
        return Blank.EMPTY
    return _BLANKS.get(_tidy(value)) if isinstance(value, str) else None


def stated_factor(value: CellValue) -> Decimal | None:
    """The factor of the money unit that a cell itself states: 3.5万元 -> 10000, 12元 -> 1; 12 and 3.5万 state none."""
    written = _from_text(value) if isinstance(value, str) else None
    return written.factor if isinstance(written, _Written) and written.yuan else None


@lru_cache(maxsize=4096)
def count_factor(text: str) -> int | None:
    """How many a number counts under a header or note: 涉及人数（万人） is 10000, 单位：户、万元 is 1.

    None where no unit of counts is named, or two of them (万人、件): neither is guessed.
    """
    found = [match[1] for token in _unit_tokens(text) if (match := _COUNT_UNIT.fullmatch(token))]
    return int(_FACTORS[found[0] or ""]) if len(found) == 1 else None


@lru_cache(maxsize=4096)
def unit_factor(text: str) -> Decimal | None:
    """The factor of the money unit in a header or note: 万元, （元）, 单位：万元、人. None if not one."""
    found = {_money_factor(token) for token in _unit_tokens(text)} - {None}
    return found.pop() if len(found) == 1 else None


@lru_cache(maxsize=4096)
def strip_unit(header: str) -> str:
    """A header without its unit: 追回金额（万元） -> 追回金额. Other brackets stay."""
    plain = unicodedata.normalize("NFKC", header)
    for match in reversed(list(_BRACKETS.finditer(plain))):
        tokens = [token for token in _SEPARATORS.split(_NOTE.sub("", match[1])) if token]
        if tokens and all(_money_factor(token) or token in _UNIT_WORDS for token in tokens):
            plain = plain[: match.start()] + plain[match.end() :]
    bare = _TAIL_UNIT.sub("", plain.strip())
    return bare or plain.strip()


class _Written(NamedTuple):
    """What a cell states: number, own factor (None: that of header or note), % sign, counting word, 元."""

    number: Decimal
    factor: Decimal | None = None
    percent: bool = False
    word: str = ""
    yuan: bool = False


_NOISE = Decimal("0.001")
# What numeric(18,2) and the 15 digits of a number cell can hold.
_TOO_LARGE = Decimal(10) ** 15
_MICRO = Decimal("0.000001")
_BLANKS: dict[str, Blank] = {
    "": Blank.EMPTY,
    **dict.fromkeys(
        (
            "-",
            "--",
            "---",
            "—",
            "——",
            "–",
            "―",
            "−",
            "一一",
            "无",
            "没有",
            "暂无",
            "空",
            "nil",
            "none",
            "None",
        ),
        Blank.NONE,
    ),
    **dict.fromkeys(("/", "//", "\\", "不适用", "不涉及", "无此项", "n/a", "N/A"), Blank.NOT_APPLICABLE),
    **dict.fromkeys(("未开展", "未发生", "未实施", "尚未开展"), Blank.NOT_CARRIED_OUT),
    **dict.fromkeys(
        ("...", "……", "......", "..", "?", "不详", "未知", "待定", "未报", "待核实", "待统计"), Blank.UNKNOWN
    ),
    **dict.fromkeys(("*", "**", "***", "****", "保密", "涉密", "不公开"), Blank.WITHHELD),
}
_FACTORS: dict[str, Decimal] = {
    "": ONE,
    "十": Decimal(10),
    "百": Decimal(100),
    "千": Decimal(1000),
    "万": Decimal(10_000),
    "十万": Decimal(100_000),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "亿": Decimal(100_000_000),
}
_COUNTING = "人次|人|名|位|件|个|户|家|次|起|份|场|张|笔|套|条|项|批|案|天|日|个月|月|宗|处"
_NUMBER = re.compile(
    r"(?P<sign>[-+−△▲]?)(?:¥|￥|人民币|RMB)?(?P<sign2>[-−]?)"
    r"(?P<digits>\d+|\d{1,3}(?:,\d{3})+)(?P<decimals>\.\d+)?"
    rf"(?:(?P<percent>%)|(?P<scale>[十百千]?万|亿|[百千](?=[元圆]))?(?:(?P<yuan>[元圆]整?)|(?P<word>{_COUNTING}))?)"
)
_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,12})?", re.ASCII)
_SCIENTIFIC = re.compile(r"[-+]?\d(?:\.\d+)?[eE]\+?\d+")
_PRECISION_WORDS: tuple[tuple[re.Pattern[str], Precision], ...] = (
    (re.compile(r"^(?:大约|约为|约|近|将近)|(?<=[\d万亿元人名件])(?:左右|上下)$"), "APPROX"),
    (
        re.compile(
            r"^(?:超过|超|逾|多于)|(?<=[\d万亿百千十一二三四五六七八九])[余多](?=[万亿元人名件个户家]|$)|以上$"
        ),
        "MORE_THAN",
    ),
)
_BRACKETS = re.compile(r"[(\[【〔]([^()\[\]【】〔〕]*)[)\]】〕]")
_NOTE = re.compile(r"^.*单位[:：]?")
_SEPARATORS = re.compile(r"[、,，;；/和及与\s]+")
_NOTED = re.compile(r"单位[:：]\s*([^()\[\]【】\s]+)")
_TAIL_UNIT = re.compile(r"(?<=.)(?:亿|百万|十万|万|千)元$|(?<=.)%$")
_MONEY_UNIT = re.compile(r"(?:人民币)?(十万|百万|千万|亿|万|千|百|十)?(?:元|圆)|(万|亿)")
_COUNT_UNIT = re.compile(rf"([千万]|十万|百万)?(?:{_COUNTING})")
_UNIT_WORDS = frozenset(
    (*_COUNTING.split("|"), "%", "‰", "元/人", "人民币", "年", "平方米", "工日", "万人", "万人次")
)
_HALF_WIDTH = str.maketrans(
    {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))}
)


def _written(value: CellValue) -> _Written | Blank | NumberProblem:
    if value is None:
        return Blank.EMPTY
    if isinstance(value, str):
        return _from_text(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return NumberProblem("not_a_number")
    if isinstance(value, int):
        return _Written(Decimal(value))
    if not math.isfinite(value):
        return NumberProblem("not_a_number")
    exact = Decimal(repr(value))
    exponent = exact.as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        exact = exact.quantize(_MICRO, rounding=ROUND_HALF_UP)
    return _Written(exact)


@lru_cache(maxsize=65536)
def _from_text(value: str) -> _Written | Blank | NumberProblem:
    if _PLAIN.fullmatch(value):
        return _Written(Decimal(value))
    text = _tidy(value)
    if blank := _BLANKS.get(text):
        return blank
    if _SCIENTIFIC.fullmatch(text):
        return NumberProblem("precision_lost" if abs(Decimal(text)) >= _TOO_LARGE else "not_a_number")
    text = _BESIDE_WORDS.sub("", text)
    negative = False
    if text.startswith("(") and text.endswith(")"):
        negative, text = True, text[1:-1]
    match = _NUMBER.fullmatch(text)
    if match is None:
        return NumberProblem("not_a_number") if negative else _from_chinese(text)
    number = Decimal(match["digits"].replace(",", "") + (match["decimals"] or ""))
    signs = (match["sign"] in _MINUS) + bool(match["sign2"]) + negative
    if signs > 1:
        return NumberProblem("not_a_number")
    factor = _FACTORS[match["scale"] or ""] if match["scale"] or match["yuan"] else None
    return _Written(
        -number if signs else number, factor, bool(match["percent"]), match["word"] or "", bool(match["yuan"])
    )


_MINUS = ("-", "−", "△", "▲")
# Spaces beside a sign or a word; one between digits may stand for a lost separator and is an error.
_BESIDE_WORDS = re.compile(r"(?<=[¥△▲\u4e00-\u9fff])\s+(?=[\d¥-])|\s+(?=[%\u4e00-\u9fff])")


def _whole(written: _Written, unit: Decimal, negative: bool) -> int | NumberProblem:
    if written.percent or written.yuan:
        return NumberProblem("not_a_number")
    number = _scaled(written, unit)
    if isinstance(number, NumberProblem):
        return number
    if number != number.to_integral_value():
        return NumberProblem("not_whole")
    if number < 0 and not negative:
        return NumberProblem("negative")
    return int(number)


def _scaled(written: _Written, unit: Decimal) -> Decimal | NumberProblem:
    number = written.number * (unit if written.factor is None else written.factor)
    return number if abs(number) < _TOO_LARGE else NumberProblem("number_out_of_range")


def _tidy(text: str) -> str:
    """Half width, no spaces around; a space inside stays and is an error of a number."""
    return unicodedata.normalize("NFKC", text).strip().lstrip("'")


def _unit_tokens(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKC", text).strip()
    noted = _NOTED.findall(plain)
    found = [token for part in noted for token in _SEPARATORS.split(part)]
    found += [token for part in _BRACKETS.findall(plain) for token in _SEPARATORS.split(part)]
    if not found:
        tail = _TAIL_UNIT.search(plain)
        found = _SEPARATORS.split(plain) + ([tail[0]] if tail else [])
    return found


def _money_factor(token: str) -> Decimal | None:
    match = _MONEY_UNIT.fullmatch(token)
    return _FACTORS[match[1] or match[2] or ""] if match else None


_DIGITS = {
    **{digit: value for value, digit in enumerate("零一二三四五六七八九")},
    **{digit: value for value, digit in enumerate("〇壹贰叁肆伍陆柒捌玖")},
    "两": 2,
    "貳": 2,
    "陸": 6,
    "参": 3,
}
_PLACES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_CHINESE_MONEY = re.compile(
    r"(?:人民币)?(?P<number>[^元圆角分]+)(?P<yuan>[元圆])(?:(?P<jiao>.)角)?零?(?:(?P<fen>.)分)?[整正]?"
)


def _from_chinese(text: str) -> _Written | NumberProblem:
    """壹仟贰佰元整, 三万五千, 百分之十二点五, 二十人."""
    bad = NumberProblem("not_a_number")
    if text.startswith("百分之"):
        number = _chinese_decimal(text[3:])
        return bad if number is None else _Written(number, percent=True)
    if match := _CHINESE_MONEY.fullmatch(text):
        whole = chinese_number(match["number"])
        jiao, fen = (_DIGITS.get(match[name] or "零") for name in ("jiao", "fen"))
        if whole is None or jiao is None or fen is None:
            return bad
        return _Written(Decimal(whole) + Decimal(jiao) / 10 + Decimal(fen) / 100, ONE, yuan=True)
    word = re.search(rf"(?:{_COUNTING})$", text)
    number = _chinese_decimal(text[: word.start()] if word else text)
    return bad if number is None else _Written(number, word=word[0] if word else "")


def _chinese_decimal(text: str) -> Decimal | None:
    whole, point, decimals = text.partition("点")
    number = chinese_number(whole)
    if number is None or (point and not decimals) or any(digit not in _DIGITS for digit in decimals):
        return None
    return (
        Decimal(f"{number}.{''.join(str(_DIGITS[digit]) for digit in decimals)}")
        if point
        else Decimal(number)
    )


def chinese_number(text: str) -> int | None:
    """A whole number in Chinese numerals, None if it is none or leaves a place open (一千二)."""
    if not text:
        return None
    total = section = digit = 0
    last_place = 10_000
    zero = False
    for character in text:
        if character in _DIGITS:
            if digit or (zero and _DIGITS[character] == 0):
                return None
            digit = _DIGITS[character]
            zero = digit == 0
        elif place := _PLACES.get(character):
            if place >= last_place or (digit == 0 and not (place == 10 and section == 0)):
                return None
            section += (digit or 1) * place
            digit, last_place, zero = 0, place, False
        elif character in "万萬亿億":
            big = 10_000 if character in "万萬" else 100_000_000
            if section + digit == 0 and total == 0:
                return None
            total = (total + section + digit) * big if big > total else total + (section + digit) * big
            section, digit, last_place, zero = 0, 0, 10_000, False
        else:
            return None
    # 一千二 may be 1002 or 1200: the last digit after a place above ten needs 零 before it.
    if digit and last_place > 10 and (section or total) and "零" not in text and "〇" not in text:
        return None
    return total + section + digit
