"""What a person reads when ``fichario generate`` cannot do what was asked: sentences, never a trace."""

import os
import shutil
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from app.settings import Choices, Settings, save_choices
from app.wording import Language
from inference.llama.options import ModelFiles
from tests.cli.conftest import picture
from tests.cli.program import ENGLISH, PORTUGUESE, Program, lines, with_model, with_shipped

Spoil = Callable[[ModelFiles, Path], ModelFiles]


def _missing(files: ModelFiles, folder: Path) -> ModelFiles:
    return ModelFiles(folder / "nowhere.gguf", files.projector)


def _truncated(files: ModelFiles, folder: Path) -> ModelFiles:
    cut = folder / "cut.gguf"
    cut.write_bytes(files.text.read_bytes()[:100_000])
    return ModelFiles(cut, files.projector)


def _swapped(files: ModelFiles, _folder: Path) -> ModelFiles:
    return ModelFiles(files.projector, files.text)


def said_to_be_vast(png: bytes) -> bytes:
    """A PNG file whose header claims 20,000 × 20,000 pixels (W3C PNG, §11.2.1)."""
    header = b"IHDR" + (20_000).to_bytes(4, "big") * 2 + png[24:29]
    return png[:12] + header + zlib.crc32(header).to_bytes(4, "big") + png[33:]


@pytest.mark.parametrize(
    ("spoil", "language", "sentence"),
    [
        (_missing, PORTUGUESE, "não está mais onde estava"),
        (_truncated, PORTUGUESE, "não pôde ser carregado"),
        (_swapped, ENGLISH, "are not a pair"),
    ],
)
def test_a_bad_model(
    spoil: Spoil, language: str, sentence: str, model: ModelFiles, photos: Path, program: Program, tmp_path: Path
) -> None:
    ended = program.run("generate", photos, *with_model(spoil(model, tmp_path)), language=language)
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert sentence in ended.stderr
    assert "Traceback" not in ended.stderr


def test_no_model_is_wrong_usage_where_none_ships(photos: Path, home: Path) -> None:
    ended = Program(home, with_shipped(None, None)).run("generate", photos)
    assert ended.returncode == 2
    assert ended.stderr.startswith("Nenhum modelo foi escolhido. Diga --model")
    assert ended.stdout == ""


@pytest.mark.parametrize("half", ["--model", "--mmproj"])
def test_half_a_model_is_wrong_usage(half: str, model: ModelFiles, photos: Path, program: Program) -> None:
    ended = program.run("generate", photos, half, model.text)
    assert ended.returncode == 2
    assert ended.stderr.startswith("Nenhum modelo foi escolhido. Diga --model")


def test_instructions_that_cannot_be_filled_in(home: Path, model: ModelFiles, photos: Path, program: Program) -> None:
    choices = Choices(settings=Settings(), instructions={Language.PT: "Escreva {{ nada_assim }}"})
    save_choices(choices, home / "config" / "fichario" / "settings.json")
    ended = program.run("generate", photos, *with_model(model))
    assert ended.returncode == 1
    assert ended.stderr.startswith("As instruções não podem ser usadas")


def test_a_folder_without_photos(model: ModelFiles, program: Program, tmp_path: Path) -> None:
    ended = program.run("generate", tmp_path, *with_model(model))
    assert ended.returncode == 1
    assert ended.stderr.startswith("Nenhuma foto no que foi adicionado.")


def test_each_kind_of_bad_photo(model: ModelFiles, program: Program, tmp_path: Path) -> None:
    made = {
        "empty": tmp_path / "vazia.jpg",
        "truncated": tmp_path / "cortada.png",
        "not_a_photo": tmp_path / "texto.jpg",
        "too_large": tmp_path / "enorme.png",
        "gone": tmp_path / "não há.jpg",
        "unreadable": tmp_path / ("comprida" * 40),
    }
    made["empty"].touch()
    picture(1).save(tmp_path / "inteira.png")
    made["truncated"].write_bytes((tmp_path / "inteira.png").read_bytes()[:-200])
    made["not_a_photo"].write_text("texto")
    made["too_large"].write_bytes(said_to_be_vast((tmp_path / "inteira.png").read_bytes()))
    ended = program.run("generate", *made.values(), *with_model(model))
    assert ended.returncode == 1
    said = lines(ended.stdout)
    assert [line["error"]["code"] for line in said] == [f"photo.{reason}" for reason in made]
    assert all(line["error"]["sentence"] and line["error"]["remedy"] for line in said)
    assert "Traceback" not in ended.stderr
    assert ended.stderr.endswith("Fichas escritas: 0 de 6.\n")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no names that are no text")
def test_a_name_that_is_no_text(model: ModelFiles, program: Program, tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\x1b[2J.jpg"))
    path.touch()
    ended = program.run("generate", path, *with_model(model))
    (line,) = lines(ended.stdout)
    assert line["photo"] == str(path)
    assert line["error"]["code"] == "photo.empty"
    assert "\x1b" not in ended.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_standard_output_on_a_full_disk(model: ModelFiles, program: Program, tmp_path: Path) -> None:
    empty, out = tmp_path / "vazia.jpg", tmp_path / "fichas.csv"
    empty.touch()
    with Path("/dev/full").open("w") as full:
        process = program.begin("generate", empty, "--csv", out, *with_model(model), stdout=full)
        _, said = process.communicate()
    assert process.returncode == 1
    assert "O sistema recusou a operação" in said
    assert "Traceback" not in said
    assert out.exists()


def test_a_settings_file_that_cannot_be_read_is_no_obstacle(home: Path, photos: Path, program: Program) -> None:
    path = home / "config" / "fichario" / "settings.json"
    path.parent.mkdir(parents=True)
    path.write_text("{broken")
    assert program.run("generate", photos).returncode == 0
    assert path.with_suffix(".broken.json").read_text() == "{broken"


def test_a_model_in_a_folder_of_any_name(model: ModelFiles, program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "modelos “novos” 日本"
    folder.mkdir()
    moved = ModelFiles(*(Path(shutil.copy(path, folder)) for path in (model.text, model.projector)))
    ended = program.run("generate", tmp_path / "não há.jpg", *with_model(moved))
    assert [line["error"]["code"] for line in lines(ended.stdout)] == ["photo.gone"], ended.stderr
