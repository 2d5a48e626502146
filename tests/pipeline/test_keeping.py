"""What was read before comes back at once, in any catalogue; a card that somebody wants anew is written anew."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.domain.states import State
from app.pipeline.generation import Generation
from app.pipeline.keeping import forget, keeping_cards, keeping_photos, kept
from app.pipeline.recipe import Recipe, make_recipe
from app.settings import Settings, cache_folder
from inference.cache import Contents
from inference.engine import Engine
from inference.events import Event, Started
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from inference.remembering import RememberingEngine
from tests.pipeline.conftest import Photo
from tests.pipeline.driving import drive, listed, take_in
from tests.tiny_model import make_pair

SETTINGS = Settings(minimum_words=30, temperature=0.7, kept=50)
OPTIONS = LoadOptions(threads=1, slots=1)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> ModelFiles:
    return make_pair(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def reading(files: ModelFiles) -> Iterator[Callable[[Settings], Engine]]:
    """Loads an engine as window and command line do."""
    loaded: list[LlamaEngine] = []

    def load(settings: Settings) -> Engine:
        options = keeping_photos(OPTIONS, settings)
        loaded.append(LlamaEngine.load(files, options))
        return keeping_cards(loaded[-1], files, options, loaded[-1].info, settings)

    yield load
    for engine in loaded:
        engine.close()


@pytest.fixture(scope="session")
def recipe() -> Recipe:
    return make_recipe(SETTINGS)


@pytest.fixture
def other(tmp_path: Path, empty_catalogue: Callable[[Path], Path]) -> Iterator[Catalog]:
    with Catalog.open(empty_catalogue(tmp_path / "outro"), clock=lambda: datetime.now(UTC)) as opened:
        yield opened


def generated(catalog: Catalog, product: int) -> tuple[object, bool, int]:
    """What was written, whether it was kept from before, and by which seed."""
    card = catalog.product(product).card
    assert card is not None
    return (card.generated, card.confidence), card.figures["kept"], card.provenance["seed"]


def test_a_hundred_of_three_hundred(
    catalog: Catalog, other: Catalog, photo: Photo, reading: Callable[[Settings], Engine], recipe: Recipe
) -> None:
    """Part of an import was read before, in another catalogue: that part costs nothing, and is the same."""
    paths = [photo(f"{number}.png") for number in range(6)]
    first = listed(take_in(catalog, *paths[:3]))
    drive(Generation(catalog, lambda: recipe), reading(SETTINGS))
    again = listed(take_in(other, *paths))
    drive(Generation(other, lambda: recipe), reading(SETTINGS))
    cards = [generated(other, product) for product in again]
    assert [was_kept for _, was_kept, _ in cards] == [True] * 3 + [False] * 3
    assert [said for said, _, _ in cards[:3]] == [generated(catalog, product)[0] for product in first]
    assert all(other.product(product).state is State.REVIEW for product in again)


def test_generate_again_writes_another_card(
    catalog: Catalog, other: Catalog, photo: Photo, reading: Callable[[Settings], Engine], recipe: Recipe
) -> None:
    engine = reading(SETTINGS)
    path = photo("a.png")
    (product,) = listed(take_in(catalog, path))
    seen = []
    for number in range(3):
        drive(Generation(catalog, lambda: recipe), engine)
        said, was_kept, seed = generated(catalog, product)
        assert (was_kept, seed) == (False, number)
        assert said not in seen
        seen.append(said)
        catalog.move_all([product], State.QUEUED)
    (elsewhere,) = listed(take_in(other, path))
    drive(Generation(other, lambda: recipe), engine)
    assert generated(other, elsewhere) == (seen[0], True, 0)
    other.move_all([elsewhere], State.QUEUED)
    drive(Generation(other, lambda: recipe), engine)
    _, was_kept, seed = generated(other, elsewhere)
    assert (was_kept, seed) == (False, 1)


def test_generate_again_reads_the_photo_only_once(
    catalog: Catalog, photo: Photo, reading: Callable[[Settings], Engine], recipe: Recipe
) -> None:
    (product,) = listed(take_in(catalog, photo("a.png")))
    drive(Generation(catalog, lambda: recipe), reading(SETTINGS))
    catalog.move_all([product], State.QUEUED)
    drive(Generation(catalog, lambda: recipe), reading(SETTINGS))
    card = catalog.product(product).card
    assert card is not None
    assert (card.figures["kept"], card.figures["reused_photos"], card.figures["image_seconds"]) == (False, 1, 0.0)


def test_one_that_was_broken_off_has_its_first_seed(
    catalog: Catalog, photo: Photo, reading: Callable[[Settings], Engine], recipe: Recipe
) -> None:
    (product,) = listed(take_in(catalog, photo("a.png")))
    engine, generation = reading(SETTINGS), Generation(catalog, lambda: recipe)

    def stop(event: Event) -> None:
        if isinstance(event, Started) and catalog.product(product).attempt == 1:
            engine.abort(event.job)

    drive(generation, engine, stop)
    assert catalog.product(product).attempt == 2
    assert generated(catalog, product)[1:] == (False, 0)


def test_it_can_be_switched_off(
    catalog: Catalog, other: Catalog, photo: Photo, reading: Callable[[Settings], Engine], recipe: Recipe
) -> None:
    off = SETTINGS.model_copy(update={"kept": 0})
    path = photo("a.png")
    for each in (catalog, other):
        (product,) = listed(take_in(each, path))
        engine = reading(off)
        assert not isinstance(engine, RememberingEngine)
        drive(Generation(each, lambda: recipe), engine)
        card = each.product(product).card
        assert card is not None
        assert (card.figures["kept"], card.figures["reused_photos"]) == (False, 0)
    assert kept() == Contents(0, 0)
    assert not cache_folder().exists()


def test_it_can_be_emptied(
    catalog: Catalog, other: Catalog, photo: Photo, reading: Callable[[Settings], Engine], recipe: Recipe
) -> None:
    path, engine = photo("a.png"), reading(SETTINGS)
    take_in(catalog, path)
    drive(Generation(catalog, lambda: recipe), engine)
    found = kept()
    assert found.entries == 2  # the photo and its card
    assert forget() == found
    assert kept() == Contents(0, 0)
    (product,) = listed(take_in(other, path))
    drive(Generation(other, lambda: recipe), engine)
    assert generated(other, product)[1] is False
    assert kept().entries > 0
