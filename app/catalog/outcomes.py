"""What models said of cards that people then approved: how surely, and whether it was left as it was written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.catalog.rows import Json
from app.catalog.store import VISIBLE, Store
from app.catalog.tables import CardTable, LabourTable, ProductTable
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
        query = (
            select(LabourTable.kept, CardTable.confidence, *parts)
            .join(CardTable, CardTable.product_id == LabourTable.product_id)
            .join(ProductTable, ProductTable.id == LabourTable.product_id)
            .where(CardTable.generated_at == LabourTable.generated_at)
            .where(LabourTable.approved_at.is_not(None), LabourTable.withdrawn.is_(False), LabourTable.seconds > 0)
            .where(ProductTable.state.in_(_APPROVED), VISIBLE)
            .order_by(LabourTable.approved_at.desc(), LabourTable.product_id.desc())
            .limit(limit)
        )
        with self._reading() as session:
            return [
                Outcome(dict(zip(told, origin, strict=True)), _shown(confidence), kept or {})
                for kept, confidence, *origin in session.execute(query)
            ]


def _shown(confidence: Json) -> dict[str, float]:
    return {name: float(said["value"]) for name, said in confidence.items()}
