"""Whether a model fits this machine: weights, the cells of several answers, and room on the disk, all counted.

What is counted is what the engine would take: both files whole, keys and values for the context that it would choose,
and the buffers of the arithmetic. It is an estimate, on the safe side where facts are missing; only a trial knows.
"""

from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

from app.domain.offered import OfferedModel, Quantisation, Use
from app.models.disk import free_space
from app.models.store import InstalledModel
from inference.errors import InferenceError
from inference.llama.memory import cell_bytes, cells_of, free_memory, wanted_slots
from inference.llama.options import LoadOptions
from inference.llama.weights import check_pair

_BUFFERS = 500_000_000
"""Bytes for the arithmetic: logits of a batch over a vocabulary of 150,000, activations, an image's encoding."""

_WELL = 0.8
"""Share of the free memory that a model may take and still leave the rest of the machine at ease."""

_WEIGHTS_PER_CELL = 7_800
"""Bytes of weights for each byte of a cell where the cell is not known: as in LLaMA 2 7B at four bits, which shares no
keys among its heads; models that do take less."""


class Verdict(IntEnum):
    """How a model fits; the less, the better."""

    WELL = 0
    TIGHT = 1
    NO_MEMORY = 2
    NO_DISK = 3


@dataclass(frozen=True, slots=True)
class Machine:
    """What is free here.

    Attributes:
        memory: Bytes, with those that the loaded model gives back when another takes its place; ``None`` where the
            system does not tell.
        disk: Bytes where models are installed, likewise.
        graphics: Bytes on graphics cards that the model may use; ``None`` where it uses none.
    """

    memory: int | None
    disk: int | None
    graphics: int | None = None


@dataclass(frozen=True, slots=True)
class Needs:
    """What a model takes.

    Attributes:
        weights: Bytes of its files.
        cell: Bytes of one token's keys and values in all layers; 0 for a model that writes nothing.
        context: Tokens that it was trained to read at once.
        download: Bytes that have to be written to the disk before it can be used; 0 for one that is installed.
    """

    weights: int
    cell: int
    context: int
    download: int

    def memory(self, slots: int, context: int | None = None) -> int:
        """Bytes that it takes while it writes so many cards at once.

        Args:
            slots: Cards at once.
            context: Tokens that one card may take with its prompt and photos, where somebody said how many.
        """
        return self.weights + cells_of(LoadOptions(context=context), slots, self.context) * self.cell + _BUFFERS


@dataclass(frozen=True, slots=True)
class Fit:
    """How a model fits a machine.

    Attributes:
        verdict: In a word.
        slots: Cards that can be written at once, at most as many as are wanted; 0 where not even one fits.
        needed_memory: Bytes for so many, or for one where not even that fits.
        needed_disk: Bytes.
        machine: What is free.
    """

    verdict: Verdict
    slots: int
    needed_memory: int
    needed_disk: int
    machine: Machine


def this_machine(root: Path, graphics: int | None = None, released: int = 0) -> Machine:
    """What is free on this machine for a model.

    Args:
        root: Where models are installed; need not be there yet.
        graphics: Bytes on graphics cards, where the model may use them.
        released: Bytes that the loaded model gives back when another takes its place.
    """
    free = free_memory()
    return Machine(None if free is None else free + released, free_space(root), graphics)


def needs_of(model: OfferedModel, quantisation: Quantisation | None = None) -> Needs:
    """What an offered model takes, in its usual quantisation unless said."""
    weights = model.size(quantisation or model.quantisations[0])
    # The engine keeps a corrected copy of some projectors beside the original.
    download = weights + (model.projector.size if model.mended else 0)
    cell = 0 if model.use is Use.SEARCH else model.cell_bytes or _estimated_cell(weights)
    return Needs(weights, cell, model.context, download)


def needs_of_installed(model: InstalledModel) -> Needs | None:
    """What an installed model takes, as its files' headers say; ``None`` where they cannot be read."""
    if model.manifest.use is Use.SEARCH:
        return Needs(model.size, 0, 1, 0)
    try:
        pair = check_pair(model.files)
    except InferenceError:
        return None
    context = pair.text.number(f"{pair.architecture}.context_length") or LoadOptions().context or 0
    return Needs(model.size, cell_bytes(pair) or _estimated_cell(model.size), context, 0)


def fit(needs: Needs, machine: Machine, options: LoadOptions | None = None) -> Fit:
    """How a model fits a machine.

    Args:
        needs: What it takes.
        machine: What is free.
        options: How it would be loaded: the slots and the context that somebody chose.
    """
    options = options or LoadOptions()
    free = None if machine.memory is None else machine.memory + (machine.graphics or 0)
    wanted = wanted_slots(options)
    fitting = [slots for slots in range(wanted, 0, -1) if free is None or needs.memory(slots, options.context) <= free]
    slots = fitting[0] if fitting else 0
    memory = needs.memory(max(1, slots), options.context)
    if machine.disk is not None and needs.download > machine.disk:
        verdict = Verdict.NO_DISK
    elif not slots:
        verdict = Verdict.NO_MEMORY
    elif free is None or needs.memory(wanted, options.context) > free * _WELL:
        verdict = Verdict.TIGHT
    else:
        verdict = Verdict.WELL
    return Fit(verdict, slots, memory, needs.download, machine)


def fitting_quantisation(model: OfferedModel, machine: Machine, options: LoadOptions | None = None) -> Quantisation:
    """The precision to propose: the usual one where it fits, else the largest that does, else the smallest."""
    fits = {one: fit(needs_of(model, one), machine, options).verdict for one in model.quantisations}
    fitting = [one for one, verdict in fits.items() if verdict <= Verdict.TIGHT]
    if model.quantisations[0] in fitting:
        return model.quantisations[0]
    by_size = sorted(fitting or model.quantisations, key=lambda one: one.size)
    return by_size[-1] if fitting else by_size[0]


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides where a model stands in a list.

    Attributes:
        installed: Whether it is on this computer.
        in_use: Whether it writes the cards.
        verdict: How it fits; ``None`` where that is not known.
        commercial_use: Whether a shop may use it; ``None`` where that is not known.
        speaks: Whether its publisher names the cards' language.
        size: Bytes of both files.
    """

    installed: bool
    in_use: bool
    verdict: Verdict | None
    commercial_use: bool | None
    speaks: bool
    size: int

    @property
    def rank(self) -> tuple[bool, bool, float, bool, bool, int]:
        """The less, the earlier: what is here, what fits better, may be used by a shop, knows the language, is larger.

        Larger models are abler, as a rule. One of which it is not known whether it fits comes before those that do not.
        """
        fits = Verdict.TIGHT + 0.5 if self.verdict is None else float(self.verdict)
        return not self.installed, not self.in_use, fits, self.commercial_use is False, not self.speaks, -self.size


def _estimated_cell(weights: int) -> int:
    return weights // _WEIGHTS_PER_CELL
