"""From an offer to an installed model: asks the Hub, looks for room, fetches, verifies, and only then declares it."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.offered import OfferedModel, Quantisation
from app.models.control import Control, Report, Stage, Transfer, say_nothing
from app.models.disk import disk_full, free_space, sha256_of, sync_folder, writing_to
from app.models.errors import DownloadCancelled, LicenceNotAccepted, LicenceUnknown, ManifestBroken, NotInstalled
from app.models.fetch import PATIENCE, Fetch
from app.models.hub import Hub
from app.models.hub_files import HubFile
from app.models.manifest import MANIFEST, HubSource, KeptFile, Manifest
from app.models.orders import ORDER, KeptOrder, keep_order, kept_order
from app.models.pairs import try_files
from app.models.soundness import check_parts
from app.models.store import InstalledModel, ModelStore
from inference.errors import InferenceError
from inference.llama.options import ModelFiles
from inference.llama.repair_copy import SUFFIX


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be installed.

    Attributes:
        model: Which.
        quantisation: In which precision; the model's usual one unless said.
        accepted: Whether a person confirmed now that a shop may not simply use it, where that is so.
    """

    model: OfferedModel
    quantisation: Quantisation | None = None
    accepted: bool = False

    @property
    def text(self) -> Quantisation:
        """The text model's file."""
        return self.quantisation or self.model.quantisations[0]


def install(
    store: ModelStore,
    order: Order,
    *,
    now: datetime,
    control: Control | None = None,
    report: Report = say_nothing,
    patience: Sequence[float] = PATIENCE,
) -> InstalledModel:
    """Install a model, or go on installing it, or mend one of whose files something is wrong.

    It blocks for as long as it takes; another thread stops it by ``control``. A model that is installed already, in
    this or another quantisation, works until the new files are verified.

    Args:
        store: Where to.
        order: What.
        now: The time, aware.
        control: Stops it.
        report: Told of progress, on this thread.
        patience: Seconds to wait before each new attempt while nothing comes.

    Raises:
        LicenceNotAccepted: The model is not for commercial use, or nobody knows, and nobody has confirmed that.
        ModelBusy: Another program is at it.
        HubError: The Hub cannot be reached or does not give the files.
        DiskFull: There is no room; what has come is kept.
        StoreUnwritable: The system refused.
        DownloadPaused: Somebody stopped it for now.
        DownloadCancelled: Somebody stopped it for good.
        inference.errors.ModelBroken: What came is no pair of a text model and a projector, or of two towers, or, of a
            model that the registry does not list, of a kind that the runtime does not know (``ModelUnsupported``).
    """
    accepted_at = _accepted_at(store, order, now)
    with store.holding(order.model.id):
        work = _Installation(store, order, control or Control(), report, patience)
        try:
            return work.run(now, accepted_at)
        except DownloadCancelled:
            work.discard()
            raise


def _accepted_at(store: ModelStore, order: Order, now: datetime) -> datetime | None:
    """When a person confirmed the model's terms; ``None`` where nobody needs to."""
    model = order.model
    if model.commercial_use:
        return None
    if order.accepted:
        return now
    if (before := accepted_before(store, model.id)) is not None:
        return before
    raise (LicenceUnknown if model.commercial_use is None else LicenceNotAccepted)(id=model.id)


def accepted_before(store: ModelStore, id_: str) -> datetime | None:
    """When a person confirmed a model's terms, for what is installed or for what is on its way."""
    order = kept_order(store, id_)
    if order is not None and order.licence_accepted_at is not None:
        return order.licence_accepted_at
    with contextlib.suppress(NotInstalled, ManifestBroken):
        return store.find(id_).manifest.licence_accepted_at
    return None


