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
    titles=(
        *("法律援助案件台账", "法律援助台账", "法律援助案件", "法援案件台账"),
        *("法律援助案件登记", "农民工法律援助案件", "法援案件", "法律援助案件统计"),
        *("农民工法律援助台账", "法律援助办理台账"),
    ),
    ledger=LegalAidCase,
    key=("aid_organisation", "case_no"),
    columns=(
        published(
            text(
                *("承办机构", "法律援助机构", "援助机构", "法援机构", "受理机构", "受理单位"),
                *("法律援助中心", "指派机构"),
                to="aid_organisation",
            )
        ),
        document_no(
            *("案号", "法律援助案号", "法援案号", "案件编号", "援助案号", "法律援助文号"),
            *("法援编号", "援助编号", "法律援助编号", "援助案件编号", "法律援助公函号", "案卷号"),
            *("卷号", "受理编号"),
            to="case_no",
            required=True,
        ),
        day("申请日期", "申请时间", "申请援助日期", "法律援助申请日期", to="applied_on", required=True),
        day(
            *("受理日期", "决定日期", "审批日期", "受理时间", "审查决定日期", "批准日期"),
            *("决定援助日期", "给予援助日期", "受理(决定)日期"),
            to="approved_on",
            required=True,
        ),
        one_of(
            *("事项", "援助事项", "申请事项", "争议事项", "案由", "援助事由", "案件类型"),
            *("申请事由", "纠纷类型", "法律援助事项", "案件事由", "事由"),
            codes=DisputeMatter,
            to="dispute_matter",
            required=True,
        ),
        one_of("重点", "重点事项", "四个重点", codes=AidPriority, to="priority"),
        several_of(
            *("劳动者类别", "人员类别", "受援人类别", "受援人类型", "受援对象类别", "受援人身份"),
            *("受援对象", "受援人员类别", "人员身份", "受援群体"),
            codes=WorkerGroup,
            to="worker_group",
        ),
        yes_no("绿色通道", "是否绿色通道", "是否开通绿色通道", "是否走绿色通道", to="green_channel"),
        yes_no("异地协作", "是否异地协作", "是否跨区域协作", "是否异地协作案件", to="cross_region"),
        region_code(),
        region_name(),
        employer_name(
            *("用人单位", "单位名称", "企业名称", "被申请人", "对方当事人", "用人单位名称"),
            *("用人单位全称", "单位全称", "企业全称", "涉事企业", "涉及企业", "涉及用人单位"),
            *("欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体", "当事人(用人单位)"),
            *("用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称", "对方当事人名称"),
            *("被申请单位", "被告", "相对方"),
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        count(
            *("受援人数", "援助人数", "涉及人数", "人数", "受援人人数", "受援农民工人数", "受援数"),
            *("受援劳动者人数", "涉及农民工人数", "涉及农民工数", "涉及工人数", "涉及工人"),
            *("涉及劳动者", "涉及职工人数", "农民工人数", "被欠薪人数", "拖欠人数", "欠薪人员数量"),
            "涉及欠薪人数",
            to="workers_count",
            required=True,
        ),
        money(
            *("标的", "标的额", "涉及金额", "诉请金额", "诉讼标的", "诉讼标的额", "标的金额"),
            *("涉案标的", "涉案金额", "争议标的"),
            to="claim_amount",
        ),
        one_of(
            *("结案方式", "办结方式", "结案形式", "结案类型", "办理方式", "办案方式", "办理结果"),
            codes=LegalAidOutcome,
            to="close_kind",
        ),
        money(
            *("挽回损失", "挽回经济损失", "追回金额", "取得利益", "挽回经济损失金额"),
            *("挽回损失金额", "挽回经济损失(或取得利益)", "挽回损失或取得利益", "为受援人挽回损失"),
            *("追回欠薪", "追回工资", "追讨欠薪", "取得利益金额", "讨回欠薪"),
            to="recovered_amount",
        ),
        day(
            *("结案日期", "办结日期", "结案时间", "结案日", "办结时间", "办理完结日期"),
            "实际办结日期",
            to="closed_on",
        ),
        published(
            text(
                *("质量评级", "案件质量", "质量等级", "质量评估", "质量评估等级", "案件质量评估"),
                *("案件质量评级", "评估等级"),
                to="quality",
            )
        ),
        text("备注", "说明", to="note"),
    ),
    office="aid_organisation",
    business_dates=("approved_on", "applied_on"),
    rules=(
        happened("applied_on", "approved_on", "closed_on"),
        in_order("applied_on", "approved_on", "closed_on"),
        at_least_one("workers_count"),
        plausible_per_worker("claim_amount"),
    ),
)
