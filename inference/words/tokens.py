"""Words → the numbers that a text tower takes, by the tokenizer that lies beside it."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from inference.errors import ModelBroken

_MOST: Final = 4096
"""Tokens; a configuration that says more says that it does not know."""


class Tokens:
    """A loaded tokenizer; any thread may ask, one at a time.

    Args:
        tokenizer: ``tokenizer.json``.
        configuration: ``tokenizer_config.json``.
        filled: Whether every text is filled to the whole length, as for towers that are not told what is filling and
            look at the last place whatever stands there (SigLIP); else to the longest of those that are asked together.

    Raises:
        ModelBroken: One of the files cannot be understood.
        ImportError: The library is not installed.
    """

    def __init__(self, tokenizer: Path, configuration: Path, *, filled: bool) -> None:
        from tokenizers import Tokenizer  # noqa: PLC0415  # optional

        try:
            said = json.loads(configuration.read_bytes())
            length = _length(said)
            self._tokenizer: Any = Tokenizer.from_file(str(tokenizer))
            filling = self._filling(said)
        except Exception as error:  # the library has no kind of its own
            raise ModelBroken(str(error), path=str(tokenizer), reason=str(error)) from error
        self._tokenizer.enable_truncation(max_length=length)
        self._tokenizer.enable_padding(pad_id=filling, length=length if filled else None)

    def __call__(self, texts: Sequence[str]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Make numbers of texts; what is too long is cut off.

        Args:
            texts: One at least. They are made lower case, as all texts were from which these towers learned.

        Returns:
            ``(texts, tokens)`` int64, the numbers, and as much, 1 where they are of the text and 0 where they fill.
        """
        encoded = self._tokenizer.encode_batch([text.lower() for text in texts])
        ids = np.array([each.ids for each in encoded], np.int64)
        return ids, np.array([each.attention_mask for each in encoded], np.int64)

    def _filling(self, said: dict[str, Any]) -> int:
        """The number that texts are filled with."""
        known = self._tokenizer.padding
        if known is not None:
            return int(known["pad_id"])
        token = said["pad_token"]
        number = self._tokenizer.token_to_id(token["content"] if isinstance(token, dict) else token)
        if number is None:
            raise ValueError(f"no such token: {token}")
        return int(number)


def _length(said: dict[str, Any]) -> int:
    """How many tokens a text may have."""
    known = [said.get("model_max_length"), said.get("max_length")]
    lengths = [int(one) for one in known if isinstance(one, int | float) and 0 < one <= _MOST]
    if not lengths:
        raise ValueError("how many tokens a text may have is not said")
    return min(lengths)
