"""The card's side of the window: the open product in the form, and how its writing goes."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Slot

from app.catalog.rows import ProductDetail
from app.domain.states import State
from app.domain.text import count_words
from app.errors import message
from app.gui.bench import Bench
from app.gui.labelling import Labelling
from app.gui.photo_colours import suggest_colours
from app.gui.photo_column import READY
from app.gui.products import Products
from app.gui.workplace import Workplace
from app.review.kin import Kin
from inference.events import Event, FieldDone, Progressed, Stage, Started, TextGrown
from ui.card_panel import CardView, Phase
from ui.forms.certainty import Certainty
from ui.window import Window


class CardColumn(QObject):
    """Shows what is on the bench, and what the model is writing there."""

    def __init__(
        self,
        bench: Bench,
        products: Products,
        window: Window,
        workplace: Workplace,
        fetch: Callable[[Path], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bench = bench
        self._products = products
        self._window = window
        self._language = workplace.language
        self._name_of = workplace.model_name
        self._workplace = workplace
        self._sentence = ""
        self._progress: float | None = None
        self._labelling = Labelling(bench, window, workplace, fetch, self)
        bench.settling.connect(self._on_settling)
        bench.opened.connect(self._on_opened)
        products.listed.connect(self.show)

    def hear(self, event: Event) -> None:
        """The engine did something for the open product; shown by :meth:`show`, so that many are shown at once."""
        if isinstance(event, TextGrown | FieldDone) and event.field not in self._window.card.form.names:
            return  # of a field that was taken out since this card was begun
        match event:
            case Started():
                self._say(self.tr("começando…"), None)
            case Progressed(stage=Stage.PROMPT, fraction=fraction):
                self._say(self.tr("lendo as instruções…"), fraction)
            case Progressed(stage=Stage.IMAGE, fraction=fraction):
                self._say(self.tr("olhando a foto…"), fraction)
            case TextGrown(field=field, value=value):
                self._bench.hear(event)
                document = self._bench.document
                # A field that a person has taken stays theirs, and open to their keys.
                taken = document is not None and field in document.touched
                self._window.card.form.set_writing(None if taken else field)
                self._say(self.tr("escrevendo…"), self._written(field, value))
            case FieldDone(field=field, confidence=confidence):
                self._bench.hear(event)
                self._window.card.form.set_writing(None)
                self._window.card.form.set_certainty(field, _certainty(asdict(confidence) if confidence else None))

    def close(self) -> None:
        """Stop reading photos."""
        self._labelling.close()

    def _written(self, field: str, value: object) -> float:
        """How much of the card is written, by fields; within a long text, by its words."""
        properties = self._bench.properties
        names = list(properties)
        share = 0.0
        if isinstance(value, str) and (minimum := properties[field].get("minWords")):
            share = min(1.0, count_words(value) / (1.3 * minimum))
        return (names.index(field) + share) / len(names)

    def _say(self, sentence: str, progress: float | None) -> None:
        self._sentence, self._progress = sentence, progress

    @Slot()
    def show(self) -> None:
        """Show the open product as it is by now: what was heard of it, and where it stands in the list, if at all."""
        if self._bench.product is not None:
            self._window.show_card(self._view(self._bench.product))

    @Slot()
    def _on_settling(self) -> None:
        self._window.card.form.commit()

    @Slot(object)
    def _on_opened(self, product: ProductDetail | None) -> None:
        form = self._window.card.form
        if self._bench.document is not form.document:
            form.set_document(self._bench.document)
            self._window.set_undo_stack(self._bench.document.undo_stack if self._bench.document else None)
        if product is None:
            self._window.show_card(CardView())
            return
        if product.state is not State.GENERATING:
            self._sentence, self._progress = "", None
            form.set_writing(None)
        self._show_certainties(product)
        suggest_colours(form, product.colours, self._workplace.reviewer.namer)
        self._window.show_card(self._view(product))

    def _show_certainties(self, product: ProductDetail) -> None:
        if product.state is State.GENERATING:
            return
        confidence = product.card.confidence if product.card else {}
        for name in self._window.card.form.names:
            self._window.card.form.set_certainty(name, _certainty(confidence.get(name)))

    def _view(self, product: ProductDetail) -> CardView:
        position, of = self._products.position(product.id)
        view = CardView(
            phase=_phase(product.state),
            file_name=product.photos[0].file_name,
            position=position,
            of=of,
            progress=self._progress,
            rejected=product.state is State.REJECTED,
            approved=product.state in {State.APPROVED, State.EXPORTED},
            product=product.id,
            origin=self._origin(product),
        )
        match product.state:
            case State.GENERATING:
                return replace(view, sentence=self._sentence or self.tr("escrevendo…"))
            case State.CANCELLED:
                return replace(view, sentence=self.tr("A ficha desta foto foi cancelada."))
            case State.FAILED if product.failure:
                facts = {"path": str(product.photos[0].origin), **product.failure.facts}
                said = message(product.failure.code, facts, self._language)
                return replace(view, sentence=said.sentence, remedy=said.remedy)
            case _:
                return view

    def _origin(self, product: ProductDetail) -> str:
        """Who wrote the card that is shown, and like which others; nothing where none is."""
        if product.card is None or product.state not in READY:
            return ""
        file_name = str(product.card.provenance.get("model", ""))
        shown = [f"“{one.name}”" for one in Kin.of_card(product.card.provenance).shown]
        if not file_name:
            return ""
        endpoint = str(product.card.provenance.get("endpoint", ""))
        model = " · ".join(filter(None, (self._name_of(file_name), endpoint)))
        if not shown:
            return self.tr("Escrita por: {model}").format(model=model)
        return self.tr("Escrita por: {model}, com base em {names}").format(model=model, names=", ".join(shown))


def _phase(state: State) -> Phase:
    if state in READY:
        return Phase.READY
    if state is State.GENERATING:
        return Phase.WRITING
    return Phase.WAITING if state is State.QUEUED else Phase.FAILED


def _certainty(raw: Mapping[str, Any] | None) -> Certainty | None:
    """What the catalogue kept of a field's confidence, as the form shows it."""
    if raw is None:
        return None
    guesses = tuple((guess["value"], guess["probability"]) for guess in raw.get("guesses", ()))
    return Certainty(raw["value"], guesses)
