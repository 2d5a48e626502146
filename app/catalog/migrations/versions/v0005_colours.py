"""The colours of photos, read off their pixels."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add their table; photos that are there already are looked at again in the background."""
    op.create_table(
        "colours",
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(16), nullable=False),
        sa.Column("found", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name="fk_colours_photo_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("photo_id", name="pk_colours"),
    )
