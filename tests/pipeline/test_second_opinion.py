"""Photos' pixels are heard beside the model, through the real queue and engine; not beside the demonstration model."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from app.catalog.catalog import FILE_NAME, Catalog
from app.domain.card import COLOUR_FIELD
from app.domain.colours.found import FoundColours
from app.domain.colours.namer import Namer
from app.domain.lists import built_in, labels, swatches
from app.domain.registry import ModelEntry, read_entry
from app.pipeline.generation import Generation
from app.pipeline.intake import Coloured, Prepared, colour_photos, prepare_photos
from app.pipeline.recipe import Recipe, make_recipe
from app.pipeline.second_opinion import AGREEMENT, second
from app.settings import Settings
from app.wording import Language
from inference.events import Confidence, Guess
from inference.llama.engine import LlamaEngine
from tests.domain.test_colours import RED, WHITE, colours
from tests.palette.pictures import RED as RED_PAINT
from tests.palette.pictures import WHITE as WHITE_PAPER
from tests.palette.pictures import drawn
from tests.pipeline.driving import drive, listed, take_in

DEMO = read_entry(Path(__file__).resolve().parents[2] / "resources" / "models" / "demo" / "model.toml")
SURE = Confidence(0.6, (Guess("vermelho", 0.6), Guess("azul", 0.3), Guess("rosa", 0.05)))
NAMER = Namer.of(labels(built_in("colours"), Language.PT), Language.PT)


@pytest.fixture
def red(tmp_path: Path) -> Path:
    path = tmp_path / "vermelho.png"
    Image.fromarray(drawn(RED_PAINT, WHITE_PAPER)[0]).save(path)
    return path


def heard(found: FoundColours | None, own: str = "vermelho") -> Confidence:
    return second({COLOUR_FIELD: own}, {COLOUR_FIELD: SURE}, NAMER, found).confidence[COLOUR_FIELD]


def test_agreement_raises_the_confidence_by_bayes_rule() -> None:
    raised = heard(colours((RED, 1.0)))
    odds = AGREEMENT * 0.6 / 0.4
    assert raised.value == pytest.approx(odds / (1 + odds))
    assert raised.guesses[0] == Guess("vermelho", raised.value)
    assert sum(guess.probability for guess in raised.guesses) < 1
    assert raised.guesses[1].probability / raised.guesses[2].probability == pytest.approx(6)


@pytest.mark.parametrize("value", [0.0, 1.0])
def test_what_is_certain_stays_so(value: float) -> None:
    sure = {COLOUR_FIELD: Confidence(value)}
    assert second({COLOUR_FIELD: "vermelho"}, sure, NAMER, colours((RED, 1.0))).confidence[COLOUR_FIELD].value == value


@pytest.mark.parametrize(
    "found",
    [None, colours((WHITE, 1.0)), colours((RED, 1.0), sure=0.5), colours((RED, 0.4), (WHITE, 0.35))],
    ids=["nothing", "another colour", "unsure", "nothing dominates"],
)
def test_nothing_else_changes_it(found: FoundColours | None) -> None:
    assert heard(found) == SURE


def test_where_the_model_says_nothing_of_its_confidence_nothing_is_said() -> None:
    seconded = second({COLOUR_FIELD: "vermelho"}, {}, NAMER, colours((RED, 1.0)))
    assert (seconded.confidence, seconded.told) == ({}, {})


def test_the_card_is_kept_with_what_was_heard(catalog: Catalog, red: Path, recipe: Recipe, engine: LlamaEngine) -> None:
    (product,) = listed(take_in(catalog, red))
    found = catalog.colours_of(product)
    assert found is not None
    seen = NAMER.opinion(found)
    assert seen.colours[0].label == "vermelho"
    # The tiny model knows no colours: what it writes is a kin of red, or not.
    raw = raw_confidence(recipe, red, engine)
    drive(Generation(catalog, lambda: recipe), engine)
    card = catalog.product(product).card
    assert card is not None
    told = card.provenance["second_opinion"]
    agrees = card.generated[COLOUR_FIELD] in seen.agrees
    assert told["agrees"] is agrees
    assert told["colours"]["vermelho"] == pytest.approx(seen.colours[0].share, abs=1e-3)
    assert told["confidence_before"] == pytest.approx(raw)
    kept = card.confidence[COLOUR_FIELD]["value"]
    assert kept > raw if agrees else kept == pytest.approx(raw)


@pytest.mark.parametrize("language", [Language.PT, Language.EN])
def test_a_model_that_writes_what_the_photo_shows_gets_surer(
    catalog: Catalog, red: Path, engine: LlamaEngine, language: Language
) -> None:
    """The card's list has only words of red, so that whatever the model chooses is what the photo shows."""
    reds = {Language.PT: ("vermelho", "vinho"), Language.EN: ("red", "burgundy")}[language]
    model = entry(pixel_evidence=True, lists={COLOUR_FIELD: reds})
    recipe = make_recipe(Settings(minimum_words=30, temperature=0, card_language=language), model=model)
    (product,) = listed(take_in(catalog, red))
    drive(Generation(catalog, lambda: recipe), engine)
    card = catalog.product(product).card
    assert card is not None
    told = card.provenance["second_opinion"]
    assert told["agrees"]
    before = told["confidence_before"]
    assert card.confidence[COLOUR_FIELD]["value"] == pytest.approx(
        AGREEMENT * before / (AGREEMENT * before + 1 - before)
    )