class _Installation:
    """One run of it."""

    def __init__(
        self, store: ModelStore, order: Order, control: Control, report: Report, patience: Sequence[float]
    ) -> None:
        self._store = store
        self._order = order
        self._control = control
        self._report = report
        self._patience = patience
        self._folder = store.root / order.model.id
        self._fetches: list[Fetch] = []

    def run(self, now: datetime, accepted_at: datetime | None) -> InstalledModel:
        """Do all of it."""
        hub, model = Hub(), self._order.model
        remote = model.files(self._order.text)
        found = [hub.look_up(one.repository or model.repository, model.revision, one.name) for one in remote]
        self._control.check()
        keep_order(
            self._store, KeptOrder(model=model, quantisation=self._order.text.id, licence_accepted_at=accepted_at)
        )
        done = _Sum(found, self._report)
        self._fetches = [
            Fetch(hub, file, self._folder / one.local_name, self._control, done.of(file), self._patience)
            for file, one in zip(found, remote, strict=True)
        ]
        self._look_for_room()
        held = [fetch.run() for fetch in self._fetches]
        self._look_at(held)
        manifest = self._manifest(hub, held, now, accepted_at)
        self._put_in_place(held)
        installed = self._store.write(manifest)
        self._sweep(installed)
        return installed

    def _look_at(self, held: Sequence[Path]) -> None:
        """See that what came is a pair; of a model that nobody here has looked at before, that it loads."""
        parts = {fetch.target.name: path for path, fetch in zip(held, self._fetches, strict=True)}
        try:
            check_parts(self._order.model.use, parts, (held[0], held[1]))
            if not self._order.model.listed:
                try_files(ModelFiles(held[0], held[1]), control=self._control, report=self._report)
        except InferenceError as error:
            names = {str(path): str(fetch.target) for path, fetch in zip(held, self._fetches, strict=True)}
            error.facts["path"] = names.get(error.facts.get("path", ""), str(self._fetches[0].target))
            raise

    def discard(self) -> None:
        """Throw away what has come."""
        for fetch in self._fetches:
            fetch.discard()
        if not (self._folder / MANIFEST).exists():
            with contextlib.suppress(OSError):  # it was not made yet
                (self._folder / ORDER).unlink(missing_ok=True)
                self._folder.rmdir()

    def _look_for_room(self) -> None:
        """See that there is room for what has yet to come, and for a corrected copy of the projector."""
        needed = sum(fetch.missing for fetch in self._fetches)
        needed += self._fetches[1].file.size if self._order.model.mended and needed else 0
        free = free_space(self._folder)
        if free is not None and needed > free:
            raise disk_full(self._folder, needed, free)

    def _manifest(self, hub: Hub, held: Sequence[Path], now: datetime, accepted_at: datetime | None) -> Manifest:
        model = self._order.model
        text, projector, *extras = (
            KeptFile(path=Path(fetch.target.name), size=fetch.file.size, sha256=_sha256_of(fetch, path))
            for fetch, path in zip(self._fetches, held, strict=True)
        )
        return Manifest(
            id=model.id,
            name=model.name,
            use=model.use,
            quantisation=self._order.text.id,
            text=text,
            projector=projector,
            extras=tuple(extras),
            source=HubSource(
                endpoint=hub.address,
                repository=model.repository,
                revision=model.revision,
                commit=self._fetches[0].file.commit,
            ),
            licence=model.licence,
            commercial_use=model.commercial_use,
            languages=model.languages,
            installed_at=now,
            licence_accepted_at=accepted_at,
        )

    def _put_in_place(self, held: Sequence[Path]) -> None:
        """Give the files their names; in between, the model is not installed rather than half of each kind."""
        if all(path == fetch.target for path, fetch in zip(held, self._fetches, strict=True)):
            return
        self._store.withdraw(self._order.model.id)
        with writing_to(self._folder):
            for path, fetch in zip(held, self._fetches, strict=True):
                path.replace(fetch.target)
        sync_folder(self._folder)

    def _sweep(self, installed: InstalledModel) -> None:
        """Take away what the folder held before: another quantisation, the corrected copy of another projector."""
        kept = {file.path.name for file in installed.manifest.kept} | {f"{installed.files.projector.stem}{SUFFIX}"}
        with writing_to(self._folder):
            for path in self._folder.iterdir():
                if path.suffix in {".gguf", ".onnx", ".part"} and path.name not in kept:
                    path.unlink(missing_ok=True)


def _sha256_of(fetch: Fetch, path: Path) -> str:
    """The SHA-256 of a file that came; of one that git names otherwise it is reckoned here."""
    with writing_to(path.parent):
        return fetch.file.sha256 or sha256_of(path, lambda _done: None)


class _Sum:
    """One progress out of several files'."""

    def __init__(self, files: Sequence[HubFile], report: Report) -> None:
        self._report = report
        self._size = sum(file.size for file in files)
        self._done: dict[tuple[str, Stage], int] = {}

    def of(self, file: HubFile) -> Callable[[Stage, int], None]:
        """To be told the progress of one of them."""

        def tell(stage: Stage, done: int) -> None:
            self._done[file.url, stage] = done
            if stage is Stage.VERIFYING:
                self._done[file.url, Stage.FETCHING] = file.size  # nothing is verified that is not there
            done_of_all = sum(count for (_, of), count in self._done.items() if of is stage)
            self._report(Transfer(file.name, stage, done, file.size, done_of_all, self._size))

        return tell
