"""HRSS, transfers of suspected refusal to pay to public security (H7 移送公安台账)."""

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
    within_days,
)
from hub.importing.sheet import (
    Sheet,
    count,
    day,
    document_no,
    employer_name,
    industry,
    money,
    one_of,
    region_code,
    region_name,
    text,
    uscc,
)
from hub.ledgers.codes import PoliceDecision
from hub.ledgers.crime_transfers import CrimeTransfer


def transferred_after_the_order_was_due(row: Row) -> list[Finding]:
    """Only who has let the time of an order to pay pass refuses to pay (criminal law, art. 276-1)."""
    due, transferred = row["order_due_on"], row["transferred_on"]
    if due is None or transferred is None or transferred > due:
        return []
    return [error("date_order", "transferred_on", other="order_due_on", other_value=due.isoformat())]


def large_enough_for_a_crime(row: Row) -> list[Finding]:
    """The arrears of one worker, or of the group, reach the amount that the province has fixed."""
    rule = law("refusal_to_pay", row["transferred_on"], row.get("region_code"))
    amount, workers = row["amount_involved"], row["workers_count"]
    if rule is None or amount is None or not workers:
        return []
    each_may = amount >= rule["one_worker"] and workers < rule["group_of"]
    together = amount >= rule["group"] and workers >= rule["group_of"]
    if each_may or together or amount >= rule["one_worker"] * workers:
        return []
    bounds = {key: rule[key] for key in ("one_worker", "group_of", "group")}
    return [warning("below_crime_threshold", "amount_involved", amount=f"{amount:f}", **bounds)]


