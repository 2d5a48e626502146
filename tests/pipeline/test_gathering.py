"""Photos of the same product that come in together: put together at once, or proposed."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.domain.photo_names import MOST_VIEWS
from app.pipeline.gathering import GATHERING, Gathering, gathering_of
from app.pipeline.intake import Gathered, Listed, take_photos
from app.pipeline.joining import join_groups
from app.pipeline.together import By


@pytest.fixture
def catalog(tmp_path: Path, empty_catalogue: Callable[[Path], Path]) -> Iterator[Catalog]:
    with Catalog.open(empty_catalogue(tmp_path / "catalogo"), clock=lambda: datetime.now(UTC)) as opened:
        yield opened


def touch(folder: Path, *names: str) -> list[Path]:
    """Files of these names; what is in them is nobody's business yet."""
    folder.mkdir(parents=True, exist_ok=True)
    made = [folder / name for name in names]
    for path in made:
        path.touch()
    return made


def gathered(catalog: Catalog, *paths: Path) -> Gathered | None:
    """What is proposed after a drop."""
    told = list(take_photos(catalog, paths))
    assert all(isinstance(one, Listed) for one in told[:-1])
    return told[-1] if isinstance(told[-1], Gathered) else None


def names(catalog: Catalog) -> list[list[str]]:
    """Every product's photos."""
    found = [catalog.product(product).photos for product in catalog.product_ids()]
    return [[photo.path.name for photo in photos] for photos in found]


def test_a_pattern_in_the_names_is_proposed_and_joined_in_one_deed(catalog: Catalog, tmp_path: Path) -> None:
    shown = ("A1_costas.jpg", "A1_frente.jpg", "B2-1.jpg", "B2-2.jpg", "IMG_0001.jpg", "IMG_0002.jpg")
    touch(tmp_path / "fotos", *shown)
    found = gathered(catalog, tmp_path / "fotos")
    assert found is not None
    assert (found.by, len(found.products)) == (By.NAME, 6)
    assert names(catalog) == [[name] for name in shown], "nothing is joined by itself"
    done = join_groups(catalog, found.groups)
    assert sorted(names(catalog)) == [
        ["A1_frente.jpg", "A1_costas.jpg"],
        ["B2-1.jpg", "B2-2.jpg"],
        ["IMG_0001.jpg"],
        ["IMG_0002.jpg"],
    ]
    undone = catalog.undo(done.deed)
    assert undone is not None
    assert undone.left == 0
    assert names(catalog) == [[name] for name in shown]


def test_hundreds_are_one_deed(catalog: Catalog, tmp_path: Path) -> None:
    touch(tmp_path / "fotos", *(f"S{number:03}-{view}.jpg" for number in range(60) for view in (1, 2, 3)))
    found = gathered(catalog, tmp_path / "fotos")
    assert found is not None
    done = join_groups(catalog, found.groups)
    assert len(catalog.product_ids()) == 60
    catalog.undo(done.deed)
    assert len(catalog.product_ids()) == 180


def test_a_telephones_three_hundred_photos_are_left_alone(catalog: Catalog, tmp_path: Path) -> None:
    touch(tmp_path / "DCIM", *(f"IMG_{number:04}.jpg" for number in range(1, 301)))
    assert gathered(catalog, tmp_path / "DCIM") is None
    assert len(catalog.product_ids()) == 300


def test_a_few_photos_may_be_one_product(catalog: Catalog, tmp_path: Path) -> None:
    paths = touch(tmp_path, *(f"IMG_{number:04}.jpg" for number in range(MOST_VIEWS)))
    found = gathered(catalog, *paths)
    assert found is not None
    assert (found.by, found.groups, len(found.products)) == (By.NONE, (), MOST_VIEWS)
    assert gathered(catalog, *touch(tmp_path, "a.jpg")) is None, "a lone photo is nobody's other side"


def test_folders_of_a_few_photos_each_are_products(catalog: Catalog, tmp_path: Path) -> None:
    for folder in ("cadeira", "mesa", "vaso"):
        touch(tmp_path / "loja" / folder, "IMG_0001.jpg", "IMG_0002.jpg")
    found = gathered(catalog, tmp_path / "loja")
    assert found is not None
    assert (found.by, [len(group) for group in found.groups]) == (By.FOLDER, [2, 2, 2])


@pytest.mark.parametrize(
    ("by", "products"),
    [
        ("name", [["A1-1.jpg", "A1-2.jpg"], ["IMG_0001.jpg"]]),
        ("folder", [["A1-1.jpg", "A1-2.jpg", "IMG_0001.jpg"]]),
        ("none", [["A1-1.jpg"], ["A1-2.jpg"], ["IMG_0001.jpg"]]),
    ],
)
def test_a_catalogue_can_want_it_at_once_or_never(
    catalog: Catalog, tmp_path: Path, by: str, products: list[list[str]]
) -> None:
    catalog.set_setting(GATHERING, {"by": by})
    touch(tmp_path / "fotos", "A1-1.jpg", "A1-2.jpg", "IMG_0001.jpg")
    assert gathered(catalog, tmp_path / "fotos") is None
    assert names(catalog) == products
    again = list(take_photos(catalog, [tmp_path / "fotos"]))
    assert again == [Listed((), 3)]


@pytest.mark.parametrize("kept", [{"by": "cor"}, "name", None, 7])
def test_a_setting_that_cannot_be_understood_is_the_usual_one(catalog: Catalog, kept: object) -> None:
    catalog.set_setting(GATHERING, kept)
    assert gathering_of(catalog) == Gathering()
    assert gathering_of(catalog).proposes
