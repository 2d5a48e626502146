"""The first rows of a list are read before it is shown, and count for as long as nothing changes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.gui.rows import CatalogueRows
from app.wording import Language
from tests.catalog.bench import Clock


@pytest.fixture
def catalog(tmp_path: Path, empty_catalogue: Callable[[Path], Path]) -> Iterator[Catalog]:
    with Catalog.open(empty_catalogue(tmp_path / "catalogo"), clock=Clock()) as opened:
        opened.add_photos([tmp_path / f"{number}.jpg" for number in range(3)])
        yield opened


@pytest.fixture
def rows(catalog: Catalog) -> CatalogueRows:
    return CatalogueRows(catalog, Language.PT, {})


def test_what_was_read_before_is_shown_once(catalog: Catalog, rows: CatalogueRows) -> None:
    ids = catalog.product_ids()
    rows.list_only(ids, rows.ask().read(ids))
    catalog.remove(ids[:1])
    assert [row.title for row in rows.rows(ids[:2])] == ["0.jpg", "1.jpg"]
    assert [row.title for row in rows.rows(ids)] == ["1.jpg", "2.jpg"]


def test_rows_beyond_it_are_read_when_they_are_wanted(catalog: Catalog, rows: CatalogueRows) -> None:
    ids = catalog.product_ids()
    rows.list_only(ids, rows.ask().read(ids[:1]))
    assert [row.title for row in rows.rows(ids)] == ["0.jpg", "1.jpg", "2.jpg"]


@pytest.mark.parametrize("shown", [True, False])
def test_nothing_is_shown_that_a_change_has_overtaken(catalog: Catalog, rows: CatalogueRows, shown: bool) -> None:
    ids = catalog.product_ids()
    page = rows.ask().read(ids)
    if shown:
        rows.list_only(ids, page)
    catalog.remove(ids[:1])
    rows.changed()
    if not shown:
        rows.list_only(ids, page)
    assert [row.title for row in rows.rows(ids)] == ["1.jpg", "2.jpg"]
