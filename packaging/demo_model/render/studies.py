"""Products with fixed measures for the sample photos, finer than those drawn by chance; lengths in centimetres."""

import numpy as np

from demo_model.render.mesh import Floats, Mesh, box, join, lathe, rod, rounded, spline, tube, vessel
from demo_model.render.parts import Part, Product


def _hollow(outline: Floats, wall: float) -> Mesh:
    """A `vessel` whose rim is crisp: one more ring just below it keeps the wall's normals out of the lip."""
    below = outline[-1] + (outline[-2] - outline[-1]) * 0.06 / float(np.linalg.norm(outline[-2] - outline[-1]))
    return vessel(np.vstack([outline[:-1], below, outline[-1:]]), wall)


def mug() -> Product:
    """A round-bottomed mug with a generous ear."""
    outline = rounded([(2.6, 0), (4.3, 0.4), (4.5, 9.6)], 2.2, 14)
    knots = [(4.25, 0, 8.1), (5.6, 0, 8.5), (7.2, 0, 7.4), (7.4, 0, 5.2), (6.2, 0, 3.2), (4.2, 0, 2.3)]
    ear = tube(spline(knots, 14), np.interp(np.linspace(0, 1, 71), [0, 0.3, 0.7, 1], [0.72, 0.52, 0.52, 0.72]), 32)
    return [Part(_hollow(outline, 0.32)), Part(ear)]


def bowl() -> Product:
    """A deep bowl on a small foot."""
    knots = [(3.3, 0), (3.4, 0.9), (6.3, 2.2), (8.3, 4.6), (9.0, 7.4)]
    return [Part(_hollow(spline(knots, 14), 0.42))]


def plate() -> Product:
    """A dinner plate with a slim raised edge."""
    outline = rounded([(8.0, 0), (8.6, 0.8), (12.4, 1.5), (13.2, 2.4)], 0.9, 10)
    return [Part(_hollow(outline, 0.38))]


def bottle() -> Product:
    """A slim reusable bottle with a wooden stopper and a loop."""
    body = _hollow(rounded([(3.3, 0), (3.7, 0.4), (3.7, 17.0), (1.9, 20.4), (1.9, 22.6)], 2.6, 16), 0.3)
    stopper = lathe(rounded([(0, 22.3), (2.15, 22.3), (2.15, 25.4), (0, 25.4)], 0.5, 8))
    collar = lathe(rounded([(1.9, 21.9), (2.08, 21.9), (2.08, 22.4), (1.9, 22.4)], 0.1))
    return [Part(body), Part(collar, "metal"), Part(stopper, "wood")]


def pot() -> Product:
    """An enamelled casserole with a rounded lid and a bright knob."""
    body = _hollow(rounded([(10.2, 0), (11.6, 0.6), (12.2, 10.0)], 2.4, 14), 0.4)
    rim = lathe(rounded([(12.1, 9.6), (12.7, 9.8), (12.7, 10.5), (11.8, 10.8)], 0.25))
    lid = lathe(np.vstack([[(12.4, 10.4)], spline([(12.3, 10.9), (10.5, 12.0), (6, 13.1), (0, 13.5)], 10)]))
    knob = lathe(rounded([(0.9, 13.2), (0.9, 14.6), (2.3, 15.2), (2.2, 16.1), (0, 16.3)], 0.5, 8))
    ears = []
    for turn in (0, 180):
        knots = [(10.6, -3.4, 0), (14.4, -2.9, 0.3), (15.0, 0, 0.4), (14.4, 2.9, 0.3), (10.6, 3.4, 0)]
        ears.append(tube(spline(knots, 12), 0.85, 24, flat=0.8).turned(turn).moved(z=8.2))
    return [Part(join([body, rim, lid, *ears])), Part(knob, "metal")]


def cup() -> Product:
    """A tapered tumbler with a soft foot."""
    return [Part(_hollow(rounded([(2.4, 0), (3.2, 0.3), (4.3, 11.4)], 1.0, 12), 0.26))]


def _branch(turn: float, tall: float, out: float) -> list[Mesh]:
    """A thin stem with pairs of leaves, leaning out to one side."""
    line = spline([(0, 0, 10), (0.1 * out, 0, 20), (0.45 * out, 0, 20 + tall * 0.6), (out, 0, 20 + tall)], 10)
    pieces = [tube(line, np.linspace(0.17, 0.07, len(line)), 10)]
    for number, at in enumerate(np.linspace(0.42, 1.0, 10)):
        spot = line[int(at * (len(line) - 1))]
        side = 1 if number % 2 else -1
        leaf = spline([(0, 0, 0), (0.7, side * 1.5, 1.3), (0.9, side * 3.0, 1.8), (0.7, side * 4.3, 1.4)], 8)
        width = 0.02 + 1.1 * np.sin(np.linspace(0.05, np.pi - 0.02, len(leaf))) ** 0.8
        pieces.append(tube(leaf + spot, width * (1.15 - 0.45 * at), 16, flat=0.1))
    return [piece.turned(turn) for piece in pieces]


