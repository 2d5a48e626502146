"""Notices: they slide in below the top bar, one at a time for each subject, and go by themselves.

A notice that needs an answer stays until it has one. Each is announced to screen readers; a key leads to the newest.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QHBoxLayout, QStyle, QWidget
from shiboken6 import isValid

from ui.icons import tinted
from ui.theme import LIGHT, Theme
from ui.widgets import button, icon_button, label

SECONDS = 8
"""How long a notice stays that needs no answer."""
_WIDTH = 620
_GAP = 8


class NoticeKind(StrEnum):
    """How a notice is meant."""

    INFO = "info"
    DOUBT = "doubt"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class NoticeButton:
    """An answer to a notice.

    Attributes:
        text: A verb.
        act: Called on the GUI thread when it is clicked; the notice goes.
    """

    text: str
    act: Callable[[], object]


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell.

    Attributes:
        subject: What it is about; a later notice on the same subject takes its place.
        text: One or two sentences.
        kind: How it is meant.
        buttons: What can be answered.
        lasting: Whether it waits for an answer.
    """

    subject: str
    text: str
    kind: NoticeKind = NoticeKind.INFO
    buttons: tuple[NoticeButton, ...] = ()
    lasting: bool = False


class NoticeFrame(QFrame):
    """One notice on screen; its time stands still while the pointer or the keyboard is on it. Esc closes it.

    Attributes:
        gone: It has been answered, closed, or its time is up.
    """

    gone = Signal()

    def __init__(self, notice: Notice, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self.setProperty("role", "notice")
        self.setProperty("kind", str(notice.kind))
        self.setAccessibleName(notice.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 8, 8)
        row.setSpacing(8)
        row.addWidget(label(notice.text, wrap=True), 1)
        for answer in notice.buttons:
            made = button(answer.text)
            made.clicked.connect(lambda _checked=False, chosen=answer: self._answer(chosen))
            row.addWidget(made)
        close = icon_button(self.tr("Fechar o aviso"))
        close.setIcon(tinted("close", theme.quiet))
        close.clicked.connect(self.gone.emit)
        row.addWidget(close)
        self._buttons = self.findChildren(QAbstractButton)
        for answering in self._buttons:
            answering.installEventFilter(self)
        self._before: QWidget | None = None
        self._place = QRect()
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SECONDS * 1000)
        self._timer.timeout.connect(self.gone.emit)
        if not notice.lasting:
            self._timer.start()

    @property
    def timer(self) -> QTimer:
        """Runs while the notice is going to go by itself."""
        return self._timer

    def place(self, wanted: QRect) -> None:
        """Lie here; a slide to elsewhere ends."""
        if wanted != self._place:
            self._place = wanted
            self._slide.stop()
            self.setGeometry(wanted)

    def slide_in(self) -> None:
        """Come from a little above, where the style has animations at all."""
        duration = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self)
        if duration > 0:
            self._slide.setDuration(duration)
            self._slide.setStartValue(self.pos() - QPoint(0, 24))
            self._slide.setEndValue(self.pos())
            self._slide.start()

    def take_keyboard(self) -> None:
        """Have the keyboard, until the notice goes."""
        if not self.holds_keyboard:
            self._before = QApplication.focusWidget()
        self._buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def holds_keyboard(self) -> bool:
        """Whether the keyboard is on it."""
        focus = QApplication.focusWidget()
        return focus is not None and self.isAncestorOf(focus)

    def give_back_keyboard(self) -> None:
        """Let the keyboard go back to where it was taken from."""
        if self.holds_keyboard and self._before is not None and isValid(self._before):
            self._before.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait while the keyboard is on an answer."""
        if event.type() == QEvent.Type.FocusIn:
            self._timer.stop()
        elif event.type() == QEvent.Type.FocusOut and not self.notice.lasting:
            self._timer.start()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.gone.emit()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while someone reads."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Start counting anew."""
        if not self.notice.lasting:
            self._timer.start()
        super().leaveEvent(event)

    def _answer(self, chosen: NoticeButton) -> None:
        self.gone.emit()
        chosen.act()


class Notices(QObject):
    """The notices over a host widget, the newest below."""

    def __init__(self, host: QWidget, top: int) -> None:
        """Bind to a host.

        Args:
            host: What the notices lie over.
            top: Points from its upper edge.
        """
        super().__init__(host)
        self._host = host
        self._top = top
        self._theme = LIGHT
        self._shown: dict[str, NoticeFrame] = {}
        host.installEventFilter(self)

    def set_theme(self, theme: Theme) -> None:
        """Tint the notices that come from now on."""
        self._theme = theme

    def shown(self) -> list[Notice]:
        """The notices on screen."""
        return [frame.notice for frame in self._shown.values()]

    def frame(self, subject: str) -> NoticeFrame | None:
        """The notice of a subject, if it is on screen."""
        return self._shown.get(subject)

    def tell(self, notice: Notice) -> None:
        """Show a notice in place of an earlier one on its subject."""
        self.dismiss(notice.subject)
        frame = NoticeFrame(notice, self._theme, self._host)
        frame.gone.connect(lambda: self._on_gone(frame))
        self._shown[notice.subject] = frame
        self._place()
        frame.show()
        frame.raise_()
        frame.slide_in()
        event = QAccessibleAnnouncementEvent(frame, notice.text)
        if notice.kind is NoticeKind.FAILURE:
            event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
        QAccessible.updateAccessibility(event)

    def dismiss(self, subject: str) -> None:
        """Take away the notice of a subject, if there is one."""
        frame = self._shown.pop(subject, None)
        if frame is not None:
            frame.give_back_keyboard()
            frame.hide()
            frame.deleteLater()
            self._place()

    def take_keyboard(self) -> None:
        """Bring the keyboard to the newest notice; Tab leads on to others."""
        for frame in [*self._shown.values()][-1:]:
            frame.take_keyboard()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle of the host."""
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _on_gone(self, frame: NoticeFrame) -> None:
        if self._shown.get(frame.notice.subject) is frame:
            self.dismiss(frame.notice.subject)

    def _place(self) -> None:
        width = min(_WIDTH, self._host.width() - 2 * _GAP)
        left = (self._host.width() - width) // 2
        top = self._top + _GAP
        for frame in self._shown.values():
            height = max(frame.heightForWidth(width), 48)
            frame.place(QRect(left, top, width, height))
            top += height + _GAP
