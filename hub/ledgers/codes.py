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

    OPEN = (
        "正常",
        "Open",
        *("开设", "使用中", "在用", "已开户", "正常使用", "使用", "已开立", "已开设", "开立"),
        *("正常运行", "启用", "开户"),
    )
    CLOSING_PUBLICITY = ("公示中", "Closing, in public notice", *("销户公示", "销户公示中", "拟销户公示"))
    CLOSED = ("已销户", "Closed", *("销户", "注销", "已注销", "已撤销", "撤销", "已销", "注销户"))


class Adoption(CodeList):
    """Whether a recommendation was adopted."""

    FULL = ("全部采纳", "Adopted", "采纳", "已采纳", "全部采纳整改", "是")
    PART = "部分采纳", "Partly adopted", *("部分",)
    NO = ("未采纳", "Not adopted", "不采纳", "否", "不予采纳")


class AidPriority(CodeList):
    """The four priorities of the legal-aid action plan."""

    EMPLOYMENT_RELATIONS = "劳动关系", "Employment relations"
    REMUNERATION = ("劳动报酬", "Remuneration", "追索劳动报酬", "欠薪")
    INSURANCE_SECURITY = ("保险保障", "Insurance and security", "社会保险", "工伤保险")
    HEALTH = "身心健康", "Health"


class BlacklistSubject(CodeList):
    """Whom a blacklist entry names."""

    EMPLOYER = ("用人单位", "Employer", "单位", "企业", "企业法人", "公司")
    LEGAL_REP = ("法定代表人", "Legal representative", *("主要负责人", "法人代表", "法定代表人或主要负责人"))
    RESPONSIBLE_PERSON = ("直接责任人员", "Responsible person", *("责任人", "直接责任人", "直接责任人员个人"))


class CaseSource(CodeList):
    """Where a supported lawsuit came from."""

    WORKER_APPLICATION = (
        "劳动者申请",
        "Worker's application",
        *("当事人申请", "申请", "农民工申请", "群众申请", "当事人来访", "控告申诉", "依申请"),
        *("本人申请", "来访申请", "群众来访"),
    )
    UNION_CLUE = ("工会移送", "Clue from the union", *("工会线索", "总工会移送", "工会", "工会移送线索"))
    HRSS_CLUE = (
        "人社移送",
        "Clue from HRSS",
        *("人社线索", "劳动监察移送", "人社局移送", "人社部门移送", "人社", "劳动监察部门移送"),
        *("劳动保障监察移送", "人力资源和社会保障局移送"),
    )
    LEGAL_AID = (
        "法律援助机构移送",
        "Clue from legal aid",
        *("法援移送", "司法行政移送", "法律援助中心移送", "司法局移送", "法律援助移送"),
        "司法行政机关移送",
    )
    OWN_FINDING = (
        "自行发现",
        "Own finding",
        *("依职权发现", "依职权", "履职中发现", "履职发现", "办案中发现", "检察机关自行发现"),
    )


class Channel(CodeList):
    """The channel through which a case or complaint came."""

    VISIT = (
        "来访",
        "Visit",
        *("现场来访", "窗口来访", "上门投诉", "来访投诉", "接访", "窗口接待", "来人来访"),
        *("现场投诉", "上访"),
    )
    LETTER = ("来信", "Letter", "信件", "书信", "来信投诉", "来函")
    HOTLINE_12333 = (
        "12333",
        "Hotline 12333",
        *("12333热线", "12333电话", "12333转办", "12333电话咨询服务热线"),
    )
    HOTLINE_12345 = (
        "12345",
        "Hotline 12345",
        *("12345热线", "12345转办", "12345工单", "12345政务服务热线", "12345平台", "市长热线"),
        *("12345市长热线", "政务服务热线", "12345政务服务便民热线"),
    )
    HOTLINE_12348 = ("12348", "Hotline 12348", *("12348热线", "12348转办", "12348公共法律服务热线"))
    WEBSITE = (
        "网站",
        "Website",
        *("网络", "网络平台", "网上投诉", "网络投诉", "互联网", "网上", "人民网留言板"),
        *("领导留言板", "人民网领导留言板", "网民留言", "网络留言", "门户网站"),
    )
    NATIONAL_PLATFORM = (
        "全国根治欠薪线索反映平台",
        "National clue platform",
        *("全国平台", "根治欠薪线索反映平台", "全国根治欠薪线索反映", "国家平台"),
        *("全国欠薪线索反映平台", "全国欠薪平台", "全国根治欠薪平台", "欠薪线索反映平台"),
        *("根治欠薪平台", "国家根治欠薪线索反映平台", "全国根治欠薪线索平台"),
    )
    PUBLIC_OPINION = ("舆情", "Public opinion", *("舆情监测", "网络舆情", "媒体曝光", "媒体报道"))
    PETITION_TRANSFER = (
        "信访转办",
        "Petition transfer",
        *("信访", "信访件", "信访局转办", "信访交办", "信访部门转办", "信访转送", "信访局"),
    )
    ASSIGNED_FROM_ABOVE = (
        "上级交办",
        "Assigned from above",
        *("上级转办", "交办", "上级转交", "省厅交办", "省级交办", "市级交办", "督办"),
        *("上级督办", "上级部门交办"),
    )
    UNION = ("工会移送", "Union", "工会", "总工会移送", "工会转办")
    PROCURATORATE = ("检察移送", "Procuratorate", "检察院移送", "检察机关移送", "检察院")
    INSPECTION = (
        "巡查",
        "Inspection",
        *("日常巡查", "日常检查", "专项检查", "主动监察", "日常巡视检查", "主动巡查"),
        *("执法检查", "双随机检查", "巡视检查", "排查发现"),
    )
    NOTICE_BOARD = (
        "维权告示牌扫码",
        "Notice board",
        *("告示牌扫码", "维权告示牌", "扫码投诉", "维权二维码", "扫码", "二维码"),
    )


class CourtOutcome(CodeList):
    """How a court closed a case."""

    MEDIATED = ("调解", "Mediated", "调解结案", "调解书", "民事调解")
    JUDGED = ("判决", "Judged", *("判决结案", "判决支持", "判决书", "民事判决", "部分支持", "判决驳回"))
    WITHDRAWN = (
        "撤诉",
        "Withdrawn",
        *("准许撤诉", "准予撤诉", "撤回起诉", "按撤诉处理", "裁定准许撤诉", "裁定撤诉"),
    )
    OTHER = ("其他", "Other", *("移送", "驳回起诉", "裁定驳回", "不予受理", "移送管辖", "裁定终结"))


