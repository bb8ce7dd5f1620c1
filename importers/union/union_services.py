"""Trade union, ledger of legal services and collective bargaining (U3 工会法律服务和集体协商台账)."""

from hub.importing.rules import happened
from hub.importing.sheet import (
    Sheet,
    count,
    day,
    document_no,
    employer_name,
    identifier,
    industry,
    money,
    one_of,
    region_code,
    region_name,
    uscc,
    worker_groups,
)
from hub.ledgers.codes import Channel, ServiceResult, UnionServiceKind
from hub.ledgers.union_services import UnionService

sheet = Sheet(
    form="U3",
    agencies=("UNION",),
    title_zh="工会法律服务和集体协商台账",
    title_en="Union legal services and collective bargaining",
    titles=(
        *("工会法律服务和集体协商台账", "工会法律服务台账", "集体协商台账", "工会法律服务"),
        *("集体协商", "工会法律援助台账", "职工法律服务台账", "工会服务台账"),
        "工会法律服务工作台账",
    ),
    ledger=UnionService,
    key=("region_code", "service_no"),
    columns=(
        identifier(
            *("服务编号", "编号", "服务序号", "登记编号", "服务单号", "服务号", "案件编号"),
            "受理编号",
            to="service_no",
            required=True,
        ),
        one_of(
            *("服务类型", "服务类别", "类型", "服务内容", "服务形式", "服务事项", "服务方式"),
            *("法律服务类型", "服务项目"),
            codes=UnionServiceKind,
            to="service_kind",
            required=True,
        ),
        day(
            *("日期", "服务日期", "服务时间", "服务开展日期", "受理日期", "提供服务日期"),
            "开展日期",
            to="served_on",
            required=True,
        ),
        region_code(),
        region_name(),
        employer_name(
            *("用人单位", "单位名称", "企业名称", "用人单位名称", "用人单位全称", "单位全称"),
            *("企业全称", "涉事企业", "涉及企业", "涉及用人单位", "欠薪企业", "欠薪主体"),
            *("欠薪单位名称", "拖欠单位", "责任主体", "当事人(用人单位)", "用人单位(企业)名称"),
            *("用人单位(企业)", "单位(企业)名称", "服务对象单位", "服务单位", "服务企业"),
            "涉及单位",
        ),
        uscc(
            *("信用代码", "统一社会信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        count(
            *("服务人数", "涉及人数", "服务职工人数", "人数", "服务职工数", "服务职工"),
            *("惠及职工人数", "惠及职工", "受益职工人数", "涉及农民工人数", "涉及农民工数"),
            *("涉及工人数", "涉及工人", "涉及劳动者", "涉及职工人数", "农民工人数", "被欠薪人数"),
            *("拖欠人数", "欠薪人员数量", "涉及欠薪人数"),
            to="workers_count",
            required=True,
        ),
        one_of(
            *("结果", "服务结果", "办理结果", "处理结果", "服务成效", "办理情况", "办结情况"),
            "协商结果",
            codes=ServiceResult,
            to="result",
        ),
        money(
            *("追回金额", "支付金额", "兑付金额", "挽回损失", "挽回经济损失", "挽回损失金额"),
            *("追回工资", "追回欠薪", "挽回金额", "为职工挽回损失", "为职工追回工资"),
            to="recovered_amount",
        ),
        document_no("关联案件", "关联案号", "相关案件", "关联案件号", "关联案件编号", to="related_case_no"),
        industry(),
        worker_groups(),
        one_of(
            *("来源渠道", "渠道", "案件来源", "受理渠道", "服务渠道", "求助渠道"),
            codes=Channel,
            to="channel",
        ),
    ),
    business_dates=("served_on",),
    rules=(happened("served_on"),),
)
