"""What a form is told to say of a field beside what is wrong with it: advice, which blocks nothing."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from ui.forms.looks import resized_font, set_look


@dataclass(frozen=True, slots=True)
class Place:
    """Words of a field.

    Attributes:
        item: Which item of a list, from 0; ``None`` in a plain text.
        start: Code points before them.
        end: Code points before what follows them.
    """

    item: int | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing that deserves a look.

    Attributes:
        text: One short sentence.
        loud: Whether it marks the field as well.
        act: A verb for what can be done about it at once; empty for nothing.
        place: The words in question; ``None`` for the field as a whole.
    """

    text: str
    loud: bool = False
    act: str = ""
    place: Place | None = None


class AdviceRow(QWidget):
    """One line below a field: what is wrong, or one advice of several, with its act and a way to the next.

    Attributes:
        act_requested: What is advised shall be done (the advice's place among those given).
        message: The sentence.
        act: The button with the verb.
        pager: The button that turns to the next, with how many there are.
    """

    act_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.message = QLabel(self)
        self.message.setObjectName("fieldMessage")
        self.message.setTextFormat(Qt.TextFormat.PlainText)
        self.message.setWordWrap(True)
        self.message.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.act = self._button("adviceAct")
        self.pager = self._button("advicePager")
        self.act.clicked.connect(self._on_act_clicked)
        self.pager.clicked.connect(self._on_pager_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 3)  # a sentence of two lines stays apart from the next field
        row.setSpacing(4)
        row.addWidget(self.message, 1)
        for button in (self.act, self.pager):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._problem = ("", "")
        self._help = ""
        self._advice: tuple[Advice, ...] = ()
        self._shown = 0
        self.setFont(resized_font(self, -1))
        self._show()

    @property
    def advice(self) -> tuple[Advice, ...]:
        """All that is advised."""
        return self._advice

    @property
    def speaks(self) -> bool:
        """Whether anything is said."""
        return bool(self.message.text())

    @property
    def state(self) -> str:
        """The loudest of what there is to say: ``wrong``, ``marked`` or nothing."""
        return self._problem[1] or ("marked" if any(advice.loud for advice in self._advice) else "")

    def say(self, problem: str, state: str) -> None:
        """Say what is wrong, before any advice; nothing where that is empty.

        Args:
            problem: A sentence.
            state: ``wrong`` where it blocks, else ``marked``.
        """
        if (problem, state) != self._problem:
            self._problem = (problem, state)
            self._shown = 0
            self._show()

    def help(self, text: str) -> None:
        """Say this while there is nothing else to say."""
        self._help = text
        self._show()

    def advise(self, advice: Sequence[Advice]) -> None:
        """Say these from now on; the one that is shown stays, if it is still among them."""
        if tuple(advice) == self._advice:
            return
        shown = self._entry() if self._shown else None
        self._advice = tuple(advice)
        self._shown = self._advice.index(shown) + self._before if shown in self._advice else 0
        self._show()

    def turn_to(self, place: int) -> None:
        """Show one of what is advised."""
        self._shown = place + self._before
        self._show()

    def all_said(self) -> str:
        """Everything, for those who cannot turn."""
        return " ".join(text for text in (self._problem[0], *(advice.text for advice in self._advice)) if text)

    def _button(self, name: str) -> QPushButton:
        made = QPushButton(self)
        made.setObjectName(name)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setCursor(Qt.CursorShape.PointingHandCursor)
        return made

    @property
    def _before(self) -> int:
        """How many entries come before the advice."""
        return 1 if self._problem[0] else 0

    def _entry(self) -> Advice | None:
        """The advice that is shown; ``None`` where that is the problem, or nothing."""
        place = self._shown - self._before
        return self._advice[place] if 0 <= place < len(self._advice) else None

    def _show(self) -> None:
        entry, count = self._entry(), self._before + len(self._advice)
        self.message.setText(entry.text if entry else self._problem[0] or self._help)
        set_look(self.message, "state", ("marked" if entry.loud else "") if entry else self._problem[1])
        self.message.setToolTip(self.all_said() if count > 1 else "")
        for button in (self.message, self.act, self.pager):
            button.setFont(self.font())
        self.act.setText((entry.act if entry else "").replace("&", "&&"))
        self.act.setVisible(bool(self.act.text()))
        self.pager.setText(f"{self._shown + 1}/{count} ›")
        self.pager.setAccessibleName(self.tr("Próximo aviso"))
        self.pager.setToolTip(self.tr("Próximo aviso deste campo (F3)"))
        self.pager.setVisible(count > 1)

    def _on_act_clicked(self) -> None:
        self.act_requested.emit(self._shown - self._before)

    def _on_pager_clicked(self) -> None:
        self._shown = (self._shown + 1) % (self._before + len(self._advice))
        self._show()
