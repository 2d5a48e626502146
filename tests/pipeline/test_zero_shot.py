"""Names of categories held against photos by a pair of towers, and counted by what approved cards say of that."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from app.catalog.catalog import Catalog
from app.domain.card import CATEGORY_FIELD
from app.domain.lists import from_labels
from app.pipeline.generation import Generation
from app.pipeline.memory import Memory
from app.pipeline.naming import MOST, nameable, sentences
from app.pipeline.recipe import Recipe, make_recipe
from app.pipeline.standing import Standing
from app.pipeline.word_search import WordSearch
from app.pipeline.zero_shot import ZeroShot
from app.review.words_seen import WORDS_SEEN
from app.settings import Settings
from app.wording import Language
from inference.embed import Vector
from inference.llama.engine import LlamaEngine
from inference.words.pair import WordPair
from tests.catalog.bench import Bench, Clock, card
from tests.pipeline.driving import drive, listed, settle, take_in
from tests.words.offers import save_colour
from tests.words.tiny import COLOURS, make_clip

LIST = tuple(COLOURS)
KNOWN = Standing(200, 4.0, 0.0, 30, 40)


@pytest.fixture
def pair(tmp_path: Path) -> WordPair:
    return WordPair(make_clip(tmp_path / "clip"), "c11p")


@pytest.fixture
def words(catalog: Catalog, pair: WordPair) -> Iterator[Memory]:
    opened = Memory.open(catalog, pair.space, words=True)
    yield opened
    opened.close()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A dozen cards are enough, three right and three wrong ones among them."""
    monkeypatch.setattr("app.pipeline.standing.ENOUGH", 12)
    monkeypatch.setattr("app.pipeline.standing.RARER", 3)


def place(zero_shot: ZeroShot, categories: tuple[str, ...] = LIST) -> int:
    steps = 1
    while zero_shot.place(categories):
        steps += 1
    return steps


def decide(catalog: Catalog, vectors: dict[str, Vector], *decided: tuple[str, str, str]) -> None:
    """Approve a card for each of written, approved and what its photo shows."""
    bench = Bench(catalog, Clock())
    begun = len(catalog.product_ids())
    for number, (written, approved, shown) in enumerate(decided, begun):
        product, version = bench.review(f"{number}.jpg", category_standard=written)
        made = catalog.product(product)
        assert made.card is not None
        catalog.spend(product, made.card.generated_at, 3)
        catalog.approve(product, version, card(category_standard=approved))
        catalog.word_vectors.keep_vectors("c11p", {made.photos[0].id: vectors[shown].tobytes()})


def test_names_are_shown_in_sentences_of_the_languages_that_a_tower_knows() -> None:
    assert "a photo of Furniture." in sentences("Móveis", [Language.EN])
    assert "uma foto de Móveis." in sentences("Furniture", [Language.PT])
    both = sentences("Móveis", [Language.PT, Language.EN])
    assert {"uma foto de Móveis.", "a photo of Furniture."} < {*both}
    assert sentences("Móveis", []) == sentences("Móveis", [Language.ES]) == both
    assert "a photo of Pet shop." in sentences("Pet shop", [Language.EN])
    assert nameable(["Móveis", "Outros"]) == ("Móveis",), "what fits nowhere looks like nothing"
    assert nameable([str(number) for number in range(MOST + 1)]) == ()


def test_a_photo_is_of_the_category_whose_name_is_nearest(catalog: Catalog, pair: WordPair, words: Memory) -> None:
    zero_shot = ZeroShot(catalog, pair, words, (Language.PT,))
    assert place(zero_shot) == 2, "a few names at a time"
    assert place(zero_shot) == 1, "once for a list"
    for colour in COLOURS:
        photo = np.asarray(pair.embed_image([np.full((16, 16, 3), _paint(colour), np.uint8)])[0])
        near = {name: float(_place(pair, name) @ photo) for name in COLOURS}
        first, second = sorted(near, key=lambda name: -near[name])[:2]
        opinion = zero_shot._placed.opinion(photo)
        assert opinion is not None
        assert (opinion.value, first) == (colour, colour)
        assert opinion.margin == pytest.approx(near[first] - near[second], abs=1e-5)


