"""A file that is no whole photo is refused with its reason, at once, and leaves nothing behind."""

import os
import subprocess
import sys
import threading
import warnings
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageFile

from app.errors import message
from app.wording import Language
from inference.errors import PhotoUnreadable
from inference.photos import read_photo, survey_photo
from tests.photos.pictures import WRITERS

ROOT = Path(__file__).resolve().parents[2]


def reason(path: Path) -> str:
    """Why a file is refused; both entrances must agree."""
    with pytest.raises(PhotoUnreadable) as refused:
        read_photo(path)
    with pytest.raises(PhotoUnreadable) as surveyed:
        survey_photo(path)
    assert surveyed.value.reason == refused.value.reason
    assert refused.value.code == f"photo.{refused.value.reason}"
    assert refused.value.facts["path"] == str(path)
    return refused.value.reason


def textured() -> Image.Image:
    """Grain that no format compresses away, so that a cut file lacks pixels."""
    return Image.fromarray(np.random.default_rng(3).integers(0, 256, (120, 160, 3), dtype=np.uint8))


@pytest.mark.parametrize("kept", [0.3, 0.5, 0.9, 0.99])
def test_cut_file(format_name: str, kept: float, tmp_path: Path) -> None:
    path = tmp_path / "cut"
    WRITERS[format_name](textured(), path)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * kept)])
    assert reason(path) == "truncated"


@pytest.mark.parametrize("lost", [1, 2, 8])
def test_lost_last_bytes(format_name: str, lost: int, tmp_path: Path) -> None:
    path = tmp_path / "cut"
    WRITERS[format_name](textured(), path)
    path.write_bytes(path.read_bytes()[:-lost])
    assert reason(path) == "truncated"


def test_hardly_more_than_its_first_bytes(format_name: str, tmp_path: Path) -> None:
    path = tmp_path / "cut"
    WRITERS[format_name](textured(), path)
    path.write_bytes(path.read_bytes()[:24])
    assert reason(path) in ("truncated", "unreadable", "not_a_photo")


@pytest.mark.parametrize("format_name", ["jpeg", "png", "bmp", "webp", "gif", "heic", "tiff", "psd"])
def test_bytes_behind_the_end_are_ignored(format_name: str, tmp_path: Path) -> None:
    """Phones put films and depth maps behind their photos."""
    path = tmp_path / "longer"
    WRITERS[format_name](textured(), path)
    expected = read_photo(path)
    path.write_bytes(path.read_bytes() + b"film" * 100)
    assert np.array_equal(read_photo(path), expected)


@pytest.mark.parametrize("seed", range(6))
def test_damage_inside_is_read_or_refused(format_name: str, seed: int, tmp_path: Path) -> None:
    """Whatever flipped bits make of a file, nothing but a refusal comes out, and no other photo suffers."""
    path = tmp_path / "damaged"
    WRITERS[format_name](textured(), path)
    data = bytearray(path.read_bytes())
    random = np.random.default_rng(seed)
    for place in random.integers(16, len(data), 12):
        data[place] ^= 1 << int(random.integers(0, 8))
    path.write_bytes(data)
    try:
        assert read_photo(path).dtype == np.uint8
    except PhotoUnreadable as refusal:
        assert refusal.facts["path"] == str(path)  # noqa: PT017 - either outcome is right, another exception is not


