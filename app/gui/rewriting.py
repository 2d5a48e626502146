"""One field written anew as a person asks, beside the queue; the others stay, and it changes only once it is taken."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import JsonValue, ValidationError
from PySide6.QtCore import Slot

from app.domain.guidance import Guidance, Rewriting, one_hint
from app.errors import explain
from app.gui.aside import Aside
from app.gui.bench import WORKING
from app.pipeline.recipe import Recipe
from inference.engine import Request
from inference.events import Event, Failed, FieldDone, Finished, JobId, TextGrown
from ui.forms.form import Form
from ui.rewrite_panel import RewritePanel

if TYPE_CHECKING:
    from app.gui.presenter import Presenter


class FieldRewriting(Aside[RewritePanel]):
    """Asks for a field of the open card, shows it while it is written, and takes it where somebody says so."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter, presenter.window.card.help.rewrite)
        self._field = ""
        self._recipe: Recipe = self._workplace.recipe
        self._value: JsonValue = None
        self._asked = 0
        self._panel.asked.connect(self._on_asked)
        self._panel.accepted.connect(self._on_accepted)
        self._window.rewrite_requested.connect(lambda: self.begin(self._window.card.form.current_field))
        self.take_form(self._window.card.form)

    def take_form(self, form: Form) -> None:
        """Another form edits the card from now on."""
        for name in form.names:
            again = form.field(name).again
            again.clicked.connect(partial(self.begin, name))
            again.show()

    def begin(self, field: str) -> None:
        """Ask what is to be asked of a field."""
        document = self._bench.document
        if not field or document is None or self._bench.product is None or self._bench.product.state in WORKING:
            return
        self._field = field
        free, known = self._workplace.recipe.wording is not None, field in self._workplace.recipe.card.model_fields
        self._panel.offer(self._usual() if free else [self.tr("de outro jeito")] if known else [], free=free)
        self._open(
            self.tr("Escrever de novo: {title}").format(title=self._title()), "" if free else self._cannot(known)
        )

    def _cannot(self, known: bool) -> str:
        """What a model that was taught nothing but its own prompt cannot do, of a field that it knows or not."""
        if known:
            return self.tr(
                "O modelo de demonstração não segue instruções: só escreve este campo de outro jeito. Escolha outro "
                "modelo para dizer como."
            )
        return self.tr(
            "O modelo de demonstração só escreve os campos que já vêm com o programa. Escolha outro modelo para "
            "escrever este."
        )

    def _usual(self) -> list[str]:
        return [self.tr("mais curto"), self.tr("mais longo"), self.tr("mais simples"), self.tr("sem adjetivos")]

    def _title(self) -> str:
        return self._window.card.form.field(self._field).spec.title

    @Slot(str)
    def _on_asked(self, instruction: str) -> None:
        product, document = self._bench.product, self._bench.document
        if self._reading.info is None or product is None or document is None:
            return
        self._give_up()
        self._window.card.form.commit()
        self._asked += 1
        self._recipe = self._workplace.recipe
        current = document.value(self._field)
        if instruction != self.tr("mais longo"):
            self._recipe = self._recipe.loosened(current)
        others = {name: value for name, value in document.values().items() if name != self._field}
        guidance = Guidance(product.guidance.hint, others)
        photos = [photo.path for photo in product.photos]
        rewriting = Rewriting(self._field, current, one_hint(instruction))
        waiting = self.tr("A leitura está em pausa; continue para escrever.") if self._reading.paused else ""
        self._panel.write(waiting or self.tr("escrevendo…"))
        self._ask(partial(self._request, photos, guidance, rewriting))

    def _request(self, photos: list[Path], guidance: Guidance, rewriting: Rewriting, job: JobId) -> Request:
        request = self._recipe.request(job, photos, guidance, rewriting=rewriting)
        sampling = replace(request.sampling, seed=request.sampling.seed + self._asked)
        return replace(request, sampling=sampling, anew=True)

    def _hear(self, event: Event) -> None:
        match event:
            case TextGrown(field=self._field, value=value) | FieldDone(field=self._field, value=value):
                self._panel.say(self.tr("escrevendo…"))
                self._panel.set_text(as_text(value))
            case Finished():
                self._finish(event)
            case Failed(error=error):
                self._panel.write(str(explain(error, self._workplace.language)))

    def _finish(self, event: Finished) -> None:
        document = self._bench.document
        if document is None:
            return
        try:
            self._value = self._recipe.check(event.values, event.provenance.given)[self._field]
        except (ValidationError, KeyError) as error:
            self._panel.write(str(explain(error, self._workplace.language)))
            return
        self._panel.compare(as_text(document.value(self._field)), as_text(self._value))

    @Slot()
    def _on_accepted(self) -> None:
        self._panel.hide()
        if self._bench.document is not None and self._bench.id == self._product:
            self._bench.document.set_value(self._field, self._value)
            self._bench.document.break_merge()
            self._window.card.form.focus_field(self._field)


def as_text(value: JsonValue) -> str:
    """A value as people read it: a list's items one below the other."""
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return "" if value is None else str(value)
