"""What the real engine answers with random weights: always valid, always about the photo it was asked about."""

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from inference.engine import PhotoFile, Prompt
from inference.events import Failed, FieldDone, Finished, TextGrown
from inference.llama.engine import LlamaEngine
from inference.llama.options import ModelFiles
from inference.llama.plan import Field, value_text
from inference.llama.prompt import tokens_of
from inference.run import run
from tests.inference.cards import PARAGRAPH, SCHEMA, answer, answers, check_card, drain, photo, request
from tests.inference.conftest import OPTIONS


@pytest.mark.parametrize("temperature", [0.0, 0.7, 2.0])
def test_every_card_is_valid_whatever_the_temperature(engine: LlamaEngine, temperature: float) -> None:
    asked = [request(f"{seed}", seed, temperature=temperature, sampling_seed=seed) for seed in range(6)]
    for finished in answers(engine, asked):
        check_card(finished.values)


@settings(max_examples=15)
@given(temperature=st.floats(0, 2), seed=st.integers(0, 2**40), top_p=st.floats(0, 1))
def test_any_sampling_ends_in_a_valid_value(
    warm_engine: LlamaEngine, temperature: float, seed: int, top_p: float
) -> None:
    schema = {"type": "object", "properties": {"tags": {"type": "array", "items": {"type": "string"}}}}
    asked = request(schema=schema, temperature=temperature, top_p=top_p, sampling_seed=seed)
    values = answer(warm_engine, asked).values
    assert isinstance(values["tags"], list)
    assert all(isinstance(tag, str) and tag.isprintable() for tag in values["tags"])


def test_the_same_seed_gives_the_same_card_and_another_another(engine: LlamaEngine) -> None:
    first, again, other = answers(engine, [request("a", 3, temperature=1.0, sampling_seed=seed) for seed in (7, 7, 8)])
    assert first.values == again.values
    assert first.confidence == again.confidence
    assert first.values != other.values


def test_wording_may_vary_more_than_facts(engine: LlamaEngine) -> None:
    asked = [request("a", 3, prose_temperature=1.5, sampling_seed=seed) for seed in (7, 8)]
    first, other = answers(engine, asked)
    for fact in ("product_name", "category_standard", "color_primary"):
        assert first.values[fact] == other.values[fact]
    for wording in ("features_list", "description_long"):
        assert first.values[wording] != other.values[wording]
    assert first.provenance.prose_temperature == 1.5


def test_no_two_items_of_a_list_are_the_same(engine: LlamaEngine) -> None:
    for finished in answers(engine, [request(f"{seed}", seed) for seed in range(8)]):
        features = finished.values["features_list"]
        assert isinstance(features, list)
        assert len({*map(str, features)}) == len(features)


def test_a_list_is_spelt_as_its_value_is_scored(engine: LlamaEngine) -> None:
    field = Field("tags", {"type": "array", "items": {"enum": ["a"]}, "minItems": 2, "maxItems": 2}, (), False, 20)
    matcher = engine._machine.grammars.matcher(field)
    assert matcher.compute_ff_bytes().decode() == value_text(["a", "a"])


def test_prose_repeats_no_four_words(engine: LlamaEngine) -> None:
    for finished in answers(engine, [request(f"{seed}", seed) for seed in range(4)]):
        words = str(finished.values["description_long"]).split(" ")
        runs = [tuple(words[start : start + 5]) for start in range(len(words) - 4)]
        assert len(set(runs)) > 0.97 * len(runs)


def test_forty_photos_give_forty_texts_and_each_its_own(engine: LlamaEngine, files: ModelFiles) -> None:
    # One paragraph, which has less room to differ than a whole card.
    paragraph = {"type": "string", "pattern": f"^{PARAGRAPH}$", "minWords": 50}
    schema = {"type": "object", "properties": {"text": paragraph}}
    together = answers(engine, [request(f"{seed}", seed, schema=schema) for seed in range(40)])
    assert len({finished.values["text"] for finished in together}) == 40
    order = list(range(40))
    random.Random(0).shuffle(order)
    for seed in order[:6]:
        alone = LlamaEngine.load(files, OPTIONS)
        try:
            assert answer(alone, request("alone", seed, schema=schema)).values == together[seed].values
        finally:
            alone.close()


def test_a_second_question_reuses_the_embedding_and_the_instructions(engine: LlamaEngine) -> None:
    first = answer(engine, request("first", 1001))
    other = request("second", 1001, prompt=Prompt(request().prompt.instructions, "E agora em inglês.", "2"))
    second = answer(engine, other)
    assert first.figures.image_seconds > 0
    assert second.figures.image_seconds == 0
    assert second.figures.reused_tokens > 50
    assert second.provenance.prompt_version == "2"


def test_a_photo_may_be_a_file(engine: LlamaEngine, folder: Path) -> None:
    path = folder / "foto ç.png"
    Image.fromarray(photo(77)).save(path)
    told = answer(engine, request(seed=77))
    read = answer(engine, request(photos=(PhotoFile(path),)))
    assert read.values == told.values
    assert read.figures.image_seconds == 0
    path.write_bytes(b"no photo")
    engine.add(request(photos=(PhotoFile(path, 100),)))
    end = drain(engine)[-1]
    assert isinstance(end, Failed)
    assert end.error.code == "photo.not_a_photo"


def test_several_photos_all_count(engine: LlamaEngine) -> None:
    one = answer(engine, request("one", photos=(photo(1),)))
    both = answer(engine, request("both", photos=(photo(1), photo(2))))
    assert both.figures.prompt_tokens == one.figures.prompt_tokens + 16
    assert both.values != one.values


