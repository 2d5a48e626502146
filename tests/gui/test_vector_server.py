"""A team's vectors on a Qdrant server: filled while the window reads, and after it was away."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QInputDialog, QLineEdit

from app.settings import load_choices, save_choices
from tests.gui.conftest import Start
from tests.gui.program import Program
from tests.search.qdrant_server import QdrantHouse, qdrant
from ui.form_dialog import FormDialog


@pytest.fixture
def house(tmp_path: Path) -> Iterator[QdrantHouse]:
    with qdrant(tmp_path / "qdrant") as made:
        yield made


@pytest.fixture
def there(with_model: Path, house: QdrantHouse) -> Path:
    """Settings by which vectors lie on the server."""
    chosen = load_choices(with_model)
    settings = chosen.settings.model_copy(update={"vectors": house.url})
    save_choices(chosen.model_copy(update={"settings": settings}), with_model)
    return with_model


def test_away_it_costs_no_card_and_back_it_gets_what_it_missed(
    start: Start, there: Path, house: QdrantHouse, photos: Callable[[int], list[Path]]
) -> None:
    program = start()
    remembering, catalog = program.presenter.remembering, program.presenter.catalog
    said: list[str] = []
    remembering.told.connect(said.append)
    paths = photos(3)
    program.drop(*paths[:2])
    program.until_counts(review=2)
    program.until(lambda: catalog.shelved_count() == 2)
    house.status = 503
    program.drop(paths[2])
    program.until_counts(review=3)
    program.until(lambda: said and "não responde como devia" in said[-1])
    assert catalog.shelved_count() == 2
    house.status = 200
    remembering._reopening._timer.start(0)
    program.until(lambda: catalog.shelved_count() == 3)
    memory = remembering.memory
    assert memory is not None
    first, *rest = catalog.product_ids()
    assert {alike.product_id for alike in memory.like(first, 5)} == {*rest}
    (collection,) = house.engine.get_collections().collections
    assert house.engine.count(collection.name).count == 3


def chosen_server(program: Program, address: str) -> FormDialog:
    program.window.settings_requested.emit()
    dialog: FormDialog = program.dialog(FormDialog)
    dialog.document.set_value("vectors", address)
    program.click(dialog.ok)
    return dialog


def test_its_key_is_asked_for_and_lies_in_the_keyring_only(start: Start, choices: Path, keyring: Path) -> None:
    program = start()
    chosen_server(program, "http://qdrant.example:6333")
    asked: QInputDialog = program.dialog(QInputDialog)
    assert "qdrant.example:6333" in asked.labelText()
    assert asked.textEchoMode() is QLineEdit.EchoMode.Password
    asked.setTextValue(" segredo ")
    asked.accept()
    program.until(keyring.exists)
    assert json.loads(keyring.read_text()) == {"fichario http://qdrant.example:6333": "segredo"}
    assert load_choices(choices).settings.vectors == "http://qdrant.example:6333"
    assert "segredo" not in choices.read_text()


def test_what_is_no_address_is_not_saved(start: Start, choices: Path) -> None:
    program = start()
    dialog = chosen_server(program, "servidor")
    assert dialog.isVisible()
    assert load_choices(choices).settings.vectors == ""
    program.click(dialog.cancel)
