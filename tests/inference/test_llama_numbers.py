"""The engine's arithmetic against plain ways to the same numbers."""

import base64
import ctypes
import io
import itertools
import math
from unittest.mock import patch

import llama_cpp
import numpy as np
import pytest
from llama_cpp import mtmd_cpp
from llama_cpp.llama_chat_format import Llava15ChatHandler
from numpy.typing import NDArray
from PIL import Image

from inference.engine import Prompt, Request
from inference.events import Finished
from inference.llama import value
from inference.llama.choice import Choice
from inference.llama.context import Context, Item
from inference.llama.engine import LlamaEngine
from inference.llama.options import ModelFiles
from inference.llama.plan import value_text
from inference.llama.prompt import tokens_of
from inference.llama.sampler import log_normaliser
from inference.llama.sequence import Sequence
from inference.llama.wish import Steps, Wait
from tests.inference.cards import COLOURS, DEPARTMENTS, answer, drain, photo, request
from tests.inference.conftest import OPTIONS

Logits = NDArray[np.float32]


def cosine(one: Logits, other: Logits) -> float:
    return float(one @ other / np.linalg.norm(one) / np.linalg.norm(other))


@pytest.fixture
def prompt_logits(engine: LlamaEngine, monkeypatch: pytest.MonkeyPatch) -> list[Logits]:
    """Collects, for every request, the logits behind its prompt and a space, and answers nothing."""
    collected: list[Logits] = []

    def only_read(sequence: Sequence) -> Steps:
        (logits,) = yield sequence._ask(sequence.answer.pending[:2], urgent=True, wanted=True)
        collected.append(logits.copy())
        yield Wait()

    monkeypatch.setattr(Sequence, "_write", only_read)
    return collected


def plain_logits(files: ModelFiles, asked: Request) -> Logits:
    """The logits behind the prompt by one pass, in one sequence, with the library's own helper for the photo."""
    plain = LlamaEngine.load(files, OPTIONS)
    machine, past = plain._machine, llama_cpp.llama_pos(0)
    tokens = tokens_of(asked.prompt, machine.layout, machine.vocabulary)
    try:
        machine.context.decode([Item(token, place, 0) for place, token in enumerate(tokens.before)])
        with patch.object(mtmd_cpp, "mtmd_decode_use_mrope", lambda _native: True):  # so that the chunk is kept
            rows = machine.tower.encode(np.asarray(asked.photos[0])).result.result().parts[0]
        arguments = (len(tokens.before), 0, 512, False, ctypes.byref(past))
        native = (machine.tower.native, machine.context.native)
        assert mtmd_cpp.mtmd_helper_eval_chunk_single(*native, rows.chunk, *arguments) == 0  # type: ignore[union-attr]
        after = [*tokens.after, *machine.vocabulary.tokenise(" ", special=False)]
        last = len(after) - 1
        items = [Item(token, past.value + place, 0, place == last) for place, token in enumerate(after)]
        machine.context.decode(items)
        return machine.context.logits(-1).copy()
    finally:
        plain.close()


def test_a_shared_prefix_changes_nothing(engine: LlamaEngine, files: ModelFiles, prompt_logits: list[Logits]) -> None:
    asked = [request(f"{seed}", seed) for seed in (1, 2, 3)]
    for each in asked:
        engine.add(each)
    drain(engine)
    for each, shared in zip(asked, prompt_logits, strict=True):
        plain = plain_logits(files, each)
        assert cosine(shared, plain) >= 0.9999
        assert shared.argmax() == plain.argmax()
    assert cosine(prompt_logits[0], prompt_logits[1]) < 0.99


def stock_logits(files: ModelFiles, prompt: Prompt, pixels: NDArray[np.uint8]) -> Logits:
    """What the library's own handler, held to a schema, expects behind its prompt."""
    seen: list[Logits] = []
    encoded = io.BytesIO()
    Image.fromarray(pixels).save(encoded, "PNG")
    address = "data:image/png;base64," + base64.b64encode(encoded.getvalue()).decode()

    def watch(_tokens: object, scores: Logits) -> Logits:
        seen.append(scores.copy())
        return scores

    handler = Llava15ChatHandler(clip_model_path=str(files.projector), verbose=False)
    llm = llama_cpp.Llama(str(files.text), chat_handler=handler, n_ctx=2048, n_threads=1, verbose=False)
    parts = [{"type": "image_url", "image_url": {"url": address}}, {"type": "text", "text": prompt.question}]
    schema = {"type": "object", "properties": {"cor": {"type": "string", "maxLength": 9}}}
    llm.create_chat_completion(
        messages=[{"role": "system", "content": prompt.instructions}, {"role": "user", "content": parts}],
        response_format={"type": "json_object", "schema": schema},
        logits_processor=llama_cpp.LogitsProcessorList([watch]),
        temperature=0,
        max_tokens=3,
    )
    llm.close()
    return seen[0]


