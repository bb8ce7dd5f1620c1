"""Court, judgments on refusal to pay labour remuneration (C5 拒不支付劳动报酬判决台账). Nobody is named."""

from hub.importing.rules import (
    Finding,
    Row,
    at_least_one,
    happened,
    in_order,
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
        "拒不支付劳动报酬罪判决台账",
        "拒不支付劳动报酬判决台账",
        "拒不支付劳动报酬罪案件判决台账",
        "拒不支付劳动报酬刑事案件台账",
        "拒不支付劳动报酬罪判决",
        "拒不支付劳动报酬判决",
    ),
    ledger=RefusalJudgment,
    key=("court", "case_no"),
    columns=(
        published(text("法院", "审理法院", "承办法院", "判决法院", to="court", required=True)),
        document_no("案号", "刑事案号", "判决书文号", "判决书案号", "案件编号", to="case_no", required=True),
        document_no("公安案号", "公安案件编号", "侦查案号", to="police_case_no"),
        region_code(),
        region_name(),
        employer_name("单位名称", "用人单位", "企业名称", "被告单位", "涉案单位", "欠薪单位", required=True),
        uscc("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
        count("涉及人数", "被欠薪人数", "涉案劳动者人数", "劳动者人数", "欠薪人数", to="workers_count"),
        money("涉及金额", "涉案金额", "欠薪金额", "拒付金额", "拖欠金额", to="amount_involved"),
        day("收案日期", "立案日期", "受理日期", to="filed_on"),
        day("判决日期", "判决时间", "宣判日期", "结案日期", to="judged_on", required=True),
        count(
            "判决人数", "人数", "被告人数", "被告人人数", "定罪人数", to="persons_convicted", required=True
        ),
        yes_no("单位犯罪", "是否单位犯罪", to="unit_crime"),
        money("判前支付金额", "判决前支付金额", "判前支付", "判前清偿金额", to="paid_before_judgment"),
        text("备注", "说明", to="note"),
    ),
    business_dates=("judged_on",),
    rules=(
        happened("filed_on", "judged_on"),
        in_order("filed_on", "judged_on"),
        at_least_one("workers_count"),
        plausible_per_worker("amount_involved"),
        paid_before_judgment_within_arrears,
    ),
)
