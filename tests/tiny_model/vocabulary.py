"""The tiny model's vocabulary: an SPM one, as LLaVA-1.5's, with whole Portuguese words.

Besides the pieces there is a *leaning* for each: what is added to its logit whatever the model has seen, so that random
weights write words rather than control tokens and single letters.
"""

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from gguf import TokenType

SPACE = "\u2581"
JSON_PIECES = ['{"', '":', f'":{SPACE}"', f'":{SPACE}["', f'",{SPACE}"', '"]', '"}', "\\n\\n", "\\n"]
MERGES = 400
TYPOGRAPHY = "’“”–…°ªº"


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry: its text as the file spells it, its kind, and its leaning in logits."""

    text: str
    kind: TokenType
    leaning: float


def pieces() -> list[Piece]:
    """List the whole vocabulary in the order of its ids: control tokens, bytes, letters, JSON, words."""
    entries = [
        Piece("<unk>", TokenType.UNKNOWN, -12.0),
        Piece("<s>", TokenType.CONTROL, -12.0),
        Piece("</s>", TokenType.CONTROL, -12.0),
    ]
    entries += [Piece(f"<0x{value:02X}>", TokenType.BYTE, -9.0) for value in range(256)]
    accented = [chr(code) for code in range(0xC0, 0x100) if chr(code) not in "×÷"]
    for character in [SPACE, *map(chr, range(33, 127)), *accented, *TYPOGRAPHY]:
        entries.append(Piece(character, TokenType.NORMAL, _leaning_of(character)))
    entries += [Piece(text, TokenType.NORMAL, -2.0) for text in JSON_PIECES]
    within, opening = _words("words.txt"), _words("openings.txt")
    entries += [Piece(SPACE + word, TokenType.NORMAL, 2.0) for word in within]
    entries += [Piece(word, TokenType.NORMAL, -1.0) for word in opening]
    entries += [Piece(SPACE + word, TokenType.NORMAL, 0.5) for word in opening]
    known = {entry.text for entry in entries}
    merged = [piece for piece in _merges([SPACE + word for word in (*within, *opening)]) if piece not in known]
    return entries + [Piece(piece, TokenType.NORMAL, -7.0) for piece in merged]


def _merges(words: list[str]) -> list[str]:
    """The pairs that occur most in the words, joined one after the other (byte pair encoding, on letters).

    They keep a prompt short; the model is not inclined to write them.
    """
    spelt = [list(word) for word in words]
    merged: list[str] = []
    while len(merged) < MERGES:
        pairs = Counter(pair for word in spelt for pair in pairwise(word))
        first, second = max(pairs, key=lambda pair: (pairs[pair], pair))
        merged.append(first + second)
        spelt = [_joined(word, first, second) for word in spelt]
    return merged


def _joined(word: list[str], first: str, second: str) -> list[str]:
    joined: list[str] = []
    for piece in word:
        if joined and joined[-1] == first and piece == second:
            joined[-1] = first + second
        else:
            joined.append(piece)
    return joined


def _words(name: str) -> list[str]:
    return Path(__file__).with_name(name).read_text("utf-8").split()


def _leaning_of(character: str) -> float:
    if character in ".,":
        return 0.0
    return -3.0 if character in '!?;:"' else -7.0
