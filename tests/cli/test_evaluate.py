"""``fichario evaluate`` as a process of its own, with the real engine on the tiny model."""

import json
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from inference.llama.options import ModelFiles
from tests.cli.conftest import picture
from tests.cli.program import ENGLISH, Program, with_model

ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")


@dataclass(frozen=True)
class Measured:
    """One evaluation of three photos, a file that is none, and one that is gone."""

    labels: Path
    out: Path
    saved: Path
    ended: subprocess.CompletedProcess[str]


def asked(labels: Path, model: ModelFiles, *more: str | Path) -> tuple[str | Path, ...]:
    return ("evaluate", labels, *with_model(model), "--words", "30", "--slots", "1", *more)


def report_in(folder: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return report


def write_labels(folder: Path, count: int, more: tuple[str, ...] = ()) -> Path:
    """Photos like no other, and a file of labels beside them."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = ["photo,product_type,category_standard,group"]
    for number in range(count):
        picture(number).save(folder / f"{number}.png")
        rows.append(f"{number}.png,camiseta,Vestuário,{'roupas' if number % 2 else 'outras'}")
    path = folder / "rótulos.csv"
    path.write_text("\n".join([*rows, *more]), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def measured(model: ModelFiles, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    folder = tmp_path_factory.mktemp("evaluate")
    labels = write_labels(folder, 3, ("nota.jpg,,Frutas,", "sumiu.jpg,,Frutas,"))
    (folder / "nota.jpg").write_text("isto não é uma foto")
    saved = folder / "base.json"
    ended = Program(folder / "home").run(*asked(labels, model, "--save", saved))
    return Measured(labels, folder / "rótulos-report", saved, ended)


def test_figures_go_to_standard_output(measured: Measured) -> None:
    said = measured.ended.stdout.splitlines()
    assert said[0] == "Avaliação de tiny-text.gguf"
    assert said[1].startswith("3 de 5 fotos de “rótulos.csv”, em 20")
    assert said[1].endswith("2 falharam")
    assert any(line.split()[:4] == ["Fichas", "que", "cumprem", "o"] and "100,0\u00a0%" in line for line in said)
    assert "Grupo: roupas" in said


def test_photos_that_fail_are_counted_and_the_rest_goes_on(measured: Measured) -> None:
    assert measured.ended.returncode == 1
    said = measured.ended.stderr.splitlines()
    assert [line.split(" ")[0] for line in said[1:6]] == ["1/5", "2/5", "3/5", "4/5", "5/5"]
    assert any("nota.jpg: O arquivo" in line for line in said)
    assert said[-1] == f"Relatório em {measured.out / 'report.html'}."
    report = report_in(measured.out)
    assert {card["photo"]: card["error"] for card in report["cards"] if card["error"]} == {
        "nota.jpg": "photo.not_a_photo",
        "sumiu.jpg": "photo.gone",
    }


def test_the_report_is_there_and_saved(measured: Measured) -> None:
    report = report_in(measured.out)
    assert json.loads(measured.saved.read_text(encoding="utf-8")) == report
    assert report["setting"]["options"] == {"temperature": 0, "seed": 0, "slots": 1}
    page = (measured.out / "report.html").read_text(encoding="utf-8")
    assert page.count("data:image/jpeg;base64,") >= 3
    assert {path.name.split("-")[0] for path in measured.out.iterdir()} == {"answers", "report.html", "report.json"}


def test_again_it_asks_nothing_and_compares(measured: Measured, model: ModelFiles, program: Program) -> None:
    for name in ("nota.jpg", "sumiu.jpg"):
        text = measured.labels.read_text(encoding="utf-8").replace(f"{name},,Frutas,", "")
        measured.labels.write_text(text, encoding="utf-8")
    ended = program.run(*asked(measured.labels, model, "--compare", measured.saved), language=ENGLISH)
    assert ended.returncode == 0
    assert "Loading" not in ended.stderr
    assert "Compared with base.json" in ended.stdout
    assert "0 won, 0 lost of 3; p = 1.000" in ended.stdout
    assert 'lang="en"' in (measured.out / "report.html").read_text(encoding="utf-8")


@ON_POSIX
def test_a_killed_run_goes_on_where_it_was(model: ModelFiles, program: Program, tmp_path: Path) -> None:
    labels = write_labels(tmp_path / "fotos", 4)
    out = tmp_path / "relatório"
    process = program.begin(*asked(labels, model, "--out", out), stdout=subprocess.DEVNULL)
    assert process.stderr is not None
    while "1/4" not in process.stderr.readline():
        assert process.poll() is None
    process.kill()
    process.wait()
    process.stderr.close()
    assert not (out / "report.json").exists()
    ended = program.run(*asked(labels, model, "--out", out))
    assert ended.returncode == 0
    resumed = ended.stderr.splitlines()[0]
    assert resumed.startswith("Já medidas: ")
    assert resumed.endswith(" de 4.")
    assert report_in(out)["setting"]["answered"] == 4
    (answers,) = out.glob("answers-*.jsonl")
    assert len(answers.read_text(encoding="utf-8").splitlines()) == 4


@ON_POSIX
def test_ctrl_c_reports_what_there_is(model: ModelFiles, program: Program, tmp_path: Path) -> None:
    labels = write_labels(tmp_path / "fotos", 12)
    out = tmp_path / "relatório"
    process = program.begin(*asked(labels, model, "--out", out))
    assert process.stdout is not None
    assert process.stderr is not None
    while "1/12" not in process.stderr.readline():
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    said, shown = process.stderr.read(), process.stdout.read()
    process.stdout.close()
    process.stderr.close()
    assert process.wait() == 130
    assert "Interrompido" in said
    assert "Traceback" not in said
    assert "ainda não foram lidas" in shown
    assert 1 <= report_in(out)["setting"]["answered"] < 12


def test_bad_labels_are_said_before_any_work(model: ModelFiles, program: Program, tmp_path: Path) -> None:
    labels = write_labels(tmp_path, 1, ("1.png,camiseta,Roupas,",))
    ended = program.run(*asked(labels, model))
    assert (ended.returncode, ended.stdout) == (2, "")
    first, second = ended.stderr.splitlines()
    assert first.startswith("Linha 3: “Roupas” não está na lista de category_standard.")
    assert second.startswith("Problemas em “rótulos.csv”: 1.")
    assert not (tmp_path / "rótulos-report").exists()


def test_what_is_no_baseline_is_said_before_any_work(model: ModelFiles, program: Program, tmp_path: Path) -> None:
    labels = write_labels(tmp_path, 1)
    ended = program.run(*asked(labels, model, "--compare", labels), language=ENGLISH)
    assert ended.returncode == 2
    assert "cannot be compared with" in ended.stderr
    assert "Loading" not in ended.stderr


def test_unused_columns_are_named(model: ModelFiles, program: Program, tmp_path: Path) -> None:
    labels = tmp_path / "rótulos.csv"
    labels.write_text("photo,color_primry,color_primary\nsumiu.png,x,azul\n", encoding="utf-8")
    ended = program.run(*asked(labels, model))
    assert ended.returncode == 1
    assert ended.stderr.splitlines()[0] == "Colunas que não são usadas: color_primry."


def test_works_without_qt(measured: Measured, model: ModelFiles, home: Path) -> None:
    without = (
        "import sys; sys.modules.update(dict.fromkeys(['PySide6', 'PySide6.QtCore', 'shiboken6']));"
        "from app.__main__ import main; sys.exit(main())"
    )
    ended = Program(home, ("-c", without)).run(*asked(measured.labels, model, "--limit", "1"))
    assert ended.returncode == 0, ended.stderr
