"""Trade union, ledger of legal services and collective bargaining (U3 工会法律服务和集体协商台账)."""

from hub.importing.rules import happened
from hub.importing.sheet import (
    Sheet,
    count,
    day,
    document_no,
    employer_name,
    identifier,
    money,
    one_of,
    region_code,
    region_name,
    uscc,
)
from hub.ledgers.codes import ServiceResult, UnionServiceKind
from hub.ledgers.union_services import UnionService

sheet = Sheet(
    form="U3",
    agencies=("UNION",),
    title_zh="工会法律服务和集体协商台账",
    title_en="Union legal services and collective bargaining",
    titles=("工会法律服务和集体协商台账", "工会法律服务台账", "集体协商台账", "工会法律服务", "集体协商"),
    ledger=UnionService,
    key=("service_no",),
    columns=(
        identifier("服务编号", "编号", "服务序号", to="service_no", required=True),
        one_of("服务类型", "服务类别", "类型", codes=UnionServiceKind, to="service_kind", required=True),
        day("日期", "服务日期", "服务时间", to="served_on", required=True),
        region_code(),
        region_name(),
        employer_name("用人单位", "单位名称", "企业名称"),
        uscc("信用代码", "统一社会信用代码", "社会信用代码", "组织机构代码"),
        count("服务人数", "涉及人数", "服务职工人数", "人数", to="workers_count", required=True),
        one_of("结果", "服务结果", "办理结果", codes=ServiceResult, to="result"),
        money("追回金额", "支付金额", "兑付金额", "挽回损失", to="recovered_amount"),
        document_no("关联案件", "关联案号", "相关案件", to="related_case_no"),
    ),
    business_dates=("served_on",),
    rules=(happened("served_on"),),
)
