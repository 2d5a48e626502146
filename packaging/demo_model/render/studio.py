"""From parts, lights and a camera to a picture in linear light."""

from collections.abc import Iterable

import drjit as dr
import mitsuba as mi
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from demo_model.render.backdrop import Backdrop
from demo_model.render.materials import Dictionary, Look, for_role
from demo_model.render.mesh import Mesh, join
from demo_model.render.parts import Part, Product


def open_studio(variant: str = "scalar_rgb") -> None:
    """Make Mitsuba ready, on one thread. Call it before anything else of this package.

    Args:
        variant: ``scalar_rgb`` starts at once, for small pictures; ``llvm_ad_rgb`` needs LLVM, for large ones.
    """
    mi.set_variant(variant)
    dr.set_thread_count(1)
    mi.set_log_level(mi.LogLevel.Error)


def solid(mesh: Mesh, material: Dictionary) -> "mi.Mesh":
    """A mesh as Mitsuba wants it."""
    properties = mi.Properties()
    properties["mesh_bsdf"] = mi.load_dict(material)
    result = mi.Mesh("part", len(mesh.points), len(mesh.faces), properties, True, True)
    parameters = mi.traverse(result)
    parameters["vertex_positions"] = np.ravel(mesh.points).astype(np.float32)
    parameters["vertex_normals"] = np.ravel(mesh.normals).astype(np.float32)
    parameters["vertex_texcoords"] = np.ravel(mesh.uvs).astype(np.float32)
    parameters["faces"] = np.ravel(mesh.faces).astype(np.uint32)
    parameters.update()
    return result


def dressed(product: Product, look: Look, rng: Generator) -> Dictionary:
    """The product's meshes in Mitsuba's terms, one material for each role."""
    roles = list(dict.fromkeys(part.role for part in product))
    return {
        f"product-{role}": solid(join(p.mesh for p in product if p.role == role), for_role(role, look, rng))
        for role in roles
    }


def furnished(backdrop: Backdrop) -> Dictionary:
    """The backdrop's meshes in Mitsuba's terms."""
    return {f"backdrop-{k}": solid(mesh, material) for k, (mesh, material) in enumerate(backdrop.pieces)}


def cluttered(parts: Iterable[tuple[Part, Dictionary]]) -> Dictionary:
    """Small things beside the product in Mitsuba's terms."""
    return {f"clutter-{k}": solid(part.mesh, material) for k, (part, material) in enumerate(parts)}


def shot(scene: Dictionary, depth: int = 6, hide: bool = False, times: int = 1) -> NDArray[np.float32]:
    """Take the picture.

    Args:
        scene: Shapes, emitters and one sensor by name.
        depth: The most bounces of light.
        hide: Leave the lights out of the picture, so that its alpha shows the shapes alone.
        times: How often to take it with other noise, for the mean; memory limits what the sensor can do at once.

    Returns:
        ``(height, width, 4)`` float32, RGB in linear light and alpha; highlights exceed 1.
    """
    integrator = {"type": "path", "max_depth": depth, "hide_emitters": hide}
    loaded = mi.load_dict({"type": "scene", "integrator": integrator, **scene})
    exposures = [np.array(mi.render(loaded, seed=seed), dtype=np.float32) for seed in range(times)]
    return np.asarray(np.mean(exposures, axis=0), dtype=np.float32)
