"""Finding by words: whatever is typed, whatever writes a text, and catalogues that are older than the index."""

import sqlite3
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from app.catalog.catalog import FILE_NAME, Catalog
from app.catalog.photos import Duplicate
from app.catalog.rows import Facet, Order, ProductFilter
from app.catalog.upgrade import configuration
from tests.catalog.bench import Bench, Clock, card, preparation

ON_BOTH = True


def found(bench: Bench, words: str) -> list[int]:
    return bench.catalog.product_ids(ProductFilter(text=words))


def check_index(catalog: Catalog) -> None:
    """Have SQLite compare the index with the texts; it raises where they differ. PostgreSQL reckons it from them."""
    if catalog.shared:
        return
    with catalog._writing() as session:
        session.execute(text("INSERT INTO search_words (search_words, rank) VALUES ('integrity-check', 1)"))


@pytest.mark.parametrize("words", ["caneca az", "nao", "NÃO", "azul can", "4412", "dsc04412", "DSC04412.j", "anti-ad"])
def test_words_are_found_by_how_they_begin(bench: Bench, words: str) -> None:
    wanted, _ = bench.review(
        "DSC04412.JPG", product_name="Caneca azul", description_long="Não risca, anti-aderente e resistente."
    )
    bench.review("outra.jpg", product_name="Acanecada", description_long="Azulejo branco para cozinha")
    assert found(bench, words) == [wanted]


@pytest.mark.parametrize("words", ["neca", "caneca verde", "🛋", "!!!", '"', "caneca-azul-claro"])
def test_what_no_product_has_is_not_found(bench: Bench, words: str) -> None:
    bench.review("a.jpg", product_name="Caneca azul")
    assert found(bench, words) == []


def test_signs_beside_words_do_not_keep_them_from_being_found(bench: Bench) -> None:
    wanted, _ = bench.review("a.jpg", product_name="Caneca azul")
    for words in ("caneca 🛋", '"caneca azul"', "caneca AND azul -", "(caneca)", "caneca*", "  caneca\t"):
        expected = [] if "AND" in words else [wanted]
        assert found(bench, words) == expected, words


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    clock = Clock()
    with Catalog.open(tmp_path_factory.mktemp("shelf"), clock=clock) as catalog:
        made = Bench(catalog, clock)
        made.review("a.jpg", product_name="Caneca azul", features_list=['com "aspas"', "100% algodão", "ação * OU -"])
        yield made


OPERATORS = st.sampled_from(['"', "*", "AND", "OR", "NOT", "NEAR(", ")", "{text}:", "^", "-", "+", "\0", "caneca", "🛋"])


@settings(max_examples=300, deadline=None)
@given(words=st.one_of(st.text(), st.lists(OPERATORS).map(" ".join), st.lists(OPERATORS).map("".join)))
def test_nothing_that_can_be_typed_is_an_error(shelf: Bench, words: str) -> None:
    ids = found(shelf, words)
    assert ids in ([], [1])
    if not words.split():
        assert ids == [1]


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_every_word_of_a_card_finds_it_however_it_is_written(shelf: Bench, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(["caneca", "azul", "aspas", "algodão", "família", "móveis"]))
    typed = word[: data.draw(st.integers(1, len(word)))]
    typed = unicodedata.normalize(data.draw(st.sampled_from(["NFC", "NFD"])), typed)
    assert found(shelf, data.draw(st.sampled_from([typed, typed.upper(), typed.title()]))) == [1]


def test_the_index_follows_whatever_is_written(bench: Bench) -> None:
    first, version = bench.review("a.jpg", product_name="Caneca")
    bench.catalog.save_values(first, card(product_name="Xícara"), version)
    (second,) = bench.add("copia.jpg")
    (photo,) = bench.catalog.unprepared(1)
    taken_out = bench.catalog.prepared(photo.id, preparation(str(Path("/fotos/a.jpg"))))
    assert taken_out == Duplicate(second, first)
    assert (found(bench, "caneca"), found(bench, "xicara"), found(bench, "copia")) == ([], [first], [])
    bench.catalog.remove([first])
    assert found(bench, "xicara") == []
    check_index(bench.catalog)


def test_a_catalogue_from_before_the_index_can_be_searched_and_narrowed(tmp_path: Path, clock: Clock) -> None:
    engine = create_engine(f"sqlite:///{tmp_path / FILE_NAME}")
    config = configuration()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        _fill_old(connection.connection.driver_connection)  # type: ignore[arg-type]
    engine.dispose()
    with Catalog.open(tmp_path, clock=clock) as catalog:
        assert catalog.product_ids(ProductFilter(text="agua")) == [2]
        assert catalog.product_ids(ProductFilter(order=Order.NAME)) == [2, 1, 3]
        folders = catalog.facet_counts()[Facet.FOLDER]
        assert folders == {str(Path("/fotos/verão")): 2}
        check_index(catalog)


def _fill_old(connection: sqlite3.Connection) -> None:
    """Three products as the first version wrote them: two photos in a folder, and a pasted one without a card."""
    at = "2026-03-01 12:00:00.000000"
    for number, name, path, stored in (
        (1, "Zíper", "/fotos/verão/z.jpg", 0),
        (2, "Água", "/fotos/verão/a.jpg", 0),
        (3, None, "photos/abc.png", 1),
    ):
        connection.execute(
            "INSERT INTO product (id, state, version, ready, queue_rank, attempt, batch, created_at, updated_at, name)"
            " VALUES (?, 'review', 1, 1, 1, 1, 1, ?, ?, ?)",
            (number, at, at, name),
        )
        connection.execute(
            "INSERT INTO photo (product_id, position, stored, path) VALUES (?, 0, ?, ?)", (number, stored, path)
        )
        connection.execute("INSERT INTO search VALUES (?, ?)", (number, "agua" if name == "Água" else "outra"))
