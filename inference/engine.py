"""The three verbs that every engine speaks, and the request it takes."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeAlias, runtime_checkable

import numpy as np
from numpy.typing import NDArray
from pydantic import JsonValue

from inference.errors import InferenceError
from inference.events import Event, JobId
from inference.labels.lines import Labels
from inference.preprocess.options import Corrections


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is said to the model around the photo.

    Attributes:
        instructions: Said before the photo: the role, the contract, the closed lists. The same text for many photos,
            so that its KV cells are computed once.
        question: Said after the photo. May differ from photo to photo.
        version: Identifies the wording; part of the answer's provenance.
        hint: What a person said of this one thing, which the question holds already; part of the answer's provenance.
        caption: Said before each photo where several are shown; ``{number}`` in it counts them from 1.
        question_of_several: Said in place of ``question`` behind several photos, where there are other words for that.
        quoted: Said between the photos and either question: data about these photos, no part of what is asked.
        examples: Answers about other things, to be followed in their manner, the best first; those for which there is
            no room are left out from the end. Said between the photos and what is quoted, so that they cost the shared
            instructions nothing.
        showing: Introduces the examples, in place of ``{examples}``; without it none is said.
    """

    instructions: str
    question: str
    version: str
    hint: str = ""
    caption: str = ""
    question_of_several: str = ""
    quoted: str = ""
    examples: tuple[str, ...] = ()
    showing: str = ""

    def captions(self, photos: int) -> tuple[str, ...]:
        """What is said before each of so many photos; nothing before a lone one."""
        if photos < 2 or not self.caption:
            return ("",) * photos
        return tuple(self.caption.replace("{number}", str(number)) for number in range(1, photos + 1))

    def question_about(self, photos: int, examples: int | None = None) -> str:
        """What is said behind so many photos, with so many of the examples in front; ``None`` for all of them."""
        question = self.question_of_several or self.question if photos > 1 else self.question
        said = self.examples[:examples] if self.showing else ()
        shown = self.showing.replace("{examples}", "\n".join(said)) if said else ""
        return "\n\n".join(filter(None, (shown, self.quoted, question)))


@dataclass(frozen=True, slots=True)
class Sampling:
    """How the next token is drawn.

    Attributes:
        temperature: 0 takes the most probable token; 1 the model's own distribution.
        top_p: Draw from the smallest set of tokens that holds this probability mass.
        seed: Two runs alone with the same seed and request give the same answer.
        prose_temperature: In place of ``temperature`` where the wording is free: in lists and in long texts. ``None``
            makes no difference between them and facts.
        min_p: Draw no token less probable than this share of the most probable one, at the temperature (Nguyen et al.
            2024, *Turning Up the Heat: Min-p Sampling*); 0 refuses none. The smaller of its set and that of ``top_p``
            counts.
        repetition_penalty: Where the wording is free, the logits of words that it began lately are divided by this if
            positive, else multiplied (Keskar et al. 2019, *CTRL*, section 4.1); 1 changes nothing. Neither the prompt
            nor facts, names, punctuation, ends of words or words of less than four letters, which hold sentences
            together, ever count.
    """

    temperature: float = 0.2
    top_p: float = 0.95
    seed: int = 0
    prose_temperature: float | None = None
    min_p: float = 0.0
    repetition_penalty: float = 1.0


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Names of one kind, of which an answer mentions no other once a field has said one.

    Words are compared without case and accents, and a hyphen parts them. An engine that does not write token by token
    itself cannot keep this, and does not try.

    Attributes:
        source: The field whose value decides. It begins with one of the names (of several the longest counts), or with
            none, and then nothing is ruled out. Texts behind it are held to it; entries of closed lists are not. A
            text is as sure as its name; an entry of a closed list, as where the answer named it first.
        names: Name → the forms in which a text mentions it: its plurals and feminines, and itself.
        beside: Name → the others that do not contradict it.
    """

    source: str
    names: Mapping[str, tuple[str, ...]]
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A photo on disk, decoded by the engine when its turn comes: where the engine is another process, over there.

    Attributes:
        path: The file.
        longest_side: The most pixels along the longer side; ``None`` keeps every pixel.
        corrections: What is corrected in it, once it has that size.
    """

    path: Path
    longest_side: int | None = None
    corrections: Corrections = field(default_factory=Corrections)


