"""Paths that another system wrote are divided as that system does."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from sqlalchemy.dialects import sqlite

from app.catalog.columns import PathText
from app.domain.paths import as_written


@pytest.mark.parametrize(
    ("path", "name", "folder"),
    [
        ("C:\\Fotos\\caneca.jpg", "caneca.jpg", "C:\\Fotos"),
        ("\\\\nas\\fotos\\loja\\caneca.jpg", "caneca.jpg", "\\\\nas\\fotos\\loja"),
        ("/home/ana/fotos/caneca.jpg", "caneca.jpg", "/home/ana/fotos"),
        ("/home/ana/caneca\\azul.jpg", "caneca\\azul.jpg", "/home/ana"),
        ("\\home\\ana\\caneca.jpg", "caneca.jpg", "/home/ana"),
        ("caneca.jpg", "caneca.jpg", "."),
        ("", "", "."),
    ],
    ids=["drive", "server", "slashes", "backslash in a name", "slashes as Windows reads them", "name", "nothing"],
)
def test_a_path_is_divided_as_it_was_written(path: str, name: str, folder: str) -> None:
    read = as_written(path)
    assert (read.name, str(read.parent)) == (name, folder)
    assert as_written(read) == read


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        (PureWindowsPath("photos") / "a.png", "photos/a.png"),
        (PureWindowsPath("/home/ana/a.png"), "/home/ana/a.png"),
        (PureWindowsPath("C:/Fotos/a.png"), "C:\\Fotos\\a.png"),
        (PurePosixPath("photos") / "a.png", "photos/a.png"),
        (PurePosixPath("C:\\Fotos\\a.png"), "C:\\Fotos\\a.png"),
        (PurePosixPath("/home/ana/a\\b.png"), "/home/ana/a\\b.png"),
    ],
)
def test_what_is_written_down_says_the_same_on_every_system(path: PurePosixPath | PureWindowsPath, kept: str) -> None:
    assert PathText().process_bind_param(path, sqlite.dialect()) == kept
