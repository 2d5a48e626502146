"""A preview of a bulk edit in the making: looked at part by part away from the window's thread, until it is dropped."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from app.catalog.catalog import Catalog
from app.catalog.store import chunks
from app.gui.background import Background
from app.gui.bulk_lines import Edit, lines_of
from app.pipeline.edits.planning import Fate, Planned
from ui.bulk.lines import Line
from ui.bulk.preview import Tally
from ui.forms.kinds import FieldSpec

PART = 400
"""Products looked at in one go: a preview that is not wanted any more ends after so many."""


@dataclass
class Looked:
    """A preview as far as it is.

    Attributes:
        edit: What is wanted.
        spec: Of which field; ``None`` for a decision.
        tally: What is known so far.
        versions: Product → version, of those that would change.
    """

    edit: Edit
    spec: FieldSpec | None
    tally: Tally = field(default_factory=Tally)
    versions: dict[int, int] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        """Whether all products were looked at."""
        return self.tally.seen >= self.tally.total


class Looking(QObject):
    """Makes one preview at a time.

    Signals:
        found: More products were looked at: how many in all (a :class:`Tally`), and the new lines.
        failed: The exception for which the preview ends.
    """

    found = Signal(object, list)
    failed = Signal(object)

    def __init__(self, catalog: Catalog, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._catalog = catalog
        self.looked: Looked | None = None
        self._background = Background(self)
        self._background.failed.connect(self._on_failed)

    @property
    def busy(self) -> bool:
        """Whether there is more to look at."""
        return self._background.busy

    def drop(self) -> None:
        """Look at no more."""
        self._background.forget()
        self.looked = None

    def close(self) -> None:
        """Look at no more, and wait for what is being read."""
        self.looked = None
        self._background.close()

    def begin(self, edit: Edit, spec: FieldSpec | None, ids: Callable[[], Sequence[int]]) -> None:
        """Look at these products; ``ids`` is asked for them away from the window's thread."""
        self.drop()
        self.looked = looked = Looked(edit, spec)
        self._background.do(ids, lambda found: self._start(looked, found))

    def _start(self, looked: Looked, ids: Sequence[int]) -> None:
        looked.tally = Tally(total=len(ids))
        self._go_on(looked, chunks(ids, PART))

    def _go_on(self, looked: Looked, rest: Iterator[list[int]]) -> None:
        """Look at the next part, unless something else is wanted by then."""
        part = next(rest, None)
        if part is None:
            if not looked.tally.seen:
                self.found.emit(looked.tally, [])
            return
        edit, spec, catalog = looked.edit, looked.spec, self._catalog

        def work() -> tuple[list[Planned], list[Line]]:
            planned = edit.plan(catalog, part)
            return planned, lines_of(planned, spec)

        def then(made: tuple[list[Planned], list[Line]]) -> None:
            self._take(looked, len(part), *made)
            self._go_on(looked, rest)

        self._background.do(work, then)

    def _take(self, looked: Looked, seen: int, planned: Sequence[Planned], lines: list[Line]) -> None:
        before = looked.tally
        changing = [one for one in planned if one.fate is Fate.CHANGES]
        looked.versions.update({one.product_id: one.version for one in changing})
        looked.tally = replace(
            before,
            seen=before.seen + seen,
            changing=before.changing + len(changing),
            back=before.back + sum(one.back for one in changing),
            skipped=before.skipped + len(lines) - len(changing),
        )
        self.found.emit(looked.tally, lines)

    def _on_failed(self, error: Exception) -> None:
        self.looked = None
        self.failed.emit(error)
