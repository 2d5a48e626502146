"""Products with several photos, in the window: joined, split, put in order, looked at, and what the model saw."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from app.catalog.rows import ProductFilter
from app.domain.states import State
from app.pipeline.gathering import gathering_of
from tests.gui.conftest import Start
from tests.gui.program import CTRL, NAME, SHIFT, Program, save_photo
from ui.form_dialog import FormDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard", extend=True)

Photos = Callable[[int], list[Path]]
COPY, LEFT, NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def names(program: Program, product: int | None = None) -> list[str]:
    return [photo.path.name for photo in program.product(product).photos]


def named(folder: Path, *names: str) -> list[Path]:
    """Photos like no others under these names."""
    folder.mkdir(parents=True, exist_ok=True)
    return [save_photo(folder / name, 300 + number) for number, name in enumerate(names)]


def seen(program: Program, product: int) -> int:
    """How many photos the model saw when it wrote a product's card."""
    card = program.product(product).card
    assert card is not None
    return len(card.provenance["seen"])


def select(program: Program, *products: int) -> None:
    """Click on products with Ctrl held."""
    view = program.window.queue.view
    program.open(products[0])
    for product in products[1:]:
        at = view.visualRect(view.queue().index_of(product)).center()
        program.qtbot.mouseClick(view.viewport(), LEFT, CTRL, at)


def shown_ids(program: Program) -> list[int]:
    return list(program.window.queue.view.queue().ids())


def test_a_few_dropped_photos_are_joined_by_the_notice_and_read_together(
    start: Start, with_model: Path, photos: Photos
) -> None:
    program = start()
    program.trigger("pause")
    program.drop(*photos(3))
    program.until(lambda: program.notice("gathered"))
    assert program.notice("gathered") == "3 foto(s) viraram 3 produto(s)."
    program.answer("gathered", "Juntar em um só")
    program.until(lambda: len(shown_ids(program)) == 1)
    (product,) = shown_ids(program)
    assert names(program, product) == ["produto-1.png", "produto-2.png", "produto-3.png"]
    assert program.rows()[product].photos == 3
    program.trigger("pause")
    program.until_counts(review=1)
    assert seen(program, product) == 3
    program.until(lambda: program.opened == product and program.window.photo.strip.count() == 3)
    assert program.window.photo.told == ""


def test_what_is_being_read_begins_anew_with_all_photos(start: Start, longest_texts: Path, photos: Photos) -> None:
    program = start()
    first, second = photos(2)
    program.drop(first)
    program.until_counts(generating=1)
    (product,) = shown_ids(program)
    program.drop(second)
    program.until(lambda: len(shown_ids(program)) == 2)
    program.presenter.joining.join(shown_ids(program))
    program.until(lambda: program.counts() == {State.REVIEW: 1}, timeout=150_000)
    assert seen(program, product) == 2


def test_names_are_proposed_and_undone_as_one(start: Start, short: Path, tmp_path: Path) -> None:
    program = start()
    named(tmp_path / "loja", "A1_costas.png", "A1_frente.png", "B2-1.png", "B2-2.png", "IMG_0001.png")
    program.drop(tmp_path / "loja")
    program.until(lambda: program.notice("gathered"))
    assert program.notice("gathered") == "5 foto(s) viraram 5 produto(s). Pelos nomes dos arquivos, são 3."
    program.answer("gathered", "Juntar pelos nomes")
    program.until(lambda: program.notice("joined"))
    assert program.notice("joined") == "5 produto(s) agora são 3."
    program.until(lambda: len(shown_ids(program)) == 3)
    program.answer("joined", "Desfazer")
    program.until(lambda: len(shown_ids(program)) == 5)
    assert gathering_of(program.catalog).proposes


def test_always_by_names_holds_for_what_comes_next(start: Start, short: Path, tmp_path: Path) -> None:
    program = start()
    program.drop(*named(tmp_path / "a", "A1-1.png", "A1-2.png"))
    program.until(lambda: program.notice("gathered"))
    program.answer("gathered", "Sempre")
    program.until(lambda: len(shown_ids(program)) == 1)
    program.drop(*named(tmp_path / "b", "B1-1.png", "B1-2.png", "C1-1.png"))
    program.until(lambda: len(shown_ids(program)) == 3)
    assert sorted(len(names(program, product)) for product in shown_ids(program)) == [1, 2, 2]
    assert program.notice("gathered") == ""


def test_the_setting_is_chosen_in_a_dialog(start: Start, short: Path) -> None:
    program = start()
    program.trigger("together")
    dialog = program.dialog(FormDialog)
    entry = dialog.form.field("by").editor.entry
    entry.setFocus()
    entry.selectAll()
    program.qtbot.keyClicks(entry, "Juntar as fotos de cada pasta")
    dialog.form.commit()
    program.click(dialog.ok)
    assert gathering_of(program.catalog).by == "folder"
    program.until(lambda: not program.window.findChildren(FormDialog))


