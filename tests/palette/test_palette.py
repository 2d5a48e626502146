"""Products are told from their backgrounds, and their colours found, the same way every time."""

import threading

import cv2
import numpy as np
import pytest

from inference.palette import SIDE, Palette, palette
from inference.palette.clusters import clusters
from inference.palette.separation import separate
from inference.preprocess.colour import Floats, Photo, reduced, to_lab
from tests.palette.pictures import BLACK, BLUE, GREEN, GREY, RED, WHITE, WOOD, drawn, overlap


def lab_of(colour: tuple[int, ...]) -> Floats:
    found: Floats = to_lab(np.array([[colour]], np.uint8))[0, 0]
    return found


def difference(found: Palette, colour: tuple[int, int, int]) -> float:
    return float(np.linalg.norm(np.array(found.product[0].lab) - lab_of(colour)))


@pytest.mark.parametrize("background", [WHITE, GREY, WOOD, BLACK])
@pytest.mark.parametrize("product", [RED, BLUE, GREEN])
def test_a_product_is_told_from_its_background(product: tuple[int, int, int], background: tuple[int, int, int]) -> None:
    photo, mask = drawn(product, background)
    small = reduced(photo, SIDE)
    truth = cv2.resize(mask.astype(np.uint8), small.shape[1::-1], interpolation=cv2.INTER_AREA) > 0
    found = separate(small, to_lab(small))
    assert not found.whole
    assert overlap(found.product, truth) > 0.9
    colours = palette(photo)
    assert difference(colours, product) < 15
    assert colours.product[0].share > 0.6
    assert colours.sure > 0.9
    assert sum(group.share for group in colours.product) == pytest.approx(1, abs=1e-5)
    assert np.linalg.norm(np.array(colours.background[0].lab) - lab_of(background)) < 15


def test_a_swatch_is_the_colour_itself() -> None:
    photo, _ = drawn(RED, WHITE)
    group = palette(photo).product[0]
    shown = tuple(int(group.swatch[at : at + 2], 16) for at in (1, 3, 5))
    assert np.linalg.norm(lab_of(shown) - np.array(group.lab)) < 1.5


def test_two_colours_have_their_shares() -> None:
    photo, mask = drawn(BLUE, WHITE)
    lower = mask & (np.arange(photo.shape[0])[:, None] > photo.shape[0] * 0.6)
    photo[lower] = RED
    found = palette(photo)
    largest = sorted(found.product[:2], key=lambda group: group.lab[2])
    assert np.linalg.norm(np.array(largest[0].lab) - lab_of(BLUE)) < 15
    assert np.linalg.norm(np.array(largest[1].lab) - lab_of(RED)) < 15
    assert largest[1].share == pytest.approx(lower.sum() / mask.sum(), abs=0.15)


def test_what_is_like_its_background_is_not_sure() -> None:
    photo, mask = drawn(RED, WHITE)
    photo[mask] = (238, 238, 235)
    photo[mask & (np.arange(photo.shape[0])[:, None] > photo.shape[0] * 0.8)] = RED
    assert palette(photo).sure < 0.9


def test_a_product_that_fills_the_photo() -> None:
    random = np.random.default_rng(3)
    photo = np.clip(np.array(GREEN) + random.normal(0, 2, (200, 260, 1)), 0, 255).astype(np.uint8)
    found = palette(photo)
    assert found.whole
    assert difference(found, GREEN) < 4


def bedded(background: tuple[int, int, int]) -> Photo:
    """A red button on a corner of a blue cloth, which reaches two sides of the photo."""
    random = np.random.default_rng(1)
    photo = np.full((240, 240, 3), background, float)
    photo[60:200] = BLUE
    cv2.circle(photo, (40, 78), 16, RED, -1)
    return np.clip(photo + random.normal(0, 4, (240, 240, 1)), 0, 255).astype(np.uint8)


def test_clutter_is_no_product_unless_all_around_it_is_plain() -> None:
    beside = palette(bedded(WOOD))
    assert beside.whole
    assert difference(beside, BLUE) < 10
    alone = palette(bedded(BLUE))
    assert not alone.whole
    assert difference(alone, RED) < 15


@pytest.mark.parametrize("shape", [(1, 1), (1, 400), (3, 7), (8, 8), (500, 9)])
def test_photos_of_any_size(shape: tuple[int, int]) -> None:
    found = palette(np.full((*shape, 3), BLUE, np.uint8))
    assert difference(found, BLUE) < 1
    assert sum(group.share for group in found.product) == pytest.approx(1, abs=1e-5)


def test_noise_has_bounded_groups() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (400, 400, 3), dtype=np.uint8)
    found = palette(noise)
    assert 1 <= len(found.product) <= 6


def test_the_photo_is_not_changed() -> None:
    photo, _ = drawn(RED, WOOD)
    photo.setflags(write=False)
    palette(photo)


def test_the_same_photo_has_the_same_palette_whatever_went_before_and_beside() -> None:
    photos: list[Photo] = [drawn(colour, WOOD, grain=14, seed=number)[0] for number, colour in enumerate((RED, GREY))]
    expected = [palette(photo) for photo in photos]
    cv2.setRNGSeed(99)
    cv2.kmeans(np.arange(9, dtype=np.float32)[:, None], 2, np.zeros((9, 1), np.int32), (3, 5, 0.1), 1, 2)
    assert palette(photos[0]) == expected[0]
    found: dict[int, Palette] = {}
    threads = [threading.Thread(target=lambda at=at: found.update({at: palette(photos[at % 2])})) for at in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {at: expected[at % 2] for at in range(6)}


def test_groups_of_nothing_and_of_one_colour() -> None:
    means, shares = clusters(np.zeros((0, 3), np.float32))
    assert (len(means), len(shares)) == (0, 0)
    means, shares = clusters(np.full((50, 3), 30, np.float32), np.full(50, 0.001, np.float32))
    assert means.tolist() == [[30, 30, 30]]
    assert shares.tolist() == [1]
