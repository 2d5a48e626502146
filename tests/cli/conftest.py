"""The tiny model, some photos, and one batch that many tests look at."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image

from inference.llama.options import ModelFiles
from tests.cli.program import Program, with_model
from tests.tiny_model import make_pair


@dataclass(frozen=True)
class BatchRun:
    """What the program did with the folder of photos, a file that is no photo and a photo that was named.

    Attributes:
        photos: In the order of their lines.
        ended: How it ended.
        csv: What it wrote beside.
    """

    photos: tuple[Path, ...]
    ended: subprocess.CompletedProcess[str]
    csv: Path


def picture(seed: int) -> Image.Image:
    """A photo like no other."""
    random = np.random.default_rng(seed)
    return Image.fromarray(random.integers(0, 256, (6, 8, 3), dtype=np.uint8)).resize((160, 120))


@pytest.fixture(scope="session")
def model(tmp_path_factory: pytest.TempPathFactory) -> ModelFiles:
    return make_pair(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with photos in several formats, in it and below."""
    folder = tmp_path_factory.mktemp("fotos") / "Coleção de verão"
    (folder / "praia").mkdir(parents=True)
    picture(1).save(folder / "a camiseta.jpg")
    picture(2).convert("RGBA").save(folder / "boné.png")
    pillow_heif.from_pillow(picture(3)).save(folder / "praia" / "chinelo.heic")
    (folder / "praia" / "leia-me.txt").write_text("nada")
    return folder


@pytest.fixture(scope="session")
def batch(photos: Path, model: ModelFiles, tmp_path_factory: pytest.TempPathFactory) -> BatchRun:
    """One run over a folder, a bad file and a named photo."""
    folder = tmp_path_factory.mktemp("batch")
    bad, named = folder / "nota.jpg", folder / "maiô.webp"
    bad.write_text("isto não é uma foto")
    picture(4).save(named)
    csv = folder / "fichas.csv"
    program = Program(folder / "home", reads=True)
    ended = program.run("generate", photos, bad, named, "--csv", csv, "--preset", "plain", *with_model(model))
    inside = (photos / "a camiseta.jpg", photos / "boné.png", photos / "praia" / "chinelo.heic")
    return BatchRun((*inside, bad, named), ended, csv)


@pytest.fixture
def program(home: Path) -> Program:
    return Program(home)
