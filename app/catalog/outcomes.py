"""What models said of cards that people then approved: how surely, and whether it was left as it was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from app.catalog.rows import Json
from app.catalog.store import VISIBLE, Store
from app.catalog.tables import CardTable, LabourTable, PhotoTable, ProductTable
from app.catalog.vectors import tag_of
from app.domain.states import State

_APPROVED = (State.APPROVED, State.EXPORTED)


@dataclass(frozen=True, slots=True)
class Outcome:
    """An approved card that somebody had open before.

    Attributes:
        origin: Of its provenance, what was asked for; ``None`` where it says nothing of that.
        shown: Field → how sure the card said that the model was, in [0, 1].
        kept: Field → whether the model's value was approved; only fields that the model itself has written.
    """

    origin: Json
    shown: Mapping[str, float]
    kept: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Choice:
    """What a model chose for a field of such a card, and what was approved.

    Attributes:
        photo_id: The product's main photo.
        tag: Names that one's contents.
        written: The model's value.
        approved: The value that was approved.
    """

    photo_id: int
    tag: str
    written: str
    approved: str


class Outcomes(Store):
    """The part that sets what was said beside what was approved."""

    def outcomes(self, limit: int, told: Sequence[str]) -> list[Outcome]:
        """The cards that were approved last, newest first.

        Those that were approved among many without a look say nothing of how good they are, and are left out; so are
        cards that were edited, written anew, rejected or removed since.

        Args:
            limit: At most so many.
            told: Names of what is wanted of their provenance.
        """
        parts = [CardTable.provenance[name] for name in told]
        query = _approved(select(LabourTable.kept, CardTable.confidence, *parts).select_from(LabourTable), limit)
        with self._reading() as session:
            return [
                Outcome(dict(zip(told, origin, strict=True)), _shown(confidence), kept or {})
                for kept, confidence, *origin in session.execute(query)
            ]

    def choices(self, field: str, limit: int) -> list[Choice]:
        """What was chosen in a field of those cards, newest first, where the model wrote one text and so was approved.

        Args:
            field: Which.
            limit: Of how many cards at most.
        """
        said = (LabourTable.kept, CardTable.generated[field], CardTable.values[field])
        photo = (PhotoTable.id, PhotoTable.sha256)
        query = _approved(select(*said, *photo).select_from(LabourTable), limit)
        main = (PhotoTable.product_id == LabourTable.product_id) & (PhotoTable.position == 0)
        with self._reading() as session:
            return [
                Choice(id_, tag_of(digest), written, approved)
                for kept, written, approved, id_, digest in session.execute(query.join(PhotoTable, main))
                if field in (kept or {}) and isinstance(written, str) and isinstance(approved, str)
            ]


def _approved(query: Select[Any], limit: int) -> Select[Any]:
    """Of rows of labour, those of cards that somebody had open before they were approved, the newest first."""
    return (
        query.join(CardTable, CardTable.product_id == LabourTable.product_id)
        .join(ProductTable, ProductTable.id == LabourTable.product_id)
        .where(CardTable.generated_at == LabourTable.generated_at)
        .where(LabourTable.approved_at.is_not(None), LabourTable.withdrawn.is_(False), LabourTable.seconds > 0)
        .where(ProductTable.state.in_(_APPROVED), VISIBLE)
        .order_by(LabourTable.approved_at.desc(), LabourTable.product_id.desc())
        .limit(limit)
    )


def _shown(confidence: Json) -> dict[str, float]:
    return {name: float(said["value"]) for name, said in confidence.items()}
