"""The model's vocabulary: text → tokens → bytes.

Template text and people's text are told apart by ``special``: only in the first do names like ``</s>`` mean control
tokens. Sentencepiece vocabularies put a space in front of whatever they tokenise; for a text that continues another
one that would be a space nobody wrote, so continuations are tokenised behind a line feed that is dropped again.
"""

import ctypes
from functools import lru_cache

import llama_cpp
import numpy as np
from llguidance import LLTokenizer
from numpy.typing import NDArray

_ANCHOR = "\n"
_LONGEST_PIECE = 1024
_PARTING = frozenset(b' \t\r\n",;:.!?()[]{}\\')


class Vocabulary:
    """What a loaded text model's tokens are.

    Attributes:
        size: Number of tokens.
        guide: The same vocabulary as ``llguidance`` wants it.
        parting: ``(size,)`` bool, whether a token ends the word in front of it, by a space or a mark.
    """

    def __init__(self, model: int) -> None:
        self._vocabulary = llama_cpp.llama_model_get_vocab(model)
        self.size: int = llama_cpp.llama_vocab_n_tokens(self._vocabulary)
        pieces = [self._marked(token) for token in range(self.size)]
        self.guide: LLTokenizer = self._guide(pieces)
        self.parting: NDArray[np.bool_] = np.array([bool(piece) and piece[0] in _PARTING for piece in pieces])
        self._spells = lru_cache(maxsize=None)(self._spell)
        self._anchor = self._tokens(_ANCHOR, special=False)
        self._adds_space = self._bytes(self._tokens("a", special=False)).startswith(b" ")

    @property
    def bos(self) -> tuple[int, ...]:
        """What a prompt begins with: one token or none."""
        if not llama_cpp.llama_vocab_get_add_bos(self._vocabulary):
            return ()
        return (int(llama_cpp.llama_vocab_bos(self._vocabulary)),)

    @property
    def bos_text(self) -> str:
        """How the template spells the beginning of a prompt."""
        return self._text_of(llama_cpp.llama_vocab_bos(self._vocabulary))

    @property
    def eos_text(self) -> str:
        """How the template spells the end of a turn."""
        return self._text_of(llama_cpp.llama_vocab_eos(self._vocabulary))

    def tokenise(self, text: str, *, special: bool, opening: bool = False) -> list[int]:
        """Split a text into tokens.

        Args:
            text: What to split.
            special: Whether names of control tokens in it mean these (template text) or are plain text.
            opening: Whether it stands at the very beginning, where a sentencepiece vocabulary wants its space.
        """
        if not text or opening or not self._adds_space:
            return self._tokens(text, special=special) if text else []
        tokens = self._tokens(_ANCHOR + text, special=special)
        if tokens[: len(self._anchor)] == self._anchor:
            return tokens[len(self._anchor) :]
        return self._tokens(text, special=special)

    def spell(self, token: int) -> bytes:
        """The bytes that a token stands for; none for control tokens."""
        return self._spells(token)

    def ends_turn(self, token: int) -> bool:
        """Whether the model means by this token that it has nothing more to say."""
        return bool(llama_cpp.llama_vocab_is_eog(self._vocabulary, token))

    def _guide(self, pieces: list[bytes]) -> LLTokenizer:
        """Hand the vocabulary to ``llguidance``, whose own helper for it calls what llama-cpp-python has deprecated."""
        function = ctypes.cast(llama_cpp.llama_cpp._lib.llama_tokenize, ctypes.c_void_p).value
        return LLTokenizer.from_llamacpp(
            tokens=pieces,
            vocab_ptr=self._vocabulary,
            tokenize_fptr=function,
            eos_token=llama_cpp.llama_vocab_eos(self._vocabulary),
            slices=None,
        )

    def _marked(self, token: int) -> bytes:
        """A token's bytes; behind 0xff, which no text holds, where it is a control token or looks like one."""
        piece = self._spell(token, special=True)
        kind = llama_cpp.llama_vocab_get_attr(self._vocabulary, token)
        tagged = bool(kind & llama_cpp.LLAMA_TOKEN_ATTR_USER_DEFINED) and piece[:1] + piece[-1:] == b"<>"
        return b"\xff" + piece if tagged or kind & llama_cpp.LLAMA_TOKEN_ATTR_CONTROL else piece

    def _bytes(self, tokens: list[int]) -> bytes:
        return b"".join(map(self._spells, tokens))

    def _tokens(self, text: str, *, special: bool) -> list[int]:
        encoded = text.encode("utf-8", "replace")
        room = len(encoded) + 8
        buffer = (llama_cpp.llama_token * room)()
        count = llama_cpp.llama_tokenize(self._vocabulary, encoded, len(encoded), buffer, room, False, special)
        if count < 0:
            raise ValueError(f"{-count} tokens for {len(encoded)} bytes")
        return [int(token) for token in buffer[:count]]

    def _spell(self, token: int, *, special: bool = False) -> bytes:
        buffer = ctypes.create_string_buffer(_LONGEST_PIECE)
        count = llama_cpp.llama_token_to_piece(self._vocabulary, token, buffer, len(buffer), 0, special)
        return buffer.raw[: max(count, 0)]

    def _text_of(self, token: int) -> str:
        if token < 0:
            return ""
        return (llama_cpp.llama_vocab_get_text(self._vocabulary, token) or b"").decode("utf-8", "replace")
