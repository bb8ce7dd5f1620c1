"""Justice, ledger of legal-aid cases (J1 法律援助案件台账)."""

from hub.importing.rules import at_least_one, happened, in_order, plausible_per_worker
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
    several_of,
    text,
    uscc,
    yes_no,
)
from hub.ledgers.codes import AidPriority, DisputeMatter, LegalAidOutcome, WorkerGroup
from hub.ledgers.legal_aid_cases import LegalAidCase

sheet = Sheet(
    form="J1",
    agencies=("JUSTICE",),
    title_zh="法律援助案件台账",
    title_en="Legal-aid cases",
    titles=("法律援助案件台账", "法律援助台账", "法律援助案件", "法援案件台账"),
    ledger=LegalAidCase,
    key=("aid_organisation", "case_no"),
    columns=(
        published(text("承办机构", "法律援助机构", "援助机构", to="aid_organisation")),
        document_no("案号", "法律援助案号", "法援案号", "案件编号", to="case_no", required=True),
        day("申请日期", "申请时间", to="applied_on", required=True),
        day("受理日期", "决定日期", "审批日期", "受理时间", to="approved_on", required=True),
        one_of(
            "事项",
            "援助事项",
            "申请事项",
            "争议事项",
            codes=DisputeMatter,
            to="dispute_matter",
            required=True,
        ),
        one_of("重点", "重点事项", "四个重点", codes=AidPriority, to="priority"),
        several_of("劳动者类别", "人员类别", "受援人类别", codes=WorkerGroup, to="worker_group"),
        yes_no("绿色通道", "是否绿色通道", to="green_channel"),
        yes_no("异地协作", "是否异地协作", to="cross_region"),
        region_code(),
        region_name(),
        employer_name("用人单位", "单位名称", "企业名称", "被申请人", "对方当事人"),
        uscc("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
        count("受援人数", "援助人数", "涉及人数", "人数", to="workers_count", required=True),
        money("标的", "标的额", "涉及金额", "诉请金额", to="claim_amount"),
        one_of("结案方式", "办结方式", codes=LegalAidOutcome, to="close_kind"),
        money("挽回损失", "挽回经济损失", "追回金额", "取得利益", to="recovered_amount"),
        day("结案日期", "办结日期", "结案时间", to="closed_on"),
        published(text("质量评级", "案件质量", "质量等级", to="quality")),
        text("备注", "说明", to="note"),
    ),
    business_dates=("approved_on", "applied_on"),
    rules=(
        happened("applied_on", "approved_on", "closed_on"),
        in_order("applied_on", "approved_on", "closed_on"),
        at_least_one("workers_count"),
        plausible_per_worker("claim_amount"),
    ),
)
