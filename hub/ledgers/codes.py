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


class ArbitrationOutcome(CodeList):
    """How an arbitration case was closed."""

    MEDIATED = "调解", "Mediated", "调解结案", "达成调解", "仲裁调解"
    AWARDED = "裁决", "Awarded", "裁决结案", "仲裁裁决"
    WITHDRAWN = "撤诉", "Withdrawn", "撤回申请", "撤回仲裁申请", "撤案", "按撤回处理"
    OTHER = "其他", "Other", "其他方式"


class CoerciveMeasure(CodeList):
    """A measure against persons; administrative detention is possible before a case is filed."""

    ADMIN_DETENTION = "行政拘留", "Administrative detention", "治安拘留"
    CRIMINAL_DETENTION = "刑拘", "Criminal detention", "刑事拘留"
    BAIL = "取保候审", "Bail", "取保"
    RESIDENTIAL_SURVEILLANCE = "监视居住", "Residential surveillance"
    ARREST = "逮捕", "Arrest", "批准逮捕", "执行逮捕"
    ONLINE_PURSUIT = "网上追逃", "Wanted online", "上网追逃", "网逃"


class DepositForm(CodeList):
    """The form of a wage security deposit."""

    CASH = "现金", "Cash", "现金存储", "现金缴存", "银行存款"
    BANK_GUARANTEE = "银行保函", "Bank guarantee", "保函", "银行保函担保"
    INSURANCE = "保险", "Insurance", "保证保险", "工程保证保险", "保证保险保单", "保单"


class DivertedTo(CodeList):
    """Where a complaint was directed."""

    SUPERVISION = "劳动监察", "Labour inspection", "劳动保障监察", "监察", "劳动监察大队"
    ARBITRATION = "仲裁", "Arbitration", "劳动仲裁", "劳动人事争议仲裁"
    MEDIATION = "调解", "Mediation", "人民调解", "调解组织"
    LEGAL_AID = "法律援助", "Legal aid", "法援", "法律援助中心"
    INDUSTRY_DEPT = "行业主管部门", "Department of the industry", "主管部门", "行业部门"
    PUBLIC_SECURITY = "公安", "Public security", "公安机关"
    COURT = "法院", "Court", "人民法院", "诉讼"
    OTHER = "其他", "Other"


class EnforcementKind(CodeList):
    """What a court enforces: a civil judgment, or an administrative decision without a lawsuit."""

    CIVIL = "民事执行", "Civil enforcement", "民事", "执行"
    NON_LITIGATION = "行政非诉", "Administrative, without litigation", "行政非诉执行", "非诉执行", "非诉"


class EnforcementOutcome(CodeList):
    """How a court closed an enforcement case."""

    COMPLETED = "执行完毕", "Completed", "执行完结", "完毕"
    TERMINATED_FOR_NOW = "终结本次", "Ended for now", "终结本次执行", "终结本次执行程序", "终本"
    SETTLED = "和解", "Settled", "执行和解", "和解结案"
    OTHER = "其他", "Other", "终结执行", "不予执行", "驳回申请", "撤回申请"


class Entrustment(CodeList):
    """Whether a dispute went to mediation before or after it was filed in court."""

    BEFORE_FILING = "委派", "Before filing", "委派调解", "诉前委派", "诉前调解", "立案前委派"
    AFTER_FILING = "委托", "After filing", "委托调解", "诉中委托", "立案后委托"


class MediationResult(CodeList):
    """What an entrusted mediation came to."""

    SUCCEEDED = "成功", "Succeeded", "调解成功", "达成协议", "达成调解协议"
    FAILED = "不成功", "Failed", "调解不成功", "失败", "调解失败", "未达成协议"
    PENDING = "调解中", "Pending", "正在调解", "办理中"


class PoliceDecision(CodeList):
    """What public security decided on a transferred case."""

    FILED = "立案", "Filed", "已立案", "决定立案", "立案侦查"
    UNDER_VERIFICATION = (
        "调查取证",
        "Under verification",
        "调查取证中",
        "核查中",
        "初查",
        "审查中",
        "调查核实",
    )
    NOT_FILED = "不予立案", "Not filed", "不立案", "未立案"
    RETURNED = "退回", "Returned", "退回补充", "退回移送", "退回移送单位"


