"""The text on a product's photos, read before the model is asked: where, by whom, and who waits for whom."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Self

from app.catalog.catalog import Catalog
from inference.labels.lines import Labels
from inference.labels.readings import LabelReadings
from inference.priority import give_way

_AHEAD = 3
"""Photos in hand: the one that is asked for, and those that are read before their turn."""
_PRODUCTS = 8
"""Products of a queue that are read before their turn: as many as an engine may claim at once."""


def labels_of(readings: LabelReadings | None, photos: Sequence[Path]) -> Labels | None:
    """What is written on the photos of one product; ``None`` where nobody reads, or one of them cannot be read."""
    if readings is None:
        return None
    read = [readings.read(path) for path in photos]
    lines = tuple(tuple(line.text for line in found) for found in read if found is not None)
    return Labels(readings.reader, lines) if len(lines) == len(photos) else None


class LabelsOfQueue:
    """Reads the photos whose turns come next in a catalogue's queue, so that none has to be read in its turn.

    Only a few products are read before their turns: what was read is found again where it is kept, which may be in
    memory only.

    Args:
        catalog: Whose queue.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._readings: LabelReadings | None = None
        self._read: set[int] = set()

    def read_next(self, readings: LabelReadings) -> bool:
        """Read one photo, on the calling thread.

        Args:
            readings: Who reads now.

        Returns:
            Whether there was one to read.
        """
        if readings is not self._readings:
            self._readings = readings
            self._read.clear()
        photos = self._catalog.next_photos(_PRODUCTS)
        self._read.intersection_update(photo.id for photo in photos)
        photo = next((photo for photo in photos if photo.id not in self._read), None)
        if photo is None:
            return False
        self._read.add(photo.id)
        self._catalog.fetch(photo.path)
        readings.read(photo.path)
        return True


class LabelsAhead:
    """Reads photos in their order on a thread that gives way, some before they are asked for.

    Args:
        readings: Who reads; with ``None`` nobody does.
        products: The photos of each, in the order in which they will be asked for.
    """

    def __init__(self, readings: LabelReadings | None, products: Sequence[tuple[Path, ...]]) -> None:
        self._readings = readings
        self._waiting = iter(products)
        self._begun: dict[tuple[Path, ...], Future[Labels | None]] = {}
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="labels", initializer=give_way)

    def of(self, photos: tuple[Path, ...]) -> Labels | None:
        """What is written on a product's photos; waits until they are read."""
        if self._readings is None:
            return None
        ahead = islice(self._waiting, max(0, _AHEAD - len(self._begun)))
        self._begun.update((product, self._begin(product)) for product in ahead)
        return (self._begun.pop(photos, None) or self._begin(photos)).result()

    def _begin(self, photos: tuple[Path, ...]) -> "Future[Labels | None]":
        return self._thread.submit(labels_of, self._readings, photos)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._thread.shutdown(cancel_futures=True)
