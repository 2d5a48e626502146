"""Whether a model's files belong together, by what it is for; neither its repository nor its manifest is asked."""

from collections.abc import Mapping
from pathlib import Path

from app.domain.offered import Use
from inference.llama.options import ModelFiles
from inference.llama.weights import check_pair
from inference.words.files import PIXELS, TEXT, TOKENIZER, TOKENS, VISION, PairFiles, available
from inference.words.pair import check_towers


def check_parts(use: Use, parts: Mapping[str, Path], weights: tuple[Path, Path]) -> None:
    """See that files are a model.

    Args:
        use: What it is for.
        parts: Name of a file in the model's folder → where it lies now.
        weights: Where text model and projector lie.

    Raises:
        InferenceError: They are none.
    """
    if use is Use.CARDS:
        check_pair(ModelFiles(*weights))
    elif available():  # else nobody could run it, and its hashes were right
        check_towers(PairFiles(*(parts[name] for name in (VISION, TEXT, PIXELS, TOKENIZER, TOKENS))))
