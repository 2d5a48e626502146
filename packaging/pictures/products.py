"""The products on the README's pictures, made for them: solids, no photo of anything."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Final

import numpy as np
from pictures.shapes import (
    Body,
    Points,
    banded,
    block,
    cut_out,
    ellipsoid,
    grained,
    moved,
    plain,
    rgb,
    ring,
    rod,
    shell,
    solid,
    together,
    turned,
    without,
)

Product = Callable[[], tuple[list[Body], str]]


def lamp() -> tuple[list[Body], str]:
    """A desk lamp with a round foot and a bent arm."""
    foot = solid([(0, 0), (0.5, 0), (0.5, 0.05), (0.42, 0.09), (0, 0.1)])
    arm = together(rod((0, 0.08, 0), (-0.42, 0.98, 0), 0.035), rod((-0.42, 0.98, 0), (0.18, 1.62, 0), 0.035))
    joint = together(moved(ellipsoid(0.075, 0.075, 0.075), -0.42, 0.98), moved(ellipsoid(0.07, 0.07, 0.07), 0.18, 1.62))
    shade = moved(turned(shell([(0.07, 0.22), (0.16, 0.18), (0.32, -0.02), (0.46, -0.26)], 0.02), -38, 2), 0.36, 1.5)
    bulb = moved(ellipsoid(0.14, 0.14, 0.14), 0.28, 1.4)
    yellow, brass = plain("#e7ab18"), plain("#a37a36")
    parts = [Body(foot, yellow, 0.5), Body(arm, yellow, 0.5), Body(joint, brass, 0.9), Body(shade, yellow, 0.5)]
    return [*parts, Body(bulb, plain("#fff6da"), 0.3)], "#dcd9d2"


def mug() -> tuple[list[Body], str]:
    """A mug with an unglazed foot."""
    wall = shell([(0.0, 0.05), (0.5, 0.05), (0.56, 0.2), (0.58, 0.7), (0.58, 1.2)], 0.045)
    handle = without(moved(ring(0.3, 0.07), 0.68, 0.66), solid([(0, 0.1), (0.56, 0.1), (0.56, 1.3), (0, 1.3)]))
    whole = turned(together(wall, handle, soft=0.05), -28)
    return [Body(moved(whole, -0.12), banded(["#c9a98a", "#2f5f95"], [0.2]), 0.75)], "#e5e1d8"


def vase() -> tuple[list[Body], str]:
    """A tall vase with a narrow neck."""
    wall = shell(
        [(0.0, 0.05), (0.34, 0.05), (0.5, 0.35), (0.56, 0.7), (0.42, 1.15), (0.2, 1.5), (0.19, 1.7), (0.27, 1.86)],
        0.035,
    )
    return [Body(wall, plain("#b9603a"), 0.25)], "#e6ddd0"


def chair() -> tuple[list[Body], str]:
    """A wooden chair."""
    seat = moved(block(0.52, 0.045, 0.5, 0.04), 0, 0.85)
    legs = together(
        rod((-0.43, 0.02, 0.42), (-0.4, 0.82, 0.38), 0.045),
        rod((0.43, 0.02, 0.42), (0.4, 0.82, 0.38), 0.045),
        rod((-0.44, 0.02, -0.46), (-0.4, 1.78, -0.46), 0.045),
        rod((0.44, 0.02, -0.46), (0.4, 1.78, -0.46), 0.045),
        rod((-0.42, 0.42, 0.4), (-0.42, 0.42, -0.44), 0.028),
        rod((0.42, 0.42, 0.4), (0.42, 0.42, -0.44), 0.028),
    )
    back = together(moved(block(0.42, 0.1, 0.03), 0, 1.68, -0.46), moved(block(0.41, 0.07, 0.03), 0, 1.32, -0.46))
    across, upright = grained("#b9834e", "#8a5a2e", axis=0), grained("#b07a46", "#85552a")
    bodies = [Body(seat, across, 0.3), Body(legs, upright, 0.3), Body(back, across, 0.3)]
    return [Body(turned(body.shape, 32), body.paint, body.gloss) for body in bodies], "#dfe0dc"


def apple() -> tuple[list[Body], str]:
    """An apple with its stalk and a leaf."""
    flesh = solid(
        [
            (0, 0.2),
            (0.16, 0.13),
            (0.44, 0.2),
            (0.7, 0.62),
            (0.74, 0.98),
            (0.56, 1.3),
            (0.26, 1.36),
            (0.08, 1.22),
            (0, 1.18),
        ],
        0.02,
        smooth=True,
    )
    stalk = rod((0, 1.18, 0), (0.1, 1.62, 0.02), 0.03)
    leaf = moved(turned(ellipsoid(0.27, 0.025, 0.12), -24, 2), 0.34, 1.56, 0.02)
    red, pale = rgb("#b3202a"), rgb("#e0a04a")

    def skin(points: Points) -> Points:
        angle = np.arctan2(points[:, 2], points[:, 0])
        stripes = 0.5 + 0.5 * np.sin(21 * angle + 3 * np.sin(5 * angle))
        share: Points = np.clip(np.abs(points[:, 1] - 0.75) * 0.9 - 0.3, 0, 1) * (0.4 + 0.6 * stripes)
        return red + (pale - red) * share[:, None]

    return [Body(flesh, skin, 0.6), Body(stalk, plain("#5a3d22")), Body(leaf, plain("#4f7d33"), 0.3)], "#ebe7de"


def bottle() -> tuple[list[Body], str]:
    """A steel bottle with a screw cap."""
    flask = solid(
        [(0, 0.02), (0.36, 0.02), (0.38, 0.08), (0.38, 1.2), (0.33, 1.38), (0.2, 1.5), (0.2, 1.56), (0, 1.56)]
    )
    cap = solid([(0, 1.56), (0.22, 1.56), (0.22, 1.78), (0.18, 1.82), (0, 1.82)])
    loop = moved(ring(0.12, 0.028), 0, 1.88)
    painted = banded(["#b8babb", "#2c6e5a", "#b8babb"], [0.1, 1.5])
    return [Body(flask, painted, 0.7), Body(cap, plain("#26292c"), 0.4), Body(loop, plain("#26292c"), 0.4)], "#d9dedc"


def notebook() -> tuple[list[Body], str]:
    """A notebook with a hard cover and an elastic band, standing half open towards the camera."""
    cover = without(block(0.62, 0.86, 0.13, 0.02), moved(block(0.6, 0.9, 0.1, 0.01), 0.06))
    pages = moved(block(0.575, 0.82, 0.095, 0.01), 0.015)
    band = without(block(0.63, 0.87, 0.14, 0.02), block(0.9, 0.855, 0.126, 0.02))
    strap = without(band, together(moved(block(1, 2, 1), -0.64), moved(block(1, 2, 1), 1.46)))
    bodies = [
        Body(cover, plain("#7a2233"), 0.25),
        Body(pages, plain("#f1ead9"), 0.05),
        Body(strap, plain("#1d1d1f"), 0.1),
    ]
    return [Body(moved(turned(turned(b.shape, -8, 0), 34), 0, 0.9), b.paint, b.gloss) for b in bodies], "#e3e0da"


def hat() -> tuple[list[Body], str]:
    """A straw hat with a ribbon."""
    straw = shell(
        [(0.0, 0.94), (0.3, 0.95), (0.45, 0.88), (0.5, 0.62), (0.53, 0.42), (0.62, 0.34), (0.95, 0.27), (1.16, 0.33)],
        0.03,
    )
    light, dark = rgb("#dcc08c"), rgb("#b8945a")
    ribbon = rgb("#23262b")

    def woven(points: Points) -> Points:
        angle = np.arctan2(points[:, 2], points[:, 0])
        along = np.hypot(points[:, 0], points[:, 2]) - points[:, 1]
        weave = 0.5 + 0.25 * np.sin(88 * along) + 0.25 * np.sin(120 * angle + 40 * along)
        colour = light + (dark - light) * weave[:, None]
        banded_here = (points[:, 1] > 0.43) & (points[:, 1] < 0.62) & (np.hypot(points[:, 0], points[:, 2]) < 0.6)
        return np.where(banded_here[:, None], ribbon, colour)

    return [
        Body(moved(straw, 0, -0.22), lambda points: woven(points + np.array([0, 0.22, 0], dtype=np.float32)), 0.08)
    ], "#d6dde0"


def shirt() -> tuple[list[Body], str]:
    """A T-shirt as on an unseen figure."""
    outline = [
        (0.0, 1.66), (0.13, 1.67), (0.2, 1.73), (0.27, 1.78), (0.5, 1.7), (0.7, 1.58), (1.0, 1.12), (0.78, 0.98),
        (0.6, 1.2), (0.6, 0.75), (0.62, 0.16), (0.0, 0.12),
    ]  # fmt: skip
    cloth = cut_out(outline, 0.05, 0.06)

    def folded(points: Points) -> Points:
        x, y = points[:, 0], points[:, 1]
        folds = 0.022 * np.sin(9 * x + 2.5 * np.sin(2.2 * y)) * np.clip(1.5 - y, 0, 1)
        folds += 0.016 * np.sin(11 * (y - 0.8 * np.abs(x))) * np.clip(np.abs(x) - 0.35, 0, 0.5)
        belly = 0.16 * np.clip(1 - np.square(x / 0.7), 0, 1)
        bent = points.copy()
        bent[:, 2] = points[:, 2] * (0.06 / (0.06 + belly)) + folds
        return 0.45 * cloth(bent)

    white, navy = rgb("#ece8df"), rgb("#28406b")

    def striped(points: Points) -> Points:
        stripes = (np.sin(26 * points[:, 1]) > 0.25) & (points[:, 1] < 1.5)
        return np.where(stripes[:, None], navy, white)

    return [Body(turned(folded, -12), striped, 0.03)], "#d5d9d6"


def bowl() -> tuple[list[Body], str]:
    """A wide bowl."""
    wall = shell([(0.0, 0.16), (0.3, 0.14), (0.34, 0.04), (0.4, 0.16), (0.7, 0.36), (0.92, 0.68), (0.98, 0.84)], 0.04)
    return [Body(wall, banded(["#c3a27e", "#f0ece2"], [0.28]), 0.6)], "#d3cdc2"


def stool() -> tuple[list[Body], str]:
    """A round stool with a cushion."""
    cushion = moved(solid([(0, -0.13), (0.56, -0.1), (0.62, 0.0), (0.56, 0.11), (0, 0.15)], 0.03, smooth=True), 0, 1.12)
    places = [(0.44, 0.3), (-0.44, 0.3), (0.0, -0.5)]
    legs = together(*[rod((x * 1.15, 0.03, z * 1.15), (x * 0.8, 1.0, z * 0.8), 0.045) for x, z in places])
    return [Body(cushion, plain("#5b7f86"), 0.05), Body(legs, grained("#c79a66", "#9b6d3c"), 0.3)], "#e4e0d9"


def teapot() -> tuple[list[Body], str]:
    """A round teapot."""
    belly = moved(ellipsoid(0.66, 0.54, 0.66), 0, 0.62)
    lid = solid([(0, 1.06), (0.34, 1.06), (0.34, 1.12), (0.12, 1.2), (0, 1.22)])
    knob = moved(ellipsoid(0.09, 0.09, 0.09), 0, 1.3)
    spout = together(rod((0.5, 0.5, 0), (0.85, 0.78, 0), 0.1), rod((0.85, 0.78, 0), (0.98, 1.08, 0), 0.075), soft=0.08)
    handle = moved(ring(0.36, 0.06), -0.72, 0.68)
    pot = together(belly, spout, handle, soft=0.07)
    bodies = [Body(pot, plain("#3d4347"), 0.6), Body(lid, plain("#3d4347"), 0.6), Body(knob, plain("#b48a55"), 0.4)]
    return [Body(moved(turned(b.shape, 18), 0, -0.06), b.paint, b.gloss) for b in bodies], "#e2ddd3"


def candle() -> tuple[list[Body], str]:
    """A scented candle in a jar with a wooden lid beside it."""
    jar = moved(solid([(0, 0.03), (0.5, 0.03), (0.52, 0.1), (0.52, 1.0), (0, 1.0)], 0.03), -0.2)
    wick = rod((-0.2, 1.0, 0), (-0.2, 1.14, 0), 0.015)
    lid = moved(turned(solid([(0, -0.05), (0.5, -0.05), (0.5, 0.05), (0, 0.05)], 0.02), 72, 2), 0.62, 0.5, 0.25)
    label, wax = rgb("#f2ecdf"), rgb("#d9c3a5")

    def wrapped(points: Points) -> Points:
        front = (np.abs(points[:, 1] - 0.52) < 0.26) & (np.abs(points[:, 0] + 0.2) < 0.34) & (points[:, 2] > 0)
        line = front & (np.abs(points[:, 1] - 0.58) < 0.018) & (np.abs(points[:, 0] + 0.2) < 0.2)
        colour = np.where(front[:, None], label, wax)
        return np.where(line[:, None], rgb("#5d5348"), colour)

    wood = grained("#c89f6b", "#a37442", axis=1)
    return [Body(jar, wrapped, 0.5), Body(wick, plain("#2a2320")), Body(lid, wood, 0.2)], "#e7e0d6"


PRODUCTS: Final[MappingProxyType[str, Product]] = MappingProxyType(
    {
        "lamp": lamp,
        "mug": mug,
        "vase": vase,
        "chair": chair,
        "apple": apple,
        "bottle": bottle,
        "notebook": notebook,
        "hat": hat,
        "shirt": shirt,
        "bowl": bowl,
        "stool": stool,
        "teapot": teapot,
        "candle": candle,
    }
)
"""Name → what makes it: its parts and the colour of the paper it stands on."""
