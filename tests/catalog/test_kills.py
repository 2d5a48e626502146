"""Killed in the middle: everything is in its old or its new state, and what was said to be done is done."""

import itertools
import subprocess
import sys
from pathlib import Path

from app.catalog.catalog import Catalog
from app.catalog.rows import Act
from app.domain.states import State
from tests.catalog.bench import Clock

SAID = {"finished": 0, "saved": 1, "approved": 2, "exported": 3}
REACHED = {State.REVIEW: 0, State.APPROVED: 2, State.EXPORTED: 3}


def work_and_die(folder: Path, lines: int, work: str = "main") -> list[tuple[str, int]]:
    """Run the worker, kill it after so many lines, and return what it said, also in its last moments."""
    command = [sys.executable, "-m", "tests.catalog.worker", str(folder), work]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(lines)]
        process.kill()
        said += process.stdout.readlines()
    assert process.returncode != 0
    whole = [line.split() for line in said if line.endswith("\n")]
    return [(what, int(product_id)) for what, product_id in whole]


def test_killed_again_and_again(folder: Path, clock: Clock) -> None:
    reached: dict[int, int] = {}
    added: set[int] = set()
    for lines in (1, 2, 7, 18, 33, 64):
        for what, product_id in work_and_die(folder, lines):
            added.add(product_id)
            if what in SAID:
                reached[product_id] = SAID[what]
        _inspect(folder, clock, added, reached)
    assert len(added) > 15


def test_killed_while_a_card_is_being_generated(folder: Path, clock: Clock) -> None:
    ((what, product_id),) = work_and_die(folder, 1, "hold")
    assert what == "claimed"
    with Catalog.open(folder, clock=clock) as catalog:
        product = catalog.product(product_id)
        assert (product.state, product.attempt, product.draft) == (State.QUEUED, 1, {"product_name": "Digitado"})
        assert product.photos[0].path.read_bytes() == b"pasted"
        assert [line.act for line in catalog.history(product_id)] == [Act.ADDED, Act.CLAIMED, Act.RECOVERED]
        job = catalog.claim_next()
        assert job is not None
        assert (job.product_id, job.attempt) == (product_id, 2)


def _inspect(folder: Path, clock: Clock, added: set[int], reached: dict[int, int]) -> None:
    with Catalog.open(folder, clock=clock) as catalog:  # the lock went with the program
        with catalog._reading() as session:
            driver = session.connection().connection.cursor()
            assert driver.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            assert driver.execute("PRAGMA foreign_key_check").fetchall() == []
            driver.close()
        ids = catalog.product_ids()
        assert added <= set(ids)
        names = [row.file_name for row in catalog.rows(ids)]
        assert len(set(names)) == len(names)
        assert catalog.counts()[State.GENERATING] == 0
        for product_id in ids:
            _inspect_product(catalog, product_id, reached.get(product_id))


def _inspect_product(catalog: Catalog, product_id: int, said: int | None) -> None:
    product = catalog.product(product_id)
    history = catalog.history(product_id)
    assert history[-1].after is product.state
    assert all(before.after is after.before for before, after in itertools.pairwise(history))
    if said is None:
        return
    assert REACHED[product.state] >= (0 if said == SAID["saved"] else said)
    assert product.card is not None
    if said >= SAID["saved"]:
        assert product.card.values["product_name"] == f"Produto {product_id}"
