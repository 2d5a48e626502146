"""Photos that were dropped on this window are brought to where colleagues find them, away from the window's thread.

While the place does not answer they wait, which is said once, and it is tried again by itself.
"""

from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, QTimer, Slot

from app.catalog.deposit_errors import PhotosAway
from app.catalog.errors import StorageFull
from app.errors import explain
from app.gui.background import Background
from app.pipeline.depositing import Depositing
from ui.notices import Notice, NoticeKind

if TYPE_CHECKING:
    from app.catalog.shared import SharedCatalog
    from app.gui.presenter import Presenter

KEPT_HERE: Final = "sharing"
"""Subject of what is said while photos cannot be brought."""
AGAIN: Final = 15_000
"""Milliseconds until it is tried again."""


class Sharing(QObject):
    """Brings one photo after the other; asked anew whenever photos have come in. Where nothing is shared, it rests."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._presenter = presenter
        self._work: Depositing | None = None
        self._told = False
        self._background = Background(self)
        self._background.failed.connect(self._on_failed)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AGAIN)
        self._timer.timeout.connect(self.look)
        catalog = presenter.catalog
        if catalog.shared:
            self._work = Depositing(cast("SharedCatalog", catalog))
            presenter.intake.taken.connect(self.look)

    @Slot()
    def look(self) -> None:
        """There may be photos to bring."""
        if self._work is not None and not self._background.busy:
            self._timer.stop()
            self._background.do(self._bring, self._go_on)

    def close(self) -> None:
        """Finish the photo in hand; the others wait for the next time."""
        self._work = None
        self._timer.stop()
        self._background.close()

    def _bring(self) -> bool:
        """Bring one; on the thread in the background."""
        return self._work is not None and self._work.bring_next()

    def _go_on(self, more: bool) -> None:
        if self._told:
            self._told = False
            self._presenter.teller.withdraw(KEPT_HERE)
        if more:
            self.look()

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        """What the catalogue's server says is told elsewhere; of the place for photos, it is told here."""
        self._timer.start()
        if isinstance(error, (PhotosAway, StorageFull)) and not self._told:
            self._told = True
            said = explain(error, self._presenter.workplace.language)
            rest = self.tr("As fotos ficam neste computador e são enviadas aos colegas depois.")
            text = f"{said} {rest}"
            self._presenter.window.tell(Notice(KEPT_HERE, text, NoticeKind.DOUBT, lasting=True))
