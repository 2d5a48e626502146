"""A good photo comes out upright, in sRGB, opaque, and no larger than asked for."""

import hashlib
import io
import threading
from pathlib import Path

import numpy as np
import pillow_heif
import pytest
from numpy.typing import NDArray
from PIL import ExifTags, Image

from inference.photos import is_photo_name, read_photo, survey_photo
from tests.photos.pictures import BLUE, GREEN, GREY, RED, WRITERS, close, corners, quarters

UPRIGHT: list[tuple[int, ...]] = [RED, GREEN, BLUE, GREY]

# How a camera stores an upright picture when it writes this orientation: the inverse of what undoes it (Exif 2.32).
STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def test_each_format_gives_the_same_upright_picture(photo_file: Path) -> None:
    pixels = read_photo(photo_file)
    assert pixels.shape == (64, 96, 3)
    assert pixels.dtype == np.uint8
    assert pixels.flags.c_contiguous
    assert close(corners(pixels), UPRIGHT, 12)


def test_each_format_is_surveyed(photo_file: Path) -> None:
    survey = survey_photo(photo_file, thumbnail_side=48)
    assert survey.sha256 == hashlib.sha256(photo_file.read_bytes()).hexdigest()
    assert (survey.width, survey.height) == (96, 64)
    with Image.open(io.BytesIO(survey.thumbnail)) as thumbnail:
        assert (thumbnail.format, thumbnail.size) == ("JPEG", (48, 32))
        assert close(corners(np.asarray(thumbnail)), UPRIGHT, 16)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF", "HEIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_is_undone(kind: str, orientation: int, tmp_path: Path) -> None:
    path = tmp_path / "photo"
    stored = quarters().transpose(STORED[orientation]) if orientation in STORED else quarters()
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    if kind == "HEIF":
        written = pillow_heif.from_pillow(stored)
        written.save(path, quality=95, chroma=444, exif=exif.tobytes())
    else:
        stored.save(path, kind, exif=exif, **({} if kind == "TIFF" else {"quality": 95}))
    assert_upright(path)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_orientation_of_compressed_tiff_is_undone(orientation: int, tmp_path: Path) -> None:
    path = tmp_path / "photo"
    stored = quarters().transpose(STORED[orientation]) if orientation in STORED else quarters()
    stored.save(path, "TIFF", compression="tiff_lzw", tiffinfo={274: orientation})
    assert_upright(path)


def assert_upright(path: Path) -> None:
    """The quarters come out in their places, and the survey tells their upright size."""
    pixels = read_photo(path)
    assert pixels.shape == (64, 96, 3)
    assert pixels.flags.c_contiguous
    assert close(corners(pixels), UPRIGHT, 30)
    survey = survey_photo(path)
    assert (survey.width, survey.height) == (96, 64)


def test_damaged_exif_changes_nothing(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "photo.jpg"
    quarters().save(path, quality=95, exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff\x12\x01\x03\0garbage")
    assert close(corners(read_photo(path)), UPRIGHT, 30)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("full", "longest_side", "expected"),
    [
        ((640, 480), 320, (240, 320)),
        ((480, 640), 320, (320, 240)),
        ((1000, 300), 333, (100, 333)),
        ((640, 480), None, (480, 640)),
        ((640, 480), 5000, (480, 640)),
        ((3, 4000), 100, (100, 1)),
        ((1, 1), 1024, (1, 1)),
    ],
)
@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_size(
    kind: str, full: tuple[int, int], longest_side: int | None, expected: tuple[int, int], tmp_path: Path
) -> None:
    path = tmp_path / "photo"
    WRITERS[kind](quarters(*full) if min(full) > 1 else Image.new("RGB", full, RED), path)
    pixels = read_photo(path, longest_side)
    assert pixels.shape == (*expected, 3)
    assert survey_photo(path).width == full[0]


def test_longest_side_must_be_positive(photo_file: Path) -> None:
    with pytest.raises(ValueError, match="positive"):
        read_photo(photo_file, 0)


@pytest.mark.parametrize("longest_side", [64, 100, 256])
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_fine_patterns_are_averaged_not_sampled(mode: str, longest_side: int, tmp_path: Path) -> None:
    path = tmp_path / "checkerboard.png"
    board = np.indices((512, 512)).sum(axis=0) % 2 * 255
    Image.fromarray(board.astype(np.uint8)).convert(mode).save(path)
    pixels = read_photo(path, longest_side)
    assert np.abs(pixels.astype(int) - 127).max() <= 12


def test_wrong_suffix_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "photo.png"
    quarters().save(path, "JPEG", quality=95)
    assert close(corners(read_photo(path)), UPRIGHT, 30)


@pytest.mark.parametrize(
    "name", ["产品 照片.jpg", "صورة.jpg", "🛋️ sofá.jpg", " two  spaces .jpg", "new\nline.jpg", "ação.JPG", "noname"]
)
def test_names_in_any_script(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    quarters().save(path, "JPEG", quality=95)
    assert close(corners(read_photo(path)), UPRIGHT, 30)
    assert survey_photo(path).width == 96


def test_only_photo_names_are_picked_from_folders() -> None:
    taken = ["a.jpg", "B.JPEG", "c.Png", "d.heic", "e.WEBP", "f.avif", "g.tif", "照片.bmp"]
    left = ["notes.txt", "film.mp4", "._a.jpg", ".jpg", "jpg", "a.jpg.part", "b.svg", "c.pdf"]
    assert [name for name in taken + left if is_photo_name(Path(name))] == taken


def test_original_is_left_alone_and_closed(photo_file: Path) -> None:
    before = (photo_file.read_bytes(), photo_file.stat().st_mtime_ns)
    read_photo(photo_file)
    survey_photo(photo_file)
    assert (photo_file.read_bytes(), photo_file.stat().st_mtime_ns) == before
    descriptors = Path("/proc/self/fd")
    if descriptors.exists():
        assert not [link for link in descriptors.iterdir() if link.exists() and link.resolve() == photo_file.resolve()]


def test_many_threads_at_once(tmp_path: Path) -> None:
    paths = []
    for number, (name, write) in enumerate(sorted(WRITERS.items())):
        paths.append(tmp_path / name)
        write(Image.new("RGB", (64, 48), (number * 15, 100, 255 - number * 15)), paths[-1])
    alone = [read_photo(path) for path in paths]
    together: list[NDArray[np.uint8] | None] = [None] * (len(paths) * 4)

    def read(place: int) -> None:
        together[place] = read_photo(paths[place % len(paths)])

    threads = [threading.Thread(target=read, args=(place,)) for place in range(len(together))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for place, pixels in enumerate(together):
        assert pixels is not None
        assert np.array_equal(pixels, alone[place % len(paths)])


def test_first_frame_of_an_animation(tmp_path: Path) -> None:
    first, second = quarters(), Image.new("RGB", (96, 64), "black")
    for kind, options in {"GIF": {}, "PNG": {}, "WEBP": {"lossless": True}}.items():
        path = tmp_path / f"animated.{kind.lower()}"
        first.save(path, kind, save_all=True, append_images=[second, first], duration=100, **options)
        assert close(corners(read_photo(path)), UPRIGHT, 12)


def test_first_picture_of_a_stereo_pair(tmp_path: Path) -> None:
    """Cameras and phones write several JPEGs into one file (MPO); the first is the photo."""
    path = tmp_path / "pair.jpg"
    quarters().save(path, "MPO", save_all=True, append_images=[Image.new("RGB", (96, 64))], quality=95)
    assert close(corners(read_photo(path)), UPRIGHT, 30)
