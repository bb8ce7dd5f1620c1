"""Court, ledger of civil cases about wages (C1 涉薪民事案件台账)."""

from hub.importing.rules import at_least_one, happened, in_order, needs, plausible_per_worker
from hub.importing.sheet import (
    Sheet,
    count,
    day,
    document_no,
    employer_name,
    industry,
    money,
    one_of,
    published,
    region_code,
    region_name,
    text,
    uscc,
    worker_groups,
    yes_no,
)
from hub.ledgers.codes import CourtOutcome
from hub.ledgers.court_wage_cases import CourtWageCase

sheet = Sheet(
    form="C1",
    agencies=("COURT",),
    title_zh="涉薪民事案件台账",
    title_en="Civil cases about wages",
    titles=(
        *("涉薪民事案件台账", "涉薪民事案件", "涉薪案件台账", "追索劳动报酬案件"),
        *("追索劳动报酬纠纷案件", "涉农民工工资案件", "追索劳动报酬纠纷", "劳动报酬纠纷案件"),
        *("涉薪案件统计表", "农民工工资案件台账"),
    ),
    ledger=CourtWageCase,
    key=("court", "case_no"),
    columns=(
        published(
            text(
                *("法院", "受理法院", "审理法院", "承办法院", "法院名称", "审判法院", "受案法院"),
                *("管辖法院", "办案法院", "审理机关"),
                to="court",
                required=True,
            )
        ),
        document_no(
            *("案号", "案件编号", "法院案号", "民事案号", "受理案号", "裁判文书案号", "一审案号"),
            to="case_no",
            required=True,
        ),
        day(
            *("收案日期", "立案日期", "受理日期", "收案时间", "立案时间(年月日)", "收案日"),
            "登记立案日期",
            to="filed_on",
            required=True,
        ),
        published(text("案由", "案件案由", "纠纷类型", "案件类型", "案由名称", to="cause", required=True)),
        region_code(),
        region_name(),
        employer_name(
            *("被告单位", "被告", "单位名称", "用人单位", "企业名称", "用人单位名称"),
            *("用人单位全称", "单位全称", "企业全称", "涉事企业", "涉及企业", "涉及用人单位"),
            *("欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体", "当事人(用人单位)"),
            *("用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称", "被告名称", "被告单位名称"),
            "被告企业",
            required=True,
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        count(
            *("原告人数", "涉及人数", "劳动者人数", "人数", "涉及农民工人数", "涉及农民工数"),
            *("涉及工人数", "涉及工人", "涉及劳动者", "涉及职工人数", "农民工人数", "被欠薪人数"),
            *("拖欠人数", "欠薪人员数量", "涉及欠薪人数", "原告数", "原告农民工人数", "涉案人数"),
            "涉案农民工人数",
            to="workers_count",
            required=True,
        ),
        money(
            *("标的", "标的额", "诉讼标的", "起诉标的", "诉讼标的额", "诉讼标的金额", "起诉标的额"),
            *("诉请金额", "标的金额", "诉讼请求金额", "立案标的额", "立案标的", "案件标的"),
            to="claim_amount",
        ),
        yes_no(
            *("支持起诉", "是否支持起诉", "检察机关支持起诉", "是否检察机关支持起诉"),
            *("检察院支持起诉", "检察支持起诉", "是否检察院支持起诉", "是否由检察机关支持起诉"),
            to="is_supported",
        ),
        document_no("支持起诉文号", "支持起诉书文号", to="support_letter_no"),
        yes_no(
            *("法律援助", "是否法律援助", "是否申请法律援助", "是否获得法律援助", "是否有法律援助"),
            "有无法律援助",
            to="has_legal_aid",
        ),
        day(
            *("结案日期", "结案时间", "审结日期", "结案日", "办结时间", "办理完结日期"),
            *("实际办结日期", "裁判日期"),
            to="closed_on",
        ),
        one_of(
            *("结案方式", "审结方式", "结案类型", "裁判方式", "裁判结果", "审理结果", "结案情况"),
            codes=CourtOutcome,
            to="close_kind",
        ),
        money(
            *("确定金额", "判决金额", "调解或判决金额", "结案金额", "结案标的额", "结案标的"),
            *("判决确定金额", "结案标的金额", "确定给付金额", "裁判金额", "判决(调解)金额"),
            *("判决、调解金额", "调解判决金额", "支持金额"),
            to="adjudicated_amount",
        ),
        industry(),
        worker_groups(),
    ),
    office="court",
    business_dates=("filed_on",),
    rules=(
        happened("filed_on", "closed_on"),
        in_order("filed_on", "closed_on"),
        needs("missing_close_kind", "close_kind", when=lambda row: row["closed_on"] is not None),
        at_least_one("workers_count"),
        plausible_per_worker("claim_amount"),
    ),
)
