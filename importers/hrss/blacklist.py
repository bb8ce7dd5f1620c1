"""HRSS, list of subjects of joint punishment for dishonesty (H9 失信联合惩戒名单台账, before 2022 “黑名单”台账)."""

from collections.abc import Sequence

from hub.importing.rules import (
    Finding,
    Row,
    at_least_one,
    error,
    happened,
    in_order,
    law,
    months_after,
    needs,
    plausible_per_worker,
    warning,
)
from hub.importing.sheet import (
    Sheet,
    count,
    day,
    document_no,
    employer_name,
    industry,
    money,
    one_of,
    region_code,
    region_name,
    text,
    uscc,
)
from hub.ledgers.blacklist import BlacklistEntry
from hub.ledgers.codes import BlacklistSubject, RemovalKind
from hub.names import normalised_document_no


def term_is_of_the_regime(row: Row) -> list[Finding]:
    """The term is one that the rules in force on the day of listing know."""
    rules = law("blacklist", row["listed_on"])
    if rules is None or row["term_months"] is None or row["term_months"] in rules["terms_months"]:
        return []
    terms = "、".join(str(months) for months in rules["terms_months"])
    return [warning("term_not_of_regime", "term_months", regime=rules["regime"], terms=terms)]


def early_removal_by_decision(row: Row) -> list[Finding]:
    """Nobody is removed early without a decision, nor before the time that the rules ask for."""
    rule = law("blacklist_early_removal", row["removed_on"])
    if rule is None or row["removal_kind"] != RemovalKind.EARLY.name:
        return []
    found = []
    if row["removal_decision_no"] is None:
        found.append(error("missing_removal_decision_no", "removal_decision_no"))
    if row["listed_on"] is not None and row["removed_on"] < months_after(row["listed_on"], rule["months"]):
        found.append(warning("removed_too_early", "removed_on", other="listed_on", months=rule["months"]))
    return found


def regime_and_end_of_term(row: Row) -> dict[str, object]:
    """The rules in force on the day of listing stay those of the entry; the term given counts from that day."""
    rules = law("blacklist", row["listed_on"])
    if rules is None:
        return {}
    term = row["term_months"]
    return {"regime": rules["regime"], "expires_on": months_after(row["listed_on"], term) if term else None}


def persons_beside_their_employer(rows: Sequence[Row]) -> list[tuple[int, Finding]]:
    """Who is listed as a person is listed by the decision that lists the employer (MOHRSS Order 45, art. 5)."""
    decisions = [row["decision_no"] and normalised_document_no(row["decision_no"]) for row in rows]
    employer = BlacklistSubject.EMPLOYER.name
    of_employers = {
        decision
        for decision, row in zip(decisions, rows, strict=True)
        if row["subject_type"] in (None, employer)
    }
    return [
        (place, error("person_without_employer", "subject_type", decision=row["decision_no"]))
        for place, (decision, row) in enumerate(zip(decisions, rows, strict=True))
        if decision and row["subject_type"] not in (None, employer) and decision not in of_employers
    ]


def only_employers_are_registered(row: Row) -> dict[str, object]:
    """A person on the list is no employer of the register."""
    return {} if row["subject_type"] == BlacklistSubject.EMPLOYER.name else {"employer_key": None}


