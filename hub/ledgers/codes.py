"""Code lists: the values a coded column may hold, with zh and en labels and the spellings seen in sheets."""

from __future__ import annotations

import unicodedata
from enum import Enum


class CodeList(Enum):
    """A closed list of codes. A member is written `CODE = "zh label", "en label", "other spelling", ...`.

    The code is the member's name; it is what the database, GraphQL and expected figures use.
    """

    def __init__(self, zh: str, en: str, *spellings: str) -> None:
        self.zh = zh
        self.en = en
        self.spellings = spellings

    @classmethod
    def by_label(cls, label: str) -> CodeList | None:
        """The member that a cell means: its zh label, another spelling, or the code itself; None if unknown."""
        wanted = _normalised(label)
        for member in cls:
            if wanted in (_normalised(t) for t in (member.name, member.zh, *member.spellings)):
                return member
        return None


def _normalised(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


class AccountStatus(CodeList):
    """State of a special account."""

    OPEN = "正常", "Open", "开设", "使用中", "在用", "已开户"
    CLOSING_PUBLICITY = "公示中", "Closing, in public notice", "销户公示"
    CLOSED = "已销户", "Closed", "销户", "注销"


class Adoption(CodeList):
    """Whether a recommendation was adopted."""

    FULL = "全部采纳", "Adopted", "采纳"
    PART = "部分采纳", "Partly adopted"
    NO = "未采纳", "Not adopted", "不采纳"


class AidPriority(CodeList):
    """The four priorities of the legal-aid action plan."""

    EMPLOYMENT_RELATIONS = "劳动关系", "Employment relations"
    REMUNERATION = "劳动报酬", "Remuneration"
    INSURANCE_SECURITY = "保险保障", "Insurance and security"
    HEALTH = "身心健康", "Health"


class BlacklistSubject(CodeList):
    """Whom a blacklist entry names."""

    EMPLOYER = "用人单位", "Employer", "单位", "企业"
    LEGAL_REP = "法定代表人", "Legal representative", "主要负责人"
    RESPONSIBLE_PERSON = "直接责任人员", "Responsible person", "责任人", "直接责任人"


class CaseSource(CodeList):
    """Where a supported lawsuit came from."""

    WORKER_APPLICATION = "劳动者申请", "Worker's application", "当事人申请", "申请"
    UNION_CLUE = "工会移送", "Clue from the union", "工会线索"
    HRSS_CLUE = "人社移送", "Clue from HRSS", "人社线索", "劳动监察移送"
    LEGAL_AID = "法律援助机构移送", "Clue from legal aid", "法援移送", "司法行政移送"
    OWN_FINDING = "自行发现", "Own finding", "依职权发现"


class Channel(CodeList):
    """The channel through which a case or complaint came."""

    VISIT = "来访", "Visit", "现场来访"
    LETTER = "来信", "Letter"
    HOTLINE_12333 = "12333", "Hotline 12333", "12333热线"
    HOTLINE_12345 = "12345", "Hotline 12345", "12345热线"
    HOTLINE_12348 = "12348", "Hotline 12348", "12348热线"
    WEBSITE = "网站", "Website", "网络"
    NATIONAL_PLATFORM = (
        "全国根治欠薪线索反映平台",
        "National clue platform",
        "全国平台",
        "根治欠薪线索反映平台",
    )
    PUBLIC_OPINION = "舆情", "Public opinion"
    PETITION_TRANSFER = "信访转办", "Petition transfer", "信访"
    ASSIGNED_FROM_ABOVE = "上级交办", "Assigned from above"
    UNION = "工会移送", "Union"
    PROCURATORATE = "检察移送", "Procuratorate", "检察院移送"
    INSPECTION = "巡查", "Inspection", "日常巡查", "日常检查"
    NOTICE_BOARD = "维权告示牌扫码", "Notice board", "告示牌扫码"


class CourtOutcome(CodeList):
    """How a court closed a case."""

    MEDIATED = "调解", "Mediated", "调解结案"
    JUDGED = "判决", "Judged", "判决结案"
    WITHDRAWN = "撤诉", "Withdrawn", "准许撤诉"
    OTHER = "其他", "Other"


class DisputeMatter(CodeList):
    """What a dispute is about."""

    REMUNERATION = "劳动报酬", "Remuneration", "追索劳动报酬", "欠薪"
    SOCIAL_INSURANCE = "社会保险", "Social insurance"
    INJURY_COMPENSATION = "工伤赔偿", "Injury compensation", "工伤"
    SEVERANCE = "经济补偿", "Severance", "经济补偿金"
    CONTRACT = "劳动合同", "Labour contract"
    HOURS_AND_LEAVE = "工时休假", "Hours and leave"
    SPECIAL_PROTECTION = "特殊保护", "Special protection"
    OTHER = "其他", "Other"


class EmployerType(CodeList):
    """Kind of employer."""

    ENTERPRISE = "企业", "Enterprise"
    STATE_OWNED = "国有", "State-owned enterprise", "国有企业"
    PRIVATE = "民营", "Private enterprise", "民营企业", "私营"
    FOREIGN_FUNDED = "外资", "Foreign-funded enterprise", "外资企业"
    INDIVIDUAL_BUSINESS = "个体工商户", "Individual business", "个体"
    PUBLIC_BODY = "机关事业", "Public body", "机关事业单位"
    SOCIAL_ORG = "社会组织", "Social organisation"
    PLATFORM = "平台企业", "Platform enterprise"
    LABOUR_SUBCONTRACTOR = "劳务公司", "Labour subcontractor", "劳务企业"
    UNLICENSED_OR_INDIVIDUAL = "无证照/包工头", "Unlicensed or individual", "包工头", "无证照"
    OTHER = "其他", "Other"


class EnforcementResult(CodeList):
    """What compulsory enforcement brought."""

    WAGES_PAID = "支付工资", "Wages paid"
    DEPOSIT_PAID = "缴纳保证金", "Deposit paid", "缴存保证金"
    SETTLED = "和解", "Settled", "执行和解"
    TERMINATED_FOR_NOW = "终结本次执行", "Ended for now", "终结本次", "终本"
    IN_PROGRESS = "执行中", "In progress", "正在执行"


class EnforcementRuling(CodeList):
    """The court's ruling on an application for enforcement."""

    GRANTED = "准予执行", "Granted", "准予"
    REFUSED = "不准予执行", "Refused", "不准予", "不予执行"
    PENDING = "审查中", "Pending"


class Forum(CodeList):
    """Whether a lawsuit or an arbitration is supported."""

    LITIGATION = "起诉", "Litigation", "诉讼", "支持起诉"
    ARBITRATION = "仲裁", "Arbitration", "支持仲裁", "劳动仲裁"


class LegalAidOutcome(CodeList):
    """How a legal-aid case was closed."""

    MEDIATED = "调解", "Mediated"
    LITIGATED = "诉讼", "Litigated"
    ARBITRATED = "仲裁", "Arbitrated"
    SETTLED = "和解", "Settled"
    IN_PROGRESS = "办理中", "In progress", "在办"


class PaymentMethod(CodeList):
    """How arrears were paid."""

    SELF = "自行支付", "Paid by the employer", "单位支付"
    DEPOSIT = "保证金", "Out of the deposit", "动用保证金", "工资保证金"
    EMERGENCY_FUND = "应急周转金", "Emergency fund advance", "周转金垫付", "应急周转金垫付"
    PAID_FIRST = "先行清偿", "Paid first by the contractor", "总包先行清偿", "先行支付"


class Precision(CodeList):
    """A precision word beside a number."""

    APPROX = "约", "About", "大约"
    MORE_THAN = "余", "More than", "多"
    LESS_THAN = "近", "Nearly", "不足"


class ProjectFunding(CodeList):
    """Where a project's money comes from."""

    GOVERNMENT = "政府投资", "Government"
    STATE_ENTERPRISE = "国企投资", "State enterprise", "国有企业投资"
    PRIVATE = "社会投资", "Private", "民间投资"


class ProjectSector(CodeList):
    """Sector of a construction project."""

    HOUSING = "房屋建筑", "Housing", "房建"
    MUNICIPAL = "市政", "Municipal works", "市政工程"
    TRANSPORT = "交通", "Transport", "交通运输"
    WATER = "水利", "Water", "水务"
    ENERGY = "能源", "Energy", "电力"
    RAIL = "铁路", "Railway"
    AVIATION = "民航", "Aviation"
    MINING = "矿山", "Mining"
    OTHER = "其他", "Other"


class ProjectStatus(CodeList):
    """Stage of a construction project."""

    NOT_STARTED = "未开工", "Not started", "拟建"
    UNDER_CONSTRUCTION = "在建", "Under construction", "施工中"
    SUSPENDED = "停工", "Suspended"
    COMPLETED = "完工", "Completed", "竣工", "已完工"
    SETTLED = "已结清", "Settled", "结清"


class RecommendationTrigger(CodeList):
    """Why a recommendation was issued."""

    MANY_CASES_IN_AREA_AND_PERIOD = "一定时期多发频发", "Many cases in an area and period"
    OBVIOUS_SUPERVISION_LOOPHOLE = "明显管理监督漏洞", "Obvious loophole in supervision", "管理监督漏洞"
    SPECIAL_ACCOUNT_NOT_IMPLEMENTED = "专户制度未落实", "Special account system not implemented"
    DEPARTMENT_INACTION = "怠于履职", "Inaction of a department"


class RecommendationType(CodeList):
    """The types of procuratorial recommendation."""

    SOCIAL_GOVERNANCE = "社会治理", "Social governance"
    CORRECT_UNLAWFUL_ACT = "纠正违法", "Correct an unlawful act"
    PUBLIC_INTEREST = "公益诉讼", "Public interest"
    RETRIAL = "再审", "Retrial"
    OTHER = "其他", "Other"


class RecoveryKind(CodeList):
    """What a recovered amount is. Only WAGES are recovered wages."""

    WAGES = "劳动报酬", "Wages", "工资"
    INJURY_COMPENSATION = "工伤赔偿", "Injury compensation", "工伤"
    SEVERANCE = "经济补偿", "Severance", "经济补偿金"
    ADVANCE = "应急周转金垫付", "Emergency-fund advance"
    OTHER = "其他", "Other"


class RemovalKind(CodeList):
    """How a blacklist entry was removed."""

    EXPIRED = "期满", "Expired", "期满移出", "到期移出"
    EARLY = "提前移出", "Removed early", "提前"
    REVOKED = "撤销", "Revoked"


class ServiceResult(CodeList):
    """Result of a union service."""

    DONE = "已办结", "Done", "办结"
    AGREED = "达成协议", "Agreed", "达成一致"
    IN_PROGRESS = "办理中", "In progress", "在办"


class SupervisionKind(CodeList):
    """What civil supervision is about."""

    JUDGMENT = "裁判", "Effective judgment", "生效裁判"
    ENFORCEMENT = "执行", "Enforcement", "民事执行"


class SupervisionMeasure(CodeList):
    """The measure that the procuratorate took."""

    PROTEST = "抗诉", "Protest", "提出抗诉"
    RETRIAL_RECOMMENDATION = "再审检察建议", "Retrial recommendation"
    ENFORCEMENT_RECOMMENDATION = "执行检察建议", "Enforcement recommendation"
    NOT_SUPPORTED = "不支持监督申请", "Not supported"


class SupervisionResult(CodeList):
    """What the court did."""

    CHANGED = "改判", "Judgment changed"
    ADOPTED = "采纳", "Adopted"
    UPHELD = "维持", "Upheld"
    PENDING = "审理中", "Pending"


class SupportDecision(CodeList):
    """The procuratorate's decision on supporting a lawsuit."""

    SUPPORT = "支持起诉", "Support", "支持", "决定支持起诉", "支持仲裁"
    NOT_SUPPORT = "不支持起诉", "Not support", "不支持"
    TERMINATED = "终结审查", "Review ended", "终结"


class SupportOutcome(CodeList):
    """How a supported case ended."""

    SETTLED_BEFORE_FILING = "诉前和解", "Settled before filing", "和解"
    MEDIATED_IN_COURT = "法院调解", "Mediated in court"
    JUDGED = "判决", "Judged"
    WITHDRAWN = "撤诉", "Withdrawn"
    PENDING = "审理中", "Pending", "在办"
    SETTLED = "调解", "Settled (arbitration)", "仲裁调解"


class UnionServiceKind(CodeList):
    """Kind of union service."""

    LEGAL_AID = "法律援助", "Legal aid"
    MEDIATION = "调解", "Mediation"
    COLLECTIVE_BARGAINING = "集体协商", "Collective bargaining"
    COUNSELLING = "心理疏导", "Counselling"


class WageCaseOutcome(CodeList):
    """How a wage case was closed."""

    PAID = "支付完毕", "Paid", "已支付"
    TRANSFERRED = "移送公安", "Transferred to public security"
    ENFORCEMENT = "申请强制执行", "Compulsory enforcement applied for", "申请法院强制执行"
    OTHER = "其他", "Other"


class WorkerGroup(CodeList):
    """Groups of workers; a record may have several."""

    MIGRANT = "农民工", "Migrant workers"
    NEW_EMPLOYMENT_FORM = "新就业形态劳动者", "Workers in new forms of employment", "新业态劳动者"
    WOMEN = "女职工", "Women workers"
    MINORS = "未成年工", "Underage workers"
    DISABLED = "残疾职工", "Workers with disabilities"
    ELDERLY = "老年劳动者", "Elderly workers", "老年劳动者(超龄)", "超龄劳动者"
    DISPATCHED = "被派遣人员", "Dispatched workers", "被派遣劳动者", "劳务派遣人员"
    OTHER = "其他", "Other"
