"""Procuratorate, ledger of criminal cases of refusal to pay (P4 涉薪刑事检察台账)."""

from hub.importing.rules import Finding, Row, error, happened, in_order, plausible_per_worker, warning
from hub.importing.sheet import (
    Sheet,
    count,
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
from hub.ledgers.criminal_cases import CriminalCase


def supervision_has_its_mark(row: Row) -> list[Finding]:
    """A day of supervision of the filing says that there was one."""
    if row["filing_supervised_on"] is not None and row["filing_supervision"] is False:
        return [
            error("supervision_day_without_supervision", "filing_supervised_on", other="filing_supervision")
        ]
    return []


def decisions_have_their_days(row: Row) -> list[Finding]:
    """Persons are counted by the day of the decision about them."""
    found = []
    for day_of, persons in (
        ("arrest_decided_on", ("arrest_approved_persons", "arrest_refused_persons")),
        ("prosecution_decided_on", ("prosecuted_persons", "not_prosecuted_persons")),
    ):
        counted = next((field for field in persons if row[field]), None)
        if counted is not None and row[day_of] is None:
            found.append(warning("missing_decision_day", day_of, other=counted))
    return found


sheet = Sheet(
    form="P4",
    agencies=("PROCURATORATE",),
    title_zh="涉薪刑事检察台账",
    title_en="Criminal cases of refusal to pay",
    titles=(
        *("涉薪刑事检察台账", "涉薪刑事案件台账", "刑事检察台账"),
        *("拒不支付劳动报酬刑事检察台账", "拒不支付劳动报酬刑事案件台账"),
        *("拒不支付劳动报酬罪案件办理台账", "涉薪刑事检察", "拒不支付劳动报酬刑事案件"),
        *("办理拒不支付劳动报酬", "办理拒不支付劳动报酬刑事案件", "拒不支付劳动报酬犯罪案件"),
        *("拒不支付劳动报酬案件检察", "恶意欠薪刑事案件", "拒不支付劳动报酬刑事检察"),
    ),
    ledger=CriminalCase,
    key=("procuratorate", "case_no"),
    columns=(
        published(
            text(
                *("办理检察院", "承办检察院", "检察院", "办案单位", "检察院名称", "制发单位"),
                *("制发机关", "承办院", "办理单位", "办案检察院", "承办单位", "办案院", "办理机关"),
                "检察机关",
                to="procuratorate",
            )
        ),
        document_no(
            *("案号", "检察案号", "案件编号", "受理号", "受案号", "案件受理号", "统一受案号"),
            *("部门受案号", "受理案号", "检察受案号"),
            to="case_no",
            required=True,
        ),
        document_no(
            *("公安案号", "公安案件编号", "公安立案号", "公安机关案号", "立案文号", "公安立案文号"),
            *("公安立案决定书文号", "公安机关立案文号", "公安机关案件编号"),
            to="police_case_no",
        ),
        region_code(),
        region_name(),
        day(
            *("受理日期", "收案日期", "受案日期", "受理时间", "受案时间", "移送受理日期"),
            to="accepted_on",
            required=True,
        ),
        employer_name(
            *("单位名称", "用人单位", "企业名称", "涉案单位", "涉案企业", "用人单位名称"),
            *("用人单位全称", "单位全称", "企业全称", "涉事企业", "涉及企业", "涉及用人单位"),
            *("欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体", "当事人(用人单位)"),
            *("用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称", "涉案单位名称", "嫌疑单位"),
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        count(
            *("涉及人数", "涉及劳动者人数", "被欠薪人数", "欠薪人数", "涉及农民工人数"),
            *("涉及农民工数", "涉及工人数", "涉及工人", "涉及劳动者", "涉及职工人数", "农民工人数"),
            *("拖欠人数", "欠薪人员数量", "涉及欠薪人数"),
            to="workers_count",
        ),
        money(
            *("涉及金额", "涉案金额", "欠薪金额", "拖欠金额", "拖欠工资", "拖欠工资额", "欠薪数额"),
            *("欠薪总额", "拖欠总金额", "涉案工资", "涉及工资", "涉及工资金额"),
            *("拖欠农民工工资金额", "拖欠农民工工资", "欠薪额", "欠薪款额", "拖欠数额"),
            to="amount_involved",
        ),
        yes_no(
            *("立案监督", "是否立案监督", "监督立案", "是否监督立案", "立案监督情况"),
            *("有无立案监督", "是否开展立案监督", "是否监督公安立案"),
            to="filing_supervision",
            required=True,
        ),
        day("立案监督日期", "监督立案日期", "要求说明理由日期", to="filing_supervised_on"),
        day(
            *("审查逮捕决定日期", "逮捕决定日期", "批捕日期", "批准逮捕日期", "批准逮捕时间"),
            *("审查逮捕日期", "批捕时间", "逮捕日期"),
            to="arrest_decided_on",
        ),
        count(
            *("批捕人数", "批准逮捕人数", "逮捕人数", "决定逮捕人数", "批准逮捕", "批捕"),
            *("批准逮捕数", "批准和决定逮捕人数"),
            to="arrest_approved_persons",
            required=True,
        ),
        count(
            *("不捕人数", "不批捕人数", "不批准逮捕人数", "不予逮捕人数", "不批准逮捕", "不批捕"),
            *("不捕", "不批准逮捕数"),
            to="arrest_refused_persons",
        ),
        day(
            *("审查起诉决定日期", "起诉决定日期", "起诉日期", "提起公诉日期", "起诉时间"),
            *("提起公诉时间", "审查起诉日期"),
            to="prosecution_decided_on",
        ),
        count(
            *("起诉人数", "提起公诉人数", "公诉人数", "起诉", "提起公诉", "起诉数", "公诉"),
            to="prosecuted_persons",
            required=True,
        ),
        count(
            *("不起诉人数", "相对不起诉人数", "不诉人数", "不起诉", "不起诉数", "不诉"),
            to="not_prosecuted_persons",
        ),
        money(
            *("追回金额", "支付金额", "清欠金额", "追回欠薪", "挽回损失", "追回工资"),
            *("追回欠薪金额", "促成支付金额", "追回劳动报酬", "检察环节追回金额", "督促支付金额"),
            to="recovered_amount",
        ),
        text("备注", "说明", to="note"),
    ),
    office="procuratorate",
    business_dates=("accepted_on",),
    rules=(
        happened("accepted_on", "filing_supervised_on", "arrest_decided_on", "prosecution_decided_on"),
        in_order("accepted_on", "arrest_decided_on", "prosecution_decided_on"),
        plausible_per_worker("amount_involved"),
        supervision_has_its_mark,
        decisions_have_their_days,
    ),
)
