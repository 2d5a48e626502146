"""What is wanted: of which products, what is to be done, to which field, and what that needs to know."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QVBoxLayout, QWidget

from ui.bulk.inputs import Inputs
from ui.bulk.wish import DECISIONS, Scope, Wish, Work, fits
from ui.chooser import Chooser
from ui.facets.group import FacetValue
from ui.forms.kinds import FieldSpec
from ui.widgets import label


class BulkAsking(QWidget):
    """Three choices, and below them what the chosen work asks for.

    Attributes:
        changed: Something was typed or chosen.
        scope: Which products.
        work: What is to be done.
        field: To which field.
        inputs: What that needs to know.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._specs: Sequence[FieldSpec] = ()
        self._values: Mapping[str, Sequence[FacetValue]] = {}
        self._checked: frozenset[str] = frozenset()
        self._rows = QFormLayout()
        self._rows.setHorizontalSpacing(12)
        self._rows.setVerticalSpacing(8)
        self.scope = self._made_choice(self.tr("Em"))
        self.work = self._made_choice(self.tr("Fazer"))
        self.field = self._made_choice(self.tr("Campo"))
        self.inputs = Inputs()
        for work, name in self._works():
            self.work.addItem(name, work)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._rows)
        column.addWidget(self.inputs)
        self.scope.currentIndexChanged.connect(self._on_scope_changed)
        self.work.currentIndexChanged.connect(self._on_work_changed)
        self.field.currentIndexChanged.connect(self._on_field_changed)
        self.inputs.changed.connect(self.changed.emit)

    def _made_choice(self, name: str) -> QComboBox:
        made = Chooser()
        made.setAccessibleName(name)
        named = label(name, "quiet")
        named.setBuddy(made)  # for screen readers on Linux a choice is called as what is chosen, and this its label
        named.setMinimumHeight(made.height())  # so that it stands in the middle of its choice
        self._rows.addRow(named, made)
        return made

    def _works(self) -> list[tuple[Work, str]]:
        return [
            (Work.SET, self.tr("Definir o valor")),
            (Work.REPLACE, self.tr("Substituir um texto")),
            (Work.REWRITE, self.tr("Substituir por expressão regular")),
            (Work.APPEND, self.tr("Acrescentar no fim")),
            (Work.PREPEND, self.tr("Acrescentar no começo")),
            (Work.RECASE, self.tr("Mudar maiúsculas e minúsculas")),
            (Work.UNITE, self.tr("Unir valores")),
            (Work.WRITE, self.tr("Escrever com o modelo onde está vazio")),
            (Work.APPROVE, self.tr("Aprovar")),
            (Work.SEND_BACK, self.tr("Devolver à revisão")),
        ]

    @property
    def chosen_scope(self) -> Scope:
        """Which products are meant."""
        return Scope(self.scope.currentData() or Scope.ALL)

    @property
    def chosen_work(self) -> Work:
        """What is to be done."""
        return Work(self.work.currentData())

    @property
    def spec(self) -> FieldSpec | None:
        """The field that is meant; ``None`` for a decision, and where no field fits."""
        name = self.field.currentData()
        decides = self.chosen_work in DECISIONS
        return None if decides else next((spec for spec in self._specs if spec.name == name), None)

    @property
    def wish(self) -> Wish | None:
        """What is wanted; ``None`` while something is missing."""
        work, spec = self.chosen_work, self.spec
        if work in DECISIONS:
            return Wish(work)
        return None if spec is None else self.inputs.filled(Wish(work, spec.name))

    @property
    def missing(self) -> str:
        """What is still to be said, in a sentence."""
        return "" if self.wish else self.inputs.missing()

    def set_fields(self, specs: Sequence[FieldSpec], values: Mapping[str, Sequence[FacetValue]]) -> None:
        """Offer these fields, and of some of them the values that products have, to be united."""
        if specs != self._specs:
            self.inputs.forget()
        self._specs, self._values = specs, values
        self._on_work_changed()

    def set_counts(self, counts: Mapping[Scope, int]) -> None:
        """Offer these scopes with how many products each has; the one that was chosen stays, where it is there."""
        kept = self.scope.currentData()
        names = {
            Scope.SELECTED: self.tr("%n produto(s) selecionados", "", counts.get(Scope.SELECTED, 0)),
            Scope.SHOWN: self.tr("%n produto(s) que o filtro mostra", "", counts.get(Scope.SHOWN, 0)),
            Scope.ALL: self.tr("Todo o catálogo: %n produto(s)", "", counts.get(Scope.ALL, 0)),
        }
        self.scope.blockSignals(True)
        self.scope.clear()
        for scope in counts:
            self.scope.addItem(names[scope], scope)
        self.scope.setCurrentIndex(max(self.scope.findData(kept), 0))
        self.scope.blockSignals(False)

    def choose(self, scope: Scope, work: Work | None, field: str, checked: frozenset[str]) -> None:
        """Begin with this; what is not given stays as it was."""
        self._checked = checked
        self.scope.setCurrentIndex(max(self.scope.findData(scope), 0))
        if work is not None:
            self.work.setCurrentIndex(self.work.findData(work))
        if field:
            self.field.setCurrentIndex(self.field.findData(field))
        self._on_field_changed()

    def _on_scope_changed(self) -> None:
        self.changed.emit()

    def _on_work_changed(self) -> None:
        work, kept = self.chosen_work, self.field.currentData()
        self.field.blockSignals(True)
        self.field.clear()
        for spec in self._specs:
            if fits(work, spec, unitable=spec.name in self._values):
                self.field.addItem(spec.title, spec.name)
        self.field.setCurrentIndex(max(self.field.findData(kept), 0) if self.field.count() else -1)
        self.field.blockSignals(False)
        self._rows.setRowVisible(self.field, work not in DECISIONS)
        self._on_field_changed()

    def _on_field_changed(self) -> None:
        work, spec = self.chosen_work, self.spec
        if work is Work.UNITE and spec is not None:
            self.inputs.set_values(self._values[spec.name], self._checked)
        self.inputs.show_for(work, spec)
        self.changed.emit()
