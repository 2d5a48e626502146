"""Models of other shapes: M-RoPE with DeepStack (Qwen3-VL's), sliding windows (Gemma 3's), states (LFM2's).

Whatever the engine shares and however many answers it writes together, behind each token the model expects what it
expects in a plain run: one sequence, no sharing, and photos evaluated by the runtime itself.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import llama_cpp
import numpy as np
import pytest

from inference.engine import Prompt, Request
from inference.llama.context import CHUNK, Context, Interrupted, Item
from inference.llama.engine import LlamaEngine
from inference.llama.options import ModelFiles
from inference.llama.round import Rounds
from inference.llama.rows import Rows
from tests.inference.cards import answer, answers, check_card, drain, photo, request
from tests.inference.picks import cosine
from tests.inference.plain_run import PlainRun, Taken, watched
from tests.inference.together import SHORT, load, values_of, warm
from tests.tiny_model.pair import WIDTH
from tests.tiny_model.shapes import DEEPSTACK, WINDOW, make_deepstack, make_folding, make_sliding

SHAPES = ["deepstack", "sliding", "folding"]
Make = Callable[[Path], ModelFiles]

PROMPT = Prompt("Descreva o produto da foto para a loja, sem inventar nada. " * 12, "Escreva a ficha em JSON.", "1")
_APART = 0.9999


@pytest.fixture(scope="module", params=[make_deepstack, make_sliding, make_folding], ids=SHAPES)
def shape(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> ModelFiles:
    make: Make = request.param
    return make(tmp_path_factory.mktemp("shape"))


@pytest.fixture(scope="module", params=[1, 2, 4])
def shaped(request: pytest.FixtureRequest, shape: ModelFiles) -> Iterator[LlamaEngine]:
    made = warm(shape, request.param)
    yield made
    made.close()


@pytest.fixture(scope="module")
def one(shape: ModelFiles) -> Iterator[LlamaEngine]:
    made = warm(shape, 1)
    yield made
    made.close()


def small(seed: int, **other: object) -> Request:
    asked = {"schema": SHORT, "prompt": PROMPT, "sampling_seed": seed, "photos": (photo(seed, 70 + 9 * seed, 120),)}
    return request(f"{seed}", seed, **{**asked, **other})  # type: ignore[arg-type] # as cards.request takes them


def check_plain(engine: LlamaEngine, asked: Request, given: list[Taken]) -> None:
    """Hold what an answer was given against a plain run that is forced to write the same."""
    with PlainRun(engine) as plain:
        plain.ask(asked)
        for taken in given:
            assert cosine(plain.feed(taken.tokens), taken.logits) >= _APART
    assert len(given) > 40


def test_behind_each_token_it_is_as_in_a_plain_run(shaped: LlamaEngine) -> None:
    asked = [small(seed) for seed in range(6)]
    with watched() as given:
        finished = answers(shaped, asked)
    for each in asked:
        check_plain(shaped, each, given[each.job])
    assert len({str(end.values["text"]) for end in finished}) > 3, "photos make a difference"
    reused = sum(end.figures.reused_tokens for end in finished)
    assert reused >= 3 * CHUNK if shaped._machine.context.shareable else reused == 0


def test_so_it_is_with_several_photos(one: LlamaEngine) -> None:
    asked = small(1, photos=(photo(1), photo(2, 200, 60), photo(3, 60, 200)))
    with watched() as given:
        answer(one, asked)
    check_plain(one, asked, given["1"])


def test_a_whole_card_is_valid_and_says_how_sure_it_is(one: LlamaEngine) -> None:
    finished = answer(one, request("card", 5, temperature=0.8))
    check_card(finished.values)
    guesses = finished.confidence["category_standard"].guesses
    assert len(guesses) > 1 if one._machine.context.shareable else not guesses


def test_cells_that_are_used_again_and_again_mix_nothing_up(shape: ModelFiles) -> None:
    """Each slot writes several answers, behind windows and beyond, over what earlier ones have left."""
    engine, asked = load(shape, 4, context=1024), [small(seed) for seed in range(14)]
    try:
        with watched() as given:
            answers(engine, asked)
        for each in (*asked[:2], *asked[-3:]):
            check_plain(engine, each, given[each.job])
    finally:
        engine.close()


def fillers_noted(monkeypatch: pytest.MonkeyPatch) -> list[Item]:
    """Lists the fillers that batches get from now on."""
    filled: list[Item] = []
    fillers = Rounds._fillers

    def note(rounds: Rounds, slots: Iterable[int]) -> list[Item]:
        filled.extend(found := fillers(rounds, slots))
        return found

    monkeypatch.setattr(Rounds, "_fillers", note)
    return filled


@pytest.mark.parametrize("call", [2, 5, 9, 14, 40])
def test_one_is_cancelled_and_the_others_notice_nothing(
    shape: ModelFiles, call: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, calls, decode = load(shape, 4), 0, Context.decode
    stopped: list[int] = []

    def stop(context: Context, items: list[Item]) -> None:
        nonlocal calls
        calls += 1
        if calls == call:
            engine.abort("2")
        try:
            decode(context, items)
        except Interrupted:
            stopped.append(calls)
            raise

    filled = fillers_noted(monkeypatch)
    monkeypatch.setattr(Context, "decode", stop)
    asked = [small(seed) for seed in range(4)]
    try:
        for each in asked:
            engine.add(each)
        with watched() as given:
            events = drain(engine)
        # Where states are folded, the batch runs to its end: it could not be repeated.
        assert stopped == ([call] if engine._machine.context.shareable else [])
        assert (2 in {item.slot for item in filled}) == bool(filled) == engine._machine.context.shareable  # a gap
        assert sorted(values_of(events)) == ["0", "1", "3"]
        for job in (0, 1, 3):
            check_plain(engine, asked[job], given[f"{job}"])
    finally:
        engine.close()


def rows_of(engine: LlamaEngine, seed: int, height: int, width: int) -> Rows:
    """A photo's rows."""
    encoded = engine._machine.tower.encode(photo(seed, height, width)).result.result()
    (rows,) = [part for part in encoded.parts if isinstance(part, Rows)]
    return rows


