"""Everything by which people help the model: hints, locks, samples, one field written anew, questions on the photo."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.gui.guiding import Guiding
from app.gui.questions import Questions
from app.gui.rewriting import FieldRewriting
from app.gui.sampling import Sampling
from ui.forms.form import Form

if TYPE_CHECKING:
    from app.gui.presenter import Presenter


class Helping(QObject):
    """Holds the parts together."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._guiding = Guiding(presenter)
        self._rewriting = FieldRewriting(presenter)
        self._questions = Questions(presenter)
        self._sampling = Sampling(presenter)

    def take_form(self, form: Form) -> None:
        """Another form edits the card from now on."""
        self._guiding.take_form(form)
        self._rewriting.take_form(form)
