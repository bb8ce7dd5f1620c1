"""Court, ledger of civil cases about wages (C1 涉薪民事案件台账)."""

from hub.importing.rules import at_least_one, happened, in_order, needs, plausible_per_worker
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
    yes_no,
)
from hub.ledgers.codes import CourtOutcome
from hub.ledgers.court_wage_cases import CourtWageCase

sheet = Sheet(
    form="C1",
    agencies=("COURT",),
    title_zh="涉薪民事案件台账",
    title_en="Civil cases about wages",
    titles=("涉薪民事案件台账", "涉薪民事案件", "涉薪案件台账", "追索劳动报酬案件"),
    ledger=CourtWageCase,
    key=("court", "case_no"),
    columns=(
        published(text("法院", "受理法院", "审理法院", "承办法院", to="court", required=True)),
        document_no("案号", "案件编号", "法院案号", to="case_no", required=True),
        day("收案日期", "立案日期", "受理日期", "收案时间", to="filed_on", required=True),
        published(text("案由", "案件案由", to="cause", required=True)),
        region_code(),
        region_name(),
        employer_name("被告单位", "被告", "单位名称", "用人单位", "企业名称", required=True),
        uscc("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
        count("原告人数", "涉及人数", "劳动者人数", "人数", to="workers_count", required=True),
        money("标的", "标的额", "诉讼标的", "起诉标的", to="claim_amount"),
        yes_no("支持起诉", "是否支持起诉", "检察机关支持起诉", to="is_supported"),
        document_no("支持起诉文号", "支持起诉书文号", to="support_letter_no"),
        yes_no("法律援助", "是否法律援助", to="has_legal_aid"),
        day("结案日期", "结案时间", "审结日期", to="closed_on"),
        one_of("结案方式", "审结方式", codes=CourtOutcome, to="close_kind"),
        money("确定金额", "判决金额", "调解或判决金额", "结案金额", to="adjudicated_amount"),
    ),
    business_dates=("filed_on",),
    rules=(
        happened("filed_on", "closed_on"),
        in_order("filed_on", "closed_on"),
        needs("missing_close_kind", "close_kind", when=lambda row: row["closed_on"] is not None),
        at_least_one("workers_count"),
        plausible_per_worker("claim_amount"),
    ),
)
