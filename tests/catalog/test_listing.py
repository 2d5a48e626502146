"""Lists, search, order, and what the statements read."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, text

from app.catalog.catalog import Catalog
from app.catalog.rows import Order, ProductFilter
from app.catalog.tables import PhotoTable, ProductTable, SearchTable
from app.domain.states import State
from tests.catalog.bench import Bench, Clock, card
from tests.catalog.conftest import Reopen

ON_BOTH = True

MANY = 50_000
STATES = list(State)


@pytest.mark.parametrize(
    "words",
    ["sofa", "SOFÁ", "sofá azul", "azul sofa", "LAVÁVEL", "familia", "foto-antiga", "100%", "a_b"],
)
def test_a_product_is_found_by_any_of_its_texts(bench: Bench, words: str) -> None:
    wanted, _ = bench.review("Foto-Antiga.jpg", description_long="Para a família, 100% algodão a_b")
    bench.review(
        "outra.jpg", product_name="Mesa", color_primary="preto", features_list=["acb"], description_long="1000"
    )
    assert bench.catalog.product_ids(ProductFilter(text=words)) == [wanted]


def test_the_search_sees_edits_and_products_without_a_card(bench: Bench) -> None:
    product_id, version = bench.review("b.jpg")
    (waiting,) = bench.add("Caneca São João.jpg")
    assert bench.catalog.product_ids(ProductFilter(text="caneca sao")) == [waiting]
    bench.catalog.save_values(product_id, card(product_name="Caneca"), version)
    assert bench.catalog.product_ids(ProductFilter(text="caneca")) == [product_id, waiting]
    assert bench.catalog.product_ids(ProductFilter(text="lugares")) == []


def test_states_and_text_narrow_together(bench: Bench) -> None:
    reviewed, _ = bench.review("a.jpg")
    approved, _ = bench.approve("b.jpg")
    assert bench.catalog.product_ids(ProductFilter.standing(State.REVIEW, State.APPROVED)) == [reviewed, approved]
    assert bench.catalog.product_ids(replace(ProductFilter.standing(State.APPROVED), text="sofa")) == [approved]
    assert bench.catalog.product_ids(ProductFilter.standing()) == []


def test_the_least_sure_come_first_when_asked(bench: Bench) -> None:
    def generate(name: str, value: float) -> int:
        product_id = bench.claim(name)
        bench.catalog.finish(product_id, card(), {"product_name": {"value": value}}, {}, {})
        return product_id

    sure, unsure, middling = generate("a.jpg", 0.9), generate("b.jpg", 0.1), generate("c.jpg", 0.5)
    (without,) = bench.add("d.jpg")
    found = bench.catalog.product_ids(ProductFilter(order=Order.CONFIDENCE))
    assert found == [unsure, middling, sure, without]


def test_rows_come_in_the_order_asked_for(bench: Bench) -> None:
    first, second = bench.add("a.jpg", "b.jpg")
    rows = bench.catalog.rows([second, 99, first])
    assert [(row.id, row.name, row.file_name, row.confidence) for row in rows] == [
        (second, "", "b.jpg", None),
        (first, "", "a.jpg", None),
    ]
    assert bench.catalog.rows([]) == []


def test_the_next_to_review_goes_round(bench: Bench) -> None:
    first, _ = bench.review("a.jpg")
    bench.approve("b.jpg")
    third, _ = bench.review("c.jpg")
    assert bench.catalog.next_to_review(first) == third
    assert bench.catalog.next_to_review(third) == first
    bench.catalog.remove([third])
    assert bench.catalog.next_to_review(first) is None
    assert bench.catalog.next_to_review(0) == first


def test_settings_of_the_catalogue_last(bench: Bench, reopen: Reopen) -> None:
    categories = [{"id": "moveis", "pt": "Móveis"}]
    assert bench.catalog.setting("categories", []) == []
    bench.catalog.set_setting("categories", ["velho"])
    bench.catalog.set_setting("categories", categories)
    bench.catalog.close()
    with reopen() as again:
        assert again.setting("categories") == categories


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    """A catalogue of 50,000 products in all states, put in behind the repository's back."""
    clock = Clock()
    with Catalog.open(tmp_path_factory.mktemp("crowd"), clock=clock) as catalog:
        at = clock()
        product = {"version": 1, "ready": True, "queue_rank": 1, "attempt": 0, "created_at": at, "updated_at": at}
        numbers = range(1, MANY + 1)
        with catalog._writing() as session:
            session.execute(
                insert(ProductTable),
                [
                    product
                    | {"id": n, "state": STATES[n % 8], "batch": n // 1000, "confidence": n * 7919 % 1000 / 1000}
                    for n in numbers
                ],
            )
            session.execute(
                insert(PhotoTable),
                [
                    {
                        "product_id": n,
                        "position": 0,
                        "stored": False,
                        "path": Path(f"/f/{n}.jpg"),
                        "sha256": f"{n:064x}",
                    }
                    for n in numbers
                ],
            )
            session.execute(insert(SearchTable), [{"product_id": n, "text": f"produto {n}"} for n in numbers])
        yield catalog


@contextmanager
def plans(catalog: Catalog) -> Iterator[list[str]]:
    """Collects how SQLite goes about every statement in the block."""
    found: list[str] = []

    def explain(
        connection: Connection, cursor: object, statement: str, parameters: Any, _context: object, many: bool
    ) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            raw = connection.connection.cursor()
            plan = raw.execute(f"EXPLAIN QUERY PLAN {statement}", parameters[0] if many else parameters)
            found.extend(str(row[3]) for row in plan.fetchall())
            raw.close()

    engine = catalog._database._engine
    event.listen(engine, "before_cursor_execute", explain)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", explain)


def test_fifty_thousand_products_are_listed_in_order(crowd: Catalog) -> None:
    assert crowd.product_ids() == list(range(1, MANY + 1))
    assert sum(crowd.counts().values()) == MANY
    sorted_ids = crowd.product_ids(ProductFilter(order=Order.CONFIDENCE))
    assert sorted_ids[:2] == [1000, 2000]
    assert crowd.product_ids(ProductFilter(text="49999")) == [49999]
    assert len(crowd.rows(sorted_ids)) == MANY  # more than one statement can take
    with plans(crowd) as found:
        crowd.product_ids()
    assert found == ["SCAN product"]  # in the order of the key, without a sort


def test_statements_about_few_products_read_few(crowd: Catalog) -> None:
    with plans(crowd) as found:
        crowd.counts()
        crowd.progress()
        crowd.product_ids(ProductFilter.standing(State.REVIEW, State.REJECTED))
        crowd.next_to_review(25_000)
        crowd.rows(range(20_000, 20_050))
        crowd.thumbnails(range(20_000, 20_050))
        crowd.product(20_000)
        crowd.history(20_000)
        crowd.unprepared(20)
        crowd.photos_by_sha(f"{5:064x}")
        crowd.recent_figures(20)
        crowd.add_photos([Path("/f/5.jpg"), Path("/g/6.jpg")])
        crowd.claim_next()
        crowd.retry([6, 7])
        crowd.remove([1, 2])
        crowd.undo()
        crowd.redo()
        next(crowd.approved_for_export(), None)
    assert len(found) > 20
    full = [plan for plan in found if plan.startswith("SCAN") and "USING" not in plan and "CONSTANT ROW" not in plan]
    assert full == []


def test_moving_thousands_is_a_few_statements(crowd: Catalog) -> None:
    failed = crowd.counts()[State.FAILED]
    statements: list[str] = []
    engine = crowd._database._engine

    def count(_connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", count)
    try:
        assert len(crowd.retry().ids) == failed
        assert len(crowd.cancel().ids) > failed
    finally:
        event.remove(engine, "before_cursor_execute", count)
    assert len(statements) < 20
    with crowd._reading() as session:
        torn = session.execute(
            text(
                "SELECT count(*) FROM product WHERE state = 'cancelled' AND id % 8 = 6 AND NOT EXISTS (SELECT 1 FROM"
                " history WHERE product_id = product.id AND after = 'cancelled')"
            )
        )
        assert torn.scalar() == 0
