"""The durable queue feeds the engine, and what the engine says is saved before anybody else hears of it."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from pydantic import ValidationError

from app.catalog.catalog import Catalog
from app.catalog.errors import CatalogueError
from app.catalog.photos import PhotoRef
from app.catalog.reports import ClaimedJob
from app.domain.states import IllegalMove
from app.pipeline.belief import Belief, believe
from app.pipeline.labels import labels_of
from app.pipeline.neighbours import Example, Neighbours, settled_category
from app.pipeline.recipe import Recipe
from app.pipeline.second_opinion import Seconded, fourth, second, third
from app.pipeline.zero_shot import ZeroShot
from app.review.kin import EXAMPLES
from inference.engine import Request
from inference.errors import EngineCrashed
from inference.events import Cancelled, Event, Failed, Finished, JobId, Provenance
from inference.labels.lines import Labels
from inference.labels.readings import LabelReadings

_log = logging.getLogger(__name__)

SEEN = "seen"
"""In a card's provenance: the hashes of the photos that the model saw, in their order."""
LEFT_OUT = "left_out"
"""The hashes of the product's other photos, for which there was no room."""


class Generation:
    """A catalogue's queue as a source of requests; its methods run on the engine's thread.

    A card is saved in :meth:`record`, which the engine's owner calls for every event before passing it on and before
    asking for the next request: so a card is on disk before the next photo starts in its place.

    Attributes:
        zero_shot: Who sees categories in photos by their names now; gives ``None`` where nobody does.
    """

    def __init__(
        self,
        catalog: Catalog,
        recipe: Callable[[], Recipe],
        readings: Callable[[], LabelReadings | None] = lambda: None,
        neighbours: Neighbours | None = None,
        belief: Callable[[], Belief] = Belief,
    ) -> None:
        """Prepare it.

        Args:
            catalog: Whose queue.
            recipe: How cards are made now.
            readings: Who reads labels now; what nobody has read ahead is read in :meth:`next_request`.
            neighbours: Who knows what approved products say of one that looks like them; ``None`` for nobody.
            belief: What is known of how far whoever writes is to be believed.
        """
        self._catalog = catalog
        self._recipe = recipe
        self._readings = readings
        self._neighbours = neighbours
        self._belief = belief
        self.zero_shot: Callable[[], ZeroShot | None] = lambda: None
        self._called_off: dict[JobId, int | None] = {}
        self._asked: dict[JobId, _Asked] = {}
        self._late: deque[tuple[Event, _Asked | None]] = deque()

    def call_off(self, product_id: int, deed: int | None = None) -> None:
        """A person wants no card for this product; to be said before the engine is asked to abort it.

        ``deed`` is what it is a part of, as :meth:`Catalog.cancelled` takes it.

        A job that is aborted for any other reason (the model changes, the program ends) goes back to the queue, and so
        does one that failed for a reason that any other would have failed for (the server is away).
        """
        self._called_off[str(product_id)] = deed

    def next_request(self) -> Request | Failed | None:
        """Claim the oldest product that waits.

        Returns:
            Its request; or how it failed, saved already, where none could be made; or ``None`` if none waits.
        """
        while self._late:
            self._save(*self._late[0])
            self._late.popleft()
        claimed = self._catalog.claim_next()
        if claimed is None:
            return None
        job = str(claimed.product_id)
        self._called_off.pop(job, None)
        try:
            recipe = self._recipe()
            labels = labels_of(self._readings(), [photo.path for photo in claimed.photos])
            examples = self._examples(recipe, claimed)
            request = _request(recipe, claimed, labels, examples)
        except Exception as error:
            _log.exception("a request could not be made")
            failed = Failed(job, _crash(error))
        else:
            self._asked[job] = _Asked(recipe, claimed.photos, examples)
            return request
        self.record(failed)
        return failed

    def _examples(self, recipe: Recipe, claimed: ClaimedJob) -> tuple[Example, ...]:
        if self._neighbours is None or not recipe.examples:
            return ()
        category = settled_category(claimed.guidance.settled)
        return self._neighbours.examples(claimed.product_id, recipe.examples, category)

    def record(self, event: Event) -> None:
        """Save what an event changes; most change nothing that lasts.

        Raises:
            CatalogueError: It cannot be saved. Where that passes, it is saved before anything else is claimed.
        """
        ended = isinstance(event, Finished | Failed | Cancelled)
        asked = self._asked.pop(event.job, None) if ended else None
        try:
            self._save(event, asked)
        except CatalogueError as error:
            if error.retryable and ended:
                self._late.append((event, asked))
            raise

    def _save(self, event: Event, asked: "_Asked | None") -> None:
        try:
            match event:
                case Finished():
                    self._finish(event, asked or _Asked(self._recipe(), ()))
                case Failed(job=job, error=error) if not error.blameless:
                    self._catalog.fail(int(job), error.code, error.facts, retryable=error.retryable)
                case Failed(job=job) | Cancelled(job=job):
                    self._let_go(job)
        except IllegalMove:
            # Somebody removed or moved the product while the engine had it: their word stands.
            _log.info("the product of job %s has moved on", event.job)

    def _let_go(self, job: JobId) -> None:
        """A job ended without an answer, and its photo is not to blame: it waits again, unless nobody wants it."""
        if job in self._called_off:
            self._catalog.cancelled(int(job), self._called_off[job])
            del self._called_off[job]
        else:
            self._catalog.recover([int(job)])

    def _finish(self, event: Finished, asked: "_Asked") -> None:
        given = event.provenance.given
        try:
            values = asked.recipe.check(event.values, given)
        except ValidationError as error:
            _log.exception("the engine broke the card")
            crash = _crash(error)
            self._catalog.fail(int(event.job), crash.code, crash.facts, retryable=crash.retryable)
            return
        seconded = self._seconded(event, values, asked.recipe)
        origin = asdict(event.provenance) | seconded.told | asked.seen(event.provenance)
        believed = believe(values, seconded.confidence, self._belief(), origin)
        confidence = {name: asdict(sure) for name, sure in believed.confidence.items() if name in values}
        written = {name: value for name, value in values.items() if name not in given}
        settled = {name: value for name, value in values.items() if name in given}
        photos = [photo.id for photo in asked.photos] or None
        origin |= believed.told
        self._catalog.finish(int(event.job), written, confidence, origin, asdict(event.figures), settled, photos)

    def _seconded(self, event: Finished, values: dict[str, Any], recipe: Recipe) -> Seconded:
        """What is said beside the model."""
        product = int(event.job)
        heard = second(values, event.confidence, recipe.namer, self._catalog.colours_of(product))
        if self._neighbours is not None and recipe.votes:
            heard = third(values, heard, self._neighbours.vote(product, event.vectors))
        words = self.zero_shot() if recipe.votes else None
        if words is not None:
            heard = fourth(values, heard, words.opinion(product, recipe.categories), words.standing)
        return heard


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a job was asked by, and about: somebody may have changed the settings or the product since."""

    recipe: Recipe
    photos: tuple[PhotoRef, ...]
    examples: tuple[Example, ...] = ()

    def seen(self, provenance: Provenance) -> dict[str, Any]:
        """Which photos the model saw and which it did not, and which cards it was shown, by how many it says."""
        names = [photo.sha256 or "" for photo in self.photos]
        shown = [example.told for example in self.examples[: provenance.examples]]
        photos = {SEEN: names[: provenance.photos], LEFT_OUT: names[provenance.photos :]}
        return photos | ({EXAMPLES: shown} if shown else {})


def _request(recipe: Recipe, claimed: ClaimedJob, labels: Labels | None, examples: Sequence[Example]) -> Request:
    """Ask about a product. Where it was asked about before, the card is written anew, and each one by another seed."""
    photos = [photo.path for photo in claimed.photos]
    texts = [example.text for example in examples]
    request = recipe.request(str(claimed.product_id), photos, claimed.guidance, labels, examples=texts)
    sampling = replace(request.sampling, seed=request.sampling.seed + claimed.cards)
    return replace(request, sampling=sampling, anew=claimed.attempt > 1, awaited=claimed.awaited)


def _crash(error: Exception) -> EngineCrashed:
    reason = f"{type(error).__name__}: {error}"
    return EngineCrashed(reason, reason=reason)
