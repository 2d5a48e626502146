"""The model manager in the real program: using what came, terms, checking, mending, removing; by mouse and by keys."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from app.models.manifest import MANIFEST
from app.models.store import models_folder
from app.settings import load_choices
from tests.gui.manager import (
    HALF,
    ID,
    PROJECTOR,
    REPOSITORY,
    TEXT,
    TRIAL,
    TRIAL_TEXT,
    download,
    leave,
    pill,
    press,
    row,
    until_half,
)
from tests.gui.program import Program
from tests.models.hub_server import Fault, Hub
from ui.models.row import Act

Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]


def test_one_that_came_beside_another_is_used_when_one_says_so(
    start: Start, with_model: Path, hub: Hub, photos: Photos
) -> None:
    program = start()
    press(program, Act.INSTALL)
    leave(program)
    program.until(lambda: "foi baixado e conferido" in program.notice("models"))
    assert load_choices(with_model).text_model != models_folder() / ID / TEXT
    program.answer("models", "Usar agora")
    program.until(lambda: pill(program) == "Modelo: Qwen3-VL 4B · pronto")
    assert row(program).in_use
    program.models().open_model(ID)
    assert not program.models().details.buttons[Act.REMOVE].isEnabled()
    leave(program)
    program.drop(*photos(1))
    program.until_counts(review=1)
    card = program.product(1).card
    assert card is not None
    assert card.provenance["model"] == TEXT


def test_terms_are_confirmed_once(start: Start, short: Path, hub: Hub) -> None:
    hub.break_next("GET", TRIAL_TEXT, Fault(sent=HALF, stalls=True))
    program = start()
    press(program, Act.INSTALL, TRIAL)
    consent = program.models().details.consent
    assert hub.asked == []
    program.click(consent.agree)
    until_half(program, hub, TRIAL)
    press(program, Act.PAUSE, TRIAL)
    press(program, Act.RESUME, TRIAL)
    program.until(lambda: load_choices(short).text_model == models_folder() / TRIAL / TRIAL_TEXT)
    program.until(lambda: row(program, TRIAL).installed)
    assert "licence_accepted_at" in (models_folder() / TRIAL / MANIFEST).read_text(encoding="utf-8")
    assert not row(program, TRIAL).asks


def test_a_model_is_removed_and_its_place_is_free(start: Start, with_model: Path, hub: Hub) -> None:
    program = start()
    download(program)
    press(program, Act.REMOVE)
    program.until(lambda: not row(program).installed)
    assert not (models_folder() / ID).exists()
    leave(program)
    assert program.notice("models") == "Qwen3-VL 4B foi removido deste computador."


def test_a_file_that_changed_is_found_and_mended(start: Start, with_model: Path, hub: Hub) -> None:
    program = start()
    download(program)
    press(program, Act.CHECK)
    details = program.models().details
    program.until(lambda: details.message == "Os arquivos estão inteiros. O modelo funciona neste computador.")
    program.until(lambda: row(program).per_hour)
    text = models_folder() / ID / TEXT
    octets = bytearray(text.read_bytes())
    octets[-1] ^= 1
    text.write_bytes(octets)
    press(program, Act.CHECK)
    program.until(lambda: "mudou depois da instalação" in details.message)
    press(program, Act.REINSTALL)
    program.until(lambda: text.read_bytes() == hub.files[REPOSITORY, TEXT] and not row(program).wrong)


def test_a_model_whose_file_is_gone_is_not_used(start: Start, with_model: Path, hub: Hub) -> None:
    program = start()
    before = load_choices(with_model).text_model
    download(program)
    (models_folder() / ID / PROJECTOR).unlink()
    press(program, Act.USE)
    details = program.models().details
    program.until(lambda: "Falta um arquivo" in details.message)
    assert load_choices(with_model).text_model == before


def test_the_keyboard_is_enough(start: Start, with_model: Path, hub: Hub) -> None:
    program = start()
    manager = program.models()
    program.until(manager.list.hasFocus)
    while (current := manager.list.current()) is None or current.id != ID:
        program.press(Qt.Key.Key_Down)
    program.press(Qt.Key.Key_Return)
    program.until(lambda: row(program).installed)
    program.press(Qt.Key.Key_Return)
    program.until(lambda: pill(program) == "Modelo: Qwen3-VL 4B · pronto")
    assert program.presenter.models.manager is None
