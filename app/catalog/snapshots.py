"""What the model said about a product, kept when it is asked again, and put back when that is undone.

The values that hold are not part of it: the history knows them by its changes.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.catalog.netting import REPLACED
from app.catalog.recording import record
from app.catalog.rows import Act, Json
from app.catalog.tables import CardTable, ProductTable


def snapshot(card: CardTable) -> Json:
    """What is kept of a card that is replaced."""
    return {
        "generated": card.generated,
        "confidence": card.confidence,
        "provenance": card.provenance,
        "generated_at": card.generated_at.isoformat(),
    }


def put_back(session: Session, product_id: int, kept: Mapping[str, Any], act: Act, at: datetime) -> None:
    """Let a card be again what the model had said before; what it said since is kept in its place."""
    product, card = session.get_one(ProductTable, product_id), session.get_one(CardTable, product_id)
    record(session, product, at, act, product.state, detail={REPLACED: snapshot(card)})
    card.generated, card.confidence, card.provenance = kept["generated"], kept["confidence"], kept["provenance"]
    card.generated_at = datetime.fromisoformat(kept["generated_at"])
    product.confidence = least(card.confidence)


def least(confidence: Mapping[str, Any]) -> float | None:
    """How sure the model was of a card's least sure field."""
    return min((float(field["value"]) for field in confidence.values()), default=None)
