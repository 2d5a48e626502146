"""Photo → lines of text, by the models that ``rapidocr`` carries in itself: no network is ever asked.

What the library does otherwise than we want:

- Its models know 18,708 characters of many scripts and take an accent now and then for one of another language
  (``arābica``). Ours may only say what Latin script west of the Oder writes; that is quicker, too, as the most probable
  character is then looked for among 200 (1.5 → 1.2 s of processor time a photo).
- Text is looked for at :data:`SOUGHT` pixels and read at the photo's own size, which costs half as much as looking for
  it at full size and finds as much down to letters of a fiftieth of the photo's height.
"""

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from inference.labels.lines import Corner, Line
from inference.photos import read_photo

SIDE: Final = 1600
"""Longer side of a photo that is worth being read, in pixels: more shows no more letters that people can read."""

SOUGHT: Final = 640
"""Longer side, in pixels, at which text is looked for."""

THREADS: Final = 2

_LIBRARIES = ("rapidocr", "onnxruntime")
_BEYOND = frozenset("€™–—‘’“”•…")
_LEAST_SCORE = 0.75  # below it come letters that are hardly there; what can be read has 0.85 and more


def available() -> bool:
    """Whether the libraries that read are installed."""
    return all(find_spec(name) is not None for name in _LIBRARIES)


def edition() -> str:
    """Who reads: the libraries with their versions; empty where they are not installed."""
    try:
        return ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    except PackageNotFoundError:
        return ""


class LabelReader:
    """The loaded models, some 150 MB of memory; one thread at a time.

    Raises:
        ImportError: The libraries are not installed.
    """

    def __init__(self) -> None:
        # Optional, and takes a second.
        from onnxruntime import disable_telemetry_events  # noqa: PLC0415
        from rapidocr import RapidOCR  # noqa: PLC0415

        disable_telemetry_events()  # there is none in the versions that we ask for, but on Windows, to its own tracing

        self._ocr: Any = RapidOCR(
            params={
                "Global.log_level": "critical",
                "Global.text_score": _LEAST_SCORE,
                "Det.limit_type": "max",
                "Det.limit_side_len": SOUGHT,
                "EngineConfig.onnxruntime.intra_op_num_threads": THREADS,
                "EngineConfig.onnxruntime.inter_op_num_threads": 1,
            }
        )
        _keep_to_latin(self._ocr._load_rec_model())  # it has no other way in

    def read(self, photo: NDArray[np.uint8]) -> tuple[Line, ...]:
        """Read what is written in a photo.

        Args:
            photo: ``(height, width, 3)`` uint8, RGB, sRGB, upright.

        Returns:
            The lines, from top to bottom and from left to right.
        """
        height, width, _ = photo.shape
        found = self._ocr(np.ascontiguousarray(photo[..., ::-1]))  # the models were trained on BGR
        if found.boxes is None or found.txts is None:
            return ()
        lines = (
            Line(text.strip(), round(float(score), 4), _corners(box, width, height))
            for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True)
        )
        return tuple(line for line in lines if line.text)

    def read_file(self, path: Path) -> tuple[Line, ...]:
        """Read what is written in a photo's file; as :meth:`read`.

        Raises:
            PhotoUnreadable: It cannot be opened.
        """
        return self.read(read_photo(path, SIDE))

    def close(self) -> None:
        """Nothing has to be done."""


def _corners(box: Iterable[Iterable[float]], width: int, height: int) -> tuple[Corner, Corner, Corner, Corner]:
    """A quadrilateral in pixels as parts of the photo, kept within it."""
    first, second, third, fourth = (
        (round(min(max(float(x) / width, 0.0), 1.0), 5), round(min(max(float(y) / height, 0.0), 1.0), 5))
        for x, y in box
    )
    return first, second, third, fourth


class _Columns:
    """A recogniser's network of whose characters only some are looked at.

    Args:
        network: ``(lines, 3, 48, width)`` float32 → ``(lines, steps, characters)`` float32 probabilities.
        kept: Which characters, by their numbers.
    """

    def __init__(self, network: Any, kept: NDArray[np.intp]) -> None:
        self._network = network
        self._kept = kept

    def __call__(self, crops: NDArray[np.float32]) -> Any:
        return self._network(crops)[:, :, self._kept]


def _keep_to_latin(recogniser: Any) -> None:
    decoder = recogniser.postprocess_op
    kept = [number for number, character in enumerate(decoder.character) if _is_welcome(character)]
    recogniser.session = _Columns(recogniser.session, np.array(kept))
    decoder.character = [decoder.character[number] for number in kept]


def _is_welcome(character: str) -> bool:
    """Whether it may be read; ``blank`` is the recogniser's word for none."""
    if len(character) != 1:
        return character == "blank"
    return " " <= character <= "~" or "¡" <= character <= "ÿ" or character in _BEYOND
