"""One tiny model, the engine in this process to compare with, guarded engines, and a look at what they leave behind."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import psutil
import pytest

from inference.guard.engine import GuardedEngine
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from tests.inference.cards import answer, drain, request
from tests.tiny_model import make_pair

# With so little arithmetic a second thread only waits for the first. One slot, where it is known what a kill costs.
OPTIONS = LoadOptions(slots=1, threads=1)


def children() -> set[psutil.Process]:
    """The processes that this one has started and that have not been seen to their end; zombies count."""
    return set(psutil.Process().children(recursive=True))


@pytest.fixture(scope="session")
def files(tmp_path_factory: pytest.TempPathFactory) -> ModelFiles:
    """The tiny text model and its projector."""
    return make_pair(tmp_path_factory.mktemp("model"))


@pytest.fixture(scope="session")
def plain(files: ModelFiles) -> Iterator[LlamaEngine]:
    """The engine in this process; its worker's thread runs before any test counts threads."""
    with closing(LlamaEngine.load(files, OPTIONS)) as engine:
        answer(engine, request())
        yield engine


@pytest.fixture(scope="session")
def warm(files: ModelFiles) -> Iterator[GuardedEngine]:
    """A guarded engine for the tests that kill nothing."""
    with closing(GuardedEngine.load(files, OPTIONS)) as engine:
        yield engine


@pytest.fixture
def guarded(warm: GuardedEngine) -> Iterator[GuardedEngine]:
    """The session's guarded engine, with nothing in flight."""
    assert warm.idle
    yield warm
    drain(warm)


@pytest.fixture
def no_process_left(warm: GuardedEngine) -> Iterator[None]:
    """What a test starts is gone when it ends, without waiting."""
    before = children()
    yield
    assert children() - before == set()


@pytest.fixture
def loading(files: ModelFiles, no_process_left: None) -> Iterator[Callable[..., GuardedEngine]]:
    """Load guarded engines of the test's own; closed at its end."""
    with ExitStack() as engines:

        def load(**others: object) -> GuardedEngine:
            engine = GuardedEngine.load(files, OPTIONS, **others)  # type: ignore[arg-type]  # passed on untouched
            return engines.enter_context(closing(engine))

        yield load


@pytest.fixture
def engine(loading: Callable[..., GuardedEngine]) -> GuardedEngine:
    """A guarded engine to kill."""
    return loading()


@pytest.fixture
def own_files(files: ModelFiles, tmp_path: Path) -> ModelFiles:
    """A pair to spoil."""
    made = ModelFiles(tmp_path / "text.gguf", tmp_path / "mmproj.gguf")
    made.text.write_bytes(files.text.read_bytes())
    made.projector.write_bytes(files.projector.read_bytes())
    return made


def pid_of(engine: GuardedEngine) -> int:
    """The number of an engine's child."""
    assert engine.pid is not None
    return engine.pid
