"""The catalogue's facets in the words of the window."""

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication

from app.catalog.bands import Band, Period
from app.catalog.facets import Counts
from app.catalog.likeness_rows import Kind
from app.catalog.rows import Facet, Order, ProductFilter
from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD
from app.domain.paths import as_written
from app.review.marks import Code
from app.review.wording import flag
from app.wording import Language
from ui.facets.group import FacetValue, FacetView

OWN: Final = "own:"
"""How the keys of facets begin that are fields which the editor added."""
FIELDS: Final = {Facet.CATEGORY.value: CATEGORY_FIELD, Facet.COLOUR.value: COLOUR_FIELD}
"""Facets whose values are texts of a card → the field that holds them."""


def facet_views(counts: Counts, language: Language) -> list[FacetView]:
    """The facets below the states, with their values in the order to show them."""
    card = (Facet.CONFIDENCE, Facet.FLAG, Facet.LIKENESS, Facet.CATEGORY, Facet.COLOUR)
    shown = (*card, Facet.FOLDER, Facet.ADDED)
    titles = facet_titles()
    return [
        FacetView(facet.value, titles[facet], _values(facet, counts.get(facet, {}), language), facet.value in FIELDS)
        for facet in shown
    ]


def field_views(titles: Mapping[str, str], counts: Mapping[str, Mapping[str, int]]) -> list[FacetView]:
    """The closed lists that the editor added, as facets.

    Args:
        titles: Field → what it is called.
        counts: Field → value → how many products have it.
    """
    return [
        FacetView(f"{OWN}{name}", title, _frequent(counts[name])) for name, title in titles.items() if name in counts
    ]


def filter_of(
    chosen: Mapping[str, frozenset[str]], words: str, order: Order, alike: Iterable[int] | None = None
) -> ProductFilter:
    """What is chosen in the window, as a filter; with the products that look alike, where only those are meant."""
    facets = {Facet(key): values for key, values in chosen.items() if not key.startswith(OWN)}
    fields = {key.removeprefix(OWN): values for key, values in chosen.items() if key.startswith(OWN)}
    return ProductFilter(words, facets, order, fields, None if alike is None else tuple(alike))


def chosen_of(shown: ProductFilter) -> dict[str, frozenset[str]]:
    """What has to be chosen in the window for a filter."""
    facets = {facet.value: values for facet, values in shown.facets.items()}
    return facets | {f"{OWN}{name}": values for name, values in shown.fields.items()}


def facet_titles() -> dict[Facet, str]:
    """What the facets are called."""
    return {
        Facet.CONFIDENCE: QCoreApplication.translate("Facets", "Confiança"),
        Facet.FLAG: QCoreApplication.translate("Facets", "Marcas"),
        Facet.CATEGORY: QCoreApplication.translate("Facets", "Categoria"),
        Facet.COLOUR: QCoreApplication.translate("Facets", "Cor"),
        Facet.LIKENESS: QCoreApplication.translate("Facets", "Possíveis repetidas"),
        Facet.FOLDER: QCoreApplication.translate("Facets", "Pasta"),
        Facet.ADDED: QCoreApplication.translate("Facets", "Adicionadas"),
    }


def order_names() -> list[tuple[str, str]]:
    """The orders and what they are called, the usual one first."""
    return [
        (Order.ADDED, QCoreApplication.translate("Orders", "Mais antigas")),
        (Order.NEWEST, QCoreApplication.translate("Orders", "Mais novas")),
        (Order.NAME, QCoreApplication.translate("Orders", "Nome")),
        (Order.CONFIDENCE, QCoreApplication.translate("Orders", "Menor confiança")),
        (Order.STATE, QCoreApplication.translate("Orders", "Situação")),
        (Order.EDITED, QCoreApplication.translate("Orders", "Última mudança")),
    ]


def order_of(key: str) -> Order:
    """The order of a key; the usual one where there is none."""
    return next((order for order in Order if order.value == key), Order.ADDED)


def _values(facet: Facet, counts: Mapping[str, int], language: Language) -> list[FacetValue]:
    fixed = _fixed(facet, language)
    if fixed:
        return [FacetValue(key, name, counts.get(key, 0)) for key, name in fixed.items()]
    if facet is Facet.FOLDER:
        names = _folder_names(counts)
        return [FacetValue(value.key, names[value.key], value.count, value.key) for value in _frequent(counts)]
    return [value for value in _frequent(counts) if value.key]


def _frequent(counts: Mapping[str, int]) -> list[FacetValue]:
    """Values as they are, the most frequent first."""
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].casefold(), pair[0]))
    return [FacetValue(key, key, count) for key, count in ordered]


def _fixed(facet: Facet, language: Language) -> dict[str, str]:
    """The values of a facet that has always the same ones; nothing for another."""
    match facet:
        case Facet.CONFIDENCE:
            return {
                Band.LOW: QCoreApplication.translate("Facets", "Muita dúvida"),
                Band.DOUBTFUL: QCoreApplication.translate("Facets", "Com dúvida"),
                Band.SURE: QCoreApplication.translate("Facets", "Segura"),
            }
        case Facet.FLAG:
            return {code.value: flag(code, language) for code in Code}
        case Facet.LIKENESS:
            return {
                Kind.FILE: QCoreApplication.translate("Facets", "Mesmo arquivo"),
                Kind.PICTURE: QCoreApplication.translate("Facets", "Mesma imagem"),
                Kind.PRODUCT: QCoreApplication.translate("Facets", "Talvez o mesmo produto"),
            }
        case Facet.ADDED:
            return {
                Period.TODAY: QCoreApplication.translate("Facets", "Hoje"),
                Period.YESTERDAY: QCoreApplication.translate("Facets", "Ontem"),
                Period.WEEK: QCoreApplication.translate("Facets", "2 a 6 dias atrás"),
                Period.MONTH: QCoreApplication.translate("Facets", "7 a 29 dias atrás"),
                Period.EARLIER: QCoreApplication.translate("Facets", "Há mais tempo"),
            }
        case _:
            return {}


def _folder_names(paths: Mapping[str, int]) -> dict[str, str]:
    """The last part of each path, with the part before it where two end alike."""
    read = {path: as_written(path) for path in paths}
    names = {path: folder.name or path for path, folder in read.items()}
    ends = list(names.values())
    return {
        path: name if ends.count(name) == 1 else str(type(read[path])(*read[path].parts[-2:]))
        for path, name in names.items()
    }
