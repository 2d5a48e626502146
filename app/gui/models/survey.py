"""A look at this machine: which models are installed, how those and the offered ones fit, what is half downloaded.

It reads disks and headers, so it is made on a thread of its own; what it finds is frozen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.offered import OfferedModel
from app.models.check import quick_fault_of
from app.models.errors import FileFault, ManifestBroken
from app.models.fit import Fit, Machine, fit, needs_of, needs_of_installed, this_machine
from app.models.store import InstalledModel, ModelStore
from app.models.unfinished import Unfinished, unfinished
from app.settings import Settings
from inference.guard.probe import Probe, kept_probe
from inference.llama.options import LoadOptions, ModelFiles


@dataclass(frozen=True, slots=True)
class Found:
    """An installed model.

    Attributes:
        model: What was kept about it.
        fit: How it fits; ``None`` where its files cannot be read.
        fault: What is wrong with its files, as far as can be told without reading them.
        probe: How it did when it was tried on this machine; ``None`` where it was not.
    """

    model: InstalledModel
    fit: Fit | None
    fault: FileFault | None
    probe: Probe | None


@dataclass(frozen=True, slots=True)
class Offer:
    """An offered model.

    Attributes:
        model: What the registry says of it.
        fits: How each of its quantisations fits.
        unfinished: What has come of a download that did not come to its end.
    """

    model: OfferedModel
    fits: tuple[Fit, ...]
    unfinished: Unfinished | None


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found.

    Attributes:
        machine: What is free.
        found: The installed models.
        offers: The offered ones, installed or not.
        broken: Installed models of which what was kept makes no sense.
        files_size: Bytes of the two files that somebody chose; 0 where they are not there.
    """

    machine: Machine
    found: tuple[Found, ...]
    offers: tuple[Offer, ...]
    broken: tuple[ManifestBroken, ...]
    files_size: int

    def offer(self, id_: str) -> Offer | None:
        """What is offered under an id."""
        return next((offer for offer in self.offers if offer.model.id == id_), None)

    def installed(self, id_: str) -> InstalledModel | None:
        """What is installed under an id."""
        return next((found.model for found in self.found if found.model.id == id_), None)


def survey(
    store: ModelStore, offered: Sequence[OfferedModel], settings: Settings, files: ModelFiles | None, findings: Path
) -> Survey:
    """Look at this machine.

    Args:
        store: The installed models.
        offered: The models that can be downloaded.
        settings: How models are loaded.
        files: The two files that somebody chose.
        findings: Where it is kept how models did on this machine.
    """
    options = load_options(settings)
    machine = this_machine(store.root, _graphics(settings))
    return Survey(
        machine,
        tuple(_found(model, machine, options, findings) for model in store.installed()),
        tuple(
            Offer(
                model,
                tuple(fit(needs_of(model, one), machine, options) for one in model.quantisations),
                unfinished(store, model),
            )
            for model in offered
        ),
        store.broken(),
        _size_of(files),
    )


def load_options(settings: Settings) -> LoadOptions:
    """How a model is loaded by these settings."""
    return LoadOptions(
        context=settings.context or None,
        slots=settings.slots or None,
        threads=settings.threads or None,
        gpu_layers=settings.gpu_layers,
    )


def _found(model: InstalledModel, machine: Machine, options: LoadOptions, findings: Path) -> Found:
    needs = needs_of_installed(model)
    return Found(
        model,
        fit(needs, machine, options) if needs else None,
        quick_fault_of(model),
        kept_probe(findings, model.files, options),
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
