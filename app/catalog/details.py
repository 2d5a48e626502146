"""Everything about one product, and what belongs to the whole catalogue."""

from typing import Any

from sqlalchemy import exists, select

from app.catalog.colours import main_colours
from app.catalog.guidance import guidance_of
from app.catalog.reports import HistoryEntry
from app.catalog.rows import Card, Failure, Json, ProductDetail
from app.catalog.store import VISIBLE, Store
from app.catalog.tables import CardTable, DraftTable, HistoryTable, ProductTable, SettingTable


class Details(Store):
    """The part that reads one product, and the catalogue's settings."""

    def product(self, product_id: int) -> ProductDetail:
        """Everything about a product but its history.

        Raises:
            ProductGone: There is no such product.
        """
        with self._reading() as session:
            product = self._product(session, product_id)
            card = session.get(CardTable, product_id)
            draft = session.get(DraftTable, product_id)
            return ProductDetail(
                id=product.id,
                state=product.state,
                version=product.version,
                photos=self._photos(session, product_id),
                colours=main_colours(session, product_id),
                card=_card(card) if card else None,
                draft=draft.values if draft else {},
                failure=_failure(product),
                attempt=product.attempt,
                created_at=product.created_at,
                updated_at=product.updated_at,
                approved_at=product.approved_at,
                exported_at=product.exported_at,
                guidance=guidance_of(session, product_id),
            )

    def history(self, product_id: int) -> list[HistoryEntry]:
        """What happened to a product, oldest first; also to a removed one.

        Raises:
            ProductGone: There is no such product.
        """
        query = select(HistoryTable).where(HistoryTable.product_id == product_id).order_by(HistoryTable.id)
        with self._reading() as session:
            self._product(session, product_id, removed=True)
            return [
                HistoryEntry(
                    at=line.at,
                    act=line.act,
                    before=line.before,
                    after=line.after,
                    detail=line.detail or {},
                    changes=line.changes or {},
                    who=line.who,
                    deed=line.deed_id,
                    id=line.id,
                )
                for line in session.scalars(query)
            ]

    def recent_figures(self, limit: int) -> list[Json]:
        """What the last cards cost, newest first."""
        shown = exists().where(ProductTable.id == CardTable.product_id, VISIBLE)
        query = (
            select(CardTable.figures)
            .where(shown)
            .order_by(CardTable.generated_at.desc(), CardTable.product_id.desc())
            .limit(limit)
        )
        with self._reading() as session:
            return list(session.scalars(query))

    def setting(self, key: str, default: Any = None) -> Any:
        """A value that was set for this catalogue, as JSON has it."""
        with self._reading() as session:
            row = session.get(SettingTable, key)
            return default if row is None else row.value

    def set_setting(self, key: str, value: Any) -> None:
        """Set a value for this catalogue, for whoever opens it.

        Args:
            key: At most 64 characters.
            value: Anything that JSON holds.
        """
        with self._writing() as session:
            session.merge(SettingTable(key=key, value=value))


def _card(card: CardTable) -> Card:
    return Card(
        generated=card.generated,
        values=card.values,
        confidence=card.confidence,
        provenance=card.provenance,
        figures=card.figures,
        generated_at=card.generated_at,
        edited_at=card.edited_at,
    )


def _failure(product: ProductTable) -> Failure | None:
    if product.failure_code is None:
        return None
    return Failure(product.failure_code, product.failure_facts or {}, bool(product.failure_retryable))
