"""``fichario generate`` without any model named: the one that ships writes, and says that it is small."""

from pathlib import Path

import pytest

from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD
from app.domain.registry import read_entry
from app.settings import Choices, Settings, save_choices
from app.wording import Language
from inference.llama.options import ModelFiles
from tests.cli.conftest import picture
from tests.cli.program import ENGLISH, Program, lines, with_model, with_shipped
from tests.tiny_model.shipped import DEMO, ship

SHORT = ("--words", "30", "--threads", "1")
ENTRY = read_entry(DEMO / "model.toml")
CALIBRATION = f'\n[calibration.{COLOUR_FIELD}]\nfrom = "{COLOUR_FIELD}"\nknots = [[0.5, 0.25]]\n'


@pytest.fixture(scope="session")
def shipped(model: ModelFiles, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, ...]:
    """Starts the program with the tiny model in the demonstration model's place, and two samples."""
    folder = tmp_path_factory.mktemp("shipped")
    ship(model, folder / "demo", CALIBRATION)
    (folder / "exemplos").mkdir()
    for seed, name in enumerate(("bolsa.jpg", "abajur.jpg")):
        picture(seed).save(folder / "exemplos" / name)
    return with_shipped(folder / "demo", folder / "exemplos")


@pytest.fixture
def demonstration(shipped: tuple[str, ...], home: Path) -> Program:
    return Program(home, shipped)


def test_samples_need_no_photo_and_no_model(demonstration: Program) -> None:
    ended = demonstration.run("generate", "--samples", *SHORT)
    assert ended.returncode == 0, ended.stderr
    said = lines(ended.stdout)
    assert [Path(line["photo"]).name for line in said] == ["abajur.jpg", "bolsa.jpg"]
    for line in said:
        assert line["card"][CATEGORY_FIELD] in ENTRY.lists[CATEGORY_FIELD]
        assert line["card"][COLOUR_FIELD] in ENTRY.lists[COLOUR_FIELD]
        assert line["confidence"][COLOUR_FIELD] == 0.25
    first, loading, *_ = ended.stderr.splitlines()
    assert first.startswith("Modelo de demonstração. Pequeno: conhece")
    assert "--model" in first
    assert loading == "Carregando o modelo…"


def test_it_says_what_it_does_not_know(demonstration: Program, photos: Path, home: Path) -> None:
    edited = Choices(instructions={Language.ES: "Hable de botas."})
    save_choices(edited, home / "config" / "fichario" / "settings.json")
    ended = demonstration.run("generate", photos / "boné.png", "--language", "es", *SHORT, language=ENGLISH)
    assert ended.returncode == 0, ended.stderr
    said = ended.stderr.splitlines()
    assert said[0].startswith("Demonstration model. Small: it knows")
    assert "another language" in said[1]
    assert "edited instructions" in said[2]
    assert "card" in lines(ended.stdout)[0]


def test_it_reads_no_hints_and_says_so(demonstration: Program, photos: Path) -> None:
    hinted = demonstration.run("generate", photos / "boné.png", "--hint", "linho", *SHORT, language=ENGLISH)
    assert "It reads no hints: it follows only its own instructions." in hinted.stderr
    plain = demonstration.run("generate", photos / "boné.png", *SHORT)
    assert lines(plain.stdout)[0]["card"] == lines(hinted.stdout)[0]["card"]


def test_a_model_that_was_named_says_nothing_of_it(demonstration: Program, photos: Path, model: ModelFiles) -> None:
    ended = demonstration.run("generate", photos / "boné.png", "--words", "30", *with_model(model))
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.startswith("Carregando o modelo…")
    assert lines(ended.stdout)[0]["confidence"][COLOUR_FIELD] != 0.25


def test_it_takes_no_missing_models_place(demonstration: Program, photos: Path, home: Path, tmp_path: Path) -> None:
    gone = Choices(settings=Settings(), text_model=tmp_path / "a.gguf", projector=tmp_path / "b.gguf")
    save_choices(gone, home / "config" / "fichario" / "settings.json")
    ended = demonstration.run("generate", photos, *SHORT)
    assert ended.returncode == 1
    assert "não está mais onde estava" in ended.stderr
    assert ended.stdout == ""


def test_an_installation_without_samples_says_so(home: Path, model: ModelFiles) -> None:
    ended = Program(home, with_shipped(None, None)).run("generate", "--samples", *with_model(model))
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "Esta instalação não tem fotos de exemplo.\n"
