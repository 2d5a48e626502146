"""What is said, asked and loaded where a server reads the photos."""

import argparse
import getpass
import sys
from dataclasses import replace

from app.cli.engine_thread import EngineThread
from app.cli.interruption import Interruption
from app.cli.words import Words
from app.domain.serving import EndpointKind
from app.pipeline.endpoints import EndpointInUse, PhotoReader, entry_from, keep_key, key_for
from app.pipeline.loaders import ENGINES
from inference.endpoint.offered import chosen, offer
from inference.endpoint.options import DEFAULT_SLOTS, EndpointOptions
from inference.endpoint.served import ServedEngine
from inference.engine import Engine


def ready(reader: PhotoReader, arguments: argparse.Namespace, words: Words) -> PhotoReader:
    """Who reads the photos, with all that has to be known of a server: its key, and which of its models.

    Raises:
        KeyringMissing: The key that was asked for cannot be kept.
        EndpointError: The server does not say which models it has, or has several.
        LoadCancelled: Somebody stopped it.
    """
    if not isinstance(reader, EndpointInUse):
        return reader
    if arguments.endpoint_key:
        keep_key(reader.address, _ask(words("endpoint_ask_key", host=reader.address.host)))
    if reader.model and reader.kind is EndpointKind.OPENAI:
        return reader
    options = EndpointOptions(reader.address, reader.model, key=key_for(reader.address))
    with Interruption() as interruption:
        offered = offer(ENGINES[reader.kind].exchange_type(options), lambda: not interruption.asked)
    model = chosen(offered, options).name
    return replace(reader, model=model, entry=entry_from(offered.about.get(model, {})))


def connect(endpoint: EndpointInUse, slots: int, words: Words, interruption: Interruption) -> EngineThread:
    """Connect to a server, and say where the photos go.

    Raises:
        EndpointError: It cannot be used.
        LoadCancelled: Somebody stopped it.
    """
    sys.stderr.write(words("connecting", host=endpoint.address.host) + "…\n")
    if endpoint.address.exposed:
        sys.stderr.write(words("endpoint_exposed", host=endpoint.address.host) + "\n")
    options = EndpointOptions(
        endpoint.address, endpoint.model, key=key_for(endpoint.address), slots=slots or DEFAULT_SLOTS
    )

    def load() -> Engine:
        return ENGINES[endpoint.kind].load(options, lambda _fraction: not interruption.asked)

    return EngineThread(load, lambda: interruption.asked)


def say_what_it_lacks(engine: EngineThread, words: Words) -> None:
    """Say on standard error what the server, as it turned out, does not do."""
    if isinstance(engine.loaded, ServedEngine):
        for feature in engine.loaded.capabilities.lacks:
            sys.stderr.write(words(f"endpoint_lacks_{feature}") + "\n")


def _ask(prompt: str) -> str:
    """What a person types without its being shown; from a pipe, its first line. Nothing means: forget the key."""
    return (getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline()).strip()
