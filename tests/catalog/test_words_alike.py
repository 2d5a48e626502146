"""The two indexes of words find the same, whatever is typed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.catalog.catalog import Catalog
from app.catalog.rows import ProductFilter
from tests.catalog.bench import Bench, Clock
from tests.catalog.conftest import desk
from tests.postgresql import Cluster

NAMES = ("Camisa-p 100% algodão", "ação * OU -", "Köln_42 x2", "d'água: №5 “doce”", "1.5e3 a.b.com/c", "Árvore ½ ²ª")
TYPED = st.text(alphabet="aàbcçdeo0125%-_.*'\"()&|!:<>@/½²ª“€ \\", max_size=12)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, cluster: Cluster) -> Iterator[tuple[Catalog, Catalog]]:
    clock = Clock()
    with (
        cluster.database() as address,
        Catalog.open(tmp_path_factory.mktemp("file"), clock=clock) as file,
        desk(address, tmp_path_factory.mktemp("server"), clock) as server,
    ):
        for catalog in (file, server):
            for number, name in enumerate(NAMES):
                Bench(catalog, clock).review(f"{number}.jpg", product_name=name)
        yield file, server


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(typed=st.one_of(TYPED, st.sampled_from(NAMES)))
def test_they_find_the_same(both: tuple[Catalog, Catalog], typed: str) -> None:
    file, server = (catalog.product_ids(ProductFilter(text=typed)) for catalog in both)
    assert server == file


def test_a_word_longer_than_the_index_takes_is_found_by_its_beginning(both: tuple[Catalog, Catalog]) -> None:
    _, server = both
    (product,) = server.add_photos([Path(f"/fotos/{'ç' * 2000}.jpg")]).ids
    assert server.product_ids(ProductFilter(text="ç" * 600)) == [product]