sheet = Sheet(
    form="H9",
    agencies=("HRSS",),
    title_zh="拖欠农民工工资失信联合惩戒名单台账",
    title_en="List of subjects of joint punishment for dishonesty",
    titles=(
        *("失信联合惩戒名单台账", "失信联合惩戒对象名单", "失信联合惩戒名单", "“黑名单”台账"),
        *("黑名单台账", "黑名单", "“黑名单”汇总表", "失信惩戒名单", "失信主体名单"),
        *("严重失信主体名单", "联合惩戒名单"),
    ),
    ledger=BlacklistEntry,
    key=("decision_no", "subject_name"),
    columns=(
        document_no(
            *("列入决定书文号", "列入决定文号", "决定书文号", "列入文号", "列入决定书编号"),
            *("列入决定书号", "决定书编号", "列入决定编号", "认定文号", "列入认定决定文号"),
            "列入决定文书号",
            to="decision_no",
            required=True,
        ),
        one_of(
            *("主体类型", "对象类型", "主体类别", "列入对象类型", "主体性质", "惩戒对象类型"),
            "列入主体类型",
            codes=BlacklistSubject,
            to="subject_type",
            required=True,
        ),
        employer_name(
            *("主体名称", "单位名称", "失信主体名称", "列入对象", "单位名称(自然人姓名)"),
            *("惩戒对象名称", "失信主体", "列入主体名称", "列入对象名称", "列入单位"),
            *("列入单位名称", "用人单位名称", "企业名称", "用人单位", "惩戒对象", "失信惩戒对象"),
            *("失信对象名称", "主体(自然人)名称"),
            to="subject_name",
            required=True,
        ),
        uscc(
            *("信用代码", "统一社会信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        region_code(),
        region_name(),
        document_no(
            *("责令支付文号", "责令支付书文号", "责令改正文号", "限期改正指令书文号"),
            *("责令改正指令书文号", "限期改正指令书编号", "责令支付决定书文号", "责令限期支付文号"),
            *("限期支付文书号", "限期改正文书号", "责令限期改正指令书文号"),
            to="pay_order_no",
            required=True,
        ),
        text(
            *("列入事由", "列入原因", "失信事由", "列入理由", "列入情形", "列入依据", "失信行为"),
            *("失信情形", "违法事实", "主要失信事实"),
            to="reason",
            required=True,
        ),
        count(
            *("涉及人数", "涉案人数", "人数", "欠薪人数", "涉及农民工人数", "涉及农民工数"),
            *("涉及工人数", "涉及工人", "涉及劳动者", "涉及职工人数", "农民工人数", "被欠薪人数"),
            *("拖欠人数", "欠薪人员数量", "涉及欠薪人数"),
            to="workers_count",
        ),
        money(
            *("欠薪金额", "涉及金额", "涉案金额", "拖欠工资", "拖欠工资额", "欠薪数额", "欠薪总额"),
            *("拖欠总金额", "涉案工资", "涉及工资", "涉及工资金额", "拖欠农民工工资金额"),
            *("拖欠农民工工资", "欠薪额", "欠薪款额", "拖欠数额", "拖欠金额"),
            to="amount_involved",
        ),
        day(
            *("列入日期", "列入时间", "列入决定日期", "列入决定日", "列入起始日期", "认定日期"),
            *("决定日期", "列入名单日期"),
            to="listed_on",
            required=True,
        ),
        count(
            *("期限(月)", "列入期限", "惩戒期限", "期限月数", "惩戒期", "列入期", "惩戒时限"),
            *("列入期限月数", "公示期限", "列入时限"),
            to="term_months",
            required=True,
        ),
        day(
            *("公示日期", "公布日期", "公示时间", "公布时间", "社会公示日期", "对外公布日期"),
            to="announced_on",
        ),
        day(
            *("共享日期", "推送日期", "共享时间", "推送信用平台日期", "信用平台推送日期"),
            *("推送时间", "归集日期"),
            to="shared_on",
        ),
        one_of(
            "移出类型", "移出方式", "移出原因", "移出情形", "移除类型", codes=RemovalKind, to="removal_kind"
        ),
        document_no(
            *("移出决定文号", "移出决定书文号", "移出文号", "移出决定编号", "移出决定书编号"),
            to="removal_decision_no",
        ),
        day("移出日期", "移出时间", "移除日期", "移出名单日期", "实际移出日期", to="removed_on"),
        industry(),
    ),
    business_dates=("listed_on",),
    rules=(
        happened("listed_on", "announced_on", "shared_on", "removed_on"),
        in_order("listed_on", "removed_on"),
        needs("missing_removed_on", "removed_on", when=lambda row: row["removal_kind"] is not None),
        at_least_one("workers_count"),
        plausible_per_worker("amount_involved"),
        term_is_of_the_regime,
        early_removal_by_decision,
    ),
    table_rules=(persons_beside_their_employer,),
    derived=(regime_and_end_of_term, only_employers_are_registered),
)
