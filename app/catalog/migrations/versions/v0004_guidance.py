"""What people say of products beforehand: hints, and which fields are settled."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; nobody has said anything yet."""
    op.create_table(
        "guidance",
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("hint", sa.Text(), nullable=False),
        sa.Column("locks", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_guidance_product_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("product_id", name="pk_guidance"),
    )
