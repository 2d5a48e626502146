"""The product card: the one model that schema, prompt, decoder, form, validation and CSV header are derived from.

To add a field, add it here: it appears everywhere. Its ``description`` is the model's instruction and the form's help
text; translations of titles and descriptions lie in ``resources/fields``.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from app.domain.custom import Making
from app.domain.fields import CustomField, FieldType
from app.domain.lists import Entry, built_in, labels
from app.domain.text import OneLine, Words
from app.wording import Language, wording_of

NAME_FIELD = "product_name"
CATEGORY_FIELD = "category_standard"
COLOUR_FIELD = "color_primary"
FEATURES_FIELD = "features_list"
DESCRIPTION_FIELD = "description_long"
MINIMUM_WORDS = 150
_EDITED: Final = ConfigDict(extra="ignore", coerce_numbers_to_str=True)


class ProductCard(BaseModel):
    """Ficha de um produto para a loja, escrita a partir das fotos.

    The fields stand in the order of their generation: facts first, prose last, because a text conditioned on facts
    that it has already committed to invents less. The two closed lists are narrowed to the catalogue's own by
    :func:`card_type`.
    """

    model_config = ConfigDict(extra="forbid")

    product_name: Annotated[str, OneLine(3, 80)] = Field(
        title="Nome do produto",
        description="Título de vitrine: o que o produto é, seguido do que mais o distingue na foto. "
        "Uma linha, de 3 a 80 caracteres, sem ponto final.",
    )
    category_standard: str = Field(
        title="Categoria",
        description="O departamento da loja em que o cliente procuraria este produto. Um item da lista.",
    )
    color_primary: str = Field(
        title="Cor principal",
        description="A cor que domina o produto, sem contar o fundo da foto. Um item da lista.",
    )
    features_list: Annotated[list[Annotated[str, OneLine(3, 90)]], Field(min_length=3, max_length=5)] = Field(
        title="Características",
        description="De três a cinco pontos de venda curtos, cada um sobre algo que se vê na foto.",
    )
    description_long: Annotated[str, Words(MINIMUM_WORDS)] = Field(
        title="Descrição",
        description=f"Texto de venda com pelo menos {MINIMUM_WORDS} palavras em três ou quatro parágrafos: "
        "materiais aparentes, detalhes e o benefício de cada um para quem compra. "
        "Palavras que as pessoas usam ao buscar. Nada que a foto não mostre.",
    )


def listed(card: type[BaseModel], field: str) -> tuple[str, ...]:
    """The entries of a closed list of a card; none where the field has no such list."""
    properties: dict[str, dict[str, Any]] = card.model_json_schema()["properties"]
    return tuple(map(str, properties.get(field, {}).get("enum", ())))


def card_type(
    *,
    language: Language = Language.PT,
    texts: Language | None = None,
    categories: tuple[Entry, ...] | None = None,
    minimum_words: int = MINIMUM_WORDS,
    known: Mapping[str, tuple[str, ...]] | None = None,
    own: Sequence[CustomField] = (),
    edited: bool = False,
) -> type[BaseModel]:
    """Narrow the card to a catalogue: its lists, its language, its minimum of words; and add its own fields.

    Among those facts stand before the features, and long texts behind the description.

    Args:
        language: What the cards are written in: the language of the lists' labels.
        texts: The language of titles and descriptions; that of the cards unless said otherwise. The window asks for
            its own, the prompt for that of the cards.
        categories: The catalogue's own list, or ``None`` for the built-in one.
        minimum_words: Fewest words of the description.
        known: Field → the only entries of its list that whoever fills the card knows: they are the list, where the
            catalogue has every one of them. For writing cards; a person always chooses from the whole list.
        own: The fields that the editor added.
        edited: Whether people fill it rather than a model: added fields may then be empty, and what a card holds of
            fields that were taken out since is passed over.

    Returns:
        A model with the fields of :class:`ProductCard` in the same order, and those of the catalogue.
    """
    closed = {
        CATEGORY_FIELD: labels(categories or built_in("categories"), language),
        COLOUR_FIELD: labels(built_in("colours"), language),
    }
    closed |= {name: few for name, few in (known or {}).items() if few and {*few} <= {*closed.get(name, ())}}
    fields = _given_fields(texts or language, closed, minimum_words)
    entries = categories or built_in("categories")
    making = Making(entries, CATEGORY_FIELD, language, texts or language, edited)
    added = making.fields(own)
    prose = {field.id for field in own if field.type is FieldType.LONG_TEXT}
    places = {FEATURES_FIELD: [name for name in added if name not in prose]}
    ordered: dict[str, Any] = {}
    for name, made in fields.items():
        ordered |= {fact: added[fact] for fact in places.get(name, ())}
        ordered[name] = made
    ordered |= {name: added[name] for name in added if name in prose}
    return create_model(
        "ProductCard",
        __config__=_EDITED if edited else ProductCard.model_config,
        __doc__=ProductCard.__doc__,
        __validators__=making.validators(own),
        **ordered,
    )


def _given_fields(texts: Language, closed: Mapping[str, tuple[str, ...]], minimum_words: int) -> dict[str, Any]:
    """The fields of every card, as Pydantic makes them: annotation and wording."""
    wording = wording_of(ProductCard, texts)
    fields: dict[str, Any] = {}
    for name, info in ProductCard.model_fields.items():
        title, description = wording[name].title, wording[name].description
        rules = [Words(minimum_words) if isinstance(rule, Words) else rule for rule in info.metadata]
        if rules != info.metadata:
            description = description.replace(str(MINIMUM_WORDS), str(minimum_words))
        kind: Any = Literal[closed[name]] if name in closed else info.annotation
        annotation: Any = Annotated[kind, *rules] if rules else kind
        fields[name] = (annotation, Field(title=title, description=description))
    return fields


def titles_of(card: type[BaseModel], language: Language) -> dict[str, str]:
    """Field → what it is called in a language; what the editor added is called as the card calls it."""
    given = {name: wording.title for name, wording in wording_of(ProductCard, language).items()}
    return {name: given.get(name) or info.title or name for name, info in card.model_fields.items()}


def without(card: type[BaseModel], names: Collection[str]) -> type[BaseModel]:
    """The card without some of its fields; the card itself where that is none of them."""
    left: dict[str, Any] = {
        name: (info.annotation, info) for name, info in card.model_fields.items() if name not in names
    }
    if len(left) == len(card.model_fields):
        return card
    return create_model(card.__name__, __config__=card.model_config, __doc__=card.__doc__, **left)


def with_minimum(card: type[BaseModel], minimum: int) -> type[BaseModel]:
    """The card with at most so many words as the fewest of its long texts."""
    fields: dict[str, Any] = {}
    for name, info in card.model_fields.items():
        rules = [Words(min(rule.minimum, minimum)) if isinstance(rule, Words) else rule for rule in info.metadata]
        fields[name] = (info.annotation, info)
        if rules != info.metadata:
            fields[name] = (Annotated[info.annotation, *rules], Field(title=info.title, description=info.description))
    return create_model(card.__name__, __config__=card.model_config, __doc__=card.__doc__, **fields)
