"""What figures rest on beside submissions: obligations, confirmed recovery groups, figure cards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError
from sqlalchemy.dialects import postgresql

from migrations.protection import SERVING_ROLE, permanent, protect

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


LEDGERS = (
    "publicity_events",
    "service_stations",
)


def upgrade() -> None:
    op.create_table(
        "figure_cards",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("definition_version", sa.Text(), nullable=False),
        sa.Column("definition_digest", sa.Text(), nullable=False),
        sa.Column("definitions_on", sa.Date(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=True),
        sa.Column("window_from", sa.Date(), nullable=False),
        sa.Column("window_to", sa.Date(), nullable=False),
        sa.Column("data_version", sa.BigInteger(), nullable=False),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cut_off", sa.Date(), nullable=False),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("exact", sa.Text(), nullable=True),
        sa.Column("code", sa.Text(), nullable=True),
        sa.Column("missing", sa.Text(), nullable=True),
        sa.Column("numerator", sa.Text(), nullable=True),
        sa.Column("denominator", sa.Text(), nullable=True),
        sa.Column("coverage", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("year_on_year", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("text_zh", sa.Text(), nullable=False),
        sa.Column("text_en", sa.Text(), nullable=False),
        sa.Column("sentence_zh", sa.Text(), nullable=False),
        sa.Column("sentence_en", sa.Text(), nullable=False),
        sa.Column(
            "created_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("figure_cards_by_age", "figure_cards", ["created_at", "id"], unique=False)
    op.create_index(
        "figure_cards_by_region", "figure_cards", ["region_code", "created_at", "id"], unique=False
    )
    op.create_table(
        "obligations",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("region_code", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("from_month", sa.Date(), nullable=False),
        sa.Column("to_month", sa.Date(), nullable=True),
        sa.Column("every_months", sa.Integer(), nullable=False),
        sa.Column("due_days", sa.Integer(), nullable=True),
        sa.Column("declared_version", sa.BigInteger(), nullable=False),
        sa.Column("declared_by", sa.Text(), nullable=False),
        sa.Column("ended_version", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("due_days between 0 and 366", name="obligations_due_within_a_year"),
        sa.CheckConstraint("every_months in (1, 3, 6, 12)", name="obligations_every_so_many_months"),
        sa.CheckConstraint(
            "to_month is null or to_month >= from_month", name="obligations_end_after_their_beginning"
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("obligations_by_region", "obligations", ["sheet", "region_code"], unique=False)
    op.create_index(
        "obligations_one_beginning_per_slot",
        "obligations",
        ["sheet", "side", "unit", "from_month"],
        unique=True,
        postgresql_where=sa.text("ended_version is null"),
    )
    op.create_table(
        "publicity_events",
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
        sa.Column("event_no", sa.Text(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("organisers", sa.Text(), nullable=True),
        sa.Column("audience", sa.Text(), nullable=True),
        sa.Column("persons_reached", sa.Integer(), nullable=True),
        sa.Column("materials", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_publicity_events_submission_id"), "publicity_events", ["submission_id"], unique=False
    )
    op.create_index("publicity_events_by_key", "publicity_events", ["province_code", "row_key"], unique=False)
    op.create_index(
        "publicity_events_by_region_held_on",
        "publicity_events",
        ["region_code", "held_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "publicity_events_one_live_row_per_key",
        "publicity_events",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "recovery_groups",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column(
            "decided_at",
            sa.DateTime(timezone=True),
            server_default=sa.text("clock_timestamp()"),
            nullable=False,
        ),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("confirmed_version", sa.BigInteger(), nullable=True),
        sa.Column("dissolved_version", sa.BigInteger(), nullable=True),
        sa.Column("dissolved_by", sa.Text(), nullable=True),
        sa.Column("dissolved_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "service_stations",
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
        sa.Column("station_no", sa.Text(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("station_kind", sa.Text(), nullable=True),
        sa.Column("host_agencies", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("province_code", "id"),
    )
    op.create_index(
        op.f("ix_service_stations_submission_id"), "service_stations", ["submission_id"], unique=False
    )
    op.create_index("service_stations_by_key", "service_stations", ["province_code", "row_key"], unique=False)
    op.create_index(
        "service_stations_by_region_opened_on",
        "service_stations",
        ["region_code", "opened_on"],
        unique=False,
        postgresql_where=sa.text("live_from is not null"),
    )
    op.create_index(
        "service_stations_one_live_row_per_key",
        "service_stations",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.create_table(
        "recovery_members",
        sa.Column("group_id", sa.BigInteger(), nullable=False),
        sa.Column("province_code", sa.Text(), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("live_from", sa.BigInteger(), nullable=True),
        sa.Column("live_to", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["recovery_groups.id"],
        ),
        sa.PrimaryKeyConstraint("group_id", "province_code", "row_key"),
    )
    op.create_index(
        "recovery_members_by_record", "recovery_members", ["province_code", "row_key"], unique=False
    )
    op.create_index(
        "recovery_members_one_group_a_record",
        "recovery_members",
        ["province_code", "row_key"],
        unique=True,
        postgresql_where=sa.text("live_from is not null and live_to is null"),
    )
    op.add_column("blacklist", sa.Column("industry", sa.Text(), nullable=True))
    op.add_column("clue_transfers", sa.Column("worker_group", sa.ARRAY(sa.Text()), nullable=True))
    op.add_column("clue_transfers", sa.Column("channel", sa.Text(), nullable=True))
    op.add_column("complaints", sa.Column("industry", sa.Text(), nullable=True))
    op.add_column("court_wage_cases", sa.Column("industry", sa.Text(), nullable=True))
    op.add_column("court_wage_cases", sa.Column("worker_group", sa.ARRAY(sa.Text()), nullable=True))
    op.add_column("crime_transfers", sa.Column("industry", sa.Text(), nullable=True))
    op.alter_column("data_versions", "submission_id", existing_type=sa.BIGINT(), nullable=True)
    op.add_column("legal_activities", sa.Column("channel", sa.Text(), nullable=True))
    op.add_column("legal_activities", sa.Column("priority", sa.Text(), nullable=True))
    op.add_column("recommendations", sa.Column("industry", sa.Text(), nullable=True))
    op.add_column("submissions", sa.Column("options", postgresql.JSONB(astext_type=sa.Text()), nullable=True))
    op.add_column("supported_lawsuits", sa.Column("industry", sa.Text(), nullable=True))
    op.add_column("union_services", sa.Column("industry", sa.Text(), nullable=True))
    op.add_column("union_services", sa.Column("worker_group", sa.ARRAY(sa.Text()), nullable=True))
    op.add_column("union_services", sa.Column("channel", sa.Text(), nullable=True))
    op.add_column("union_supervision_documents", sa.Column("industry", sa.Text(), nullable=True))
    op.add_column("union_supervision_documents", sa.Column("employer_type", sa.Text(), nullable=True))
    op.add_column(
        "union_supervision_documents", sa.Column("worker_group", sa.ARRAY(sa.Text()), nullable=True)
    )
    op.add_column("wage_cases", sa.Column("employer_type", sa.Text(), nullable=True))
    op.add_column("wage_recoveries", sa.Column("industry", sa.Text(), nullable=True))
    op.add_column("wage_recoveries", sa.Column("worker_group", sa.ARRAY(sa.Text()), nullable=True))
    for ledger in LEDGERS:
        for statement in protect(ledger, updates="live_from, live_to"):
            op.execute(statement)
    op.execute(
        f"grant select, insert, update (dissolved_version, dissolved_by, dissolved_reason) on recovery_groups to {SERVING_ROLE}"
    )
    op.execute(f"grant select, insert, update (live_to) on recovery_members to {SERVING_ROLE}")
    for statement in permanent("figure_cards"):
        op.execute(statement)
    op.execute(
        "update roles set permissions = array_append(permissions, 'cards.create') where 'data.read' = any(permissions) and not 'cards.create' = any(permissions)"
    )
    op.execute(f"grant select, insert, update (ended_version) on obligations to {SERVING_ROLE}")
    op.execute(
        "update roles set permissions = array_append(permissions, 'obligations.manage') where 'months.close' = any(permissions) and not 'obligations.manage' = any(permissions)"
    )
    op.execute(
        "select set_config('hub.region_lo', '000000', true), set_config('hub.region_hi', '999999', true), set_config('hub.agencies', '*', true)"
    )
    op.execute(
        "update wage_recoveries w set worker_group = r.worker_group from supported_lawsuits r where r.province_code = w.province_code and r.id = w.source_row and w.source_ledger = 'supported_lawsuits'"
    )
    op.execute(
        "update wage_recoveries w set worker_group = r.worker_group from legal_aid_cases r where r.province_code = w.province_code and r.id = w.source_row and w.source_ledger = 'legal_aid_cases'"
    )
    op.execute(
        "update wage_recoveries w set worker_group = r.worker_group, industry = r.industry from wage_cases r where r.province_code = w.province_code and r.id = w.source_row and w.source_ledger = 'wage_cases'"
    )
    op.execute(
        "select set_config('hub.region_lo', '', true), set_config('hub.region_hi', '', true), set_config('hub.agencies', '', true)"
    )
    op.execute(
        "update roles set permissions = array_append(permissions, 'recoveries.group') where 'months.close' = any(permissions) and not 'recoveries.group' = any(permissions)"
    )


def downgrade() -> None:
    """Refused: figure cards are permanent."""
    raise CommandError(
        "Revision 0003 cannot be taken back: figure cards are permanent. Restore a backup from before it."
    )
