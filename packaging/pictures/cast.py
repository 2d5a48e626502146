"""Who appears on the pictures: the drawn products as photo files, and the cards that were written for them."""

import tomllib
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

from pictures.products import PRODUCTS
from pictures.studio import photograph

from app.domain.card import ProductCard
from inference.events import Confidence, Guess

SIDE: Final = 640
"""Of a product's photo, in pixels."""

KEPT: Final = 0.6
"""How much is left of the photo whose file was not copied whole."""


@dataclass(frozen=True, slots=True)
class Role:
    """One product on the pictures.

    Attributes:
        photo: Name of what is drawn.
        file: Name of its photo's file.
        state: ``review``, ``approved``, ``rejected``, ``writing``, ``queued`` or ``broken``.
        values: The card; empty without one.
        confidence: Field → how sure the model would have been.
    """

    photo: str
    file: str
    state: str
    values: Mapping[str, Any]
    confidence: Mapping[str, Confidence]


def roles() -> list[Role]:
    """All products, in the order of the list."""
    text = Path(__file__).with_name("cards.toml").read_text(encoding="utf-8")
    return [_role(raw) for raw in tomllib.loads(text)["card"]]


def _role(raw: Mapping[str, Any]) -> Role:
    values = {name: _trimmed(raw[name]) for name in ProductCard.model_fields if name in raw}
    return Role(raw["photo"], raw["file"], raw["state"], values, dict(_confidences(raw)))


def _trimmed(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _confidences(raw: Mapping[str, Any]) -> Iterator[tuple[str, Confidence]]:
    for field, sure in raw.get("sure", {}).items():
        guesses = tuple(Guess(value, share) for value, share in raw["guesses"].get(field, {}).items())
        yield field, Confidence(sure, guesses)


def draw(cast: list[Role], kept: Path, target: Path) -> list[Path]:
    """Make the photo files.

    Args:
        cast: The products.
        kept: Folder of drawn products; what is missing is drawn, half a minute of one core for each.
        target: Folder of the photo files, under the names of the roles.

    Returns:
        The files, in the order of the cast.
    """
    kept.mkdir(parents=True, exist_ok=True)
    missing = [role.photo for role in cast if not (kept / f"{role.photo}.jpg").exists()]
    with ProcessPoolExecutor() as pool:
        list(pool.map(partial(_draw, kept), missing))
    target.mkdir(parents=True)
    return [_copy(role, kept, target) for role in cast]


def _draw(folder: Path, name: str) -> None:
    bodies, backdrop = PRODUCTS[name]()
    photograph(bodies, backdrop, SIDE).save(folder / f"{name}.jpg", quality=92)


def _copy(role: Role, kept: Path, target: Path) -> Path:
    data = (kept / f"{role.photo}.jpg").read_bytes()
    file = target / role.file
    file.write_bytes(data[: round(len(data) * KEPT)] if role.state == "broken" else data)
    return file
