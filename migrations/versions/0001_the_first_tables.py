"""The first tables: reference data, submissions, ledgers under row-level security."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from migrations.protection import SERVING_ROLE, accepted_submissions, protect, serving_role

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


LEDGERS = (
    "account_monthly",
    "blacklist",
    "civil_supervision",
    "court_wage_cases",
    "enforcement_applications",
    "legal_aid_cases",
    "projects",
    "recommendations",
    "special_accounts",
    "supported_lawsuits",
    "union_services",
    "wage_cases",
    "wage_recoveries",
)


def upgrade() -> None:
    op.execute("create extension if not exists pg_trgm")
    op.execute("create extension if not exists btree_gist")
    op.execute("create sequence ledger_row_id")
    op.create_table(
        "accepted_submissions",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("accepted_version", sa.BigInteger(), nullable=False),
        sa.Column("withdrawn_version", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "accepted_submissions_by_region",
        "accepted_submissions",
        ["sheet", "region_code", "as_of"],
        unique=False,
    )
    op.create_index(
        "accepted_submissions_by_unit", "accepted_submissions", ["sheet", "unit", "period_to"], unique=False
    )
    op.create_table(
        "account_monthly",
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), server_default=sa.text("nextval('ledger_row_id')"), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("live_from", sa.BigInteger(), nullable=True),
        sa.Column("live_to", sa.BigInteger(), nullable=True),
        sa.Column("worksheet", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("prefecture_code", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("project_code", sa.Text(), nullable=False),
        sa.Column("account_no", sa.Text(), nullable=True),
        sa.Column("account_digest", sa.Text(), nullable=False),
        sa.Column("due_labour_cost", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("paid_in", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("paid_out", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("workers_due", sa.Integer(), nullable=True),
        sa.Column("workers_paid", sa.Integer(), nullable=True),
        sa.Column("balance", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("paid_in_full", sa.Boolean(), nullable=True),
        sa.Column("on_time", sa.Boolean(), nullable=True),
        sa.Column("contractor_agency", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        "account_monthly_by_account_digest",
        "account_monthly",
        ["account_digest"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("account_monthly_by_key", "account_monthly", ["province_code", "row_key"], unique=False)
    op.create_index(
        "account_monthly_by_project",
        "account_monthly",
        ["project_code"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "account_monthly_by_region_month",
        "account_monthly",
        ["region_code", "month"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "account_monthly_one_live_row_per_key",
        "account_monthly",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_index(
        op.f("ix_account_monthly_submission_id"), "account_monthly", ["submission_id"], unique=False
    )
    op.create_table(
        "blacklist",
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), server_default=sa.text("nextval('ledger_row_id')"), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("live_from", sa.BigInteger(), nullable=True),
        sa.Column("live_to", sa.BigInteger(), nullable=True),
        sa.Column("worksheet", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("prefecture_code", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("decision_no", sa.Text(), nullable=False),
        sa.Column("subject_type", sa.Text(), nullable=True),
        sa.Column("subject_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("pay_order_no", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("amount_involved", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("listed_on", sa.Date(), nullable=True),
        sa.Column("term_months", sa.Integer(), nullable=True),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.Column("shared_on", sa.Date(), nullable=True),
        sa.Column("removal_kind", sa.Text(), nullable=True),
        sa.Column("removal_decision_no", sa.Text(), nullable=True),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.Column("regime", sa.Text(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        "blacklist_by_employer_key",
        "blacklist",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("blacklist_by_key", "blacklist", ["province_code", "row_key"], unique=False)
    op.create_index(
        "blacklist_by_region_announced_on",
        "blacklist",
        ["region_code", "announced_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "blacklist_by_region_listed_on",
        "blacklist",
        ["region_code", "listed_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "blacklist_one_live_row_per_key",
        "blacklist",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_index(op.f("ix_blacklist_submission_id"), "blacklist", ["submission_id"], unique=False)
    op.create_table(
        "civil_supervision",
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), server_default=sa.text("nextval('ledger_row_id')"), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("live_from", sa.BigInteger(), nullable=True),
        sa.Column("live_to", sa.BigInteger(), nullable=True),
        sa.Column("worksheet", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("prefecture_code", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("supervision_kind", sa.Text(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("supervision_measure", sa.Text(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=True),
        sa.Column("court_result", sa.Text(), nullable=True),
        sa.Column("recovered_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        "civil_supervision_by_employer_key",
        "civil_supervision",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "civil_supervision_by_key", "civil_supervision", ["province_code", "row_key"], unique=False
    )
    op.create_index(
        "civil_supervision_by_region_accepted_on",
        "civil_supervision",
        ["region_code", "accepted_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "civil_supervision_one_live_row_per_key",
        "civil_supervision",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_index(
        op.f("ix_civil_supervision_submission_id"), "civil_supervision", ["submission_id"], unique=False
    )
    op.create_table(
        "court_wage_cases",
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), server_default=sa.text("nextval('ledger_row_id')"), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("live_from", sa.BigInteger(), nullable=True),
        sa.Column("live_to", sa.BigInteger(), nullable=True),
        sa.Column("worksheet", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("prefecture_code", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("court", sa.Text(), nullable=True),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("case_key", sa.Text(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("cause", sa.Text(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("claim_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("is_supported", sa.Boolean(), nullable=True),
        sa.Column("support_letter_no", sa.Text(), nullable=True),
        sa.Column("has_legal_aid", sa.Boolean(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("close_kind", sa.Text(), nullable=True),
        sa.Column("adjudicated_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        "court_wage_cases_by_case_key",
        "court_wage_cases",
        ["case_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "court_wage_cases_by_employer_key",
        "court_wage_cases",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("court_wage_cases_by_key", "court_wage_cases", ["province_code", "row_key"], unique=False)
    op.create_index(
        "court_wage_cases_by_region_closed_on",
        "court_wage_cases",
        ["region_code", "closed_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "court_wage_cases_by_region_filed_on",
        "court_wage_cases",
        ["region_code", "filed_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "court_wage_cases_one_live_row_per_key",
        "court_wage_cases",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_index(
        op.f("ix_court_wage_cases_submission_id"), "court_wage_cases", ["submission_id"], unique=False
    )
    op.create_table(
        "data_versions",
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("at"),
    )
    op.create_table(
        "employers",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index(
        "employers_by_name",
        "employers",
        ["name"],
        unique=False,
        postgresql_using="gin",
        postgresql_ops={"name": "gin_trgm_ops"},
    )
    op.create_index("employers_by_region", "employers", ["region_code", "key"], unique=False)
    op.create_index("employers_by_uscc", "employers", ["uscc"], unique=True)
    op.create_table(
        "enforcement_applications",
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), server_default=sa.text("nextval('ledger_row_id')"), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("live_from", sa.BigInteger(), nullable=True),
        sa.Column("live_to", sa.BigInteger(), nullable=True),
        sa.Column("worksheet", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("prefecture_code", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("application_no", sa.Text(), nullable=False),
        sa.Column("decision_no", sa.Text(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("amount_involved", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("court", sa.Text(), nullable=True),
        sa.Column("court_accepted_on", sa.Date(), nullable=True),
        sa.Column("ruling", sa.Text(), nullable=True),
        sa.Column("result_kind", sa.Text(), nullable=True),
        sa.Column("wages_paid", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("workers_paid", sa.Integer(), nullable=True),
        sa.Column("deposit_paid", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        "enforcement_applications_by_employer_key",
        "enforcement_applications",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "enforcement_applications_by_key",
        "enforcement_applications",
        ["province_code", "row_key"],
        unique=False,
    )
    op.create_index(
        "enforcement_applications_by_region_applied_on",
        "enforcement_applications",
        ["region_code", "applied_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "enforcement_applications_by_region_completed_on",
        "enforcement_applications",
        ["region_code", "completed_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "enforcement_applications_one_live_row_per_key",
        "enforcement_applications",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_index(
        op.f("ix_enforcement_applications_submission_id"),
        "enforcement_applications",
        ["submission_id"],
        unique=False,
    )
    op.create_table(
        "legal_aid_cases",
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), server_default=sa.text("nextval('ledger_row_id')"), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("live_from", sa.BigInteger(), nullable=True),
        sa.Column("live_to", sa.BigInteger(), nullable=True),
        sa.Column("worksheet", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("prefecture_code", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("aid_organisation", sa.Text(), nullable=True),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("case_key", sa.Text(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("dispute_matter", sa.Text(), nullable=True),
        sa.Column("priority", sa.Text(), nullable=True),
        sa.Column("worker_group", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("green_channel", sa.Boolean(), nullable=True),
        sa.Column("cross_region", sa.Boolean(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("claim_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("close_kind", sa.Text(), nullable=True),
        sa.Column("recovered_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("quality", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_legal_aid_cases_submission_id"), "legal_aid_cases", ["submission_id"], unique=False
    )
    op.create_index(
        "legal_aid_cases_by_case_key",
        "legal_aid_cases",
        ["case_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "legal_aid_cases_by_employer_key",
        "legal_aid_cases",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("legal_aid_cases_by_key", "legal_aid_cases", ["province_code", "row_key"], unique=False)
    op.create_index(
        "legal_aid_cases_by_region_approved_on",
        "legal_aid_cases",
        ["region_code", "approved_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "legal_aid_cases_by_region_closed_on",
        "legal_aid_cases",
        ["region_code", "closed_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "legal_aid_cases_one_live_row_per_key",
        "legal_aid_cases",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "projects",
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), server_default=sa.text("nextval('ledger_row_id')"), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("live_from", sa.BigInteger(), nullable=True),
        sa.Column("live_to", sa.BigInteger(), nullable=True),
        sa.Column("worksheet", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("prefecture_code", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("project_code", sa.Text(), nullable=False),
        sa.Column("project_name", sa.Text(), nullable=True),
        sa.Column("sector", sa.Text(), nullable=True),
        sa.Column("funding", sa.Text(), nullable=True),
        sa.Column("department", sa.Text(), nullable=True),
        sa.Column("owner_name", sa.Text(), nullable=True),
        sa.Column("owner_uscc", sa.Text(), nullable=True),
        sa.Column("owner_key", sa.Text(), nullable=True),
        sa.Column("contractor_name", sa.Text(), nullable=True),
        sa.Column("contractor_uscc", sa.Text(), nullable=True),
        sa.Column("contractor_key", sa.Text(), nullable=True),
        sa.Column("contract_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("planned_completion", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("real_name", sa.Boolean(), nullable=True),
        sa.Column("real_name_on", sa.Date(), nullable=True),
        sa.Column("attendance", sa.Boolean(), nullable=True),
        sa.Column("attendance_on", sa.Date(), nullable=True),
        sa.Column("notice_board", sa.Boolean(), nullable=True),
        sa.Column("labour_officer", sa.Boolean(), nullable=True),
        sa.Column("account_required", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(op.f("ix_projects_submission_id"), "projects", ["submission_id"], unique=False)
    op.create_index(
        "projects_by_contractor_key",
        "projects",
        ["contractor_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("projects_by_key", "projects", ["province_code", "row_key"], unique=False)
    op.create_index(
        "projects_by_owner_key",
        "projects",
        ["owner_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "projects_by_project",
        "projects",
        ["project_code"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "projects_by_region_month",
        "projects",
        ["region_code", "month"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "projects_one_live_row_per_key",
        "projects",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "recommendations",
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), server_default=sa.text("nextval('ledger_row_id')"), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("live_from", sa.BigInteger(), nullable=True),
        sa.Column("live_to", sa.BigInteger(), nullable=True),
        sa.Column("worksheet", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("prefecture_code", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("procuratorate", sa.Text(), nullable=True),
        sa.Column("doc_no", sa.Text(), nullable=False),
        sa.Column("recommendation_type", sa.Text(), nullable=True),
        sa.Column("trigger", sa.Text(), nullable=True),
        sa.Column("addressee", sa.Text(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("reply_due_on", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("adoption", sa.Text(), nullable=True),
        sa.Column("rectified_on", sa.Date(), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("workers_precision", sa.Text(), nullable=True),
        sa.Column("amount_involved", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("amount_precision", sa.Text(), nullable=True),
        sa.Column("related_cases", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_recommendations_submission_id"), "recommendations", ["submission_id"], unique=False
    )
    op.create_index("recommendations_by_key", "recommendations", ["province_code", "row_key"], unique=False)
    op.create_index(
        "recommendations_by_region_issued_on",
        "recommendations",
        ["region_code", "issued_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "recommendations_one_live_row_per_key",
        "recommendations",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "reference_data",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "regions",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("valid_from_year", sa.Integer(), nullable=False),
        sa.Column("valid_to_year", sa.Integer(), nullable=True),
        sa.Column("successor_code", sa.Text(), nullable=True),
        sa.Column("periods", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_index("regions_by_parent", "regions", ["parent_code"], unique=False)
    op.create_table(
        "roles",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("zh", sa.Text(), nullable=False),
        sa.Column("en", sa.Text(), nullable=False),
        sa.Column("permissions", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("any_agency", sa.Boolean(), nullable=False),
        sa.Column("any_region", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "special_accounts",
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), server_default=sa.text("nextval('ledger_row_id')"), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("live_from", sa.BigInteger(), nullable=True),
        sa.Column("live_to", sa.BigInteger(), nullable=True),
        sa.Column("worksheet", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("prefecture_code", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("project_code", sa.Text(), nullable=False),
        sa.Column("project_name", sa.Text(), nullable=True),
        sa.Column("bank", sa.Text(), nullable=True),
        sa.Column("account_no", sa.Text(), nullable=True),
        sa.Column("account_digest", sa.Text(), nullable=False),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("agreement_on", sa.Date(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("publicity_from", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_special_accounts_submission_id"), "special_accounts", ["submission_id"], unique=False
    )
    op.create_index(
        "special_accounts_by_account_digest",
        "special_accounts",
        ["account_digest"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("special_accounts_by_key", "special_accounts", ["province_code", "row_key"], unique=False)
    op.create_index(
        "special_accounts_by_project",
        "special_accounts",
        ["project_code"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "special_accounts_by_region_month",
        "special_accounts",
        ["region_code", "month"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "special_accounts_one_live_row_per_key",
        "special_accounts",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "stored_files",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column(
            "stored_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("sha256"),
    )
    op.create_table(
        "submissions",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("unit_name", sa.Text(), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=False),
        sa.Column("period_to", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column(
            "received_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("received_by", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("problems", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("accepted_version", sa.BigInteger(), nullable=True),
        sa.Column("accepted_rows", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("withdrawn_version", sa.BigInteger(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("submissions_by_region", "submissions", ["region_code", "id"], unique=False)
    op.create_index(
        "submissions_by_slot", "submissions", ["sheet", "side", "unit", "period_to"], unique=False
    )
    op.create_table(
        "supported_lawsuits",
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), server_default=sa.text("nextval('ledger_row_id')"), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("live_from", sa.BigInteger(), nullable=True),
        sa.Column("live_to", sa.BigInteger(), nullable=True),
        sa.Column("worksheet", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("prefecture_code", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("procuratorate", sa.Text(), nullable=True),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("case_key", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("forum", sa.Text(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("worker_group", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("claim_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("support_letter_no", sa.Text(), nullable=True),
        sa.Column("court_case_no", sa.Text(), nullable=True),
        sa.Column("court_case_key", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("outcome_on", sa.Date(), nullable=True),
        sa.Column("adjudicated_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("recovered_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("recovered_on", sa.Date(), nullable=True),
        sa.Column("recovery_kind", sa.Text(), nullable=True),
        sa.Column("enforcement_urged", sa.Boolean(), nullable=True),
        sa.Column("enforcement_urged_on", sa.Date(), nullable=True),
        sa.Column("legal_aid_case_no", sa.Text(), nullable=True),
        sa.Column("legal_aid_case_key", sa.Text(), nullable=True),
        sa.Column("co_accepted_by_union", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_supported_lawsuits_submission_id"), "supported_lawsuits", ["submission_id"], unique=False
    )
    op.create_index(
        "supported_lawsuits_by_case_key",
        "supported_lawsuits",
        ["case_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "supported_lawsuits_by_employer_key",
        "supported_lawsuits",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "supported_lawsuits_by_key", "supported_lawsuits", ["province_code", "row_key"], unique=False
    )
    op.create_index(
        "supported_lawsuits_by_region_accepted_on",
        "supported_lawsuits",
        ["region_code", "accepted_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "supported_lawsuits_by_region_recovered_on",
        "supported_lawsuits",
        ["region_code", "recovered_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "supported_lawsuits_one_live_row_per_key",
        "supported_lawsuits",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "union_services",
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), server_default=sa.text("nextval('ledger_row_id')"), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("live_from", sa.BigInteger(), nullable=True),
        sa.Column("live_to", sa.BigInteger(), nullable=True),
        sa.Column("worksheet", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("prefecture_code", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("service_no", sa.Text(), nullable=False),
        sa.Column("service_kind", sa.Text(), nullable=True),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("recovered_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("related_case_no", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_union_services_submission_id"), "union_services", ["submission_id"], unique=False
    )
    op.create_index(
        "union_services_by_employer_key",
        "union_services",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("union_services_by_key", "union_services", ["province_code", "row_key"], unique=False)
    op.create_index(
        "union_services_by_region_served_on",
        "union_services",
        ["region_code", "served_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "union_services_one_live_row_per_key",
        "union_services",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "wage_cases",
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), server_default=sa.text("nextval('ledger_row_id')"), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("live_from", sa.BigInteger(), nullable=True),
        sa.Column("live_to", sa.BigInteger(), nullable=True),
        sa.Column("worksheet", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("prefecture_code", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("worker_group", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("arrears_from", sa.Date(), nullable=True),
        sa.Column("arrears_to", sa.Date(), nullable=True),
        sa.Column("amount_involved", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("pay_order_no", sa.Text(), nullable=True),
        sa.Column("pay_order_on", sa.Date(), nullable=True),
        sa.Column("pay_order_due_on", sa.Date(), nullable=True),
        sa.Column("recovered_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("workers_paid", sa.Integer(), nullable=True),
        sa.Column("pay_method", sa.Text(), nullable=True),
        sa.Column("fine_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("close_kind", sa.Text(), nullable=True),
        sa.Column("transferred", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(op.f("ix_wage_cases_submission_id"), "wage_cases", ["submission_id"], unique=False)
    op.create_index(
        "wage_cases_by_case_no",
        "wage_cases",
        ["case_no"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "wage_cases_by_employer_key",
        "wage_cases",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("wage_cases_by_key", "wage_cases", ["province_code", "row_key"], unique=False)
    op.create_index(
        "wage_cases_by_region_closed_on",
        "wage_cases",
        ["region_code", "closed_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "wage_cases_by_region_filed_on",
        "wage_cases",
        ["region_code", "filed_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "wage_cases_one_live_row_per_key",
        "wage_cases",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "wage_recoveries",
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("id", sa.BigInteger(), server_default=sa.text("nextval('ledger_row_id')"), nullable=False),
        sa.Column("submission_id", sa.BigInteger(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("live_from", sa.BigInteger(), nullable=True),
        sa.Column("live_to", sa.BigInteger(), nullable=True),
        sa.Column("worksheet", sa.Text(), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("prefecture_code", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=False),
        sa.Column("workers_paid", sa.Integer(), nullable=True),
        sa.Column("recovered_on", sa.Date(), nullable=True),
        sa.Column("recovery_kind", sa.Text(), nullable=False),
        sa.Column("case_no", sa.Text(), nullable=True),
        sa.Column("source_ledger", sa.Text(), nullable=False),
        sa.Column("source_row", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_wage_recoveries_submission_id"), "wage_recoveries", ["submission_id"], unique=False
    )
    op.create_index(
        "wage_recoveries_by_employer_key",
        "wage_recoveries",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("wage_recoveries_by_key", "wage_recoveries", ["province_code", "row_key"], unique=False)
    op.create_index(
        "wage_recoveries_by_region_recovered_on",
        "wage_recoveries",
        ["region_code", "recovered_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "wage_recoveries_by_source_row",
        "wage_recoveries",
        ["source_row"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "wage_recoveries_one_live_row_per_key",
        "wage_recoveries",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "access_tokens",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["role"],
            ["roles.code"],
        ),
        sa.PrimaryKeyConstraint("name"),
        sa.UniqueConstraint("digest"),
    )
    for statement in serving_role():
        op.execute(statement)
    for ledger in LEDGERS:
        for statement in protect(ledger, updates="live_from, live_to"):
            op.execute(statement)
    for statement in protect(
        "submissions", updates="accepted_version, accepted_rows, withdrawn_version, withdrawn_reason"
    ):
        op.execute(statement)
    for statement in accepted_submissions():
        op.execute(statement)
    op.execute(f"grant usage on all sequences in schema public to {SERVING_ROLE}")
    op.execute(f"grant select, insert on employers, stored_files, data_versions to {SERVING_ROLE}")
    op.execute(f"grant select on regions, roles, reference_data to {SERVING_ROLE}")
    op.execute(f"grant select, insert, update (revoked_at) on access_tokens to {SERVING_ROLE}")


def downgrade() -> None:
    op.drop_table("access_tokens")
    op.drop_index(
        "wage_recoveries_one_live_row_per_key",
        table_name="wage_recoveries",
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.drop_index(
        "wage_recoveries_by_source_row",
        table_name="wage_recoveries",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(
        "wage_recoveries_by_region_recovered_on",
        table_name="wage_recoveries",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index("wage_recoveries_by_key", table_name="wage_recoveries")
    op.drop_index(
        "wage_recoveries_by_employer_key",
        table_name="wage_recoveries",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(op.f("ix_wage_recoveries_submission_id"), table_name="wage_recoveries")
    op.drop_table("wage_recoveries")
    op.drop_index(
        "wage_cases_one_live_row_per_key",
        table_name="wage_cases",
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.drop_index(
        "wage_cases_by_region_filed_on",
        table_name="wage_cases",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(
        "wage_cases_by_region_closed_on",
        table_name="wage_cases",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index("wage_cases_by_key", table_name="wage_cases")
    op.drop_index(
        "wage_cases_by_employer_key",
        table_name="wage_cases",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(
        "wage_cases_by_case_no", table_name="wage_cases", postgresql_where=sa.text("live_from is not null")
    )
    op.drop_index(op.f("ix_wage_cases_submission_id"), table_name="wage_cases")
    op.drop_table("wage_cases")
    op.drop_index(
        "union_services_one_live_row_per_key",
        table_name="union_services",
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.drop_index(
        "union_services_by_region_served_on",
        table_name="union_services",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index("union_services_by_key", table_name="union_services")
    op.drop_index(
        "union_services_by_employer_key",
        table_name="union_services",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(op.f("ix_union_services_submission_id"), table_name="union_services")
    op.drop_table("union_services")
    op.drop_index(
        "supported_lawsuits_one_live_row_per_key",
        table_name="supported_lawsuits",
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.drop_index(
        "supported_lawsuits_by_region_recovered_on",
        table_name="supported_lawsuits",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(
        "supported_lawsuits_by_region_accepted_on",
        table_name="supported_lawsuits",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index("supported_lawsuits_by_key", table_name="supported_lawsuits")
    op.drop_index(
        "supported_lawsuits_by_employer_key",
        table_name="supported_lawsuits",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(
        "supported_lawsuits_by_case_key",
        table_name="supported_lawsuits",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(op.f("ix_supported_lawsuits_submission_id"), table_name="supported_lawsuits")
    op.drop_table("supported_lawsuits")
    op.drop_index("submissions_by_slot", table_name="submissions")
    op.drop_index("submissions_by_region", table_name="submissions")
    op.drop_table("submissions")
    op.drop_table("stored_files")
    op.drop_index(
        "special_accounts_one_live_row_per_key",
        table_name="special_accounts",
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.drop_index(
        "special_accounts_by_region_month",
        table_name="special_accounts",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(
        "special_accounts_by_project",
        table_name="special_accounts",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index("special_accounts_by_key", table_name="special_accounts")
    op.drop_index(
        "special_accounts_by_account_digest",
        table_name="special_accounts",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(op.f("ix_special_accounts_submission_id"), table_name="special_accounts")
    op.drop_table("special_accounts")
    op.drop_table("roles")
    op.drop_index("regions_by_parent", table_name="regions")
    op.drop_table("regions")
    op.drop_table("reference_data")
    op.drop_index(
        "recommendations_one_live_row_per_key",
        table_name="recommendations",
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.drop_index(
        "recommendations_by_region_issued_on",
        table_name="recommendations",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index("recommendations_by_key", table_name="recommendations")
    op.drop_index(op.f("ix_recommendations_submission_id"), table_name="recommendations")
    op.drop_table("recommendations")
    op.drop_index(
        "projects_one_live_row_per_key",
        table_name="projects",
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.drop_index(
        "projects_by_region_month", table_name="projects", postgresql_where=sa.text("live_from is not null")
    )
    op.drop_index(
        "projects_by_project", table_name="projects", postgresql_where=sa.text("live_from is not null")
    )
    op.drop_index(
        "projects_by_owner_key", table_name="projects", postgresql_where=sa.text("live_from is not null")
    )
    op.drop_index("projects_by_key", table_name="projects")
    op.drop_index(
        "projects_by_contractor_key", table_name="projects", postgresql_where=sa.text("live_from is not null")
    )
    op.drop_index(op.f("ix_projects_submission_id"), table_name="projects")
    op.drop_table("projects")
    op.drop_index(
        "legal_aid_cases_one_live_row_per_key",
        table_name="legal_aid_cases",
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.drop_index(
        "legal_aid_cases_by_region_closed_on",
        table_name="legal_aid_cases",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(
        "legal_aid_cases_by_region_approved_on",
        table_name="legal_aid_cases",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index("legal_aid_cases_by_key", table_name="legal_aid_cases")
    op.drop_index(
        "legal_aid_cases_by_employer_key",
        table_name="legal_aid_cases",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(
        "legal_aid_cases_by_case_key",
        table_name="legal_aid_cases",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(op.f("ix_legal_aid_cases_submission_id"), table_name="legal_aid_cases")
    op.drop_table("legal_aid_cases")
    op.drop_index(op.f("ix_enforcement_applications_submission_id"), table_name="enforcement_applications")
    op.drop_index(
        "enforcement_applications_one_live_row_per_key",
        table_name="enforcement_applications",
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.drop_index(
        "enforcement_applications_by_region_completed_on",
        table_name="enforcement_applications",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(
        "enforcement_applications_by_region_applied_on",
        table_name="enforcement_applications",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index("enforcement_applications_by_key", table_name="enforcement_applications")
    op.drop_index(
        "enforcement_applications_by_employer_key",
        table_name="enforcement_applications",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_table("enforcement_applications")
    op.drop_index("employers_by_uscc", table_name="employers")
    op.drop_index("employers_by_region", table_name="employers")
    op.drop_index(
        "employers_by_name",
        table_name="employers",
        postgresql_using="gin",
        postgresql_ops={"name": "gin_trgm_ops"},
    )
    op.drop_table("employers")
    op.drop_table("data_versions")
    op.drop_index(op.f("ix_court_wage_cases_submission_id"), table_name="court_wage_cases")
    op.drop_index(
        "court_wage_cases_one_live_row_per_key",
        table_name="court_wage_cases",
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.drop_index(
        "court_wage_cases_by_region_filed_on",
        table_name="court_wage_cases",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(
        "court_wage_cases_by_region_closed_on",
        table_name="court_wage_cases",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index("court_wage_cases_by_key", table_name="court_wage_cases")
    op.drop_index(
        "court_wage_cases_by_employer_key",
        table_name="court_wage_cases",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(
        "court_wage_cases_by_case_key",
        table_name="court_wage_cases",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_table("court_wage_cases")
    op.drop_index(op.f("ix_civil_supervision_submission_id"), table_name="civil_supervision")
    op.drop_index(
        "civil_supervision_one_live_row_per_key",
        table_name="civil_supervision",
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.drop_index(
        "civil_supervision_by_region_accepted_on",
        table_name="civil_supervision",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index("civil_supervision_by_key", table_name="civil_supervision")
    op.drop_index(
        "civil_supervision_by_employer_key",
        table_name="civil_supervision",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_table("civil_supervision")
    op.drop_index(op.f("ix_blacklist_submission_id"), table_name="blacklist")
    op.drop_index(
        "blacklist_one_live_row_per_key",
        table_name="blacklist",
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.drop_index(
        "blacklist_by_region_listed_on",
        table_name="blacklist",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(
        "blacklist_by_region_announced_on",
        table_name="blacklist",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index("blacklist_by_key", table_name="blacklist")
    op.drop_index(
        "blacklist_by_employer_key", table_name="blacklist", postgresql_where=sa.text("live_from is not null")
    )
    op.drop_table("blacklist")
    op.drop_index(op.f("ix_account_monthly_submission_id"), table_name="account_monthly")
    op.drop_index(
        "account_monthly_one_live_row_per_key",
        table_name="account_monthly",
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.drop_index(
        "account_monthly_by_region_month",
        table_name="account_monthly",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index(
        "account_monthly_by_project",
        table_name="account_monthly",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_index("account_monthly_by_key", table_name="account_monthly")
    op.drop_index(
        "account_monthly_by_account_digest",
        table_name="account_monthly",
        postgresql_where=sa.text("live_from is not null"),
    )
    op.drop_table("account_monthly")
    op.drop_index("accepted_submissions_by_unit", table_name="accepted_submissions")
    op.drop_index("accepted_submissions_by_region", table_name="accepted_submissions")
    op.drop_table("accepted_submissions")
    op.execute("drop function note_accepted_submission()")
    op.execute("drop sequence ledger_row_id")
