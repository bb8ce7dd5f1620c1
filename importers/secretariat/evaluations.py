"""Secretariat, results of the yearly evaluation (M4 考核结果)."""

from hub.importing.sheet import Sheet, ordinal, published, region_code, region_name, text
from hub.ledgers.evaluations import EvaluationResult

sheet = Sheet(
    form="M4",
    agencies=("SECRETARIAT",),
    title_zh="保障农民工工资支付考核结果",
    title_en="Evaluation results",
    titles=(
        *("保障农民工工资支付考核结果", "保障农民工工资支付工作考核结果", "考核结果", "考核等级", "考核情况"),
        *("农民工工资支付考核", "保障农民工工资支付工作考核情况"),
    ),
    ledger=EvaluationResult,
    key=("region_code", "year"),
    columns=(
        ordinal("年度", "考核年度", "年份", "被考核年度", to="year", required=True),
        region_code(),
        region_name(),
        published(
            text("考核等级", "等级", "考核结果", "评定等级", "考核等次", "等次", to="grade", required=True)
        ),
        published(
            text(
                "考核单位",
                "考核机关",
                "评定单位",
                "考核主体",
                "考核部门",
                "组织考核单位",
                to="evaluator",
                required=True,
            )
        ),
    ),
)
