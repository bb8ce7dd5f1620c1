"""Procuratorate, ledger of procuratorial recommendations (P3 检察建议台账)."""

import re

from hub.importing.rules import Finding, Row, happened, in_order, law, months_after, needs, warning
from hub.importing.sheet import (
    Sheet,
    day,
    document_no,
    industry,
    one_of,
    precise_count,
    precise_money,
    published,
    region_code,
    region_name,
    text,
)
from hub.ledgers.codes import Adoption, Precision, RecommendationTrigger, RecommendationType
from hub.ledgers.recommendations import ProcuratorialRecommendation

ADOPTED = (Adoption.FULL.name, Adoption.PART.name)


def many_cases_are_named(row: Row) -> list[Finding]:
    """Many cases in an area and period: at least two are named, or the period is."""
    if row["trigger"] != RecommendationTrigger.MANY_CASES_IN_AREA_AND_PERIOD.name:
        return []
    named = row["related_cases"] or ""
    cases = [case for case in re.split(r"[、,，;；\n]", named) if case.strip()]
    if len(cases) >= 2 or re.search(r"\d{4}年|\d月", named):
        return []
    return [warning("many_cases_not_named", "related_cases", other="trigger")]


def reply_due_by_law(row: Row) -> dict[str, object]:
    """Where the recommendation sets no other day, the reply is due within the months of the rules."""
    rule = law("recommendation_reply", row["issued_on"])
    if rule is None or row["reply_due_on"] is not None:
        return {}
    return {"reply_due_on": months_after(row["issued_on"], rule["months"])}


sheet = Sheet(
    form="P3",
    agencies=("PROCURATORATE",),
    title_zh="检察建议台账",
    title_en="Procuratorial recommendations",
    titles=(
        *("检察建议台账", "检察建议书台账", "检察建议", "制发涉农民工工资检察建议"),
        *("检察建议一览表", "检察建议情况"),
    ),
    ledger=ProcuratorialRecommendation,
    key=("procuratorate", "doc_no"),
    columns=(
        published(
            text(
                *("办理检察院", "制发检察院", "承办检察院", "检察院", "检察院名称", "制发单位"),
                *("制发机关", "承办院", "办理单位", "办案检察院", "承办单位", "办案院", "办理机关"),
                "检察机关",
                to="procuratorate",
                required=True,
            )
        ),
        document_no(
            *("文号", "建议书文号", "检察建议书文号", "检察建议文号", "建议书编号"),
            *("检察建议书编号", "检察建议书号", "建议文号", "文书文号"),
            to="doc_no",
            required=True,
        ),
        one_of(
            *("建议类型", "类型", "检察建议类型", "检察建议类别", "建议类别", "建议种类"),
            "文书类型",
            codes=RecommendationType,
            to="recommendation_type",
            required=True,
        ),
        one_of(
            *("制发事由", "触发情形", "制发原因", "制发理由", "制发缘由", "发出原因", "制发情形"),
            *("建议事由", "问题类型"),
            codes=RecommendationTrigger,
            to="trigger",
            required=True,
        ),
        published(
            text(
                *("被建议单位", "接收单位", "建议对象", "被建议对象", "受送达单位", "发送单位"),
                *("送达单位", "被建议机关", "发送对象"),
                to="addressee",
                required=True,
            )
        ),
        region_code(),
        region_name(),
        day(
            *("制发日期", "制发时间", "发出日期", "发出时间", "发送日期", "送达日期", "制发日"),
            to="issued_on",
            required=True,
        ),
        day(
            *("回复期限", "要求回复日期", "应回复日期", "回复截止日期", "回函期限", "要求回复时间"),
            to="reply_due_on",
        ),
        day(*("回复日期", "回复时间", "反馈日期", "回函日期", "书面回复日期", "反馈时间"), to="replied_on"),
        one_of(
            *("采纳情况", "是否采纳", "采纳结果", "回复采纳情况", "被建议单位是否采纳", "采纳与否"),
            codes=Adoption,
            to="adoption",
        ),
        day(*("整改完成日期", "整改完成时间", "整改日期", "整改到位日期", "完成整改日期"), to="rectified_on"),
        precise_count(
            *("涉及人数", "涉案人数", "人数", "涉及农民工人数", "涉及农民工数", "涉及工人数"),
            *("涉及工人", "涉及劳动者", "涉及职工人数", "农民工人数", "被欠薪人数", "拖欠人数"),
            *("欠薪人员数量", "涉及欠薪人数"),
            to="workers_count",
            precision_to="workers_precision",
        ),
        one_of("人数精度", codes=Precision, to="workers_precision"),
        precise_money(
            *("涉及金额", "涉案金额", "欠薪金额", "拖欠工资", "拖欠工资额", "欠薪数额", "欠薪总额"),
            *("拖欠总金额", "涉案工资", "涉及工资", "涉及工资金额", "拖欠农民工工资金额"),
            *("拖欠农民工工资", "欠薪额", "欠薪款额", "拖欠数额"),
            to="amount_involved",
            precision_to="amount_precision",
        ),
        one_of("金额精度", codes=Precision, to="amount_precision"),
        text("关联案号", "关联案件", "相关案件", "关联案件号", "依托案件", to="related_cases"),
        industry(),
    ),
    office="procuratorate",
    business_dates=("issued_on",),
    rules=(
        happened("issued_on", "replied_on", "rectified_on"),
        in_order("issued_on", "reply_due_on"),
        in_order("issued_on", "replied_on"),
        in_order("issued_on", "rectified_on"),
        needs("missing_replied_on", "replied_on", when=lambda row: row["adoption"] in ADOPTED),
        many_cases_are_named,
    ),
    derived=(reply_due_by_law,),
)
