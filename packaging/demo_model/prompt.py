"""The pinned prompt, laid out as the model's own chat template lays it out."""

import tomllib
from dataclasses import dataclass

from demo_model.table import RESOURCES

TEMPLATE = (
    "{% for message in messages %}"
    "{% if message.role == 'system' %}{{ message.content }}"
    "{% elif message.role == 'user' %}\nUSER: {{ message.content }}"
    "{% else %}\nASSISTANT:\n{{ message.content }}{% endif %}"
    "{% endfor %}"
    "{% if add_generation_prompt %}\nASSISTANT:\n{% endif %}"
)
"""The chat template in the file's metadata."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What stands around the photo, in the pieces that are tokenised apart: template's and people's.

    Attributes:
        before: In front of the photo.
        after: Between photo and answer.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]


def load_prompt() -> Prompt:
    """Read the prompt that the model's entry pins."""
    entry = tomllib.loads((RESOURCES / "model.toml").read_text(encoding="utf-8"))["prompt"]
    return Prompt((entry["instructions"], "\nUSER: "), ("\n", entry["question"], "\nASSISTANT:\n"))
