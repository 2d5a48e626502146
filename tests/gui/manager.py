"""The model manager driven as a person drives it, and the names of what the Hub on this machine gives out."""

from app.models.store import models_folder
from tests.gui.program import Program
from tests.models.hub_server import Hub
from ui.models.row import Act, ModelRow

ID, REPOSITORY = "qwen3-vl-4b", "Qwen/Qwen3-VL-4B-Instruct-GGUF"
TEXT, PROJECTOR = "Qwen3VL-4B-Instruct-Q4_K_M.gguf", "mmproj-Qwen3VL-4B-Instruct-Q8_0.gguf"
TRIAL, TRIAL_REPOSITORY = "bakllava-1", "advanced-stack/bakllava-mistral-v1-gguf"
TRIAL_TEXT, TRIAL_PROJECTOR = "BakLLaVA-1-Q4_K_M.gguf", "BakLLaVA-1-clip-model.gguf"
HALF = 200_000


def row(program: Program, id_: str = ID) -> ModelRow:
    found = program.models().list.row_of(id_)
    assert found is not None
    return found


def press(program: Program, act: Act, id_: str = ID) -> None:
    """Press a button of a model in the manager."""
    manager = program.models()
    program.until(lambda: manager.list.row_of(id_))
    manager.open_model(id_)
    button = manager.details.buttons[act]
    program.until(lambda: button.isVisible() and button.isEnabled())
    program.click(button)


def download(program: Program, id_: str = ID) -> None:
    """Download a model by clicks, to its end."""
    press(program, Act.INSTALL, id_)
    program.until(lambda: row(program, id_).installed)


def at_rest(program: Program) -> bool:
    """Whether the thread is through with what was stopped."""
    task = program.presenter.models.shelf.tasks.of(ID)
    return task is None or task.ended


def until_half(program: Program, hub: Hub, id_: str = ID) -> None:
    """Wait until the server has stopped in the middle, and what it gave is on the disk."""
    program.until(hub.stalled.is_set)
    folder = models_folder() / id_
    program.until(lambda: [part.stat().st_size for part in folder.glob("*.part")] == [HALF])


def leave(program: Program) -> None:
    """Close the manager."""
    program.click(program.models().close_button)
    program.until(lambda: program.presenter.models.manager is None)


def pill(program: Program) -> str:
    return str(program.window.top_bar.pill.accessibleName())
