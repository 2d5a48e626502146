"""Empty fields of cards that the model is to write."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; nothing waits yet."""
    op.create_table(
        "blank",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(64), nullable=False),
        sa.Column("deed_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_blank_product_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["deed_id"], ["deed.id"], name="fk_blank_deed_id"),
        sa.PrimaryKeyConstraint("id", name="pk_blank"),
        sa.UniqueConstraint("product_id", "field", name="uq_blank_product_id_field"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_blank_deed_id", "blank", ["deed_id"])
