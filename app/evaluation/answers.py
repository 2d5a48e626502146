"""What a model answered, kept on disk photo by photo, so that an evaluation goes on where it was stopped.

One JSON line a photo, synced before the next one is written. A line that was cut off by a kill or a power cut is taken
away when the file is opened again. The file's name holds the fingerprint of whatever decides the answers (the model's
files, the prompt, the card, the sampling): anything else that is measured gets a file of its own, and going back to an
earlier choice finds its answers again. Labels do not decide answers: correcting one costs no new run.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, JsonValue

from app.evaluation.labels import LabelledPhoto
from app.evaluation.lines import Lines
from inference.events import Confidence, Figures, Provenance
from inference.llama.weights import ends_of


class Answer(BaseModel):
    """What came of one photo.

    Attributes:
        photo: As the labels name it.
        stamp: Size and time of change of the photo's file; another photo under its name is measured anew.
        values: The card, as the engine gave it; ``None`` where there is none.
        confidence: Field → how sure the model was.
        figures: What it cost.
        provenance: Where it comes from.
        error: Code of what went wrong; empty where all went well.
        facts: Of that error.
        spent: Seconds since the answer before it, or since the run began: they add up to the time at work.
    """

    model_config = ConfigDict(frozen=True)

    photo: str
    stamp: str
    values: dict[str, JsonValue] | None = None
    confidence: dict[str, Confidence] = {}
    figures: Figures | None = None
    provenance: Provenance | None = None
    error: str = ""
    facts: dict[str, str] = {}
    spent: float = 0.0


def stamp_of(path: Path) -> str:
    """Tells two states of a photo's file apart; empty where there is no file."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return ""
    return f"{status.st_size}-{status.st_mtime_ns}"


def fingerprint(files: tuple[Path, ...], choices: Mapping[str, Any]) -> str:
    """Names whatever decides the answers, in 16 hexadecimal digits.

    Args:
        files: The model's; their size and either end are read.
        choices: Everything else, as JSON takes it.

    Raises:
        OSError: A file cannot be read.
    """
    digest = hashlib.sha256(json.dumps(choices, sort_keys=True, ensure_ascii=False).encode("utf-8", "backslashreplace"))
    for path in files:
        for piece in ends_of(path):
            digest.update(piece)
    return digest.hexdigest()[:16]


class AnswerFile:
    """The answers of one run and those before it.

    Attributes:
        path: Where they are.
    """

    def __init__(self, folder: Path, fingerprint_: str, *, fresh: bool = False) -> None:
        """Open the file, made if it is not there.

        Args:
            folder: Made if it is not there.
            fingerprint_: Of whatever decides the answers.
            fresh: Forget what is there.

        Raises:
            ReportUnwritable: The folder or the file cannot be written.
        """
        self._lines = Lines(folder / f"answers-{fingerprint_}.jsonl", Answer, fresh=fresh)
        self.path = self._lines.path
        self._answers = {answer.photo: answer for answer in self._lines.read()}

    def close(self) -> None:
        """Close the file; calling again is harmless."""
        self._lines.close()

    def of(self, row: LabelledPhoto) -> Answer | None:
        """What came of a row's photo, if it is still the same file."""
        answer = self._answers.get(row.photo)
        return answer if answer and answer.stamp == stamp_of(row.path) else None

    def waits(self, row: LabelledPhoto) -> bool:
        """Whether a row's photo has no card yet; what failed is tried again."""
        answer = self.of(row)
        return answer is None or answer.values is None

    def append(self, answer: Answer) -> None:
        """Keep an answer; it is on the disk when this returns.

        Raises:
            ReportUnwritable: The system refused.
        """
        self._lines.append(answer)
        self._answers[answer.photo] = answer
