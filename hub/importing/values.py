"""How a cell becomes a value, one converter a column kind: cell in, typed value, nothing, or trouble out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from functools import lru_cache
from typing import Any

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
    parse_with_precision,
)
from hub.importing.privacy import keyed_digest, masked, masked_tail, normalised_account
from hub.importing.problems import Severity
from hub.importing.sheet import Column, Kind
from hub.ledgers.codes import CodeList
from hub.money import CENT, yuan
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
    """What the cells of a column need to know: factor of its money unit, year and month of the period, digest key."""

    factor: Decimal
    year: int
    month: date | None
    digest_key: bytes


Converter = Callable[[CellValue], Any]

# Kinds of which a column repeats few values: their results are kept by cell value.
REPEATING = frozenset({Kind.CODE, Kind.CODES, Kind.YES_NO, Kind.DAY, Kind.MONTH, Kind.COUNT})


def converter(column: Column, setting: Setting) -> Converter:
    """The converter for the cells of a column. It takes any cell but None."""
    match column.kind:
        case Kind.TEXT:
            return _text
        case Kind.DOCUMENT_NO | Kind.IDENTIFIER:
            return _identifier
        case Kind.EMPLOYER_NAME:
            return _name
        case Kind.USCC:
            return lru_cache(maxsize=65536)(_uscc)
        case Kind.ACCOUNT:
            return lambda value: _account(value, setting.digest_key)
        case Kind.MONEY:
            return _money(setting.factor)
        case Kind.COUNT:
            return _count
        case Kind.DAY:
            return lambda value: _dated(parse_day(value, default_year=setting.year))
        case Kind.MONTH:
            return lambda value: _month(value, setting)
        case Kind.YES_NO:
            return _yes_no
        case Kind.CODE:
            return _code(column.codes)
        case Kind.CODES:
            return _codes(column.codes)
        case Kind.PRECISE_COUNT:
            return lambda value: _precise(value, Decimal(1), whole=True)
        case Kind.PRECISE_MONEY:
            return lambda value: _precise(value, setting.factor, whole=False)
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


def _identifier(value: CellValue) -> Any:
    # Most numbers are plain text: no blanks, quotes or full-width digits to take away, no rounded number.
    if value.__class__ is str and _PLAIN_NUMBER.fullmatch(value):
        return value
    found = parse_identifier(value)
    if isinstance(found, NumberProblem):
        return _error(found)
    return None if isinstance(found, Blank) else found


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
    suggestion = uscc_suggestion(code)
    if suggestion is None:
        return Trouble(code, kind, Severity.WARNING)
    return Trouble(code, "uscc_lookalike", Severity.WARNING, {"suggestion": suggestion})


def _account(value: CellValue, key: bytes) -> Any:
    found = parse_identifier(value)
    if isinstance(found, NumberProblem):
        return Trouble(None, found.kind, Severity.ERROR, found.details, shown=masked_tail(written(value)))
    if isinstance(found, Blank):
        return None
    number = normalised_account(found)
    if not re.fullmatch(r"[0-9A-Z]{5,40}", number):
        return Trouble(None, "not_an_account", Severity.ERROR, shown=masked_tail(number))
    return Pair(f"****{number[-4:]}", keyed_digest(number, key))


def _money(factor: Decimal) -> Converter:
    def money(value: CellValue) -> Any:
        # The common case, whole yuan in a number cell, needs none of the care that text does.
        if value.__class__ is float and factor == 1 and 0 <= value < 1e12 and value.is_integer():
            return Decimal(int(value)).quantize(CENT)
        found = parse_money(value, unit=factor)
        if isinstance(found, Money):
            if found.amount < 0:
                return Trouble(None, "negative", Severity.ERROR)
            if found.rounded:
                return Trouble(found.amount, "more_than_two_decimals", Severity.WARNING)
            return found.amount
        return _error(found) if isinstance(found, NumberProblem) else None

    return money


def _count(value: CellValue) -> Any:
    found = parse_count(value)
    if isinstance(found, NumberProblem):
        return _error(found)
    if isinstance(found, Blank):
        return None
    return found if found <= _LARGEST else Trouble(None, "number_out_of_range", Severity.ERROR)


def _precise(value: CellValue, factor: Decimal, *, whole: bool) -> Any:
    found = parse_with_precision(value, unit=factor)
    if isinstance(found, NumberProblem):
        return _error(found)
    if isinstance(found, Blank):
        return None
    assert isinstance(found, Precise)
    if found.amount < 0:
        return Trouble(None, "negative", Severity.ERROR)
    if not whole:
        return Pair(yuan(found.amount), found.precision)
    if found.amount != found.amount.to_integral_value() or found.amount > _LARGEST:
        return Trouble(None, "not_whole", Severity.ERROR)
    return Pair(int(found.amount), found.precision)


def _dated(found: date | DateProblem | None) -> Any:
    return Trouble(None, found.kind, Severity.ERROR) if isinstance(found, DateProblem) else found


def _month(value: CellValue, setting: Setting) -> Any:
    found = parse_month(value, default_year=setting.year)
    if isinstance(found, DateProblem) and found.kind == "month_ambiguous" and setting.month is not None:
        # The period of the submission decides; the clerk is asked all the same.
        return Trouble(setting.month, found.kind, Severity.WARNING)
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


def _code(codes: type[CodeList] | None) -> Converter:
    assert codes is not None
    by_label = codes.by_label

    def code(value: CellValue) -> Any:
        text = written(value)
        member = by_label(text)
        if member is not None:
            return member.name
        return None if blank_of(text.strip()) else _unknown(codes)

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
_LARGEST = 2**31 - 1
_PLAIN_NUMBER = re.compile(r"[0-9A-DF-Z]{6,40}|[^\s'＇.Ee+Ａ-Ｚａ-ｚ０-９*?/\\-]{6,80}")
_LISTED = re.compile(r"[、,，;；/\n]|和|及")
_YES = frozenset(("是", "√", "✓", "✔", "☑", "有", "Y", "YES", "TRUE", "1", "对", "已", "ＹＥＳ", "Ｙ"))
_NO = frozenset(
    ("否", "×", "X", "✗", "✘", "╳", "无", "没有", "N", "NO", "FALSE", "0", "不", "未", "Ｘ", "Ｎ", "ＮＯ")
)
