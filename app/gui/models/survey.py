"""A look at this machine: which models are installed, how those and the offered ones fit, what is half downloaded.

It reads disks and headers, so it is made on a thread of its own; what it finds is frozen.
"""

from dataclasses import dataclass
from pathlib import Path

from app.domain.offered import OfferedModel, Quantisation
from app.models.check import quick_fault_of
from app.models.errors import FileFault, ManifestBroken, StoreUnreadable
from app.models.fit import Fit, Machine, fit, fitting_quantisation, needs_of, needs_of_installed, this_machine
from app.models.orders import kept_order, offers
from app.models.speeds import MeasuredSpeed, speed_of
from app.models.store import InstalledModel, ModelStore
from app.models.unfinished import Unfinished, unfinished
from app.pipeline.models import load_options
from app.settings import Settings
from inference.guard.memory import held_memory
from inference.llama.options import LoadOptions, ModelFiles


@dataclass(frozen=True, slots=True)
class Found:
    """An installed model.

    Attributes:
        model: What was kept about it.
        fit: How it fits; ``None`` where its files cannot be read.
        fault: What is wrong with its files, as far as can be told without reading them.
        speed: How fast it is on this machine; ``None`` where that was not measured.
    """

    model: InstalledModel
    fit: Fit | None
    fault: FileFault | None
    speed: MeasuredSpeed | None


@dataclass(frozen=True, slots=True)
class Offer:
    """An offered model.

    Attributes:
        model: What the registry, or the repository that a person named, says of it.
        fits: How each of its quantisations fits.
        proposed: The quantisation to take unless somebody wants another.
        unfinished: What has come of a download that did not come to its end.
        agreed: Whether a person confirmed its terms for that download.
    """

    model: OfferedModel
    fits: tuple[Fit, ...]
    proposed: Quantisation
    unfinished: Unfinished | None = None
    agreed: bool = False


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found.

    Attributes:
        machine: What is free, or will be without the loaded model.
        found: The installed models.
        offers: The offered ones, installed or not.
        broken: Installed models of which what was kept makes no sense.
        files_size: Bytes of the two files that somebody chose; 0 where they are not there.
        trouble: Why the folder of models cannot be read; ``None`` where it can.
    """

    machine: Machine
    found: tuple[Found, ...]
    offers: tuple[Offer, ...]
    broken: tuple[ManifestBroken, ...]
    files_size: int
    trouble: StoreUnreadable | None = None

    def offer(self, id_: str) -> Offer | None:
        """What is offered under an id."""
        return next((offer for offer in self.offers if offer.model.id == id_), None)

    def installed(self, id_: str) -> InstalledModel | None:
        """What is installed under an id."""
        return next((found.model for found in self.found if found.model.id == id_), None)

    def knows(self, files: ModelFiles) -> bool:
        """Whether two files are an installed model."""
        return any(found.model.files == files for found in self.found)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a survey depends on besides the disk.

    Attributes:
        settings: How models are loaded.
        files: The two files that somebody chose.
        process: Number of the process that holds the loaded model; ``None`` where there is none.
        named: The models that a person named since the program began.
    """

    settings: Settings
    files: ModelFiles | None = None
    process: int | None = None
    named: tuple[OfferedModel, ...] = ()


def survey(store: ModelStore, findings: Path, about: Circumstances) -> Survey:
    """Look at this machine.

    Args:
        store: The installed models.
        findings: Where it is kept how models did on this machine.
        about: What else it depends on.
    """
    options = load_options(about.settings)
    machine = this_machine(store.root, _graphics(about.settings), held_memory(about.process))
    trouble: StoreUnreadable | None = None
    installed: tuple[InstalledModel, ...] = ()
    broken: tuple[ManifestBroken, ...] = ()
    try:
        installed, broken = store.installed(), store.broken()
    except StoreUnreadable as error:
        trouble = error
    known = {model.id: model for model in (*about.named, *offers(store))}
    return Survey(
        machine,
        tuple(_found(model, machine, options, findings) for model in installed),
        tuple(_offer(model, store, machine, options) for model in known.values()),
        broken,
        _size_of(about.files),
        trouble,
    )


def _offer(model: OfferedModel, store: ModelStore, machine: Machine, options: LoadOptions) -> Offer:
    kept = kept_order(store, model.id)
    return Offer(
        model,
        tuple(fit(needs_of(model, one), machine, options) for one in model.quantisations),
        fitting_quantisation(model, machine, options),
        unfinished(store, model),
        agreed=kept is not None and kept.licence_accepted_at is not None,
    )


def _found(model: InstalledModel, machine: Machine, options: LoadOptions, findings: Path) -> Found:
    needs = needs_of_installed(model)
    return Found(
        model,
        fit(needs, machine, options) if needs else None,
        quick_fault_of(model),
        speed_of(findings, model.files, options),
    )


def _graphics(settings: Settings) -> int | None:
    """Bytes on graphics cards, where the person lets the model use them."""
    if not settings.gpu_layers:
        return None
    from inference.llama.graphics import free_graphics_memory  # noqa: PLC0415  # loads the runtime

    return free_graphics_memory()


def _size_of(files: ModelFiles | None) -> int:
    try:
        return files.text.stat().st_size + files.projector.stat().st_size if files else 0
    except OSError:
        return 0
