"""What the window works with: the person's choices, the catalogue's lists, and the card and recipe made from them."""

import base64
import logging
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import BaseModel, JsonValue, ValidationError

from app.catalog.catalog import Catalog
from app.domain.card import COLOUR_FIELD, card_type
from app.domain.fields import CustomField
from app.domain.lists import Entry, built_in, from_labels, labels, swatches
from app.domain.prompt import PromptInvalid
from app.domain.registry import ModelEntry
from app.gui.place.keys import Keys
from app.pipeline.endpoints import EndpointInUse, PhotoReader, agreed, chosen_endpoint
from app.pipeline.keeping import keeping_labels
from app.pipeline.models import Limit, ModelInUse, limits_of, model_in_use
from app.pipeline.own_fields import CATEGORIES, own_of
from app.pipeline.recipe import Recipe, make_recipe
from app.review.preferences import Preferences
from app.review.reviewer import make_reviewer
from app.settings import Choices, save_choices
from app.shipped import Shipped
from app.wording import Language
from inference.endpoint.errors import AddressWrong
from ui.forms.form import Form

_log = logging.getLogger(__name__)

CHECKS = "checks"
"""Under which name the catalogue keeps what it wants checked."""


class Workplace:
    """Choices and what follows from them; a change makes card and recipe anew.

    Attributes:
        choices: What the person has chosen.
        language: What the window speaks.
        shipped: What ships with the program.
        keys: Those of servers.
        card: The card as the form shows it: values in the cards' language, texts in the window's.
        recipe: How cards are made; replaced as a whole, so that the engine's thread may read it at any time.
        labels: Reads what is written on products, for any thread; ``None`` where nobody does.
        reviewer: How cards are checked before approval, by the window and by the catalogue.
    """

    def __init__(
        self, catalog: Catalog, choices: Choices, path: Path, language: Language, shipped: Shipped | None = None
    ) -> None:
        self._catalog = catalog
        self._path = path
        self.language = language
        self.shipped = shipped or Shipped()
        self.choices = choices
        self.keys = Keys()
        self.labels = keeping_labels(choices.settings, apart=True)
        self._own = own_of(catalog)
        try:
            self.recipe = self._made_recipe(choices, self.categories)
        except PromptInvalid:
            # Instructions that were edited by hand, or for an older version: the built-in ones serve.
            self.recipe = self._made_recipe(choices.model_copy(update={"instructions": {}}), self.categories)
        self.card = self._made_card(choices, self.categories)
        self._review()

    @property
    def preferences(self) -> Preferences:
        """What the catalogue wants checked before approval; what is usual, where that cannot be understood."""
        try:
            return Preferences.model_validate(self._catalog.setting(CHECKS, {}))
        except ValidationError:
            return Preferences()

    @property
    def reader(self) -> PhotoReader | None:
        """Who reads the photos: a server that was chosen, else a model of this computer; ``None`` where there is none.

        A server that nobody has agreed to send photos to reads none; nothing else does in its place.
        """
        endpoint = self.endpoint
        if endpoint is None:
            return self.model
        return endpoint if agreed(self.choices, endpoint.address) else None

    @property
    def endpoint(self) -> EndpointInUse | None:
        """The server that was chosen; none where its address cannot be understood."""
        return _endpoint_of(self.choices)

    @property
    def model(self) -> ModelInUse | None:
        """The model of this computer; ``None`` where none was chosen and none ships."""
        return model_in_use(self.choices.text_model, self.choices.projector, self.shipped.model)

    @property
    def limits(self) -> tuple[Limit, ...]:
        """What is asked of the model that it is known not to know."""
        model, choices = self.reader, self.choices
        if model is None or model.entry is None:
            return ()
        return limits_of(
            model.entry,
            choices.settings,
            instructions=choices.instructions,
            categories=self._own.categories,
            own=self._own.fields,
        )

    def model_name(self, file_name: str) -> str:
        """What people call the model that a card's provenance names by its file."""
        shipped = self.shipped.model
        if shipped is not None and file_name == shipped.text.name:
            return shipped.entry.name[self.language]
        return file_name.removesuffix(".gguf")

    @property
    def categories(self) -> tuple[Entry, ...]:
        """The catalogue's list of categories, or the built-in one."""
        return self._own.categories or built_in("categories")

    @property
    def fields(self) -> tuple[CustomField, ...]:
        """The fields that the editor added to the catalogue's cards."""
        return self._own.fields

    @property
    def titles(self) -> dict[str, str]:
        """Field of the card → what the window calls it, in the card's order."""
        return {name: info.title or name for name, info in self.card.model_fields.items()}

    @property
    def category_labels(self) -> tuple[str, ...]:
        """The categories as cards name them."""
        return labels(self.categories, self.card_language)

    @property
    def card_language(self) -> Language:
        """What cards are written in."""
        return Language(self.choices.settings.card_language)

    @property
    def swatches(self) -> dict[str, str]:
        """Colour's name on the cards → ``#rrggbb``."""
        return swatches(built_in("colours"), self.card_language)

    def change(self, **changes: Any) -> None:
        """Take other choices: make what follows from them, then keep them.

        Raises:
            PromptInvalid: The instructions cannot be filled in; nothing changed.
            OSError: They cannot be kept on disk; they hold until the program ends.
        """
        choices, before = self.choices.model_copy(update=changes), self.choices.settings
        recipe = self._made_recipe(choices, self.categories)
        self.choices, self.recipe = choices, recipe
        if (choices.settings.read_labels, choices.settings.kept) != (before.read_labels, before.kept):
            if self.labels is not None:
                self.labels.close()
            self.labels = keeping_labels(choices.settings, apart=True)
        self.card = self._made_card(choices, self.categories)
        self._review()
        save_choices(choices, self._path)

    def change_categories(self, names: list[str]) -> None:
        """Give the catalogue its own list, or with an empty one the built-in list back.

        Raises:
            CatalogueError: It cannot be saved; nothing changed.
        """
        self._catalog.set_setting(CATEGORIES, [entry.id for entry in from_labels(names)])
        self.take_up()

    def take_up(self) -> None:
        """Make card, recipe and checks from what the catalogue has of its own by now; the next photos are read so."""
        self._own = own_of(self._catalog)
        self.recipe = self._made_recipe(self.choices, self.categories)
        self.card = self._made_card(self.choices, self.categories)
        self._review()

    def change_preferences(self, preferences: Preferences) -> None:
        """Have cards checked in another way.

        Raises:
            CatalogueError: It cannot be saved; nothing changed.
        """
        self._catalog.set_setting(CHECKS, preferences.model_dump(mode="json"))
        self._review()

    def _review(self) -> None:
        """Check cards by what holds now."""
        self.reviewer = make_reviewer(
            self._made_card(self.choices, self.categories), self.card_language, self.preferences
        )
        self._catalog.review_by(self.reviewer)

    def keep_layout(self, layout: bytes) -> None:
        """Remember how the window was laid out; not worth a word where it cannot be kept."""
        with suppress(OSError):
            self.change(window=base64.b64encode(layout).decode("ascii"))

    @property
    def layout(self) -> bytes:
        """How the window was laid out; empty the first time."""
        return base64.b64decode(self.choices.window)

    def _made_card(self, choices: Choices, categories: tuple[Entry, ...]) -> type[BaseModel]:
        settings = choices.settings
        return card_type(
            language=Language(settings.card_language),
            texts=self.language,
            categories=categories,
            minimum_words=settings.minimum_words,
            own=self._own.fields,
            edited=True,
        )

    def _made_recipe(self, choices: Choices, categories: tuple[Entry, ...]) -> Recipe:
        return make_recipe(
            choices.settings,
            instructions=choices.instructions,
            categories=categories,
            model=self._entry_of(choices),
            reference=choices.histogram_luma,
            own=self._own.fields,
        )

    def _entry_of(self, choices: Choices) -> ModelEntry | None:
        """What is known of the model that writes; of one on a server what that says."""
        reader = _endpoint_of(choices) or model_in_use(choices.text_model, choices.projector, self.shipped.model)
        return reader.entry if reader is not None else None


def _endpoint_of(choices: Choices) -> EndpointInUse | None:
    try:
        return chosen_endpoint(choices)
    except AddressWrong as error:
        _log.warning("the server that was chosen is left aside: %s", error)
        return None


def made_form(workplace: Workplace) -> Form:
    """A form for the workplace's card, with its colours."""
    form = Form(workplace.card, guesses=True)
    colours: dict[JsonValue, str] = dict(workplace.swatches.items())
    form.set_swatches(COLOUR_FIELD, colours)
    return form
