"""How a form's fields stand: below each other in one column that scrolls, long texts taking the height that is left."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from ui.document import Document
from ui.forms.field import Field
from ui.forms.kinds import FieldKind

_MARGIN = 16
_EDGE = 24
"""How much room a field keeps to the edge when it is scrolled to."""


def fill(area: QScrollArea, fields: Iterable[Field], whole: QLabel) -> None:
    """Put fields into a scroll area, and below them what is wrong with all of them together."""
    content = QWidget()
    content.setObjectName("formContent")
    column = QVBoxLayout(content)
    column.setContentsMargins(_MARGIN, _MARGIN - 4, _MARGIN, 8)
    column.setSpacing(2)
    stretched = False
    for field in fields:
        tall = field.spec.kind is FieldKind.TEXT
        column.addWidget(field, 1 if tall else 0)
        stretched = stretched or tall
    if not stretched:
        column.addStretch(1)
    whole.setObjectName("fieldMessage")
    whole.setProperty("state", "wrong")
    whole.setWordWrap(True)
    column.addWidget(whole)
    area.setObjectName("formArea")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(content)


def scroll_to(area: QScrollArea, fields: Mapping[str, Field], name: str) -> None:
    """Bring a field into sight; the first one with its label, whatever is laid out by now."""
    if name == next(iter(fields), None):
        area.verticalScrollBar().setValue(0)
    elif name in fields:
        area.ensureWidgetVisible(fields[name], 0, _EDGE)


def show_due(fields: Mapping[str, Field], document: Document | None, changed: str = "") -> None:
    """Show what a field holds now, and the fields that there are beside what others of the document hold."""
    if changed:
        fields[changed].refresh()
    conditional = [field for field in fields.values() if field.spec.only_for]
    values = document.values() if conditional and document is not None else {}
    for field in conditional:
        field.setVisible(field.spec.shown_with(values))
