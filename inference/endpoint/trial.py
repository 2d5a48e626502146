"""A server tried with a picture of our own before any photo goes there: whether its model sees, and what it lacks."""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from inference.endpoint.capabilities import Feature
from inference.endpoint.engine import EndpointEngine
from inference.endpoint.options import EndpointOptions
from inference.endpoint.served import ServedEngine
from inference.engine import Prompt, Request, Sampling
from inference.errors import LoadCancelled
from inference.events import Failed, Finished

PATIENCE = 180.0
"""Seconds that nothing may come: a server may have to load the model first."""

_SEEDS = 2**31
_COLOURS = {"vermelho": (200, 30, 40), "azul": (30, 60, 200), "verde": (20, 140, 60), "amarelo": (240, 200, 30)}
_SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "cor": {"enum": list(_COLOURS)},
        "nome": {"type": "string", "minLength": 1, "maxLength": 40},
    },
}
_PROMPT = Prompt(
    'Responda só com um objeto JSON com "cor" (vermelho, azul, verde ou amarelo) e "nome" (uma ou duas palavras).',
    "Que cor tem esta imagem?",
    "trial",
)


@dataclass(frozen=True, slots=True)
class Trial:
    """How a server did.

    Attributes:
        seconds: What the answer took, a model's loading included.
        lacks: What it does not do, the worst first.
        sees: Whether it told the picture's colour.
    """

    seconds: float
    lacks: tuple[Feature, ...]
    sees: bool


def tried(options: EndpointOptions, goes_on: Callable[[], bool], kind: type[ServedEngine] = EndpointEngine) -> Trial:
    """Ask a server's model about a picture of one colour.

    Args:
        options: Which server, which model, which key.
        goes_on: Asked again and again while nothing comes; ``False`` stops it.
        kind: Of the engine that asks.

    Raises:
        EndpointError: It does not answer as it should; its model reads no photos, for one.
        LoadCancelled: ``goes_on`` said so.
    """
    began = time.monotonic()
    once = replace(options, slots=1, read_seconds=PATIENCE, waits=())
    engine = kind.load(once, lambda _fraction: goes_on())
    try:
        colour, rgb = next(iter(_COLOURS.items()))
        picture = np.full((96, 96, 3), rgb, np.uint8)
        # At this temperature a seed decides nothing, but an answer that was kept would say nothing of the server now.
        sampling = Sampling(temperature=0.0, seed=secrets.randbelow(_SEEDS))
        engine.add(Request("trial", (picture,), _SCHEMA, _PROMPT, sampling, awaited=True))
        events = []
        while not engine.idle:
            if not goes_on():
                raise LoadCancelled("the trial was stopped")
            events += engine.step()
        end = events[-1]
        if isinstance(end, Failed):
            raise end.error
        sees = isinstance(end, Finished) and end.values.get("cor") == colour
        return Trial(time.monotonic() - began, engine.capabilities.lacks, sees)
    finally:
        engine.close()
