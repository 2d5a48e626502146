"""The model that ships, as a new person meets it: the tiny model stands in its place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from app.domain.card import ProductCard
from app.domain.lists import built_in, labels
from app.domain.registry import LocalModel
from app.domain.states import State
from app.settings import load_choices, save_choices
from app.shipped import Shipped
from app.wording import Language
from inference.llama.options import ModelFiles
from tests.gui.conftest import with_words
from tests.gui.manager import ID
from tests.gui.program import CATEGORY, COLOUR, CTRL, NAME, Program, save_photo
from tests.gui.test_filling import FIELD, add_field
from tests.models.hub_server import Hub
from tests.tiny_model.shipped import ship
from ui.models.manager import ModelManager
from ui.models.row import Act, Fit
from ui.prompt_dialog import PromptDialog

Start = Callable[[Shipped], Program]
Photos = Callable[[int], list[Path]]
CALIBRATION = f"""
[calibration.{COLOUR}]
from = "{COLOUR}"
knots = [[0.0, 0.42]]

[calibration.{NAME}]
from = "{CATEGORY}"
knots = [[0.0, 0.11], [1.0, 0.11]]
"""


@pytest.fixture(scope="session")
def demo(model: ModelFiles, tmp_path_factory: pytest.TempPathFactory) -> LocalModel:
    """The tiny model as what ships."""
    return ship(model, tmp_path_factory.mktemp("shipped") / "demo", CALIBRATION)


@pytest.fixture
def shipped(demo: LocalModel, tmp_path: Path) -> Shipped:
    """The tiny model and three samples."""
    folder = tmp_path / "exemplos"
    folder.mkdir()
    return Shipped(demo, tuple(save_photo(folder / f"{number}.png", number) for number in range(3)))


@pytest.fixture
def new_person(choices: Path) -> Path:
    """Settings in which nothing was chosen, but short texts."""
    return with_words(choices, 40)


def pill(program: Program) -> str:
    return str(program.window.top_bar.pill.accessibleName())


def use_demo(program: Program) -> None:
    """Choose the demonstration model in the manager."""
    manager = program.models()
    manager.open_model("demo")
    program.click(manager.details.buttons[Act.USE])


def test_a_new_persons_first_click_gives_cards(start: Start, new_person: Path, shipped: Shipped) -> None:
    program = start(shipped)
    program.until(lambda: pill(program) == "Modelo: Modelo de demonstração · pronto")
    assert not program.window.welcome.asking.isVisible()
    program.click(program.window.welcome.samples)
    program.until_counts(review=3)
    assert {photo.path for product in program.rows() for photo in program.product(product).photos} == set(
        shipped.samples
    )
    assert shipped.model is not None
    entry = shipped.model.entry
    for product in program.rows():
        values, card = program.values(product), program.product(product).card
        assert card is not None
        assert {name for name in (CATEGORY, COLOUR) if values[name] not in entry.lists[name]} == set()
        assert card.provenance["model"] == entry.text
        assert card.provenance["prompt_version"] == "demo-1"
    program.until(lambda: program.window.card.view.origin == "Escrita por: Modelo de demonstração")
    offered = {choice.value for choice in program.window.card.form.field(COLOUR).spec.choices}
    assert offered == set(labels(built_in("colours"), Language.PT)), "a person chooses from the whole list"


def test_without_samples_there_is_no_button_for_them(start: Start, new_person: Path, demo: LocalModel) -> None:
    program = start(Shipped(demo))
    assert program.window.welcome.choose.isVisible()
    assert not program.window.welcome.samples.isVisible()


def test_confidence_is_honest_where_it_is_saved_and_shown(start: Start, new_person: Path, shipped: Shipped) -> None:
    program = start(shipped)
    program.drop(shipped.samples[0])
    program.until_counts(review=1)
    card = program.product().card
    assert card is not None
    said = {name: field["value"] for name, field in card.confidence.items()}
    assert said.keys() == ProductCard.model_fields.keys()
    assert (said[COLOUR], said[NAME]) == (0.42, 0.11)
    chosen = [guess for guess in card.confidence[COLOUR]["guesses"] if guess["value"] == card.values[COLOUR]]
    assert [guess["probability"] for guess in chosen] == [0.42]
    assert sum(guess["probability"] for guess in card.confidence[COLOUR]["guesses"]) <= 1
    colour, chips = f"{card.values[COLOUR]} 42", program.window.card.form.field(COLOUR).chips
    program.until(lambda: colour in " ".join(chip.text() for chip in chips.chips))


def test_it_says_what_it_is_until_that_is_put_away(
    start: Start, new_person: Path, ready: Path, shipped: Shipped
) -> None:
    program = start(shipped)
    remark = program.window.remark
    assert remark.isVisible()
    assert remark.text.startswith("Modelo de demonstração. Pequeno: conhece uns sessenta")
    program.click(remark.close_button)
    assert not remark.isVisible()
    program.close()
    again = start(shipped)
    again.until(lambda: "pronto" in pill(again))
    assert not again.window.remark.isVisible()


def test_it_comes_back_with_what_it_does_not_know(
    start: Start, new_person: Path, ready: Path, shipped: Shipped
) -> None:
    program = start(shipped)
    remark, workplace, dialogs = program.window.remark, program.presenter.workplace, program.presenter.dialogs
    program.click(remark.close_button)
    dialogs._take_prompt("Fale de botas.")
    assert "instruções editadas" in remark.text
    assert workplace.recipe.prompt.version == "demo-1"
    program.click(remark.close_button)
    dialogs._take_categories("Selas\nArreios")
    assert "não conhece as categorias" in remark.text.lower()
    assert remark.isVisible()
    program.click(remark.close_button)
    english = workplace.choices.settings.model_copy(update={"card_language": "en"})
    dialogs._take_settings(english.model_dump())
    assert "outro idioma" in remark.text
    program.click(remark.close_button)
    assert not remark.isVisible()
    dialogs._take_prompt("")
    assert not remark.isVisible(), "less than what was read is nothing new"


def test_what_it_cannot_do_is_said_where_it_is_ordered_with_the_way_to_another(
    start: Start, new_person: Path, ready: Path, shipped: Shipped
) -> None:
    program = start(shipped)
    helping = program.window.card.help
    program.window.card.form.focus_field(NAME)
    program.press(Qt.Key.Key_P, CTRL)
    assert "não responde a perguntas" in helping.question.note.text()
    assert not helping.question.entry.isVisible()
    program.press(Qt.Key.Key_Space)
    program.dialog(ModelManager).close()
    program.click(program.window.card.form.field(NAME).again)
    assert "não segue instruções" in helping.rewrite.note.text()
    assert [made.text() for made in helping.rewrite.usual] == ["de outro jeito"]
    assert program.focused() is helping.rewrite.usual[0]
    program.presenter.dialogs.edit_prompt()
    assert "não lê instruções" in program.dialog(PromptDialog).note.text()
    program.dialog(PromptDialog).reject()


def test_it_says_that_fields_of_ones_own_wait_for_another(
    start: Start, new_person: Path, ready: Path, shipped: Shipped
) -> None:
    program = start(shipped)
    add_field(program)
    program.until(lambda: "não preenche os seus" in program.notice("fields"))
    program.click(program.window.card.form.field(FIELD).again)
    rewrite = program.window.card.help.rewrite
    assert "só escreve os campos que já vêm" in rewrite.note.text()
    assert (rewrite.usual, rewrite.entry.isVisible(), rewrite.choose.isVisible()) == ([], False, True)
    program.catalog.ask_for(program.catalog.product_ids(), [FIELD], "Estação")
    program.presenter.products.reload()
    batch = program.window.facets.batch
    program.until(lambda: batch.filling.text().startswith("Campos: 0 de 3 ficha(s) · esperam outro modelo"))


def test_a_real_model_is_chosen_from_the_line_and_left_again(
    start: Start, new_person: Path, shipped: Shipped, model: ModelFiles, photos: Photos
) -> None:
    program = start(shipped)
    program.drop(*photos(1))
    program.until_counts(review=1)
    program.click(program.window.remark.answer)
    shown = program.models().list.row_of("demo")
    assert shown is not None
    assert (shown.name, shown.in_use, shown.shipped) == ("Modelo de demonstração", True, True)
    dialog = program.model_files()
    dialog.set_paths(model.text, model.projector)
    program.click(dialog.answer)
    program.until(lambda: pill(program) == f"Modelo: {model.text.stem} · pronto")
    assert not program.window.remark.isVisible()
    assert load_choices(new_person).text_model == model.text
    use_demo(program)
    program.until(lambda: pill(program) == "Modelo: Modelo de demonstração · pronto")
    assert program.window.remark.isVisible()
    assert load_choices(new_person).text_model is None
    program.drop(*photos(2)[1:])
    program.until_counts(review=2)
    card = program.product(list(program.rows())[-1]).card
    assert card is not None
    assert card.provenance["prompt_version"] == "demo-1"


def test_it_takes_no_missing_models_place_in_silence(
    start: Start, new_person: Path, shipped: Shipped, model: ModelFiles, photos: Photos, tmp_path: Path
) -> None:
    gone = {"text_model": tmp_path / "modelo.gguf", "projector": model.projector}
    save_choices(load_choices(new_person).model_copy(update=gone), new_person)
    program = start(shipped)
    program.drop(*photos(1))
    program.until(lambda: program.notice("model.missing"))
    program.until(lambda: program.counts() == {State.QUEUED: 1})
    assert not program.window.remark.isVisible()
    program.answer("model.missing", "Escolher outro modelo")
    use_demo(program)
    program.until_counts(review=1)


def test_a_better_model_is_two_clicks_away(start: Start, new_person: Path, shipped: Shipped, hub: Hub) -> None:
    program = start(shipped)
    program.until(lambda: pill(program) == "Modelo: Modelo de demonstração · pronto")
    program.click(program.window.remark.answer)
    manager = program.models()
    program.until(lambda: (current := manager.list.current()) is not None and current.id == ID)
    current = manager.list.current()
    assert current is not None
    assert current.choice(current.chosen).fit in {Fit.WELL, Fit.TIGHT}
    program.click(manager.details.buttons[Act.INSTALL])
    program.until(lambda: (found := manager.list.row_of(ID)) is not None and found.installed)
