"""A photo's vector: what the tower says of it, the same however it is asked for, and never in an answer's way."""

import threading
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from inference.embed import Space, TowerEmbedder, glance, pooled, similarity
from inference.engine import PhotoFile
from inference.errors import PhotoUnreadable
from inference.events import Cancelled, Finished, Started
from inference.guard.engine import GuardedEngine
from inference.llama.engine import LlamaEngine
from inference.llama.options import ModelFiles
from tests.inference.cards import SCHEMA, answer, check_invariant, drain, photo, request
from tests.inference.clip_reference import Shape, reference, weights, write_tower
from tests.inference.conftest import OPTIONS
from tests.tiny_model import make_pair


@pytest.fixture
def embedder(engine: LlamaEngine) -> TowerEmbedder:
    return TowerEmbedder(engine, Space(engine.info.space, engine.info.dimension, engine.info.projector))


def vector(end: Finished) -> np.ndarray:
    (only,) = end.vectors
    return only


def test_the_vector_is_the_mean_row_of_a_reference_tower(tmp_path: Path) -> None:
    shape = Shape(class_token=False)
    made, pixels = weights(shape), photo(3, shape.side, shape.side)
    files = make_pair(tmp_path)
    write_tower(files.projector, shape, made)
    loaded = LlamaEngine.load(files, OPTIONS)
    try:
        found = vector(answer(loaded, glance("a", pixels)))
    finally:
        loaded.close()
    rows = reference(shape, made, pixels, blocks=22)  # the last one stored is not run, where there is no class token
    mean = rows.mean(axis=0)
    assert found.shape == (loaded.info.dimension,) == (shape.out,)
    assert found.dtype == np.float32
    assert np.linalg.norm(found) == pytest.approx(1, abs=1e-6)
    assert similarity(found, np.asarray(mean / np.linalg.norm(mean), np.float32)) > 0.99999


def test_a_card_brings_its_photos_vectors(engine: LlamaEngine, embedder: TowerEmbedder) -> None:
    both = (photo(96610), photo(96611))
    written = answer(engine, request(photos=both))
    seen = embedder.embed_image(both)
    assert len(written.vectors) == 2
    for one, other in zip(written.vectors, seen, strict=True):
        assert isinstance(other, np.ndarray)
        assert similarity(one, other) > 0.99999
    assert similarity(*written.vectors) < 0.999


def test_a_glance_writes_nothing_and_takes_no_cells(engine: LlamaEngine) -> None:
    engine.add(glance("look", photo(96612)))
    events = drain(engine)
    check_invariant(events)
    end = events[-1]
    assert isinstance(end, Finished)
    assert (end.values, end.confidence, end.figures.tokens, end.figures.prompt_tokens) == ({}, {}, 0, 0)
    assert end.figures.image_seconds > 0
    assert answer(engine, request(seed=96612)).figures.reused_photos == 1


def test_a_glance_gives_way_to_an_answer(engine: LlamaEngine) -> None:
    busy = threading.Event()
    engine._machine.tower._worker.submit(busy.wait)  # so that the glance is not over before the answer is wanted
    engine.add(glance("look", photo(96613)))
    try:
        first = engine.step()
        assert first[0] == Started("look")
        assert engine.room == engine.slots == 1
        engine.add(request("card", 96614))
        events = engine.step()
        assert events[:2] == [Cancelled("look"), Started("card")]
    finally:
        busy.set()
    events += drain(engine)
    check_invariant(first + events)
    assert isinstance(events[-1], Finished)
    assert list(events[-1].values) == list(SCHEMA["properties"])


def test_photos_that_cannot_be_read_are_told_apart(embedder: TowerEmbedder, tmp_path: Path) -> None:
    good, bad = tmp_path / "boa.png", tmp_path / "ruim.png"
    Image.fromarray(photo(96615)).save(good)
    bad.write_bytes(b"nada")
    first, second, third = embedder.embed_image([PhotoFile(bad), PhotoFile(good), photo(96615)])
    assert isinstance(first, PhotoUnreadable)
    assert isinstance(second, np.ndarray)
    assert isinstance(third, np.ndarray)
    assert similarity(second, third) == pytest.approx(1)


def test_vectors_cross_the_pipe(files: ModelFiles, engine: LlamaEngine) -> None:
    asked = glance("look", photo(96616))
    guarded = GuardedEngine.load(files, OPTIONS)
    try:
        assert (guarded.info.space, guarded.info.dimension) == (engine.info.space, engine.info.dimension)
        there, here = vector(answer(guarded, asked)), vector(answer(engine, asked))
    finally:
        guarded.close()
    assert similarity(there, here) > 0.99999
    assert there.dtype == np.float32


def test_another_projector_makes_another_space(files: ModelFiles, engine: LlamaEngine, tmp_path: Path) -> None:
    other = make_pair(tmp_path)
    octets = bytearray(other.projector.read_bytes())
    octets[-1] ^= 1
    other.projector.write_bytes(bytes(octets))
    loaded = LlamaEngine.load(other, OPTIONS)
    try:
        assert loaded.info.space != engine.info.space
    finally:
        loaded.close()


def test_pooling_counts_every_row_of_every_image() -> None:
    random = np.random.default_rng(5)
    rows = random.standard_normal((7, 4)).astype(np.float32)
    mean = rows.mean(axis=0)
    assert pooled([rows[:5], rows[5:]]) == pytest.approx(mean / np.linalg.norm(mean), abs=1e-6)
    assert not pooled([np.zeros((2, 4), np.float32)]).any()
    assert similarity(np.asarray([1, 0], np.float32), np.asarray([0, 1], np.float32)) == 0
