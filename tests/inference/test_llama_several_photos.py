"""Several photos of one thing in a request: seen in their order, told apart, encoded once, and nobody else's."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from inference.answers import Answers, reader_of
from inference.cache import Place, contents
from inference.engine import PhotoFile, Request
from inference.events import Failed, Progressed, Stage
from inference.llama.engine import LlamaEngine
from inference.llama.options import LoadOptions, ModelFiles
from inference.llama.prompt import tokens_of
from inference.llama.sequence import Sequence
from inference.llama.wish import Steps, Wait
from inference.remembering import RememberingEngine
from inference.run import run
from tests.inference.cards import PROMPT, answer, answers, drain, photo
from tests.inference.picks import Lone, check_same, cosine, forced, noted
from tests.inference.plain_run import PlainRun
from tests.inference.together import load, short, values_of, warm

SEVERAL = replace(PROMPT, caption="Foto {number}:", question_of_several="As fotos são do mesmo produto.")
PRODUCTS = range(24)


def product(number: int, photos: int | None = None) -> Request:
    """A small answer about a product with one to four photos, which share none with another one's."""
    count = 1 + number % 4 if photos is None else photos
    return replace(short(number, SEVERAL), photos=tuple(photo(9000 + 10 * number + place) for place in range(count)))


@pytest.fixture(scope="module")
def alone(warm_engine: LlamaEngine) -> Lone:
    """What each product gets alone."""
    with noted() as picks:
        finished = answers(warm_engine, map(product, PRODUCTS))
    return picks, {end.job: end.values for end in finished}


@pytest.fixture(scope="module", params=[2, 8])
def together(request: pytest.FixtureRequest, files: ModelFiles) -> Iterator[LlamaEngine]:
    made = warm(files, request.param)
    yield made
    made.close()


def test_each_product_gets_in_any_slot_what_it_gets_alone(together: LlamaEngine, alone: Lone) -> None:
    with noted() as picks:
        events = list(run(together, map(product, PRODUCTS)))
    check_same(picks, alone[0], PRODUCTS)
    texts = values_of(events)
    assert len({str(values) for values in texts.values()}) == len(PRODUCTS)
    assert not any(texts[job] == values for job in texts for other, values in alone[1].items() if other != job)


def test_a_forced_answer_is_expected_as_alone(together: LlamaEngine, alone: Lone) -> None:
    """Every draw's logits are those of the lone run, to a cosine of 0.9999 and more."""
    with forced(alone[0]) as compared:
        finished = answers(together, map(product, PRODUCTS))
    assert compared == {number: len(picks) for number, picks in alone[0].items()}
    assert {end.job: end.values for end in finished} == alone[1]
    assert {end.job: end.provenance.photos for end in finished} == {f"{each}": 1 + each % 4 for each in PRODUCTS}


def test_the_runtime_by_itself_expects_the_same(engine: LlamaEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the library's own helper evaluates, photo by photo in one sequence, comes to the same logits."""
    found: list[tuple[list[int], NDArray[np.float32]]] = []

    def only_read(sequence: Sequence) -> Steps:
        tokens = sequence.answer.pending[:2]
        (logits,) = yield sequence._ask(tokens, urgent=True, wanted=True)
        found.append((tokens, logits.copy()))
        yield Wait()

    monkeypatch.setattr(Sequence, "_write", only_read)
    asked = product(3)
    turned = replace(asked, photos=asked.photos[::-1])
    for each in (asked, turned):
        engine.add(each)
        drain(engine)
    for each, (tokens, ours) in zip((asked, turned), found, strict=True):
        with PlainRun(engine) as plain:
            plain.ask(each)
            assert cosine(ours, plain.feed(tokens)) >= 0.9999
    assert cosine(found[0][1], found[1][1]) < 0.9999


def test_their_order_counts(engine: LlamaEngine) -> None:
    asked = product(2)
    turned = replace(asked, photos=asked.photos[::-1])
    first, second = answer(engine, asked), answer(engine, turned)
    assert second.figures.reused_photos == 3
    assert first.values != second.values


def test_a_lone_photo_is_asked_about_as_ever(engine: LlamaEngine) -> None:
    vocabulary, layout = engine._machine.vocabulary, engine._machine.layout
    plain, several = tokens_of(PROMPT, layout, vocabulary), tokens_of(SEVERAL, layout, vocabulary)
    assert plain == several
    assert plain.captions == ((),)


def test_the_prompt_says_which_is_which(engine: LlamaEngine) -> None:
    tokens = tokens_of(SEVERAL, engine._machine.layout, engine._machine.vocabulary, 3)
    said = [engine._machine.vocabulary.tokenise(f"Foto {number}:", special=False) for number in (1, 2, 3)]
    assert [list(caption) for caption in tokens.captions] == said
    assert len({tuple(caption) for caption in said}) == 3


def test_the_instructions_are_shared_with_products_of_one_photo(engine: LlamaEngine) -> None:
    answer(engine, product(0))
    assert answer(engine, product(1)).figures.reused_tokens > 0


def test_progress_is_that_of_all_photos(engine: LlamaEngine) -> None:
    events = list(run(engine, [product(7)]))
    told = [event.fraction for event in events if isinstance(event, Progressed) and event.stage is Stage.IMAGE]
    assert told == sorted(told)
    assert told[-1] == 1.0
    assert {0.25, 0.5, 0.75} <= set(told)


@pytest.fixture
def small(files: ModelFiles) -> Iterator[LlamaEngine]:
    """An engine with room for some photos, not for many."""
    made = load(files, 1, context=1024)
    yield made
    made.close()


def test_what_has_no_room_is_left_out_from_the_end(small: LlamaEngine, engine: LlamaEngine) -> None:
    many = product(5, photos=40)
    found = answer(small, many)
    seen = found.provenance.photos
    assert 1 < seen < 40
    fewer = answer(small, replace(many, photos=many.photos[:seen]))
    assert fewer.provenance.photos == seen
    assert fewer.values == found.values
    assert answer(engine, replace(many, photos=many.photos[: seen + 1])).provenance.photos == seen + 1


def test_an_answer_that_left_photos_out_is_not_kept(small: LlamaEngine, files: ModelFiles, tmp_path: Path) -> None:
    place = Place(tmp_path / "respostas", 1 << 20)
    reader = reader_of(files, LoadOptions(), small.info)
    remembering = RememberingEngine(small, Answers(place, reader))
    answer(remembering, product(5, photos=40))
    assert contents(place.folder).entries == 0
    answer(remembering, product(5, photos=2))
    assert contents(place.folder).entries == 1
    assert answer(remembering, product(5, photos=2)).figures.kept
    again = replace(product(5, photos=2), photos=product(5, photos=2).photos[::-1])
    assert not answer(remembering, again).figures.kept


def test_a_photo_that_cannot_be_read_fails_the_request(engine: LlamaEngine, tmp_path: Path) -> None:
    broken = tmp_path / "cortada.jpg"
    broken.write_bytes(b"\xff\xd8\xff")
    asked = replace(product(1), photos=(photo(1), PhotoFile(broken)))
    (failed,) = [event for event in run(engine, [asked]) if isinstance(event, Failed)]
    assert failed.error.code.startswith("photo")
    assert answer(engine, product(1)).provenance.photos == 2
