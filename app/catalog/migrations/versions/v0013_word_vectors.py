"""Vectors of photos in a space that has words, beside those of the tower; kept in step by triggers, as those are."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables and the triggers; no photo has such a vector yet."""
    op.create_table(
        "word_vector",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("photo_id", sa.Integer(), nullable=False),
        sa.Column("space", sa.String(16), nullable=False),
        sa.Column("data", sa.LargeBinary()),
        sa.ForeignKeyConstraint(["photo_id"], ["photo.id"], name="fk_word_vector_photo_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_word_vector"),
        sa.UniqueConstraint("photo_id", name="uq_word_vector_photo_id"),
        sqlite_autoincrement=True,
    )
    waiting = sa.text("data IS NOT NULL")
    op.create_index("ix_word_vector_waiting", "word_vector", ["id"], sqlite_where=waiting, postgresql_where=waiting)
    op.create_table(
        "stray_word_vector",
        sa.Column("photo_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("photo_id", name="pk_stray_word_vector"),
    )
    if op.get_bind().dialect.name == "postgresql":
        _triggers_on_postgresql()
    else:
        _triggers_on_sqlite()


def _triggers_on_postgresql() -> None:
    run = op.get_bind().exec_driver_sql
    run(
        "CREATE FUNCTION fichario_word_vector_of_another() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN DELETE FROM word_vector WHERE photo_id = new.id; RETURN NULL; END $$"
    )
    run(
        "CREATE TRIGGER word_vector_of_another AFTER UPDATE OF sha256 ON photo FOR EACH ROW "
        "WHEN (new.sha256 IS DISTINCT FROM old.sha256) EXECUTE FUNCTION fichario_word_vector_of_another()"
    )


def _triggers_on_sqlite() -> None:
    op.execute(
        "CREATE TRIGGER word_vector_gone AFTER DELETE ON word_vector BEGIN "
        "INSERT OR IGNORE INTO stray_word_vector (photo_id) VALUES (old.photo_id); END"
    )
    op.execute(
        "CREATE TRIGGER word_vector_added AFTER INSERT ON word_vector BEGIN "
        "DELETE FROM stray_word_vector WHERE photo_id = new.photo_id; END"
    )
    op.execute(
        "CREATE TRIGGER word_vector_of_another AFTER UPDATE OF sha256 ON photo "
        "WHEN new.sha256 IS NOT old.sha256 BEGIN DELETE FROM word_vector WHERE photo_id = new.id; END"
    )
