"""The files of a pair in its folder, under the names that they are kept by, and what is needed to run them."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Self

from inference.errors import ModelMissing

VISION: Final = "vision.onnx"
TEXT: Final = "text.onnx"
PIXELS: Final = "preprocessor_config.json"
TOKENIZER: Final = "tokenizer.json"
TOKENS: Final = "tokenizer_config.json"

_LIBRARIES: Final = ("onnxruntime", "tokenizers")


def available() -> bool:
    """Whether the libraries are installed that run these files."""
    return all(find_spec(name) is not None for name in _LIBRARIES)


@dataclass(frozen=True, slots=True)
class PairFiles:
    """Where the parts of a pair lie.

    Attributes:
        vision: The tower of photos.
        text: The tower of words.
        pixels: How photos become what the first one takes.
        tokenizer: How words become what the other one takes.
        tokens: How many of those, and with what a text is filled.
    """

    vision: Path
    text: Path
    pixels: Path
    tokenizer: Path
    tokens: Path

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Those of a folder.

        Raises:
            ModelMissing: One of them is not there.
        """
        paths = [folder / name for name in (VISION, TEXT, PIXELS, TOKENIZER, TOKENS)]
        for path in paths:
            if not path.is_file():
                raise ModelMissing(path=str(path))
        return cls(*paths)
