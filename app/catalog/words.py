"""Finding products by words.

What does the finding is behind :class:`WordIndex`: SQLite's FTS5, or PostgreSQL's ``tsvector``. An index is fed by the
table ``search`` alone, within the transaction that writes it. Its texts are folded already, so neither needs to know
of accents.
"""

from typing import Any, Final, Protocol

from sqlalchemy import ColumnElement, Executable, and_, column, false, func, literal, select, table, text

from app.catalog.columns import storable
from app.catalog.tables import ProductTable
from app.domain.folding import fold

INDEX: Final = "search_words"
"""The virtual table; SQLite keeps its parts in tables whose names begin so."""

_FOUND: Final = text(f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH :words")  # noqa: S608 - the name is ours
_RANKED: Final = text(f"{_FOUND.text} ORDER BY rank LIMIT :limit")
"""By BM25, which FTS5 reckons for whatever a word finds."""


_INDEX: Final = table("search", column("product_id"), column("words"))


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

    def ranked(self, typed: str, limit: int) -> Executable | None:
        """The products of which that holds, those first whose texts say most of it.

        Args:
            typed: As above.
            limit: How many at most.

        Returns:
            ``None`` where nothing is asked for, or nothing can be found.
        """
        ...


class Fts5Words:
    """A :class:`WordIndex` on FTS5."""

    def holds(self, typed: str) -> ColumnElement[bool] | None:
        """As the protocol says; signs without a letter or digit are ignored beside words, and alone find nothing."""
        words = _words(typed)
        if not words:
            return None if words is None else false()
        return ProductTable.id.in_(_FOUND.bindparams(words=_phrases(words)).columns(ProductTable.id))

    def ranked(self, typed: str, limit: int) -> Executable | None:
        """As the protocol says, by BM25."""
        words = _words(typed)
        if not words:
            return None
        return _RANKED.bindparams(words=_phrases(words), limit=limit).columns(ProductTable.id)


class TsvectorWords:
    """A :class:`WordIndex` on PostgreSQL's ``tsvector``, with the functions that the migrations made."""

    def holds(self, typed: str) -> ColumnElement[bool] | None:
        """As the protocol says, and otherwise as :class:`Fts5Words`."""
        words = _words(typed)
        if not words:
            return None if words is None else false()
        each = [_INDEX.c.words.op("@@")(phrase) for phrase in _asked(words)]
        return ProductTable.id.in_(select(_INDEX.c.product_id).where(and_(*each)))

    def ranked(self, typed: str, limit: int) -> Executable | None:
        """As the protocol says, by how often the words stand in the text."""
        words = _words(typed)
        if not words:
            return None
        asked = _asked(words)
        said: ColumnElement[float] = literal(0.0)
        for phrase in asked:
            said = said + func.ts_rank(_INDEX.c.words, phrase)
        found = and_(*(_INDEX.c.words.op("@@")(phrase) for phrase in asked))
        return select(_INDEX.c.product_id).where(found).order_by(said.desc(), _INDEX.c.product_id).limit(limit)


def _asked(words: list[str]) -> list[ColumnElement[Any]]:
    """Each word as PostgreSQL reads it."""
    return [func.fichario_phrase(word, word[-1].isalnum()) for word in words]


def _phrases(words: list[str]) -> str:
    """All words as FTS5 reads them."""
    return " AND ".join(map(_phrase, words))


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
