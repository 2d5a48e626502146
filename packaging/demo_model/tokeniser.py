"""The decoder's tokens: byte-level pairs learned from our own cards, cut where the engine cuts.

The engine feeds each field's key and reads its value apart, so no token may reach across the two: a card is a list of
segments, each tokenised by itself. Ids equal llama.cpp's for ``tokenizer.ggml.pre = gpt-2``.
"""

import json
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

from demo_model.prompt import Prompt, load_prompt
from demo_model.prose import card
from demo_model.table import COLOURS, load_table

CONTROL = ("<unk>", "<s>", "</s>", "<pad>", "<start_of_image>", "<end_of_image>")
UNKNOWN_ID, BEGIN, END, PADDING, IMAGE, IMAGE_END = range(len(CONTROL))
SIZE = 4096
LEARNED_FROM = 6_000  # cards


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text of a card.

    Attributes:
        text: As JSON.
        free: Whether the model writes it; the engine feeds the rest.
        fact: Whether it is one of the facts that all else follows from.
    """

    text: str
    free: bool
    fact: bool


def segments(fields: Mapping[str, object]) -> Iterable[Segment]:
    """Cut a card where the engine does: key and opening, then value and closing."""
    for index, (name, value) in enumerate(fields.items()):
        opening = '["' if isinstance(value, list) else '"'
        key = f"{'{' if index == 0 else ', '}{json.dumps(name)}: {opening}"
        yield Segment(key, free=False, fact=False)
        text = json.dumps(value, ensure_ascii=False).removeprefix(opening)
        yield Segment(text, free=True, fact=index < FACTS)
    yield Segment("}", free=False, fact=False)


FACTS = 3
"""How many of a card's first fields are facts: name, category, colour."""


class Tokens:
    """Texts and cards as token ids."""

    def __init__(self, path: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(path))
        self.size = self._tokenizer.get_vocab_size()
        self._prompt = load_prompt()

    def of(self, text: str) -> list[int]:
        """A text's tokens; names of control tokens in it are plain text."""
        ids: list[int] = self._tokenizer.encode(text, add_special_tokens=False).ids
        return ids

    def before_photo(self) -> list[int]:
        """What stands in front of the photo's rows."""
        return [BEGIN, *self._pieces(self._prompt.before), IMAGE]

    def after_photo(self) -> list[int]:
        """What stands between the photo's rows and the card."""
        return [IMAGE_END, *self._pieces(self._prompt.after)]

    def _pieces(self, pieces: Iterable[str]) -> list[int]:
        return [token for piece in pieces for token in self.of(piece)]


def learn(path: Path) -> None:
    """Learn the pairs from generated cards and the prompt, and write the tokeniser's file."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=True)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=SIZE,
        special_tokens=list(CONTROL),
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(_texts(load_prompt()), trainer)
    tokenizer.save(str(path))


def _texts(prompt: Prompt) -> Iterable[str]:
    table, chance = load_table(), random.Random(1)
    yield from (*prompt.before, *prompt.after) * 50
    for index in range(LEARNED_FROM):
        kind = table.types[index % len(table.types)]
        for segment in segments(card(kind, chance.choice(COLOURS), chance)):
            yield segment.text
