"""Words find photos: looked at while there is time, found among texts, and nothing wrong whatever became of them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.catalog.rows import Facet, ProductFilter
from app.domain.offered import Use
from app.domain.states import State
from app.models.errors import NotInstalled
from app.models.store import ModelStore
from app.pipeline.memory import WORDS_FOLDER
from app.pipeline.pairs import installed_pair, space_name
from app.pipeline.word_search import WordSearch
from tests.pipeline.driving import listed, take_in
from tests.words.offers import CLIP, SIGLIP, install_tiny, save_colour
from tests.words.tiny import COLOURS


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    made = ModelStore(tmp_path / "models")
    install_tiny(made)
    return made


@pytest.fixture
def open_search(catalog: Catalog, store: ModelStore) -> Iterator[Callable[[str], WordSearch]]:
    opened: list[WordSearch] = []

    def make(id_: str = CLIP) -> WordSearch:
        for before in opened:
            before.close()
        opened.append(WordSearch.open(catalog, installed_pair(store, id_)))
        return opened[-1]

    yield make
    for search in opened:
        search.close()


@pytest.fixture
def search(open_search: Callable[[], WordSearch]) -> WordSearch:
    return open_search()


@pytest.fixture
def colours(catalog: Catalog, tmp_path: Path) -> dict[str, int]:
    """A product of each colour, whose file's name says nothing; colour → product."""
    paths = [save_colour(tmp_path / "fotos" / f"{at}.png", colour) for at, colour in enumerate(COLOURS)]
    return dict(zip(COLOURS, listed(take_in(catalog, *paths)), strict=True))


def settle(search: WordSearch) -> int:
    """Look at all photos; how many goes that took."""
    goes = 0
    while search.look():
        goes += 1
    search.update()
    return goes


def test_words_find_the_photos_that_they_describe(
    catalog: Catalog, search: WordSearch, colours: dict[str, int]
) -> None:
    assert settle(search) == 2, "a few at a time"
    assert catalog.word_vectors.coverage().seen == len(colours)
    for colour, product in colours.items():
        shown = search.sought(ProductFilter(text=f"vestido {colour}"))
        assert (shown.ranked[0], shown.seen[product]) == (product, False)
        assert catalog.product_ids(shown)[0] == product
        assert len(shown.seen) <= len(colours) // 2, "what does not stand out is left out"
    assert catalog.product_ids(ProductFilter(text="azul")) == [], "no text says it"
    assert not search.sought(ProductFilter(text="festa")).seen, "it is no colour, so every photo is as far from it"


def test_texts_and_photos_are_told_apart_and_made_one(
    catalog: Catalog, search: WordSearch, colours: dict[str, int], tmp_path: Path
) -> None:
    folder = tmp_path / "fotos"
    both = listed(take_in(catalog, save_colour(folder / "mesa azul.png", "azul")))[0]
    text = listed(take_in(catalog, save_colour(folder / "azul de nome.png", "amarelo")))[0]
    settle(search)
    shown = search.sought(ProductFilter(text="azul"))
    assert (shown.seen[both], shown.seen[colours["azul"]]) == (True, False)
    assert text not in shown.seen
    assert catalog.product_ids(shown)[0] == both, "both say so"
    assert set(catalog.product_ids(shown)) >= {both, text, colours["azul"]}
    catalog.cancel([both])
    cancelled = ProductFilter(text="azul", facets={Facet.STATE: frozenset({State.CANCELLED.value})})
    assert catalog.product_ids(search.sought(cancelled)) == [both]


def test_what_asks_for_no_words_is_left_alone(search: WordSearch, colours: dict[str, int]) -> None:
    settle(search)
    for shown in (ProductFilter(), ProductFilter(text="  "), ProductFilter(text="azul", only=(colours["azul"],))):
        assert search.sought(shown) is shown


def test_new_photos_are_found_and_removed_ones_are_not(
    catalog: Catalog, search: WordSearch, colours: dict[str, int], tmp_path: Path
) -> None:
    settle(search)
    asked = ProductFilter(text="verde")
    assert search.sought(asked).ranked[0] == colours["verde"]
    added = listed(take_in(catalog, save_colour(tmp_path / "fotos" / "nova.png", "verde")))[0]
    assert settle(search) == 1
    assert set(search.sought(asked).ranked[:2]) == {colours["verde"], added}
    catalog.remove([colours["verde"]])
    assert catalog.product_ids(search.sought(asked))[0] == added


def test_a_photo_that_cannot_be_read_holds_nobody_up(
    catalog: Catalog, search: WordSearch, colours: dict[str, int]
) -> None:
    gone = catalog.product(colours["azul"]).photos[0].path
    picture = gone.read_bytes()
    gone.unlink()
    settle(search)
    assert catalog.word_vectors.coverage().seen == len(colours) - 1
    assert not search.look(), "it is not tried for ever"
    gone.write_bytes(picture)


def test_it_goes_on_where_it_stopped_and_begins_anew_with_another_model(
    catalog: Catalog, open_search: Callable[[str], WordSearch], store: ModelStore, colours: dict[str, int]
) -> None:
    first = open_search(CLIP)
    assert first.look()
    again = open_search(CLIP)
    assert settle(again) == 1
    assert again.sought(ProductFilter(text="preto")).ranked[0] == colours["preto"]
    install_tiny(store, SIGLIP)
    other = open_search(SIGLIP)
    assert catalog.word_vectors.coverage().seen == 0
    assert settle(other) == 2
    assert other.sought(ProductFilter(text="preto")).ranked[0] == colours["preto"]
    assert (catalog.folder / WORDS_FOLDER).is_dir()
    names = {space_name(installed_pair(store, id_)) for id_ in (CLIP, SIGLIP)}
    assert len(names) == 2


def test_only_a_model_for_searching_searches(store: ModelStore) -> None:
    with pytest.raises(NotInstalled):
        installed_pair(store, SIGLIP)
    written = store.find(CLIP).manifest
    store.write(written.model_copy(update={"use": Use.CARDS}))
    with pytest.raises(NotInstalled):
        installed_pair(store, CLIP)
