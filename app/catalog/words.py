"""Finding products by words.

What does the finding is behind :class:`WordIndex`: SQLite's FTS5, or PostgreSQL's ``tsvector``. An index is fed by the
table ``search`` alone, within the transaction that writes it. Its texts are folded already, so neither needs to know
of accents.
"""

from collections.abc import Collection
from typing import Any, Final, Protocol

from sqlalchemy import ColumnElement, Executable, Select, and_, column, false, func, literal, select, table, text, union

from app.catalog.columns import storable
from app.catalog.tables import ProductTable
from app.domain.folding import fold

INDEX: Final = "search_words"
"""The virtual table; SQLite keeps its parts in tables whose names begin so."""

_FOUND: Final = text(f"SELECT rowid AS id FROM {INDEX} WHERE {INDEX} MATCH :words")  # noqa: S608 - the name is ours
_MOST: Final = 2000
"""Products that are ranked by their texts at most: a word that more of them hold says little of each."""
_SOME: Final = f"SELECT rowid, rank FROM {INDEX} WHERE {INDEX} MATCH :words LIMIT {_MOST}"  # noqa: S608 - as above
_RANKED: Final = text(f"SELECT rowid FROM ({_SOME}) ORDER BY rank LIMIT :limit")  # noqa: S608 - as above
"""By BM25, which FTS5 reckons for each row that is asked for it."""


_INDEX: Final = table("search", column("product_id"), column("words"))


class WordIndex(Protocol):
    """Finds products by what a person typed, whatever that is."""

    def holds(self, typed: str, or_are: Collection[int] = ()) -> ColumnElement[bool] | None:
        """The condition on a product that its texts hold a word beginning with each of the typed ones.

        Args:
            typed: Anything at all; accents and case do not matter.
            or_are: Products that are let through in any case.

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

    def holds(self, typed: str, or_are: Collection[int] = ()) -> ColumnElement[bool] | None:
        """As the protocol says; signs without a letter or digit are ignored beside words, and alone find nothing."""
        words = _words(typed)
        if not words:
            return None if words is None else _among(or_are)
        found = _FOUND.bindparams(words=_phrases(words)).columns(ProductTable.id)
        return ProductTable.id.in_(found) if not or_are else _either(select(found.subquery().c.id), or_are)

    def ranked(self, typed: str, limit: int) -> Executable | None:
        """As the protocol says, by BM25."""
        words = _words(typed)
        if not words:
            return None
        return _RANKED.bindparams(words=_phrases(words), limit=limit).columns(ProductTable.id)


class TsvectorWords:
    """A :class:`WordIndex` on PostgreSQL's ``tsvector``, with the functions that the migrations made."""

    def holds(self, typed: str, or_are: Collection[int] = ()) -> ColumnElement[bool] | None:
        """As the protocol says, and otherwise as :class:`Fts5Words`."""
        words = _words(typed)
        if not words:
            return None if words is None else _among(or_are)
        each = [_INDEX.c.words.op("@@")(phrase) for phrase in _asked(words)]
        found = select(_INDEX.c.product_id).where(and_(*each))
        return ProductTable.id.in_(found) if not or_are else _either(found, or_are)

    def ranked(self, typed: str, limit: int) -> Executable | None:
        """As the protocol says, by how often the words stand in the text."""
        words = _words(typed)
        if not words:
            return None
        asked = _asked(words)
        holds = and_(*(_INDEX.c.words.op("@@")(phrase) for phrase in asked))
        some = select(_INDEX.c.product_id, _INDEX.c.words).where(holds).limit(_MOST).subquery()
        said: ColumnElement[float] = literal(0.0)
        for phrase in asked:
            said = said + func.ts_rank(some.c.words, phrase)
        return select(some.c.product_id).order_by(said.desc(), some.c.product_id).limit(limit)


def _among(ids: Collection[int]) -> ColumnElement[bool]:
    return ProductTable.id.in_(ids) if ids else false()


def _either(found: Select[int], ids: Collection[int]) -> ColumnElement[bool]:
    """The condition that a product was found or is one of some; as one list, which a database looks its rows up by."""
    return ProductTable.id.in_(union(found, select(ProductTable.id).where(ProductTable.id.in_(ids))))


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
