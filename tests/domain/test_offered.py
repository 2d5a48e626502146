"""The registry of models to download: complete, consistent, and strict with what does not belong."""

from typing import Any

import pytest
from pydantic import ValidationError

from app.domain.offered import OfferedModel, Use, find_offered, offered_models, parse_registry
from app.wording import Language
from inference.words.files import PIXELS, TEXT, TOKENIZER, TOKENS, VISION

WORDS = {"pt": "M", "en": "M"}
LEAST: dict[str, Any] = {
    "id": "m",
    "name": WORDS,
    "repository": "o/m",
    "quantisation": [{"id": "Q4_K_M", "name": "m.gguf", "size": 1}],
    "projector": {"name": "p.gguf", "size": 1},
    "licence": "MIT",
    "terms": WORDS,
    "commercial_use": True,
    "languages": ["pt"],
    "context": 4096,
}
# layers, heads of keys and values, width of a head: of the text models, as their publishers' configurations have them
ARCHITECTURES = {
    "qwen3-vl-2b": (28, 8, 128),
    "qwen3-vl-4b": (36, 8, 128),
    "qwen3-vl-8b": (36, 8, 128),
    "smolvlm2-2.2b": (24, 32, 64),
    "llava-1.6-mistral-7b": (32, 8, 128),
    "llava-1.6-vicuna-13b": (40, 40, 128),
    "llava-1.5-7b": (32, 32, 128),
    "bakllava-1": (32, 8, 128),
    "bakllava-1-abetlen": (32, 8, 128),
}


def test_the_models_that_people_ask_for_are_offered() -> None:
    found = {use: {model.id for model in offered_models() if model.use is use} for use in Use}
    assert found == {Use.CARDS: {*ARCHITECTURES, "gemma-4-e4b"}, Use.SEARCH: {"clip-vit-b-32", "siglip2-base"}}


@pytest.mark.parametrize("model", offered_models(), ids=lambda model: model.id)
class TestEveryOffer:
    def test_it_can_be_found_and_has_a_usual_quantisation(self, model: OfferedModel) -> None:
        assert find_offered(offered_models(), model.id) == model
        usual = model.quantisation()
        assert usual is not None
        assert usual.id.startswith("FP32" if model.use is Use.SEARCH else "Q4_K")
        assert model.quantisation(usual.id.lower()) == usual
        assert model.quantisation("Q1_0") is None

    def test_a_projector_is_smaller_than_its_text_model(self, model: OfferedModel) -> None:
        if model.use is Use.CARDS:
            assert all(model.projector.size < one.size for one in model.quantisations)

    def test_one_that_searches_has_all_that_it_is_loaded_from(self, model: OfferedModel) -> None:
        names = {file.local_name for file in model.files(model.quantisations[0])}
        if model.use is Use.SEARCH:
            assert names == {VISION, TEXT, PIXELS, TOKENIZER, TOKENS}
            assert model.size(model.quantisations[0]) > 600_000_000

    def test_its_terms_differ_between_languages(self, model: OfferedModel) -> None:
        assert model.terms[Language.PT] != model.terms[Language.EN]

    def test_a_token_takes_what_its_architecture_says(self, model: OfferedModel) -> None:
        if model.id in ARCHITECTURES:
            layers, heads, width = ARCHITECTURES[model.id]
            assert model.cell_bytes == layers * heads * 2 * width * 2


def test_bakllava_is_not_for_a_shops_work_and_says_so() -> None:
    found = [model for model in offered_models() if not model.commercial_use]
    assert {model.id for model in found} == {"bakllava-1", "bakllava-1-abetlen"}
    assert all("não para catálogos comerciais" in model.terms[Language.PT] for model in found)


def test_what_is_not_offered_is_not_found() -> None:
    assert find_offered(offered_models(), "gpt-5") is None


@pytest.mark.parametrize(
    "change",
    [
        {"id": "../m"},
        {"id": "M m"},
        {"repository": "m"},
        {"name": {"pt": "M"}},
        {"quantisation": []},
        {"quantisation": [{"id": "a", "name": "p.gguf", "size": 1}]},
        {"quantisation": [{"id": "a", "name": "a.gguf", "size": 1}, {"id": "a", "name": "b.gguf", "size": 1}]},
        {"projector": {"name": "../../p.bin", "size": 1}},
        {"projector": {"name": "/p.gguf", "size": 1}},
        {"projector": {"name": "p.gguf", "size": 0}},
        {"licencse": "MIT"},
        {"use": "search"},
        {"extra": [{"name": "tokenizer.json", "size": 1}]},
        {"projector": {"name": "p.gguf", "kept_as": "../p.gguf", "size": 1}},
    ],
)
def test_a_wrong_offer_is_refused(change: dict[str, Any]) -> None:
    assert OfferedModel.model_validate(LEAST).projector.local_name == "p.gguf"
    with pytest.raises(ValidationError):
        OfferedModel.model_validate({**LEAST, **change})


def test_two_models_of_one_id_are_refused() -> None:
    entry = """
[[model]]
id = "m"
name = {pt = "M", en = "M"}
repository = "o/m"
licence = "MIT"
terms = {pt = "M", en = "M"}
commercial_use = true
languages = ["pt"]
context = 1
projector = {name = "folder/p.gguf", size = 1}
quantisation = [{id = "a", name = "m.gguf", size = 1}]
"""
    (model,) = parse_registry(entry)
    assert model.projector.local_name == "p.gguf"
    with pytest.raises(ValueError, match="same id"):
        parse_registry(entry + entry)
