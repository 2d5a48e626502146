"""The fields that an editor added to the cards of a catalogue, as JSON, and what lists count of them.

What a definition says is nobody's business here but which fields hold entries of closed lists: their values stand in a
table of their own, so that 50,000 products are counted without a look into their cards.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, Final

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from app.catalog.own_tables import OwnValueTable
from app.catalog.rows import Json
from app.catalog.store import Store, own_values
from app.catalog.tables import CardTable, SettingTable

_FIELDS: Final = "fields"
_LISTED: Final = "fields_listed"
_PAGE: Final = 2000


class OwnFields(Store):
    """The part that keeps what the editor added."""

    def own_fields(self) -> list[Any]:
        """The definitions, as they were given."""
        with self._reading() as session:
            row = session.get(SettingTable, _FIELDS)
            found: list[Any] = row.value if row is not None and isinstance(row.value, list) else []
            return found

    def set_own_fields(self, definitions: Sequence[Json], listed: Collection[str]) -> None:
        """Keep other definitions; cards stay as they are, with whatever they hold of fields that are gone.

        A second or so for tens of thousands of cards where a list is new, so not on the GUI thread.

        Args:
            definitions: In their order.
            listed: Fields that hold entries of closed lists.
        """
        wanted = tuple(dict.fromkeys(listed))
        with self._writing() as session:
            before = _listed(session)
            session.merge(SettingTable(key=_FIELDS, value=list(definitions)))
            session.merge(SettingTable(key=_LISTED, value=list(wanted)))
            session.execute(delete(OwnValueTable).where(OwnValueTable.field.not_in(wanted)))
            if new := [field for field in wanted if field not in before]:
                for lines in _all_values(session, new):
                    session.execute(insert(OwnValueTable), lines)
            self._listed = wanted  # whoever saves a card next comes after this transaction

    def take_up_lists(self) -> None:
        """Learn which fields are listed, as an earlier opening left them."""
        with self._reading() as session:
            self._listed = _listed(session)


def _listed(session: Session) -> tuple[str, ...]:
    row = session.get(SettingTable, _LISTED)
    return tuple(map(str, row.value)) if row is not None and isinstance(row.value, list) else ()


def _all_values(session: Session, fields: Sequence[str]) -> Iterator[list[Json]]:
    """The rows of all cards, some hundreds of cards at a time."""
    last = 0
    page = select(CardTable.product_id, CardTable.values).order_by(CardTable.product_id).limit(_PAGE)
    while cards := session.execute(page.where(CardTable.product_id > last)).all():
        lines = [line for product, values in cards for line in own_values(product, values, fields)]
        if lines:
            yield lines
        last = cards[-1][0]
