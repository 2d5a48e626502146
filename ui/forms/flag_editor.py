"""The editor of a yes or no."""

from pydantic import JsonValue
from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from ui.forms.editor import FieldEditor, as_text
from ui.forms.kinds import FieldSpec
from ui.forms.looks import ink, paint_tick

_BOX = 18
_GAP = 8


class FlagBox(QCheckBox):
    """A check box painted in the style sheet's colours, which no native one takes well in the dark."""

    def sizeHint(self) -> QSize:
        """Box and text."""
        metrics = self.fontMetrics()
        return QSize(_BOX + _GAP + metrics.horizontalAdvance(self.text()) + 2, max(_BOX + 8, metrics.height() + 8))

    def hitButton(self, point: QPoint) -> bool:  # noqa: N802 - Qt's name
        """Box and text can be clicked."""
        return self.rect().contains(point)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box, its tick or dash, and the text."""
        del event
        painter, palette, text = QPainter(self), self.palette(), ink(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, (self.height() - _BOX) / 2, _BOX, _BOX).adjusted(0.5, 0.5, -0.5, -0.5)
        filled = self.checkState() is not Qt.CheckState.Unchecked
        rim = QColor(palette.highlight().color() if filled or self.hasFocus() else text)
        rim.setAlpha(255 if filled or self.hasFocus() else 120)
        painter.setPen(QPen(rim, 1.0))
        painter.setBrush(palette.highlight() if filled else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box, 4, 4)
        if self.checkState() is Qt.CheckState.Checked:
            paint_tick(painter, box, palette.highlightedText().color())
        elif filled:
            painter.fillRect(box.adjusted(4.5, 7.5, -4.5, -7.5), palette.highlightedText())
        painter.setPen(text)
        area = self.rect().adjusted(_BOX + _GAP, 0, 0, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
        if self.hasFocus():
            painter.setPen(QPen(palette.highlight().color(), 1.0))
            under = area.center().y() + self.fontMetrics().height() // 2 + 1
            painter.drawLine(area.left(), under, area.left() + self.fontMetrics().horizontalAdvance(self.text()), under)


class FlagEditor(FieldEditor):
    """A check box that carries the field's title; half checked where it may be left open."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        super().__init__(spec, parent)
        self._box = FlagBox(spec.title, self)
        self._box.setObjectName("fieldFlag")
        self._box.setTristate(spec.optional)
        self._box.clicked.connect(self._on_clicked)
        self._row.addWidget(self._box)
        self._row.addStretch(1)

    @property
    def entry(self) -> FlagBox:
        """The check box."""
        return self._box

    def set_read_only(self, on: bool) -> None:
        """Disable the box: a box that can be clicked without effect would mislead."""
        self._box.setEnabled(not on)

    def counter(self, value: JsonValue) -> str:
        """What it holds that is neither yes nor no."""
        return "" if value is None or isinstance(value, bool) else as_text(value)

    def _show(self, value: JsonValue) -> None:
        if not isinstance(value, bool) and self.spec.optional:
            self._box.setCheckState(Qt.CheckState.PartiallyChecked)
        else:
            self._box.setChecked(value is True)

    def _on_clicked(self) -> None:
        state = self._box.checkState()
        self._hand_on(None if state is Qt.CheckState.PartiallyChecked else state is Qt.CheckState.Checked)
