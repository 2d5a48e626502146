"""What every command that asks a model needs: which model, which recipe, and the engine loaded."""

import argparse
import sys
from dataclasses import replace

from app.cli.endpoint import connect
from app.cli.engine_thread import EngineThread
from app.cli.interruption import Interruption
from app.cli.progress import loading
from app.cli.words import Words
from app.domain.serving import EndpointKind
from app.pipeline.calibration import honest
from app.pipeline.endpoints import EndpointInUse, PhotoReader, chosen_endpoint
from app.pipeline.keeping import keeping_cards, keeping_photos
from app.pipeline.models import limits_of, model_in_use
from app.pipeline.own_fields import NOTHING, Own
from app.pipeline.recipe import Recipe, make_recipe
from app.settings import Choices, Settings
from app.shipped import Shipped
from inference.engine import Engine
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions

_SAID = {"card_language": "language", "minimum_words": "words", "read_labels": "read_labels"} | {
    name: name for name in ("temperature", "prose_temperature", "top_p", "min_p", "repetition_penalty", "seed")
}
"""Setting → the option that says it; not every command has each."""


def model_for(arguments: argparse.Namespace, choices: Choices, shipped: Shipped) -> PhotoReader | None:
    """The server or the pair that was named, or what was chosen before, or the pair that ships.

    Returns:
        ``None`` where only half of a pair was named, or nothing ships.

    Raises:
        AddressWrong: The server that was chosen before has no address.
    """
    if arguments.endpoint is not None:
        return EndpointInUse(arguments.endpoint, arguments.endpoint_model or "")
    if arguments.server is not None:
        return EndpointInUse(arguments.server, arguments.endpoint_model or "", kind=EndpointKind.FICHARIO)
    if arguments.model is None and arguments.mmproj is None and (chosen := chosen_endpoint(choices)) is not None:
        return replace(chosen, model=arguments.endpoint_model or chosen.model)
    return model_in_use(arguments.model or choices.text_model, arguments.mmproj or choices.projector, shipped.model)


def recipe_for(arguments: argparse.Namespace, choices: Choices, model: PhotoReader, own: Own = NOTHING) -> Recipe:
    """How a model makes cards: by the person's settings, but for what was said.

    Args:
        arguments: What was said.
        choices: What was chosen in the window.
        model: Who makes them.
        own: What the catalogue has of its own.

    Raises:
        PromptInvalid: The edited instructions cannot be filled in.
    """
    settings = settings_for(arguments, choices)
    return make_recipe(
        settings,
        instructions=choices.instructions,
        categories=own.categories,
        model=model.entry,
        reference=choices.histogram_luma,
        own=own.fields,
    )


def settings_for(arguments: argparse.Namespace, choices: Choices) -> Settings:
    """The person's settings, but for what was said."""
    said = {setting: getattr(arguments, option, None) for setting, option in _SAID.items()}
    said |= {f"correct_{step}": str(when) for step, when in arguments.correct}
    return choices.settings.model_copy(update={name: value for name, value in said.items() if value is not None})


def say_what_it_is(
    model: PhotoReader, arguments: argparse.Namespace, choices: Choices, words: Words, own: Own = NOTHING
) -> None:
    """Say on standard error that the model is the small one, and what it does not know."""
    if model.entry is None or not model.demo:
        return
    facts = {"model": model.name(words.language), "knows": model.entry.knows[words.language]}
    settings, instructions = settings_for(arguments, choices), choices.instructions
    limits = limits_of(model.entry, settings, instructions=instructions, categories=own.categories, own=own.fields)
    for sentence in (words("demo", **facts), *(words(f"limit_{limit}") for limit in limits)):
        sys.stderr.write(f"{sentence}\n")


def load_model(
    model: PhotoReader,
    arguments: argparse.Namespace,
    choices: Choices,
    words: Words,
    interruption: Interruption,
    *,
    keeping: bool = False,
) -> EngineThread:
    """Load the model, or connect to the server; confidences are honest where that is known of a model.

    Args:
        model: Which.
        arguments: What was said.
        choices: What was chosen in the window.
        words: In whose language progress is told.
        interruption: Stops it.
        keeping: Whether what is read on this machine is kept and found again; not where times are measured.

    Raises:
        InferenceError: It cannot be loaded, or somebody stopped it.
    """
    settings = choices.settings
    slots = (arguments.slots if arguments.slots is not None else settings.slots) or None
    if isinstance(model, EndpointInUse):
        return connect(model, arguments.slots or model.slots, words, interruption)
    options = LoadOptions(
        context=(arguments.context if arguments.context is not None else settings.context) or None,
        slots=slots,
        threads=(arguments.threads if arguments.threads is not None else settings.threads) or None,
        gpu_layers=settings.gpu_layers,
    )
    if not keeping:
        settings = settings.model_copy(update={"kept": 0})
    options = keeping_photos(options, settings)
    with loading(words) as show:

        def tell(fraction: float) -> bool:
            show(fraction)
            return not interruption.asked

        def load() -> Engine:
            engine = LlamaEngine.load(model.files, options, tell)
            return honest(keeping_cards(engine, model.files, options, engine.info, settings), model.entry)

        return EngineThread(load, lambda: interruption.asked)
