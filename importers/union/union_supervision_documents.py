"""Trade union, ledger of one letter, two documents (U1 一函两书台账)."""

import re
from collections.abc import Sequence

from hub.importing.rules import Finding, Row, error, happened, in_order, needs, warning
from hub.importing.sheet import (
    Sheet,
    count,
    day,
    deadline,
    document_no,
    employer_type,
    industry,
    money,
    one_of,
    published,
    region_code,
    region_name,
    several_of,
    text,
    uscc,
    worker_groups,
)
from hub.ledgers.codes import AdministrativeLevel, Rectification, SupervisionScope, UnionDocumentType
from hub.ledgers.employers import employer_key
from hub.ledgers.union_supervision_documents import UnionSupervisionDocument

# How the names of enterprises end, with what may follow in brackets.
_ENTERPRISE = re.compile(
    r"(公司|集团|[工分]?厂|[商货]行|经营部|酒店|饭店|超市|合作社|工作室)(\(.*\)|（.*）)?$"
)


def recommended(row: Row) -> bool:
    """Whether the document is a recommendation, which goes to a department."""
    return bool(row["doc_type"] == UnionDocumentType.RECOMMENDATION_LETTER.name)


def recommendation_goes_to_a_department(row: Row) -> list[Finding]:
    """A recommendation letter is addressed to a government department, not to the employer."""
    if recommended(row) and row["addressee"] and _ENTERPRISE.search(row["addressee"]):
        return [error("recommendation_to_employer", "addressee", other="doc_type")]
    return []


def recovered_unless_refused(row: Row) -> list[Finding]:
    """An employer that refused to put things right has paid nothing."""
    if row["recovered_amount"] and row["rectification"] == Rectification.REFUSED.name:
        return [error("recovered_though_refused", "recovered_amount", other="rectification")]
    return []


def recommendation_follows_an_opinion(rows: Sequence[Row]) -> list[tuple[int, Finding]]:
    """Where a recommendation refers to a document of the same table, that is an opinion letter issued not after it."""
    letters = {row["doc_key"]: row for row in rows if row["doc_key"] is not None}
    found = []
    for place, row in enumerate(rows):
        before = letters.get(row["previous_doc_key"]) if recommended(row) else None
        if before is None or before["doc_type"] is None:
            continue
        if before["doc_type"] != UnionDocumentType.OPINION_LETTER.name:
            found.append((place, warning("recommendation_without_opinion", "previous_doc_no")))
        elif row["issued_on"] and before["issued_on"] and before["issued_on"] > row["issued_on"]:
            issued = before["issued_on"].isoformat()
            found.append((place, warning("opinion_after_recommendation", "previous_doc_no", issued=issued)))
    return found


def the_employer(row: Row) -> dict[str, object]:
    """The employer is the addressee of a reminder or an opinion letter."""
    name = None if recommended(row) else row["addressee"]
    code = None if recommended(row) else row["uscc"]
    return {"employer_name": name, "employer_key": employer_key(code, name, row["prefecture_code"] or "")}


