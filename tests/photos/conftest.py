"""One photo in every format."""

from pathlib import Path

import pytest

from tests.photos.pictures import WRITERS, quarters


@pytest.fixture(params=sorted(WRITERS))
def format_name(request: pytest.FixtureRequest) -> str:
    """Each format in turn."""
    return str(request.param)


@pytest.fixture
def photo_file(format_name: str, tmp_path: Path) -> Path:
    """The four quarters in one of the formats."""
    path = tmp_path / f"photo.{format_name.partition('-')[0]}"
    WRITERS[format_name](quarters(), path)
    return path
