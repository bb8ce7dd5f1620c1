"""What figures rest on beside submissions: obligations, confirmed recovery groups, figure cards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column("data_versions", "submission_id", existing_type=sa.BIGINT(), nullable=True)


def downgrade() -> None:
    """Refused: figure cards are permanent."""
    raise CommandError(
        "Revision 0003 cannot be taken back: figure cards are permanent. Restore a backup from before it."
    )
