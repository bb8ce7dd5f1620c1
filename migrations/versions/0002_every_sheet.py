"""The ledgers of every sheet, reported figures, previews and what the intake keeps beside them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError
from sqlalchemy.dialects import postgresql

from migrations.protection import SERVING_ROLE, modes_of_submissions, protect

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


LEDGERS = (
    "arbitration_cases",
    "attendance_monthly",
    "clue_transfers",
    "complaints",
    "cooperation_documents",
    "crime_transfers",
    "criminal_cases",
    "enforcement_cases",
    "evaluations",
    "joint_meetings",
    "legal_activities",
    "major_violations",
    "mediation_docking",
    "meeting_tasks",
    "payment_orders",
    "peoples_mediation",
    "police_cases",
    "problems",
    "refusal_judgments",
    "reported_figures",
    "typical_cases",
    "union_supervision_documents",
    "wage_deposits",
)


def upgrade() -> None:
    op.create_table(
        "arbitration_cases",
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
        sa.Column("case_key", sa.Text(), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("industry", sa.Text(), nullable=True),
        sa.Column("worker_group", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("dispute_matter", sa.Text(), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("collective", sa.Boolean(), nullable=True),
        sa.Column("claim_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("close_kind", sa.Text(), nullable=True),
        sa.Column("awarded_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("is_final", sa.Boolean(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        "arbitration_cases_by_case_key",
        "arbitration_cases",
        ["case_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "arbitration_cases_by_employer_key",
        "arbitration_cases",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "arbitration_cases_by_key", "arbitration_cases", ["province_code", "row_key"], unique=False
    )
    op.create_index(
        "arbitration_cases_by_region_accepted_on",
        "arbitration_cases",
        ["region_code", "accepted_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "arbitration_cases_by_region_closed_on",
        "arbitration_cases",
        ["region_code", "closed_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "arbitration_cases_one_live_row_per_key",
        "arbitration_cases",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_index(
        op.f("ix_arbitration_cases_submission_id"), "arbitration_cases", ["submission_id"], unique=False
    )
    op.create_table(
        "attendance_monthly",
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
        sa.Column("workers_registered", sa.Integer(), nullable=True),
        sa.Column("on_site", sa.Integer(), nullable=True),
        sa.Column("attended", sa.Integer(), nullable=True),
        sa.Column("attendance_days", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        "attendance_monthly_by_key", "attendance_monthly", ["province_code", "row_key"], unique=False
    )
    op.create_index(
        "attendance_monthly_by_project",
        "attendance_monthly",
        ["project_code"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "attendance_monthly_by_region_month",
        "attendance_monthly",
        ["region_code", "month"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "attendance_monthly_one_live_row_per_key",
        "attendance_monthly",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_index(
        op.f("ix_attendance_monthly_submission_id"), "attendance_monthly", ["submission_id"], unique=False
    )
    op.create_table(
        "clue_transfers",
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
        sa.Column("side", sa.Text(), nullable=True),
        sa.Column("clue_no", sa.Text(), nullable=False),
        sa.Column("clue_key", sa.Text(), nullable=True),
        sa.Column("from_agency", sa.Text(), nullable=True),
        sa.Column("from_agency_code", sa.Text(), nullable=True),
        sa.Column("to_agency", sa.Text(), nullable=True),
        sa.Column("to_agency_code", sa.Text(), nullable=True),
        sa.Column("direction", sa.Text(), nullable=True),
        sa.Column("from_level", sa.Text(), nullable=True),
        sa.Column("grounds", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("employer_refuses", sa.Boolean(), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("amount_involved", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("result_kind", sa.Text(), nullable=True),
        sa.Column("result_ref", sa.Text(), nullable=True),
        sa.Column("result_key", sa.Text(), nullable=True),
        sa.Column("fed_back_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        "clue_transfers_by_clue_key",
        "clue_transfers",
        ["clue_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "clue_transfers_by_employer_key",
        "clue_transfers",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("clue_transfers_by_key", "clue_transfers", ["province_code", "row_key"], unique=False)
    op.create_index(
        "clue_transfers_by_region_received_on",
        "clue_transfers",
        ["region_code", "received_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "clue_transfers_by_region_sent_on",
        "clue_transfers",
        ["region_code", "sent_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "clue_transfers_by_result_key",
        "clue_transfers",
        ["result_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "clue_transfers_one_live_row_per_key",
        "clue_transfers",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_index(
        op.f("ix_clue_transfers_submission_id"), "clue_transfers", ["submission_id"], unique=False
    )
    op.create_table(
        "complaints",
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
        sa.Column("clue_no", sa.Text(), nullable=False),
        sa.Column("channel", sa.Text(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("project_code", sa.Text(), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("amount_involved", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("diverted_to", sa.Text(), nullable=True),
        sa.Column("verified", sa.Text(), nullable=True),
        sa.Column("paid_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("workers_paid", sa.Integer(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("superior_no", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        "complaints_by_employer_key",
        "complaints",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("complaints_by_key", "complaints", ["province_code", "row_key"], unique=False)
    op.create_index(
        "complaints_by_project",
        "complaints",
        ["project_code"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "complaints_by_region_closed_on",
        "complaints",
        ["region_code", "closed_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "complaints_by_region_received_on",
        "complaints",
        ["region_code", "received_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "complaints_one_live_row_per_key",
        "complaints",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_index(op.f("ix_complaints_submission_id"), "complaints", ["submission_id"], unique=False)
    op.create_table(
        "cooperation_documents",
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
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("signatories", sa.Text(), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("mechanisms", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        "cooperation_documents_by_key", "cooperation_documents", ["province_code", "row_key"], unique=False
    )
    op.create_index(
        "cooperation_documents_by_region_signed_on",
        "cooperation_documents",
        ["region_code", "signed_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "cooperation_documents_one_live_row_per_key",
        "cooperation_documents",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_index(
        op.f("ix_cooperation_documents_submission_id"),
        "cooperation_documents",
        ["submission_id"],
        unique=False,
    )
    op.create_table(
        "crime_transfers",
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
        sa.Column("transfer_no", sa.Text(), nullable=False),
        sa.Column("transfer_key", sa.Text(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("amount_involved", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("pay_order_no", sa.Text(), nullable=True),
        sa.Column("order_due_on", sa.Date(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("transferred_on", sa.Date(), nullable=True),
        sa.Column("police_received_on", sa.Date(), nullable=True),
        sa.Column("police_decision", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("filing_no", sa.Text(), nullable=True),
        sa.Column("reconsideration", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        "crime_transfers_by_employer_key",
        "crime_transfers",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("crime_transfers_by_key", "crime_transfers", ["province_code", "row_key"], unique=False)
    op.create_index(
        "crime_transfers_by_region_transferred_on",
        "crime_transfers",
        ["region_code", "transferred_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "crime_transfers_by_transfer_key",
        "crime_transfers",
        ["transfer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "crime_transfers_one_live_row_per_key",
        "crime_transfers",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_index(
        op.f("ix_crime_transfers_submission_id"), "crime_transfers", ["submission_id"], unique=False
    )
    op.create_table(
        "criminal_cases",
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
        sa.Column("police_case_no", sa.Text(), nullable=True),
        sa.Column("police_case_key", sa.Text(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("amount_involved", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("filing_supervision", sa.Boolean(), nullable=True),
        sa.Column("filing_supervised_on", sa.Date(), nullable=True),
        sa.Column("arrest_decided_on", sa.Date(), nullable=True),
        sa.Column("arrest_approved_persons", sa.Integer(), nullable=True),
        sa.Column("arrest_refused_persons", sa.Integer(), nullable=True),
        sa.Column("prosecution_decided_on", sa.Date(), nullable=True),
        sa.Column("prosecuted_persons", sa.Integer(), nullable=True),
        sa.Column("not_prosecuted_persons", sa.Integer(), nullable=True),
        sa.Column("recovered_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        "criminal_cases_by_case_key",
        "criminal_cases",
        ["case_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "criminal_cases_by_employer_key",
        "criminal_cases",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("criminal_cases_by_key", "criminal_cases", ["province_code", "row_key"], unique=False)
    op.create_index(
        "criminal_cases_by_police_case_key",
        "criminal_cases",
        ["police_case_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "criminal_cases_by_region_accepted_on",
        "criminal_cases",
        ["region_code", "accepted_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "criminal_cases_one_live_row_per_key",
        "criminal_cases",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_index(
        op.f("ix_criminal_cases_submission_id"), "criminal_cases", ["submission_id"], unique=False
    )
    op.create_table(
        "enforcement_cases",
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
        sa.Column("enforcement_kind", sa.Text(), nullable=True),
        sa.Column("basis_document_no", sa.Text(), nullable=True),
        sa.Column("basis_document_key", sa.Text(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("claim_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("paid_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("workers_paid", sa.Integer(), nullable=True),
        sa.Column("close_kind", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        "enforcement_cases_by_basis_document_key",
        "enforcement_cases",
        ["basis_document_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "enforcement_cases_by_case_key",
        "enforcement_cases",
        ["case_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "enforcement_cases_by_employer_key",
        "enforcement_cases",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "enforcement_cases_by_key", "enforcement_cases", ["province_code", "row_key"], unique=False
    )
    op.create_index(
        "enforcement_cases_by_region_closed_on",
        "enforcement_cases",
        ["region_code", "closed_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "enforcement_cases_by_region_filed_on",
        "enforcement_cases",
        ["region_code", "filed_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "enforcement_cases_one_live_row_per_key",
        "enforcement_cases",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_index(
        op.f("ix_enforcement_cases_submission_id"), "enforcement_cases", ["submission_id"], unique=False
    )
    op.create_table(
        "evaluations",
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
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=True),
        sa.Column("evaluator", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index("evaluations_by_key", "evaluations", ["province_code", "row_key"], unique=False)
    op.create_index(
        "evaluations_by_region_year",
        "evaluations",
        ["region_code", "year"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "evaluations_one_live_row_per_key",
        "evaluations",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_index(op.f("ix_evaluations_submission_id"), "evaluations", ["submission_id"], unique=False)
    op.create_table(
        "header_answers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("header", sa.Text(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column(
            "answered_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("unit", "sheet", "header", name="header_answers_once"),
    )
    op.create_table(
        "header_rows_answers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("first_row", sa.Integer(), nullable=False),
        sa.Column("last_row", sa.Integer(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column(
            "answered_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("unit", "sheet", name="header_rows_answers_once"),
    )
    op.create_table(
        "joint_meetings",
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
        sa.Column("meeting_no", sa.Text(), nullable=False),
        sa.Column("meeting_key", sa.Text(), nullable=True),
        sa.Column("series", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("attendees", sa.Text(), nullable=True),
        sa.Column("agenda", sa.Text(), nullable=True),
        sa.Column("minutes_no", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_joint_meetings_submission_id"), "joint_meetings", ["submission_id"], unique=False
    )
    op.create_index("joint_meetings_by_key", "joint_meetings", ["province_code", "row_key"], unique=False)
    op.create_index(
        "joint_meetings_by_meeting_key",
        "joint_meetings",
        ["meeting_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "joint_meetings_by_region_held_on",
        "joint_meetings",
        ["region_code", "held_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "joint_meetings_one_live_row_per_key",
        "joint_meetings",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "legal_activities",
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
        sa.Column("organiser", sa.Text(), nullable=True),
        sa.Column("activity_no", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=True),
        sa.Column("activity_kind", sa.Text(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("partners", sa.Text(), nullable=True),
        sa.Column("persons_served", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_legal_activities_submission_id"), "legal_activities", ["submission_id"], unique=False
    )
    op.create_index("legal_activities_by_key", "legal_activities", ["province_code", "row_key"], unique=False)
    op.create_index(
        "legal_activities_by_region_held_on",
        "legal_activities",
        ["region_code", "held_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "legal_activities_one_live_row_per_key",
        "legal_activities",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "major_violations",
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
        sa.Column("publication_no", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("facts", sa.Text(), nullable=True),
        sa.Column("handling", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("pushed_to_province", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_major_violations_submission_id"), "major_violations", ["submission_id"], unique=False
    )
    op.create_index(
        "major_violations_by_employer_key",
        "major_violations",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("major_violations_by_key", "major_violations", ["province_code", "row_key"], unique=False)
    op.create_index(
        "major_violations_by_region_published_on",
        "major_violations",
        ["region_code", "published_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "major_violations_one_live_row_per_key",
        "major_violations",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "mediation_docking",
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
        sa.Column("docking_no", sa.Text(), nullable=False),
        sa.Column("entrustment", sa.Text(), nullable=True),
        sa.Column("entrusted_on", sa.Date(), nullable=True),
        sa.Column("mediation_org", sa.Text(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("judicial_confirmation_no", sa.Text(), nullable=True),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_mediation_docking_submission_id"), "mediation_docking", ["submission_id"], unique=False
    )
    op.create_index(
        "mediation_docking_by_employer_key",
        "mediation_docking",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "mediation_docking_by_key", "mediation_docking", ["province_code", "row_key"], unique=False
    )
    op.create_index(
        "mediation_docking_by_region_entrusted_on",
        "mediation_docking",
        ["region_code", "entrusted_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "mediation_docking_one_live_row_per_key",
        "mediation_docking",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "meeting_tasks",
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
        sa.Column("task_no", sa.Text(), nullable=False),
        sa.Column("meeting_no", sa.Text(), nullable=True),
        sa.Column("meeting_key", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("lead_agency", sa.Text(), nullable=True),
        sa.Column("lead_agency_code", sa.Text(), nullable=True),
        sa.Column("cooperating_agencies", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("progress", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(op.f("ix_meeting_tasks_submission_id"), "meeting_tasks", ["submission_id"], unique=False)
    op.create_index("meeting_tasks_by_key", "meeting_tasks", ["province_code", "row_key"], unique=False)
    op.create_index(
        "meeting_tasks_by_meeting_key",
        "meeting_tasks",
        ["meeting_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "meeting_tasks_by_region_due_on",
        "meeting_tasks",
        ["region_code", "due_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "meeting_tasks_one_live_row_per_key",
        "meeting_tasks",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "month_closings",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "closed_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reopened_by", sa.Text(), nullable=True),
        sa.Column("reopened_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        "month_closings_one_open",
        "month_closings",
        ["region_code", "month"],
        unique=True,
        postgresql_where=sa.text("reopened_at is null"),
    )
    op.create_table(
        "payment_orders",
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
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("objection_on", sa.Date(), nullable=True),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("performed", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_payment_orders_submission_id"), "payment_orders", ["submission_id"], unique=False
    )
    op.create_index(
        "payment_orders_by_case_key",
        "payment_orders",
        ["case_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "payment_orders_by_employer_key",
        "payment_orders",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("payment_orders_by_key", "payment_orders", ["province_code", "row_key"], unique=False)
    op.create_index(
        "payment_orders_by_region_applied_on",
        "payment_orders",
        ["region_code", "applied_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "payment_orders_by_region_issued_on",
        "payment_orders",
        ["region_code", "issued_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "payment_orders_one_live_row_per_key",
        "payment_orders",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "peoples_mediation",
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
        sa.Column("mediation_org", sa.Text(), nullable=True),
        sa.Column("mediation_no", sa.Text(), nullable=False),
        sa.Column("mediated_on", sa.Date(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("cases_count", sa.Integer(), nullable=True),
        sa.Column("succeeded_count", sa.Integer(), nullable=True),
        sa.Column("result", sa.Text(), nullable=True),
        sa.Column("amount_involved", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("agreed_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("judicially_confirmed", sa.Boolean(), nullable=True),
        sa.Column("judicial_confirmation_no", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_peoples_mediation_submission_id"), "peoples_mediation", ["submission_id"], unique=False
    )
    op.create_index(
        "peoples_mediation_by_employer_key",
        "peoples_mediation",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "peoples_mediation_by_key", "peoples_mediation", ["province_code", "row_key"], unique=False
    )
    op.create_index(
        "peoples_mediation_by_region_mediated_on",
        "peoples_mediation",
        ["region_code", "mediated_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "peoples_mediation_one_live_row_per_key",
        "peoples_mediation",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "police_cases",
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
        sa.Column("police_unit", sa.Text(), nullable=True),
        sa.Column("case_no", sa.Text(), nullable=False),
        sa.Column("case_key", sa.Text(), nullable=True),
        sa.Column("transfer_no", sa.Text(), nullable=True),
        sa.Column("transfer_key", sa.Text(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("coercive_measure", sa.Text(), nullable=True),
        sa.Column("coercive_measure_persons", sa.Integer(), nullable=True),
        sa.Column("sent_to_prosecution_on", sa.Date(), nullable=True),
        sa.Column("recovered_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(op.f("ix_police_cases_submission_id"), "police_cases", ["submission_id"], unique=False)
    op.create_index(
        "police_cases_by_case_key",
        "police_cases",
        ["case_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "police_cases_by_employer_key",
        "police_cases",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("police_cases_by_key", "police_cases", ["province_code", "row_key"], unique=False)
    op.create_index(
        "police_cases_by_region_filed_on",
        "police_cases",
        ["region_code", "filed_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "police_cases_by_region_received_on",
        "police_cases",
        ["region_code", "received_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "police_cases_by_transfer_key",
        "police_cases",
        ["transfer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "police_cases_one_live_row_per_key",
        "police_cases",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "problems",
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
        sa.Column("problem_no", sa.Text(), nullable=False),
        sa.Column("meeting_no", sa.Text(), nullable=True),
        sa.Column("meeting_key", sa.Text(), nullable=True),
        sa.Column("raised_by", sa.Text(), nullable=True),
        sa.Column("raised_on", sa.Date(), nullable=True),
        sa.Column("concerned_agencies", sa.Text(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("project", sa.Text(), nullable=True),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("proposal", sa.Text(), nullable=True),
        sa.Column("status", sa.Text(), nullable=True),
        sa.Column("solved_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(op.f("ix_problems_submission_id"), "problems", ["submission_id"], unique=False)
    op.create_index(
        "problems_by_employer_key",
        "problems",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("problems_by_key", "problems", ["province_code", "row_key"], unique=False)
    op.create_index(
        "problems_by_meeting_key",
        "problems",
        ["meeting_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "problems_by_region_raised_on",
        "problems",
        ["region_code", "raised_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "problems_one_live_row_per_key",
        "problems",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "refusal_judgments",
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
        sa.Column("police_case_no", sa.Text(), nullable=True),
        sa.Column("police_case_key", sa.Text(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("amount_involved", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("filed_on", sa.Date(), nullable=True),
        sa.Column("judged_on", sa.Date(), nullable=True),
        sa.Column("persons_convicted", sa.Integer(), nullable=True),
        sa.Column("unit_crime", sa.Boolean(), nullable=True),
        sa.Column("paid_before_judgment", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_refusal_judgments_submission_id"), "refusal_judgments", ["submission_id"], unique=False
    )
    op.create_index(
        "refusal_judgments_by_case_key",
        "refusal_judgments",
        ["case_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "refusal_judgments_by_employer_key",
        "refusal_judgments",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "refusal_judgments_by_key", "refusal_judgments", ["province_code", "row_key"], unique=False
    )
    op.create_index(
        "refusal_judgments_by_police_case_key",
        "refusal_judgments",
        ["police_case_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "refusal_judgments_by_region_judged_on",
        "refusal_judgments",
        ["region_code", "judged_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "refusal_judgments_one_live_row_per_key",
        "refusal_judgments",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "reported_figures",
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
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("measured_in", sa.Text(), nullable=False),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("year_to_date", sa.Numeric(), nullable=True),
        sa.Column("same_month_last_year", sa.Numeric(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_reported_figures_submission_id"), "reported_figures", ["submission_id"], unique=False
    )
    op.create_index(
        "reported_figures_by_indicator_month",
        "reported_figures",
        ["indicator", "month"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("reported_figures_by_key", "reported_figures", ["province_code", "row_key"], unique=False)
    op.create_index(
        "reported_figures_by_region_month",
        "reported_figures",
        ["region_code", "month"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "reported_figures_one_live_row_per_key",
        "reported_figures",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "sheet_answers",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("signature", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column(
            "answered_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("unit", "signature", name="sheet_answers_once"),
    )
    op.create_table(
        "typical_cases",
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
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("selecting_body", sa.Text(), nullable=True),
        sa.Column("level", sa.Text(), nullable=True),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("source_case_no", sa.Text(), nullable=True),
        sa.Column("source_case_key", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(op.f("ix_typical_cases_submission_id"), "typical_cases", ["submission_id"], unique=False)
    op.create_index("typical_cases_by_key", "typical_cases", ["province_code", "row_key"], unique=False)
    op.create_index(
        "typical_cases_by_region_published_on",
        "typical_cases",
        ["region_code", "published_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "typical_cases_by_source_case_key",
        "typical_cases",
        ["source_case_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "typical_cases_one_live_row_per_key",
        "typical_cases",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "union_supervision_documents",
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
        sa.Column("issuing_union", sa.Text(), nullable=True),
        sa.Column("doc_type", sa.Text(), nullable=True),
        sa.Column("doc_no", sa.Text(), nullable=False),
        sa.Column("doc_key", sa.Text(), nullable=True),
        sa.Column("union_level", sa.Text(), nullable=True),
        sa.Column("addressee", sa.Text(), nullable=True),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("scope", sa.ARRAY(sa.Text()), nullable=True),
        sa.Column("workers_count", sa.Integer(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("reply_due_on", sa.Date(), nullable=True),
        sa.Column("replied_on", sa.Date(), nullable=True),
        sa.Column("rectification", sa.Text(), nullable=True),
        sa.Column("rectified_on", sa.Date(), nullable=True),
        sa.Column("previous_doc_no", sa.Text(), nullable=True),
        sa.Column("previous_doc_key", sa.Text(), nullable=True),
        sa.Column("recovered_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_union_supervision_documents_submission_id"),
        "union_supervision_documents",
        ["submission_id"],
        unique=False,
    )
    op.create_index(
        "union_supervision_documents_by_doc_key",
        "union_supervision_documents",
        ["doc_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "union_supervision_documents_by_employer_key",
        "union_supervision_documents",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "union_supervision_documents_by_key",
        "union_supervision_documents",
        ["province_code", "row_key"],
        unique=False,
    )
    op.create_index(
        "union_supervision_documents_by_previous_doc_key",
        "union_supervision_documents",
        ["previous_doc_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "union_supervision_documents_by_region_issued_on",
        "union_supervision_documents",
        ["region_code", "issued_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "union_supervision_documents_by_region_reply_due_on",
        "union_supervision_documents",
        ["region_code", "reply_due_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "union_supervision_documents_one_live_row_per_key",
        "union_supervision_documents",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "wage_deposits",
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
        sa.Column("deposit_no", sa.Text(), nullable=False),
        sa.Column("project_code", sa.Text(), nullable=False),
        sa.Column("employer_name", sa.Text(), nullable=True),
        sa.Column("uscc", sa.Text(), nullable=True),
        sa.Column("employer_key", sa.Text(), nullable=True),
        sa.Column("deposit_form", sa.Text(), nullable=True),
        sa.Column("contract_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("ratio", sa.Numeric(precision=9, scale=2), nullable=True),
        sa.Column("required_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("stored_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("stored_on", sa.Date(), nullable=True),
        sa.Column("guarantee_expiry", sa.Date(), nullable=True),
        sa.Column("used_amount", sa.Numeric(precision=18, scale=2), nullable=True),
        sa.Column("used_on", sa.Date(), nullable=True),
        sa.Column("replenished_on", sa.Date(), nullable=True),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(op.f("ix_wage_deposits_submission_id"), "wage_deposits", ["submission_id"], unique=False)
    op.create_index(
        "wage_deposits_by_employer_key",
        "wage_deposits",
        ["employer_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index("wage_deposits_by_key", "wage_deposits", ["province_code", "row_key"], unique=False)
    op.create_index(
        "wage_deposits_by_project",
        "wage_deposits",
        ["project_code"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "wage_deposits_by_region_month",
        "wage_deposits",
        ["region_code", "month"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "wage_deposits_one_live_row_per_key",
        "wage_deposits",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.add_column(
        "accepted_submissions", sa.Column("mode", sa.Text(), server_default="REPLACE", nullable=False)
    )
    op.add_column("enforcement_applications", sa.Column("decision_key", sa.Text(), nullable=True))
    op.create_index(
        "enforcement_applications_by_decision_key",
        "enforcement_applications",
        ["decision_key"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.add_column("stored_files", sa.Column("key_id", sa.Text(), nullable=True))
    op.add_column("submissions", sa.Column("mode", sa.Text(), server_default="REPLACE", nullable=False))
    op.add_column(
        "submissions", sa.Column("nil", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    )
    op.add_column(
        "submissions",
        sa.Column(
            "headers", postgresql.JSONB(astext_type=sa.Text()), server_default=sa.text("'[]'"), nullable=False
        ),
    )
    for ledger in LEDGERS:
        for statement in protect(ledger, updates="live_from, live_to"):
            op.execute(statement)
    for statement in modes_of_submissions():
        op.execute(statement)
    op.execute(
        f"grant select, insert, update, delete on header_answers, sheet_answers, header_rows_answers to {SERVING_ROLE}"
    )
    op.execute(
        "select set_config('hub.region_lo', '000000', true), set_config('hub.region_hi', '999999', true), set_config('hub.agencies', '*', true)"
    )
    op.execute(
        "update enforcement_applications set decision_key = upper(translate(regexp_replace(normalize(decision_no, NFKC), '\\s+', '', 'g'), '[{〔【〖「『〈《]}〕】〗」』〉》', '((((((((()))))))))')) where decision_no is not null"
    )
    op.execute(
        "select set_config('hub.region_lo', '', true), set_config('hub.region_hi', '', true), set_config('hub.agencies', '', true)"
    )


def downgrade() -> None:
    """Refused: a file that is encrypted could not be read without the name of its key."""
    raise CommandError(
        "Revision 0002 cannot be taken back: the files that it encrypts could no longer be read. "
        "Restore a backup from before it."
    )
