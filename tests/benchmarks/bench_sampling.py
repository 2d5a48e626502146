"""Milliseconds of processor time between a row of logits and the next token, at a vocabulary of 152 k.

    python tests/benchmarks/bench_sampling.py [--vocabulary 152000] [--tokens 1500]

The real constraint of a description, the real sampler and confidence, and a real vocabulary of that size; only the
logits are drawn rather than computed: the tiny model's leanings and noise, with which about one free choice in twenty
is refused. Each line adds one thing to the line before.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import gguf
import llama_cpp
import numpy as np
from gguf import GGUFWriter
from numpy.typing import NDArray

from app.domain.registry import read_entry
from app.pipeline.consistency import exclusions
from app.wording import Language
from inference.engine import Sampling
from inference.llama.foretold import Foretold
from inference.llama.grammar import Grammars
from inference.llama.library import log
from inference.llama.mentions import Ruled
from inference.llama.plan import plan
from inference.llama.sampler import Sampler
from inference.llama.value import FreeValue
from inference.llama.vocabulary import Vocabulary
from tests.inference.cards import PROSE
from tests.tiny_model.shipped import DEMO
from tests.tiny_model.vocabulary import pieces

SCHEMA = {"type": "object", "properties": {"text": {"type": "string", "pattern": PROSE, "minWords": 150}}}
LINES = (
    ("temperature 0", Sampling(temperature=0.0)),
    ("temperature 0.9, top-p 0.95", Sampling(temperature=0.9)),
    ("min-p 0.05", Sampling(temperature=0.9, min_p=0.05)),
    ("repetition penalty 1.1", Sampling(temperature=0.9, min_p=0.05, repetition_penalty=1.1)),
)


def main() -> None:
    """Measure each line on the same rows of logits."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--vocabulary", type=int, default=152_000)
    parser.add_argument("--tokens", type=int, default=1500)
    given = parser.parse_args()
    log()
    with tempfile.TemporaryDirectory() as folder:
        vocabulary = load(write(Path(folder) / "vocabulary.gguf", given.vocabulary))
    held = Ruled(exclusions(read_entry(DEMO / "model.toml"), Language.PT))
    held.decide("product_name", "Camiseta azul")
    held.decide("color_primary", "azul")
    for name, sampling in LINES:
        measure(name, sampling, Ruled(()), vocabulary, given.tokens)
    measure("words ruled out", LINES[-1][1], held, vocabulary, given.tokens)


def measure(name: str, sampling: Sampling, ruled: Ruled, vocabulary: Vocabulary, tokens: int) -> None:
    """Print one line."""
    spent: list[float] = []
    grammars, sampler = Grammars(vocabulary), Sampler(sampling)
    (field,) = plan(SCHEMA)
    rows = logits(vocabulary.size)
    while len(spent) < tokens:
        naming = ruled.naming(field.name)
        matcher, foretold = grammars.matcher(field), Foretold((), (), vocabulary)
        value = FreeValue(field, matcher, vocabulary, sampler, ruled.mentions(), naming, foretold)
        while not value.done and len(spent) < tokens:
            row = next(rows)
            began = time.thread_time()
            value.take(row)
            spent.append((time.thread_time() - began) * 1e3)
    median, high = np.percentile(spent, [50, 95])
    print(
        f"{name:28} mean {np.mean(spent):.2f}  median {median:.2f}  95 % {high:.2f} ms"
        f"  refused {sampler.refused / sampler.drawn:.1%}; load {os.getloadavg()[0]:.1f}",
        flush=True,
    )


def logits(size: int) -> Iterator[NDArray[np.float32]]:
    """Rows of logits, ``(size,)`` float32: leanings and noise, the same for every line."""
    random = np.random.default_rng(0)
    leanings = np.full(size, -9.0, np.float32)
    known = [entry.leaning for entry in pieces()]
    leanings[: len(known)] = known
    while True:
        yield leanings * 2 + random.standard_normal(size, dtype=np.float32) * 2


def write(path: Path, size: int) -> Path:
    """Write a file that holds a vocabulary and nothing else: the tiny model's, filled up with what nobody draws."""
    entries, writer = pieces(), GGUFWriter(path, "llama")
    fill = size - len(entries)
    writer.add_context_length(64)
    writer.add_embedding_length(32)
    writer.add_block_count(1)
    writer.add_feed_forward_length(32)
    writer.add_head_count(1)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(size)
    writer.add_tokenizer_model("llama")
    writer.add_token_list([entry.text.encode() for entry in entries] + [f"⟨{n}⟩".encode() for n in range(fill)])
    writer.add_token_scores([-float(index) for index in range(size)])
    writer.add_token_types([entry.kind for entry in entries] + [int(gguf.TokenType.NORMAL)] * fill)
    writer.add_bos_token_id(1)
    writer.add_eos_token_id(2)
    writer.add_unk_token_id(0)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def load(path: Path) -> Vocabulary:
    """Load a file's vocabulary."""
    parameters = llama_cpp.llama_model_default_params()
    parameters.vocab_only = True
    model = llama_cpp.llama_model_load_from_file(os.fsencode(path), parameters)
    if not model:
        raise RuntimeError(log().reason)
    return Vocabulary(model)


if __name__ == "__main__":
    main()
