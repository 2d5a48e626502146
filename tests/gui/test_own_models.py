"""Models that a person brings to the real program: a repository that they found, and two files of this computer."""

import shutil
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from app.models.store import models_folder
from app.settings import load_choices
from inference.llama.options import ModelFiles
from tests.gui.manager import HALF, leave, pill, press, row, until_half
from tests.gui.program import Program
from tests.gui.test_model_choice import choose
from tests.models.hub_server import Fault, Hub
from ui.models.row import Act, Work
from ui.repository_dialog import RepositoryDialog

Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]

OWN, ID = "ana/Olho-2B-GGUF", "olho-2b"
SMALL, LARGE, PROJECTOR = "Olho-2B-Q4_K_M.gguf", "Olho-2B-Q8_0.gguf", "mmproj-Olho-2B-F16.gguf"


def publish(hub: Hub, model: ModelFiles, **card: object) -> None:
    """Put a repository on the Hub that no registry knows."""
    text, projector = model.text.read_bytes(), model.projector.read_bytes()
    hub.files |= {(OWN, SMALL): text + b"own", (OWN, LARGE): text + b"large", (OWN, PROJECTOR): projector + b"own"}
    hub.cards[OWN] = card


def look_up(program: Program, typed: str) -> RepositoryDialog:
    """Name a repository by way of the manager."""
    program.click(program.models().repository)
    dialog: RepositoryDialog = program.dialog(RepositoryDialog)
    dialog.field.setFocus()
    program.qtbot.keyClicks(dialog.field, typed)
    program.qtbot.keyClick(dialog.field, Qt.Key.Key_Return)
    return dialog


def test_a_repository_is_named_chosen_from_and_used(
    start: Start, with_model: Path, model: ModelFiles, hub: Hub, photos: Photos
) -> None:
    publish(hub, model, license="apache-2.0", language=["pt"])
    program = start()
    look_up(program, f"https://huggingface.co/{OWN}")
    program.until(lambda: program.models().list.row_of(ID))
    details = program.models().details
    assert [made.text().split(" · ")[0] for made in details.choices] == ["Q4_K_M", "Q8_0"]
    assert "Licença livre (Apache 2.0): pode ser usado no trabalho de uma loja." in details.facts.values()
    assert details.chosen == "Q4_K_M"
    details.choices[1].click()
    program.click(details.buttons[Act.INSTALL])
    program.until(lambda: row(program, ID).installed)
    assert (models_folder() / ID / LARGE).exists()
    press(program, Act.USE, ID)
    program.until(lambda: pill(program) == "Modelo: Olho-2B · pronto")
    program.drop(*photos(1))
    program.until_counts(review=1)


def test_terms_that_nobody_knows_are_agreed_to_once_also_across_a_restart(
    start: Start, with_model: Path, model: ModelFiles, hub: Hub
) -> None:
    publish(hub, model, license="other", license_name="olho-research")
    hub.break_next("GET", SMALL, Fault(sent=HALF, stalls=True))
    program = start()
    look_up(program, OWN)
    press(program, Act.INSTALL, ID)
    consent = program.models().details.consent
    assert consent.agree.text() == "Entendi: vou conferir a licença"
    assert hub.ranges(SMALL) == []
    program.click(consent.agree)
    until_half(program, hub, ID)
    leave(program)
    program.close()
    again = start()
    again.until(lambda: "O download de Olho-2B ficou pela metade" in again.notice("models"))
    assert not row(again, ID).asks
    press(again, Act.RESUME, ID)
    again.until(lambda: row(again, ID).installed)
    assert hub.ranges(SMALL)[-1] == f"bytes={HALF}-"


def test_what_was_named_can_be_put_away(start: Start, with_model: Path, model: ModelFiles, hub: Hub) -> None:
    publish(hub, model, license="mit")
    program = start()
    look_up(program, OWN)
    program.until(lambda: program.models().list.row_of(ID))
    assert program.models().details.buttons[Act.REMOVE].text() == "Tirar da lista"
    press(program, Act.REMOVE, ID)
    program.until(lambda: program.models().list.row_of(ID) is None)
    assert not models_folder().joinpath(ID).exists()


