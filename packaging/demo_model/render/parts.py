"""What a product is made of: meshes, each with the role that says which material it gets."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from demo_model.render.mesh import Mesh, join

Role = Literal["main", "second", "wood", "metal", "dark", "leaf", "paper"]


@dataclass(frozen=True)
class Part:
    """One mesh and its role: ``main`` wears the colour that the product is named by."""

    mesh: Mesh
    role: Role = "main"


Product = list[Part]
Recipe = Callable[[Generator], Product]


def standing(product: Product, yaw: float) -> Product:
    """The product turned by degrees about z, set on z = 0 above the origin, its longest side 1."""
    turned = [Part(part.mesh.turned(yaw), part.role) for part in product]
    points = points_of(turned)
    low, high = points.min(axis=0), points.max(axis=0)
    centre = (low + high) / 2
    factor = 1 / float((high - low).max())
    move = {"x": -float(centre[0]), "y": -float(centre[1]), "z": -float(low[2])}
    return [Part(part.mesh.moved(**move).scaled(factor), part.role) for part in turned]


def points_of(product: Product) -> NDArray[np.float64]:
    """All corners ``(n, 3)`` of the product."""
    return join(part.mesh for part in product).points
