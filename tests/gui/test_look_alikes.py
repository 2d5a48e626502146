"""Look-alikes in the real window: under the photo, to copy from; and searched by a photo from anywhere."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from app.catalog.catalog import Catalog
from tests.gui.conftest import READY, Start
from tests.gui.program import ALT, COLOUR, CTRL, NAME, SHIFT, Program, save_photo
from ui.commands import Name
from ui.form_dialog import FormDialog


@pytest.fixture
def first_approved(ready: Path) -> Path:
    """The three cards, the first of them approved, in a colour of its own."""
    with Catalog.open(ready, clock=lambda: datetime.now(UTC)) as catalog:
        product = catalog.product(catalog.product_ids()[0])
        assert product.card is not None
        values = {**product.card.values, NAME: "Caneca da casa", COLOUR: "azul"}
        catalog.approve(product.id, product.version, values)
    return ready


@pytest.fixture
def known(start: Start, first_approved: Path, with_model: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The program once it has looked at all photos, with the second product open."""
    monkeypatch.setattr("app.gui.look_alikes.SIMILAR", 0.0)  # the tiny model's tower knows no products
    program = start()
    program.until(lambda: program.catalog.shelved_count() == READY)
    program.open(list(program.rows())[1])
    program.until(lambda: len(panel(program).shown) == READY - 1)
    return program


def panel(program: Program) -> Any:
    return program.window.photo.alike


def test_look_alikes_are_shown_opened_and_copied_from(known: Program) -> None:
    first, second, third = known.rows()
    assert [alike.id for alike in panel(known).shown] == [first, third], "approved ones first"
    assert panel(known).shown[0].title == "Caneca da casa"
    known.type_over(NAME, "Outra")
    known.press(Qt.Key.Key_C, ALT)
    assert known.shown(NAME) == "Caneca da casa"
    known.until(lambda: known.values(second)[NAME] == "Caneca da casa")
    known.press(Qt.Key.Key_Z, CTRL)
    assert known.shown(NAME) == "Outra"
    panel(known).opened.emit(third)
    assert known.opened == third
    known.until(lambda: panel(known).words or {alike.id for alike in panel(known).shown} <= {first, second})
    assert not panel(known).copy.isEnabled(), "no field has the keyboard yet"


def test_what_is_hardly_alike_is_not_offered(known: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _, third = known.rows()
    monkeypatch.setattr("app.gui.look_alikes.SIMILAR", 1.1)
    known.open(third)
    known.until(lambda: panel(known).words.startswith("Nenhum produto se parece o bastante com este"))
    assert (panel(known).shown, panel(known).copy.isVisible()) == ((), False)
    assert panel(known).words.endswith(" %.")
    known.open(first)
    monkeypatch.setattr("app.gui.look_alikes.SIMILAR", 0.0)
    known.open(third)
    known.until(lambda: len(panel(known).shown) == READY - 1)


def test_searching_by_what_is_in_the_catalogue_within_other_filters(known: Program) -> None:
    first, second, third = known.rows()
    known.press(Qt.Key.Key_F, CTRL | SHIFT)
    bar = known.window.queue.likeness
    known.until(lambda: {*known.rows()} == {first, third} and bar.words.startswith("Parecidos com "))
    likeness = [row.likeness or 0.0 for row in known.rows().values()]
    assert likeness == sorted(likeness, reverse=True)
    assert likeness[-1] > 0
    known.click(colour(known, "azul"))
    known.until(lambda: list(known.rows()) == [first])
    known.click(bar.close_button)
    known.until(lambda: list(known.rows()) == [first] and known.rows()[first].likeness is None)
    assert not bar.isVisible()
    known.window.narrowing.clear()
    known.until(lambda: list(known.rows()) == [first, second, third])


def colour(program: Program, value: str) -> Any:
    """The button of a colour."""
    facets = program.window.facets
    program.until(lambda: "colour" in facets.groups and value in facets.groups["colour"].buttons)
    return facets.groups["colour"].buttons[value]


def drop_on_search(program: Program, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    field = program.window.top_bar.search
    at = QPointF(field.mapTo(program.window, QPoint(30, field.height() // 2)))
    event = QDropEvent(at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(program.window.windowHandle(), event)
    assert event.isAccepted()


def test_a_photo_from_outside_finds_its_like_and_is_not_added(
    known: Program, tmp_path: Path, photos: Callable[[int], list[Path]]
) -> None:
    second = list(known.rows())[1]
    same = save_photo(tmp_path / "a mesma.png", 102)  # what the second card was written about
    drop_on_search(known, same)
    bar = known.window.queue.likeness
    known.until(lambda: bar.words == "Parecidos com a mesma.png")
    known.until(lambda: known.rows() and next(iter(known.rows())) == second)
    found = known.rows()[second].likeness
    assert found is not None
    assert found > 0.99
    known.window.narrowing.clear()
    known.until(lambda: len(known.rows()) == READY and not bar.isVisible())
    assert len(known.catalog.product_ids()) == READY
    broken = tmp_path / "quebrada.png"
    broken.write_bytes(b"no photo")
    drop_on_search(known, broken)
    known.until(known.window.notices.shown)
    assert not bar.isVisible()
    assert len(known.rows()) == READY


def test_without_a_model_it_says_so(start: Start, ready: Path, tmp_path: Path) -> None:
    program = start()
    program.open(next(iter(program.rows())))
    assert "modelo deste computador" in panel(program).words
    drop_on_search(program, save_photo(tmp_path / "foto.png", 5))
    assert any("modelo deste computador" in notice.text for notice in program.window.notices.shown())
    assert len(program.catalog.product_ids()) == READY


def test_a_card_says_which_others_it_was_written_like(
    known: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.pipeline.neighbours.ALIKE", 0.0)  # the tiny model's tower knows no products
    known.drop(save_photo(tmp_path / "nova.png", 77))
    known.until_counts(approved=1, review=READY)
    known.open(max(known.catalog.product_ids()))
    assert known.window.card.view.origin.endswith(", com base em “Caneca da casa”")
    card = known.product().card
    assert card is not None
    assert card.figures["reused_photos"] == 1, "looked at first, and not encoded again"


def test_related_products_go_out_with_the_approved(
    known: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.pipeline.neighbours.SIMILAR", 0.0)  # as above
    first, second, _ = known.rows()
    known.open(second)
    known.type_over(NAME, "Pires da casa")
    known.press(Qt.Key.Key_Return, CTRL)
    known.until_counts(approved=2, review=1)
    known.trigger(Name.RELATED)
    dialog = known.dialog(FormDialog)
    dialog.document.set_value("count", 1)
    known.click(dialog.ok)
    out = tmp_path / "fichas.csv"
    known.presenter.exporting.write(out, "plain")
    known.until_counts(exported=2, review=1)
    with out.open(encoding="utf-8", newline="") as file:
        related = {row[NAME]: row["related_products"] for row in csv.DictReader(file)}
    assert related == {
        "Caneca da casa": f"pires-da-casa-{second}",
        "Pires da casa": f"caneca-da-casa-{first}",
    }


def test_without_a_model_the_file_goes_out_without_related_products(start: Start, ready: Path, tmp_path: Path) -> None:
    program = start()
    program.catalog.set_setting("related", {"count": 3})
    program.click(program.window.card.approve)
    program.until_counts(approved=1, review=2)
    out = tmp_path / "fichas.csv"
    program.presenter.exporting.write(out, "plain")
    program.until(lambda: "sem os produtos relacionados" in program.notice("copying"))
    assert "related_products" not in out.read_text(encoding="utf-8")
