"""What clients and the front say to each other about how photos look, as Pydantic models; OpenAPI follows from them."""

from typing import Annotated, Any, Final, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, FiniteFloat, model_validator

from app.server.contract import PhotoId, Priority

MOST_SEEN: Final = 64
"""Photos of one request."""
MOST_FOUND: Final = 100
"""Photos of one answer."""
_MOST_NUMBERS: Final = 16384
"""Of a vector."""
_LONGEST_WORDS: Final = 1000
_FROZEN: Final = ConfigDict(frozen=True, extra="forbid")


def _somewhere(numbers: tuple[float, ...]) -> tuple[float, ...]:
    if not any(numbers):
        raise ValueError("a vector of zeros points nowhere")
    return numbers


Numbers = Annotated[
    tuple[FiniteFloat, ...],
    Field(min_length=1, max_length=_MOST_NUMBERS, description="A vector of this server's, of any length but 0."),
    AfterValidator(_somewhere),
]
Words = Annotated[str, Field(min_length=1, max_length=_LONGEST_WORDS, pattern=r"\S")]
Model = Annotated[
    str,
    Field(description="Who looks: a model, or one for words beside it; may be left out where all that look see alike."),
]


class LookRequest(BaseModel):
    """What goes to a worker: a photo, or words, to be placed among photos.

    Attributes:
        kind: Tells it from a card.
        photos: The one; none where it is words.
        words: The words; empty where it is a photo.
        model: Who looks.
        priority: Whether somebody waits.
    """

    model_config = _FROZEN

    kind: Literal["look"]
    photos: tuple[()] | tuple[PhotoId] = ()
    words: str = ""
    model: str
    priority: Priority = Priority.PERSON


def _exactly_one(*names: str) -> dict[str, Any]:
    return {"oneOf": [{"required": [name]} for name in names]}


def _check_one(model: BaseModel, *names: str) -> None:
    if sum(getattr(model, name) is not None for name in names) != 1:
        raise ValueError(f"exactly one of {', '.join(names)}")


class Place(BaseModel):
    """A place among photos: a photo's own, that of words, or a vector's.

    Attributes:
        photo: A photo that this key has sent.
        vector: As an answer of this server had it.
        words: What a photo may show; refused where no model knows where words stand among photos.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=_exactly_one("photo", "vector", "words"))

    photo: PhotoId | None = None
    vector: Numbers | None = None
    words: Words | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        _check_one(self, "photo", "vector", "words")
        return self


class EmbeddingsRequest(BaseModel):
    """Photos, or words, whose vectors are wanted.

    Attributes:
        photos: Photos that this key has sent.
        words: Words; refused where no model knows where those stand among photos.
        model: Who looks. Photos can be compared with words where it is that of the words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=_exactly_one("photos", "words"))

    photos: Annotated[tuple[PhotoId, ...], Field(min_length=1, max_length=MOST_SEEN)] | None = None
    words: Annotated[tuple[Words, ...], Field(min_length=1, max_length=MOST_SEEN)] | None = None
    model: Model = ""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        _check_one(self, "photos", "words")
        return self


class Embedding(BaseModel):
    """Where a photo, or words, stand.

    Attributes:
        photo: Which; left out where it is words.
        words: Which; left out where it is a photo.
        vector: Of unit length: the dot product of two is their cosine.
    """

    model_config = _FROZEN

    photo: PhotoId | None = None
    words: str | None = None
    vector: tuple[float, ...]


class EmbeddingsAnswer(BaseModel):
    """Where photos, or words, stand, in the order in which they were asked for.

    Attributes:
        model: Who looked.
        space: What can be compared: vectors of two spaces have nothing to say to each other.
        dimension: Numbers in a vector.
        embeddings: One for each.
    """

    model_config = _FROZEN

    model: str
    space: str
    dimension: int
    embeddings: list[Embedding]


class SimilarityRequest(BaseModel):
    """Two places to be compared."""

    model_config = _FROZEN

    one: Place
    other: Place
    model: Model = ""


class SimilarityAnswer(BaseModel):
    """How alike they are.

    Attributes:
        similarity: The cosine between their vectors.
    """

    model_config = _FROZEN

    similarity: Annotated[float, Field(ge=-1, le=1)]


class SearchRequest(Place):
    """What photos are to be like.

    Attributes:
        limit: How many are wanted.
        model: Who looks; it says, too, of which space a vector is.
    """

    limit: Annotated[int, Field(ge=1, le=MOST_FOUND)] = 10
    model: Model = ""


class FoundPhoto(BaseModel):
    """A photo that was found.

    Attributes:
        photo: Which.
        similarity: The cosine to what was asked for.
    """

    model_config = _FROZEN

    photo: PhotoId
    similarity: Annotated[float, Field(ge=-1, le=1)]


class SearchAnswer(BaseModel):
    """The photos of this key that are most alike, the most alike first.

    Attributes:
        model: Who looked.
        space: As in :class:`EmbeddingsAnswer`.
        searched: How many photos of this key were searched: those that were looked at.
        unseen: How many were not, since nobody has looked at them yet. Where words can be asked for, as many of them as
            may wait are looked at after the answer, behind whatever somebody waits for.
        found: Some of them; the photo that was asked for is not among them.
    """

    model_config = _FROZEN

    model: str
    space: str
    searched: int
    unseen: int
    found: list[FoundPhoto]