def test_selected_products_are_joined_by_the_key_and_taken_back(start: Start, ten: list[int]) -> None:
    program = start()
    select(program, ten[2], ten[0], ten[5])
    program.press(Qt.Key.Key_G, CTRL)
    program.until(lambda: len(shown_ids(program)) == 8)
    program.until(lambda: program.notice("joined") == "3 produto(s) viraram um só.")
    assert len(names(program, ten[0])) == 3
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_Z, CTRL)
    program.until(lambda: len(shown_ids(program)) == 10)
    assert len(names(program, ten[0])) == 1


def test_one_alone_is_not_joined(start: Start, ten: list[int]) -> None:
    program = start()
    program.open(ten[0])
    program.press(Qt.Key.Key_G, CTRL)
    assert program.notice("joined") == "Selecione dois produtos ou mais para juntá-los em um."
    assert len(program.catalog.product_ids()) == 10


def test_a_row_dropped_on_another_joins_it(start: Start, ten: list[int]) -> None:
    program = start()
    program.open(ten[4])
    view = program.window.queue.view
    data = view.queue().mimeData([view.queue().index_of(ten[4])])
    at = view.visualRect(view.queue().index_of(ten[1])).center()
    QApplication.sendEvent(view.viewport(), QDragEnterEvent(at, COPY, data, LEFT, NONE))
    QApplication.sendEvent(view.viewport(), QDragMoveEvent(at, COPY, data, LEFT, NONE))
    QApplication.sendEvent(view.viewport(), QDropEvent(QPointF(at), COPY, data, LEFT, NONE))
    program.until(lambda: len(shown_ids(program)) == 9)
    program.until(lambda: program.opened == ten[1])
    assert len(names(program)) == 2
    assert program.window.photo.strip.count() == 2


def test_photos_are_looked_at_put_in_order_and_split_by_keys(start: Start, ten: list[int]) -> None:
    program = start()
    program.presenter.joining.join(ten[:3])
    program.until(lambda: program.opened == ten[0] and program.window.photo.strip.count() == 3)
    one, two, three = names(program)
    strip = program.window.photo.strip
    program.until(lambda: program.window.photo.view.pyramid is not None)
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_3)
    assert strip.currentRow() == 2
    assert program.window.photo.told == "O modelo não viu esta foto ao escrever a ficha."
    program.press(Qt.Key.Key_M, CTRL)
    program.until(lambda: names(program) == [three, one, two])
    program.until(lambda: strip.currentRow() == 0)
    program.until(lambda: program.notice("joined") == "A foto principal é outra agora.")
    strip.setFocus()
    program.press(Qt.Key.Key_Right, CTRL)
    program.until(lambda: names(program) == [one, three, two])
    program.press(Qt.Key.Key_G, CTRL | SHIFT)
    program.until(lambda: names(program) == [one, two])
    program.until(lambda: program.notice("joined") == "1 foto(s) agora são produtos à parte.")
    program.answer("joined", "Desfazer")
    program.until(lambda: names(program) == [one, three, two])


def test_what_people_wrote_stays_with_a_product_that_is_joined_and_split(start: Start, ten: list[int]) -> None:
    program = start()
    program.open(ten[3])
    program.type_over(NAME, "Escrito por uma pessoa")
    program.presenter.joining.join([ten[0], ten[3]])
    program.until(lambda: program.opened == ten[3] and program.window.photo.strip.count() == 2)
    program.until(lambda: len(shown_ids(program)) == 9)
    assert program.values()[NAME] == "Escrito por uma pessoa"
    assert program.shown(NAME) == "Escrito por uma pessoa"
    program.window.photo.strip.choose(0)
    program.trigger("split")
    program.until(lambda: len(shown_ids(program)) == 10)
    assert program.values(ten[3])[NAME] == "Escrito por uma pessoa"
    assert program.product(ten[0]).state is State.REVIEW
    assert program.catalog.product_ids(ProductFilter(text="Escrito por")) == [ten[3]]


def test_a_card_about_one_photo_is_written_again_about_all(start: Start, with_model: Path, photos: Photos) -> None:
    program = start()
    first, second = photos(2)
    program.drop(first)
    program.until_counts(review=1)
    program.drop(second)
    program.until_counts(review=2)
    program.presenter.joining.join(shown_ids(program))
    program.until(lambda: program.notice("joined"))
    assert seen(program, shown_ids(program)[0]) == 1
    program.answer("joined", "Gerar de novo")
    program.until(lambda: program.counts() == {State.REVIEW: 1} and seen(program, shown_ids(program)[0]) == 2)


def test_the_other_photo_is_shown_large(start: Start, ten: list[int]) -> None:
    program = start()
    program.presenter.joining.join(ten[:2])
    program.until(lambda: program.opened == ten[0] and program.window.photo.strip.count() == 2)
    program.until(lambda: program.window.photo.view.pyramid is not None)
    first = program.window.photo.view.grab().toImage()
    program.window.queue.view.setFocus()
    program.press(Qt.Key.Key_2)
    program.until(lambda: program.window.photo.view.grab().toImage() != first)


def test_too_many_photos_are_refused_with_a_remedy(
    start: Start, ten: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.catalog.arranging.MOST_PHOTOS", 4)
    program = start()
    program.presenter.joining.join(ten)
    program.until(lambda: "São 10 fotos, e um produto pode ter até 4." in program.notice("product.too_many_photos"))
    assert len(program.catalog.product_ids()) == 10
