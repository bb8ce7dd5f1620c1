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
    employer_type,
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
    titles=(
        *("欠薪案件台账", "欠薪案件", "拖欠工资案件台账", "拖欠农民工工资案件台账"),
        *("劳动监察案件台账", "劳动保障监察案件办理情况", "劳动保障监察案件台账"),
        *("监察案件台账", "欠薪案件办理情况", "欠薪案件办理台账", "欠薪案件登记台账"),
        *("查处欠薪案件", "劳动监察案件", "劳动保障监察案件"),
    ),
    ledger=WageCase,
    key=("case_no",),
    columns=(
        document_no(
            *("案号", "案件编号", "立案号", "立案文号", "立案案号", "立案编号", "案件号"),
            *("案件文号", "立案审批编号", "收案号", "受理案号"),
            to="case_no",
            required=True,
        ),
        region_code(),
        region_name(),
        one_of(
            *("来源", "案件来源", "线索来源", "案源", "投诉渠道", "线索渠道", "案件渠道"),
            *("受理渠道", "来源渠道"),
            codes=Channel,
            to="source",
            required=True,
        ),
        day("立案日期", "立案时间", *("立案日",), to="filed_on", required=True),
        employer_name(
            *("单位名称", "用人单位", "企业名称", "被投诉单位", "被申请人", "欠薪单位"),
            *("用人单位名称", "用人单位全称", "单位全称", "企业全称", "涉事企业", "涉及企业"),
            *("涉及用人单位", "欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体"),
            *("当事人(用人单位)", "用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称"),
            *("被投诉单位名称", "被检查单位", "被调查单位", "被投诉对象", "被投诉举报单位"),
            *("违法单位", "被监察单位", "监察对象", "被投诉企业", "被投诉(举报)单位"),
            required=True,
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        published(
            text(
                *("行业", "所属行业", "行业类别", "企业行业", "单位行业", "行业领域", "所属领域"),
                *("行业分类", "所属行业类别"),
                to="industry",
            )
        ),
        several_of(
            *("劳动者类别", "人员类别", "劳动者类型", "群体类别", "劳动者群体", "用工类别"),
            "人员类型",
            codes=WorkerGroup,
            to="worker_group",
        ),
        count(
            *("涉及人数", "涉案人数", "人数", "欠薪人数", "涉及农民工人数", "涉及农民工数"),
            *("涉及工人数", "涉及工人", "涉及劳动者", "涉及职工人数", "农民工人数", "被欠薪人数"),
            *("拖欠人数", "欠薪人员数量", "涉及欠薪人数"),
            to="workers_count",
            required=True,
        ),
        month("欠薪起始月份", "欠薪起始", "欠薪起始时间", to="arrears_from"),
        month("欠薪截止月份", "欠薪截止", "欠薪截止时间", to="arrears_to"),
        money(
            *("欠薪金额", "涉及金额", "涉案金额", "拖欠工资金额", "拖欠工资数", "拖欠金额"),
            *("拖欠工资", "拖欠工资额", "欠薪数额", "欠薪总额", "拖欠总金额", "涉案工资"),
            *("涉及工资", "涉及工资金额", "拖欠农民工工资金额", "拖欠农民工工资", "欠薪额"),
            *("欠薪款额", "拖欠数额", "拖欠农民工工资额"),
            to="amount_involved",
            required=True,
        ),
        document_no(
            *("责令支付/文号", "责令支付文号", "责令改正文号", "责令支付书文号", "责令改正文书号"),
            *("责令改正指令书文号", "限期改正指令书文号", "责令限期支付决定书文号"),
            *("限期改正指令书编号", "劳动保障监察限期改正指令书文号", "责令改正/文号"),
            *("责令限期改正/文号", "限期改正指令书/文号", "责令支付文书号", "限期整改指令书文号"),
            *("责令改正决定书文号", "下达文书编号", "下达限期改正指令书文号"),
            to="pay_order_no",
        ),
        day(
            *("责令支付/日期", "责令支付日期", "责令支付时间", "责令改正日期"),
            *("限期改正指令书日期", "下达指令日期", "责令改正/日期", "责令限期改正/日期"),
            *("下达限期改正指令书日期", "限期改正指令书/日期"),
            to="pay_order_on",
        ),
        day(
            *("责令支付/期限", "责令支付期限", "责令期限", "限期支付日期", "改正期限"),
            *("责令改正期限", "限期改正期限", "责令改正/期限", "责令限期改正/期限"),
            *("限期支付截止日期", "支付期限"),
            to="pay_order_due_on",
        ),
        money(
            *("追回金额", "支付金额", "清欠金额", "兑付金额", "追发金额", "追发工资"),
            *("追发工资金额", "追发工资额", "追回工资", "追回工资金额", "追回欠薪", "追回欠薪金额"),
            *("已追回金额", "已支付金额", "支付工资金额", "支付工资", "实际支付金额", "清欠工资"),
            *("化解金额", "解决金额", "已清偿金额", "补发金额", "补发工资", "追讨金额"),
            *("追发劳动报酬", "追缴金额", "清偿金额", "已兑付金额", "为劳动者追发工资"),
            to="recovered_amount",
        ),
        count(
            *("追回人数", "支付人数", "兑付人数", "追发人数", "追发工资人数", "补发人数"),
            *("已支付人数", "化解人数", "解决人数", "追讨人数", "清欠人数", "支付工资人数"),
            *("清偿人数", "已兑付人数"),
            to="workers_paid",
        ),
        one_of(
            "支付方式",
            "清偿方式",
            "支付途径",
            "清偿途径",
            "资金来源(清偿)",
            codes=PaymentMethod,
            to="pay_method",
        ),
        money("处罚金额", "罚款金额", "罚款", "行政处罚金额", "处罚款", "罚款额", to="fine_amount"),
        day(
            *("结案日期", "结案时间", "办结日期", "结案日", "办结时间", "办理完结日期"),
            "实际办结日期",
            to="closed_on",
        ),
        one_of(
            "结案方式",
            "办结方式",
            "办理结果",
            "结案情况",
            "结案方式(结果)",
            codes=WageCaseOutcome,
            to="close_kind",
        ),
        text(
            *("移送情况", "移送", "是否移送", "移送公安", "移送司法机关", "是否移送公安"),
            *("移送公安机关", "移送去向"),
            to="transferred",
        ),
        text("备注", "说明", to="note"),
        employer_type(),
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
