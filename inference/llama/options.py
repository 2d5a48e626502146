"""What the engine is loaded from and with, and what it is once loaded: plain data that can cross threads and pipes."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from inference.cache import Place

LoadProgress: TypeAlias = Callable[[float], bool]
"""Told how much is loaded, in [0, 1]; returns ``False`` to stop."""

DEFAULT_CONTEXT = 8192


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """The two halves of a vision-language model on disk.

    Attributes:
        text: GGUF file of the text model.
        projector: GGUF file of the vision tower and its projector (mmproj).
    """

    text: Path
    projector: Path


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How a model is loaded.

    Attributes:
        context: Tokens that prompt, photos and answer of one request may take together; each slot has so many cells.
            ``None`` takes what a card takes at most (5120), for an only slot 8192 (cells that nobody uses cost memory
            all the same), and no more than the model was trained with.
        slots: Photos that are worked on at the same time. ``None`` chooses by the processor's cores and what fits into
            the free memory.
        threads: Threads for arithmetic. ``None`` takes every core but one, which is left to the window, where there
            are more than two cores, else all.
        gpu_layers: Layers of the text model on the GPU. ``None`` leaves it to the runtime (all that fit; none where
            there is no GPU).
        projector_on_gpu: Whether the vision tower runs on a GPU where there is one.
        repair: Whether a projector of the LLaVA family that the runtime runs wrongly is mended, by a copy beside it.
        photos: Where photos are kept as the model sees them, for other questions, loadings and programs. ``None`` keeps
            only the last ones, as long as the model is loaded.
        gives_way: Whether a process of its own, where there is one, lets a window go first.
    """

    context: int | None = None
    slots: int | None = None
    threads: int | None = None
    gpu_layers: int | None = None
    projector_on_gpu: bool = True
    repair: bool = True
    photos: Place | None = None
    gives_way: bool = False


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What is loaded.

    Attributes:
        name: Name of the text model's file, without its folder.
        projector: Name of the projector's file, without its folder.
        architecture: Of the text model, e.g. ``llama``.
        quantisation: As the text model's header says, e.g. ``Q4_K_M``; empty where it does not.
        size: Bytes of both files.
        context: Tokens that prompt, photo and answer of one request may take together.
        vocabulary: Number of tokens known.
        image_size: Side in pixels of the square that photos are brought to; ``None`` where it varies with the photo.
        repaired: Whether a mended copy of the projector is loaded in its stead.
        projector_size: Bytes of the projector's file.
        cache_size: Bytes that the keys and values of all cells take; ``None`` where the headers do not tell.
        weights: Names the contents of both files.
        threads: Threads for arithmetic.
        gpu_layers: As the options said.
        space: Names the space of its photos' vectors: what is in the projector's file, and whether it is mended.
        dimension: Numbers in such a vector.
    """

    name: str
    projector: str
    architecture: str
    quantisation: str
    size: int
    context: int
    vocabulary: int
    image_size: int | None
    repaired: bool = False
    projector_size: int = 0
    cache_size: int | None = None
    weights: str = ""
    threads: int = 0
    gpu_layers: int | None = None
    space: str = ""
    dimension: int = 0
