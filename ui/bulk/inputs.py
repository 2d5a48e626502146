"""What a change needs to know, by what is to be done: a value, a text, what to look for, which letters."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pydantic import JsonValue
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ui.bulk.merger import Merger
from ui.bulk.wish import Letters, Wish, Work
from ui.chooser import Chooser
from ui.facets.group import FacetValue
from ui.forms.editor import FieldEditor
from ui.forms.editors import make_editor
from ui.forms.flag_editor import FlagBox
from ui.forms.kinds import FieldKind, FieldSpec
from ui.widgets import label


class Inputs(QWidget):
    """One page for each kind of work; what was typed stays while another page is shown.

    Attributes:
        changed: Something was typed or chosen.
        sought: What is looked for.
        put: What stands there then.
        exact: Whether capitals count.
        line: A text to add, of one line.
        text: A text to add, of several.
        letters: How letters are written.
        merger: Which values become one.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pages = QVBoxLayout(self)
        self._pages.setContentsMargins(0, 0, 0, 0)
        self.sought, self.put = self._made_line(self.tr("Procurar")), self._made_line(self.tr("Substituir por"))
        self.exact = FlagBox(self.tr("Diferenciar maiúsculas de minúsculas"))
        self.exact.setObjectName("fieldFlag")
        self.exact.toggled.connect(self._tell)
        self.line = self._made_line(self.tr("Texto"))
        self.text = QPlainTextEdit()
        self.text.setProperty("role", "text")
        self.text.setAccessibleName(self.tr("Texto"))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(76)
        self.text.textChanged.connect(self._tell)
        self.letters = Chooser()
        self.letters.setAccessibleName(self.tr("Letras"))
        self._offer_letters()
        self.merger = Merger()
        self.merger.setFixedHeight(150)
        self.merger.changed.connect(self.changed.emit)
        self._editors: dict[str, FieldEditor] = {}
        self._values: dict[str, JsonValue] = {}
        self._nothing = QWidget()
        self._replacing = self._made_replacing()
        self._work, self._shown = Work.SET, self._nothing
        for page in (self._nothing, self._replacing, self.line, self.text, self.letters, self.merger):
            self._add(page)

    def _made_line(self, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setProperty("role", "path")
        made.setAccessibleName(name)
        made.textChanged.connect(self._tell)
        return made

    def _made_replacing(self) -> QWidget:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column, (name, line) in enumerate(
            ((self.tr("Procurar"), self.sought), (self.tr("Substituir por"), self.put))
        ):
            grid.addWidget(label(name, "quiet"), 0, column)
            grid.addWidget(line, 1, column)
        grid.addWidget(self.exact, 2, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        return page

    def _offer_letters(self) -> None:
        for letters, name in (
            (Letters.TITLE, self.tr("Como um Título: de, da e com ficam minúsculas")),
            (Letters.SENTENCE, self.tr("Como uma frase: só a primeira letra")),
            (Letters.UPPER, self.tr("MAIÚSCULAS")),
            (Letters.LOWER, self.tr("minúsculas")),
        ):
            self.letters.addItem(name, letters)
        self.letters.currentIndexChanged.connect(self._tell)

    def show_for(self, work: Work, spec: FieldSpec | None) -> None:
        """Show the page for a piece of work on a field; ``None`` where it concerns none."""
        self._work = work
        self._shown.hide()
        self._shown = self._page(work, spec)
        self._shown.show()

    def set_values(self, values: Sequence[FacetValue], checked: frozenset[str]) -> None:
        """Offer these values of the field to become one."""
        self.merger.set_values(values, checked)

    def forget(self) -> None:
        """The fields are others: editors of values are made anew."""
        for editor in self._editors.values():
            self._pages.removeWidget(editor)
            editor.hide()
            editor.deleteLater()
        self._editors, self._values = {}, {}

    def editor(self, spec: FieldSpec) -> FieldEditor:
        """The editor of a field's value."""
        if spec.name not in self._editors:
            made = make_editor(spec, self)
            made.load(None)
            made.entry.setAccessibleName(spec.title)
            made.edited.connect(lambda value: self._on_edited(spec.name, value))
            self._editors[spec.name] = made
            self._add(made)
        return self._editors[spec.name]

    def filled(self, wish: Wish) -> Wish | None:
        """The wish with what was typed; ``None`` while something is missing."""
        match self._work:
            case Work.SET if wish.field in self._values:
                return replace(wish, value=self._values[wish.field])
            case Work.REPLACE | Work.REWRITE if self.sought.text():
                return replace(wish, find=self.sought.text(), put=self.put.text(), exact=self.exact.isChecked())
            case Work.APPEND | Work.PREPEND if text := self._added():
                return replace(wish, value=text)
            case Work.RECASE | Work.WRITE:
                return replace(wish, letters=Letters(self.letters.currentData()))
            case Work.UNITE if len(self.merger.chosen) > 1:
                return replace(wish, values=frozenset(self.merger.chosen), value=self.merger.into.currentText())
        return None

    def missing(self) -> str:
        """What is still to be said, in a sentence."""
        sentences: Mapping[Work, str] = {
            Work.SET: self.tr("Escolha o novo valor."),
            Work.REPLACE: self.tr("Escreva o que procurar."),
            Work.REWRITE: self.tr("Escreva a expressão a procurar."),
            Work.APPEND: self.tr("Escreva o texto a acrescentar."),
            Work.PREPEND: self.tr("Escreva o texto a acrescentar."),
            Work.UNITE: self.tr("Marque ao menos dois valores que querem dizer o mesmo."),
        }
        return sentences.get(self._work, "")

    def _added(self) -> str:
        return self.text.toPlainText() if self._shown is self.text else self.line.text()

    def _page(self, work: Work, spec: FieldSpec | None) -> QWidget:
        if spec is None:
            return self._nothing
        adding = self.text if spec.kind is FieldKind.TEXT else self.line
        pages: dict[Work, QWidget] = {
            Work.REPLACE: self._replacing,
            Work.REWRITE: self._replacing,
            Work.APPEND: adding,
            Work.PREPEND: adding,
            Work.RECASE: self.letters,
            Work.UNITE: self.merger,
            Work.WRITE: self._nothing,
        }
        return pages[work] if work in pages else self.editor(spec)

    def _on_edited(self, name: str, value: JsonValue) -> None:
        self._values[name] = value
        self.changed.emit()

    def _tell(self) -> None:
        self.changed.emit()

    def _add(self, page: QWidget) -> None:
        """Have a page among the others; none is seen before it is asked for."""
        page.hide()
        self._pages.addWidget(page)
