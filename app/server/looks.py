"""Photos, and words, get their places among photos: by the engine's own tower, or by the pair of towers beside it."""

import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from app.server.bench import Bench, NamedPair, follow, job
from app.server.contract import CardRequest
from app.server.errors import BrokerAway, NobodyLooks
from app.server.records import Begun
from app.server.seeing import LookRequest
from app.server.vectors import words_of
from inference.embed import glance
from inference.engine import PhotoFile
from inference.errors import InferenceError
from inference.events import Finished

_log = logging.getLogger(__name__)

_DONE: Final = {"looks": 1}
"""What a look adds to the server's figures."""


def look(bench: Bench, task: str, begun: Begun, asked: LookRequest, photos: Sequence[Path]) -> None:
    """Find the place of a photo or of words, and bring the task to its end.

    Raises:
        InferenceError: It cannot be found.
        NobodyLooks: Whoever was to look is elsewhere.
    """
    if bench.pair is not None and bench.pair.model == asked.model:
        _by_pair(bench, bench.pair, begun.owner, asked, photos)
    elif not _by_engine(bench, task, begun, photos):
        return
    if bench.tasks.succeed(task, {}):
        bench.tasks.count(_DONE)


def keep(bench: Bench, begun: Begun, ended: Finished) -> bool:
    """Keep how the photos of a card look that its model was shown; whether that was possible: no card is lost over it.

    What is kept once more stays as it is.
    """
    try:
        _keep(bench, begun, ended)
    except BrokerAway as error:
        _log.warning("no place is kept for the photos of a card: %s", error)
        return False
    return True


def see_by_pair(bench: Bench, begun: Begun, photos: Sequence[Path]) -> None:
    """Have the pair look at the photos of a card; where it fails, whoever asks for a photo's place there hears why."""
    if bench.pair is None:
        return
    refused: Sequence[Exception]
    try:
        refused = _see(bench, bench.pair, begun.owner, begun.request.photos, photos)
    except (InferenceError, BrokerAway) as error:
        refused = [error]
    for why in refused:
        _log.warning("no place among words for a photo: %s", why)


def _by_pair(bench: Bench, pair: NamedPair, owner: str, asked: LookRequest, photos: Sequence[Path]) -> None:
    if asked.words:
        (vector,) = pair.towers.embed_text([asked.words])
        bench.vectors.put(owner, words_of(pair.towers.space.name), {asked.words: vector})
    elif refused := _see(bench, pair, owner, asked.photos, photos):
        raise refused[0]


def _see(
    bench: Bench, pair: NamedPair, owner: str, photos: Sequence[str], paths: Sequence[Path]
) -> list[InferenceError]:
    """Have the pair look at those photos that it has not seen; returns why it could not look at some."""
    space = pair.towers.space.name
    known = bench.vectors.find(owner, space, photos)
    missing = {photo: PhotoFile(path) for photo, path in zip(photos, paths, strict=True) if photo not in known}
    found = dict(zip(missing, pair.towers.embed_image([*missing.values()]), strict=True))
    if seen := {photo: one for photo, one in found.items() if not isinstance(one, InferenceError)}:
        bench.vectors.put(owner, space, seen)
    return [one for one in found.values() if isinstance(one, InferenceError)]


def _by_engine(bench: Bench, task: str, begun: Begun, photos: Sequence[Path]) -> bool:
    """Look at a photo as if its card were to be written, and write none; whether anybody wanted it to the end."""
    if bench.loop.space is None or not photos:
        raise NobodyLooks
    shown = bench.recipe(CardRequest(photos=begun.request.photos)).request(job(task, begun), photos).photos[0]
    ended = follow(bench, task, glance(job(task, begun), shown, awaited=True))
    if ended is None:
        return False
    _keep(bench, begun, ended)
    return True


def _keep(bench: Bench, begun: Begun, ended: Finished) -> None:
    """Keep how the photos look that a model was shown."""
    seen = dict(zip(begun.request.photos, ended.vectors, strict=False))
    if seen and bench.loop.space is not None:
        bench.vectors.put(begun.owner, bench.loop.space.name, seen)