def test_the_approved_cards_say_how_far_it_counts(catalog: Catalog, pair: WordPair, words: Memory, few: None) -> None:
    vectors = {colour: _place(pair, colour) for colour in COLOURS}
    zero_shot = ZeroShot(catalog, pair, words, (Language.PT,))
    right = [("azul", "azul", "azul")] * 10 + [("verde", "verde", "azul")]
    wrong = [("verde", "azul", "azul")] * 8
    decide(catalog, vectors, ("azul", "Jardim", "azul"), *right[:6])
    settle(words)
    place(zero_shot)
    assert zero_shot.standing == Standing(6), "what is in no list any more says nothing"
    decide(catalog, vectors, *right[6:], *wrong)
    settle(words)
    place(zero_shot)
    found = zero_shot.standing
    assert (found.answers, found.named, found.of, found.counts) == (19, 8, 9, True)
    assert found.worth > 1
    place(zero_shot, ("azul", "verde"))
    assert zero_shot.standing == replace(found, margin=zero_shot.standing.margin), "of another list, by its own names"
    place(zero_shot, ("preto", "branco"))
    assert not zero_shot.standing.counts, "of another list nothing is known"


def _paint(colour: str) -> tuple[int, ...]:
    return tuple(230 if one > 0 else 25 for one in COLOURS[colour])


def _place(pair: WordPair, name: str) -> Vector:
    mean = np.mean(pair.embed_text(sentences(name, (Language.PT,))), axis=0)
    return np.asarray(mean / np.linalg.norm(mean), np.float32)


@pytest.fixture
def written(catalog: Catalog, pair: WordPair, words: Memory, engine: LlamaEngine, tmp_path: Path) -> Any:
    """Has the card of a blue photo written; its category, confidence and provenance."""
    search = WordSearch(catalog, pair, words, (Language.PT,))
    place(search.zero_shot)

    def write(recipe: Recipe, *, known: Standing = KNOWN, looked: bool = True) -> tuple[str, float, dict[str, Any]]:
        search.zero_shot.standing = known
        generation = Generation(catalog, lambda: recipe)
        generation.zero_shot = lambda: search.zero_shot
        name = f"{len(catalog.product_ids())}.png"
        (product,) = listed(take_in(catalog, save_colour(tmp_path / "fotos" / name, "azul")))
        assert not looked or search.look_ahead()
        assert not looked or not search.look_ahead()
        drive(generation, engine)
        made = catalog.product(product).card
        assert made is not None
        return made.generated[CATEGORY_FIELD], made.confidence[CATEGORY_FIELD]["value"], dict(made.provenance)

    return write


def test_a_card_is_held_against_what_words_see_in_its_photo(written: Any) -> None:
    settings = Settings(minimum_words=30, temperature=0)
    recipe = make_recipe(settings, categories=from_labels(LIST))
    own, _, provenance = written(recipe, known=Standing(50))
    assert WORDS_SEEN not in provenance, "until approved cards say enough"
    _, sure, provenance = written(recipe)
    said = provenance[WORDS_SEEN]
    assert (said["category"], said["agrees"], said["told"]) == ("azul", own == "azul", own != "azul")
    before = said["confidence_before"]
    odds = before / (1 - before) * (KNOWN.worth if own == "azul" else 1)
    assert sure == pytest.approx(odds / (1 + odds))
    assert WORDS_SEEN not in written(recipe, looked=False)[2], "a card does not wait for its photo to be looked at"
    quiet = make_recipe(settings.model_copy(update={"category_votes": False}), categories=from_labels(LIST))
    assert WORDS_SEEN not in written(quiet)[2]
    other = make_recipe(settings, categories=from_labels(LIST[:3]))
    assert WORDS_SEEN not in written(other)[2], "names of another list"
