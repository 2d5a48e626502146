"""The registry of models: what there is to say of one before its files are opened.

An entry is a ``model.toml`` beside the model's files. It knows nothing of how models are run; who loads one asks the
entry what to call it, what to ask it, and how far to believe it.
"""

import tomllib
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.wording import Language

ENTRY = "model.toml"
"""Name of an entry's file."""

Probability = Annotated[float, Field(ge=0, le=1)]
Temperature = Annotated[float, Field(ge=0, le=2)]
_FROZEN = ConfigDict(frozen=True, extra="forbid")


class Calibration(BaseModel):
    """How often a model is right where it says how sure it is, as measured on labelled photos.

    Attributes:
        source: The field whose raw confidence is read; in the file, ``from``.
        knots: (raw, honest) confidences; raw ones rise, honest ones never fall. Between two it is a straight line,
            before the first and after the last it is level.
    """

    model_config = _FROZEN

    source: str = Field(alias="from")
    knots: tuple[tuple[Probability, Probability], ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _rises(self) -> "Calibration":
        for (raw, honest), (next_raw, next_honest) in pairwise(self.knots):
            if next_raw <= raw or next_honest < honest:
                raise ValueError(f"knots must rise: {next_raw, next_honest} after {raw, honest}")
        return self

    def honest(self, raw: float) -> float:
        """The honest confidence for a raw one, both in [0, 1]."""
        before = self.knots[0]
        for knot in self.knots:
            if raw <= knot[0]:
                return _between(before, knot, raw)
            before = knot
        return before[1]


class PinnedPrompt(BaseModel):
    """The only words that a model was taught to answer; nothing in them is filled in.

    Attributes:
        instructions: Said before the photo.
        question: Said after it.
        version: Identifies the wording in every card's provenance.
    """

    model_config = _FROZEN

    instructions: str
    question: str
    version: str


class ModelEntry(BaseModel):
    """What the registry knows of a model.

    Attributes:
        id: Names it for good.
        name: Language of the window → what people call it.
        knows: Language of the window → what it can do, in one sentence.
        text: File name of its text model.
        projector: File name of its projector.
        size: Bytes of both files, roughly.
        licence: Of its weights, as SPDX names it.
        commercial_use: Whether a shop may use it for its work.
        languages: What it can write.
        prompt: The words that are used in place of the editor's, for a model that knows no others.
        fact_temperature: At which its facts are to be decided, where it has one of its own: whatever is neither a list
            nor a long text.
        prose_temperature: At which its lists and long texts are to be written, where it has one of its own.
        consistent: Whether its texts have to be kept from naming another colour, or another of its types, than the
            card's own facts.
        pixel_evidence: Whether a photo's pixels are evidence beside what it says of colours. Not where it learned
            colours from such pixels, or where its calibration was measured on what they say: it would be heard twice.
        types: The nouns with which its products' names begin.
        photos: How many photos of a product it was taught to look at; ``None`` for any number.
        lists: Field → the only entries of its closed list that the model knows; used where the catalogue has them all.
        calibration: Field → how far its confidence is to be believed; the others are shown as the model says.
    """

    model_config = _FROZEN

    id: str
    name: dict[Language, str]
    knows: dict[Language, str]
    text: str
    projector: str
    size: Annotated[int, Field(gt=0)]
    licence: str
    commercial_use: bool
    languages: tuple[Language, ...]
    prompt: PinnedPrompt | None = None
    fact_temperature: Temperature | None = None
    prose_temperature: Temperature | None = None
    consistent: bool = False
    pixel_evidence: bool = True
    types: tuple[str, ...] = ()
    photos: Annotated[int, Field(gt=0)] | None = None
    lists: dict[str, tuple[str, ...]] = {}
    calibration: dict[str, Calibration] = {}

    @model_validator(mode="after")
    def _is_named_where_the_window_speaks(self) -> "ModelEntry":
        for words in (self.name, self.knows):
            if missing := {Language.PT, Language.EN} - words.keys():
                raise ValueError(f"no words in {sorted(missing)}")
        return self


@dataclass(frozen=True, slots=True)
class LocalModel:
    """A model of the registry whose files are on this disk.

    Attributes:
        entry: What the registry says of it.
        folder: Where its files lie.
    """

    entry: ModelEntry
    folder: Path

    @property
    def text(self) -> Path:
        """Its text model."""
        return self.folder / self.entry.text

    @property
    def projector(self) -> Path:
        """Its projector."""
        return self.folder / self.entry.projector


def read_entry(path: Path) -> ModelEntry:
    """Read an entry.

    Raises:
        OSError: The file cannot be read.
        ValueError: It is no entry.
    """
    return ModelEntry.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))


def local_model(folder: Path) -> LocalModel | None:
    """The model of a folder that holds an entry and both the files that it names; ``None`` where one is missing.

    Raises:
        ValueError: The entry is there and is none.
    """
    entry = folder / ENTRY
    if not entry.is_file():
        return None
    found = LocalModel(read_entry(entry), folder)
    return found if found.text.is_file() and found.projector.is_file() else None


def _between(low: tuple[float, float], high: tuple[float, float], raw: float) -> float:
    """The straight line through two knots, at a raw confidence; the higher knot where they are one."""
    width = high[0] - low[0]
    return low[1] + (high[1] - low[1]) * (raw - low[0]) / width if width > 0 else high[1]