class DisputeMatter(CodeList):
    """What a dispute is about."""

    REMUNERATION = (
        "劳动报酬",
        "Remuneration",
        *("追索劳动报酬", "欠薪", "追索劳动报酬纠纷", "拖欠工资", "劳动报酬纠纷", "工资"),
        *("拖欠劳动报酬", "劳务纠纷", "劳务合同纠纷", "请求支付劳动报酬", "拖欠农民工工资"),
        *("农民工工资", "追索农民工工资", "加班工资", "讨薪"),
    )
    SOCIAL_INSURANCE = (
        "社会保险",
        "Social insurance",
        *("社保", "社会保险纠纷", "社会保险争议", "社会保险待遇"),
    )
    INJURY_COMPENSATION = (
        "工伤赔偿",
        "Injury compensation",
        *("工伤", "工伤待遇", "工伤待遇纠纷", "工伤保险待遇", "工伤保险待遇纠纷", "工伤事故"),
        *("工伤纠纷", "工伤赔偿纠纷"),
    )
    SEVERANCE = (
        "经济补偿",
        "Severance",
        *("经济补偿金", "经济补偿、赔偿金", "经济补偿(赔偿)金", "赔偿金", "经济赔偿金"),
        *("经济补偿金纠纷", "解除劳动合同经济补偿"),
    )
    CONTRACT = (
        "劳动合同",
        "Labour contract",
        *("劳动合同纠纷", "劳动关系", "确认劳动关系", "确认劳动关系纠纷", "解除劳动合同"),
        *("解除终止劳动合同", "订立劳动合同"),
    )
    HOURS_AND_LEAVE = (
        "工时休假",
        "Hours and leave",
        *("工作时间", "休息休假", "年休假", "工作时间和休息休假"),
    )
    SPECIAL_PROTECTION = "特殊保护", "Special protection"
    OTHER = "其他", "Other", *("其它",)


class EmployerType(CodeList):
    """Kind of employer."""

    ENTERPRISE = (
        "企业",
        "Enterprise",
        *("公司", "有限公司", "有限责任公司", "股份有限公司", "内资企业", "集体企业", "分公司"),
    )
    STATE_OWNED = (
        "国有",
        "State-owned enterprise",
        *("国有企业", "国企", "央企", "国有控股", "国有控股企业"),
    )
    PRIVATE = ("民营", "Private enterprise", *("民营企业", "民企", "私营", "私营企业", "私企"))
    FOREIGN_FUNDED = (
        "外资",
        "Foreign-funded enterprise",
        *("外资企业", "外商投资企业", "外企", "港澳台企业", "港澳台投资企业", "合资企业", "中外合资企业"),
    )
    INDIVIDUAL_BUSINESS = ("个体工商户", "Individual business", *("个体", "个体户", "个体经营户"))
    PUBLIC_BODY = ("机关事业", "Public body", *("机关事业单位", "机关", "事业单位", "机关单位", "国家机关"))
    SOCIAL_ORG = ("社会组织", "Social organisation", *("社会团体", "民办非企业单位", "民办非企业"))
    PLATFORM = ("平台企业", "Platform enterprise", *("平台", "互联网平台企业", "平台用工企业"))
    LABOUR_SUBCONTRACTOR = (
        "劳务公司",
        "Labour subcontractor",
        *("劳务企业", "劳务分包", "劳务分包企业", "劳务分包单位", "劳务派遣公司", "劳务派遣单位"),
    )
    UNLICENSED_OR_INDIVIDUAL = (
        "无证照/包工头",
        "Unlicensed or individual",
        *("包工头", "无证照", "无照经营", "个人", "自然人"),
    )
    OTHER = "其他", "Other", *("其它",)


class EnforcementResult(CodeList):
    """What compulsory enforcement brought."""

    WAGES_PAID = (
        "支付工资",
        "Wages paid",
        *("执行完毕", "已支付工资", "执行到位", "已执行到位", "执行完结", "支付完毕"),
    )
    DEPOSIT_PAID = ("缴纳保证金", "Deposit paid", *("缴存保证金", "已缴纳保证金", "补缴保证金"))
    SETTLED = ("和解", "Settled", "执行和解", "达成和解", "和解履行")
    TERMINATED_FOR_NOW = (
        "终结本次执行",
        "Ended for now",
        *("终结本次", "终本", "终结本次执行程序", "终本结案"),
    )
    IN_PROGRESS = ("执行中", "In progress", *("正在执行", "正在执行中", "在执", "执行当中"))


class EnforcementRuling(CodeList):
    """The court's ruling on an application for enforcement."""

    GRANTED = (
        "准予执行",
        "Granted",
        *("准予", "准予强制执行", "裁定准予执行", "裁定准予", "准许执行", "准予执行裁定"),
        "裁定执行",
    )
    REFUSED = (
        "不准予执行",
        "Refused",
        *("不准予", "不予执行", "裁定不予执行", "裁定不准予执行", "不予强制执行", "驳回"),
    )
    PENDING = ("审查中", "Pending", *("正在审查", "审理中", "未裁定", "受理中", "审查过程中", "待裁定"))


class Forum(CodeList):
    """Whether a lawsuit or an arbitration is supported."""

    LITIGATION = ("起诉", "Litigation", *("诉讼", "支持起诉", "支持诉讼", "民事诉讼", "支持起诉(诉讼)"))
    ARBITRATION = (
        "仲裁",
        "Arbitration",
        *("支持仲裁", "劳动仲裁", "支持劳动仲裁", "劳动争议仲裁", "支持申请仲裁", "申请仲裁"),
    )


class LegalAidOutcome(CodeList):
    """How a legal-aid case was closed."""

    MEDIATED = ("调解", "Mediated", *("调解结案", "调解书", "诉讼调解", "达成调解", "法院调解"))
    LITIGATED = ("诉讼", "Litigated", *("判决", "诉讼结案", "法院判决", "判决结案", "裁判", "判决书"))
    ARBITRATED = ("仲裁", "Arbitrated", *("仲裁裁决", "仲裁结案", "裁决", "劳动仲裁", "仲裁调解"))
    SETTLED = ("和解", "Settled", *("和解结案", "达成和解", "协商", "非诉和解", "庭外和解", "非诉调解"))
    IN_PROGRESS = (
        "办理中",
        "In progress",
        *("在办", "未结", "未结案", "正在办理", "在办中", "未办结", "承办中", "办理当中"),
    )


class PaymentMethod(CodeList):
    """How arrears were paid."""

    SELF = (
        "自行支付",
        "Paid by the employer",
        *("单位支付", "用人单位支付", "企业自行支付", "企业支付", "单位自行支付", "自行清偿"),
        "用人单位自行支付",
    )
    DEPOSIT = (
        "保证金",
        "Out of the deposit",
        *("动用保证金", "工资保证金", "保证金支付", "工资保证金支付", "动用工资保证金"),
        *("保证金垫付", "启用保证金"),
    )
    EMERGENCY_FUND = (
        "应急周转金",
        "Emergency fund advance",
        *("周转金垫付", "应急周转金垫付", "应急周转金支付", "周转金", "欠薪应急周转金"),
        "应急资金垫付",
    )
    PAID_FIRST = (
        "先行清偿",
        "Paid first by the contractor",
        *("总包先行清偿", "先行支付", "总承包单位先行清偿", "总包代付", "总包垫付"),
        *("施工总承包单位先行清偿", "建设单位先行垫付", "总包支付", "先行垫付"),
    )


