"""One tiny model and one loaded engine for the whole session; tests that need another make their own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from inference.engine import Engine
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from inference.qthread.thread import EngineThread
from tests.inference.cards import answer, answers, drain, request
from tests.inference.listeners import WAIT, Source, Window
from tests.inference.picks import Lone, noted
from tests.inference.together import PHOTOS, short, warm
from tests.tiny_model import make_pair

# With so little arithmetic a second thread only waits for the first. One slot, where order and numbers are exact.
OPTIONS = LoadOptions(slots=1, threads=1)


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> ModelFiles:
    """The tiny text model and its projector."""
    return make_pair(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="session")
def warm_engine(files: ModelFiles, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlamaEngine]:
    """An engine loaded once, its worker's thread running before any test counts threads."""
    loaded = LlamaEngine.load(files, OPTIONS)
    answer(loaded, request())
    yield loaded
    loaded.close()


@pytest.fixture
def engine(warm_engine: LlamaEngine) -> Iterator[LlamaEngine]:
    """The session's engine, with nothing in flight."""
    assert warm_engine.idle
    yield warm_engine
    drain(warm_engine)


@pytest.fixture(scope="session")
def warm_four(files: ModelFiles) -> Iterator[LlamaEngine]:
    """An engine with four slots."""
    loaded = warm(files, 4)
    yield loaded
    loaded.close()


@pytest.fixture
def many(warm_four: LlamaEngine) -> Iterator[LlamaEngine]:
    """Four slots; whatever a test does, no cell may be left taken."""
    yield warm_four
    drain(warm_four)
    assert warm_four.room == warm_four.slots == 4
    machine = warm_four._machine
    assert machine.room._taken == set()
    for held in machine.room._held:
        assert machine.context.behind(held.slot) == held.done, "nothing but instructions"
        assert not held.reading


@pytest.fixture(scope="session")
def lone(warm_engine: LlamaEngine) -> Lone:
    """What each photo gets alone."""
    with noted() as picks:
        finished = answers(warm_engine, map(short, PHOTOS))
    return picks, {end.job: end.values for end in finished}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose name no single-byte code page holds."""
    made = tmp_path / "modelos é 模型"
    made.mkdir()
    return made


@pytest.fixture
def source() -> Source:
    return Source()


@pytest.fixture
def window(source: Source, qapp: object) -> Window:
    return Window(source)


@pytest.fixture
def thread(source: Source, window: Window, qtbot: QtBot) -> Iterator[EngineThread]:
    made = EngineThread(source)
    made.stepped.connect(window.on_stepped)
    made.start()
    yield made
    with qtbot.waitSignal(made.closed, timeout=WAIT):
        made.close()
    assert made.wait(0)


@pytest.fixture
def loader(files: ModelFiles) -> Callable[[Callable[[float], bool]], Engine]:
    return lambda progress: LlamaEngine.load(files, OPTIONS, progress)
