"""The text on the open product: read away from the window's thread, shown over the photo, put where it is wanted."""

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from app.catalog.rows import ProductDetail
from app.gui.background import Background
from app.gui.bench import Bench
from app.gui.photo_loader import stamp_of
from app.gui.workplace import Workplace
from inference.labels.lines import Line
from inference.labels.readings import LabelReadings
from ui.forms.one_line import OneLine
from ui.forms.text_editor import PlainText
from ui.label_view import LabelLine
from ui.notices import Notice
from ui.window import Window

_log = logging.getLogger(__name__)

AFTER = 250
"""Milliseconds that a product is open before its photo is read: whoever leafs through many wants none of them read."""
REST_AFTER = 60_000
"""Milliseconds without anything to read until the models' memory is let go of."""


class Labelling(QObject):
    """Keeps the boxes over the photo in step with the open product."""

    def __init__(
        self,
        bench: Bench,
        window: Window,
        workplace: Workplace,
        fetch: Callable[[Path], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._window = window
        self._workplace = workplace
        self._photo: tuple[Path, str, LabelReadings] | None = None
        self._editor: OneLine | PlainText | None = None
        self._background = Background(self)
        self._background.failed.connect(self._on_failed)
        self._soon, self._rest = QTimer(self, singleShot=True), QTimer(self, singleShot=True)
        self._soon.setInterval(AFTER)
        self._rest.setInterval(REST_AFTER)
        self._soon.timeout.connect(self._read)
        self._rest.timeout.connect(self._let_go)
        self._bench = bench
        bench.opened.connect(self._on_opened)
        window.photo.strip.chosen.connect(self._on_chosen)
        window.photo.view.line_taken.connect(self._on_line_taken)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus_changed)

    def close(self) -> None:
        """Finish the photo in hand; nobody hears of it."""
        self._soon.stop()
        self._rest.stop()
        self._background.forget()
        self._background.close()

    @Slot(object)
    def _on_opened(self, product: ProductDetail | None) -> None:
        readings = self._workplace.labels
        photo: tuple[Path, str, LabelReadings] | None = None
        if product is not None and readings is not None:
            looked_at = self._window.photo.strip.current
            path = next((each.path for each in product.photos if each.id == looked_at), product.photos[0].path)
            photo = (path, stamp_of(path), readings)
        if photo == self._photo:
            return
        self._photo = photo
        self._background.forget()
        self._window.photo.set_lines(())
        self._soon.start() if photo is not None else self._soon.stop()

    @Slot()
    def _on_chosen(self) -> None:
        """Another photo of the product is looked at."""
        self._on_opened(self._bench.product)

    @Slot()
    def _read(self) -> None:
        if (photo := self._photo) is not None:
            self._background.do(partial(_read, self._fetch, photo[2], photo[0]), partial(self._show, photo))

    def _show(self, photo: tuple[Path, str, LabelReadings], lines: tuple[Line, ...] | None) -> None:
        self._rest.start()
        if photo == self._photo:
            self._window.photo.set_lines(tuple(LabelLine(line.text, line.corners) for line in lines or ()))

    @Slot()
    def _let_go(self) -> None:
        if self._photo is not None:
            self._background.do(self._photo[2].rest, lambda _nothing: None)

    @Slot(str)
    def _on_line_taken(self, text: str) -> None:
        """Put a text where the keyboard was last, and into the clipboard in any case."""
        QGuiApplication.clipboard().setText(text)
        editor = self._editor
        if editor is None or editor.isReadOnly() or not editor.isVisible():
            self._window.tell(Notice("copied", self.tr("Copiado: “{text}”").format(text=text)))
            return
        editor.insertPlainText(text) if isinstance(editor, PlainText) else editor.insert(text)
        editor.setFocus()

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        # The photo's column takes nothing from where the keyboard was, and neither does another window over this one.
        if new is None or new.window() is not self._window or self._window.photo.isAncestorOf(new):
            return
        in_form = isinstance(new, OneLine | PlainText) and self._window.card.form.isAncestorOf(new)
        self._forget_editor()
        if in_form and isinstance(new, OneLine | PlainText):
            self._editor = new
            new.destroyed.connect(self._forget_editor)

    @Slot()
    def _forget_editor(self) -> None:
        if self._editor is not None:
            self._editor.destroyed.disconnect(self._forget_editor)
        self._editor = None

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        _log.warning("the text on a product could not be shown: %s", error)


def _read(fetch: Callable[[Path], None], readings: LabelReadings, path: Path) -> tuple[Line, ...] | None:
    fetch(path)
    return readings.read(path)
