"""The editor's own fields from their definition through the real engine into cards and out as CSV."""

import csv
from pathlib import Path

import pytest

from app.catalog.catalog import Catalog
from app.catalog.rows import Facet, ProductFilter
from app.domain.card import CATEGORY_FIELD, card_type
from app.domain.fields import CustomField, FieldType
from app.domain.lists import built_in
from app.domain.registry import ModelEntry, PinnedPrompt
from app.domain.states import State
from app.export.presets import PRESETS
from app.pipeline.approved import export_approved
from app.pipeline.generation import Generation
from app.pipeline.models import Limit, limits_of
from app.pipeline.own_fields import keep_fields, own_of
from app.pipeline.recipe import Recipe, make_recipe
from app.pipeline.selection import is_approvable
from app.settings import Settings
from app.wording import Language
from inference.engine import Request
from inference.events import Event, FieldDone, Started
from inference.llama.engine import LlamaEngine
from tests.domain.test_fields import BRAND, CARE, SEASON, STUFFS, WEIGHT
from tests.pipeline.conftest import Photo
from tests.pipeline.driving import drive, listed, take_in

SETTINGS = Settings(minimum_words=30, temperature=0)
_IDS = [entry.id for entry in built_in("categories")]
EARLY = CustomField(id="cedo", type=FieldType.FLAG, name="Cedo", categories=tuple(_IDS[::2]))
LATE = CustomField(id="tarde", type=FieldType.FLAG, name="Tarde", categories=tuple(_IDS[1::2]))
ALL = (BRAND, WEIGHT, SEASON, STUFFS, EARLY, LATE, CARE)


class Shop:
    """A catalogue whose recipe follows its fields, as the window's does."""

    def __init__(self, catalog: Catalog, engine: LlamaEngine, photo: Photo) -> None:
        self.catalog = catalog
        self.engine = engine
        self._photo = photo
        self.generation = Generation(catalog, self.recipe)

    def recipe(self) -> Recipe:
        return make_recipe(SETTINGS, own=own_of(self.catalog).fields)

    def generate(self, *names: str) -> list[int]:
        ids = listed(take_in(self.catalog, *(self._photo(name) for name in names)))
        drive(self.generation, self.engine)
        return ids

    def values(self, product: int) -> dict[str, object]:
        card = self.catalog.product(product).card
        assert card is not None
        return card.values


@pytest.fixture
def shop(catalog: Catalog, engine: LlamaEngine, photo: Photo) -> Shop:
    return Shop(catalog, engine, photo)


def test_the_model_fills_every_field_that_a_card_has(shop: Shop) -> None:
    keep_fields(shop.catalog, ALL)
    assert own_of(shop.catalog).fields == ALL
    ids = shop.generate("a.png", "b.png", "c.png")
    for id_ in ids:
        card = shop.catalog.product(id_).card
        assert card is not None
        category = next(e.id for e in built_in("categories") if e.labels[Language.PT] == card.values[CATEGORY_FIELD])
        own, other = ("cedo", "tarde") if category in EARLY.categories else ("tarde", "cedo")
        assert own in card.generated
        assert other not in card.generated
        assert card.confidence.keys() == card.generated.keys()
        assert card.generated["estacao"] in SEASON.entries
        assert {guess["value"] for guess in card.confidence["estacao"]["guesses"]} <= {*SEASON.entries}
        assert shop.recipe().check(card.generated) == card.generated
        assert is_approvable(card_type(own=ALL, edited=True, minimum_words=30), card.values)
        order = list(card.generated)
        assert order.index("marca") < order.index("features_list") < order.index("description_long")
        assert order[-1] == "cuidados"


def test_a_field_that_is_not_asked_of_a_category_costs_no_event(shop: Shop) -> None:
    keep_fields(shop.catalog, (EARLY, LATE))
    done: list[str] = []

    def hear(event: Event) -> None:
        if isinstance(event, FieldDone):
            done.append(event.field)

    take_in(shop.catalog, shop._photo("a.png"))
    drive(shop.generation, shop.engine, hear)
    assert len({"cedo", "tarde"} & {*done}) == 1
    assert len(done) == 6


def test_fields_changed_while_photos_are_read_hold_for_the_next_photo(shop: Shop) -> None:
    first, second = listed(take_in(shop.catalog, shop._photo("a.png"), shop._photo("b.png")))

    def add(event: Event) -> None:
        if isinstance(event, Started) and event.job == str(first):
            keep_fields(shop.catalog, (BRAND,))

    drive(shop.generation, shop.engine, add)
    assert "marca" not in shop.values(first)
    assert "marca" in shop.values(second)
    assert {row.state for row in shop.catalog.rows([first, second])} == {State.REVIEW}


def test_a_field_that_is_taken_out_is_kept_and_comes_back(shop: Shop) -> None:
    keep_fields(shop.catalog, (BRAND, SEASON))
    (id_,) = shop.generate("a.png")
    version = shop.catalog.product(id_).version
    shop.catalog.save_values(id_, {**shop.values(id_), "marca": "Acme"}, version)
    keep_fields(shop.catalog, ())
    shop.catalog.move_all([id_], State.QUEUED)
    drive(shop.generation, shop.engine)
    assert shop.values(id_)["marca"] == "Acme"
    assert is_approvable(card_type(edited=True, minimum_words=30), shop.values(id_))
    keep_fields(shop.catalog, (BRAND,))
    shop.catalog.move_all([id_], State.QUEUED)
    drive(shop.generation, shop.engine)
    assert shop.values(id_)["marca"] == "Acme"  # a person's: the model is told it, and does not write over it


