"""Who did what: people's deeds, and in the history who, which fields changed, and to which deed a line belongs."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table and the columns; what happened before has no deed and cannot be undone."""
    op.create_table(
        "deed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("facts", sa.JSON()),
        sa.Column("of", sa.Integer()),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["of"], ["deed.id"], name="fk_deed_of"),
        sa.PrimaryKeyConstraint("id", name="pk_deed"),
    )
    op.create_index("ix_deed_who", "deed", ["who", "id"])
    op.add_column("history", sa.Column("changes", sa.JSON()))
    op.add_column("history", sa.Column("who", sa.Text()))
    # SQLite cannot add a constraint to a table, but a column that brings its own.
    op.execute("ALTER TABLE history ADD COLUMN deed_id INTEGER CONSTRAINT fk_history_deed_id REFERENCES deed (id)")
    op.create_index("ix_history_deed_id", "history", ["deed_id"])
