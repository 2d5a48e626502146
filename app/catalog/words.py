"""Finding products by words.

What does the finding is behind :class:`WordIndex`: here SQLite's FTS5, on PostgreSQL a ``tsvector`` one day. An index
is fed by the table ``search`` alone, within the transaction that writes it.
"""

from typing import Final, Protocol

from sqlalchemy import ColumnElement, false, text

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
        words = fold(storable(typed)).split()
        if not words:
            return None
        phrases = [_phrase(word) for word in words if any(map(str.isalnum, word))]
        if not phrases:
            return false()
        return ProductTable.id.in_(_FOUND.bindparams(words=" AND ".join(phrases)).columns(ProductTable.id))


def _phrase(word: str) -> str:
    """A word as FTS5 reads it: quoted, so that nothing in it is an operator; ``camisa-p`` is two words in a row.

    The last of them may go on, unless something was typed after it: ``100%`` does not find 1000.
    """
    quoted = word.replace('"', '""')
    return f'"{quoted}"' + ("*" if word[-1].isalnum() else "")
