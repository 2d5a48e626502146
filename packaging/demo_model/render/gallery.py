"""Twelve photos to try the program with: one product each, well lit; some have a flaw.

Colours are CIE LCh, angles in degrees, sizes in pixels. The flaws are those that people's own photos have: too dark,
a yellow lamp, pixels that lie on their side with a note to turn them, a cut-out with transparency.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from demo_model.render import studies
from demo_model.render.camera import View
from demo_model.render.materials import Finish
from demo_model.render.parts import Product

Colour = tuple[float, float, float]
Flaw = Literal["", "dark", "yellow", "sideways", "transparent"]


@dataclass(frozen=True)
class Sample:
    """One photo: what is shown, how it looks, before what (two colours: near, far) and from where."""

    file: str
    noun: str
    color: str
    make: Callable[[], Product]
    colour: Colour
    finish: Finish
    ground: tuple[Colour, Colour]
    view: View
    turn: float = 0.0
    second: Colour = (92, 5, 90)
    size: tuple[int, int] = (880, 880)
    flaw: Flaw = ""
    timber: bool = False


CREAM, SAGE, SKY, MIST, SAND = (94, 7, 85), (87, 9, 150), (86, 9, 235), (90, 3, 250), (88, 14, 80)
SAMPLES = (
    Sample(
        "caneca-azul.jpg", "caneca", "azul", studies.mug, (42, 46, 279), "glaze", (CREAM, SAND), View(17, 24, 0.66), -28
    ),
    Sample(
        "tigela-amarela.jpg",
        "tigela",
        "amarelo",
        studies.bowl,
        (82, 74, 88),
        "glaze",
        (SKY, (78, 14, 240)),
        View(27, 24, 0.72),
    ),
    Sample(
        "prato-branco.jpg",
        "prato",
        "branco",
        studies.plate,
        (95, 2, 95),
        "glaze",
        ((52, 24, 66), SAND),
        View(38, 26, 0.78),
        flaw="yellow",
        timber=True,
    ),
    Sample(
        "copo-laranja.jpg",
        "copo",
        "laranja",
        studies.cup,
        (66, 80, 60),
        "satin",
        (MIST, (80, 12, 215)),
        View(16, 24, 0.68),
    ),
    Sample(
        "garrafa-verde.jpg",
        "garrafa",
        "verde",
        studies.bottle,
        (45, 42, 150),
        "satin",
        (MIST, (84, 5, 100)),
        View(9, 22, 0.92),
        size=(768, 1024),
        flaw="dark",
    ),
    Sample(
        "panela-vermelha.jpg",
        "panela",
        "vermelho",
        studies.pot,
        (41, 68, 31),
        "glaze",
        ((66, 26, 70), CREAM),
        View(20, 24, 0.84),
        28,
        size=(1024, 820),
        timber=True,
    ),
    Sample(
        "vaso-rosa.jpg",
        "vaso",
        "rosa",
        studies.vase,
        (70, 38, 356),
        "matte",
        (SAGE, (80, 12, 155)),
        View(8, 22, 0.98),
        size=(768, 1024),
    ),
    Sample(
        "luminaria-preta.jpg",
        "luminária",
        "preto",
        studies.lamp,
        (8, 1, 0),
        "satin",
        (SAND, (85, 26, 84)),
        View(10, 22, 0.92),
        18,
        size=(768, 1024),
        flaw="sideways",
    ),
    Sample(
        "cadeira-marrom.jpg",
        "cadeira",
        "marrom",
        studies.chair,
        (33, 27, 56),
        "wood",
        (MIST, (82, 5, 230)),
        View(14, 22, 0.94),
        -32,
        size=(768, 1024),
    ),
    Sample(
        "banco-bege.jpg",
        "banco",
        "bege",
        studies.stool,
        (81, 18, 82),
        "paper",
        ((76, 10, 235), (68, 13, 240)),
        View(14, 22, 0.74),
        12,
    ),
    Sample(
        "mesa-cinza.jpg",
        "mesa",
        "cinza",
        studies.table,
        (52, 2, 250),
        "glaze",
        (CREAM, (87, 10, 72)),
        View(19, 22, 0.9),
        size=(1024, 820),
    ),
    Sample(
        "caixa-roxa.png",
        "caixa",
        "roxo",
        studies.gift,
        (35, 52, 315),
        "satin",
        (CREAM, SAND),
        View(26, 24, 0.82),
        28,
        second=(93, 8, 90),
        flaw="transparent",
    ),
)
