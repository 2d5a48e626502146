"""Every step alone, against scenes whose fault is known."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from inference.preprocess import contrast, exposure, histogram, noise, white_balance
from inference.preprocess.colour import from_linear, to_lab, to_linear

Photo = NDArray[np.uint8]


def difference(first: Photo, second: Photo) -> float:
    """The median difference of colour, ΔE*ab 1976."""
    return float(np.median(np.linalg.norm(to_lab(first) - to_lab(second), axis=2)))


def test_linear_light_is_that_of_the_standard() -> None:
    levels = np.arange(256, dtype=np.uint8).reshape(16, 16, 1).repeat(3, 2)
    light = to_linear(levels)
    assert light[8, 0, 0] == pytest.approx(0.2158605, abs=1e-6)  # of 128, by IEC 61966-2-1
    assert np.array_equal(from_linear(light), levels)


def test_a_dark_photo_is_brought_back(scene: Photo) -> None:
    dark = from_linear(to_linear(scene) * np.float32(0.15))
    measured = exposure.measure(dark)
    assert exposure.is_off(measured)
    assert measured["light_end"] == pytest.approx(np.percentile(to_lab(dark)[..., 0], 99), abs=0.5)
    bright = exposure.correct(dark, measured)
    assert exposure.measure(bright)["light_end"] == pytest.approx(92, abs=2)
    assert difference(bright, scene) < 5 < difference(dark, scene)


def test_a_washed_out_photo_gets_its_dark_end_back(scene: Photo) -> None:
    pale = np.rint(255 - (255 - scene.astype(float)) * 0.6).astype(np.uint8)
    measured = exposure.measure(pale)
    assert exposure.is_off(measured)
    found = exposure.measure(exposure.correct(pale, measured))
    assert found["dark_end"] == pytest.approx(25, abs=3)
    assert found["light_end"] > 85


def test_a_well_exposed_photo_is_not_off(scene: Photo) -> None:
    assert not exposure.is_off(exposure.measure(scene))


@pytest.mark.parametrize("colour", [(1.35, 0.95, 0.5), (0.6, 0.95, 1.45), (1, 0.6, 1)], ids=["warm", "cool", "magenta"])
def test_the_colour_of_the_light_is_found_and_taken_out(greys: NDArray[np.float32], colour: tuple[float, ...]) -> None:
    light = np.array(colour, np.float32) / max(colour)
    photo = from_linear(greys * light)
    measured = white_balance.measure(photo)
    found = np.array([measured[name] for name in ("red", "green", "blue")])
    angle = np.degrees(np.arccos(found @ light / np.linalg.norm(found) / np.linalg.norm(light)))
    assert angle < 1.5
    assert white_balance.is_off(measured)
    lab = to_lab(white_balance.correct(photo, measured))
    assert np.abs(np.median(lab[..., 1:], axis=(0, 1))).max() < 2


def test_grey_edge_is_the_norm_of_the_derivatives(greys: NDArray[np.float32]) -> None:
    """Against a second implementation, without a library's filters: Gaussian by its definition, central differences."""
    light = greys[:24, :24] * np.array([0.9, 0.7, 0.4], np.float32)
    reach = np.arange(-8, 9)
    kernel = np.exp(-(reach**2) / 2) / np.exp(-(reach**2) / 2).sum()
    padded = np.pad(light.astype(float), ((8, 8), (8, 8), (0, 0)), "reflect")
    smooth = np.apply_along_axis(lambda line: np.convolve(line, kernel, "valid"), 0, padded)
    smooth = np.apply_along_axis(lambda line: np.convolve(line, kernel, "valid"), 1, smooth)
    edges = np.hypot(*np.gradient(smooth, axis=(0, 1)))[2:-2, 2:-2]
    expected = (edges**6).sum((0, 1)) ** (1 / 6)
    found = white_balance.grey_edge(light)
    assert found == pytest.approx(expected / np.linalg.norm(expected), abs=0.01)


def test_a_red_thing_on_white_is_no_red_light() -> None:
    photo = np.full((96, 96, 3), 252, np.uint8)
    cv2.circle(photo, (48, 48), 30, (190, 20, 30), -1, cv2.LINE_AA)
    assert not white_balance.is_off(white_balance.measure(photo))


def test_contrast_is_raised_in_lightness_only(scene: Photo) -> None:
    cloth = np.random.default_rng(3).normal(0, 1, (160, 160))
    weave = cv2.GaussianBlur(cloth, (0, 0), 3) * 60
    dull = np.clip(np.array([120, 110, 140]) + weave[..., None], 0, 255).astype(np.uint8)
    assert contrast.is_off(contrast.measure(dull))
    assert not contrast.is_off(contrast.measure(scene))
    clear = contrast.correct(dull, {})
    assert contrast.measure(clear)["spread"] > 1.5 * contrast.measure(dull)["spread"]
    assert np.abs(to_lab(clear)[..., 1:] - to_lab(dull)[..., 1:]).max() < 3


@pytest.mark.parametrize("sigma", [12.0, 20.0])
def test_noise_is_estimated_and_reduced(scene: Photo, sigma: float) -> None:
    calm = np.repeat(np.repeat(scene, 2, 0), 2, 1) // 2 + 60  # nothing at the ends of the range, where noise is cut off
    grain = np.random.default_rng(2).normal(0, sigma, calm.shape[:2])[..., None]
    noisy = np.clip(np.rint(calm + grain), 0, 255).astype(np.uint8)
    measured = noise.measure(noisy)
    assert measured["sigma"] == pytest.approx(sigma, rel=0.15)
    assert noise.is_off(measured)
    assert not noise.is_off(noise.measure(calm))
    quiet = noise.correct(noisy, measured)
    assert np.abs(quiet.astype(int) - calm).mean() < 0.6 * np.abs(noisy.astype(int) - calm).mean()


def test_luma_is_matched_and_colour_left_alone(scene: Photo) -> None:
    reference = tuple(np.linspace(40, 200, 17))
    matched = histogram.matched(scene, reference)
    luma = cv2.cvtColor(matched, cv2.COLOR_RGB2YCrCb)[..., 0]
    assert np.quantile(luma, np.linspace(0, 1, 17)) == pytest.approx(reference, abs=6)
    before, after = (cv2.cvtColor(photo, cv2.COLOR_RGB2YCrCb)[..., 1:].astype(int) for photo in (scene, matched))
    inside = (matched > 0).all(axis=2) & (matched < 255).all(axis=2)  # a colour cut off at the gamut's edge is another
    assert np.abs(before - after)[inside].max() <= 2


def test_a_photo_matched_to_itself_stays_as_it_is(scene: Photo) -> None:
    luma = cv2.cvtColor(scene, cv2.COLOR_RGB2YCrCb)[..., 0]
    matched = histogram.matched(scene, np.quantile(luma, np.linspace(0, 1, 257)).tolist())
    assert np.abs(matched.astype(int) - scene).max() <= 8


def test_a_photo_lit_unlike_the_reference_is_off(scene: Photo) -> None:
    assert histogram.is_off(histogram.measure(scene // 8))
    assert not histogram.is_off(histogram.measure(scene))
    assert not histogram.is_off(histogram.measure(histogram.correct(scene // 8, {})))
