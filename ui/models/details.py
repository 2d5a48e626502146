"""All about the model that is chosen in the list, and the buttons for what can be done with it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from ui.models.consent import Consent
from ui.models.facts import Facts
from ui.models.row import INSTALLING, Act, ModelRow, acts_of
from ui.models.transfer import TransferPane
from ui.models.words import (
    act_text,
    choice_size,
    choice_text,
    disk_text,
    languages_text,
    memory_text,
    not_commercial,
    remove_text,
    speed_text,
)
from ui.widgets import ElidedLabel, button, ground, label, restyle

_FORWARD = INSTALLING | {Act.USE, Act.ADD}
"""The acts that bring a person on; the first of them is the primary button."""


class Details(QWidget):
    """The pane.

    Attributes:
        act_requested: The act, the model's id and the precision's; a person has agreed to the terms where that is
            asked for.
        buttons: By what they do.
        consent: The question about the terms.
        choices: The precisions to choose from, while there are several.
    """

    act_requested = Signal(Act, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        ground(self, "surface")
        self._row: ModelRow | None = None
        self._free: tuple[int | None, int | None] = (None, None)
        self._waiting: Act | None = None
        self.choices: list[QRadioButton] = []
        self._group = QButtonGroup(self)
        self._group.buttonClicked.connect(lambda _button: self._on_choice_made())
        self._title = ElidedLabel(role="big")
        self._badges = [label(role="pill") for _ in range(4)]
        self.facts = Facts(self._names())
        self.transfer = TransferPane()
        self._message = label(role="failure", wrap=True)
        self._hint = label("", "caption", wrap=True)
        self.consent = Consent()
        self.consent.agreed.connect(self._on_agreed)
        self.consent.declined.connect(self._on_declined)
        self.buttons = {act: self._made_button(act) for act in Act}
        self._lay_out()

    def _names(self) -> tuple[str, ...]:
        machine = (self.tr("Memória"), self.tr("Disco"), self.tr("Velocidade"))
        said = (self.tr("Idiomas"), self.tr("Licença"), self.tr("Publicado em"), self.tr("Arquivos"))
        return self.tr("Tamanho"), *machine, *said

    def _made_button(self, act: Act) -> QPushButton:
        made = button(act_text(act), "primary" if act in _FORWARD else "")
        made.clicked.connect(lambda _checked=False: self._on_clicked(act))
        return made

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._title, 1)
        for badge in self._badges:
            head.addWidget(badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self._choices_part = QWidget()
        self._choices_column = QVBoxLayout(self._choices_part)
        self._choices_column.setContentsMargins(0, 0, 0, 0)
        self._choices_column.setSpacing(4)
        self._choices_column.addWidget(label(self.tr("Quantização"), "quiet"))
        self._acts_part = self._laid_acts()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        column.addLayout(head)
        parts = (
            self._choices_part,
            self.facts,
            self.transfer,
            self._message,
            self.consent,
            self._acts_part,
            self._hint,
        )
        for part in parts:
            column.addWidget(part)
        column.addStretch()

    def _laid_acts(self) -> QWidget:
        part = QWidget()
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for made in self.buttons.values():
            row.addWidget(made)
        row.addStretch()
        return part

    @property
    def chosen(self) -> str:
        """The precision that is chosen."""
        checked = [made for made in self.choices if made.isChecked()]
        if checked:
            return str(checked[0].property("choice"))
        return self._row.chosen if self._row else ""

    @property
    def message(self) -> str:
        """What is said about the model."""
        return self._message.text()

    @property
    def main(self) -> QPushButton | None:
        """The button that Enter presses."""
        acts = acts_of(self._row, self.chosen) if self._row else ()
        return self.buttons[acts[0]] if acts else None

    def set_free(self, memory: int | None, disk: int | None) -> None:
        """Say what is free on this machine, in bytes."""
        self._free = (memory, disk)
        self._show()

    def set_row(self, row: ModelRow) -> None:
        """Show this model."""
        before, self._row = self._row, row
        if before is None or (before.id, before.choices, before.chosen) != (row.id, row.choices, row.chosen):
            self._build_choices(row)
        if before is None or before.id != row.id or not row.asks:
            self.consent.hide()
        self._show()

    def _build_choices(self, row: ModelRow) -> None:
        for made in self.choices:
            self._group.removeButton(made)
            made.hide()
            made.deleteLater()
        several = row.choices if len(row.choices) > 1 else ()
        self.choices = [QRadioButton(choice_text(choice)) for choice in several]
        for choice, made in zip(several, self.choices, strict=True):
            made.setProperty("choice", choice.id)
            made.setChecked(choice.id == row.choice(row.chosen).id)
            self._group.addButton(made)
            self._choices_column.addWidget(made)
        self._choices_part.setVisible(bool(several))

    def _show(self) -> None:
        row = self._row
        if row is None:
            return
        self._title.setText(row.name)
        self._show_badges(row)
        choice = row.choice(self.chosen)
        size = " · ".join(filter(None, (choice.id, choice_size(choice))))
        memory, disk = self._free
        machine = (memory_text(choice, memory), disk_text(choice, disk), speed_text(row.per_hour, row.together))
        said = (languages_text(row.languages), row.terms or row.licence, row.repository, row.files)
        self.facts.set_values((size, *machine, *said))
        self.transfer.set_row(row)
        for made in self.choices:
            made.setEnabled(row.progress is None)
        self._message.setText(row.message)
        self._message.setVisible(bool(row.message))
        restyle(self._message, "role", "failure" if row.wrong else "quiet")
        self._show_acts(row)

    def _show_badges(self, row: ModelRow) -> None:
        said = (
            self.tr("em uso") if row.in_use else "",
            self.tr("vem com o programa") if row.shipped else "",
            self.tr("busca por palavras") if row.searches else "",
            not_commercial() if row.commercial is False else "",
        )
        for badge, text in zip(self._badges, said, strict=True):
            badge.setText(text)
            badge.setVisible(bool(text))
            restyle(badge, "kind", "doubt" if text == not_commercial() else "")

    def _show_acts(self, row: ModelRow) -> None:
        acts = acts_of(row, self.chosen)
        focused = any(made.hasFocus() for made in self.buttons.values())
        self._acts_part.setVisible(bool(acts) and self.consent.isHidden())
        for act, made in self.buttons.items():
            made.setVisible(act in acts)
            made.setEnabled(act is not Act.REMOVE or not row.in_use)
        self.buttons[Act.REMOVE].setText(remove_text(row))
        self.buttons[Act.REMOVE].setAccessibleName(remove_text(row))
        other = self.tr("Em uso: para remover, use outro modelo antes.")
        none = self.tr("Em uso: para remover, deixe de usar antes.")
        self._hint.setText(none if row.searches else other)
        self._hint.setVisible(Act.REMOVE in acts and row.in_use)
        if acts:
            self.buttons[acts[0]].setDefault(True)
            if focused and not any(made.hasFocus() and made.isVisible() for made in self.buttons.values()):
                self.buttons[acts[0]].setFocus()

    def _on_choice_made(self) -> None:
        self._show()

    def _on_clicked(self, act: Act) -> None:
        row = self._row
        if row is None:
            return
        if act in INSTALLING and row.asks:
            self._waiting = act
            self.consent.ask(row.terms, known=row.commercial is False)
            self._acts_part.hide()
            return
        self.act_requested.emit(act, row.id, self.chosen)

    def _on_agreed(self) -> None:
        act, row = self._waiting, self._row
        self._on_declined()
        if act is not None and row is not None:
            self.act_requested.emit(act, row.id, self.chosen)

    def _on_declined(self) -> None:
        self._waiting = None
        self.consent.hide()
        self._show()
        if (main := self.main) is not None:
            main.setFocus()
