"""HRSS, applications to the courts for compulsory enforcement (H8 申请法院强制执行案件台账)."""

from hub.importing.rules import Finding, Row, at_least_one, error, happened, in_order, plausible_per_worker
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
    text,
    uscc,
)
from hub.ledgers.codes import EnforcementResult, EnforcementRuling
from hub.ledgers.enforcement_applications import EnforcementApplication


def wages_or_deposit_as_the_result_says(row: Row) -> list[Finding]:
    """Wages paid and wage security paid in are two things: the amounts follow the result."""
    found = []
    if row["result_kind"] == EnforcementResult.WAGES_PAID.name:
        if not row["wages_paid"] or not row["workers_paid"]:
            found.append(error("result_needs_wages", "wages_paid", other="workers_paid"))
        if row["deposit_paid"]:
            found.append(error("result_excludes_deposit", "deposit_paid"))
    elif row["result_kind"] == EnforcementResult.DEPOSIT_PAID.name:
        if not row["deposit_paid"]:
            found.append(error("result_needs_deposit", "deposit_paid"))
        if row["wages_paid"]:
            found.append(error("result_excludes_wages", "wages_paid"))
    return found


sheet = Sheet(
    form="H8",
    agencies=("HRSS",),
    title_zh="申请法院强制执行案件台账",
    title_en="Applications for compulsory enforcement",
    titles=(
        *("申请法院强制执行案件台账", "申请法院强制执行", "申请强制执行台账", "申请强制执行"),
        *("强制执行申请台账", "申请人民法院强制执行", "强制执行案件", "强制执行台账"),
    ),
    ledger=EnforcementApplication,
    key=("application_no",),
    columns=(
        document_no(
            *("申请书文号", "申请文号", "强制执行申请书文号", "申请编号", "强制执行申请文号"),
            *("申请执行文号", "申请书编号"),
            to="application_no",
            required=True,
        ),
        document_no(
            *("决定书文号", "行政决定书文号", "处理决定书文号", "行政处理决定书文号"),
            *("行政处理决定文号", "处理决定文号", "行政处罚决定书文号", "执行依据文号", "执行依据"),
            *("决定文号", "处理(处罚)决定书文号"),
            to="decision_no",
            required=True,
        ),
        region_code(),
        region_name(),
        employer_name(
            *("单位名称", "用人单位", "企业名称", "被申请人", "被执行人", "用人单位名称"),
            *("用人单位全称", "单位全称", "企业全称", "涉事企业", "涉及企业", "涉及用人单位"),
            *("欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体", "当事人(用人单位)"),
            *("用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称", "被执行单位"),
            *("被申请执行人", "被执行单位名称"),
            required=True,
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        count(
            *("涉及人数", "涉案人数", "人数", "涉及农民工人数", "涉及农民工数", "涉及工人数"),
            *("涉及工人", "涉及劳动者", "涉及职工人数", "农民工人数", "被欠薪人数", "拖欠人数"),
            *("欠薪人员数量", "涉及欠薪人数"),
            to="workers_count",
            required=True,
        ),
        money(
            *("涉及金额", "涉案金额", "欠薪金额", "申请执行金额", "拖欠工资", "拖欠工资额"),
            *("欠薪数额", "欠薪总额", "拖欠总金额", "涉案工资", "涉及工资", "涉及工资金额"),
            *("拖欠农民工工资金额", "拖欠农民工工资", "欠薪额", "欠薪款额", "拖欠数额", "执行标的"),
            "申请执行标的",
            to="amount_involved",
        ),
        day(
            *("申请日期", "申请时间", "申请强制执行日期", "申请执行日期", "申请强制执行时间"),
            "提出申请日期",
            to="applied_on",
            required=True,
        ),
        published(text("法院", "受理法院", "执行法院", "法院名称", "受案法院", "管辖法院", to="court")),
        day(
            *("受理日期", "法院受理日期", "受理时间", "法院受理时间", "法院立案日期"), to="court_accepted_on"
        ),
        one_of(
            *("裁定", "法院裁定", "裁定结果", "裁定情况", "法院裁定情况", "裁定内容"),
            "法院裁定结果",
            codes=EnforcementRuling,
            to="ruling",
        ),
        one_of(
            *("执行结果", "执行情况", "执行结案方式", "执行完毕情况", "执行情况(结果)"),
            codes=EnforcementResult,
            to="result_kind",
        ),
        money(
            *("执行完毕情况/支付工资额", "支付工资额", "支付工资", "支付工资金额", "执行到位金额"),
            *("执行到位工资", "执行到位工资金额", "执行支付工资额", "到位金额", "支付工资款"),
            to="wages_paid",
        ),
        count(
            *("执行完毕情况/支付人数", "支付人数", "受偿人数", "执行支付人数", "兑付人数"),
            "领款人数",
            to="workers_paid",
        ),
        money(
            *("执行完毕情况/缴纳保证金额", "缴纳保证金额", "缴纳保证金", "缴存保证金额"), to="deposit_paid"
        ),
        day(
            *("执行完毕情况/完结日期", "完结日期", "执行完毕日期", "执结日期", "执行完结日期"),
            *("执行结束日期", "结案日期"),
            to="completed_on",
        ),
    ),
    business_dates=("applied_on",),
    rules=(
        happened("applied_on", "court_accepted_on", "completed_on"),
        in_order("applied_on", "court_accepted_on", "completed_on"),
        at_least_one("workers_count"),
        plausible_per_worker("amount_involved"),
        wages_or_deposit_as_the_result_says,
    ),
)
