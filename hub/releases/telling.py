"""A figure card in words and as plain values: the citation, the JSON of HTTP and the command line."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hub.indicators.press import Language
from hub.indicators.question import camel
from hub.indicators.vintages import Vintage
from hub.months import CHINA, format_month
from hub.releases.cards import Card
from hub.releases.comparing import CardNow
from hub.releases.identity import path_of


def url_of(card: Card, public_url: str) -> str:
    """The address to cite: of the hub as others reach it, where that is set, else the path alone."""
    return public_url.rstrip("/") + path_of(card.id)


def citation(card: Card, language: Language, public_url: str = "") -> str:
    """One line for a footnote: sentence, id, definition, data version and its time, address."""
    at = f"{card.as_of.astimezone(CHINA):%Y-%m-%d %H:%M}"
    address = url_of(card, public_url)
    if language is Language.ZH:
        return (
            f"{card.sentence_zh}（数字卡 {card.id}；口径 {card.indicator} 第 {card.definition_version} 版；"
            f"数据版本 {card.data_version}，{at}；{address}）"
        )
    return (
        f"{card.sentence_en} (Figure card {card.id}; definition {card.indicator}, version "
        f"{card.definition_version}; data version {card.data_version}, {at} UTC+8; {address})"
    )


def as_json(card: Card, now: CardNow | None, verified: bool | None, public_url: str = "") -> dict[str, Any]:
    """All of a card: values as texts, months as 2019-12, times in UTC."""
    asked = card.asked
    return {
        "id": card.id,
        "path": path_of(card.id),
        "url": url_of(card, public_url),
        "citation": {one.value.lower(): citation(card, one, public_url) for one in Language},
        "indicator": card.indicator,
        "within": card.region_code,
        "region": card.region_name,
        "from": format_month(card.window_from),
        "to": format_month(card.window_to),
        "on": asked["on"],
        "where": {camel(name): value for name, value in asked["where"].items()},
        "regions": asked["regions"],
        "asOf": _time(card.as_of),
        "dataVersion": card.data_version,
        "definitionVersion": card.definition_version,
        "definitionDigest": card.definition_digest,
        "cutOff": card.cut_off.isoformat(),
        "value": card.value,
        "code": card.code,
        "missing": card.missing,
        "numerator": card.numerator,
        "denominator": card.denominator,
        "text": {"zh": card.text_zh, "en": card.text_en},
        "sentence": {"zh": card.sentence_zh, "en": card.sentence_en},
        "coverage": card.coverage,
        "yearOnYear": card.year_on_year,
        "createdAt": _time(card.created_at),
        "verified": verified,
        "now": None if now is None else _now(now),
    }


def in_words(card: Card, now: CardNow | None, verified: bool | None, public_url: str = "") -> list[str]:
    """The same in lines for the command line."""
    lines = [card.sentence_zh, card.sentence_en, *(citation(card, one, public_url) for one in Language)]
    told = {
        True: "已核验 / verified: counted once more, it is the same",
        False: "核验不符 / NOT verified: counted once more, it is another",
        None: "无法核验 / cannot be verified: this hub no longer knows the definition",
    }
    lines.append(told[verified])
    if now is None:
        lines.append("指标已取消 / the indicator is no longer in the catalogue")
        return lines
    same = "无变化 / unchanged" if not now.changed else "有变化 / changed"
    lines.append(f"现在 / now: {now.text_zh} / {now.text_en} ({same}, {now.data_version})")
    for one in now.reasons:
        sent = one.act.submission
        told_by = f"{sent.id} {sent.sheet} {sent.unit} {sent.file or ''}" if sent else ""
        lines.append(
            f"  {one.act.version} {_time(one.act.at)} {one.act.action} {told_by} -> {one.text_zh} {one.act.reason or ''}".rstrip()
        )
    if now.definition_changed:
        lines.append("指标口径已修改 / the definition has changed since")
    return lines


def _now(now: CardNow) -> dict[str, Any]:
    return {
        "value": now.value,
        "code": now.code,
        "missing": now.missing,
        "text": {"zh": now.text_zh, "en": now.text_en},
        "dataVersion": now.data_version,
        "changed": now.changed,
        "difference": now.difference,
        "definitionVersion": now.definition_version,
        "definitionChanged": now.definition_changed,
        "reasons": [_vintage(one) for one in now.reasons],
        "moreReasons": now.more_reasons,
    }


def _vintage(one: Vintage) -> dict[str, Any]:
    act, sent = one.act, one.act.submission
    return {
        "dataVersion": act.version,
        "at": _time(act.at),
        "action": act.action,
        "reason": act.reason,
        "value": one.value,
        "code": one.code,
        "missing": None if one.missing is None else one.missing.name,
        "text": {"zh": one.text_zh, "en": one.text_en},
        "definitionVersion": one.definition_version,
        "redefined": one.redefined,
        "submission": None
        if sent is None
        else {
            "id": str(sent.id),
            "sheet": sent.sheet,
            "unit": sent.unit,
            "periodFrom": format_month(sent.period_from),
            "periodTo": format_month(sent.period_to),
            "file": sent.file,
        },
    }


def _time(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat()
