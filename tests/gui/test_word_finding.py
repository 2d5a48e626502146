"""Words typed in the search find photos in the real window, which says why each product is there."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from app.models.store import ModelStore, models_folder
from app.pipeline.naming import nameable
from app.settings import load_choices, save_choices
from tests.gui.program import Program
from tests.words.offers import CLIP, install_tiny, save_colour
from ui.queue.row import Match


@pytest.fixture
def searching(choices: Path, home: Path) -> Path:
    """Settings in which words find photos, and nothing writes cards."""
    install_tiny(ModelStore(models_folder()))
    save_choices(load_choices(choices).model_copy(update={"search_model": CLIP}), choices)
    return choices


@pytest.fixture
def seen(start: Callable[[], Program], searching: Path, tmp_path: Path) -> Program:
    """The program once it has looked at four photos."""
    program, folder = start(), tmp_path / "fotos"
    names = {"x1": "azul", "mesa azul": "azul", "azul de nome": "amarelo", "x2": "vermelho"}
    program.drop(*(save_colour(folder / f"{name}.png", colour) for name, colour in names.items()))
    program.until(lambda: program.catalog.word_vectors.shelved_count() == len(names))
    return program


def type_words(program: Program, words: str) -> None:
    field = program.window.top_bar.search
    field.setFocus()
    field.selectAll()
    program.write(words)
    program.press(Qt.Key.Key_Return)


def found(program: Program) -> dict[str, Match | None]:
    return {row.title: row.match for row in program.rows().values()}


def test_words_are_found_in_texts_and_photos_and_it_is_said_where(seen: Program) -> None:
    everything: dict[str, Any] = found(seen)
    assert "e nas fotos" in seen.window.top_bar.search.placeholderText()
    assert set(everything.values()) == {None}
    type_words(seen, "azul")
    seen.until(lambda: len(found(seen)) == 3)
    assert found(seen) == {
        "mesa azul.png": Match.BOTH,
        "x1.png": Match.PHOTO,
        "azul de nome.png": Match.TEXT,
    }
    assert next(iter(found(seen))) == "mesa azul.png"
    queue = seen.window.queue
    assert queue.order_button.text() == "Melhores ▾"
    model = queue.view.queue()
    product = next(number for number, row in seen.rows().items() if row.match is Match.PHOTO)
    index = model.index_of(product)
    assert "a foto parece com as palavras" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert index.data(Qt.ItemDataRole.DisplayRole).startswith("x1.png, foto")
    type_words(seen, "vermelho")
    seen.until(lambda: list(found(seen)) == ["x2.png"])
    seen.window.narrowing.clear()
    seen.until(lambda: found(seen) == everything)
    assert queue.order_button.text() == "Mais antigas ▾"


def test_new_photos_are_found_while_the_words_stand_there(seen: Program, tmp_path: Path) -> None:
    type_words(seen, "verde")
    seen.until(lambda: not seen.presenter.products.asking.busy)
    seen.drop(save_colour(tmp_path / "fotos" / "y.png", "verde"))
    seen.until(lambda: found(seen).get("y.png") is Match.PHOTO)


def test_without_the_model_words_are_looked_for_in_texts_as_ever(seen: Program, searching: Path) -> None:
    type_words(seen, "azul")
    seen.until(lambda: len(found(seen)) == 3)
    seen.presenter.dialogs.change_choices(search_model="")
    seen.until(lambda: found(seen) == {"azul de nome.png": None, "mesa azul.png": None})
    seen.presenter.dialogs.change_choices(search_model=CLIP)
    seen.until(lambda: len(found(seen)) == 3)


def test_a_model_that_is_gone_is_told_and_the_search_goes_on(
    start: Callable[[], Program], searching: Path, ready: Path
) -> None:
    (models_folder() / CLIP / "text.onnx").write_bytes(b"")
    program = start()
    program.until(program.window.notices.shown)
    type_words(program, "zebra")
    program.until(lambda: not program.rows())


def test_names_of_categories_get_places_and_count_nothing_without_approved_cards(seen: Program) -> None:
    search = seen.presenter.remembering.words.search
    assert search is not None
    categories = seen.presenter.workplace.recipe.categories
    seen.until(lambda: search.zero_shot._placed.names == nameable(categories) != ())
    assert not seen.presenter.remembering.words._naming.counts
    seen.presenter.dialogs._take_categories("Chapéus\nBolsas")
    seen.until(lambda: search.zero_shot._placed.names == ("Chapéus", "Bolsas"))
