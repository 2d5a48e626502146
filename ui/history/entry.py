"""One thing that happened: when, who, what, and how the fields differed."""

from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.differences import Kind, Piece
from ui.theme import Theme
from ui.widgets import button, hairline, label


@dataclass(frozen=True, slots=True)
class FieldChange:
    """How a field differed.

    Attributes:
        name: The field's label.
        pieces: What went, came and stayed, in order.
    """

    name: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened.

    Attributes:
        key: Names the version of after it.
        title: What.
        when: In words, as far from now as it is.
        exactly: Date and time.
        who: By whom; empty for nobody.
        note: What else there is to say.
        changes: How the fields differed.
        returnable: Whether one can go back to the version of after it.
    """

    key: int
    title: str
    when: str
    exactly: str
    who: str = ""
    note: str = ""
    changes: tuple[FieldChange, ...] = ()
    returnable: bool = False


class HappeningRow(QWidget):
    """Shows one.

    Attributes:
        return_requested: Go back to the version of after it (its key).
        back: The button for that, where one can.
    """

    return_requested = Signal(int)

    def __init__(self, happening: Happening, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.happening = happening
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 0)
        column.setSpacing(6)
        column.addLayout(self._head())
        told = " · ".join(part for part in (happening.who, happening.note) if part)
        if told:
            column.addWidget(label(told, "caption", wrap=True))
        self._changes = [self._change(change) for change in happening.changes]
        for made in self._changes:
            column.addWidget(made)
        self.back = button(self.tr("Voltar a esta versão"), "pill")
        self.back.clicked.connect(lambda: self.return_requested.emit(happening.key))
        self.back.setAccessibleDescription(f"{happening.title}, {happening.when}")
        column.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self.back.setVisible(happening.returnable)
        line: QFrame = hairline()
        column.addSpacing(6)
        column.addWidget(line)
        self.setAccessibleName(self._told())
        self.set_theme(theme)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        when = label(self.happening.when, "caption")
        when.setToolTip(self.happening.exactly)
        when.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(self.happening.title, "title", wrap=True), 1)
        row.addWidget(when)
        return row

    def _change(self, change: FieldChange) -> QLabel:
        made = QLabel()
        made.setTextFormat(Qt.TextFormat.RichText)
        made.setWordWrap(True)
        made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        made.setAccessibleName(self._in_words(change))
        return made

    def set_theme(self, theme: Theme) -> None:
        """What went is struck out, what came is underlined, each in its colour."""
        looks = {
            Kind.REMOVED: f"color: {theme.failure}; text-decoration: line-through;",
            Kind.ADDED: f"color: {theme.accent}; text-decoration: underline;",
            Kind.SAME: f"color: {theme.text};",
        }
        for made, change in zip(self._changes, self.happening.changes, strict=True):
            spans = [
                (piece.kind, f'<span style="{looks[piece.kind]}">{escape(piece.text).replace(chr(10), "<br>")}</span>')
                for piece in change.pieces
            ]
            # Apart from what it replaced, so that the two do not read as one word.
            text = "".join(f" {span}" if kind is Kind.ADDED else span for kind, span in spans)
            made.setText(f'<span style="color: {theme.quiet};">{escape(change.name)}</span><br>{text}')

    def _told(self) -> str:
        """The whole for who cannot see it."""
        happening = self.happening
        parts = [happening.title, happening.when, happening.who, happening.note]
        return ". ".join(part for part in [*parts, *map(self._in_words, happening.changes)] if part)

    def _in_words(self, change: FieldChange) -> str:
        gone = " … ".join(piece.text.strip() for piece in change.pieces if piece.kind is Kind.REMOVED)
        come = " … ".join(piece.text.strip() for piece in change.pieces if piece.kind is Kind.ADDED)
        words = self.tr("{field}: saiu “{gone}”, entrou “{come}”")
        if not gone:
            words = self.tr("{field}: entrou “{come}”")
        elif not come:
            words = self.tr("{field}: saiu “{gone}”")
        return words.format(field=change.name, gone=gone, come=come)