sheet = Sheet(
    form="U1",
    agencies=("UNION",),
    title_zh="工会劳动法律监督“一函两书”台账",
    title_en="Union supervision documents (one letter, two documents)",
    titles=(
        *("一函两书台账", "工会劳动法律监督“一函两书”台账", "一函两书"),
        *("工会劳动法律监督文书台账", "工会劳动法律监督台账", "提示函意见书建议书台账"),
        *("一函两书制发", "一函两书统计", "一函两书情况", "一函两书登记"),
        *("工会劳动法律监督登记", "劳动法律监督文书"),
    ),
    ledger=UnionSupervisionDocument,
    key=("issuing_union", "doc_type", "doc_no"),
    columns=(
        published(
            text(
                *("发出工会", "制发单位", "制发工会", "发文工会", "发文单位", "制发机关", "出具工会"),
                *("发出单位", "工会名称", "出具单位", "制发工会名称", "发出单位名称", "监督工会"),
                to="issuing_union",
                required=True,
            )
        ),
        one_of(
            *("文书类型", "文书种类", "文书类别", "文书名称", "一函两书类型", "类型"),
            *("监督文书类型", "文书形式", "制发文书类型", "发出文书", "文书"),
            codes=UnionDocumentType,
            to="doc_type",
            required=True,
        ),
        document_no(
            *("文书编号", "文号", "文书文号", "发文字号", "发文文号", "文书号", "编号", "文书字号"),
            *("函书编号", "制发文号", "函件编号", "文号(编号)"),
            to="doc_no",
            required=True,
        ),
        one_of(
            *("工会层级", "工会级别", "层级", "制发工会层级", "单位层级", "制发层级"),
            "工会组织层级",
            codes=AdministrativeLevel,
            to="union_level",
            required=True,
        ),
        region_code(),
        region_name(),
        text(
            *("送达单位", "接收单位", "被监督单位", "主送单位", "受文单位", "发送单位", "送达对象"),
            *("被提示单位", "用人单位", "单位名称", "企业名称", "发送对象", "受送达单位"),
            *("送达用人单位", "主送对象", "被监督用人单位", "被监督企业", "被提示(建议)单位"),
            *("发往单位", "发函对象", "被发函单位", "送达单位名称", "涉及单位", "用人单位名称"),
            "发送(送达)单位",
            to="addressee",
            required=True,
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        several_of(
            *("涉及事项", "适用范围", "问题类型", "监督事项", "监督内容", "涉及内容", "问题类别"),
            *("涉及问题", "事由", "监督事由", "违法事项", "主要问题", "存在问题类型", "反映问题"),
            *("问题分类", "监督事项类别"),
            codes=SupervisionScope,
            to="scope",
            required=True,
        ),
        count(
            *("涉及人数", "涉及职工数", "涉及职工人数", "涉及劳动者人数", "职工人数", "人数"),
            *("涉及农民工人数", "涉及农民工数", "涉及工人数", "涉及工人", "涉及劳动者"),
            *("农民工人数", "被欠薪人数", "拖欠人数", "欠薪人员数量", "涉及欠薪人数", "惠及职工"),
            *("涉及职工", "涉及职工数量"),
            to="workers_count",
        ),
        day(
            *("发出日期", "制发日期", "发文日期", "出具日期", "送达日期", "签发日期", "制作日期"),
            *("出具时间", "制发时间", "印发日期", "文书日期", "发函日期"),
            to="issued_on",
            required=True,
        ),
        deadline(
            *("要求回复日期", "回复期限", "应回复日期", "限期回复日期", "要求反馈日期", "整改期限"),
            *("回复时限", "回函期限", "限期整改日期", "要求回复时间", "反馈期限", "要求整改期限"),
            *("答复期限", "回复截止日期"),
            to="reply_due_on",
        ),
        day(
            *("回复日期", "反馈日期", "实际回复日期", "复函日期", "答复日期", "收到回复日期"),
            *("回函日期", "书面回复日期"),
            to="replied_on",
        ),
        one_of(
            *("整改情况", "整改结果", "落实情况", "办理结果", "整改落实情况", "整改状态"),
            *("整改落实", "是否整改", "是否整改到位", "整改进展", "处理结果"),
            codes=Rectification,
            to="rectification",
        ),
        day(
            *("整改完成日期", "整改日期", "完成整改日期", "整改到位日期", "整改完成时间"),
            "整改落实日期",
            to="rectified_on",
        ),
        document_no(
            *("关联文书编号", "关联文书", "前置文书编号", "相关文书编号", "关联文号"),
            *("对应意见书编号", "前期文书编号", "关联意见书编号"),
            to="previous_doc_no",
        ),
        money(
            *("追回金额", "追回劳动报酬", "支付金额", "清欠金额", "兑付金额", "挽回金额"),
            *("挽回损失", "追回工资", "为职工挽回损失", "为职工挽回经济损失", "挽回经济损失"),
            *("追回欠薪", "追回工资金额", "帮助追回工资", "追讨工资", "为职工追回劳动报酬"),
            *("挽回职工经济损失", "补发工资", "为职工追讨工资"),
            to="recovered_amount",
        ),
        text("备注", "说明", to="note"),
        industry(),
        employer_type(),
        worker_groups(),
    ),
    office="issuing_union",
    business_dates=("issued_on",),
    rules=(
        happened("issued_on", "replied_on", "rectified_on"),
        in_order("issued_on", "reply_due_on"),
        in_order("issued_on", "replied_on"),
        in_order("issued_on", "rectified_on"),
        recommendation_goes_to_a_department,
        needs(
            "missing_rectified_on",
            "rectified_on",
            when=lambda row: row["rectification"] == Rectification.RECTIFIED.name,
        ),
        recovered_unless_refused,
    ),
    table_rules=(recommendation_follows_an_opinion,),
    derived=(the_employer,),
)
