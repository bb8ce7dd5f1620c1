"""Court, judgments on refusal to pay labour remuneration (C5 拒不支付劳动报酬判决台账). Nobody is named."""

from hub.importing.rules import Finding, Row, at_least_one, happened, in_order, plausible_per_worker, warning
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
from hub.ledgers.refusal_judgments import RefusalJudgment


def paid_before_judgment_within_arrears(row: Row) -> list[Finding]:
    """More paid before the judgment than was owed is doubtful."""
    paid, owed = row["paid_before_judgment"], row["amount_involved"]
    if not paid or owed is None or paid <= owed:
        return []
    other = {"other": "amount_involved", "other_value": f"{owed:f}"}
    return [warning("recovered_above_claim", "paid_before_judgment", **other)]


sheet = Sheet(
    form="C5",
    agencies=("COURT",),
    title_zh="拒不支付劳动报酬判决台账",
    title_en="Judgments on refusal to pay",
    titles=(
        *("拒不支付劳动报酬罪判决台账", "拒不支付劳动报酬判决台账"),
        *("拒不支付劳动报酬罪案件判决台账", "拒不支付劳动报酬刑事案件台账"),
        *("拒不支付劳动报酬罪判决", "拒不支付劳动报酬判决", "拒不支付劳动报酬罪生效判决"),
        *("拒不支付劳动报酬罪案件", "拒执罪判决", "拒不支付劳动报酬罪刑事案件"),
        "拒不支付劳动报酬罪审判",
    ),
    ledger=RefusalJudgment,
    key=("court", "case_no"),
    columns=(
        published(
            text(
                *("法院", "审理法院", "承办法院", "判决法院", "法院名称", "审判法院", "受案法院"),
                *("管辖法院", "办案法院", "审理机关"),
                to="court",
                required=True,
            )
        ),
        document_no(
            *("案号", "刑事案号", "判决书文号", "判决书案号", "案件编号", "判决书号"),
            *("刑事判决书案号", "刑初案号", "一审案号"),
            to="case_no",
            required=True,
        ),
        document_no("公安案号", "公安案件编号", "侦查案号", to="police_case_no"),
        region_code(),
        region_name(),
        employer_name(
            *("单位名称", "用人单位", "企业名称", "被告单位", "涉案单位", "欠薪单位"),
            *("用人单位名称", "用人单位全称", "单位全称", "企业全称", "涉事企业", "涉及企业"),
            *("涉及用人单位", "欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体"),
            *("当事人(用人单位)", "用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称"),
            *("被告单位名称", "涉案企业", "涉案单位名称"),
            required=True,
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        count(
            *("涉及人数", "被欠薪人数", "涉案劳动者人数", "劳动者人数", "欠薪人数"),
            *("涉及农民工人数", "涉及农民工数", "涉及工人数", "涉及工人", "涉及劳动者"),
            *("涉及职工人数", "农民工人数", "拖欠人数", "欠薪人员数量", "涉及欠薪人数", "涉案人数"),
            *("涉案农民工人数", "涉及被害人数"),
            to="workers_count",
        ),
        money(
            *("涉及金额", "涉案金额", "欠薪金额", "拒付金额", "拖欠金额", "拖欠工资", "拖欠工资额"),
            *("欠薪数额", "欠薪总额", "拖欠总金额", "涉案工资", "涉及工资", "涉及工资金额"),
            *("拖欠农民工工资金额", "拖欠农民工工资", "欠薪额", "欠薪款额", "拖欠数额", "涉案数额"),
            *("犯罪数额", "拒不支付金额"),
            to="amount_involved",
        ),
        day("收案日期", "立案日期", "受理日期", "收案时间", "立案时间", to="filed_on"),
        day(
            *("判决日期", "判决时间", "宣判日期", "结案日期", "判决生效日期", "生效日期"),
            *("裁判日期", "宣告日期"),
            to="judged_on",
            required=True,
        ),
        count(
            *("判决人数", "人数", "被告人数", "被告人人数", "定罪人数", "判处人数", "判刑人数"),
            *("被判刑人数", "判处罪犯人数", "被告人数量", "生效判决人数"),
            to="persons_convicted",
            required=True,
        ),
        yes_no("单位犯罪", "是否单位犯罪", "是否系单位犯罪", "是否构成单位犯罪", to="unit_crime"),
        money(
            *("判前支付金额", "判决前支付金额", "判前支付", "判前清偿金额", "判决前支付数额"),
            *("宣判前支付金额", "判决前清偿金额", "审判阶段追回金额", "判前追回金额"),
            *("判决前已支付金额", "宣判前清偿金额"),
            to="paid_before_judgment",
        ),
        text("备注", "说明", to="note"),
    ),
    office="court",
    business_dates=("judged_on",),
    rules=(
        happened("filed_on", "judged_on"),
        in_order("filed_on", "judged_on"),
        at_least_one("workers_count"),
        plausible_per_worker("amount_involved"),
        paid_before_judgment_within_arrears,
    ),
)
