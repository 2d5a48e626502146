"""Which model writes the cards: the one that somebody chose, else the one that ships."""

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from app.domain.card import CATEGORY_FIELD
from app.domain.fields import CustomField
from app.domain.lists import Entry, labels
from app.domain.offered import Use
from app.domain.registry import LocalModel, ModelEntry
from app.models.errors import ModelStoreError
from app.models.store import InstalledModel, ModelStore, models_folder
from app.settings import Choices, Settings
from app.wording import Language
from inference.llama.options import LoadOptions, ModelFiles


@dataclass(frozen=True, slots=True)
class ModelInUse:
    """A model to load.

    Attributes:
        files: Its two files.
        entry: What the registry says of it; ``None`` for files that nobody described.
        demo: Whether it is the one that ships: enough to see what the program does, too little for a catalogue.
    """

    files: ModelFiles
    entry: ModelEntry | None = None
    demo: bool = False

    def name(self, language: Language) -> str:
        """What people call it."""
        if self.entry is not None:
            return self.entry.name[language]
        folder = self.files.text.parent
        if folder.parent == models_folder():
            with contextlib.suppress(ModelStoreError):
                return ModelStore(folder.parent).find(folder.name).name(language)
        return self.files.text.stem


class Limit(StrEnum):
    """What was asked for that a model does not know; it goes on and does what it can."""

    LANGUAGE = "language"
    CATEGORIES = "categories"
    INSTRUCTIONS = "instructions"
    FIELDS = "fields"


def model_in_use(text: Path | None, projector: Path | None, shipped: LocalModel | None) -> ModelInUse | None:
    """The model of two files; the one that ships where neither is named; ``None`` where that is missing, too.

    One file of a pair is no choice: whoever named it has to hear of the other, not get another model.
    """
    demo = None
    if shipped is not None:
        demo = ModelInUse(ModelFiles(shipped.text, shipped.projector), shipped.entry, demo=True)
    if text is None and projector is None:
        return demo
    if text is None or projector is None:
        return None
    named = ModelInUse(ModelFiles(text, projector))
    return demo if demo is not None and demo.files == named.files else named


def chosen_files(choices: Choices) -> ModelFiles | None:
    """The pair that somebody chose; ``None`` where nobody chose a whole one."""
    if choices.text_model is None or choices.projector is None:
        return None
    return ModelFiles(choices.text_model, choices.projector)


def choose_model(choices: Choices, files: ModelFiles | None) -> Choices:
    """The choices with another model on this machine, in a server's stead, too; with ``None``, the one that ships."""
    chosen = {"text_model": files and files.text, "projector": files and files.projector}
    return here(choices.model_copy(update=chosen))


def use_model(choices: Choices, model: InstalledModel) -> Choices:
    """The choices with an installed model in use for what it is for."""
    if model.manifest.use is Use.SEARCH:
        return choices.model_copy(update={"search_model": model.id})
    return choose_model(choices, model.files)


def uses_model(choices: Choices, model: InstalledModel) -> bool:
    """Whether an installed model is in use for what it is for."""
    if model.manifest.use is Use.SEARCH:
        return choices.search_model == model.id
    return chosen_files(choices) == model.files and not choices.endpoint


def here(choices: Choices) -> Choices:
    """The choices with the photos read on this machine; the server that did so is remembered."""
    if not choices.endpoint:
        return choices
    return choices.model_copy(update={"endpoint": "", "endpoint_before": choices.endpoint})


def without_model(choices: Choices) -> Choices:
    """The choices after the chosen model is gone; a server that reads the photos goes on doing so."""
    return choices.model_copy(update={"text_model": None, "projector": None})


def load_options(settings: Settings) -> LoadOptions:
    """How a model is loaded by a person's settings."""
    return LoadOptions(
        context=settings.context or None,
        slots=settings.slots or None,
        threads=settings.threads or None,
        gpu_layers=settings.gpu_layers,
    )


def limits_of(
    entry: ModelEntry,
    settings: Settings,
    *,
    instructions: Mapping[Language, str] | None = None,
    categories: tuple[Entry, ...] | None = None,
    own: Sequence[CustomField] = (),
) -> tuple[Limit, ...]:
    """What a person's choices ask of a model that it does not know.

    Args:
        entry: The model.
        settings: The preferences.
        instructions: Card language → edited instructions.
        categories: The catalogue's own list, or ``None`` for the built-in one.
        own: The fields that the editor added.
    """
    language = Language(settings.card_language)
    foreign = language not in entry.languages
    offered = labels(categories, language) if categories is not None else ()
    found = {
        Limit.LANGUAGE: foreign,
        # A list in a language that it does not know is said already.
        Limit.CATEGORIES: bool(offered) and not foreign and not set(entry.lists.get(CATEGORY_FIELD, ())) <= {*offered},
        Limit.INSTRUCTIONS: entry.prompt is not None and bool((instructions or {}).get(language)),
        Limit.FIELDS: entry.prompt is not None and bool(own),
    }
    return tuple(limit for limit, holds in found.items() if holds)
