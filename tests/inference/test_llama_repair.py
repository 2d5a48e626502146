"""Towers of the LLaVA family give the language model what the papers say, and nothing else is touched."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from inference.errors import ModelBroken, ModelMismatch
from inference.llama import repair
from inference.llama.engine import LlamaEngine
from inference.llama.gguf import read_header
from inference.llama.loading import Loaded
from inference.llama.options import LoadOptions, ModelFiles
from inference.llama.repair import is_llava, mend_for, put_back
from inference.llama.repair_copy import Mend
from inference.llama.rows import Rows
from inference.llama.selftest import PATCHES, Defects, judge, right_rows
from inference.llama.weights import check_pair
from tests.inference.cards import answer, request
from tests.inference.clip_reference import Floats, Shape, cosines, reference, tiled, weights, write_tower

LLAVA = Shape()
AS_IT_COMES = Defects(class_last=True, block_skipped=True)
Seen = Callable[..., list[Floats]]


def shot(side: int, seed: int = 0) -> NDArray[np.uint8]:
    """A photo of boxes, ``(side, side, 3)``: no patch like the other."""
    coarse = np.random.default_rng(seed).integers(0, 256, (side // 7, side // 7, 3), np.uint8)
    return np.ascontiguousarray(coarse.repeat(7, axis=0).repeat(7, axis=1))


@pytest.fixture
def projector(folder: Path) -> Path:
    return folder / "mmproj.gguf"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def seen(files: ModelFiles, projector: Path) -> Seen:
    """What the language model gets of a photo, tile by tile."""

    def rows(photo: NDArray[np.uint8], *, repair: bool = True) -> list[Floats]:
        pair = ModelFiles(files.text, projector)
        loaded = Loaded(pair, check_pair(pair), LoadOptions(context=256, threads=1, repair=repair), lambda _done: True)
        try:
            parts = loaded.tower.encode(photo).result.result().parts
            return [part.embeddings for part in parts if isinstance(part, Rows)]
        finally:
            loaded.close()

    return rows


@pytest.mark.parametrize("table", ["F16", "F32", "Q8_0"])
def test_rows_are_the_reference_s(seen: Seen, projector: Path, table: str) -> None:
    shape = replace(LLAVA, table=table)
    made = weights(shape)
    write_tower(projector, shape, made)
    photo = shot(shape.side)
    expected = reference(shape, made, photo, blocks=23)
    (as_it_comes,), (mended,) = seen(photo, repair=False), seen(photo)
    assert cosines(as_it_comes, expected).mean() < 0.9
    assert cosines(mended, expected)[1:].min() >= 0.999
    assert np.array_equal(mended[0], mended[1])


def test_either_defect_alone_is_felt() -> None:
    """Else the test above would not tell one mend from two."""
    made, photo = weights(LLAVA), shot(LLAVA.side)
    rows = reference(LLAVA, made, photo, blocks=23)
    assert cosines(reference(LLAVA, made, photo, blocks=22), rows).mean() < 0.995
    shifted = {**made, "positions": np.roll(made["positions"], 1, axis=0)}
    assert cosines(reference(LLAVA, shifted, photo, blocks=23), rows).mean() < 0.995


def test_a_tower_with_all_of_clip_s_blocks_keeps_its_last_one_out(seen: Seen, projector: Path) -> None:
    shape = replace(LLAVA, stored=24)
    made = weights(shape)
    write_tower(projector, shape, made)
    photo = shot(shape.side)
    (rows,) = seen(photo)
    assert cosines(rows, reference(shape, made, photo, blocks=23))[1:].min() >= 0.999
    assert cosines(rows, reference(shape, made, photo, blocks=24))[1:].mean() < 0.995


def test_tiles_are_put_in_order_one_by_one(seen: Seen, projector: Path) -> None:
    side = LLAVA.side
    shape = tiled(LLAVA, [side, 2 * side, 2 * side, side, 2 * side, 2 * side])
    made = weights(shape)
    write_tower(projector, shape, made)
    photo = shot(2 * side)
    tiles = [photo[top : top + side, left : left + side] for top in (0, side) for left in (0, side)]
    small = np.asarray(Image.fromarray(photo).resize((side, side), Image.Resampling.BICUBIC))  # comes last
    as_it_comes, mended = seen(photo, repair=False), seen(photo)
    expected = [reference(shape, made, tile, blocks=23) for tile in (*tiles, small)]
    assert np.concatenate(list(map(cosines, as_it_comes, expected))).mean() < 0.9
    for rows, right in zip(mended, expected, strict=True):
        assert cosines(rows, right)[1:].min() >= 0.999


@pytest.mark.parametrize(
    "shape",
    [
        replace(LLAVA, class_token=False),
        replace(LLAVA, class_token=False, said={"clip.vision.feature_layer": [3, 7, 23], "clip.use_gelu": True}),
        replace(LLAVA, said={"clip.vision.feature_layer": [23]}),
        replace(LLAVA, post_norm=True),
    ],
    ids=["no class token", "stacked layers", "its own layer", "post-norm"],
)
def test_other_towers_are_left_alone(seen: Seen, projector: Path, shape: Shape) -> None:
    made = weights(shape)
    layers = shape.said.get("clip.vision.feature_layer", [1])
    if len(layers) > 1:
        random = np.random.default_rng(1)
        made["first.weight"] = random.standard_normal((shape.out, shape.width * len(layers))).astype(np.float32)
    write_tower(projector, shape, made)
    octets = projector.read_bytes()
    plain, looked_at = seen(shot(shape.side), repair=False), seen(shot(shape.side))
    assert np.array_equal(plain, looked_at)
    assert projector.read_bytes() == octets
    assert list(projector.parent.iterdir()) == [projector]


def test_a_file_of_2023_that_does_not_say_its_kind(seen: Seen, projector: Path) -> None:
    shape = replace(LLAVA, said={"clip.projector_type": None})
    made = weights(shape)
    write_tower(projector, shape, made)
    with pytest.raises(ModelBroken):
        seen(shot(shape.side), repair=False)
    (rows,) = seen(shot(shape.side))
    assert cosines(rows, reference(shape, made, shot(shape.side), blocks=23))[1:].min() >= 0.999


def test_a_kind_said_elsewhere_counts(projector: Path) -> None:
    said = {"clip.projector_type": None, "clip.vision.projector_type": "qwen2.5vl_merger"}
    write_tower(projector, replace(LLAVA, said=said), weights(LLAVA))
    assert not is_llava(read_header(projector))


def test_a_projector_of_one_layer_is_refused_before_the_runtime_dies_of_it(seen: Seen, projector: Path) -> None:
    made = {name: weight for name, weight in weights(LLAVA).items() if not name.startswith("second.")}
    for kind in ("mlp", None):
        write_tower(projector, replace(LLAVA, said={"clip.projector_type": kind}), made)
        with pytest.raises(ModelBroken):
            seen(shot(56))


@pytest.mark.parametrize("kind", ["ldp", "ldpv2", "resampler", "qwen2vl_merger", "gemma3", "idefics3"])
def test_other_projectors_are_not_taken_for_llava_s(projector: Path, kind: str) -> None:
    made = weights(LLAVA)
    write_tower(projector, LLAVA, made)
    assert is_llava(read_header(projector))
    write_tower(projector, replace(LLAVA, said={"clip.projector_type": kind}), made)
    assert not is_llava(read_header(projector))


class TestTheRuntime:
    """What it does wrongly decides what is mended."""

    @pytest.mark.parametrize(
        ("stored", "defects", "mend"),
        [
            (23, AS_IT_COMES, Mend(class_last=True, feature_layer=23)),
            (23, Defects(class_last=True), Mend(class_last=True)),
            (23, Defects(block_skipped=True), Mend(feature_layer=23)),
            (23, Defects(), Mend()),
            (24, AS_IT_COMES, Mend(class_last=True)),
            (24, Defects(class_last=True), Mend(class_last=True, feature_layer=23)),
            (11, AS_IT_COMES, Mend(class_last=True, feature_layer=11)),
            (31, AS_IT_COMES, Mend(class_last=True, feature_layer=31)),
        ],
    )
    def test_only_what_is_wrong_is_mended(self, projector: Path, stored: int, defects: Defects, mend: Mend) -> None:
        shape = replace(LLAVA, stored=stored)
        write_tower(projector, shape, weights(shape))
        assert mend_for(read_header(projector), defects) == mend

    def test_rows_are_judged(self) -> None:
        right = right_rows(64)
        assert judge(right) == Defects()
        short = right.copy()
        short[:, 2] = 0.0
        assert judge(short) == Defects(block_skipped=True)
        assert judge(right[::-1]) is None

    @pytest.mark.parametrize("rows", [right_rows(64), right_rows(64)[::-1], np.zeros((PATCHES, 64), np.float32)])
    def test_one_that_does_right_or_is_not_understood_gets_the_original(
        self, seen: Seen, projector: Path, monkeypatch: pytest.MonkeyPatch, rows: Floats
    ) -> None:
        write_tower(projector, LLAVA, weights(LLAVA))
        monkeypatch.setattr(repair, "rows_of", lambda *_: rows.copy())
        plain = seen(shot(56), repair=False)
        assert np.array_equal(seen(shot(56)), plain)
        assert list(projector.parent.iterdir()) == [projector]

    def test_a_mend_that_does_not_help_is_not_made(
        self, seen: Seen, projector: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        write_tower(projector, LLAVA, weights(LLAVA))
        wrong = right_rows(64)
        wrong[:, 2] = 0.0
        monkeypatch.setattr(repair, "rows_of", lambda *_: wrong.copy())
        plain = seen(shot(56), repair=False)
        assert np.array_equal(seen(shot(56)), plain)
        assert list(projector.parent.iterdir()) == [projector]


def test_rows_of_several_tiles_are_put_back() -> None:
    numbers = np.arange(2 * 4 * 3, dtype=np.float32).reshape(8, 3)
    rows = numbers.copy()
    put_back(rows, 4)
    assert np.array_equal(rows, numbers[[0, 0, 1, 2, 4, 4, 5, 6]])


def test_a_card_tells(files: ModelFiles, projector: Path) -> None:
    write_tower(projector, LLAVA, weights(LLAVA))
    pair = ModelFiles(files.text, projector)
    schema = {"type": "object", "properties": {"cor": {"enum": ["azul", "verde"]}}}
    for wanted in (True, False):
        engine = LlamaEngine.load(pair, LoadOptions(context=1024, threads=1, repair=wanted))
        try:
            assert engine.info.repaired is wanted
            assert engine.info.projector == projector.name
            assert answer(engine, request(schema=schema)).provenance.repaired is wanted
        finally:
            engine.close()


def test_a_copy_is_not_taken_for_an_original(files: ModelFiles, seen: Seen, projector: Path) -> None:
    write_tower(projector, LLAVA, weights(LLAVA))
    seen(shot(56))
    (copy,) = set(projector.parent.iterdir()) - {projector}
    with pytest.raises(ModelMismatch):
        check_pair(ModelFiles(files.text, copy))
