"""A free question about the open product's photo, asked beside the queue; its answer is kept only where it is used."""

from typing import TYPE_CHECKING

from pydantic import JsonValue
from PySide6.QtCore import Slot

from app.domain.folding import fold
from app.domain.guidance import one_hint
from app.errors import explain
from app.gui.aside import Aside
from app.gui.bench import WORKING
from app.pipeline.recipe import ANSWER
from inference.events import Event, Failed, Finished, TextGrown
from ui.forms.kinds import FieldKind, FieldSpec
from ui.question_panel import QuestionPanel

if TYPE_CHECKING:
    from app.gui.presenter import Presenter


class Questions(Aside[QuestionPanel]):
    """Asks, shows the answer while it is written, and puts it where somebody wants it."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter, presenter.window.card.help.question)
        self._answer = ""
        self._panel.asked.connect(self._on_asked)
        self._panel.put_requested.connect(self._on_put_requested)
        self._window.card.help.question_requested.connect(self.begin)

    @Slot()
    def begin(self) -> None:
        """Ask what is to be asked."""
        if self._bench.product is None:
            return
        cannot = self.tr(
            "O modelo de demonstração não responde a perguntas: só preenche a própria ficha. Escolha outro modelo para "
            "perguntar."
        )
        free = self._workplace.recipe.wording is not None
        self._panel.offer(free=free)
        self._open(self.tr("Perguntar sobre a foto"), "" if free else cannot)

    @Slot(str)
    def _on_asked(self, question: str) -> None:
        product, recipe = self._bench.product, self._workplace.recipe
        if product is None or self._reading.info is None or recipe.wording is None:
            return
        self._give_up()
        photos = [photo.path for photo in product.photos]
        paused = self.tr("A leitura está em pausa; continue para ter a resposta.")
        self._panel.wait(paused if self._reading.paused else self.tr("olhando a foto…"))
        self._ask(lambda job: recipe.asking(job, photos, one_hint(question)))

    def _hear(self, event: Event) -> None:
        match event:
            case TextGrown(value=value):
                self._panel.say("")
                self._panel.set_text(str(value))
            case Finished(values=values):
                self._answer = str(values[ANSWER]).strip()
                self._panel.answer(self._answer, self._fields())
            case Failed(error=error):
                self._panel.wait(str(explain(error, self._workplace.language)))

    def _fields(self) -> list[tuple[str, str]]:
        """The fields that the answer fits into."""
        document, form = self._bench.document, self._window.card.form
        if document is None or self._bench.product is None or self._bench.product.state in WORKING:
            return []
        specs = [form.field(name).spec for name in form.names]
        return [
            (spec.name, spec.title) for spec in specs if _put(spec, document.value(spec.name), self._answer) is not None
        ]

    @Slot(str)
    def _on_put_requested(self, field: str) -> None:
        document, form = self._bench.document, self._window.card.form
        if document is not None and self._bench.id == self._product:
            document.set_value(field, _put(form.field(field).spec, document.value(field), self._answer))
            document.break_merge()
            self._panel.hide()
            form.focus_field(field)


def _put(spec: FieldSpec, value: JsonValue, answer: str) -> JsonValue:
    """What a field holds with an answer in it; ``None`` where it takes none."""
    match spec.kind:
        case FieldKind.LINE:
            return answer
        case FieldKind.TEXT:
            return f"{value}\n\n{answer}" if value else answer
        case FieldKind.LIST:
            return [*value, answer] if isinstance(value, list) else [answer]
        case FieldKind.CHOICE:
            said = fold(answer).rstrip(".")
            return next((choice.value for choice in spec.choices if fold(choice.label) == said), None)
    return None
