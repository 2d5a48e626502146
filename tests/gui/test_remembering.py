"""The memory of pictures behind the real window: filled while it reads, and beside it, and there the next time."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

from app.domain.states import State
from app.pipeline.memory import FOLDER
from app.search.apart import ShelfApart
from tests.gui.conftest import READY, Start


def test_what_is_read_is_remembered(start: Start, with_model: Path, photos: Callable[[int], list[Path]]) -> None:
    program = start()
    program.drop(*photos(3))
    program.until_counts(review=3)
    catalog, remembering = program.presenter.catalog, program.presenter.remembering
    program.until(lambda: catalog.shelved_count() == 3)
    first, *rest = catalog.product_ids()
    memory = remembering.memory
    assert memory is not None
    assert {alike.product_id for alike in memory.like(first, 5)} == {*rest}
    assert (catalog.folder / FOLDER).is_dir()
    program.close()
    again = start()
    again.until(lambda: again.presenter.remembering.memory is not None)
    held = again.presenter.remembering.memory
    assert held is not None
    assert {alike.product_id for alike in held.like(first, 5)} == {*rest}


def test_cards_of_former_times_are_looked_at_while_nothing_else_is_to_do(
    start: Start, ready: Path, with_model: Path
) -> None:
    program = start()
    catalog = program.presenter.catalog
    said: list[str] = []
    remembering = program.presenter.remembering
    remembering.told.connect(said.append)
    program.window.set_facts("3 s por ficha")
    remembering.told.emit("Semelhantes: 1 de 3 fotos vistas")
    assert program.window.status_line.texts()[-2:] == ["3 s por ficha", "Semelhantes: 1 de 3 fotos vistas"]
    program.until(lambda: catalog.shelved_count() == READY)
    program.until(lambda: said and said[-1] == "")
    assert not any("Semelhantes" in text for text in program.window.status_line.texts())
    assert program.counts()[State.REVIEW] == READY
    assert "lendo" not in program.presenter.reading.status.text
    assert all("Semelhantes: " in words for words in said if words)


def test_whoever_keeps_the_memory_is_killed_and_nothing_is_forgotten(
    start: Start, with_model: Path, photos: Callable[[int], list[Path]]
) -> None:
    program = start()
    paths = photos(3)
    program.drop(*paths[:2])
    program.until_counts(review=2)
    catalog, remembering = program.presenter.catalog, program.presenter.remembering
    program.until(lambda: catalog.shelved_count() == 2)
    killed = remembering.memory
    assert killed is not None
    assert isinstance(killed._shelf, ShelfApart)
    os.kill(killed._shelf.pid, signal.SIGKILL)
    program.drop(paths[2])
    program.until_counts(review=3)
    program.until(lambda: catalog.shelved_count() == 3)
    memory = remembering.memory
    assert memory is not None
    assert memory is not killed
    first, *rest = catalog.product_ids()
    assert {alike.product_id for alike in memory.like(first, 5)} == {*rest}
