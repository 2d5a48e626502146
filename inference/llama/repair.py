"""Lets towers of the LLaVA family see right where the runtime runs them wrongly: LLaVA 1.5, BakLLaVA, LLaVA-NeXT.

What the runtime does is found out by trying (:mod:`inference.llama.selftest`), never told by its version. What it does
wrongly is made up for in a copy of the projector, beside the original or, where that folder takes none, in the user's
cache folder. The copy is tried the same way before it is trusted. A runtime that does right gets the original, and so
does one that does wrong in a way that is not known here.

Which files:

- A class token in front of the patches, features of the last but one layer without the post-norm, and a projector that
  takes each patch by itself: CLIP's tower (Radford et al. 2021, section 2.4) as LLaVA uses it (Liu et al. 2023,
  arXiv:2304.08485, section 4.1, and arXiv:2310.03744, section 3.2).
- Not those without a class token (SigLIP), nor those that say themselves which layers to take (Granite).
- Not those with a post-norm, since llama.cpp's legacy converter (``convert_image_encoder_to_gguf.py``) leaves it out
  whenever it writes a LLaVA projector, nor MobileVLM's (``ldp``), which mix the patches' rows in the graph: a row that
  is missing there cannot be put back behind it.

How many blocks: the legacy converter drops CLIP's last one, so that all that are stored are meant to run: 23 of 24 for
ViT-L/14. Where a file stores as many as a published CLIP has (ViT-B 12, L 24: CLIP paper, table 20; H 32, g 40,
bigG 48: OpenCLIP's model configurations), it was written by another converter, and all but the last are meant to run.

What kind: the converter of 2023 wrote no ``clip.projector_type``, since there was but one, ``mlp``. Today's runtime
refuses such a file (llama.cpp's issue 17138, about BakLLaVA's among others), so its copy says it.
"""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.errors import RepairFailed
from inference.llama.gguf import Header
from inference.llama.repair_copy import FEATURE_LAYER, POSITIONS, PROJECTOR_TYPE, Copy, Mend, places_of
from inference.llama.selftest import PATCHES, Defects, agree, judge, right_rows, rows_of, write_probe
from inference.llama.weights import has_layers

_CLIP_DEPTHS = frozenset({12, 24, 32, 40, 48})
_ROWWISE = "mlp"


@dataclass(frozen=True, slots=True)
class Eyes:
    """What to load as a projector, and what to do with what it gives.

    Attributes:
        path: The file.
        tile: Rows of a tile, which :func:`put_back` is to put in order; 0 where they are.
        repaired: Whether the file is a mended copy.
    """

    path: Path
    tile: int = 0
    repaired: bool = False


def seeing_right(projector: Path, header: Header, model: Any, width: int, goes_on: Callable[[], bool]) -> Eyes:
    """Find or make what lets a projector see right.

    Args:
        projector: The file that people chose; it is never changed.
        header: What it says of itself.
        model: The native text model, loaded.
        width: Of its embeddings.
        goes_on: Asked again and again while a copy is made; ``False`` stops it.

    Returns:
        The file itself where there is nothing to mend.

    Raises:
        RepairFailed: There is something to mend, and nowhere to put the copy.
        ModelBroken: The file cannot be read to its end.
        LoadCancelled: ``goes_on`` said so.
    """
    if not is_llava(header):
        return Eyes(projector)
    mend = mend_for(header, defects_of(model, width))
    if mend == Mend():
        return Eyes(projector)
    path = _copy_of(projector, mend, goes_on)
    return Eyes(path, tile=header.shapes[POSITIONS][-1] - 1 if mend.class_last else 0, repaired=True)


def is_llava(header: Header) -> bool:
    """Whether a file is a CLIP tower of the LLaVA layout, as the module says."""
    token, positions = header.shapes.get("v.class_embd"), header.shapes.get(POSITIONS)
    if token is None or positions is None or positions != (token[0], (_patches(header) or -1) + 1):
        return False
    own_way = FEATURE_LAYER in header.metadata or "v.post_ln.weight" in header.shapes
    return not own_way and (_kind(header) or _ROWWISE) == _ROWWISE and has_layers(header)


def _kind(header: Header) -> str:
    """Of projector; empty where the file does not say."""
    return header.text(PROJECTOR_TYPE) or header.text("clip.vision.projector_type")


def _patches(header: Header) -> int | None:
    """Of a tile."""
    side, patch = header.number("clip.vision.image_size"), header.number("clip.vision.patch_size")
    return (side // patch) ** 2 if side and patch else None


def mend_for(header: Header, defects: Defects) -> Mend:
    """What a tower of the LLaVA layout needs on a runtime; an empty mend where it needs nothing."""
    stored = header.number("clip.vision.block_count") or 0
    wanted = stored - 1 if stored in _CLIP_DEPTHS else stored
    run = stored - 1 if defects.block_skipped else stored
    return Mend(defects.class_last, None if run == wanted else wanted, None if _kind(header) else _ROWWISE)


def defects_of(model: Any, width: int) -> Defects:
    """Find out what the runtime does wrongly and a mended copy makes up for.

    Args:
        model: A native text model, loaded.
        width: Of its embeddings.

    Raises:
        RepairFailed: There is no finding out.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="fichario-") as folder:
            probe, mended = Path(folder, "probe.gguf"), Path(folder, "mended.gguf")
            write_probe(probe, width)
            found = judge(rows_of(probe, model, width))
            if found is None or found == Defects():
                return Defects()
            Copy(probe, Mend(found.class_last, 2 if found.block_skipped else None)).write(mended, lambda: True)
            rows = rows_of(mended, model, width)
    except OSError as error:
        raise RepairFailed(f"self-test: {error}", path=tempfile.gettempdir(), reason=str(error)) from error
    if found.class_last:
        put_back(rows, PATCHES)
    return found if agree(rows[1:], right_rows(width)[1:]) else Defects()


def put_back(rows: NDArray[np.float32], tile: int) -> None:
    """Put a mended tower's rows in order, in place.

    They come as those of patch 1 to the last and the class token's. The first patch's is not there, and its right
    neighbour stands in for it.

    Args:
        rows: ``(tiles * tile, width)`` float32.
        tile: Patches of a tile.
    """
    tiles = rows.reshape(-1, tile, rows.shape[-1])
    tiles[:, 1:] = tiles[:, :-1].copy()
    tiles[:, 0] = tiles[:, 1]


def _copy_of(projector: Path, mend: Mend, goes_on: Callable[[], bool]) -> Path:
    copy, places = Copy(projector, mend), places_of(projector)
    for place in places:
        if copy.lies_at(place):
            return place
    reasons = []
    for place in places:
        try:
            copy.write(place, goes_on)
        except OSError as error:
            reasons.append(f"{place}: {error}")
        else:
            return place
    reason = "; ".join(reasons)
    raise RepairFailed(reason, path=str(projector), reason=reason)
