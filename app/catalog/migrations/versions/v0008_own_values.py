"""What cards hold of the closed lists that the editor added; the lists themselves are a setting of the catalogue."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; no catalogue has such lists yet."""
    op.create_table(
        "own_value",
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(64), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_own_value_product_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("product_id", "field", name="pk_own_value"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_own_value_value", "own_value", ["field", "value", "product_id"])