class Precision(CodeList):
    """A precision word beside a number."""

    APPROX = ("约", "About", "大约", "大概", "左右", "约数")
    MORE_THAN = ("余", "More than", "多", "余人", "以上")
    LESS_THAN = ("近", "Nearly", "不足", "将近", "接近")


class ProjectFunding(CodeList):
    """Where a project's money comes from."""

    GOVERNMENT = (
        "政府投资",
        "Government",
        *("政府", "财政资金", "财政投资", "政府投资项目", "财政", "政府性资金", "政府资金"),
        "财政拨款",
    )
    STATE_ENTERPRISE = (
        "国企投资",
        "State enterprise",
        *("国有企业投资", "国有企业", "国企", "国有投资", "国企投资项目", "国企资金"),
    )
    PRIVATE = (
        "社会投资",
        "Private",
        *("民间投资", "社会资金", "社会资本", "民营投资", "民营", "社会投资项目", "私人投资"),
    )


class ProjectSector(CodeList):
    """Sector of a construction project."""

    HOUSING = (
        "房屋建筑",
        "Housing",
        *("房建", "房建工程", "房屋建筑工程", "房屋建设", "住建", "建筑工程", "房屋市政"),
        *("房地产", "住宅", "商品房", "公共建筑", "住房建设"),
    )
    MUNICIPAL = (
        "市政",
        "Municipal works",
        *("市政工程", "市政基础设施", "市政公用", "市政工程项目", "市政基础设施工程"),
        "市政道路",
    )
    TRANSPORT = (
        "交通",
        "Transport",
        *("交通运输", "公路", "交通工程", "道路工程", "交通项目", "公路工程", "交通建设"),
    )
    WATER = ("水利", "Water", "水务", "水利工程", "水利建设", "水利水电")
    ENERGY = ("能源", "Energy", *("电力", "电力工程", "能源工程", "光伏", "风电", "新能源", "水电"))
    RAIL = ("铁路", "Railway", "铁路工程")
    AVIATION = ("民航", "Aviation", "机场", "民航工程")
    MINING = ("矿山", "Mining", "矿业", "矿山工程", "煤矿")
    OTHER = (
        "其他",
        "Other",
        *("其它", "其他工程", "农业农村", "高标准农田", "农业", "林业", "教育", "文旅", "通信"),
        *("工业", "自然资源"),
    )


class ProjectStatus(CodeList):
    """Stage of a construction project."""

    NOT_STARTED = ("未开工", "Not started", *("拟建", "未动工", "待开工", "筹建", "前期", "即将开工"))
    UNDER_CONSTRUCTION = (
        "在建",
        "Under construction",
        *("施工中", "施工阶段", "正在施工", "建设中", "施工", "在建中", "已开工", "正常施工"),
        *("主体施工", "基础施工", "装修阶段", "收尾", "复工"),
    )
    SUSPENDED = (
        "停工",
        "Suspended",
        *("停建", "停工缓建", "缓建", "停缓建", "已停工", "暂停施工", "临时停工", "烂尾"),
    )
    COMPLETED = (
        "完工",
        "Completed",
        *("竣工", "已完工", "竣工验收", "已竣工", "完工未结算", "竣工未结算", "已竣工验收"),
        "已交工",
    )
    SETTLED = ("已结清", "Settled", "结清", "工资已结清", "竣工结清")


class RecommendationTrigger(CodeList):
    """Why a recommendation was issued."""

    MANY_CASES_IN_AREA_AND_PERIOD = (
        "一定时期多发频发",
        "Many cases in an area and period",
        *("一定时期某类违法犯罪案件多发、频发", "案件多发频发", "多发频发", "类案多发", "类案"),
        "一定时期案件多发频发",
    )
    OBVIOUS_SUPERVISION_LOOPHOLE = (
        "明显管理监督漏洞",
        "Obvious loophole in supervision",
        *("管理监督漏洞", "监管漏洞", "管理漏洞", "监督管理漏洞", "管理监督存在明显漏洞"),
        *("存在管理漏洞", "行业监管漏洞"),
    )
    SPECIAL_ACCOUNT_NOT_IMPLEMENTED = (
        "专户制度未落实",
        "Special account system not implemented",
        *("专户未落实", "未落实专户制度", "工资专户制度未落实", "专用账户制度未落实"),
        "未开设专户",
    )
    DEPARTMENT_INACTION = (
        "怠于履职",
        "Inaction of a department",
        *("未依法履职", "不依法履职", "部门怠于履职", "履职不到位", "未依法履行职责"),
        "行政机关怠于履职",
    )


class RecommendationType(CodeList):
    """The types of procuratorial recommendation."""

    SOCIAL_GOVERNANCE = (
        "社会治理",
        "Social governance",
        *("社会治理检察建议", "社会治理类", "社会治理类检察建议"),
    )
    CORRECT_UNLAWFUL_ACT = ("纠正违法", "Correct an unlawful act", *("纠正违法检察建议", "纠正违法类"))
    PUBLIC_INTEREST = (
        "公益诉讼",
        "Public interest",
        *("公益诉讼检察建议", "行政公益诉讼", "行政公益诉讼检察建议"),
        *("行政公益诉讼诉前检察建议", "诉前检察建议", "公益诉讼诉前检察建议"),
    )
    RETRIAL = "再审", "Retrial", *("再审检察建议",)
    OTHER = ("其他", "Other", "其它", "其他检察建议", "其他类")


class RecoveryKind(CodeList):
    """What a recovered amount is. Only WAGES are recovered wages."""

    WAGES = ("劳动报酬", "Wages", "工资", "欠薪", "拖欠工资", "农民工工资")
    INJURY_COMPENSATION = ("工伤赔偿", "Injury compensation", "工伤", "工伤赔偿款", "工伤待遇")
    SEVERANCE = "经济补偿", "Severance", "经济补偿金"
    ADVANCE = "应急周转金垫付", "Emergency-fund advance"
    OTHER = "其他", "Other", *("其它",)


class RemovalKind(CodeList):
    """How a blacklist entry was removed."""

    EXPIRED = ("期满", "Expired", *("期满移出", "到期移出", "期满移除", "到期", "期限届满", "到期自动移出"))
    EARLY = ("提前移出", "Removed early", "提前", "提前移除", "信用修复")
    REVOKED = ("撤销", "Revoked", "撤销列入", "撤销列入决定")


