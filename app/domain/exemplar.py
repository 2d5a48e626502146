"""A card as an example of how a house writes: its texts as data, without what is true of its own product only."""

import json
from collections.abc import Mapping
from typing import Any, Final

from app.domain.card import DESCRIPTION_FIELD, FEATURES_FIELD, NAME_FIELD
from app.domain.wordwise import sentences

LONGEST: Final = 700
"""Characters of a description that are shown: the manner of a house is in its first paragraphs, and each token of an
example is read anew for every product."""


def exemplar(values: Mapping[str, Any]) -> str:
    """A card's texts as one line of JSON, under the names that an answer has them; empty without a description.

    Closed lists, numbers and the like are left out: they are facts of another product.
    """
    description = values.get(DESCRIPTION_FIELD)
    if not isinstance(description, str) or not description.strip():
        return ""
    shown = {name: values[name] for name in (NAME_FIELD, FEATURES_FIELD) if values.get(name)}
    return json.dumps({**shown, DESCRIPTION_FIELD: beginning(description)}, ensure_ascii=False)


def beginning(text: str, most: int = LONGEST) -> str:
    """The first sentences of a text that fit into so many characters; of a longer first one, as many words as do."""
    said = ""
    for sentence in sentences(text):
        longer = f"{said} {sentence}".strip()
        if len(longer) > most:
            break
        said = longer
    return said or " ".join(text.split())[:most].rsplit(" ", 1)[0]
