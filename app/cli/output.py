"""What standard output gets: one JSON object a line, whole or not at all."""

import json
import os
import sys
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from app.errors import Message
from inference.events import Figures


class ReaderGone(Exception):
    """Whoever read standard output (``head``, a pager) has closed it: there is nobody left to write for."""


class Reuse(StrEnum):
    """What was there from before, so that it cost nothing."""

    CARD = "card"
    PHOTO = "photo"


def print_line(line: Mapping[str, Any]) -> None:
    """Print one object, at once.

    Always UTF-8, whatever the system's encoding. A file's name may hold bytes that are no text: they come out as the
    escapes of JSON that Python reads back as the same name.

    Raises:
        ReaderGone: Nobody reads any more.
        OSError: The system refused, e.g. a full disk behind a redirection.
    """
    print_text(json.dumps(line, ensure_ascii=False) + "\n")


def print_text(text: str) -> None:
    """Print a text, at once, as :func:`print_line` does.

    Raises:
        ReaderGone: Nobody reads any more.
        OSError: The system refused.
    """
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        # What is left in the buffer would fail once more when the program ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise ReaderGone from error


def reuse_of(figures: Figures) -> Reuse | None:
    """What of a card was there from before; ``None`` where all of it is new."""
    if figures.kept:
        return Reuse.CARD
    return Reuse.PHOTO if figures.reused_photos else None


def error_part(code: str, said: Message) -> dict[str, Any]:
    """The part of a line that tells why there is no card."""
    return {"error": {"code": code, "sentence": said.sentence, "remedy": said.remedy}}
