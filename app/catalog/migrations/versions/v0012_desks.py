"""A catalogue that several people share: the desks at which it is open, and whose turn it is with a product."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and the columns; in a file of one person they stay empty."""
    op.create_table(
        "desk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("machine", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("product_id", sa.Integer()),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_desk_product_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_desk"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_desk_product_id", "desk", ["product_id"])
    op.create_table(
        "picture",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_picture"),
    )
    op.add_column("product", sa.Column("claimed_by", sa.Integer()))
    op.add_column("product", sa.Column("machine", sa.Text()))