class ServiceResult(CodeList):
    """Result of a union service."""

    DONE = ("已办结", "Done", *("办结", "完成", "已完成", "办理完毕", "已结案", "服务完成"))
    AGREED = (
        "达成协议",
        "Agreed",
        *("达成一致", "调解成功", "达成调解协议", "签订集体合同", "签订协议", "协商一致"),
        *("已达成协议", "签订工资专项集体合同"),
    )
    IN_PROGRESS = ("办理中", "In progress", *("在办", "进行中", "正在办理", "未办结", "协商中", "调解中"))


class StationKind(CodeList):
    """Kind of station at which agencies serve workers."""

    LIAISON_STATION = (
        "联络站",
        "Liaison station",
        *("职工劳动权益保障联络站", "劳动权益保障联络站", "联络点", "工作联络站", "劳动者权益保障联络站"),
    )
    PATROL_STATION = (
        "巡回工作站",
        "Patrol workstation",
        *("检察巡回工作站", "巡回检察工作站", "检察工作站", "巡回站", "工作站", "派驻工作站"),
    )
    OTHER = ("其他", "Other", *("其它",))


class SupervisionKind(CodeList):
    """What civil supervision is about."""

    JUDGMENT = (
        "裁判",
        "Effective judgment",
        *("生效裁判", "生效裁判监督", "裁判监督", "裁判结果监督", "民事裁判监督"),
        *("生效裁判结果监督", "民事生效裁判监督"),
    )
    ENFORCEMENT = (
        "执行",
        "Enforcement",
        *("民事执行", "执行监督", "民事执行监督", "执行活动监督", "民事执行活动监督"),
    )


class SupervisionMeasure(CodeList):
    """The measure that the procuratorate took."""

    PROTEST = ("抗诉", "Protest", "提出抗诉", "提请抗诉", "抗诉书")
    RETRIAL_RECOMMENDATION = ("再审检察建议", "Retrial recommendation", *("提出再审检察建议", "再审建议"))
    ENFORCEMENT_RECOMMENDATION = (
        "执行检察建议",
        "Enforcement recommendation",
        *("执行监督检察建议", "民事执行监督检察建议", "执行活动监督检察建议"),
    )
    NOT_SUPPORTED = ("不支持监督申请", "Not supported", *("不支持监督", "不支持", "不支持申请"))


class SupervisionResult(CodeList):
    """What the court did."""

    CHANGED = ("改判", "Judgment changed", "再审改判", "已改判")
    ADOPTED = ("采纳", "Adopted", "已采纳", "全部采纳", "法院采纳", "采纳再审")
    UPHELD = ("维持", "Upheld", "维持原判", "再审维持")
    PENDING = ("审理中", "Pending", *("未回复", "正在审理", "再审中", "尚未回复", "待回复"))


class SupportDecision(CodeList):
    """The procuratorate's decision on supporting a lawsuit."""

    SUPPORT = (
        "支持起诉",
        "Support",
        *("支持", "决定支持起诉", "支持仲裁", "同意支持", "予以支持", "已支持", "支持诉讼"),
        *("决定支持", "发出支持起诉书", "是"),
    )
    NOT_SUPPORT = ("不支持起诉", "Not support", *("不支持", "不予支持", "决定不支持", "不支持起诉决定", "否"))
    TERMINATED = ("终结审查", "Review ended", "终结", "终止审查", "撤回申请")


class SupportOutcome(CodeList):
    """How a supported case ended."""

    SETTLED_BEFORE_FILING = (
        "诉前和解",
        "Settled before filing",
        *("和解", "诉前调解", "达成和解", "促成和解", "诉前和解结案", "庭前和解", "自行和解"),
    )
    MEDIATED_IN_COURT = (
        "法院调解",
        "Mediated in court",
        *("法院调解结案", "诉讼调解", "调解书结案", "法院主持调解"),
    )
    JUDGED = ("判决", "Judged", *("判决支持", "法院判决", "判决结案", "已判决", "判决支持起诉", "法院支持"))
    WITHDRAWN = ("撤诉", "Withdrawn", "准许撤诉", "撤回起诉", "撤诉结案")
    PENDING = (
        "审理中",
        "Pending",
        *("在办", "正在审理", "未判决", "法院审理中", "正在办理", "办理中", "未结"),
    )
    SETTLED = "调解", "Settled (arbitration)", "仲裁调解"


class UnionServiceKind(CodeList):
    """Kind of union service."""

    LEGAL_AID = ("法律援助", "Legal aid", *("法援", "提供法律援助", "代理诉讼", "法律援助代理"))
    MEDIATION = ("调解", "Mediation", *("劳动争议调解", "争议调解", "调解服务", "参与调解", "人民调解"))
    COLLECTIVE_BARGAINING = (
        "集体协商",
        "Collective bargaining",
        *("工资集体协商", "协商", "集体合同", "开展集体协商"),
    )
    COUNSELLING = ("心理疏导", "Counselling", *("心理咨询", "心理健康服务", "心理服务", "心理关爱"))


class WageCaseOutcome(CodeList):
    """How a wage case was closed."""

    PAID = (
        "支付完毕",
        "Paid",
        *("已支付", "已支付完毕", "全部支付", "支付到位", "已足额支付", "已发放", "足额支付"),
        *("责令支付后支付", "已清偿", "已全部支付", "支付结案"),
    )
    TRANSFERRED = (
        "移送公安",
        "Transferred to public security",
        *("移送公安机关", "移送司法机关", "移送公安机关处理", "移送公安处理", "移交公安"),
        *("已移送公安", "已移送公安机关"),
    )
    ENFORCEMENT = (
        "申请强制执行",
        "Compulsory enforcement applied for",
        *("申请法院强制执行", "强制执行", "申请人民法院强制执行", "移送法院强制执行"),
        "已申请强制执行",
    )
    OTHER = ("其他", "Other", *("其它", "撤销立案", "撤案", "引导仲裁", "转仲裁", "撤诉"))


class WorkerGroup(CodeList):
    """Groups of workers; a record may have several."""

    MIGRANT = ("农民工", "Migrant workers", *("农民工群体", "进城务工人员", "外来务工人员"))
    NEW_EMPLOYMENT_FORM = (
        "新就业形态劳动者",
        "Workers in new forms of employment",
        *("新业态劳动者", "新就业形态", "新业态", "外卖骑手", "快递员", "网约车司机"),
        *("新业态从业人员", "外卖配送员", "新就业群体"),
    )
    WOMEN = ("女职工", "Women workers", "妇女", "女工", "女性职工", "女性")
    MINORS = ("未成年工", "Underage workers", "未成年人", "未成年")
    DISABLED = ("残疾职工", "Workers with disabilities", "残疾人", "残疾劳动者")
    ELDERLY = (
        "老年劳动者",
        "Elderly workers",
        *("老年劳动者(超龄)", "超龄劳动者", "老年人", "超龄农民工", "老年农民工"),
    )
    DISPATCHED = (
        "被派遣人员",
        "Dispatched workers",
        *("被派遣劳动者", "劳务派遣人员", "劳务派遣", "派遣工", "劳务派遣工"),
    )
    OTHER = ("其他", "Other", "其它", "城镇职工", "普通职工", "其他劳动者")


