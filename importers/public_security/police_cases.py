"""Public security, cases of refusal to pay labour remuneration (PS1 拒不支付劳动报酬案件台账). Nobody is named."""

from hub.importing.rules import Finding, Row, at_least_one, error, happened, in_order, needs, within_days
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
from hub.ledgers.codes import CoerciveMeasure, PoliceDecision
from hub.ledgers.police_cases import PoliceCase


def only_detention_without_filing(row: Row) -> list[Finding]:
    """Before a case is filed only administrative detention is possible."""
    measure, decision = row["coercive_measure"], row["decision"]
    if measure in (None, CoerciveMeasure.ADMIN_DETENTION.name):
        return []
    if decision in (None, PoliceDecision.FILED.name):
        return []
    return [error("measure_without_filing", "coercive_measure", other="decision")]


sheet = Sheet(
    form="PS1",
    agencies=("PUBLIC_SECURITY",),
    title_zh="拒不支付劳动报酬案件台账",
    title_en="Cases of refusal to pay labour remuneration",
    titles=(
        *("拒不支付劳动报酬案件台账", "拒不支付劳动报酬罪案件台账", "拒不支付劳动报酬台账"),
        *("拒不支付劳动报酬案件办理台账", "涉嫌拒不支付劳动报酬案件台账"),
        *("拒不支付劳动报酬案件", "侦办拒不支付劳动报酬案件", "拒不支付劳动报酬案"),
        *("办理拒不支付劳动报酬案件", "拒不支付劳动报酬刑事立案", "恶意欠薪案件台账"),
    ),
    ledger=PoliceCase,
    key=("police_unit", "case_no"),
    columns=(
        published(
            text(
                *("办案单位", "承办单位", "办案部门", "主办单位", "立案单位", "办案单位名称"),
                *("办案机关", "侦办单位", "立案机关", "承办部门", "侦查单位", "受理单位"),
                *("办案公安机关", "承办机关"),
                to="police_unit",
                required=True,
            )
        ),
        document_no(
            *("案件编号", "案号", "公安案号", "案件号", "公安机关案件编号", "立案编号"),
            *("警综案件编号", "立案决定书文号", "立案号", "受案编号"),
            to="case_no",
            required=True,
        ),
        region_code(),
        region_name(),
        document_no(
            *("移送书文号", "移送文号", "移送书编号", "移送函文号", "移送函号", "案件移送书文号"),
            *("人社移送文号", "移送案件文号"),
            to="transfer_no",
        ),
        employer_name(
            *("单位名称", "用人单位", "企业名称", "涉案单位", "嫌疑单位", "欠薪单位"),
            *("用人单位名称", "用人单位全称", "单位全称", "企业全称", "涉事企业", "涉及企业"),
            *("涉及用人单位", "欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体"),
            *("当事人(用人单位)", "用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称"),
            *("涉案单位名称", "涉案企业", "涉案企业名称", "嫌疑单位名称", "嫌疑人(单位)"),
            required=True,
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        count(
            *("涉及人数", "涉案人数", "人数", "欠薪人数", "被欠薪人数", "涉及农民工人数"),
            *("涉及农民工数", "涉及工人数", "涉及工人", "涉及劳动者", "涉及职工人数", "农民工人数"),
            *("拖欠人数", "欠薪人员数量", "涉及欠薪人数", "涉案劳动者人数", "涉及被害人数"),
            to="workers_count",
            required=True,
        ),
        day(
            *("接收日期", "接收时间", "受理日期", "接受移送日期", "签收日期", "受案日期"),
            *("受案时间", "接报日期", "接受案件日期", "接收移送日期", "移送受理日期", "收案日期"),
            "接案日期",
            to="received_on",
            required=True,
        ),
        one_of(
            *("审查决定", "决定", "处理决定", "审查结果", "审查情况", "办理情况", "是否立案"),
            *("立案情况", "案件状态", "办理状态", "案件办理情况", "处理情况", "受案审查结果"),
            codes=PoliceDecision,
            to="decision",
            required=True,
        ),
        day(
            *("决定日期", "决定时间", "审查决定日期", "审查决定时间", "作出决定日期", "不立案日期"),
            to="decided_on",
        ),
        day("立案日期", "立案时间", "立案侦查日期", "刑事立案日期", to="filed_on"),
        one_of(
            *("强制措施", "强制措施/种类", "强制措施/类型", "强制措施种类", "采取措施"),
            *("采取强制措施情况", "强制措施情况", "强制措施类型", "采取强制措施"),
            *("采取强制措施种类", "采取的强制措施"),
            codes=CoerciveMeasure,
            to="coercive_measure",
        ),
        count(
            *("强制措施/人数", "强制措施人数", "采取强制措施人数", "采取措施人数"),
            "采取刑事强制措施人数",
            to="coercive_measure_persons",
        ),
        day(
            *("移送起诉日期", "移送审查起诉日期", "移诉日期", "移送检察机关日期"),
            *("移送审查起诉时间", "移送检察院日期", "移送起诉时间", "侦查终结移送日期"),
            to="sent_to_prosecution_on",
        ),
        money(
            *("侦查阶段追回金额", "侦查阶段追回/金额", "追回金额", "追回工资金额", "挽回金额"),
            *("追回工资", "追回欠薪", "追回欠薪金额", "追缴金额", "挽回损失", "帮助追回工资"),
            "促成支付金额",
            to="recovered_amount",
        ),
        day("撤案日期", "撤案时间", "撤销案件日期", to="withdrawn_on"),
    ),
    office="police_unit",
    business_dates=("received_on",),
    rules=(
        happened("received_on", "decided_on", "filed_on", "sent_to_prosecution_on", "withdrawn_on"),
        in_order("received_on", "decided_on"),
        in_order("received_on", "filed_on", "sent_to_prosecution_on"),
        in_order("filed_on", "withdrawn_on"),
        needs("missing_filed_on", "filed_on", when=lambda row: row["decision"] == PoliceDecision.FILED.name),
        only_detention_without_filing,
        at_least_one("workers_count"),
        at_least_one("coercive_measure_persons"),
        needs(
            "missing_measure_persons",
            "coercive_measure_persons",
            when=lambda row: row["coercive_measure"] is not None,
        ),
        within_days("police_decided_late", "decided_on", "received_on", "crime_transfer", "decision_days"),
    ),
)
