"""``fichario worker``: one model that reads the photos of a server."""

import argparse
import re
import sys
from collections.abc import Callable
from functools import partial

from app.cli.endpoint import ready as known
from app.cli.model import model_for, say_what_it_is, settings_for
from app.cli.output import print_text
from app.cli.progress import loading
from app.cli.words import Words
from app.logbook import log_on_terminal
from app.models.errors import ModelStoreError
from app.models.store import ModelStore, models_folder
from app.pipeline.endpoints import EndpointInUse, KeyringMissing, PhotoReader, key_for
from app.pipeline.keeping import keeping_labels
from app.pipeline.loaders import local_loader, remote_loader
from app.pipeline.pairs import installed_pair, load_pair
from app.pipeline.recipe import Recipe, make_recipe
from app.pipeline.storage import storage_at
from app.pipeline.storage_errors import StorageFailure
from app.server.bench import NamedPair
from app.server.contract import CardRequest
from app.server.errors import ServerFailure, WordsMissing
from app.server.worker import WorkerOptions, work
from app.settings import Choices, Settings
from app.shipped import Shipped
from inference.engine import Engine
from inference.errors import InferenceError
from inference.words.files import available

FAILED = 1
WRONG_USAGE = 2
_LOADING = ("context", "slots", "threads")


def worker(arguments: argparse.Namespace, choices: Choices, shipped: Shipped, words: Words) -> int:
    """Work until somebody ends it.

    Returns:
        0; 1 where it cannot work, or no more; 2 for wrong usage.
    """
    log_on_terminal()
    try:
        model = model_for(arguments, choices, shipped)
        if model is None:
            sys.stderr.write(f"{words('no_model')} {words('no_model_remedy')}\n")
            return WRONG_USAGE
        model = known(model, arguments, words)
        say_what_it_is(model, arguments, choices, words)
        settings = settings_for(arguments, choices)
        said = {name: number for name in _LOADING if (number := getattr(arguments, name)) is not None}
        settings = settings.model_copy(update=said)
        name = arguments.name or _name(model)
        about = model.entry.model_dump(mode="json", by_alias=True) if model.entry is not None else {}
        broker = arguments.broker or arguments.redis
        options = WorkerOptions(arguments.redis, broker, name, about, arguments.lease, float(arguments.deadline))

        def ready() -> None:
            print_text(words("worker_ready", model=name) + "\n")

        storage, recipe = storage_at(arguments.storage), _recipe(settings, choices, model)
        load, load_towers = _loader(model, settings, words), partial(_pair, arguments, choices, words)
        work(options, storage, load, recipe, keeping_labels(settings), load_towers, ready)
    except (InferenceError, ServerFailure, StorageFailure, KeyringMissing, ModelStoreError) as error:
        sys.stderr.write(f"{words.explain(error)}\n")
        return FAILED
    return 0


def _pair(arguments: argparse.Namespace, choices: Choices, words: Words) -> NamedPair | None:
    """What knows where words stand among photos: as was said, or as it was chosen for the window.

    Where what was only chosen there cannot be had, that is said, and cards are written all the same.

    Raises:
        ModelStoreError, InferenceError, WordsMissing: As :func:`_loaded_pair`, of what was said.
    """
    said = arguments.search_model
    if not (wanted := choices.search_model if said is None else said):
        return None
    try:
        return _loaded_pair(wanted)
    except (ModelStoreError, InferenceError, WordsMissing) as error:
        if said is not None:
            raise
        sys.stderr.write(f"{words('worker_no_words', model=wanted, reason=words.explain(error))}\n")
        return None


def _loaded_pair(id_: str) -> NamedPair:
    """An installed pair.

    Raises:
        ModelStoreError: It is not installed.
        InferenceError: It cannot be loaded.
        WordsMissing: Nothing here can run it.
    """
    if not available():
        raise WordsMissing
    model = installed_pair(ModelStore(models_folder()), id_)
    return NamedPair(model.id, load_pair(model))


def _recipe(settings: Settings, choices: Choices, model: PhotoReader) -> Callable[[CardRequest], Recipe]:
    """How cards are made: by this machine's settings, but for what a request says."""

    def recipe(asked: CardRequest) -> Recipe:
        said = asked.options.model_dump(exclude_none=True)
        if asked.language is not None:
            said["card_language"] = asked.language
        return make_recipe(
            settings.model_copy(update=said),
            instructions=choices.instructions,
            model=model.entry,
            reference=choices.histogram_luma,
            own=asked.fields,
        )

    return recipe


def _loader(model: PhotoReader, settings: Settings, words: Words) -> Callable[[], Engine]:
    if isinstance(model, EndpointInUse):
        remote = remote_loader(model, key_for, lambda _capabilities: None)
        return lambda: remote(lambda _fraction: True)
    local = local_loader(model, settings, lambda _fraction: None, lambda _engine: None, alone=True)

    def load() -> Engine:
        with loading(words) as show:

            def tell(fraction: float) -> bool:
                show(fraction)
                return True

            return local(tell)

    return load


def _name(model: PhotoReader) -> str:
    """What clients call a model unless somebody says otherwise."""
    if isinstance(model, EndpointInUse):
        said = model.model
    else:
        said = model.entry.id if model.entry is not None else model.files.text.stem
    return re.sub(r"[^A-Za-z0-9._-]+", "-", said).strip("-") or "model"
