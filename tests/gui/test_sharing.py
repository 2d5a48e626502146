"""Two windows at two computers, one catalogue: a photo that is dropped at one is seen at the other."""

import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.catalog.address import ServerAddress
from app.catalog.shared import SharedCatalog
from app.gui.sharing import KEPT_HERE
from app.pipeline.depositing import Depositing
from app.pipeline.depots import PhotoDepot
from app.pipeline.intake import prepare_photos, take_photos
from tests.gui.program import NOTHING, Program, save_photo
from ui.style import Appearance


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture
def rui(server_address: ServerAddress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SharedCatalog]:
    """His catalogue, at another computer."""
    monkeypatch.setattr(socket, "gethostname", lambda: "computador-de-rui")
    with SharedCatalog.connect(server_address, "", tmp_path / "rui", clock=now, who="rui") as catalog:
        monkeypatch.undo()
        yield catalog


@pytest.fixture
def ana(
    qtbot: QtBot, appearance: Appearance, tmp_path: Path, choices: Path, server_address: ServerAddress
) -> Iterator[Program]:
    """Her window, at which photos lie in a folder of the network that is not there yet."""
    catalog = SharedCatalog.connect(server_address, "", tmp_path / "ana", clock=now, who="ana")
    catalog.depot = PhotoDepot(str(tmp_path / "rede"), catalog.has_brought)
    program = Program(qtbot, appearance, tmp_path, choices, NOTHING, catalog).start()
    yield program
    program.close()


def test_a_photo_that_is_dropped_here_is_brought_to_the_others_also_when_their_place_comes_back_later(
    ana: Program, rui: SharedCatalog, tmp_path: Path
) -> None:
    ana.until(lambda: "compartilhados" in ana.window.welcome.place)
    photo = save_photo(tmp_path / "a.png", 1)
    dropped = photo.read_bytes()
    ana.drop(photo)
    ana.until(lambda: ana.window.notices.frame(KEPT_HERE) is not None)
    assert "ficam neste computador" in ana.notice(KEPT_HERE)
    (tmp_path / "rede").mkdir()
    ana.presenter.colleagues.sharing.look()
    ana.until(lambda: ana.window.notices.frame(KEPT_HERE) is None)
    photo.unlink()
    rui.depot = PhotoDepot(str(tmp_path / "rede"), rui.has_brought)
    (product,) = ana.rows()
    (seen,) = rui.product(product).photos
    rui.fetch(seen.path)
    assert seen.path.read_bytes() == dropped
    assert seen.origin == photo


def test_a_photo_that_is_on_its_way_is_shown_as_soon_as_it_has_come(
    ana: Program, rui: SharedCatalog, tmp_path: Path
) -> None:
    (tmp_path / "rede").mkdir()
    rui.depot = PhotoDepot(str(tmp_path / "rede"), rui.has_brought)
    photo = save_photo(tmp_path / "b.png", 2)
    for _ in (*take_photos(rui, [photo]), *prepare_photos(rui)):
        pass
    dropped = photo.rename(tmp_path / "c.png")
    (product,) = rui.product_ids()
    ana.until(lambda: product in ana.rows())
    ana.open(product)
    ana.until(lambda: "computador-de-rui" in ana.window.photo.view.message)
    dropped.rename(photo)
    depositing = Depositing(rui)
    while depositing.bring_next():
        pass
    photo.unlink()
    ana.until(lambda: ana.window.photo.view.pyramid is not None)
    assert ana.window.photo.view.message == ""
