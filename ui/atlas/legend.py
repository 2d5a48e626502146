"""What the map's colours mean: a button for each group, with how many there are; those pressed alone have colour."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ui.atlas.points import OTHERS, Group
from ui.theme import Theme
from ui.widgets import button, ground

_DOT = 12


class AtlasLegend(QWidget):
    """The groups, the most frequent first.

    Attributes:
        shown_changed: The places of the groups that are to keep their colour, a list; empty for all.
        buttons: Group's place → its button.
    """

    shown_changed = Signal(list)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        ground(self, "plain")
        self._theme = theme
        self._groups: tuple[Group, ...] = ()
        self.buttons: dict[int, QPushButton] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addStretch()

    def set_theme(self, theme: Theme) -> None:
        """Paint the dots in these colours."""
        self._theme = theme
        for place, made in self.buttons.items():
            made.setIcon(self._dot(self._groups[place]))

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Show these; of the same names, those that were pressed stay it."""
        if tuple(groups) == self._groups:
            return
        pressed = {self._groups[place].name for place in self._pressed()}
        for made in self.buttons.values():
            self._column.removeWidget(made)
            made.deleteLater()
        self._groups = tuple(groups)
        there = [place for place, group in enumerate(groups) if group.count]
        ordered = sorted(there, key=lambda place: (groups[place].rank == OTHERS, groups[place].rank))
        self.buttons = {place: self._made(groups[place], chosen=groups[place].name in pressed) for place in ordered}
        for at, made in enumerate(self.buttons.values()):
            self._column.insertWidget(at, made)
        self._on_clicked()

    def _made(self, group: Group, *, chosen: bool) -> QPushButton:
        made = button(f"{group.name}  {self.locale().toString(group.count)}", "facet")
        made.setCheckable(True)
        made.setChecked(chosen)
        made.setIcon(self._dot(group))
        made.setIconSize(QSize(_DOT, _DOT))
        made.setToolTip(self.tr("Dar cor só a este grupo"))
        made.clicked.connect(self._on_clicked)
        return made

    def _dot(self, group: Group) -> QIcon:
        density = self.devicePixelRatioF()
        pixmap = QPixmap(round(_DOT * density), round(_DOT * density))
        pixmap.setDevicePixelRatio(density)
        pixmap.fill(QColor(0, 0, 0, 0))
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(QColor(group.colour(self._theme)))
        painter.drawEllipse(1, 1, _DOT - 2, _DOT - 2)
        painter.end()
        return QIcon(pixmap)

    def _pressed(self) -> list[int]:
        return [place for place, made in self.buttons.items() if made.isChecked()]

    def _on_clicked(self) -> None:
        self.shown_changed.emit(self._pressed())
