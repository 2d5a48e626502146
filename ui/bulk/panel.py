"""The panel for one change to many products: which products, what, and what would become of each. It is not modal.

It knows fields as any Pydantic model has them and reckons nothing: whoever opened it is asked for a preview some time
after the last key, and for the change itself.
"""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.bulk.asking import BulkAsking
from ui.bulk.preview import Preview, Tally
from ui.bulk.wish import Scope, Work
from ui.progress import ProgressBar
from ui.theme import Theme
from ui.widgets import button, label, restyle

PREVIEW_DELAY = 250
"""Milliseconds without a key before the preview is made anew."""


class BulkPanel(QDialog):
    """The panel.

    Attributes:
        preview_wanted: Something else is wanted; show what would become of it.
        apply_requested: Do it.
        stop_requested: Do no more of it.
        product_opened: Show this product in the window.
        hidden: The panel was closed.
        asking: What is wanted.
        preview: What would become of each.
        apply: The button that does it.
        stop: The button that stops it.
    """

    preview_wanted = Signal()
    apply_requested = Signal()
    stop_requested = Signal()
    product_opened = Signal(int)
    hidden = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Editar em massa"))
        self.resize(860, 640)
        self._busy = False
        self.asking = BulkAsking()
        self.preview = Preview()
        self._message = label(wrap=True)
        self._bar = ProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Andamento"))
        room = self._bar.sizePolicy()
        room.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(room)
        self.apply = button("", "primary")
        self.stop, self.leave = button(self.tr("Parar")), button(self.tr("Fechar"))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PREVIEW_DELAY)
        self._lay_out()
        self.asking.changed.connect(self.touch)
        self._timer.timeout.connect(self.ask)
        self.apply.clicked.connect(self.apply_requested.emit)
        self.stop.clicked.connect(self.stop_requested.emit)
        self.leave.clicked.connect(self.close)
        self.preview.opened.connect(self.product_opened.emit)
        self.show_tally(Tally())

    def _lay_out(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.leave)
        foot.addStretch()
        foot.addWidget(self.stop)
        foot.addWidget(self.apply)
        for made in (self.leave, self.stop, self.apply):
            made.setAutoDefault(False)  # Enter in a line is no yes
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(self.asking)
        column.addWidget(self._message)
        column.addWidget(self.preview, 1)
        column.addWidget(self._bar)
        column.addLayout(foot)

    @property
    def message(self) -> str:
        """What is said about what was typed, or about the change under way."""
        return self._message.text()

    @property
    def busy(self) -> bool:
        """Whether a change is under way."""
        return self._busy

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self.preview.set_theme(theme)

    def choose(
        self, scope: Scope, work: Work | None = None, field: str = "", checked: frozenset[str] = frozenset()
    ) -> None:
        """Begin with this; what is not given stays as it was."""
        self.asking.choose(scope, work, field, checked)

    def touch(self) -> None:
        """What is wanted may be another: ask for a preview before long."""
        self.apply.setEnabled(False)
        if self.isVisible() and not self._busy:
            self._timer.start()

    def ask(self) -> None:
        """Ask for a preview now."""
        self._timer.stop()
        self.set_message(self.asking.missing)
        self.preview_wanted.emit()

    def set_message(self, text: str, *, wrong: bool = False) -> None:
        """Say what is missing or wrong, where it is typed."""
        self._message.setText(text)
        self._message.setVisible(bool(text))
        restyle(self._message, "role", "failure" if wrong else "quiet")

    def show_tally(self, tally: Tally) -> None:
        """Show what is known so far; what all of it is known of can be done."""
        done = tally.seen >= tally.total
        self._bar.show_progress(tally.seen, max(tally.total, 1))
        self._bar.setVisible(not done)
        self.preview.say(tally, self._words(tally) if done else self._count(self.tr("Conferindo %1 de %2…"), tally))
        words = self.tr("Aplicar a %n ficha(s)", "", tally.changing) if tally.changing else self.tr("Aplicar")
        self.apply.setText(words)
        self.apply.setAccessibleName(self.apply.text())
        self.apply.setEnabled(done and tally.changing > 0)
        self._show_busy()

    def show_busy(self, tally: Tally) -> None:
        """The change is under way."""
        self._busy = True
        self._timer.stop()
        self._bar.show_progress(tally.seen, max(tally.total, 1))
        self._bar.show()
        self.set_message(self._count(self.tr("Mudando %1 de %2…"), tally))
        self._show_busy()

    def end_busy(self) -> None:
        """The change is over; what it left is looked at anew."""
        self._busy = False
        self._show_busy()
        self.ask()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing more is looked at."""
        super().hideEvent(event)
        self._timer.stop()
        self.hidden.emit()

    def _show_busy(self) -> None:
        self.asking.setEnabled(not self._busy)
        self.stop.setVisible(self._busy)
        self.apply.setVisible(not self._busy)

    def _words(self, tally: Tally) -> str:
        if tally.total and not tally.changing:
            return self.tr("Nenhuma ficha mudaria.")
        if tally.back:
            return self.tr("%n já aprovada(s) ou exportada(s) voltam para revisão.", "", tally.back)
        return ""

    def _count(self, words: str, tally: Tally) -> str:
        number = self.locale().toString
        return words.replace("%1", number(tally.seen)).replace("%2", number(tally.total))
