"""What makes an engine on the engine's thread: of a model on this computer, or of one on a server."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from app.domain.serving import EndpointKind
from app.pipeline.calibration import honest
from app.pipeline.endpoints import EndpointInUse
from app.pipeline.keeping import keeping_cards, keeping_photos
from app.pipeline.models import ModelInUse, load_options
from app.settings import Settings
from inference.endpoint.address import Address
from inference.endpoint.capabilities import Capabilities
from inference.endpoint.engine import EndpointEngine
from inference.endpoint.options import DEFAULT_SLOTS, EndpointOptions
from inference.endpoint.served import ServedEngine
from inference.engine import Engine
from inference.fichario.engine import FicharioEngine
from inference.guard.engine import GuardedEngine
from inference.handover import Loader

ENGINES: Final[Mapping[EndpointKind, type[ServedEngine]]] = {
    EndpointKind.OPENAI: EndpointEngine,
    EndpointKind.FICHARIO: FicharioEngine,
}
"""What asks a server."""


def local_loader(
    model: ModelInUse,
    settings: Settings,
    reloading: Callable[[float], None],
    started: Callable[[GuardedEngine], None],
    *,
    alone: bool = False,
) -> Loader:
    """Loads a model of this computer in a process of its own.

    Args:
        model: Which.
        settings: How.
        reloading: Told, on any thread, how far another process is that takes a dead one's place.
        started: Told, on the engine's thread, what watches the process.
        alone: Whether there is no window beside it that it would have to give way to.
    """
    options = replace(keeping_photos(load_options(settings), settings), gives_way=not alone)

    def load(progress: Callable[[float], bool]) -> Engine:
        engine = GuardedEngine.load(model.files, options, progress, reloading=reloading)
        started(engine)
        return honest(keeping_cards(engine, model.files, options, engine.info, settings), model.entry)

    return load


def remote_loader(
    endpoint: EndpointInUse, key_of: Callable[[Address], str], connected: Callable[[Capabilities], None]
) -> Loader:
    """Connects to a server, which may be away.

    Args:
        endpoint: Which.
        key_of: Finds its key, on the engine's thread: a keyring takes its time.
        connected: Told, on that thread, what learns what the server does.
    """

    def load(progress: Callable[[float], bool]) -> Engine:
        slots = endpoint.slots or DEFAULT_SLOTS
        options = EndpointOptions(endpoint.address, endpoint.model, key=key_of(endpoint.address), slots=slots)
        engine = ENGINES[endpoint.kind].load(options, progress, patient=True)
        connected(engine.capabilities)
        return engine

    return load
