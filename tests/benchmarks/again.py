"""How surely photos of the same article are found, by the demonstration model's tower: for ``bench_duplicates.py``."""

import random
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from app.pipeline.kinship import FEW, NEARER, RANK, usual_distance
from app.pipeline.recipe import make_recipe
from app.settings import Settings
from app.shipped import find_shipped
from inference.embed import Space, TowerEmbedder
from inference.engine import PhotoFile
from inference.errors import InferenceError
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from tests.benchmarks.twice import Labelled, Told, at, curve, draw


def measure_products(photos: Sequence[Labelled], out: Path) -> None:
    """Photograph articles again, among clothes, and find them by the demonstration model's tower."""
    apart = [photo for photo in photos if photo.split == "validation"]
    vectors = dict(zip(apart, _vectors([photo.path for photo in apart]), strict=True))
    told: dict[bool, list[Told]] = {}
    pairs: dict[bool, int] = {}
    for choosing in (True, False):
        told[choosing], pairs[choosing] = _products(vectors, choosing=choosing)
        print(f"products, {'choosing' if choosing else 'reporting'}: {pairs[choosing]} pairs")
        for limit in (0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8):
            recall, precision = at(told[choosing], pairs[choosing], -limit)
            print(f"  up to {limit:.2f}: recall {recall:.2%}, precision {precision:.2%}")
    names = (("choosing", True), ("reporting", False))
    chosen = at(told[False], pairs[False], -NEARER)
    draw(out / "products.svg", "The same product", {n: curve(told[c], pairs[c]) for n, c in names}, chosen)
    print(f"  chosen {NEARER}: recall {chosen[0]:.2%}, precision {chosen[1]:.2%} of those reported")


def _products(vectors: dict[Labelled, NDArray[np.float32]], *, choosing: bool) -> tuple[list[Told], int]:
    """Several catalogues of clothes and two photos of each article; the pairs that a limit would let through."""
    told: list[Told] = []
    there = 0
    articles = defaultdict(list)
    for photo in vectors:
        if photo.packed and photo.choosing is choosing:
            articles[photo.variant].append(photo)
    clothes = [photo for photo in vectors if photo.department == "clothing" and photo.choosing is choosing]
    for seed in range(5):
        drawn = random.Random(seed)
        taken = [photo for of in articles.values() if len(of) > 1 for photo in drawn.sample(of, 2)]
        found = _kin([*taken, *clothes], vectors)
        there += len(taken) // 2
        told += [Told(-ratio, one.packed and one.variant == other.variant) for (one, other), ratio in found.items()]
    return told, there


def _kin(
    photos: Sequence[Labelled], vectors: dict[Labelled, NDArray[np.float32]]
) -> dict[tuple[Labelled, Labelled], float]:
    """Pair → its distance as a part of the usual one, of all that are looked at; each photo is a product."""
    matrix = np.stack([vectors[photo] for photo in photos])
    alike = matrix @ matrix.T
    np.fill_diagonal(alike, -1)
    order = np.argsort(-alike, axis=1)[:, :RANK]
    found = {}
    for one, near in enumerate(order):
        for other in near[:FEW].tolist():
            usual = usual_distance(alike[one, near[-1]], alike[other, order[other, -1]])
            pair = (photos[min(one, other)], photos[max(one, other)])
            found[pair] = float((1 - alike[one, other]) / max(usual, 1e-9))
    return found


def _vectors(paths: Sequence[Path]) -> list[NDArray[np.float32]]:
    shipped = find_shipped().model
    if shipped is None:
        raise SystemExit("the demonstration model is not there")
    engine = LlamaEngine.load(ModelFiles(shipped.text, shipped.projector), LoadOptions())
    recipe = make_recipe(Settings())
    space = Space(engine.info.space, engine.info.dimension, engine.info.projector)
    files = [PhotoFile(path, recipe.photo_side, recipe.corrections) for path in paths]
    began = time.perf_counter()
    placed = TowerEmbedder(engine, space).embed_image(files)
    print(f"products: {1000 * (time.perf_counter() - began) / len(files):.0f} ms a photo for its vector")
    engine.close()
    found = []
    for vector in placed:
        if isinstance(vector, InferenceError):
            raise vector
        found.append(vector)
    return found