class Verification(CodeList):
    """What was found out about a complaint."""

    VERIFIED_PAID = "属实已支付", "True, paid", "属实、已支付", "属实，已支付", "属实已解决", "已支付"
    VERIFIED_UNPAID = "属实未支付", "True, not paid", "属实、未支付", "属实，未支付", "属实未解决", "未支付"
    UNFOUNDED = "不属实", "Unfounded", "不实", "查无实据"
    WITHDRAWN = "撤诉", "Withdrawn", "撤回投诉", "撤回", "投诉人撤回", "撤销投诉"
    IN_HANDLING = "办理中", "In handling", "正在办理", "在办", "核实中", "调查中"


class ViolationCategory(CodeList):
    """The seven categories of major labour-security violations (MOHRSS Order 29)."""

    WAGE_ARREARS = (
        "1.克扣、无故拖欠劳动报酬，数额较大",
        "1. Large wage arrears, or refusal to pay transferred to justice",
        "克扣、无故拖欠劳动报酬，数额较大",
        "克扣、无故拖欠劳动者劳动报酬，数额较大的",
        "拒不支付劳动报酬，依法移送司法机关追究刑事责任的",
        "拒不支付劳动报酬",
        "拖欠工资",
        "拖欠劳动报酬",
        "1",
    )
    SOCIAL_INSURANCE = (
        "2.不依法参加社会保险，情节严重",
        "2. Social insurance, serious",
        "不依法参加社会保险，情节严重",
        "不依法参加社会保险或者不依法缴纳社会保险费，情节严重的",
        "社会保险",
        "2",
    )
    HOURS_AND_REST = (
        "3.违反工作时间和休息休假规定，情节严重",
        "3. Hours and rest, serious",
        "违反工作时间和休息休假规定，情节严重",
        "违反工作时间和休息休假规定，情节严重的",
        "工时休假",
        "3",
    )
    WOMEN_AND_MINORS = (
        "4.违反女职工和未成年工特殊劳动保护规定，情节严重",
        "4. Protection of women and underage workers, serious",
        "违反女职工和未成年工特殊劳动保护规定，情节严重",
        "违反女职工和未成年工特殊劳动保护规定，情节严重的",
        "女职工和未成年工保护",
        "4",
    )
    CHILD_LABOUR = (
        "5.违反禁止使用童工规定",
        "5. Child labour",
        "违反禁止使用童工规定",
        "违反禁止使用童工规定的",
        "使用童工",
        "5",
    )
    BAD_SOCIAL_EFFECT = (
        "6.造成恶劣社会影响",
        "6. Bad social effects",
        "造成恶劣社会影响",
        "造成严重不良社会影响",
        "因劳动保障违法行为造成严重不良社会影响的",
        "6",
    )
    OTHER = (
        "7.其他",
        "7. Other",
        "其他",
        "其他重大劳动保障违法行为",
        "其他重大劳动保障违法行为。",
        "7",
    )


class AdministrativeLevel(CodeList):
    """Level of an office, a document or a list, from the top down."""

    NATIONAL = "全国", "National", "国家级", "全国级", "中央", "部级", "国家"
    PROVINCE = "省级", "Province", "省", "自治区", "直辖市", "省(区、市)级", "自治区级"
    PREFECTURE = "市级", "Prefecture", "市", "地市级", "地级市", "设区市", "州级", "市州级", "盟市级", "地级"
    COUNTY = (
        "县级",
        "County",
        "县",
        "区级",
        "区县级",
        "县区级",
        "县市区",
        "县(市、区)级",
        "县处级",
        "旗县级",
        "县区",
    )
    TOWNSHIP = (
        "乡镇",
        "Township",
        "乡镇级",
        "街道",
        "乡镇街道",
        "乡镇(街道)",
        "镇级",
        "基层",
        "乡级",
        "街道级",
    )


