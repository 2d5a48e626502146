"""What was read once is kept in the user's cache folder: photos as a model sees them, their labels, finished cards.

Window, command line and servers share it; it can be emptied at any time, and switched off. What is read from a server
elsewhere is not kept: nobody can tell here whether the same model still answers there.
"""

from dataclasses import replace
from pathlib import Path

from app.settings import Settings, cache_folder
from inference import cache
from inference.answers import Answers, reader_of
from inference.cache import Contents, Place
from inference.engine import Engine
from inference.labels.apart import ReaderApart
from inference.labels.reader import LabelReader, available
from inference.labels.readings import LabelReadings
from inference.llama.options import LoadOptions, ModelFiles, ModelInfo
from inference.remembering import RememberingEngine

_MEGABYTE = 10**6
_FOR_CARDS = 0.05  # of the room: a card takes some thousand bytes, a photo some million
_FOR_LABELS = 0.01


def keeping_photos(options: LoadOptions, settings: Settings) -> LoadOptions:
    """Options by which a model keeps the photos that it has seen, as far as the settings give room."""
    limit = int(settings.kept * _MEGABYTE * (1 - _FOR_CARDS - _FOR_LABELS))
    return replace(options, photos=Place(_photos(), limit) if limit else None)


def keeping_cards(
    engine: Engine, files: ModelFiles, options: LoadOptions, info: ModelInfo, settings: Settings
) -> Engine:
    """An engine that finds the cards that were written before; the engine itself where there is no room for them.

    Args:
        engine: The engine.
        files: What it was loaded from.
        options: How.
        info: What it has loaded.
        settings: They give the room.
    """
    limit = int(settings.kept * _MEGABYTE * _FOR_CARDS)
    if not limit:
        return engine
    try:
        return RememberingEngine(engine, Answers(Place(_cards(), limit), reader_of(files, options, info)))
    except OSError:  # a file that is gone since: whatever comes of that, the engine tells
        return engine


def keeping_labels(settings: Settings, *, apart: bool = False) -> LabelReadings | None:
    """Reads what is written on products; ``None`` where that is switched off, or nothing is installed to read with.

    Args:
        settings: They say whether, and give the room.
        apart: Read in another process, so that a window never waits for it; to be closed then.
    """
    if not settings.read_labels or not available():
        return None
    limit = int(settings.kept * _MEGABYTE * _FOR_LABELS)
    return LabelReadings(Place(_labels(), limit) if limit else None, ReaderApart if apart else LabelReader)


def kept() -> Contents:
    """How much is kept."""
    return cache.contents(_photos()) + cache.contents(_cards()) + cache.contents(_labels())


def forget() -> Contents:
    """Empty it, also while somebody reads.

    Returns:
        What is gone.
    """
    return cache.empty(_photos()) + cache.empty(_cards()) + cache.empty(_labels())


def _photos() -> Path:
    return cache_folder() / "photos"


def _cards() -> Path:
    return cache_folder() / "cards"


def _labels() -> Path:
    return cache_folder() / "labels"
