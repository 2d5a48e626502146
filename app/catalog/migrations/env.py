"""Called by Alembic: runs the steps on the connection, and within the transaction, that the caller hands over."""

from alembic import context

from app.catalog.tables import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,  # SQLite cannot alter a column in place
    compare_type=True,
)
context.run_migrations()
