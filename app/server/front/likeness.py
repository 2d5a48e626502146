"""``/v1/embeddings``, ``/v1/similarity`` and ``/v1/search``: how photos look, which look alike, what words find."""

import asyncio
from collections.abc import Sequence
from functools import partial
from itertools import islice
from typing import Annotated

import numpy as np
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request

from app.server.front.access import Asker
from app.server.front.gallery import Gallery
from app.server.front.looking import Sight, check_photos, hear, look, look_later, sight_of
from app.server.front.services import Services, services
from app.server.refusals import RequestWrong
from app.server.seeing import (
    Embedding,
    EmbeddingsAnswer,
    EmbeddingsRequest,
    FoundPhoto,
    Place,
    SearchAnswer,
    SearchRequest,
    SimilarityAnswer,
    SimilarityRequest,
)
from app.server.vectors import MOST_KEPT
from inference.embed import Vector, similarity

router = APIRouter(prefix="/v1")
Own = Annotated[Services, Depends(services)]


@router.post("/embeddings", response_model_exclude_none=True)
async def embed(asked: EmbeddingsRequest, owner: Asker, own: Own) -> EmbeddingsAnswer:
    """Where photos, or words, stand among photos: vectors of unit length, whose dot product says how alike two are.

    Photos whose card was written have theirs; others are looked at now, and so are words; the answer waits for that a
    while.
    """
    sight = await _sight(own, owner, asked.model, asked.photos or (), words=asked.words is not None)
    photos = await look(own, owner, asked.photos or (), sight)
    words = await hear(own, owner, asked.words or (), sight)
    vectors = [Embedding(photo=photo, vector=tuple(photos[photo].tolist())) for photo in asked.photos or ()]
    vectors += [Embedding(words=text, vector=tuple(words[text].tolist())) for text in asked.words or ()]
    return EmbeddingsAnswer(model=sight.model, space=sight.space, dimension=len(vectors[0].vector), embeddings=vectors)


@router.post("/similarity")
async def compare(asked: SimilarityRequest, owner: Asker, own: Own) -> SimilarityAnswer:
    """How alike two photos look, how well words describe one, or either with a vector."""
    places = (asked.one, asked.other)
    vectors = [_unit(place.vector) for place in places if place.vector is not None]
    if len(vectors) < len(places):
        photos = [place.photo for place in places if place.photo is not None]
        words = any(place.words is not None for place in places)
        sight = await _sight(own, owner, asked.model, photos, words=words)
        vectors = await asyncio.gather(*(_stand(own, owner, place, sight) for place in places))
    one, other = vectors
    _check_dimension("other", other, len(one))
    return SimilarityAnswer(similarity=similarity(one, other))


@router.post("/search")
async def search(asked: SearchRequest, owner: Asker, own: Own, request: Request) -> SearchAnswer:
    """Which photos of this key look most like one, or are best described by words, among those that were looked at.

    Those are photos whose card was written or whose vector was asked for, and in a space that has words the others,
    too, some time after a search there: the answer says how many are still to come.
    """
    photos = [asked.photo] if asked.photo is not None else []
    sight = await _sight(own, owner, asked.model, photos, words=asked.words is not None)
    vector = await _stand(own, owner, asked, sight)
    _check_dimension("vector", vector, sight.dimension)
    return await run_sync(_search, own, request.app.state.gallery, owner, sight, vector, asked)


async def _sight(own: Services, owner: str, model: str, photos: Sequence[str], *, words: bool) -> Sight:
    """Who looks, once it is known that the photos are there."""
    await run_sync(check_photos, own, owner, photos)
    return await run_sync(partial(sight_of, own, model, words=words))


def _search(
    own: Services, gallery: Gallery, owner: str, sight: Sight, vector: Vector, asked: SearchRequest
) -> SearchAnswer:
    photos, cosines = gallery.nearest(owner, sight.space, vector)
    there = own.shelf.all(owner)
    if gone := [photo for photo in photos if photo not in there]:
        own.vectors.drop(owner, sight.space, gone)
    alike = (one for one in zip(photos, cosines.tolist(), strict=True) if one[0] in there and one[0] != asked.photo)
    found = [FoundPhoto(photo=photo, similarity=cosine) for photo, cosine in islice(alike, asked.limit)]
    unseen, searched = there.difference(photos), len(photos) - len(gone)
    if sight.words and unseen:
        # More than may be kept would drive out one another.
        look_later(own, owner, sorted(unseen)[: max(0, MOST_KEPT - searched)], sight)
    return SearchAnswer(model=sight.model, space=sight.space, searched=searched, unseen=len(unseen), found=found)


async def _stand(own: Services, owner: str, place: Place, sight: Sight) -> Vector:
    """Where a place is, as a vector of unit length."""
    if place.photo is not None:
        return (await look(own, owner, [place.photo], sight))[place.photo]
    if place.words is not None:
        return (await hear(own, owner, [place.words], sight))[place.words]
    return _unit(place.vector or ())


def _unit(vector: Sequence[float]) -> Vector:
    numbers = np.asarray(vector, np.float64)
    numbers = numbers / np.abs(numbers).max()  # squares of what is very large or small are no numbers any more
    return np.asarray(numbers / np.linalg.norm(numbers), np.float32)


def _check_dimension(field: str, vector: Vector, dimension: int) -> None:
    """Refuse a vector that is of another space.

    Raises:
        RequestWrong: It has not as many numbers.
    """
    if len(vector) != dimension:
        raise RequestWrong(field=field, reason=f"{len(vector)} numbers in place of {dimension}")
