"""The small padlock of a field: whether a machine leaves its value alone."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QToolButton, QWidget

from ui.forms.looks import ink, set_look

_SIDE = 20
_BODY = QRectF(-4.5, -0.5, 9.0, 6.5)


class Padlock(QToolButton):
    """Closed where a person has settled the field, open where the next machine may write it.

    Attributes:
        switched: A person closed it (``True``) or opened it.
    """

    switched = Signal(bool)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("fieldLock")
        self._title = title
        # Tab goes from field to field; the keyboard has a key of its own for the lock.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCheckable(True)
        self.clicked.connect(self._on_clicked)
        self.toggled.connect(self._on_toggled)
        self._on_toggled(False)

    def sizeHint(self) -> QSize:
        """As high as the label beside it."""
        return QSize(_SIDE, _SIDE - 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a full body under a closed shackle, or an empty one under a shackle that stands aside."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(QRectF(self.rect()).center())
        colour = ink(self)
        painter.setPen(QPen(colour, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        aside = 0.0 if self.isChecked() else 4.0
        painter.drawArc(QRectF(-3.0 + aside, -6.0, 6.0, 7.0), 0, 180 * 16)
        if not self.isChecked():
            painter.drawLine(1, -3, 1, -1)
        else:
            for x in (-3.0, 3.0):
                painter.drawLine(QRectF(x, -2.5, 0, 2.0).topLeft(), QRectF(x, -2.5, 0, 2.0).bottomLeft())
            painter.setBrush(colour)
        painter.drawRoundedRect(_BODY, 1.5, 1.5)

    def _on_clicked(self, closed: bool) -> None:
        self.switched.emit(closed)

    def _on_toggled(self, closed: bool) -> None:
        words = self.tr("Travado: o modelo não muda este campo (Ctrl+L destrava)")
        if not closed:
            words = self.tr("Destravado: o modelo pode reescrever este campo (Ctrl+L trava)")
        self.setToolTip(words)
        self.setAccessibleName(self.tr("Trava de {title}").format(title=self._title))
        self.setAccessibleDescription(words)
        set_look(self, "closed", closed)
