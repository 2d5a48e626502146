"""A yardstick, answers as an engine gives them, and the tiny model with some photos."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from app.domain.card import card_type
from app.domain.lists import built_in
from app.evaluation.answers import Answer
from app.evaluation.labels import LabelledPhoto
from app.evaluation.yardstick import Yardstick, make_yardstick
from app.wording import Language
from inference.events import Confidence, Figures
from inference.llama.options import ModelFiles
from tests.tiny_model import make_pair

TEXT = "\n\n".join(" ".join(["palavra"] * 50) + "." for _ in range(3))


def card(**values: Any) -> dict[str, Any]:
    """A card that is right in every way, but for what is said."""
    return {
        "product_name": "Camiseta azul",
        "category_standard": "Vestuário",
        "color_primary": "azul",
        "features_list": ["Corte reto", "Gola redonda", "Tecido leve"],
        "description_long": TEXT,
        **values,
    }


def answer(photo: str = "a.jpg", sure: float = 0.9, **values: Any) -> Answer:
    """A card as the engine gives it, equally sure of everything."""
    made = card(**values)
    figures = Figures(2.0, 0.5, tokens=100, sampled=80, refused=8, prompt_tokens=50, reused_tokens=40)
    confidence = {name: Confidence(sure) for name in made}
    return Answer(photo=photo, stamp="", values=made, confidence=confidence, figures=figures, spent=1.0)


def row(photo: str = "a.jpg", *, known: bool = True, group: str = "", **expected: str) -> LabelledPhoto:
    """A labelled photo; several right answers are joined by ``|``."""
    answers = {name: tuple(said.split("|")) for name, said in expected.items()}
    return LabelledPhoto(photo, Path(photo), answers, known, group)


@pytest.fixture(scope="session")
def yardstick() -> Yardstick:
    return make_yardstick(card_type(), Language.PT, built_in("categories"), built_in("colours"))


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> ModelFiles:
    return make_pair(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def photo(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a photo like no other under a name."""

    def write(name: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        random = np.random.default_rng(list(name.encode()))
        Image.fromarray(random.integers(0, 256, (6, 8, 3), dtype=np.uint8)).resize((80, 60)).save(path)
        return path

    return write
