"""Where the catalogue is, chosen in the window: what is wrong is said plainly, and nothing is lost by a change."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.catalog.address import ServerAddress
from app.catalog.shared import SharedCatalog
from app.cli.catalogue.place import chosen_place
from app.gui.whereabouts import NEXT_TIME
from app.pipeline.depots import VARIABLE, depot_of
from app.pipeline.opening import open_catalogue, password_of
from app.settings import Choices, Settings, catalogue_folder, choices_path, load_choices, save_choices
from tests.gui.conftest import USUAL
from tests.gui.program import NOTHING, Program
from tests.postgresql import GUARDED, PASSWORD, Cluster
from ui.catalogue_dialog import CatalogueDialog
from ui.style import Appearance


@pytest.fixture
def choices(home: Path) -> Path:
    """Where the program itself looks for what was chosen."""
    path = choices_path()
    save_choices(Choices(settings=Settings(**USUAL, threads=1)), path)
    return path


@pytest.fixture
def program(
    qtbot: QtBot,
    appearance: Appearance,
    tmp_path: Path,
    choices: Path,
    keyring: Path,
    empty_catalogue: Callable[[Path], Path],
) -> Iterator[Program]:
    """A window on this computer's own catalogue."""
    program = Program(qtbot, appearance, empty_catalogue(tmp_path / "catálogo"), choices, NOTHING).start()
    yield program
    program.close()


def opened(program: Program) -> CatalogueDialog:
    program.trigger("catalogue")
    dialog: CatalogueDialog = program.dialog(CatalogueDialog)
    program.until(dialog.isActiveWindow)
    return dialog


def say(
    program: Program, dialog: CatalogueDialog, address: ServerAddress, password: str = "", photos: str = ""
) -> None:
    """Type what is to be known of a server."""
    program.click(dialog.shared)
    lines = (dialog.address, dialog.user, dialog.password, dialog.photos)
    for line, text in zip(lines, (address.shown, address.user, password, photos), strict=True):
        line.field.setFocus()
        line.field.clear()
        program.write(text)


def told(program: Program, dialog: CatalogueDialog) -> str:
    """What a trial says."""
    program.click(dialog.trial)
    program.until(lambda: dialog.message)
    return dialog.message


def test_what_is_wrong_with_a_server_is_said(
    program: Program, cluster: Cluster, server_address: ServerAddress, tmp_path: Path, choices: Path
) -> None:
    dialog = opened(program)
    guarded = cluster.address(server_address.database, GUARDED)
    say(program, dialog, ServerAddress("nenhum.invalid", "fichario"))
    assert "nenhum.invalid" in told(program, dialog)
    say(program, dialog, guarded, "outra")
    assert "não deixou você entrar" in told(program, dialog)
    say(program, dialog, cluster.address("nenhum"))
    assert "não tem o banco “nenhum”" in told(program, dialog)
    cluster.run("CREATE ROLE leitor LOGIN")
    say(program, dialog, cluster.address(server_address.database, "leitor"))
    assert "não permite" in told(program, dialog)
    cluster.run("DROP ROLE leitor")
    say(program, dialog, server_address, photos=str(tmp_path / "nenhuma"))
    assert "lugar das fotos compartilhadas não responde" in told(program, dialog)
    (tmp_path / "vazia").mkdir()
    cluster.run("INSERT INTO deposit VALUES ('0', 'N:/fotos')", database=server_address.database)
    say(program, dialog, server_address, photos=str(tmp_path / "vazia"))
    assert "Conecte a unidade de rede" in told(program, dialog)
    assert list((tmp_path / "vazia").iterdir()) == []
    cluster.run("UPDATE alembic_version SET version_num = '9999'", database=server_address.database)
    say(program, dialog, server_address)
    assert "versão mais nova" in told(program, dialog)
    program.click(dialog.use)
    program.until(lambda: dialog.message)
    assert load_choices(choices).catalogue.address == "", "what does not work is not kept"
    dialog.reject()


def test_a_shared_catalogue_that_was_chosen_is_opened_the_next_time_and_this_ones_stays(
    program: Program, cluster: Cluster, server_address: ServerAddress, tmp_path: Path, choices: Path
) -> None:
    here = argparse.Namespace(catalogue=None)
    assert chosen_place(here) == catalogue_folder()
    shelf, guarded = tmp_path / "rede", cluster.address(server_address.database, GUARDED)
    shelf.mkdir()
    dialog = opened(program)
    say(program, dialog, guarded, PASSWORD, str(shelf))
    assert "Tem 0 produto" in told(program, dialog)
    program.click(dialog.use)
    program.until(lambda: program.window.notices.frame(NEXT_TIME) is not None)
    assert load_choices(choices).catalogue.address == guarded.url
    program.until(lambda: password_of(guarded) == PASSWORD)
    assert PASSWORD not in choices.read_text(), "the keyring has it, and nothing else"
    place = chosen_place(here)
    assert place == guarded
    with open_catalogue(place) as there:
        assert there.shared
    with open_catalogue(guarded, exclusive=False) as other:
        assert isinstance(other, SharedCatalog)
        found = depot_of(other, "elsewhere")
        assert found is not None
        assert found.place == str(shelf), "the catalogue tells it to those who say nothing"
    again = opened(program)
    assert (again.address.field.text(), again.user.field.text()) == (guarded.shown, GUARDED)
    program.click(again.here)
    program.click(again.use)
    assert chosen_place(here) == catalogue_folder()
    back = opened(program)
    assert back.here.isChecked()
    assert back.address.field.text() == guarded.shown, "the way to the other one is not forgotten"
    back.reject()


def test_what_the_environment_says_is_not_typed(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "s3://loja/fotos")
    dialog = opened(program)
    program.click(dialog.shared)
    assert not dialog.photos.field.isEnabled()
    assert VARIABLE in dialog.photos.hint
    dialog.reject()
