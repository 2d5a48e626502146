"""What every command that asks a model needs: which model, which recipe, and the engine loaded."""

import argparse

from app.cli.engine_thread import EngineThread
from app.cli.interruption import Interruption
from app.cli.progress import loading
from app.cli.words import Words
from app.pipeline.recipe import Recipe, make_recipe
from app.settings import Choices
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles


def model_files(arguments: argparse.Namespace, choices: Choices) -> ModelFiles | None:
    """The pair that was named, or the one chosen in the window; ``None`` where there is neither."""
    text = arguments.model or choices.text_model
    projector = arguments.mmproj or choices.projector
    return ModelFiles(text, projector) if text and projector else None


def recipe_for(arguments: argparse.Namespace, choices: Choices) -> Recipe:
    """How cards are made: the person's settings, but for what was said.

    Raises:
        PromptInvalid: The edited instructions cannot be filled in.
    """
    said = {
        "card_language": arguments.language,
        "minimum_words": arguments.words,
        "temperature": arguments.temperature,
    }
    settings = choices.settings.model_copy(update={name: value for name, value in said.items() if value is not None})
    return make_recipe(settings, instructions=choices.instructions, seed=arguments.seed)


def load_model(
    files: ModelFiles, arguments: argparse.Namespace, choices: Choices, words: Words, interruption: Interruption
) -> EngineThread:
    """Load the model.

    Raises:
        InferenceError: It cannot be loaded, or somebody stopped it.
    """
    settings = choices.settings
    options = LoadOptions(
        context=(arguments.context if arguments.context is not None else settings.context) or None,
        slots=(arguments.slots if arguments.slots is not None else settings.slots) or None,
        threads=(arguments.threads if arguments.threads is not None else settings.threads) or None,
        gpu_layers=settings.gpu_layers,
    )
    with loading(words) as show:

        def tell(fraction: float) -> bool:
            show(fraction)
            return not interruption.asked

        return EngineThread(lambda: LlamaEngine.load(files, options, tell), lambda: interruption.asked)
