"""A question to the statistics as plain texts: as a query string and the command line put it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TypeVar

from hub.errors import HubError, NotFound
from hub.indicators.catalogue import DIMENSIONS, Indicator
from hub.indicators.press import Language
from hub.indicators.question import COLUMN_FILTERS, Asked, Dimension, Question, Reading, RegionBasis, camel
from hub.months import CHINA, parse_month

Texts = Mapping[str, Sequence[str]]
"""Each name with the texts given for it, in order."""

WHERE = "where."
NAMES = ("within", "from", "to", "on", "by", "indicator", "asOf", "dataVersion", "regions", "language")

_REGION_CODE = re.compile(r"\d{4}[0-9A-Z]{2}")
_FILTERS = {camel(name): name for name in (*DIMENSIONS, "record", *COLUMN_FILTERS)}
_YES_NO = frozenset({"pushed_to_province"})

T = TypeVar("T")


def question_in(
    given: Texts,
    catalogue: Mapping[str, Indicator],
    readings: frozenset[Reading] = frozenset({Reading.YEAR_BEFORE}),
) -> Question:
    """The question, with the coverage of every figure and its comparison windows.

    `within`, `from`, `to` and at least one `indicator` (code or field name) are needed; `by` and `indicator` may stand
    several times or hold a list with commas; `where.<filter>` as in StatisticsFilter, codes several times; `asOf` is of
    China where it names no zone. Raises HubError where something is missing, unknown or unreadable.
    """
    for name in given:
        if name not in NAMES and not name.startswith(WHERE):
            raise _unknown(name, (*NAMES, f"{WHERE}<filter>"))
    within = _one(given, "within", str)
    if within is None or not _REGION_CODE.fullmatch(within):
        raise _unreadable("within", "520000")
    named = (_indicator(name, catalogue) for name in _listed(given, "indicator"))
    asked = {indicator.code: indicator for indicator in named}
    if not asked:
        raise HubError("请至少指定一个指标（indicator）。", "Name at least one indicator.")
    return Question(
        within,
        _needed(given, "from", parse_month, "2021-01"),
        _needed(given, "to", parse_month, "2021-12"),
        tuple(Asked(indicator, readings, coverage=True) for indicator in asked.values()),
        tuple(dict.fromkeys(_dimension(name) for name in _listed(given, "by"))),
        dict(map(_filter, *_pairs(given))),
        _one(given, "on", date.fromisoformat, "2021-03-20"),
        _one(given, "asOf", _time, "2021-03-20T18:00:00"),
        _one(given, "dataVersion", int, "12"),
        _one(
            given, "regions", lambda text: RegionBasis[text.upper()], " / ".join(b.name for b in RegionBasis)
        )
        or RegionBasis.OF_THE_TIME,
    )


def language_in(given: Texts) -> Language:
    """The language of headers and notes: zh (left out) or en."""
    return _one(given, "language", lambda text: Language[text.upper()], "zh / en") or Language.ZH


def _listed(given: Texts, name: str) -> list[str]:
    return [part for text in given.get(name, ()) for part in (p.strip() for p in text.split(",")) if part]


def _one(given: Texts, name: str, read: Callable[[str], T], example: str = "") -> T | None:
    texts = [text for text in given.get(name, ()) if text]
    if not texts:
        return None
    if len(texts) > 1:
        raise HubError(f"{name} 只能给出一次。", f"{name} is given once only.")
    try:
        return read(texts[0])
    except (ValueError, KeyError, OverflowError) as wrong:
        raise _unreadable(name, example) from wrong


def _needed(given: Texts, name: str, read: Callable[[str], T], example: str) -> T:
    found = _one(given, name, read, example)
    if found is None:
        raise _unreadable(name, example)
    return found


def _time(text: str) -> datetime:
    value = datetime.fromisoformat(text.replace(" ", "+") if re.search(r" \d\d:\d\d$", text) else text)
    return value if value.tzinfo else value.replace(tzinfo=CHINA)


def _indicator(name: str, catalogue: Mapping[str, Indicator]) -> Indicator:
    found = catalogue.get(name) or next((i for i in catalogue.values() if i.field == name), None)
    if found is None:
        raise NotFound(f"没有指标“{name}”。", f"There is no indicator {name!r}.")
    return found


def _dimension(name: str) -> Dimension:
    try:
        return Dimension[name.upper()]
    except KeyError as wrong:
        raise _unknown(name, (d.name for d in Dimension)) from wrong


def _pairs(given: Texts) -> tuple[list[str], list[Sequence[str]]]:
    named = [name for name in given if name.startswith(WHERE)]
    return named, [given[name] for name in named]


def _filter(name: str, texts: Sequence[str]) -> tuple[str, object]:
    known = _FILTERS.get(name.removeprefix(WHERE))
    if known is None:
        raise _unknown(name, (WHERE + filter_ for filter_ in _FILTERS))
    if known in DIMENSIONS and known not in COLUMN_FILTERS:
        return known, list(texts)
    if known in _YES_NO:
        return known, _one({name: texts}, name, lambda text: {"true": True, "false": False}[text], "true")
    return known, _one({name: texts}, name, str)


def _unknown(name: str, known: Iterable[str]) -> HubError:
    listed = ", ".join(known)
    return HubError(f"没有“{name[:80]}”；可用：{listed}。", f"There is no {name[:80]!r}; there are {listed}.")


def _unreadable(name: str, example: str) -> HubError:
    return HubError(f"请给出 {name}，例如 {example}。", f"Give {name}, such as {example}.")
