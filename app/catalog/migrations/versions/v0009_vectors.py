"""Vectors of photos on their way to the shelf, and those that are to be taken off it.

Triggers keep both in step with the photos: whoever takes a photo out, or puts another picture in its place, need not
know of vectors. A shared catalogue has many shelves, one a desk, and tells none of them what to take off: there what
stands on a shelf counts by what the catalogue says of its photo.
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and the triggers; no photo has a vector yet."""
    op.create_table(
        "vector",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("space", sa.String(16), nullable=False),
        sa.Column("data", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name="fk_vector_photo_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_vector"),
        sa.UniqueConstraint("photo_id", name="uq_vector_photo_id"),
        sqlite_autoincrement=True,
    )
    waiting = sa.text("data IS NOT NULL")
    op.create_index("ix_vector_waiting", "vector", ["id"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_table(
        "stray_vector",
        sa.Column("photo_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("photo_id", name="pk_stray_vector"),
    )
    if op.get_bind().dialect.name == "postgresql":
        _triggers_on_postgresql()
    else:
        _triggers_on_sqlite()


def _triggers_on_postgresql() -> None:
    run = op.get_bind().exec_driver_sql
    run(
        "CREATE FUNCTION fichario_vector_of_another() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN DELETE FROM vector WHERE photo_id = new.id; RETURN NULL; END $$"
    )
    run(
        "CREATE TRIGGER vector_of_another AFTER UPDATE OF sha256 ON photo FOR EACH ROW "
        "WHEN (new.sha256 IS DISTINCT FROM old.sha256) EXECUTE FUNCTION fichario_vector_of_another()"
    )


def _triggers_on_sqlite() -> None:
    op.execute(
        "CREATE TRIGGER vector_gone AFTER DELETE ON vector BEGIN "
        "INSERT OR IGNORE INTO stray_vector (photo_id) VALUES (old.photo_id); END"
    )
    op.execute(
        "CREATE TRIGGER vector_added AFTER INSERT ON vector BEGIN "
        "DELETE FROM stray_vector WHERE photo_id = new.photo_id; END"
    )
    op.execute(
        "CREATE TRIGGER vector_of_another AFTER UPDATE OF sha256 ON photo WHEN new.sha256 IS NOT old.sha256 BEGIN "
        "DELETE FROM vector WHERE photo_id = new.id; END"
    )
