"""The column that tells what happened, newest first. It knows neither what it is about nor where that is kept."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.history.entry import Happening, HappeningRow
from ui.icons import tinted
from ui.theme import LIGHT, Theme
from ui.widgets import ElidedLabel, button, ground, icon_button, label

PAGE = 15
"""So many are shown at first, and more each time that older ones are asked for."""


class HistoryPanel(QWidget):
    """What happened to one thing.

    Attributes:
        return_requested: Go back to the version of this key.
        closed: The person has seen enough.
        close_button: Says so.
        older: Shows more.
        area: What scrolls.
    """

    return_requested = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface")
        self._theme = LIGHT
        self._happenings: tuple[Happening, ...] = ()
        self._shown = PAGE
        self._rows: list[HappeningRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header())
        self._hint = label(role="quiet", wrap=True)
        self._hint.setContentsMargins(18, 14, 18, 14)
        column.addWidget(self._hint)
        column.addWidget(self._body(), 1)
        self.show_history("", ())

    def _header(self) -> QWidget:
        bar = ground(QWidget(), "bar")
        bar.setFixedHeight(48)
        row = QHBoxLayout(bar)
        row.setContentsMargins(18, 0, 12, 0)
        row.setSpacing(8)
        self._name = ElidedLabel("", "pill", Qt.TextElideMode.ElideMiddle)
        self.close_button = icon_button(self.tr("Voltar à ficha (Esc)"))
        self.close_button.clicked.connect(self.closed.emit)
        row.addWidget(label(self.tr("Histórico"), "title"))
        row.addWidget(self._name)
        row.addStretch(1)
        row.addWidget(self.close_button)
        return bar

    def _body(self) -> QWidget:
        page = QWidget()
        page.setProperty("role", "plain")
        self._list = QVBoxLayout(page)
        self._list.setContentsMargins(0, 0, 0, 12)
        self._list.setSpacing(0)
        self.older = button(self.tr("Mostrar mais antigas"), "quiet")
        self.older.clicked.connect(self._on_older)
        self._list.addWidget(self.older)
        self._list.addStretch(1)
        self.area = QScrollArea()
        self.area.setProperty("role", "plain")
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(self.tr("Histórico"))
        self.area.setWidget(page)
        return self.area

    @property
    def rows(self) -> list[HappeningRow]:
        """What is shown, newest first."""
        return list(self._rows)

    @property
    def hint(self) -> str:
        """What is said above the list; empty where nothing is."""
        return self._hint.text()

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self._theme = theme
        self.close_button.setIcon(tinted("close", theme.quiet))
        for row in self._rows:
            row.set_theme(theme)

    def show_history(self, name: str, happenings: Sequence[Happening], *, same: bool = False) -> None:
        """Tell this.

        Args:
            name: Whose history it is; empty for nobody's.
            happenings: Newest first.
            same: Whether it is the same one's as before, so that as much of it stays open.
        """
        self._name.setText(name)
        self._name.setVisible(bool(name))
        self._happenings = tuple(happenings)
        if not same:
            self._shown = PAGE
            self.area.verticalScrollBar().setValue(0)
        nothing = self.tr("Escolha um produto na lista para ver o que aconteceu com ele.")
        little = self.tr(
            "Quando a ficha for escrita, editada ou aprovada, cada mudança aparece aqui e pode ser desfeita."
        )
        self._hint.setText(nothing if not happenings else little if len(happenings) == 1 else "")
        self._hint.setVisible(len(happenings) < 2)
        self._fill()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _fill(self) -> None:
        """Show as many as are asked for; rows that tell the same stay."""
        wanted = self._happenings[: self._shown]
        kept = {row.happening: row for row in self._rows if row.happening in wanted}
        focus = self.window().focusWidget()
        for row in self._rows:
            if row.happening not in kept:
                if focus is not None and row.isAncestorOf(focus):
                    self.area.setFocus()  # whoever pressed its button goes on from here
                self._list.removeWidget(row)
                row.hide()
                row.deleteLater()
        self._rows = [kept.get(happening) or self._made(happening) for happening in wanted]
        for at, row in enumerate(self._rows):
            self._list.insertWidget(at, row)
        self.older.setVisible(len(self._happenings) > self._shown)

    def _made(self, happening: Happening) -> HappeningRow:
        row = HappeningRow(happening, self._theme)
        row.return_requested.connect(self.return_requested.emit)
        return row

    def _on_older(self) -> None:
        self._shown += PAGE
        self._fill()
