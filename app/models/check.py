"""Are an installed model's files still there, and still those that were installed?"""

import errno
from pathlib import Path

from app.models.control import Control, Report, Stage, Transfer, say_nothing
from app.models.disk import sha256_of
from app.models.errors import (
    AddedChanged,
    AddedMissing,
    DiskGone,
    FileChanged,
    FileFault,
    FileMissing,
    FileUnreadable,
)
from app.models.manifest import KeptFile
from app.models.soundness import check_parts
from app.models.store import InstalledModel
from inference.errors import InferenceError


def check_model(
    model: InstalledModel, *, control: Control | None = None, report: Report = say_nothing
) -> tuple[FileFault | InferenceError, ...]:
    """Read all files whole, hold them to what was kept about them, and look whether they belong together.

    Returns:
        What is wrong, as errors that tell it; nothing where all is well.

    Raises:
        DownloadStopped: Somebody stopped it.
    """
    check = _Check(model, control or Control(), report)
    faults = tuple(fault for kept in model.manifest.kept if (fault := check.fault_of(kept)) is not None)
    if faults:
        return faults
    try:
        parts = {kept.path.name: model.folder / kept.path for kept in model.manifest.kept}
        check_parts(model.manifest.use, parts, (model.files.text, model.files.projector))
    except InferenceError as error:
        return (error,)
    return ()


def quick_fault_of(model: InstalledModel) -> FileFault | None:
    """What is wrong as far as it can be told without reading the files: whether they are there, and their sizes."""
    for kept in model.manifest.kept:
        path = model.folder / kept.path
        try:
            if path.stat().st_size != kept.size:
                return _changed(path, model)
        except OSError as error:
            return _absent(path, model, error)
    return None


class _Check:
    def __init__(self, model: InstalledModel, control: Control, report: Report) -> None:
        self._model = model
        self._control = control
        self._report = report
        self._before = 0

    def fault_of(self, kept: KeptFile) -> FileFault | None:
        """What is wrong with a file."""
        path = self._model.folder / kept.path

        def read(done: int) -> None:
            self._control.check()
            everything = self._model.size
            self._report(Transfer(path.name, Stage.VERIFYING, done, kept.size, self._before + done, everything))

        try:
            same = path.stat().st_size == kept.size and sha256_of(path, read) == kept.sha256
        except OSError as error:
            return _absent(path, self._model, error)
        finally:
            self._before += kept.size
        return None if same else _changed(path, self._model)


def _changed(path: Path, model: InstalledModel) -> FileChanged:
    return (AddedChanged if model.added else FileChanged)(path=str(path), id=model.id)


def _absent(path: Path, model: InstalledModel, error: OSError) -> FileFault:
    """Why a file cannot be looked at."""
    facts = {"path": str(path), "id": model.id}
    if error.errno not in {errno.ENOENT, errno.ENOTDIR}:
        return FileUnreadable(str(error), **facts, reason=error.strerror or str(error))
    if not path.parent.is_dir():
        return DiskGone(**facts)
    return AddedMissing(**facts) if model.added else FileMissing(**facts)