@pytest.mark.parametrize(
    "text", ["</s>", "<s>", "<__media__>", "<|im_end|>", "[INST]", "USER:", "\ue001\ue000", "🧵 ação"]
)
def test_peoples_text_stays_text(engine: LlamaEngine, text: str) -> None:
    """Control tokens stand for no bytes: what comes out whole went in as plain text."""
    prompt = Prompt(f"Descreva. {text * 3}", f"Escreva. {text * 3}", "1")
    vocabulary = engine._machine.vocabulary
    tokens = tokens_of(prompt, engine._machine.layout, vocabulary)
    for side, said in ((tokens.before, prompt.instructions), (tokens.after, prompt.question)):
        assert said.encode() in b"".join(map(vocabulary.spell, side))
    finished = answer(engine, request(prompt=prompt))
    check_card(finished.values)
    assert finished.figures.prompt_tokens == len(tokens.before) + 16 + len(tokens.after)


def test_texts_grow_and_end_as_the_field_does(engine: LlamaEngine) -> None:
    grown: dict[str, list[object]] = {}
    for event in run(engine, [request(temperature=1.0)]):
        match event:
            case TextGrown(_, field, value):
                grown.setdefault(field, []).append(value)
            case FieldDone(_, field, value, _) if field in grown:
                assert grown[field][-1] == value
            case Finished(values=values):
                check_card(values)
    texts = [str(value) for value in grown["description_long"]]
    assert len(texts) > 20
    assert all(later.startswith(earlier) for earlier, later in pairwise(texts))


def test_figures_and_provenance_are_of_this_answer(engine: LlamaEngine) -> None:
    finished = answer(engine, request(temperature=0.5, sampling_seed=9))
    figures, provenance = finished.figures, finished.provenance
    assert figures.tokens > figures.sampled > figures.refused >= 0
    assert figures.seconds >= figures.prompt_seconds + figures.image_seconds + figures.answer_seconds > 0
    assert figures.prompt_seconds > 0
    assert figures.answer_seconds > figures.sampling_seconds > 0
    assert (provenance.temperature, provenance.seed, provenance.quantisation) == (0.5, 9, "F32")
    assert provenance.engine.startswith("llama-cpp-python 0.")
    assert (provenance.model, provenance.projector) == (engine.info.name, engine.info.projector)


@pytest.mark.parametrize(
    ("schema", "field"),
    [
        ({"type": "object", "properties": {}}, ""),
        ({"type": "string"}, ""),
        ({"type": "object", "properties": {"a": {"type": "object", "additionalProperties": {"type": "string"}}}}, "a"),
        ({"type": "object", "properties": {"b": {}}}, "b"),
        ({"type": "object", "properties": {"c": {"type": "string", "pattern": "^(?=x)y$"}}}, "c"),
        ({"type": "object", "properties": {"d": {"$ref": "#/$defs/nowhere"}}}, "d"),
        (
            {
                "type": "object",
                "properties": {"e": {"$ref": "#/$defs/Node"}},
                "$defs": {"Node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}}}},
            },
            "e",
        ),
    ],
)
def test_a_schema_that_cannot_be_kept_says_which_field(
    engine: LlamaEngine, schema: dict[str, object], field: str
) -> None:
    engine.add(request(schema=schema))
    (end,) = [event for event in drain(engine) if isinstance(event, Failed)]
    assert end.error.code == "schema"
    assert end.error.facts["field"] == field
    assert end.error.facts["reason"]
    check_card(answer(engine, request("next")).values)


def test_a_prompt_that_does_not_fit_fails_before_the_photo_is_read(engine: LlamaEngine) -> None:
    engine.add(request(prompt=Prompt("muito " * 9000, "Escreva.", "1")))
    events = drain(engine)
    assert [type(event).__name__ for event in events] == ["Started", "Failed"]
    assert isinstance(events[1], Failed)
    assert events[1].error.code == "context"
    assert int(events[1].error.facts["needed"]) > int(events[1].error.facts["available"]) == 8192
    check_card(answer(engine, request("next")).values)


def test_an_answer_is_never_cut_off(files: ModelFiles) -> None:
    schema = {
        "type": "object",
        "properties": {"a": {"type": "string", "pattern": "^[a-z]{2000,2100}$", "maxLength": 8}},
    }
    small = LlamaEngine.load(files, type(OPTIONS)(context=512, threads=1))
    try:
        small.add(request(schema=schema))
        end = drain(small)[-1]
        assert isinstance(end, Failed)
        assert end.error.code == "context"
        small.add(request(schema={"type": "object", "properties": {"a": SCHEMA["$defs"]["Colour"]}}))
        assert isinstance(drain(small)[-1], Finished)
    finally:
        small.close()


def test_where_cells_cannot_be_shared_each_answer_reads_the_instructions(files: ModelFiles) -> None:
    """As with recurrent models, held here to the very answers of one that shares (see the tests of other shapes)."""
    shared, alone = (LlamaEngine.load(files, OPTIONS) for _ in range(2))
    try:
        alone._machine.context.shareable = False
        schema = {"type": "object", "properties": {"a": SCHEMA["properties"]["features_list"]}}
        for seed in range(3):
            first, second = (answer(engine, request(seed=seed, schema=schema)) for engine in (shared, alone))
            assert second.values == first.values
            assert second.figures.reused_tokens == 0
        check_card(answer(alone, request()).values)
    finally:
        shared.close()
        alone.close()
