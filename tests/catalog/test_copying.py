"""A whole catalogue moves to a server and back, and is the same there."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.catalog.catalog import Catalog
from app.catalog.copying import Copied, CopyDiffers, TargetNotEmpty
from app.catalog.desk_tables import DepositTable, DeskTable, PictureTable
from app.catalog.rows import ProductFilter
from app.catalog.tables import Base
from app.domain.states import State
from tests.catalog.bench import Bench, Clock, card
from tests.catalog.conftest import Desk
from tests.postgresql import Cluster

_OF_A_PLACE = {"claimed_by", "machine"}


@pytest.fixture
def lived(bench: Bench) -> Bench:
    """A catalogue in which everything happened."""
    catalog = bench.catalog
    product, version = bench.approve("a.jpg", product_name="Sofá “azul”")
    catalog.save_values(product, card(color_primary="verde"), version)
    catalog.mark_exported(catalog.approved_for_export(), "a.csv")
    bench.claim("c.jpg")
    catalog.fail(bench.claim("d.jpg"), "photo.truncated", {"path": "d.jpg"}, retryable=True)
    catalog.join(bench.queue("b/1.jpg", "b/2.jpg"))
    catalog.set_hint([product], "linho")
    catalog.set_lock(product, "color_primary", locked=True)
    catalog.add_stored_photo(b"png", ".png")
    catalog.add_photos([Path("/fotos/caf\udce9.jpg")])
    catalog.set_setting("categories", [{"id": "moveis"}])
    catalog.remove(bench.add("e.jpg"))
    catalog.spend(product, catalog.product(product).card.generated_at, 12.5)  # type: ignore[union-attr]
    return bench


def everything(catalog: Catalog) -> dict[str, list[dict[str, Any]]]:
    """All rows, but for what belongs to a place."""
    skipped = {DeskTable.__tablename__, DepositTable.__tablename__, PictureTable.__tablename__}
    with catalog._reading() as session:
        return {
            table.name: [
                {name: value for name, value in row.items() if name not in _OF_A_PLACE}
                for row in session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
            ]
            for table in Base.metadata.sorted_tables
            if table.name not in skipped
        }


@pytest.fixture
def other_folder(tmp_path: Path, empty_catalogue: Callable[[Path], Path], clock: Clock) -> Iterator[Catalog]:
    with Catalog.open(empty_catalogue(tmp_path / "de volta"), clock=clock) as opened:
        yield opened


def untold(_done: int, _total: int) -> None:
    """Nobody listens."""


def test_all_of_it_goes_to_a_server_and_comes_back(lived: Bench, desks: Desk, other_folder: Catalog) -> None:
    before = everything(lived.catalog)
    there = desks("ana")
    told: list[tuple[int, int]] = []
    copied = there.copy_from(lived.catalog, lambda done, total: told.append((done, total)))
    assert everything(there) == before
    assert everything(other_folder) != before
    assert (copied.products, copied.files, copied.missing) == (len(before["product"]), 1, 0)
    assert told == sorted(told)
    assert told[-1] == (copied.rows + copied.photos,) * 2
    assert copied == other_folder.copy_from(there, untold)
    assert everything(other_folder) == before
    pasted = [photo for photo in other_folder.photos_by_sha(_digest(before)) if photo.stored]
    assert pasted[0].path.read_bytes() == b"png"


def _digest(rows: dict[str, list[dict[str, Any]]]) -> str:
    (digest,) = (str(row["sha256"]) for row in rows["photo"] if row["stored"])
    return digest


def test_work_goes_on_in_the_copy(lived: Bench, desks: Desk, clock: Clock) -> None:
    numbers = lived.catalog.add_photos([Path("/fotos/última.jpg")]).ids
    with lived.catalog._writing() as session:
        session.delete(lived.catalog._product(session, numbers[0]))
    running = lived.catalog.product_ids(ProductFilter.standing(State.GENERATING))
    there = desks("ana")
    there.copy_from(lived.catalog, untold)
    assert there.recover() == len(running) == 1
    assert there.product_ids(ProductFilter(text="sofa")) == lived.catalog.product_ids(ProductFilter(text="sofa")) != []
    again = Bench(there, clock)
    assert again.add("nova.jpg") > list(numbers), "a number that was given is not given again"
    (product,) = there.product_ids(ProductFilter.standing(State.REVIEW))
    there.approve(product, there.product(product).version)
    undone = there.undo()
    assert undone is not None
    assert undone.ids == [product]


def test_what_is_not_empty_stays_as_it_is(lived: Bench, desks: Desk) -> None:
    there = desks("ana")
    there.add_photos([Path("/fotos/deles.jpg")])
    before = everything(there)
    with pytest.raises(TargetNotEmpty):
        there.copy_from(lived.catalog, untold)
    assert everything(there) == before


def test_a_row_that_comes_out_otherwise_is_noticed_and_nothing_stays(
    lived: Bench, desks: Desk, cluster: Cluster
) -> None:
    there = desks("ana")
    cluster.run(
        "CREATE FUNCTION spoil() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "BEGIN new.name := upper(new.name); RETURN new; END $$",
        "CREATE TRIGGER spoil BEFORE INSERT ON product FOR EACH ROW EXECUTE FUNCTION spoil()",
        database=there.name.partition(" ")[0],
    )
    empty = everything(there)
    with pytest.raises(CopyDiffers) as caught:
        there.copy_from(lived.catalog, untold)
    assert caught.value.facts["table"] == "product"
    assert everything(there) == empty


def test_a_pasted_picture_that_is_lost_is_counted(lived: Bench, other_folder: Catalog) -> None:
    (picture,) = (lived.catalog.folder / "photos").iterdir()
    picture.write_bytes(b"outra coisa")
    copied = other_folder.copy_from(lived.catalog, untold)
    assert isinstance(copied, Copied)
    assert (copied.files, copied.missing) == (0, 1)
    assert list(other_folder.folder.glob("photos/*")) == []
