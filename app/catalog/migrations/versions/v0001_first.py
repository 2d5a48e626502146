"""The first tables: products with their job, photos, cards, drafts, history and settings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make all tables."""
    _product()
    _of_product("search", sa.Column("text", sa.Text(), nullable=False))
    _photo()
    _card()
    _of_product("draft", sa.Column("values", sa.JSON(), nullable=False))
    _history()
    op.create_table(
        "setting",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_setting"),
    )


def _product() -> None:
    time = sa.DateTime(timezone=True)
    op.create_table(
        "product",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("ready", sa.Boolean(), nullable=False),
        sa.Column("queue_rank", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("created_at", time, nullable=False),
        sa.Column("updated_at", time, nullable=False),
        sa.Column("claimed_at", time),
        sa.Column("approved_at", time),
        sa.Column("exported_at", time),
        sa.Column("removed_at", time),
        sa.Column("confidence", sa.Double()),
        sa.Column("name", sa.Text()),
        sa.Column("category", sa.Text()),
        sa.Column("colour", sa.Text()),
        sa.Column("failure_code", sa.String(64)),
        sa.Column("failure_facts", sa.JSON()),
        sa.Column("failure_retryable", sa.Boolean()),
        sa.PrimaryKeyConstraint("id", name="pk_product"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_product_listing", "product", ["state", "removed_at", "id"])
    op.create_index("ix_product_queue", "product", ["state", "ready", "queue_rank", "id"])
    op.create_index("ix_product_batch", "product", ["batch", "state", "removed_at"])


def _photo() -> None:
    op.create_table(
        "photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("stored", sa.Boolean(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64)),
        sa.Column("width", sa.Integer()),
        sa.Column("height", sa.Integer()),
        sa.Column("thumbnail", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_photo_product_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_photo"),
        sa.UniqueConstraint("product_id", "position", name="uq_photo_product_id_position"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_photo_path", "photo", ["path"])
    op.create_index("ix_photo_sha256", "photo", ["sha256"])


def _card() -> None:
    time = sa.DateTime(timezone=True)
    _of_product(
        "card",
        sa.Column("generated", sa.JSON(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.JSON(), nullable=False),
        sa.Column("provenance", sa.JSON(), nullable=False),
        sa.Column("figures", sa.JSON(), nullable=False),
        sa.Column("generated_at", time, nullable=False),
        sa.Column("edited_at", time),
    )
    op.create_index("ix_card_generated_at", "card", ["generated_at"])


def _history() -> None:
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("act", sa.String(16), nullable=False),
        sa.Column("before", sa.String(16)),
        sa.Column("after", sa.String(16), nullable=False),
        sa.Column("detail", sa.JSON()),
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name="fk_history_product_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
    )
    op.create_index("ix_history_product_id", "history", ["product_id", "id"])


def _of_product(name: str, *columns: "sa.Column[object]") -> None:
    """A table with at most one row for each product."""
    op.create_table(
        name,
        sa.Column("product_id", sa.Integer(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(["product_id"], ["product.id"], name=f"fk_{name}_product_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("product_id", name=f"pk_{name}"),
    )
