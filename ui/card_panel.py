"""The card's column: whose card it is, the form, and what can be done with it. It knows no field."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.card_header import CardHeader
from ui.card_help import CardHelp
from ui.forms.form import Form
from ui.likeness.line import LikenessLine
from ui.progress import ProgressBar
from ui.theme import Theme
from ui.widgets import ElidedLabel, button, ground, label, restyle

_ROOM_FOR_KEYS = 476


class Phase(StrEnum):
    """What the column is about."""

    NOTHING = "nothing"
    WAITING = "waiting"
    WRITING = "writing"
    FAILED = "failed"
    READY = "ready"


@dataclass(frozen=True, slots=True)
class CardView:
    """What the column shows around the form.

    Attributes:
        phase: Whether there is a card, and whether it is being written.
        file_name: Of the product's first photo.
        position: Where it stands among those to go through, from 1; 0 where that says nothing.
        of: How many those are.
        sentence: What goes on or went wrong, for a person; empty for the phase's usual words.
        remedy: What can be done about a failure.
        progress: How far the card is written, in [0, 1], or ``None`` where that is not known.
        rejected: Whether the card was rejected: "Rejeitar" then reads "Voltar para revisão".
        approved: Whether the card is approved: the primary button then goes to the next one.
        origin: Who wrote the card.
        product: Which product this is, for what the buttons ask for; ``None`` for the list's current one.
    """

    phase: Phase = Phase.NOTHING
    file_name: str = ""
    position: int = 0
    of: int = 0
    sentence: str = ""
    remedy: str = ""
    progress: float | None = None
    rejected: bool = False
    approved: bool = False
    origin: str = ""
    product: int | None = None


class CardPanel(QWidget):
    """The card.

    Attributes:
        approve_requested: Approve, and on to the next.
        reject_requested: Reject, or take the rejection back.
        regenerate_requested: Have it written again.
        cancel_requested: Stop writing it.
        retry_requested: Try the failed one again.
        step_requested: By how many products to move.
        history_requested: Show what happened to the product.
        header: The bar above.
        form: The widget that edits the card.
        likeness: That the product may be the same as another one.
        help: Where a person helps the model.
        approve: The primary button.
        reject: "Rejeitar" or "Voltar à revisão".
        again: "Gerar de novo" or "Cancelar".
        retry: "Tentar de novo".
    """

    approve_requested = Signal()
    reject_requested = Signal()
    regenerate_requested = Signal()
    cancel_requested = Signal()
    retry_requested = Signal()
    step_requested = Signal(int)
    history_requested = Signal()

    def __init__(self, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface")
        self.form = form
        self._view = CardView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.header = CardHeader()
        self.header.step_requested.connect(self.step_requested.emit)
        self.header.history_requested.connect(self.history_requested.emit)
        self.likeness = LikenessLine()
        self.help = CardHelp()
        self._origin = ElidedLabel("", "caption")
        self._origin.setContentsMargins(18, 8, 18, 6)
        body = (self.likeness, self._strip(), self._body(), self.help)
        for part in (self.header, *body, self._origin, self._footer()):
            column.addWidget(part, 1 if part is self._pages else 0)
        self.show_card(self._view)

    def _strip(self) -> QWidget:
        """What the model is doing, above the form it fills."""
        self._writing = QWidget()
        column = QVBoxLayout(self._writing)
        column.setContentsMargins(18, 10, 18, 0)
        column.setSpacing(6)
        self._stage = label(role="quiet")
        self._progress = ProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Andamento da ficha"))
        column.addWidget(self._stage)
        column.addWidget(self._progress)
        return self._writing

    def _body(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(32, 24, 32, 24)
        column.setSpacing(12)
        self._sentence = label(role="title", wrap=True)
        self._remedy = label(role="quiet", wrap=True)
        self.retry = button(self.tr("Tentar de novo"))
        self.retry.clicked.connect(self.retry_requested.emit)
        column.addStretch(2)
        for text in (self._sentence, self._remedy):
            text.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(text)
        column.addWidget(self.retry, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self._pages = QStackedWidget()
        self._pages.addWidget(page)
        self._pages.addWidget(self.form)
        return self._pages

    def _footer(self) -> QWidget:
        self._foot = ground(QWidget(), "foot")
        row = QHBoxLayout(self._foot)
        row.setContentsMargins(18, 12, 18, 12)
        row.setSpacing(8)
        self.reject = button(self.tr("Rejeitar"))
        self.again = button(self.tr("Gerar de novo"))
        self.approve = button(self.tr("Aprovar e próxima"), "primary")
        self.reject.clicked.connect(self.reject_requested.emit)
        self.again.clicked.connect(self._on_again_clicked)
        self.approve.clicked.connect(self.approve_requested.emit)
        row.addWidget(self.reject)
        row.addWidget(self.again)
        row.addStretch(1)
        row.addWidget(self.approve)
        return self._foot

    @property
    def view(self) -> CardView:
        """What is shown."""
        return self._view

    def set_form(self, form: Form) -> None:
        """Edit with another form; the old one goes."""
        old, self.form = self.form, form
        self._pages.insertWidget(1, form)
        self._pages.removeWidget(old)
        old.deleteLater()
        self.show_card(self._view)

    def words(self) -> tuple[str, str]:
        """What stands in place of a card: the sentence and the remedy."""
        return self._sentence.text(), self._remedy.text()

    def set_theme(self, theme: Theme) -> None:
        """Tint the buttons above."""
        self.header.set_theme(theme)

    def show_card(self, view: CardView) -> None:
        """Show this around the form."""
        self._view = view
        self.header.show_product(view.file_name, view.position, view.of, there=view.phase is not Phase.NOTHING)
        with_form = view.phase in {Phase.WRITING, Phase.READY}
        self._pages.setCurrentIndex(1 if with_form else 0)
        self._foot.setVisible(with_form)
        self._origin.setText(view.origin)
        self._origin.setVisible(bool(view.origin))
        self.help.stand_last(not (with_form or view.origin))
        self._show_writing(view)
        self._show_message(view)
        self._show_buttons(view)

    def _show_writing(self, view: CardView) -> None:
        self._writing.setVisible(view.phase is Phase.WRITING)
        self._stage.setText(view.sentence or self.tr("escrevendo…"))
        self._progress.show_progress(round((view.progress or 0) * 1000), 0 if view.progress is None else 1000)

    def _show_message(self, view: CardView) -> None:
        usual = {
            Phase.NOTHING: self.tr("Escolha um produto na lista."),
            Phase.WAITING: self.tr("Na fila: a ficha começa sozinha quando chegar a vez desta foto."),
            Phase.FAILED: self.tr("A ficha desta foto não ficou pronta."),
        }
        self._sentence.setText(view.sentence or usual.get(view.phase, ""))
        failed = view.phase is Phase.FAILED
        restyle(self._sentence, "role", "title" if failed else "quiet")
        self._remedy.setText(view.remedy)
        self._remedy.setVisible(bool(view.remedy))
        self.retry.setVisible(failed)

    def _show_buttons(self, view: CardView) -> None:
        writing = view.phase is Phase.WRITING
        self.approve.setEnabled(not writing)
        self.reject.setEnabled(not writing)
        self.reject.setText(self.tr("Voltar à revisão") if view.rejected else self.tr("Rejeitar"))
        self.again.setText(self.tr("Cancelar") if writing else self.tr("Gerar de novo"))
        words = self.tr("Próxima") if view.approved else self.tr("Aprovar e próxima")
        self.approve.setText(words if self.width() < _ROOM_FOR_KEYS else f"{words}   Ctrl ↵")
        for made, name in ((self.approve, words), (self.reject, self.reject.text()), (self.again, self.again.text())):
            made.setAccessibleName(name)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the key out of the primary button where there is no room for it."""
        super().resizeEvent(event)
        self._show_buttons(self._view)

    def _on_again_clicked(self) -> None:
        if self._view.phase is Phase.WRITING:
            self.cancel_requested.emit()
        else:
            self.regenerate_requested.emit()
