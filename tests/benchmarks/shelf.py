"""A catalogue of many products, made quickly: the real tables, filled with bulk inserts."""

import io
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from sqlalchemy import insert

from app.catalog.catalog import Catalog
from app.catalog.file_database import FileDatabase
from app.catalog.folding import searchable
from app.catalog.rows import Act
from app.catalog.tables import CardTable, HistoryTable, PhotoTable, ProductTable, SearchTable
from app.domain.folding import fold
from app.domain.states import State
from tests.benchmarks.program import clock

_STATES = (State.REVIEW, State.REVIEW, State.APPROVED, State.APPROVED, State.EXPORTED, State.REJECTED, State.FAILED)
_NAMES = ("Sofá de três lugares", "Luminária de mesa", "Tênis de corrida", "Mochila impermeável", "Cafeteira italiana")
_CATEGORIES = ("Móveis", "Iluminação", "Calçados", "Bolsas e malas", "Cozinha")
_COLOURS = ("azul", "preto", "branco", "verde", "vermelho")
_CHUNK = 2000


def fill(folder: Path, count: int) -> None:
    """Make a catalogue with so many products, each with a card and a thumbnail of its own picture."""
    Catalog.open(folder, clock=clock).close()
    database = FileDatabase(folder / "catalogue.sqlite3")
    thumbnails = _thumbnails(200)
    numbers = iter(range(1, count + 1))
    while chunk := list(islice(numbers, _CHUNK)):
        rows = [_rows(number, folder, thumbnails) for number in chunk]
        with database.writing() as session:
            for at, table in enumerate((ProductTable, PhotoTable, CardTable, SearchTable, HistoryTable)):
                session.execute(insert(table), [row[at] for row in rows])
    database.close()


def _rows(number: int, folder: Path, thumbnails: list[bytes]) -> list[dict[str, Any]]:
    """One product, as a row of each table."""
    at, values, sure = clock(), _values(number), number % 61 / 61
    path = folder.parent / "fotos" / f"coleção {number % 12 + 1}" / f"{number:06}.jpg"
    photo = {
        "product_id": number,
        "position": 0,
        "stored": False,
        "path": path,
        "sha256": f"{number:064x}",
        "width": 1600,
        "height": 1200,
        "thumbnail": thumbnails[number % len(thumbnails)],
    }
    card = {
        "product_id": number,
        "generated": values,
        "values": values,
        "confidence": {field: {"value": sure, "guesses": []} for field in values},
        "provenance": {"model": "m.gguf"},
        "figures": {"seconds": 4.2},
        "generated_at": at,
    }
    product = _product(number, values, sure, at) | {"folder": path.parent}
    search = {"product_id": number, "text": searchable(values, path)}
    line = {"product_id": number, "at": at, "act": Act.FINISHED, "before": State.GENERATING, "after": product["state"]}
    return [product, photo, card, search, line]


def _values(number: int) -> dict[str, Any]:
    kind = number % len(_NAMES)
    return {
        "product_name": f"{_NAMES[kind]} modelo {number}",
        "category_standard": _CATEGORIES[kind],
        "color_primary": _COLOURS[number // 7 % len(_COLOURS)],
        "features_list": ["fácil de limpar", "leve e resistente", "garantia de um ano"],
        "description_long": f"Um produto para a família inteira, número {number}. " + "Cada detalhe foi pensado. " * 40,
    }


def _product(number: int, values: dict[str, Any], sure: float, at: datetime) -> dict[str, Any]:
    state = _STATES[number % len(_STATES)]
    failed = state is State.FAILED
    return {
        "id": number,
        "state": state,
        "version": 1,
        "ready": True,
        "queue_rank": 1,
        "attempt": 1,
        "batch": 1 + number // 1000,
        "created_at": at,
        "updated_at": at,
        "confidence": sure,
        "name": values["product_name"],
        "category": values["category_standard"],
        "colour": values["color_primary"],
        "name_key": fold(values["product_name"]),
        "failure_code": "photo.truncated" if failed else None,
        "failure_facts": {} if failed else None,
        "failure_retryable": False if failed else None,
    }


def _thumbnails(count: int) -> list[bytes]:
    random = np.random.default_rng(0)
    pictures = []
    for _ in range(count):
        buffer = io.BytesIO()
        shapes = random.integers(0, 256, (6, 8, 3), dtype=np.uint8)
        Image.fromarray(shapes).resize((112, 84)).save(buffer, "JPEG", quality=85)
        pictures.append(buffer.getvalue())
    return pictures
