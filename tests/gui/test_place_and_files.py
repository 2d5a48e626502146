"""Two files of this computer beside a server: what they are known as, and what a server's readiness says of them."""

from collections.abc import Callable
from pathlib import Path

from app.gui.models.rows import FILES
from app.settings import load_choices, save_choices
from inference.llama.options import ModelFiles
from tests.endpoint.replies import MODEL
from tests.endpoint.server import House
from tests.gui.manager import press, row
from tests.gui.place import panel, use_server
from tests.gui.program import Program
from ui.models.row import Act

Start = Callable[[], Program]
Photos = Callable[[int], list[Path]]


def of_files(program: Program, files: ModelFiles) -> str:
    """The model that two files are known as; empty while they are not."""
    survey = program.presenter.models.shelf.survey
    return next((found.model.id for found in survey.found if found.model.files == files), "") if survey else ""


def test_a_model_of_this_computer_is_chosen_in_a_servers_place(
    start: Start, with_model: Path, model: ModelFiles, shop: House, photos: Photos
) -> None:
    program = start()
    program.until(lambda: of_files(program, model))  # loaded, so known from then on
    use_server(program, shop.url)
    dialog = panel(program)
    program.click(dialog.here)
    program.click(dialog.model)
    id_ = of_files(program, model)
    assert not row(program, id_).in_use
    press(program, Act.USE, id_)
    program.until(lambda: load_choices(with_model).endpoint == "")  # its files are looked at before it is taken
    program.drop(*photos(1))
    program.until_counts(review=1)
    assert shop.questions == []


def test_files_that_nobody_loaded_are_not_taken_for_known_where_a_server_reads(
    start: Start, with_model: Path, model: ModelFiles, shop: House
) -> None:
    kept = load_choices(with_model)
    save_choices(kept.model_copy(update={"endpoint": f"{shop.url}/v1", "endpoint_model": MODEL}), with_model)
    program = start()
    program.until(lambda: program.presenter.reading.info is not None)
    dialog = panel(program)
    program.click(dialog.here)
    program.click(dialog.model)
    program.until(lambda: program.models().list.row_of(FILES))
    assert program.presenter.models.shelf.tasks.of(FILES) is None
    assert of_files(program, model) == ""