class ArbitrationOutcome(CodeList):
    """How an arbitration case was closed."""

    MEDIATED = ("调解", "Mediated", *("调解结案", "达成调解", "仲裁调解", "调解书", "仲裁调解书", "调解协议"))
    AWARDED = (
        "裁决",
        "Awarded",
        *("裁决结案", "仲裁裁决", "裁决书", "缺席裁决", "部分裁决", "终局裁决", "非终局裁决"),
    )
    WITHDRAWN = (
        "撤诉",
        "Withdrawn",
        *("撤回申请", "撤回仲裁申请", "撤案", "按撤回处理", "撤回", "按撤诉处理", "视为撤回"),
        *("准予撤回", "撤回仲裁", "按撤回申请处理"),
    )
    OTHER = (
        "其他",
        "Other",
        *("其他方式", "其它", "终止审理", "驳回", "驳回申请", "不予受理", "决定不予受理"),
    )


class CoerciveMeasure(CodeList):
    """A measure against persons; administrative detention is possible before a case is filed."""

    ADMIN_DETENTION = "行政拘留", "Administrative detention", "治安拘留", "拘留(行政)"
    CRIMINAL_DETENTION = "刑拘", "Criminal detention", "刑事拘留", "刑事拘押"
    BAIL = "取保候审", "Bail", "取保", "取保候审中"
    RESIDENTIAL_SURVEILLANCE = "监视居住", "Residential surveillance"
    ARREST = ("逮捕", "Arrest", "批准逮捕", "执行逮捕", "已逮捕", "依法逮捕")
    ONLINE_PURSUIT = (
        "网上追逃",
        "Wanted online",
        *("上网追逃", "网逃", "追逃", "网上在逃", "列为网逃", "列为网上逃犯"),
    )


class DepositForm(CodeList):
    """The form of a wage security deposit."""

    CASH = (
        "现金",
        "Cash",
        *("现金存储", "现金缴存", "银行存款", "现金缴纳", "银行现金", "现金方式", "现金存款"),
        *("存款", "现金储存"),
    )
    BANK_GUARANTEE = (
        "银行保函",
        "Bank guarantee",
        *("保函", "银行保函担保", "银行保函方式", "银行类保函", "保函(银行)"),
        *("银行见索即付保函", "电子保函(银行)"),
    )
    INSURANCE = (
        "保险",
        "Insurance",
        *("保证保险", "工程保证保险", "保证保险保单", "保单", "保险保函", "工程保险"),
        *("保证保险保函", "保险保单", "农民工工资保证保险", "工程保证保险方式", "履约保证保险"),
    )


class DivertedTo(CodeList):
    """Where a complaint was directed."""

    SUPERVISION = (
        "劳动监察",
        "Labour inspection",
        *("劳动保障监察", "监察", "劳动监察大队", "劳动保障监察大队", "劳动保障监察机构"),
        *("劳动监察部门", "监察机构", "劳动监察机构", "监察大队", "支队", "劳动监察支队"),
        *("劳动保障监察支队", "监察执法"),
    )
    ARBITRATION = (
        "仲裁",
        "Arbitration",
        *("劳动仲裁", "劳动人事争议仲裁", "仲裁院", "仲裁机构", "劳动仲裁院", "仲裁委"),
        "调解仲裁",
    )
    MEDIATION = ("调解", "Mediation", *("人民调解", "调解组织", "调解中心", "调解委员会", "基层调解组织"))
    LEGAL_AID = "法律援助", "Legal aid", "法援", "法律援助中心"
    INDUSTRY_DEPT = (
        "行业主管部门",
        "Department of the industry",
        *("主管部门", "行业部门", "住建", "住建局", "住建部门", "交通", "交通局", "水利"),
        *("水利局", "行业主管", "行业监管部门"),
    )
    PUBLIC_SECURITY = "公安", "Public security", "公安机关", "公安局"
    COURT = ("法院", "Court", "人民法院", "诉讼", "司法诉讼", "法院诉讼", "起诉")
    OTHER = ("其他", "Other", "其它", "其他部门")


class EnforcementKind(CodeList):
    """What a court enforces: a civil judgment, or an administrative decision without a lawsuit."""

    CIVIL = (
        "民事执行",
        "Civil enforcement",
        *("民事", "执行", "民事案件", "民事执行案件", "民事类", "民事裁判执行", "劳动争议执行"),
        "仲裁裁决执行",
    )
    NON_LITIGATION = (
        "行政非诉",
        "Administrative, without litigation",
        *("行政非诉执行", "非诉执行", "非诉", "行政非诉审查", "行政非诉案件", "行政案件"),
        *("非诉行政执行", "行政执行", "非诉行政案件"),
    )


class EnforcementOutcome(CodeList):
    """How a court closed an enforcement case."""

    COMPLETED = (
        "执行完毕",
        "Completed",
        *("执行完结", "完毕", "执行完毕结案", "全部执行完毕", "已执行完毕", "执结", "实际执结"),
        "自动履行完毕",
    )
    TERMINATED_FOR_NOW = (
        "终结本次",
        "Ended for now",
        *("终结本次执行", "终结本次执行程序", "终本", "终本结案", "终结本次执行结案"),
        "终本执行",
    )
    SETTLED = (
        "和解",
        "Settled",
        *("执行和解", "和解结案", "和解执行", "执行和解结案", "达成执行和解", "和解履行"),
    )
    OTHER = (
        "其他",
        "Other",
        *("终结执行", "不予执行", "驳回申请", "撤回申请", "其它", "终结", "销案"),
        *("移送其他法院", "终结执行程序"),
    )


class Entrustment(CodeList):
    """Whether a dispute went to mediation before or after it was filed in court."""

    BEFORE_FILING = (
        "委派",
        "Before filing",
        *("委派调解", "诉前委派", "诉前调解", "立案前委派", "诉前委派调解", "诉前"),
        *("委派诉前调解", "立案前委派调解"),
    )
    AFTER_FILING = (
        "委托",
        "After filing",
        *("委托调解", "诉中委托", "立案后委托", "诉中委托调解", "立案后委托调解", "诉中"),
        "委托诉中调解",
    )


class MediationResult(CodeList):
    """What an entrusted mediation came to."""

    SUCCEEDED = (
        "成功",
        "Succeeded",
        *("调解成功", "达成协议", "达成调解协议", "已达成协议", "达成一致", "成功调解", "调成"),
        *("是", "调解达成协议"),
    )
    FAILED = (
        "不成功",
        "Failed",
        *("调解不成功", "失败", "调解失败", "未达成协议", "未成功", "调解未成功", "未达成"),
        *("未达成调解协议", "不成", "调解未成", "否", "终止调解", "调解终止"),
    )
    PENDING = ("调解中", "Pending", *("正在调解", "办理中", "未结", "进行中", "正在办理", "处理中"))