@pytest.fixture(scope="module")
def deepstack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LlamaEngine]:
    made = warm(make_deepstack(tmp_path_factory.mktemp("deepstack")), 1)
    yield made
    made.close()


@pytest.mark.parametrize(("height", "width", "grid"), [(112, 112, (4, 4)), (84, 168, (3, 6)), (280, 56, (10, 2))])
def test_a_photo_takes_as_many_positions_as_its_longer_side_has_rows(
    deepstack: LlamaEngine, height: int, width: int, grid: tuple[int, int]
) -> None:
    rows = rows_of(deepstack, 1, height, width)
    assert (rows.cells, rows.positions) == (grid[0] * grid[1], max(grid))
    assert not rows.plain


def test_rows_carry_the_columns_of_every_block(deepstack: LlamaEngine) -> None:
    rows = rows_of(deepstack, 2, 112, 112).embeddings
    assert rows.shape == (16, WIDTH * (1 + DEEPSTACK))
    for block in range(1 + DEEPSTACK):
        assert np.abs(rows[:, block * WIDTH : (block + 1) * WIDTH]).max() > 0.1


def test_the_further_columns_reach_the_model(deepstack: LlamaEngine) -> None:
    asked = small(3)
    with watched() as given:
        answer(deepstack, asked)
    rows_of(deepstack, 3, 97, 120).embeddings[:, WIDTH:] = 0.0  # those that the engine keeps
    with watched() as blind:
        answer(deepstack, asked)
    assert given["3"][0].tokens == blind["3"][0].tokens
    assert cosine(given["3"][0].logits, blind["3"][0].logits) < _APART


def test_the_shapes_are_what_they_are_called(tmp_path: Path) -> None:
    """What the tests above say means something: windows hide what is behind them, states fold it."""
    sliding, folding = load(make_sliding(tmp_path), 1), load(make_folding(tmp_path), 1)
    try:
        assert llama_cpp.llama_model_n_swa(sliding._loaded._model) == WINDOW
        assert len(sliding._machine.vocabulary.tokenise(PROMPT.instructions, special=False)) > 4 * WINDOW
        assert llama_cpp.llama_model_is_hybrid(folding._loaded._model)
        assert (sliding._machine.context.shareable, folding._machine.context.shareable) == (True, False)
    finally:
        sliding.close()
        folding.close()
