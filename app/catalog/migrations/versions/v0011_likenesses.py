"""Photos that may be the same picture or product, and what people said of them.

Triggers keep them in step with the photos: what was found in a picture says nothing of another one in its place.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables, the trigger, and to vectors whether they were compared; nothing was compared yet."""
    op.create_table(
        "print",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("edition", sa.String(16), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("compared", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name="fk_print_photo_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_print"),
        sa.UniqueConstraint("photo_id", name="uq_print_photo_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_print_uncompared", "print", ["id"], sqlite_where=sa.text("NOT compared"))
    kind, facts = sa.Column("kind", sa.String(16), nullable=False), sa.Column("facts", sa.JSON(), nullable=False)
    _pairs("likeness", "photo", kind, facts)
    _pairs("apart", "product")
    op.add_column("vector", sa.Column("compared", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_index("ix_vector_uncompared", "vector", ["id"], sqlite_where=sa.text("NOT compared"))
    if op.get_bind().dialect.name == "postgresql":
        _trigger_on_postgresql()
    else:
        _trigger_on_sqlite()


def _trigger_on_sqlite() -> None:
    op.execute(
        "CREATE TRIGGER print_of_another AFTER UPDATE OF sha256 ON photo "
        "WHEN old.sha256 IS NOT NULL AND new.sha256 IS NOT old.sha256 BEGIN "
        "DELETE FROM print WHERE photo_id = new.id; "
        "DELETE FROM likeness WHERE one_id = new.id OR other_id = new.id; END"
    )


def _trigger_on_postgresql() -> None:
    run = op.get_bind().exec_driver_sql
    run(
        "CREATE FUNCTION fichario_print_of_another() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN DELETE FROM print WHERE photo_id = new.id; "
        "DELETE FROM likeness WHERE one_id = new.id OR other_id = new.id; RETURN NULL; END $$"
    )
    run(
        "CREATE TRIGGER print_of_another AFTER UPDATE OF sha256 ON photo FOR EACH ROW "
        "WHEN (old.sha256 IS NOT NULL AND new.sha256 IS DISTINCT FROM old.sha256) "
        "EXECUTE FUNCTION fichario_print_of_another()"
    )


def _pairs(name: str, of: str, *more: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(["one_id"], [f"{of}.id"], name=f"fk_{name}_one_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["other_id"], [f"{of}.id"], name=f"fk_{name}_other_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("one_id", "other_id", name=f"pk_{name}"),
    )
    op.create_index(f"ix_{name}_other_id", name, ["other_id"])