sheet = Sheet(
    form="H7",
    agencies=("HRSS",),
    title_zh="涉嫌拒不支付劳动报酬案件移送公安台账",
    title_en="Suspected refusals to pay transferred to public security",
    titles=(
        *("涉嫌拒不支付劳动报酬案件移送公安台账", "拒不支付劳动报酬案件移送公安台账"),
        *("涉嫌拒不支付劳动报酬案件移送台账", "拒不支付劳动报酬案件移送台账"),
        *("拒不支付劳动报酬案件移送", "拒不支付劳动报酬移送", "移送司法机关台账"),
        *("移送公安台账", "移送公安机关台账", "移送公安案件台账", "移送公安"),
        *("移送涉嫌拒不支付劳动报酬", "移送涉嫌拒不支付劳动报酬罪案件", "移送公安机关案件"),
        *("移送公安机关涉嫌", "移送司法机关案件", "案件移送台账"),
    ),
    ledger=CrimeTransfer,
    key=("transfer_no",),
    columns=(
        document_no(
            *("移送书文号", "移送文号", "移送书编号", "案件移送书文号", "移送书号", "移送函文号"),
            *("移送编号", "移送案件文号", "案件移送文号", "涉嫌犯罪案件移送书文号", "移送函号"),
            "移送函编号",
            to="transfer_no",
            required=True,
        ),
        region_code(),
        region_name(),
        employer_name(
            *("单位名称", "用人单位", "企业名称", "欠薪单位", "涉案单位", "涉嫌单位", "嫌疑单位"),
            *("用人单位名称", "用人单位全称", "单位全称", "企业全称", "涉事企业", "涉及企业"),
            *("涉及用人单位", "欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体"),
            *("当事人(用人单位)", "用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称"),
            *("涉案企业", "涉案企业名称", "涉案企业(个人)", "涉案单位(个人)", "嫌疑人(单位)"),
            *("涉嫌犯罪单位", "涉案主体", "移送对象", "违法单位"),
            required=True,
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        count(
            *("涉及人数", "涉案人数", "人数", "欠薪人数", "涉及农民工人数", "涉及农民工数"),
            *("涉及工人数", "涉及工人", "涉及劳动者", "涉及职工人数", "农民工人数", "被欠薪人数"),
            *("拖欠人数", "欠薪人员数量", "涉及欠薪人数"),
            to="workers_count",
            required=True,
        ),
        money(
            *("涉及金额", "涉案金额", "欠薪金额", "拖欠工资金额", "拖欠金额", "拒付金额"),
            *("拖欠工资", "拖欠工资额", "欠薪数额", "欠薪总额", "拖欠总金额", "涉案工资"),
            *("涉及工资", "涉及工资金额", "拖欠农民工工资金额", "拖欠农民工工资", "欠薪额"),
            *("欠薪款额", "拖欠数额", "涉嫌金额", "拒付劳动报酬金额"),
            to="amount_involved",
        ),
        document_no(
            *("责令支付文号", "责令支付书文号", "责令改正文号", "责令/文号", "责令限期支付文号"),
            *("责令改正指令书/文号", "责令改正/文号", "责令改正指令书文号", "限期改正指令书文号"),
            *("限期改正指令书/文号", "责令限期支付指令书文号", "责令支付/文号", "责令支付文书号"),
            *("限期支付指令书文号", "责令支付决定书文号"),
            to="pay_order_no",
            required=True,
        ),
        day(
            *("责令期限届满日", "责令届满日", "责令期限届满日期", "责令支付期限", "责令期限"),
            *("责令/期限届满日", "责令/期限", "限期支付截止日期"),
            *("责令改正指令书/限期支付截止日期", "责令改正/期限", "责令支付/期限"),
            *("责令支付期限届满日", "责令支付届满日期", "限期支付日期", "指令期限届满日"),
            *("限期届满日", "责令改正期限", "责令支付届满日", "改正期限", "限期支付期限"),
            to="order_due_on",
            required=True,
        ),
        day(
            *("批准日期", "审批日期", "批准移送日期", "移送批准日期", "移送审批日期"),
            "负责人批准日期",
            to="approved_on",
        ),
        day(
            *("移送日期", "移送时间", "移送公安日期", "移送公安机关日期", "案件移送日期", "移送日"),
            "移交日期",
            to="transferred_on",
            required=True,
        ),
        day(
            *("公安签收日期", "签收日期", "公安接收日期", "接收日期", "公安/签收日期"),
            *("公安机关受理日期", "公安机关接收日期", "公安受理日期", "公安机关签收日期"),
            *("公安机关接收日", "受理日期"),
            to="police_received_on",
        ),
        one_of(
            *("公安决定", "公安审查决定", "公安处理决定", "公安处理结果", "审查决定", "公安/决定"),
            *("公安机关办理情况", "公安机关处理情况", "公安办理情况", "公安机关审查决定"),
            *("公安机关处理结果", "公安机关是否立案", "公安是否立案", "是否立案", "办理情况"),
            *("公安机关立案情况", "公安立案情况", "处理结果"),
            codes=PoliceDecision,
            to="police_decision",
        ),
        day(
            *("决定日期", "公安决定日期", "公安/决定日期", "立案日期", "公安立案日期"),
            *("公安机关立案日期", "公安机关决定日期", "立案(不立案)日期", "公安决定时间"),
            to="decided_on",
        ),
        document_no(
            *("立案文号", "立案决定书文号", "公安立案文号", "公安/立案文号", "公安机关立案文号"),
            *("公安立案号", "立案号", "立案决定书号", "立案(不立案)文号"),
            to="filing_no",
        ),
        text(
            *("复议/监督", "复议监督", "复议或监督", "复议、监督", "立案监督", "复议情况"),
            *("检察监督情况", "立案监督情况", "监督情况"),
            to="reconsideration",
        ),
        text("备注", "说明", to="note"),
        industry(),
    ),
    business_dates=("transferred_on",),
    rules=(
        happened("approved_on", "transferred_on", "police_received_on", "decided_on"),
        in_order("approved_on", "transferred_on", "police_received_on", "decided_on"),
        transferred_after_the_order_was_due,
        at_least_one("workers_count"),
        plausible_per_worker("amount_involved"),
        large_enough_for_a_crime,
        within_days("transferred_late", "transferred_on", "approved_on", "crime_transfer", "transfer_days"),
        within_days(
            "police_decided_late", "decided_on", "police_received_on", "crime_transfer", "decision_days"
        ),
    ),
)
