"""The folder of installed models: a folder for each, with a manifest that tells what it holds.

A model is installed when its manifest lies there, and a manifest is written last and taken away first. So a program
that is killed at any moment leaves a model that is installed, or files that the next installation goes on from.
"""

import contextlib
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from platformdirs import user_data_path
from pydantic import TypeAdapter, ValidationError

from app.domain.offered import ModelId, offered_models
from app.models.disk import store_error, sync_folder, write_whole, writing_to
from app.models.errors import ManifestBroken, ManifestUnreadable, ModelBusy, NotInstalled, StoreUnreadable
from app.models.manifest import MANIFEST, Manifest
from app.settings import APPLICATION
from app.wording import Language
from inference.llama.options import ModelFiles
from inference.llama.repair_copy import forget_copies

_ID: TypeAdapter[str] = TypeAdapter(ModelId)


@dataclass(frozen=True, slots=True)
class InstalledModel:
    """A model that is installed; whether its files are still there and the same, only a check can tell.

    Attributes:
        manifest: What was kept about it.
        folder: Its folder in the store.
    """

    manifest: Manifest
    folder: Path

    @property
    def id(self) -> str:
        """Names it."""
        return self.manifest.id

    @property
    def files(self) -> ModelFiles:
        """Its two files of weights."""
        return ModelFiles(self.folder / self.manifest.text.path, self.folder / self.manifest.projector.path)

    @property
    def size(self) -> int:
        """Bytes of its files."""
        return sum(kept.size for kept in self.manifest.kept)

    @property
    def added(self) -> bool:
        """Whether its files lie elsewhere and are only referred to."""
        return self.manifest.source is None

    def name(self, language: Language) -> str:
        """What people call it."""
        return self.manifest.name.get(language) or self.id


def models_folder() -> Path:
    """Where models are installed for this user."""
    return user_data_path(APPLICATION, appauthor=False) / "models"


class ModelStore:
    """The installed models of a folder, which need not be there yet.

    Args:
        root: The folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def installed(self) -> tuple[InstalledModel, ...]:
        """All installed models, whatever for, by their ids; those whose manifests make no sense are in :meth:`broken`.

        Raises:
            StoreUnreadable: The folder is there, but cannot be read.
        """
        found = []
        for folder in self._folders():
            with contextlib.suppress(ManifestBroken):
                found.append(self._read(folder))
        return tuple(found)

    def broken(self) -> tuple[ManifestBroken, ...]:
        """What is wrong with the manifests that make no sense or cannot be read.

        Raises:
            StoreUnreadable: The folder is there, but cannot be read.
        """
        found = []
        for folder in self._folders():
            try:
                self._read(folder)
            except ManifestBroken as error:
                found.append(error)
        return tuple(found)

    def find(self, id_: str) -> InstalledModel:
        """The installed model of an id.

        Raises:
            NotInstalled: There is none.
            ManifestBroken: What was kept about it cannot be understood, or not be read.
        """
        folder = self.root / id_
        if not _is_id(id_) or not _may_hold_model(folder):
            raise NotInstalled(id=id_)
        return self._read(folder)

    def of_files(self, files: ModelFiles) -> InstalledModel | None:
        """The installed model that two files are, if they are one."""
        return next((model for model in self.installed() if model.files == files), None)

    def folder_of(self, id_: str) -> Path:
        """A model's folder, made where it is not there.

        Raises:
            DiskFull: There is no room.
            StoreUnwritable: The system refused.
        """
        folder = self.root / id_
        with writing_to(self.root):
            folder.mkdir(parents=True, exist_ok=True)
        return folder

    def write(self, manifest: Manifest) -> InstalledModel:
        """Declare a model installed.

        Raises:
            DiskFull: There is no room.
            StoreUnwritable: The system refused.
        """
        folder = self.folder_of(manifest.id)
        with writing_to(folder):
            write_whole(folder / MANIFEST, manifest.model_dump_json(indent=1))
        return InstalledModel(manifest, folder)

    def withdraw(self, id_: str) -> None:
        """Declare a model not installed; its files stay.

        Raises:
            StoreUnwritable: The system refused.
        """
        folder = self.root / id_
        with writing_to(folder):
            (folder / MANIFEST).unlink(missing_ok=True)
        sync_folder(folder)

    def remove(self, id_: str) -> None:
        """Remove a model with all that its folder holds, and what an installation left that never came to its end.

        Files that were added where they lie stay there; mended copies of a projector go, unless another model has it.

        Raises:
            NotInstalled: There is nothing of that id.
            ModelBusy: Another program is at it, or, on Windows, has it loaded.
            StoreUnwritable: The system refused.
        """
        folder = self.root / id_
        if not _is_id(id_) or not folder.is_dir():
            raise NotInstalled(id=id_)
        with self.holding(id_):
            projectors = {model.id: model.files.projector for model in self.installed()}
            try:
                (folder / MANIFEST).unlink(missing_ok=True)
                shutil.rmtree(folder)
            except OSError as error:
                if getattr(error, "winerror", None) == 32:  # ERROR_SHARING_VIOLATION
                    raise ModelBusy(id=id_) from error
                raise store_error(error, folder) from error
        projector = projectors.pop(id_, None)
        if projector is not None and projector not in projectors.values():
            forget_copies(projector)

    @contextlib.contextmanager
    def holding(self, id_: str) -> Iterator[None]:
        """Keep other programs and threads from installing or removing a model for as long as the block lasts.

        Raises:
            ModelBusy: One of them is at it.
            StoreUnwritable: The system refused.
        """
        with writing_to(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self.root / f".{id_}.lock", thread_local=False)
        try:
            lock.acquire(timeout=0)
        except Timeout as error:
            raise ModelBusy(id=id_) from error
        except OSError as error:
            raise store_error(error, self.root) from error
        try:
            yield
        finally:
            lock.release()

    def free_id(self, wish: str) -> str:
        """An id as near to a wish as can be, which no folder has yet and no offer."""
        base = re.sub(r"[^a-z0-9._-]+", "-", wish.lower()).strip(".-_")[:60] or "model"
        taken = {model.id for model in offered_models()}
        taken |= {folder.name for folder in self.root.iterdir()} if self.root.is_dir() else set()
        names = (base, *(f"{base}-{number}" for number in range(2, len(taken) + 3)))
        return next(name for name in names if name not in taken)

    def _folders(self) -> list[Path]:
        """The folders that hold a manifest, or may: one that cannot be looked into is no empty one."""
        try:
            return [folder for folder in sorted(self.root.iterdir()) if _may_hold_model(folder)]
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            reason = error.strerror or str(error)
            raise StoreUnreadable(str(error), path=str(self.root), reason=reason) from error

    def _read(self, folder: Path) -> InstalledModel:
        path = folder / MANIFEST
        try:
            manifest = Manifest.model_validate_json(path.read_bytes())
            if manifest.id != folder.name:
                raise ManifestBroken("the manifest of another folder", id=folder.name, path=str(path))
        except OSError as error:
            reason = error.strerror or str(error)
            raise ManifestUnreadable(str(error), id=folder.name, path=str(path), reason=reason) from error
        except ValidationError as error:
            raise ManifestBroken(str(error), id=folder.name, path=str(path)) from error
        return InstalledModel(manifest, folder)


def _may_hold_model(folder: Path) -> bool:
    try:
        return (folder / MANIFEST).exists()
    except OSError:
        return True


def _is_id(text: str) -> bool:
    try:
        return bool(_ID.validate_python(text))
    except ValidationError:
        return False
