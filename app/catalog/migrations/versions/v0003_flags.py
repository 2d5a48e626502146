"""What the checks before approval found: flags of products, and the hashes by which duplicates are found."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns; every card counts as not checked yet."""
    op.add_column("product", sa.Column("flags", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("product", sa.Column("twin", sa.Integer()))
    op.add_column("product", sa.Column("reviewed", sa.String(16)))
    op.create_index("ix_product_flags", "product", ["flags", "removed_at"])
    op.create_index("ix_product_twin", "product", ["twin"])
    op.create_table(
        "sentence",
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_sentence_product_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("hash", "product_id", name="pk_sentence"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sentence_product_id", "sentence", ["product_id"])