class AidMeasure(CodeList):
    """The seven measures of the legal-aid action plan."""

    TIMELY_RESPONSE_AND_LEGAL_CHECKUP = (
        "及时响应与法治体检",
        "Timely response and legal check-up",
        "及时响应",
        "法治体检",
        "及时响应和法治体检",
    )
    FREE_CONSULTATION_AND_MOBILE_STATIONS = (
        "免费咨询与流动站点",
        "Free consultation and mobile stations",
        "免费咨询",
        "流动站点",
        "免费咨询和流动站点",
    )
    GREEN_CHANNEL_AND_CROSS_REGION = (
        "绿色通道与异地协作",
        "Green channel and cross-region cooperation",
        "绿色通道",
        "异地协作",
        "绿色通道和异地协作",
    )
    TARGETED_SERVICE_CRITICAL_PERIODS = (
        "关键时段专项服务",
        "Targeted service in critical periods",
        "专项服务",
        "关键时间节点专项服务",
    )
    PROFESSIONAL_TEAMS = "专业化队伍", "Professional teams", "专业队伍", "专业化服务队伍"
    QUALITY_AND_AUTHORITY_COLLABORATION = (
        "质量监管与部门协作",
        "Quality and cooperation of authorities",
        "质量监管",
        "部门协作",
        "质量监管和部门协作",
    )
    BROAD_COLLABORATION_AND_VOLUNTEERS = (
        "广泛协作与志愿服务",
        "Broad cooperation and volunteers",
        "广泛协作",
        "志愿服务",
        "广泛协作和志愿服务",
    )


class ClueDecision(CodeList):
    """What the receiver of a clue decided."""

    ACCEPTED = "采纳", "Accepted", "接收", "受理", "予以采纳", "同意受理"
    RETURNED = "退回", "Returned", "不采纳", "不予受理", "未采纳", "退回补充"


class ClueDirection(CodeList):
    """From which agency to which a clue goes."""

    UNION_TO_PROCURATORATE = (
        *(
            "工会→检察院",
            "Union to procuratorate",
            "工会->检察院",
            "工会-检察院",
            "工会—检察院",
            "工会至检察院",
        ),
        *("工会移送检察院", "工会到检察院", "工会移送检察机关", "工会→检察机关", "工会向检察院移送"),
    )
    PROCURATORATE_TO_UNION = (
        *(
            "检察院→工会",
            "Procuratorate to union",
            "检察院->工会",
            "检察院-工会",
            "检察院—工会",
            "检察院至工会",
        ),
        *("检察院移送工会", "检察院到工会", "检察机关移送工会", "检察机关→工会", "检察院向工会移送"),
    )
    HRSS_TO_PROCURATORATE = (
        *(
            "人社→检察院",
            "HRSS to procuratorate",
            "人社->检察院",
            "人社-检察院",
            "人社—检察院",
            "人社至检察院",
        ),
        *("人社移送检察院", "人社到检察院", "人社局→检察院", "人社局移送检察院", "人社部门移送检察机关"),
    )


class ClueGround(CodeList):
    """Why a clue is transferred (joint notice on one letter, two letters)."""

    NEW_EMPLOYMENT_FORM = (
        *("新就业形态劳动者", "Workers in new forms of employment", "新就业形态", "新业态劳动者"),
        *("新就业形态劳动者权益", "侵害新就业形态劳动者权益"),
    )
    SPECIFIC_GROUP = (
        *("特定群体", "Specific groups", "特殊群体", "女职工", "未成年工", "残疾职工", "老年劳动者"),
        *("特定群体权益", "侵害特定群体权益", "老年职工"),
    )
    GROUP_SOCIAL_INSURANCE_ARREARS = (
        *("社保欠缴群体性纠纷", "Collective dispute over social insurance arrears", "社会保险欠缴群体性纠纷"),
        *("欠缴社会保险费群体性纠纷", "欠缴社保群体性纠纷", "群体性社保欠缴"),
    )
    GROUP_MIGRANT_WAGE_ARREARS = (
        *("拖欠农民工工资群体性纠纷", "Collective dispute over wages of migrant workers", "欠薪群体性纠纷"),
        *("农民工工资群体性纠纷", "群体性欠薪", "农民工欠薪群体性纠纷"),
    )


class ClueResult(CodeList):
    """What came of a clue."""

    SUPPORTED_LAWSUIT = "支持起诉", "Supported lawsuit", "支持起诉案件", "民事支持起诉"
    RECOMMENDATION = "检察建议", "Procuratorial recommendation", "制发检察建议", "发出检察建议"
    UNION_DOC = "制发文书", "Union document", "制发一函两书", "一函两书", "制发“一函两书”", "发出工会文书"
    MEDIATED = "调解", "Mediated", "调解解决", "调解结案", "达成调解"
    NO_ACTION = "不予办理", "No action", "不予处理", "无需办理", "终结办理"
    OTHER = "其他", "Other"