def test_a_field_that_is_added_later_is_filled_when_the_card_is_written_again(shop: Shop) -> None:
    (id_,) = shop.generate("a.png")
    keep_fields(shop.catalog, (SEASON,))
    version = shop.catalog.product(id_).version
    shop.catalog.save_values(id_, {**shop.values(id_), "estacao": None}, version)  # opened, and left as it was
    shop.catalog.move_all([id_], State.QUEUED)
    drive(shop.generation, shop.engine)
    assert shop.values(id_)["estacao"] in SEASON.entries


def test_closed_lists_can_be_counted_and_narrowed_to_also_those_of_old_cards(shop: Shop) -> None:
    keep_fields(shop.catalog, (SEASON.model_copy(update={"type": FieldType.TEXT}),))
    ids = shop.generate("a.png", "b.png", "c.png")
    for id_, season in zip(ids, ("verão", "verão", "inverno"), strict=True):
        shop.catalog.save_values(id_, {**shop.values(id_), "estacao": season}, shop.catalog.product(id_).version)
    assert shop.catalog.field_counts() == {}
    keep_fields(shop.catalog, (SEASON,))
    assert shop.catalog.field_counts() == {"estacao": {"verão": 2, "inverno": 1}}
    summer = ProductFilter(fields={"estacao": frozenset({"verão"})})
    assert shop.catalog.product_ids(summer) == ids[:2]
    assert shop.catalog.field_counts(summer) == {"estacao": {"verão": 2, "inverno": 1}}
    assert sum(shop.catalog.facet_counts(summer)[Facet.STATE].values()) == 2
    shop.catalog.save_values(
        ids[0], {**shop.values(ids[0]), "estacao": "inverno"}, shop.catalog.product(ids[0]).version
    )
    assert shop.catalog.product_ids(summer) == [ids[1]]
    shop.catalog.remove([ids[1]])
    assert shop.catalog.field_counts() == {"estacao": {"inverno": 2}}


def test_what_is_exported_has_a_column_for_each_field(shop: Shop, tmp_path: Path) -> None:
    keep_fields(shop.catalog, ALL)
    (id_,) = shop.generate("a.png")
    typed = {"marca": "=1+1", "peso": 1.5, "cedo": True, "tarde": True, "materiais": ["algodão", "linho"]}
    version = shop.catalog.save_values(id_, {**shop.values(id_), **typed}, shop.catalog.product(id_).version)
    shop.catalog.approve(id_, version)
    path, card = tmp_path / "x.csv", card_type(own=ALL, edited=True)
    rows: dict[str, dict[str, str]] = {}
    for preset in PRESETS.values():
        assert export_approved(shop.catalog, card, preset, path, again=True).count == 1
        with path.open(encoding="utf-8-sig", newline="") as file:
            header, cells = csv.reader(file, delimiter=preset.delimiter)
        rows[preset.id] = dict(zip(header, cells, strict=True))
    assert rows["plain"]["marca"] == "=1+1"
    assert rows["excel-pt"]["marca"] == "'=1+1"
    assert [rows[name]["peso (kg)"] for name in PRESETS] == ["1,5", "1.5", "1.5"]
    flags = [{rows[name]["cedo"], rows[name]["tarde"]} for name in PRESETS]
    assert flags == [{"", "sim"}, {"", "yes"}, {"", "true"}]
    assert rows["plain"]["materiais"] == "algodão | linho"


def test_a_model_that_was_taught_one_prompt_fills_its_own_fields_and_that_is_said() -> None:
    prompt = PinnedPrompt(instructions="Ficha.", question="Preencha.", version="t-1")
    names = dict.fromkeys((Language.PT, Language.EN), "x")
    entry = ModelEntry(
        id="t", name=names, knows=names, text="a", projector="b", size=1, licence="MIT", commercial_use=True,
        languages=(Language.PT,), prompt=prompt,
    )  # fmt: skip
    recipe = make_recipe(SETTINGS, model=entry, own=ALL)
    assert "marca" not in recipe.card.model_fields
    assert Limit.FIELDS in limits_of(entry, SETTINGS, own=ALL)
    assert Limit.FIELDS not in limits_of(entry, SETTINGS)
    other = entry.model_copy(update={"prompt": None})
    assert "marca" in make_recipe(SETTINGS, model=other, own=ALL).card.model_fields
    assert Limit.FIELDS not in limits_of(other, SETTINGS, own=ALL)


def test_another_field_is_another_question() -> None:
    asked = {_asked(()), _asked((BRAND,)), _asked((BRAND.model_copy(update={"instruction": "Outra."}),))}
    assert len(asked) == 3


def _asked(own: tuple[CustomField, ...]) -> str:
    request: Request = make_recipe(SETTINGS, own=own).request("1", [])
    return request.asked
