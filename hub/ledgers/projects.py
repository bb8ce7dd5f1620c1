"""Construction projects (H1 在建工程项目台账): the state at the end of the month."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import ClassVar

from hub.ledgers.base import (
    EmployerRole,
    LedgerRow,
    Nature,
    Relation,
    coded,
    day,
    ledger_indexes,
    string,
    yes_no,
    yuan,
)
from hub.ledgers.codes import ProjectFunding, ProjectSector, ProjectStatus

THE_PROJECT = Relation(
    "project",
    "projects",
    (("province_code", "province_code"), ("project_code", "project_code")),
    many=False,
    description="The project（所属项目）",
)


class Project(LedgerRow, table=True):
    """A construction project as its unit reported it（在建工程项目）."""

    __tablename__ = "projects"
    nature = Nature.SNAPSHOT
    relations: ClassVar[tuple[Relation, ...]] = (
        Relation(
            "owner", "employers", (("owner_key", "key"),), many=False, description="Project owner（建设单位）"
        ),
        Relation(
            "contractor",
            "employers",
            (("contractor_key", "key"),),
            many=False,
            description="General contractor（施工总承包单位）",
        ),
        Relation(
            "accounts",
            "special_accounts",
            (("province_code", "province_code"), ("project_code", "project_code")),
            many=True,
            description="Special accounts of the project（专户）",
        ),
        Relation(
            "account_months",
            "account_monthly",
            (("province_code", "province_code"), ("project_code", "project_code")),
            many=True,
            description="Monthly movements of its special accounts（专户收支）",
        ),
        Relation(
            "attendance_months",
            "attendance_monthly",
            (("province_code", "province_code"), ("project_code", "project_code")),
            many=True,
            description="Monthly attendance（实名制考勤）",
        ),
        Relation(
            "deposits",
            "wage_deposits",
            (("province_code", "province_code"), ("project_code", "project_code")),
            many=True,
            description="Wage security deposits（工资保证金）",
        ),
        Relation(
            "complaints",
            "complaints",
            (("province_code", "province_code"), ("project_code", "project_code")),
            many=True,
            description="Complaints about it（举报投诉）",
        ),
    )
    employer_roles = (
        EmployerRole("owner_key", "owner_name", "owner_uscc"),
        EmployerRole("contractor_key", "contractor_name", "contractor_uscc"),
    )
    hidden = frozenset({"owner_key", "contractor_key"})

    project_code: str = string("Project code（项目编码）", required=True)
    project_name: str | None = string("Project name（项目名称）")
    sector: str | None = coded(ProjectSector, "Sector（行业类别）")
    funding: str | None = coded(ProjectFunding, "Funding（资金性质）")
    department: str | None = string("Department in charge（主管部门）")
    owner_name: str | None = string("Name of the owner（建设单位名称）")
    owner_uscc: str | None = string("Credit code of the owner（建设单位信用代码）")
    owner_key: str | None = string("Owner's key in the employer register")
    contractor_name: str | None = string("Name of the general contractor（施工总承包单位名称）")
    contractor_uscc: str | None = string("Credit code of the general contractor（施工总承包单位信用代码）")
    contractor_key: str | None = string("Contractor's key in the employer register")
    contract_amount: Decimal | None = yuan("Contract amount, yuan（合同额）")
    started_on: date | None = day("Start of works（开工日期）")
    planned_completion: date | None = day("Planned completion（计划竣工）")
    completed_on: date | None = day("Completion（完工日期）")
    status: str | None = coded(ProjectStatus, "Stage（状态）")
    real_name: bool | None = yes_no("Under real-name management（是否实名制）")
    real_name_on: date | None = day("Real-name management since（实名制日期）")
    attendance: bool | None = yes_no("Punch-in attendance（是否考勤）")
    attendance_on: date | None = day("Attendance since（考勤日期）")
    notice_board: bool | None = yes_no("Rights notice board（是否设告示牌）")
    labour_officer: bool | None = yes_no("Labour and wage officer on site（劳资专管员）")
    account_required: bool | None = yes_no("Must have a special account（是否需开专户）")
    note: str | None = string("Note（备注）")

    __table_args__ = ledger_indexes(
        "projects", ("region_code", "month"), ("project_code",), ("owner_key",), ("contractor_key",)
    )
