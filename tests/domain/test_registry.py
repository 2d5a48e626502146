"""Entries of the registry of models: what they hold, what they refuse, and the one that ships."""

import tomllib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from app.domain.card import CATEGORY_FIELD, COLOUR_FIELD, ProductCard, card_type
from app.domain.lists import built_in, labels
from app.domain.registry import ENTRY, Calibration, ModelEntry, local_model, read_entry
from app.wording import Language
from tests.tiny_model.shipped import DEMO

LEAST: dict[str, Any] = {
    "id": "m",
    "name": {"pt": "M", "en": "M"},
    "knows": {"pt": "Tudo.", "en": "All."},
    "text": "m.gguf",
    "projector": "p.gguf",
    "size": 1,
    "licence": "MIT",
    "commercial_use": True,
    "languages": ["pt"],
}


def calibration(*knots: tuple[float, float]) -> Calibration:
    return Calibration.model_validate({"from": "color_primary", "knots": knots})


@pytest.mark.parametrize(
    ("raw", "honest"), [(0, 0.1), (0.2, 0.1), (0.5, 0.2), (0.65, 0.35), (0.8, 0.5), (0.9, 0.7), (1, 0.9)]
)
def test_between_knots_it_is_a_straight_line(raw: float, honest: float) -> None:
    assert calibration((0.2, 0.1), (0.5, 0.2), (0.8, 0.5), (1, 0.9)).honest(raw) == pytest.approx(honest)


def test_beyond_the_knots_it_is_level() -> None:
    one = calibration((0.6, 0.4))
    assert [one.honest(raw) for raw in (0.0, 0.6, 1.0)] == [0.4, 0.4, 0.4]


@given(
    raws=st.lists(st.floats(0, 1), min_size=1, max_size=8, unique=True),
    honest=st.lists(st.floats(0, 1), min_size=8, max_size=8),
    asked=st.lists(st.floats(0, 1), min_size=2, max_size=6),
)
def test_surer_is_never_less_honest(raws: list[float], honest: list[float], asked: list[float]) -> None:
    knots = tuple(zip(sorted(raws), sorted(honest), strict=False))
    said = [calibration(*knots).honest(raw) for raw in sorted(asked)]
    assert all(0 <= one <= 1 for one in said)
    assert all(one <= other + 1e-9 for one, other in pairwise(said))


@pytest.mark.parametrize(
    "knots", [(), ((0.5, 0.5), (0.5, 0.6)), ((0.5, 0.5), (0.4, 0.6)), ((0.1, 0.5), (0.4, 0.4)), ((0.1, 1.5),)]
)
def test_knots_that_do_not_rise_are_refused(knots: tuple[tuple[float, float], ...]) -> None:
    with pytest.raises(ValidationError):
        calibration(*knots)


@pytest.mark.parametrize("change", [{"size": 0}, {"languages": ["fr"]}, {"name": {"pt": "M"}}, {"licencse": "MIT"}])
def test_a_wrong_entry_is_refused(change: dict[str, Any]) -> None:
    assert ModelEntry.model_validate(LEAST).prompt is None
    with pytest.raises(ValidationError):
        ModelEntry.model_validate({**LEAST, **change})


def test_a_model_is_there_when_all_its_files_are(tmp_path: Path) -> None:
    assert local_model(tmp_path / "none") is None
    (tmp_path / ENTRY).write_bytes((DEMO / ENTRY).read_bytes())
    entry = read_entry(tmp_path / ENTRY)
    assert local_model(tmp_path) is None
    (tmp_path / entry.text).touch()
    assert local_model(tmp_path) is None
    (tmp_path / entry.projector).touch()
    found = local_model(tmp_path)
    assert found is not None
    assert (found.text, found.projector) == (tmp_path / entry.text, tmp_path / entry.projector)


class TestTheOneThatShips:
    entry = read_entry(DEMO / ENTRY)

    def test_it_says_what_it_is(self) -> None:
        assert self.entry.id == "demo"
        assert self.entry.name[Language.PT] == "Modelo de demonstração"
        assert self.entry.languages == (Language.PT,)
        assert self.entry.commercial_use
        assert self.entry.prompt is not None

    def test_its_lists_are_part_of_the_built_in_ones(self) -> None:
        for name, of in ((CATEGORY_FIELD, "categories"), (COLOUR_FIELD, "colours")):
            assert set(self.entry.lists[name]) <= set(labels(built_in(of), Language.PT))

    @pytest.mark.skipif(not (DEMO / "types.toml").exists(), reason="the table of types is not there")
    def test_its_categories_are_the_departments_of_its_types(self) -> None:
        types = tomllib.loads((DEMO / "types.toml").read_text(encoding="utf-8"))["type"]
        assert set(self.entry.lists[CATEGORY_FIELD]) == {kind["department"] for kind in types}

    @pytest.mark.skipif(not (DEMO / "types.toml").exists(), reason="the table of types is not there")
    def test_its_nouns_are_those_of_its_types(self) -> None:
        types = tomllib.loads((DEMO / "types.toml").read_text(encoding="utf-8"))["type"]
        assert self.entry.types == tuple(kind["noun"] for kind in types)
        assert self.entry.consistent

    def test_its_calibration_reads_fields_of_the_card(self) -> None:
        assert self.entry.calibration.keys() <= ProductCard.model_fields.keys()
        assert {rule.source for rule in self.entry.calibration.values()} <= ProductCard.model_fields.keys()


def test_a_card_for_writing_has_only_what_is_known_where_the_catalogue_has_it_all() -> None:
    known = {COLOUR_FIELD: ("preto", "azul"), CATEGORY_FIELD: ("Selas",), "product_name": ("x",)}
    schema = card_type(known=known).model_json_schema()["properties"]
    whole = card_type().model_json_schema()["properties"]
    assert schema[COLOUR_FIELD]["enum"] == ["preto", "azul"]
    assert schema[CATEGORY_FIELD] == whole[CATEGORY_FIELD], "the catalogue has no saddles"
    assert schema["product_name"] == whole["product_name"]
    english = card_type(language=Language.EN, known=known)
    assert english.model_json_schema() == card_type(language=Language.EN).model_json_schema()
