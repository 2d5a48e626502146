"""What the checks found, kept in the product's own row and in step with its card, within the same transaction.

A product's flags are bits, one a check, in the order of :class:`~app.review.marks.Code`: which a filter reads without a
join. ``reviewed`` is the stamp of the reviewer that set them; one that is another's, or none, is out of date and waits
to be checked again.
"""

from collections import Counter
from collections.abc import Iterable
from typing import Final

from sqlalchemy import delete, exists, insert, select, update
from sqlalchemy.orm import Session

from app.catalog.colours import main_colours
from app.catalog.rows import JsonIn
from app.catalog.tables import CardTable, ProductTable, SentenceTable
from app.review.duplicates import Fingerprint, Shared, duplicate
from app.review.marks import Code, Mark
from app.review.reviewer import Reviewer
from app.review.sight import Evidence

MOST_WITH_A_SENTENCE: Final = 64
"""How many other products are looked at for one sentence. One that thousands have tells nothing; the same few, those of
the lowest numbers, are looked at for each, so that a text that shares many such sentences is found all the same."""


def bits(codes: Iterable[Code]) -> int:
    """Flags as a number."""
    order = list(Code)
    return sum(1 << order.index(code) for code in {*codes})


def codes(flags: int) -> frozenset[Code]:
    """Flags from a number."""
    return frozenset(code for place, code in enumerate(Code) if flags >> place & 1)


def note(session: Session, product: ProductTable, values: JsonIn, written: JsonIn, reviewer: Reviewer | None) -> None:
    """Check a product's card and keep what was found; without a reviewer, that it has not been checked.

    Products that shared this one's text, or do now, are to be checked again.

    Args:
        session: Of the transaction.
        product: Whose card it is.
        values: The card.
        written: What the model wrote of it.
        reviewer: Who checks.
    """
    fingerprint = reviewer.fingerprint(values) if reviewer else Fingerprint(None, ())
    card = session.get(CardTable, product.id)
    evidence = Evidence.of(written, card.provenance if card else {}, main_colours(session, product.id))
    found = reviewer.marks(values, evidence) if reviewer else ()
    keep(session, product, found, fingerprint)
    product.reviewed = reviewer.stamp if reviewer else None


def keep(session: Session, product: ProductTable, found: Iterable[Mark], fingerprint: Fingerprint) -> None:
    """Keep what was found in a product's card, and find its duplicates."""
    if _keep_hashes(session, product.id, fingerprint):
        _unsettle_those_like(session, product.id)
    twin = duplicate("", fingerprint, shared(session, product.id, fingerprint))
    product.flags = bits([*(mark.code for mark in found), *([twin.code] if twin else [])])
    product.twin = twin.product if twin else None
    if twin is not None:
        lonely = (ProductTable.id == twin.product, ProductTable.twin.is_(None))
        session.connection().execute(update(ProductTable).where(*lonely).values(reviewed=None))


def shared(session: Session, product_id: int, fingerprint: Fingerprint) -> list[Shared]:
    """What other products' descriptions share with one."""
    counts: Counter[int] = Counter()
    same: list[int] = []
    for hash_ in fingerprint.hashes:
        found = _with_sentence(session, hash_, product_id)
        if hash_ == fingerprint.whole:
            same = found
        else:
            counts.update(found)
    nearest = {*same[:1], *(id_ for id_, _ in counts.most_common(3))}
    query = select(ProductTable.id, ProductTable.name).where(ProductTable.id.in_(nearest))
    names = dict(session.execute(query).all()) if nearest else {}
    return [Shared(id_, name or "", id_ in same, counts[id_]) for id_, name in names.items()]


def _with_sentence(session: Session, hash_: int, product_id: int) -> list[int]:
    # As a subquery: in a join SQLite would start from the products, which are many.
    seen = exists().where(ProductTable.id == SentenceTable.product_id, ProductTable.removed_at.is_(None))
    query = (
        select(SentenceTable.product_id)
        .where(SentenceTable.hash == hash_, SentenceTable.product_id != product_id, seen)
        .order_by(SentenceTable.product_id)
        .limit(MOST_WITH_A_SENTENCE)
    )
    return list(session.scalars(query))


def _keep_hashes(session: Session, product_id: int, fingerprint: Fingerprint) -> bool:
    """Keep a text's hashes; whether they are others than before."""
    known = set(session.scalars(select(SentenceTable.hash).where(SentenceTable.product_id == product_id)))
    if known == {*fingerprint.hashes}:
        return False
    session.execute(delete(SentenceTable).where(SentenceTable.product_id == product_id))
    rows = [{"hash": hash_, "product_id": product_id} for hash_ in {*fingerprint.hashes}]
    if rows:
        session.execute(insert(SentenceTable), rows)
    return True


def _unsettle_those_like(session: Session, product_id: int) -> None:
    session.connection().execute(update(ProductTable).where(ProductTable.twin == product_id).values(reviewed=None))
