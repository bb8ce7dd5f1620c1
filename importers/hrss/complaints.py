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
    industry,
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
        *("举报投诉和舆情线索台账", "举报投诉和舆情台账", "举报投诉台账", "举报投诉线索台账"),
        *("投诉举报台账", "欠薪线索台账", "舆情线索台账", "舆情台账", "举报投诉", "投诉举报"),
        *("欠薪线索办理", "线索办理情况", "欠薪线索处置", "投诉举报登记", "欠薪投诉"),
        *("欠薪线索清单", "线索台账", "欠薪线索核处"),
    ),
    ledger=Complaint,
    key=("clue_no",),
    columns=(
        identifier(
            *("线索编号", "线索号", "投诉编号", "举报编号", "受理编号", "登记编号", "编号"),
            *("平台编号", "线索平台编号", "线索ID", "工单号", "工单编号", "投诉序号", "登记号"),
            *("受理号", "案件编号", "信访件编号", "举报投诉编号", "投诉举报编号"),
            to="clue_no",
            required=True,
        ),
        region_code(),
        region_name(),
        one_of(
            *("渠道", "受理渠道", "来源", "线索来源", "投诉渠道", "举报渠道", "反映渠道"),
            *("诉求来源", "受理来源", "信息来源", "投诉来源", "来源渠道", "线索渠道", "接收渠道"),
            "案件来源",
            codes=Channel,
            to="channel",
            required=True,
        ),
        day(
            *("受理日期", "受理时间", "接收日期", "登记日期", "收件日期", "投诉日期", "反映日期"),
            *("接访日期", "来访日期", "接件日期", "交办日期", "转办日期", "接收线索日期"),
            *("线索接收日期", "举报日期", "投诉举报日期", "反映(受理)日期", "接诉日期"),
            to="received_on",
            required=True,
        ),
        day(
            *("办理期限", "办结期限", "办理时限", "办结时限", "限办日期", "要求办结日期"),
            *("办结截止日期", "限办时间", "核处期限", "办理截止日期"),
            to="due_on",
        ),
        employer_name(
            *("被投诉单位", "被举报单位", "被反映单位", "单位名称", "用人单位", "企业名称"),
            *("欠薪单位", "用人单位名称", "用人单位全称", "单位全称", "企业全称", "涉事企业"),
            *("涉及企业", "涉及用人单位", "欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位"),
            *("责任主体", "当事人(用人单位)", "用人单位(企业)名称", "用人单位(企业)"),
            *("单位(企业)名称", "被投诉单位名称", "被投诉举报单位", "被举报投诉单位", "被投诉对象"),
            *("被投诉企业", "被反映企业", "被反映对象", "被诉单位", "反映单位", "涉及单位"),
            required=True,
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        identifier(
            *("项目编码", "项目代码", "投资项目统一代码", "施工许可证号", "项目编号"),
            *("施工许可证编号", "施工许可证", "项目统一代码", "项目代码(施工许可证号)", "工程编号"),
            *("工程编码", "监管平台项目编码", "项目唯一编码", "施工许可证号/项目编码"),
            to="project_code",
        ),
        count(
            *("涉及人数", "涉案人数", "人数", "欠薪人数", "涉及农民工人数", "涉及农民工数"),
            *("涉及工人数", "涉及工人", "涉及劳动者", "涉及职工人数", "农民工人数", "被欠薪人数"),
            *("拖欠人数", "欠薪人员数量", "涉及欠薪人数", "反映人数", "投诉人数", "来访人数"),
            *("举报人数", "涉及农民工(人)", "诉求人数"),
            to="workers_count",
            required=True,
        ),
        money(
            *("涉及金额", "涉案金额", "欠薪金额", "拖欠工资金额", "拖欠金额", "反映金额"),
            *("拖欠工资", "拖欠工资额", "欠薪数额", "欠薪总额", "拖欠总金额", "涉案工资"),
            *("涉及工资", "涉及工资金额", "拖欠农民工工资金额", "拖欠农民工工资", "欠薪额"),
            *("欠薪款额", "拖欠数额", "投诉金额", "诉求金额", "举报金额", "反映欠薪金额"),
            "反映涉及金额",
            to="amount_involved",
        ),
        one_of(
            "分流去向",
            "分流",
            "分流部门",
            "转办去向",
            "办理去向",
            "转办部门",
            codes=DivertedTo,
            to="diverted_to",
        ),
        one_of(
            *("核实情况", "核查情况", "核实结果", "办理情况", "办理结果", "核实处理情况"),
            *("核处情况", "核处结果", "处置结果", "调查核实情况"),
            codes=Verification,
            to="verified",
        ),
        money(
            *("支付金额", "追回金额", "清欠金额", "兑付金额", "追发金额", "已支付金额", "化解金额"),
            *("解决金额", "追回欠薪", "追回工资", "追回工资金额", "清偿金额", "实际支付金额"),
            *("已化解金额", "核实支付金额", "追发工资", "解决欠薪金额", "已追回金额"),
            to="paid_amount",
        ),
        count(
            *("支付人数", "追回人数", "兑付人数", "追发人数", "已支付人数", "化解人数", "解决人数"),
            *("清偿人数", "已化解人数", "清欠人数", "追讨人数"),
            to="workers_paid",
        ),
        day(
            *("办结日期", "办结时间", "结案日期", "办理完毕日期", "结案日", "办理完结日期"),
            *("实际办结日期", "结案时间(年月日)", "化解日期", "回复日期", "核处完毕日期"),
            to="closed_on",
        ),
        document_no(
            *("上级交办文号", "交办文号", "上级交办编号", "转办文号", "交办单号", "督办文号"),
            *("督办单号", "交办函号"),
            to="superior_no",
        ),
        text("备注", "说明", to="note"),
        industry(),
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