def test_what_is_wrong_is_said_where_it_was_typed(start: Start, with_model: Path, hub: Hub) -> None:
    hub.files["ana/texto", SMALL] = b"GGUF"
    program = start()
    for typed, sentence in (("olho", "não é o nome"), ("ana/nada", "Não há um repositório"), ("ana/texto", "mmproj")):
        dialog = look_up(program, typed)
        program.until(lambda dialog=dialog, sentence=sentence: sentence in dialog.message)  # type: ignore[misc]
        program.qtbot.keyClick(dialog.field, Qt.Key.Key_Escape)
        program.until(lambda: not program.window.findChildren(RepositoryDialog))


def test_two_files_that_load_are_known_from_then_on_where_they_lie(
    start: Start, choices: Path, model: ModelFiles, tmp_path: Path
) -> None:
    folder = tmp_path / "meus"
    folder.mkdir()
    files = ModelFiles(*(Path(shutil.copy(path, folder)) for path in (model.text, model.projector)))
    id_ = files.text.stem
    program = start()
    choose(program, files.text, files.projector)
    program.until(lambda: (found := program.models().list.row_of(id_)) is not None and found.in_use)
    assert row(program, id_).files == f"{files.text}\n{files.projector}"
    leave(program)
    choose(program, model.text, model.projector)
    program.until(lambda: load_choices(choices).text_model == model.text and "pronto" in pill(program))
    files.text.write_bytes(files.text.read_bytes()[:-1] + b"\1")
    press(program, Act.CHECK, id_)
    details = program.models().details
    program.until(lambda: "mudou depois de adicionado" in details.message)
    press(program, Act.ADD, id_)
    program.until(lambda: row(program, id_).work is Work.NONE and not row(program, id_).wrong)
    press(program, Act.USE, id_)
    program.until(lambda: load_choices(choices).text_model == files.text)
    choose(program, model.text, model.projector)
    program.until(lambda: load_choices(choices).text_model == model.text)
    press(program, Act.REMOVE, id_)
    program.until(lambda: program.models().list.row_of(id_) is None)
    leave(program)
    assert program.notice("models") == "Tiny saiu da lista; os arquivos continuam onde estão."
    assert files.text.exists()
    assert files.projector.exists()


def test_a_folder_of_models_that_cannot_be_read_is_said_until_it_is_back(
    start: Start, with_model: Path, hub: Hub
) -> None:
    root = models_folder()
    away = root.with_name("away")
    program = start()
    program.until(lambda: (found := row(program, "tiny-text")).installed and found.in_use)
    leave(program)
    root.rename(away)
    root.symlink_to(root)  # as good as a disk that fails: the system refuses to list it
    manager = program.models()
    program.until(manager.trouble.isVisible)
    assert "A pasta dos modelos não pode ser lida" in manager.trouble.text()
    assert manager.list.row_of("qwen3-vl-4b") is not None
    leave(program)
    program.close()
    again = start()
    again.until(again.models().trouble.isVisible)
    root.unlink()
    away.rename(root)
    leave(again)
    again.until(lambda: again.models().list.row_of("tiny-text"))
    again.until(lambda: not again.models().trouble.isVisible())


def test_files_that_were_taken_away_are_said_to_be(
    start: Start, choices: Path, model: ModelFiles, tmp_path: Path
) -> None:
    folder = tmp_path / "pendrive"
    folder.mkdir()
    files = ModelFiles(*(Path(shutil.copy(path, folder)) for path in (model.text, model.projector)))
    id_ = files.text.stem
    program = start()
    choose(program, files.text, files.projector)
    program.until(lambda: program.models().list.row_of(id_))
    leave(program)
    shutil.rmtree(folder)
    program.models().open_model(id_)
    program.until(lambda: row(program, id_).wrong)
    assert "não está mais lá" in program.models().details.message
