"""Secretariat, results of the yearly evaluation (M4 考核结果)."""

import re
import unicodedata

from hub.importing.rules import Row
from hub.importing.sheet import Sheet, ordinal, published, region_code, region_name, text
from hub.ledgers.evaluations import EvaluationResult

_LETTER = re.compile(r"([A-Z])(?:级|等|等级|档)?")


def grade_as_a_letter(row: Row) -> dict[str, object]:
    """A级, A等 and Ａ are one grade, A; grades in words (优秀) stay as they are."""
    plain = unicodedata.normalize("NFKC", row["grade"] or "").upper().replace(" ", "")
    letter = _LETTER.fullmatch(plain)
    return {"grade": letter[1]} if letter else {}


sheet = Sheet(
    form="M4",
    agencies=("SECRETARIAT",),
    title_zh="保障农民工工资支付考核结果",
    title_en="Evaluation results",
    titles=(
        *("保障农民工工资支付考核结果", "保障农民工工资支付工作考核结果", "考核结果"),
        *("考核等级", "考核情况", "农民工工资支付考核", "保障农民工工资支付工作考核情况"),
        *("保障农民工工资支付工作考核", "农民工工资支付工作考核", "保障农民工工资支付考核"),
    ),
    ledger=EvaluationResult,
    key=("region_code", "year"),
    columns=(
        ordinal("年度", "考核年度", "年份", "被考核年度", to="year", required=True),
        region_code(),
        region_name(),
        published(
            text(
                *("考核等级", "等级", "考核结果", "评定等级", "考核等次", "等次", "考核评级"),
                *("评价等级", "考核评定等级", "考核档次", "综合等级"),
                to="grade",
                required=True,
            )
        ),
        published(
            text(
                *("考核单位", "考核机关", "评定单位", "考核主体", "考核部门", "组织考核单位"),
                *("考核组织单位", "考核组织", "实施考核单位"),
                to="evaluator",
                required=True,
            )
        ),
    ),
    derived=(grade_as_a_letter,),
)
