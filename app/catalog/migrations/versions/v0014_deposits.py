"""Which photos of a shared catalogue have their bytes where all desks find them."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; what was dropped before is brought there by the desks that have it."""
    op.create_table(
        "deposit",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_deposit"),
    )
