"""A model for finding photos by words, taken and left in the manager, beside the one that writes the cards."""

from collections.abc import Callable
from pathlib import Path

from app.models.store import models_folder
from app.settings import load_choices
from tests.gui.manager import download, press, row
from tests.gui.program import Program
from tests.models.hub_server import Hub
from tests.words.offers import CLIP, SIGLIP, stock
from ui.models.row import Act


def test_it_is_used_from_its_download_until_somebody_leaves_it(
    start: Callable[[], Program], with_model: Path, hub: Hub, tmp_path: Path
) -> None:
    stock(hub, tmp_path / "pares")
    program = start()
    download(program, CLIP)
    program.until(lambda: load_choices(with_model).search_model == CLIP)
    assert "encontra fotos pelas palavras" in program.notice("models")
    program.until(lambda: row(program, CLIP).in_use)
    assert program.models().details.buttons[Act.REMOVE].isHidden() is False
    assert not program.models().details.buttons[Act.REMOVE].isEnabled()
    assert row(program, CLIP).choice("FP32").memory > 0
    download(program, SIGLIP)
    assert load_choices(with_model).search_model == CLIP, "the second one is used when one says so"
    press(program, Act.USE, SIGLIP)
    program.until(lambda: load_choices(with_model).search_model == SIGLIP)
    assert load_choices(with_model).text_model is not None
    press(program, Act.CHECK, CLIP)
    program.until(lambda: row(program, CLIP).message)
    assert not row(program, CLIP).wrong
    press(program, Act.LEAVE, SIGLIP)
    program.until(lambda: load_choices(with_model).search_model == "")
    press(program, Act.REMOVE, SIGLIP)
    program.until(lambda: not (models_folder() / SIGLIP).exists())
