"""Adding two files that a person has already: they stay where they lie, and are known from then on."""

from datetime import datetime
from pathlib import Path

from app.models.control import Control, Report, Stage, Transfer, say_nothing
from app.models.disk import sha256_of
from app.models.errors import FileUnreadable
from app.models.manifest import KeptFile, Manifest
from app.models.store import InstalledModel, ModelStore
from app.wording import Language
from inference.errors import LoadCancelled, OutOfMemory
from inference.guard.engine import GuardedEngine
from inference.llama.options import LoadOptions, ModelFiles
from inference.llama.weights import Pair, check_pair

_TRIAL = LoadOptions(context=2048, slots=1, gpu_layers=0, repair=False)
"""As little as can be: a trial is to find out whether the runtime knows these files, not how fast it is."""


def add_pair(
    store: ModelStore,
    files: ModelFiles,
    *,
    now: datetime,
    control: Control | None = None,
    report: Report = say_nothing,
    loaded: bool = False,
) -> InstalledModel:
    """Add a text model and its projector where they lie; a pair that was added before is looked at anew.

    It blocks for as long as it takes to read both files and, unless that was done, to load them once, in another
    process.

    Args:
        store: Where they are to be known.
        files: Where they lie.
        now: The time, aware.
        control: Stops it.
        report: Told of progress, on this thread.
        loaded: Whether they have been loaded already.

    Raises:
        inference.errors.ModelMissing: One of them is not there.
        inference.errors.ModelBroken: One of them cannot be loaded, is of a kind that the runtime does not know
            (``ModelUnsupported``), or they are no pair (``ModelMismatch``).
        FileUnreadable: The system does not let one of them be read.
        StoreUnwritable: What is known of them cannot be kept.
        DownloadStopped: Somebody stopped it.
    """
    files = ModelFiles(files.text.absolute(), files.projector.absolute())
    control = control or Control()
    pair = check_pair(files)
    before = store.of_files(files)
    id_ = before.id if before else store.free_id(files.text.stem)
    text, projector = _kept(files, id_, control, report)
    if not loaded:
        try_files(files, control=control, report=report)
    name = _name_of(pair, files.text)
    manifest = Manifest(
        id=id_,
        name={Language.PT: name, Language.EN: name},
        quantisation=pair.quantisation,
        text=text,
        projector=projector,
        installed_at=now,
    )
    return store.write(manifest)


def try_files(files: ModelFiles, *, control: Control, report: Report = say_nothing) -> None:
    """Load a pair once, in another process, whatever may happen to it there.

    That this machine has too little memory free right now is no fault of the files.

    Raises:
        inference.errors.ModelBroken: The runtime cannot load them.
        inference.errors.EngineCrashed: The other process could not be started.
        DownloadStopped: Somebody stopped it.
    """
    size = files.text.stat().st_size + files.projector.stat().st_size

    def goes_on(fraction: float) -> bool:
        done = int(fraction * size)
        report(Transfer(files.text.name, Stage.TRYING, done, size, done, size))
        return not control.stopped

    try:
        GuardedEngine.load(files, _TRIAL, goes_on).close()
    except OutOfMemory:
        return
    except LoadCancelled:
        control.check()
        raise


def _kept(files: ModelFiles, id_: str, control: Control, report: Report) -> tuple[KeptFile, KeptFile]:
    """Both files as they are now."""
    paths = (files.text, files.projector)
    sizes = [path.stat().st_size for path in paths]
    kept = []
    for index, path in enumerate(paths):

        def read(done: int, path: Path = path, index: int = index) -> None:
            control.check()
            before = sum(sizes[:index])
            report(Transfer(path.name, Stage.VERIFYING, done, sizes[index], before + done, sum(sizes)))

        try:
            kept.append(KeptFile(path=path, size=sizes[index], sha256=sha256_of(path, read)))
        except OSError as error:
            reason = error.strerror or str(error)
            raise FileUnreadable(str(error), path=str(path), id=id_, reason=reason) from error
    return kept[0], kept[1]


def _name_of(pair: Pair, path: Path) -> str:
    """What its header calls it, else its file's name."""
    return pair.text.text("general.name").strip() or path.stem
