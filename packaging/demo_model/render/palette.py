"""Colours that everybody calls by the same name.

Each of the twelve names owns regions of CIE LCh (D65): wide enough to look like real goods, with gaps towards the
neighbouring names. Formulas: CIE 15:2004 for Lab, IEC 61966-2-1 for sRGB.
"""

from collections.abc import Mapping
from types import MappingProxyType

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Range = tuple[float, float]
Region = tuple[Range, Range, Range]

# Lightness 0..100, chroma, hue in degrees.
REGIONS: Mapping[str, tuple[Region, ...]] = MappingProxyType(
    {
        "preto": (((5, 15), (0, 3), (0, 360)),),
        "cinza": (((42, 64), (0, 4), (0, 360)),),
        "branco": (((92, 97), (0, 3), (60, 110)),),
        "bege": (((76, 85), (15, 24), (74, 88)),),
        "marrom": (((23, 37), (20, 32), (46, 66)),),
        "vermelho": (((36, 48), (58, 78), (26, 37)),),
        "laranja": (((62, 70), (70, 92), (57, 67)),),
        "amarelo": (((80, 89), (66, 92), (87, 98)),),
        "verde": (((34, 62), (34, 60), (132, 160)), ((25, 34), (22, 34), (140, 165))),
        "azul": (((26, 50), (40, 62), (272, 292)), ((48, 64), (32, 46), (250, 272))),
        "roxo": (((26, 44), (42, 62), (308, 322)),),
        "rosa": (((62, 78), (32, 50), (346, 366)),),
    }
)
NAMES = tuple(REGIONS)


def srgb_of(lab: Floats) -> Floats:
    """Linear light (3,) in sRGB primaries of a CIELAB colour (3,) under D65; outside 0..1 it cannot be shown."""
    fy = (lab[0] + 16) / 116
    ratios = np.array([fy + lab[1] / 500, fy, fy - lab[2] / 200])
    xyz = np.where(ratios > 6 / 29, ratios**3, (ratios - 4 / 29) * 3 * (6 / 29) ** 2) * [0.95047, 1.0, 1.08883]
    matrix = np.array([[3.2406, -1.5372, -0.4986], [-0.9689, 1.8758, 0.0415], [0.0557, -0.2040, 1.0570]])
    return np.asarray(matrix @ xyz, dtype=np.float64)


def lch(lightness: float, chroma: float, hue: float) -> Floats:
    """Linear light (3,) of a colour in CIE LCh, hue in degrees, clipped to what sRGB can show."""
    angle = np.radians(hue)
    colour = srgb_of(np.array([lightness, chroma * np.cos(angle), chroma * np.sin(angle)]))
    return np.clip(colour, 0.003, 0.95)


def colour_named(name: str, rng: Generator) -> Floats:
    """A colour (3,) of that name in linear sRGB, 0..1, drawn anew until sRGB can show it."""
    regions = REGIONS[name]
    for _ in range(200):
        lightness, chroma, hue = (rng.uniform(*span) for span in regions[rng.integers(len(regions))])
        angle = np.radians(hue)
        colour = srgb_of(np.array([lightness, chroma * np.cos(angle), chroma * np.sin(angle)]))
        if colour.min() >= -0.02 and colour.max() <= 1.0:
            break
    return np.clip(colour, 0.003, 0.95)


def encoded(linear: Floats) -> Floats:
    """Linear light 0..1 as sRGB values 0..1, any shape."""
    light = np.clip(linear, 0.0, 1.0)
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)
