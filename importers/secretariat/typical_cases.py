"""Secretariat, list of typical cases (M1case 典型案例清单)."""

from hub.importing.rules import Row, happened
from hub.importing.sheet import (
    Sheet,
    day,
    document_no,
    one_of,
    ordinal,
    published,
    region_code,
    region_name,
    text,
)
from hub.ledgers.codes import AdministrativeLevel
from hub.ledgers.typical_cases import TypicalCase


def year_of_case(row: Row) -> dict[str, object]:
    """Where the list names no year, it is that of publication."""
    if row["year"] is None and row["published_on"] is not None:
        return {"year": row["published_on"].year}
    return {}


sheet = Sheet(
    form="M1case",
    agencies=("SECRETARIAT",),
    title_zh="典型案例清单",
    title_en="Typical cases",
    titles=("典型案例清单", "典型案例台账", "典型案例", "入选典型案例", "典型案例汇总表"),
    ledger=TypicalCase,
    key=("title", "selecting_body"),
    columns=(
        published(
            text(
                *("案例名称", "典型案例名称", "案例标题", "案例", "名称", "案件名称", "典型案件名称"),
                *("入选案例名称", "案例题目"),
                to="title",
                required=True,
            )
        ),
        published(
            text(
                *("评选单位", "评选机关", "发布单位", "发布机关", "入选单位", "评选部门"),
                *("评选发布单位", "发布部门", "评选发布机关", "组织单位", "主办单位"),
                to="selecting_body",
                required=True,
            )
        ),
        one_of(
            *("级别", "层级", "案例级别", "入选级别", "评选级别", "评选层级", "发布级别"),
            *("发布层级", "案例层级"),
            codes=AdministrativeLevel,
            to="level",
            required=True,
        ),
        ordinal("年度", "年份", to="year"),
        day(
            *("发布日期", "公布日期", "入选日期", "发布时间", "评选日期", "公布时间"),
            to="published_on",
            required=True,
        ),
        document_no(
            *("来源案号", "案号", "来源案件", "对应案号", "对应案件案号", "案件编号"),
            to="source_case_no",
        ),
        region_code(),
        region_name(),
    ),
    business_dates=("published_on",),
    rules=(happened("published_on"),),
    derived=(year_of_case,),
)
