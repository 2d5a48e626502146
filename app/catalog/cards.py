"""People's work on cards: edits, decisions, and taking products away and back."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.catalog.errors import StaleEdit
from app.catalog.guidance import edited
from app.catalog.labour import note_approved, withdraw
from app.catalog.marking import note
from app.catalog.moving import Moving
from app.catalog.recording import changed, record
from app.catalog.reports import Approval, Done
from app.catalog.rows import Act, JsonIn
from app.catalog.sitting import join
from app.catalog.store import VISIBLE, these
from app.catalog.tables import CardTable, DraftTable, ProductTable
from app.domain.states import IllegalMove, State

_WORKING = frozenset({State.QUEUED, State.GENERATING})
_DECIDED = frozenset({State.APPROVED, State.EXPORTED})
_OPEN = frozenset({State.REVIEW, State.REJECTED})


class Cards(Moving):
    """The part that keeps what people do."""

    def save_values(self, product_id: int, values: JsonIn, version: int) -> int:
        """Save what a person made of a card; values that are the same already change nothing.

        The card of an approved, exported, failed or cancelled product goes back to review.

        Args:
            product_id: One with a card, neither waiting nor being generated.
            values: Field → value, all fields.
            version: Of the values that the edit started from.

        Returns:
            The version after it, for the next edit.

        Raises:
            StaleEdit: Somebody saved other values meanwhile; nothing was overwritten.
            IllegalMove: There is no card to edit, or another is on its way.
            ProductGone: There is no such product.
        """
        with self._doing(Act.EDITED) as (session, _):
            product = self._product(session, product_id)
            self._save(session, product, values, version)
            return product.version

    def save_draft(self, product_id: int, values: JsonIn) -> int:
        """Save fields that a person changed while the card is still being written.

        They go over what the model writes once it finishes; when it just has, they go over the card at once.

        Args:
            product_id: Any.
            values: Field → value, only the fields that the person changed.

        Returns:
            The version of the card's values.

        Raises:
            ProductGone: There is no such product.
        """
        with self._doing(Act.EDITED) as (session, _):
            product = self._product(session, product_id)
            card, draft = session.get(CardTable, product_id), session.get(DraftTable, product_id)
            drafted = draft.values if draft else {}
            typed = {**drafted, **values}
            if card is not None and product.state not in _WORKING:
                self._save(session, product, {**card.values, **typed}, product.version)
            else:
                edited(session, product_id, {**(card.values if card else {}), **drafted}, values)
                session.merge(DraftTable(product_id=product_id, values=typed))
            return product.version

    def approve(self, product_id: int, version: int, values: JsonIn | None = None) -> Approval:
        """Approve a card, with a last edit or as it stands; one that is approved already stays so.

        Args:
            product_id: One in review, rejected or exported.
            version: Of the values that the person sees.
            values: Field → value, all fields; ``None`` for those of this version, with what was typed over them while
                another card was to come, if that was called off.

        Raises:
            StaleEdit: The values are not those that the person sees.
            IllegalMove: It cannot be approved from where it stands.
            ProductGone: There is no such product.
        """
        with self._doing(Act.APPROVED) as (session, doing):
            product = self._product(session, product_id)
            before = product.state
            values = self._with_draft(session, product_id) if values is None else values
            if values is not None:
                self._save(session, product, values, version)
            elif version != product.version:
                raise StaleEdit(product_id, product.version)
            if product.state is not State.APPROVED:
                self._only_with_card(session, product, State.APPROVED)
                if product.state is State.REJECTED:
                    self._move(session, product, State.REVIEW, Act.SENT_BACK)
                self._move(session, product, State.APPROVED, Act.APPROVED)
                product.approved_at = product.updated_at
                note_approved(session, [product_id], product.updated_at)
        return Approval(product_id, product.version, before, doing.id)

    def reject(self, product_id: int) -> Done:
        """Put a card aside that is in review or was approved.

        Raises:
            IllegalMove: It is neither.
            ProductGone: There is no such product.
        """
        with self._doing(Act.REJECTED) as (session, doing):
            product = self._product(session, product_id)
            if product.state in _DECIDED:
                self._move(session, product, State.REVIEW, Act.SENT_BACK)
                withdraw(session, [product_id])
            self._move(session, product, State.REJECTED, Act.REJECTED)
        return Done(doing.id, [product_id])

    def send_back(self, product_id: int) -> Done:
        """Back to review, from wherever it is while no work on it is under way.

        Raises:
            IllegalMove: It has no card, or is in review, waiting or being generated.
            ProductGone: There is no such product.
        """
        with self._doing(Act.SENT_BACK) as (session, doing):
            product = self._product(session, product_id)
            self._only_with_card(session, product, State.REVIEW)
            self._move(session, product, State.REVIEW, Act.SENT_BACK)
            withdraw(session, [product_id])
        return Done(doing.id, [product_id])

    def remove(self, ids: Iterable[int]) -> Done:
        """Take products away: nobody sees them, and their jobs do not run. Nothing is deleted.

        One that is being generated goes on until the engine is asked to abort it.
        """
        ids = list(ids)
        found: list[int] = []
        with self._doing(Act.REMOVED) as (session, doing):
            for part in these(ids):
                found += session.scalars(select(ProductTable.id).where(*part, VISIBLE))
                self._hide_all(session, [*part, VISIBLE], hide=True)
            self._unsettle(session, ids)
        return Done(doing.id, found)

    def _save(self, session: Session, product: ProductTable, values: JsonIn, version: int) -> None:
        card = session.get(CardTable, product.id)
        if card is None or product.state in _WORKING:
            raise IllegalMove(product.state, State.REVIEW)
        if draft := session.get(DraftTable, product.id):
            session.delete(draft)  # the person saw it in the values; left here, it would come over later edits
        changes = changed(card.values, values)
        if not changes:
            return
        if product.version != version:
            raise StaleEdit(product.id, product.version)
        edited(session, product.id, card.values, values)
        card.values = dict(values)
        product.version += 1
        product.updated_at = card.edited_at = self._clock()
        self._show(product, values)
        self._index(session, {product.id: values})
        note(session, product, values, card.generated, self._reviewer)
        if product.state not in _OPEN:
            self._move(session, product, State.REVIEW, Act.EDITED, changes=changes)
        elif not join(session, product, changes):
            record(session, product, product.updated_at, Act.EDITED, product.state, changes=changes)

    def _with_draft(self, session: Session, product_id: int) -> JsonIn | None:
        """A card's values with what was typed over them since; ``None`` where that is nothing."""
        card, draft = session.get(CardTable, product_id), session.get(DraftTable, product_id)
        return {**card.values, **draft.values} if card and draft else None

    def _only_with_card(self, session: Session, product: ProductTable, after: State) -> None:
        if product.state in _WORKING or session.get(CardTable, product.id) is None:
            raise IllegalMove(product.state, after)
