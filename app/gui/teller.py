"""What the program tells people while they work, as notices and in the line below."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QLocale, QObject, QTime, Slot

from app.catalog.errors import CatalogueError
from app.domain.states import IllegalMove
from app.errors import explain, message
from app.wording import Language
from ui.notices import Notice, NoticeButton, NoticeKind
from ui.window import Window


class Teller(QObject):
    """Turns errors and outcomes into notices."""

    def __init__(self, window: Window, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self._language = language

    @Slot(object)
    def tell_error(self, error: Exception, answer: str = "", act: Callable[[], None] | None = None) -> None:
        """Say what went wrong and what can be done; a notice with an answer stays until it has one."""
        said = explain(error, self._language)
        buttons = (NoticeButton(answer, act),) if act else ()
        subject = str(getattr(error, "code", type(error).__name__))
        self._window.tell(Notice(subject, str(said), NoticeKind.FAILURE, buttons, lasting=bool(buttons)))

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Tell what the catalogue refuses instead of raising it."""
        try:
            yield
        except CatalogueError as error:
            self.tell_error(error)
        except IllegalMove:
            said = message("catalogue.illegal_move", {}, self._language)
            self._window.tell(Notice("illegal_move", str(said), NoticeKind.DOUBT))

    def tell(self, subject: str, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say that something was done, with a way back."""
        buttons = (NoticeButton(self.tr("Desfazer"), undo),) if undo else ()
        self._window.tell(Notice(subject, text, NoticeKind.INFO, buttons))

    def withdraw(self, subject: str) -> None:
        """What was said about a subject holds no longer."""
        self._window.notices.dismiss(subject)

    def tell_doubled(self, count: int) -> None:
        """Some photos were in the catalogue already."""
        self.tell("doubled", self.tr("%n foto(s) já estavam no catálogo e não foram repetidas.", "", count))

    def tell_exported(self, count: int, name: str, act: Callable[[], object]) -> None:
        """A file was written."""
        text = self.tr("%n ficha(s) gravadas em {name}.", "", count).format(name=name)
        opened = NoticeButton(self.tr("Abrir a pasta"), act)
        self._window.tell(Notice("exported", text, NoticeKind.INFO, (opened,)))

    def tell_unsaved(self, leave: Callable[[], None]) -> None:
        """What was typed is nowhere but in the window that was to be closed."""
        text = self.tr("O que foi digitado ainda não pôde ser salvo. A janela continua aberta para nada se perder.")
        button = NoticeButton(self.tr("Fechar assim mesmo"), leave)
        self._window.tell(Notice("unsaved", text, NoticeKind.FAILURE, (button,), lasting=True))

    def say_saved(self) -> None:
        """What was typed is on disk."""
        now = QLocale().toString(QTime.currentTime(), QLocale.FormatType.ShortFormat)
        self._window.set_saved(self.tr("Salvo às {time}").format(time=now))
