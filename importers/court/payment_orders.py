"""Court, ledger of payment orders about wages (C3 支付令案件台账)."""

from datetime import timedelta

from hub.importing.rules import Finding, Row, error, happened, in_order, law, warning, within_days
from hub.importing.sheet import (
    Sheet,
    day,
    document_no,
    employer_name,
    money,
    published,
    region_code,
    region_name,
    text,
    uscc,
    yes_no,
)
from hub.ledgers.payment_orders import PaymentOrder


def no_effect_after_an_objection(row: Row) -> list[Finding]:
    """An order that the debtor objected to ends; it takes no effect."""
    if row["objection_on"] is None or row["effective_on"] is None:
        return []
    return [error("effective_despite_objection", "effective_on", other="objection_on")]


def effect_after_the_time_to_object(row: Row) -> list[Finding]:
    """An order takes effect when the debtor's time to pay or object is over."""
    rule, effective = law("payment_order", row["issued_on"]), row["effective_on"]
    if rule is None or effective is None:
        return []
    days = rule["objection_days"]
    if effective >= row["issued_on"] + timedelta(days=days):
        return []
    return [warning("effective_too_early", "effective_on", other="issued_on", days=days)]


sheet = Sheet(
    form="C3",
    agencies=("COURT",),
    title_zh="支付令案件台账",
    title_en="Payment orders",
    titles=(
        *("支付令案件台账", "支付令台账", "支付令案件", "督促程序案件台账", "涉薪支付令"),
        *("支付令情况", "支付令案件统计", "支付令统计", "发出支付令情况"),
    ),
    ledger=PaymentOrder,
    key=("court", "case_no"),
    columns=(
        published(
            text(
                *("法院", "受理法院", "承办法院", "审理法院", "法院名称", "审判法院", "受案法院"),
                *("管辖法院", "办案法院", "审理机关"),
                to="court",
                required=True,
            )
        ),
        document_no(
            *("案号", "支付令案号", "案件编号", "督促程序案号", "民督案号", "支付令文号"),
            to="case_no",
            required=True,
        ),
        region_code(),
        region_name(),
        employer_name(
            *("单位名称", "被申请人", "债务人", "用人单位", "企业名称", "用人单位名称"),
            *("用人单位全称", "单位全称", "企业全称", "涉事企业", "涉及企业", "涉及用人单位"),
            *("欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体", "当事人(用人单位)"),
            *("用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称", "被申请人名称"),
            *("被申请单位", "债务人名称", "被申请人(债务人)"),
            required=True,
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        money(
            *("金额", "支付令金额", "申请金额", "标的", "标的额", "涉案金额", "申请标的"),
            *("申请标的额", "支付金额", "申请支付金额", "支付令标的", "支付令标的额", "标的金额"),
            *("请求金额", "督促金额"),
            to="amount",
        ),
        day(
            *("申请日期", "申请时间", "申请支付令日期", "申请支付令时间", "提出申请日期"),
            to="applied_on",
            required=True,
        ),
        day("受理日期", "受理时间", "立案日期", "法院受理日期", "受理申请日期", to="accepted_on"),
        day(
            *("发出日期", "发出时间", "支付令发出日期", "签发日期", "制发日期", "发出支付令日期"),
            *("支付令签发日期", "支付令发出", "支付令制发日期", "发令日期", "支付令作出日期"),
            to="issued_on",
        ),
        day(
            *("异议日期", "异议时间", "提出异议日期", "债务人异议日期", "债务人提出异议日期"),
            "异议提出日期",
            to="objection_on",
        ),
        day("生效日期", "生效时间", "支付令生效日期", "发生效力日期", to="effective_on"),
        yes_no(
            *("履行", "是否履行", "履行情况", "是否已履行", "是否履行完毕", "履行结果"),
            *("支付令履行情况", "债务人是否履行", "是否自动履行"),
            to="performed",
        ),
    ),
    office="court",
    business_dates=("applied_on",),
    rules=(
        happened("applied_on", "accepted_on", "issued_on", "objection_on", "effective_on"),
        in_order("applied_on", "accepted_on", "issued_on", "effective_on"),
        in_order("issued_on", "objection_on"),
        no_effect_after_an_objection,
        within_days("accepted_late", "accepted_on", "applied_on", "payment_order", "accept_days"),
        within_days("issued_late", "issued_on", "accepted_on", "payment_order", "issue_days"),
        effect_after_the_time_to_object,
    ),
)
