"""Which Mitsuba material a part wears; colours are linear sRGB, 0..1."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal, assert_never

import mitsuba as mi
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from demo_model.render import palette, textures
from demo_model.render.parts import Role

Floats = NDArray[np.float64]
Finish = Literal["glaze", "matte", "satin", "wood", "metal", "paper"]
Dictionary = dict[str, Any]

FINISHES: Mapping[str, tuple[Finish, ...]] = MappingProxyType(
    {
        "caneca": ("glaze", "glaze", "matte", "satin"),
        "tigela": ("glaze", "glaze", "matte", "satin"),
        "prato": ("glaze", "glaze", "matte", "satin"),
        "copo": ("satin", "glaze", "satin"),
        "garrafa": ("satin", "glaze", "matte"),
        "panela": ("satin", "glaze"),
        "vaso": ("glaze", "matte", "matte", "satin"),
        "luminária": ("matte", "satin"),
        "cadeira": ("matte", "satin"),
        "banco": ("matte", "satin"),
        "mesa": ("matte", "satin"),
        "caixa": ("paper", "paper", "satin"),
    }
)
WOODEN = frozenset({"cadeira", "banco", "mesa", "tigela"})
METALLIC = frozenset({"panela", "garrafa", "luminária"})


@dataclass(frozen=True)
class Look:
    """The product's main colour and finish and its second colour, both colours (3,) linear sRGB."""

    colour: Floats
    finish: Finish
    second: Floats


def look_for(noun: str, name: str, rng: Generator) -> Look:
    """A look in the colour of that name that suits a product of that noun."""
    choices = FINISHES.get(noun, ("satin", "matte", "glaze"))
    finish = choices[rng.integers(len(choices))]
    if noun in WOODEN and name in ("marrom", "bege") and rng.random() < 0.6:
        finish = "wood"
    if noun in METALLIC and name == "cinza" and rng.random() < 0.5:
        finish = "metal"
    other = palette.NAMES[rng.integers(12)] if rng.random() < 0.45 else name
    return Look(palette.colour_named(name, rng), finish, palette.colour_named(other, rng))


def bitmap(picture: NDArray[np.float32], scale: float = 1.0, turn: float = 0.0) -> Dictionary:
    """A repeating texture of a picture in linear light; ``scale`` repeats per unit of length, ``turn`` in degrees."""
    transform = mi.ScalarTransform3f().rotate(turn).scale([scale, scale])
    return {"type": "bitmap", "bitmap": mi.Bitmap(picture), "raw": True, "to_uv": transform}


def flat(colour: Floats) -> Dictionary:
    """One colour everywhere."""
    return {"type": "rgb", "value": [float(value) for value in colour]}


def principled(colour: Dictionary, roughness: float, **more: float) -> Dictionary:
    """A Disney material that is the same from both sides."""
    body = {"type": "principled", "base_color": colour, "roughness": roughness, **more}
    return {"type": "twosided", "material": body}


def chalky(colour: Dictionary) -> Dictionary:
    """A material without any shine that is the same from both sides; walls and paper wear it."""
    return {"type": "twosided", "material": {"type": "diffuse", "reflectance": colour}}


def finished(finish: Finish, colour: Floats, rng: Generator) -> Dictionary:
    """The colour in a finish."""
    match finish:
        case "glaze":
            return principled(flat(colour), rng.uniform(0.12, 0.3), specular=0.5)
        case "satin":
            return principled(flat(colour), rng.uniform(0.3, 0.5), specular=0.45)
        case "matte":
            return principled(flat(colour), rng.uniform(0.55, 0.9), specular=0.3)
        case "wood":
            return principled(bitmap(textures.wood(colour, rng), 1.3), rng.uniform(0.35, 0.6), specular=0.35)
        case "metal":
            return principled(flat(np.clip(colour * 1.5, 0, 0.75)), rng.uniform(0.22, 0.4), metallic=0.9)
        case "paper":
            return chalky(bitmap(textures.speckled(colour, rng), 2.0))


def for_role(role: Role, look: Look, rng: Generator) -> Dictionary:
    """What a part of that role wears."""
    match role:
        case "main":
            dress = finished(look.finish, look.colour, rng)
        case "second":
            dress = finished("satin" if look.finish in ("wood", "metal") else look.finish, look.second, rng)
        case "wood":
            tone = palette.lch(rng.uniform(38, 66), rng.uniform(24, 34), rng.uniform(58, 72))
            dress = finished("wood", tone, rng)
        case "metal":
            dress = principled(flat(np.full(3, 0.72)), rng.uniform(0.15, 0.35), metallic=1.0)
        case "dark":
            dress = principled(flat(np.full(3, rng.uniform(0.015, 0.05))), 0.4, specular=0.4)
        case "leaf":
            dress = principled(flat(palette.lch(rng.uniform(34, 48), 36, rng.uniform(122, 138))), 0.5)
        case "paper":
            dress = principled(flat(palette.lch(92, 5, 90)), 0.7)
        case _:
            assert_never(role)
    return dress
