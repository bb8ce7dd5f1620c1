"""Secretariat, list of problems brought before the joint meeting (M2 问题清单)."""

from hub.importing.rules import happened, in_order, needs
from hub.importing.sheet import (
    Sheet,
    day,
    document_no,
    employer_name,
    one_of,
    region_code,
    region_name,
    text,
    uscc,
)
from hub.ledgers.codes import ProblemStatus
from hub.ledgers.problems import Problem

sheet = Sheet(
    form="M2",
    agencies=("SECRETARIAT",),
    title_zh="问题清单",
    title_en="Problems",
    titles=("问题清单", "问题台账", "存在问题清单", "提请协调问题清单", "问题汇总表", "需协调解决问题"),
    ledger=Problem,
    key=("region_code", "problem_no"),
    columns=(
        document_no("问题编号", "编号", "问题序号", to="problem_no", required=True),
        document_no("会议", "会议编号", "提交会议", to="meeting_no"),
        text("提出单位", "提出部门", "提请单位", "反映单位", "来源单位", to="raised_by", required=True),
        day("提出日期", "提请日期", "反映日期", to="raised_on"),
        text("涉及单位/项目", "涉及单位", "涉及部门", "责任单位", "涉及部门和单位", to="concerned_agencies"),
        employer_name("用人单位", "企业名称", "涉及企业", "单位名称"),
        uscc("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
        text("涉及项目", "项目名称", "项目", to="project"),
        text("描述", "问题描述", "问题", "存在问题", "问题内容", "主要问题", to="description", required=True),
        text("建议", "处理建议", "解决建议", "意见建议", "工作建议", to="proposal"),
        one_of("状态", "问题状态", "办理状态", "解决情况", codes=ProblemStatus, to="status", required=True),
        day("解决日期", "办结日期", "销号日期", "完成日期", to="solved_on"),
        region_code(),
        region_name(),
        text("备注", "说明", to="note"),
    ),
    business_dates=("raised_on",),
    rules=(
        happened("raised_on", "solved_on"),
        in_order("raised_on", "solved_on"),
        needs(
            "missing_solved_on",
            "solved_on",
            when=lambda row: row["status"] == ProblemStatus.SOLVED.name,
        ),
    ),
)
