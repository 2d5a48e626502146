"""What the engine's tests ask: a product card's schema, photos that differ, requests, and how answers are read."""

import re
from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from inference.engine import Engine, Photo, Prompt, Request, Sampling
from inference.events import Cancelled, Event, Failed, Finished, Started
from inference.run import run

_LETTER = "A-Za-zÀ-ÖØ-öø-ÿ"
LINE = rf"^[{_LETTER}0-9][{_LETTER}0-9 ,.'’+/()%&-]{{1,78}}[{_LETTER}0-9)%]$"
_CORE = rf"[{_LETTER}](?:[{_LETTER}]|-[{_LETTER}]){{1,18}}"
_SINGLE = "(?:[aeoàéAEOÀÉ] )?"
PARAGRAPH = rf"(?:{_SINGLE}{_CORE}[,;:.]? ){{49,79}}{_SINGLE}{_CORE}[.!?]"
PROSE = rf"^{PARAGRAPH}(?:\n\n{PARAGRAPH}){{2,3}}$"

DEPARTMENTS = (
    "Móveis", "Eletrônicos", "Vestuário", "Calçados", "Bolsas e mochilas", "Relógios", "Joias", "Óculos", "Brinquedos",
    "Livros", "Papelaria", "Esporte", "Cozinha", "Cama e banho", "Decoração", "Iluminação", "Jardim", "Ferramentas",
    "Automotivo", "Informática", "Celulares", "Áudio", "Câmeras", "Instrumentos musicais", "Beleza", "Perfumaria",
    "Bebês", "Animais de estimação", "Alimentos", "Bebidas",
)  # fmt: skip
COLOURS = (
    "preto", "branco", "cinza", "marrom", "bege", "vermelho", "rosa", "laranja", "amarelo", "verde", "azul", "roxo",
    "dourado", "prateado",
)  # fmt: skip

SCHEMA: dict[str, Any] = {
    "type": "object",
    "title": "Card",
    "additionalProperties": False,
    "properties": {
        "product_name": {"type": "string", "title": "Nome", "pattern": LINE, "minLength": 3, "maxLength": 80},
        "category_standard": {"type": "string", "enum": list(DEPARTMENTS), "description": "Departamento"},
        "color_primary": {"$ref": "#/$defs/Colour"},
        "features_list": {
            "type": "array",
            "items": {"type": "string", "pattern": LINE, "minLength": 3, "maxLength": 80},
            "minItems": 3,
            "maxItems": 5,
        },
        "description_long": {"type": "string", "pattern": PROSE, "minWords": 150},
    },
    "required": ["product_name", "category_standard", "color_primary", "features_list", "description_long"],
    "$defs": {"Colour": {"type": "string", "enum": list(COLOURS), "title": "Colour"}},
}

PROMPT = Prompt("Descreva o produto para a loja. " * 8, "Escreva a ficha em JSON.", "1")


def photo(seed: int, height: int = 90, width: int = 120) -> NDArray[np.uint8]:
    """A photo like no other: a few coloured boxes on a coloured ground."""
    random = np.random.default_rng(seed)
    pixels = np.empty((height, width, 3), np.uint8)
    pixels[:] = random.integers(0, 256, 3)
    for _ in range(4):
        top, left = random.integers(0, height // 2), random.integers(0, width // 2)
        pixels[top : top + height // 2, left : left + width // 3] = random.integers(0, 256, 3)
    return pixels


def request(
    job: str = "job",
    seed: int = 0,
    *,
    photos: tuple[Photo, ...] | None = None,
    schema: dict[str, Any] = SCHEMA,
    prompt: Prompt = PROMPT,
    temperature: float = 0.0,
    top_p: float = 0.95,
    sampling_seed: int = 0,
    prose_temperature: float | None = None,
    min_p: float = 0.0,
    repetition_penalty: float = 1.0,
) -> Request:
    """One question about the photo of that seed."""
    sampling = Sampling(temperature, top_p, sampling_seed, prose_temperature, min_p, repetition_penalty)
    return Request(job, (photo(seed),) if photos is None else photos, schema, prompt, sampling)


def answer(engine: Engine, asked: Request) -> Finished:
    """The answer to one request; fails the test where there is none."""
    return answers(engine, [asked])[0]


def answers(engine: Engine, asked: Iterable[Request]) -> list[Finished]:
    """The answers to requests, in their order."""
    ends = [event for event in run(engine, asked) if isinstance(event, Finished | Failed | Cancelled)]
    finished = [event for event in ends if isinstance(event, Finished)]
    assert len(finished) == len(ends), ends
    return finished


def drain(engine: Engine) -> list[Event]:
    """Every event until nothing is in flight."""
    events: list[Event] = []
    while not engine.idle:
        events += engine.step()
    return events


def check_card(values: dict[str, Any]) -> None:
    """Hold a card against the schema by other means than the decoder's."""
    assert list(values) == list(SCHEMA["properties"])
    assert re.fullmatch(LINE[1:-1], values["product_name"])
    assert values["category_standard"] in DEPARTMENTS
    assert values["color_primary"] in COLOURS
    assert 3 <= len(values["features_list"]) <= 5
    assert all(re.fullmatch(LINE[1:-1], feature) for feature in values["features_list"])
    paragraphs = values["description_long"].split("\n\n")
    assert len(paragraphs) in {3, 4}
    assert all(re.fullmatch(PARAGRAPH, paragraph) for paragraph in paragraphs)
    assert len(values["description_long"].split()) >= 150


def check_invariant(events: list[Event]) -> None:
    """Started first, exactly one end, and it last, for every job."""
    for job in {event.job for event in events}:
        own = [event for event in events if event.job == job]
        ends = [event for event in own if isinstance(event, Finished | Failed | Cancelled)]
        starts = [event for event in own if isinstance(event, Started)]
        assert own[-1:] == ends
        assert len(own) == 1 or own[:1] == starts
