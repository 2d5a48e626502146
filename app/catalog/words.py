"""Finding products by words.

What does the finding is behind :class:`WordIndex`: SQLite's FTS5, or PostgreSQL's ``tsvector``. An index is fed by the
table ``search`` alone, within the transaction that writes it. Its texts are folded already, so neither needs to know
of accents.
"""

from typing import Final, Protocol

from sqlalchemy import ColumnElement, and_, column, false, func, select, table, text

from app.catalog.columns import storable
from app.catalog.tables import ProductTable
from app.domain.folding import fold

INDEX: Final = "search_words"
"""The virtual table; SQLite keeps its parts in tables whose names begin so."""

_FOUND: Final = text(f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH :words")  # noqa: S608 - the name is ours


class WordIndex(Protocol):
    """Finds products by what a person typed, whatever that is."""

    def holds(self, typed: str) -> ColumnElement[bool] | None:
        """The condition on a product that its texts hold a word beginning with each of the typed ones.

        Args:
            typed: Anything at all; accents and case do not matter.

        Returns:
            ``None`` where nothing is asked for.
        """
        ...


class Fts5Words:
    """A :class:`WordIndex` on FTS5."""

    def holds(self, typed: str) -> ColumnElement[bool] | None:
        """As the protocol says; signs without a letter or digit are ignored beside words, and alone find nothing."""
        words = _words(typed)
        if not words:
            return None if words is None else false()
        phrases = " AND ".join(map(_phrase, words))
        return ProductTable.id.in_(_FOUND.bindparams(words=phrases).columns(ProductTable.id))


class TsvectorWords:
    """A :class:`WordIndex` on PostgreSQL's ``tsvector``, with the functions that the migrations made."""

    def holds(self, typed: str) -> ColumnElement[bool] | None:
        """As the protocol says, and otherwise as :class:`Fts5Words`."""
        words = _words(typed)
        if not words:
            return None if words is None else false()
        index = table("search", column("product_id"), column("words"))
        each = [index.c.words.op("@@")(func.fichario_phrase(word, word[-1].isalnum())) for word in words]
        return ProductTable.id.in_(select(index.c.product_id).where(and_(*each)))


def _words(typed: str) -> list[str] | None:
    """The typed words that can be looked for; ``None`` where nothing was typed."""
    words = fold(storable(typed)).split()
    return [word for word in words if any(map(str.isalnum, word))] if words else None


def _phrase(word: str) -> str:
    """A word as FTS5 reads it: quoted, so that nothing in it is an operator; ``camisa-p`` is two words in a row.

    The last of them may go on, unless something was typed after it: ``100%`` does not find 1000.
    """
    quoted = word.replace('"', '""')
    return f'"{quoted}"' + ("*" if word[-1].isalnum() else "")
