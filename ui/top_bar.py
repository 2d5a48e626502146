"""The bar above: whose catalogue, search, the model, add photos, export."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from ui.icons import app_icon, tinted
from ui.search_field import SearchField
from ui.theme import LIGHT, Theme
from ui.widgets import ElidedLabel, button, ground, icon_button, label

SEARCH_DELAY = 40
"""Milliseconds without a key before a search is made."""


class ModelState(StrEnum):
    """What the model is about."""

    NONE = "none"
    LOADING = "loading"
    READY = "ready"
    READING = "reading"
    WAITING = "waiting"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """The model in words.

    Attributes:
        state: Which dot stands before the words.
        text: "Nenhum modelo", "Carregando… 43 %", "Qwen3-VL 4B · lendo fotos".
        hint: The tooltip: file names, device, what went wrong.
    """

    state: ModelState
    text: str
    hint: str = ""


class ModelPill(QPushButton):
    """A button that says how the model is: a dot, whose shape differs by state as well as its colour, and words."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "model")
        self._theme = LIGHT
        self._status = ModelStatus(ModelState.NONE, "")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        """Paint the dot in these colours."""
        self._theme = theme
        self.update()

    def set_status(self, status: ModelStatus) -> None:
        """Show this."""
        self._status = status
        self.setToolTip(status.hint or status.text)
        self.setAccessibleName(self.tr("Modelo: %s").replace("%s", status.text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the dot and all the words."""
        return QSize(self.fontMetrics().horizontalAdvance(self._status.text) + 48, 32)

    def minimumSizeHint(self) -> QSize:
        """Room for the dot and a few letters."""
        return QSize(min(self.sizeHint().width(), 120), 32)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The pill, its dot and as many words as fit."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, state = self._theme, self._status.state
        colours = {
            ModelState.NONE: theme.quiet,
            ModelState.WAITING: theme.doubt,
            ModelState.FAILED: theme.failure,
        }
        colour = QColor(colours.get(state, theme.accent))
        painter.setPen(colour)
        if state in {ModelState.READY, ModelState.READING, ModelState.FAILED}:
            painter.setBrush(colour)
        painter.drawEllipse(QPointF(18, self.height() / 2), 4.5, 4.5)
        painter.setPen(QColor(theme.quiet))
        place = self.rect().adjusted(30, 0, -14, 0)
        shown = QFontMetrics(self.font()).elidedText(self._status.text, Qt.TextElideMode.ElideRight, place.width() + 1)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)


class TopBar(QWidget):
    """The bar.

    Attributes:
        search_changed: The words to search, some time after the last key.
        model_requested: The pill was clicked.
        add_requested: "+ Fotos" was clicked.
        export_requested: A preset's id, or "" for the usual one.
        search: The field.
        menu_button: Holds every action there is; the window fills it.
    """

    search_changed = Signal(str)
    model_requested = Signal()
    add_requested = Signal()
    export_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "bar")
        self.setFixedHeight(52)
        self._theme = LIGHT
        self._icon = QLabel()
        self._icon.setPixmap(app_icon().pixmap(QSize(24, 24)))
        self._name = label(self.tr("Fichário"), "name")
        self._catalogue = ElidedLabel("", "quiet")
        self.search = self._made_search()
        self.pill = ModelPill()
        self.pill.clicked.connect(self.model_requested.emit)
        self.add = button(self.tr("+ Fotos"), hint=self.tr("Escolher fotos ou soltá-las na janela (Ctrl+O)"))
        self.add.setAccessibleName(self.tr("Adicionar fotos"))
        self.add.clicked.connect(self.add_requested.emit)
        self.export = button("")
        self.menu_button = icon_button(self.tr("Menu"))
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._lay_out()
        self.set_exportable(0)

    def _made_search(self) -> SearchField:
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_DELAY)
        self._timer.timeout.connect(self._on_search_due)
        field = SearchField()
        field.textChanged.connect(lambda _text: self._timer.start())
        field.returnPressed.connect(self._on_search_due)
        return field

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addWidget(self._name)
        row.addWidget(self._catalogue, 1)
        row.addWidget(self.search, 3)
        row.addStretch(1)
        row.addWidget(self.pill)
        row.addWidget(self.add)
        row.addWidget(self.export)
        row.addWidget(self.menu_button)

    def set_theme(self, theme: Theme) -> None:
        """Tint the icons."""
        self.search.set_theme(theme)
        self.menu_button.setIcon(tinted("menu", theme.text))
        self.pill.set_theme(theme)

    def set_search(self, words: str) -> None:
        """Show these words in the field as those that are searched for, without telling anyone."""
        self._timer.stop()
        self.search.blockSignals(True)
        self.search.setText(words)
        self.search.blockSignals(False)

    def set_catalogue(self, name: str) -> None:
        """Show whose catalogue this is."""
        self._catalogue.setText(name)

    def set_model(self, status: ModelStatus) -> None:
        """Show how the model is."""
        self.pill.set_status(status)

    def set_exportable(self, count: int, *, again: bool = False) -> None:
        """Show how many cards an export would write; with none, nor any to write again, nothing can be pressed."""
        words = self.tr("Exportar %s").replace("%s", self.locale().toString(count)) if count else self.tr("Exportar")
        self.export.setText(f"{words}   Ctrl E")
        self.export.setAccessibleName(words)
        self.export.setEnabled(count > 0 or again)

    def set_presets(self, presets: Sequence[tuple[str, str]]) -> None:
        """Offer these ways to export, as (id, name)."""
        menu = QMenu(self)
        for preset, name in presets:
            menu.addAction(name).triggered.connect(
                lambda _checked=False, chosen=preset: self.export_requested.emit(chosen)
            )
        self.export.setMenu(menu)

    def open_menu(self) -> None:
        """Open the menu and return at once, as a button itself would not."""
        menu = self.menu_button.menu()
        if menu is not None:
            menu.popup(self.menu_button.mapToGlobal(QPoint(0, self.menu_button.height())))

    def show_compact(self, compact: bool) -> None:
        """Leave out what a narrow window has no room for."""
        self._catalogue.setVisible(not compact)
        self._name.setVisible(not compact)

    def _on_search_due(self) -> None:
        self._timer.stop()
        self.search_changed.emit(self.search.text().strip())
