"""How attention is computed follows from where the model runs and what its photos are."""

from dataclasses import replace

import llama_cpp
import pytest

from inference.llama.attention import LARGEST, SMALLER, Attention, attention_of
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from inference.llama.weights import Pair, check_pair
from tests.tiny_model import make_pair

PROCESSOR = Attention(llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED, SMALLER)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> ModelFiles:
    return make_pair(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def pair(files: ModelFiles) -> Pair:
    return check_pair(files)


@pytest.mark.parametrize(
    ("layers", "graphics", "processor"),
    [(None, False, True), (None, True, False), (0, True, True), (4, True, False), (4, False, True)],
)
def test_plain_products_on_a_processor_and_what_the_runtime_prefers_on_a_card(
    pair: Pair, layers: int | None, graphics: bool, processor: bool
) -> None:
    attention = attention_of(LoadOptions(gpu_layers=layers), pair, graphics=graphics)
    assert attention == (PROCESSOR if processor else Attention())


@pytest.mark.parametrize("key", ["clip.projector_type", "clip.vision.projector_type"])
def test_a_photo_that_is_seen_whole_fits_into_one_batch(pair: Pair, key: str) -> None:
    metadata = {name: value for name, value in pair.projector.metadata.items() if name != "clip.projector_type"}
    seen_whole = replace(pair, projector=replace(pair.projector, metadata={**metadata, key: "gemma3"}))
    assert attention_of(LoadOptions(), seen_whole, graphics=False).rows == LARGEST


def test_the_context_is_made_so(files: ModelFiles) -> None:
    engine = LlamaEngine.load(files, LoadOptions(slots=2, threads=1, gpu_layers=0))
    try:
        assert llama_cpp.llama_n_ubatch(engine._loaded.context.native) == SMALLER
    finally:
        engine.close()
