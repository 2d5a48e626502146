"""Colours mean what their file says: profiles, inks, depth, palettes and transparency all end in sRGB on white."""

import struct
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms, ImageFilter

from inference.photos import read_photo
from tests.photos.pictures import BLUE, GREEN, GREY, RED, close, corners, quarters
from tests.photos.profiles import ADOBE_RGB, DISPLAY_P3, SRGB, in_srgb, ink_profile, matrix_profile

UPRIGHT: list[tuple[int, ...]] = [RED, GREEN, BLUE, GREY]


@pytest.mark.parametrize(("primaries", "gamma"), [(DISPLAY_P3, 2.2), (ADOBE_RGB, 2.19921875)], ids=["p3", "adobe"])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "WEBP", "AVIF", "HEIF"])
def test_wide_gamut_is_converted(kind: str, primaries: list[list[float]], gamma: float, tmp_path: Path) -> None:
    path = tmp_path / "wide"
    profile = matrix_profile(primaries, gamma)
    if kind == "HEIF":
        pillow_heif.from_pillow(quarters()).save(path, quality=97, chroma=444, icc_profile=profile)
    else:
        options = {"PNG": {}, "TIFF": {}, "WEBP": {"lossless": True}}.get(kind, {"quality": 97, "subsampling": "4:4:4"})
        quarters().save(path, kind, icc_profile=profile, **options)
    expected = [in_srgb(colour, primaries, gamma) for colour in UPRIGHT]
    assert not close(expected, UPRIGHT, 10), "the test would not notice a profile that is ignored"
    assert close(corners(read_photo(path)), expected, 5)


def test_srgb_profile_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "plain.png"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    quarters().save(path, icc_profile=profile)
    assert close(corners(read_photo(path)), UPRIGHT, 1)


@pytest.mark.parametrize("profile", [b"garbage", b"", bytes(200)], ids=["garbage", "none", "zeros"])
def test_broken_profile_is_ignored(profile: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.jpg"
    quarters().save(path, quality=97, subsampling=0, icc_profile=profile)
    assert close(corners(read_photo(path)), UPRIGHT, 6)


def test_truncated_profile_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "broken.png"
    quarters().save(path, icc_profile=matrix_profile(ADOBE_RGB, 2.2)[:300])
    assert close(corners(read_photo(path)), UPRIGHT, 1)


def test_profile_of_another_space_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "ink.jpg"
    quarters().convert("CMYK").save(path, quality=97, icc_profile=matrix_profile(ADOBE_RGB, 2.2))
    assert close(corners(read_photo(path)), UPRIGHT, 16)


def test_grey_photo_with_a_colour_profile(tmp_path: Path) -> None:
    path = tmp_path / "grey.png"
    Image.new("L", (32, 32), 120).save(path, icc_profile=matrix_profile(SRGB, 1.0))
    expected = in_srgb((120, 120, 120), SRGB, 1.0)
    assert close(corners(read_photo(path)), [expected] * 4, 3)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_inks_without_a_profile(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "ink"
    quarters().convert("CMYK").save(path, kind, quality=97)
    assert close(corners(read_photo(path)), UPRIGHT, 16)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_inks_with_a_profile(kind: str, tmp_path: Path) -> None:
    """The profile, written here, says that ink 0-255 is Lab lightness 100-0: any other reading gives other greys."""
    path = tmp_path / "ink"
    Image.new("CMYK", (64, 64), (128, 0, 0, 0)).save(path, kind, quality=97, icc_profile=ink_profile())
    pixels = read_photo(path)
    # Lab 50 0 0 is sRGB 119 (IEC 61966-2-1 of Y = 0.184); without the profile half cyan would be (127, 255, 255).
    assert close(corners(pixels), [(119, 119, 119)] * 4, 4)


def test_lab_is_converted(tmp_path: Path) -> None:
    path = tmp_path / "lab.tif"
    Image.merge("LAB", [Image.new("L", (32, 32), value) for value in (128, 128, 128)]).save(path)
    assert close(corners(read_photo(path)), [(119, 119, 119)] * 4, 3)


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_sixteen_bit_grey(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"deep.{suffix}"
    ramp = np.tile(np.linspace(0, 65535, 256).astype(np.uint16), (16, 1))
    Image.fromarray(ramp).save(path)
    pixels = read_photo(path)
    assert np.abs(pixels[8, :, 0].astype(int) - np.arange(256)).max() <= 1
    assert (pixels[..., 0] == pixels[..., 2]).all()


def test_sixteen_bit_colour(tmp_path: Path) -> None:
    """Pillow writes none, so the file is made by hand: one uncompressed strip (TIFF 6.0)."""
    path = tmp_path / "deep.tif"
    pixels = (np.asarray(quarters()).astype(np.uint16) * 257).astype("<u2")
    height, width = pixels.shape[:2]
    tags = [(256, 3, 1, width), (257, 3, 1, height), (258, 3, 3, 146), (259, 3, 1, 1), (262, 3, 1, 2), (273, 4, 1, 152)]
    tags += [(277, 3, 1, 3), (278, 3, 1, height), (279, 4, 1, pixels.nbytes), (284, 3, 1, 1), (339, 3, 1, 1)]
    directory = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags) + bytes(4)
    head = b"II*\0" + struct.pack("<I", 8) + directory
    assert len(head) == 146
    path.write_bytes(head + struct.pack("<3H", 16, 16, 16) + pixels.tobytes())
    assert close(corners(read_photo(path)), UPRIGHT, 1)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (np.linspace(0, 1, 256, dtype=np.float32), 255),
        (np.linspace(0, 255, 256, dtype=np.float32), 255),
        (np.linspace(0, 65535, 256, dtype=np.float32), 255),
        (np.linspace(-4, 9, 256, dtype=np.float32), 255),
        (np.linspace(0, 65535, 256).astype(np.int32), 255),
        (np.full(256, np.nan, dtype=np.float32), 0),
    ],
    ids=["unit", "bytes", "words", "stretched", "integers", "nan"],
)
def test_very_deep_grey(values: np.ndarray, expected: int, tmp_path: Path) -> None:
    path = tmp_path / "deep.tif"
    Image.fromarray(np.tile(values, (8, 1))).save(path)
    row = read_photo(path)[4, :, 1].astype(int)
    assert row[0] == 0
    assert row[-1] == expected
    assert (np.diff(row) >= 0).all()


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "AVIF"])
@pytest.mark.parametrize("longest_side", [None, 48])
def test_alpha_is_laid_on_white(kind: str, longest_side: int | None, tmp_path: Path) -> None:
    path = tmp_path / "alpha"
    picture = quarters().convert("RGBA")
    veil = Image.new("L", (96, 64), 255)
    veil.paste(0, (48, 0, 96, 32))
    veil.paste(128, (0, 32, 48, 64))
    picture.putalpha(veil)
    picture.save(path, kind, **({"lossless": True} if kind == "WEBP" else {"quality": 97} if kind == "AVIF" else {}))
    half_blue = tuple(round(value * 128 / 255 + 127) for value in BLUE)
    assert close(corners(read_photo(path, longest_side)), [RED, (255, 255, 255), half_blue, GREY], 5)


