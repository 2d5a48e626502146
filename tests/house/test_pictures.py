"""The README's pictures: there, small enough, and made of cards that the program itself would accept."""

import re
from pathlib import Path

import numpy as np
import pytest
from pictures.cast import Role, roles
from pictures.products import PRODUCTS
from pictures.studio import photograph

from app.domain.card import card_type
from app.domain.text import count_words

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "resources" / "screenshots"
LARGEST = 300_000


def test_the_readme_shows_every_picture_that_is_kept() -> None:
    shown = re.findall(r"\(resources/screenshots/(.+?)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert sorted(set(shown)) == sorted(path.name for path in FOLDER.glob("*.png"))


def test_pictures_are_small_enough_to_be_cloned() -> None:
    assert {path.name for path in FOLDER.glob("*.png") if path.stat().st_size > LARGEST} == set()


@pytest.mark.parametrize("role", roles(), ids=lambda role: role.photo)
def test_cards_are_what_the_program_would_accept(role: Role) -> None:
    assert role.photo in PRODUCTS
    if role.state in {"queued", "broken"}:
        assert not role.values
        return
    card = card_type(minimum_words=30 if role.state == "writing" else 150)
    assert dict(role.values) == card.model_validate(role.values).model_dump()
    assert set(role.confidence) == set(card.model_fields)
    for field, confidence in role.confidence.items():
        chosen = [guess.probability for guess in confidence.guesses if guess.value == role.values[field]]
        assert not confidence.guesses or chosen == [confidence.value]
        assert sum(guess.probability for guess in confidence.guesses) <= 1


def test_descriptions_have_the_words_that_are_asked_for() -> None:
    written = [role.values["description_long"] for role in roles() if role.values and role.state != "writing"]
    assert min(map(count_words, written)) >= 150
    assert len(set(written)) == len(written)


@pytest.mark.parametrize("name", PRODUCTS)
def test_a_product_is_drawn_the_same_each_time(name: str) -> None:
    first, second = (np.asarray(photograph(*PRODUCTS[name](), side=24, oversampling=1)) for _ in range(2))
    assert np.array_equal(first, second)
    middle, corner = first[6:18, 6:18].astype(int), first[0, 0].astype(int)
    assert np.abs(middle - corner).max() > 60