def vase() -> Product:
    """A bellied vase with three leafy branches."""
    knots = [
        (3.6, 0),
        (5.5, 2.4),
        (6.8, 5.4),
        (6.7, 8.6),
        (5.2, 11.8),
        (3.4, 14.8),
        (2.3, 17.6),
        (2.2, 19.4),
        (3.0, 21.0),
    ]
    branches = [*_branch(200, 13, 4.5), *_branch(330, 16, 3.0), *_branch(75, 12, 5.5)]
    return [Part(_hollow(spline(knots, 14), 0.4)), Part(join(branches), "leaf")]


def lamp() -> Product:
    """A reading lamp: round foot, two arms, a bell for a shade."""
    elbow, head = (-8.5, 0.0, 24.0), (7.5, 0.0, 39.0)
    joint = lathe(rounded([(0, -1.1), (1.35, -1.1), (1.35, 1.1), (0, 1.1)], 0.3)).turned(90, "x")
    joints = [joint.moved(*place) for place in (elbow, head)]
    arms = join([rod((0, 0, 1), elbow, 0.55), rod(elbow, head, 0.55)])
    foot = lathe(rounded([(0, 0), (8.4, 0), (8.4, 1.5), (1.2, 2.0), (1.2, 3.4), (0, 3.4)], 0.6, 8))
    outline = np.array([(1.5, 3.2), (2.4, 3.0), (2.9, 1.2), (3.6, -1.0), (6.0, -4.2), (8.2, -7.4)])
    bell = _hollow(spline(outline * np.array([1, -1]), 12), 0.2).scaled(1, 1, -1)
    return [Part(join([foot, bell.turned(-38, "y").moved(*head)])), Part(join([arms, *joints]), "metal")]


def chair() -> Product:
    """A wooden chair with a curved back."""
    seat = box(43, 42, 3.4, 1.6).moved(z=44)
    legs = [rod((x * 21, y * 20, 0), (x * 17, y * 16, 44.5), 1.2, 1.9) for x in (-1, 1) for y in (-1, 1)]
    posts = [rod((x * 18, 17, 45), (x * 20, 25, 82), 1.6, 1.25) for x in (-1, 1)]
    bow = np.linspace(-1, 1, 31)
    rails = []
    for height, thick in ((81.0, 3.6), (69.0, 2.4), (58.0, 2.0)):
        lean = 17 + 8 * (height - 45) / 37
        path = np.column_stack([bow * (18 + 2.2 * (height - 45) / 37), lean + 4 * (1 - bow**2), np.full(31, height)])
        rails.append(tube(path, thick * (1 - bow**8) ** 0.5, 24, flat=0.36).lengthwise())
    sticks = [stick.lengthwise() for stick in (*legs, *posts)]
    return [Part(join([seat, *sticks, *rails]))]


def stool() -> Product:
    """A padded round stool on four wooden legs."""
    pad = lathe(rounded([(0, 41), (17.5, 41), (17.8, 48), (0, 49.2)], 3.0, 14))
    board = lathe(rounded([(0, 39.4), (16.8, 39.4), (16.8, 41.2), (0, 41.2)], 0.5))
    legs = [rod((17.5, 0, 0), (11.0, 0, 40), 1.1, 1.8).turned(45 + 90 * k) for k in range(4)]
    bars = [rod((-14.6, 0, 18), (14.6, 0, 18), 0.8).turned(turn) for turn in (45, 135)]
    return [Part(pad), Part(join([board, *(stick.lengthwise() for stick in (*legs, *bars))]), "wood")]


def table() -> Product:
    """A round table on a trumpet foot."""
    top = lathe(rounded([(0, 70.6), (44, 70.6), (48, 73.4), (0, 73.4)], 0.8, 8))
    knots = [(0, 1.4), (20, 1.2), (25, 0), (25, 0.8), (12, 5), (4.6, 18), (3.8, 42), (6, 64), (12, 71)]
    foot = lathe(spline(knots, 10))
    return [Part(join([top, foot]))]


def _loop(size: float, turn: float) -> Mesh:
    knots = size * np.array([(0, 0, 0.04), (0.45, 0, 0.5), (1, 0, 0.55), (1.05, 0, 0.2), (0, 0, 0.02)])
    return tube(spline(knots, 14), size * 0.24, 24, flat=0.1).turned(turn)


def gift() -> Product:
    """A square gift box with a lid, a ribbon and a bow."""
    lid = box(19.4, 19.4, 4.2, 0.35).moved(z=11.2)
    straps = [box(2.6, 19.7, 4.36, 0.2).moved(z=11.15), box(19.7, 2.6, 4.36, 0.2).moved(z=11.15)]
    straps += [box(2.6, 18.7, 11.6, 0.2), box(18.7, 2.6, 11.6, 0.2)]
    loops = [_loop(6.2, turn) for turn in (8, 172, 98, 278)] + [_loop(4.4, turn) for turn in (52, 222, 320, 140)]
    heart = lathe(spline([(0, 0), (1.3, 0.3), (1.5, 1.4), (0, 2.1)], 8))
    bow = join([*loops, heart]).moved(z=15.4)
    return [Part(join([box(18.4, 18.4, 11.5, 0.35), lid])), Part(join([*straps, bow]), "second")]
