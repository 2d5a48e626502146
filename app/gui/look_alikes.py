"""The row of look-alikes under the photo: asked of the memory on a thread of its own, opened, copied from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Slot

from app.catalog.catalog import Catalog
from app.catalog.errors import ProductGone
from app.catalog.rows import ProductDetail
from app.domain.states import State
from app.gui.background import Background
from app.gui.row_reader import title_of
from app.pipeline.memory import Alike, Memory
from app.pipeline.neighbours import APPROVED, SIMILAR
from inference.endpoint.options import EndpointInfo
from ui.alike.tile import LookAlike, percent
from ui.forms.form import Form
from ui.queue.row import RowState

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

_SHOWN = 12
_APPROVED = 6
"""How many approved ones there are at least, where there are as many: others may all be nearer."""


class Why(StrEnum):
    """Why there are no look-alikes."""

    NOBODY_LOOKS = "nobody_looks"
    SERVER = "server"
    UNSEEN = "unseen"
    ALONE = "alone"
    FAR = "far"


@dataclass(frozen=True, slots=True)
class Seen:
    """What the memory says of a product.

    Attributes:
        alike: What looks like it, approved ones first.
        values: Of the approved ones → field → value.
        why: Why there are none, where there are none.
        nearest: How like the most like one is, where none is like enough.
    """

    alike: tuple[LookAlike, ...] = ()
    values: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    why: Why | None = None
    nearest: float = 0.0


class LookAlikes(QObject):
    """Keeps the row in step with the open product."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._acts = presenter.acts
        self._bench = presenter.bench
        self._catalog = presenter.catalog
        self._reading = presenter.reading
        self._remembering = presenter.remembering
        self._teller = presenter.teller
        self._window = presenter.window
        self._panel = presenter.window.photo.alike
        self._form: Form | None = None
        self._product: int | None = None
        self._seen = Seen()
        self._background = Background(self)
        self._background.failed.connect(self._teller.tell_error)
        self._panel.opened.connect(self._acts.show)
        self._panel.copy_requested.connect(self.copy)
        self._panel.folded_changed.connect(self._ask)
        self._bench.opened.connect(self._on_opened)
        self._remembering.grown.connect(self._ask)

    def close(self) -> None:
        """Ask nothing more."""
        self._background.close()

    @Slot(int)
    def copy(self, product_id: int) -> None:
        """Give the field that has the keyboard, or had it last, what a look-alike's card has in it."""
        document, form = self._bench.document, self._window.card.form
        name, values = form.current_field, self._seen.values.get(product_id, {})
        if document is None or not name or self._bench.id != self._product:
            return
        title = form.field(name).spec.title
        if values.get(name) in (None, "", []):
            self._teller.tell("copied", self.tr("A ficha parecida não tem nada em “{title}”.").format(title=title))
            return
        form.commit()
        document.set_value(name, values[name])
        document.break_merge()
        form.focus_field(name)
        source = next((one.title for one in self._seen.alike if one.id == product_id), "")
        self._teller.tell("copied", self.tr("{title}: copiado de “{name}”.").format(title=title, name=source))

    @Slot(object)
    def _on_opened(self, product: ProductDetail | None) -> None:
        self._take_form(self._window.card.form)
        # Of a photo that cannot be read nobody will ever find look-alikes.
        self._panel.setVisible(product is not None and product.state is not State.FAILED)
        if product is not None and product.id == self._product:
            return
        self._product = product.id if product is not None else None
        self._background.forget()
        self._show(self._product, Seen())  # those of another product would be copied from otherwise
        self._name_field("")
        self._ask()

    def _take_form(self, form: Form) -> None:
        """Hear of the fields of the form that edits the card now."""
        if form is not self._form:
            self._form = form
            form.field_entered.connect(self._name_field)

    @Slot(str)
    def _name_field(self, name: str) -> None:
        self._panel.set_field(self._window.card.form.field(name).spec.title if name else "")

    @Slot()
    def _ask(self) -> None:
        product, memory = self._product, self._remembering.memory
        if product is None or self._panel.folded:
            return
        if memory is None:
            why = Why.SERVER if isinstance(self._reading.info, EndpointInfo) else Why.NOBODY_LOOKS
            self._show(product, Seen(why=why))
            return
        self._background.forget()
        self._background.do(partial(look, memory, self._catalog, product), partial(self._show, product))

    def _show(self, product: int | None, seen: Seen) -> None:
        if product != self._product or (seen == self._seen and seen.why is None and seen.alike):
            return
        self._seen = seen
        if seen.alike:
            self._panel.show_alike(seen.alike)
        else:
            self._panel.say(self._words(seen.why, percent(seen.nearest)))

    def _words(self, why: Why | None, nearest: str) -> str:
        words = {
            Why.NOBODY_LOOKS: self.tr("Os parecidos aparecem quando um modelo deste computador estiver pronto."),
            Why.SERVER: self.tr("As fotos são lidas por um servidor; parecidos pedem um modelo neste computador."),
            Why.UNSEEN: self.tr("O modelo ainda não olhou esta foto; os parecidos aparecem em seguida."),
            Why.ALONE: self.tr("Nenhum produto do catálogo se parece com este."),
            Why.FAR: self.tr("Nenhum produto se parece o bastante com este; o mais próximo, {percent}."),
        }
        if why is Why.UNSEEN and isinstance(self._reading.info, EndpointInfo):
            why = Why.SERVER  # nobody looks at it as long as a server reads
        return words[why].replace("{percent}", nearest) if why is not None else ""


def look(memory: Memory, catalog: Catalog, product_id: int) -> Seen:
    """What looks like a product, for the window; on any thread."""
    try:
        if not memory.vectors_of(product_id):
            return Seen(why=Why.UNSEEN)
        nearest = memory.like(product_id, _SHOWN)
        approved = memory.like(product_id, _APPROVED, states=APPROVED)
    except ProductGone:
        return Seen()
    found = {alike.product_id: alike for alike in (*nearest, *approved) if alike.likeness >= SIMILAR}
    ordered = sorted(found.values(), key=lambda alike: (alike.state not in APPROVED, -alike.likeness))[:_SHOWN]
    shown = _shown(catalog, ordered)
    if not shown:
        most = max((alike.likeness for alike in nearest), default=0.0)
        return Seen(why=Why.FAR if most > 0 else Why.ALONE, nearest=most)
    return Seen(shown, catalog.card_values([one.id for one in shown if one.approved]))


def _shown(catalog: Catalog, found: list[Alike]) -> tuple[LookAlike, ...]:
    ids = [alike.product_id for alike in found]
    rows = {row.id: row for row in catalog.rows(ids)}
    pictures = catalog.thumbnails(ids)
    return tuple(
        LookAlike(id_, title_of(rows[id_]), alike.likeness, RowState(rows[id_].state), pictures.get(id_))
        for id_, alike in zip(ids, found, strict=True)
        if id_ in rows
    )
