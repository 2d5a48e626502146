"""What licences mean for a shop, in a sentence; and that the program does not know one, where it does not.

The licences are data in ``resources/models/licences.toml``, by the tags that the Hub uses.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field

from app.wording import Language

_FROZEN = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True, slots=True)
class Terms:
    """What may be done with a model.

    Attributes:
        licence: What its licence is called; empty where nobody says.
        commercial_use: Whether a shop may use it for its work; ``None`` where the program cannot tell.
        sentences: Language of the window → the same, in a sentence.
    """

    licence: str
    commercial_use: bool | None
    sentences: dict[Language, str]


class _Licence(BaseModel):
    model_config = _FROZEN

    tags: tuple[str, ...] = Field(min_length=1)
    name: str
    commercial_use: bool
    terms: dict[Language, str]


class _Licences(BaseModel):
    model_config = _FROZEN

    licence: tuple[_Licence, ...]
    unknown: dict[Language, str]
    unsaid: dict[Language, str]


def terms_of(tag: str, name: str = "") -> Terms:
    """What a licence means.

    Args:
        tag: As the Hub names it, e.g. ``apache-2.0``; ``other`` and an empty one say nothing.
        name: What the publisher calls it where the tag says nothing.
    """
    licences = _licences()
    tag = tag.strip().casefold()
    known = next((one for one in licences.licence if tag in one.tags), None)
    if known is not None:
        return Terms(known.name or tag.upper(), known.commercial_use, known.terms)
    said = name.strip() if tag in {"", "other", "unknown"} else tag
    sentences = licences.unknown if said else licences.unsaid
    return Terms(said, None, {language: text.replace("{licence}", said) for language, text in sentences.items()})


@cache
def _licences() -> _Licences:
    text = files("resources.models").joinpath("licences.toml").read_text(encoding="utf-8")
    return _Licences.model_validate(tomllib.loads(text))
