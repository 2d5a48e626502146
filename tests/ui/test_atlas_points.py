"""Where the map's points are, which are meant, which are in an area, and how they are drawn."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from tests.ui.test_atlas import CROSS, made
from ui.atlas.area import Area
from ui.atlas.camera import Camera
from ui.atlas.dots import Layer, drawn
from ui.atlas.points import apart, nearest, neighbour
from ui.atlas.view import FEW, View
from ui.theme import LIGHT

SIZE = (600, 400)


def test_the_camera_sees_all_and_zooms_to_a_place() -> None:
    places = np.array(CROSS, np.float32)
    camera = Camera.fitting(places, SIZE)
    seen = camera.on_screen(places, SIZE)
    assert ((seen >= 0) & (seen <= SIZE)).all()
    near = camera.zoomed(3, (float(seen[5, 0]), float(seen[5, 1])), SIZE)
    assert near.on_screen(places, SIZE)[5] == pytest.approx(seen[5], abs=1e-2)
    assert near.scale == pytest.approx(3 * camera.scale)
    assert camera.zoomed(1e9, (0, 0), SIZE).scale == camera.zoomed(1e12, (0, 0), SIZE).scale, "there is an end to it"
    moved = camera.moved(10, -20).on_screen(places, SIZE)
    assert moved - seen == pytest.approx(np.full((6, 2), [10, -20]), abs=1e-2)
    assert Camera.fitting(places[:1], SIZE).on_screen(places[:1], SIZE)[0] == pytest.approx([300, 200])


def test_the_nearest_and_the_one_in_a_direction() -> None:
    screen = np.array([(100, 100), (150, 104), (104, 160), (300, 100)], np.float32)
    assert nearest(screen, 103, 98, 10) == 0
    assert nearest(screen, 120, 120, 10) is None
    assert [neighbour(screen, 0, step) for step in ((1, 0), (0, 1), (-1, 0), (0, -1))] == [1, 2, None, None]
    assert neighbour(screen, 1, (1, 0)) == 3
    assert apart(np.array([(59, 5), (62, 8), (70, 5), (130, 5), (62, 60)], np.float32), 60) == [0, 3, 4]


def test_dots_are_round_and_end_at_the_edge() -> None:
    middles = np.array([(10, 10), (0, 0), (39.6, 29.6)], np.float32)
    colours = np.array([0xFF112233] * 3, np.uint32)
    layers = [Layer(middles, colours, 2.2), Layer(middles[:1], np.array([0xFF445566], np.uint32), 1)]
    picture = drawn((40, 30), layers, 0xFFFFFFFF)
    assert picture.shape == (30, 40)
    assert (picture[10, 10], picture[10, 12], picture[12, 12]) == (0xFF445566, 0xFF112233, 0xFFFFFFFF)
    assert (picture[0, 0], picture[29, 39]) == (0xFF112233, 0xFF112233)
    covered = sum(right * right + down * down <= 2.2**2 for right in range(-2, 3) for down in range(-2, 3))
    quarter = sum(right * right + down * down <= 2.2**2 for right in range(3) for down in range(3))
    assert (picture != 0xFFFFFFFF).sum() == covered + 2 * quarter
    both = Layer(np.array([(5, 5), (6, 5)], np.float32), np.array([1, 2], np.uint32), 2.2)
    assert drawn((12, 12), [both], 0)[5, 3:10].tolist() == [1, 2, 2, 2, 2, 2, 0]


@pytest.mark.parametrize("free", [False, True])
def test_an_area_holds_what_is_in_it(qapp: QApplication, free: bool) -> None:
    corners = [(10, 10), (110, 10), (110, 60), (10, 60)] if free else [(110, 60), (50, 50), (10, 10)]
    area = Area(QPointF(*corners[0]), free=free)
    for corner in corners[1:]:
        area.reach(QPointF(*corner))
    screen = np.array([(20, 20), (100, 50), (120, 20), (20, 70), (-50, -50), (5000, 20)], np.float32)
    assert list(area.inside(screen, (300, 200))) == [True, True, False, False, False, False]


def test_a_lasso_leaves_out_what_it_goes_around(qapp: QApplication) -> None:
    area = Area(QPointF(0, 0), free=True)
    for at in ((90, 0), (90, 90), (60, 90), (60, 30), (30, 30), (30, 90), (0, 90)):
        area.reach(QPointF(*at))
    assert list(area.inside(np.array([(15, 60), (45, 60), (75, 60)], np.float32), (200, 200))) == [True, False, True]


def test_many_points_have_no_pictures_until_one_comes_nearer() -> None:
    places = np.random.default_rng(0).standard_normal((FEW + 5, 2)).astype(np.float32)
    points = made([tuple(place) for place in places])
    camera = Camera.fitting(points.places, SIZE)
    assert not len(View(points, camera.zoomed(0.9, (300, 200), SIZE), SIZE).pictured)
    near = View(points, camera.zoomed(6, (300, 200), SIZE), SIZE).pictured
    assert 0 < len(near) <= FEW


@pytest.mark.parametrize("share", [0.01, 0.9])
def test_what_is_chosen_stands_out_however_much_it_is(share: float) -> None:
    places = np.random.default_rng(0).random((9000, 2)).astype(np.float32)
    points = made([tuple(place) for place in places])
    view = View(points, Camera.fitting(points.places, SIZE), SIZE)
    chosen = places[:, 0] < share
    picture = view.image(LIGHT, 1, chosen=chosen)
    left = int(view.screen[places[:, 0].argsort()[round(9000 * share)], 0])
    assert colours(picture, left + 20, SIZE[0]) == {LIGHT.surface, LIGHT.quiet if share < 0.5 else LIGHT.line}
    assert (LIGHT.text if share < 0.5 else LIGHT.quiet) in colours(picture, 0, left)
    assert LIGHT.text not in colours(view.image(LIGHT, 1), 0, SIZE[0])


def colours(picture: QImage, first: int, last: int) -> set[str]:
    return {picture.pixelColor(x, y).name() for x in range(first, last) for y in range(0, SIZE[1], 2)}
