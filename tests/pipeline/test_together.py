"""Photos as they come in → products."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.catalog.photos import MOST_PHOTOS
from app.pipeline.together import By, together

A, B = Path("/fotos/a"), Path("/fotos/b")
PHOTOS = [A / "S1_2.jpg", A / "S1_1.jpg", A / "IMG_0001.jpg", B / "S1_1.jpg"]


@pytest.mark.parametrize(
    ("by", "products"),
    [
        (By.NONE, [(photo,) for photo in PHOTOS]),
        (By.NAME, [(A / "S1_1.jpg", A / "S1_2.jpg"), (A / "IMG_0001.jpg",), (B / "S1_1.jpg",)]),
        (By.FOLDER, [(A / "IMG_0001.jpg", A / "S1_1.jpg", A / "S1_2.jpg"), (B / "S1_1.jpg",)]),
    ],
)
def test_photos_become_products(by: By, products: list[tuple[Path, ...]]) -> None:
    assert list(together(PHOTOS, by)) == products


def test_in_a_folder_the_front_comes_first_and_9_before_10() -> None:
    names = ["10.jpg", "9.jpg", "costas.jpg", "de frente.jpg"]
    (found,) = together([A / name for name in names], By.FOLDER)
    assert [path.name for path in found] == ["de frente.jpg", "9.jpg", "10.jpg", "costas.jpg"]


def test_a_folder_with_too_many_photos_holds_many_products() -> None:
    many = [A / f"{number}.jpg" for number in range(MOST_PHOTOS + 1)]
    assert list(together(many, By.FOLDER)) == [(photo,) for photo in many]
    assert len(list(together(many[1:], By.FOLDER))) == 1


def test_a_folder_is_only_read_as_far_as_it_is_asked_for() -> None:
    read: list[Path] = []

    def photos() -> Iterator[Path]:
        for photo in (A / "1.jpg", B / "2.jpg", A / "3.jpg"):
            read.append(photo)
            yield photo

    assert next(together(photos(), By.FOLDER)) == (A / "1.jpg",)
    assert read == [A / "1.jpg", B / "2.jpg"]
