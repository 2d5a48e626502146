"""The same question about the same photo is answered once; whatever differs is another question."""

import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from inference.answers import Answers, reader_of
from inference.cache import Place
from inference.engine import Exclusion, PhotoFile, Prompt, Request, Sampling
from inference.events import Cancelled, Event, Failed, FieldDone, Finished, Started
from inference.llama.engine import LlamaEngine
from inference.llama.options import ModelFiles
from inference.preprocess.options import Corrections, When
from inference.remembering import RememberingEngine
from tests.inference.cards import COLOURS, LINE, answer, check_invariant, drain, photo, request
from tests.inference.conftest import OPTIONS
from tests.tiny_model import make_pair

SCHEMA = {
    "type": "object",
    "properties": {
        "name": {"type": "string", "pattern": LINE, "minLength": 3, "maxLength": 80},
        "colour": {"enum": list(COLOURS)},
        "ready": {"type": "boolean"},
    },
}


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "fichas", 1 << 24)


@pytest.fixture
def wrapped(engine: LlamaEngine, files: ModelFiles, place: Place) -> Callable[[], RememberingEngine]:
    """Wraps the session's engine, each time as another program would."""
    return lambda: RememberingEngine(engine, Answers(place, reader_of(files, OPTIONS, engine.info)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "foto.png"
    Image.fromarray(photo(801)).save(path)
    return path


def about(path: Path, job: str = "a", **other: object) -> Request:
    asked = replace(request(job, schema=SCHEMA, temperature=0.5), photos=(PhotoFile(path, 64),))
    return replace(asked, **other)  # type: ignore[arg-type]


def events_of(engine: RememberingEngine, asked: Request) -> list[Event]:
    engine.add(asked)
    events = drain(engine)
    check_invariant(events)
    return events


def test_the_answer_comes_back_as_the_same_stream(wrapped: Callable[[], RememberingEngine], file: Path) -> None:
    first = [event for event in events_of(wrapped(), about(file)) if isinstance(event, Started | FieldDone | Finished)]
    again = events_of(wrapped(), about(file, job="b"))
    assert [type(event) for event in again] == [Started, FieldDone, FieldDone, FieldDone, Finished]
    assert [replace(event, job="a") for event in again[:-1]] == first[:-1]
    old, new = first[-1], again[-1]
    assert isinstance(old, Finished)
    assert isinstance(new, Finished)
    assert (new.values, new.confidence, new.provenance) == (old.values, old.confidence, old.provenance)
    assert list(new.values) == list(old.values)
    assert new.confidence["colour"].guesses
    assert (old.figures.kept, new.figures.kept) == (False, True)
    assert (new.figures.image_seconds, new.figures.answer_seconds, new.figures.sampled) == (0, 0, 0)
    assert new.figures.tokens == old.figures.tokens
    assert new.figures.reused_photos == 1


def test_the_same_content_under_another_name(
    wrapped: Callable[[], RememberingEngine], file: Path, tmp_path: Path
) -> None:
    answer(wrapped(), about(file))
    copy = tmp_path / "outra pasta" / "cópia.png"
    copy.parent.mkdir()
    copy.write_bytes(file.read_bytes())
    assert answer(wrapped(), about(copy)).figures.kept


def test_pixels_that_were_handed_over(wrapped: Callable[[], RememberingEngine]) -> None:
    asked = request("a", 802, schema=SCHEMA)
    assert not answer(wrapped(), asked).figures.kept
    assert answer(wrapped(), asked).figures.kept
    assert not answer(wrapped(), request("a", 803, schema=SCHEMA)).figures.kept


OTHERS: dict[str, dict[str, Any]] = {
    "instructions": {"prompt": Prompt("Outras instruções. " * 8, "Escreva a ficha em JSON.", "1")},
    "question": {"prompt": replace(request().prompt, question="Escreva a ficha em JSON!")},
    "version": {"prompt": replace(request().prompt, version="2")},
    "hint": {"prompt": replace(request().prompt, hint="linho")},
    "given": {"given": {"name": "Mesa"}},
    "seed": {"sampling": Sampling(0.5, seed=1)},
    "temperature": {"sampling": Sampling(0.6)},
    "top_p": {"sampling": Sampling(0.5, 0.9)},
    "prose": {"sampling": Sampling(0.5, prose_temperature=0.9)},
    "order": {"schema": {**SCHEMA, "properties": dict(reversed(SCHEMA["properties"].items()))}},  # type: ignore[attr-defined]
    "field": {"schema": {**SCHEMA, "properties": {"ready": {"type": "boolean"}}}},
    "exclusions": {"exclusions": (Exclusion("name", {"cadeira": ("cadeira",), "mesa": ("mesa",)}),)},
}


@pytest.mark.parametrize("other", OTHERS)
def test_another_question(wrapped: Callable[[], RememberingEngine], file: Path, other: str) -> None:
    answer(wrapped(), about(file))
    changed = about(file, **OTHERS[other])
    assert not answer(wrapped(), changed).figures.kept
    assert answer(wrapped(), changed).figures.kept
    assert answer(wrapped(), about(file)).figures.kept


def test_another_photo_or_preparation(wrapped: Callable[[], RememberingEngine], file: Path) -> None:
    answer(wrapped(), about(file))
    corrected = PhotoFile(file, 64, Corrections(crop=When.ALWAYS))
    for photos in ((PhotoFile(file, 48),), (PhotoFile(file),), (PhotoFile(file, 64),) * 2, (corrected,)):
        assert not answer(wrapped(), about(file, photos=photos)).figures.kept
    Image.fromarray(photo(804)).save(file)
    assert not answer(wrapped(), about(file)).figures.kept
    assert answer(wrapped(), about(file)).figures.kept


def test_another_reader(engine: LlamaEngine, files: ModelFiles, place: Place, file: Path, tmp_path: Path) -> None:
    other = make_pair(tmp_path / "outro", seed=1)
    readers = [
        reader_of(files, OPTIONS, engine.info),
        reader_of(ModelFiles(other.text, files.projector), OPTIONS, engine.info),
        reader_of(ModelFiles(files.text, other.projector), OPTIONS, engine.info),
        reader_of(files, replace(OPTIONS, repair=False), engine.info),
        reader_of(files, OPTIONS, replace(engine.info, repaired=True)),
    ]
    for reader in readers:
        assert not answer(RememberingEngine(engine, Answers(place, reader)), about(file)).figures.kept
    for reader in readers:
        assert answer(RememberingEngine(engine, Answers(place, reader)), about(file)).figures.kept


def test_anew_it_is_written_and_takes_the_old_one_s_place(
    wrapped: Callable[[], RememberingEngine], file: Path, place: Place
) -> None:
    answer(wrapped(), about(file))
    (path,) = place.folder.glob("*.kept")
    before = path.stat().st_ino
    again = answer(wrapped(), about(file, anew=True))
    assert not again.figures.kept
    assert path.stat().st_ino != before
    assert answer(wrapped(), about(file)).values == again.values


def test_a_photo_that_changed_while_it_was_read_teaches_nothing(
    wrapped: Callable[[], RememberingEngine], file: Path, place: Place
) -> None:
    engine = wrapped()
    engine.add(about(file))
    Image.fromarray(photo(805)).save(file)
    assert isinstance(drain(engine)[-1], Finished)
    assert not list(place.folder.glob("*"))
    assert not answer(wrapped(), about(file)).figures.kept


def test_what_failed_or_was_called_off_is_not_kept(
    wrapped: Callable[[], RememberingEngine], file: Path, place: Place, tmp_path: Path
) -> None:
    engine = wrapped()
    (tmp_path / "b.png").write_bytes(b"not a photo")
    for path in (tmp_path / "b.png", tmp_path / "gone.png"):
        assert isinstance(events_of(engine, about(path))[-1], Failed)
    engine.add(about(file))
    engine.step()
    engine.abort("a")
    assert isinstance(drain(engine)[-1], Cancelled)
    assert not list(place.folder.glob("*.kept"))
    assert not answer(engine, about(file)).figures.kept


def test_one_that_was_found_can_be_called_off_too(wrapped: Callable[[], RememberingEngine], file: Path) -> None:
    engine = wrapped()
    answer(engine, about(file))
    engine.add(about(file))
    with pytest.raises(ValueError, match="in flight"):
        engine.add(about(file))
    assert not engine.idle
    caller = threading.Thread(target=engine.abort, args=("a",))
    caller.start()
    caller.join()
    assert drain(engine) == [Cancelled("a")]
    engine.abort("a")
    assert answer(engine, about(file)).figures.kept


def test_found_and_written_ones_side_by_side(
    wrapped: Callable[[], RememberingEngine], file: Path, tmp_path: Path
) -> None:
    engine = wrapped()
    answer(engine, about(file))
    Image.fromarray(photo(806)).save(tmp_path / "b.png")
    engine.add(about(tmp_path / "b.png", job="new"))
    engine.add(about(file, job="old"))
    events = drain(engine)
    check_invariant(events)
    assert [(end.job, end.figures.kept) for end in events if isinstance(end, Finished)] == [
        ("old", True),
        ("new", False),
    ]


@pytest.mark.parametrize("damage", [b"", b"{}", b"\0" * 400])
def test_a_damaged_answer_is_written_again(
    wrapped: Callable[[], RememberingEngine], file: Path, place: Place, damage: bytes
) -> None:
    first = answer(wrapped(), about(file))
    (path,) = place.folder.glob("*.kept")
    path.write_bytes(damage)
    again = answer(wrapped(), about(file))
    assert not again.figures.kept
    assert again.values == first.values
    assert answer(wrapped(), about(file)).figures.kept


def test_an_answer_of_another_form_is_none(place: Place, file: Path) -> None:
    answers = Answers(place, b"reader")
    question = answers.question(about(file))
    assert question is not None
    answers._disk.put(question.key, b'{"values": 3}')
    assert answers.find(question) is None


def test_many_photos_each_get_their_own(wrapped: Callable[[], RememberingEngine], tmp_path: Path) -> None:
    paths = [tmp_path / f"{number}.png" for number in range(30)]
    for number, path in enumerate(paths):
        Image.fromarray(photo(900 + number)).save(path)
    first = {path: answer(wrapped(), about(path)) for path in paths}
    assert len({repr((end.values, end.confidence)) for end in first.values()}) == 30
    for path in reversed(paths):
        again = answer(wrapped(), about(path))
        assert again.figures.kept
        assert (again.values, again.confidence) == (first[path].values, first[path].confidence)
