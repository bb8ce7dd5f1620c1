"""Court, ledger of enforcement cases about wages (C2 涉薪执行案件台账)."""

from datetime import date

from hub.importing.rules import Finding, Row, error, happened, in_order, law, needs, warning
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
from hub.ledgers.codes import EnforcementKind, EnforcementOutcome
from hub.ledgers.enforcement_cases import EnforcementCase


def in_place_within_claim_and_interest(row: Row) -> list[Finding]:
    """More in place than the claim and its interest is doubtful."""
    rule = law("interest_above_claim", row["closed_on"] or row["filed_on"] or date.today())
    paid, claim = row["paid_amount"], row["claim_amount"]
    if rule is None or not paid or claim is None or paid * 100 <= claim * (100 + rule["percent"]):
        return []
    return [warning("recovered_above_claim", "paid_amount", other="claim_amount", other_value=f"{claim:f}")]


def money_went_to_somebody(row: Row) -> list[Finding]:
    """Money that was brought in went to at least one worker; where nothing was brought in nobody was paid."""
    return [error("less_than_one", "workers_paid")] if row["paid_amount"] and row["workers_paid"] == 0 else []


def completed_with_money(row: Row) -> list[Finding]:
    """Enforcement that is completed has brought something."""
    if row["close_kind"] == EnforcementOutcome.COMPLETED.name and row["paid_amount"] == 0:
        return [error("completed_without_payment", "paid_amount", other="close_kind")]
    return []


sheet = Sheet(
    form="C2",
    agencies=("COURT",),
    title_zh="涉薪执行案件台账",
    title_en="Enforcement cases about wages",
    titles=(
        *("涉薪执行案件台账", "涉薪执行台账", "涉薪执行案件", "涉农民工工资执行案件台账"),
        *("涉薪案件执行台账", "涉农民工工资执行案件", "涉薪执行", "农民工工资执行案件"),
        *("涉薪案件执行情况", "劳动报酬执行案件"),
    ),
    ledger=EnforcementCase,
    key=("court", "case_no"),
    columns=(
        published(
            text(
                *("法院", "执行法院", "承办法院", "受理法院", "法院名称", "审判法院", "受案法院"),
                *("管辖法院", "办案法院", "审理机关"),
                to="court",
                required=True,
            )
        ),
        document_no(
            *("执行案号", "案号", "案件编号", "执行案件案号", "执行号", "执行案件编号"),
            to="case_no",
            required=True,
        ),
        one_of(
            *("申请类型", "执行类型", "案件类型", "执行案件类型", "案件性质", "执行案件性质"),
            *("执行性质", "执行依据类型", "案件类别", "执行类别"),
            codes=EnforcementKind,
            to="enforcement_kind",
            required=True,
        ),
        document_no(
            *("执行依据文号", "执行依据", "执行依据案号", "执行依据文书号", "依据文号"),
            *("执行依据(文号)", "生效法律文书文号", "生效文书案号", "执行依据文书案号"),
            "依据文书文号",
            to="basis_document_no",
        ),
        region_code(),
        region_name(),
        employer_name(
            *("单位名称", "被执行人", "被执行单位", "用人单位", "企业名称", "用人单位名称"),
            *("用人单位全称", "单位全称", "企业全称", "涉事企业", "涉及企业", "涉及用人单位"),
            *("欠薪企业", "欠薪主体", "欠薪单位名称", "拖欠单位", "责任主体", "当事人(用人单位)"),
            *("用人单位(企业)名称", "用人单位(企业)", "单位(企业)名称", "被执行人名称"),
            *("被执行单位名称", "被执行企业"),
            required=True,
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        day(
            *("立案日期", "立案时间", "执行立案日期", "收案日期", "执行立案", "执行立案时间"),
            "立案执行日期",
            to="filed_on",
            required=True,
        ),
        money(
            *("标的", "标的额", "执行标的", "申请执行标的", "申请执行金额", "申请标的"),
            *("申请标的额", "执行标的额", "申请执行标的额", "标的金额", "执行标的金额"),
            "立案标的额",
            to="claim_amount",
        ),
        money(
            *("执行到位", "执行到位金额", "到位金额", "执行到位额", "实际执行金额", "实际到位金额"),
            *("执行到位标的", "执行到位标的额", "到位标的额", "执行到账金额", "执行到位资金"),
            *("实际执行到位金额", "到位标的"),
            to="paid_amount",
        ),
        count(
            *("受偿人数", "兑付人数", "支付人数", "领款人数", "受偿农民工人数", "发放人数"),
            *("领取人数", "兑现人数", "已兑付人数", "案款发放人数", "受偿劳动者人数"),
            to="workers_paid",
        ),
        one_of(
            *("结案方式", "执结方式", "执行结果", "结案类型", "结案情况", "执行情况", "执结结果"),
            "执行结案方式",
            codes=EnforcementOutcome,
            to="close_kind",
        ),
        day(
            *("结案日期", "结案时间", "执结日期", "执行完毕日期", "结案日", "办结时间"),
            *("办理完结日期", "实际办结日期", "执行结案日期"),
            to="closed_on",
        ),
    ),
    office="court",
    business_dates=("filed_on",),
    rules=(
        happened("filed_on", "closed_on"),
        in_order("filed_on", "closed_on"),
        needs("missing_close_kind", "close_kind", when=lambda row: row["closed_on"] is not None),
        needs("missing_closed_on", "closed_on", when=lambda row: row["close_kind"] is not None),
        money_went_to_somebody,
        in_place_within_claim_and_interest,
        completed_with_money,
    ),
)
