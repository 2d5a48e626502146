"""What ships is found as files on disk, also where the program runs from an archive, and its absence is no error."""

import zipfile
from pathlib import Path

from app.shipped import Shipped, find_shipped, shipped_in, unpacked
from tests.tiny_model.shipped import DEMO


def test_nothing_ships_where_the_folders_are_missing_or_empty(tmp_path: Path) -> None:
    assert shipped_in(None, None) == shipped_in(tmp_path, tmp_path / "none") == Shipped()


def test_only_photos_are_samples_in_the_order_of_their_names(tmp_path: Path) -> None:
    for name in ("b.jpg", "a.PNG", "samples.toml", "._b.jpg", "__init__.py"):
        (tmp_path / name).touch()
    assert shipped_in(None, tmp_path).samples == (tmp_path / "a.PNG", tmp_path / "b.jpg")


def test_what_is_found_in_this_checkout_are_files() -> None:
    found = find_shipped()
    assert all(path.is_absolute() and path.is_file() for path in found.samples)
    if found.model is not None:
        assert found.model.folder == DEMO


def test_an_archive_is_unpacked_once(tmp_path: Path) -> None:
    archive = tmp_path / "program.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.writestr("samples/a.jpg", b"photo")
        file.writestr("samples/below/b.jpg", b"other")
    with zipfile.ZipFile(archive) as file:
        inside = zipfile.Path(file, "samples/")
        folder = unpacked(inside, tmp_path / "data" / "samples")
        assert [path.name for path in folder.iterdir()] == ["a.jpg"]
        (folder / "a.jpg").write_bytes(b"kept")
        assert unpacked(inside, folder) == folder
    assert (folder / "a.jpg").read_bytes() == b"kept"
