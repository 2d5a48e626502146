"""Related products: who goes with whom, by which name, in which column; and that nobody looks where none is wanted."""

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from app.catalog.catalog import Catalog
from app.domain.card import card_type
from app.domain.fields import CustomField, FieldType
from app.export.presets import EVERY
from app.pipeline.approved import RELATED_COLUMN, export_approved, relations_of_approved
from app.pipeline.memory import Memory
from app.pipeline.related import RELATED, Named, RelatedProducts, memory_of, related_of, relations
from app.settings import Settings
from inference.embed import Space
from tests.catalog.bench import Bench, Clock

CARD = card_type(own=[CustomField(id="sku", type=FieldType.TEXT, name="SKU")], edited=True)
SPACE = Space("plain", 4, "")
SKUS = {"c": "S-3"}


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    clock = Clock()
    with Catalog.open(tmp_path / "catálogo", clock=clock) as catalog:
        yield Bench(catalog, clock)


def placed(bench: Bench, degrees: dict[int, float]) -> Memory:
    """The memory in which each product's photo stands at so many degrees."""
    vectors = {}
    for product, angle in degrees.items():
        turned = np.array([np.cos(np.radians(angle)), np.sin(np.radians(angle)), 0, 0], "<f4")
        vectors[bench.catalog.product(product).photos[0].id] = turned.tobytes()
    memory = Memory.open(bench.catalog, SPACE)
    bench.catalog.keep_vectors(SPACE.name, vectors)
    assert sum(memory.update()) == len(degrees)
    return memory


@pytest.fixture
def shop(bench: Bench) -> Iterator[tuple[dict[str, int], Memory]]:
    """Four approved products and one that waits; from the first one, the others stand further and further off."""
    names = {"a": "Sofá", "b": "Poltrona", "c": "Banco", "far": "Caneca"}
    ids = {key: bench.approve(f"{key}.jpg", product_name=name, sku=SKUS.get(key, ""))[0] for key, name in names.items()}
    ids["waiting"] = bench.review("w.jpg")[0]
    memory = placed(bench, {ids["a"]: 0, ids["b"]: 10, ids["c"]: 25, ids["far"]: 120, ids["waiting"]: 1})
    yield ids, memory
    memory.close()


def test_the_most_like_of_the_approved_that_are_like_enough(bench: Bench, shop: tuple[dict[str, int], Memory]) -> None:
    ids, memory = shop
    poltrona, banco = Named(f"poltrona-{ids['b']}", ""), Named(f"banco-{ids['c']}", "S-3")
    found = relations(bench.catalog, memory, [ids["a"], ids["far"]], 5)
    assert found == {ids["a"]: (poltrona, banco)}, "nothing is like the mug, and who waits is not in the shop"
    assert relations(bench.catalog, memory, [ids["a"]], 1) == {ids["a"]: (poltrona,)}
    assert (poltrona.code, banco.code) == (f"poltrona-{ids['b']}", "S-3")
    assert relations(bench.catalog, memory, [ids["a"]], 5, stop=lambda: True) == {}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_kind_of_file_names_them_in_its_way(
    bench: Bench, shop: tuple[dict[str, int], Memory], tmp_path: Path
) -> None:
    ids, memory = shop
    related = relations_of_approved(bench.catalog, memory, 3)
    b, c = f"poltrona-{ids['b']}", f"banco-{ids['c']}"
    columns = {
        "plain": (RELATED_COLUMN, f"{b} | S-3"),
        "woocommerce": ("Upsells", f"{b}, S-3"),
        "shopify": (
            "Related products (product.metafields.shopify--discovery--product_recommendation.related_products)",
            f"{b}; {c}",
        ),
    }
    for preset, (column, cell) in columns.items():
        out = tmp_path / f"{preset}.csv"
        export_approved(bench.catalog, CARD, EVERY[preset], out, again=True, related=related)
        found = rows(out)
        assert found[0][column] == cell
        assert found[3][column] == ""
        export_approved(bench.catalog, CARD, EVERY[preset], out, again=True)
        assert column not in rows(out)[0], "unless somebody wants it"


def test_what_is_kept_of_it(bench: Bench) -> None:
    assert related_of(bench.catalog).count == 0
    bench.catalog.set_setting(RELATED, RelatedProducts(count=4).model_dump())
    assert related_of(bench.catalog).count == 4
    bench.catalog.set_setting(RELATED, {"count": 4000})
    assert related_of(bench.catalog).count == 0


def test_the_memory_is_found_again_without_a_model(bench: Bench, shop: tuple[dict[str, int], Memory]) -> None:
    ids, memory = shop
    assert memory_of(bench.catalog, Settings()) is None, "somebody has it open"
    memory.close()
    again = memory_of(bench.catalog, Settings())
    assert again is not None
    assert [alike.product_id for alike in again.like(ids["a"], 2)] == [ids["waiting"], ids["b"]]
    again.close()


def test_where_nobody_looked_there_is_no_memory(bench: Bench) -> None:
    assert memory_of(bench.catalog, Settings()) is None
    assert not (bench.catalog.folder / "vectors").exists()
