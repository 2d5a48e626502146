"""A photo is read through for the catalogue: hash, size, thumbnail, colours, print; here, or in a process apart.

Most of it is many small steps of Python, each of which the window's thread would wait for. Measured on two cores that a
model keeps busy: one photo takes 25 to 60 ms, and the event loop was up to 140 ms late while sixteen were read through.
"""

import contextlib
import io
from pathlib import Path
from typing import NoReturn, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from app.catalog.photos import Looked, Preparation, Printed
from app.domain.colours.found import FoundColours
from inference.errors import PhotoUnreadable
from inference.guard.respondent import Respondent, RespondentLost, answer_all
from inference.likeness import EDITION as PRINT_EDITION
from inference.likeness import print_of
from inference.palette import EDITION, palette
from inference.photos import survey_photo

_Question: TypeAlias = Path | bytes
_TRIES = 2
"""How many processes a photo may cost before it is taken for one that cannot be read."""


def surveyed(photo: Path) -> Preparation:
    """Read a photo through.

    Raises:
        PhotoUnreadable: For any of its reasons.
    """
    survey = survey_photo(photo)
    size = survey.sha256, survey.width, survey.height
    return Preparation(*size, survey.thumbnail, look(survey.pixels), printed(survey.pixels))


def look(pixels: NDArray[np.uint8]) -> Looked:
    """Look for the colours of a photo; ``(h, w, 3)`` uint8, sRGB, upright, a thumbnail's size does."""
    return Looked(FoundColours.model_validate(palette(pixels)), EDITION)


def looked(thumbnail: bytes) -> Looked:
    """Look for the colours in a thumbnail.

    Raises:
        UnidentifiedImageError: It is none.
    """
    return look(decoded(thumbnail))


def printed(pixels: NDArray[np.uint8]) -> Printed:
    """By what a photo is recognised; ``(h, w, 3)`` uint8, sRGB, upright, a thumbnail's size does."""
    return Printed(print_of(pixels).astype("<u8").tobytes(), PRINT_EDITION)


def decoded(thumbnail: bytes) -> NDArray[np.uint8]:
    """The pixels of a thumbnail, ``(h, w, 3)`` uint8, RGB.

    Raises:
        UnidentifiedImageError: It is none.
    """
    with Image.open(io.BytesIO(thumbnail)) as picture:
        return np.asarray(picture.convert("RGB"))


class Surveyor:
    """Reads photos through on the calling thread."""

    def survey(self, photo: Path) -> Preparation:
        """As :func:`surveyed`."""
        return surveyed(photo)

    def look(self, thumbnail: bytes) -> Looked:
        """As :func:`looked`."""
        return looked(thumbnail)


class SurveyorApart(Surveyor):
    """Reads photos through in a process of its own, which is started with the first one, and anew where it was killed.

    To be called from one thread; in a ``with`` statement, or :meth:`close` is to be called at the end.
    """

    def __init__(self) -> None:
        self._respondent: Respondent | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Number of the process; ``None`` while there is none."""
        return None if self._respondent is None else self._respondent.pid

    def survey(self, photo: Path) -> Preparation:
        """As :func:`surveyed`; a photo that kills whoever reads it is ``unreadable``.

        Raises:
            PhotoUnreadable: For any of its reasons.
            OSError: No process can be started.
        """
        try:
            answer = self._ask(photo)
        except RespondentLost as error:
            raise PhotoUnreadable("unreadable", path=str(photo)) from error
        assert isinstance(answer, Preparation)  # noqa: S101  # for the types
        return answer

    def look(self, thumbnail: bytes) -> Looked:
        """As :func:`looked`.

        Raises:
            UnidentifiedImageError: It is none, or it kills whoever looks.
            OSError: No process can be started.
        """
        try:
            answer = self._ask(thumbnail)
        except RespondentLost as error:
            raise UnidentifiedImageError(str(error)) from error
        assert isinstance(answer, Looked)  # noqa: S101  # for the types
        return answer

    def close(self) -> None:
        """Let the process end; another question would start another one."""
        if self._respondent is not None:
            self._respondent.close()
            self._respondent = None

    def _ask(self, question: _Question) -> object:
        for _ in range(_TRIES - 1):
            with contextlib.suppress(RespondentLost):
                return self._asked(question)
        return self._asked(question)

    def _asked(self, question: _Question) -> object:
        if self._respondent is None:
            self._respondent = Respondent(__name__)
        try:
            return self._respondent.ask(question)
        except RespondentLost:
            self.close()
            raise


def _answer(question: _Question) -> object:
    try:
        return surveyed(question) if isinstance(question, Path) else looked(question)
    except (PhotoUnreadable, UnidentifiedImageError, OSError) as error:
        return error
    except Exception as error:  # the libraries' own have types that only they know
        return RuntimeError(repr(error))


def main() -> NoReturn:
    """Serve the process that started this one."""
    answer_all(_answer)
