"""The pair of towers by which words find photos: the installed model that holds it, and the space that it makes."""

from hashlib import sha256
from typing import Final

from app.domain.offered import Use
from app.models.errors import NotInstalled
from app.models.store import InstalledModel, ModelStore
from inference.words.files import PairFiles
from inference.words.pair import WordPair

_EDITION: Final = "1"
"""Of how photos are shown to a pair; another one makes other vectors."""


def installed_pair(store: ModelStore, id_: str) -> InstalledModel:
    """The installed model by which words find photos.

    Raises:
        NotInstalled: There is none of this id, or it is for something else.
        ManifestBroken: What was kept about it cannot be understood.
    """
    model = store.find(id_)
    if model.manifest.use is not Use.SEARCH:
        raise NotInstalled(id=id_)
    return model


def space_name(model: InstalledModel) -> str:
    """Names the space that a model's files make."""
    parts = [kept.sha256 for kept in model.manifest.kept]
    return sha256("".join([_EDITION, *parts]).encode()).hexdigest()[:16]


def load_pair(model: InstalledModel) -> WordPair:
    """Load a model's tower of words; that of photos follows when the first one comes.

    Raises:
        InferenceError: It cannot be loaded.
        ImportError: The libraries are not installed.
    """
    return WordPair(PairFiles.of(model.folder), space_name(model))