class PoliceDecision(CodeList):
    """What public security decided on a transferred case."""

    FILED = (
        "立案",
        "Filed",
        *("已立案", "决定立案", "立案侦查", "刑事立案", "立案侦办", "已立案侦查", "公安立案"),
        *("准予立案", "是"),
    )
    UNDER_VERIFICATION = (
        "调查取证",
        "Under verification",
        *("调查取证中", "核查中", "初查", "审查中", "调查核实", "受理中", "正在调查"),
        *("正在审查", "审查核实中", "正在核查", "调查中", "初查中", "正在初查", "核实中"),
        *("已受理", "办理中", "正在办理", "受案调查", "补充证据"),
    )
    NOT_FILED = (
        "不予立案",
        "Not filed",
        *("不立案", "未立案", "不予立案侦查", "决定不予立案", "不立案侦查", "不予受理"),
    )
    RETURNED = (
        "退回",
        "Returned",
        *("退回补充", "退回移送", "退回移送单位", "退回补充材料", "退回人社部门"),
        *("退回补充调查", "退件", "退查"),
    )


class Verification(CodeList):
    """What was found out about a complaint."""

    VERIFIED_PAID = (
        "属实已支付",
        "True, paid",
        *("属实、已支付", "属实，已支付", "属实已解决", "已支付", "属实已化解", "属实、已化解"),
        *("属实,已化解", "已解决", "已化解", "已支付完毕", "属实已办结", "属实,已解决"),
        *("已全部支付", "属实,已支付完毕"),
    )
    VERIFIED_UNPAID = (
        "属实未支付",
        "True, not paid",
        *("属实、未支付", "属实，未支付", "属实未解决", "未支付", "属实未化解", "属实,未化解"),
        *("属实、未化解", "未化解", "未解决", "属实,未解决", "属实正在支付"),
    )
    UNFOUNDED = (
        "不属实",
        "Unfounded",
        *("不实", "查无实据", "失实", "不存在", "查无实据的", "无欠薪", "不存在欠薪"),
        *("情况不属实", "反映不实"),
    )
    WITHDRAWN = (
        "撤诉",
        "Withdrawn",
        *("撤回投诉", "撤回", "投诉人撤回", "撤销投诉", "撤件", "主动撤诉", "投诉人撤诉"),
        *("投诉人撤销", "当事人撤回"),
    )
    IN_HANDLING = (
        "办理中",
        "In handling",
        *("正在办理", "在办", "核实中", "调查中", "受理中", "处理中", "核查中", "正在处理"),
        *("正在核实", "正在核查", "办理当中", "待核实", "未办结", "正在调查"),
    )


class ViolationCategory(CodeList):
    """The seven categories of major labour-security violations (MOHRSS Order 29)."""

    WAGE_ARREARS = (
        "1.克扣、无故拖欠劳动报酬，数额较大",
        "1. Large wage arrears, or refusal to pay transferred to justice",
        *("克扣、无故拖欠劳动报酬，数额较大", "克扣、无故拖欠劳动者劳动报酬，数额较大的"),
        *("拒不支付劳动报酬，依法移送司法机关追究刑事责任的", "拒不支付劳动报酬", "拖欠工资"),
        *("拖欠劳动报酬", "1", "克扣、无故拖欠劳动报酬", "克扣、无故拖欠劳动者劳动报酬"),
        *("无故拖欠劳动报酬", "拖欠农民工工资", "拖欠工资数额较大", "克扣或无故拖欠劳动报酬"),
        *("克扣、无故拖欠劳动者劳动报酬,数额较大", "拒不支付劳动报酬,依法移送司法机关"),
    )
    SOCIAL_INSURANCE = (
        "2.不依法参加社会保险，情节严重",
        "2. Social insurance, serious",
        "不依法参加社会保险，情节严重",
        *("不依法参加社会保险或者不依法缴纳社会保险费，情节严重的", "社会保险", "2"),
        *("不依法参加社会保险", "不依法缴纳社会保险费", "未依法参加社会保险"),
    )
    HOURS_AND_REST = (
        "3.违反工作时间和休息休假规定，情节严重",
        "3. Hours and rest, serious",
        *("违反工作时间和休息休假规定，情节严重", "违反工作时间和休息休假规定，情节严重的"),
        *("工时休假", "3", "违反工作时间和休息休假规定"),
    )
    WOMEN_AND_MINORS = (
        "4.违反女职工和未成年工特殊劳动保护规定，情节严重",
        "4. Protection of women and underage workers, serious",
        "违反女职工和未成年工特殊劳动保护规定，情节严重",
        *("违反女职工和未成年工特殊劳动保护规定，情节严重的", "女职工和未成年工保护", "4"),
        "违反女职工和未成年工特殊劳动保护规定",
    )
    CHILD_LABOUR = (
        "5.违反禁止使用童工规定",
        "5. Child labour",
        *("违反禁止使用童工规定", "违反禁止使用童工规定的", "使用童工", "5", "非法使用童工"),
        "童工",
    )
    BAD_SOCIAL_EFFECT = (
        "6.造成恶劣社会影响",
        "6. Bad social effects",
        *("造成恶劣社会影响", "造成严重不良社会影响"),
        *("因劳动保障违法行为造成严重不良社会影响的", "6", "造成严重社会影响"),
        "引发恶劣社会影响",
    )
    OTHER = ("7.其他", "7. Other", *("其他", "其他重大劳动保障违法行为", "其他重大劳动保障违法行为。", "7"))


class AdministrativeLevel(CodeList):
    """Level of an office, a document or a list, from the top down."""

    NATIONAL = (
        "全国",
        "National",
        *("国家级", "全国级", "中央", "部级", "国家", "国家部委", "国务院", "中央级", "最高"),
    )
    PROVINCE = (
        "省级",
        "Province",
        *("省", "自治区", "直辖市", "省(区、市)级", "自治区级", "省部级"),
        *("省(自治区、直辖市)级", "直辖市级", "自治区(省)级"),
    )
    PREFECTURE = (
        "市级",
        "Prefecture",
        *("市", "地市级", "地级市", "设区市", "州级", "市州级", "盟市级", "地级", "地区级"),
        *("市(州)级", "州市级", "地(市)级", "地州级", "市(地)级", "州", "地区", "盟"),
        *("设区的市级", "市州", "地市"),
    )
    COUNTY = (
        "县级",
        "County",
        *("县", "区级", "区县级", "县区级", "县市区", "县(市、区)级", "县处级", "旗县级"),
        *("县区", "县市级", "县(市)级", "县(区)级", "县(市、区)", "市区级", "旗县", "市(县)级"),
        *("区", "区县", "县(市区)级", "县市区级", "区(县)级", "旗", "县级市"),
    )
    TOWNSHIP = (
        "乡镇",
        "Township",
        *("乡镇级", "街道", "乡镇街道", "乡镇(街道)", "镇级", "基层", "乡级", "街道级"),
        *("乡(镇)级", "乡镇(街道)级", "基层工会", "镇", "乡", "乡镇街道级", "镇街级", "镇街"),
    )


