"""The chat template: how this model wants instructions, photo and question laid out.

Templates are programs that came with a file from the internet, so they run in Jinja's immutable sandbox. They are
rendered with sentinels in place of what people wrote; the result is cut at these, so that template text (where
``<|im_end|>`` is a control token) and people's text (where it is nine characters) are tokenised apart.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, NoReturn

from jinja2 import TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

# Private-use characters: no template strips, splits or escapes them, and no tokeniser ever sees them.
_INSTRUCTIONS, _PHOTO, _QUESTION = "\ue001\ue000", "\ue002\ue000", "\ue003\ue000"
_SENTINELS = (_INSTRUCTIONS, _PHOTO, _QUESTION)

DEFAULT = "{{ messages[0].content }}\nUSER: {{ messages[1].content }}\nASSISTANT:"
"""LLaVA-1.5's and BakLLaVA's, whose files carry none."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The template's own text around what people wrote: before, between and after.

    Attributes:
        opening: Before the instructions.
        before_photo: Between instructions and photo.
        after_photo: Between photo and question.
        closing: Between question and answer.
        answer_lead: What a model trained on this layout writes before its first word: a space or nothing.
    """

    opening: str
    before_photo: str
    after_photo: str
    closing: str
    answer_lead: str = ""


def layout_of(template: str | None, bos: str = "", eos: str = "") -> Layout:
    """Find out how a template lays out a question about a photo.

    Tried in turn: instructions as a system message, then at the head of the user's turn; contents as a text, then as
    a list of parts. Photos always come after the instructions, so that these are evaluated once for many photos.

    Args:
        template: The template's source; ``None`` or one that fits no shape gives :data:`DEFAULT`.
        bos: How the template spells the beginning of a prompt; dropped where it opens the prompt, since the
            tokeniser adds the token itself.
        eos: How it spells the end of a turn.
    """
    for source in filter(None, (template, DEFAULT)):
        for messages in _shapes():
            text = _rendered(source, messages, bos, eos)
            layout = text and _cut(text.removeprefix(bos), lead=" " if source is DEFAULT else "")
            if layout:
                return layout
    raise AssertionError("the default layout always fits")


def _shapes() -> Iterable[list[dict[str, Any]]]:
    asked = f"{_PHOTO}\n{_QUESTION}"
    told = {"role": "system", "content": _INSTRUCTIONS}
    yield [told, _user(asked)]
    yield [told, _user(_parts(_PHOTO, _QUESTION))]
    yield [{"role": "system", "content": _parts(_INSTRUCTIONS)}, _user(_parts(_PHOTO, _QUESTION))]
    yield [_user(f"{_INSTRUCTIONS}\n\n{asked}")]
    yield [_user(_parts(_INSTRUCTIONS, _PHOTO, _QUESTION))]


def _user(content: Any) -> dict[str, Any]:
    return {"role": "user", "content": content}


def _parts(*texts: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": text} for text in texts]


def _rendered(source: str, messages: list[dict[str, Any]], bos: str, eos: str) -> str:
    environment = ImmutableSandboxedEnvironment(
        trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.loopcontrols"]
    )
    environment.globals["raise_exception"] = _refuse
    environment.globals["strftime_now"] = _now
    try:
        return environment.from_string(source).render(
            messages=messages, bos_token=bos, eos_token=eos, add_generation_prompt=True, enable_thinking=False
        )
    except Exception:  # somebody else's program: whatever it raises means that it wants another shape
        return ""


def _cut(text: str, lead: str) -> Layout | None:
    places = [text.find(sentinel) for sentinel in _SENTINELS]
    once = all(text.count(sentinel) == 1 for sentinel in _SENTINELS)
    if not once or any(first > second for first, second in pairwise(places)):
        return None
    opening, rest = text.split(_INSTRUCTIONS)
    before, rest = rest.split(_PHOTO)
    after, closing = rest.split(_QUESTION)
    return Layout(opening, before, after, closing, answer_lead=lead)


def _refuse(message: str) -> NoReturn:
    raise TemplateError(message)


def _now(form: str) -> str:
    """The local date, as templates ask for it with ``strftime_now``."""
    return datetime.now().astimezone().strftime(form)