def test_pixels_are_no_evidence_beside_the_demonstration_model(
    catalog: Catalog, red: Path, engine: LlamaEngine
) -> None:
    assert not DEMO.pixel_evidence
    recipe = make_recipe(Settings(minimum_words=30, temperature=0), model=entry(pixel_evidence=False))
    (product,) = listed(take_in(catalog, red))
    drive(Generation(catalog, lambda: recipe), engine)
    card = catalog.product(product).card
    assert card is not None
    assert "second_opinion" not in card.provenance
    assert make_recipe(Settings(), model=DEMO).namer is None


def test_photos_from_before_are_looked_at_and_those_that_cannot_be_are_passed_over(
    catalog: Catalog, red: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "azul.png"
    Image.new("RGB", (40, 30), swatches(built_in("colours"), Language.PT)["azul"]).save(other)
    ids = listed(take_in(catalog, red, other))
    assert list(colour_photos(catalog)) == []
    look_otherwise(monkeypatch, "2")
    assert list(colour_photos(catalog)) == [Coloured(id_) for id_ in ids]
    assert list(colour_photos(catalog)) == []
    third = catalog.add_photos([tmp_path / "outra.png"]).ids[0]
    Image.new("RGB", (40, 30), "green").save(tmp_path / "outra.png")
    (photo,) = catalog.unprepared(1)
    assert list(prepare_photos(catalog)) == [Prepared(third)]
    spoil_thumbnail(catalog, photo.id)
    look_otherwise(monkeypatch, "3")
    assert list(colour_photos(catalog)) == [Coloured(id_) for id_ in ids]


def look_otherwise(monkeypatch: pytest.MonkeyPatch, edition: str) -> None:
    """Have colours looked for in another way from now on."""
    for module in ("intake", "surveying"):
        monkeypatch.setattr(f"app.pipeline.{module}.EDITION", edition)


def raw_confidence(recipe: Recipe, photo: Path, engine: LlamaEngine) -> float:
    """How sure the model itself is of the colour."""
    engine.add(recipe.request("raw", [photo]))
    while True:
        for event in engine.step():
            values = getattr(event, "confidence", None)
            if isinstance(values, dict):
                return float(values[COLOUR_FIELD].value)


def spoil_thumbnail(catalog: Catalog, photo: int) -> None:
    """Write something over a thumbnail, as a failing disk would."""
    with closing(sqlite3.connect(catalog.folder / FILE_NAME)) as connection, connection:
        connection.execute("UPDATE photo SET thumbnail = ? WHERE id = ?", (b"no picture", photo))


def entry(*, pixel_evidence: bool, lists: dict[str, tuple[str, ...]] | None = None) -> ModelEntry:
    """What the registry says of a model that knows these lists, asked by the usual prompt."""
    changes = {"pixel_evidence": pixel_evidence, "lists": lists or {}, "prompt": None, "consistent": False}
    return DEMO.model_copy(update=changes)
