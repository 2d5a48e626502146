"""Looks at both files before anything is loaded: are they there, whole, in their places, and of the same width?

What the headers cannot tell (a flipped bit, an architecture that the runtime does not know) the loading tells.
"""

import hashlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from inference.errors import ModelBroken, ModelMismatch, ModelMissing
from inference.llama.gguf import GgufError, Header, read_header
from inference.llama.letterbox import SQUARE
from inference.llama.options import ModelFiles
from inference.llama.repair_copy import MARK, PROJECTOR_TYPE

PROJECTOR_ARCHITECTURE = "clip"

_END = 1 << 20
_DIGITS = 16

# general.file_type, as llama.cpp numbers quantisations (llama_ftype in llama.h)
_QUANTISATIONS = {
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 7: "Q8_0", 8: "Q5_0", 9: "Q5_1", 10: "Q2_K", 11: "Q3_K_S", 12: "Q3_K_M",
    13: "Q3_K_L", 14: "Q4_K_S", 15: "Q4_K_M", 16: "Q5_K_S", 17: "Q5_K_M", 18: "Q6_K", 19: "IQ2_XXS", 20: "IQ2_XS",
    21: "Q2_K_S", 22: "IQ3_XS", 23: "IQ3_XXS", 24: "IQ1_S", 25: "IQ4_NL", 26: "IQ3_S", 27: "IQ3_M", 28: "IQ2_S",
    29: "IQ2_M", 30: "IQ4_XS", 31: "IQ1_M", 32: "BF16", 36: "TQ1_0", 37: "TQ2_0", 38: "MXFP4",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pair:
    """The headers of a text model and a projector that may belong together."""

    text: Header
    projector: Header

    @property
    def architecture(self) -> str:
        """Of the text model, e.g. ``llama``."""
        return self.text.text("general.architecture")

    @property
    def quantisation(self) -> str:
        """Of the text model, e.g. ``Q4_K_M``; empty where its header does not say."""
        number = self.text.number("general.file_type")
        return "" if number is None else _QUANTISATIONS.get(number, "")

    @property
    def image_size(self) -> int | None:
        """Side in pixels of the square that the tower sees; ``None`` where its header does not say."""
        return self.projector.number("clip.vision.image_size")

    @property
    def square(self) -> int:
        """Side in pixels of the square that photos are letterboxed to; 0 where the runtime does well by itself."""
        return self.image_size or 0 if self.projector.text(PROJECTOR_TYPE) in SQUARE else 0

    @property
    def whole_photos(self) -> bool:
        """Whether a photo's rows see those behind them too, so that all of them are evaluated in one batch."""
        kind = self.projector.text(PROJECTOR_TYPE) or self.projector.text("clip.vision.projector_type")
        return kind.startswith(("gemma", "deepseek"))

    @property
    def tower_blocks(self) -> int:
        """Transformer blocks of the vision tower; 24, ViT-L's, where its header does not say."""
        return self.projector.number("clip.vision.block_count") or 24


def check_pair(files: ModelFiles) -> Pair:
    """Read both headers.

    Raises:
        ModelMissing: One of the files is not there.
        ModelBroken: One of them is not a whole GGUF file, or cannot be read.
        ModelMismatch: They are exchanged, or the projector is of a model of another width, or it is the mended copy
            of another, to which only its original leads.
    """
    text, projector = _header(files.text), _header(files.projector)
    if text.text("general.architecture") == PROJECTOR_ARCHITECTURE:
        raise ModelMismatch("a projector in the text model's place", path=str(files.text))
    if projector.text("general.architecture") != PROJECTOR_ARCHITECTURE:
        raise ModelMismatch("a text model in the projector's place", path=str(files.projector))
    if MARK in projector.metadata:
        raise ModelMismatch("a projector's mended copy in its original's place", path=str(files.projector))
    if projector.text(PROJECTOR_TYPE) == "mlp" and not has_layers(projector):  # a null pointer to the runtime
        reason = "a projector without its second layer"
        raise ModelBroken(reason, path=str(files.projector), reason=reason)
    width, wanted = _projected_width(projector), text.number(f"{text.text('general.architecture')}.embedding_length")
    if width is not None and wanted is not None and width != wanted:
        raise ModelMismatch(f"the projector gives {width}, the model takes {wanted}", path=str(files.projector))
    return Pair(text, projector)


def ends_of(path: Path) -> Iterator[bytes]:
    """What stands for the contents of a large file: its size (8 bytes) and a mebibyte of either end.

    Reading all of some gigabytes would take longer than loading them.

    Raises:
        OSError: It cannot be read.
    """
    with path.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        yield size.to_bytes(8, "big")
        for start in (0, max(0, size - _END)):
            file.seek(start)
            yield file.read(_END)


def named(files: ModelFiles) -> str:
    """Names the contents of a pair, in 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in (files.text, files.projector):
        for piece in ends_of(path):
            digest.update(piece)
    return digest.hexdigest()[:_DIGITS]


def space_of(files: ModelFiles, *, repaired: bool) -> str:
    """Names the space in which a pair's projector places photos, in 16 hexadecimal digits."""
    digest = hashlib.sha256(b"mean of rows" + bytes([repaired]))
    for piece in ends_of(files.projector):
        digest.update(piece)
    return digest.hexdigest()[:_DIGITS]


def has_layers(header: Header) -> bool:
    """Whether the layers of an ``mlp`` projector are there: two, or with norms between them (Yi-VL)."""
    return "mm.0.weight" in header.shapes and not {"mm.2.weight", "mm.3.weight"}.isdisjoint(header.shapes)


def _projected_width(projector: Header) -> int | None:
    """Width of what the projector puts out, ``None`` where only the runtime can tell.

    ``clip.vision.projection_dim`` is not asked: the first LLaVA-1.5 files have the width of CLIP's own space there.
    """
    if projector.text("clip.projector_type") not in {"", "mlp"}:
        return None
    shape = projector.shapes.get("mm.2.weight")
    return shape[-1] if shape else None


def _header(path: Path) -> Header:
    try:
        if not path.exists():
            raise ModelMissing(f"no file at {path}", path=str(path))
        if not path.is_file():
            raise ModelBroken(f"not a file: {path}", path=str(path), reason="not a file")
        return read_header(path)
    except GgufError as error:
        raise ModelBroken(f"{path}: {error}", path=str(path), reason=str(error)) from error
    except OSError as error:
        raise ModelBroken(f"{path}: {error}", path=str(path), reason=str(error)) from error
