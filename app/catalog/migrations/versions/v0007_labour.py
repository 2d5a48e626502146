"""What reviewing cards takes, and what people kept of what models wrote."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; of what was approved before, nobody knows how long it took."""
    op.create_table(
        "labour",
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("generated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True)),
        sa.Column("kept", sa.JSON()),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_labour_product_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("product_id", "generated_at", name="pk_labour"),
    )
    op.create_index("ix_labour_approved_at", "labour", ["approved_at"])
