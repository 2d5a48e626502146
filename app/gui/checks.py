"""Checks before approval, on the bench: what they find is said at the fields, and what they propose is done."""

from collections import defaultdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from app.catalog.rows import ProductDetail
from app.domain.states import State
from app.gui.checking import Checking
from app.review.marks import Code, Mark, Severity
from app.review.preferences import Preferences
from app.review.wording import act, sentence
from app.wording import worded
from ui.document import Document
from ui.form_dialog import FormDialog
from ui.forms.advice import Advice, Place
from ui.forms.form import Form
from ui.forms.walk import Stop

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

AFTER = 250
"""Milliseconds from a keystroke to the check, while no other follows."""
CATCH_UP_AFTER = 3000
"""Milliseconds from a saved card to those whose duplicate it was, or is now."""

_UNFINISHED = frozenset({State.QUEUED, State.GENERATING, State.FAILED, State.CANCELLED})


class Checks(QObject):
    """Keeps what the form advises in step with the card, and the catalogue's flags with everything."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._bench = presenter.bench
        self._workplace = presenter.workplace
        self._teller = presenter.teller
        self._window = presenter.window
        self._products = presenter.products
        self._marks: dict[str, list[Mark]] = {}
        self._document: Document | None = None
        self.checking = Checking(presenter.catalog, self)
        self._soon, self._later = self._timer(AFTER), self._timer(CATCH_UP_AFTER)
        self._soon.timeout.connect(self._check)
        self._later.timeout.connect(self.checking.catch_up)
        self.checking.checked.connect(self._on_checked)
        self.checking.caught_up.connect(self._on_caught_up)
        self._bench.opened.connect(self._on_opened)
        self._bench.saved.connect(self._later.start)
        self._window.card.form.act_requested.connect(self._on_act_requested)
        self._window.checks_requested.connect(self.change_preferences)

    def start(self) -> None:
        """Check what was checked otherwise, or never."""
        self.checking.catch_up()

    def catch_up_later(self) -> None:
        """Check what is out of date soon, after whatever else makes it so."""
        self._later.start()

    def close(self) -> None:
        """Begin nothing more; to be waited for by :attr:`checking`."""
        self._soon.stop()
        self._later.stop()
        self.checking.close()

    @Slot()
    def change_preferences(self) -> None:
        """Choose what is checked, and how loudly."""
        model = worded(Preferences, self._workplace.language)
        shown = model.model_validate(self._workplace.preferences.model_dump())
        dialog = FormDialog(shown, self.tr("Conferência antes de aprovar"), self._window)
        dialog.confirmed.connect(self._take_preferences)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_form(self, form: Form) -> None:
        """Another form shows the card from now on, of another kind."""
        form.act_requested.connect(self._on_act_requested)
        self._renew()

    def _renew(self) -> None:
        self.checking.catch_up()
        self._check()

    @Slot(dict)
    def _take_preferences(self, values: dict[str, object]) -> None:
        with self._teller.telling():
            self._workplace.change_preferences(Preferences.model_validate(values))
            self._renew()

    def _timer(self, milliseconds: int) -> QTimer:
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        return made

    @Slot(object)
    def _on_opened(self, product: ProductDetail | None) -> None:
        self._soon.stop()
        self.checking.forget()
        document = self._bench.document
        if document is not self._document:
            self._document = document
            self._marks = {}
            if document is not None:
                document.changed.connect(self._soon.start)
        if product is not None:
            self._check()

    @Slot()
    def _check(self) -> None:
        product, document = self._bench.product, self._bench.document
        if product is None or document is None:
            return
        if product.state in _UNFINISHED:
            self._on_checked(())
            return
        self.checking.check(product, document.values(), self._workplace.reviewer)

    @Slot(object)
    def _on_checked(self, marks: tuple[Mark, ...]) -> None:
        preferences, language = self._workplace.preferences, self._workplace.language
        found: dict[str, list[Mark]] = defaultdict(list)
        for mark in marks:
            # An empty field says so itself.
            if preferences.severity(mark.code) is not Severity.OFF and mark.wording != "missing.empty":
                found[mark.field].append(mark)
        form = self._window.card.form
        self._marks = {}
        for name in form.names:
            loud_first = sorted(found[name], key=lambda mark: not _loud(preferences, mark.code))
            self._marks[name] = loud_first
            form.advise(
                name,
                [
                    Advice(sentence(mark, language), _loud(preferences, mark.code), act(mark, language), _place(mark))
                    for mark in loud_first
                ],
            )

    @Slot(str, int)
    def _on_act_requested(self, field: str, place: int) -> None:
        marks = self._marks.get(field, [])
        if self._document is None or place >= len(marks):
            return
        mark = marks[place]
        if mark.fix is not None:
            self._document.set_value(mark.fix.field, mark.fix.value)
            self._document.confirm(mark.fix.field)
        elif mark.product is not None:
            self._window.queue.view.open(mark.product)
        else:
            self._window.card.form.look_at(Stop(field, place))

    @Slot()
    def _on_caught_up(self) -> None:
        self._products.changed([])


def _loud(preferences: Preferences, code: Code) -> bool:
    return preferences.severity(code) is Severity.WARNING


def _place(mark: Mark) -> Place | None:
    return None if mark.span is None else Place(mark.span.item, mark.span.start, mark.span.end)
