"""Dropped files and folders become products, each photo once, whatever lies around it."""

import os
import shutil
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.domain.states import State
from app.pipeline.intake import Doubled, Listed, Prepared, Refused, find_photos, prepare_photos, take_photos
from tests.pipeline.conftest import Photo
from tests.pipeline.driving import listed, take_in


def test_folders_are_walked_in_the_order_of_their_names(photo: Photo, tmp_path: Path) -> None:
    made = [photo(name) for name in ("b/2.png", "b/10.JPG", "a.png", "b/c/d.webp", "Z.png", "á/e.png")]
    (tmp_path / "fotos" / "notas.txt").touch()
    found = list(find_photos([tmp_path / "fotos"]))
    assert set(found) == set(made)
    inside = [path.relative_to(tmp_path / "fotos").as_posix() for path in found]
    assert inside == ["Z.png", "a.png", "b/10.JPG", "b/2.png", "b/c/d.webp", "á/e.png"]


def test_hidden_files_and_folders_are_passed_over(photo: Photo, tmp_path: Path) -> None:
    for name in (".oculta.png", "._b.png", ".lixo/a.png", "__MACOSX/b.png", "b.png"):
        photo(name)
    assert [path.name for path in find_photos([tmp_path / "fotos"])] == ["b.png"]
    named = tmp_path / "fotos" / ".oculta.png"
    assert list(find_photos([named])) == [named]


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_links_to_folders_are_not_followed(photo: Photo, tmp_path: Path) -> None:
    photo("a.png")
    (tmp_path / "fotos" / "volta").symlink_to(tmp_path / "fotos", target_is_directory=True)
    (tmp_path / "fotos" / "b.png").symlink_to(tmp_path / "fotos" / "a.png")
    assert [path.name for path in find_photos([tmp_path / "fotos"])] == ["a.png", "b.png"]


def test_relative_paths_become_absolute(photo: Photo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = photo("a.png")
    monkeypatch.chdir(tmp_path)
    assert list(find_photos([Path("fotos"), Path("fotos/a.png")])) == [made, made]


def test_a_name_that_no_system_takes_stands_for_itself(tmp_path: Path) -> None:
    long = tmp_path / ("n" * 5000)
    assert list(find_photos([long])) == [long]


def test_what_was_named_but_is_no_photo_is_a_failed_row(catalog: Catalog, tmp_path: Path) -> None:
    note, gone = tmp_path / "nota.txt", tmp_path / "sumiu.jpg"
    note.write_text("não é foto")
    taken = take_in(catalog, note, gone)
    first, second = listed(taken)
    assert taken[1:] == [Refused(first), Refused(second)]
    for id_, path, code in ((first, note, "photo.not_a_photo"), (second, gone, "photo.gone")):
        product = catalog.product(id_)
        assert product.state is State.FAILED
        assert product.failure is not None
        assert product.failure.code == code
        assert product.failure.facts["path"] == str(path)
        assert not product.failure.retryable


def test_the_same_path_twice_is_one_product(catalog: Catalog, photo: Photo) -> None:
    path = photo("a.png")
    assert list(take_photos(catalog, [path, path.parent, path])) == [Listed((1,), 2)]
    assert list(take_photos(catalog, [path])) == [Listed((), 1)]


def test_the_same_bytes_under_another_name_are_taken_out_again(catalog: Catalog, photo: Photo) -> None:
    path = photo("a.png")
    copy = Path(shutil.copy(path, path.with_name("b.png")))
    taken = take_in(catalog, path, copy)
    first, second = listed(taken)
    assert taken[1:] == [Prepared(first), Doubled(second, of=first)]
    assert catalog.product_ids() == [first]


def test_many_are_listed_a_transaction_at_a_time(catalog: Catalog, tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.jpg" for number in range(250)]
    taken = list(take_photos(catalog, paths))
    assert all(isinstance(entry, Listed) for entry in taken)
    assert [len(entry.products) for entry in taken] == [50] * 5


def test_interrupted_and_resumed(catalog: Catalog, photo: Photo) -> None:
    paths = [photo(f"{name}.png") for name in "abc"]
    ids = listed(take_photos(catalog, paths))
    work = prepare_photos(catalog)
    assert next(work) == Prepared(ids[0])
    del work
    assert [photo.path for photo in catalog.unprepared(10)] == paths[1:]
    assert list(prepare_photos(catalog)) == [Prepared(ids[1]), Prepared(ids[2])]
    assert list(prepare_photos(catalog)) == []


def test_nothing_is_claimed_before_it_is_prepared(catalog: Catalog, photo: Photo) -> None:
    list(take_photos(catalog, [photo("a.png")]))
    assert catalog.claim_next() is None
    list(prepare_photos(catalog))
    assert catalog.claim_next() is not None
