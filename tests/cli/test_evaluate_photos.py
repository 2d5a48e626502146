"""``fichario evaluate photos`` as a process of its own, with the real engine on the tiny model."""

import json
import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from inference.llama.options import ModelFiles
from tests.cli.program import ENGLISH, Program, with_model
from tests.cli.test_evaluate import write_labels

ON_POSIX = pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
SOME = ("--conditions", "clean,dark,far")


@dataclass(frozen=True)
class Measured:
    """One run over two photos and a file that is none."""

    labels: Path
    out: Path
    ended: subprocess.CompletedProcess[str]


def asked(labels: Path, model: ModelFiles, *more: str | Path) -> tuple[str | Path, ...]:
    return ("evaluate", "photos", labels, *with_model(model), *SOME, *more)


def report_in(folder: Path) -> dict[str, Any]:
    report: dict[str, Any] = json.loads((folder / "photos.json").read_text(encoding="utf-8"))
    return report


@pytest.fixture(scope="module")
def measured(model: ModelFiles, tmp_path_factory: pytest.TempPathFactory) -> Measured:
    folder = tmp_path_factory.mktemp("photos")
    labels = write_labels(folder, 2, ("nota.jpg,,Frutas,",))
    (folder / "nota.jpg").write_text("isto não é uma foto")
    ended = Program(folder / "home").run(*asked(labels, model))
    return Measured(labels, folder / "rótulos-report", ended)


def test_figures_go_to_standard_output(measured: Measured) -> None:
    assert measured.ended.returncode == 1, "one file is no photo"
    said = measured.ended.stdout.splitlines()
    assert said[0] == "O que as correções das fotos fazem por tiny-text.gguf"
    assert said[1].startswith("2 fotos de “rótulos.csv”, em 20")
    assert said[1].endswith("3 falharam")
    assert any(line.startswith("Escuras:") for line in said)
    assert sum("não ajuda" in line for line in said) == 13, "two photos prove nothing"


def test_the_report_and_the_plot_are_there(measured: Measured) -> None:
    report = report_in(measured.out)
    assert (report["photos"], report["failed"], report["missing"]) == (2, 3, 0)
    dark = {found["variant"]: found for found in report["outcomes"] if found["condition"] == "dark"}
    assert dark["exposure.automatic"]["changed"]["hits"] == 2
    assert dark["nothing"]["changed"]["hits"] == 0
    assert set(dark["nothing"]["accuracy"]) == {"product_type", "category_standard"}
    drawn = ElementTree.parse(measured.out / "photos.svg").getroot()  # noqa: S314  # our own
    assert drawn.tag.endswith("svg")


def test_again_it_reads_nothing_but_what_failed(measured: Measured, model: ModelFiles, program: Program) -> None:
    ended = program.run(*asked(measured.labels, model), language=ENGLISH)
    assert ended.stderr.startswith("Read already: 6 of 9")
    (kept,) = measured.out.glob("readings-*.jsonl")
    lines = [json.loads(line) for line in kept.read_text(encoding="utf-8").splitlines()]
    whole = [line for line in lines if not line["error"]]
    assert len(whole) == 6
    assert set(whole[0]["cells"]["nothing"]["values"]) == {"product_name", "category_standard", "color_primary"}


@ON_POSIX
def test_ctrl_c_keeps_what_is_done(model: ModelFiles, program: Program, tmp_path: Path) -> None:
    labels = write_labels(tmp_path / "fotos", 8)
    process = program.begin(*asked(labels, model))
    assert process.stdout is not None
    assert process.stderr is not None
    while not process.stderr.readline().startswith("3/24"):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    said, shown = process.stderr.read(), process.stdout.read()
    process.stdout.close()
    process.stderr.close()
    assert process.wait() == 130
    assert "Interrompido" in said
    assert "Traceback" not in said
    report = report_in(tmp_path / "fotos" / "rótulos-report")
    assert 1 <= report["photos"] < 8
    assert report["missing"] > 0
    assert "ainda não foram lidas" in shown


def test_what_is_no_condition(model: ModelFiles, program: Program, tmp_path: Path) -> None:
    ended = program.run("evaluate", "photos", tmp_path / "x.csv", "--conditions", "dark,foggy", language=ENGLISH)
    assert ended.returncode == 2
    assert "“dark,foggy”" in ended.stderr


def test_a_file_of_labels_may_be_called_photos(model: ModelFiles, program: Program, tmp_path: Path) -> None:
    ended = program.run("evaluate", "./photos", *with_model(model), language=ENGLISH)
    assert ended.returncode == 2
    assert "photos" in ended.stderr
    assert "usage" not in ended.stderr, "it was understood, and there is no such file"
