"""Takes the photos of the `gallery` and writes them with their list."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from demo_model.render import backdrop, darkroom, lights, textures
from demo_model.render.camera import sensor
from demo_model.render.gallery import SAMPLES, Sample
from demo_model.render.lights import SoftBox
from demo_model.render.materials import Dictionary, Look, bitmap, chalky, principled
from demo_model.render.palette import lch
from demo_model.render.parts import points_of, standing
from demo_model.render.studio import dressed, furnished, shot

ORIENTATION = 0x0112  # EXIF
TURN_CLOCKWISE = 6  # EXIF: show the picture turned clockwise by 90 degrees
GRAIN = 0.004  # of full white: film grain, without which soft shadows show steps
PASS = 16  # samples for each pixel at once; more need too much memory


def _ground(sample: Sample, rng: np.random.Generator) -> Dictionary:
    near, far = (lch(*colour) for colour in sample.ground)
    if sample.timber:
        planks = principled(bitmap(textures.planks(near, rng, 2048), 0.45), 0.45, specular=0.35)
        back = backdrop.Backdrop(
            ((backdrop.floor(3.2), planks), (backdrop.wall(3.4, 3.0), chalky(bitmap(textures.fade(far, far), 1))))
        )
        return furnished(back)
    blend = textures.fade(near, far)
    return furnished(backdrop.Backdrop(((backdrop.sweep(2.6), chalky(bitmap(blend, 0.032))),)))


def _lamps(sample: Sample) -> Dictionary:
    """A large window on the left, a weaker one on the right, a lamp above, one low that gives upright walls a gleam."""
    warm = 1.15 if sample.flaw == "yellow" else 0.0
    boxes = [
        SoftBox((-5.2, -4.2, 5.4), 2.6, 1.0, lights.tint(0.10 + warm)),
        SoftBox((6.4, -3.6, 3.4), 1.7, 0.28, lights.tint(-0.10 + warm)),
        SoftBox((0.6, -1.0, 7.5), 1.6, 0.35, lights.tint(warm)),
        SoftBox((-6.6, -3.4, 1.5), 0.9, 0.2, lights.tint(warm)),
    ]
    strength = {"dark": 0.26, "yellow": 0.95}.get(sample.flaw, 1.16)
    return lights.emitters(boxes, 0.45, lights.tint(warm), strength)


def exposed(sample: Sample, scale: float, rays: int) -> NDArray[np.float32]:
    """The sample in linear light, ``(height, width, 4)`` float32; only where it is cut out does its alpha matter.

    Args:
        sample: What to show.
        scale: Of the picture's size; 1 for the real one, less to try.
        rays: Samples of light for each pixel, a multiple of 16.
    """
    rng = np.random.default_rng(7)
    product = standing(sample.make(), sample.turn)
    look = Look(lch(*sample.colour), sample.finish, lch(*sample.second))
    scene = dressed(product, look, rng) | _lamps(sample)
    clear = sample.flaw == "transparent"
    if not clear:
        scene |= _ground(sample, rng)
    width, height = (round(side * scale) for side in sample.size)
    scene["sensor"] = sensor(points_of(product), sample.view, width, height, PASS)
    return shot(scene, depth=6, hide=clear, times=max(1, rays // PASS))


def developed(sample: Sample, light: NDArray[np.float32]) -> NDArray[np.uint8]:
    """From linear light ``(height, width, 4)`` to the picture, uint8 with as many channels as it is saved with."""
    clear = sample.flaw == "transparent"
    alpha = np.clip(light[..., 3:], 0.0, 1.0).astype(np.float64)
    colours = light[..., :3] / np.maximum(light[..., 3:], 1e-3) if clear else light[..., :3]
    grained = sample.timber or sample.finish == "wood"
    values = darkroom.smoothed(darkroom.toned(np.asarray(colours, dtype=np.float32)), 0.03 if grained else 0.06)
    if clear:
        return darkroom.bytes_of(np.dstack([np.where(alpha > 0, values, 0.0), alpha]))
    return darkroom.bytes_of(values + np.random.default_rng(7).normal(0, GRAIN, values.shape[:2])[..., None])


def save(sample: Sample, pixels: NDArray[np.uint8], folder: Path) -> None:
    """Write the picture as JPEG, or as PNG where it has alpha; a sideways one says in its EXIF how to turn it."""
    sideways = sample.flaw == "sideways"
    picture = Image.fromarray(np.ascontiguousarray(np.rot90(pixels)) if sideways else pixels)
    if sample.flaw == "transparent":
        picture.save(folder / sample.file, optimize=True)
        return
    exif = Image.Exif()
    if sideways:
        exif[ORIENTATION] = TURN_CLOCKWISE
    picture.save(folder / sample.file, quality=88, subsampling=0, optimize=True, exif=exif)


def listing() -> str:
    """The text of ``samples.toml``."""
    lines = ["# Photos to try the program with: what they show, in which colour, and what is wrong with them.", ""]
    for sample in SAMPLES:
        lines += ["[[sample]]", f'file = "{sample.file}"', f'type = "{sample.noun}"', f'color = "{sample.color}"']
        lines += [f'flaw = "{sample.flaw}"', ""]
    return "\n".join(lines)


def write(folder: Path, only: frozenset[str], scale: float, rays: int) -> Iterator[str]:
    """Render the samples of those file names, or all, and their list; yields each name once it is written."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "samples.toml").write_text(listing(), encoding="utf-8")
    for sample in SAMPLES:
        if not only or sample.file in only:
            save(sample, developed(sample, exposed(sample, scale, rays)), folder)
            yield sample.file
