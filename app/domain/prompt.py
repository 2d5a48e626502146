"""The prompt: wording as data, filled in from the card's own fields.

The built-in wording lies in ``resources/prompts``, one file a language; an editor may replace the instructions, and
the version, which is part of every card's provenance, tells the two apart.
"""

import hashlib
import json
import re
import tomllib
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from jinja2 import StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from pydantic import BaseModel

from app.domain.guidance import Guidance, Rewriting
from app.wording import Language


class PromptInvalid(ValueError):
    """An edited prompt cannot be filled in. Facts: ``reason`` (what the template engine says)."""

    code = "prompt.invalid"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.facts = {"reason": reason}


@dataclass(frozen=True, slots=True)
class Wording:
    """A prompt before it is filled in.

    Attributes:
        instructions: Jinja template of what is said before the photo.
        question: What is said after the photo.
        version: Identifies the wording.
        hint: Introduces what a person said of the product, in place of ``{hint}``.
        settled: Introduces the fields that a person has settled, in place of ``{settled}``.
        rewrite: Asks for one field anew, with ``{field}``, ``{current}`` and ``{instruction}``.
        asking: Said before the photo where one free question about it follows, in place of the instructions.
        asked: Puts such a question, as ``{question}``.
        caption: What is said before each of several photos, with its ``{number}``.
        question_of_several: What is said after several photos.
        label: What is said of the text that was read on the product, with ``{lines}`` in its place.
        showing: Introduces cards of like products as examples of the house's manner, in place of ``{examples}``.
    """

    instructions: str
    question: str
    version: str
    hint: str
    settled: str
    rewrite: str
    asking: str
    asked: str
    caption: str
    question_of_several: str
    label: str
    showing: str


@cache
def built_in(language: Language) -> Wording:
    """The wording that the program carries for a language, read once."""
    raw = tomllib.loads(files("resources.prompts").joinpath(f"{language}.toml").read_text(encoding="utf-8"))
    return Wording(**(raw | {name: raw[name].strip() for name in ("instructions", "label", "showing")}))


def edited(language: Language, instructions: str) -> Wording:
    """The built-in wording with an editor's instructions; empty or unchanged ones give the built-in wording."""
    original = built_in(language)
    instructions = instructions.strip()
    if not instructions or instructions == original.instructions:
        return original
    digest = hashlib.sha256(instructions.encode()).hexdigest()[:8]
    return replace(original, instructions=instructions, version=f"{original.version}-{digest}")


def render(wording: Wording, card: type[BaseModel]) -> str:
    """Fill the instructions in from a card's fields.

    The template runs in a sandbox: an edited prompt that came from somebody else can read what it is given here and
    nothing more.

    Raises:
        PromptInvalid: The template does not parse, or asks for something that is not there.
    """
    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, keep_trailing_newline=False)
    schema = card.model_json_schema()
    minimum = next((field["minWords"] for field in schema["properties"].values() if "minWords" in field), 0)
    try:
        template = environment.from_string(wording.instructions)
        return template.render(fields=_fields(schema), minimum_words=minimum).strip()
    except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
        raise PromptInvalid(str(error)) from error


def question_about(wording: Wording, guidance: Guidance, rewriting: Rewriting | None = None) -> str:
    """What is said after the photo, with what a person says of the product in front, as quoted data."""
    parts = []
    if guidance.hint:
        parts.append(wording.hint.replace("{hint}", _quoted(guidance.hint)))
    if guidance.settled:
        parts.append(wording.settled.replace("{settled}", _quoted(guidance.settled)))
    if rewriting is not None:
        said = {"field": rewriting.field, "current": rewriting.current, "instruction": rewriting.instruction}
        # In one pass: what a person wrote may hold braces of its own.
        parts.append(re.sub(r"\{(\w+)\}", lambda found: _quoted(said[found[1]]), wording.rewrite))
    return "\n".join([*parts, wording.question])


def _quoted(value: object) -> str:
    """A value as data: whatever it holds, it ends where its last quotation mark or brace does."""
    return json.dumps(value, ensure_ascii=False)


def _fields(schema: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "title": field.get("title", name),
            "description": field.get("description", ""),
            "choices": field.get("enum", []),
        }
        for name, field in schema["properties"].items()
    ]
