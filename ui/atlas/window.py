"""The window of the map: tools above, the map with what its colours mean, below what is pointed at and chosen.

Not modal, and it knows nothing of cards: what is chosen here is chosen elsewhere, too.
"""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.atlas.hands import AtlasHands, Tool
from ui.atlas.legend import AtlasLegend
from ui.atlas.points import Points
from ui.chooser import Chooser
from ui.theme import Theme
from ui.widgets import ElidedLabel, button, ground, label

_LEGEND = 230


class AtlasWindow(QDialog):
    """The map and what is around it.

    Attributes:
        shown: It came into sight; what it shows may be old.
        chosen: These products are chosen, a list; empty for none.
        edit_requested: Change a field of what is chosen.
        colouring_chosen: Colour the points by this, one of the keys that were offered.
        canvas: The map itself.
        legend: What its colours mean.
        tools: Tool → its button.
        colouring: By what points are coloured.
        seen: Chooses what is in sight.
        edit: The button that edits.
    """

    shown = Signal()
    chosen = Signal(list)
    edit_requested = Signal()
    colouring_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Mapa do catálogo"))
        self.resize(1000, 680)
        self.canvas = AtlasHands(theme)
        self.legend = AtlasLegend(theme)
        self.legend.shown_changed.connect(self.canvas.set_shown)
        self.colouring = Chooser()
        self.colouring.setAccessibleName(self.tr("Colorir por"))
        self.colouring.activated.connect(lambda _at: self.colouring_chosen.emit(self.colouring.currentData()))
        self._message = label(self.tr("Calculando…"), "quiet", wrap=True)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setMargin(40)
        self._told, self._count = ElidedLabel("", "quiet"), label(role="quiet")
        self.edit = button(self.tr("Editar em massa…"), hint=self.tr("Muda um campo de todos os escolhidos (Ctrl+B)"))
        self.edit.clicked.connect(self.edit_requested.emit)
        QShortcut("Ctrl+B", self).activated.connect(self.edit.click)
        self.canvas.chosen.connect(self._on_chosen)
        self._pages = QStackedWidget()
        for page in (self._message, self.canvas):
            self._pages.addWidget(page)
        self._lay_out()
        self._show_count(0)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._pages, 1)
        middle.addWidget(self._made_side())
        foot = ground(QWidget(), "foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(14, 8, 14, 8)
        row.addWidget(self._told, 1)
        row.addWidget(self._count)
        row.addWidget(self.edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._made_bar())
        column.addLayout(middle, 1)
        column.addWidget(foot)

    def _made_bar(self) -> QWidget:
        bar = ground(QWidget(), "bar")
        row = QHBoxLayout(bar)
        row.setContentsMargins(14, 8, 14, 8)
        row.setSpacing(6)
        for made in self._made_tools():
            row.addWidget(made)
        self.seen = button(self.tr("Escolher à vista"), "size", hint=self.tr("Escolhe tudo o que está à vista (V)"))
        self.seen.clicked.connect(self.canvas.choose_seen)
        QShortcut("V", self).activated.connect(self.seen.click)
        fit = button(self.tr("Ver tudo"), "size", hint=self.tr("Mostra o mapa inteiro (0)"))
        fit.clicked.connect(self.canvas.fit)
        row.addSpacing(12)
        row.addWidget(fit)
        row.addWidget(self.seen)
        row.addStretch()
        row.addWidget(label(self.tr("Colorir por"), "quiet"))
        row.addWidget(self.colouring)
        return bar

    def _made_tools(self) -> Iterable[QPushButton]:
        """A button for each tool, one of which is pressed."""
        group = QButtonGroup(self)
        self.tools: dict[Tool, QPushButton] = {}
        names = {
            Tool.MOVE: (self.tr("Mover"), self.tr("Arrastar move o mapa (M)"), "M"),
            Tool.RECTANGLE: (self.tr("Retângulo"), self.tr("Arrastar escolhe o que está no retângulo (R)"), "R"),
            Tool.LASSO: (self.tr("Laço"), self.tr("Arrastar escolhe o que está dentro do traço (L)"), "L"),
        }
        for tool, (name, hint, key) in names.items():
            made = self.tools[tool] = button(name, "size", hint=hint)
            made.setCheckable(True)
            made.setChecked(tool is Tool.MOVE)
            made.toggled.connect(lambda on, chosen=tool: self.canvas.set_tool(chosen) if on else None)
            QShortcut(key, self).activated.connect(made.click)
            group.addButton(made)
        return self.tools.values()

    def _made_side(self) -> QScrollArea:
        inner = ground(QWidget(), "plain")
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 10, 8, 10)
        column.addWidget(self.legend)
        side = QScrollArea()
        side.setProperty("role", "plain")
        side.setWidgetResizable(True)
        side.setFixedWidth(_LEGEND)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setAccessibleName(self.tr("Legenda"))
        side.setWidget(inner)
        return side

    @property
    def message(self) -> str:
        """What is said in place of the map; empty while it is there."""
        return self._message.text() if self._pages.currentWidget() is self._message else ""

    @property
    def told(self) -> str:
        """What is said of the point that is pointed at."""
        return self._told.text()

    @property
    def count(self) -> str:
        """How many are chosen, in words."""
        return self._count.text()

    def set_colourings(self, offered: Sequence[tuple[str, str]], chosen: str) -> None:
        """Offer to colour points by these, as (key, name)."""
        self.colouring.clear()
        for key, name in offered:
            self.colouring.addItem(name, key)
        self.colouring.setCurrentIndex(self.colouring.findData(chosen))

    def set_theme(self, theme: Theme) -> None:
        """Paint in these colours."""
        self.canvas.set_theme(theme)
        self.legend.set_theme(theme)

    def say(self, words: str) -> None:
        """Say something in place of the map."""
        self._message.setText(words)
        self._pages.setCurrentWidget(self._message)

    def show_points(self, points: Points) -> None:
        """Show these."""
        self.legend.show_groups(points.named)
        self.canvas.set_points(points)
        if self._pages.currentWidget() is not self.canvas:
            self._pages.setCurrentWidget(self.canvas)
            self.canvas.setFocus()

    def tell(self, words: str) -> None:
        """Say what is pointed at."""
        self._told.setText(words)

    def showEvent(self, event: QShowEvent) -> None:
        """Ask for points."""
        super().showEvent(event)
        self.shown.emit()

    def _on_chosen(self) -> None:
        products = self.canvas.chosen_products
        self._show_count(len(products))
        self.chosen.emit(products)

    def _show_count(self, count: int) -> None:
        self._count.setText(self.tr("%n produto(s) escolhidos na lista", "", count) if count else "")
        self.edit.setEnabled(count > 0)
