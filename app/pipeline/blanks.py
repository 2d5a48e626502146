"""Empty fields of finished cards are written while no photo waits, everything else on the card given as facts."""

import logging
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Final

from pydantic import ValidationError

from app.catalog.catalog import Catalog
from app.catalog.reports import Blanks
from app.domain.card import without
from app.domain.guidance import Guidance
from app.domain.shape import foreign
from app.pipeline.labels import labels_of
from app.pipeline.recipe import Recipe
from inference.engine import Request
from inference.errors import EngineCrashed
from inference.events import Cancelled, Event, Failed, Finished, JobId
from inference.handover import RequestSource
from inference.labels.readings import LabelReadings

_log = logging.getLogger(__name__)

_BLANKS: Final = "blanks "


def is_about_blanks(job: JobId) -> bool:
    """Whether a job is about some fields of a card rather than a whole one."""
    return job.startswith(_BLANKS)


def product_of(job: JobId) -> int:
    """The product that a job is about, with its whole card or some fields of it."""
    return int(job.removeprefix(_BLANKS))


class BlankFields:
    """A source of requests in front of the queue's, which goes first; its methods run on the engine's thread.

    What is asked for outlives the program: a job that ends without an answer for a reason that is not its photo's (the
    model changes, the program ends, the server is away) is asked again. Under a model that was taught nothing but its
    own fields all wait for another.
    """

    def __init__(
        self,
        catalog: Catalog,
        queue: RequestSource,
        recipe: Callable[[], Recipe],
        readings: Callable[[], LabelReadings | None] = lambda: None,
    ) -> None:
        """Stand in front of a queue.

        Args:
            catalog: Whose cards.
            queue: What goes first.
            recipe: How cards are made now.
            readings: Who reads labels now.
        """
        self._catalog = catalog
        self._queue = queue
        self._recipe = recipe
        self._readings = readings
        self._asked: dict[JobId, _Asked] = {}

    @property
    def in_hand(self) -> tuple[JobId, ...]:
        """The jobs that the engine has; any thread may ask."""
        return tuple(self._asked)

    def next_request(self) -> Request | Failed | None:
        """What the queue has; where it has nothing, the empty fields of the next card."""
        request = self._queue.next_request()
        if request is not None:
            return request
        recipe = self._recipe()
        while recipe.wording is not None:
            blanks = self._catalog.next_blanks({asked.blanks.product_id for asked in self._asked.values()})
            if blanks is None:
                return None
            if wanted := _wanted(recipe, blanks):
                return self._ask(recipe, replace(blanks, fields=wanted))
            self._catalog.give_up(blanks)  # fields that were taken out since, or that its category does not have
        return None

    def _ask(self, recipe: Recipe, blanks: Blanks) -> Request | Failed:
        """Ask for these fields and no others: what else is empty is not asked for, and what is not is given."""
        job, photos = f"{_BLANKS}{blanks.product_id}", [photo.path for photo in blanks.photos]
        others = {name: value for name, value in blanks.values.items() if name not in blanks.fields}
        asked_for = {*blanks.fields, *(name for name, value in others.items() if value is not None)}
        narrowed = replace(recipe, card=without(recipe.card, {*recipe.card.model_fields} - asked_for))
        try:
            labels = labels_of(self._readings(), photos)
            request = narrowed.request(job, photos, Guidance(blanks.hint, others), labels)
        except Exception as error:
            _log.exception("a request could not be made")
            self._catalog.give_up(blanks)
            reason = f"{type(error).__name__}: {error}"
            return Failed(job, EngineCrashed(reason, reason=reason))
        self._asked[job] = _Asked(blanks, narrowed)
        return request

    def record(self, event: Event) -> None:
        """Keep what was written into fields; what is about whole cards is the queue's.

        Raises:
            CatalogueError: It cannot be saved.
        """
        if not is_about_blanks(event.job):
            self._queue.record(event)
            return
        asked = self._asked.pop(event.job, None) if isinstance(event, Finished | Failed | Cancelled) else None
        if asked is None:
            return
        match event:
            case Finished():
                self._keep(asked, event)
            case Failed(error=error) if not error.blameless:
                self._catalog.give_up(asked.blanks)

    def _keep(self, asked: "_Asked", event: Finished) -> None:
        try:
            values = asked.recipe.check(event.values, event.provenance.given)
        except ValidationError:
            _log.exception("the engine broke the card")
            self._catalog.give_up(asked.blanks)
            return
        confidence = {name: asdict(sure) for name, sure in event.confidence.items()}
        self._catalog.fill(asked.blanks, values, confidence, asdict(event.provenance))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a job is about, and by which card it was asked."""

    blanks: Blanks
    recipe: Recipe


def _wanted(recipe: Recipe, blanks: Blanks) -> tuple[str, ...]:
    """The fields that cards of this category have by now."""
    elsewhere = foreign(recipe.card, blanks.values)
    return tuple(name for name in blanks.fields if name in recipe.card.model_fields and name not in elsewhere)
