"""Empty states: they say what to do next."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.icons import app_icon
from ui.proposal import Asking
from ui.widgets import button, ground, label

_MIDDLE = Qt.AlignmentFlag.AlignCenter


class Welcome(QWidget):
    """The whole window before there is any product: a place to drop photos on.

    Attributes:
        choose_requested: Choose photos in a dialog.
        samples_requested: Add the photos to try the program with.
        asking: Asks for a model while there is none.
    """

    choose_requested = Signal()
    samples_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "paper")
        target = QFrame()
        target.setProperty("role", "drop-target")
        target.setMaximumWidth(560)
        column = QVBoxLayout(target)
        column.setContentsMargins(40, 40, 40, 32)
        column.setSpacing(16)
        icon = QLabel()
        icon.setPixmap(app_icon().pixmap(QSize(72, 72)))
        icon.setAlignment(_MIDDLE)
        self.choose = button(self.tr("Escolher fotos"), "primary")
        self.choose.clicked.connect(self.choose_requested.emit)
        column.addWidget(icon)
        column.addWidget(self._middled(self.tr("Solte fotos de produtos aqui"), "big"))
        column.addWidget(self.choose, 0, _MIDDLE)
        self.samples = button(self.tr("Experimentar com fotos de exemplo"))
        self.samples.clicked.connect(self.samples_requested.emit)
        column.addWidget(self.samples, 0, _MIDDLE)
        self.set_samples(available=False)
        self._where = self._middled("", "quiet")
        self.set_place("")
        column.addWidget(self._where)
        self.asking = Asking(
            self.tr("Fichário precisa de um modelo para escrever as fichas."),
            self.tr("As fotos podem ser soltas já: elas esperam na fila."),
            upright=True,
        )
        column.addWidget(self.asking)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(32, 32, 32, 32)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(target, 4)
        row.addStretch(1)
        outer.addStretch(2)
        outer.addLayout(row)
        outer.addStretch(3)

    def _middled(self, text: str, role: str) -> QLabel:
        made = label(text, role, wrap=True)
        made.setAlignment(_MIDDLE)
        return made

    def set_samples(self, *, available: bool) -> None:
        """Whether there are photos to try the program with."""
        self.samples.setVisible(available)

    def set_model_missing(self, missing: bool) -> None:
        """Ask for a model, or not."""
        self.asking.setVisible(missing)

    def set_place(self, text: str) -> None:
        """Say where photos are read; nothing where that is this computer."""
        self._where.setText(text or self.tr("Tudo acontece neste computador"))

    @property
    def place(self) -> str:
        """Where it says photos are read."""
        return self._where.text()


class ModelStrip(Asking):
    """One line below the top bar while products wait and there is no model to read them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        words = self.tr("Fichário precisa de um modelo para escrever as fichas. As fotos esperam na fila.")
        super().__init__(words, "", upright=False, kind="primary", parent=parent)
        ground(self, "bar")


class NoResults(QWidget):
    """Stands in the list where a filter leaves nothing.

    Attributes:
        clear_requested: Show everything again.
    """

    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(12)
        self._words = label(role="quiet", wrap=True)
        self._words.setAlignment(_MIDDLE)
        self.clear = button(self.tr("Limpar o filtro"))
        self.clear.clicked.connect(self.clear_requested.emit)
        column.addStretch(2)
        column.addWidget(self._words)
        column.addWidget(self.clear, 0, _MIDDLE)
        column.addStretch(3)

    def set_filter(self, chosen: Sequence[str], search: str) -> None:
        """Say which filter it is.

        Args:
            chosen: The names of the chosen values, or none.
            search: The words searched for, or empty.
        """
        names = "”, “".join(chosen)
        if names and search:
            words = self.tr("Nenhum produto em “%1” com “%2”.").replace("%1", names).replace("%2", search)
        elif search:
            words = self.tr("Nenhum produto com “%2”.").replace("%2", search)
        else:
            words = self.tr("Nenhum produto em “%1”.").replace("%1", names)
        self._words.setText(words)

    @property
    def words(self) -> str:
        """The sentence."""
        return self._words.text()
