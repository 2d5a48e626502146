"""One catalogue, several threads."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Event, Lock

import psutil
import pytest
from sqlalchemy import text

from app.catalog.catalog import Catalog
from app.catalog.errors import StaleEdit
from app.catalog.file_database import FileDatabase
from app.catalog.turns import Turns
from app.domain.states import State
from tests.catalog.bench import CONFIDENCE, Bench, card, preparation
from tests.catalog.conftest import Reopen

ON_BOTH = True


def together(*works: Callable[[], object]) -> list[object]:
    """Run each on a thread of its own, all starting at once."""
    start = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        start.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def bring_in(catalog: Catalog, count: int) -> None:
    for number in range(count):
        catalog.add_photos([Path(f"/novas/{number}.jpg")])
        (photo,) = catalog.unprepared(1)
        catalog.prepared(photo.id, preparation(str(photo.path)))


def generate(catalog: Catalog, count: int) -> None:
    done = 0
    while done < count:
        job = catalog.claim_next()
        if job is not None:
            catalog.finish(job.product_id, card(), CONFIDENCE, {}, {})
            done += 1


def maintain(catalog: Catalog) -> None:
    for _ in range(20):
        catalog.checkpoint()


def edit(catalog: Catalog, product_id: int, version: int, count: int) -> int:
    for number in range(count):
        version = catalog.save_values(product_id, card(product_name=f"Nome {number}"), version)
        assert catalog.rows([product_id])[0].name == f"Nome {number}"
    return version


def test_import_generation_and_editing_at_once(bench: Bench) -> None:
    catalog = bench.catalog
    edited, version = bench.review("editado.jpg")
    *_, last = together(
        lambda: bring_in(catalog, 60),
        lambda: generate(catalog, 60),
        lambda: maintain(catalog),
        lambda: edit(catalog, edited, version, 60),
    )
    assert last == version + 60
    assert catalog.counts()[State.REVIEW] == 61
    assert catalog.progress().queued == 0


def test_a_job_is_claimed_by_one(bench: Bench) -> None:
    ids = bench.queue(*(f"{number}.jpg" for number in range(30)))

    def claim() -> list[int]:
        mine = []
        while (job := bench.catalog.claim_next()) is not None:
            mine.append(job.product_id)
        return mine

    first, second, third = together(claim, claim, claim)
    assert isinstance(first, list)
    assert isinstance(second, list)
    assert isinstance(third, list)
    assert sorted(first + second + third) == ids


def test_of_two_edits_of_one_version_one_wins(bench: Bench) -> None:
    product_id, version = bench.review("a.jpg")

    def edit(name: str) -> str | None:
        try:
            bench.catalog.save_values(product_id, card(product_name=name), version)
        except StaleEdit:
            return None
        return name

    winners = [name for name in together(lambda: edit("um"), lambda: edit("dois")) if name is not None]
    found = bench.catalog.product(product_id)
    assert found.card is not None
    assert [found.card.values["product_name"]] == winners
    assert found.version == version + 1


def test_two_programs_write_at_once(bench: Bench, reopen: Reopen) -> None:
    ids = [bench.approve(f"{number}.jpg")[0] for number in range(20)]
    with reopen(exclusive=False) as beside:

        def export() -> None:
            for row in list(beside.approved_for_export()):
                beside.mark_exported([row])

        def bring_in() -> None:
            for number in range(20):
                bench.catalog.add_photos([Path(f"/novas/{number}.jpg")])

        together(export, bring_in)
    counts = bench.catalog.counts()
    assert (counts[State.EXPORTED], counts[State.QUEUED]) == (len(ids), 20)


def test_turns_go_round_in_the_order_of_asking() -> None:
    turns, order, guard = Turns(), list[int](), Lock()
    asked = [Event() for _ in range(4)]

    def take(number: int) -> None:
        asked[number].set()
        with turns, guard:
            order.append(number)

    with ThreadPoolExecutor(4) as pool:
        with turns:
            for number in range(4):
                pool.submit(take, number)
                asked[number].wait()
                while len(turns._waiting) <= number:  # it said so just before it asked
                    pass
        pool.shutdown()
    assert order == [0, 1, 2, 3]


def test_a_turn_ends_with_an_error_too() -> None:
    turns = Turns()
    with pytest.raises(ZeroDivisionError), turns:
        raise ZeroDivisionError
    with turns:
        pass


def test_who_reads_on_while_it_is_closed_leaves_nothing_open(tmp_path: Path) -> None:
    def held() -> list[str]:
        return [file.path for file in psutil.Process().open_files() if Path(file.path).parent == tmp_path]

    database = FileDatabase(tmp_path / "catalogue.sqlite3")
    with database.reading() as session:
        session.execute(text("SELECT name FROM sqlite_master"))
        database.close()
        assert held()
    assert not held()
