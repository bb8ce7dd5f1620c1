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
    titles=(
        *("问题清单", "问题台账", "存在问题清单", "提请协调问题清单", "问题汇总表"),
        *("需协调解决问题", "问题整改清单", "问题整改台账", "重点难点问题清单", "问题汇总"),
    ),
    ledger=Problem,
    key=("region_code", "problem_no"),
    columns=(
        document_no("问题编号", "编号", "问题序号", "清单编号", "问题号", to="problem_no", required=True),
        document_no("会议", "会议编号", "提交会议", "来源会议", to="meeting_no"),
        text(
            *("提出单位", "提出部门", "提请单位", "反映单位", "来源单位", "提出机关", "提交单位"),
            *("问题来源", "反馈单位", "交办单位"),
            to="raised_by",
            required=True,
        ),
        day(
            *("提出日期", "提请日期", "反映日期", "提出时间", "发现日期", "反馈日期", "交办日期"),
            "提交日期",
            to="raised_on",
        ),
        text(
            *("涉及单位/项目", "涉及单位", "涉及部门", "责任单位", "涉及部门和单位", "责任部门"),
            *("整改单位", "整改责任单位", "涉及责任单位"),
            to="concerned_agencies",
        ),
        employer_name(
            *("用人单位", "企业名称", "涉及企业", "单位名称", "用人单位名称", "欠薪单位"),
            *("涉事企业", "涉及用人单位"),
        ),
        uscc(
            *("统一社会信用代码", "信用代码", "社会信用代码", "组织机构代码"),
            *("单位统一社会信用代码", "用人单位统一社会信用代码", "企业统一社会信用代码"),
            *("用人单位信用代码", "单位信用代码", "统一社会信用代码证号", "统一信用代码"),
            *("统一社会信用代码(组织机构代码)", "社会统一信用代码", "机构信用代码", "营业执照号"),
        ),
        text(
            *("涉及项目", "项目名称", "项目", "涉及工程项目", "项目(工程)名称", "涉及项目名称"), to="project"
        ),
        text(
            *("描述", "问题描述", "问题", "存在问题", "问题内容", "主要问题", "问题情况"),
            *("问题表现", "具体问题", "问题内容描述", "存在的问题", "问题简述"),
            to="description",
            required=True,
        ),
        text(
            *("建议", "处理建议", "解决建议", "意见建议", "工作建议", "解决措施建议", "整改措施"),
            *("解决措施", "工作措施", "建议措施", "整改建议", "对策建议"),
            to="proposal",
        ),
        one_of(
            *("状态", "问题状态", "办理状态", "解决情况", "是否解决", "整改情况", "整改状态"),
            *("解决状态", "是否整改", "是否完成整改", "是否销号", "整改结果", "是否整改到位"),
            codes=ProblemStatus,
            to="status",
            required=True,
        ),
        day(
            *("解决日期", "办结日期", "销号日期", "完成日期", "解决时间", "整改完成日期"),
            *("完成整改日期", "整改日期", "整改到位日期"),
            to="solved_on",
        ),
        region_code(),
        region_name(),
        text("备注", "说明", to="note"),
    ),
    business_dates=("raised_on",),
    rules=(
        happened("raised_on", "solved_on"),
        in_order("raised_on", "solved_on"),
        needs("missing_solved_on", "solved_on", when=lambda row: row["status"] == ProblemStatus.SOLVED.name),
    ),
)
