"""What clients and the front say to each other, as Pydantic models; OpenAPI follows from them."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue

from app.domain.fields import MOST_FIELDS, CustomField, is_whole
from app.domain.guidance import LONGEST_HINT
from inference.fichario.wire import MOST_PHOTOS, Question

MOST_CARDS: Final = 1000
"""Of one batch."""

_FROZEN: Final = ConfigDict(frozen=True, extra="forbid")

Probability = Annotated[float, Field(ge=0, le=1)]
Temperature = Annotated[float, Field(ge=0, le=2)]
PhotoId = Annotated[str, Field(pattern="^[0-9a-f]{64}$", description="The SHA-256 that the upload answered.")]


class State(StrEnum):
    """Where a task is, in Celery's words."""

    PENDING = "PENDING"
    STARTED = "STARTED"
    PROGRESS = "PROGRESS"
    SUCCESS = "SUCCESS"
    FAILURE = "FAILURE"
    REVOKED = "REVOKED"

    @property
    def ended(self) -> bool:
        """Whether nothing happens to such a task any more."""
        return self in {State.SUCCESS, State.FAILURE, State.REVOKED}


class Priority(StrEnum):
    """Who goes first."""

    PERSON = "person"
    """Somebody waits for it."""
    BATCH = "batch"
    """Nobody does."""


class PhotoAnswer(BaseModel):
    """A photo that is stored.

    Attributes:
        id: Names it in requests: the SHA-256 of its bytes.
        width: Of the upright photo, in pixels.
        height: Likewise.
        size: In bytes.
    """

    model_config = _FROZEN

    id: PhotoId
    width: int
    height: int
    size: int


class CardOptions(BaseModel):
    """How a card is written; whatever is left out is as the worker's settings have it."""

    model_config = _FROZEN

    minimum_words: Annotated[int, Field(ge=30, le=400)] | None = None
    temperature: Temperature | None = None
    prose_temperature: Temperature | None = None
    top_p: Probability | None = None
    min_p: Probability | None = None
    repetition_penalty: Annotated[float, Field(ge=1, le=2)] | None = None
    seed: Annotated[int, Field(ge=0, le=2**32 - 1)] | None = None


def _whole(field: CustomField) -> CustomField:
    if not is_whole(field):
        raise ValueError("an id that is taken, an unknown unit, or a closed list of less than two entries")
    return field


class CardRequest(BaseModel):
    """What a card is asked for by.

    Attributes:
        photos: All of one product, the main one first.
        fields: What the card has beside what every card has.
        hint: What cannot be seen in the photos.
        language: Of the card; as the worker's settings have it unless said.
        model: Who writes; any worker unless said.
        options: How.
        priority: Who goes first; alone a person is taken to wait, in a batch nobody.
    """

    model_config = _FROZEN

    photos: Annotated[tuple[PhotoId, ...], Field(min_length=1, max_length=MOST_PHOTOS)]
    fields: Annotated[tuple[Annotated[CustomField, AfterValidator(_whole)], ...], Field(max_length=MOST_FIELDS)] = ()
    hint: Annotated[str, Field(max_length=LONGEST_HINT)] = ""
    language: Literal["pt", "en", "es"] | None = None
    model: str = ""
    options: CardOptions = CardOptions()
    priority: Priority | None = None


class AnswerRequest(BaseModel):
    """What an answer is asked for by: photos, and a question in the asker's own words.

    Attributes:
        photos: All of one thing, the main one first.
        question: All else that a model is told, and what the answer is to look like.
        model: Who answers; any worker unless said.
        priority: Who goes first; a person is taken to wait unless said.
    """

    model_config = _FROZEN

    photos: Annotated[tuple[PhotoId, ...], Field(min_length=1, max_length=MOST_PHOTOS)]
    question: Question
    model: str = ""
    priority: Priority | None = None


class TaskBegun(BaseModel):
    """A card or an answer will be written."""

    model_config = _FROZEN

    task_id: str


class BatchRequest(BaseModel):
    """Many cards at once: either all of them are taken or none."""

    model_config = _FROZEN

    cards: Annotated[tuple[CardRequest, ...], Field(min_length=1, max_length=MOST_CARDS)]


class BatchBegun(BaseModel):
    """Many cards will be written; the tasks are in the order of the cards."""

    model_config = _FROZEN

    batch_id: str
    task_ids: list[str]


class BatchAnswer(BaseModel):
    """How far a batch is: its tasks' states, and how many are in each."""

    model_config = _FROZEN

    batch_id: str
    counts: dict[State, int]
    tasks: dict[str, State]


class Problem(BaseModel):
    """Why something did not succeed, after RFC 9457.

    Attributes:
        type: Names the kind of problem.
        title: What happened, in one sentence for a person.
        status: Of the HTTP answer.
        detail: What can be done about it, in one sentence.
        code: The kind's short name.
        facts: What its sentence was filled in with.
    """

    type: str
    title: str
    status: int
    detail: str
    code: str
    facts: dict[str, str] = {}


class TaskAnswer(BaseModel):
    """How far a card or an answer is.

    Attributes:
        task_id: Which.
        state: Where it is.
        created: When it was asked for.
        fields: What is written so far; the last text may still grow.
        result: Once it is there: of a card ``card``, ``confidence``, ``guesses``, ``provenance``, ``figures``, as the
            command line's lines have them; of an answer ``values``, ``confidence``, ``provenance``, ``figures``.
        problem: Why there will be none.
    """

    model_config = _FROZEN

    task_id: str
    state: State
    created: datetime
    fields: dict[str, JsonValue] = {}
    result: dict[str, Any] | None = None
    problem: Problem | None = None


class ModelAnswer(BaseModel):
    """A model that a worker holds now.

    Attributes:
        id: To be said in a request.
        workers: How many hold it.
        slots: How many photos they read at the same time, all together.
        about: What the registry of models says of it, as its file has it; nothing where it knows nothing. A model that
            was taught only some words says here which.
        words: Those that know where words stand among photos and are held beside it: to be named as ``model`` where
            words are asked about. Cards are not written by them.
    """

    model_config = _FROZEN

    id: str
    workers: int
    slots: int
    about: dict[str, Any] = {}
    words: list[str] = []
