"""A child is started and told what to load; the first time somebody waits for it."""

from inference.errors import EngineCrashed, LoadCancelled
from inference.guard.ending import killed_for_memory, loading_error
from inference.guard.process import ChildProcess, Ended, Heard
from inference.guard.wire import Load, Loaded, Loading, Refused
from inference.llama.options import LoadOptions, LoadProgress, ModelFiles

_PATIENCE = 0.1  # seconds between two questions whether loading is still wanted


def start(files: ModelFiles, options: LoadOptions) -> ChildProcess:
    """Start a child that loads a model.

    Raises:
        EngineCrashed: The system starts no more processes or threads.
    """
    try:
        child = ChildProcess()
    except (OSError, RuntimeError) as error:
        raise EngineCrashed(repr(error), reason=f"{type(error).__name__}: {error}") from error
    child.tell(Load(files, options))
    return child


def loaded(files: ModelFiles, options: LoadOptions, progress: LoadProgress) -> tuple[ChildProcess, Loaded]:
    """Start a child and wait until it has loaded a model; where it does not, no child is left.

    Args:
        files: The model.
        options: How to load it.
        progress: Told how far it is, again and again; returns ``False`` to stop.

    Raises:
        InferenceError: It cannot be loaded, or not for now, or ``progress`` said so.
    """
    killings = killed_for_memory()
    child = start(files, options)
    fraction = 0.0
    try:
        while True:
            for heard in child.hear(_PATIENCE) or [Loading(fraction)]:
                if isinstance(heard, Loaded):
                    return child, heard
                fraction = _fraction(heard, files, killings)
                _report(progress, fraction)
    except BaseException:
        child.end()
        raise


def _fraction(heard: Heard, files: ModelFiles, killings: int | None) -> float:
    """How much is loaded; raises for what tells that no more will be."""
    match heard:
        case Loading(fraction):
            return fraction
        case Refused(error):
            raise error
        case Ended():
            raise loading_error(heard, files, killings)
        case _:
            raise EngineCrashed("told before it was loaded", reason=f"unexpected {type(heard).__name__}")


def _report(progress: LoadProgress, fraction: float) -> None:
    if not progress(fraction):
        raise LoadCancelled("loading was stopped")