class AidMeasure(CodeList):
    """The seven measures of the legal-aid action plan."""

    TIMELY_RESPONSE_AND_LEGAL_CHECKUP = (
        "及时响应与法治体检",
        "Timely response and legal check-up",
        *("及时响应", "法治体检", "及时响应和法治体检"),
    )
    FREE_CONSULTATION_AND_MOBILE_STATIONS = (
        "免费咨询与流动站点",
        "Free consultation and mobile stations",
        *("免费咨询", "流动站点", "免费咨询和流动站点"),
    )
    GREEN_CHANNEL_AND_CROSS_REGION = (
        "绿色通道与异地协作",
        "Green channel and cross-region cooperation",
        *("绿色通道", "异地协作", "绿色通道和异地协作"),
    )
    TARGETED_SERVICE_CRITICAL_PERIODS = (
        "关键时段专项服务",
        "Targeted service in critical periods",
        *("专项服务", "关键时间节点专项服务"),
    )
    PROFESSIONAL_TEAMS = "专业化队伍", "Professional teams", "专业队伍", "专业化服务队伍"
    QUALITY_AND_AUTHORITY_COLLABORATION = (
        "质量监管与部门协作",
        "Quality and cooperation of authorities",
        *("质量监管", "部门协作", "质量监管和部门协作"),
    )
    BROAD_COLLABORATION_AND_VOLUNTEERS = (
        "广泛协作与志愿服务",
        "Broad cooperation and volunteers",
        *("广泛协作", "志愿服务", "广泛协作和志愿服务"),
    )


class ClueDecision(CodeList):
    """What the receiver of a clue decided."""

    ACCEPTED = (
        "采纳",
        "Accepted",
        *("接收", "受理", "予以采纳", "同意受理", "已采纳", "已受理", "接受", "采纳受理", "是"),
        *("已接收", "予以受理", "同意接收"),
    )
    RETURNED = (
        "退回",
        "Returned",
        *("不采纳", "不予受理", "未采纳", "退回补充", "退回移送单位", "不受理", "已退回", "否"),
        *("不予采纳", "不予接收"),
    )


class ClueDirection(CodeList):
    """From which agency to which a clue goes."""

    UNION_TO_PROCURATORATE = (
        "工会→检察院",
        "Union to procuratorate",
        *("工会->检察院", "工会-检察院", "工会—检察院", "工会至检察院", "工会移送检察院"),
        *("工会到检察院", "工会移送检察机关", "工会→检察机关", "工会向检察院移送"),
    )
    PROCURATORATE_TO_UNION = (
        "检察院→工会",
        "Procuratorate to union",
        *("检察院->工会", "检察院-工会", "检察院—工会", "检察院至工会", "检察院移送工会"),
        *("检察院到工会", "检察机关移送工会", "检察机关→工会", "检察院向工会移送"),
    )
    HRSS_TO_PROCURATORATE = (
        "人社→检察院",
        "HRSS to procuratorate",
        *("人社->检察院", "人社-检察院", "人社—检察院", "人社至检察院", "人社移送检察院"),
        *("人社到检察院", "人社局→检察院", "人社局移送检察院", "人社部门移送检察机关"),
    )


class ClueGround(CodeList):
    """Why a clue is transferred (joint notice on one letter, two letters)."""

    NEW_EMPLOYMENT_FORM = (
        "新就业形态劳动者",
        "Workers in new forms of employment",
        *("新就业形态", "新业态劳动者", "新就业形态劳动者权益", "侵害新就业形态劳动者权益"),
        *("新业态", "新业态劳动者权益", "新业态劳动者权益保障", "新就业形态劳动者权益保障"),
    )
    SPECIFIC_GROUP = (
        "特定群体",
        "Specific groups",
        *("特殊群体", "女职工", "未成年工", "残疾职工", "老年劳动者", "特定群体权益"),
        *("侵害特定群体权益", "老年职工", "特殊群体权益", "特定群体劳动权益", "女职工权益"),
        *("残疾人职工", "特殊群体权益保障"),
    )
    GROUP_SOCIAL_INSURANCE_ARREARS = (
        "社保欠缴群体性纠纷",
        "Collective dispute over social insurance arrears",
        *("社会保险欠缴群体性纠纷", "欠缴社会保险费群体性纠纷", "欠缴社保群体性纠纷"),
        *("群体性社保欠缴", "群体性社会保险欠缴"),
    )
    GROUP_MIGRANT_WAGE_ARREARS = (
        "拖欠农民工工资群体性纠纷",
        "Collective dispute over wages of migrant workers",
        *("欠薪群体性纠纷", "农民工工资群体性纠纷", "群体性欠薪", "农民工欠薪群体性纠纷"),
        *("群体性拖欠农民工工资", "农民工工资群体纠纷", "群体性欠薪纠纷", "农民工群体性欠薪"),
        "拖欠农民工工资群体纠纷",
    )


class ClueResult(CodeList):
    """What came of a clue."""

    SUPPORTED_LAWSUIT = (
        "支持起诉",
        "Supported lawsuit",
        *("支持起诉案件", "民事支持起诉", "提起支持起诉", "决定支持起诉", "支持起诉立案"),
    )
    RECOMMENDATION = (
        "检察建议",
        "Procuratorial recommendation",
        *("制发检察建议", "发出检察建议", "提出检察建议", "检察建议书"),
    )
    UNION_DOC = (
        "制发文书",
        "Union document",
        *("制发一函两书", "一函两书", "制发“一函两书”", "发出工会文书", "发出一函两书"),
        *("发出提示函", "制发提示函", "制发意见书", "工会监督文书"),
    )
    MEDIATED = (
        "调解",
        "Mediated",
        *("调解解决", "调解结案", "达成调解", "促成和解", "和解", "调解成功", "诉前和解"),
    )
    NO_ACTION = (
        "不予办理",
        "No action",
        *("不予处理", "无需办理", "终结办理", "不处理", "不予立案", "终结审查", "不办理"),
    )
    OTHER = ("其他", "Other", "其它", "其他处理")


class ProblemStatus(CodeList):
    """State of a problem on the secretariat's list."""

    OPEN = (
        "未解决",
        "Open",
        *("待解决", "未处理", "待处理", "新增", "否", "未整改", "未完成", "未解决到位"),
        *("尚未解决", "未销号", "待整改"),
    )
    IN_PROGRESS = (
        "处理中",
        "In progress",
        *("解决中", "进行中", "办理中", "协调中", "整改中", "正在解决", "正在整改", "推进中"),
        *("持续整改", "正在办理", "部分解决", "部分整改", "整改推进中"),
    )
    SOLVED = (
        "已解决",
        "Solved",
        *("已处理", "已办结", "销号", "已销号", "是", "已整改", "整改完成", "已完成", "完成"),
        *("解决", "办结", "已整改到位", "整改到位", "完成整改", "已完成整改"),
    )
    CANCELLED = "取消", "Cancelled", "撤销", "不再处理", "作废"