@pytest.mark.parametrize(
    "content",
    [
        b"just some words",
        b"%PDF-1.7\n" + b"x" * 500,
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom" + bytes(200),
        np.random.default_rng(9).bytes(5000),
        b"BMW is a car, and this is a text about it. " * 3,
        b"PK\x03\x04" + bytes(100),
        b"x",
        bytes(3000),
    ],
    ids=["text", "pdf", "svg", "film", "random", "bm-text", "zip", "one-byte", "zeros"],
)
def test_not_a_photo(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(content)
    assert reason(path) == "not_a_photo"


def test_empty(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.touch()
    assert reason(path) == "empty"


def test_gone(tmp_path: Path) -> None:
    (tmp_path / "another.jpg").write_bytes(b"x")
    assert reason(tmp_path / "nowhere.jpg") == "gone"


def test_a_drive_that_is_not_connected(tmp_path: Path) -> None:
    assert reason(tmp_path / "photo.jpg") == "away", "the folder to which it is connected is there, and empty"
    assert reason(tmp_path / "no" / "such" / "folder.jpg") == "away"
    (tmp_path / "file").write_bytes(b"x")
    assert reason(tmp_path / "file" / "below.jpg") == "away"
    with pytest.raises(PhotoUnreadable) as caught:
        read_photo(tmp_path / "no" / "photo.jpg")
    said = message(caught.value.code, caught.value.facts, Language.EN)
    assert str(tmp_path / "no") in said.sentence
    assert "connect" in said.remedy


def test_folder(tmp_path: Path) -> None:
    folder = tmp_path / "folder.jpg"
    folder.mkdir()
    assert reason(folder) == "not_a_photo"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_pipes_and_devices_are_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    assert reason(pipe) == "not_a_photo"
    assert reason(Path("/dev/zero")) == "not_a_photo"


@pytest.mark.skipif(os.name == "nt", reason="symbolic links need rights there")
def test_links(tmp_path: Path) -> None:
    photo, link, loop, dangling = (tmp_path / name for name in ("photo.png", "link.png", "loop.png", "dangling.png"))
    WRITERS["png"](textured(), photo)
    link.symlink_to(photo)
    assert read_photo(link).shape == (120, 160, 3)
    loop.symlink_to(loop)
    assert reason(loop) == "unreadable"
    dangling.symlink_to(tmp_path / "nothing")
    assert reason(dangling) == "gone"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights are given otherwise on this system")
def test_forbidden(tmp_path: Path) -> None:
    """In a child process that gives up root's rights, if it has them."""
    path = tmp_path / "photo.png"
    WRITERS["png"](textured(), path)
    path.chmod(0)
    script = (
        "import os, sys; from pathlib import Path; from inference.photos import read_photo\n"
        "if os.geteuid() == 0: os.setuid(65534)\n"
        "try: read_photo(Path(sys.argv[1]))\n"
        "except Exception as refusal: print(refusal.code)\n"
    )
    answer = subprocess.run(
        [sys.executable, "-c", script, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert answer.stdout == "photo.forbidden\n"


def test_names_that_no_system_takes(tmp_path: Path) -> None:
    assert reason(tmp_path / ("x" * 5000)) == "unreadable"
    assert reason(tmp_path / "nul\0byte.jpg") == "unreadable"


def png(width: int, height: int, depth: int, colour: int, rows: bytes) -> bytes:
    """A PNG file around compressed rows (W3C PNG, §11)."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([depth, colour, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_too_large_is_refused_by_its_header(tmp_path: Path) -> None:
    path = tmp_path / "vast.png"
    path.write_bytes(png(20_000, 20_000, 8, 2, zlib.compress(bytes(1000))))
    with pytest.raises(PhotoUnreadable) as refused:
        read_photo(path)
    assert refused.value.reason == "too_large"
    assert (refused.value.facts["width"], refused.value.facts["height"]) == ("20000", "20000")


def test_vast_but_readable_photos_stay_within_a_gigabyte(tmp_path: Path) -> None:
    """400 megapixels: as a JPEG decoded at an eighth, and as a PNG of one bit a pixel."""
    jpeg, stamp = tmp_path / "vast.jpg", tmp_path / "vast.png"
    Image.new("L", (20_000, 20_000), 77).save(jpeg)
    row = b"\0" + b"\xff" * 2500
    stamp.write_bytes(png(20_000, 20_000, 1, 0, zlib.compress(row * 20_000, 1)))
    script = (
        "import sys; from pathlib import Path; from inference.photos import read_photo, survey_photo\n"
        "for name in sys.argv[1:]:\n"
        "    pixels = read_photo(Path(name), 512); survey = survey_photo(Path(name))\n"
        "    print(*pixels.shape, pixels[5, 5, 0], survey.width, survey.height)\n"
        "print(Path('/proc/self/status').read_text().partition('VmHWM:')[2].split()[0])\n"
    )
    if not Path("/proc/self/status").exists():
        pytest.skip("this system does not tell a process's largest size in /proc")
    command = [sys.executable, "-W", "error", "-c", script, str(jpeg), str(stamp)]
    answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    *photos, kilobytes = answer.stdout.splitlines()
    assert photos == ["512 512 3 77 20000 20000", "512 512 3 255 20000 20000"]
    assert int(kilobytes) < 1_000_000
    assert answer.stderr == ""


def test_pillow_stays_as_it_was(tmp_path: Path) -> None:
    before = (ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS)
    path = tmp_path / "vast.png"
    path.write_bytes(png(20_000, 20_000, 8, 2, b""))
    with pytest.raises(PhotoUnreadable):
        survey_photo(path)
    assert before == (ImageFile.LOAD_TRUNCATED_IMAGES, Image.MAX_IMAGE_PIXELS)


def test_warnings_stay_inside(tmp_path: Path, recwarn: pytest.WarningsRecorder) -> None:
    """Not even from a thread, where a warning made an error would be the only sign."""
    path = tmp_path / "photo.jpg"
    Image.new("RGB", (9600, 9600)).save(path, exif=b"Exif\0\0II*\0\x08\0\0\0\xff\xff\x12\x01\x03\0garbage")
    sizes: list[tuple[int, ...]] = []
    warnings.simplefilter("always")
    thread = threading.Thread(target=lambda: sizes.append(read_photo(path, 64).shape))
    thread.start()
    thread.join()
    assert sizes == [(64, 64, 3)]
    assert not recwarn.list
