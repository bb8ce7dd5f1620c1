"""HRSS, ledger of labour dispute arbitration (H11 劳动人事争议仲裁案件台账)."""

from hub.importing.rules import (
    Finding,
    Row,
    at_least_one,
    error,
    happened,
    in_order,
    law,
    needs,
    plausible_per_worker,
    warning,
    within_days,
)
from hub.importing.sheet import (
    Sheet,
    count,
    day,
    document_no,
    employer_name,
    money,
    one_of,
    published,
    region_code,
    region_name,
    several_of,
    text,
    uscc,
    yes_no,
)
from hub.ledgers.arbitration_cases import ArbitrationCase
from hub.ledgers.codes import ArbitrationOutcome, DisputeMatter, WorkerGroup


def closed_in_time(row: Row) -> list[Finding]:
    """A case is closed within the days that the law gives, a complex one within those it adds."""
    rule, closed = law("arbitration", row["accepted_on"]), row["closed_on"]
    if rule is None or closed is None:
        return []
    days = rule["award_days"] + rule["extension_days"]
    if (closed - row["accepted_on"]).days <= days:
        return []
    since = {"other": "accepted_on", "other_value": row["accepted_on"].isoformat()}
    return [warning("closed_late", "closed_on", days=days, **since)]


def collective_by_number(row: Row) -> list[Finding]:
    """A dispute of as many workers as the law names is collective, one of fewer is not."""
    rule, workers = law("arbitration", row["accepted_on"]), row["workers_count"]
    if rule is None or workers is None or row["collective"] is None:
        return []
    if row["collective"] == (workers >= rule["collective_from"]):
        return []
    return [warning("collective_by_number", "collective", workers=workers, least=rule["collective_from"])]


def only_awards_are_final(row: Row) -> list[Finding]:
    """Only an award can be a final award."""
    if row["is_final"] and row["close_kind"] not in (None, ArbitrationOutcome.AWARDED.name):
        return [error("final_without_award", "is_final", other="close_kind")]
    return []


sheet = Sheet(
    form="H11",
    agencies=("HRSS",),
    title_zh="劳动人事争议仲裁案件台账",
    title_en="Labour dispute arbitration cases",
    titles=(
        *("劳动人事争议仲裁案件台账", "劳动人事争议仲裁台账", "劳动争议仲裁案件台账"),
        *("劳动争议仲裁台账", "劳动仲裁案件台账", "劳动仲裁台账", "仲裁院案件登记台账"),
        *("仲裁案件登记台账", "仲裁案件台账", "仲裁案件登记", "仲裁办案台账"),
        *("仲裁案件办理情况", "劳动争议案件台账"),
    ),
    ledger=ArbitrationCase,
    key=("case_no",),
    columns=(
        document_no(
            *("案号", "仲裁案号", "案件编号", "立案号", "立案案号", "立案编号", "案件号"),
            *("案件文号", "立案审批编号", "收案号", "受理案号", "仲裁案件编号", "仲裁立案号"),
            "裁决书文号",
            to="case_no",
            required=True,
        ),
        day(
            *("申请日期", "申请时间", "申请仲裁日期", "申请仲裁时间", "提请仲裁日期", "收件日期"),
            "收案日期",
            to="applied_on",
        ),
        day(
            *("受理日期", "受理时间", "立案日期", "立案受理日期", "受理立案日期", "仲裁受理日期"),
            to="accepted_on",
            required=True,
        ),
        region_code(),
        region_name(),
        employer_name(
            *("单位名称", "用人单位", "被申请人", "被申请单位", "被诉单位", "企业名称"),
            *("用人单位名称", "用人单位全称", "单位全称", "企业全称", "涉事企业", "涉及企业"),
            *("涉及用人单位", "欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体"),
            *("当事人(用人单位)", "用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称"),
            *("被申请人名称", "被诉人", "被诉方", "被申请单位名称", "被申请方"),
            required=True,
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        published(text("行业", "所属行业", "行业类别", "企业行业", "单位行业", "行业领域", to="industry")),
        several_of("劳动者类别", "人员类别", "劳动者类型", codes=WorkerGroup, to="worker_group"),
        one_of(
            *("争议类型", "争议事项", "案由", "争议类别", "争议原因", "仲裁请求", "请求事项"),
            *("仲裁请求事项", "申请事项", "争议内容", "争议请求", "主要诉求", "诉求", "案件类型"),
            codes=DisputeMatter,
            to="dispute_matter",
            required=True,
        ),
        count(
            *("人数", "涉及人数", "申请人数", "劳动者人数", "涉案人数", "涉及农民工人数"),
            *("涉及农民工数", "涉及工人数", "涉及工人", "涉及劳动者", "涉及职工人数", "农民工人数"),
            *("被欠薪人数", "拖欠人数", "欠薪人员数量", "涉及欠薪人数", "申请人人数", "劳动者数"),
            *("申请仲裁人数", "当事人人数"),
            to="workers_count",
            required=True,
        ),
        yes_no(
            *("集体争议", "是否集体争议", "是否集体劳动争议", "是否集体案件", "是否集体"),
            *("集体劳动争议", "是否为集体争议", "是否集体性争议"),
            to="collective",
        ),
        money(
            *("标的", "标的额", "仲裁标的", "申请标的", "涉案金额", "涉及金额", "请求金额"),
            *("请求标的额", "请求标的", "标的金额", "仲裁标的额", "申请金额", "诉求金额"),
            *("仲裁请求金额", "申请标的额", "争议标的额", "争议金额", "请求标的金额"),
            to="claim_amount",
        ),
        day(
            *("结案日期", "结案时间", "审结日期", "结案日", "办结时间", "办理完结日期"),
            *("实际办结日期", "裁决日期", "审结时间", "审限届满前结案日期"),
            to="closed_on",
        ),
        one_of(
            *("结案方式", "审结方式", "处理方式", "处理结果", "结案类型", "结案形式", "办结方式"),
            *("处理结果(方式)", "裁决结果"),
            codes=ArbitrationOutcome,
            to="close_kind",
        ),
        money(
            *("裁决金额", "裁决调解金额", "裁决或调解金额", "结案金额", "确定金额"),
            *("裁决(调解)金额", "裁决、调解金额", "调解(裁决)金额", "调解或裁决金额"),
            *("裁决/调解金额", "调裁金额", "结案标的", "结案标的额", "裁决支持金额"),
            *("结案确定金额", "裁定金额"),
            to="awarded_amount",
        ),
        yes_no(
            *("是否终局", "终局裁决", "是否终局裁决", "一裁终局", "是否一裁终局", "是否为终局裁决"),
            "终局",
            to="is_final",
        ),
        text("备注", "说明", to="note"),
    ),
    business_dates=("accepted_on",),
    rules=(
        happened("applied_on", "accepted_on", "closed_on"),
        in_order("applied_on", "accepted_on", "closed_on"),
        needs("missing_close_kind", "close_kind", when=lambda row: row["closed_on"] is not None),
        needs("missing_closed_on", "closed_on", when=lambda row: row["close_kind"] is not None),
        at_least_one("workers_count"),
        plausible_per_worker("claim_amount"),
        within_days("accepted_late", "accepted_on", "applied_on", "arbitration", "accept_days"),
        closed_in_time,
        collective_by_number,
        only_awards_are_final,
    ),
)