def test_the_stock_handler_expects_the_same(
    engine: LlamaEngine, files: ModelFiles, prompt_logits: list[Logits]
) -> None:
    """Its prompt differs by a space and a line feed, so the numbers agree closely rather than exactly."""
    pixels, prompt = photo(11, 56, 56), Prompt("Descreva o produto.", "Escreva a ficha em JSON.", "1")
    engine.add(request(photos=(pixels,), prompt=prompt))
    drain(engine)
    assert cosine(prompt_logits[0], stock_logits(files, prompt, pixels)) > 0.99


def brute_force(engine: LlamaEngine, finished_prefix: list[int], choices: tuple[str, ...]) -> list[float]:
    """Log probability of every choice, one after the other, token by token, behind what slot 0 holds."""
    vocabulary, context, scores = engine._machine.vocabulary, engine._machine.context, []
    for choice in choices:
        tokens = vocabulary.tokenise(value_text(choice)[1:], special=False)
        position, score, pending = len(finished_prefix), 0.0, finished_prefix[-1:]
        context.drop(0, position - 1)
        for token in tokens:
            context.decode([Item(pending[0], position - 1, 0, wanted=True)])
            logits = context.logits(-1)
            score += float(logits[token]) - log_normaliser(logits)
            pending, position = [token], position + 1
        scores.append(score)
    return scores


@pytest.mark.parametrize(("name", "choices"), [("cor", COLOURS), ("departamento", DEPARTMENTS), ("um", ("único",))])
def test_closed_lists_are_scored_as_by_brute_force(engine: LlamaEngine, name: str, choices: tuple[str, ...]) -> None:
    schema = {"type": "object", "properties": {name: {"enum": list(choices)}}}
    confidence = answer(engine, request(schema=schema, photos=())).confidence[name]
    vocabulary, context = engine._machine.vocabulary, engine._machine.context
    asked = tokens_of(request().prompt, engine._machine.layout, vocabulary)
    opening = vocabulary.tokenise(f' {{"{name}": "', special=False)
    tokens = [*asked.before, *asked.after, *opening]
    engine._machine.room._forget(0)
    try:
        context.decode([Item(token, place, 0) for place, token in enumerate(tokens)])
        scores = brute_force(engine, tokens, choices)
    finally:
        context.drop(0)
    total = math.fsum(map(math.exp, scores))
    expected = sorted(((math.exp(score) / total, choice) for score, choice in zip(scores, choices, strict=True)))[::-1]
    for guess, (probability, choice) in itertools.zip_longest(confidence.guesses, expected[:5]):
        assert guess.value == choice or probability < 1e-3  # those that hold next to nothing are not looked at
        assert guess.probability == pytest.approx(probability, rel=0.03, abs=1e-3)
    assert confidence.value == confidence.guesses[0].probability
    assert confidence.outside == pytest.approx(1 - total, abs=0.01)


def test_probabilities_of_a_list_never_exceed_one(engine: LlamaEngine) -> None:
    for seed in range(5):
        finished = answer(engine, request(seed=seed, temperature=2.0, sampling_seed=seed))
        for name in ("category_standard", "color_primary"):
            confidence = finished.confidence[name]
            assert sum(guess.probability for guess in confidence.guesses) <= 1 + 1e-9
            assert finished.values[name] in [guess.value for guess in confidence.guesses]
            assert confidence.value == next(
                guess.probability for guess in confidence.guesses if guess.value == finished.values[name]
            )
            assert 0 <= confidence.outside <= 1


def test_a_text_s_confidence_is_the_mean_of_what_was_drawn(
    engine: LlamaEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At temperature 0 and with no constraint in the way, each drawn token is the most probable one."""
    seen: list[float] = []

    def watched(logits: Logits) -> float:
        seen.append(float(logits.max()) - log_normaliser(logits))
        return log_normaliser(logits)

    monkeypatch.setattr(value, "log_normaliser", watched)
    schema = {"type": "object", "properties": {"text": {"type": "string", "pattern": "^( [^ ]{1,30}){3}$"}}}
    finished = answer(engine, request(schema=schema))
    assert isinstance(finished, Finished)
    upper = math.exp(sum(seen) / len(seen))
    assert 0 < finished.confidence["text"].value <= upper + 1e-9


def test_a_model_that_is_sure_is_asked_about_a_handful(engine: LlamaEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    logits, choose, scored = Context.logits, Choice.choose, []
    monkeypatch.setattr(Context, "logits", lambda context, index: logits(context, index) * np.float32(40))

    def counted(choice: Choice) -> list[int]:
        scored.append(len(choice._scores))
        return choose(choice)

    monkeypatch.setattr(Choice, "choose", counted)
    schema = {"type": "object", "properties": {"departamento": {"enum": list(DEPARTMENTS)}}}
    guesses = answer(engine, request(schema=schema)).confidence["departamento"].guesses
    assert len(guesses) == 5
    assert scored[0] < len(DEPARTMENTS) / 2
