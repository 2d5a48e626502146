"""``fichario bench`` as a process of its own, with the real engine on the tiny model."""

import json
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil
import pytest
from PIL import Image

from inference.llama.options import ModelFiles
from tests.cli.conftest import picture
from tests.cli.program import ENGLISH, Program, with_model, with_shipped
from tests.tiny_model import make_text

ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
SHORT = ("--words", "30", "--threads", "1")
AT_ONCE = [1, 2, 4, 8]
LONG = ("--words", "30", "--slots", ",".join(map(str, AT_ONCE)), "--repeat", "4")
"""A measurement that goes on for a while behind its first figure: what comes after that may come late."""


@dataclass(frozen=True)
class Compared:
    """Two models and a broken one, with one projector for all, a labelled photo and a photo that is none."""

    ended: subprocess.CompletedProcess[str]
    figures: dict[str, Any]
    plot: Path


def assert_cut_short(model: dict[str, Any]) -> None:
    """Some of what was asked for was measured, in its order, and not all."""
    measured = [speed["slots"] for speed in model["speeds"]]
    assert measured == AT_ONCE[: len(measured)]
    assert 0 < len(measured) < len(AT_ONCE)


@pytest.fixture(scope="module")
def two_photos(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("fotos")
    for seed in range(2):
        picture(seed).save(folder / f"{seed}.png")
    return folder / "0.png", folder / "1.png"


@pytest.fixture(scope="module")
def compared(model: ModelFiles, two_photos: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory) -> Compared:
    folder = tmp_path_factory.mktemp("bench")
    other, broken, labels = folder / "outro.gguf", folder / "cortado.gguf", folder / "rótulos.csv"
    make_text(other, seed=1)
    broken.write_bytes(model.text.read_bytes()[:100_000])
    (folder / "nota.jpg").write_text("isto não é uma foto")
    rows = ("photo,category_standard,sobra", f"{two_photos[0]},Vestuário,x", "sumiu.png,Vestuário,")
    labels.write_text("\n".join(rows), encoding="utf-8")
    ended = Program(folder / "home").run(
        *("bench", *two_photos, folder / "nota.jpg", *SHORT, "--slots", "2", "--labels", labels),
        *("--model", model.text, "--model", broken, "--model", other, "--mmproj", model.projector),
        *("--json", folder / "medidas.json", "--plot", folder / "medidas.png"),
    )
    assert (folder / "medidas.json").exists(), ended.stderr
    figures = json.loads((folder / "medidas.json").read_text(encoding="utf-8"))
    return Compared(ended, figures, folder / "medidas.png")


def test_models_stand_side_by_side_and_a_broken_one_costs_its_column(compared: Compared) -> None:
    assert compared.ended.returncode == 1
    said = compared.ended.stdout.splitlines()
    assert said[3].split() == ["tiny-text", "cortado", "outro"]
    rows = {line[:34].strip(): line[34:].split() for line in said[4:] if "  " in line}
    assert rows["Precisão"] == ["F32", "–", "F32"]
    assert rows["Tamanho dos arquivos"] == ["1,3", "MB", "–", "1,3", "MB"]
    for name in ("Escrever, tokens por segundo", "Fotos por hora, 1 foto por vez", "Fotos por hora, 2 fotos por vez"):
        first, middle, last = rows[name]
        assert float(first.replace(",", ".")) > 0 < float(last.replace(",", "."))
        assert middle == "–"
    assert any(line.startswith("Acerto: Categoria") and line.count("/1)") == 2 for line in said)
    assert any(line.startswith("cortado: O arquivo “cortado.gguf” não pôde ser carregado") for line in said)


def test_the_last_sentences_are_for_people(compared: Compared) -> None:
    first, last = compared.ended.stdout.splitlines()[-2:]
    assert first.startswith("Neste computador, com tiny-text, ")
    assert last.startswith("Neste computador, com outro, ")
    assert "por vez: cerca de" in last
    assert "fotos por hora; 300 fotos levam" in last


def test_progress_names_each_model_and_each_turn(compared: Compared) -> None:
    said = compared.ended.stderr.splitlines()
    assert any("nota.jpg" in line for line in said)
    assert "Colunas que não são usadas: sobra." in said
    assert sum(line.startswith("sumiu.png: A foto não está mais em ") for line in said) == 1
    assert [line for line in said if line.startswith("Modelo ")] == [
        "Modelo 1 de 3: tiny-text",
        "Modelo 2 de 3: cortado",
        "Modelo 3 de 3: outro",
    ]
    assert sum(line.startswith(("1 foto por vez: ", "2 fotos por vez: ")) for line in said) == 4
    assert "Traceback" not in compared.ended.stderr


def test_the_figures_are_whole_and_fit_together(compared: Compared) -> None:
    figures = compared.figures
    assert figures["complete"] is True
    assert figures["setting"] | {"threads": 1, "photos": 2, "labelled": 2} == figures["setting"]
    assert (figures["setting"]["slots"], figures["setting"]["cards"]) == ([1, 2], 2)
    assert figures["machine"]["cores"] == os.cpu_count()
    first, broken, other = figures["models"]
    assert broken["failure"]["code"] == "model.broken"
    assert broken["speeds"] == []
    for model in (first, other):
        assert model["failure"] is None
        assert [speed["slots"] for speed in model["speeds"]] == [1, 2]
        for speed in model["speeds"]:
            assert speed["photos_per_hour"] == pytest.approx(3600 * speed["cards"] / speed["seconds"])
        corrections = model["corrections"]
        assert corrections["share"] == pytest.approx(corrections["refused"] / corrections["sampled"])
        assert model["memory"]["projector"] < model["size"]
        assert model["load_seconds"] > 0
        assert set(model["accuracy"]) == {"category_standard"}
        assert model["accuracy"]["category_standard"]["of"] == 1


def test_the_picture_is_one(compared: Compared) -> None:
    with Image.open(compared.plot) as picture_:
        picture_.load()
        assert (picture_.format, picture_.width) == ("PNG", 1200)
        assert 500 < picture_.height < 1200
    assert compared.plot.stat().st_size < 300_000


@ON_POSIX
def test_ctrl_c_leaves_what_was_measured(
    model: ModelFiles, two_photos: tuple[Path, Path], program: Program, tmp_path: Path
) -> None:
    out, drawn = tmp_path / "medidas.json", tmp_path / "medidas.png"
    process = program.begin(
        *("bench", two_photos[0], *with_model(model), *LONG, "--json", out, "--plot", drawn),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    while not process.stderr.readline().startswith("1 foto por vez: "):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    said, shown = process.stderr.read(), process.stdout.read()
    process.stdout.close()
    process.stderr.close()
    assert process.wait() == 130
    assert "Interrompido: o que já estava pronto foi mantido." in said
    assert "Traceback" not in said
    assert "Fotos por hora, 1 foto por vez" in shown
    assert "8 fotos por vez" not in shown
    figures = json.loads(out.read_text(encoding="utf-8"))
    assert figures["complete"] is False
    assert_cut_short(figures["models"][0])
    with Image.open(drawn) as picture_:
        assert picture_.size[0] == 1200


def test_a_crash_costs_the_rest_of_one_model(
    model: ModelFiles, two_photos: tuple[Path, Path], program: Program, tmp_path: Path
) -> None:
    out = tmp_path / "medidas.json"
    process = program.begin(
        *("bench", two_photos[0], *with_model(model), *with_model(model), *LONG, "--json", out),
        stdout=subprocess.DEVNULL,
    )
    assert process.stderr is not None
    while not process.stderr.readline().startswith("1 foto por vez: "):
        assert process.poll() is None
    for child in psutil.Process(process.pid).children():
        child.kill()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait() == 1
    assert "tiny-text (1): O modelo parou no meio por uma falha do programa" in said
    crashed, whole = json.loads(out.read_text(encoding="utf-8"))["models"]
    assert_cut_short(crashed)
    assert [speed["slots"] for speed in whole["speeds"]] == AT_ONCE
    assert (crashed["failure"]["code"], whole["failure"]) == ("benchmark.crash", None)


@ON_POSIX
def test_ctrl_c_before_anything_was_measured(
    model: ModelFiles, two_photos: tuple[Path, Path], program: Program, tmp_path: Path
) -> None:
    out = tmp_path / "medidas.json"
    process = program.begin("bench", two_photos[0], *with_model(model), "--json", out)
    assert process.stderr is not None
    assert process.stderr.readline() == "Modelo 1 de 1: tiny-text\n"
    process.send_signal(signal.SIGINT)
    shown, said = process.communicate()
    assert process.returncode == 130
    assert said.endswith("Interrompido: o que já estava pronto foi mantido.\n")
    assert shown == ""
    assert not out.exists()


def test_samples_are_read_where_no_photo_is_named(model: ModelFiles, home: Path, tmp_path: Path) -> None:
    picture(1).save(tmp_path / "bolsa.jpg")
    ended = Program(home, with_shipped(None, tmp_path)).run(
        "bench", *with_model(model), "--words", "30", "--slots", "1", language=ENGLISH
    )
    assert ended.returncode == 0, ended.stderr
    assert "Photos: 1." in ended.stdout
    assert ended.stdout.splitlines()[-1].startswith("On this computer, 1 photo at a time: about ")


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (("--model", "a.gguf"), 2, "1 --model e 0 --mmproj"),
        (("--model", "a", "--model", "b", "--model", "c", "--mmproj", "d", "--mmproj", "e"), 2, "3 --model e 2"),
        (("--slots", "1,17"), 2, "de 1 a 16"),
        (("--slots", "dois"), 2, "foi dito “dois”"),
        ((), 2, "Nenhum modelo foi escolhido."),
    ],
)
def test_wrong_usage(arguments: tuple[str, ...], status: int, sentence: str, home: Path) -> None:
    ended = Program(home, with_shipped(None, None)).run("bench", *arguments)
    assert (ended.returncode, ended.stdout) == (status, "")
    assert sentence in ended.stderr


def test_what_cannot_be_written_or_read_is_said_before_any_work(
    model: ModelFiles, two_photos: tuple[Path, Path], program: Program, tmp_path: Path
) -> None:
    nowhere = tmp_path / "não há" / "medidas.png"
    ended = program.run("bench", two_photos[0], *with_model(model), "--plot", nowhere)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"Não dá para gravar as medidas em {nowhere}: ")
    (tmp_path / "ficou.jpg").touch()  # in an empty folder no single photo would be missing
    ended = program.run("bench", tmp_path / "sumiu.jpg", *with_model(model))
    assert ended.returncode == 1
    assert ended.stderr.startswith("A foto não está mais em ")
    ended = program.run("bench", two_photos[0], *with_model(model), "--labels", tmp_path / "não há.csv")
    assert ended.returncode == 2
    assert "Modelo 1" not in ended.stderr
