"""Searching by a photo: what looks like one that was dropped on the search, pasted there, or is in the catalogue.

A photo from outside is looked at and no more: it is not added, and nothing of it is kept.
"""

import os
import tempfile
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from app.gui.background import Background
from app.gui.row_reader import title_of
from app.pipeline.memory import Alike, Memory
from inference.embed import Space, Vector, glance
from inference.engine import PhotoFile
from inference.events import Cancelled, Event, Failed, Finished, JobId
from inference.llama.options import ModelInfo
from inference.photos import survey_photo

if TYPE_CHECKING:
    from app.gui.presenter import Presenter

LIMIT = 200
"""Products that are found at most; nobody looks further."""


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What products are to look like.

    Attributes:
        name: What it is called.
        thumbnail: A small picture of it; ``None`` where there is none.
        product: Which product it is; ``None`` for a photo from outside.
        file: That photo's file, while it is needed.
        passing: Whether the file is ours, and goes when it is not.
        vector: That photo's vector, once it was looked at.
        space: In which that is.
    """

    name: str
    thumbnail: bytes | None
    product: int | None = None
    file: Path | None = None
    passing: bool = False
    vector: Vector | None = None
    space: Space | None = None

    def near(self, memory: Memory) -> list[Alike] | None:
        """What looks like it, the most like first; ``None`` where nobody has looked at it."""
        if self.product is not None:
            known = memory.vectors_of(self.product)
            return memory.like(self.product, LIMIT) if known else None
        return None if self.vector is None or memory.space != self.space else memory.nearest(self.vector, LIMIT)


class PhotoSearch(QObject):
    """Finds, shows what was found in the list, and lets go of it."""

    def __init__(self, presenter: "Presenter") -> None:
        super().__init__(presenter)
        self._catalog = presenter.catalog
        self._reading = presenter.reading
        self._remembering = presenter.remembering
        self._teller = presenter.teller
        self._workplace = presenter.workplace
        window = presenter.window
        self._narrowing, self._bar = window.narrowing, window.queue.likeness
        self._queue = window.queue
        self._subject: Subject | None = None
        self._job: JobId = ""
        self._applied = False
        self._background = Background(self)
        self._background.failed.connect(self._on_failed)
        window.top_bar.search.taker.paths_added.connect(self._on_paths_added)
        window.top_bar.search.taker.image_added.connect(self._on_image_added)
        window.queue.view.alike_requested.connect(self.like)
        window.photo.alike.more_requested.connect(self.like)
        self._bar.left.connect(self.leave)
        self._narrowing.changed.connect(self._on_narrowed)
        self._reading.beside.told.connect(self._on_told)
        self._remembering.grown.connect(self._find_again)

    def close(self) -> None:
        """Look for nothing more."""
        self._let_go()
        self._background.close()

    @Slot(int)
    def like(self, product_id: int) -> None:
        """Look for what looks like a product."""
        if self._remembering.memory is None:
            self._say_why()
            return
        self._let_go()
        rows = self._catalog.rows([product_id])
        if rows:
            self._begin(Subject(title_of(rows[0]), self._catalog.thumbnail(product_id), product_id))
            self._find()

    @Slot()
    def leave(self) -> None:
        """Show all again, within whatever else is chosen."""
        self._end()
        self._narrowing.leave_alike()

    @Slot(list)
    def _on_paths_added(self, paths: list[Path]) -> None:
        if self._can_look():
            self._survey(paths[0], paths[0].name, passing=False)
            if len(paths) > 1:
                self._teller.tell("alike", self.tr("A busca olha uma foto por vez: foi a primeira."))

    @Slot(bytes)
    def _on_image_added(self, data: bytes) -> None:
        if self._can_look():
            self._survey(_written(data), self.tr("foto colada"), passing=True)

    def _can_look(self) -> bool:
        """Whether somebody on this computer looks at photos; else that is said."""
        if self._remembering.memory is not None and isinstance(self._reading.info, ModelInfo):
            return True
        self._say_why()
        return False

    def _say_why(self) -> None:
        server = self._reading.info is not None and not isinstance(self._reading.info, ModelInfo)
        text = self.tr("As fotos são lidas por um servidor; procurar parecidos pede um modelo neste computador.")
        none = self.tr("Para procurar parecidos, espere o modelo deste computador ficar pronto, ou escolha um.")
        self._teller.tell("alike", text if server else none)

    def _survey(self, file: Path, name: str, *, passing: bool) -> None:
        """Read the photo through, for its small picture, before anybody looks at it."""
        self._let_go()
        self._begin(Subject(name, None, file=file, passing=passing))
        self._background.do(lambda: survey_photo(file).thumbnail, partial(self._look, file))

    def _look(self, file: Path, thumbnail: bytes) -> None:
        """Have a photo looked at as those of products are."""
        subject = self._subject
        if subject is None or subject.file != file:
            return
        self._begin(Subject(subject.name, thumbnail, file=file, passing=subject.passing))
        recipe = self._workplace.recipe
        photo = PhotoFile(file, recipe.photo_side, recipe.corrections)
        self._job = self._reading.beside.ask(lambda job: glance(job, photo, awaited=True))

    @Slot(list)
    def _on_told(self, events: list[Event]) -> None:
        for event in events:
            if not self._job or event.job != self._job or self._subject is None:
                continue
            match event:
                case Finished(vectors=(vector, *_)):
                    subject = self._subject
                    self._let_go()
                    space = self._reading.looking.space
                    self._begin(Subject(subject.name, subject.thumbnail, vector=vector, space=space))
                    self._find()
                case Failed(error=error):
                    self._on_failed(error)
                case Finished() | Cancelled():
                    self.leave()

    def _begin(self, subject: Subject) -> None:
        """This is looked for from now on."""
        self._subject = subject
        paused = self._reading.paused and subject.product is None and subject.vector is None
        words = self.tr("A leitura está em pausa; continue para procurar.") if paused else self.tr("Procurando…")
        self._bar.show_search(words, subject.thumbnail)

    def _find(self) -> None:
        memory, subject = self._remembering.memory, self._subject
        if memory is not None and subject is not None and not self._job:
            self._background.do(partial(subject.near, memory), partial(self._show, subject))

    @Slot()
    def _find_again(self) -> None:
        """More photos are known; what is shown may not be the most like any more."""
        if self._narrowing.likeness is not None:
            self._find()

    def _show(self, subject: Subject, found: list[Alike] | None) -> None:
        if subject is not self._subject:
            return
        if found is None:
            self.leave()
            self._teller.tell("alike", self.tr("O modelo ainda não olhou esta foto; tente de novo daqui a pouco."))
            return
        likeness = {alike.product_id: alike.likeness for alike in found if alike.likeness > 0}
        self._bar.show_search(self.tr("Parecidos com {name}").format(name=subject.name), subject.thumbnail)
        self._queue.order_button.hide()  # the most like stand first
        self._applied = True
        if likeness != self._narrowing.likeness or subject.name != self._narrowing.alike:
            self._narrowing.show_alike(subject.name, likeness)

    @Slot()
    def _on_narrowed(self) -> None:
        """Everything was cleared, or a saved filter was taken, or products were chosen in the map."""
        if self._narrowing.likeness is None and self._applied:
            self._end()

    def _end(self) -> None:
        """Nothing is looked for any more."""
        self._let_go()
        self._applied = False
        self._bar.hide()
        self._queue.order_button.show()

    def _let_go(self) -> None:
        """Look for it no longer."""
        if self._job:
            self._reading.beside.give_up(self._job)
            self._job = ""
        if self._subject is not None and self._subject.passing and self._subject.file is not None:
            self._subject.file.unlink(missing_ok=True)
        self._subject = None

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self.leave()
        self._teller.tell_error(error)


def _written(data: bytes) -> Path:
    """A picture without a file as a file that is ours."""
    handle, name = tempfile.mkstemp(prefix="fichario-")
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    return Path(name)
