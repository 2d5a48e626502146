"""Whatever people do in whatever order: undone to the end nothing of it is left, done again all of it is there."""

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.catalog import undoing
from app.catalog.catalog import FILE_NAME, Catalog
from app.domain.states import State
from app.pipeline.turning import redo, undo
from tests.catalog.bench import Bench, Clock
from tests.catalog.looks import look


def edit(bench: Bench, product: int) -> None:
    if product not in bench.catalog.product_ids() or bench.catalog.product(product).state is State.QUEUED:
        return
    found = bench.catalog.product(product)
    assert found.card is not None
    values = found.card.values | {"product_name": f"Nome {bench.clock.now:%M%S}"}
    bench.catalog.save_values(product, values, found.version)


def fill(bench: Bench, product: int) -> None:
    bench.catalog.ask_for([product, 1], ["tecido"], "Tecido")
    while (blanks := bench.catalog.next_blanks()) is not None:
        bench.catalog.fill(blanks, {"tecido": "linho"}, {}, {"model": "m.gguf"})


DEEDS: dict[str, Callable[[Bench, int], object]] = {
    "edit": edit,
    "approve": lambda bench, product: bench.catalog.move_all([product, 3], State.APPROVED),
    "reject": lambda bench, product: bench.catalog.move_all([1, product], State.REJECTED),
    "send back": lambda bench, product: bench.catalog.move_all([product, 2], State.REVIEW),
    "again": lambda bench, product: bench.catalog.move_all([product], State.QUEUED),
    "cancel": lambda bench, product: bench.catalog.cancel([product]),
    "remove": lambda bench, product: bench.catalog.remove([product]),
    "merge": lambda bench, _: bench.merge(["azul", "verde"], "preto"),
    "merge back": lambda bench, _: bench.merge(["preto", "verde"], "azul"),
    "fill": fill,
    "export": lambda bench, _: bench.catalog.mark_exported(bench.catalog.approved_for_export()),
}


@given(
    deeds=st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(1, 3)), max_size=14),
    lines=st.sampled_from([1, 2, undoing.LINES]),
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_everything_comes_back_and_forth(blank: Path, deeds: list[tuple[str, int]], lines: int) -> None:
    clock = Clock()
    with (
        tempfile.TemporaryDirectory(prefix="fichario-undo-") as folder,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(undoing, "LINES", lines)
        shutil.copy(blank, Path(folder, FILE_NAME))
        with Catalog.open(Path(folder), clock=clock) as catalog:
            bench = Bench(catalog, clock)
            for name in ("a.jpg", "b.jpg", "c.jpg"):
                bench.review(name, color_primary="verde" if name == "b.jpg" else "azul", tecido=None)
            start = look(catalog)
            for deed, product in deeds:
                DEEDS[deed](bench, product)
            end = look(catalog)
            while (turned := undo(catalog)) is not None:
                assert turned.left == 0
            assert look(catalog) == start
            while (turned := redo(catalog)) is not None:
                assert turned.left == 0
            assert look(catalog) == end
