"""HRSS, ledger of wage-arrears cases (H6 欠薪案件台账)."""

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
)
from hub.importing.sheet import (
    Sheet,
    count,
    day,
    document_no,
    employer_name,
    money,
    month,
    one_of,
    published,
    region_code,
    region_name,
    several_of,
    text,
    uscc,
)
from hub.ledgers.codes import Channel, PaymentMethod, WageCaseOutcome, WorkerGroup
from hub.ledgers.wage_cases import WageCase


def recovered_within_arrears_and_compensation(row: Row) -> list[Finding]:
    """More than the arrears and the extra compensation that can be ordered is doubtful."""
    rule = law("extra_compensation", row["filed_on"])
    recovered, involved = row["recovered_amount"], row["amount_involved"]
    if rule is None or not recovered or involved is None:
        return []
    if recovered * 100 <= involved * (100 + rule["percent"]):
        return []
    return [
        warning(
            "recovered_above_claim", "recovered_amount", other="amount_involved", other_value=f"{involved:f}"
        )
    ]


def months_of_arrears_in_order(row: Row) -> list[Finding]:
    """The arrears begin before they end."""
    first, last = row["arrears_from"], row["arrears_to"]
    if first is not None and last is not None and last < first:
        return [error("date_order", "arrears_to", other="arrears_from", other_value=f"{first:%Y-%m}")]
    return []


sheet = Sheet(
    form="H6",
    agencies=("HRSS",),
    title_zh="欠薪案件台账",
    title_en="Wage-arrears cases",
    titles=("欠薪案件台账", "欠薪案件", "拖欠工资案件台账", "拖欠农民工工资案件台账", "劳动监察案件台账"),
    ledger=WageCase,
    key=("case_no",),
    columns=(
        document_no("案号", "案件编号", "立案号", "立案文号", to="case_no", required=True),
        region_code(),
        region_name(),
        one_of("来源", "案件来源", "线索来源", codes=Channel, to="source", required=True),
        day("立案日期", "立案时间", to="filed_on", required=True),
        employer_name(
            "单位名称", "用人单位", "企业名称", "被投诉单位", "被申请人", "欠薪单位", required=True
        ),
        uscc("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
        published(text("行业", "所属行业", "行业类别", to="industry")),
        several_of("劳动者类别", "人员类别", "劳动者类型", codes=WorkerGroup, to="worker_group"),
        count("涉及人数", "涉案人数", "人数", "欠薪人数", to="workers_count", required=True),
        month("欠薪起始月份", "欠薪起始", "欠薪起始时间", to="arrears_from"),
        month("欠薪截止月份", "欠薪截止", "欠薪截止时间", to="arrears_to"),
        money(
            "欠薪金额",
            "涉及金额",
            "涉案金额",
            "拖欠工资金额",
            "拖欠工资数",
            "拖欠金额",
            to="amount_involved",
            required=True,
        ),
        document_no("责令支付/文号", "责令支付文号", "责令改正文号", "责令支付书文号", to="pay_order_no"),
        day("责令支付/日期", "责令支付日期", "责令支付时间", to="pay_order_on"),
        day("责令支付/期限", "责令支付期限", "责令期限", to="pay_order_due_on"),
        money("追回金额", "支付金额", "清欠金额", "兑付金额", "追发金额", to="recovered_amount"),
        count("追回人数", "支付人数", "兑付人数", "追发人数", to="workers_paid"),
        one_of("支付方式", "清偿方式", codes=PaymentMethod, to="pay_method"),
        money("处罚金额", "罚款金额", "罚款", to="fine_amount"),
        day("结案日期", "结案时间", "办结日期", to="closed_on"),
        one_of("结案方式", "办结方式", codes=WageCaseOutcome, to="close_kind"),
        text("移送情况", "移送", to="transferred"),
        text("备注", "说明", to="note"),
    ),
    business_dates=("filed_on",),
    rules=(
        happened("filed_on", "pay_order_on", "closed_on"),
        in_order("filed_on", "closed_on"),
        in_order("pay_order_on", "pay_order_due_on"),
        months_of_arrears_in_order,
        needs("missing_closed_on", "closed_on", when=lambda row: row["close_kind"] is not None),
        at_least_one("workers_count"),
        plausible_per_worker("amount_involved"),
        recovered_within_arrears_and_compensation,
    ),
)