class Rectification(CodeList):
    """Whether what a union document names was put right."""

    RECTIFIED = (
        "已整改",
        "Rectified",
        *("整改完成", "整改到位", "已完成整改", "完成整改", "全部整改", "已整改落实", "已落实"),
        *("整改落实", "是", "已完成", "完成", "已整改完毕", "整改完毕", "已整改完成"),
        "已整改到位",
    )
    PARTLY_RECTIFIED = (
        "部分整改",
        "Partly rectified",
        *("部分完成", "部分完成整改", "部分落实", "部分整改到位", "部分完成整改落实"),
    )
    REFUSED = (
        "拒不整改",
        "Refused",
        *("不整改", "拒绝整改", "拒不改正", "拒不落实", "未整改(拒绝)", "拒绝改正"),
    )
    IN_PROGRESS = (
        "整改中",
        "In progress",
        *("正在整改", "进行中", "限期整改中", "正在落实", "正在整改中", "整改进行中"),
        *("持续整改", "落实中", "处理中"),
    )


class SupervisionScope(CodeList):
    """What a union document is about; one document may be about several."""

    INTERNAL_RULES = (
        "涉及职工利益的内部规章制度",
        "Internal rules that touch workers' interests",
        *("内部规章制度", "规章制度", "劳动规章制度", "企业规章制度", "内部规章"),
        *("规章制度制定", "企业内部规章制度"),
    )
    LABOUR_CONTRACT = (
        "劳动合同",
        "Labour contracts",
        *("劳动合同签订", "劳动合同订立", "未签订劳动合同", "劳动合同管理", "未签劳动合同"),
    )
    REMUNERATION = (
        "劳动报酬",
        "Remuneration",
        *("拖欠工资", "工资支付", "工资", "欠薪", "拖欠劳动报酬", "拖欠农民工工资"),
        *("拖欠职工工资", "支付工资", "工资报酬", "克扣工资", "未足额支付工资", "劳动报酬支付"),
        "欠发工资",
    )
    SOCIAL_INSURANCE = (
        "社会保险",
        "Social insurance",
        *("社保", "社会保险费", "缴纳社会保险", "未缴纳社会保险", "未缴社保", "社会保险缴纳"),
        *("欠缴社保", "未参加社会保险"),
    )
    WELFARE = "福利待遇", "Welfare", "福利", "保险福利", "职工福利"
    WORKING_HOURS = (
        "工作时间",
        "Working hours",
        *("工时", "加班", "超时加班", "加班加点", "延长工作时间", "超时工作", "工作时长"),
    )
    REST_AND_LEAVE = (
        "休息休假",
        "Rest and leave",
        *("休假", "年休假", "带薪年休假", "休息休假权", "带薪休假", "未休年休假"),
    )
    WORK_SAFETY = (
        "安全生产",
        "Work safety",
        *("劳动安全", "劳动安全卫生", "劳动保护", "安全卫生", "劳动安全保护", "高温劳动保护"),
        *("防暑降温", "高温津贴"),
    )
    OCCUPATIONAL_DISEASE = "职业病防治", "Prevention of occupational diseases", *("职业病", "职业健康")
    FEMALE_WORKERS = (
        "女职工",
        "Female workers",
        *("女职工特殊保护", "女职工权益保护", "女职工权益", "女职工劳动保护"),
        "女职工“四期”保护",
    )
    UNDERAGE_WORKERS = "未成年工", "Underage workers", "未成年工特殊保护"
    DISABLED_WORKERS = "残疾职工", "Workers with disabilities", "残疾人职工", "残疾人就业"
    ELDERLY_WORKERS = "老年劳动者", "Elderly workers", *("超龄劳动者", "老年职工", "老年职工权益")
    DISPATCHED_WORKERS = "被派遣人员", "Dispatched workers", *("劳务派遣", "被派遣劳动者", "劳务派遣人员")
    UNLAWFUL_TERMINATION = (
        "违法解除劳动合同",
        "Unlawful termination",
        *("违法解除", "违法解除或终止劳动合同", "违法辞退"),
    )
    WAGE_COLLECTIVE_BARGAINING = "工资集体协商", "Collective wage bargaining", *("集体协商", "工资协商")
    COLLECTIVE_CONTRACT = "集体合同", "Collective contracts", "集体合同签订"
    WORKERS_CONGRESS = (
        "职工代表大会",
        "Workers' congress",
        *("职代会", "民主管理", "厂务公开", "民主协商", "民主管理制度", "职工民主管理"),
    )


class TaskStatus(CodeList):
    """State of an item that a meeting decided."""

    NOT_STARTED = (
        "未启动",
        "Not started",
        *("未开始", "待启动", "尚未启动", "未开展", "未实施", "尚未开展", "待落实"),
    )
    IN_PROGRESS = (
        "进行中",
        "In progress",
        *("推进中", "办理中", "正在推进", "落实中", "持续推进", "正在办理", "正在落实"),
        *("长期坚持", "持续落实", "正在进行", "推进落实中", "正在实施", "按计划推进"),
        "序时推进",
    )
    DONE = (
        "已完成",
        "Done",
        *("完成", "已办结", "办结", "已落实", "是", "全部完成", "已完结", "落实到位", "已办理"),
        *("完成销号", "已落实到位", "完结"),
    )
    EXTENDED = ("延期", "Extended", *("申请延期", "已延期", "延期办理", "推迟", "顺延"))
    CANCELLED = ("取消", "Cancelled", "已取消", "不再实施", "终止", "撤销")


class UnionDocumentType(CodeList):
    """One letter, two documents of the unions' supervision of labour law."""

    REMINDER_LETTER = (
        "提示函",
        "Reminder letter",
        *("工会劳动法律监督提示函", "劳动法律监督提示函", "提醒函", "工会提示函"),
        *("《工会劳动法律监督提示函》", "劳动用工法律监督提示函", "劳动用工提示函"),
        *("用工提示函", "劳动法律监督提醒函", "工会劳动用工法律监督提示函"),
    )
    OPINION_LETTER = (
        "意见书",
        "Opinion letter",
        *("工会劳动法律监督意见书", "劳动法律监督意见书", "工会意见书", "监督意见书"),
        *("工会劳动法律监督整改意见书", "整改意见书", "劳动用工法律监督意见书"),
    )
    RECOMMENDATION_LETTER = (
        "建议书",
        "Recommendation letter",
        *("工会劳动法律监督建议书", "劳动法律监督建议书", "工会建议书", "监督建议书"),
        *("处理建议书", "工会劳动法律监督处理建议书", "劳动法律监督处理建议书"),
    )
