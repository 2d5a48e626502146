"""What fits a machine: weights, cells of several answers and disk, all counted; and this machine."""

import os
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.offered import offered_models
from app.models.fit import (
    Fit,
    Machine,
    Needs,
    Standing,
    Verdict,
    fit,
    fitting_quantisation,
    needs_of,
    needs_of_installed,
    this_machine,
)
from app.models.pairs import add_pair
from app.models.store import ModelStore
from inference.guard.engine import GuardedEngine
from inference.guard.memory import held_memory
from inference.llama.graphics import DeviceKind, devices, free_graphics_memory
from inference.llama.memory import CARD
from inference.llama.options import LoadOptions, ModelFiles
from tests.models.conftest import NOW, offered

GB = 1_000_000_000
NEEDS = Needs(weights=4 * GB, cell=100_000, context=8192, download=4 * GB)
FOUR = LoadOptions(slots=4)


def fitted(memory: int | None, disk: int | None = 100 * GB, graphics: int | None = None) -> Fit:
    return fit(NEEDS, Machine(memory, disk, graphics), FOUR)


def test_everything_is_counted() -> None:
    assert NEEDS.memory(4) == 4 * GB + 4 * CARD * 100_000 + 500_000_000
    assert NEEDS.memory(4, context=1000) == 4 * GB + 4 * 1000 * 100_000 + 500_000_000
    assert NEEDS.memory(1) == 4 * GB + 8192 * 100_000 + 500_000_000, "an only one has more"


@pytest.mark.parametrize(
    ("memory", "verdict", "slots"),
    [
        (int(NEEDS.memory(4) / 0.8) + 1, Verdict.WELL, 4),
        (int(NEEDS.memory(4) / 0.8) - 1, Verdict.TIGHT, 4),
        (NEEDS.memory(4), Verdict.TIGHT, 4),
        (NEEDS.memory(4) - 1, Verdict.TIGHT, 3),
        (NEEDS.memory(1), Verdict.TIGHT, 1),
        (NEEDS.memory(1) - 1, Verdict.NO_MEMORY, 0),
        (0, Verdict.NO_MEMORY, 0),
        (None, Verdict.TIGHT, 4),
    ],
)
def test_by_the_free_memory(memory: int | None, verdict: Verdict, slots: int) -> None:
    found = fitted(memory)
    assert (found.verdict, found.slots) == (verdict, slots)
    assert found.needed_memory == NEEDS.memory(max(1, slots))


def test_memory_of_graphics_cards_counts_where_it_may_be_used() -> None:
    assert fitted(3 * GB).verdict is Verdict.NO_MEMORY
    assert fitted(3 * GB, graphics=8 * GB).verdict is Verdict.WELL


def test_by_the_disk() -> None:
    assert fitted(100 * GB, disk=4 * GB).verdict is Verdict.WELL
    assert fitted(100 * GB, disk=4 * GB - 1).verdict is Verdict.NO_DISK
    assert fitted(100 * GB, disk=None).verdict is Verdict.WELL


def test_a_corrected_projector_takes_disk_as_well() -> None:
    plain, mended = needs_of(offered()), needs_of(offered(mended=True))
    assert mended.download - plain.download == offered().projector.size
    assert mended.weights == plain.weights


def test_an_unknown_cell_is_estimated_on_the_safe_side() -> None:
    for model in offered_models():
        if model.cell_bytes:
            unknown = model.model_copy(update={"cell_bytes": None})
            assert needs_of(unknown).cell >= model.cell_bytes


def test_a_laptop_of_16_gigabytes() -> None:
    laptop = Machine(10 * GB, 100 * GB)
    verdicts = {model.id: fit(needs_of(model), laptop, FOUR).verdict for model in offered_models()}
    assert verdicts["qwen3-vl-4b"] is Verdict.WELL
    assert verdicts["llava-1.6-vicuna-13b"] is Verdict.NO_MEMORY


def test_an_installed_model_is_taken_by_its_headers(store: ModelStore, pair: ModelFiles) -> None:
    model = add_pair(store, pair, now=NOW)
    needs = needs_of_installed(model)
    assert needs == Needs(model.size, cell=2 * 4 * (16 + 16) * 2, context=8192, download=0)


def test_one_whose_files_are_gone_has_no_needs(store: ModelStore, pair: ModelFiles, tmp_path: Path) -> None:
    copies = ModelFiles(tmp_path / "t.gguf", tmp_path / "p.gguf")
    copies.text.write_bytes(pair.text.read_bytes())
    copies.projector.write_bytes(pair.projector.read_bytes())
    model = add_pair(store, copies, now=NOW)
    copies.text.unlink()
    assert needs_of_installed(model) is None


def test_this_machine(tmp_path: Path) -> None:
    machine = this_machine(tmp_path / "not" / "there" / "yet")
    assert machine.memory is not None
    assert machine.disk is not None
    assert machine.memory > 0
    assert 0 < machine.disk <= os.statvfs(tmp_path).f_blocks * os.statvfs(tmp_path).f_frsize


def test_the_runtime_tells_its_devices() -> None:
    found = devices()
    assert all(0 <= device.free <= device.total for device in found)
    cards = [device for device in found if device.kind == DeviceKind.GPU]
    assert (free_graphics_memory() is None) == (not cards)


def test_what_the_loaded_model_gives_back_counts_as_free(tmp_path: Path, pair: ModelFiles) -> None:
    with closing(GuardedEngine.load(pair, LoadOptions(slots=1, threads=1))) as engine:
        held = held_memory(engine.pid)
        if sys.platform == "linux":
            assert held > 1_000_000
        free, with_it = this_machine(tmp_path), this_machine(tmp_path, released=100 * GB)
        assert free.memory is not None
        assert with_it.memory is not None
        assert with_it.memory > free.memory + 50 * GB
    assert held_memory(None) == 0


def test_the_usual_precision_is_proposed_unless_another_fits_better() -> None:
    sizes = {"Q4_K_M": 5 * GB, "Q2_K": 2 * GB, "Q3_K": 3 * GB, "F16": 16 * GB}
    model = offered(quantisation=[{"id": id_, "name": f"{id_}.gguf", "size": size} for id_, size in sizes.items()])
    for memory, wanted in ((64 * GB, "Q4_K_M"), (12 * GB, "Q4_K_M"), (8 * GB, "Q3_K"), (GB, "Q2_K")):
        assert fitting_quantisation(model, Machine(memory, 100 * GB), LoadOptions(slots=1)).id == wanted


def test_models_stand_in_one_order_wherever_they_are_listed() -> None:
    usual = Standing(installed=False, in_use=False, verdict=Verdict.WELL, commercial_use=True, speaks=True, size=GB)
    better_to_worse = [
        replace(usual, installed=True, in_use=True),
        replace(usual, installed=True),
        replace(usual, size=2 * GB),
        usual,
        replace(usual, speaks=False),
        replace(usual, commercial_use=False),
        replace(usual, verdict=Verdict.TIGHT),
        replace(usual, verdict=None),
        replace(usual, verdict=Verdict.NO_MEMORY),
        replace(usual, verdict=Verdict.NO_DISK),
    ]
    assert sorted({*better_to_worse}, key=lambda one: one.rank) == better_to_worse
