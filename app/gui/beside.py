"""What the open card's reader asks of the model beside the queue, as the window sees it: ask, hear, give up."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.pipeline.asides import Asides, is_aside
from inference.engine import Request
from inference.events import Event, JobId
from inference.handover import RequestSource


class Beside(QObject):
    """Hands questions to the engine's thread before the queue's, and their events back.

    Signals:
        told: ``list[Event]``: what became of what was asked.
        asked: There is something to ask.
    """

    told = Signal(list)
    asked = Signal()

    def __init__(self, queue: RequestSource, parent: QObject) -> None:
        super().__init__(parent)
        self.source = Asides(queue)
        self.abort: Callable[[JobId], None] = lambda _job: None

    def ask(self, make: Callable[[JobId], Request]) -> JobId:
        """Ask as soon as there is room.

        Args:
            make: Makes the request with a name.
        """
        job = self.source.name()
        self.source.ask(make(job))
        self.asked.emit()
        return job

    def give_up(self, job: JobId) -> None:
        """Want no answer any more; a last event may still come."""
        if not self.source.drop(job):
            self.abort(job)

    def sort_out(self, events: list[Event]) -> list[Event]:
        """Tell what is about questions; give back the rest."""
        about = [event for event in events if is_aside(event.job)]
        if about:
            self.told.emit(about)
        return [event for event in events if not is_aside(event.job)]
