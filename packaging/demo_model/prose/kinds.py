"""Types and colours in Portuguese: their forms and the little words that agree with them."""

from demo_model.table import Type

_IRREGULAR = {"marrom": "marrons", "azul": "azuis"}


def agreed(colour: str, gender: str, *, plural: bool = False) -> str:
    """A colour as the adjective of a noun: ``vermelho`` → ``vermelhas``."""
    form = colour[:-1] + "a" if gender == "f" and colour.endswith("o") else colour
    return _IRREGULAR.get(form, form + "s") if plural else form


def forms(kind: Type, colour: str, short: str) -> dict[str, str]:
    """What stands in the place of a template's ``{…}``.

    Args:
        kind: The product's type.
        colour: One of ``COLOURS``.
        short: The noun without what only tells it from its neighbours: "blusa" for "blusa de manga longa".

    Returns:
        ``noun``, ``n``: the noun and its short form, ``Noun`` and ``N`` at the beginning of a sentence, ``ns`` in the
        plural. ``c``, ``cs``: the colour agreeing with ``n`` and ``ns``, ``cf``, ``cm``: with any feminine or
        masculine word. Articles ``o``, ``O``, ``os``, ``um``, ``Um``, ``ao``, ``Ao``; endings ``o``, ``e`` (est{e})
        and ``a`` (encantador{a}); ``ele``.
    """
    feminine = kind.gender == "f"
    own, many = agreed(colour, kind.gender), agreed(colour, kind.gender, plural=True)
    if kind.noun == colour:  # nobody says "laranja laranja"
        own = many = f"de cor {colour}"
    words = {
        "noun": kind.noun, "n": short, "ns": kind.plural if short == kind.noun else short + "s",
        "c": own, "cs": many, "cf": agreed(colour, "f"), "cm": colour,
        "o": "a" if feminine else "o", "os": "as" if feminine else "os", "um": "uma" if feminine else "um",
        "ao": "à" if feminine else "ao", "e": "a" if feminine else "e", "a": "a" if feminine else "",
        "ele": "ela" if feminine else "ele",
    }  # fmt: skip
    return words | {word.capitalize(): _upper(words[word]) for word in ("noun", "n", "o", "os", "um", "ao", "ele")}


def _upper(word: str) -> str:
    return word[0].upper() + word[1:]
