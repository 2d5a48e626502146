"""``/v1/embeddings``, ``/v1/similarity`` and ``/v1/search``: how photos look, and which look alike."""

from typing import Annotated

import numpy as np
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request

from app.server.front.access import Asker
from app.server.front.gallery import Gallery
from app.server.front.looking import Sight, check_photos, look, sight_of
from app.server.front.services import Services, services
from app.server.refusals import RequestWrong, WordsNowhere
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
from inference.embed import Vector, similarity

router = APIRouter(prefix="/v1")
Own = Annotated[Services, Depends(services)]


@router.post("/embeddings")
async def embed(asked: EmbeddingsRequest, owner: Asker, own: Own) -> EmbeddingsAnswer:
    """Where photos stand among others: vectors of unit length, whose dot product says how alike two photos look.

    Photos whose card was written have theirs; others are looked at now, and the answer waits for that a while.
    """
    if asked.photos is None:
        raise WordsNowhere
    await run_sync(check_photos, own, owner, asked.photos)
    sight = await run_sync(sight_of, own, asked.model)
    found = await look(own, owner, asked.photos, sight)
    vectors = [Embedding(photo=photo, vector=tuple(found[photo].tolist())) for photo in asked.photos]
    return EmbeddingsAnswer(model=sight.model, space=sight.space, dimension=len(vectors[0].vector), embeddings=vectors)


@router.post("/similarity")
async def compare(asked: SimilarityRequest, owner: Asker, own: Own) -> SimilarityAnswer:
    """How alike two photos look, or two vectors, or one of each."""
    photos = [place.photo for place in (asked.one, asked.other) if place.photo is not None]
    found: dict[str, Vector] = {}
    if photos:
        await run_sync(check_photos, own, owner, photos)
        found = await look(own, owner, photos, await run_sync(sight_of, own, asked.model))
    one, other = (_vector(place, found) for place in (asked.one, asked.other))
    _check_dimension("other", other, len(one))
    return SimilarityAnswer(similarity=similarity(one, other))


@router.post("/search")
async def search(asked: SearchRequest, owner: Asker, own: Own, request: Request) -> SearchAnswer:
    """Which photos of this key look most like one, among those whose card was written or whose vector was asked for."""
    if asked.words is not None:
        raise WordsNowhere
    await run_sync(check_photos, own, owner, [asked.photo] if asked.photo is not None else [])
    sight = await run_sync(sight_of, own, asked.model)
    place = Place(photo=asked.photo, vector=asked.vector)
    found = await look(own, owner, [asked.photo], sight) if asked.photo is not None else {}
    vector = _vector(place, found)
    _check_dimension("vector", vector, sight.dimension)
    return await run_sync(_search, own, request.app.state.gallery, owner, sight, vector, asked)


def _search(
    own: Services, gallery: Gallery, owner: str, sight: Sight, vector: Vector, asked: SearchRequest
) -> SearchAnswer:
    photos, cosines = gallery.nearest(owner, sight.space, vector)
    found: list[FoundPhoto] = []
    gone: list[str] = []
    for photo, cosine in zip(photos, cosines.tolist(), strict=True):
        if len(found) == asked.limit:
            break
        if photo == asked.photo:
            continue
        if own.shelf.has(owner, photo):
            found.append(FoundPhoto(photo=photo, similarity=cosine))
        else:
            gone.append(photo)
    if gone:
        own.vectors.drop(owner, sight.space, gone)
    return SearchAnswer(model=sight.model, space=sight.space, searched=len(photos) - len(gone), found=found)


def _vector(place: Place, found: dict[str, Vector]) -> Vector:
    """Where a place is, as a vector of unit length."""
    if place.photo is not None:
        return found[place.photo]
    numbers = np.asarray(place.vector, np.float64)
    numbers = numbers / np.abs(numbers).max()  # squares of what is very large or small are no numbers any more
    return np.asarray(numbers / np.linalg.norm(numbers), np.float32)


def _check_dimension(field: str, vector: Vector, dimension: int) -> None:
    """Refuse a vector that is of another space.

    Raises:
        RequestWrong: It has not as many numbers.
    """
    if len(vector) != dimension:
        raise RequestWrong(field=field, reason=f"{len(vector)} numbers in place of {dimension}")
