"""``fichario generate``: a JSON object a line for each photo, on standard output; progress on standard error."""

import argparse
import errno
import os
import sys
from pathlib import Path

from app.cli.batch import Batch
from app.cli.engine_thread import EngineThread
from app.cli.interruption import Interruption
from app.cli.progress import loading
from app.cli.words import Words
from app.domain.prompt import PromptInvalid
from app.errors import explain
from app.export.errors import ExportError, export_error
from app.pipeline.intake import find_photos
from app.pipeline.recipe import Recipe, make_recipe
from app.settings import Choices
from inference.errors import InferenceError, LoadCancelled, PhotoUnreadable
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles

FAILED = 1
WRONG_USAGE = 2
INTERRUPTED = 130
"""What shells expect of a program that Ctrl+C ended."""


def generate(arguments: argparse.Namespace, choices: Choices, words: Words) -> int:
    """Write a card for every photo.

    Returns:
        0 when all succeeded, 1 when some failed, 2 for wrong usage, 130 when interrupted, 141 when nobody read on.
    """
    files = _model_files(arguments, choices)
    if files is None:
        sys.stderr.write(f"{words('no_model')} {words('no_model_remedy')}\n")
        return WRONG_USAGE
    try:
        photos = _photos(arguments)
        recipe = _recipe(arguments, choices)
        _check_target(arguments.csv)
        with Interruption() as interruption, _load(files, arguments, choices, words, interruption) as engine:
            return Batch(engine, recipe, words, interruption).write(photos, arguments.csv, arguments.preset)
    except LoadCancelled:
        sys.stderr.write(words("interrupted") + "\n")
        return INTERRUPTED
    except (InferenceError, ExportError, PromptInvalid) as error:
        sys.stderr.write(f"{explain(error, words.language)}\n")
        return FAILED


def _model_files(arguments: argparse.Namespace, choices: Choices) -> ModelFiles | None:
    text = arguments.model or choices.text_model
    projector = arguments.mmproj or choices.projector
    return ModelFiles(text, projector) if text and projector else None


def _photos(arguments: argparse.Namespace) -> list[Path]:
    """The photos that were named, each once.

    Raises:
        PhotoUnreadable: There is none.
    """
    photos = list(dict.fromkeys(find_photos(arguments.photos)))
    if not photos:
        raise PhotoUnreadable("empty_folder")
    return photos


def _recipe(arguments: argparse.Namespace, choices: Choices) -> Recipe:
    said = {
        "card_language": arguments.language,
        "minimum_words": arguments.words,
        "temperature": arguments.temperature,
    }
    settings = choices.settings.model_copy(update={name: value for name, value in said.items() if value is not None})
    return make_recipe(settings, instructions=choices.instructions, seed=arguments.seed)


def _check_target(path: Path | None) -> None:
    """Find out before the work whether the CSV can be written after it.

    Raises:
        ExportError: It cannot.
    """
    if path is None:
        return
    folder = path.absolute().parent
    for refused, number in (
        (not folder.is_dir(), errno.ENOENT),
        (path.is_dir(), errno.EISDIR),
        (not os.access(folder, os.W_OK), errno.EACCES),
    ):
        if refused:
            raise export_error(OSError(number, os.strerror(number)), str(path))


def _load(
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
