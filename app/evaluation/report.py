"""The report: everything that an evaluation found out, as frozen data that goes to JSON and back.

A baseline is such a file. Unknown entries are ignored when one is read, so that an older program reads what a newer
one saved; the ``format`` tells whether it can.
"""

from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from app.evaluation.errors import BaselineUnreadable
from app.evaluation.statistics import Bin


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Figure(_Part):
    """One number.

    Attributes:
        value: The number.
        of: How many photos, sentences or tokens it is made of.
        low: Lower end of its 95 % confidence interval; ``None`` where it has none.
        high: Upper end.
        hits: For a share, how many of ``of``; else ``None``.
    """

    value: float
    of: int
    low: float | None = None
    high: float | None = None
    hits: int | None = None


class Confusion(_Part):
    """What was taken for what.

    Attributes:
        labels: Names of rows and columns; the last column may be the empty text, for none of them.
        counts: ``counts[expected][got]``, photos.
    """

    labels: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]


class Calibration(_Part):
    """How far the model's confidence can be believed.

    Attributes:
        ece: Expected calibration error.
        of: How many answers.
        bins: The reliability curve.
    """

    ece: float
    of: int
    bins: tuple[Bin, ...]


class Unknown(_Part):
    """How well things that the model need not know are told from those it should.

    Attributes:
        threshold: A name less sure than this is flagged.
        curve: (share of known things flagged, share of unknown things flagged), for every threshold.
    """

    threshold: float
    curve: tuple[tuple[float, float], ...]


class Pair(_Part):
    """A contradiction that cards have in common."""

    kind: str
    own: str
    other: str
    cards: int


class Sentence(_Part):
    """A sentence that several cards have in common."""

    sentence: str
    cards: int


class CardMark(_Part):
    """One labelled thing of one card."""

    expected: tuple[str, ...]
    got: str
    right: bool
    confidence: float


class Against(_Part):
    """One contradiction of one card."""

    kind: str
    where: str
    own: str
    other: str


class Card(_Part):
    """One photo's row.

    Attributes:
        photo: As the labels name it.
        group: As the labels say.
        known: Whether the model should know the thing.
        error: Code of what went wrong; empty with a card.
        values: The card, or ``None``.
        confidence: Field → how sure the model was.
        fields: Labelled thing → its mark.
        contradictions: Within the card.
        flagged: Whether it was told to be unknown, by its words or its name's confidence.
    """

    photo: str
    group: str = ""
    known: bool = True
    error: str = ""
    facts: dict[str, str] = {}
    values: dict[str, Any] | None = None
    confidence: dict[str, float] = {}
    fields: dict[str, CardMark] = {}
    contradictions: tuple[Against, ...] = ()
    flagged: bool = False

    @property
    def sureness(self) -> float:
        """How sure the model was of what is wrong; 0 where nothing is."""
        return max((mark.confidence for mark in self.fields.values() if not mark.right), default=0.0)


class Setting(_Part):
    """What was measured.

    Attributes:
        made: When, as ISO 8601 in UTC.
        labels: Name of the file of labels.
        model: Name of the text model's file.
        projector: Name of the projector's file.
        quantisation: As the text model's header says.
        engine: Name and version of the runtime.
        prompt_version: Of the wording.
        options: Temperature, seed and the like, by name.
        rows: Labelled photos that were to be measured.
        answered: Of those, how many have a card.
        failed: How many failed.
        minimum_words: That a description should have.
    """

    made: str
    labels: str
    model: str = ""
    projector: str = ""
    quantisation: str = ""
    engine: str = ""
    prompt_version: str = ""
    options: dict[str, str | int | float] = {}
    rows: int
    answered: int
    failed: int
    minimum_words: int = 0

    @property
    def missing(self) -> int:
        """Photos that were not come to."""
        return self.rows - self.answered - self.failed


class Report(_Part):
    """All of it.

    Attributes:
        format: Of the file; an older program knows by it that it cannot read a newer one's.
        setting: What was measured.
        figures: Name → figure, over all photos.
        groups: Group → its figures.
        confusions: Field, or ``product_type`` → what was taken for what.
        calibrations: As ``confusions``.
        unknown: Only where the labels have things that the model need not know.
        pairs: Contradictions that most cards have.
        repeated: Sentences that most cards have.
        cards: Every photo that has an answer.
    """

    format: Literal[1] = 1
    setting: Setting
    figures: dict[str, Figure]
    groups: dict[str, dict[str, Figure]] = {}
    confusions: dict[str, Confusion] = {}
    calibrations: dict[str, Calibration] = {}
    unknown: Unknown | None = None
    pairs: tuple[Pair, ...] = ()
    repeated: tuple[Sentence, ...] = ()
    cards: tuple[Card, ...] = ()


def read_report(path: Path) -> Report:
    """Read a saved report.

    Raises:
        BaselineUnreadable: It is not there, or is none of ours.
    """
    try:
        return Report.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BaselineUnreadable(path=str(path), reason=error.strerror or str(error)) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or path.name
        raise BaselineUnreadable(path=str(path), reason=f"{where}: {first['msg']}") from error
