"""A pair of towers that places photos and words in one space."""

import threading
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from inference.embed import Space, Vector
from inference.engine import Photo, PhotoFile
from inference.errors import InferenceError, ModelMismatch
from inference.preparing import prepare
from inference.words.files import PairFiles
from inference.words.pixels import PixelRecipe
from inference.words.tokens import Tokens
from inference.words.towers import Tower

SIDE: Final = 1024
"""Longer side, in pixels, at which photos are read for a tower: more than it looks at, in any proportions."""

_BATCH: Final = 8
_THREADS: Final = 2
"""For words: somebody waits for them."""


class WordPair:
    """Implements :class:`~inference.embed.WordEmbedder`. Any thread may call; words do not wait for photos.

    The tower of words is loaded at once and stays; that of photos when the first one comes, until :meth:`rest`.

    Args:
        files: The pair.
        name: Of the space that its weights make.
        threads: For the arithmetic of photos.

    Raises:
        ModelBroken: One of the files cannot be loaded (``ModelUnsupported``: is of another kind).
        ImportError: The libraries are not installed.
    """

    def __init__(self, files: PairFiles, name: str, threads: int = 1) -> None:
        self._files = files
        self._threads = threads
        self._recipe = PixelRecipe.read(files.pixels)
        self._text = Tower(files.text, _THREADS)
        self._masked = "attention_mask" in self._text.inputs
        self._tokens = Tokens(files.tokenizer, files.tokens, filled=not self._masked)
        self._vision: Tower | None = None
        self._looking, self._asking = threading.Lock(), threading.Lock()
        (one,) = self.embed_text([""])
        self.space = Space(name, len(one), files.vision.name)

    def embed_text(self, texts: Sequence[str]) -> list[Vector]:
        """Place texts, in their order; as many at once as are given.

        Raises:
            ModelBroken: The network fails.
        """
        if not texts:
            return []
        with self._asking:
            ids, mask = self._tokens(texts)
            given = {"input_ids": ids} | ({"attention_mask": mask} if self._masked else {})
            return list(self._text.run(given))

    def embed_image(self, photos: Sequence[Photo]) -> list[Vector | InferenceError]:
        """Place photos, in their order; some at a time.

        Raises:
            ModelBroken: The network cannot be loaded, or fails.
            ModelMismatch: Its space is not that of the words.
        """
        found: list[Vector | InferenceError] = []
        for start in range(0, len(photos), _BATCH):
            read = [self._read(photo) for photo in photos[start : start + _BATCH]]
            placed = iter(self._place([one for one in read if isinstance(one, np.ndarray)]))
            found += [next(placed) if isinstance(one, np.ndarray) else one for one in read]
        return found

    def rest(self) -> None:
        """Let go of the tower of photos until the next one comes."""
        with self._looking:
            self._vision = None

    def _read(self, photo: Photo) -> NDArray[np.float32] | InferenceError:
        """A photo as its tower takes it, or why it cannot be read."""
        file = PhotoFile(photo.path, SIDE, photo.corrections) if isinstance(photo, PhotoFile) else photo
        try:
            return self._recipe.prepare(prepare(file).pixels)
        except InferenceError as error:
            return error

    def _place(self, pixels: list[NDArray[np.float32]]) -> list[Vector]:
        if not pixels:
            return []
        with self._looking:
            tower = self._vision
            if tower is None:
                tower = self._vision = Tower(self._files.vision, self._threads)
            vectors = tower.run({tower.inputs[0]: np.stack(pixels)})
        if vectors.shape[1] != self.space.dimension:
            raise ModelMismatch(f"{vectors.shape[1]} numbers", path=str(self._files.vision))
        return list(vectors)


def check_towers(files: PairFiles) -> None:
    """See that a pair can be loaded and places photos and words in one space.

    Raises:
        ModelBroken: It does not; also ``ModelMismatch`` and ``ModelUnsupported``.
    """
    pair = WordPair(files, "", _THREADS)
    pair.embed_image([np.full((64, 48, 3), 128, np.uint8)])
