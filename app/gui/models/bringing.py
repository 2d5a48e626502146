"""Models that a person brings: a repository of the Hub that they found, or two files of this computer.

Both are looked at on a thread of their own, since one waits for the network and the other reads long headers. What is
sound goes on: a repository's models are offered in the manager, and two files are loaded at once.
"""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from app.domain.offered import OfferedModel
from app.errors import explain
from app.gui.models.labour import Labour
from app.models.repository import look_at, parse_reference
from app.models.store import ModelStore
from app.wording import Language
from inference.llama.options import ModelFiles
from inference.llama.weights import check_pair
from ui.asking_dialog import AskingDialog
from ui.model_dialog import ModelDialog
from ui.repository_dialog import RepositoryDialog


@dataclass(frozen=True, eq=False, slots=True)
class _Asked:
    """A dialog waits for an answer about what was typed in it."""

    dialog: AskingDialog


class Bringing(QObject):
    """Asks for them, looks at them, and says what is wrong in the dialog that asked.

    Signals:
        named: The models that a repository holds, a tuple of :class:`OfferedModel`.
        chosen: :class:`ModelFiles` that are a pair.
    """

    named = Signal(object)
    chosen = Signal(object)

    def __init__(self, store: ModelStore, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._language = language
        self._open: AskingDialog | None = None
        self._labour = Labour("bringing", self)
        self._labour.done.connect(self._on_done)
        self._labour.failed.connect(self._on_failed)

    def ask_for_files(self, files: ModelFiles | None, over: QWidget) -> None:
        """Ask for two files of this computer, beginning with these."""
        dialog = ModelDialog(over)
        if files is not None:
            dialog.set_paths(files.text, files.projector)
        dialog.chosen.connect(
            lambda text, projector: self._look(
                dialog,
                self.tr("Olhando os arquivos…"),
                lambda: _pair(ModelFiles(text.absolute(), projector.absolute())),
            )
        )
        self._show(dialog)

    def ask_for_repository(self, over: QWidget) -> None:
        """Ask for a repository of the Hub."""
        dialog = RepositoryDialog(over)
        store = self._store
        dialog.chosen.connect(
            lambda typed: self._look(
                dialog, self.tr("Consultando o Hugging Face…"), lambda: look_at(parse_reference(typed), store)
            )
        )
        self._show(dialog)

    def close(self) -> None:
        """Ask the thread to end; returns at once."""
        self._labour.close()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread to end after :meth:`close`."""
        return self._labour.wait(milliseconds)

    def _show(self, dialog: AskingDialog) -> None:
        self._open = dialog
        dialog.finished.connect(lambda _result: self._forget(dialog))
        dialog.open()

    def _forget(self, dialog: AskingDialog) -> None:
        if self._open is dialog:
            self._open = None
        dialog.deleteLater()

    def _look(self, dialog: AskingDialog, words: str, task: Callable[[], object]) -> None:
        dialog.set_busy(words)
        self._labour.do(_Asked(dialog), task)

    @Slot(object, object)
    def _on_done(self, asked: _Asked, found: ModelFiles | tuple[OfferedModel, ...]) -> None:
        """Go on with what is sound, unless the person has left meanwhile."""
        if asked.dialog is not self._open:
            return
        self._open.accept()
        (self.chosen if isinstance(found, ModelFiles) else self.named).emit(found)

    @Slot(object, object)
    def _on_failed(self, asked: _Asked, error: Exception) -> None:
        if asked.dialog is self._open:
            self._open.set_message(str(explain(error, self._language)))


def _pair(files: ModelFiles) -> ModelFiles:
    """Two files that are a pair, as far as their headers tell.

    Raises:
        InferenceError: They are none.
    """
    check_pair(files)
    return files
