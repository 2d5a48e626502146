"""Long work on models, one after the other on a thread of its own: downloads, and reading files whole."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from app.gui.models.checking import Checked, checked
from app.gui.models.labour import Labour
from app.gui.models.meter import Meter
from app.models.control import Control, Report, Stage, Transfer
from app.models.errors import DownloadCancelled, DownloadStopped
from app.models.install import Order, install
from app.models.pairs import add_pair
from app.models.store import InstalledModel, ModelStore
from app.models.unfinished import discard
from inference.llama.options import LoadOptions, ModelFiles
from ui.models.row import Work

_TELL_EVERY = 0.1
"""Seconds between two reports to the window."""


@dataclass(eq=False, slots=True)
class Task:
    """Work on a model.

    Attributes:
        id: Of the model.
        order: What is downloaded; ``None`` where files are checked or added.
        control: Stops it.
        meter: How fast bytes come.
        work: What is being done.
        transfer: How far that is.
        error: What it ended with.
        begun: Whether its turn has come.
        ended: Whether the thread is through with it.
    """

    id: str
    order: Order | None = None
    control: Control = field(default_factory=Control)
    meter: Meter = field(default_factory=Meter)
    work: Work = Work.WAITING
    transfer: Transfer | None = None
    error: Exception | None = None
    begun: bool = False
    ended: bool = False

    def hear(self, transfer: Transfer | None, now: float) -> None:
        """Take note of progress; the first one has none and says that the turn has come."""
        self.begun = True
        if self.work is Work.PAUSED:
            return
        if transfer is None:
            self.work = Work.CHECKING if self.order is None else Work.FETCHING
            return
        if transfer.stage is Stage.FETCHING:
            self.meter.note(now, transfer.all_done)
        verifying = Work.CHECKING if self.order is None else Work.VERIFYING
        kinds = {Stage.FETCHING: Work.FETCHING, Stage.VERIFYING: verifying, Stage.TRYING: Work.MEASURING}
        self.transfer, self.work = transfer, kinds[transfer.stage]


class Tasks(QObject):
    """All of it.

    Signals:
        changed: Something about a task is new.
        installed: An :class:`InstalledModel` that was downloaded.
        added: An :class:`InstalledModel` whose files lie where they lay.
        checked: The id of a model, and what the check found.
        failed: The :class:`Task` that ended with an error, which is no stop that a person wanted.
        settled: The thread is through with a task, however it ended.
    """

    changed = Signal()
    installed = Signal(object)
    added = Signal(object)
    checked = Signal(str, object)
    failed = Signal(object)
    settled = Signal()
    _progressed = Signal(object, object, float)

    def __init__(self, store: ModelStore, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks: dict[str, Task] = {}
        self._labour = Labour("downloads", self)
        self._labour.done.connect(self._on_done)
        self._labour.failed.connect(self._on_failed)
        self._progressed.connect(self._on_progressed)

    def of(self, id_: str) -> Task | None:
        """The task of a model."""
        return self._tasks.get(id_)

    @property
    def download(self) -> Task | None:
        """The download in hand, or the one that is next; ``None`` where nothing is to come."""
        busy = {Work.FETCHING, Work.VERIFYING, Work.WAITING}
        tasks = [task for task in self._tasks.values() if task.order is not None and task.work in busy]
        return next((task for task in tasks if task.work is not Work.WAITING), tasks[0] if tasks else None)

    def install(self, order: Order) -> None:
        """Download a model, or go on with it."""
        task = Task(order.model.id, order)
        report = self._relay(task)

        def run(control: Control) -> InstalledModel:
            try:
                return install(self._store, order, now=datetime.now(UTC), control=control, report=report)
            except DownloadCancelled:
                discard(self._store, order.model.id)
                raise

        self._begin(task, run)

    def add(self, id_: str, files: ModelFiles) -> None:
        """Get to know two files where they lie; they have been loaded already.

        Args:
            id_: Names the work meanwhile.
            files: Where they are.
        """
        task = Task(id_)
        report = self._relay(task)

        def run(control: Control) -> InstalledModel:
            return add_pair(self._store, files, now=datetime.now(UTC), control=control, report=report, loaded=True)

        self._begin(task, run)

    def check(self, model: InstalledModel, measuring: LoadOptions | None, findings: Path) -> None:
        """Hold an installed model's files to what was kept about them.

        Args:
            model: Which.
            measuring: How to load it, to find out how fast it is here; ``None`` to leave that.
            findings: Where it is kept how models did on this machine.
        """
        task = Task(model.id)
        report = self._relay(task)

        def run(control: Control) -> Checked:
            return checked(model, measuring, findings, control=control, report=report)

        self._begin(task, run)

    def pause(self, id_: str) -> None:
        """Stop a download for now."""
        task = self._tasks.get(id_)
        if task is not None and not task.ended:
            task.work = Work.PAUSED
            task.control.pause()
            self.changed.emit()

    def cancel(self, id_: str) -> bool:
        """Stop a task for good.

        Returns:
            Whether the thread takes away what has come; otherwise that is left to the caller.
        """
        task = self._tasks.pop(id_, None)
        if task is None:
            return False
        task.control.cancel()
        self.changed.emit()
        return task.begun and not task.ended

    def close(self) -> None:
        """Stop what is in hand for now, and the rest before it begins; returns at once."""
        for task in self._tasks.values():
            task.control.pause()
        self._labour.close()

    def wait(self, milliseconds: int) -> bool:
        """Wait for the thread to end after :meth:`close`."""
        return self._labour.wait(milliseconds)

    def _begin(self, task: Task, run: Callable[[Control], object]) -> None:
        self._tasks[task.id] = task

        def work() -> object:
            task.control.check()
            self._progressed.emit(task, None, time.monotonic())
            return run(task.control)

        self._labour.do(task, work)
        self.changed.emit()

    def _relay(self, task: Task) -> Report:
        """Hands progress on to the window, not more often than it can be read."""
        told, last = 0.0, ("", "")

        def report(transfer: Transfer) -> None:
            nonlocal told, last
            now, step = time.monotonic(), (transfer.file, transfer.stage)
            if step != last or now - told >= _TELL_EVERY or transfer.done == transfer.size:
                told, last = now, step
                self._progressed.emit(task, transfer, now)

        return report

    @Slot(object, object, float)
    def _on_progressed(self, task: Task, transfer: Transfer | None, now: float) -> None:
        task.hear(transfer, now)
        if self._tasks.get(task.id) is task:
            self.changed.emit()

    @Slot(object, object)
    def _on_done(self, task: Task, result: object) -> None:
        self._end(task)
        if isinstance(result, InstalledModel) and result.added:
            self.added.emit(result)
        elif isinstance(result, InstalledModel):
            self.installed.emit(result)
        elif isinstance(result, Checked):
            self.checked.emit(task.id, result)
        self.settled.emit()

    @Slot(object, object)
    def _on_failed(self, task: Task, error: Exception) -> None:
        task.ended = True
        if isinstance(error, DownloadStopped):
            if task.order is None:
                self._end(task)
        elif self._tasks.get(task.id) is task:
            task.work, task.error = Work.FAILED, error
            self.failed.emit(task)
        self.settled.emit()

    def _end(self, task: Task) -> None:
        task.ended = True
        if self._tasks.get(task.id) is task:
            del self._tasks[task.id]
