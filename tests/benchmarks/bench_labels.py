"""How well text on products is read, and in what time: ``python tests/benchmarks/bench_labels.py``.

Draws packs whose text is known (Portuguese, accents and units, in the fonts named DejaVu; lines of several heights,
leaning up to four degrees, more or less blurred) and reads them as the program does, from a file. Shown are the share
of lines that came out letter by letter (spaces aside), the share of characters (as difflib matches them), and for each
photo the seconds on the wall and of processor time. With ``--photos`` it reads pictures of a folder instead and prints
what it read. The first photo, which loads the models, is told apart.
"""

import argparse
import difflib
import random
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from inference.labels.lines import Line
from inference.labels.readings import LabelReadings

FONTS = ("DejaVuSans", "DejaVuSans-Bold", "DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSansCondensed", "DejaVuSansMono")
LINES = (
    *("CAFÉ TORRADO E MOÍDO", "Café Tradicional", "Peso líquido 500 g", "100% arábica", "Validade 12/2027"),
    *("SABÃO EM PÓ", "Amaciante concentrado 1,5 L", "Açúcar refinado especial 1 kg", "Leite integral 1 L"),
    *("Biscoito recheado 140 g", "CONTÉM GLÚTEN", "Não contém lactose", "Pão de queijo congelado", "12 unidades"),
    *("Suco de maçã 300 ml", "FEIJÃO CARIOCA TIPO 1", "Óleo de soja 900 ml", "Proteção solar FPS 50", "Álcool 70%"),
    *("Xampu com óleo de coco", "EDIÇÃO LIMITADA", "3 x 90 g", "Tamanho M", "Feito no Brasil", "Hidratante 200 ml"),
)
HEIGHTS = (0.012, 0.018, 0.025, 0.04)
"""Of letters, as parts of the photo's side."""
SIDE = 3000


@dataclass
class Tally:
    """What came of lines of one height."""

    lines: int = 0
    whole: int = 0
    characters: float = 0.0

    def count(self, written: str, read: str) -> None:
        """Take a line in."""
        self.lines += 1
        self.whole += written == read
        self.characters += difflib.SequenceMatcher(None, written, read, autojunk=False).ratio()


def draw(path: Path, dice: random.Random) -> dict[str, float]:
    """Write a photo of a pack; gives each line's height."""
    dark = dice.random() < 0.5
    deep, pale = (tuple(dice.randrange(*span) for _ in range(3)) for span in ((0, 90), (205, 256)))
    photo = Image.new("RGB", (SIDE, SIDE), tuple(dice.randrange(150, 256) for _ in range(3)))
    pencil = ImageDraw.Draw(photo)
    pencil.rectangle((SIDE * 0.1, SIDE * 0.05, SIDE * 0.9, SIDE * 0.95), fill=deep if dark else pale)
    heights: dict[str, float] = {}
    for place, line in enumerate(dice.sample(LINES, 7)):
        heights[line] = dice.choice(HEIGHTS)
        font = ImageFont.truetype(dice.choice(FONTS) + ".ttf", round(SIDE * heights[line] * 1.35))
        at = (SIDE / 2, SIDE * (0.12 + place * 0.12))
        pencil.text(at, line, font=font, fill=pale if dark else deep, anchor="mm")
    leaning = photo.rotate(dice.uniform(-4, 4), Image.Resampling.BICUBIC, fillcolor=photo.getpixel((0, 0)))
    leaning.filter(ImageFilter.GaussianBlur(dice.choice((0, 1.5, 3)))).save(path, quality=88)
    return heights


def measure(readings: LabelReadings, count: int, folder: Path) -> None:
    """Draw, read and tell."""
    dice = random.Random(7)
    tallies = {height: Tally() for height in HEIGHTS}
    wall, work = [], []
    for number in range(count):
        path = folder / f"{number}.jpg"
        heights = draw(path, dice)
        began, spent = time.perf_counter(), time.process_time()
        read = [bare(line.text) for line in readings.read(path) or ()]
        wall.append(time.perf_counter() - began)
        work.append(time.process_time() - spent)
        for line, height in heights.items():
            tallies[height].count(bare(line), nearest(bare(line), read))
    for height, tally in tallies.items():
        share, characters = tally.whole / tally.lines, tally.characters / tally.lines
        print(f"letters of {height:.1%}: {tally.lines} lines, {share:.1%} whole, {characters:.1%} of characters")
    tell_times(wall, work)


def read_folder(readings: LabelReadings, folder: Path, count: int) -> None:
    """Read pictures of a folder and print what stands in them."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix.lower() in {".jpg", ".jpeg", ".png"})
    wall, work = [], []
    for path in random.Random(3).sample(paths, min(count, len(paths))):
        began, spent = time.perf_counter(), time.process_time()
        lines: Sequence[Line] = readings.read(path) or ()
        wall.append(time.perf_counter() - began)
        work.append(time.process_time() - spent)
        print(f"{path.relative_to(folder)}: " + " | ".join(f"{line.text} ({line.score:.2f})" for line in lines))
    tell_times(wall, work)


def tell_times(wall: list[float], work: list[float]) -> None:
    """Medians of all but the first."""
    middle = len(wall) // 2
    first = f"first {wall[0]:.2f} s"
    rest = f"then {sorted(wall)[middle]:.2f} s, {sorted(work)[middle]:.2f} s of processor time (medians)"
    print(f"{first}, {rest}; at its height {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


def nearest(line: str, read: list[str]) -> str:
    """What was most likely read of a line."""
    return max(read, key=lambda one: difflib.SequenceMatcher(None, line, one, autojunk=False).ratio(), default="")


def bare(text: str) -> str:
    """Without spaces, which the reader sets by its own taste."""
    return text.replace(" ", "")


def main() -> None:
    """Read what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--photos", type=Path)
    arguments = parser.parse_args()
    readings = LabelReadings()
    if arguments.photos:
        read_folder(readings, arguments.photos, arguments.count)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(readings, arguments.count, Path(folder))


if __name__ == "__main__":
    main()
