"""A request's photos on their way into the text model: decoded ahead, encoded in their order, as many as have room."""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from inference.embed import Vector, pooled
from inference.engine import Photo
from inference.llama.cost import Cost
from inference.llama.photo import Encoding, Tower
from inference.llama.rows import Encoded
from inference.llama.wish import Steps, Wait
from inference.preprocess import Corrected, Correction


class Seeing:
    """The photos of one request.

    Attributes:
        encoded: Those that the model is shown, the main one first.
        corrections: What was measured and done to each of them.
        encoding: What is being encoded.
    """

    def __init__(self, tower: Tower, cost: Cost, tell: Callable[[float], None]) -> None:
        """Bind to a tower.

        Args:
            tower: Encodes.
            cost: Of the request.
            tell: Hears how much of all photos is done, in [0, 1].
        """
        self.encoded: list[Encoded] = []
        self.corrections: list[tuple[Correction, ...]] = []
        self.encoding: Encoding | None = None
        self._tower = tower
        self._cost = cost
        self._tell = tell
        self._readings: list[Future[Corrected]] = []
        self._count = 0

    @property
    def vectors(self) -> tuple[Vector, ...]:
        """The photos' vectors, in their order."""
        return tuple(pooled(encoded.matrices) for encoded in self.encoded)

    @property
    def cells(self) -> int:
        """KV cells that the photos take."""
        return sum(encoded.cells for encoded in self.encoded)

    def begin(self, photos: tuple[Photo, ...]) -> None:
        """Begin to decode the files."""
        self._count = len(photos)
        self._readings = [self._tower.read(photo) for photo in photos]

    def look(self, room: Callable[[int], int]) -> Steps:
        """Encode the photos in their order, and let go of the pixels of each then.

        The main photo is always looked at; of the others, the first for which there is no room and those behind it
        are left out.

        Args:
            room: How many KV cells there are for so many photos.
        """
        while self._readings:
            yield from self._look(self._readings.pop(0))
            if len(self.encoded) > 1 and self.cells > room(len(self.encoded)):
                self._leave_out()
            self._tell(len(self.encoded) / self._count)

    def close(self) -> None:
        """Stop what is being decoded and encoded."""
        for reading in self._readings:
            reading.cancel()
        if self.encoding is not None:
            self.encoding.stopped = True

    def _leave_out(self) -> None:
        """Do without the last photo that was looked at, and without those behind it."""
        del self.encoded[-1], self.corrections[-1]
        for reading in self._readings:
            reading.cancel()
        self._readings = []
        self._count = len(self.encoded)

    def _look(self, reading: Future[Corrected]) -> Steps:
        """Encode one photo, or find it."""
        yield from self._await(reading, Encoding())
        photo = reading.result()
        self.encoding = encoding = self._tower.encode(photo.pixels)
        yield from self._await(encoding.result, encoding)
        self.encoded.append(self._tower.keep(encoding))
        self.corrections.append(photo.steps)
        self.encoding = None
        self._cost.image_seconds += encoding.seconds
        self._cost.reused_photos += encoding.reused

    def _await(self, future: Future[Any], encoding: Encoding) -> Steps:
        told = None
        while not future.done():
            fraction = (len(self.encoded) + encoding.fraction) / self._count
            if fraction != told:
                told = fraction
                self._tell(fraction)
            yield Wait(future)