class ProblemStatus(CodeList):
    """State of a problem on the secretariat's list."""

    OPEN = "未解决", "Open", "待解决", "未处理", "待处理", "新增"
    IN_PROGRESS = "处理中", "In progress", "解决中", "进行中", "办理中", "协调中"
    SOLVED = "已解决", "Solved", "已处理", "已办结", "销号", "已销号"
    CANCELLED = "取消", "Cancelled", "撤销", "不再处理"


class Rectification(CodeList):
    """Whether what a union document names was put right."""

    RECTIFIED = "已整改", "Rectified", "整改完成", "整改到位", "已完成整改", "完成整改", "全部整改"
    PARTLY_RECTIFIED = "部分整改", "Partly rectified", "部分完成", "部分完成整改"
    REFUSED = "拒不整改", "Refused", "不整改", "拒绝整改", "拒不改正"
    IN_PROGRESS = "整改中", "In progress", "正在整改", "进行中", "限期整改中"


class SupervisionScope(CodeList):
    """What a union document is about; one document may be about several."""

    INTERNAL_RULES = (
        *("涉及职工利益的内部规章制度", "Internal rules that touch workers' interests", "内部规章制度"),
        *("规章制度", "劳动规章制度", "企业规章制度"),
    )
    LABOUR_CONTRACT = "劳动合同", "Labour contracts", "劳动合同签订", "劳动合同订立"
    REMUNERATION = "劳动报酬", "Remuneration", "拖欠工资", "工资支付", "工资", "欠薪", "拖欠劳动报酬"
    SOCIAL_INSURANCE = "社会保险", "Social insurance", "社保", "社会保险费", "缴纳社会保险"
    WELFARE = "福利待遇", "Welfare", "福利", "保险福利"
    WORKING_HOURS = "工作时间", "Working hours", "工时", "加班", "超时加班"
    REST_AND_LEAVE = "休息休假", "Rest and leave", "休假", "年休假", "带薪年休假"
    WORK_SAFETY = "安全生产", "Work safety", "劳动安全", "劳动安全卫生", "劳动保护"
    OCCUPATIONAL_DISEASE = "职业病防治", "Prevention of occupational diseases", "职业病", "职业健康"
    FEMALE_WORKERS = "女职工", "Female workers", "女职工特殊保护", "女职工权益保护"
    UNDERAGE_WORKERS = "未成年工", "Underage workers", "未成年工特殊保护"
    DISABLED_WORKERS = "残疾职工", "Workers with disabilities", "残疾人职工", "残疾人就业"
    ELDERLY_WORKERS = "老年劳动者", "Elderly workers", "超龄劳动者", "老年职工"
    DISPATCHED_WORKERS = "被派遣人员", "Dispatched workers", "劳务派遣", "被派遣劳动者", "劳务派遣人员"
    UNLAWFUL_TERMINATION = (
        *("违法解除劳动合同", "Unlawful termination", "违法解除", "违法解除或终止劳动合同", "违法辞退"),
    )
    WAGE_COLLECTIVE_BARGAINING = "工资集体协商", "Collective wage bargaining", "集体协商"
    COLLECTIVE_CONTRACT = "集体合同", "Collective contracts", "集体合同签订"
    WORKERS_CONGRESS = "职工代表大会", "Workers' congress", "职代会", "民主管理", "厂务公开"


class TaskStatus(CodeList):
    """State of an item that a meeting decided."""

    NOT_STARTED = "未启动", "Not started", "未开始", "待启动", "尚未启动"
    IN_PROGRESS = "进行中", "In progress", "推进中", "办理中", "正在推进", "落实中"
    DONE = "已完成", "Done", "完成", "已办结", "办结", "已落实"
    EXTENDED = "延期", "Extended", "申请延期", "已延期", "延期办理"
    CANCELLED = "取消", "Cancelled", "已取消", "不再实施"


class UnionDocumentType(CodeList):
    """One letter, two documents of the unions' supervision of labour law."""

    REMINDER_LETTER = (
        *(
            "提示函",
            "Reminder letter",
            "工会劳动法律监督提示函",
            "劳动法律监督提示函",
            "提醒函",
            "工会提示函",
        ),
    )
    OPINION_LETTER = (
        *(
            "意见书",
            "Opinion letter",
            "工会劳动法律监督意见书",
            "劳动法律监督意见书",
            "工会意见书",
            "监督意见书",
        ),
    )
    RECOMMENDATION_LETTER = (
        *("建议书", "Recommendation letter", "工会劳动法律监督建议书", "劳动法律监督建议书", "工会建议书"),
        *("监督建议书",),
    )
