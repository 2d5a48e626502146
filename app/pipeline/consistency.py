"""What a card's texts must not name beside its facts, for a model that would: another colour, another type of product.

What contradicts what is what an evaluation finds (:mod:`app.review.contradictions`): the same names, in the same
forms.
"""

from collections.abc import Iterable

from app.domain.card import COLOUR_FIELD, NAME_FIELD
from app.domain.lists import MANY_COLOURS, built_in, labels
from app.domain.registry import ModelEntry
from app.domain.wordwise import Finder
from app.review.contradictions import is_part
from app.wording import Language
from inference.engine import Exclusion


def exclusions(model: ModelEntry, language: Language) -> tuple[Exclusion, ...]:
    """What is ruled out once a card says something else; nothing where the model is trusted with its words.

    Args:
        model: Who writes.
        language: Of the cards; a model is held only to words of the languages that it knows.
    """
    if not model.consistent or language not in model.languages:
        return ()
    colours = built_in("colours")
    every = labels(colours, language)
    many = {entry.labels[language]: every for entry in colours if entry.id == MANY_COLOURS}
    found = (_exclusion(COLOUR_FIELD, every, many), _exclusion(NAME_FIELD, model.types, {}))
    return tuple(exclusion for exclusion in found if exclusion.names)


def _exclusion(source: str, names: Iterable[str], beside: dict[str, tuple[str, ...]]) -> Exclusion:
    forms: dict[str, list[str]] = {}
    for form, name in Finder.of(names).forms.items():
        forms.setdefault(name, []).append(" ".join(form))
    # Sorted: what is asked is named, and kept answers are found, by how it is written.
    said = {name: tuple(sorted(forms[name])) for name in sorted(forms)}
    parts = {own: tuple(name for name in said if name != own and is_part(name, own)) for own in said}
    parts = {own: found for own, found in parts.items() if found}
    return Exclusion(source, said, parts | beside)
