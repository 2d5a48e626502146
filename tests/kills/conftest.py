"""How many kills, from which seed; and what the killed program works with."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from app.settings import Choices, Settings, save_choices
from app.wording import Language
from tests.kills.zygote import Zygote
from tests.tiny_model import make_pair

ROUNDS = 17
"""Kills that one catalogue goes through."""
PHOTOS = 160


@dataclass(frozen=True, slots=True)
class Era:
    """The kills that one catalogue goes through.

    Attributes:
        number: From 0.
        rounds: How many.
        seed: What decides everything in it.
    """

    number: int
    rounds: int
    seed: int


@dataclass(frozen=True, slots=True)
class Photos:
    """The photos of one era.

    Attributes:
        paths: In the order in which they are dropped.
        copies: Photo → the photo that it is a copy of, byte for byte.
        unreadable: Those that no program can read.
    """

    paths: tuple[str, ...]
    copies: dict[str, str]
    unreadable: frozenset[str]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Divide the kills among catalogues."""
    if "era" in metafunc.fixturenames:
        kills, seed = metafunc.config.getoption("kills"), metafunc.config.getoption("kill_seed")
        parts = [min(ROUNDS, kills - start) for start in range(0, kills, ROUNDS)]
        eras = [Era(number, rounds, 1000 * seed + number) for number, rounds in enumerate(parts)]
        metafunc.parametrize("era", eras, ids=[f"seed{seed}-catalogue{era.number}" for era in eras])


@pytest.fixture(scope="module")
def zygote(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Zygote]:
    """The process that forks the program."""
    with Zygote(tmp_path_factory.mktemp("zygote")) as process:
        yield process


@pytest.fixture(scope="module")
def choices(tmp_path_factory: pytest.TempPathFactory) -> Choices:
    """The tiny model, one thread, and little to read and to write: a card in a quarter of a second."""
    pair = make_pair(tmp_path_factory.mktemp("model"))
    settings = Settings(threads=1, minimum_words=30, read_labels=False)
    instructions = {Language.PT: "Preencha a ficha."}
    return Choices(settings=settings, text_model=pair.text, projector=pair.projector, instructions=instructions)


@pytest.fixture
def place(tmp_path: Path, choices: Choices) -> Path:
    """A folder with the choices in it, for a catalogue and its exports."""
    save_choices(choices, tmp_path / "settings.json")
    (tmp_path / "exports").mkdir()
    return tmp_path


@pytest.fixture(scope="module")
def photos(tmp_path_factory: pytest.TempPathFactory) -> Photos:
    """Small JPEGs, a few of them twice, a few of them broken."""
    folder = tmp_path_factory.mktemp("fotos")
    random = np.random.default_rng(0)
    paths: list[str] = []
    copies: dict[str, str] = {}
    unreadable: set[str] = set()
    for number in range(PHOTOS):
        path = folder / f"foto-{number:03}.jpg"
        if number % 16 == 9:
            copies[str(path)] = paths[number - 5]
            shutil.copyfile(paths[number - 5], path)
        elif number % 16 == 13:
            unreadable.add(str(path))
            path.write_bytes(b"" if number % 32 == 13 else b"no photo at all")
        else:
            pixels = random.integers(0, 256, (6, 8, 3), dtype=np.uint8)
            Image.fromarray(pixels).resize((96, 72)).save(path)
        paths.append(str(path))
    return Photos(tuple(paths), copies, frozenset(unreadable))
