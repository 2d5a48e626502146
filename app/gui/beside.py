"""What is asked of the model beside whole cards, as the window sees it: ask, hear, give up."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.pipeline.asides import Asides, is_aside
from app.pipeline.blanks import is_about_blanks
from inference.engine import Request
from inference.events import Event, JobId
from inference.handover import RequestSource


class Beside(QObject):
    """Hands questions to the engine's thread before the queue's, and their events back.

    Signals:
        told: ``list[Event]``: what became of what was asked.
        asked: There is something to ask.
        filled: ``list[Event]``: what became of empty fields of cards, already saved.
    """

    told = Signal(list)
    asked = Signal()
    filled = Signal(list)

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
        """Tell what is about questions, and what about empty fields; give back the rest."""
        rest = events
        for signal, concerns in ((self.told, is_aside), (self.filled, is_about_blanks)):
            if about := [event for event in rest if concerns(event.job)]:
                signal.emit(about)
            rest = [event for event in rest if not concerns(event.job)]
        return rest
