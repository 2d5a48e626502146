"""Finding and narrowing: an index of words over the search's texts, each product's folder, and a key to sort names by.

The index is SQLite's FTS5 over the table ``search`` (its texts are not stored twice), kept in step by triggers: whoever
writes a text writes its words in the same transaction. On PostgreSQL it is a column that the server reckons from the
text; its own parser would take ``camisa-p`` and ``dsc01.jpg`` for something else than words, so ours splits them.
"""

from itertools import islice
from pathlib import Path

import sqlalchemy as sa
from alembic import op

from app.catalog.columns import PathText, sorted_text
from app.domain.folding import fold

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_DELETE = "INSERT INTO search_words (search_words, rowid, text) VALUES ('delete', old.product_id, old.text);"
_INSERT = "INSERT INTO search_words (rowid, text) VALUES (new.product_id, new.text);"
# Lexemes are of at most 2 kB, and places count to 16383.
_WORDS = """
CREATE FUNCTION fichario_words(said text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
SELECT coalesce(string_agg(quote_literal(left(word, 500)) || ':' || least(place, 16383), ' '), '')::tsvector
FROM regexp_split_to_table(said, '[^[:alnum:]]+') WITH ORDINALITY AS found (word, place) WHERE word <> '' $$
"""
_PHRASE = """
CREATE FUNCTION fichario_phrase(said text, goes_on boolean) RETURNS tsquery LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
SELECT (string_agg(quote_literal(left(word, 500)), ' <-> ' ORDER BY place)
        || CASE WHEN goes_on THEN ':*' ELSE '' END)::tsquery
FROM regexp_split_to_table(said, '[^[:alnum:]]+') WITH ORDINALITY AS found (word, place) WHERE word <> '' $$
"""
_CHUNK = 5000


def upgrade() -> None:
    """Add the columns and fill them, then index what the search knows already."""
    op.add_column("product", sa.Column("folder", PathText()))
    op.add_column("product", sa.Column("name_key", sorted_text()))
    _fill()
    if op.get_bind().dialect.name == "postgresql":
        _index_on_postgresql()
    else:
        _index_on_sqlite()


def _index_on_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE search_words USING fts5("
        "text, content='search', content_rowid='product_id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
    )
    op.execute("INSERT INTO search_words (search_words) VALUES ('rebuild')")
    op.execute(f"CREATE TRIGGER search_added AFTER INSERT ON search BEGIN {_INSERT} END")
    op.execute(f"CREATE TRIGGER search_gone AFTER DELETE ON search BEGIN {_DELETE} END")
    op.execute(f"CREATE TRIGGER search_changed AFTER UPDATE OF text ON search BEGIN {_DELETE} {_INSERT} END")


def _index_on_postgresql() -> None:
    run = op.get_bind().exec_driver_sql
    run(_WORDS)
    run(_PHRASE)
    run("ALTER TABLE search ADD COLUMN words tsvector GENERATED ALWAYS AS (fichario_words(text)) STORED")
    run("CREATE INDEX ix_search_words ON search USING gin (words)")


def _fill() -> None:
    connection = op.get_bind()
    product = sa.table(
        "product", sa.column("id"), sa.column("name"), sa.column("folder", PathText()), sa.column("name_key")
    )
    photo = sa.table(
        "photo", sa.column("product_id"), sa.column("position"), sa.column("stored"), sa.column("path", PathText())
    )
    main = photo.c.product_id == product.c.id, photo.c.position == 0
    found = connection.execute(
        sa.select(product.c.id, product.c.name, photo.c.path, photo.c.stored).join(photo, sa.and_(*main))
    )
    set_both = (
        product.update()
        .where(product.c.id == sa.bindparam("number"))
        .values(folder=sa.bindparam("parent", type_=PathText()), name_key=sa.bindparam("key"))
    )
    rows = iter(found.all())
    while chunk := list(islice(rows, _CHUNK)):
        connection.execute(set_both, [_row(number, name, path, stored) for number, name, path, stored in chunk])


def _row(number: int, name: str | None, path: Path, stored: int) -> dict[str, object]:
    return {"number": number, "parent": None if stored else path.parent, "key": fold(name) if name else None}
