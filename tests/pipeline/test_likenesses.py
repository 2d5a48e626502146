"""Photos that are there twice are found after they came in: the same file, the same picture, and nothing else."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageOps

from app.catalog.catalog import Catalog
from app.catalog.likeness_rows import Kind, Likeness
from app.pipeline.likeness_traits import Trait, traits_of
from app.pipeline.likenesses import PictureSearch
from tests.inference.test_likeness import scene
from tests.pipeline.driving import listed, take_in

Save = Callable[[str, Image.Image], Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def write(name: str, photo: Image.Image) -> Path:
        path = tmp_path / "fotos" / name
        path.parent.mkdir(exist_ok=True)
        photo.save(path, quality=90)
        return path

    return write


def shop(seed: int) -> Image.Image:
    """A photo like no other."""
    return Image.fromarray(scene(seed, 320, 240))


def looked_for(catalog: Catalog) -> list[Likeness]:
    assert sum(PictureSearch(catalog).update()) >= 0
    return catalog.likenesses()


def test_a_picture_is_known_again_and_what_was_done_to_it(catalog: Catalog, save: Save) -> None:
    photo = shop(1)
    first, _ = listed(take_in(catalog, save("a.png", photo), save("outra.png", shop(2))))
    changed = {
        "menor.jpg": (photo.resize((200, 150)), (Trait.SMALLER,)),
        "espelhada.png": (ImageOps.mirror(photo), (Trait.MIRRORED,)),
        "cortada.png": (photo.crop((20, 10, 308, 226)), (Trait.CUT,)),
        "clara.png": (Image.eval(photo, lambda value: min(255, value + 40)), (Trait.LIGHTER,)),
        "de-novo.jpg": (photo, (Trait.SAVED_AGAIN,)),
    }
    for name, (altered, traits) in changed.items():
        (product,) = listed(take_in(catalog, save(name, altered)))
        (likeness,) = [each for each in looked_for(catalog) if each.products == (first, product)]
        found = traits_of(likeness)
        assert (name, likeness.kind, found.traits) == (name, Kind.PICTURE, traits)
        if Trait.CUT in traits:
            assert found.share == pytest.approx(0.81, abs=0.03)
        catalog.remove([product])
    assert catalog.likenesses() == []


def test_the_same_file_in_a_product_that_stays(catalog: Catalog, save: Save) -> None:
    path = save("a.png", shop(3))
    copy = path.with_name("b.png")
    copy.write_bytes(path.read_bytes())
    (first,) = listed(take_in(catalog, path))
    (other,) = listed(take_in(catalog, save("c.png", shop(4))))
    catalog.add_products([[copy, save("d.png", shop(5))]])
    taken = take_in(catalog)
    assert len(taken) == 2
    (likeness,) = looked_for(catalog)
    assert (likeness.kind, likeness.products[0]) == (Kind.FILE, first)
    assert likeness.other.path == copy
    assert traits_of(likeness).traits == ()
    assert other not in likeness.products


def test_the_same_photo_of_another_colour_is_another_product(catalog: Catalog, save: Save) -> None:
    red, green, blue = shop(6).split()
    take_in(catalog, save("a.png", shop(6)), save("b.png", Image.merge("RGB", (blue, red, green))))
    assert looked_for(catalog) == []


def test_photos_from_before_get_prints_and_nothing_is_done_twice(catalog: Catalog, save: Save) -> None:
    photo = shop(7)
    take_in(catalog, save("a.png", photo), save("b.png", photo.resize((160, 120))))
    with catalog._writing() as session:
        session.connection().exec_driver_sql("DELETE FROM print")
    search = PictureSearch(catalog)
    steps = search.update()
    assert next(steps) == 0  # made their prints, and was stopped
    steps.close()
    assert len(looked_for(catalog)) == 1
    assert list(search.update()) == []
    assert list(PictureSearch(catalog).update()) == []


def test_a_picture_that_was_removed_meanwhile_is_known_when_it_comes_back(catalog: Catalog, save: Save) -> None:
    photo = shop(8)
    (first,) = listed(take_in(catalog, save("a.png", photo)))
    removed = catalog.remove([first])
    take_in(catalog, save("b.jpg", photo))
    assert looked_for(catalog) == []
    catalog.undo(removed.deed)
    assert len(catalog.likenesses()) == 1
