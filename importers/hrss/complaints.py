"""HRSS, ledger of complaints, reports and public-opinion clues (H5 举报投诉和舆情台账).

Whoever complains may stay unnamed: there is no column for it, and such a column of a sheet is dropped.
"""

from hub.importing.rules import (
    Finding,
    Row,
    at_least_one,
    error,
    happened,
    in_order,
    law,
    plausible_per_worker,
    warning,
)
from hub.importing.sheet import (
    Reference,
    Sheet,
    count,
    day,
    document_no,
    employer_name,
    identifier,
    money,
    one_of,
    region_code,
    region_name,
    text,
    uscc,
)
from hub.ledgers.codes import Channel, DivertedTo, Verification
from hub.ledgers.complaints import Complaint
from hub.ledgers.projects import Project


def payment_as_found_out(row: Row) -> list[Finding]:
    """Paid means an amount and workers; where nothing was found to be owed nothing is paid."""
    if row["verified"] == Verification.VERIFIED_PAID.name:
        return [
            error("paid_without_figures", field)
            for field in ("paid_amount", "workers_paid")
            if not row[field]
        ]
    if row["verified"] == Verification.UNFOUNDED.name and row["paid_amount"]:
        return [warning("paid_though_unfounded", "paid_amount", other="verified")]
    return []


def paid_within_arrears_and_compensation(row: Row) -> list[Finding]:
    """More than the arrears and the extra compensation that can be ordered is doubtful."""
    rule = law("extra_compensation", row["received_on"])
    paid, involved = row["paid_amount"], row["amount_involved"]
    if rule is None or not paid or involved is None or paid * 100 <= involved * (100 + rule["percent"]):
        return []
    return [
        warning("recovered_above_claim", "paid_amount", other="amount_involved", other_value=f"{involved:f}")
    ]


sheet = Sheet(
    form="H5",
    agencies=("HRSS",),
    title_zh="举报投诉和舆情台账",
    title_en="Complaints and public-opinion clues",
    titles=(
        "举报投诉和舆情线索台账",
        "举报投诉和舆情台账",
        "举报投诉台账",
        "举报投诉线索台账",
        "投诉举报台账",
        "欠薪线索台账",
        "舆情线索台账",
        "舆情台账",
        "举报投诉",
        "投诉举报",
    ),
    ledger=Complaint,
    key=("clue_no",),
    columns=(
        identifier(
            "线索编号",
            "线索号",
            "投诉编号",
            "举报编号",
            "受理编号",
            "登记编号",
            "编号",
            to="clue_no",
            required=True,
        ),
        region_code(),
        region_name(),
        one_of(
            "渠道",
            "受理渠道",
            "来源",
            "线索来源",
            "投诉渠道",
            "举报渠道",
            "反映渠道",
            codes=Channel,
            to="channel",
            required=True,
        ),
        day(
            "受理日期",
            "受理时间",
            "接收日期",
            "登记日期",
            "收件日期",
            "投诉日期",
            to="received_on",
            required=True,
        ),
        day("办理期限", "办结期限", "办理时限", "办结时限", "限办日期", to="due_on"),
        employer_name(
            "被投诉单位",
            "被举报单位",
            "被反映单位",
            "单位名称",
            "用人单位",
            "企业名称",
            "欠薪单位",
            required=True,
        ),
        uscc("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
        identifier("项目编码", "项目代码", "投资项目统一代码", "施工许可证号", "项目编号", to="project_code"),
        count("涉及人数", "涉案人数", "人数", "欠薪人数", to="workers_count", required=True),
        money(
            "涉及金额", "涉案金额", "欠薪金额", "拖欠工资金额", "拖欠金额", "反映金额", to="amount_involved"
        ),
        one_of("分流去向", "分流", "分流部门", "转办去向", "办理去向", codes=DivertedTo, to="diverted_to"),
        one_of("核实情况", "核查情况", "核实结果", "办理情况", "办理结果", codes=Verification, to="verified"),
        money("支付金额", "追回金额", "清欠金额", "兑付金额", "追发金额", "已支付金额", to="paid_amount"),
        count("支付人数", "追回人数", "兑付人数", "追发人数", "已支付人数", to="workers_paid"),
        day("办结日期", "办结时间", "结案日期", "办理完毕日期", to="closed_on"),
        document_no("上级交办文号", "交办文号", "上级交办编号", "转办文号", to="superior_no"),
        text("备注", "说明", to="note"),
    ),
    business_dates=("received_on",),
    rules=(
        happened("received_on", "closed_on"),
        in_order("received_on", "closed_on"),
        in_order("received_on", "due_on"),
        at_least_one("workers_count"),
        payment_as_found_out,
        plausible_per_worker("amount_involved"),
        paid_within_arrears_and_compensation,
    ),
    references=(Reference("project_code", Project, "project_code"),),
)