def test_transparent_pixels_do_not_bleed(tmp_path: Path) -> None:
    """A hidden black beside a visible white must not darken the edge when the photo is made smaller."""
    path = tmp_path / "edge.png"
    picture = Image.new("RGBA", (90, 90), (0, 0, 0, 0))
    picture.paste((255, 255, 255, 255), (0, 0, 45, 90))
    picture.save(path)
    assert read_photo(path, 30).min() == 255


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_palettes(kind: str, tmp_path: Path) -> None:
    opaque, clear = tmp_path / "opaque", tmp_path / "clear"
    picture = quarters().quantize(4)
    picture.save(opaque, kind)
    assert close(corners(read_photo(opaque)), UPRIGHT, 4)
    picture.save(clear, kind, transparency=picture.getpixel((80, 8)))
    assert close(corners(read_photo(clear)), [RED, (255, 255, 255), BLUE, GREY], 4)


def test_palette_with_many_levels_of_transparency(tmp_path: Path) -> None:
    path = tmp_path / "levels.png"
    picture = Image.new("P", (4, 1))
    picture.putpalette([0, 0, 0] * 4)
    for place in range(4):
        picture.putpixel((place, 0), place)
    picture.save(path, transparency=bytes([0, 85, 170, 255]))
    assert read_photo(path)[0, :, 0].tolist() == [255, 170, 85, 0]


def test_key_colour_and_grey_alpha(tmp_path: Path) -> None:
    key, grey = tmp_path / "key.png", tmp_path / "grey.png"
    quarters().save(key, transparency=GREEN)
    assert close(corners(read_photo(key)), [RED, (255, 255, 255), BLUE, GREY], 1)
    Image.new("LA", (8, 8), (0, 51)).save(grey)
    assert (read_photo(grey) == 204).all()


def test_one_bit(tmp_path: Path) -> None:
    path = tmp_path / "stamp.tif"
    picture = quarters().convert("L").point(lambda value: 255 if value > 100 else 0).convert("1")
    picture.save(path, compression="group4")
    expected = [
        (255,) * 3 if picture.getpixel(place) else (0,) * 3 for place in ((24, 16), (72, 16), (24, 48), (72, 48))
    ]
    assert corners(read_photo(path)) == expected


def test_strips_fit_together(tmp_path: Path) -> None:
    """A photo larger than one strip, with alpha, comes out as the same photo without alpha would."""
    clear, opaque = tmp_path / "clear.png", tmp_path / "opaque.png"
    random = np.random.default_rng(5).integers(0, 256, (90, 120, 3), dtype=np.uint8)
    picture = Image.fromarray(random).resize((2700, 2025)).filter(ImageFilter.BLUR)
    picture.save(opaque, compress_level=1)
    picture.putalpha(255)
    picture.save(clear, compress_level=1)
    for longest_side in (1000, 517):
        difference = read_photo(clear, longest_side).astype(int) - read_photo(opaque, longest_side)
        assert np.abs(difference).max() <= 1