Photo: TypeAlias = NDArray[np.uint8] | PhotoFile
"""Pixels, ``(height, width, 3)`` uint8, sRGB, upright, C-contiguous; or the file that they are read from."""


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """One question to the model about one or more photos of one thing.

    Attributes:
        job: Names the request in every event about it; unique among those in flight.
        photos: The first is the main photo. One that cannot be decoded fails the request. Of several, those for which
            the model has no room are left out from the end; the answer's provenance says how many it saw.
        schema: JSON Schema of an object, as ``type[BaseModel].model_json_schema()`` makes it. Its properties are
            generated in their order, all of them. Beside the standard keywords, ``minWords`` marks a text as prose.
        prompt: What is said around the photos.
        sampling: How tokens are drawn.
        exclusions: What its texts must not mention beside what its earlier fields say.
        anew: Whether the answer is to be written now, even where one to the same request was kept.
        given: Field → its value, which a person has settled: the answer holds it as it is, whether the schema would
            allow it or not, and what is written behind it follows from it. Names that the schema does not know count
            for nothing.
        answered: Whether an answer is wanted. Without one, the photos are only looked at, for their vectors: schema and
            prompt count for nothing.
        awaited: Whether somebody waits for what comes of it, who goes first on a server that reads for many. A request
            without an answer for which nobody waits gives way to all others.
        labels: What was read on the photos, for the answer's provenance; ``None`` where nobody read.
    """

    job: JobId
    photos: tuple[Photo, ...]
    schema: dict[str, Any]
    prompt: Prompt
    sampling: Sampling = field(default_factory=Sampling)
    exclusions: tuple[Exclusion, ...] = ()
    anew: bool = False
    given: Mapping[str, JsonValue] = field(default_factory=dict)
    answered: bool = True
    labels: Labels | None = None
    awaited: bool = False

    @property
    def gives_way(self) -> bool:
        """Whether it may be put off for any other."""
        return not (self.answered or self.awaited)

    @property
    def asked(self) -> str:
        """Names what is asked about the photos, in 16 hexadecimal digits; part of the answer's provenance."""
        prompt = asdict(self.prompt)
        for data in ("quoted", "examples"):
            del prompt[data]
        said = {
            "prompt": prompt,
            "schema": self.schema,
            "exclusions": [asdict(exclusion) for exclusion in self.exclusions],
            "given": dict(self.given),
        }
        # Keys are not sorted: the order of a schema's properties is that of the answer.
        return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:16]

    @property
    def photo_side(self) -> int | None:
        """The most pixels along a photo's longer side; ``None`` where every pixel counts."""
        sides = (photo.longest_side for photo in self.photos if isinstance(photo, PhotoFile))
        return min((side for side in sides if side is not None), default=None)


class Engine(Protocol):
    """Something that answers requests, a bounded piece of work at a time.

    One owner calls every method from one thread, except :meth:`abort`, which any thread may call.
    """

    @property
    def idle(self) -> bool:
        """Whether there is nothing in flight: :meth:`step` would have nothing to do."""
        ...

    @property
    def stopped(self) -> InferenceError | None:
        """Why every request would fail now, until another engine is loaded or a server is back; else ``None``."""
        ...

    @property
    def room(self) -> int:
        """How many more requests would be worked on at once if they were added now; at least 1 when idle."""
        ...

    def add(self, request: Request) -> None:
        """Take a request into the queue; its events come out of :meth:`step`.

        Raises:
            ValueError: A request with this job is in flight already.
        """
        ...

    def abort(self, job: JobId) -> None:
        """Ask for a job to end soon; a later :meth:`step` reports it cancelled. Unknown jobs are ignored.

        Any thread may call this, also while :meth:`step` runs.
        """
        ...

    def step(self) -> list[Event]:
        """Do one bounded piece of work for what is in flight and tell what came of it; ``[]`` when idle.

        Never raises for what a request or the runtime did wrong: that is a :class:`~inference.events.Failed`.
        """
        ...

    def close(self) -> None:
        """Free the weights and every native resource. What was in flight is dropped; calling again is harmless."""
        ...


@runtime_checkable
class Remote(Protocol):
    """An engine on another machine's work, which may be away for a while.

    While it is, ``stopped`` is an error that passes, and a job that failed with such an error is to be asked anew once
    ``stopped`` is ``None`` again.
    """

    def look(self) -> None:
        """Look at once whether it is back, which it does from time to time anyway; any thread may call this."""
        ...
