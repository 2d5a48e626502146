"""What words see of categories, in the window: names get their places on the thread of the search by words."""

import logging
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot

from app.pipeline.zero_shot import ZeroShot

if TYPE_CHECKING:
    from app.gui.presenter import Presenter
    from app.gui.word_finding import WordFinding

_log = logging.getLogger(__name__)

NAMES: Final = "names"
"""What is asked of the thread here."""


class WordNaming(QObject):
    """Has names of categories placed, and approved cards asked how far that counts; asked anew whenever those change.

    Args:
        finding: Whose search it is.
        presenter: Knows what cards are made of.
    """

    def __init__(self, finding: "WordFinding", presenter: "Presenter") -> None:
        super().__init__(finding)
        self._finding = finding
        self._workplace = presenter.workplace
        self._asked: tuple[str, ...] = ()
        self._busy = False
        finding.labour.done.connect(self._on_done)
        finding.labour.failed.connect(self._on_failed)
        presenter.reading.generation.zero_shot = self._zero_shot
        presenter.intake.settled.connect(self.begin)

    @property
    def counts(self) -> bool:
        """Whether what words see changes anything; on any thread."""
        words = self._zero_shot()
        return words is not None and self._workplace.recipe.votes and words.standing.counts

    @Slot()
    def begin(self) -> None:
        """Begin, or begin anew with another list, or with more cards approved."""
        if self._finding.search is not None and self._workplace.recipe.votes and not self._busy:
            self._busy, self._asked = True, self._workplace.recipe.categories
            self._finding.labour.do(NAMES, partial(self._place, self._asked))

    def _place(self, categories: tuple[str, ...]) -> bool:
        """On the thread: place some names; whether there are more."""
        words = self._zero_shot()
        return words is not None and words.place(categories)

    def _zero_shot(self) -> ZeroShot | None:
        search = self._finding.search
        return None if search is None else search.zero_shot

    @Slot(object, object)
    def _on_done(self, ticket: object, more: object) -> None:
        if ticket == NAMES:
            self._busy = False
            if more or self._asked != self._workplace.recipe.categories:
                self.begin()

    @Slot(object, object)
    def _on_failed(self, ticket: object, error: Exception) -> None:
        if ticket == NAMES:
            self._busy = False
            _log.warning("names of categories have no places: %s", error)
