"""The guarded engine is the engine: the same cards, the same events, the same errors, and photos by reference."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from inference.engine import PhotoFile
from inference.errors import PhotoUnreadable
from inference.events import Cancelled, Failed, FieldDone, Finished, Progressed, Stage, Started, TextGrown
from inference.guard.engine import GuardedEngine
from inference.llama.engine import LlamaEngine
from inference.photos import read_photo
from inference.preprocess import Corrections, When, correct
from tests.guard.asking import LONG
from tests.inference.cards import PROMPT, answer, answers, check_card, check_invariant, drain, photo, request

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def photo_file(tmp_path: Path) -> Path:
    """Photo number 7 as a file that loses nothing."""
    path = tmp_path / "foto é 模.png"
    Image.fromarray(photo(7)).save(path)
    return path


@pytest.mark.parametrize("temperature", [0.0, 0.7, 1.6])
def test_the_same_cards(guarded: GuardedEngine, plain: LlamaEngine, temperature: float) -> None:
    asked = [request(f"job {seed}", seed, temperature=temperature, sampling_seed=seed) for seed in range(2)]
    expected, given = answers(plain, asked), answers(guarded, asked)
    for one, other in zip(expected, given, strict=True):
        assert replace(other, figures=one.figures) == one
        assert other.figures.tokens == one.figures.tokens
        check_card(other.values)


def test_what_is_loaded(guarded: GuardedEngine, plain: LlamaEngine) -> None:
    assert guarded.info == plain.info


def test_the_same_events(guarded: GuardedEngine, plain: LlamaEngine) -> None:
    """Progress and growing texts depend on how long a step takes; all others do not."""
    streams = []
    for engine in (plain, guarded):
        engine.add(request(seed=11))
        events = drain(engine)
        check_invariant(events)
        assert {event.stage for event in events if isinstance(event, Progressed)} >= {Stage.IMAGE, Stage.ANSWER}
        assert any(isinstance(event, TextGrown) for event in events)
        streams.append([event for event in events if isinstance(event, Started | FieldDone)])
    assert streams[0] == streams[1]


def test_a_photo_by_reference(guarded: GuardedEngine, plain: LlamaEngine, photo_file: Path) -> None:
    expected = answer(plain, request(seed=7)).values
    for engine in (plain, guarded):
        assert answer(engine, request(photos=(PhotoFile(photo_file),))).values == expected
    small = request(photos=(PhotoFile(photo_file, longest_side=20),))
    pixels = request(photos=(read_photo(photo_file, 20),))
    assert answer(guarded, small).values == answer(guarded, pixels).values != expected


def test_a_photo_is_corrected_over_there(guarded: GuardedEngine, plain: LlamaEngine, photo_file: Path) -> None:
    corrections = Corrections(exposure=When.ALWAYS, crop=When.AUTOMATIC)
    asked = PhotoFile(photo_file, 20, corrections)
    expected = correct(read_photo(photo_file, 20), corrections)
    for engine in (plain, guarded):
        made = answer(engine, request(photos=(asked,)))
        assert made.provenance.corrections == (expected.steps,)
        assert made.values == answer(engine, request(photos=(expected.pixels,))).values
    assert [step.step for step in expected.steps] == ["exposure", "crop"]


def test_several_photos_in_their_order(guarded: GuardedEngine, plain: LlamaEngine, photo_file: Path) -> None:
    prompt = replace(PROMPT, caption="Foto {number}:", question_of_several="As fotos são do mesmo produto.")
    asked = request(photos=(PhotoFile(photo_file), photo(8), photo(9)), prompt=prompt)
    expected, given = answer(plain, asked), answer(guarded, asked)
    assert given.values == expected.values
    assert given.provenance.photos == 3
    turned = replace(asked, photos=asked.photos[::-1])
    assert answer(guarded, turned).values == answer(plain, turned).values != expected.values


@pytest.mark.parametrize("length", [None, 0, 200])
def test_a_photo_that_cannot_be_read(guarded: GuardedEngine, photo_file: Path, length: int | None) -> None:
    octets = photo_file.read_bytes()
    photo_file.unlink()
    if length is not None:
        photo_file.write_bytes(octets[:length])
    with pytest.raises(PhotoUnreadable) as refusal:
        read_photo(photo_file)
    guarded.add(request("bad", photos=(PhotoFile(photo_file),)))
    guarded.add(request("next", 1))
    events = drain(guarded)
    check_invariant(events)
    ends = {event.job: event for event in events if isinstance(event, Failed | Finished)}
    failed = ends["bad"]
    assert isinstance(failed, Failed)
    assert type(failed.error) is PhotoUnreadable
    assert (failed.error.code, failed.error.facts, failed.error.reason) == (
        refusal.value.code,
        refusal.value.facts,
        refusal.value.reason,
    )
    assert isinstance(ends["next"], Finished)


def test_requests_wait_their_turn(guarded: GuardedEngine) -> None:
    for job in "abc":
        guarded.add(request(job, ord(job)))
    with pytest.raises(ValueError, match="in flight"):
        guarded.add(request("b"))
    events = drain(guarded)
    check_invariant(events)
    assert [event.job for event in events if isinstance(event, Finished)] == list("abc")


def test_idle_steps_do_nothing(guarded: GuardedEngine) -> None:
    assert guarded.step() == []
    guarded.abort("nobody")
    assert guarded.step() == []


@pytest.mark.parametrize("steps", [0, 1, 2, 5, 30])
def test_aborted_at_any_step(guarded: GuardedEngine, steps: int) -> None:
    guarded.add(request("gone", 3000 + steps, schema=LONG))
    guarded.add(request("next", 1))
    guarded.add(request("gone too", 2))
    events = [event for _ in range(steps) for event in guarded.step()]
    guarded.abort("gone")
    guarded.abort("gone too")
    events += drain(guarded)
    check_invariant(events)
    assert {event.job for event in events if isinstance(event, Cancelled)} == {"gone", "gone too"}
    assert [event.job for event in events if isinstance(event, Finished)] == ["next"]


def test_what_cannot_be_sent_is_refused_at_once(guarded: GuardedEngine) -> None:
    with pytest.raises(Exception, match="pickle"):
        guarded.add(request(schema={"properties": {"a": {"enum": (lambda: None,)}}}))
    assert guarded.idle


def test_this_process_imports_no_native_code_and_no_qt() -> None:
    code = "import sys, inference.guard.engine; print({'llama_cpp', 'llguidance', 'PySide6'} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"
