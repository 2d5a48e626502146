"""Settings survive a restart, and a broken file loses nothing."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.settings import Choices, Settings, load_choices, save_choices
from app.wording import Language


def test_choices_come_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "settings.json"
    choices = Choices(
        settings=Settings(theme="dark", temperature=0.7),
        text_model=tmp_path / "modelo ação.gguf",
        instructions={Language.PT: "Fale “bonito”."},
    )
    save_choices(choices, path)
    assert load_choices(path) == choices
    assert [file.name for file in path.parent.iterdir()] == ["settings.json"]


def test_without_a_file_the_defaults_serve(tmp_path: Path) -> None:
    assert load_choices(tmp_path / "settings.json") == Choices()


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"settings": {"theme": "pink"}}', b"[1]"])
def test_a_broken_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    assert load_choices(path) == Choices()
    assert (tmp_path / "settings.broken.json").read_bytes() == content


def test_settings_are_frozen_and_bounded() -> None:
    with pytest.raises(ValidationError):
        setattr(Settings(), "theme", "dark")  # noqa: B010  # as code that ignores the types would
    with pytest.raises(ValidationError):
        Settings(minimum_words=3)
